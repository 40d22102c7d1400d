//! Groups by example, then held against a plain grouping: one map over the rows.

use std::collections::BTreeMap;

use super::*;
use crate::domain::confidence::wilson;
use crate::domain::grouping::GroupBy;
use crate::domain::natural;

fn of(id: i64, agent: &str, list: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { agent: Some(Shown::new(agent)), list: Some(list), stats, ..Campaign::unknown(id) }
}

fn firm() -> Vec<Campaign> {
    vec![
        of(1, "Docs", 7, 850, 150),
        of(2, "Intake", 7, 30, 70),
        of(3, "Lucky", 8, 3, 0),
        of(4, "Docs", 8, 10, 10),
        Campaign::unknown(5),
    ]
}

fn grouped(rows: Vec<Campaign>, by: &[GroupBy]) -> Store {
    let mut store = loaded(rows);
    store.set_grouping(by.to_vec());
    store
}

/// The lines in words: a group with its sign, its number of campaigns and its calls, set in by its depth; a row's id.
fn told(store: &Store) -> Vec<String> {
    let lines = (0..store.lines()).map(|at| store.line(at).unwrap());
    let told = lines.map(|line| {
        let words = match line {
            Line::Row(row) => row.id().to_string(),
            Line::Group(group) => {
                let sign = if group.is_open() { '-' } else { '+' };
                let name = group.value().map_or("?".into(), Common::shown);
                let calls = group.totals().calls.total().map_or("?".to_owned(), |calls| calls.to_string());
                format!("{sign}{name} {} {calls}", group.totals().rows)
            }
        };
        " ".repeat(store.depth(&line)) + &words
    });
    told.collect()
}

fn first_group(store: &Store) -> GroupKey {
    store.groups().next().unwrap().key()
}

#[test]
fn groups_are_closed_at_first_and_open_one_by_one_or_all_at_once() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    store.set_query(query("sort:calls-desc"));
    let closed = ["+Docs 2 1020", "+Intake 1 100", "+Lucky 1 3", "+? 1 ?"];
    assert_eq!(told(&store), closed);
    store.toggle(&first_group(&store));
    assert_eq!(told(&store), ["-Docs 2 1020", " 1", " 4", "+Intake 1 100", "+Lucky 1 3", "+? 1 ?"]);
    store.open_all(true);
    assert_eq!((store.lines(), store.any_open()), (9, true));
    store.toggle(&first_group(&store));
    assert_eq!(told(&store)[..2], ["+Docs 2 1020", "-Intake 1 100"]);
    store.set_grouping(Vec::new());
    assert_eq!((store.lines(), store.groups().count(), store.is_grouped()), (5, 0, false));
    store.set_grouping(vec![GroupBy::Agent]);
    assert_eq!(told(&store), closed, "another grouping begins closed");
}

#[test]
fn the_querys_group_outweighs_the_one_set_and_two_levels_nest() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    store.set_query(query("group:list,agent sort:list has:agent"));
    store.open_all(true);
    assert_eq!(store.groups_by(), [GroupBy::List, GroupBy::Agent]);
    assert_eq!(
        told(&store),
        [
            "-7 2 1100",
            " -Docs 1 1000",
            "  1",
            " -Intake 1 100",
            "  2",
            "-8 2 23",
            " -Docs 1 20",
            "  4",
            " -Lucky 1 3",
            "  3"
        ]
    );
    let inner = store.groups().next().unwrap().inner().nth(1).unwrap();
    assert_eq!((inner.by(), inner.depth(), inner.share()), (GroupBy::Agent, 1, Some(100.0 * 100.0 / 1123.0)));
    assert_eq!(store.group(&inner.key()).unwrap().totals(), inner.totals());
    store.set_query(query("has:agent"));
    assert_eq!(told(&store), ["+Docs 2 1020", "+Lucky 1 3", "+Intake 1 100"]);
}

#[test]
fn too_few_data_never_stand_before_enough_of_them() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    for (sort, names) in [
        ("success-desc", ["Docs", "Intake", "Lucky", "?"]),
        ("success-asc", ["Intake", "Docs", "Lucky", "?"]),
        ("failed%-desc", ["Intake", "Docs", "Lucky", "?"]),
        ("calls-asc", ["Lucky", "Intake", "Docs", "?"]),
        ("agent-desc", ["Lucky", "Intake", "Docs", "?"]),
        ("name", ["Docs", "Intake", "Lucky", "?"]),
        ("vendor%-desc", ["Docs", "Intake", "Lucky", "?"]),
        ("id-desc", ["?", "Docs", "Lucky", "Intake"]),
        ("id-asc", ["Docs", "Intake", "Lucky", "?"]),
    ] {
        store.set_query(query(&format!("sort:{sort}")));
        let shown = store.groups().map(|group| group.value().map_or("?".into(), Common::shown).into_owned());
        assert_eq!(shown.collect::<Vec<_>>(), names, "{sort}");
    }
}

#[test]
fn a_limit_keeps_so_many_groups_and_the_totals_are_of_these() {
    let mut store = loaded(firm());
    store.set_query(query("group:agent sort:calls-desc limit:2"));
    assert_eq!(told(&store), ["+Docs 2 1020", "+Intake 1 100"]);
    assert_eq!((store.shown(), store.totals().rows, store.totals().calls.total()), (3, 3, Some(1120)));
}

#[test]
fn a_cursor_in_a_closed_group_stands_on_it_and_a_row_can_be_revealed() {
    let mut store = loaded(firm());
    store.set_query(query("group:agent,list sort:agent"));
    let row = LineKey::Row(key(4));
    assert_eq!((store.position(&row), store.place(&row, 3), store.rank_of(key(4))), (None, Some(0), Some(1)));
    store.reveal(key(4));
    assert_eq!(told(&store)[..4], ["-Docs 2 1020", " +7 1 1000", " -8 1 20", "  4"]);
    assert_eq!(store.position(&row), Some(3));
    let inner = store.line(2).unwrap().key();
    store.open_all(false);
    assert_eq!((store.position(&inner), store.place(&inner, 2)), (None, Some(0)), "its outer group stands for it");
    store.set_query(query("group:list"));
    assert_eq!(store.position(&inner), None, "another grouping does not know it");
}

#[test]
fn groups_keep_their_names_as_received_and_their_largest_campaigns() {
    let rows = (1..=9).map(|id| of(id, if id % 2 == 0 { "ab" } else { "AB" }, 1, id, 0)).collect();
    let mut store = grouped(rows, &[GroupBy::Agent]);
    store.set_query(query("sort:agent"));
    let raw = |group: Group<'_>| match group.value() {
        Some(Common::Text(text)) => text.raw().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(store.groups().map(raw).collect::<Vec<_>>(), ["AB", "ab"]);
    let largest = |group: Group<'_>| group.largest().map(|row| row.id()).collect::<Vec<_>>();
    assert_eq!(store.groups().map(largest).collect::<Vec<_>>(), [vec![9, 7, 5, 3, 1], vec![8, 6, 4, 2]]);
}

#[test]
fn held_groups_and_their_rows_stay_until_ranked() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    store.set_order(Order::descending(Column::Calls));
    store.toggle(&first_group(&store));
    let mut second = firm();
    second[1] = of(2, "Intake", 7, 3000, 0);
    second.push(of(6, "New", 7, 5000, 0));
    second.push(of(7, "Docs", 7, 9000, 0));
    store.apply_held(Snapshot::build(listing(second)));
    let held = ["-Docs 3 10020", " 1", " 4", " 7", "+Intake 1 3000", "+Lucky 1 3", "+? 1 ?", "+New 1 5000"];
    assert_eq!((told(&store), store.held()), (held.map(str::to_owned).to_vec(), true));
    assert!(store.rank());
    assert_eq!(told(&store)[..4], ["-Docs 3 10020", " 7", " 1", " 4"]);
    assert_eq!(told(&store)[4..], ["+New 1 5000", "+Intake 1 3000", "+Lucky 1 3", "+? 1 ?"]);
}

/// A row's id and occurrence.
type RowPlace = (i64, u32);

/// A group's values as received, the outer one first.
type Path = Vec<Option<String>>;

fn path(row: &Campaign, by: &[GroupBy]) -> Path {
    by.iter()
        .map(|by| match by {
            GroupBy::Agent => row.agent.as_ref().map(|text| text.raw().to_owned()),
            GroupBy::List => row.list.map(|list| list.to_string()),
            GroupBy::Origin => row.origin.as_ref().map(|text| text.raw().to_owned()),
        })
        .collect()
}

/// What a group comes to, added up in the plainest way: campaigns, calls, ok, finished of those that know both.
type Sums = (usize, Option<i128>, i128, i128);

/// The campaigns that the query lets through, each once.
fn firsts(rows: &[Campaign], query: &Query) -> Vec<Campaign> {
    let mut seen = std::collections::HashSet::new();
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| Reverse(row.id));
    rows.into_iter().filter(|row| query.matches(row) && seen.insert(row.id)).collect()
}

fn summed(rows: &[Campaign], by: &[GroupBy]) -> BTreeMap<Path, Sums> {
    let mut sums: BTreeMap<Path, Sums> = BTreeMap::new();
    for row in rows {
        let sum = sums.entry(path(row, by)).or_default();
        sum.0 += 1;
        if let Some(calls) = row.stats.calls {
            sum.1 = Some(sum.1.unwrap_or_default() + i128::from(calls));
        }
        if let Some((ok, finished)) = row.stats.ok.zip(row.stats.finished()) {
            (sum.2, sum.3) = (sum.2 + i128::from(ok), sum.3 + i128::from(finished));
        }
    }
    sums
}

/// Which of two groups of one level comes first, said plainly.
fn plain_order(a: &Group<'_>, b: &Group<'_>, orders: &[Order]) -> Ordering {
    let by_name = |descending: bool| {
        let known = match (a.value(), b.value()) {
            (Some(Common::Number(a)), Some(Common::Number(b))) => a.cmp(&b),
            (Some(a), Some(b)) => natural::compare(&a.shown(), &b.shown()),
            (a, b) => return a.is_none().cmp(&b.is_none()),
        };
        if descending { known.reverse() } else { known }
    };
    let by_value = |order: &Order| {
        let newest = |group: &Group<'_>| {
            let ids = group.rows().map(|row| row.id());
            if order.descending { ids.max() } else { ids.min() }
        };
        let value = |group: &Group<'_>| match order.column {
            Column::Id => newest(group).map(Value::Whole),
            column => group.totals().value(column),
        };
        let rate = matches!(order.column, Column::SuccessRate | Column::FailedRate);
        let few = |group: &Group<'_>| rate && group.totals().success.is_of_too_few();
        let class = |group: &Group<'_>| (value(group).is_none(), few(group));
        let known = match (value(a), value(b)) {
            (Some(Value::Whole(a)), Some(Value::Whole(b))) => a.cmp(&b),
            (Some(Value::Real(a)), Some(Value::Real(b))) => a.total_cmp(&b),
            _ => Ordering::Equal,
        };
        class(a).cmp(&class(b)).then(if order.descending { known.reverse() } else { known })
    };
    let by_order = |order: &Order| match order.column {
        Column::Name | Column::Agent | Column::List | Column::Origin | Column::Updated => by_name(order.descending),
        _ => by_value(order),
    };
    orders.iter().map(by_order).find(|order| order.is_ne()).unwrap_or_else(|| by_name(false))
}

/// What must be true of every group, whatever was asked: names, sums, order, rows, lines.
fn check_groups(store: &Store, rows: &[Campaign], query: &Query, order: Order) -> Result<(), TestCaseError> {
    let by = store.groups_by().to_vec();
    let orders = if query.orders().is_empty() { &[order] } else { query.orders() };
    let counted = firsts(rows, query);
    let (mut expected, mut lines, mut all) = (Vec::new(), Vec::new(), Vec::new());
    let limited = query.limit().is_some();
    let level = |groups: &[Group<'_>], depth: usize| -> Result<(), TestCaseError> {
        let by = by.get(..=depth).unwrap_or_default();
        let sums = summed(&counted, by);
        for group in groups {
            let row = group.rows().next().unwrap();
            let own = path(row.campaign, by);
            let (campaigns, calls, ok, finished) = sums.get(&own).copied().unwrap_or_default();
            let totals = group.totals();
            let clamped = calls.map(|calls| calls.clamp(i64::MIN.into(), i64::MAX.into()) as i64);
            prop_assert_eq!((totals.rows, totals.calls.total()), (campaigns, clamped));
            prop_assert_eq!(totals.success.percent(), crate::domain::campaign::share_of_sums(ok, finished));
            prop_assert_eq!(totals.success.range(), wilson(ok, finished));
            prop_assert!(group.rows().all(|row| path(row.campaign, by) == own));
        }
        for pair in groups.windows(2) {
            prop_assert!(plain_order(&pair[0], &pair[1], orders).is_le(), "{:?}", pair);
        }
        Ok(())
    };
    let outer: Vec<Group<'_>> = store.groups().collect();
    level(&outer, 0)?;
    for group in &outer {
        let inner: Vec<Group<'_>> = group.inner().collect();
        level(&inner, 1)?;
        expected.push(path(group.rows().next().unwrap().campaign, &by[..1]));
        let open = |group: &Group<'_>| store.group(&group.key()).unwrap().is_open();
        lines.push(LineKey::Group(group.key()));
        let own = |group: &Group<'_>| group.rows().map(|row| LineKey::Row(row.key())).collect::<Vec<_>>();
        all.extend(own(group));
        if !open(group) {
            continue;
        }
        if inner.is_empty() {
            lines.extend(own(group));
        }
        for inner in inner {
            lines.push(LineKey::Group(inner.key()));
            lines.extend(if open(&inner) { own(&inner) } else { Vec::new() });
        }
    }
    // Every row that is let through stands in its group, in the order that rows alone would have.
    let plain = Query::parse(&without_views(query)).unwrap();
    let wanted = plainly(rows, &plain, order);
    let paths: std::collections::BTreeSet<Path> = wanted.iter().map(|row| path(row, &by[..1])).collect();
    let count = paths.len().min(query.limit().unwrap_or(usize::MAX));
    prop_assert_eq!((expected.len(), expected.iter().collect::<std::collections::BTreeSet<_>>().len()), (count, count));
    let of_each = |group: &Group<'_>| as_text(group.rows().map(|row| row.campaign));
    for group in outer.iter().flat_map(|group| if by.len() > 1 { group.inner().collect() } else { vec![*group] }) {
        let own = path(group.rows().next().unwrap().campaign, &by);
        prop_assert_eq!(of_each(&group), as_text(wanted.iter().filter(|row| path(row, &by) == own)));
    }
    prop_assert!(limited || all.len() == wanted.len());
    prop_assert_eq!(store.shown_rows().map(|row| LineKey::Row(row.key())).collect::<Vec<_>>(), all);
    prop_assert_eq!(store.lines(), lines.len());
    for (at, key) in lines.iter().enumerate() {
        prop_assert_eq!(&store.line(at).unwrap().key(), key);
        prop_assert_eq!(store.position(key), Some(at));
    }
    let campaigns: usize = outer.iter().map(|group| group.totals().rows).sum();
    prop_assert_eq!(store.totals().rows, campaigns);
    Ok(())
}

/// The query without its `group:` and `limit:`.
fn without_views(query: &Query) -> String {
    let words = query.as_str().split(' ').filter(|word| !word.starts_with("group:") && !word.starts_with("limit:"));
    words.collect::<Vec<_>>().join(" ")
}

fn grouping() -> impl Strategy<Value = Vec<GroupBy>> {
    let agents = vec![GroupBy::Agent, GroupBy::List];
    prop_oneof![
        prop::sample::select(GroupBy::ALL.to_vec()).prop_map(|by| vec![by]),
        Just(agents.clone()),
        Just(agents.into_iter().rev().collect()),
        Just(vec![GroupBy::List, GroupBy::Origin]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn groups_are_what_a_plain_grouping_would_give(
        first in campaigns(), second in campaigns(), by in grouping(), filter in filter(), order in order(), sort in order(),
        limit in 0_usize..9, toggles in prop::collection::vec(any::<prop::sample::Index>(), 0..6), all in any::<bool>(),
    ) {
        let mut store = loaded(first.clone());
        store.set_grouping(by.clone());
        store.set_order(order);
        store.open_all(all);
        check_groups(&store, &first, &Query::default(), order)?;
        for toggle in toggles {
            if store.lines() > 0 && let Some(Line::Group(group)) = store.line(toggle.index(store.lines())) {
                let key = group.key();
                store.toggle(&key);
            }
        }
        check_groups(&store, &first, &Query::default(), order)?;
        let plain = query(&filter);
        store.set_query(plain.clone());
        check_groups(&store, &first, &plain, order)?;
        store.apply(Snapshot::build(listing(second.clone())));
        check_groups(&store, &second, &plain, order)?;
        let names: Vec<&str> = by.iter().map(|by| by.name()).collect();
        let limit = if limit == 0 { String::new() } else { format!(" limit:{limit}") };
        let way = if sort.descending { "desc" } else { "asc" };
        let viewed = query(&format!("{filter} group:{} sort:{}-{way},calls{limit}", names.join(","), sort.column.name()));
        store.set_grouping(Vec::new());
        store.set_query(viewed.clone());
        check_groups(&store, &second, &viewed, order)?;
    }

    #[test]
    fn a_cursor_stays_on_its_line_and_held_groups_on_theirs(
        first in campaigns(), second in campaigns(), by in grouping(), order in order(), all in any::<bool>(),
        at in any::<prop::sample::Index>(),
    ) {
        let mut store = loaded(first);
        let one_level = by.len() == 1;
        store.set_grouping(by);
        store.set_order(order);
        store.open_all(all);
        let keys = |store: &Store| store.groups().map(|group| group.key()).collect::<Vec<_>>();
        let places = |store: &Store| -> BTreeMap<RowPlace, GroupKey> {
            let own = |group: Group<'_>| group.rows().map(|row| (row.id(), row.key().occurrence)).collect::<Vec<_>>();
            store.groups().flat_map(|group| own(group).into_iter().map(move |row| (row, group.key()))).collect()
        };
        let (before, former) = (keys(&store), places(&store));
        let cursor = (store.lines() > 0).then(|| at.index(store.lines())).map(|at| (store.line(at).unwrap().key(), at));
        store.apply_held(Snapshot::build(listing(second)));
        let held = keys(&store);
        if let Some((key, at)) = cursor {
            let place = store.place(&key, at);
            let there = place.and_then(|at| store.line(at)).map(|line| line.key());
            prop_assert!(store.position(&key).is_none() || there == Some(key));
            prop_assert_eq!(place.is_none(), store.lines() == 0);
        }
        let said = store.held();
        let shown: std::collections::BTreeSet<_> = store.shown_rows().map(|row| row.key().id).collect();
        store.rank();
        let ranked = keys(&store);
        prop_assert!(said || held == ranked);
        prop_assert_eq!(&shown, &store.shown_rows().map(|row| row.key().id).collect());
        // A group that a campaign stayed in keeps its place among such groups, before all others.
        let latter = places(&store);
        let has_stayed = |key: &&GroupKey| latter.iter().any(|(row, own)| own == *key && former.get(row) == Some(own));
        let kept: Vec<&GroupKey> = before.iter().filter(has_stayed).collect();
        if one_level {
            prop_assert_eq!(held.iter().take(kept.len()).collect::<Vec<_>>(), kept);
        }
    }
}
