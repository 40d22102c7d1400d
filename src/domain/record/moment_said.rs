//! Moments of the past in kaytop's own words: `17:00`, `Thu 26 Nov 17:00`, `22 h ago`.

use std::time::Duration;

use super::Second;
use super::days::Span;
use crate::domain::time::{Date, Moment, Zone, coarse_age, ymd};

/// The clock, with its seconds where they are not 0, behind the day: `Thu 26 Nov 17:00`. The year, where it is another
/// than now.
pub fn dated(at: Moment, now: Moment, zone: Zone) -> String {
    let (then, today) = (zone.local(at).date, zone.today(now));
    let year = if ymd(then).0 == ymd(today).0 { String::new() } else { format!(" {}", ymd(then).0) };
    format!("{}{year} {}", day(then), clock(at, zone))
}

/// `Thu 26 Nov`.
pub fn day(date: Date) -> String {
    date.format("%a %-d %b").to_string()
}

/// As [`dated`], without the day where that is today.
pub fn briefly(at: Moment, now: Moment, zone: Zone) -> String {
    if zone.today(at) == zone.today(now) { clock(at, zone) } else { dated(at, now, zone) }
}

/// The clock, with its seconds where they are not 0: `17:00`, `17:00:32`.
pub fn clock(at: Moment, zone: Zone) -> String {
    let local = zone.local(at);
    if local.second == 0 { local.time.to_string() } else { format!("{}:{:02}", local.time, local.second) }
}

/// How long ago that was, in words that change seldom: `22 h ago`.
pub fn ago(at: Moment, now: Moment) -> String {
    let passed = Duration::from_secs(Second::of(now).0.saturating_sub(Second::of(at).0).max(0).unsigned_abs());
    let age = coarse_age(passed);
    format!("{} ago", age.strip_suffix(" old").unwrap_or(&age))
}

/// From when to when, to the minute: `08:02 to 09:00`, with the days where it is not all today.
pub fn from_to(span: Span, now: Moment, zone: Zone) -> String {
    let [from, to] = [span.from, span.to].map(|at| at.plus(-at.0.rem_euclid(60)).moment().unwrap_or(now));
    let end = match zone.today(to) {
        day if day == zone.today(from) => clock(to, zone),
        day if day == zone.today(now) => format!("{} today", clock(to, zone)),
        _ => dated(to, now, zone),
    };
    format!("{} to {end}", briefly(from, now, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// Seen from Saturday, 28 November 2026, 10:30 in New York.
    const NOW: &str = "2026-11-28T15:30:20Z";

    #[test]
    fn a_moment_is_said_as_shortly_as_it_can_be() {
        let said = |at, brief: bool| {
            let say = if brief { briefly } else { dated };
            say(moment(at), moment(NOW), Zone::NEW_YORK)
        };
        assert_eq!(said("2026-11-26T22:00:00Z", false), "Thu 26 Nov 17:00");
        assert_eq!(said("2026-11-26T22:00:32Z", true), "Thu 26 Nov 17:00:32");
        assert_eq!(said("2025-11-26T22:00:00Z", true), "Wed 26 Nov 2025 17:00");
        assert_eq!(said("2026-11-28T14:05:00Z", true), "09:05");
        assert_eq!(said("2026-11-28T14:05:00Z", false), "Sat 28 Nov 09:05");
    }

    #[test]
    fn how_long_ago_it_was_is_said_coarsely() {
        let said = |at| ago(moment(at), moment(NOW));
        assert_eq!(said("2026-11-27T17:30:20Z"), "22 h ago");
        assert_eq!(said("2026-11-28T15:30:00Z"), "under a minute ago");
        assert_eq!(said("2026-11-28T15:31:00Z"), "under a minute ago", "a clock that went back");
        assert_eq!(said("2026-11-21T15:30:20Z"), "7 days ago");
    }

    #[test]
    fn a_time_is_said_with_the_days_that_it_needs() {
        let said = |from, to| {
            let span = Span { from: Second::of(moment(from)), to: Second::of(moment(to)) };
            from_to(span, moment(NOW), Zone::NEW_YORK)
        };
        assert_eq!(said("2026-11-27T23:02:40Z", "2026-11-28T13:00:05Z"), "Fri 27 Nov 18:02 to 08:00 today");
        assert_eq!(said("2026-11-26T14:00:00Z", "2026-11-26T16:00:00Z"), "Thu 26 Nov 09:00 to 11:00");
        assert_eq!(said("2026-11-28T13:00:00Z", "2026-11-28T14:00:00Z"), "08:00 to 09:00");
    }
}
