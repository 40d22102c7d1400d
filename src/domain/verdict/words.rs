//! A verdict in a sentence, to be read behind the campaign's name.

use super::{Oddity, Shift, Silence, Verdict};
use crate::domain::count::{count, counted};
use crate::domain::judgement::Yardstick;
use crate::domain::measure::Measure;
use crate::domain::record::days::day_of;
use crate::domain::record::{Second, moment_said};
use crate::domain::significance::Proportion;
use crate::domain::time::Zone;

/// As of when, and in which zone, something is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AsOf {
    /// The last reading.
    pub at: Second,
    /// The reader's zone.
    pub zone: Zone,
}

impl Verdict {
    /// What it says, and the figures that it rests on.
    pub fn sentence(&self, seen: AsOf) -> String {
        match self {
            Self::Quiet(silence) => quiet(silence),
            Self::Twice { list, others } => twice(*list, others),
            Self::Soured(shift) => shifted("fell", shift, seen),
            Self::Recovered(shift) => shifted("rose", shift, seen),
            Self::Poor { own, by } => poor(*own, *by),
            Self::Odd(oddity) => odd(oddity, seen),
            Self::New => "new in the list".to_owned(),
            Self::Moving => "calls".to_owned(),
            Self::Over => "no call for three open days".to_owned(),
        }
    }
}

fn quiet(silence: &Silence) -> String {
    let usual = silence.usual;
    let usual = match usual {
        1.0.. => format!("{}/h", count(usual.round() as i64)),
        _ => format!("1 in {} h", hours_each(usual)),
    };
    format!("quiet for {}, usual {usual}", open_words(silence.open))
}

/// `4 open hours`, `35 open minutes`: rounded down.
fn open_words(seconds: i64) -> String {
    match seconds / 60 {
        minutes @ ..60 => format!("{} open minutes", (minutes / 5 * 5).max(0)),
        minutes => counted(minutes / 60, "open hour"),
    }
}

/// `38 calls an hour`, `1 call in 4 hours`.
pub(super) fn pace(calls_an_hour: f64) -> String {
    if calls_an_hour >= 1.0 {
        return format!("{} an hour", counted(calls_an_hour.round() as i64, "call"));
    }
    format!("1 call in {}", counted(hours_each(calls_an_hour), "hour"))
}

fn hours_each(calls_an_hour: f64) -> i64 {
    (1.0 / calls_an_hour.max(1e-9)).round() as i64
}

fn twice(list: i64, others: &[i64]) -> String {
    let also = match others {
        [] => "another campaign".to_owned(),
        [one] => one.to_string(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} others", rest.len()),
    };
    format!("its case list {list} also moves in {also}")
}

fn shifted(word: &str, shift: &Shift, seen: AsOf) -> String {
    let day = day_of(shift.day, seen.zone);
    let when = if day == day_of(seen.at, seen.zone) {
        "today".to_owned()
    } else {
        // It is one of the last days.
        let weekday = shift.day.moment().map(|moment| seen.zone.today(moment).format("%a").to_string());
        format!("on {}", weekday.unwrap_or_default())
    };
    format!("success {word} to {} {when} from {}", share(shift.now), percent(shift.before.percent()))
}

fn poor(own: Proportion, by: Yardstick) -> String {
    let theirs = percent(by.percent());
    let by = match by {
        Yardstick::Limits(_) => format!("below your limit of {theirs}"),
        Yardstick::SameAgent(_) => format!("its agent's others {theirs}"),
        Yardstick::AllOthers(_) => format!("all others {theirs}"),
    };
    format!("success {}, {by}", share(own))
}

fn odd(oddity: &Oddity, seen: AsOf) -> String {
    match *oddity {
        Oddity::Fell(fall) => {
            let when = fall.at.moment().zip(seen.at.moment());
            let when = when.map(|(then, now)| moment_said::briefly(then, now, seen.zone)).unwrap_or_default();
            format!("{} went down from {} to {} at {when}", fall.counter.name(), count(fall.from), count(fall.to))
        }
        Oddity::Unmade { calls, finished } => {
            format!("{} finished of {} calls", count(finished), count(calls))
        }
        Oddity::Impossible => "a number that cannot be: a count below 0, or a rate outside 0–100 %".to_owned(),
        Oddity::VendorRate { theirs, ours } => {
            format!("the vendor says {} success, its counts {}", percent(theirs), percent(ours))
        }
        Oddity::Repeated(times) => format!("{times} times in the list"),
    }
}

fn percent(percent: f64) -> String {
    Measure::RATE.write(percent)
}

/// `41.0% of 210`.
fn share(share: Proportion) -> String {
    let whole = i64::try_from(share.whole()).unwrap_or(i64::MAX);
    format!("{} of {}", percent(share.percent()), count(whole))
}
