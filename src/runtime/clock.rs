//! What time it is. The only file that asks the machine.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::domain::launch::Stamp;
use crate::domain::time::{Moment, Now};

/// A clock that counts from the program's start.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
    /// The wall time at the start, where it does not come from the machine.
    fixed: Option<Moment>,
}

impl Clock {
    /// The machine's clock.
    pub fn start() -> Self {
        Self { start: Instant::now(), fixed: None }
    }

    /// A clock that shows `wall` now and goes on with the runtime's (perhaps paused) time: for tests.
    pub fn fixed(wall: Moment) -> Self {
        Self { start: Instant::now(), fixed: Some(wall) }
    }

    /// The time.
    pub fn now(&self) -> Now {
        let mono = self.start.elapsed();
        let wall = self.fixed.map_or_else(|| SystemTime::now().into(), |start| start + mono);
        Now { mono, wall }
    }

    /// The runtime's instant of a time since the start.
    pub fn instant(&self, mono: Duration) -> Instant {
        self.start + mono
    }
}

/// The machine's wall time.
pub fn wall() -> Moment {
    SystemTime::now().into()
}

/// This moment, for comparing across processes; `boot` is which start of the machine this is, empty where unknown.
pub fn stamp(boot: &str) -> Stamp {
    Stamp { wall: wall(), boot: boot.to_owned(), since_boot: if boot.is_empty() { since_1970() } else { since_boot() } }
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// Time since the machine's start, sleep included.
#[cfg(target_os = "linux")]
fn since_boot() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::try_from(time).unwrap_or_default()
}

/// Only Linux names its starts, so that this is never asked for elsewhere.
#[cfg(not(target_os = "linux"))]
fn since_boot() -> Duration {
    since_1970()
}
