//! When an edge is told, against stories and against a slower way to say the same.

use super::super::{Claims, Sighting, Unrecorded, Way};
use super::*;
use crate::domain::hours::Slot;
use crate::domain::memory::Workdays;
use crate::domain::record::days::Span;
use crate::domain::settings::CompanyHours;
use crate::domain::time::{TimeOfDay, Zone};
use proptest::prelude::*;

/// Tuesday, 24 November 2026, 14:00 UTC: 09:00 in New York.
const NINE: i64 = 1_795_528_800;
const MINUTE: i64 = 60;
const HOUR: i64 = 3600;

/// Open from 9 to 12 and from 13 to 17 in New York, from Monday to Friday.
fn office() -> OpenTime {
    let time = |hour| TimeOfDay::from_hm(hour, 0).unwrap();
    let slots = vec![Slot { start: time(9), end: time(12) }, Slot { start: time(13), end: time(17) }];
    let hours = CompanyHours::Slots { slots, unreadable: 0 };
    let within = Span { from: Second(NINE - 14 * 86_400), to: Second(NINE + 28 * 86_400) };
    OpenTime::new(&hours, &[Zone::NEW_YORK], Workdays::default(), within)
}

fn ways() -> Ways {
    [Way::Screen, Way::Command].into_iter().collect()
}

/// One alert, read every 30 s.
struct World {
    open: OpenTime,
    hold: Hold,
    always: bool,
    enabled: bool,
    standing: Standing,
}

impl World {
    fn of(hold: &str) -> Self {
        let hold = Hold::read(hold).unwrap();
        Self { open: office(), hold, always: false, enabled: true, standing: Standing::default() }
    }

    fn look(&mut self, at: i64, matching: &[i64]) -> Vec<i64> {
        self.look_in(at, matching, ways()).edges.iter().map(|edge| edge.campaign).collect()
    }

    fn look_in(&mut self, at: i64, matching: &[i64], ways: Ways) -> Looked {
        let seen = Seen { name: "a", definition: "a", hold: self.hold, matching, ways, always: self.always };
        let conditions = Conditions { at: Second(NINE + at), every: 30, enabled: self.enabled, open: &self.open };
        self.standing.look(&seen, &conditions)
    }

    /// Reads every 30 s from a moment until before another; the moments at which something was told.
    fn follow(&mut self, from: i64, to: i64, matching: &[i64]) -> Vec<i64> {
        (from..to).step_by(30).filter(|at| !self.look(*at, matching).is_empty()).collect()
    }
}

#[test]
fn it_is_told_once_when_it_has_held_long_enough() {
    let mut world = World::of("30m");
    assert_eq!(world.follow(0, 3 * HOUR, &[7]), [30 * MINUTE]);
    let mut at_once = World::of("0s");
    assert_eq!(at_once.look(0, &[7, 3]), [3, 7]);
    assert_eq!(at_once.look(30, &[7, 3, 9]), [9]);
}

#[test]
fn a_break_begins_anew() {
    let mut world = World::of("30m");
    assert!(world.follow(0, 29 * MINUTE, &[7]).is_empty());
    assert!(world.look(29 * MINUTE, &[]).is_empty());
    assert_eq!(world.follow(30 * MINUTE, 3 * HOUR, &[7]), [HOUR]);
}

#[test]
fn what_ends_and_begins_again_later_is_told_again_but_not_at_once() {
    let mut world = World::of("0s");
    assert_eq!(world.look(0, &[7]), [7]);
    for at in (30..840).step_by(60) {
        assert!(world.look(at, &[]).is_empty());
        assert!(world.look(at + 30, &[7]).is_empty(), "the same matter {at}");
    }
    assert!(world.look(870, &[]).is_empty());
    world.look(930, &[]);
    assert!(world.standing.campaigns.is_empty(), "nothing is kept for ever");
    assert_eq!(world.look(960, &[7]), [7]);
}

#[test]
fn open_time_stands_still_at_lunch_and_at_night() {
    // 11:45 in New York: a quarter of an hour before lunch, a quarter after it.
    let mut world = World::of("30m open");
    assert_eq!(world.follow(165 * MINUTE, 7 * HOUR, &[7]), [4 * HOUR + 15 * MINUTE]);
    // 16:45, and the next morning.
    let mut world = World::of("30m open");
    assert_eq!(world.follow(465 * MINUTE, 30 * HOUR, &[7]), [24 * HOUR + 15 * MINUTE]);
}

#[test]
fn nothing_is_told_while_it_is_closed_unless_asked() {
    let mut world = World::of("10m");
    // 12:05 in New York; told when lunch is over.
    assert_eq!(world.follow(3 * HOUR + 5 * MINUTE, 6 * HOUR, &[7]), [4 * HOUR]);
    let mut always = World { always: true, ..World::of("10m") };
    assert_eq!(always.follow(3 * HOUR + 5 * MINUTE, 6 * HOUR, &[7]), [3 * HOUR + 15 * MINUTE]);
    let mut gone = World::of("10m");
    assert!(gone.follow(3 * HOUR + 5 * MINUTE, 4 * HOUR - 60, &[7]).is_empty());
    assert!(gone.follow(4 * HOUR - 60, 6 * HOUR, &[]).is_empty(), "over before anybody could be told");
}

#[test]
fn while_campaigns_are_off_nothing_is_told_and_time_stands_still() {
    let mut world = World { always: true, ..World::of("30m") };
    assert!(world.follow(0, 20 * MINUTE, &[7]).is_empty());
    world.enabled = false;
    assert!(world.follow(20 * MINUTE, HOUR, &[7]).is_empty());
    world.enabled = true;
    assert_eq!(world.follow(HOUR, 3 * HOUR, &[7]), [HOUR + 10 * MINUTE]);
}

#[test]
fn a_gap_does_not_count_as_holding() {
    let mut world = World::of("30m");
    assert!(world.follow(0, 20 * MINUTE + 30, &[7]).is_empty());
    // Nobody looked for an hour; it matches on both sides.
    let told = world.follow(80 * MINUTE, 4 * HOUR, &[7]);
    let missing = told[0] - 90 * MINUTE;
    assert!((0..=STRETCH).contains(&missing), "of what held before, only what is known counts: {missing}");
    let Match { first, .. } = world.standing.campaigns[&7];
    assert_eq!(first, Some(Second(NINE)), "since when is still said");
}

#[test]
fn a_window_that_was_closed_goes_on_where_another_was() {
    let mut world = World::of("30m");
    world.follow(0, 10 * MINUTE, &[7]);
    // What is kept is all that the next process knows.
    let kept = world.standing.clone();
    let mut next = World { standing: kept, ..World::of("30m") };
    assert_eq!(next.follow(11 * MINUTE, HOUR, &[7]), [30 * MINUTE]);
}

#[test]
fn an_older_reading_changes_nothing_and_a_clock_set_back_is_a_gap() {
    let mut world = World::of("10m");
    world.follow(HOUR, HOUR + 9 * MINUTE, &[7]);
    let before = world.standing.clone();
    let slow = before.looked.unwrap().0 - NINE - 60;
    assert_eq!(world.look_in(slow, &[], ways()), Looked::default());
    assert_eq!(world.standing, before);
    let told = world.follow(10 * MINUTE, HOUR, &[7]);
    assert!((15 * MINUTE..=20 * MINUTE).contains(&told[0]), "what is known of before counts: {told:?}");
}

#[test]
fn each_way_is_told_by_whoever_has_it_first() {
    let mut world = World::of("0s");
    let one = |way| [way].into_iter().collect::<Ways>();
    let told = |looked: Looked| looked.edges.iter().map(|edge| edge.ways).collect::<Vec<_>>();
    assert_eq!(told(world.look_in(0, &[7], one(Way::Command))), [one(Way::Command)], "a recorder");
    assert_eq!(told(world.look_in(10, &[7], ways())), [one(Way::Screen)], "a window");
    assert!(told(world.look_in(20, &[7], ways())).is_empty());
}

#[test]
fn what_changes_nothing_is_kept_every_five_minutes() {
    let mut world = World::of("30m");
    assert!(world.look_in(0, &[7], ways()).changed);
    let kept: Vec<i64> = (30..15 * MINUTE).step_by(30).filter(|at| world.look_in(*at, &[7], ways()).changed).collect();
    assert_eq!(kept, [300, 600]);
}

#[test]
fn without_a_record_a_window_tells_for_itself() {
    let (mut claims, open) = (Unrecorded::default(), office());
    let mut told = Vec::new();
    for at in (0..HOUR).step_by(30) {
        let hold = Hold::read("30m").unwrap();
        let seen = [Seen { name: "a", definition: "a", hold, matching: &[7], ways: ways(), always: false }];
        let conditions = Conditions { at: Second(NINE + at), every: 30, enabled: true, open: &open };
        told.extend(claims.claim(&Sighting { seen: &seen, conditions, by: "screen 1" }).unwrap());
    }
    assert_eq!(told.len(), 1);
    let log = claims.told(10).unwrap();
    assert_eq!((log.len(), log[0].at, log[0].campaign), (1, Second(NINE + 30 * MINUTE), 7));
    claims.failed("a", log[0].at, "it ended with 1").unwrap();
    assert_eq!(claims.told(10).unwrap()[0].failure.as_deref(), Some("it ended with 1"));
    assert!(claims.standing("a").unwrap().unwrap().campaigns.contains_key(&7) && claims.standing("b") == Ok(None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Told when, and only when, the readings so far make an unbroken run that is open for so long and ends now.
    #[test]
    fn it_agrees_with_a_run_that_is_counted_anew(
        matches in prop::collection::vec(prop::bool::weighted(0.93), 1..400),
        start in 0_i64..24 * 60, minutes in 1_i64..90, open in any::<bool>(),
    ) {
        let hold = Hold { seconds: minutes * MINUTE, open };
        let mut world = World { hold, ..World::of("1m") };
        let times = office();
        let conditions = |at: i64| Conditions { at: Second(NINE + at), every: 60, enabled: true, open: &times };
        let (mut run, mut told_at): (Option<i64>, Option<i64>) = (None, None);
        let mut told = false;
        for (poll, matching) in matches.iter().enumerate() {
            let at = (start + poll as i64) * MINUTE;
            let edges = world.look(at, if *matching { &[7] } else { &[] });
            if !matching {
                run = None;
                prop_assert!(edges.is_empty());
                continue;
            }
            if run.is_none() && told_at.is_none_or(|told| at - told >= CALM) {
                told = false;
            }
            let from = *run.get_or_insert(at);
            let here = conditions(at);
            let expected = !told && here.is_open() && here.length(hold, Second(NINE + from), here.at) >= hold.seconds;
            prop_assert_eq!(!edges.is_empty(), expected, "{} {:?}", at, world.standing);
            if expected {
                (told, told_at) = (true, Some(at));
            }
        }
    }
}
