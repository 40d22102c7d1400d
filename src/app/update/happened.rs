//! What happened: opening the list, what the record answers, and going to a campaign.

use super::{table, write};
use crate::app::action::{Action, Movement};
use crate::app::effect::Effect;
use crate::app::happened::HappenedView;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::recall::{Recall, Recalled};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::store::RowKey;
use crate::domain::time::Zone;

pub(super) fn open(model: &mut Model) {
    let campaign = model.detail().map(|detail| detail.row.id);
    let view = HappenedView::new(campaign, Second::of(model.context.now.wall));
    model.overlays.push(Overlay::Happened(Box::new(view)));
}

/// Does what a key of the open list asks for.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::OpenEvent => open_chosen(model),
        Action::SearchEvents => change(model, |view, _| view.edit()),
        Action::KeepSearch => change(model, |view, _| view.keep()),
        Action::CopyEvents => return copy(model),
        _ => {}
    }
    Vec::new()
}

/// What an open list asks the record.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let span = view(model)?.due()?;
    Some(Effect::Keep(Keep::Recall(Recall::Happened(span))))
}

pub(super) fn recalled(model: &mut Model, span: Span, answer: Result<Recalled, String>) {
    let result = match answer {
        Ok(Recalled::Happened(happened)) => Ok(happened),
        Ok(_) => return,
        Err(why) => Err(why),
    };
    let zone = model.context.prefs.zone;
    let open = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Happened(view) => Some(view),
        _ => None,
    });
    if let Some(view) = open {
        view.take(span, result, &model.context.launches, zone);
    }
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

/// Opens the campaign of the chosen event.
fn open_chosen(model: &mut Model) {
    let chosen = view(model).and_then(|view| view.chosen()?.campaign);
    if let Some(id) = chosen {
        model.overlays.clear();
        model.list.go_to(RowKey::first(id), &mut model.context.store);
        table::open(model);
    }
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
