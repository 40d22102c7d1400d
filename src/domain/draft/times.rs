//! What a loosely typed time may mean: `9`, `9am`, `0900`, `17.30`.

use crate::domain::hours::FRAME;
use crate::domain::time::TimeOfDay;

/// What a typed time means; nothing when it cannot be told.
pub fn read(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().to_lowercase();
    if text == "noon" || text == "midday" {
        return TimeOfDay::from_hm(12, 0);
    }
    let (digits, half) = half_of_day(behind_date(&text));
    let (hour, minute) = clock(whole_minute(digits)?)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
    };
    TimeOfDay::from_hm(hour, minute)
}

/// Which of the two calling times of a run or slot, with the other one as far as it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// When calls begin; before this end.
    Start(Option<TimeOfDay>),
    /// When they end; after this start.
    End(Option<TimeOfDay>),
}

/// What a typed calling time may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    /// The time.
    pub time: TimeOfDay,
    /// How it was read.
    pub reading: Reading,
}

/// How a calling time was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It is what the text says.
    Plain,
    /// Twelve hours after what the text says, as calls are not made at night or end before they begin.
    Afternoon,
    /// The earliest or latest time of calls, which is the nearest to what the text says.
    Edge,
}

/// What a typed calling time may mean: what it says, where calls may be made then and it is in order with the other
/// time, else the nearest reading for which that holds. `5` is 17:00 and so is an end of `05:00`; a start of `05:00` is
/// 08:00.
pub fn read_calling(text: &str, side: Side) -> Option<Meant> {
    let plain = read(text)?;
    let afternoon = TimeOfDay::from_hm(plain.hour() + 12, plain.minute()).filter(|_| plain.hour() > 0);
    let is_end = matches!(side, Side::End(_));
    let edge = if plain < FRAME.start { FRAME.start } else { FRAME.end };
    let edge = Some(edge).filter(|_| !may_call(plain));
    let readings = [
        (Some(plain), Reading::Plain),
        (afternoon.filter(|_| is_end || is_bare(text)), Reading::Afternoon),
        (edge, Reading::Edge),
    ];
    let meant = readings.into_iter().filter_map(|(time, reading)| Some(Meant { time: time?, reading }));
    meant.into_iter().find(|meant| side.holds(meant.time))
}

/// Whether calls may be made at a time, both edges included.
pub fn may_call(time: TimeOfDay) -> bool {
    (FRAME.start..=FRAME.end).contains(&time)
}

/// Whether a text is an hour and says neither minutes nor am or pm.
pub fn is_bare(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 2 && text.bytes().all(|digit| digit.is_ascii_digit())
}

impl Side {
    /// Whether a time breaks no rule here. No call ends as early as one may begin, and none begins as late as one may end.
    fn holds(self, time: TimeOfDay) -> bool {
        may_call(time)
            && match self {
                Self::Start(end) => time < end.unwrap_or(FRAME.end),
                Self::End(start) => time > start.unwrap_or(FRAME.start).max(FRAME.start),
            }
    }
}

impl Meant {
    /// What a person reads beside the time: `5 pm`, `the earliest`; empty for what was typed.
    pub fn note(self) -> String {
        match self.reading {
            Reading::Plain => String::new(),
            Reading::Edge if self.time == FRAME.start => "the earliest".to_owned(),
            Reading::Edge => "the latest".to_owned(),
            Reading::Afternoon => match (self.time.hour() - 12, self.time.minute()) {
                (hour, 0) => format!("{hour} pm"),
                (hour, minute) => format!("{hour}:{minute:02} pm"),
            },
        }
    }
}

/// What stands behind a date, as spreadsheets and programs write a time: `2030-03-04 09:00:00`, `2030-03-04T09:00`.
fn behind_date(text: &str) -> &str {
    let behind = text.split_once([' ', 't']).filter(|(date, _)| date.len() > 7 && date.contains(['-', '/']));
    behind.map_or(text, |(_, time)| time.trim_start())
}

/// A time without seconds where they are none: `09:00:00`, `09:00:00.000`. Nothing where they say more than a minute can.
fn whole_minute(text: &str) -> Option<&str> {
    let Some((minutes, seconds)) = text.rsplit_once(':').filter(|(minutes, _)| minutes.contains(':')) else {
        return Some(text);
    };
    let (seconds, parts) = seconds.split_once('.').unwrap_or((seconds, ""));
    (seconds == "00" && parts.bytes().all(|digit| digit == b'0')).then_some(minutes)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (&str, Option<Half>) {
    for (ending, half) in [
        ("a.m.", Half::Morning),
        ("p.m.", Half::Afternoon),
        ("am", Half::Morning),
        ("pm", Half::Afternoon),
        ("a", Half::Morning),
        ("p", Half::Afternoon),
    ] {
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
            ("midday", "12:00"),
            ("5p", "17:00"),
            ("09:00:00", "09:00"),
            ("9:00:00 AM", "09:00"),
            ("9:00:00\u{202f}PM", "21:00"),
            ("17:30:00.000", "17:30"),
            ("2030-03-04 09:00:00", "09:00"),
            ("1899-12-30T17:00", "17:00"),
            ("3/4/2030 9:00 AM", "09:00"),
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

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    #[test]
    fn calls_are_not_made_at_night() {
        let (start, end) = (Side::Start(None), Side::End(None));
        let (from, to) = (|text| Side::End(Some(time(text))), |text| Side::Start(Some(time(text))));
        for (text, side, expected, note) in [
            ("5", start, "17:00", "5 pm"),
            ("8", start, "08:00", ""),
            ("7", start, "19:00", "7 pm"),
            ("05:00", start, "08:00", "the earliest"),
            ("7:00", start, "08:00", "the earliest"),
            ("7:59", start, "08:00", "the earliest"),
            ("0:30", start, "08:00", "the earliest"),
            ("5am", start, "08:00", "the earliest"),
            ("7", to("12:00"), "08:00", "the earliest"),
            ("22:00", end, "21:00", "the latest"),
            ("22", from("09:00"), "21:00", "the latest"),
            ("23:59", from("20:59"), "21:00", "the latest"),
            ("5", end, "17:00", "5 pm"),
            ("05:30", end, "17:30", "5:30 pm"),
            ("8", from("09:00"), "20:00", "8 pm"),
            ("08:00", from("09:00"), "20:00", "8 pm"),
            ("8:00", end, "20:00", "8 pm"),
            ("9", from("08:00"), "09:00", ""),
            ("12", from("11:00"), "12:00", ""),
        ] {
            let meant = read_calling(text, side).unwrap();
            assert_eq!((meant.time.to_string(), meant.note()), (expected.into(), note.into()), "{text} {side:?}");
        }
        for (text, side) in [
            ("9:30", from("21:30")),
            ("10", from("10:00")),
            ("22:00", start),
            ("22:00", to("17:00")),
            ("12", to("12:00")),
            ("00:00", end),
            ("x", end),
        ] {
            assert_eq!(read_calling(text, side), None, "{text} {side:?}");
        }
    }

    proptest! {
        #[test]
        fn every_minute_reads_back_in_each_form(minute in 0u16..1440) {
            let time = TimeOfDay::from_hm(minute / 60, minute % 60).unwrap();
            for text in [time.to_string(), time.to_string().replace(':', ""), time.to_string().replace(':', ".")] {
                prop_assert_eq!(read(&text), Some(time), "{}", text);
            }
        }

        #[test]
        fn no_reading_of_a_calling_time_is_at_night_or_out_of_order(
            text in "[0-9]{1,2}[:.]?[0-9]{0,2}(am|pm)?|.{0,8}", other in prop::option::of(0u16..1440)
        ) {
            let other = other.map(|minute| TimeOfDay::from_hm(minute / 60, minute % 60).unwrap());
            if let Some(start) = read_calling(&text, Side::Start(other)) {
                prop_assert!(may_call(start.time) && other.is_none_or(|end| start.time < end));
            }
            if let Some(end) = read_calling(&text, Side::End(other)) {
                prop_assert!(may_call(end.time) && other.is_none_or(|start| start < end.time));
            }
        }
    }
}
