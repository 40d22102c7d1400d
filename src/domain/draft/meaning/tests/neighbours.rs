//! What the campaigns that exist say about a plan.

use super::*;

#[test]
fn the_same_list_names_those_that_move_first() {
    let calls = |calls, mut row: Campaign| {
        row.stats.calls = Some(calls);
        row
    };
    let rows = |moved: i64| vec![calls(10, row(9, "a", 318, "x")), calls(10 + moved, row(8, "b", 318, "x"))];
    let mut store = store(rows(0));
    store.apply(Snapshot::build(Listing { rows: rows(7), unreadable: 0 }));
    let meaning = |store: &Store| meaning_of(&draft(|_| ()), Around { store, ..around("2026-02-18") });
    let lasting = |store: &Store| {
        let notes = meaning(store).notes.into_iter();
        notes.filter(|note| note.severity == Severity::Read).map(|note| note.lasting().to_owned()).collect::<Vec<_>>()
    };
    let read = texts(&meaning(&store), Severity::Read).join("\n");
    let expected = "Case list 318 is also used by #8 \"b\" (▲7) and #9 \"a\": people may be called by more than one of them. 1 of 2 moved in the last refresh.";
    assert!(read.lines().any(|line| line == expected), "{read}");
    let moving = lasting(&store);
    store.apply(Snapshot::build(Listing { rows: rows(7), unreadable: 0 }));
    assert_eq!(lasting(&store), moving, "that they rest is nothing else to read");
}

#[test]
fn a_name_that_is_nearly_anothers_is_to_be_read_and_one_that_looks_the_same_outweighs_it() {
    let read = |rows| {
        let store = store(rows);
        let meaning = meaning_of(&workdays(), Around { store: &store, ..around("2026-02-18") });
        texts(&meaning, Severity::Read).join("\n")
    };
    let near = || row(3, "Roundup intake wave 3", 1, "abc_771");
    assert_eq!(read(vec![near()]), "The name is one character from that of #3 \"Roundup intake wave 3\".");
    let same = read(vec![near(), row(4, "roundup INTAKE wave 4", 1, "abc_771")]);
    assert!(same.contains("looks the same as that of #4") && !same.contains("one character"), "{same}");
    assert_eq!(read(vec![row(5, "Roundup intake wave 13", 1, "abc_771")]), "");
}

#[test]
fn the_record_of_the_agent_is_told_over_finished_calls() {
    let stats =
        |calls, ok, failed| Stats { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    let one = Campaign { stats: stats(100, 30, 10), ..row(1, "a", 1, "abc_771") };
    let other = Campaign { stats: stats(100, 60, 0), ..row(2, "b", 1, "abc_771") };
    let store = store(vec![one, other, row(3, "c", 1, "abc_771"), row(4, "d", 1, "x")]);
    let meaning = meaning_of(&draft(|_| ()), Around { store: &store, ..around("2026-02-18") });
    let info = texts(&meaning, Severity::Info);
    assert!(info.contains(&"Agent abc_771: 3 campaigns, 90.0% success of 100 finished calls."), "{info:?}");
}
