//! What a loosely typed date may mean: `6 mar`, `fri`, `+4d`, `eow`.
//!
//! A reading is told while it is typed. What had to be put right for it ([`Meant::note`]) is only offered; what is plain
//! becomes the text when its field is left. Start with [`read`].

use super::month::days_of_month;
use crate::domain::rules::clock;
use crate::domain::time::{Date, Weekday, plus_days, weekday, ymd};

/// Monday to Sunday, for [`Weekday`]'s own order.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days that words are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// For `today` and `tomorrow`.
    pub today: Date,
    /// For everything else, such as `fri` and `+4d`: the start of the run where an end is typed, else today.
    pub from: Date,
}

/// The date that a text may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    /// The date.
    pub date: Date,
    /// What had to be put right to read it; empty for nothing.
    pub note: &'static str,
}

const NO_SUCH_DAY: &str = "that month has no such day";
const SWAPPED: &str = "day and month look swapped";
const TWO_DIGITS: &str = "a year has four digits";

/// A date as people read it: `Fri 6 Mar 2026`.
pub fn written(date: Date) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// What a typed date means; nothing when it cannot be told.
///
/// Read are `2026-03-06` and its looser forms (`2026/3/6`, `20260306`, `26-03-06`), `3/6` and `3/6/2026` with the month
/// first, `6.3.` with the day first, `6 mar`, `mar 6 2027`, `fri` (the first on or after the anchor), `next fri` (in the
/// week after the anchor's), `+4d`, `+2w`, `in 3 days`, `2 weeks`, `today`, `tomorrow`, `eow` (the Friday) and `eom`. A day without a year is the
/// first on or after the anchor.
pub fn read(text: &str, anchor: Anchor) -> Option<Meant> {
    let text = text.trim().to_lowercase();
    let plain = |date: Date| Meant { date, note: "" };
    clock::date(&text)
        .or_else(|| word(&text, anchor))
        .or_else(|| offset(&text, anchor.from))
        .map(plain)
        .or_else(|| numeric(&text, anchor.from))
        .or_else(|| named(&text, anchor.from))
}

/// The word of a text that names a day by the reader's own: `today`, `tomorrow`.
pub(super) fn from_today(text: &str) -> Option<&'static str> {
    ["today", "tomorrow"].into_iter().find(|word| text.trim().eq_ignore_ascii_case(word))
}

fn word(text: &str, anchor: Anchor) -> Option<Date> {
    let (year, month, _) = ymd(anchor.from);
    match text {
        "today" => Some(anchor.today),
        "tomorrow" => plus_days(anchor.today, 1),
        "eow" => on_or_after(anchor.from, Weekday::Fri),
        "eom" => Date::from_ymd_opt(year, month, days_of_month(year, month)),
        _ => match text.strip_prefix("next ").map(str::trim_start) {
            Some(next) => {
                let days = i64::from(weekday(anchor.from).num_days_from_monday());
                on_or_after(plus_days(anchor.from, 7 - days)?, read_weekday(next)?)
            }
            None => on_or_after(anchor.from, read_weekday(text)?),
        },
    }
}

/// `+4d`, `+2w`, `-1d`, `in 3 days`, `2 weeks`. Behind a sign a number alone counts days; without one the unit is spelt.
fn offset(text: &str, from: Date) -> Option<Date> {
    let (sign, amount) = match text.strip_prefix(['+', '-']) {
        Some(amount) => (if text.starts_with('-') { -1 } else { 1 }, amount),
        None => (1, text.strip_prefix("in ").unwrap_or(text)),
    };
    let amount = amount.trim_start();
    let (number, unit) = amount.split_at_checked(amount.find(|c: char| !c.is_ascii_digit()).unwrap_or(amount.len()))?;
    let days = match unit.trim_start() {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        "" if text.starts_with(['+', '-']) => 1,
        "d" if amount.len() < text.len() => 1,
        "w" if amount.len() < text.len() => 7,
        _ => return None,
    };
    plus_days(from, sign * days * i64::from(number.parse::<u16>().ok()?))
}

/// Dates of digits alone.
fn numeric(text: &str, from: Date) -> Option<Meant> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = match (parts.as_slice(), separator) {
        (&[all], _) if all.len() == 8 => [all.get(..4)?, all.get(4..6)?, all.get(6..)?],
        (&[year, month, day], _) if year.len() == 4 => [year, month, day],
        (&[year, month, day], '-') if year.len() == 2 && day.len() <= 2 => [year, month, day],
        (&[day, month, year], '.') | (&[month, day, year], _) => [year, month, day],
        (&[day, month], '.') | (&[month, day], '/') => ["", month, day],
        _ => return None,
    };
    build(if year.is_empty() { None } else { Some(year) }, number(month)?, number(day)?, from)
}

/// `6 mar`, `mar 6`, `6 mar 2027`, `march 6th, 2027`.
fn named(text: &str, from: Date) -> Option<Meant> {
    let parts = parts(text);
    let (month, day, year) = match parts.as_slice() {
        [first, second, rest @ ..] if rest.len() < 2 => match (read_month(first), read_month(second)) {
            (Some(month), None) => (month, second, rest.first()),
            (None, Some(month)) => (month, first, rest.first()),
            _ => return None,
        },
        _ => return None,
    };
    build(year.map(String::as_str), month, number(day)?, from)
}

/// Numbers and words, without what stands between them and without the endings of `1st`, `2nd`, `3rd`, `4th`.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        match parts.last_mut() {
            Some(part) if goes_on(before, c) => part.push(c),
            _ if c.is_alphanumeric() => parts.push(c.to_string()),
            _ => {}
        }
        before = c;
    }
    parts.retain(|part| !["st", "nd", "rd", "th", "of"].contains(&part.as_str()));
    parts
}

/// Whether a character goes on with the number or word of the one before it.
fn goes_on(before: char, c: char) -> bool {
    c.is_alphanumeric() && before.is_alphanumeric() && c.is_ascii_digit() == before.is_ascii_digit()
}

/// The date of these parts, put right where that is plain. Without a year it is the first on or after `from`.
fn build(year: Option<&str>, month: u32, day: u32, from: Date) -> Option<Meant> {
    let (month, day, swapped) =
        if month > 12 && (1..=12).contains(&day) { (day, month, true) } else { (month, day, false) };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let in_year = |year| {
        let last = days_of_month(year, month);
        Date::from_ymd_opt(year, month, day.min(last)).map(|date| (date, day > last))
    };
    let (date, cut) = if let Some(digits) = year {
        in_year(i32::try_from(number(digits)?).ok()? + if digits.len() == 2 { 2000 } else { 0 })?
    } else {
        let (this_year, ..) = ymd(from);
        in_year(this_year).filter(|&(date, _)| date >= from).or_else(|| in_year(this_year + 1))?
    };
    let short = year.is_some_and(|digits| digits.len() == 2);
    let note = [(cut, NO_SUCH_DAY), (swapped, SWAPPED), (short, TWO_DIGITS)].into_iter().find(|(is, _)| *is);
    clock::date(&date.to_string()).map(|date| Meant { date, note: note.map_or("", |(_, note)| note) })
}

/// The first such day on or after `from`.
pub(super) fn on_or_after(from: Date, day: Weekday) -> Option<Date> {
    let ahead = i64::from(day.num_days_from_monday()) - i64::from(weekday(from).num_days_from_monday());
    plus_days(from, ahead.rem_euclid(7))
}

/// A number of one to four digits.
pub(super) fn number(digits: &str) -> Option<u32> {
    let right = (1..=4).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| right)
}

/// A month by its name or the first three letters or more of it.
pub(super) fn read_month(text: &str) -> Option<u32> {
    abbreviated(text, 3, &MONTHS).map(|index| index as u32 + 1)
}

/// A weekday by its name or the first two letters or more of it.
pub(super) fn read_weekday(text: &str) -> Option<Weekday> {
    abbreviated(text, 2, &WEEKDAYS).and_then(|index| Weekday::try_from(index as u8).ok())
}

fn abbreviated(text: &str, least: usize, names: &[&str]) -> Option<usize> {
    names.iter().position(|name| text.len() >= least && name.starts_with(text))
}

/// The end that was probably meant where it is before its start: the year or the order of day and month put right, when
/// that gives an end within a month after the start, else the Friday on or after the start.
pub fn end_after(start: Date, end: Date) -> Option<Meant> {
    let (year, month, day) = ymd(end);
    let (start_year, ..) = ymd(start);
    let latest = plus_days(start, 31)?;
    let near = |date: &Date| (start..=latest).contains(date);
    let years = [start_year, start_year + 1].into_iter().filter_map(|year| Date::from_ymd_opt(year, month, day));
    let year_right = years.filter(near).map(|date| Meant { date, note: "the year was before the start" });
    let swapped = Date::from_ymd_opt(year, day, month).filter(near).map(|date| Meant { date, note: SWAPPED });
    let friday = on_or_after(start, Weekday::Fri).map(|date| Meant { date, note: "the Friday of that week" });
    year_right.chain(swapped).chain(friday).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Wednesday 18 February 2026.
    fn anchor() -> Anchor {
        Anchor { today: date("2026-02-18"), from: date("2026-02-18") }
    }

    #[test]
    fn typed_dates_are_read() {
        for (text, expected, note) in [
            ("2026-03-06", "2026-03-06", ""),
            (" 2026-03-06 ", "2026-03-06", ""),
            ("2026-3-6", "2026-03-06", ""),
            ("2026/03/06", "2026-03-06", ""),
            ("20260306", "2026-03-06", ""),
            ("26-03-06", "2026-03-06", TWO_DIGITS),
            ("3/6", "2026-03-06", ""),
            ("3/6/2027", "2027-03-06", ""),
            ("3/6/26", "2026-03-06", TWO_DIGITS),
            ("6.3.", "2026-03-06", ""),
            ("6.3.2027", "2027-03-06", ""),
            ("6 mar", "2026-03-06", ""),
            ("6mar", "2026-03-06", ""),
            ("mar 6", "2026-03-06", ""),
            ("March 6th, 2027", "2027-03-06", ""),
            ("17 feb", "2027-02-17", ""),
            ("18 feb", "2026-02-18", ""),
            ("wed", "2026-02-18", ""),
            ("fri", "2026-02-20", ""),
            ("tuesday", "2026-02-24", ""),
            ("next wed", "2026-02-25", ""),
            ("next fri", "2026-02-27", ""),
            ("next mon", "2026-02-23", ""),
            ("+4d", "2026-02-22", ""),
            ("+2w", "2026-03-04", ""),
            ("+3", "2026-02-21", ""),
            ("-1d", "2026-02-17", ""),
            ("+ 4 d", "2026-02-22", ""),
            ("in 2 weeks", "2026-03-04", ""),
            ("2 Weeks", "2026-03-04", ""),
            ("1 week", "2026-02-25", ""),
            ("in 3 days", "2026-02-21", ""),
            ("in 1 day", "2026-02-19", ""),
            ("in 2w", "2026-03-04", ""),
            ("today", "2026-02-18", ""),
            ("Tomorrow", "2026-02-19", ""),
            ("eow", "2026-02-20", ""),
            ("eom", "2026-02-28", ""),
            ("2026-02-30", "2026-02-28", NO_SUCH_DAY),
            ("2028-02-30", "2028-02-29", NO_SUCH_DAY),
            ("31 apr", "2026-04-30", NO_SUCH_DAY),
            ("2026-20-03", "2026-03-20", SWAPPED),
            ("20/3", "2026-03-20", SWAPPED),
        ] {
            assert_eq!(read(text, anchor()), Some(Meant { date: date(expected), note }), "{text}");
        }
        for text in [
            "",
            " ",
            "m",
            "ma",
            "xyz",
            "6",
            "6 7",
            "mar mar",
            "mar",
            "32 mar",
            "0 mar",
            "2026-13-32",
            "2026-00-10",
            "0000-01-01",
            "+",
            "+d",
            "+99999d",
            "2w",
            "3d",
            "in 2",
            "weeks",
            "in weeks",
            "2 months",
            "next",
            "next x",
            "1 2 3 4",
            "12345678901",
            "6 mar 2027 9",
            "٦ mar",
        ] {
            assert_eq!(read(text, anchor()), None, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_run_is_counted_from_its_start() {
        let anchor = Anchor { today: date("2026-02-18"), from: date("2026-03-02") };
        for (text, expected) in [
            ("fri", "2026-03-06"),
            ("mon", "2026-03-02"),
            ("+4d", "2026-03-06"),
            ("eow", "2026-03-06"),
            ("eom", "2026-03-31"),
            ("tomorrow", "2026-02-19"),
        ] {
            assert_eq!(read(text, anchor).unwrap().date, date(expected), "{text}");
        }
    }

    #[test]
    fn an_end_before_its_start_is_offered_a_date_after_it() {
        for (start, end, expected) in [
            ("2026-03-02", "2026-03-01", "2026-03-06"),
            ("2026-03-06", "2026-03-01", "2026-03-06"),
            ("2026-03-07", "2026-03-01", "2026-03-13"),
            ("2026-12-28", "2026-01-08", "2027-01-08"),
            ("2026-03-02", "2025-03-09", "2026-03-09"),
            ("2026-03-30", "2026-02-04", "2026-04-02"),
        ] {
            assert_eq!(end_after(date(start), date(end)).unwrap().date, date(expected), "{start} {end}");
        }
    }

    #[test]
    fn a_date_is_written_with_its_weekday() {
        assert_eq!(written(date("2026-03-06")), "Fri 6 Mar 2026");
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_of_the_contract_or_none(text in "[0-9a-z+./ -]{0,12}|.{0,12}") {
            if let Some(meant) = read(&text, anchor()) {
                prop_assert_eq!(clock::date(&meant.date.to_string()), Some(meant.date));
            }
        }

        #[test]
        fn every_day_reads_back_in_each_form(days in 0i64..3000) {
            let day = plus_days(anchor().today, days).unwrap();
            for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%-d %b %Y", "%B %-d, %Y", "%-m/%-d/%Y", "%-d.%-m.%Y", "%Y%m%d"] {
                let text = day.format(form).to_string();
                prop_assert_eq!(read(&text, anchor()), Some(Meant { date: day, note: "" }), "{}", text);
            }
        }

        #[test]
        fn an_offered_end_is_not_before_its_start(start in -400i64..400, back in 1i64..800) {
            let start = plus_days(anchor().today, start).unwrap();
            prop_assert!(end_after(start, plus_days(start, -back).unwrap()).unwrap().date >= start);
        }
    }
}
