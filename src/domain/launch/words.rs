//! What people read about a launch. The word "failed" is never said of an unknown outcome.

use std::time::Duration;

use super::reconcile::{self, QUIET, WAITS};
use super::{Launch, Phase, Stamp};
use crate::domain::time::{self, Zone};

/// Said before a launch, everywhere it can be made.
pub const CANNOT_BE_UNDONE: &str =
    "This starts contacting people and cannot be undone here: the API documents no edit, pause or delete.";

impl Launch {
    /// Where it stands, in a sentence or two.
    pub fn says(&self, now: &Stamp, zone: Zone) -> String {
        let ids = numbers(&self.found);
        match self.phase {
            Phase::Draft => "Prepared. Nothing was sent.".into(),
            Phase::Confirmed | Phase::Sending => "Sending… do not close.".into(),
            Phase::Created => format!("Created as {ids} ✓ ({})", time::format_clock(self.changed.wall, zone)),
            Phase::CreatedNoId => "Created; the server did not say its number. Looking for it.".into(),
            Phase::Rejected => format!("Refused by the server: {}. Nothing was created.", self.why),
            Phase::NotSent => format!("Not sent: {}. Nothing was created.", self.why),
            Phase::Matched if self.found.len() > 1 => {
                format!("TWO CAMPAIGNS FOUND: {ids}. Both look like this launch: check in the web console at once.")
            }
            Phase::Matched => format!("Found it: {ids} ✓"),
            Phase::Released if self.found.is_empty() => {
                format!("Released by hand. Watched for a late duplicate until {}.", self.watched_until(zone))
            }
            Phase::Released => {
                format!("LATE DUPLICATE: {ids} has appeared after the release. Check in the web console at once.")
            }
            Phase::Abandoned => format!("Closed: {}.", self.why),
            Phase::Unknown => format!("Outcome unknown: {}. It may exist. {}", self.why, self.search(now)),
        }
    }

    /// What comes next, or what to do. Empty where nothing is to be done.
    pub fn next_step(&self, now: &Stamp) -> String {
        let resolve = format!("kaytop launches resolve {}", self.id);
        match self.phase {
            Phase::Unknown if reconcile::may_be_released(self, now) && self.near.is_empty() => format!(
                "If it is not in the web console: {resolve} --not-there --name NAME. If it is: {resolve} --found NUMBER"
            ),
            Phase::Unknown if !self.near.is_empty() => {
                format!("{} looks like it. If that is the one: {resolve} --found NUMBER", numbers(&self.near))
            }
            Phase::Unknown => {
                format!("Do not create it again. If you see it in the web console: {resolve} --found NUMBER")
            }
            Phase::Confirmed | Phase::Sending => "Wait for the answer.".into(),
            _ => String::new(),
        }
    }

    /// How the search for it goes.
    fn search(&self, now: &Stamp) -> String {
        let over = reconcile::quiet_is_over(self, now);
        if over && self.absent {
            return format!("Not in the list after {} min. Please check in the web console.", QUIET.as_secs() / 60);
        }
        if over && self.looks > 0 {
            return "The list proves nothing yet: it cannot be read whole, or lacks what it held before. Still looking. \
                    Do not create it again."
                .into();
        }
        let next = reconcile::next_wait(self.looks);
        let number = (self.looks as usize + 1).min(WAITS.len());
        let since = now.since(&self.changed).unwrap_or(Duration::ZERO);
        let wait = next.saturating_sub(since);
        format!(
            "Checking the list ({number} of {}, next in {}). Do not create it again.",
            WAITS.len(),
            time::exact(wait)
        )
    }

    fn watched_until(&self, zone: Zone) -> String {
        zone.today(self.changed.wall + super::WATCH).to_string()
    }
}

/// `#412`, or `#412 and #413`.
pub fn numbers(ids: &[i64]) -> String {
    ids.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().join(" and ")
}
