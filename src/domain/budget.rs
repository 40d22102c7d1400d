//! The request budget: what the server's rate-limit headers said, and what may still be asked.

use std::time::Duration;

/// What one answer said about the rate limit. Each member is unknown when its header was absent or nonsense.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// `X-RateLimit-Limit`: requests an hour.
    pub limit: Option<u32>,
    /// `X-RateLimit-Remaining`: requests left in this window.
    pub remaining: Option<u32>,
    /// `X-RateLimit-Reset` as a wait from now (0–1 h), whichever way it was worded.
    pub reset: Option<Duration>,
    /// `Retry-After` as a wait from now (0–1 h).
    pub retry_after: Option<Duration>,
}
