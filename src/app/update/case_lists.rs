//! The case lists: when the form or a campaign's history has use for them, what is asked, and what came of it.

use crate::app::case_lists::{Interest, PageRequest};
use crate::app::context::Context;
use crate::app::detail::{Detail, Tab};
use crate::app::effect::Effect;
use crate::app::form::{LaunchStage, Popup};
use crate::app::model::Model;
use crate::app::msg::Flight;
use crate::app::overlay::Overlay;
use crate::domain::case_list::Page;
use crate::domain::draft::{BodyField, Field, Step};

/// How much what is on screen has to do with case lists: the form, or a forecast, which ends with the cases of a list.
fn interest(model: &Model) -> Interest {
    if let Some(Overlay::Detail(Detail { tab: Tab::History, .. })) = model.overlays.last() {
        return if model.context.past.is_shown() { Interest::None } else { Interest::Step };
    }
    let on_screen = model.overlays.contains(&Overlay::Form);
    let Some(form) = model.form.as_ref().filter(|form| on_screen && form.launch == LaunchStage::Idle) else {
        return Interest::None;
    };
    match (&form.popup, form.step) {
        (Some(Popup::Choices(list)), _) if list.field == Field::Body(BodyField::CaseListId) => Interest::PickList,
        (_, Step::Audience | Step::Review) => Interest::Step,
        _ => Interest::None,
    }
}

/// Asks for what is to be asked now, if it may be.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let interest = interest(model);
    let Context { case_lists, poll, now, .. } = &mut model.context;
    case_lists.serve(interest, now.mono);
    poll.may_ask(now.mono).ok()?;
    let PageRequest { ticket, search, page } = case_lists.request()?;
    poll.spent(now.mono);
    Some(Effect::FetchCaseLists { ticket, search, page })
}

pub(super) fn loaded(model: &mut Model, flight: Flight<Page>) {
    let Flight { ticket, result, limits, jitter } = flight;
    let Context { case_lists, poll, now, .. } = &mut model.context;
    if case_lists.awaits(ticket) {
        poll.answered(result.as_ref().map(|_| ()), limits, now.mono, jitter);
        case_lists.answered(result, now.mono);
        refill(model);
    }
}

/// Searches the server, or says why it cannot be searched now.
pub(super) fn search(model: &mut Model, term: String) {
    match model.context.poll.may_ask(model.context.now.mono) {
        Ok(()) => model.context.case_lists.search(term),
        Err(refusal) => {
            let why = model.context.refusal_words(refusal);
            model.refuse(format!("The server is not searched yet. {why}"));
        }
    }
    refill(model);
}

/// Brings the form's open pick list up to what is known.
fn refill(model: &mut Model) {
    if let Some(form) = &mut model.form {
        form.refill(&model.context);
    }
}
