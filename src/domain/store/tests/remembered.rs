//! What is remembered of rows: shown, asked for, ordered, gathered and summed like anything else.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::grouping::GroupBy;
use crate::domain::memory::{Baseline, Before, Compared, HOURS, Memory, Quiet, Remembered, Workdays};
use crate::domain::record::{Figures, Second};
use crate::domain::time::Zone;

fn campaign(id: i64, calls: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { agent: Some(Shown::new(if id % 2 == 0 { "even" } else { "odd" })), stats, ..Campaign::unknown(id) }
}

fn figures(calls: i64, ok: i64, failed: i64) -> Figures {
    Figures { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Figures::default() }
}

/// Of no campaign.
pub(super) fn memory() -> Memory {
    let at = Second(100 * 3600);
    let compared = Compared { baseline: Baseline::Today, meant: Second(90 * 3600), from: Second(90 * 3600) };
    let marks = std::array::from_fn(|mark| Second((76 + mark as i64) * 3600));
    let known = std::array::from_fn(|mark| mark != 7);
    Memory {
        at,
        zone: Zone::UTC,
        opens: None,
        silence: None,
        acknowledged: Vec::new(),
        compared,
        marks,
        known,
        workdays: Workdays::default(),
        usual: Workdays::default(),
        campaigns: Vec::new(),
    }
}

fn with(campaigns: Vec<(i64, Remembered)>) -> Arc<Memory> {
    Arc::new(Memory { campaigns, ..memory() })
}

fn store(rows: Vec<Campaign>, memory: Arc<Memory>) -> Store {
    let mut store = Store::default();
    store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
    store.remember(Some(memory), false);
    store
}

fn known() -> Store {
    let was = |before, pace, quiet: i64, first: i64| Remembered {
        first: Some(Second(first * 3600)),
        before,
        pace: Some(pace),
        quiet: Some(Quiet { seconds: quiet * 3600, at_least: false }),
        hours: None,
        ..Remembered::default()
    };
    store(
        vec![campaign(1, 100, 60, 30), campaign(2, 50, 20, 20), campaign(3, 7, 0, 0), campaign(4, 9, 1, 1)],
        with(vec![
            (3, was(Before::Absent, 2.0, 1, 95)),
            (2, was(Before::Was(figures(50, 20, 20)), 0.0, 8, 4)),
            (1, was(Before::Was(figures(80, 50, 20)), 4.5, 0, 50)),
        ]),
    )
}

fn found(store: &mut Store, query: &str) -> Vec<i64> {
    store.set_query(Query::parse(query).unwrap());
    store.shown_rows().map(|row| row.id()).collect()
}

#[test]
fn what_changed_since_the_baseline_is_asked_for_and_ordered_by() {
    let mut store = known();
    for (query, ids) in [
        ("d.calls:>0", vec![3, 1]),
        ("d.calls:0", vec![2]),
        ("d.ok:10 d.success%:<0", vec![1]),
        ("d.success%:<-4.7", vec![1]),
        ("no:d.calls", vec![4]),
        ("pace:>=2 sort:pace-desc", vec![1, 3]),
        ("quiet:>=8h", vec![2]),
        ("quiet:<30m", vec![1]),
        ("age:<1d", vec![3]),
        ("age:>3", vec![2]),
        ("sort:d.calls-desc", vec![1, 3, 2, 4]),
    ] {
        assert_eq!(found(&mut store, query), ids, "{query}");
    }
}

#[test]
fn groups_and_totals_pool_it() {
    let mut store = known();
    store.set_grouping(vec![GroupBy::Agent]);
    store.set_query(Query::parse("sort:d.calls-desc").unwrap());
    let groups: Vec<_> = store
        .excerpt()
        .groups()
        .map(|group| {
            let value = |column| group.totals().value(column);
            (group.title(), value(Column::CallsChange), value(Column::Pace))
        })
        .collect();
    let whole = |calls| Some(Value::Whole(calls));
    assert_eq!(
        groups,
        [("odd".to_owned(), whole(27), Some(Value::Real(6.5))), ("even".to_owned(), whole(0), Some(Value::Real(0.0))),]
    );
    // 81 of 132 finished now, where 70 of 110 had been.
    let points = 100.0 * 81.0 / 132.0 - 100.0 * 70.0 / 110.0;
    match store.totals().value(Column::SuccessChange) {
        Some(Value::Real(found)) => assert!((found - points).abs() < 1e-6),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_stays_with_its_campaigns_when_rows_come_and_go() {
    let mut store = known();
    let rows = vec![campaign(1, 104, 60, 30), campaign(5, 1, 0, 0), campaign(3, 8, 0, 0)];
    store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
    let changes: Vec<_> = store.rows().map(|row| (row.id(), row.value(Column::CallsChange))).collect();
    assert_eq!(changes, [(5, None), (3, Some(Value::Whole(8))), (1, Some(Value::Whole(24)))]);
    store.remember(None, false);
    let refreshed: Vec<_> = store.rows().map(|row| (row.id(), row.value(Column::CallsChange))).collect();
    assert_eq!(refreshed, [(5, None), (3, Some(Value::Whole(1))), (1, Some(Value::Whole(4)))], "with the last read");
}

#[test]
fn rows_that_are_held_stay_where_they_are_when_something_else_is_remembered() {
    let mut store = known();
    let order = |store: &Store| store.shown_rows().map(|row| row.id()).collect::<Vec<_>>();
    let paced = |id, pace| (id, Remembered { pace: Some(pace), ..Remembered::default() });
    store.set_query(Query::parse("sort:pace-desc").unwrap());
    assert_eq!(order(&store), [1, 3, 2, 4]);
    let later = with(vec![paced(3, 9.0), paced(2, 0.5), paced(1, 1.0)]);
    store.remember(Some(Arc::clone(&later)), true);
    assert_eq!((order(&store), store.held()), (vec![1, 3, 2, 4], true));
    assert!(store.rank());
    assert_eq!(order(&store), [3, 1, 2, 4]);
    store.set_query(Query::parse("sort:name").unwrap());
    let held = order(&store);
    store.remember(Some(later), false);
    assert_eq!(order(&store), held, "what the order does not ask for moves nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_last_hours_of_what_is_shown_are_those_of_its_rows(
        steps in prop::collection::vec((0_i64..40, prop::collection::vec(0_i64..5, HOURS)), 1..8),
        above in 0_i64..60,
    ) {
        let mut rows = Vec::new();
        let mut campaigns = Vec::new();
        for (id, (start, rises)) in (1_i64..).zip(&steps) {
            let mut calls = *start;
            let mut marks = vec![Some(figures(calls, calls / 2, calls / 3))];
            for rise in rises {
                calls += rise;
                marks.push(Some(figures(calls, calls / 2, calls / 3)));
            }
            rows.push(campaign(id, calls, calls / 2, calls / 3));
            let hours = rises.iter().any(|rise| *rise > 0).then(|| Arc::new(marks.try_into().unwrap()));
            campaigns.insert(0, (id, Remembered { hours, ..Remembered::default() }));
        }
        let mut store = store(rows, with(campaigns));
        store.set_query(Query::parse(&format!("calls:>={above}")).unwrap());
        let hourly = store.hourly().unwrap().clone();
        for hour in 0..HOURS {
            let rises: i64 = store.shown_rows().map(|row| steps[row.id() as usize - 1].1[hour]).sum();
            let expected = (![6, 7].contains(&hour)).then_some(rises);
            prop_assert_eq!(hourly.calls[hour], expected);
            prop_assert_eq!(store.shown_rows().filter_map(|row| row.trend()?[hour]).sum::<i64>(), expected.unwrap_or(0));
        }
        prop_assert_eq!(hourly.success[HOURS], store.totals().success.percent());
        prop_assert_eq!(hourly.success[7], None, "nobody looked");
        let (ok, finished) = store.shown_rows().fold((0, 0), |(ok, finished), row| {
            let (start, rises) = &steps[row.id() as usize - 1];
            let calls = start + rises.iter().take(3).sum::<i64>();
            (ok + calls / 2, finished + calls / 2 + calls / 3)
        });
        prop_assert_eq!(hourly.success[3], crate::domain::campaign::share(ok, finished));
    }
}
