//! When the record is asked what it remembers of the campaigns: after a reading that changed something, when the
//! baseline is another, and once a minute, since quiet and age go on by themselves.

use std::time::Duration;

use crate::domain::memory::Baseline;

/// How long what is remembered is good for.
const GOOD_FOR: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub struct Remembering {
    baseline: Baseline,
    /// Whether the record is there to be asked.
    open: bool,
    /// When it was asked, if it has not answered yet.
    asked: Option<Duration>,
    /// When what is known grows old.
    until: Duration,
}

impl Remembering {
    /// What changes are compared with.
    pub fn baseline(&self) -> Baseline {
        self.baseline
    }

    /// Whether it is to be asked now; then it is held to be asked.
    pub(super) fn due(&mut self, now: Duration) -> bool {
        let due = self.open && self.asked.is_none() && now >= self.until;
        if due {
            (self.asked, self.until) = (Some(now), now + GOOD_FOR);
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

    /// Takes that the record answered.
    pub(super) fn answered(&mut self) {
        self.asked = None;
    }
}
