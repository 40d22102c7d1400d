//! One run: where it dies, what the wire does, what the list is like, and what the user does.

use kaytop::runtime::launch::ports::Point;

use crate::places::{self, Death};
use crate::tap::Wire;

/// What a wire can do to a request to create, without and with effect. Names as `kaytop sandbox --help` tells them.
pub(crate) const OUTCOMES: [&str; 30] = [
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

/// What the list can be like while a launch is looked for.
pub(crate) const LISTS: [&[&str]; 13] = [
    &[],
    &["list:lag-3"],
    &["list:lag-300"],
    &["list:empty-list:6"],
    &["list:429:3"],
    &["list:500:3"],
    &["list:twenty"],
    &["list:twin"],
    &["list:trimmed"],
    &["list:case"],
    &["list:doubled"],
    &["list:bad-row:9"],
    &["list:truncate-body:4"],
];

/// Those of [`LISTS`] that can be read and do not show what was created last.
pub(crate) const HIDING: [&str; 4] = ["list:lag-3", "list:lag-300", "list:empty-list:6", "list:twenty"];

/// What the user does, apart from wanting the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    Once,
    DoublePress,
    TwoProcesses,
    /// Quits during the send, and the wait for the answer is given up.
    Quit,
    /// Kills the process during the send.
    Kill,
    /// Starts it again after the first press.
    Restart,
    /// Sets the clock on the wall a day forward after the first press.
    DayForward,
    DayBack,
    /// Starts the machine again after the first press.
    Reboot,
    /// Puts an older copy of the journal back after the first press: as it was before CONFIRMED.
    OlderCopy,
}

impl User {
    pub(crate) const ALL: [Self; 10] = [
        Self::Once,
        Self::DoublePress,
        Self::TwoProcesses,
        Self::Quit,
        Self::Kill,
        Self::Restart,
        Self::DayForward,
        Self::DayBack,
        Self::Reboot,
        Self::OlderCopy,
    ];
}

/// One run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(crate) death: Option<Death>,
    pub(crate) outcome: &'static str,
    pub(crate) applied: bool,
    pub(crate) list: &'static [&'static str],
    pub(crate) user: User,
}

impl Case {
    /// How many levels each dimension has: death, outcome, list and user.
    pub(crate) const SIDES: [usize; 4] = [29, OUTCOMES.len() * 2, LISTS.len(), User::ALL.len()];

    /// The run at these levels.
    pub(crate) fn at([death, outcome, list, user]: [usize; 4]) -> Self {
        Self {
            death: *places::deaths().get(death).unwrap(),
            outcome: OUTCOMES.get(outcome / 2).unwrap(),
            applied: outcome % 2 == 1,
            list: LISTS.get(list).unwrap(),
            user: *User::ALL.get(user).unwrap(),
        }
    }

    /// 29 ways to die or not × 60 outcomes, with a true list and a user who presses once.
    pub(crate) fn all() -> Vec<Self> {
        let [deaths, outcomes, ..] = Self::SIDES;
        (0..deaths * outcomes).map(|at| Self::at([at / outcomes, at % outcomes, 0, 0])).collect()
    }

    /// What no server can do: create what it has not read.
    pub(crate) fn is_impossible(&self) -> bool {
        self.applied && self.outcome == "close-before-read"
    }

    /// Whether it is told what must be skipped: with a true list and a user who presses once.
    pub(crate) fn is_plain(&self) -> bool {
        self.list.is_empty() && self.user == User::Once
    }

    /// Whether somebody of a plain case comes by the place to die at: what was created is not released, and without a
    /// head of an answer none is received, unless nothing was created and another try is answered.
    pub(crate) fn comes_by(&self) -> bool {
        let headless = ["close", "hang", "reset", "truncate-head", "slow"].contains(&self.outcome);
        match self.death {
            Some(Death::At(Point::BeforeRelease | Point::AfterRelease)) => !self.applied,
            Some(Death::On(Wire::BeforeHead | Wire::AfterHead | Wire::BeforeBody | Wire::AfterBody)) => {
                !headless || !self.applied && self.outcome != "slow"
            }
            _ => true,
        }
    }

    /// Whether the server says the contrary of what it did.
    pub(crate) fn lies(&self) -> bool {
        self.applied && REFUSALS.contains(&self.outcome) || !self.applied && SUCCESSES.contains(&self.outcome)
    }

    /// Whether the list is the only witness left, and does not show what was created.
    pub(crate) fn is_forgotten_and_hidden(&self) -> bool {
        self.user == User::OlderCopy && self.list.iter().any(|fault| HIDING.contains(fault))
    }

    /// How many launches the user begins before what kaytop says gives reason to.
    pub(crate) fn unasked_presses(&self) -> usize {
        match self.user {
            User::TwoProcesses | User::OlderCopy => 2,
            _ => 1,
        }
    }

    /// The fault of the sandbox.
    pub(crate) fn fault(&self) -> String {
        format!("create:{}:1", self.wire())
    }

    /// What dies, in order. Some places are reached only by a process that finds something left behind.
    pub(crate) fn deaths(&self) -> Vec<Death> {
        use Point::{
            AfterMatch, AfterRecoveryRead, AfterRecoveryWrite, AfterRelease, BeforeMatch, BeforeRecoveryRead,
            BeforeRecoveryWrite, BeforeRelease,
        };
        let unknown = !REFUSALS.contains(&self.outcome) && !SUCCESSES.contains(&self.outcome);
        match self.death {
            None => Vec::new(),
            // An outcome that is unknown is looked for by the process that sent, whatever another finds.
            Some(death @ Death::At(BeforeMatch | AfterMatch | BeforeRelease | AfterRelease)) if unknown => vec![death],
            Some(
                death @ Death::At(
                    BeforeRecoveryRead | AfterRecoveryRead | BeforeRecoveryWrite | AfterRecoveryWrite | BeforeMatch
                    | AfterMatch | BeforeRelease | AfterRelease,
                ),
            ) => vec![Death::At(Point::AfterSend), death],
            Some(death) => vec![death],
        }
    }

    /// The levels by name: death, outcome, list and user.
    pub(crate) fn names(&self) -> [String; 4] {
        [places::name(self.death), self.wire(), self.list.join(" "), format!("{:?}", self.user)]
    }

    /// The outcome's name.
    pub(crate) fn wire(&self) -> String {
        format!("{}{}", if self.applied { "applied-" } else { "" }, self.outcome)
    }
}
