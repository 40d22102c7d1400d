//! How long an answer may take and how large it may be.

use std::time::Duration;

/// How long and how much an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiLimits {
    /// Until the connection stands: name, TCP and TLS.
    pub connect: Duration,
    /// Until a GET is answered in full, connecting included.
    pub get: Duration,
    /// Until a POST is answered in full, connecting included.
    pub post: Duration,
    /// The largest body of a GET's answer in bytes, decoded.
    pub max_body: u64,
}

/// What one answer may become in memory: a body says little about that, since rows of a few bytes become whole campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// The most elements of a list, readable or not.
    pub rows: usize,
    /// The most bytes that the decoded rows may take.
    pub model: u64,
}

impl ApiLimits {
    /// The most rows of a list.
    const MOST_ROWS: usize = 2_000_000;
    /// How many times the body's cap the decoded rows may take.
    const DECODED: u64 = 4;

    /// What an answer may become in memory.
    pub fn caps(&self) -> Caps {
        Caps { rows: Self::MOST_ROWS, model: self.max_body.saturating_mul(Self::DECODED) }
    }
}

impl Default for ApiLimits {
    /// 5 s, 20 s, 30 s, 64 MiB.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            get: Duration::from_secs(20),
            post: Duration::from_secs(30),
            max_body: 64 << 20,
        }
    }
}
