//! When a day's success differs from the days before by more than chance.
//!
//! A day is looked at once for every fifty calls that finished, so whoever looks often finds by chance what is not there.
//! The n-th look is given the n(n+1)-th part of the level, which adds up to all of it however often it is looked; Holm's
//! correction then takes care of how many campaigns are looked at.

use crate::domain::record::Second;
use crate::domain::significance::{Proportion, holm};

/// A day is looked at each time so many more of its calls have finished.
pub const FINISHED: i64 = 50;

/// Less than so many points apart is no news, however sure.
pub const POINTS: f64 = 5.0;

/// What happens by chance less often than this, over all campaigns of a day, is more than chance.
const LEVEL: f64 = 0.01;

/// A day's success beside that of the open days before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// When the day began.
    pub day: Second,
    /// Success of its calls that finished, as far as it is judged.
    pub now: Proportion,
    /// Success of the calls that finished on the open days before, at most five.
    pub before: Proportion,
    /// How many times the day was looked at.
    pub looks: i64,
}

/// How many times a day is looked at on which so many calls finished.
pub fn looks(finished: i64) -> i64 {
    finished / FINISHED
}

impl Shift {
    /// Whether success fell.
    pub fn fell(&self) -> bool {
        self.now.percent() < self.before.percent()
    }

    /// How many more calls of the day would have succeeded at the former rate; below 0 where it rose.
    pub fn lost(&self) -> f64 {
        (self.before.percent() - self.now.percent()) / 100.0 * self.now.whole() as f64
    }

    fn p(&self) -> f64 {
        let looks = self.looks.max(1) as f64;
        (self.now.against(self.before).p * looks * (looks + 1.0)).min(1.0)
    }
}

/// Which of all days that are looked at differ by more than chance, and by enough to matter; each in its place.
pub fn beyond_chance(shifts: &[Shift]) -> Vec<bool> {
    let adjusted = holm(&shifts.iter().map(Shift::p).collect::<Vec<f64>>());
    let apart = |shift: &Shift| (shift.now.percent() - shift.before.percent()).abs() >= POINTS;
    shifts.iter().zip(adjusted).map(|(shift, p)| p < LEVEL && apart(shift)).collect()
}
