//! Random stories of one launch: what no order of steps, restarts and wrong clocks can bring about.

use std::time::Duration;

use proptest::prelude::*;

use super::super::samples::{NAME, at, in_phase, owner};
use super::*;
use crate::domain::launch::reconcile::Doubt;

const ABSENT: Sight = Sight::Absent { near: Vec::new() };
const DOUBTFUL: Sight = Sight::Doubtful { why: Doubt::Lacks, near: Vec::new() };

/// What may happen to one launch and to the machine that it is on.
#[derive(Debug, Clone)]
enum Happening {
    Confirm(u32),
    Arm(u32),
    Withdraw(u32),
    Ended(u32, Proof),
    Recover,
    Look(Sight),
    ByHand,
    Release(bool),
    Abandon,
    Wait(u64),
    Restart,
    ClockBack(u64),
    WallJump(i64),
}

fn happening() -> impl Strategy<Value = Happening> {
    let verdict = prop_oneof![
        Just(Proof::NotSent),
        Just(Proof::Rejected),
        Just(Proof::Created(412)),
        Just(Proof::CreatedNoId),
        Just(Proof::Unknown),
    ];
    prop_oneof![
        2 => (1..3_u32).prop_map(Happening::Confirm),
        2 => (1..3_u32).prop_map(Happening::Arm),
        1 => (1..3_u32).prop_map(Happening::Withdraw),
        1 => (1..3_u32, verdict).prop_map(|(pid, verdict)| Happening::Ended(pid, verdict)),
        1 => Just(Happening::Recover),
        6 => Just(Happening::Look(ABSENT)),
        1 => Just(Happening::Look(DOUBTFUL)),
        1 => Just(Happening::Look(Sight::Found(vec![412]))),
        1 => Just(Happening::ByHand),
        5 => any::<bool>().prop_map(Happening::Release),
        1 => Just(Happening::Abandon),
        6 => prop::sample::select(vec![1, 300, 599, 600, 700]).prop_map(Happening::Wait),
        1 => Just(Happening::Restart),
        1 => prop::sample::select(vec![1, 500, 2_000]).prop_map(Happening::ClockBack),
        1 => prop::sample::select(vec![-86_400, 86_400]).prop_map(Happening::WallJump),
    ]
}

/// A launch in a machine; `proof` is kept apart from the code under test, in true time.
struct World {
    launch: Launch,
    now: Stamp,
    boots: u32,
    /// True seconds since the beginning, whatever the clocks say.
    true_time: u64,
    /// When, in true time, a byte may last have been sent, or the first look after a restart came.
    quiet_since: Option<u64>,
    /// Whether the machine was restarted since.
    interrupted: bool,
    /// The last look, in true time, and whether it was a trustworthy list without it.
    last_look: (u64, bool),
    phases: Vec<Phase>,
}

impl World {
    fn new(phase: Phase) -> Self {
        let launch = in_phase(phase, 10_000);
        let launch = if phase == Phase::Draft { Launch { owner: None, quiet_from: None, ..launch } } else { launch };
        Self {
            launch,
            now: at(10_000),
            boots: 0,
            true_time: 0,
            quiet_since: (phase == Phase::Unknown).then_some(0),
            interrupted: false,
            last_look: (0, false),
            phases: vec![phase],
        }
    }

    /// The change that this asks for, if it is one and is taken.
    fn change(&self, happening: &Happening) -> Option<Transition> {
        let (launch, now) = (&self.launch, self.now.clone());
        match happening {
            Happening::Confirm(pid) => launch.confirm(owner(*pid), false, now).ok(),
            Happening::Arm(pid) => launch.arm(&owner(*pid), now).ok(),
            Happening::Withdraw(pid) => launch.withdraw(&owner(*pid), now).ok(),
            Happening::Ended(pid, verdict) => launch.ended(&owner(*pid), *verdict, "it broke".into(), now).ok(),
            Happening::Recover => launch.recover(now),
            Happening::Look(sight) => launch.looked(sight, &now).ok(),
            Happening::ByHand => launch.found_by_hand(412, now).ok(),
            Happening::Release(exact) => launch.release(if *exact { NAME } else { "spring follow-up" }, now).ok(),
            Happening::Abandon => launch.abandon("it ended", now).ok(),
            _ => None,
        }
    }

    fn happens(&mut self, happening: &Happening) {
        match happening {
            Happening::Wait(seconds) => {
                self.true_time += seconds;
                self.now.wall += Duration::from_secs(*seconds);
                self.now.reading += Duration::from_secs(*seconds);
            }
            Happening::Restart => {
                self.boots += 1;
                self.now.clock = format!("again {}", self.boots);
                self.interrupted = true;
            }
            Happening::ClockBack(seconds) => {
                self.now.reading = self.now.reading.saturating_sub(Duration::from_secs(*seconds));
            }
            Happening::WallJump(seconds) if *seconds < 0 => {
                self.now.wall -= Duration::from_secs(seconds.unsigned_abs());
            }
            Happening::WallJump(seconds) => self.now.wall += Duration::from_secs(seconds.unsigned_abs()),
            step => {
                if let Some(change) = self.change(step) {
                    self.write(&change, step);
                }
            }
        }
    }

    fn write(&mut self, change: &Transition, step: &Happening) {
        assert_eq!((change.from(), change.version()), (self.launch.phase, self.launch.version));
        assert_eq!(change.launch().version, self.launch.version + 1);
        assert!(self.launch.phase.after().contains(&change.launch().phase));
        if let Happening::Release(exact) = step {
            let since = self.quiet_since.expect("a release of what was sent");
            let (looked, absent) = self.last_look;
            assert!(*exact && absent && !self.interrupted, "{:?}", self.phases);
            assert!(looked >= since + reconcile::QUIET.as_secs(), "quiet since {since}, looked {looked}");
        }
        self.launch = change.launch().clone();
        self.phases.push(self.launch.phase);
        match step {
            Happening::Ended(..) | Happening::Recover if self.launch.phase == Phase::Unknown => {
                (self.quiet_since, self.interrupted) = (Some(self.true_time), false);
            }
            Happening::Look(sight) => {
                if self.interrupted {
                    (self.quiet_since, self.interrupted) = (Some(self.true_time), false);
                }
                self.last_look = (self.true_time, *sight == ABSENT);
            }
            _ => {}
        }
    }
}

fn story() -> impl Strategy<Value = (Phase, Vec<Happening>)> {
    let start = prop::sample::select(vec![Phase::Draft, Phase::Sending, Phase::Unknown, Phase::Unknown]);
    (start, prop::collection::vec(happening(), 1..40))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_order_of_steps_sends_twice_or_releases_without_proof((start, story) in story()) {
        let mut world = World::new(start);
        for happening in &story {
            world.happens(happening);
        }
        prop_assert!(world.phases.iter().filter(|phase| **phase == Phase::Sending).count() <= 1);
    }

    #[test]
    fn a_clock_on_the_wall_that_jumps_changes_nothing((start, story) in story()) {
        let (mut plain, mut jumping) = (World::new(start), World::new(start));
        for happening in &story {
            if !matches!(happening, Happening::WallJump(_)) {
                plain.happens(happening);
            }
            jumping.happens(happening);
        }
        prop_assert_eq!(plain.phases, jumping.phases);
        prop_assert_eq!(
            (plain.launch.absent, plain.launch.looks, plain.launch.version),
            (jumping.launch.absent, jumping.launch.looks, jumping.launch.version)
        );
    }
}

#[test]
fn the_stories_do_reach_a_release() {
    let mut world = World::new(Phase::Draft);
    for happening in [
        Happening::Confirm(1),
        Happening::Arm(1),
        Happening::Ended(1, Proof::Unknown),
        Happening::Wait(599),
        Happening::Look(ABSENT),
        Happening::Release(true),
        Happening::Restart,
        Happening::Wait(1),
        Happening::Look(ABSENT),
        Happening::Release(true),
        Happening::Wait(600),
        Happening::Release(true),
        Happening::Look(ABSENT),
        Happening::Release(false),
        Happening::Release(true),
        Happening::Look(Sight::Found(vec![412])),
    ] {
        world.happens(&happening);
    }
    let unknown = Phase::Unknown;
    let expected = [Phase::Draft, Phase::Confirmed, Phase::Sending, unknown, unknown, unknown, unknown];
    assert_eq!(world.phases, [&expected[..], &[Phase::Released, Phase::Released]].concat());
    assert!(world.launch.needs_care());
}
