//! Groups held against a plain grouping: one map over the rows.

use std::collections::BTreeMap;

use super::*;
use crate::domain::confidence::wilson;
use crate::domain::natural;

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
