//! When the record is asked what it remembers of the campaigns: after a reading that changed something, when the
//! baseline is another, and once a minute, since quiet and age go on by themselves.

use std::time::Duration;

use crate::domain::memory::Baseline;
use crate::domain::record::Second;

/// How long what is remembered is good for.
const GOOD_FOR: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub struct Remembering {
    /// Whether the record is there to be asked.
    open: bool,
    /// Whether it was asked and has not answered yet.
    waits: bool,
    /// What it was asked last: what changes are compared with.
    baseline: Option<Baseline>,
    /// And of which moment of the past; `None` of now.
    then: Option<Second>,
    /// When what is known grows old.
    until: Duration,
}

impl Remembering {
    /// Whether it is to be asked now; then it is held to be asked.
    pub(super) fn due(&mut self, now: Duration, baseline: Baseline, then: Option<Second>) -> bool {
        let other = self.baseline != Some(baseline) || self.then != then;
        let due = self.open && !self.waits && (now >= self.until || other);
        if due {
            // What is remembered of the past does not change.
            let until = if then.is_some() { Duration::MAX } else { now + GOOD_FOR };
            (self.waits, self.until, self.baseline, self.then) = (true, until, Some(baseline), then);
        }
        due
    }

    /// What is known is not true any more.
    pub(super) fn outdate(&mut self) {
        self.until = Duration::ZERO;
    }

    /// Something was recorded: the record can be asked.
    pub(super) fn recorded(&mut self, changed: bool) {
        if changed || !self.open {
            self.outdate();
        }
        self.open = true;
    }

    /// Takes that the record answered; says whether that is of the moment which is shown.
    pub(super) fn answered(&mut self, then: Option<Second>) -> bool {
        self.waits = false;
        self.then == then
    }
}
