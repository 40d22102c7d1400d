//! What happened: opening the list, what the record answers, and going to a campaign.

use std::sync::Arc;

use super::{past, write};
use crate::app::action::{Action, Movement};
use crate::app::effect::Effect;
use crate::app::happened::HappenedView;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::recall::{Recall, Recalled};
use crate::domain::happened::Question;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::time::Zone;

fn open(model: &mut Model) {
    let campaign = model.detail().map(|detail| detail.row.id);
    let context = &model.context;
    let view = HappenedView::new(campaign, Second::of(context.moment()), !context.past.is_shown());
    model.overlays.push(Overlay::Happened(Box::new(view)));
}

/// Does what a key of the list asks for.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::OpenHappened => open(model),
        Action::OpenEvent => return go_to_chosen(model),
        Action::SearchEvents => change(model, |view, _| view.edit()),
        Action::KeepSearch => change(model, |view, _| view.keep()),
        Action::CopyEvents => return copy(model),
        _ => {}
    }
    Vec::new()
}

/// What an open list asks the record.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let now = model.context.now;
    let span = view(model)?.due(now)?;
    let question = Question { span, client_zones: Arc::clone(&model.context.prefs.client_zones) };
    Some(Effect::Keep(Keep::Recall(Recall::Happened(question))))
}

pub(super) fn recalled(model: &mut Model, span: Span, answer: Result<Recalled, String>) {
    let result = match answer {
        Ok(Recalled::Happened(happened)) => Ok(happened),
        Ok(_) => return,
        Err(why) => Err(why),
    };
    let zone = model.context.prefs.zone;
    for view in open_lists(&mut model.overlays) {
        view.take(span, result.clone(), &model.context.launches, zone);
    }
}

/// The record has something new.
pub(super) fn outdate(model: &mut Model) {
    open_lists(&mut model.overlays).for_each(HappenedView::outdate);
}

/// At the top or under others.
fn open_lists(overlays: &mut [Overlay]) -> impl Iterator<Item = &mut HappenedView> {
    overlays.iter_mut().filter_map(|overlay| match overlay {
        Overlay::Happened(view) => Some(&mut **view),
        _ => None,
    })
}

pub(super) fn step(model: &mut Model, movement: Movement) {
    let page = model.geometry.overlay_page;
    change(model, |view, _| view.step(movement, page));
}

/// Has the open list changed.
pub(super) fn change(model: &mut Model, change: impl FnOnce(&mut HappenedView, Zone)) {
    let zone = model.context.prefs.zone;
    if let Some(view) = view(model) {
        change(view, zone);
    }
}

/// Out of the search; false where there is none.
pub(super) fn leave_search(model: &mut Model) -> bool {
    let zone = model.context.prefs.zone;
    view(model).is_some_and(|view| view.leave(zone))
}

fn view(model: &mut Model) -> Option<&mut HappenedView> {
    match model.overlays.last_mut() {
        Some(Overlay::Happened(view)) => Some(view),
        _ => None,
    }
}

/// Goes to where the chosen event is seen. The list stays until that is there.
fn go_to_chosen(model: &mut Model) -> Vec<Effect> {
    let chosen = view(model).and_then(|view| view.chosen()).map(|event| (event.seen(), event.campaign));
    chosen.map(|(at, campaign)| past::go_to_event(model, at, campaign)).unwrap_or_default()
}

fn copy(model: &Model) -> Vec<Effect> {
    match model.overlays.last() {
        Some(Overlay::Happened(view)) => {
            let page = view.page(model.context.prefs.zone, write::caption(model));
            vec![Effect::Copy(HappenedView::copied(&page))]
        }
        _ => Vec::new(),
    }
}
