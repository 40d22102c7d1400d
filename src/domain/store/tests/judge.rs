//! Judging from the store: whom a row is judged by, counted by hand.

use super::*;
use crate::domain::judgement::{Grade, Judgement, Yardstick};
use crate::domain::measure::{Measures, Thresholds};

fn of(id: i64, agent: Option<&str>, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { agent: agent.map(Shown::new), stats, ..Campaign::unknown(id) }
}

fn judged(store: &Store, id: i64) -> Judgement {
    store.judge(store.get(key(id)).unwrap(), Column::SuccessRate)
}

/// Four campaigns of an agent, two of another, one of nobody known.
fn company() -> Vec<Campaign> {
    let es = (1..=4).map(|id| of(id, Some("es"), if id == 1 { 40 } else { 60 }, if id == 1 { 60 } else { 40 }));
    let en = [of(5, Some("en"), 700, 300), of(6, Some("en"), 300, 700)];
    es.chain(en).chain([of(7, None, 50, 50)]).collect()
}

#[test]
fn a_row_is_judged_by_its_agents_others_and_never_by_itself() {
    let store = loaded(company());
    assert_eq!(judged(&store, 1), Judgement { grade: Grade::Poor, by: Some(Yardstick::SameAgent(60.0)) });
    // One other campaign of its agent is too few: (40 + 3 * 60 + 300 + 50) of 1,500.
    assert_eq!(judged(&store, 5), Judgement { grade: Grade::Good, by: Some(Yardstick::AllOthers(38.0)) });
    let Some(Yardstick::AllOthers(theirs)) = judged(&store, 7).by else { panic!("no agent is known") };
    assert!((theirs - 100.0 * 1_220.0 / 2_400.0).abs() < 1e-9, "{theirs}");
}

#[test]
fn filtering_changes_no_rows_judgement_and_a_groups_is_among_the_shown() {
    let mut store = loaded(company());
    let before = judged(&store, 1);
    store.set_query(query("agent:es group:agent"));
    assert_eq!(judged(&store, 1), before);
    let group = |store: &Store, at: usize| {
        let group = store.groups().nth(at).unwrap();
        (group.title(), store.judge_group(&group, Column::SuccessRate))
    };
    assert_eq!(group(&store, 0), ("es".to_owned(), Judgement::default()), "alone");
    store.set_query(query("group:agent sort:agent finished:<2000 -id:6 -id:7"));
    let theirs = |percent| Some(Yardstick::AllOthers(percent));
    assert_eq!(group(&store, 0), ("en".to_owned(), Judgement { grade: Grade::Good, by: theirs(55.0) }));
    assert_eq!(group(&store, 1), ("es".to_owned(), Judgement { grade: Grade::Poor, by: theirs(70.0) }));
}

#[test]
fn a_campaign_listed_twice_counts_once_and_is_no_peer_of_itself() {
    let twice = company().into_iter().flat_map(|row| [row.clone(), row]).collect();
    let (once, twice) = (loaded(company()), loaded(twice));
    for id in 1..=7 {
        let again = twice.get(RowKey { id, occurrence: 1 }).unwrap();
        assert_eq!([judged(&twice, id), twice.judge(again, Column::SuccessRate)], [judged(&once, id); 2], "{id}");
    }
}

#[test]
fn a_filter_asks_for_the_grade_that_each_row_has() {
    let twice: Vec<Campaign> = company().into_iter().flat_map(|row| [row.clone(), row]).collect();
    for rows in [company(), twice] {
        let mut store = loaded(rows);
        let limits = Some(Thresholds { good: 60.0, poor: 45.0 });
        for measures in [Measures::default(), Measures { success: limits, ..Measures::default() }] {
            store.set_measures(measures);
            for (typed, grade) in [("is:poor", Grade::Poor), ("is:good", Grade::Good), ("is:few", Grade::Few)] {
                let said = |row: &Row<'_>| store.judge(*row, Column::SuccessRate).grade == grade;
                let expected: Vec<RowKey> = store.rows().filter(said).map(|row| row.key()).collect();
                store.set_query(query(typed));
                assert_eq!(store.shown_rows().map(|row| row.key()).collect::<Vec<_>>(), expected, "{typed}");
                store.set_query(Query::default());
            }
        }
    }
    let mut store = loaded(company());
    store.set_query(query("is:poor"));
    assert_eq!(ids(&store), [6, 1]);
    assert_eq!([Flag::Poor, Flag::Good, Flag::Few].map(|flag| store.flagged(flag)), [2, 1, 0]);
    // The next read is judged anew.
    store.apply(Snapshot::build(Listing { rows: company().into_iter().skip(1).collect(), unreadable: 0 }));
    assert_eq!(ids(&store), [6]);
}

#[test]
fn counts_that_contradict_each_other_judge_nobody() {
    let mut rows = company();
    let odd = Stats { calls: Some(1), ..of(8, None, 9_000, 1_000).stats };
    rows.push(Campaign { stats: odd, ..of(8, Some("es"), 0, 0) });
    let store = loaded(rows);
    assert_eq!(judged(&store, 8), Judgement::default());
    assert_eq!(judged(&store, 1), judged(&loaded(company()), 1));
}

#[test]
fn only_the_users_limits_judge_conversion_and_what_all_come_to() {
    let mut rows = company();
    rows[0].stats.conversion = Some(3.0);
    let mut store = loaded(rows);
    let told = |store: &Store| {
        let row = store.get(key(1)).unwrap();
        [
            store.judge(row, Column::Conversion).grade,
            store.judge(row, Column::FailedRate).grade,
            store.judge_shown(Column::SuccessRate).grade,
        ]
    };
    assert_eq!(told(&store), [Grade::Plain; 3]);
    let limits = Some(Thresholds { good: 52.0, poor: 51.0 });
    store.set_measures(Measures { success: limits, conversion: limits, sentiment: None });
    assert_eq!(told(&store), [Grade::Poor, Grade::Plain, Grade::Poor]);
}

#[test]
fn taking_names_away_changes_no_judgement() {
    let store = loaded(company());
    let redacted = store.redacted();
    // Ids are numbered from 1 and so stay.
    assert!((1..=7).all(|id| judged(&redacted, id) == judged(&store, id)));
}
