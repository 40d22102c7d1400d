//! Who claims what, over files and processes.

use std::fs;
use std::path::Path;

use super::super::tests::{START, Whole, reading, record, row};
use super::*;
use crate::domain::alert::{Conditions, Hold, Seen, Unrecorded, Way};
use crate::domain::memory::OpenTime;
use crate::domain::record::engine::{Engine as _, Purge, Taken};
use proptest::prelude::*;

fn ways(ways: &[Way]) -> Ways {
    ways.iter().copied().collect()
}

fn look_in(claims: &mut dyn Claims, at: i64, matching: &[i64], ways: Ways, by: &str) -> Vec<(String, Vec<i64>)> {
    let hold = Hold { seconds: 60, open: false };
    let open = OpenTime::default();
    let seen = |name| Seen { name, definition: name, hold, matching, ways, always: true };
    let conditions = Conditions { at: Second(at), every: 30, enabled: true, open: &open };
    let claimed = claims.claim(&Sighting { seen: &[seen("one"), seen("two")], conditions, by }).unwrap();
    let ids = |claimed: Claimed| (claimed.alert, claimed.edges.iter().map(|edge| edge.campaign).collect());
    claimed.into_iter().map(ids).collect()
}

fn look(claims: &mut dyn Claims, at: i64, matching: &[i64]) -> Vec<(String, Vec<i64>)> {
    look_in(claims, at, matching, ways(&[Way::Screen]), "screen 1")
}

fn begun(folder: &Path) -> Record {
    let mut record = record(folder);
    record.take(reading(START), &Whole(vec![row(7, 1, "seven"), row(3, 1, "three")])).unwrap();
    record
}

#[test]
fn of_two_windows_one_tells_and_the_log_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (begun(folder.path()), begun(folder.path()));
    let all = [("one".to_owned(), vec![3, 7]), ("two".to_owned(), vec![3, 7])];
    for at in [0, 30] {
        assert!(look(&mut one, START + at, &[7, 3]).is_empty());
        assert!(look(&mut other, START + at + 1, &[7, 3]).is_empty());
    }
    let told = look_in(&mut other, START + 60, &[7, 3], ways(&[Way::Screen, Way::Bell]), "screen 2");
    assert_eq!(told, all);
    assert!(look(&mut one, START + 61, &[7, 3]).is_empty(), "told already");
    let recorder = look_in(&mut one, START + 62, &[7, 3], ways(&[Way::Screen, Way::Command]), "record 3");
    assert_eq!(recorder, all, "in a way in which nobody told");
    drop((one, other));

    let mut next = record(folder.path());
    assert!(look(&mut next, START + 90, &[7, 3]).is_empty(), "nor after a start");
    let log = next.told(5).unwrap();
    assert_eq!(log.len(), 5);
    let Told { alert, campaign, name, ways: by_ways, by, .. } = log[4].clone();
    assert_eq!((alert.as_str(), campaign, by.as_str()), ("two", 7, "screen 2"), "{log:?}");
    assert_eq!((name.unwrap().as_str(), by_ways), ("seven", ways(&[Way::Screen, Way::Bell])));
    assert_eq!((log[0].at, log[0].by.as_str(), log[0].ways), (Second(START + 62), "record 3", ways(&[Way::Command])));
    next.failed("two", Second(START + 62), "it ended with 1").unwrap();
    let failed = next.told(9).unwrap().into_iter().filter(|told| told.failure.is_some()).count();
    assert_eq!(failed, 2, "of both campaigns, and of nothing else");
    assert_eq!(next.standing("one").unwrap().unwrap().campaigns.len(), 2);
    assert_eq!(next.standing("three"), Ok(None));
}

#[test]
fn of_windows_that_look_at_the_same_moment_one_tells() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = begun(folder.path());
    look(&mut first, START, &[7, 3]);
    let gate = std::sync::Barrier::new(4);
    let told: Vec<_> = std::thread::scope(|scope| {
        let window = |_| {
            scope.spawn(|| {
                let mut window = record(folder.path());
                window.told(1).unwrap();
                gate.wait();
                look(&mut window, START + 60, &[7, 3])
            })
        };
        let windows: Vec<_> = (0..4).map(window).collect();
        windows.into_iter().flat_map(|window| window.join().unwrap()).collect()
    });
    assert_eq!(told, [("one".to_owned(), vec![3, 7]), ("two".to_owned(), vec![3, 7])]);
}

#[test]
fn a_look_that_changes_nothing_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = begun(folder.path());
    look(&mut record, START, &[7]);
    let files = || {
        let mut files: Vec<_> = fs::read_dir(folder.path().join("history"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| !path.to_string_lossy().ends_with("-shm"))
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    };
    let before = files();
    look(&mut record, START + 30, &[7]);
    assert!(files() == before);
    assert_eq!(look(&mut record, START + 60, &[7]).len(), 2);
    let before = files();
    for poll in 3..12 {
        assert!(look(&mut record, START + 30 * poll, &[7]).is_empty());
    }
    assert!(files() == before);
    look(&mut record, START + 60 + 300, &[7]);
    assert!(files() != before, "that somebody looked is kept now and then");
}

#[test]
fn what_is_forgotten_is_forgotten_here_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = begun(folder.path());
    let told = |record: &mut Record| record.told(99).unwrap().iter().map(|told| told.campaign).collect::<Vec<_>>();
    for at in [0, 60] {
        look(&mut record, START + at, &[7, 3]);
    }
    record.purge(Purge::Campaign(7)).unwrap();
    assert_eq!(told(&mut record), [3, 3]);
    record.purge(Purge::Before(Second(START + 59))).unwrap();
    assert_eq!(told(&mut record), [3, 3]);
    record.purge(Purge::Before(Second(START + 61))).unwrap();
    assert_eq!(told(&mut record), [0; 0]);
    assert!(record.standing("one").unwrap().unwrap().campaigns.contains_key(&3), "what stands now is not past");
    record.purge(Purge::All).unwrap();
    assert_eq!(record.standing("one"), Ok(None));
}

#[test]
fn a_clock_that_was_ahead_does_not_silence_alerts() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = begun(folder.path());
    let ahead = START + 40 * 86_400;
    record.take(reading(ahead), &Whole(vec![row(7, 2, "seven")])).unwrap();
    look(&mut record, ahead, &[7]);
    let rows = Whole(vec![row(7, 3, "seven")]);
    let later = START + 3600;
    assert_eq!(record.take(reading(later), &rows), Ok(Taken::Changed(1)));
    assert!(look(&mut record, later + 1, &[7]).is_empty());
    assert_eq!(look(&mut record, later + 61, &[7]).len(), 2);
}

#[test]
fn windows_of_before_and_after_a_change_of_the_configuration_do_not_wake_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = begun(folder.path());
    let open = OpenTime::default();
    let mut told = Vec::new();
    for poll in 0..20 {
        let definition = if poll % 2 == 0 { "Failing: failed%:>40" } else { "Failing: failed%:>30" };
        let (hold, ways) = (Hold::default(), ways(&[Way::Bell]));
        let seen = [Seen { name: "Failing", definition, hold, matching: &[7], ways, always: true }];
        let conditions = Conditions { at: Second(START + poll * 15), every: 30, enabled: true, open: &open };
        let claimed = record.claim(&Sighting { seen: &seen, conditions, by: "screen" }).unwrap();
        told.extend(claimed.iter().map(|_| poll));
    }
    assert_eq!(told, [0, 1]);
}

#[test]
fn what_nobody_asks_any_more_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = begun(folder.path());
    look(&mut record, START, &[7]);
    let open = OpenTime::default();
    for (days, kept) in [(80, true), (91, false)] {
        let at = Second(START + days * 86_400);
        let conditions = Conditions { at, every: 30, enabled: true, open: &open };
        let definition = format!("three {days}");
        let (definition, hold, ways) = (definition.as_str(), Hold::default(), ways(&[Way::Bell]));
        let seen = [Seen { name: "three", definition, hold, matching: &[7], ways, always: true }];
        record.claim(&Sighting { seen: &seen, conditions, by: "screen" }).unwrap();
        assert_eq!(record.standing("one").unwrap().is_some(), kept, "{days}");
    }
}

#[test]
fn the_log_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = begun(folder.path());
    let many: Vec<i64> = (0..6000).collect();
    look(&mut record, START, &many);
    assert_eq!(look(&mut record, START + 60, &many).len(), 2);
    assert_eq!(record.told(usize::MAX).unwrap().len(), 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// However windows take turns and start anew, together they tell what one that never ends would tell alone.
    #[test]
    fn all_windows_together_tell_what_one_would(
        looks in prop::collection::vec((0_usize..3, prop::bool::weighted(0.2), prop::bool::weighted(0.85), 10_i64..40), 1..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut windows = [(); 3].map(|()| begun(folder.path()));
        let mut alone = Unrecorded::default();
        let mut at = START;
        for (window, restarts, matching, after) in looks {
            at += after;
            if restarts {
                windows[window] = record(folder.path());
            }
            let found: &[i64] = if matching { &[7, 3] } else { &[3] };
            prop_assert_eq!(look(&mut windows[window], at, found), look(&mut alone, at, found));
        }
    }
}
