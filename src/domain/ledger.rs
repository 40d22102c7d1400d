//! When the next request of this machine may be sent, whichever of its processes sends it.
//!
//! Every request counts for an hour. What is kept of it is the moment at which it stops to count, as a [`Stamp`], so that
//! neither a clock that jumps nor a restart can make it stop earlier within one start of the machine.

use std::time::Duration;

use super::budget::{HOUR, reserve};
use super::launch::Stamp;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A look at the list; leaves some requests for launches ([`reserve`], N27).
    Poll,
    /// A launch, or a look for one.
    Launch,
}

/// Whether a request may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// It may be sent, and counts.
    Granted {
        /// Requests of this hour, this one included.
        used: u32,
        /// Requests an hour.
        limit: u32,
    },
    /// It may not be sent yet, and does not count.
    NotBefore {
        /// For how long not.
        wait: Duration,
        /// Requests of this hour.
        used: u32,
        /// Requests an hour.
        limit: u32,
    },
}

/// What a server's headers left of its own window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Requests left in it, those sent since taken off.
    pub remaining: u32,
    /// How long it lasts from now.
    pub wait: Duration,
}

/// Decides on a request: `waits` says how long each earlier one still counts, in any order.
pub fn decide(waits: &[Duration], limit: u32, window: Option<Window>, purpose: Purpose) -> Grant {
    let reserve = match purpose {
        Purpose::Poll => reserve(limit),
        Purpose::Launch => 0,
    };
    let mut waits: Vec<Duration> = waits.iter().copied().filter(|wait| !wait.is_zero()).collect();
    waits.sort_unstable();
    let counted = waits.len() as u32;
    let window = window.filter(|window| !window.wait.is_zero());
    let used = window.map_or(counted, |window| counted.max(limit.saturating_sub(window.remaining)));

    // As many as are too many must stop to count, the first of them first.
    let too_many = (counted + 1).saturating_sub(limit - reserve);
    let own = too_many.checked_sub(1).and_then(|last| waits.get(last as usize)).copied();
    // Where not even one is ever allowed, there is nothing to wait for.
    let own = own.or((too_many > counted).then_some(HOUR));
    let others = window.filter(|window| window.remaining <= reserve).map(|window| window.wait);
    match own.max(others) {
        None => Grant::Granted { used: used + 1, limit },
        Some(wait) => Grant::NotBefore { wait, used, limit },
    }
}

/// How long something lasts that ends at `end`; never over an hour. After a restart the wall clock must do. What seems to
/// lie further ahead than an hour has been noted by a clock that was ahead: it counts as if it were now.
pub fn lasts(end: &Stamp, now: &Stamp) -> Duration {
    let left = if end.clock == now.clock {
        end.reading.saturating_sub(now.reading)
    } else {
        end.wall.signed_duration_since(now.wall).to_std().unwrap_or_default()
    };
    left.min(HOUR)
}

/// The moment in `wait` from `now`.
pub fn end(now: &Stamp, wait: Duration) -> Stamp {
    Stamp { wall: now.wall + wait, reading: now.reading + wait, ..now.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::from_unix;
    use proptest::prelude::*;

    const fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn at(boot: &str, since: u64, wall: i64) -> Stamp {
        let wall = from_unix(1_800_000_000 + wall).unwrap();
        Stamp { wall, clock: boot.into(), reading: secs(since) }
    }

    fn wait_of(grant: Grant) -> Option<Duration> {
        match grant {
            Grant::Granted { .. } => None,
            Grant::NotBefore { wait, .. } => Some(wait),
        }
    }

    #[test]
    fn polling_leaves_the_reserve_and_a_launch_may_take_it() {
        let waits: Vec<Duration> = (1..=485).map(secs).collect();
        let poll = |waits: &[Duration]| decide(waits, 500, None, Purpose::Poll);
        assert_eq!(poll(&waits[1..]), Grant::Granted { used: 485, limit: 500 });
        assert_eq!(poll(&waits), Grant::NotBefore { wait: secs(1), used: 485, limit: 500 });
        assert_eq!(decide(&waits, 500, None, Purpose::Launch), Grant::Granted { used: 486, limit: 500 });
        let full: Vec<Duration> = (1..=500).rev().map(secs).collect();
        assert_eq!(wait_of(poll(&full)), Some(secs(16)));
        assert_eq!(wait_of(decide(&full, 500, None, Purpose::Launch)), Some(secs(1)));
    }

    #[test]
    fn a_limit_that_was_lowered_waits_until_enough_stop_to_count() {
        let waits: Vec<Duration> = (1..=300).map(secs).collect();
        assert_eq!(wait_of(decide(&waits, 100, None, Purpose::Launch)), Some(secs(201)));
        assert_eq!(wait_of(decide(&[], 0, None, Purpose::Launch)), Some(HOUR));
        assert_eq!(wait_of(decide(&[], 1, None, Purpose::Poll)), None);
        assert_eq!(wait_of(decide(&[Duration::ZERO], 1, None, Purpose::Poll)), None, "an hour old");
    }

    #[test]
    fn what_a_server_said_counts_while_its_window_lasts() {
        let window = |remaining, wait| Some(Window { remaining, wait: secs(wait) });
        let poll = |window| decide(&[secs(9)], 500, window, Purpose::Poll);
        assert_eq!(poll(window(15, 900)), Grant::NotBefore { wait: secs(900), used: 485, limit: 500 });
        assert_eq!(poll(window(16, 900)), Grant::Granted { used: 485, limit: 500 });
        assert_eq!(poll(window(0, 0)), Grant::Granted { used: 2, limit: 500 });
        assert_eq!(wait_of(decide(&[], 500, window(1, 900), Purpose::Launch)), None);
        assert_eq!(wait_of(decide(&[], 500, window(0, 900), Purpose::Launch)), Some(secs(900)));
    }

    #[test]
    fn s12_clocks_that_jump_and_restarts_make_nothing_stop_to_count_early() {
        let sent = at("a", 100, 0);
        let ends = end(&sent, HOUR);
        assert_eq!(lasts(&ends, &at("a", 160, 999_999)), secs(3540), "the wall clock plays no part");
        assert_eq!(lasts(&ends, &at("a", 50, 0)), HOUR, "of the future: as if it were now");
        assert_eq!(lasts(&ends, &at("b", 5, 600)), secs(3000), "after a restart the wall clock must do");
        assert_eq!(lasts(&ends, &at("b", 5, -600)), HOUR);
        assert_eq!(lasts(&ends, &at("a", 3700, 0)), Duration::ZERO);
        assert_eq!(lasts(&ends, &at("b", 3700, 4000)), Duration::ZERO);
    }

    proptest! {
        /// Three processes that ask one after another, in any order, at any time, for any purpose.
        #[test]
        fn no_interleaving_of_processes_passes_the_limit_in_any_sliding_hour(
            limit in 1u32..40,
            asked in proptest::collection::vec((0u64..300, 0..3usize, any::<bool>(), -9000i64..9000), 1..400),
        ) {
            let mut ends: Vec<Stamp> = Vec::new();
            let mut granted: [Vec<Duration>; 3] = Default::default();
            let mut polled: Vec<Duration> = Vec::new();
            let mut since = 0;
            for (gap, process, poll, wall) in asked {
                since += gap;
                let now = at("a", since, wall);
                let waits: Vec<Duration> = ends.iter().map(|end| lasts(end, &now)).collect();
                let purpose = if poll { Purpose::Poll } else { Purpose::Launch };
                match decide(&waits, limit, None, purpose) {
                    Grant::Granted { used, .. } => {
                        prop_assert!(used <= limit);
                        ends.push(end(&now, HOUR));
                        granted[process].push(now.reading);
                        if poll {
                            polled.push(now.reading);
                        }
                    }
                    Grant::NotBefore { wait, .. } => {
                        // What it is told to wait for is enough, and nothing less is.
                        let allowed = |wait: Duration| {
                            let now = end(&now, wait);
                            let waits: Vec<Duration> = ends.iter().map(|end| lasts(end, &now)).collect();
                            wait_of(decide(&waits, limit, None, purpose)).is_none()
                        };
                        prop_assert!(allowed(wait) && !allowed(wait.saturating_sub(secs(1))));
                    }
                }
            }
            let mut all = granted.concat();
            all.sort_unstable();
            let within = |sent: &[Duration], most: u32| {
                sent.windows(most as usize + 1).all(|hour| hour[most as usize] >= hour[0] + HOUR)
            };
            prop_assert!(within(&all, limit));
            prop_assert!(within(&polled, limit - reserve(limit)));
        }
    }
}
