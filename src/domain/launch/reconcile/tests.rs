//! What a look proves, and when the quiet period is over.

use proptest::prelude::*;

use super::super::samples::{NAME, at, draft, in_phase, rebooted};
use super::*;
use crate::domain::campaign::Campaign;

/// A campaign as the list shows the sample.
fn ours(id: i64) -> Campaign {
    Campaign {
        name: Some(Shown::new(NAME)),
        agent: Some(Shown::plain("agent")),
        list: Some(9),
        origin: Some(Shown::plain(ORIGIN)),
        ..Campaign::unknown(id)
    }
}

fn named(id: i64, name: &str) -> Campaign {
    Campaign { name: Some(Shown::new(name)), ..ours(id) }
}

/// The four campaigns from before, and these.
fn list(new: Vec<Campaign>) -> Listing {
    let old = (1..=4).map(|id| named(id, "Autumn"));
    Listing { rows: old.chain(new).collect(), unreadable: 0 }
}

fn absent(near: &[i64]) -> Sight {
    Sight::Absent { near: near.to_vec() }
}

fn doubtful(why: Doubt, near: &[i64]) -> Sight {
    Sight::Doubtful { why, near: near.to_vec() }
}

#[test]
fn only_a_new_campaign_that_agrees_in_everything_is_it() {
    let other = |change: fn(&mut Campaign)| {
        let mut campaign = ours(412);
        change(&mut campaign);
        campaign
    };
    for (what, campaign, expected) in [
        ("it", ours(412), Sight::Found(vec![412])),
        ("another name", named(412, "Spring follow-up 2"), absent(&[])),
        ("a name trimmed or padded", named(412, "Spring follow-up "), absent(&[412])),
        ("a name in another case", named(412, "SPRING FOLLOW-UP"), absent(&[412])),
        ("a name of look-alikes", named(412, "Spring fоllow-up"), absent(&[412])),
        ("another agent", other(|row| row.agent = Some(Shown::plain("Agent"))), absent(&[412])),
        ("no agent", other(|row| row.agent = None), absent(&[412])),
        ("another list", other(|row| row.list = Some(8)), absent(&[412])),
        ("no list", other(|row| row.list = None), absent(&[412])),
        ("another origin", other(|row| row.origin = Some(Shown::plain("web"))), absent(&[412])),
        ("no origin", other(|row| row.origin = None), absent(&[412])),
        ("a name that cannot be read", other(|row| row.name = None), doubtful(Doubt::Unreadable, &[])),
    ] {
        assert_eq!(look(&draft(), &list(vec![campaign]), &[]), expected, "{what}");
    }
}

#[test]
fn what_was_there_before_or_belongs_to_another_launch_is_not_it() {
    let mut before = list(Vec::new());
    before.rows[2] = ours(3);
    assert_eq!(look(&draft(), &before, &[]), absent(&[]));
    before.rows[2].name = None;
    assert_eq!(look(&draft(), &before, &[]), absent(&[]));
    assert_eq!(look(&draft(), &list(vec![ours(411)]), &[411]), absent(&[]));
    assert_eq!(look(&draft(), &list(vec![ours(411), ours(412)]), &[411]), Sight::Found(vec![412]));
}

#[test]
fn two_are_both_named_and_a_row_told_twice_is_one() {
    assert_eq!(look(&draft(), &list(vec![ours(413), ours(412)]), &[]), Sight::Found(vec![412, 413]));
    assert_eq!(look(&draft(), &list(vec![ours(412), ours(412)]), &[]), Sight::Found(vec![412]));
    let near = vec![named(414, "spring follow-up"), named(413, "SPRING FOLLOW-UP"), named(414, "spring follow-up")];
    assert_eq!(look(&draft(), &list(near), &[]), absent(&[413, 414]));
}

#[test]
fn a_request_without_agent_and_list_is_a_campaign_without_them() {
    let mut launch = draft();
    (launch.request.agent_id, launch.request.case_list_id) = (None, None);
    let bare = Campaign { agent: None, list: None, ..ours(412) };
    assert_eq!(look(&launch, &list(vec![bare]), &[]), Sight::Found(vec![412]));
    assert_eq!(look(&launch, &list(vec![ours(412)]), &[]), absent(&[412]));
}

#[test]
fn a_list_is_believed_when_it_holds_half_of_what_it_held() {
    for (kept, expected) in
        [(4, absent(&[])), (2, absent(&[])), (1, doubtful(Doubt::Lacks, &[])), (0, doubtful(Doubt::Lacks, &[]))]
    {
        let mut short = list(Vec::new());
        short.rows.truncate(kept);
        assert_eq!(look(&draft(), &short, &[]), expected, "{kept}");
    }
    let mut first = draft();
    first.before.ids.clear();
    let empty = Listing { rows: Vec::new(), unreadable: 0 };
    assert_eq!(look(&first, &empty, &[]), absent(&[]), "a company's first campaign has nothing before it");
}

#[test]
fn a_list_with_rows_that_cannot_be_read_proves_a_presence_only() {
    let unreadable = |rows| Listing { unreadable: 1, ..list(rows) };
    assert_eq!(look(&draft(), &unreadable(Vec::new()), &[]), doubtful(Doubt::Unreadable, &[]));
    assert_eq!(look(&draft(), &unreadable(vec![ours(412)]), &[]), Sight::Found(vec![412]));
    let near = unreadable(vec![named(412, "spring follow-up")]);
    assert_eq!(look(&draft(), &near, &[]), doubtful(Doubt::Unreadable, &[412]));
}

#[test]
fn the_waits_are_the_quiet_period() {
    assert_eq!(WAITS.iter().sum::<Duration>(), QUIET);
    assert_eq!(WAITS.map(|wait| wait.as_secs()), [2, 5, 10, 20, 40, 60, 120, 180, 163]);
    for (looks, seconds) in [(0, 2), (1, 5), (3, 20), (8, 163), (9, 300), (10, 300), (u32::MAX, 300)] {
        assert_eq!(next_wait(looks), Duration::from_secs(seconds), "{looks}");
    }
}

#[test]
fn the_next_look_is_counted_from_the_last() {
    let launch = Launch { looks: 3, ..in_phase(Phase::Unknown, 100) };
    for (now, seconds) in [(at(100), 20), (at(107), 13), (at(120), 0), (at(500), 0), (at(99), 0), (rebooted(107), 0)] {
        assert_eq!(next_look(&launch, &now), Duration::from_secs(seconds), "{now:?}");
    }
}

#[test]
fn the_quiet_period_lasts_ten_minutes_of_one_start_of_the_machine() {
    let launch = in_phase(Phase::Unknown, 100);
    for (now, over) in [
        (at(100), false),
        (at(699), false),
        (at(700), true),
        (at(100_000), true),
        (at(99), false),
        (rebooted(700), false),
        (rebooted(100_000), false),
    ] {
        assert_eq!(quiet_is_over(&launch, &now), over, "{now:?}");
    }
    assert!(!quiet_is_over(&Launch { quiet_from: None, ..launch }, &at(100_000)));
}

#[test]
fn a_release_is_open_only_for_an_unknown_outcome_that_was_quiet_and_absent() {
    for phase in Phase::ALL {
        for absent in [false, true] {
            for now in [at(599), at(600), rebooted(600)] {
                let launch = Launch { absent, ..in_phase(phase, 0) };
                let open = phase == Phase::Unknown && absent && now == at(600);
                assert_eq!(may_be_released(&launch, &now), open, "{phase:?} {absent} {now:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_list_that_shows_it_is_never_taken_as_lacking_it(
        others in prop::collection::vec((5_i64..400, 0_usize..4), 0..12),
        kept in 0_usize..=4,
        unreadable in 0_usize..3,
        place in 0_usize..12,
    ) {
        let names = ["Autumn", "spring follow-up", "Spring follow-up 2", "Winter"];
        let mut rows: Vec<Campaign> = others.into_iter().map(|(id, name)| named(id, names[name])).collect();
        rows.insert(place.min(rows.len()), ours(412));
        let mut listing = list(rows);
        listing.rows.drain(..4 - kept);
        listing.unreadable = unreadable;
        prop_assert_eq!(look(&draft(), &listing, &[]), Sight::Found(vec![412]));
    }

    #[test]
    fn a_look_does_not_depend_on_the_order_of_the_rows(ids in prop::collection::vec(5_i64..400, 0..8), turn in 0_usize..8) {
        let rows: Vec<Campaign> =
            ids.iter().map(|id| if id % 2 == 0 { ours(*id) } else { named(*id, "spring follow-up") }).collect();
        let straight = list(rows);
        let mut turned = straight.clone();
        let by = turn % turned.rows.len();
        turned.rows.rotate_left(by);
        prop_assert_eq!(look(&draft(), &straight, &[]), look(&draft(), &turned, &[]));
    }
}
