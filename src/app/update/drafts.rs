//! The list of drafts, and which draft is open.

use crate::app::action::Movement;
use crate::app::drafts::{DraftsView, launched};
use crate::app::effect::Effect;
use crate::app::form::{Form, Saved};
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};

/// Asks for the drafts when that is due.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let now = model.context.now.mono;
    if model.context.connection.read_only || !model.drafts.is_due(now, model.drafts_view().is_some()) {
        return None;
    }
    model.drafts.asked = Some(now);
    Some(Effect::Keep(Keep::ListDrafts))
}

fn view_mut(model: &mut Model) -> Option<&mut DraftsView> {
    match model.overlays.last_mut() {
        Some(Overlay::Drafts(view)) => Some(view),
        _ => None,
    }
}

/// Why the open draft cannot give its place to another.
fn must_stay(model: &Model) -> Option<String> {
    model.form.as_ref().and_then(|form| form.must_stay())
}

fn is_open(model: &Model, id: &DraftId) -> bool {
    model.form.as_ref().is_some_and(|form| form.id == *id)
}

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Drafts(DraftsView::default()));
    model.drafts.asked = Some(model.context.now.mono);
    vec![Effect::Keep(Keep::ListDrafts)]
}

pub(super) fn step(model: &mut Model, movement: Movement) {
    let (count, page) = (model.drafts.known.len(), model.geometry.overlay_page);
    if let Some(view) = view_mut(model) {
        view.step(movement, count, page);
    }
}

/// Goes on with the chosen draft. The one that is open already is shown as it is.
pub(super) fn resume(model: &mut Model) -> Vec<Effect> {
    let Some(line) = model.chosen_draft().cloned() else { return Vec::new() };
    if is_open(model, &line.id) {
        show(model);
        return Vec::new();
    }
    match must_stay(model) {
        Some(why) => model.refuse(why),
        None => vec![Effect::Keep(Keep::LoadDraft(Box::new(line)))],
    }
}

/// Begins a new draft.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = must_stay(model) {
        return model.refuse(why);
    }
    let form = Form::new(free_id(model), model.context.today());
    model.say("In a field letters are text: Tab goes on, Esc makes letters commands, F1 helps.");
    put(model, form);
    Vec::new()
}

/// Begins a draft like the chosen launch. The draft that was open is kept among the drafts.
pub(super) fn begin_like(model: &mut Model) -> Vec<Effect> {
    let like = model.chosen_launch().and_then(|launch| Form::like(launch, free_id(model), model.context.today()));
    let Some((form, words)) = like else { return Vec::new() };
    model.say(words);
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Launches(_)));
    put(model, form);
    Vec::new()
}

fn free_id(model: &Model) -> DraftId {
    let open = model.form.as_ref().map(|form| &form.id);
    model.drafts.free_id(model.context.now.wall, open)
}

fn put(model: &mut Model, form: Form) {
    model.form = Some(Box::new(form));
    show(model);
}

/// Asks whether the chosen draft is to be removed. The answer is another key: the same letter twice is soon typed.
pub(super) fn ask_removal(model: &mut Model) -> Vec<Effect> {
    let Some(DraftSummary { id, title, .. }) = model.chosen_draft().cloned() else { return Vec::new() };
    let why = why_kept(model, &id);
    if let Some(view) = view_mut(model) {
        view.removing = Some(id).filter(|_| why.is_none());
    }
    model.refuse(why.unwrap_or_else(|| format!("y removes \"{title}\" for good; any other key keeps it.")))
}

/// Why a draft cannot be removed: it is open and cannot go.
fn why_kept(model: &Model, id: &DraftId) -> Option<String> {
    must_stay(model).filter(|_| is_open(model, id))
}

/// Removes the draft that was asked about.
pub(super) fn remove(model: &mut Model) -> Vec<Effect> {
    let Some(id) = view_mut(model).and_then(|view| view.removing.take()) else { return Vec::new() };
    if let Some(why) = why_kept(model, &id) {
        return model.refuse(why);
    }
    if is_open(model, &id) {
        model.form = None;
        model.overlays.retain(|overlay| *overlay != Overlay::Form);
    }
    vec![Effect::Keep(Keep::RemoveDraft(id))]
}

/// Any other key keeps a draft that was about to be removed.
pub(super) fn keep(model: &mut Model) {
    if let Some(view) = view_mut(model) {
        view.removing = None;
    }
}

/// The drafts were listed.
pub(super) fn listed(model: &mut Model, result: Result<(Vec<DraftSummary>, Vec<String>), String>) {
    let was = model.drafts.known.clone();
    let unsaved = model.form.as_ref().filter(|form| matches!(form.saved, Saved::Not(_)));
    let open = unsaved.map(|form| form.kept_at(model.context.now.wall).summary());
    model.drafts.take(result, open);
    follow(model, &was);
}

/// A draft was read: it takes the form's place, where that is free.
pub(super) fn loaded(model: &mut Model, result: Result<Box<SavedDraft>, String>) -> Vec<Effect> {
    let saved = match result {
        Ok(saved) => saved,
        Err(why) => return model.refuse(why),
    };
    if model.drafts_view().is_none() {
        return Vec::new();
    }
    if let Some(why) = must_stay(model) {
        return model.refuse(why);
    }
    let copied = saved.copy_of.is_some() && model.chosen_draft().is_none_or(|chosen| chosen.id != saved.id);
    let made = launched(&saved.summary(), &model.context.launches).map(|launch| launch.id.clone());
    put(model, Form::resume(*saved, model.context.today()));
    if copied {
        model.say(
            "That draft is open in another window. This is a copy of it, as it was saved: what is typed here is kept apart.",
        );
    } else if let Some(id) = made {
        model.say(format!(
            "Launch {id} was made of this draft: it cannot be launched again. L, then t there begins another like it."
        ));
    }
    Vec::new()
}

/// A draft was removed, or was not.
pub(super) fn removed(model: &mut Model, id: &DraftId, result: Result<(), String>) {
    let was = model.drafts.known.clone();
    match result {
        Ok(()) => model.drafts.forget(id),
        Err(why) => drop(model.refuse(why)),
    }
    follow(model, &was);
}

/// The choice of the view stays with its draft.
fn follow(model: &mut Model, was: &[DraftSummary]) {
    for overlay in &mut model.overlays {
        if let Overlay::Drafts(view) = overlay {
            view.follow(was, &model.drafts.known);
        }
    }
}

/// Puts the form on screen, over everything else.
pub(super) fn show(model: &mut Model) {
    hide(model);
    model.overlays.push(Overlay::Form);
}

/// Takes the form and the list of drafts from the screen.
pub(super) fn hide(model: &mut Model) {
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Form | Overlay::Drafts(_)));
}
