//! What a loosely typed list of days may mean: `mon-fri`, `2,4,6 mar`, `2-6 mar`.

use std::collections::BTreeSet;

use super::dates::{self, Anchor, read_month, read_weekday};
use super::value::SEPARATORS;
use crate::domain::shown::Shown;
use crate::domain::time::{Date, Weekday, days_between, plus_days, weekday};

/// A range has at most so many days.
const LONGEST: i64 = 184;

/// The days a list is about: those of the run, where both ends can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// What single dates are counted from.
    pub anchor: Anchor,
    /// The last day of the run.
    pub last: Option<Date>,
}

/// The days that a list means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The days, in order and each once.
    pub days: Vec<Date>,
    /// What had to be put right to read them, a sentence each: a day of which the date is another, or that is there twice.
    pub notes: Vec<String>,
}

/// The days that a list means; nothing when one of its parts cannot be read.
///
/// Weekdays and their ranges (`mon-fri`, `fri, mon`, `mon wed`, `weekdays`) are all such days of the run, or of the seven days from
/// its start while the end is not known. Dates are read as single ones are; a number alone has the month of the next, or
/// else the last, part that names one.
pub fn read(text: &str, span: Span) -> Option<Meant> {
    let text = text.to_lowercase();
    let parts: Vec<&str> = text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut days = BTreeSet::new();
    let (mut singles, mut notes) = (BTreeSet::new(), Vec::new());
    for (index, part) in parts.iter().enumerate() {
        if let Some(several) = weekdays(part, span).or_else(|| apart(part, span)).or_else(|| range(part, span)) {
            days.extend(several);
            continue;
        }
        let (before, after) = (parts.get(..index)?, parts.get(index + 1..)?);
        let dates::Meant { date, note } = single(part, before, after, span)?;
        if !note.is_empty() {
            notes.push(format!("{} is read as {}: {note}", Shown::new(part), dates::written(date)));
        }
        if !singles.insert(date) {
            notes.push(format!("{} is there twice", dates::written(date)));
        }
        days.insert(date);
    }
    (!days.is_empty()).then(|| Meant { days: days.into_iter().collect(), notes })
}

fn weekdays(part: &str, span: Span) -> Option<Vec<Date>> {
    let day = |word: &str| read_weekday(word.trim());
    let (from, to) = match part.split_once('-') {
        _ if part == "weekdays" => (Weekday::Mon, Weekday::Fri),
        _ if part == "weekends" => (Weekday::Sat, Weekday::Sun),
        Some((from, to)) => (day(from)?, day(to)?),
        None => (day(part)?, day(part)?),
    };
    let number = |day: Weekday| day.num_days_from_monday();
    let length = (number(to) + 7 - number(from)) % 7;
    let last = span.last.or_else(|| plus_days(span.anchor.from, 6))?;
    let wanted = |date: &Date| (number(weekday(*date)) + 7 - number(from)) % 7 <= length;
    Some(between(span.anchor.from, last)?.into_iter().filter(wanted).collect())
}

/// Weekdays with blanks between them: `mon wed fri`.
fn apart(part: &str, span: Span) -> Option<Vec<Date>> {
    let days: Option<Vec<Vec<Date>>> = part.split_whitespace().map(|word| weekdays(word, span)).collect();
    days.map(|days| days.concat())
}

/// `2-6 mar`, `2 mar - 6 mar`, `2026-03-02..2026-03-06`.
fn range(part: &str, span: Span) -> Option<Vec<Date>> {
    let ends = part.split_once("..").or_else(|| part.split_once(" - ")).or_else(|| part.split_once('-'));
    let (from, to) = ends.map(|(from, to)| (from.trim(), to.trim()))?;
    // A range of which an end had to be put right is not read: that is one day more or less in silence.
    let plain = |meant: dates::Meant| meant.note.is_empty().then_some(meant.date);
    let first = single(from, &[], &[to], span).and_then(plain)?;
    let anchor = Anchor { from: first, ..span.anchor };
    between(first, single(to, &[from], &[], Span { anchor, ..span }).and_then(plain)?)
}

/// One date, with the month of another part where it is a number alone.
fn single(part: &str, before: &[&str], after: &[&str], span: Span) -> Option<dates::Meant> {
    let meant = |text: &str| {
        let meant = dates::read(text, span.anchor)?;
        Some(dates::Meant { date: dates::in_year_of(span.anchor.from, text, meant.date), ..meant })
    };
    if dates::number(part).is_none() {
        return meant(part);
    }
    let words = after.iter().chain(before.iter().rev()).flat_map(|part| part.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| read_month(word).is_some()).find_map(|month| meant(&format!("{part} {month}")))
}

/// Every day from the first to the last; nothing when they are reversed or too far apart.
pub fn between(first: Date, last: Date) -> Option<Vec<Date>> {
    let days = days_between(first, last);
    (0..LONGEST).contains(&days).then(|| (0..=days).filter_map(|day| plus_days(first, day)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Monday 23 February to Friday 6 March 2026.
    fn span() -> Span {
        let anchor = Anchor { today: date("2026-02-18"), from: date("2026-02-23") };
        Span { anchor, last: Some(date("2026-03-06")) }
    }

    fn days(text: &str, span: Span) -> Option<String> {
        let days = read(text, span)?.days;
        Some(days.iter().map(|day| day.format("%-m/%-d").to_string()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn lists_and_ranges_are_read() {
        for (text, expected) in [
            ("mon-fri", "2/23 2/24 2/25 2/26 2/27 3/2 3/3 3/4 3/5 3/6"),
            ("weekdays", "2/23 2/24 2/25 2/26 2/27 3/2 3/3 3/4 3/5 3/6"),
            ("weekends", "2/28 3/1"),
            ("fri-mon", "2/23 2/27 2/28 3/1 3/2 3/6"),
            ("Wed, mon", "2/23 2/25 3/2 3/4"),
            ("mon wed", "2/23 2/25 3/2 3/4"),
            ("mon  wed-thu", "2/23 2/25 2/26 3/2 3/4 3/5"),
            ("mon wed, 27 feb", "2/23 2/25 2/27 3/2 3/4"),
            ("mon - wed", "2/23 2/24 2/25 3/2 3/3 3/4"),
            ("2,4,6 mar", "3/2 3/4 3/6"),
            ("mar 2, 4, 6", "3/2 3/4 3/6"),
            ("27 feb, 2, 4 mar", "2/27 3/2 3/4"),
            ("2-4 mar", "3/2 3/3 3/4"),
            ("mar 2-4", "3/2 3/3 3/4"),
            ("27 feb - 2 mar", "2/27 2/28 3/1 3/2"),
            ("2026-03-02..2026-03-04", "3/2 3/3 3/4"),
            ("2026-03-04, 2026-03-02; 4 mar", "3/2 3/4"),
            ("2026-03-02 - 2026-03-03", "3/2 3/3"),
            ("+1d\nfri", "2/24 2/27 3/6"),
        ] {
            assert_eq!(days(text, span()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            ",",
            "2",
            "2,4",
            "mon-x",
            "mon x",
            "x",
            "6-2 mar",
            "mar",
            "1 jan 2026..1 jan 2028",
            "2026-03-02 2026-03-04",
        ] {
            assert_eq!(days(text, span()), None, "{text}");
        }
        assert_eq!(days("mon-fri", Span { last: None, ..span() }).as_deref(), Some("2/23 2/24 2/25 2/26 2/27"));
    }

    #[test]
    fn what_had_to_be_put_right_is_said() {
        let notes = |text| read(text, span()).map(|read| read.notes).unwrap();
        assert_eq!(notes("30 feb, 2 mar"), ["30 feb is read as Sat 28 Feb 2026: that month has no such day"]);
        assert_eq!(notes("2026-03-04, 4 mar, 2,4 mar"), ["Wed 4 Mar 2026 is there twice"; 2]);
        assert_eq!(notes("mon, 2 mar, weekdays"), [""; 0], "a weekday means all of them");
        assert_eq!(read("27 feb - 30 feb", span()), None);
        assert_eq!(days("20 feb", span()).as_deref(), Some("2/20"), "of the run's year, before its start");
    }

    proptest! {
        #[test]
        fn any_list_is_in_order_and_without_repeats(text in "[0-9a-z ,.-]{0,20}|.{0,20}") {
            let days = read(&text, span()).map_or_else(Vec::new, |read| read.days);
            prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
