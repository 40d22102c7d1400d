//! The hourly limit of requests: a fixed hour that begins with its first request.

use std::time::Duration;

use crate::domain::budget::HOUR;

/// What a limit of 0 stands for: the headers still need a number.
const AS_GOOD_AS_NONE: u32 = 1_000_000;

/// Counts the requests of one key.
#[derive(Debug)]
pub(super) struct Limiter {
    limit: u32,
    used: u32,
    opened: Option<Duration>,
}

impl Limiter {
    pub(super) fn new(limit: u32) -> Self {
        Self { limit: if limit == 0 { AS_GOOD_AS_NONE } else { limit }, used: 0, opened: None }
    }

    /// Counts one request; false when the hour has none left.
    pub(super) fn take(&mut self, mono: Duration) -> bool {
        self.close_if_over(mono);
        self.opened.get_or_insert(mono);
        let left = self.used < self.limit;
        self.used += u32::from(left);
        left
    }

    /// `X-RateLimit-Limit`, `-Remaining` and `-Reset`, the last as seconds left, rounded up.
    pub(super) fn headers(&mut self, mono: Duration) -> [(&'static str, String); 3] {
        self.close_if_over(mono);
        let left = self.opened.map_or(HOUR, |opened| HOUR.saturating_sub(mono.saturating_sub(opened)));
        let seconds = left.as_millis().div_ceil(1000);
        [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", (self.limit - self.used).to_string()),
            ("x-ratelimit-reset", seconds.to_string()),
        ]
    }

    fn close_if_over(&mut self, mono: Duration) {
        if self.opened.is_some_and(|opened| mono.saturating_sub(opened) >= HOUR) {
            self.opened = None;
            self.used = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn numbers(limiter: &mut Limiter, mono: Duration) -> [String; 3] {
        limiter.headers(mono).map(|(_, value)| value)
    }

    #[test]
    fn the_hour_begins_with_its_first_request_and_ends_as_a_whole() {
        let mut limiter = Limiter::new(2);
        assert_eq!(numbers(&mut limiter, at(100)), ["2", "2", "3600"]);
        assert!(limiter.take(at(100)) && limiter.take(at(3000)));
        assert!(!limiter.take(at(3699)));
        assert_eq!(numbers(&mut limiter, at(3699)), ["2", "0", "1"]);
        assert_eq!(numbers(&mut limiter, at(3700)), ["2", "2", "3600"]);
        assert!(limiter.take(at(5000)));
        assert_eq!(numbers(&mut limiter, at(5001)), ["2", "1", "3599"]);
    }

    #[test]
    fn a_part_of_a_second_left_is_a_second() {
        let mut limiter = Limiter::new(1);
        limiter.take(at(0));
        assert_eq!(numbers(&mut limiter, Duration::from_millis(3_599_001))[2], "1");
    }

    #[test]
    fn zero_is_a_million() {
        assert_eq!(numbers(&mut Limiter::new(0), at(0))[0], "1000000");
    }
}
