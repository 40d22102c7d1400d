//! Numbers of launches, spans of time, and what the phases mean.

use proptest::prelude::*;

use super::samples::{at, draft, in_phase, rebooted};
use super::*;

const DAY: u64 = 24 * 60 * 60;

#[test]
fn a_number_is_read_as_people_type_it() {
    let id = LaunchId::from_bits(0x1234_5678_9ABC);
    let letters = id.as_str().replace('-', "");
    for typed in [
        id.to_string(),
        id.as_str().to_lowercase(),
        letters.clone(),
        format!("  {letters}\n"),
        letters.split("").collect::<Vec<_>>().join("-"),
    ] {
        assert_eq!(LaunchId::parse(&typed), Some(id.clone()), "{typed:?}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for typed in
        ["", "-", "3334", "K7MW-3XQ", "K7MW-3XQPP", "K7MW-3XQ0", "K7MW-3XQI", "K7MW 3XQP", "K7MW-3XQſ", "４４４４"]
    {
        assert_eq!(LaunchId::parse(typed), None, "{typed:?}");
    }
}

#[test]
fn no_letter_is_taken_for_another() {
    let mut letters = LETTERS.to_vec();
    letters.sort_unstable();
    letters.dedup();
    assert_eq!(letters.len(), LETTERS.len());
    for twins in ["1IL", "2Z", "5S", "8B", "UV", "0O"] {
        assert!(twins.bytes().all(|letter| !LETTERS.contains(&letter)), "{twins}");
    }
}

#[test]
fn a_code_has_the_asked_length_and_takes_every_letter() {
    let firsts: String = (0..LETTERS.len() as u64).map(|bits| code(bits, 1)).collect();
    assert_eq!(firsts.as_bytes(), LETTERS);
    assert_eq!(code(u64::MAX, 4).len(), 4);
    assert_eq!(code(0, 0), "");
}

proptest! {
    #[test]
    fn every_number_reads_back(bits: u64) {
        let id = LaunchId::from_bits(bits);
        prop_assert_eq!(LaunchId::parse(id.as_str()), Some(id.clone()));
        prop_assert_eq!(id.as_str().len(), 9);
    }

    #[test]
    fn numbers_differ_in_the_letter_in_which_the_bits_do(bits in 0..23_u64.pow(8), place in 0..8_u32, by in 1..23_u64) {
        let other = (bits + by * 23_u64.pow(place)) % 23_u64.pow(8);
        prop_assert_ne!(LaunchId::from_bits(bits), LaunchId::from_bits(other));
    }

    #[test]
    fn a_number_that_is_read_is_the_one_that_was_typed(text in "[347a-pA-P-]{8,9}|.{0,9}") {
        if let Some(id) = LaunchId::parse(&text) {
            prop_assert_eq!(id.as_str().replace('-', ""), text.trim().to_uppercase().replace('-', ""));
        }
    }
}

#[test]
fn time_is_counted_within_one_start_of_the_machine_only() {
    assert_eq!(at(70).since(&at(10)), Some(Duration::from_secs(60)));
    assert_eq!(at(10).since(&at(10)), Some(Duration::ZERO));
    assert_eq!(at(9).since(&at(10)), None);
    assert_eq!(rebooted(70).since(&at(10)), None);
    let jumped = Stamp { wall: at(90 * DAY).wall, ..at(70) };
    assert_eq!(jumped.since(&at(10)), Some(Duration::from_secs(60)));
}

#[test]
fn every_phase_has_a_name_of_its_own() {
    for phase in Phase::ALL {
        assert_eq!(Phase::named(phase.name()), Some(phase));
    }
    assert_eq!(Phase::named("failed"), None);
}

#[test]
fn what_each_phase_means_for_others() {
    // (phase, decided for good, a campaign of its name may be there)
    for (phase, resolved, may_exist) in [
        (Phase::Draft, true, false),
        (Phase::Confirmed, false, true),
        (Phase::Sending, false, true),
        (Phase::Created, true, true),
        (Phase::CreatedNoId, true, true),
        (Phase::Rejected, true, false),
        (Phase::NotSent, true, false),
        (Phase::Unknown, false, true),
        (Phase::Matched, true, true),
        (Phase::Released, true, false),
        (Phase::Abandoned, true, false),
    ] {
        assert_eq!((phase.is_resolved(), phase.may_exist()), (resolved, may_exist), "{phase:?}");
        let launch = in_phase(phase, 0);
        assert_eq!((launch.needs_care(), launch.may_exist()), (!resolved, may_exist), "{phase:?}");
    }
}

#[test]
fn a_late_duplicate_and_two_found_need_care() {
    let found = |phase, found: &[i64]| Launch { found: found.to_vec(), ..in_phase(phase, 0) };
    assert!(!found(Phase::Matched, &[412]).needs_care());
    assert!(found(Phase::Matched, &[412, 413]).needs_care());
    assert!(found(Phase::Released, &[412]).needs_care());
    assert!(found(Phase::Released, &[412]).may_exist());
}

#[test]
fn a_released_launch_is_watched_for_seven_days_and_a_nameless_one_for_a_day() {
    for (phase, seconds, watched) in [
        (Phase::Released, 0, true),
        (Phase::Released, 7 * DAY, true),
        (Phase::Released, 7 * DAY + 1, false),
        (Phase::CreatedNoId, DAY, true),
        (Phase::CreatedNoId, DAY + 1, false),
        (Phase::Unknown, 400 * DAY, true),
        (Phase::Matched, 0, false),
        (Phase::Created, 0, false),
        (Phase::Draft, 0, false),
    ] {
        assert_eq!(in_phase(phase, 0).is_watched(at(seconds).wall), watched, "{phase:?} {seconds}");
    }
    let found = Launch { found: vec![412], ..in_phase(Phase::Released, 0) };
    assert!(!found.is_watched(at(1).wall));
    // A clock on the wall that went back ends no watch.
    assert!(in_phase(Phase::Released, 9 * DAY).is_watched(at(0).wall));
}

#[test]
fn a_draft_is_nothing_yet() {
    let draft = draft();
    assert_eq!((draft.version, draft.phase, draft.looks, draft.absent), (0, Phase::Draft, 0, false));
    assert_eq!((draft.owner, draft.confirmed, draft.quiet_from), (None, None, None));
}
