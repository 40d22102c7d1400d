//! What a person states about a launch whose outcome is unknown: that it is there under a number, or that it is not.
//!
//! The same protocol and gates as `kaytop launches resolve`: whatever is stated, the list is read first, and only the
//! journal makes it true.

use std::time::Duration;

use super::action::Claim;
use super::key::Key;
use super::launches::Launches;
use super::text_field::TextField;
use crate::domain::launch::{Launch, LaunchId, Phase, Stamp, reconcile};
use crate::domain::time::{self, Now};

/// A statement, as it is performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// The campaign that it is.
    Found(i64),
    /// The name, as typed, of a launch that made none.
    NotThere(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub launch: LaunchId,
    pub claim: Claim,
    pub field: TextField,
    /// Whether it is being judged.
    pub asking: bool,
    /// Why it was not taken: a sentence.
    pub refused: Option<String>,
}

const READ_ONLY: &str = "Nothing is stated here: kaytop was started read-only.";

/// Why nothing can be stated of a launch now.
pub(super) fn why_not(claim: Claim, launch: &Launch, launches: &Launches, now: Now, read_only: bool) -> Option<String> {
    if read_only {
        return Some(READ_ONLY.to_owned());
    }
    let awaited = launches.progress(&launch.id).is_some() || !launch.phase.is_resolved() && !launch.is_sought();
    match claim {
        _ if awaited => Some("Its outcome is awaited: there is nothing to state yet.".to_owned()),
        _ if !launch.is_sought() => Some("Its outcome is known: there is nothing to state.".to_owned()),
        Claim::NotThere if launch.phase != Phase::Unknown => {
            Some("The server accepted it: it is there. Its number can be stated.".to_owned())
        }
        Claim::NotThere => too_early(launch, &launches.stamp(now)?),
        Claim::Found => None,
    }
}

/// Before the quiet period is over an absence means nothing.
fn too_early(launch: &Launch, now: &Stamp) -> Option<String> {
    if reconcile::quiet_is_over(launch, now) {
        return None;
    }
    let passed = launch.quiet_from.as_ref().and_then(|from| now.since(from)).unwrap_or_default();
    let left = reconcile::QUIET.saturating_sub(passed);
    Some(format!(
        "Too early to say that it is not there: it may still arrive. That can be stated in {}.",
        time::exact(Duration::from_secs(left.as_secs() + 1))
    ))
}

impl Statement {
    /// The field in which it is typed. The one campaign that looks like the launch is offered; a person still has to
    /// mean it.
    pub(super) fn new(claim: Claim, launch: &Launch) -> Self {
        let near = match (claim, launch.near.as_slice()) {
            (Claim::Found, [only]) => only.to_string(),
            _ => String::new(),
        };
        Self { launch: launch.id.clone(), claim, field: TextField::new(&near), asking: false, refused: None }
    }

    /// Whether it is this launch's statement that is being judged.
    pub(super) fn awaits(&self, id: &LaunchId) -> bool {
        self.asking && self.launch == *id
    }

    pub(super) fn refuse(&mut self, why: String) {
        (self.asking, self.refused) = (false, Some(why));
    }

    pub(super) fn press(&mut self, key: Key) -> Result<(), &'static str> {
        self.may_change()?;
        if self.field.press(key) {
            self.refused = None;
        }
        Ok(())
    }

    /// Pasted text: a number may be pasted, the name is the statement that a person looked.
    pub(super) fn paste(&mut self, text: &str) -> Result<(), &'static str> {
        self.may_change()?;
        if self.claim == Claim::NotThere {
            return Err("Nothing was pasted: this must be typed by hand.");
        }
        self.field.insert(text.trim());
        self.refused = None;
        Ok(())
    }

    /// Enter: has it judged. `name` is the launch's, where it is known.
    pub(super) fn submit(&mut self, name: Option<&str>) -> Result<Stated, &'static str> {
        self.may_change()?;
        let typed = self.field.text();
        let stated = match self.claim {
            Claim::Found => match typed.trim().trim_start_matches('#').parse() {
                Ok(number @ 1..) => Stated::Found(number),
                _ => return Err("A campaign's number is needed, such as 412."),
            },
            Claim::NotThere if name.is_some_and(|name| name != typed) => {
                return Err("That is not the name, letter by letter.");
            }
            Claim::NotThere => Stated::NotThere(typed.to_owned()),
        };
        (self.asking, self.refused) = (true, None);
        Ok(stated)
    }

    fn may_change(&self) -> Result<(), &'static str> {
        let asking = "The list is being looked at first. Esc closes this; the answer is told all the same.";
        if self.asking { Err(asking) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::keys;
    use crate::app::launches::LaunchesRead;
    use crate::domain::launch::samples::{at, in_phase};

    /// What is said to a claim of a launch in this phase since second 0, `seconds` after it.
    fn said(claim: Claim, phase: Phase, seconds: u64) -> Option<String> {
        let launch = in_phase(phase, 0);
        let now = |seconds| Now { mono: Duration::from_secs(seconds), wall: at(seconds).wall };
        let mut launches = Launches::default();
        launches.take(now(0), LaunchesRead { at: at(0), launches: Ok(vec![launch.clone()]) });
        why_not(claim, &launch, &launches, now(seconds), false)
    }

    #[test]
    fn what_cannot_be_stated_yet_or_any_more_says_so() {
        let quiet = reconcile::QUIET.as_secs();
        for (claim, phase, seconds, expected) in [
            (Claim::Found, Phase::Sending, 0, "Its outcome is awaited"),
            (Claim::Found, Phase::Created, 0, "Its outcome is known"),
            (Claim::NotThere, Phase::CreatedNoId, 0, "The server accepted it"),
            (Claim::NotThere, Phase::Unknown, quiet - 1, "Too early"),
        ] {
            let why = said(claim, phase, seconds).unwrap();
            assert!(why.starts_with(expected), "{phase:?}: {why}");
        }
        assert_eq!(said(Claim::Found, Phase::Unknown, 0), None);
        assert_eq!(said(Claim::NotThere, Phase::Unknown, quiet), None);
    }

    #[test]
    fn a_number_may_be_pasted_and_a_name_must_be_typed() {
        let launch = in_phase(Phase::Unknown, 0);
        let mut number = Statement::new(Claim::Found, &launch);
        assert_eq!(number.paste(" #412\n").and_then(|()| number.submit(None)), Ok(Stated::Found(412)));
        assert!(number.awaits(&launch.id) && number.paste("7").is_err(), "it is judged once");
        let mut name = Statement::new(Claim::NotThere, &launch);
        assert_eq!(name.paste("Spring"), Err("Nothing was pasted: this must be typed by hand."));
        for key in keys("Spring") {
            name.press(key).unwrap();
        }
        assert_eq!(name.submit(Some("spring")), Err("That is not the name, letter by letter."));
        assert_eq!(name.submit(Some("Spring")), Ok(Stated::NotThere("Spring".to_owned())));
    }
}
