//! Spans of time as people write them: `30s`, `15min`, `1h`, `off`.

use std::time::Duration;

/// Reads `30s`, `500ms`, `15m`, `15min`, `2h` or a bare number of seconds; `off` and `0` mean never (`None`).
pub fn parse(text: &str) -> Result<Option<Duration>, String> {
    let text = text.trim();
    let wrong = || format!("{text:?} is no interval: write it as 30s, 15min, 1h or off");
    if text == "off" {
        return Ok(None);
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = text.strip_prefix(digits).unwrap_or_default().trim();
    let amount: u64 = digits.parse().map_err(|_| wrong())?;
    let span = match unit {
        "ms" => Duration::from_millis(amount),
        "" | "s" | "sec" => Duration::from_secs(amount),
        "m" | "min" => Duration::from_secs(amount.saturating_mul(60)),
        "h" => Duration::from_secs(amount.saturating_mul(3600)),
        _ => return Err(wrong()),
    };
    Ok((!span.is_zero()).then_some(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_as_people_write_them() {
        let seconds = |n| Ok(Some(Duration::from_secs(n)));
        assert_eq!(parse("30s"), seconds(30));
        assert_eq!(parse(" 15 min "), seconds(900));
        assert_eq!(parse("2h"), seconds(7200));
        assert_eq!(parse("45"), seconds(45));
        assert_eq!((parse("off"), parse("0")), (Ok(None), Ok(None)));
    }

    #[test]
    fn what_is_none_says_how_to_write_one() {
        for text in ["", "s", "-3s", "3 days", "1.5h", "99999999999999999999s"] {
            assert!(parse(text).is_err_and(|error| error.contains("30s")), "{text}");
        }
    }
}
