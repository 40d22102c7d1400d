//! A month as a calendar shows it.

use crate::domain::time::{Date, plus_days, weekday, ymd};

/// The columns of a [`Month`].
pub const HEADINGS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// The days of a month in weeks from Monday to Sunday. What belongs to the months beside it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// The weeks; the last one or two may be empty.
    pub weeks: [[Option<Date>; 7]; 6],
    first: Date,
}

impl Month {
    /// The month that has this day.
    pub fn of(day: Date) -> Self {
        let (year, month, _) = ymd(day);
        let first = Date::from_ymd_opt(year, month, 1).unwrap_or(day);
        let before = i64::from(weekday(first).num_days_from_monday());
        let mut weeks = [[None; 7]; 6];
        for (place, cell) in weeks.iter_mut().flatten().enumerate() {
            *cell = plus_days(first, place as i64 - before).filter(|date| ymd(*date).1 == month);
        }
        Self { weeks, first }
    }

    /// What it is called, such as `March 2026`.
    pub fn title(&self) -> String {
        self.first.format("%B %Y").to_string()
    }

    /// Its days, in order.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.weeks.into_iter().flatten().flatten()
    }

    /// The month after it; the last of year 9999 is its own.
    #[must_use]
    pub fn next(&self) -> Self {
        let (year, month, _) = ymd(self.first);
        plus_days(self.first, days_of_month(year, month).into()).map_or(*self, Self::of)
    }

    /// The month before it; the first of year 1 is its own.
    #[must_use]
    pub fn previous(&self) -> Self {
        plus_days(self.first, -1).map_or(*self, Self::of)
    }
}

/// How many days a month has.
pub(super) fn days_of_month(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|&day| Date::from_ymd_opt(year, month, day).is_some()).unwrap_or(28)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(day: &str) -> String {
        let month = Month::of(day.parse().unwrap());
        let cell = |cell: &Option<Date>| cell.map_or("..".to_owned(), |date| date.format("%d").to_string());
        let week = |week: &[Option<Date>; 7]| week.iter().map(cell).collect::<Vec<_>>().join(" ");
        format!("{}\n{}", month.title(), month.weeks.iter().map(week).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_month_starts_in_the_column_of_its_first_weekday() {
        let march = "March 2026\n.. .. .. .. .. .. 01\n02 03 04 05 06 07 08\n09 10 11 12 13 14 15\n\
                     16 17 18 19 20 21 22\n23 24 25 26 27 28 29\n30 31 .. .. .. .. ..";
        assert_eq!(drawn("2026-03-18"), march);
        assert!(drawn("2027-02-01").starts_with("February 2027\n01 02 03 04 05 06 07\n08"));
    }

    proptest! {
        #[test]
        fn every_month_has_all_its_days_once_and_knows_its_neighbours(days in 0i64..40_000) {
            let day = plus_days("1999-01-01".parse().unwrap(), days).unwrap();
            let month = Month::of(day);
            let (year, number, _) = ymd(day);
            let dates: Vec<Date> = month.weeks.iter().flatten().flatten().copied().collect();
            prop_assert_eq!(dates.len() as u32, days_of_month(year, number));
            prop_assert!(dates.contains(&day) && dates.windows(2).all(|pair| plus_days(pair[0], 1) == Some(pair[1])));
            prop_assert_eq!(month.next().previous(), month);
            for week in month.weeks {
                for (column, date) in week.into_iter().enumerate() {
                    prop_assert!(date.is_none_or(|date| weekday(date).num_days_from_monday() as usize == column));
                }
            }
        }
    }
}
