//! What a sandbox can be asked for, and why it may refuse to start or end.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::company::CompanySettings;
use super::connections::MAX_CONNECTIONS;
use super::faults::Fault;
use crate::domain::budget::DEFAULT_LIMIT;
use crate::domain::rules::BODY_LIMIT;
use crate::domain::time::Now;

/// Tells the time. The sandbox asks nobody else.
pub type Clock = Arc<dyn Fn() -> Now + Send + Sync>;

/// The pace of the embedded sandbox: a newcomer sees movement within ten seconds.
pub const EMBEDDED_PACE: f64 = 10.0;
/// The embedded sandbox's requests an hour, for a rhythm of 5 s.
pub const EMBEDDED_RATE_LIMIT: u32 = 5_000;
/// The quickest pace: beyond it nothing is left to watch.
pub const MAX_PACE: f64 = 10_000.0;
/// The vendor's requests an hour.
pub const STANDALONE_RATE_LIMIT: u32 = DEFAULT_LIMIT;
/// How many campaigns a world has when nobody says otherwise.
pub const DEFAULT_CAMPAIGNS: usize = 140;
/// The most campaigns of a world.
pub const MAX_CAMPAIGNS: usize = 1_000_000;
/// The longest that an answer is held back.
pub const MAX_LATENCY: Duration = Duration::from_secs(600);

/// How long the server waits for the parts of a request (B4). A connection that is kept has as long for its next head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a whole head.
    pub head: Duration,
    /// For a whole body.
    pub body: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(5), body: Duration::from_secs(10) }
    }
}

/// The limits of a sandbox, for people.
pub fn limits() -> String {
    let Patience { head, body } = Patience::default();
    format!(
        "It answers to the address that it prints and to localhost, with the port. It takes {MAX_CONNECTIONS} connections (an idle one, or\n\
         else the oldest, gives way to the next), a body of {} KiB, and waits {} s for a head, which is also how long an\n\
         idle connection is kept, and {} s for a body. The contract as OpenAPI 3.1 is assets/openapi.json in the source.",
        BODY_LIMIT / 1024,
        head.as_secs(),
        body.as_secs()
    )
}

pub struct SandboxOptions {
    /// Where to listen: a loopback address; port 0 is any free one.
    pub listen: SocketAddr,
    /// The key to accept, of visible ASCII; `None` makes a random one.
    pub api_key: Option<SecretString>,
    /// How many campaigns to begin with. 0 is an empty company.
    pub campaigns: usize,
    /// How many more there were before and are no more: their numbers, the next ones, are given to no other.
    pub removed: usize,
    /// Decides the world.
    pub seed: u64,
    /// Multiplies the rates at which numbers move, never time; 1 is a real firm's pace, 0 stands
    /// still, [`MAX_PACE`] is the most.
    pub pace: f64,
    /// Requests an hour; 0 stands for a million.
    pub rate_limit: u32,
    /// The campaigns as the JSON array that the list answers, in place of seeded ones. They do not move.
    pub data: Option<Vec<u8>>,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// How far the clock of the sandbox's clients is ahead of UTC, in seconds: best this machine's own, so that a
    /// campaign whose run is today calls today.
    pub utc_offset: i32,
    pub settings: CompanySettings,
    /// How long every answer is held back.
    pub latency: Duration,
    /// Whether a connection is kept for further requests.
    pub keep_alive: bool,
    /// How long to wait for slow clients.
    pub patience: Patience,
    /// The time.
    pub clock: Clock,
}

impl SandboxOptions {
    /// The vendor's limits at a real pace: what `kaytop sandbox` starts from.
    pub fn standalone(clock: Clock) -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            api_key: None,
            campaigns: DEFAULT_CAMPAIGNS,
            removed: 0,
            seed: 1,
            pace: 1.0,
            rate_limit: STANDALONE_RATE_LIMIT,
            data: None,
            faults: Vec::new(),
            utc_offset: 0,
            settings: CompanySettings::Usual,
            latency: Duration::ZERO,
            keep_alive: true,
            patience: Patience::default(),
            clock,
        }
    }

    /// Quick enough to watch: what a screen without a key starts from. Its one client asks every few seconds; a
    /// connection kept for that long would be closed just as the next request is sent.
    pub fn embedded(clock: Clock) -> Self {
        Self {
            removed: 1,
            pace: EMBEDDED_PACE,
            rate_limit: EMBEDDED_RATE_LIMIT,
            keep_alive: false,
            ..Self::standalone(clock)
        }
    }

    /// Whether such a sandbox can be.
    pub(super) fn check(&self) -> Result<(), SandboxError> {
        if !self.listen.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(self.listen));
        }
        if !(0.0..=MAX_PACE).contains(&self.pace) {
            return Err(SandboxError::Pace(self.pace));
        }
        if self.campaigns > MAX_CAMPAIGNS {
            return Err(SandboxError::Campaigns(self.campaigns));
        }
        if self.latency > MAX_LATENCY {
            return Err(SandboxError::Latency(self.latency));
        }
        Ok(())
    }
}

/// Why a sandbox did not start, or ended by itself.
#[derive(Debug)]
pub enum SandboxError {
    /// The address is not a loopback address (B1).
    NotLoopback(SocketAddr),
    /// The address could not be taken (B9).
    Bind {
        /// The address.
        addr: SocketAddr,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The data are not a JSON array.
    Data(serde_json::Error),
    /// The key is empty or holds something else than visible ASCII.
    Key,
    /// The pace is negative, beyond [`MAX_PACE`] or no number.
    Pace(f64),
    /// More campaigns than [`MAX_CAMPAIGNS`].
    Campaigns(usize),
    /// More than [`MAX_LATENCY`].
    Latency(Duration),
    /// The system gave no random bytes for a key.
    Random,
    /// A task of the server panicked, with these words.
    Panicked(String),
}

impl fmt::Display for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(addr) => {
                write!(
                    f,
                    "the sandbox listens on this machine only: {} is no loopback address, use 127.0.0.1",
                    addr.ip()
                )
            }
            Self::Bind { addr, source } => write!(f, "the sandbox cannot listen on {addr}: {source}"),
            Self::Data(source) => {
                let why = source.to_string();
                f.write_str("the sandbox's data are not a JSON array")?;
                // Another value is all there is to say; the parser's words for it are its own.
                if why.starts_with("invalid type") { f.write_str(", but another value") } else { write!(f, ": {why}") }
            }
            Self::Key => f.write_str("the sandbox's key must be one or more visible ASCII characters"),
            Self::Pace(pace) => write!(f, "{pace} is no pace: use a number from 0 to {MAX_PACE}, where 1 is real"),
            Self::Campaigns(number) => {
                write!(f, "{number} campaigns are too many: the sandbox has at most {MAX_CAMPAIGNS}")
            }
            Self::Latency(span) => {
                write!(f, "a latency of {} s is too long: at most {} s", span.as_secs(), MAX_LATENCY.as_secs())
            }
            Self::Random => f.write_str("the system gave no random bytes for the sandbox's key"),
            Self::Panicked(words) => write!(f, "the sandbox broke down: {words}"),
        }
    }
}

impl std::error::Error for SandboxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind { source, .. } => Some(source),
            Self::Data(source) => Some(source),
            _ => None,
        }
    }
}
