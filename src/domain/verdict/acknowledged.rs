//! That a person has seen a verdict: it asks nobody until something changes, or until a moment.

use super::{Kind, Verdict};
use crate::domain::interval;
use crate::domain::record::Second;
use crate::domain::record::moment_said::briefly;
use crate::domain::time::{Moment, TimeOfDay, Zone, plus_days};

/// What a person said of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// The campaign's number.
    pub campaign: i64,
    /// What was said of it.
    pub kind: Kind,
    /// What that rested on: [`Verdict::evidence`].
    pub evidence: i64,
    /// When it was acknowledged.
    pub at: Second,
    /// Until when it asks nobody; nothing where only a change has it ask again.
    pub until: Option<Second>,
    /// Why, in the person's words.
    pub reason: String,
}

impl Acknowledged {
    /// Whether it holds at a moment for what is said then.
    pub fn covers(&self, verdict: &Verdict, now: Second) -> bool {
        self.kind == verdict.kind()
            && verdict.is_as(self.evidence)
            && self.at <= now
            && self.until.is_none_or(|until| now < until)
    }

    /// `Seen at 14:02, until Mon 30 Nov 09:00: “…”`, as of now.
    pub fn words(&self, now: Second, zone: Zone) -> String {
        let minute = |at: Second| at.plus(-at.0.rem_euclid(60));
        let when = |at: Second| minute(at).moment().zip(now.moment()).map(|(at, now)| briefly(at, now, zone));
        let at = when(self.at).unwrap_or_default();
        let until = self.until.and_then(when).map(|until| format!(", until {until}")).unwrap_or_default();
        format!("Seen {at}{until}: “{}”", self.reason)
    }
}

/// Reads until when something asks nobody: a length of time such as `2h` or `3d`, or `tomorrow`, which is 9 o'clock.
///
/// # Errors
/// It is neither: a clause for people.
pub fn until(text: &str, now: Moment, zone: Zone) -> Result<Second, String> {
    if text.eq_ignore_ascii_case("tomorrow") {
        let nine = TimeOfDay::from_hm(9, 0).zip(plus_days(zone.today(now), 1));
        return nine.and_then(|(nine, day)| zone.moment(day, nine)).map(Second::of).ok_or_else(|| unread(text));
    }
    interval::seconds(text)
        .filter(|seconds| *seconds > 0)
        .map(|seconds| Second::of(now).plus(seconds))
        .ok_or_else(|| unread(text))
}

fn unread(text: &str) -> String {
    format!("{text:?} is no length of time: write 30m, 2h, 3d or tomorrow")
}

/// What keeps what people said of verdicts.
pub trait Acknowledgements {
    /// Keeps one, in the place of what was said of the same.
    ///
    /// # Errors
    /// It is not kept: a clause.
    fn acknowledge(&mut self, seen: &Acknowledged) -> Result<(), String>;

    /// Forgets all that was said of a campaign.
    ///
    /// # Errors
    /// It is as it was: a clause.
    fn ask_again(&mut self, campaign: i64) -> Result<(), String>;

    /// All that is kept, by campaign and kind.
    ///
    /// # Errors
    /// It cannot be read: a clause.
    fn acknowledged(&mut self) -> Result<Vec<Acknowledged>, String>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::judgement::Yardstick;
    use crate::domain::significance::Proportion;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn it_holds_until_something_changes_or_the_time_is_over() {
        let poor =
            |part: i64| Verdict::Poor { own: Proportion::new(part, 100_i64).unwrap(), by: Yardstick::AllOthers(60.0) };
        let mut seen = Acknowledged {
            campaign: 1,
            kind: Kind::Poor,
            evidence: poor(40).evidence(),
            at: Second(100),
            until: None,
            reason: "the list is old".to_owned(),
        };
        assert!(seen.covers(&poor(40), Second(100)) && seen.covers(&poor(44), Second(9_999)));
        assert!(!seen.covers(&poor(45), Second(101)) && !seen.covers(&Verdict::Moving, Second(101)));
        assert!(!seen.covers(&poor(40), Second(99)), "in the past nobody had seen it");
        seen.until = Some(Second(200));
        assert!(seen.covers(&poor(40), Second(199)) && !seen.covers(&poor(40), Second(200)));
    }

    #[test]
    fn until_when_is_read_as_people_say_it() {
        let now = moment("2026-11-27T20:00:00Z");
        let zone = Zone::NEW_YORK;
        let read = |text| until(text, now, zone).map(|at| at.moment().unwrap());
        assert_eq!(read("2h"), Ok(moment("2026-11-27T22:00:00Z")));
        assert_eq!(read("Tomorrow"), Ok(moment("2026-11-28T14:00:00Z")));
        for wrong in ["", "soon", "0h", "-3d"] {
            assert!(read(wrong).unwrap_err().contains("30m, 2h, 3d or tomorrow"), "{wrong}");
        }
    }

    #[test]
    fn who_looks_later_reads_when_and_why() {
        let at = |text| Second::of(moment(text));
        let mut seen = Acknowledged {
            campaign: 1,
            kind: Kind::Quiet,
            evidence: 0,
            at: at("2026-11-27T19:02:31Z"),
            until: None,
            reason: "the firm paused it".to_owned(),
        };
        let words = |seen: &Acknowledged| seen.words(at("2026-11-27T20:00:00Z"), Zone::NEW_YORK);
        assert_eq!(words(&seen), "Seen 14:02: “the firm paused it”");
        seen.until = Some(at("2026-11-30T14:00:00Z"));
        assert_eq!(words(&seen), "Seen 14:02, until Mon 30 Nov 09:00: “the firm paused it”");
    }
}
