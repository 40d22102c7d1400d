//! How fresh a piece of data is, and what went wrong with it last.

use std::collections::VecDeque;

use super::poll::Endpoint;
use crate::domain::failure::Failure;
use crate::domain::time::Now;

/// Freshness of one endpoint's data. The data itself is never dropped by a failure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remote {
    /// When the data on screen was received; `None` before the first.
    pub loaded: Option<Now>,
    /// What went wrong last since then; cleared by success.
    pub failure: Option<(Now, Failure)>,
    /// Whether that is what came of it when a person asked.
    pub by_hand: bool,
    /// Whether a person asked, and has no answer yet.
    asked: bool,
}

impl Remote {
    pub fn succeed(&mut self, now: Now) {
        *self = Self { loaded: Some(now), ..Self::default() };
    }

    pub fn fail(&mut self, now: Now, failure: Failure) {
        self.failure = Some((now, failure));
        self.by_hand = std::mem::take(&mut self.asked);
    }

    /// The same without what went wrong.
    pub(super) fn without_failure(&self) -> Self {
        Self { loaded: self.loaded, ..Self::default() }
    }

    pub fn ask(&mut self) {
        self.asked = true;
    }
}

const MOST_INCIDENTS: usize = 5;

/// The same failure, once or several times in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    pub endpoint: Endpoint,
    pub failure: Failure,
    pub first: Now,
    pub last: Now,
    /// How often in a row.
    pub times: u32,
}

/// The last failures of this run, kept when requests succeed again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incidents(VecDeque<Incident>);

impl Incidents {
    pub fn record(&mut self, endpoint: Endpoint, now: Now, failure: &Failure) {
        match self.0.front_mut() {
            Some(last) if last.endpoint == endpoint && last.failure == *failure => {
                last.last = now;
                last.times = last.times.saturating_add(1);
            }
            _ => self.0.push_front(Incident { endpoint, failure: failure.clone(), first: now, last: now, times: 1 }),
        }
        self.0.truncate(MOST_INCIDENTS);
    }

    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Incident> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::from_unix;
    use std::time::Duration;

    fn at(seconds: u64) -> Now {
        Now { mono: Duration::from_secs(seconds), wall: from_unix(1_772_654_525 + seconds as i64).unwrap() }
    }

    #[test]
    fn the_same_failure_in_a_row_is_one_incident_and_five_are_kept() {
        let mut incidents = Incidents::default();
        for second in 0..3 {
            incidents.record(Endpoint::Campaigns, at(second), &Failure::CutOff);
        }
        incidents.record(Endpoint::Settings, at(3), &Failure::CutOff);
        let seen: Vec<_> = incidents.newest_first().map(|i| (i.endpoint, i.first.mono, i.last.mono, i.times)).collect();
        let second = Duration::from_secs;
        assert_eq!(
            seen,
            [(Endpoint::Settings, second(3), second(3), 1), (Endpoint::Campaigns, Duration::ZERO, second(2), 3),]
        );
        for status in 500..508 {
            incidents.record(Endpoint::Campaigns, at(9), &Failure::Server { status, said: None });
        }
        let kept: Vec<_> = incidents.newest_first().map(|incident| incident.failure.label().into_owned()).collect();
        assert_eq!(kept.first().map(String::as_str), Some("server error 507"));
        assert_eq!(kept.len(), 5);
    }
}
