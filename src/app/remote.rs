//! How fresh a piece of data is, and what went wrong with it last.

use crate::domain::failure::Failure;
use crate::domain::time::Now;

/// Freshness of one endpoint's data. The data itself is never dropped by a failure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remote {
    /// When the data on screen was received; `None` before the first.
    pub loaded: Option<Now>,
    /// What went wrong since, newest first; cleared by success.
    pub failure: Option<(Now, Failure)>,
}

impl Remote {
    /// Data arrived.
    pub fn succeed(&mut self, now: Now) {
        *self = Self { loaded: Some(now), failure: None };
    }

    /// A request gave no data.
    pub fn fail(&mut self, now: Now, failure: Failure) {
        self.failure = Some((now, failure));
    }
}
