//! Every order in which people, processes, the wire and the list can act on one intent to create one campaign, searched
//! breadth first: which protocols can create it twice, by the shortest story, and that ours cannot.
//!
//! `world` is the state and the variants of the protocol, `moves` what can happen next, `protocol` the steps of the
//! journal as the program takes them, `search` the explorer. `--nocapture` prints the stories and the counts.

mod moves;
mod protocol;
mod search;
mod world;

use kaytop::domain::launch::Phase;

use moves::Move;
use search::{Found, explore};
use world::{Flaw, Resend, State, Variant, WORLDS};

/// What a story must hold.
type Key = fn(&Move) -> bool;

/// The shortest story that is bad in this way must be so long and hold these moves.
fn ends_badly(variant: &Variant, bad: fn(&State) -> bool, length: usize, keys: &[Key]) {
    let found = explore(variant, bad);
    let Found::Bad { story, .. } = &found else { panic!("{}: {found:?}", variant.name) };
    assert_eq!(story.len(), length, "{}: {story:?}", variant.name);
    for (at, key) in keys.iter().enumerate() {
        assert!(story.iter().any(key), "{}: key move {at} is not in {story:?}", variant.name);
    }
}

fn duplicates(variant: &Variant, length: usize, keys: &[Key]) {
    ends_badly(variant, State::is_double, length, keys);
}

#[test]
fn a_sending_again_after_a_timeout_creates_twice() {
    for world in WORLDS {
        let variant =
            Variant { name: "A: sends again after a timeout", journal: false, resend: Resend::AfterTimeout, ..world };
        duplicates(&variant, 6, &[|one| matches!(one, Move::TimedOut(_))]);
    }
}

#[test]
fn a_sending_again_after_a_timeout_creates_as_often_as_it_sends() {
    let four = WORLDS.into_iter().filter(|world| world.presses == 4);
    for world in four {
        let variant = Variant { name: "A: four at once", journal: false, resend: Resend::AfterTimeout, ..world };
        ends_badly(&variant, |state| state.applied == 4, 12, &[]);
    }
}

#[test]
fn b_without_a_journal_two_windows_create_twice() {
    for world in WORLDS {
        let variant = Variant { name: "B: no journal", journal: false, ..world };
        duplicates(&variant, 6, &[|one| matches!(one, Move::Pressed(0)), |one| matches!(one, Move::Pressed(1))]);
    }
}

#[test]
fn b_without_a_journal_one_window_that_is_killed_creates_twice() {
    for world in WORLDS {
        let variant = Variant { name: "B: no journal, one window", journal: false, processes: 1, ..world };
        duplicates(&variant, 7, &[]);
    }
}

#[test]
fn c_sending_again_when_the_list_is_empty_creates_twice() {
    assert!(!Phase::Unknown.after().contains(&Phase::Sending), "the program cannot take this step");
    for world in WORLDS {
        let variant = Variant { name: "C: sends again when the list lacks it", resend: Resend::WhenAbsent, ..world };
        duplicates(&variant, 9, &[|one| matches!(one, Move::SentAgain(_))]);
    }
}

#[test]
fn d_a_quiet_period_no_longer_than_lateness_and_lag_together_creates_twice() {
    for world in WORLDS {
        let (late, lag) = (world.late, world.lag);
        for quiet in [0, late, lag, late + lag - 1, late + lag] {
            let variant = Variant { name: "D: too short a quiet period", quiet, ..world };
            // A tick for each step of the period; the rest is the same story.
            let length = 13 + usize::from(quiet);
            duplicates(&variant, length, &[|one| matches!(one, Move::Released)]);
        }
    }
}

#[test]
fn d_a_quiet_period_no_longer_than_both_lets_a_person_be_told_of_none() {
    for world in WORLDS {
        let variant = Variant { name: "D: told of none", quiet: world.late + world.lag, ..world };
        // Sent, timed out, applied at the last moment, looked for in the last tick in which the list lacks it.
        ends_badly(
            &variant,
            State::is_lie,
            8 + usize::from(variant.quiet),
            &[|one| matches!(one, Move::Looked(false))],
        );
    }
}

#[test]
fn d_with_a_quiet_period_longer_than_both_never_creates_twice() {
    for world in WORLDS {
        for quiet in [world.late + world.lag + 1, world.late + world.lag + 2] {
            let found = explore(&Variant { quiet, ..world }, |state| state.is_double() || state.is_lie());
            let Found::None { states, releases, created } = found else { panic!("{found:?}") };
            assert!(states > 1_000, "{states}");
            assert!(releases > 0 && created > 0, "a search that reaches no release and no campaign proves nothing");
        }
    }
}

#[test]
fn d_with_check_and_mark_apart_creates_twice() {
    for world in WORLDS {
        let variant = Variant { name: "D: check and mark are two transactions", flaw: Flaw::CheckApart, ..world };
        duplicates(&variant, 10, &[|one| matches!(one, Move::Pressed(0)), |one| matches!(one, Move::Pressed(1))]);
    }
}

#[test]
fn d_with_a_mark_that_a_power_cut_loses_creates_twice() {
    for world in WORLDS {
        let variant = Variant { name: "D: the mark is not on disk before the send", flaw: Flaw::NotOnDisk, ..world };
        duplicates(&variant, 11, &[|one| matches!(one, Move::PowerCut)]);
    }
}

#[test]
fn d_with_a_recovery_that_ignores_the_owner_creates_twice() {
    for world in WORLDS {
        let variant = Variant { name: "D: recovery ignores the owner", flaw: Flaw::OwnerIgnored, ..world };
        let length = 13 + usize::from(variant.quiet);
        duplicates(&variant, length, &[|one| matches!(one, Move::Killed(_)), |one| matches!(one, Move::Released)]);
    }
}

/// The residue that no client can remove: it is stated, not solved.
#[test]
fn d_with_requests_later_than_assumed_creates_twice() {
    for world in WORLDS {
        let variant = Variant { name: "D: requests later than assumed", late: world.late + 1, ..world };
        duplicates(&variant, 13 + usize::from(variant.quiet), &[|one| matches!(one, Move::Released)]);
    }
}
