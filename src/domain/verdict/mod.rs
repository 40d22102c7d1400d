//! What is said of a campaign: whether it needs a person, and why.
//!
//! [`Kind`] is the one list of verdicts, the ones that ask for a person first. [`Verdict`] is one of them with the figures
//! that it rests on; [`Verdict::sentence`] says it. None is given without enough data. `silence` and `shift` hold the
//! statistics of what only the record can say; the success of a campaign beside its peers is [`super::judgement`]'s
//! matter. [`Circumstances::why`] says why nobody is called, [`Acknowledged`] that a person has seen it.

mod acknowledged;
mod shift;
mod silence;
#[cfg(test)]
mod tests;
mod why;
mod words;

pub use self::acknowledged::{Acknowledged, Acknowledgements, until};
pub use self::shift::{FINISHED, POINTS, Shift, beyond_chance, looks};
pub use self::silence::{Habit, OVER_AFTER, PACED_DAYS, READINGS, Silence};
pub use self::why::Circumstances;
pub use self::words::AsOf;

use super::judgement::Yardstick;
use super::record::{Figures, Second};
use super::significance::Proportion;

/// What can be said of a campaign. Those that ask for a person come first, the most urgent at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// No new call for longer than its pace explains.
    Quiet,
    /// Its case list moves in another campaign too: people may be called by both.
    Twice,
    /// The success of its newest day fell by more than chance.
    Soured,
    /// Its success is clearly below its peers, or below the user's limit.
    Poor,
    /// Its numbers contradict each other.
    Odd,
    /// The success of its newest day rose by more than chance.
    Recovered,
    /// In the list since the baseline.
    New,
    /// It calls.
    Moving,
    /// It has been silent for days and asks nobody.
    Over,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Quiet,
        Self::Twice,
        Self::Soured,
        Self::Poor,
        Self::Odd,
        Self::Recovered,
        Self::New,
        Self::Moving,
        Self::Over,
    ];

    /// Its name, as in `is:quiet`; it never changes, since it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Twice => "twice",
            Self::Soured => "soured",
            Self::Poor => "poor",
            Self::Odd => "odd",
            Self::Recovered => "recovered",
            Self::New => "new",
            Self::Moving => "moving",
            Self::Over => "over",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it asks for a person.
    pub fn asks(self) -> bool {
        self <= Self::Odd
    }
}

/// What is said of a campaign, with the figures that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// See [`Kind::Quiet`].
    Quiet(Silence),
    /// See [`Kind::Twice`].
    Twice {
        /// The case list.
        list: i64,
        /// The other campaigns that call it now, the newest first.
        others: Vec<i64>,
    },
    /// See [`Kind::Soured`].
    Soured(Shift),
    /// See [`Kind::Poor`].
    Poor {
        /// Its success.
        own: Proportion,
        /// What it is judged by.
        by: Yardstick,
    },
    /// See [`Kind::Odd`].
    Odd(Oddity),
    /// See [`Kind::Recovered`].
    Recovered(Shift),
    /// See [`Kind::New`].
    New,
    /// See [`Kind::Moving`].
    Moving,
    /// See [`Kind::Over`].
    Over,
}

/// What is odd about a campaign's numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Oddity {
    /// A count of its calls went down.
    Fell(Fall),
    /// More calls finished than were made.
    Unmade {
        /// Calls in all.
        calls: i64,
        /// Those that finished.
        finished: i64,
    },
    /// A count below 0, or a rate outside 0–100.
    Impossible,
    /// The vendor's success rate is not the one that follows from its counts.
    VendorRate {
        /// The vendor's, in percent.
        theirs: f64,
        /// That of its counts, in percent.
        ours: f64,
    },
    /// It stands several times in the list.
    Repeated(usize),
}

/// That a count went down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fall {
    /// When that was read.
    pub at: Second,
    /// Which count.
    pub counter: Counter,
    /// What it was.
    pub from: i64,
    /// What it was then.
    pub to: i64,
}

impl Fall {
    /// The first count that went down between two readings, of which the later was at that moment.
    pub fn between(at: Second, before: &Figures, now: &Figures) -> Option<Self> {
        let counts = [
            (Counter::Calls, before.calls, now.calls),
            (Counter::Ok, before.ok, now.ok),
            (Counter::Failed, before.failed, now.failed),
        ];
        counts.into_iter().find_map(|(counter, from, to)| {
            let (from, to) = from.zip(to).filter(|(from, to)| to < from)?;
            Some(Self { at, counter, from, to })
        })
    }
}

/// A count that only rises, where nothing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// All calls.
    Calls,
    /// Calls that succeeded.
    Ok,
    /// Calls that failed.
    Failed,
}

impl Counter {
    /// What it is called everywhere.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Ok => "ok",
            Self::Failed => "failed",
        }
    }
}

impl Verdict {
    /// Which of the kinds it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Quiet(_) => Kind::Quiet,
            Self::Twice { .. } => Kind::Twice,
            Self::Soured(_) => Kind::Soured,
            Self::Poor { .. } => Kind::Poor,
            Self::Odd(_) => Kind::Odd,
            Self::Recovered(_) => Kind::Recovered,
            Self::New => Kind::New,
            Self::Moving => Kind::Moving,
            Self::Over => Kind::Over,
        }
    }

    /// Whether it asks for a person where it is said of the campaign of this number: what several campaigns have in common
    /// is asked once, of the newest.
    pub fn asks_at(&self, id: i64) -> bool {
        match self {
            Self::Twice { others, .. } => others.iter().all(|other| *other < id),
            verdict => verdict.kind().asks(),
        }
    }

    /// How bad it is among others of its kind, as a number of calls: those that were not made, or did not succeed.
    pub fn weight(&self) -> f64 {
        match self {
            Self::Quiet(silence) => silence.missed,
            Self::Twice { others, .. } => others.len() as f64,
            Self::Soured(shift) | Self::Recovered(shift) => shift.lost().abs(),
            Self::Poor { own, by } => (by.percent() - own.percent()) / 100.0 * own.whole() as f64,
            Self::Odd(_) | Self::New | Self::Moving | Self::Over => 0.0,
        }
    }

    /// What must be another before a person who has seen it is asked again: see [`Verdict::is_as`].
    pub fn evidence(&self) -> i64 {
        match self {
            Self::Quiet(silence) => silence.since.0,
            Self::Twice { list, others } => others.iter().fold(*list, |sum, other| sum.wrapping_mul(31) ^ other),
            Self::Soured(shift) | Self::Recovered(shift) => shift.day.0,
            Self::Poor { own, .. } => own.percent().round() as i64,
            Self::Odd(Oddity::Fell(fall)) => fall.at.0,
            Self::Odd(Oddity::Unmade { .. }) => -1,
            Self::Odd(Oddity::Impossible) => -2,
            Self::Odd(Oddity::VendorRate { .. }) => -3,
            Self::Odd(Oddity::Repeated(_)) => -4,
            Self::New | Self::Moving | Self::Over => 0,
        }
    }

    /// Whether it still says what it said when its evidence was this. A poor success is the same until it moved by
    /// [`POINTS`].
    pub fn is_as(&self, evidence: i64) -> bool {
        match self {
            Self::Poor { .. } => (self.evidence() - evidence).abs() < POINTS as i64,
            _ => self.evidence() == evidence,
        }
    }
}
