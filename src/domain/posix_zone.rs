//! Time zones as POSIX writes them in `TZ`: `EST5EDT,M3.2.0,M11.1.0`.
//!
//! Seconds since 1970 go in and seconds ahead of UTC come out; days are counted here, without a calendar library.

/// A zone by its own rules.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PosixZone {
    /// What was written, up to the rules of the change.
    name: String,
    /// Seconds ahead of UTC in winter.
    standard: i32,
    summer: Option<Summer>,
}

/// The other half of the year.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Summer {
    /// Seconds ahead of UTC.
    offset: i32,
    begins: Change,
    ends: Change,
}

/// When clocks change: a day of the year, and seconds after its midnight on the clocks before the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Change {
    day: Day,
    time: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Day {
    /// `Jn`: 1 to 365, 29 February never counted.
    Julian(i64),
    /// `n`: 0 to 365, 29 February counted.
    Zero(i64),
    /// `Mm.w.d`: month, week 1 to 5 (the last), weekday from Sunday.
    Week(i64, i64, i64),
}

const DAY: i64 = 24 * 3600;
/// Where the change is not written, it is that of the United States, as everywhere else.
const UNITED_STATES: &str = "M3.2.0,M11.1.0";

impl PosixZone {
    /// Reads the value of `TZ`; `None` where it is no such rule.
    pub fn parse(text: &str) -> Option<Self> {
        let (zone, rules) = text.split_once(',').map_or((text, None), |(zone, rules)| (zone, Some(rules)));
        let rest = after_name(zone)?;
        let (hours, rest) = offset(rest, 24)?;
        let standard = -hours;
        if rest.is_empty() {
            return rules.is_none().then(|| Self { name: zone.to_owned(), standard, summer: None });
        }
        let rest = after_name(rest)?;
        let ahead = match rest {
            "" => standard + 3600,
            rest => {
                let (hours, rest) = offset(rest, 24)?;
                if !rest.is_empty() {
                    return None;
                }
                -hours
            }
        };
        let (begins, ends) = rules.unwrap_or(UNITED_STATES).split_once(',')?;
        let summer = Summer { offset: ahead, begins: Change::parse(begins)?, ends: Change::parse(ends)? };
        Some(Self { name: zone.to_owned(), standard, summer: Some(summer) })
    }

    /// What was written, without the rules of the change.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// By how many seconds its clocks are ahead of UTC at `seconds` since 1970.
    pub fn offset_at(&self, seconds: i64) -> i32 {
        let Some(summer) = &self.summer else { return self.standard };
        // The clocks of the zone decide which year it is; a change at the turn of a year is found either way.
        let year = year_of((seconds + i64::from(self.standard)).div_euclid(DAY));
        let begins = summer.begins.of_year(year) - i64::from(self.standard);
        let ends = summer.ends.of_year(year) - i64::from(summer.offset);
        let summery =
            if begins <= ends { begins <= seconds && seconds < ends } else { !(ends <= seconds && seconds < begins) };
        if summery { summer.offset } else { self.standard }
    }

    /// The offsets that its clocks ever have, the larger first: the one that reads a clock time as the earlier moment.
    pub fn offsets(&self) -> [i32; 2] {
        let other = self.summer.as_ref().map_or(self.standard, |summer| summer.offset);
        [self.standard.max(other), self.standard.min(other)]
    }
}

impl Change {
    fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('/').map_or((text, None), |(day, time)| (day, Some(time)));
        let number = |text: &str, from: i64, to: i64| {
            let digits = !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten().filter(|number| (from..=to).contains(number))
        };
        let day = if let Some(rest) = day.strip_prefix('M') {
            let mut parts = rest.split('.');
            let (month, week, weekday) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            Day::Week(number(month, 1, 12)?, number(week, 1, 5)?, number(weekday, 0, 6)?)
        } else if let Some(rest) = day.strip_prefix('J') {
            Day::Julian(number(rest, 1, 365)?)
        } else {
            Day::Zero(number(day, 0, 365)?)
        };
        let time = match time {
            None => 2 * 3600,
            Some(text) => offset(text, 167).filter(|(_, rest)| rest.is_empty())?.0,
        };
        Some(Self { day, time })
    }

    /// Seconds since 1970 on the zone's own clocks.
    fn of_year(self, year: i64) -> i64 {
        let first = first_of(year, 1);
        let leap = first_of(year + 1, 1) - first == 366;
        let day = match self.day {
            Day::Zero(day) => first + day,
            Day::Julian(day) => first + day - 1 + i64::from(leap && day >= 60),
            Day::Week(month, week, weekday) => {
                let first = first_of(year, month);
                let next = if month == 12 { first_of(year + 1, 1) } else { first_of(year, month + 1) };
                // 1970-01-01 was a Thursday, the fourth day from Sunday.
                let day = first + (weekday - (first + 4)).rem_euclid(7) + (week - 1) * 7;
                if day >= next { day - 7 } else { day }
            }
        };
        day * DAY + i64::from(self.time)
    }
}

/// What stands behind a zone's name: three letters or more, or anything of letters, digits and signs in `<>`.
fn after_name(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('<') {
        let (name, rest) = rest.split_once('>')?;
        let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-');
        return (name.len() >= 3 && name.bytes().all(sign)).then_some(rest);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (text.len() - rest.len() >= 3).then_some(rest)
}

/// Reads `[+-]hh[:mm[:ss]]` as seconds, and what stands behind it.
fn offset(text: &str, most_hours: i32) -> Option<(i32, &str)> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (hours, mut rest) = number(text, most_hours)?;
    let mut seconds = hours * 3600;
    for unit in [60, 1] {
        let Some(more) = rest.strip_prefix(':') else { break };
        let (amount, behind) = number(more, 59)?;
        seconds += amount * unit;
        rest = behind;
    }
    Some((sign * seconds, rest))
}

/// A whole number of at most three digits, and what stands behind it.
fn number(text: &str, most: i32) -> Option<(i32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest).filter(|digits| (1..=3).contains(&digits.len()))?;
    let number = digits.parse().ok().filter(|number| *number <= most)?;
    Some((number, rest))
}

/// Days since 1970 of the first of a month.
fn first_of(year: i64, month: i64) -> i64 {
    // Years begin in March here, so that the odd day stands at their end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 - 719_468
}

/// The year of a day since 1970.
fn year_of(day: i64) -> i64 {
    // Never too late, so that only the way on is to be searched.
    let mut year = 1970 + if day < 0 { day.div_euclid(365) } else { day.div_euclid(366) };
    while first_of(year + 1, 1) <= day {
        year += 1;
    }
    year
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{Moment, Zone, from_unix};

    fn at(text: &str) -> i64 {
        text.parse::<Moment>().unwrap().timestamp()
    }

    /// Each rule is that of a zone of the database for the years from 2007 on.
    #[test]
    fn rules_agree_with_the_zones_that_they_are_of() {
        for (rule, name) in [
            ("EST5EDT,M3.2.0,M11.1.0", "America/New_York"),
            ("EST5EDT", "America/New_York"),
            ("CST6CDT,M3.2.0/2,M11.1.0/2:00:00", "America/Chicago"),
            ("HST10", "Pacific/Honolulu"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Berlin"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "Australia/Sydney"),
            ("<+0545>-5:45", "Asia/Kathmandu"),
            ("<-03>3", "America/Sao_Paulo"),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "Europe/Dublin"),
            ("NST3:30NDT,M3.2.0,M11.1.0", "America/St_Johns"),
            ("UTC0", "UTC"),
        ] {
            let (rule, zone) = (PosixZone::parse(rule).unwrap(), Zone::named(name).unwrap());
            for half_hour in 0..366 * 48 {
                let seconds = at("2023-12-31T00:00:00Z") + half_hour * 1800;
                assert_eq!(rule.offset_at(seconds), zone.utc_offset(from_unix(seconds).unwrap()), "{name} {seconds}");
            }
        }
    }

    #[test]
    fn days_are_counted_as_each_form_counts_them() {
        let begins = |rule: &str, day: &str| {
            let zone = PosixZone::parse(rule).unwrap();
            let noon = at(&format!("{day}T00:00:00Z"));
            (zone.offset_at(noon - 1), zone.offset_at(noon))
        };
        assert_eq!(begins("AAA0BBB,J60/0,J300", "2024-03-01"), (0, 3600), "29 February is not counted");
        assert_eq!(begins("AAA0BBB,J59/0,J300", "2024-02-28"), (0, 3600));
        assert_eq!(begins("AAA0BBB,59/0,300", "2024-02-29"), (0, 3600), "29 February is counted");
        assert_eq!(begins("AAA0BBB,59/0,300", "2023-03-01"), (0, 3600));
        assert_eq!(begins("AAA0BBB,M12.5.2/24,M6.1.0", "2024-01-01"), (3600, 3600));
        assert_eq!(PosixZone::parse("AAA0BBB2").unwrap().offsets(), [0, -7200]);
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in [
            "",
            "E5",
            "EST",
            "EST25",
            "EST5:60",
            "EST5EDT,M3.2.0",
            "EST5EDT,M13.2.0,M11.1.0",
            "EST5EDT,M3.6.0,M11.1.0",
            "EST5EDT,M3.2.7,M11.1.0",
            "EST5EDT,M3.2.0.1,M11.1.0",
            "EST5EDT,J0,J366",
            "EST5EDT,366,1",
            "EST5EDT,M3.2.0/168,1",
            "EST5,M3.2.0,M11.1.0",
            "Mars/Olympus",
            "America/Denverr",
            "<EST5",
            "<a>5",
            "<a b>5",
            "EST5EDTx!",
            "EST99999999999",
            "EST5EDT,M3.2.0,M11.1.0,x",
            "EST5EDT,,",
        ] {
            assert_eq!(PosixZone::parse(text), None, "{text}");
        }
    }
}
