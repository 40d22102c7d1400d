//! Who needs a person, why, and how that is asked for.

use std::sync::Arc;

use super::*;
use crate::domain::measure::{Measures, Thresholds};
use crate::domain::memory::{Before, Found, Memory, Quiet, Remembered};
use crate::domain::record::Second;
use crate::domain::significance::Proportion;
use crate::domain::verdict::{Kind, Shift, Silence};

fn campaign(id: i64, list: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { list: Some(list), stats, ..Campaign::unknown(id) }
}

/// Calling within the last open hour, with nothing found.
fn calling() -> Remembered {
    Remembered { quiet: Some(Quiet { seconds: 60, at_least: false }), ..Remembered::default() }
}

fn resting(found: Found) -> Remembered {
    let quiet = Some(Quiet { seconds: 9_000, at_least: false });
    Remembered { quiet, found: Some(Box::new(found)), ..Remembered::default() }
}

fn silence(missed: f64) -> Found {
    let silence = Silence { since: Second(5), open: 9_000, usual: 40.0, missed };
    Found { silence: Some(silence), ..Found::default() }
}

fn shift(now: i64) -> Found {
    let share = |part| Proportion::new(part, 100).unwrap();
    Found { shift: Some(Shift { day: Second(0), now: share(now), before: share(60), looks: 2 }), ..Found::default() }
}

fn store(rows: Vec<Campaign>, known: Vec<(i64, Remembered)>) -> Store {
    let mut store = Store::default();
    store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
    store.remember(Some(Arc::new(Memory { campaigns: known, ..super::remembered::memory() })), false);
    store
}

/// 9 and 8 are quiet, 7 and 6 call one list, 5 soured, 4 recovered, 3 is poor, 2 is over and was poor, 1 is new and odd.
fn company() -> Store {
    let rows = (1..=9).map(|id| campaign(id, if id == 6 { 7 } else { id }, 600, 400));
    let mut rows: Vec<Campaign> = rows.collect();
    (rows[2], rows[1]) = (campaign(3, 3, 200, 800), campaign(2, 2, 200, 800));
    rows[0].stats.calls = Some(3);
    let new = Remembered { before: Before::Absent, ..calling() };
    let over = Remembered { over: true, ..resting(Found::default()) };
    store(
        rows,
        vec![
            (9, resting(silence(20.0))),
            (8, resting(silence(90.0))),
            (7, calling()),
            (6, calling()),
            (5, resting(shift(30))),
            (4, resting(shift(90))),
            (3, calling()),
            (2, over),
            (1, new),
        ],
    )
}

fn found(store: &mut Store, query: &str) -> Vec<i64> {
    store.set_query(Query::parse(query).unwrap());
    store.shown_rows().map(|row| row.id()).collect()
}

#[test]
fn those_who_need_a_person_come_worst_first() {
    let store = company();
    let needs: Vec<(i64, Kind)> = store.needs_you().map(|row| (row.id(), row.need().unwrap().kind())).collect();
    assert_eq!(
        needs,
        [(8, Kind::Quiet), (9, Kind::Quiet), (7, Kind::Twice), (5, Kind::Soured), (3, Kind::Poor), (1, Kind::Odd)],
        "a list is asked of once, and what is over not at all"
    );
    let words = |id| store.get(RowKey::first(id)).unwrap().need_words();
    assert_eq!(words(8).as_deref(), Some("quiet for 2 open hours, usual 40/h"));
    assert_eq!(words(7).as_deref(), Some("its case list 7 also moves in 6"));
    assert_eq!(words(1).as_deref(), Some("1,000 finished of 3 calls"));
    assert_eq!((words(4), words(2)), (None, None));
}

#[test]
fn verdicts_are_asked_for_ordered_by_and_counted() {
    let mut store = company();
    for (query, ids) in [
        ("is:needs sort:need", vec![8, 9, 7, 5, 3, 1]),
        ("is:needs sort:need-desc limit:2", vec![1, 3]),
        ("need:<=2", vec![9, 8]),
        ("no:need", vec![6, 4, 2]),
        ("is:quiet", vec![9, 8]),
        ("is:twice", vec![7, 6]),
        ("is:soured", vec![5]),
        ("is:poor", vec![3, 2]),
        ("is:odd", vec![1]),
        ("is:new", vec![1]),
        ("is:moving", vec![7, 6, 3, 1]),
        ("is:quiet|soured -is:moving", vec![9, 8, 5]),
    ] {
        assert_eq!(found(&mut store, query), ids, "{query}");
        if let Some(flag) = Flag::ALL.into_iter().find(|flag| query == format!("is:{}", flag.name())) {
            assert_eq!(store.flagged(flag), ids.len(), "{query}");
        }
    }
}

#[test]
fn without_a_record_only_those_that_moved_are_asked_about() {
    let mut store = Store::default();
    let rows =
        |calls: i64| vec![campaign(1, 5, 200, 800 + calls), campaign(2, 5, 600 + calls, 400), campaign(3, 3, 100, 900)];
    let read = |calls| Snapshot::build(Listing { rows: rows(calls), unreadable: 0 });
    store.apply(read(0));
    assert_eq!(store.needs_you().len(), 0, "nothing is known to call");
    store.apply(read(1));
    let needs: Vec<(i64, Kind)> = store.needs_you().map(|row| (row.id(), row.need().unwrap().kind())).collect();
    assert_eq!(needs, [(2, Kind::Twice), (1, Kind::Poor)]);
}

#[test]
fn the_users_limits_say_who_is_poor() {
    let limits = Some(Thresholds { good: 90.0, poor: 70.0 });
    let mut store = Store::default();
    store.set_measures(Measures { success: limits, ..Measures::default() });
    store.apply(Snapshot::build(Listing { rows: vec![campaign(1, 1, 600, 400)], unreadable: 0 }));
    store.remember(Some(Arc::new(Memory { campaigns: vec![(1, calling())], ..super::remembered::memory() })), false);
    let words = store.get(RowKey::first(1)).unwrap().need_words();
    assert_eq!(words.as_deref(), Some("success 60.0% of 1,000, below your limit of 70.0%"));
}

#[test]
fn without_names_no_number_of_a_campaign_is_told() {
    let mut store = company();
    found(&mut store, "is:needs sort:need");
    let redacted = store.redacted();
    let row = redacted.rows().find(|row| row.need().is_some_and(|why| why.kind() == Kind::Twice)).unwrap();
    let words = row.need_words().unwrap();
    let other = redacted.rows().find(|other| other.id() != row.id() && other.list() == row.list()).unwrap();
    assert!(words.ends_with(&format!("in {}", other.id())), "{words}");
}
