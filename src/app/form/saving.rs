//! Saving the form's draft: whenever it was changed, one save at a time.

use super::launch::LaunchStage;
use super::launching::is_created;
use super::{Form, Saved};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::draft::saved::{DraftId, SavedDraft};
use crate::domain::time::Moment;

/// A number that no known draft has, made of the time.
pub(super) fn free_id(model: &Model) -> DraftId {
    let time = model.context.now.wall.timestamp_nanos_opt().unwrap_or_default().cast_unsigned();
    let taken = |id: &DraftId| {
        model.drafts.known.iter().any(|draft| draft.id == *id) || model.form.as_ref().is_some_and(|form| form.id == *id)
    };
    let mut ids = (time..).map(DraftId::from_bits);
    ids.find(|id| !taken(id)).unwrap_or_else(|| DraftId::from_bits(time))
}

/// Asks to save what was changed, unless a save is under way.
pub(in crate::app) fn due(model: &mut Model) -> Option<Effect> {
    let wall = model.context.now.wall;
    let form = model.form.as_mut().filter(|form| form.unsaved && form.saved != Saved::Saving)?;
    (form.unsaved, form.saved) = (false, Saved::Saving);
    Some(Effect::SaveDraft(Box::new(form.kept_at(wall))))
}

/// A save ended.
pub(in crate::app) fn saved(model: &mut Model, id: &DraftId, result: Result<Moment, String>) -> Vec<Effect> {
    let Some(form) = model.form.as_mut().filter(|form| form.id == *id) else { return Vec::new() };
    form.saved = result.map_or_else(Saved::Not, Saved::At);
    // A campaign that was created meanwhile has taken its draft along.
    let done = matches!(&form.launch, LaunchStage::Ended(end) if is_created(end.launch.phase));
    if done { vec![Effect::RemoveDraft(form.id.clone())] } else { Vec::new() }
}

/// What is typed here is a copy from here on.
pub(super) fn copied(model: &mut Model, old: &DraftId, new: DraftId) {
    let Some(form) = model.form.as_mut().filter(|form| form.id == *old) else { return };
    form.copy_of.get_or_insert_with(|| old.clone());
    form.id = new;
    model.say(
        "This draft was written elsewhere meanwhile. What is typed here is kept as a copy of it; nothing is lost.",
    );
}

/// Another window has opened the same draft.
pub(super) fn sought(model: &mut Model, id: &DraftId) {
    let Some(form) = model.form.as_mut().filter(|form| form.id == *id) else { return };
    form.sought = true;
    model.say("This draft was opened in another window too. There it is a copy: what is typed here stays as it is.");
}

impl Form {
    pub(super) fn kept_at(&self, saved_at: Moment) -> SavedDraft {
        let (id, copy_of) = (self.id.clone(), self.copy_of.clone());
        SavedDraft { id, step: self.step, saved_at, copy_of, draft: self.draft().clone() }
    }

    /// Why another draft cannot take this one's place on the screen; nothing when all of it is kept.
    pub(super) fn must_stay(&self) -> Option<String> {
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
