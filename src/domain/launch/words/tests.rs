//! Each sentence, word by word, and that each is one.

use super::super::progress::Progress;
use super::super::samples::{at, in_phase, rebooted};
use super::*;

const DAY: u64 = 24 * 60 * 60;
const BROKE: &str = "the connection broke after sending";

fn with(phase: Phase, why: &str, found: &[i64]) -> Launch {
    Launch { why: why.into(), found: found.to_vec(), ..in_phase(phase, 842) }
}

fn unknown(looks: u32, last: u64, absent: bool, near: &[i64]) -> Launch {
    Launch {
        looks,
        absent,
        changed: at(last),
        near: near.to_vec(),
        quiet_from: Some(at(0)),
        ..with(Phase::Unknown, BROKE, &[])
    }
}

#[test]
fn another_process_cannot_tell_a_prepared_launch_from_one_about_to_be_sent_and_says_so_while_that_may_be() {
    let draft = Launch { version: 0, ..with(Phase::Draft, "", &[]) };
    let stands = |after: u64, draft: &Launch| draft.stands(&at(842 + after), Zone::UTC);
    let may = "Prepared; the window that did so may launch it at any moment. Nothing was sent so far.";
    assert_eq!((stands(0, &draft).as_str(), stands(599, &draft).as_str()), (may, may));
    assert_eq!(stands(600, &draft), "Prepared. Nothing was sent.");
    let given_back = Launch { version: 2, ..draft.clone() };
    assert_eq!(stands(0, &given_back), "Prepared. Nothing was sent.");
    assert_eq!(draft.says(&at(842), Zone::UTC), "Prepared. Nothing was sent.");
}

#[test]
fn a_campaign_without_its_number_is_said_to_be_looked_for_by_whoever_looks() {
    let launch = with(Phase::CreatedNoId, "", &[]);
    let says = |search| launch.says_while(&at(843), Zone::UTC, search);
    assert!(says(Search::Looking).ends_with("Looking for it."));
    assert!(says(Search::Frozen).ends_with("Frozen, so it is not looked for."));
    assert!(says(Search::Elsewhere).ends_with("It was not in the list yet; an open window of kaytop looks on."));
    assert_eq!(launch.stands(&at(843), Zone::UTC), says(Search::Elsewhere));
}

/// What people read, and when.
type Reading = (Launch, Stamp, &'static str);

/// Every state that people read about.
fn table() -> Vec<Reading> {
    [settled(), searching()].concat()
}

/// All phases but the unknown outcome.
fn settled() -> Vec<Reading> {
    let at_once = at(843);
    vec![
        (with(Phase::Draft, "", &[]), at_once.clone(), "Prepared. Nothing was sent."),
        (with(Phase::Confirmed, "", &[]), at_once.clone(), "Confirmed by process 1. Nothing is sent yet."),
        (
            with(Phase::Sending, "", &[]),
            at_once.clone(),
            "Sending since 09:14:02 by process 1: the server may have it already. Its answer is awaited.",
        ),
        (with(Phase::Created, "", &[412]), at_once.clone(), "Created as #412 ✓ (09:14:02)"),
        (
            with(Phase::CreatedNoId, "", &[]),
            at_once.clone(),
            "Created; the server did not say its number. Looking for it.",
        ),
        (
            with(Phase::CreatedNoId, "", &[]),
            at(842 + DAY + 1),
            "Created; the server did not say its number, and it was not seen in the list for a day. Look for it in the \
             web console.",
        ),
        (
            with(Phase::Rejected, "name is too long", &[]),
            at_once.clone(),
            "Refused by the server: name is too long. Nothing was created.",
        ),
        (
            with(Phase::Rejected, "Name is too long. \n", &[]),
            at_once.clone(),
            "Refused by the server: Name is too long. Nothing was created.",
        ),
        (
            with(Phase::Rejected, "", &[]),
            at_once.clone(),
            "Refused by the server: no reason was given. Nothing was created.",
        ),
        (
            with(Phase::NotSent, "the host refused the connection", &[]),
            at_once.clone(),
            "Not sent: the host refused the connection. Nothing was created.",
        ),
        (with(Phase::Matched, BROKE, &[412]), at_once.clone(), "Found it: #412 ✓"),
        (
            with(Phase::Matched, BROKE, &[412, 413]),
            at_once.clone(),
            "TWO CAMPAIGNS FOUND: #412 and #413. Each looks like this launch: check in the web console at once.",
        ),
        (
            with(Phase::Matched, BROKE, &[412, 413, 414]),
            at_once.clone(),
            "3 CAMPAIGNS FOUND: #412, #413 and #414. Each looks like this launch: check in the web console at once.",
        ),
        (
            with(Phase::Released, BROKE, &[]),
            at_once.clone(),
            "Released by hand. Watched for a late duplicate until 2026-11-30.",
        ),
        (
            with(Phase::Released, BROKE, &[]),
            at(842 + 7 * DAY + 1),
            "Released by hand. No late duplicate was seen in the 7 days after it.",
        ),
        (
            with(Phase::Released, BROKE, &[412]),
            at_once.clone(),
            "LATE DUPLICATE: #412 has appeared after the release. Check in the web console at once.",
        ),
        (
            with(Phase::Released, BROKE, &[412, 413]),
            at_once.clone(),
            "LATE DUPLICATE: #412 and #413 have appeared after the release. Check in the web console at once.",
        ),
        (with(Phase::Abandoned, "sandbox ended", &[]), at_once, "Closed: sandbox ended."),
    ]
}

/// The unknown outcome, from the first look to the last.
fn searching() -> Vec<Reading> {
    vec![
        (
            unknown(0, 0, false, &[]),
            at(0),
            "Outcome unknown: the connection broke after sending. It may exist. Checking the list (0 of 9, next in 2 s). Do \
             not create it again.",
        ),
        (
            unknown(3, 17, false, &[]),
            at(17),
            "Outcome unknown: the connection broke after sending. It may exist. Checking the list (3 of 9, next in 20 s). Do \
             not create it again.",
        ),
        (
            unknown(7, 257, false, &[]),
            at(300),
            "Outcome unknown: the connection broke after sending. It may exist. Checking the list (7 of 9, next in 2 min 17 \
             s). Do not create it again.",
        ),
        (
            unknown(8, 437, false, &[]),
            at(601),
            "Outcome unknown: the connection broke after sending. It may exist. Checking the list (8 of 9, next now). Do not \
             create it again.",
        ),
        (
            unknown(9, 600, true, &[]),
            at(601),
            "Outcome unknown: the connection broke after sending. It may exist. Not in the list after 10 min. Please check \
             in the web console.",
        ),
        (
            unknown(9, 600, true, &[]),
            rebooted(601),
            "Outcome unknown: the connection broke after sending. It may exist. Checking the list (9 of 9, next now). Do not \
             create it again.",
        ),
        (
            unknown(11, 900, false, &[]),
            at(901),
            "Outcome unknown: the connection broke after sending. It may exist. The list proves nothing yet: it cannot be \
             read whole, or lacks what it held before. Still looking. Do not create it again.",
        ),
    ]
}

#[test]
fn every_state_has_its_sentence() {
    for (launch, now, sentence) in table() {
        assert_eq!(launch.says(&now, Zone::UTC), sentence, "{:?}", launch.phase);
    }
    for phase in Phase::ALL {
        assert!(table().iter().any(|(launch, ..)| launch.phase == phase), "{phase:?}");
    }
}

#[test]
fn what_is_said_of_the_search_is_what_is_done() {
    let launch = unknown(3, 17, false, &[]);
    for (search, words) in [
        (Search::Next(Duration::from_millis(1500)), "Checking the list (3 of 9, next in 2 s). Do not create it again."),
        (Search::Looking, "Looking at the list now (4 of 9). Do not create it again."),
        (Search::Frozen, "Not seen in 3 looks at the list; frozen, so nothing is looked at. Do not create it again."),
        (
            Search::Elsewhere,
            "Not seen in 3 looks at the list; an open window of kaytop looks on. Do not create it again.",
        ),
    ] {
        let says = launch.says_while(&at(17), Zone::UTC, search);
        assert_eq!(says, format!("Outcome unknown: {BROKE}. It may exist. {words}"), "{search:?}");
    }
}

#[test]
fn a_confirmed_launch_says_what_its_process_does_and_whether_a_byte_may_be_out() {
    let out = Progress::Out(at(842).wall);
    for (progress, may_be_out, words) in [
        (Progress::Waiting, false, "Nothing is sent yet."),
        (Progress::Checking, false, "Nothing is sent yet."),
        (Progress::Recording, false, "Nothing is sent yet."),
        (out, true, "Sending since 09:14:02: the server may have it already."),
        (Progress::Settling, true, "The request has ended."),
    ] {
        let says = progress.says(Zone::UTC);
        assert!(says.contains(words) && progress.may_be_out() == may_be_out, "{says}");
        assert_eq!(progress.keeps().contains("nothing is sent"), !may_be_out, "{progress:?}");
        assert_eq!(says.contains("Nothing is sent yet"), !may_be_out, "{says}");
    }
}

#[test]
fn every_sentence_is_finished_and_none_says_failed() {
    for (launch, now, _) in table() {
        for why in ["", ".", "no answer came in 30 s", "It broke. "] {
            let launch = Launch { why: why.into(), ..launch.clone() };
            let says = launch.says(&now, Zone::UTC);
            assert!(says.ends_with(['.', '✓', ')']), "{says}");
            for wrong in ["failed", "  ", "..", " .", ": .", "\n"] {
                assert!(!says.to_lowercase().contains(wrong), "{says}");
            }
        }
    }
}

#[test]
fn what_to_do_names_the_command_and_offers_a_release_only_where_it_is_taken() {
    let resolve = |launch: &Launch| format!("kaytop launches resolve {}", launch.id);
    for (launch, now, expected) in [
        (in_phase(Phase::Sending, 0), at(1), "Wait for the answer. Do not create it again."),
        (in_phase(Phase::Created, 0), at(1), ""),
        (in_phase(Phase::CreatedNoId, 0), at(1), ""),
        (in_phase(Phase::CreatedNoId, 0), at(2 * DAY), "If you see it in the web console: RESOLVE --found NUMBER"),
        (unknown(3, 17, false, &[]), at(18), "If you see it in the web console: RESOLVE --found NUMBER"),
        (
            unknown(9, 600, true, &[]),
            at(601),
            "If it is not in the web console: RESOLVE --not-there --name \"NAME\"  If it is: RESOLVE --found NUMBER",
        ),
        (unknown(3, 17, false, &[412]), at(18), "#412 looks like it. If that is the one: RESOLVE --found NUMBER"),
        (
            unknown(9, 600, true, &[412, 413]),
            at(601),
            "#412 and #413 look like it. If that is the one: RESOLVE --found NUMBER  If it is not in the web console: \
             RESOLVE --not-there --name \"NAME\"",
        ),
    ] {
        assert_eq!(launch.next_step(&now), expected.replace("RESOLVE", &resolve(&launch)), "{:?}", launch.phase);
        let offered = launch.next_step(&now).contains("--not-there");
        assert_eq!(offered, reconcile::may_be_released(&launch, &now));
    }
}

#[test]
fn numbers_are_listed_as_people_list_them() {
    for (ids, words) in
        [(&[][..], ""), (&[412], "#412"), (&[412, 413], "#412 and #413"), (&[412, 413, 414], "#412, #413 and #414")]
    {
        assert_eq!(numbers(ids), words);
    }
}
