//! The store by example, then held against the definitions it must agree with.

mod among;
mod groups;
mod judge;
mod remembered;
mod verdicts;
use super::*;
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::order::{Column, Value, Values as _};
use crate::domain::shown::Shown;
use proptest::prelude::*;
use std::cmp::{Ordering, Reverse};

fn listing(rows: Vec<Campaign>) -> Listing {
    Listing { rows, unreadable: 0 }
}

fn loaded(rows: Vec<Campaign>) -> Store {
    let mut store = Store::default();
    store.apply(Snapshot::build(listing(rows)));
    store
}

fn query(text: &str) -> Query {
    Query::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn ids(store: &Store) -> Vec<i64> {
    (0..store.shown()).map(|position| store.row(position).unwrap().key().id).collect()
}

fn calls(id: i64, calls: i64) -> Campaign {
    Campaign { stats: Stats { calls: Some(calls), ..Stats::default() }, ..Campaign::unknown(id) }
}

fn key(id: i64) -> RowKey {
    RowKey::first(id)
}

#[test]
fn a_snapshot_may_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Snapshot>();
}

#[test]
fn rows_stand_by_id_descending_until_told_otherwise() {
    let mut store = loaded(vec![calls(1, 5), calls(3, 4), calls(2, 9)]);
    assert_eq!(ids(&store), [3, 2, 1]);
    store.set_order(Order::descending(Column::Calls));
    assert_eq!(ids(&store), [2, 1, 3]);
    store.set_query(query("sort:calls"));
    assert_eq!((ids(&store), store.order()), (vec![3, 1, 2], Order::ascending(Column::Calls)));
    store.set_query(query("calls:>4 limit:1"));
    assert_eq!((ids(&store), store.totals().calls.total()), (vec![2], Some(9)));
    store.set_query(Query::default());
    assert_eq!((ids(&store), store.totals().calls.total()), (vec![2, 1, 3], Some(18)));
}

#[test]
fn a_limit_counts_the_rows_that_the_order_puts_first() {
    let mut store = loaded(vec![calls(1, 5), calls(2, 9), calls(3, 4)]);
    store.set_query(query("limit:2"));
    assert_eq!((ids(&store), store.totals().calls.total()), (vec![3, 2], Some(13)));
    store.set_order(Order::descending(Column::Calls));
    assert_eq!((ids(&store), store.totals().calls.total()), (vec![2, 1], Some(14)));
}

#[test]
fn names_that_begin_alike_are_told_apart() {
    let named = |id, name: &str| Campaign { name: Some(Shown::new(name)), ..Campaign::unknown(id) };
    let mut store = loaded(vec![named(1, "Roundup wave C"), named(2, "roundup wave a"), named(3, "Roundup Wave B")]);
    store.set_order(Order::ascending(Column::Name));
    assert_eq!(ids(&store), [2, 3, 1]);
}

#[test]
fn rows_that_tie_keep_the_newest_first_both_ways() {
    let mut store = loaded(vec![calls(1, 5), calls(2, 5), Campaign::unknown(4), calls(3, 5)]);
    store.set_order(Order::ascending(Column::Calls));
    assert_eq!(ids(&store), [3, 2, 1, 4]);
    store.set_order(Order::descending(Column::Calls));
    assert_eq!(ids(&store), [3, 2, 1, 4]);
}

#[test]
fn an_id_that_occurs_twice_makes_two_rows() {
    let store = loaded(vec![calls(7, 1), calls(8, 0), calls(7, 2), calls(7, 3)]);
    assert_eq!((store.total(), store.repeated()), (4, 1));
    for occurrence in 0..3 {
        let key = RowKey { id: 7, occurrence };
        assert_eq!(store.get(key).unwrap().calls(), Some(i64::from(occurrence) + 1));
        assert_eq!(store.position(&key.into()), Some(1 + occurrence as usize));
        assert_eq!(store.row(1 + occurrence as usize).unwrap().key(), key);
    }
    assert!(store.get(RowKey { id: 7, occurrence: 3 }).is_none() && store.get(key(6)).is_none());
}

#[test]
fn a_read_says_what_it_changed() {
    let mut store = Store::default();
    let first =
        store.apply(Snapshot::build(listing(vec![calls(1, 5), calls(2, 5), calls(3, 5), Campaign::unknown(4)])));
    assert!(first.is_nothing(), "the first read is no change");
    let renamed = Campaign { name: Some(Shown::new("new name")), ..calls(3, 5) };
    let rows = vec![calls(1, 8), renamed, calls(4, 9), calls(5, 1)];
    let second = store.apply(Snapshot::build(listing(rows.clone())));
    assert_eq!(second, Changes { new: 1, gone: 1, changed: 3, moved: 1, calls: 3 });
    assert_eq!(store.change_of(key(1)), Some(Change::Changed { calls: Some(3) }));
    assert_eq!(store.change_of(key(2)), None);
    assert_eq!(store.change_of(key(3)), Some(Change::Changed { calls: Some(0) }));
    assert_eq!(store.change_of(key(4)), Some(Change::Changed { calls: None }));
    assert_eq!(store.change_of(key(5)), Some(Change::New));
    assert!(store.apply(Snapshot::build(listing(rows))).is_nothing());
    assert_eq!((store.changes(), store.change_of(key(5))), (Changes::default(), None));
}

#[test]
fn held_rows_stay_where_they_stand_until_ranked() {
    let mut store = loaded(vec![calls(1, 10), calls(2, 20), calls(3, 30), calls(4, 40)]);
    store.set_order(Order::descending(Column::Calls));
    assert_eq!(ids(&store), [4, 3, 2, 1]);
    store.apply_held(Snapshot::build(listing(vec![
        calls(1, 50),
        calls(2, 20),
        calls(4, 40),
        calls(9, 60),
        calls(8, 70),
    ])));
    assert_eq!((ids(&store), store.held()), (vec![4, 2, 1, 8, 9], true));
    assert_eq!(store.totals().calls.total(), Some(240));
    assert!(store.rank());
    assert_eq!((ids(&store), store.held()), (vec![8, 9, 1, 4, 2], false));
    assert!(!store.rank(), "there is nothing to rank a second time");
}

#[test]
fn a_hold_ends_with_a_new_query_a_new_order_or_a_plain_read() {
    let second = || Snapshot::build(listing(vec![calls(1, 30), calls(2, 20)]));
    let held = || {
        let mut store = loaded(vec![calls(1, 10), calls(2, 20)]);
        store.set_order(Order::descending(Column::Calls));
        store.apply_held(second());
        assert_eq!((ids(&store), store.held()), (vec![2, 1], true));
        store
    };
    let ends: [fn(&mut Store); 2] =
        [|store| store.set_query(query("calls:>0")), |store| store.set_order(Order::descending(Column::Id))];
    for end in ends {
        let mut store = held();
        end(&mut store);
        assert!(!store.held());
    }
    let mut store = held();
    store.apply(second());
    assert_eq!((ids(&store), store.held()), (vec![1, 2], false));
}

#[test]
fn a_read_that_answers_another_question_is_not_compared() {
    let mut store = loaded(vec![calls(1, 10), calls(2, 20)]);
    store.reset_comparison();
    let changes = store.apply_held(Snapshot::build(listing(vec![calls(2, 25), calls(7, 1)])));
    assert!(changes.is_nothing());
    assert_eq!((store.change_of(key(2)), ids(&store), store.held()), (None, vec![7, 2], false));
}

#[test]
fn the_cursor_stays_on_its_row_or_where_it_was() {
    let mut store = loaded(vec![calls(1, 1), calls(2, 2), calls(3, 3)]);
    assert_eq!(store.place(&key(1).into(), 0), Some(2));
    store.set_query(query("calls:<3"));
    assert_eq!(store.place(&key(3).into(), 0), Some(0));
    assert_eq!(store.place(&key(9).into(), 7), Some(1));
    store.set_query(query("calls:>3"));
    assert_eq!(store.place(&key(3).into(), 0), None);
}

#[test]
fn words_do_not_reach_from_one_column_or_row_into_the_next() {
    let named = |id, name: &str, agent: &str| Campaign {
        name: Some(Shown::new(name)),
        agent: Some(Shown::new(agent)),
        ..Campaign::unknown(id)
    };
    let mut store = loaded(vec![named(2, "ab", "cd"), named(1, "ef", "gh")]);
    for (typed, found) in [
        ("ab", vec![2]),
        ("bc", vec![]),
        ("b2", vec![]),
        ("\"ab\u{1f}2\"", vec![]),
        ("\"\n\"", vec![]),
        ("ef", vec![1]),
        ("g", vec![1]),
    ] {
        store.set_query(query(typed));
        assert_eq!(ids(&store), found, "{typed}");
    }
}

fn shown_text() -> impl Strategy<Value = Option<Shown>> {
    let words =
        ["Depo", "depo", "DEPO", "wave", "Wave 2", "İstanbul", "ΟΔΟΣ", "Café", "CAFE\u{301} 02", "a\nb", "12", "1"];
    prop::option::weighted(0.8, prop::sample::select(words.to_vec()).prop_map(Shown::new))
}

fn count() -> impl Strategy<Value = Option<i64>> {
    prop::option::weighted(0.8, prop_oneof![9 => 0_i64..20, 1 => any::<i64>()])
}

fn rate() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(0.8, prop_oneof![8 => (0_u8..20).prop_map(f64::from), 1 => any::<f64>(), 1 => Just(-0.0)])
}

fn campaign() -> impl Strategy<Value = Campaign> {
    let texts = (shown_text(), shown_text(), shown_text(), shown_text());
    let numbers = (0_i64..30, count(), count(), count(), count(), rate(), rate(), rate());
    (texts, numbers).prop_map(
        |((name, agent, origin, updated), (id, list, calls, ok, failed, vendor, sentiment, conv))| {
            let stats = Stats { calls, ok, failed, vendor_rate: vendor, sentiment, conversion: conv };
            Campaign { id, name, agent, list, origin, updated, stats }
        },
    )
}

fn campaigns() -> impl Strategy<Value = Vec<Campaign>> {
    prop::collection::vec(campaign(), 0..90)
}

fn order() -> impl Strategy<Value = Order> {
    (0..16_usize, any::<bool>()).prop_map(|(column, descending)| Order { column: Column::ALL[column], descending })
}

fn filter() -> impl Strategy<Value = String> {
    let terms = [
        "depo",
        "Depo",
        "wave",
        "1",
        "12",
        "οδος",
        "café",
        "\"wave 2\"",
        "~dp",
        "~Cé",
        "/^d|é$/",
        "name:depo|c*é*|wave*",
        "agent:=CAFE",
        "agent:!=depo",
        "origin:/a.b/",
        "id:1*",
        "id:5..9",
        "calls:>5",
        "calls:!=3",
        "ok<=4",
        "list:2|3",
        "success%:>=50",
        "conv:0..5",
        "sent:<3",
        "has:updated",
        "no:calls",
        "pending:<0",
        "\"a\nb\"",
    ];
    let term = prop::sample::select(terms.to_vec()).prop_map(str::to_owned);
    term.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} or {b})")),
        ]
    })
}

/// What the store must show: every row, filtered and sorted in the plainest way.
fn plainly(rows: &[Campaign], query: &Query, order: Order) -> Vec<Campaign> {
    let orders = if query.orders().is_empty() { &[order] } else { query.orders() };
    let mut rows: Vec<Campaign> = rows.iter().filter(|row| query.matches(*row)).cloned().collect();
    rows.sort_by_key(|row| Reverse(row.id));
    rows.sort_by(|a, b| {
        orders.iter().map(|order| order.compare(a, b)).find(|&o| o != Ordering::Equal).unwrap_or(Ordering::Equal)
    });
    rows.truncate(query.limit().unwrap_or(usize::MAX));
    rows
}

/// What the store shows, in words: rows may hold numbers that are not equal to themselves.
fn as_text<'r>(rows: impl IntoIterator<Item = &'r Campaign>) -> Vec<String> {
    rows.into_iter().map(|row| format!("{row:?}")).collect()
}

fn check(store: &Store, rows: &[Campaign], query: &Query, order: Order) -> Result<(), TestCaseError> {
    let expected = plainly(rows, query, order);
    let shown: Vec<Row<'_>> = (0..store.shown()).map(|position| store.row(position).unwrap()).collect();
    prop_assert_eq!(as_text(shown.iter().map(|row| row.campaign)), as_text(&expected), "{}", query.as_str());
    for (position, row) in shown.iter().enumerate() {
        prop_assert_eq!(store.position(&row.key().into()), Some(position));
    }
    // Each id counts once: by the first of its rows that is shown.
    let mut firsts = std::collections::BTreeMap::new();
    let mut by_place = shown.clone();
    by_place.sort_by_key(|row| Reverse(row.key().occurrence));
    firsts.extend(by_place.iter().map(|row| (row.id(), row.campaign)));
    let known: Vec<i64> = firsts.values().filter_map(|row| row.stats.calls).collect();
    let sum: i128 = known.iter().map(|&calls| i128::from(calls)).sum();
    let sum = (!known.is_empty()).then(|| sum.clamp(i64::MIN.into(), i64::MAX.into()) as i64);
    prop_assert_eq!((store.totals().rows, store.totals().calls.total()), (firsts.len(), sum));
    prop_assert!(query.limit().is_some() || store.count_of(query) == firsts.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_shown_is_what_a_plain_filter_and_sort_would_show(
        first in campaigns(), second in campaigns(), filter in filter(), order in order(), sort in order(), limit in 0_usize..60,
    ) {
        let mut store = loaded(first.clone());
        check(&store, &first, &Query::default(), Order::default())?;
        store.set_order(order);
        let plain = query(&filter);
        store.set_query(plain.clone());
        check(&store, &first, &plain, order)?;
        store.apply(Snapshot::build(listing(second.clone())));
        check(&store, &second, &plain, order)?;
        let direction = if sort.descending { "desc" } else { "asc" };
        let limit = if limit == 0 { String::new() } else { format!("limit:{limit}") };
        let viewed = query(&format!("{filter} sort:{}-{direction},agent {limit}", sort.column.name()));
        store.set_query(viewed.clone());
        check(&store, &second, &viewed, order)?;
        store.set_query(Query::default());
        check(&store, &second, &Query::default(), order)?;
    }

    #[test]
    fn typing_key_by_key_shows_what_typing_at_once_does(
        rows in campaigns(), word in prop::sample::select(vec!["depo", "Depo", "dEPO", "wave", "12", "οδοσ", "wave 2", "Café"]),
    ) {
        let mut store = loaded(rows.clone());
        let lengths = (1..=word.chars().count()).chain((1..word.chars().count()).rev());
        for length in lengths {
            let typed = query(&word.chars().take(length).collect::<String>());
            store.set_query(typed.clone());
            check(&store, &rows, &typed, Order::default())?;
        }
    }

    #[test]
    fn every_order_is_total_and_its_reverse_mirrors_the_known(a in campaign(), b in campaign(), c in campaign(), order in order()) {
        prop_assert_eq!(order.compare(&a, &b), order.compare(&b, &a).reverse());
        if order.compare(&a, &b).is_le() && order.compare(&b, &c).is_le() {
            prop_assert!(order.compare(&a, &c).is_le());
        }
        let known = |row: &Campaign| row.value(order.column).is_some();
        let mirrored = if known(&a) && known(&b) { Ordering::reverse } else { |same| same };
        prop_assert_eq!(order.reversed().compare(&a, &b), mirrored(order.compare(&a, &b)));
    }

    #[test]
    fn held_rows_are_the_ranked_rows_and_keep_their_places(
        first in campaigns(), second in campaigns(), filter in filter(), order in order(), limit in 0_usize..60,
    ) {
        let limit = if limit == 0 { String::new() } else { format!(" limit:{limit}") };
        let keys = |store: &Store| (0..store.shown()).map(|at| store.row(at).unwrap().key()).collect::<Vec<_>>();
        let set = |keys: &[RowKey]| keys.iter().copied().collect::<std::collections::HashSet<_>>();
        let mut store = loaded(first);
        store.set_order(order);
        store.set_query(query(&format!("{filter}{limit}")));
        let before = keys(&store);
        store.apply_held(Snapshot::build(listing(second.clone())));
        let (held, said) = (keys(&store), store.held());
        for (at, key) in held.iter().enumerate() {
            prop_assert_eq!(store.position(&(*key).into()), Some(at));
        }
        store.rank();
        let ranked = keys(&store);
        check(&store, &second, &query(&format!("{filter}{limit}")), order)?;
        prop_assert_eq!((said, held.len()), (held != ranked, ranked.len()));
        prop_assert_eq!(set(&held), set(&ranked), "the same rows");
        let stayed: Vec<RowKey> = before.iter().copied().filter(|key| set(&ranked).contains(key)).collect();
        let came: Vec<RowKey> = ranked.iter().copied().filter(|key| !set(&before).contains(key)).collect();
        prop_assert_eq!(held, [stayed, came].concat());
    }

    #[test]
    fn changes_add_up(first in campaigns(), second in campaigns()) {
        let mut store = loaded(first.clone());
        let changes = store.apply(Snapshot::build(listing(second.clone())));
        let campaigns = |rows: &[Campaign]| rows.iter().map(|row| row.id).collect::<std::collections::BTreeSet<_>>().len();
        prop_assert_eq!(campaigns(&first) + changes.new - changes.gone, campaigns(&second));
        let firsts = store.shown_rows().filter(|row| row.key().occurrence == 0);
        let told: Vec<Change> = firsts.filter_map(|row| store.change_of(row.key())).collect();
        prop_assert_eq!(told.len(), changes.new + changes.changed);
        let moved = told.iter().filter_map(|change| change.calls()).filter(|calls| *calls != 0);
        prop_assert_eq!((changes.moved, changes.calls), (moved.clone().count(), moved.fold(0, i64::saturating_add)));
        prop_assert_eq!((store.totals().moved, store.totals().calls_moved), (changes.moved, changes.calls));
    }
}
