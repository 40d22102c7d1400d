//! What time it is. The only file that asks the machine.
//!
//! Time since the start goes on while the machine sleeps: ages and waits are true when the lid is opened again.

use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep, sleep_until};

use crate::domain::launch::Stamp;
use crate::domain::time::{Moment, Now};

/// A clock that counts from the program's start.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Reading,
    /// The wall time at the start, where it does not come from the machine.
    fixed: Option<Moment>,
}

impl Clock {
    /// The machine's clock.
    pub fn start() -> Self {
        Self { start: Reading::take(), fixed: None }
    }

    /// A clock that shows `wall` now and goes on with the runtime's (perhaps paused) time: for tests.
    pub fn fixed(wall: Moment) -> Self {
        Self { start: Reading::take(), fixed: Some(wall) }
    }

    /// The time.
    pub fn now(&self) -> Now {
        let reading = Reading::take();
        match self.fixed {
            Some(start) => {
                let mono = reading.awake_since(self.start);
                Now { mono, wall: start + mono }
            }
            None => Now { mono: reading.since(self.start), wall: wall() },
        }
    }

    /// The runtime's instant of this moment.
    pub fn instant(&self) -> Instant {
        Instant::now()
    }

    /// How long the machine has slept since the start.
    pub fn slept(&self) -> Duration {
        match self.fixed {
            Some(_) => Duration::ZERO,
            None => Reading::take().slept_since(self.start),
        }
    }

    /// Waits for a time since the start. A machine that sleeps past it wakes the waiter as it wakes.
    pub async fn reach(&self, mono: Duration) {
        if self.fixed.is_some() {
            return sleep_until(self.start.instant + mono).await;
        }
        let wait = mono.saturating_sub(self.now().mono);
        if !alarm(wait).await {
            sleep(wait).await;
        }
    }
}

/// The machine's time, told in both ways.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// By the runtime's clock, which stands still while the machine sleeps.
    instant: Instant,
    /// By the clock that goes on.
    with_sleep: Duration,
}

impl Reading {
    fn take() -> Self {
        Self { instant: Instant::now(), with_sleep: with_sleep() }
    }

    /// Time that passed, sleep included.
    fn since(self, start: Self) -> Duration {
        self.with_sleep.saturating_sub(start.with_sleep)
    }

    fn awake_since(self, start: Self) -> Duration {
        self.instant.saturating_duration_since(start.instant)
    }

    fn slept_since(self, start: Self) -> Duration {
        self.since(start).saturating_sub(self.awake_since(start))
    }
}

/// Time since some moment, sleep included.
fn with_sleep() -> Duration {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = rustix::time::ClockId::Boottime;
    // Elsewhere than on Linux this clock goes on while the machine sleeps.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = rustix::time::ClockId::Monotonic;
    Duration::try_from(rustix::time::clock_gettime(clock)).unwrap_or_default()
}

/// Waits by the clock that goes on while the machine sleeps; false, at once, where there is no such timer.
#[cfg(any(target_os = "linux", target_os = "android"))]
async fn alarm(wait: Duration) -> bool {
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
    };
    use tokio::io::{Interest, unix::AsyncFd};

    #[expect(deprecated, reason = "sound for a descriptor that is owned, and what takes its place is not safe code")]
    let register = |timer| AsyncFd::with_interest(timer, Interest::READABLE);
    // A timer that is set to nothing never goes off.
    if wait.is_zero() {
        return true;
    }
    let set = || -> std::io::Result<_> {
        let timer = timerfd_create(TimerfdClockId::Boottime, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
        let it_value = Timespec::try_from(wait).map_err(std::io::Error::other)?;
        let it_interval = Timespec { tv_sec: 0, tv_nsec: 0 };
        timerfd_settime(&timer, TimerfdTimerFlags::empty(), &Itimerspec { it_interval, it_value })?;
        register(timer)
    };
    let Ok(timer) = set() else { return false };
    timer.readable().await.is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
async fn alarm(_: Duration) -> bool {
    false
}

/// The machine's wall time.
pub fn wall() -> Moment {
    SystemTime::now().into()
}

/// This moment, for comparing across processes; `boot` is which start of the machine this is, empty where unknown.
pub fn stamp(boot: &str) -> Stamp {
    Stamp { wall: wall(), clock: boot.to_owned(), reading: if boot.is_empty() { since_1970() } else { since_boot() } }
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// Time since the machine's start, sleep included.
#[cfg(target_os = "linux")]
fn since_boot() -> Duration {
    with_sleep()
}

/// Only Linux names its starts, so that this is never asked for elsewhere.
#[cfg(not(target_os = "linux"))]
fn since_boot() -> Duration {
    since_1970()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOURS: Duration = Duration::from_secs(8 * 3600);
    const AWAKE: Duration = Duration::from_secs(30);

    #[test]
    fn time_goes_on_while_the_machine_sleeps() {
        let start = Reading::take();
        let later = Reading { instant: start.instant + AWAKE, with_sleep: start.with_sleep + AWAKE + HOURS };
        assert_eq!((later.since(start), later.slept_since(start)), (AWAKE + HOURS, HOURS));
        let fallen_asleep = Duration::from_secs(3600);
        let begun = Reading { with_sleep: with_sleep().saturating_sub(fallen_asleep), ..start };
        let clock = Clock { start: begun, fixed: None };
        assert!(clock.now().mono >= fallen_asleep, "{:?}", clock.now());
        assert!(clock.slept() + AWAKE >= fallen_asleep, "{:?}", clock.slept());
    }

    #[tokio::test]
    async fn a_time_that_passed_in_sleep_is_reached_at_once() {
        let start = Reading::take();
        let clock =
            Clock { start: Reading { with_sleep: start.with_sleep.saturating_sub(HOURS), ..start }, fixed: None };
        let soon = clock.now().mono + Duration::from_millis(20);
        clock.reach(soon).await;
        assert!(clock.now().mono >= soon);
        clock.reach(AWAKE).await;
    }
}
