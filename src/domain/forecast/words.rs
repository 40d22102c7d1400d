//! A forecast in words.

use super::{Ahead, Finish, Forecast, LEAST_DAYS, Range, Score};
use crate::domain::count::{count, counted};
use crate::domain::record::moment_said::day;
use crate::domain::time::Date;
use crate::domain::verdict::OVER_AFTER;

impl Forecast {
    /// What it says, line by line: what a line is about, in a few columns or none, and the words.
    pub fn lines(&self) -> Vec<(String, String)> {
        let outlook = match self {
            Self::TooFew { days } => {
                let words = format!("needs {LEAST_DAYS} open days that were seen whole; so far there are {days}.");
                return vec![(String::new(), format!("A forecast {words}"))];
            }
            Self::Silent => {
                let words = format!("No call on the last {OVER_AFTER} open days: there is nothing to forecast.");
                return vec![(String::new(), words)];
            }
            Self::Given(outlook) => outlook,
        };
        let finish = match &outlook.finish {
            Some(finish) => finish.words(),
            None => "unknown, as is how many cases its list holds".to_owned(),
        };
        let mut lines = vec![
            (day(outlook.next.until), outlook.next.words()),
            (format!("by {}", day(outlook.five.until)), outlook.five.words()),
            ("finishes".to_owned(), finish),
        ];
        lines.extend(outlook.score.words().map(|words| ("score".to_owned(), words)));
        lines
    }
}

impl Range {
    fn words(self) -> String {
        let Self { low, high } = self;
        if low == high { count(low) } else { format!("{}–{}", count(low), count(high)) }
    }
}

impl Ahead {
    /// `180–230 calls (50 %), 150–270 (85 %)`.
    fn words(&self) -> String {
        format!("{} calls (50 %), {} (85 %)", self.half.words(), self.most.words())
    }
}

impl Finish {
    /// `Tue 1 Dec – Thu 3 Dec (50 %), Mon 30 Nov – Tue 8 Dec (85 %), when calls reach the 1,204 cases of its list`.
    fn words(&self) -> String {
        match *self {
            Self::Reached { cases } => format!("now: calls have reached the {} cases of its list", count(cases)),
            Self::On { cases, half: [None, _], most: [None, _], last } => {
                format!("not by {}: calls do not reach the {} cases of its list before", day(last), count(cases))
            }
            Self::On { cases, half, most, last } => {
                let [half, most] = [half, most].map(|range| days(range, last));
                if half == most {
                    return format!("{half} (85 %), when calls reach the {} cases of its list", count(cases));
                }
                format!("{half} (50 %), {most} (85 %), when calls reach the {} cases of its list", count(cases))
            }
        }
    }
}

fn days(range: [Option<Date>; 2], last: Date) -> String {
    match range {
        [Some(from), Some(to)] if from == to => day(from),
        [Some(from), Some(to)] => format!("{} – {}", day(from), day(to)),
        [Some(from), None] => format!("{} or later", day(from)),
        [None, _] => format!("after {}", day(last)),
    }
}

impl Score {
    /// Nothing while no day was forecast.
    fn words(self) -> Option<String> {
        let Self { days, half, most } = self;
        let said = match days {
            0 => return None,
            days => counted(days, "day"),
        };
        Some(format!("of {said} forecast like this, {half} fell into the 50 % range and {most} into the 85 % range"))
    }
}
