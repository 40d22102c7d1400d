//! One endpoint's lane: its flight, its quick retries and its breaker.
//!
//! Knows nothing of the other lane, the budget or a 429: those are the planner's. A breaker is no state of its own: it
//! is open while too many failures in a row stand behind the lane, and the ask that follows its wait is the one probe.

use std::time::Duration;

use super::{Ticket, Why};
use crate::domain::failure::Failure;

/// A time that never comes: what waits for it waits for a person.
pub(super) const NEVER: Duration = Duration::MAX;

/// Failures in a row that open the breaker.
const BREAKER_OPENS_AT: u32 = 5;
/// How long the breaker's first wait lasts; each further one is twice as long.
const BREAKER_FIRST: Duration = Duration::from_secs(30);
const BREAKER_LONGEST: Duration = Duration::from_secs(5 * 60);
/// Retries between two polls of the rhythm.
const QUICK_RETRIES: u8 = 2;
const BACKOFF_LONGEST: Duration = Duration::from_secs(60);

/// What an endpoint is doing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Phase {
    Idle(Next),
    /// Asked, and not answered yet.
    InFlight {
        ticket: Ticket,
        since: Duration,
    },
    /// The server refused the key with this status: nothing is asked until a person says so (N18).
    Stopped {
        status: u16,
    },
}

/// When an idle lane asks next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Next {
    /// As soon as may be: at the start, or because a person asked.
    Now,
    /// At this time, whatever the rhythm: a quick retry.
    Retry(Duration),
    /// With the rhythm, but not before this time.
    After(Duration),
}

#[derive(Debug, Clone)]
pub(super) struct Lane {
    pub(super) phase: Phase,
    /// When the rhythm last sent a poll; quick retries do not count.
    polled_at: Duration,
    /// When data last came.
    pub(super) good_at: Option<Duration>,
    /// What was planned when a person asked in between, and when the rhythm had last polled then.
    planned: Option<(Next, Duration)>,
    /// Failures in a row.
    failures: u32,
    /// Quick retries since the rhythm's last poll.
    retries: u8,
}

/// The circumstances of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Landing {
    pub(super) now: Duration,
    /// The lane's interval, or [`NEVER`].
    pub(super) period: Duration,
    /// Whether a quick retry may be afforded.
    pub(super) may_retry: bool,
    /// A random number, 0 to 1.
    pub(super) jitter: f64,
}

impl Lane {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Idle(Next::Now),
            polled_at: Duration::ZERO,
            good_at: None,
            planned: None,
            failures: 0,
            retries: 0,
        }
    }

    /// When the lane would ask next, by itself and at an interval of `period`, and what it waits for. Nothing while it
    /// flies or is stopped.
    pub(super) fn ready(&self, period: Duration) -> Option<(Duration, Why)> {
        let Phase::Idle(next) = self.phase else { return None };
        Some(match next {
            Next::Now => (Duration::ZERO, Why::Rhythm),
            Next::Retry(at) => (at, Why::Retry),
            Next::After(at) => {
                let why = if self.failures >= BREAKER_OPENS_AT { Why::Breaker } else { Why::Rhythm };
                (self.polled_at.saturating_add(period).max(at), why)
            }
        })
    }

    /// Sends the lane off; says whether this is a quick retry.
    pub(super) fn depart(&mut self, ticket: Ticket, now: Duration) -> bool {
        let is_retry = matches!(self.phase, Phase::Idle(Next::Retry(_)));
        if is_retry {
            self.retries += 1;
        } else {
            self.polled_at = now;
            self.retries = 0;
        }
        self.phase = Phase::InFlight { ticket, since: now };
        is_retry
    }

    /// A person asks: an idle or stopped lane is ready at once. What was planned is kept: a try that fails changes
    /// neither the next one's time nor the breaker, or asking would postpone the recovery.
    pub(super) fn wake(&mut self) {
        if let Phase::Idle(next @ (Next::Retry(_) | Next::After(_))) = self.phase {
            self.planned = Some((next, self.polled_at));
        }
        if !matches!(self.phase, Phase::InFlight { .. }) {
            self.phase = Phase::Idle(Next::Now);
        }
    }

    /// Ready at once; the answer of a flight under way is nobody's any more.
    pub(super) fn restart(&mut self) {
        self.phase = Phase::Idle(Next::Now);
    }

    /// A flight under way is given up, and asked again at `at`.
    pub(super) fn give_up(&mut self, at: Duration) {
        if matches!(self.phase, Phase::InFlight { .. }) {
            self.phase = Phase::Idle(Next::Retry(at));
        }
    }

    /// Whether what comes next was not asked for by a person.
    pub(super) fn goes_by_itself(&self) -> bool {
        self.phase != Phase::Idle(Next::Now)
    }

    pub(super) fn land(&mut self, result: Result<(), &Failure>, landing: Landing) {
        let now = landing.now;
        let planned = self.planned.take().filter(|_| self.failures > 0);
        // An answer that took longer than the interval is followed by a whole interval, not at once by the next poll.
        if self.polled_at.saturating_add(landing.period) <= now {
            self.polled_at = now;
        }
        self.phase = match result {
            Ok(()) => {
                self.failures = 0;
                self.good_at = Some(now);
                Phase::Idle(Next::After(now))
            }
            // The endpoint is well: the rhythm goes on, so that the answer can come again.
            Err(Failure::Doubtful { .. }) => {
                self.failures = 0;
                Phase::Idle(Next::After(now))
            }
            Err(Failure::Unauthorized { status, .. }) => Phase::Stopped { status: *status },
            Err(Failure::RateLimited { .. } | Failure::Spent { .. }) => Phase::Idle(Next::After(now)),
            Err(failure) => Phase::Idle(match planned {
                Some((next, polled_at)) => {
                    self.polled_at = polled_at;
                    next
                }
                None => self.after_failure(failure, landing),
            }),
        };
    }

    fn after_failure(&mut self, failure: &Failure, landing: Landing) -> Next {
        self.failures = self.failures.saturating_add(1);
        if matches!(failure, Failure::Tls { .. }) {
            self.failures = self.failures.max(BREAKER_OPENS_AT);
        }
        if let Some(probes) = self.failures.checked_sub(BREAKER_OPENS_AT) {
            return Next::After(landing.now + doubled(BREAKER_FIRST, probes, BREAKER_LONGEST));
        }
        let backoff = doubled(Duration::from_secs(1), self.failures - 1, BACKOFF_LONGEST);
        let at = landing.now + part(backoff, landing.jitter);
        if failure.is_transient() && landing.may_retry && self.retries < QUICK_RETRIES {
            Next::Retry(at)
        } else {
            Next::After(at)
        }
    }
}

/// `first` doubled `times` times, at most `longest`.
fn doubled(first: Duration, times: u32, longest: Duration) -> Duration {
    first.saturating_mul(2u32.saturating_pow(times)).min(longest)
}

/// The share `jitter` of `whole`; a jitter that is no number from 0 to 1 counts as the nearer of the two.
pub(super) fn part(whole: Duration, jitter: f64) -> Duration {
    if jitter > 0.0 { whole.mul_f64(jitter.min(1.0)) } else { Duration::ZERO }
}
