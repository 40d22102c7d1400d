//! How long an answer may take and how large it may be.

use std::time::Duration;

/// How long and how much an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiLimits {
    /// Until the connection stands: name, TCP and TLS.
    pub connect: Duration,
    /// Until a GET is answered in full, connecting included.
    pub get: Duration,
    /// The largest body in bytes, decoded.
    pub max_body: u64,
}

impl Default for ApiLimits {
    /// 5 s, 20 s, 64 MiB.
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), get: Duration::from_secs(20), max_body: 64 << 20 }
    }
}
