//! Why nobody is called: the cause with the best evidence, in a sentence.

use super::words::pace;
use crate::domain::count::{count, counted};
use crate::domain::record::moment_said;
use crate::domain::time::Date;

/// What is known of a quiet campaign, or of a company whose campaigns are all quiet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Circumstances {
    /// How old the data are, where that is older than promised: `12 min old`.
    pub stale: Option<String>,
    /// Whether campaigns are switched on for the company, where that is known.
    pub enabled: Option<bool>,
    /// When calls may be made next, where they may not in any zone: `Mon 30 Nov 09:00`.
    pub opens: Option<String>,
    /// The last day of its runs, where they are over and it was launched from this machine.
    pub over: Option<Date>,
    /// How many cases its list has, where that is known.
    pub cases: Option<i64>,
    /// How many calls it has made.
    pub calls: Option<i64>,
    /// Calls in an open hour before, where its silence is no longer than that explains.
    pub pace: Option<f64>,
}

impl Circumstances {
    /// Why nobody is called: a sentence without its full stop.
    pub fn why(&self) -> String {
        if let Some(age) = &self.stale {
            return format!("the data are {age}, so calls may have been made since");
        }
        if self.enabled == Some(false) {
            return "campaigns are switched off for the company".to_owned();
        }
        if let Some(opens) = &self.opens {
            return format!("closed in every zone until {opens}");
        }
        if let Some(last) = self.over {
            return format!("its runs ended on {}", moment_said::day(last));
        }
        if let Some((cases, calls)) = self.cases.zip(self.calls).filter(|(cases, calls)| calls >= cases && *cases > 0) {
            return format!("its list has {}, and {} were made", counted(cases, "case"), counted_calls(calls));
        }
        if let Some(usual) = self.pace {
            return format!("a pause that its pace explains: usually {}", pace(usual));
        }
        "the API does not say".to_owned()
    }
}

fn counted_calls(calls: i64) -> String {
    if calls == 1 { "1 call".to_owned() } else { format!("{} calls", count(calls)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_with_the_best_evidence_is_said() {
        let mut known = Circumstances {
            stale: Some("12 min old".to_owned()),
            enabled: Some(false),
            opens: Some("Mon 30 Nov 09:00".to_owned()),
            over: "2026-11-27".parse().ok(),
            cases: Some(400),
            calls: Some(1_204),
            pace: Some(0.5),
        };
        let mut said = vec![known.why()];
        known.stale = None;
        said.push(known.why());
        known.enabled = Some(true);
        said.push(known.why());
        known.opens = None;
        said.push(known.why());
        known.over = None;
        said.push(known.why());
        known.calls = Some(399);
        said.push(known.why());
        known.pace = None;
        said.push(known.why());
        assert_eq!(
            said,
            [
                "the data are 12 min old, so calls may have been made since",
                "campaigns are switched off for the company",
                "closed in every zone until Mon 30 Nov 09:00",
                "its runs ended on Fri 27 Nov",
                "its list has 400 cases, and 1,204 calls were made",
                "a pause that its pace explains: usually 1 call in 2 hours",
                "the API does not say",
            ]
        );
    }

    #[test]
    fn a_list_without_cases_and_unknown_calls_explain_nothing() {
        let known = |cases, calls| Circumstances { cases, calls, ..Circumstances::default() }.why();
        for (cases, calls) in [(Some(0), Some(3)), (None, Some(3)), (Some(3), None)] {
            assert_eq!(known(cases, calls), "the API does not say");
        }
    }
}
