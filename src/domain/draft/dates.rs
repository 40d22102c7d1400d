//! What a loosely typed date may mean: `6 mar`, `fri`, `+4d`, `eow`.
//!
//! A reading is told while it is typed. What had to be put right for it ([`Meant::note`]) is only offered; what is plain
//! becomes the text when its field is left. Start with [`read`].

use super::month::days_of_month;
use super::times;
use crate::domain::time::{Date, Weekday, days_between, parse_date, plus_days, weekday, ymd};

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
const TIME_LEFT_OUT: &str = "its time of day is left out";
const OTHER_WEEKDAY: &str = "that day is another weekday";

/// What stands between the numbers of a date.
const SEPARATORS: [char; 4] = ['-', '/', '.', ' '];

/// A day without a year that is so many days after what it is counted from is only offered, and is no end of a run: one
/// that was typed before its start would become a year long.
pub const FAR: i64 = 183;

/// A date as people read it: `Fri 6 Mar 2026`.
pub fn written(date: Date) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// What a typed date means; nothing when it cannot be told.
///
/// Read are `2026-03-06` and its looser forms (`2026/3/6`, `20260306`, `26-03-06`), `3/6` and `3/6/2026` with the month
/// first, `6.3.` with the day first, `6 mar`, `mar 6 2027`, `Fri 6 Mar 2026`, `fri` (the first on or after the anchor), `next fri` (in the
/// week after the anchor's), `+4d`, `+2w`, `in 3 days`, `2 weeks`, `today`, `tomorrow`, `eow` (the Friday) and `eom`. A day without a year is the
/// first on or after the anchor.
pub fn read(text: &str, anchor: Anchor) -> Option<Meant> {
    let text = text.trim().to_lowercase();
    let plain = |date: Date| Meant { date, note: "" };
    if let Some((day, time)) = timed(&text) {
        let note = if is_midnight(time) { "" } else { TIME_LEFT_OUT };
        return read(day, anchor)
            .map(|meant| Meant { note: if meant.note.is_empty() { note } else { meant.note }, ..meant });
    }
    parse_date(&text)
        .or_else(|| word(&text, anchor))
        .or_else(|| offset(&text, anchor.from))
        .map(plain)
        .or_else(|| numeric(&text, anchor.from))
        .or_else(|| named(&text, anchor.from))
}

/// A date with a time behind it, as spreadsheets and programs write one: `2030-03-04 00:00:00`, `2030-03-04T00:00Z`.
fn timed(text: &str) -> Option<(&str, &str)> {
    let (day, time) = text.split_once([' ', 't'])?;
    let is_day = day.len() > 5 && day.starts_with(|c: char| c.is_ascii_digit()) && day.contains(['-', '/', '.']);
    (is_day && time.contains(':')).then_some((day, time.trim()))
}

/// Whether a time is the beginning of a day, where its zone, if any, is that of the date.
fn is_midnight(time: &str) -> bool {
    let time = time.trim_end_matches('z');
    let time = time.rsplit_once(['+', '-']).map_or(time, |(time, _)| time);
    times::read(time).is_some_and(|time| time.minutes() == 0)
}

/// Whether a text says a year of four digits.
pub fn says_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 || digits.len() == 8)
}

/// Whether a year of two digits is all that had to be put right.
pub fn is_short(meant: &Meant) -> bool {
    meant.note == TWO_DIGITS
}

/// Which of the first two numbers of a date that begins with neither a year nor a word is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `12/31`: only the first can be one.
    MonthFirst,
    /// `31/12`: only the second can be one.
    DayFirst,
    /// `3/4`: both can.
    Either,
    /// `3.4.`: both can, and dots say that the day is first.
    Dotted,
}

/// In which order a date of numbers is written, its year last or left out; nothing for what is none, and for `3/3`.
pub fn order(text: &str) -> Option<Order> {
    let day = timed(text.trim()).map_or(text.trim(), |(day, _)| day);
    let parts: Vec<&str> = day.split(SEPARATORS).filter(|part| !part.is_empty()).collect();
    let (first, second) = match parts.as_slice() {
        [first, second] if day.contains(['/', '.']) => (first, second),
        // `26-03-01` begins with its year.
        [first, second, year] if !day.contains('-') || year.len() == 4 => (first, second),
        _ => return None,
    };
    if first.len() > 2 {
        return None;
    }
    match (number(first)?, number(second)?) {
        (first, second) if first == second => None,
        (1..=12, 1..=12) if day.contains('.') => Some(Order::Dotted),
        (1..=12, 1..=12) => Some(Order::Either),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        (13..=31, 1..=12) if !day.contains('.') => Some(Order::DayFirst),
        _ => None,
    }
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
    let parts: Vec<&str> = text.split(SEPARATORS).filter(|part| !part.is_empty()).collect();
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

/// `6 mar`, `mar 6`, `6 mar 2027`, `march 6th, 2027`, each also behind its weekday.
fn named(text: &str, from: Date) -> Option<Meant> {
    let parts = parts(text);
    let (day_of_week, parts) = match parts.as_slice() {
        [first, rest @ ..] if rest.len() > 1 => match read_weekday(first) {
            Some(day) => (Some(day), rest),
            None => (None, parts.as_slice()),
        },
        all => (None, all),
    };
    let (month, day, year) = match parts {
        [first, second, rest @ ..] if rest.len() < 2 => match (read_month(first), read_month(second)) {
            (Some(month), None) => (month, second, rest.first()),
            (None, Some(month)) => (month, first, rest.first()),
            _ => return None,
        },
        _ => return None,
    };
    let meant = build(year.map(String::as_str), month, number(day)?, from)?;
    let is_other = day_of_week.is_some_and(|day| day != weekday(meant.date));
    Some(if is_other && meant.note.is_empty() { Meant { note: OTHER_WEEKDAY, ..meant } } else { meant })
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
    parse_date(&date.to_string()).map(|date| Meant { date, note: note.map_or("", |(_, note)| note) })
}

/// The date that is meant beside `start` where a text without a year was read as far after it: the same day of the year
/// before, which may be before the start.
pub fn in_year_of(start: Date, text: &str, date: Date) -> Date {
    let ((year, ..), (of_date, month, day)) = (ymd(start), ymd(date));
    let is_far = of_date > year && days_between(start, date) > FAR && !says_year(text);
    let earlier = || Date::from_ymd_opt(year, month, day.min(days_of_month(year, month)));
    if is_far { earlier().unwrap_or(date) } else { date }
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
mod tests;
