//! When a silence is too long to be chance.
//!
//! Calls are taken as a Poisson stream. Of the pauses in a stream of rate λ a share of e^−λg is longer than g, and there are
//! λT of them in a time T: so M = λT pauses give M·e^−E that are longer than one in which E calls would have come, and one
//! where E = ln M. The promise is one false alarm in twenty open days, of all campaigns that call together.

use crate::domain::record::Second;

/// The pace is that of so many open days before the last call.
pub const PACED_DAYS: usize = 5;

/// So many silent open days after the last call, a campaign is over.
pub const OVER_AFTER: usize = 3;

/// So many readings must have seen a silence.
pub const READINGS: i64 = 3;

/// One false alarm is expected in so many open days.
const PROMISED_DAYS: f64 = 20.0;
/// A pace of fewer open days is not known well enough: then a silence is told from [`UNKNOWN_PACE`] on.
const KNOWN_DAYS: usize = 3;
/// No silence is told before so many open seconds.
const SHORTEST: i64 = 1800;
const UNKNOWN_PACE: i64 = 2 * 3600;

/// How a campaign called on its last open days, until its last call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit {
    /// New calls.
    pub calls: i64,
    /// In so many open seconds.
    pub open: i64,
    /// On so many open days, at most [`PACED_DAYS`].
    pub days: usize,
}

impl Habit {
    /// Calls in an open hour.
    pub fn pace(self) -> f64 {
        self.calls as f64 * 3600.0 / self.open.max(1) as f64
    }

    /// How many calls would have come in so many open seconds.
    pub fn expected(self, open: i64) -> f64 {
        self.calls as f64 * open as f64 / self.open.max(1) as f64
    }

    /// Whether a silence of so many open seconds, in which `expected` calls would have come, is too long to be chance
    /// where so many campaigns call.
    pub fn is_broken(self, silent: i64, expected: f64, among: usize) -> bool {
        let shortest = if self.days < KNOWN_DAYS { UNKNOWN_PACE } else { SHORTEST };
        let pauses = self.calls as f64 * PROMISED_DAYS / self.days.max(1) as f64 * among.max(1) as f64;
        self.calls > 0 && silent >= shortest && expected >= pauses.max(1.0).ln()
    }
}

/// A silence that is too long to be chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silence {
    /// When its last new call was read.
    pub since: Second,
    /// Open seconds since.
    pub open: i64,
    /// Calls in an open hour before.
    pub usual: f64,
    /// How many calls would have come since.
    pub missed: f64,
}
