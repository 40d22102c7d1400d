//! Spans of time as people write them: `30s`, `15min`, `1h`, `off`.

use std::time::Duration;

/// Data is stale after this many missed intervals.
pub const STALE_AFTER: u32 = 2;

/// The longest span that is taken: nobody waits longer, and every clock can still add it to its own time.
pub const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// Reads `30s`, `500ms`, `15m`, `15min`, `2h` or a bare number of seconds; `off` and `0` mean never (`None`).
pub fn parse(text: &str) -> Result<Option<Duration>, String> {
    let text = text.trim();
    let wrong = || format!("{text:?} is no interval: write it as 30s, 15min, 1h or off");
    let too_long =
        || format!("{text:?} is too long: at most {} h, written as 30s, 15min or 1h", LONGEST.as_secs() / 3600);
    if text == "off" {
        return Ok(None);
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = text.strip_prefix(digits).unwrap_or_default().trim();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let millis: u64 = match unit {
        "ms" => 1,
        "" | "s" | "sec" => 1000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return Err(wrong()),
    };
    // Digits alone fail to be a number only where it is too large for one.
    let amount: u64 = digits.parse().map_err(|_| too_long())?;
    let span = amount.checked_mul(millis).map(Duration::from_millis).filter(|span| *span <= LONGEST);
    span.map(|span| (!span.is_zero()).then_some(span)).ok_or_else(too_long)
}

/// Reads how often something is done: as [`parse`], but at least a second apart.
pub fn rhythm(text: &str) -> Result<Option<Duration>, String> {
    match parse(text)? {
        Some(every) if every < Duration::from_secs(1) => Err(format!("{:?} is too short: at least 1s", text.trim())),
        every => Ok(every),
    }
}

/// A length of time in a few columns, in coarse steps that change seldom: `<5m`, `25m`, `7h`, `12d`. Rounded down.
pub fn short(seconds: i64) -> String {
    match seconds / 60 {
        ..5 => "<5m".to_owned(),
        minutes @ ..60 => format!("{}m", minutes / 5 * 5),
        minutes @ ..2880 => format!("{}h", minutes / 60),
        minutes => format!("{}d", minutes / 1440),
    }
}

/// Open time as [`short`] has it, but never in days: a day has only some open hours.
pub fn open_time(seconds: i64) -> String {
    if seconds < 2 * 86_400 { short(seconds) } else { format!("{}h", seconds / 3600) }
}

/// A length of time as [`short`] has it, or of several units: `90s`, `30m`, `2h`, `3d`, `2w`; in seconds.
pub fn seconds(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.strip_prefix(digits)?.to_ascii_lowercase().as_str() {
        "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        _ => return None,
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<i64>().ok().filter(|_| plain)?.checked_mul(unit)
}

/// Seconds as [`seconds`] reads them, in the largest unit that is whole.
pub fn written(seconds: i128) -> String {
    let units = [(7 * 86_400, "w"), (86_400, "d"), (3600, "h"), (60, "m")];
    let (size, unit) = units.into_iter().find(|(size, _)| seconds % size == 0 && seconds != 0).unwrap_or((1, "s"));
    format!("{}{unit}", seconds / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_short_and_changes_seldom() {
        for (seconds, written) in [
            (-5, "<5m"),
            (299, "<5m"),
            (1799, "25m"),
            (3600, "1h"),
            (172_799, "47h"),
            (172_800, "2d"),
            (864_000, "10d"),
        ] {
            assert_eq!(short(seconds), written);
        }
        assert_eq!((open_time(1800), open_time(864_000)), ("30m".to_owned(), "240h".to_owned()));
    }

    #[test]
    fn a_length_of_time_is_read_with_its_unit_and_written_in_the_largest_that_is_whole() {
        for (text, read) in [("90s", 90), ("30m", 1800), ("2H", 7200), ("3d", 259_200), ("1w", 604_800)] {
            assert_eq!(seconds(text), Some(read), "{text}");
        }
        for text in ["", "3", "h", "-3h", "1.5h", "3 h", "99999999999999999999h", "9223372036854775807w"] {
            assert_eq!(seconds(text), None, "{text}");
        }
        for (seconds, text) in [(0, "0s"), (90, "90s"), (5400, "90m"), (7200, "2h"), (172_800, "2d"), (604_800, "1w")] {
            assert_eq!(written(seconds), text);
        }
    }

    #[test]
    fn intervals_are_read_as_people_write_them() {
        let seconds = |n| Ok(Some(Duration::from_secs(n)));
        assert_eq!(parse("30s"), seconds(30));
        assert_eq!(parse(" 15 min "), seconds(900));
        assert_eq!(parse("2h"), seconds(7200));
        assert_eq!(parse("45"), seconds(45));
        assert_eq!(parse("8784h"), Ok(Some(LONGEST)));
        assert_eq!((parse("off"), parse("0"), parse("0h")), (Ok(None), Ok(None), Ok(None)));
    }

    #[test]
    fn what_is_none_says_how_to_write_one() {
        for text in ["", "s", "-3s", "3 days", "1.5h", "1e999", "inf", "NaN", "+3s", "٣s"] {
            assert!(parse(text).is_err_and(|error| error.contains("is no interval: write it as 30s")), "{text}");
        }
    }

    #[test]
    fn what_no_clock_can_add_is_too_long() {
        for text in
            ["8785h", "10000000000000000000s", "99999999999999999999s", "18446744073709551615h", "1000000000000"]
        {
            assert!(parse(text).is_err_and(|error| error.contains("is too long: at most 8784 h")), "{text}");
        }
    }

    #[test]
    fn a_rhythm_is_no_faster_than_a_second() {
        assert_eq!(rhythm("1s"), Ok(Some(Duration::from_secs(1))));
        assert_eq!(rhythm("off"), Ok(None));
        assert!(rhythm("999ms").is_err_and(|error| error.contains("at least 1s")));
    }
}
