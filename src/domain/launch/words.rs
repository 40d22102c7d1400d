//! What people read about a launch. The word "failed" is never said of an unknown outcome.

use std::time::Duration;

use super::reconcile::{self, QUIET, WAITS};
use super::{Launch, Phase, Stamp};
use crate::domain::time::{self, Zone};

/// Said before a launch, everywhere it can be made.
pub const CANNOT_BE_UNDONE: &str =
    "This starts contacting people and cannot be undone here: the API documents no edit, pause or delete.";

impl Phase {
    /// Where a launch stands, in a word or two.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Confirmed | Self::Sending => "sending",
            Self::Created => "created",
            Self::CreatedNoId => "created, no id",
            Self::Rejected => "refused",
            Self::NotSent => "not sent",
            Self::Unknown => "unknown",
            Self::Matched => "found",
            Self::Released => "released",
            Self::Abandoned => "closed",
        }
    }
}

impl Launch {
    /// Where it stands, in a sentence or two.
    pub fn says(&self, now: &Stamp, zone: Zone) -> String {
        let (ids, why) = (numbers(&self.found), self.reason());
        let watched = self.is_watched(now.wall);
        match self.phase {
            Phase::Draft => "Prepared. Nothing was sent.".into(),
            Phase::Confirmed => "Confirmed; nothing is sent yet. Do not close.".into(),
            Phase::Sending => "Sending… do not close.".into(),
            Phase::Created => format!("Created as {ids} ✓ ({})", time::format_clock(self.changed.wall, zone)),
            Phase::CreatedNoId if watched => "Created; the server did not say its number. Looking for it.".into(),
            Phase::CreatedNoId => "Created; the server did not say its number, and it was not seen in the list for a \
                                   day. Look for it in the web console."
                .into(),
            Phase::Rejected => format!("Refused by the server: {why}. Nothing was created."),
            Phase::NotSent => format!("Not sent: {why}. Nothing was created."),
            Phase::Matched if self.found.len() > 1 => format!(
                "{} CAMPAIGNS FOUND: {ids}. Each looks like this launch: check in the web console at once.",
                if self.found.len() == 2 { "TWO".into() } else { self.found.len().to_string() }
            ),
            Phase::Matched => format!("Found it: {ids} ✓"),
            Phase::Released if !self.found.is_empty() => {
                let have = if self.found.len() == 1 { "has" } else { "have" };
                format!("LATE DUPLICATE: {ids} {have} appeared after the release. Check in the web console at once.")
            }
            Phase::Released if watched => {
                format!("Released by hand. Watched for a late duplicate until {}.", self.watched_until(zone))
            }
            Phase::Released => "Released by hand. No late duplicate was seen in the 7 days after it.".into(),
            Phase::Abandoned => format!("Closed: {why}."),
            Phase::Unknown => format!("Outcome unknown: {why}. It may exist. {}", self.search(now)),
        }
    }

    /// As [`Launch::says`], where nobody is looking for it just now: no next look is announced.
    pub fn stands(&self, now: &Stamp, zone: Zone) -> String {
        if self.phase != Phase::Unknown || reconcile::quiet_is_over(self, now) {
            return self.says(now, zone);
        }
        let looks = if self.looks == 1 { "look" } else { "looks" };
        format!(
            "Outcome unknown: {}. It may exist. Not seen in {} {looks} at the list; an open window of kaytop looks on. Do not \
             create it again.",
            self.reason(),
            self.looks
        )
    }

    /// What comes next, or what to do. Empty where nothing is to be done.
    pub fn next_step(&self, now: &Stamp) -> String {
        let resolve = format!("kaytop launches resolve {}", self.id);
        let released = format!("{resolve} --not-there --name \"NAME\"");
        let found = format!("{resolve} --found NUMBER");
        match self.phase {
            Phase::Confirmed | Phase::Sending => "Wait for the answer.".into(),
            Phase::Unknown if !self.near.is_empty() => {
                let look = if self.near.len() == 1 { "looks" } else { "look" };
                let near = format!("{} {look} like it. If that is the one: {found}", numbers(&self.near));
                if reconcile::may_be_released(self, now) {
                    format!("{near}  If it is not in the web console: {released}")
                } else {
                    near
                }
            }
            Phase::Unknown if reconcile::may_be_released(self, now) => {
                format!("If it is not in the web console: {released}  If it is: {found}")
            }
            Phase::Unknown => format!("If you see it in the web console: {found}"),
            Phase::CreatedNoId if !self.is_watched(now.wall) => format!("If you see it in the web console: {found}"),
            _ => String::new(),
        }
    }

    /// How the search for it goes.
    fn search(&self, now: &Stamp) -> String {
        if reconcile::may_be_released(self, now) {
            return format!("Not in the list after {} min. Please check in the web console.", QUIET.as_secs() / 60);
        }
        // Looked at when the period was over, and still not taken as absent.
        if reconcile::quiet_is_over(self, now) && reconcile::quiet_is_over(self, &self.changed) {
            return "The list proves nothing yet: it cannot be read whole, or lacks what it held before. Still looking. \
                    Do not create it again."
                .into();
        }
        let done = WAITS.len().min(self.looks as usize);
        let wait = reconcile::next_look(self, now);
        // Rounded up: what is announced for a second from now does not come earlier.
        let seconds = Duration::from_millis(wait.as_millis().div_ceil(1000) as u64 * 1000);
        let next = if wait.is_zero() { "now".into() } else { format!("in {}", time::exact(seconds)) };
        format!("Checking the list ({done} of {}, next {next}). Do not create it again.", WAITS.len())
    }

    /// Why, as a clause that a full stop can follow.
    fn reason(&self) -> &str {
        match self.why.trim_end_matches(|c: char| c == '.' || c.is_whitespace()) {
            "" => "no reason was given",
            why => why,
        }
    }

    fn watched_until(&self, zone: Zone) -> String {
        zone.today(self.changed.wall + super::WATCH).to_string()
    }
}

/// `#412`, `#412 and #413`, or `#412, #413 and #414`.
pub fn numbers(ids: &[i64]) -> String {
    let mut numbers: Vec<String> = ids.iter().map(|id| format!("#{id}")).collect();
    match numbers.pop() {
        Some(last) if !numbers.is_empty() => format!("{} and {last}", numbers.join(", ")),
        last => last.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
