//! The level axis of a chart: round hours, days, weeks, months or years of a person's zone, whatever its clocks do.

use crate::domain::record::Second;
use crate::domain::record::days::{Span, start_of};
use crate::domain::time::{Date, TimeOfDay, Zone, parse_date, plus_days, ymd};
use crate::ui::text;

/// From tick to tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Hours(u16),
    Days(i64),
    Weeks(i64),
    Months(u32),
    Years(i32),
}

const STEPS: [Step; 18] = [
    Step::Hours(1),
    Step::Hours(2),
    Step::Hours(3),
    Step::Hours(6),
    Step::Hours(12),
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(20),
    Step::Years(100),
];

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Between two labels there are at least so many blanks.
const APART: usize = 2;

/// A place on the axis with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) column: usize,
    pub(super) label: String,
}

/// The ticks of the finest step whose labels stand apart; each label begins at its tick and ends within the axis.
pub(super) fn ticks(span: Span, zone: Zone, columns: usize) -> Vec<Tick> {
    let length = span.to.0.saturating_sub(span.from.0);
    let possible = |step: &Step| columns > 0 && length / step.shortest() <= columns as i64 / 4;
    STEPS.into_iter().filter(possible).find_map(|step| step.ticks(span, zone, columns)).unwrap_or_default()
}

impl Step {
    /// In seconds, at least.
    fn shortest(self) -> i64 {
        match self {
            Step::Hours(hours) => i64::from(hours) * HOUR,
            Step::Days(days) => days * (DAY - HOUR),
            Step::Weeks(weeks) => weeks * 7 * DAY - HOUR,
            Step::Months(months) => i64::from(months) * 28 * DAY,
            Step::Years(years) => i64::from(years) * 365 * DAY,
        }
    }

    /// All ticks, or nothing where two labels would touch.
    fn ticks(self, span: Span, zone: Zone, columns: usize) -> Option<Vec<Tick>> {
        let mut ticks: Vec<Tick> = Vec::new();
        let mut free = 0;
        for (at, label) in self.moments(span, zone) {
            let column = span.part(at, columns);
            if column < free {
                return None;
            }
            let end = column + text::width(&label);
            free = end + APART;
            // The last label may lack room: its tick stays.
            ticks.push(Tick { column, label: if end <= columns { label } else { String::new() } });
        }
        Some(ticks)
    }

    /// The moments within a span, and how each is written.
    fn moments(self, span: Span, zone: Zone) -> Vec<(Second, String)> {
        let Some(first) = span.from.moment().and_then(|at| self.begin(zone.today(at))) else { return Vec::new() };
        let within = |at: &Second| span.from <= *at && *at < span.to;
        let before_end = |date: &Date| start_of(*date, zone).is_none_or(|at| at < span.to);
        let dates = std::iter::successors(Some(first), |date| self.next(*date)).take_while(before_end);
        let mut moments: Vec<(Second, String)> = Vec::new();
        for date in dates {
            if let Step::Hours(every) = self {
                let times = (0..24).step_by(every.into()).filter_map(|hour| TimeOfDay::from_hm(hour, 0));
                for time in times {
                    let at = if time.minutes() == 0 {
                        start_of(date, zone)
                    } else {
                        zone.moment(date, time).map(Second::of)
                    };
                    let words = if time.minutes() == 0 { self.words(date) } else { time.to_string() };
                    moments.extend(at.map(|at| (at, words)));
                }
            } else {
                moments.extend(start_of(date, zone).map(|at| (at, self.words(date))));
            }
        }
        moments.retain(|(at, _)| within(at));
        moments
    }

    /// The latest date on which a step begins, at or before this one.
    fn begin(self, date: Date) -> Option<Date> {
        let (year, month, _) = ymd(date);
        match self {
            Step::Hours(_) => Some(date),
            // Counted from a Monday, so that they stay where they are from one day to the next.
            Step::Days(days) => plus_days(date, -(since_monday(date).rem_euclid(days))),
            Step::Weeks(weeks) => plus_days(date, -(since_monday(date).rem_euclid(7 * weeks))),
            Step::Months(months) => first_of(year, month - (month - 1) % months),
            Step::Years(years) => first_of((year - year.rem_euclid(years)).max(1), 1),
        }
    }

    fn next(self, date: Date) -> Option<Date> {
        let (year, month, _) = ymd(date);
        match self {
            Step::Hours(_) => plus_days(date, 1),
            Step::Days(days) => plus_days(date, days),
            Step::Weeks(weeks) => plus_days(date, 7 * weeks),
            Step::Months(months) if month + months > 12 => first_of(year + 1, month + months - 12),
            Step::Months(months) => first_of(year, month + months),
            Step::Years(years) => first_of(year + years - year.rem_euclid(years), 1),
        }
    }

    fn words(self, date: Date) -> String {
        let (year, month, _) = ymd(date);
        match self {
            Step::Hours(_) | Step::Days(_) => date.format("%a %-d").to_string(),
            Step::Weeks(_) => date.format("%-d %b").to_string(),
            Step::Months(_) if month > 1 => date.format("%b").to_string(),
            Step::Months(_) | Step::Years(_) => year.to_string(),
        }
    }
}

/// How many days it is since some Monday long ago.
fn since_monday(date: Date) -> i64 {
    const MONDAY: i64 = 4; // 5 January 1970
    start_of(date, Zone::UTC).map_or(0, |at| at.0.div_euclid(DAY) - MONDAY)
}

fn first_of(year: i32, month: u32) -> Option<Date> {
    parse_date(&format!("{year:04}-{month:02}-01"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(from: &str, to: &str, zone: Zone) -> Span {
        let at = |text: &str| {
            let (date, time) = text.split_once(' ').unwrap();
            Second::of(zone.moment(parse_date(date).unwrap(), TimeOfDay::parse(time).unwrap()).unwrap())
        };
        Span { from: at(from), to: at(to) }
    }

    /// The labels at their places.
    fn line(span: Span, zone: Zone, columns: usize) -> String {
        let mut line = String::new();
        for Tick { column, label } in ticks(span, zone, columns) {
            line = format!("{line:<column$}{label}");
        }
        line.trim_end().to_owned()
    }

    #[test]
    fn a_day_has_hours_and_longer_times_have_dates() {
        let zone = Zone::NEW_YORK;
        let day = span("2026-02-19 14:10", "2026-02-20 14:10", zone);
        assert_eq!(line(day, zone, 72), "  15:00    18:00    21:00    Fri 20   03:00    06:00    09:00    12:00");
        assert_eq!(line(day, zone, 34), "     18:00   Fri 20   06:00");
        let week = span("2026-02-13 14:00", "2026-02-20 14:00", zone);
        assert_eq!(line(week, zone, 70), "    Sat 14    Sun 15    Mon 16    Tue 17    Wed 18    Thu 19    Fri 20");
        assert_eq!(line(week, zone, 34), "  Sat 14   Mon 16    Wed 18");
        let month = span("2026-01-21 14:00", "2026-02-20 14:00", zone);
        assert_eq!(line(month, zone, 40), "     26 Jan    2 Feb    9 Feb    16 Feb");
        let year = span("2025-08-20 14:00", "2026-08-20 14:00", zone);
        assert_eq!(line(year, zone, 60), " Sep       Nov       2026      Mar       May       Jul");
        assert_eq!(line(year, zone, 3), "");
    }

    #[test]
    fn hours_are_the_clocks_own_on_the_days_when_they_change() {
        let zone = Zone::NEW_YORK;
        let spring = span("2026-03-08 00:00", "2026-03-08 12:00", zone);
        assert_eq!(line(spring, zone, 55), "Sun 8          04:00     06:00     08:00     10:00");
        let hours = |span: Span| Step::Hours(1).moments(span, zone).len();
        let [spring, autumn] =
            ["2026-03-08", "2026-11-01"].map(|day| span(&format!("{day} 00:00"), &format!("{day} 23:00"), zone));
        assert_eq!([hours(spring), hours(autumn)], [22, 23], "02:00 is leapt over, 01:00 comes twice and is told once");
        assert_eq!(Span { to: autumn.from.plus(25 * HOUR), ..autumn }.part(autumn.from.plus(25 * HOUR), 50), 49);
    }

    proptest! {
        #[test]
        fn labels_stand_apart_and_inside(from in -1_000_000_000..4_000_000_000_i64, length in 0..40_000_000_000_i64, columns in 0_usize..300) {
            let span = Span { from: Second(from), to: Second(from + length) };
            let ticks = ticks(span, Zone::NEW_YORK, columns);
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].column + pair[0].label.len() + APART <= pair[1].column);
            }
            prop_assert!(ticks.iter().all(|tick| tick.column < columns && tick.column + tick.label.len() <= columns));
            prop_assert!(columns < 30 || !(3 * HOUR..2_000_000_000).contains(&length) || !ticks.is_empty(), "no tick for {length} s in {columns} columns");
        }
    }
}
