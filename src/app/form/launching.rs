//! The keys and answers of a launch.

use std::mem::{Discriminant, discriminant};

use super::launch::{CODE_BY_HAND, CODE_LETTERS, CODE_PAUSE, LaunchEnd, LaunchStage, Prepared, RefusalWords, Refused};
use super::update::{leave, with_form};
use super::{Form, review};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::text_field::TextField;
use crate::app::update::polls;
use crate::domain::draft::{BodyField, Field};
use crate::domain::launch::progress::Progress;
use crate::domain::launch::{Phase, code};
use crate::domain::rules::json;
use crate::domain::time::Now;

/// Said to every key that would leave while the outcome is not known yet.
pub(in crate::app) fn keeps(model: &Model) -> &'static str {
    model.context.launches.running().unwrap_or(Progress::Checking).keeps()
}

/// Where the launches stand: when that changes, what was said of them before is over.
pub(in crate::app) fn standing(model: &Model) -> (u64, Option<Discriminant<LaunchStage>>) {
    (model.context.launches.moves(), model.form.as_ref().map(|form| discriminant(&form.launch)))
}

/// Whether a request is on its way.
pub(in crate::app) fn is_sending(model: &Model) -> bool {
    model.form.as_ref().is_some_and(|form| matches!(form.launch, LaunchStage::Sending(_)))
}

/// Asks to make the launch ready, when nothing is wrong with the plan; else goes to what is.
pub(super) fn prepare(model: &mut Model, retyped: bool) -> Vec<Effect> {
    let Some(form) = &mut model.form else { return Vec::new() };
    if let Some(problem) = form.check.first_problem().cloned() {
        let count = super::lines::counted(form.check.problems.len(), "problem");
        form.reveal();
        form.go_to(problem.field(), true);
        let said = form.draft().said_with_place(&problem, "");
        return model.refuse(format!("{count} first. {said}."));
    }
    if let Some(words) = review::show_unseen(model, "Enter again goes on.") {
        return model.refuse(words);
    }
    let Some(form) = &mut model.form else { return Vec::new() };
    form.ticket += 1;
    form.launch = LaunchStage::Preparing { ticket: form.ticket, retyped };
    vec![Effect::PrepareLaunch { ticket: form.ticket, plan: form.draft().request(), origin: form.origin(), retyped }]
}

/// The launch is ready to be confirmed, or is refused. An answer that nobody waits for is dropped, and so is one that is
/// not about this very plan.
pub(in crate::app) fn prepared(model: &mut Model, ticket: u64, result: Result<Prepared, RefusalWords>) {
    let now = model.context.now;
    with_form(model, |form, _| {
        let LaunchStage::Preparing { ticket: awaited, retyped } = form.launch else { return };
        if awaited != ticket {
            return;
        }
        form.launch = match result {
            Ok(Prepared { launch, bits }) if is_of(form, &launch.request.body) => {
                let code = code(bits, CODE_LETTERS);
                LaunchStage::Ready { launch, code, typed: String::new(), at: now.mono, since: now.mono, retyped }
            }
            Ok(_) => refused(RefusalWords { words: "another plan was made ready".to_owned(), same_name: false }),
            Err(why) => refused(why),
        };
    });
}

/// Whether a body is the plan on screen.
fn is_of(form: &Form, body: &str) -> bool {
    json::parse(body).is_ok_and(|body| body == form.draft().request())
}

pub(super) fn refused(why: RefusalWords) -> LaunchStage {
    let name = why.same_name.then(TextField::default);
    LaunchStage::Refused(Refused { why, name })
}

/// The outcome, or why nothing was sent after all.
pub(in crate::app) fn ended(model: &mut Model, result: Result<LaunchEnd, RefusalWords>) -> Vec<Effect> {
    model.context.launches.ended(result.as_ref().ok().map(|end| &*end.launch));
    let Some(form) = model.form.as_mut().filter(|form| matches!(form.launch, LaunchStage::Sending(_))) else {
        return Vec::new();
    };
    form.launch = result.map_or_else(refused, LaunchStage::Ended);
    let done = matches!(&form.launch, LaunchStage::Ended(end) if is_created(end.launch.phase));
    if done { vec![Effect::RemoveDraft(form.id.clone())] } else { Vec::new() }
}

/// Whether the campaign is there, so that its draft has done its work.
pub(super) fn is_created(phase: Phase) -> bool {
    matches!(phase, Phase::Created | Phase::CreatedNoId | Phase::Matched)
}

/// While the code is not in sight, the pause before it is taken does not pass.
pub(in crate::app) fn keep_pause(model: &mut Model) {
    let (now, in_sight) = (model.context.now.mono, model.overlays.last() == Some(&Overlay::Form));
    if let Some(LaunchStage::Ready { at, .. }) = model.form.as_mut().map(|form| &mut form.launch)
        && !in_sight
    {
        *at = now;
    }
}

/// A key that is typed: a letter of the code, or of the name. Only the last right letter of the code sends.
pub(super) fn press(model: &mut Model, now: Now, key: Key) -> Vec<Effect> {
    if matches!(model.form.as_ref().map(|form| &form.launch), Some(LaunchStage::Ready { .. }))
        && let Some(words) = review::show_unseen(model, "Then type the code.")
    {
        return model.refuse(words);
    }
    let Some(form) = &mut model.form else { return Vec::new() };
    match &mut form.launch {
        LaunchStage::Ready { launch, code, typed, at, since, retyped } => {
            if now.mono.saturating_sub(*at) < CODE_PAUSE {
                return Vec::new();
            }
            match key {
                Key::Char(letter) if code.chars().nth(typed.len()) == Some(letter.to_ascii_uppercase()) => {
                    if typed.is_empty() {
                        *since = now.mono;
                    }
                    typed.push(letter.to_ascii_uppercase());
                }
                Key::Backspace => drop(typed.pop()),
                _ => {
                    typed.clear();
                    return model.refuse("That is not the next letter of the code: type it from its beginning.");
                }
            }
            if typed == code && now.mono.saturating_sub(*since) < CODE_BY_HAND {
                typed.clear();
                return model.refuse("The letters came all at once, as pasted text does. Type them one by one.");
            }
            if typed == code {
                let (draft, retyped) = (launch.clone(), *retyped);
                form.launch = LaunchStage::Sending(draft.clone());
                model.context.launches.hear(&draft, Progress::Checking);
                return vec![Effect::Launch { draft, retyped }];
            }
        }
        LaunchStage::Refused(Refused { name: Some(name), .. }) => drop(name.press(key)),
        _ => {}
    }
    Vec::new()
}

/// Enter: what comes next.
pub(super) fn proceed(model: &mut Model) -> Vec<Effect> {
    let Some(form) = &model.form else { return Vec::new() };
    match &form.launch {
        LaunchStage::Idle => Vec::new(),
        LaunchStage::Preparing { .. } => model.refuse("The list is being looked at; nothing is sent. Esc gives up."),
        LaunchStage::Ready { .. } => model.refuse("Type the code; Enter does nothing."),
        LaunchStage::Sending(_) => model.refuse(keeps(model)),
        LaunchStage::Refused(Refused { name: None, .. }) => prepare(model, false),
        LaunchStage::Refused(Refused { name: Some(name), .. }) => {
            if name.text() == form.draft().text(Field::Body(BodyField::Name)) {
                prepare(model, true)
            } else {
                model.refuse("That is not the name, letter by letter. Esc goes back to change it.")
            }
        }
        LaunchStage::Ended(_) => finish(model),
    }
}

/// Esc: gives up what is not sent, and leaves what is over.
pub(super) fn back(model: &mut Model) {
    let Some(form) = &mut model.form else { return };
    match form.launch {
        LaunchStage::Sending(_) => {
            let words = keeps(model);
            drop(model.refuse(words));
        }
        LaunchStage::Ended(_) => drop(finish(model)),
        _ => {
            form.launch = LaunchStage::Idle;
            model.say("Nothing was sent.");
        }
    }
}

/// Ctrl-C or q: an outcome that is known by then is not passed over.
pub(super) fn close(model: &mut Model) -> Vec<Effect> {
    let outcome = model.form.as_ref().and_then(|form| form.outcome(&model.context.launches)).map(|launch| launch.phase);
    if outcome.is_some_and(is_created) {
        return finish(model);
    }
    leave(model);
    if matches!(outcome, Some(Phase::Rejected | Phase::NotSent)) {
        model.say("Nothing was created. The form is kept: c opens it as it was.");
    }
    Vec::new()
}

/// After the outcome: closes a form that has done its work, goes back to a plan that was not created, and leaves one that
/// may have been.
fn finish(model: &mut Model) -> Vec<Effect> {
    let Some(launch) = model.form.as_ref().and_then(|form| form.outcome(&model.context.launches)) else {
        return Vec::new();
    };
    let (phase, found) = (launch.phase, launch.found.first().copied());
    match phase {
        _ if is_created(phase) => {
            leave(model);
            let done = model.form.take();
            model.notice = None;
            model.arrival = found;
            super::arrive(model);
            if model.arrival.is_some() {
                polls::refresh(model);
            }
            match (model.arrival, found) {
                (Some(id), _) => {
                    model.say(format!("Created as #{id}. The cursor goes to it when it is in the list."));
                }
                (None, None) => model.say("Created; the server did not say its number. L follows it."),
                // Where a filter hides it, that was just said.
                (None, Some(id)) if model.notice.is_none() => {
                    model.say(format!("Created as #{id}: the cursor is on it."));
                }
                (None, Some(_)) => {}
            }
            return done.map(|form| Effect::RemoveDraft(form.id)).into_iter().collect();
        }
        Phase::Unknown | Phase::Confirmed | Phase::Sending => {
            leave(model);
            model.say("It may exist: do not create it again. L follows it; D, then n begins another plan.");
        }
        _ => {
            with_form(model, |form, _| form.launch = LaunchStage::Idle);
            model.say("Nothing was created. The plan is kept.");
        }
    }
    Vec::new()
}
