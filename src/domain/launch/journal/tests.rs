//! Which launch stands in the way of another, and when the permission to send is given.

use super::super::samples::{NAME, at, draft, in_phase, named, owner};
use super::*;
use crate::domain::launch::Phase;

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

    fn write(&mut self, change: &Transition) -> Result<(), JournalError> {
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
    let owned: Vec<Phase> = Phase::ALL.into_iter().filter(|phase| phase.is_owned()).collect();
    assert_eq!(owned, [Phase::Confirmed, Phase::Sending]);
}

#[test]
fn every_refusal_of_the_journal_reads_as_a_clause() {
    for (error, words) in [
        (JournalError::Taken, "another kaytop has taken this launch in hand"),
        (JournalError::SameName(Box::new(draft())), "launch 4333-3333 has a name that looks the same"),
        (
            JournalError::SameDraft { launch: Box::new(draft()), copy: true },
            "launch 4333-3333 was made of the same draft",
        ),
        (JournalError::Unusable("the disk is full".into()), "the disk is full"),
    ] {
        assert_eq!(error.to_string(), words);
    }
}

/// A launch of the draft `id`, a copy of `copy_of` where that is one, under a name of its own.
fn of_draft(number: u64, phase: Phase, id: &str, copy_of: Option<&str>) -> Launch {
    let origin = Origin { draft: id.into(), copy_of: copy_of.map(str::to_owned) };
    Launch { origin: Some(origin), ..other(number, &format!("Name {number}"), phase) }
}

#[test]
fn a_draft_is_launched_once_whatever_it_is_called_by_then() {
    for phase in Phase::ALL {
        let launches = [of_draft(2, phase, "A", None)];
        let again = of_draft(3, Phase::Draft, "A", None);
        for (retyped, days) in [(false, 0), (true, 0), (false, 400 * DAY), (true, 400 * DAY)] {
            let stands = obstacle(&launches, &again, retyped, &at(days));
            let expected = phase
                .may_exist()
                .then(|| JournalError::SameDraft { launch: Box::new(launches[0].clone()), copy: false });
            assert_eq!(stands, expected, "{phase:?} {retyped} {days}");
        }
    }
    let late = [Launch { found: vec![9], ..of_draft(2, Phase::Released, "A", None) }];
    assert!(obstacle(&late, &of_draft(3, Phase::Draft, "A", None), true, &at(0)).is_some(), "a late duplicate");
    let free = [of_draft(2, Phase::Created, "A", None), other(4, "Plan", Phase::Created)];
    assert_eq!(obstacle(&free, &of_draft(3, Phase::Draft, "B", None), false, &at(0)), None, "another draft");
    assert_eq!(obstacle(&free, &other(5, "Else", Phase::Draft), false, &at(0)), None, "no draft");
}

#[test]
fn a_copy_of_a_launched_draft_needs_the_name_typed_again_and_waits_for_an_unresolved_one() {
    for (first, second) in
        [(("A", None), ("B", Some("A"))), (("B", Some("A")), ("A", None)), (("B", Some("A")), ("C", Some("A")))]
    {
        for (phase, retyped, days, stands) in [
            (Phase::Created, false, 0, true),
            (Phase::Created, true, 0, false),
            (Phase::Created, false, 31 * DAY, false),
            (Phase::Unknown, true, 31 * DAY, true),
            (Phase::Sending, true, 0, true),
            (Phase::Rejected, false, 0, false),
        ] {
            let launches = [of_draft(2, phase, first.0, first.1)];
            let found = obstacle(&launches, &of_draft(3, Phase::Draft, second.0, second.1), retyped, &at(days));
            assert_eq!(found.is_some(), stands, "{first:?} {second:?} {phase:?} {retyped}");
            assert!(found.is_none_or(|found| matches!(found, JournalError::SameDraft { copy: true, .. })));
        }
    }
}
