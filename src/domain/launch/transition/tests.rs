//! Which steps may follow which, and what each writes down.

use super::super::samples::{NAME, at, draft, in_phase, owner, rebooted};
use super::*;
use crate::domain::launch::reconcile::Doubt;

const ABSENT: Sight = Sight::Absent { near: Vec::new() };
const DOUBTFUL: Sight = Sight::Doubtful { why: Doubt::Lacks, near: Vec::new() };

fn found(ids: &[i64]) -> Sight {
    Sight::Found(ids.to_vec())
}

/// An unknown outcome since `seconds`, looked at once more at each of these moments.
fn looked(mut launch: Launch, looks: &[(Sight, Stamp)]) -> Launch {
    for (sight, when) in looks {
        launch = launch.looked(sight, when).unwrap().into_launch();
    }
    launch
}

#[test]
fn no_phase_leads_back_to_sending() {
    for phase in Phase::ALL {
        assert_eq!(phase.after().contains(&Phase::Sending), phase == Phase::Confirmed, "{phase:?}");
    }
}

#[test]
fn nothing_leads_from_sending_or_behind_it_to_where_sending_may_follow() {
    let mut reached = vec![Phase::Sending];
    while let Some(more) = reached.iter().flat_map(|phase| phase.after()).find(|phase| !reached.contains(phase)) {
        reached.push(*more);
    }
    assert!(!reached.contains(&Phase::Draft) && !reached.contains(&Phase::Confirmed), "{reached:?}");
}

#[test]
fn each_step_is_taken_in_its_phases_only() {
    type Step = fn(&Launch) -> Option<Phase>;
    type Ways = &'static [(Phase, Phase)];
    fn to<E>(change: Result<Transition, E>) -> Option<Phase> {
        change.ok().map(|change| change.launch().phase)
    }
    fn ended(launch: &Launch, verdict: Proof) -> Option<Phase> {
        to(launch.ended(&owner(1), verdict, "why".into(), at(900)))
    }
    let steps: [(&str, Step, Ways); 14] = [
        ("confirm", |l| to(l.confirm(owner(1), false, at(900))), &[(Phase::Draft, Phase::Confirmed)]),
        ("arm", |l| to(l.arm(&owner(1), at(900))), &[(Phase::Confirmed, Phase::Sending)]),
        ("withdraw", |l| to(l.withdraw(&owner(1), at(900))), &[(Phase::Confirmed, Phase::Draft)]),
        ("not sent", |l| ended(l, Proof::NotSent), &[(Phase::Sending, Phase::NotSent)]),
        ("rejected", |l| ended(l, Proof::Rejected), &[(Phase::Sending, Phase::Rejected)]),
        ("created", |l| ended(l, Proof::Created(412)), &[(Phase::Sending, Phase::Created)]),
        ("no number", |l| ended(l, Proof::CreatedNoId), &[(Phase::Sending, Phase::CreatedNoId)]),
        ("unknown", |l| ended(l, Proof::Unknown), &[(Phase::Sending, Phase::Unknown)]),
        (
            "recover",
            |l| l.recover(at(900)).map(|change| change.launch().phase),
            &[(Phase::Confirmed, Phase::Draft), (Phase::Sending, Phase::Unknown)],
        ),
        (
            "seen",
            |l| to(l.looked(&found(&[412]), &at(900))),
            &[
                (Phase::CreatedNoId, Phase::Matched),
                (Phase::Unknown, Phase::Matched),
                (Phase::Released, Phase::Released),
            ],
        ),
        (
            "not seen",
            |l| to(l.looked(&ABSENT, &at(900))),
            &[
                (Phase::CreatedNoId, Phase::CreatedNoId),
                (Phase::Unknown, Phase::Unknown),
                (Phase::Released, Phase::Released),
            ],
        ),
        (
            "named by hand",
            |l| to(l.found_by_hand(412, at(900))),
            &[(Phase::CreatedNoId, Phase::Matched), (Phase::Unknown, Phase::Matched)],
        ),
        ("release", |l| to(l.release(NAME, at(900))), &[(Phase::Unknown, Phase::Released)]),
        (
            "abandon",
            |l| to(l.abandon("the sandbox ended", at(900))),
            &[
                (Phase::Draft, Phase::Abandoned),
                (Phase::Created, Phase::Abandoned),
                (Phase::CreatedNoId, Phase::Abandoned),
                (Phase::Unknown, Phase::Abandoned),
                (Phase::Matched, Phase::Abandoned),
                (Phase::Released, Phase::Abandoned),
            ],
        ),
    ];
    for (name, step, expected) in steps {
        for phase in Phase::ALL {
            let launch = Launch { absent: true, ..in_phase(phase, 0) };
            let to = expected.iter().find(|(from, _)| *from == phase).map(|(_, to)| *to);
            assert_eq!(step(&launch), to, "{name} from {phase:?}");
        }
    }
}

#[test]
fn only_the_owner_drives_a_launch() {
    let confirmed = draft().confirm(owner(1), true, at(1)).unwrap();
    assert!(confirmed.retyped());
    let confirmed = confirmed.into_launch();
    assert!(confirmed.arm(&owner(2), at(2)).is_err());
    assert!(confirmed.withdraw(&owner(2), at(2)).is_err());
    let sending = confirmed.arm(&owner(1), at(2)).unwrap().into_launch();
    for stranger in [owner(2), Owner { token: "1 ".into(), ..owner(1) }] {
        let ended = sending.ended(&stranger, Proof::Rejected, String::new(), at(3));
        assert_eq!(ended, Err(OutOfOrder { from: Phase::Sending, to: Phase::Rejected }));
    }
    let recovered = sending.recover(at(3)).unwrap().into_launch();
    assert!(recovered.ended(&owner(1), Proof::Rejected, String::new(), at(4)).is_err());
}

#[test]
fn a_launch_that_was_not_sent_is_a_draft_as_before() {
    let confirmed = draft().confirm(owner(1), false, at(1)).unwrap().into_launch();
    for change in [confirmed.withdraw(&owner(1), at(2)).unwrap(), confirmed.recover(at(2)).unwrap()] {
        assert_eq!((change.from(), change.version()), (Phase::Confirmed, 1));
        assert_eq!(change.into_launch(), Launch { version: 2, changed: at(2), ..draft() });
    }
}

#[test]
fn the_quiet_period_counts_from_the_end_of_the_request_or_from_its_discovery() {
    let sending = in_phase(Phase::Sending, 10);
    let ended = sending.ended(&owner(1), Proof::Unknown, "it broke".into(), at(40)).unwrap().into_launch();
    let recovered = sending.recover(at(5_000)).unwrap().into_launch();
    assert_eq!(ended.quiet_from, Some(at(40)));
    assert_eq!(recovered.quiet_from, Some(at(5_000)));
    assert_eq!((recovered.owner, recovered.why.as_str()), (None, "kaytop ended while the request was under way"));
}

#[test]
fn a_list_without_it_means_something_once_the_period_is_over() {
    let unknown = in_phase(Phase::Unknown, 0);
    for (looks, absent) in [
        (vec![(ABSENT, at(599))], false),
        (vec![(ABSENT, at(600))], true),
        (vec![(ABSENT, at(600)), (DOUBTFUL, at(700))], false),
        (vec![(DOUBTFUL, at(600)), (ABSENT, at(601))], true),
        (vec![(ABSENT, at(600)), (ABSENT, rebooted(700))], false),
        (vec![(ABSENT, rebooted(700)), (ABSENT, rebooted(1_299))], false),
        (vec![(ABSENT, rebooted(700)), (ABSENT, rebooted(1_300))], true),
    ] {
        assert_eq!(looked(unknown.clone(), &looks).absent, absent, "{looks:?}");
    }
}

#[test]
fn a_restart_or_a_clock_that_went_back_begins_the_period_and_the_looks_again() {
    let waited = looked(in_phase(Phase::Unknown, 100), &[(ABSENT, at(102)), (ABSENT, at(700))]);
    assert_eq!((waited.looks, waited.absent, waited.quiet_from.clone()), (2, true, Some(at(100))));
    for again in [rebooted(800), at(99)] {
        assert_eq!(waited.release(NAME, again.clone()), Err(ReleaseError::TooEarly));
        let after = looked(waited.clone(), &[(ABSENT, again.clone())]);
        assert_eq!((after.looks, after.absent, after.quiet_from), (0, false, Some(again)));
    }
    let never = Launch { quiet_from: None, ..waited };
    assert_eq!(looked(never, &[(ABSENT, at(9_000))]).quiet_from, Some(at(9_000)));
}

#[test]
fn a_release_needs_the_phase_the_name_and_the_proof() {
    let ready = Launch { absent: true, ..in_phase(Phase::Unknown, 0) };
    for (typed, when, expected) in [
        (NAME, at(600), None),
        (NAME, at(599), Some(ReleaseError::TooEarly)),
        (NAME, rebooted(600), Some(ReleaseError::TooEarly)),
        ("spring follow-up", at(600), Some(ReleaseError::OtherName)),
        ("Spring follow-up ", at(600), Some(ReleaseError::OtherName)),
        ("", at(600), Some(ReleaseError::OtherName)),
    ] {
        assert_eq!(ready.release(typed, when.clone()).err(), expected, "{typed:?} {when:?}");
    }
    assert_eq!(Launch { absent: false, ..ready.clone() }.release(NAME, at(600)).err(), Some(ReleaseError::TooEarly));
    for phase in Phase::ALL.into_iter().filter(|phase| *phase != Phase::Unknown) {
        assert_eq!(Launch { phase, ..ready.clone() }.release(NAME, at(600)).err(), Some(ReleaseError::NotUnknown));
    }
    for error in [ReleaseError::NotUnknown, ReleaseError::OtherName, ReleaseError::TooEarly] {
        assert!(!error.to_string().ends_with('.') && !error.to_string().contains("failed"), "{error}");
    }
}

#[test]
fn looks_move_neither_the_days_of_watching_nor_the_proof_of_a_release() {
    for phase in [Phase::Released, Phase::CreatedNoId] {
        let before = Launch { absent: true, ..in_phase(phase, 50) };
        let after = looked(before.clone(), &[(ABSENT, at(9_000)), (DOUBTFUL, rebooted(9))]);
        assert_eq!(after, Launch { version: 2, looks: 2, ..before }, "{phase:?}");
    }
}

#[test]
fn late_duplicates_stay_named() {
    let released = in_phase(Phase::Released, 0);
    let after = looked(released, &[(found(&[500]), at(10)), (found(&[499, 500]), at(20)), (ABSENT, at(30))]);
    assert_eq!((after.phase, after.found), (Phase::Released, vec![499, 500]));
}

#[test]
fn what_looks_like_it_is_named_until_it_is_found() {
    let near = |ids: &[i64]| Sight::Absent { near: ids.to_vec() };
    let unknown = looked(in_phase(Phase::Unknown, 0), &[(near(&[7, 8]), at(2)), (near(&[8]), at(7))]);
    assert_eq!((unknown.near.as_slice(), unknown.found.as_slice()), ([8].as_slice(), [].as_slice()));
    let matched = looked(unknown, &[(found(&[412, 413]), at(9))]);
    assert_eq!((matched.phase, matched.near, matched.found), (Phase::Matched, vec![], vec![412, 413]));
    assert_eq!(looked(in_phase(Phase::Unknown, 0), &[(found(&[]), at(900))]).phase, Phase::Unknown);
}
