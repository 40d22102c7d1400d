//! Saving the form's draft: whenever it was changed, one save at a time.

use super::launch::LaunchStage;
use super::outcome::Outcome;
use super::{Form, Saved};
use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::domain::draft::saved::{DraftId, SavedDraft};
use crate::domain::time::Moment;

impl Form {
    /// Asks to save what was changed, unless a save is under way.
    pub fn save(&mut self, wall: Moment) -> Option<Effect> {
        if !self.unsaved || self.saved == Saved::Saving {
            return None;
        }
        (self.unsaved, self.saved) = (false, Saved::Saving);
        Some(Effect::Keep(Keep::SaveDraft(Box::new(self.kept_at(wall)))))
    }

    /// A save ended. A campaign that was created meanwhile takes its draft along.
    pub fn saved(&mut self, id: &DraftId, result: Result<Moment, String>) -> Outcome {
        if self.id != *id {
            return Outcome::Nothing;
        }
        self.saved = result.map_or_else(Saved::Not, Saved::At);
        self.remove_if_created()
    }

    /// Somebody else wrote the draft `old` meanwhile: what is typed here is a copy of it from here on.
    pub fn copied(&mut self, old: &DraftId, new: DraftId) -> Outcome {
        if self.id != *old {
            return Outcome::Nothing;
        }
        self.copy_of.get_or_insert_with(|| old.clone());
        self.id = new;
        Outcome::say(
            "This draft was written elsewhere meanwhile. What is typed here is kept as a copy of it; nothing is lost.",
        )
    }

    /// Another window has opened the same draft.
    pub fn sought_elsewhere(&mut self, id: &DraftId) -> Outcome {
        if self.id != *id {
            return Outcome::Nothing;
        }
        self.sought = true;
        Outcome::say(
            "This draft was opened in another window too. There it is a copy: what is typed here stays as it is.",
        )
    }

    pub fn kept_at(&self, saved_at: Moment) -> SavedDraft {
        let (id, copy_of) = (self.id.clone(), self.copy_of.clone());
        SavedDraft { id, step: self.step, saved_at, copy_of, draft: self.draft().clone() }
    }

    /// Why another draft cannot take this one's place on the screen; nothing when all of it is kept.
    pub fn must_stay(&self) -> Option<String> {
        match (&self.launch, &self.saved) {
            (LaunchStage::Preparing { .. } | LaunchStage::Ready { .. } | LaunchStage::Sending(_), _) => {
                Some("A launch of the open draft is under way.".to_owned())
            }
            (_, Saved::Saving) => Some("The open draft is being saved. Try again.".to_owned()),
            (_, Saved::Not(why)) => {
                Some(format!("The open draft would be lost: {why}. w in the form writes it as a file."))
            }
            (_, Saved::Nothing | Saved::At(_)) => None,
        }
    }
}
