//! What people read about a launch. The word "failed" is never said of an unknown outcome.

use std::time::Duration;

use super::reconcile::{self, QUIET, WAITS};
use super::{Launch, Phase, Stamp};
use crate::domain::time::{self, Zone};

/// Said before a launch, everywhere it can be made.
pub const CANNOT_BE_UNDONE: &str =
    "This starts contacting people and cannot be undone here: the API documents no edit, pause or delete.";

/// For how long somebody may still be about to launch what was prepared.
const PREPARED: Duration = Duration::from_secs(10 * 60);

/// What is done about a launch whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// The list is looked at again after this time.
    Next(Duration),
    /// It is being looked at.
    Looking,
    /// Nothing is asked: the person froze the screen.
    Frozen,
    /// This process looks for nothing; a window may.
    Elsewhere,
}

/// How a person states here what became of a launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// That it is there, under a number.
    pub found: String,
    /// That it is not.
    pub not_there: String,
}

impl Phase {
    /// Where a launch stands, in a word or two.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Confirmed => "confirmed",
            Self::Sending => "sending",
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
    /// Where it stands, in a sentence or two, where it is looked for by the waits of the protocol.
    pub fn says(&self, now: &Stamp, zone: Zone) -> String {
        self.says_while(now, zone, Search::Next(reconcile::next_look(self, now)))
    }

    /// Where it stands, in a sentence or two; `search` is what is done about it where its outcome is unknown.
    pub fn says_while(&self, now: &Stamp, zone: Zone, search: Search) -> String {
        let (ids, why) = (numbers(&self.found), self.reason());
        let watched = self.is_watched(now.wall);
        match self.phase {
            // The journal hears of a confirmation only when the last look has passed.
            Phase::Draft if search == Search::Elsewhere && self.may_be_confirmed(now) => {
                "Prepared; the window that did so may launch it at any moment. Nothing was sent so far.".into()
            }
            Phase::Draft => "Prepared. Nothing was sent.".into(),
            Phase::Confirmed => format!("Confirmed{}. Nothing is sent yet.", self.by()),
            Phase::Sending => format!(
                "Sending since {}{}: the server may have it already. Its answer is awaited.",
                time::format_clock(self.changed.wall, zone),
                self.by()
            ),
            Phase::Created => format!("Created as {ids} ✓ ({})", time::format_clock(self.changed.wall, zone)),
            Phase::CreatedNoId if watched => {
                let looks = match search {
                    Search::Elsewhere => "It was not in the list yet; an open window of kaytop looks on.",
                    Search::Frozen => "Frozen, so it is not looked for.",
                    _ => "Looking for it.",
                };
                format!("Created; the server did not say its number. {looks}")
            }
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
            Phase::Unknown => format!("Outcome unknown: {why}. It may exist. {}", self.search(now, search)),
        }
    }

    /// As [`Launch::says`], where nobody is looking for it just now: no next look is announced.
    pub fn stands(&self, now: &Stamp, zone: Zone) -> String {
        self.says_while(now, zone, Search::Elsewhere)
    }

    /// What comes next, or what to do. Empty where nothing is to be done.
    pub fn next_step(&self, now: &Stamp) -> String {
        let resolve = format!("kaytop launches resolve {}", self.id);
        self.what_to_do(
            now,
            &Ways {
                found: format!("{resolve} --found NUMBER"),
                not_there: format!("{resolve} --not-there --name \"NAME\""),
            },
        )
    }

    /// As [`Launch::next_step`], where it can be done otherwise than by a command.
    pub fn what_to_do(&self, now: &Stamp, ways: &Ways) -> String {
        let Ways { found, not_there: released } = ways;
        match self.phase {
            Phase::Confirmed | Phase::Sending => "Wait for the answer. Do not create it again.".into(),
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

    /// Whether the one who prepared it may be about to confirm it.
    fn may_be_confirmed(&self, now: &Stamp) -> bool {
        self.version == 0 && now.since(&self.changed).is_some_and(|age| age < PREPARED)
    }

    /// Which process drives it.
    fn by(&self) -> String {
        self.owner.as_ref().map(|owner| format!(" by {}", owner.name)).unwrap_or_default()
    }

    /// How the search for it goes.
    fn search(&self, now: &Stamp, search: Search) -> String {
        const KEEP: &str = "Do not create it again.";
        if reconcile::may_be_released(self, now) {
            return format!("Not in the list after {} min. Please check in the web console.", QUIET.as_secs() / 60);
        }
        let looks = if self.looks == 1 { "look" } else { "looks" };
        let seen = format!("Not seen in {} {looks} at the list", self.looks);
        match search {
            Search::Frozen => format!("{seen}; frozen, so nothing is looked at. {KEEP}"),
            Search::Elsewhere if !reconcile::quiet_is_over(self, now) => {
                format!("{seen}; an open window of kaytop looks on. {KEEP}")
            }
            // Looked at when the period was over, and still not taken as absent.
            _ if reconcile::quiet_is_over(self, now) && reconcile::quiet_is_over(self, &self.changed) => {
                format!(
                    "The list proves nothing yet: it cannot be read whole, or lacks what it held before. Still looking. {KEEP}"
                )
            }
            Search::Looking => {
                format!("Looking at the list now ({} of {}). {KEEP}", self.looks_done() + 1, WAITS.len())
            }
            Search::Elsewhere => self.checking(reconcile::next_look(self, now)),
            Search::Next(wait) => self.checking(wait),
        }
    }

    fn checking(&self, wait: Duration) -> String {
        // Rounded up: what is announced for a second from now does not come earlier.
        let seconds = Duration::from_secs(wait.as_millis().div_ceil(1000) as u64);
        let next = if wait.is_zero() { "now".into() } else { format!("in {}", time::exact(seconds)) };
        format!("Checking the list ({} of {}, next {next}). Do not create it again.", self.looks_done(), WAITS.len())
    }

    fn looks_done(&self) -> usize {
        WAITS.len().min(self.looks as usize)
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
