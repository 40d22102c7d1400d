//! The drafts that are kept on this machine, and their list.

use std::collections::BTreeMap;
use std::time::Duration;

use super::launching::is_created;
use super::update::show;
use super::{Form, Saved, saving};
use crate::app::action::Step;
use crate::app::effect::Effect;
use crate::app::launches::Launches;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use crate::domain::launch::Launch;

/// The drafts as last listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// The drafts, the latest first; none before they were listed.
    pub known: Vec<DraftSummary>,
    /// What a person must know of: files that could not be read, or why there is no list.
    pub notes: Vec<String>,
    /// Whether they were listed.
    pub listed: bool,
    /// When they were last asked for, since the start of the program.
    asked: Option<Duration>,
}

/// How often the open list is brought up to date: another window may change it.
const AGAIN: Duration = Duration::from_secs(1);

/// The open list of drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftsView {
    /// The chosen line.
    pub choice: usize,
    /// The draft that was asked about: the next key removes it, or keeps it.
    pub removing: Option<DraftId>,
}

/// Why nothing can be done with a draft where there is none.
pub(super) const NONE: &str = "There is no draft. n begins one.";

/// The chosen draft.
pub(super) fn chosen(model: &Model) -> Option<&DraftSummary> {
    match model.overlays.last() {
        Some(Overlay::Drafts(view)) => model.drafts.known.get(view.choice),
        _ => None,
    }
}

/// Asks for the drafts once, so that what an earlier session left is known before the form is opened; and again while
/// their list is open.
pub(in crate::app) fn due(model: &mut Model) -> Option<Effect> {
    if model.context.connection.read_only || next(model).is_some_and(|at| at > model.context.now.mono) {
        return None;
    }
    if model.drafts.asked.is_some() && !is_open(model) {
        return None;
    }
    model.drafts.asked = Some(model.context.now.mono);
    Some(Effect::ListDrafts)
}

fn is_open(model: &Model) -> bool {
    matches!(model.overlays.last(), Some(Overlay::Drafts(_)))
}

/// When the open list is next brought up to date.
pub(in crate::app) fn next(model: &Model) -> Option<Duration> {
    model.drafts.asked.filter(|_| is_open(model)).map(|asked| asked + AGAIN)
}

/// The launch that was made of this draft, where it made a campaign or may have. Such a draft is kept all the same: it
/// cannot be launched again, but it may be the beginning of another.
pub fn launched<'m>(draft: &DraftSummary, launches: &'m Launches) -> Option<&'m Launch> {
    let of = |launch: &&Launch| match &launch.origin {
        Some(origin) => launch.may_exist() && origin.draft == draft.id.as_str(),
        // Of an earlier version, or of a plan: known by what it sent.
        None => is_created(launch.phase) && launch.request.body == draft.body,
    };
    launches.newest_first().iter().find(of)
}

/// Whether a draft waits to be gone on with.
pub(super) fn any_waits(model: &Model) -> bool {
    model.drafts.known.iter().any(|draft| launched(draft, &model.context.launches).is_none())
}

/// Opens the list.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Drafts(DraftsView::default()));
    model.drafts.asked = Some(model.context.now.mono);
    vec![Effect::ListDrafts]
}

/// Moves the choice.
pub(in crate::app) fn step(model: &mut Model, step: Step) {
    let (count, page) = (model.drafts.known.len(), model.geometry.overlay_page);
    if let Some(Overlay::Drafts(view)) = model.overlays.last_mut() {
        *view = DraftsView { choice: step.apply(view.choice, count, page), removing: None };
    }
}

/// Goes on with the chosen draft. The one that is open already is shown as it is.
pub(super) fn resume(model: &mut Model) -> Vec<Effect> {
    let Some(line) = chosen(model).cloned() else { return Vec::new() };
    if model.form.as_ref().is_some_and(|form| form.id == line.id) {
        show(model);
        return Vec::new();
    }
    match must_stay(model) {
        Some(why) => model.refuse(why),
        None => vec![Effect::LoadDraft(Box::new(line))],
    }
}

/// Begins a new draft.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = must_stay(model) {
        return model.refuse(why);
    }
    let today = model.context.today();
    model.form = Some(Box::new(Form::new(saving::free_id(model), today)));
    model.say("In a field letters are text: Tab goes on, Esc makes letters commands, F1 helps.");
    show(model);
    Vec::new()
}

/// Why the chosen draft cannot be removed.
fn kept(model: &Model, id: &DraftId) -> Option<String> {
    must_stay(model).filter(|_| model.form.as_ref().is_some_and(|form| form.id == *id))
}

/// Asks whether the chosen draft is to be removed. The answer is another key: the same letter twice is soon typed.
pub(super) fn ask(model: &mut Model) {
    let Some(DraftSummary { id, title, .. }) = chosen(model).cloned() else { return };
    let why = kept(model, &id);
    if let Some(Overlay::Drafts(view)) = model.overlays.last_mut() {
        view.removing = Some(id).filter(|_| why.is_none());
    }
    drop(model.refuse(why.unwrap_or_else(|| format!("y removes \"{title}\" for good; any other key keeps it."))));
}

/// Why nothing is removed: nobody asked.
pub(super) fn why_not_removed(model: &Model) -> Option<String> {
    let asked = matches!(model.overlays.last(), Some(Overlay::Drafts(DraftsView { removing: Some(_), .. })));
    (!asked).then(|| "Nothing is to be removed: x asks that of the chosen draft.".to_owned())
}

/// Removes the draft that was asked about.
pub(super) fn remove(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Drafts(view)) = model.overlays.last_mut() else { return Vec::new() };
    let Some(id) = view.removing.take() else { return Vec::new() };
    if let Some(why) = kept(model, &id) {
        return model.refuse(why);
    }
    if model.form.as_ref().is_some_and(|form| form.id == id) {
        model.form = None;
        model.overlays.retain(|overlay| *overlay != Overlay::Form);
    }
    vec![Effect::RemoveDraft(id)]
}

/// Any other key keeps a draft that was about to be removed.
pub(in crate::app) fn keep(model: &mut Model) {
    if let Some(Overlay::Drafts(view)) = model.overlays.last_mut() {
        view.removing = None;
    }
}

/// Why the open draft cannot give its place to another.
pub(super) fn must_stay(model: &Model) -> Option<String> {
    model.form.as_ref().and_then(|form| form.must_stay())
}

/// The drafts were listed.
pub(in crate::app) fn listed(model: &mut Model, result: Result<(Vec<DraftSummary>, Vec<String>), String>) {
    let was = std::mem::take(&mut model.drafts.known);
    match result {
        Ok((known, notes)) => (model.drafts.known, model.drafts.notes, model.drafts.listed) = (known, notes, true),
        Err(why) => (model.drafts.known, model.drafts.notes) = (was.clone(), vec![why]),
    }
    // Its line shows what opens, also where it could not be saved.
    if let Some(form) = model.form.as_ref().filter(|form| matches!(form.saved, Saved::Not(_))) {
        let line = form.kept_at(model.context.now.wall).summary();
        match model.drafts.known.iter_mut().find(|known| known.id == line.id) {
            Some(known) => *known = line,
            None => model.drafts.known.insert(0, line),
        }
    }
    // The choice stays with its draft, wherever that stands by now.
    let places: BTreeMap<&DraftId, usize> =
        model.drafts.known.iter().enumerate().map(|(at, draft)| (&draft.id, at)).collect();
    for overlay in &mut model.overlays {
        if let Overlay::Drafts(view) = overlay
            && let Some(at) = was.get(view.choice).and_then(|draft| places.get(&draft.id))
        {
            view.choice = *at;
        }
    }
    keep_inside(model);
}

/// A draft was read: it takes the form's place, where that is free.
pub(in crate::app) fn loaded(model: &mut Model, result: Result<Box<SavedDraft>, String>) -> Vec<Effect> {
    let saved = match result {
        Ok(saved) => saved,
        Err(why) => return model.refuse(why),
    };
    if !matches!(model.overlays.last(), Some(Overlay::Drafts(_))) {
        return Vec::new();
    }
    if let Some(why) = must_stay(model) {
        return model.refuse(why);
    }
    let today = model.context.today();
    let line = saved.summary();
    let copied = saved.copy_of.is_some() && chosen(model).is_none_or(|chosen| chosen.id != saved.id);
    let made = launched(&line, &model.context.launches).map(|launch| launch.id.clone());
    model.form = Some(Box::new(Form::resume(*saved, today)));
    show(model);
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
pub(in crate::app) fn removed(model: &mut Model, id: &DraftId, result: Result<(), String>) {
    match result {
        Ok(()) => model.drafts.known.retain(|draft| draft.id != *id),
        Err(why) => drop(model.refuse(why)),
    }
    keep_inside(model);
}

fn keep_inside(model: &mut Model) {
    let last = model.drafts.known.len().saturating_sub(1);
    for overlay in &mut model.overlays {
        if let Overlay::Drafts(view) = overlay {
            view.choice = view.choice.min(last);
        }
    }
}
