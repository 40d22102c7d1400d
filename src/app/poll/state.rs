//! What the planner says of an endpoint: what it is doing, what it waits for, why a refresh does nothing.

use std::time::Duration;

/// What an endpoint is doing, for the screen. Times are monotonic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Asked, and not answered yet.
    InFlight {
        since: Duration,
    },
    /// Waiting for its next poll.
    Waiting {
        /// When that comes; in the past when it is about to be sent.
        until: Duration,
        why: Why,
    },
    /// The key was refused: nothing is asked until a refresh.
    Stopped {
        /// 401 or 403.
        status: u16,
    },
    Frozen,
    /// The rhythm is off: nothing is asked until a refresh.
    Off,
}

/// What a poll waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Rhythm,
    /// A quick retry after a failure.
    Retry,
    /// The breaker: several failures in a row, or a certificate that is not trusted.
    Breaker,
    /// The server asked to wait: 429 or `Retry-After`.
    RateLimited,
    /// The hour's requests are spent but for the reserve.
    Budget,
}

/// Why a refresh does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Frozen,
    /// An answer is being waited for.
    InFlight,
    /// It will be possible at a later time.
    NotBefore {
        /// When, in monotonic time.
        at: Duration,
        /// [`Why::RateLimited`] or [`Why::Budget`].
        why: Why,
    },
}
