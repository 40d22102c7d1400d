//! Which launch stands in the way of another, and when the permission to send is given.

use super::super::samples::{NAME, at, draft, in_phase, named, owner};
use super::*;

const DAY: u64 = 24 * 60 * 60;

/// A launch of this name in this phase, last changed at second 0.
fn other(number: u64, name: &str, phase: Phase) -> Launch {
    Launch { phase, changed: at(0), ..named(number, name) }
}

fn blocked(launches: &[Launch], retyped: bool, seconds: u64) -> Option<LaunchId> {
    blocking(launches, &draft().id, NAME, retyped, &at(seconds)).map(|launch| launch.id.clone())
}

#[test]
fn only_what_may_exist_stands_in_the_way() {
    // (phase, blocks, blocks although the name was typed again, blocks after 31 days)
    for (phase, plain, retyped, later) in [
        (Phase::Draft, false, false, false),
        (Phase::Confirmed, true, true, true),
        (Phase::Sending, true, true, true),
        (Phase::Created, true, false, false),
        (Phase::CreatedNoId, true, false, false),
        (Phase::Rejected, false, false, false),
        (Phase::NotSent, false, false, false),
        (Phase::Unknown, true, true, true),
        (Phase::Matched, true, false, false),
        (Phase::Released, false, false, false),
        (Phase::Abandoned, false, false, false),
    ] {
        let launches = [other(2, NAME, phase)];
        let seen = [blocked(&launches, false, 60), blocked(&launches, true, 60), blocked(&launches, false, 31 * DAY)];
        assert_eq!(seen.map(|id| id.is_some()), [plain, retyped, later], "{phase:?}");
    }
}

#[test]
fn p20_a_name_that_looks_the_same_stands_in_the_way() {
    for (name, blocks) in [
        (NAME, true),
        ("SPRING FOLLOW-UP ", true),
        ("Spring fоllow-up", true),
        ("Spring\u{200b} follow–up", true),
        ("Spring follow-up 2", false),
        ("Spring follow up", false),
        ("Autumn", false),
    ] {
        assert_eq!(blocked(&[other(2, name, Phase::Created)], false, 60).is_some(), blocks, "{name:?}");
    }
}

#[test]
fn a_name_is_remembered_for_thirty_days() {
    let launches = [other(2, NAME, Phase::Created)];
    assert!(blocked(&launches, false, 30 * DAY).is_some());
    assert!(blocked(&launches, false, 30 * DAY + 1).is_none());
    let ahead = [Launch { changed: at(5 * DAY), ..other(2, NAME, Phase::Created) }];
    assert!(blocked(&ahead, false, 0).is_some(), "a clock that went back forgets nothing");
}

#[test]
fn a_launch_does_not_stand_in_its_own_way() {
    assert_eq!(blocked(&[in_phase(Phase::Confirmed, 0)], false, 60), None);
}

#[test]
fn a_late_duplicate_of_a_released_launch_stands_in_the_way() {
    let launches = [Launch { found: vec![412], ..other(2, NAME, Phase::Released) }];
    assert!(blocked(&launches, false, 60).is_some());
    assert!(blocked(&launches, true, 60).is_none());
}

#[test]
fn the_one_that_typing_again_does_not_help_against_is_named_first() {
    let launches = [other(2, NAME, Phase::Created), other(3, NAME, Phase::Unknown)];
    assert_eq!(blocked(&launches, false, 60), Some(LaunchId::from_bits(3)));
    assert_eq!(blocked(&launches, true, 60), Some(LaunchId::from_bits(3)));
}

/// One row; refuses what was made of another version.
#[derive(Default)]
struct Row {
    launch: Option<Launch>,
    written: Vec<Phase>,
    broken: bool,
}

impl Journal for Row {
    fn launches(&mut self) -> Result<Vec<Launch>, JournalError> {
        Ok(self.launch.iter().cloned().collect())
    }

    fn draft(&mut self, launch: &Launch) -> Result<(), JournalError> {
        self.launch = Some(launch.clone());
        Ok(())
    }

    fn write(&mut self, change: &Change) -> Result<(), JournalError> {
        if self.broken {
            return Err(JournalError::Unusable("the disk is full".into()));
        }
        let row = self.launch.as_mut().ok_or(JournalError::Taken)?;
        if (row.phase, row.version) != (change.from(), change.version()) {
            return Err(JournalError::Taken);
        }
        row.clone_from(change.launch());
        self.written.push(row.phase);
        Ok(())
    }
}

/// A journal with one confirmed launch of process 1, and that launch.
fn confirmed() -> (Row, Launch) {
    let launch = draft().confirm(owner(1), false, at(1)).unwrap().into_launch();
    (Row { launch: Some(launch.clone()), ..Row::default() }, launch)
}

#[test]
fn the_permission_comes_after_sending_is_written_and_holds_the_body_as_confirmed() {
    let (mut row, mut launch) = confirmed();
    let armed = arm(&mut row, &mut launch, &owner(1), at(2)).unwrap();
    assert_eq!(row.written, [Phase::Sending]);
    assert_eq!(row.launch.as_ref(), Some(&launch));
    assert_eq!((launch.phase, launch.quiet_from.as_ref()), (Phase::Sending, Some(&at(2))));
    assert_eq!(armed.launch(), &launch.id);
    assert_eq!(armed.into_body(), launch.request.body);
}

#[test]
fn no_permission_comes_twice_or_to_another_or_without_the_disk() {
    let (mut row, mut launch) = confirmed();
    let mut stale = launch.clone();
    assert_eq!(arm(&mut row, &mut launch, &owner(2), at(2)).unwrap_err(), JournalError::Taken);
    row.broken = true;
    assert!(matches!(arm(&mut row, &mut launch, &owner(1), at(2)).unwrap_err(), JournalError::Unusable(_)));
    assert_eq!(launch.phase, Phase::Confirmed, "what is not written is not so");
    row.broken = false;
    arm(&mut row, &mut launch, &owner(1), at(2)).unwrap();
    assert_eq!(arm(&mut row, &mut launch, &owner(1), at(3)).unwrap_err(), JournalError::Taken);
    assert_eq!(arm(&mut row, &mut stale, &owner(1), at(3)).unwrap_err(), JournalError::Taken);
    assert_eq!(row.written, [Phase::Sending]);
}

#[test]
fn only_confirmed_and_sending_belong_to_their_owner() {
    let owned: Vec<Phase> = Phase::ALL.into_iter().filter(|phase| is_owned(*phase)).collect();
    assert_eq!(owned, [Phase::Confirmed, Phase::Sending]);
}

#[test]
fn every_refusal_of_the_journal_reads_as_a_clause() {
    for (error, words) in [
        (JournalError::Taken, "another kaytop has taken this launch in hand"),
        (JournalError::SameName(Box::new(draft())), "launch 4333-3333 has a name that looks the same"),
        (JournalError::Unusable("the disk is full".into()), "the disk is full"),
    ] {
        assert_eq!(error.to_string(), words);
    }
}
