//! What the headers say about when to ask again.
//!
//! Servers write a reset as seconds left, as an epoch, or as nonsense (N23): everything becomes a wait from now, at most
//! an hour, and what cannot be right is unknown. "Now" is the answer's own `Date`, so that a wrong clock on this machine
//! cannot bend a wait (N24).

use std::time::Duration;

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use crate::domain::budget::{HOUR, RateLimit};
use crate::domain::time::{Moment, parse_http_date};

/// No wait is longer: a server that asks for more is asked again in an hour.
const LONGEST: Duration = HOUR;
/// From here on a reset is an epoch, below it a number of seconds.
const FIRST_EPOCH: u64 = 1_000_000_000;
/// Past the year 5000: milliseconds, or nonsense.
const LAST_EPOCH: u64 = 100_000_000_000;

/// The answer's own time.
pub(super) fn date(headers: &HeaderMap) -> Option<Moment> {
    parse_http_date(text(headers, DATE.as_str())?)
}

/// Reads the rate-limit headers. `now` is the answer's date, else the machine's clock.
pub(super) fn rate_limit(headers: &HeaderMap, now: Option<Moment>) -> RateLimit {
    RateLimit {
        limit: number(headers, "x-ratelimit-limit"),
        remaining: number(headers, "x-ratelimit-remaining"),
        reset: number(headers, "x-ratelimit-reset").and_then(|reset| wait_until_reset(reset, now)),
        retry_after: text(headers, RETRY_AFTER.as_str()).and_then(|text| retry_after(text, now)),
    }
}

fn wait_until_reset(reset: u64, now: Option<Moment>) -> Option<Duration> {
    match reset {
        ..FIRST_EPOCH => Some(seconds(reset as i64)),
        FIRST_EPOCH..LAST_EPOCH => Some(seconds(reset as i64 - now?.timestamp())),
        LAST_EPOCH.. => None,
    }
}

/// Seconds or an HTTP-date (RFC 9110 §10.2.3).
fn retry_after(text: &str, now: Option<Moment>) -> Option<Duration> {
    match text.parse::<u64>() {
        Ok(wait) => Some(seconds(wait.min(LONGEST.as_secs()) as i64)),
        Err(_) => Some(seconds(parse_http_date(text)?.timestamp() - now?.timestamp())),
    }
}

/// A wait within its bounds: what is past needs none.
fn seconds(wait: i64) -> Duration {
    Duration::from_secs(wait.max(0) as u64).min(LONGEST)
}

fn number<T: std::str::FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    text(headers, name)?.parse().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    const NOW: &str = "Mon, 23 Nov 2026 12:00:00 GMT";

    fn now() -> Moment {
        parse_http_date(NOW).unwrap()
    }

    fn read(name: &'static str, value: &[u8]) -> RateLimit {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_bytes(value).unwrap());
        rate_limit(&headers, Some(now()))
    }

    #[test]
    fn n23_a_reset_in_any_wording_is_a_wait() {
        let epoch = now().timestamp();
        for (value, wait) in [
            ("0".to_owned(), Some(0)),
            ("90".to_owned(), Some(90)),
            (" 90 ".to_owned(), Some(90)),
            ("3601".to_owned(), Some(3600)),
            ("999999999".to_owned(), Some(3600)),
            ((epoch + 90).to_string(), Some(90)),
            ((epoch - 90).to_string(), Some(0)),
            ("1000000000".to_owned(), Some(0)),
            ((epoch + 7200).to_string(), Some(3600)),
            ((epoch * 1000).to_string(), None),
            ("253402300799".to_owned(), None),
            ("-5".to_owned(), None),
            ("1.5".to_owned(), None),
            ("soon".to_owned(), None),
            ("99999999999999999999999".to_owned(), None),
        ] {
            assert_eq!(read("x-ratelimit-reset", value.as_bytes()).reset, wait.map(Duration::from_secs), "{value}");
        }
        assert_eq!(read("x-ratelimit-reset", b"\xff").reset, None);
    }

    #[test]
    fn n21_retry_after_is_seconds_or_a_date() {
        for (value, wait) in [
            ("120", Some(120)),
            ("86400", Some(3600)),
            ("18446744073709551615", Some(3600)),
            ("Mon, 23 Nov 2026 12:00:30 GMT", Some(30)),
            ("Mon, 23 Nov 2026 11:00:00 GMT", Some(0)),
            ("Tue, 24 Nov 2026 12:00:00 GMT", Some(3600)),
            ("later", None),
            ("-1", None),
        ] {
            assert_eq!(read("retry-after", value.as_bytes()).retry_after, wait.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn without_a_now_only_seconds_are_understood() {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-reset", HeaderValue::from_static("1795435200"));
        headers.insert("retry-after", HeaderValue::from_static("7"));
        let read = rate_limit(&headers, None);
        assert_eq!((read.reset, read.retry_after), (None, Some(Duration::from_secs(7))));
    }

    #[test]
    fn counts_are_read_and_nonsense_is_unknown() {
        assert_eq!(read("x-ratelimit-limit", b"500").limit, Some(500));
        assert_eq!(read("x-ratelimit-remaining", b"0").remaining, Some(0));
        for nonsense in ["", "-1", "many", "4294967296", "1e3"] {
            assert_eq!(read("x-ratelimit-limit", nonsense.as_bytes()).limit, None, "{nonsense}");
        }
        assert_eq!(date(&HeaderMap::from_iter([(DATE, HeaderValue::from_static(NOW))])), Some(now()));
    }

    proptest! {
        #[test]
        fn no_header_asks_for_more_than_an_hour(value in "[ -~]{0,24}|[0-9]{0,22}") {
            for name in ["x-ratelimit-reset", "retry-after"] {
                let read = read(name, value.as_bytes());
                prop_assert!(read.reset.max(read.retry_after).unwrap_or_default() <= LONGEST);
            }
        }
    }
}
