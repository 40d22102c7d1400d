//! What a loosely typed time may mean: `9`, `9am`, `0900`, `17.30`.

use crate::domain::hours::FRAME;
use crate::domain::time::TimeOfDay;

/// What a typed time means; nothing when it cannot be told.
pub fn read(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().to_lowercase();
    if text == "noon" {
        return TimeOfDay::from_hm(12, 0);
    }
    let (digits, half) = half_of_day(&text);
    let (hour, minute) = clock(digits)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
    };
    TimeOfDay::from_hm(hour, minute)
}

/// What a typed calling time means. A bare hour that is before the calling hours and says neither am nor pm is that of
/// the afternoon, where that is within them: `5` is 17:00. `05:00` is what it says.
pub fn read_calling(text: &str) -> Option<TimeOfDay> {
    let time = read(text)?;
    let afternoon = TimeOfDay::from_hm(time.hour() + 12, time.minute());
    let silent = text.trim().len() <= 2;
    let early = time.hour() > 0 && time < FRAME.start;
    Some(afternoon.filter(|time| silent && early && *time <= FRAME.end).unwrap_or(time))
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (&str, Option<Half>) {
    for (ending, half) in
        [("a.m.", Half::Morning), ("p.m.", Half::Afternoon), ("am", Half::Morning), ("pm", Half::Afternoon)]
    {
        if let Some(digits) = text.strip_suffix(ending) {
            return (digits.trim_end(), Some(half));
        }
    }
    (text, None)
}

/// Hours and minutes: `9`, `9:00`, `0900`, `930`, `17.30`, `17h30`, `17h`.
fn clock(text: &str) -> Option<(u16, u16)> {
    let (hour, minute) = match text.split_once([':', '.', 'h']) {
        Some((hour, "")) if text.ends_with('h') => (hour, "00"),
        Some(parts) => parts,
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "00"),
    };
    let right = (1..=2).contains(&hour.len()) && minute.len() == 2;
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    (right && digits(hour) && digits(minute)).then(|| Some((hour.parse().ok()?, minute.parse().ok()?)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_times_are_read() {
        for (text, expected) in [
            ("9", "09:00"),
            ("9:00", "09:00"),
            ("09:00", "09:00"),
            (" 9 ", "09:00"),
            ("0900", "09:00"),
            ("930", "09:30"),
            ("17.30", "17:30"),
            ("17h30", "17:30"),
            ("17h", "17:00"),
            ("9am", "09:00"),
            ("9:30 PM", "21:30"),
            ("9 p.m.", "21:00"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            ("noon", "12:00"),
            ("5", "05:00"),
            ("0", "00:00"),
        ] {
            assert_eq!(read(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "x", "24", "25:00", "9:60", "9:0", "9:000", "13pm", "0am", "12345", "9:", "-9", "9.5.1", "٩", "am"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn calls_are_not_made_at_night() {
        for (text, expected) in [
            ("5", "17:00"),
            ("05:00", "05:00"),
            ("7:45", "07:45"),
            ("5am", "05:00"),
            ("8", "08:00"),
            ("7:59", "07:59"),
            ("0:30", "00:30"),
            ("22", "22:00"),
        ] {
            assert_eq!(read_calling(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_minute_reads_back_in_each_form_and_any_text_is_a_time_or_none(minute in 0u16..1440, text in ".{0,8}") {
            let time = TimeOfDay::from_hm(minute / 60, minute % 60).unwrap();
            for text in [time.to_string(), time.to_string().replace(':', ""), time.to_string().replace(':', ".")] {
                prop_assert_eq!(read(&text), Some(time), "{}", text);
            }
            prop_assert_eq!(read(&text).is_some(), read_calling(&text).is_some());
        }
    }
}
