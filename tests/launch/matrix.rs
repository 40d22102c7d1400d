//! Every place to die × every way an answer can go wrong: no second campaign, no false word, nobody stuck.

use std::collections::BTreeMap;

use kaytop::domain::launch::Phase;
use kaytop::runtime::launch::ports::Point;

use crate::tap::Wire;
use crate::user::{End, want};
use crate::world::{Death, World};

/// What a wire can do to a request to create, without and with effect. Names as `kaytop sandbox --help` tells them.
const OUTCOMES: [&str; 30] = [
    "close-before-read",
    "close",
    "reset",
    "hang",
    "slow",
    "truncate-head",
    "truncate-body",
    "plain",
    "no-id",
    "id-text",
    "id-zero",
    "id-negative",
    "id-huge",
    "no-content",
    "html",
    "redirect",
    "redirect-307",
    "400",
    "401",
    "403",
    "404",
    "408",
    "409",
    "422",
    "429",
    "500",
    "502",
    "503",
    "504",
    "two-answers",
];

/// Refusals that nobody doubts.
const REFUSALS: [&str; 6] = ["400", "401", "403", "404", "422", "429"];
/// Successes that nobody doubts.
const SUCCESSES: [&str; 10] = [
    "plain",
    "slow",
    "truncate-body",
    "no-id",
    "id-text",
    "id-zero",
    "id-negative",
    "id-huge",
    "no-content",
    "two-answers",
];

/// One run of the matrix.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) outcome: &'static str,
    pub(crate) applied: bool,
    pub(crate) death: Option<Death>,
}

/// How a run counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Count {
    /// Run, and everything held.
    Run,
    /// The server lies (applied with a refusal, or not with a success): at most one request went out.
    Assumed,
    /// The pair cannot happen: nobody died there, or the request could not be applied.
    Skipped,
}

impl Case {
    /// The whole product: 29 ways to die or not × 60 outcomes.
    pub(crate) fn all() -> Vec<Self> {
        let mut deaths = vec![None];
        deaths.extend(Point::ALL.into_iter().filter(|point| *point != Point::AfterSend).map(|at| Some(Death::At(at))));
        deaths.extend(Wire::ALL.into_iter().map(|on| Some(Death::On(on))));
        let mut cases = Vec::new();
        for death in deaths {
            for outcome in OUTCOMES {
                for applied in [false, true] {
                    cases.push(Self { outcome, applied, death });
                }
            }
        }
        cases
    }

    fn impossible(&self) -> bool {
        self.applied && self.outcome == "close-before-read"
    }

    fn lies(&self) -> bool {
        self.applied && REFUSALS.contains(&self.outcome) || !self.applied && SUCCESSES.contains(&self.outcome)
    }

    fn fault(&self) -> String {
        let applied = if self.applied { "applied-" } else { "" };
        format!("create:{applied}{}:1", self.outcome)
    }

    /// What dies, in order. Some places are reached only by a process that finds something left behind.
    fn deaths(&self) -> Vec<Death> {
        match self.death {
            None => Vec::new(),
            Some(
                death @ Death::At(
                    Point::BeforeRecoveryWrite
                    | Point::AfterRecoveryWrite
                    | Point::BeforeMatch
                    | Point::AfterMatch
                    | Point::BeforeRelease
                    | Point::AfterRelease,
                ),
            ) => vec![Death::At(Point::AfterSend), death],
            Some(death) => vec![death],
        }
    }
}

/// Runs one case and judges it.
pub(crate) async fn run(case: &Case) -> Result<Count, String> {
    if case.impossible() {
        return Ok(Count::Skipped);
    }
    let world = World::new(&case.fault(), &[], &case.deaths()).await;
    let end = want(&world, !case.lies()).await;
    let (truth, posts, launches) = (world.truth(), world.posts(), world.launches());
    let released = launches.iter().filter(|launch| launch.phase == Phase::Released).count();
    let told = |what: &str| Err(format!("{case:?}: {what}; {end:?}, campaigns {truth:?}, {posts} requests"));
    if let End::Stuck(why) = &end {
        return told(&format!("stuck: {why}"));
    }
    if truth.len() > 1 {
        return told("a duplicate");
    }
    let open = |phase: Phase| matches!(phase, Phase::Confirmed | Phase::Sending);
    if let Some(open) = launches.iter().find(|launch| open(launch.phase)) {
        return told(&format!("left {:?}", open.phase));
    }
    if !world.deaths.left().is_empty() {
        return Ok(Count::Skipped);
    }
    if case.lies() {
        return if posts <= 1 + released as u64 {
            Ok(Count::Assumed)
        } else {
            told("a second request to a server that lies")
        };
    }
    let denied = launches.iter().any(|launch| matches!(launch.phase, Phase::Rejected | Phase::NotSent));
    if denied && truth.len() > 1 {
        return told("a false \"nothing was created\"");
    }
    for launch in &launches {
        if matches!(launch.phase, Phase::Created | Phase::Matched) && launch.found != truth {
            return told(&format!("says {:?}", launch.found));
        }
    }
    if end == End::Exists && truth.is_empty() {
        return told("a false \"created\"");
    }
    Ok(Count::Run)
}

/// Runs the cases and sums up; every breach is told.
pub(crate) async fn sum_up(cases: &[Case]) -> BTreeMap<Count, usize> {
    let (mut counts, mut breaches) = (BTreeMap::new(), Vec::new());
    for case in cases {
        match run(case).await {
            Ok(count) => *counts.entry(count).or_default() += 1,
            Err(breach) => breaches.push(breach),
        }
    }
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
    counts
}
