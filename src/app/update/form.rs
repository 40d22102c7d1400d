//! What the form answers, done; and the answers that it waits for.

use std::mem::{Discriminant, discriminant};

use super::drafts::{hide, show};
use super::{arrival, case_lists, drafts, polls};
use crate::app::action::Movement;
use crate::app::action::form::FormAction;
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::form::outcome::Outcome;
use crate::app::form::{Form, LaunchStage};
use crate::app::keep::{FileWritten, Keep, NotWritten};
use crate::app::key::Key;
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::domain::launch::progress::Progress;

pub(super) fn act(model: &mut Model, action: FormAction) -> Vec<Effect> {
    match action {
        FormAction::Open => open(model),
        FormAction::OpenDrafts => drafts::open(model),
        FormAction::Resume => drafts::resume(model),
        FormAction::New => drafts::begin(model),
        FormAction::NewLike => drafts::begin_like(model),
        FormAction::RemoveDraft => drafts::ask_removal(model),
        FormAction::ConfirmRemoval => drafts::remove(model),
        action => with(model, |form, context| form.act(action, context)),
    }
}

pub(super) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    with(model, |form, context| form.press(key, context))
}

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    with(model, |form, _| form.paste(text))
}

/// Moves through the form's fields as the wheel turns; whether there are any to move through.
pub(super) fn turn_wheel(model: &mut Model, movement: Movement) -> bool {
    let form = model.form.as_mut().filter(|form| form.has_fields());
    form.map(|form| form.turn_wheel(movement)).is_some()
}

/// Lets the form change, and does what it answers.
pub(super) fn with(model: &mut Model, change: impl FnOnce(&mut Form, &Context) -> Outcome) -> Vec<Effect> {
    let Some(form) = &mut model.form else { return Vec::new() };
    let outcome = change(form, &model.context);
    apply(model, outcome)
}

fn apply(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Nothing => {}
        Outcome::Say(words) => model.say(words),
        Outcome::Refuse(words) => return model.refuse(words),
        Outcome::Do(effect) => return vec![*effect],
        Outcome::Launch { launch, retyped } => {
            model.context.launches.hear(&launch, Progress::Checking);
            return vec![Effect::Launch { draft: launch, retyped }];
        }
        Outcome::SearchCaseLists(term) => case_lists::search(model, term),
        Outcome::Leave(words) => {
            leave(model);
            if let Some(words) = words {
                model.say(words);
            }
        }
        Outcome::Created(found) => return created(model, found),
    }
    Vec::new()
}

/// Shows the form as it was left, else the drafts that are kept, else an empty one.
fn open(model: &mut Model) -> Vec<Effect> {
    if model.form.is_some() {
        show(model);
        Vec::new()
    } else if model.drafts.any_waits(&model.context.launches) {
        model.say("These drafts are kept. Enter goes on with one, n begins a new one.");
        drafts::open(model)
    } else {
        drafts::begin(model)
    }
}

fn leave(model: &mut Model) {
    hide(model);
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Help(_)));
    let said = model.form.as_mut().and_then(|form| form.leave(&model.context.launches));
    if let Some(words) = said {
        model.say(words);
    }
}

/// The campaign exists: the form and its draft have done their work, and the cursor goes to its row.
fn created(model: &mut Model, found: Option<i64>) -> Vec<Effect> {
    leave(model);
    let done = model.form.take();
    model.notice = None;
    model.arrival = found;
    arrival::arrive(model);
    if model.arrival.is_some() {
        polls::refresh(model);
    }
    match (model.arrival, found) {
        (Some(id), _) => model.say(format!("Created as #{id}. The cursor goes to it when it is in the list.")),
        (None, None) => model.say("Created; the server did not say its number. L follows it."),
        // Where a filter hides it, that was just said.
        (None, Some(id)) if model.notice.is_none() => model.say(format!("Created as #{id}: the cursor is on it.")),
        (None, Some(_)) => {}
    }
    done.map(|form| Effect::Keep(Keep::RemoveDraft(form.id))).into_iter().collect()
}

/// Takes in an answer that the form or the list of drafts waits for.
pub(super) fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::DraftSaved(id, result) => return with(model, |form, _| form.saved(&id, result)),
        Msg::DraftCopied(old, new) => return with(model, |form, _| form.copied(&old, new)),
        Msg::DraftSought(id) => return with(model, |form, _| form.sought_elsewhere(&id)),
        Msg::DraftsListed(result) => drafts::listed(model, result),
        Msg::DraftLoaded(result) => return drafts::loaded(model, result),
        Msg::DraftRemoved(id, result) => drafts::removed(model, &id, result),
        Msg::FileWritten(_, Ok(FileWritten { path, .. })) => {
            model.say(format!("The plan is written: {path}. `kaytop create` reads it."));
        }
        Msg::FileWritten(_, Err(NotWritten::Failed(why) | NotWritten::Taken { free: why })) => {
            return model.refuse(format!("The plan is not written: {why}."));
        }
        Msg::LaunchPrepared(ticket, result) => {
            if let Some(form) = &mut model.form {
                form.prepared(ticket, result, model.context.now);
            }
        }
        Msg::LaunchEnded(result) => {
            model.context.launches.ended(result.as_ref().ok().map(|end| &*end.launch));
            return with(model, |form, _| form.ended(result));
        }
        _ => {}
    }
    Vec::new()
}

/// Lets the form see the day and time of this moment before anything is done with it.
pub(super) fn turn(model: &mut Model) {
    let today = model.context.today();
    if model.form.as_mut().is_some_and(|form| form.turn_to(today)) {
        // Whoever is typing the code goes on for a moment, and its letters are no keys of the panel.
        model.stray = Some(model.context.now.mono);
    }
}

/// Where the launches stand: when that changes, what was said of them before is over.
pub(super) fn standing(model: &Model) -> (u64, Option<Discriminant<LaunchStage>>) {
    (model.context.launches.moves(), model.form.as_ref().map(|form| discriminant(&form.launch)))
}

/// Keeps the form up with what happened, and asks for its draft to be saved.
pub(super) fn keep(model: &mut Model) -> Option<Effect> {
    let form = model.form.as_mut()?;
    if model.overlays.last() != Some(&Overlay::Form) {
        form.keep_pause(model.context.now);
    }
    if model.overlays.contains(&Overlay::Form) {
        form.weigh(&model.context);
    }
    form.save(model.context.now.wall)
}
