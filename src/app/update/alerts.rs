//! Alerts: what this window is to tell, and the log of what was told.

use super::table;
use crate::app::action::{Action, Movement};
use crate::app::alerts::{AlertsView, CommandFailed};
use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::recall::{Recall, Recalled};
use crate::domain::alert::{Telling, Way, notice};
use crate::domain::shown::Shown;
use crate::domain::store::RowKey;

/// Does what a key of the log asks for.
pub(super) fn act(model: &mut Model, action: Action) {
    if action == Action::OpenAlerted { show(model) } else { open(model) }
}

fn open(model: &mut Model) {
    let context = &model.context;
    let asks = context.record.unkept().is_none() || !context.alerts.is_empty();
    model.overlays.push(Overlay::Alerts(Box::new(AlertsView::new(asks))));
}

/// What an open log asks for.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    view(model)?.due().then_some(Effect::Keep(Keep::Recall(Recall::Alerts)))
}

pub(super) fn recalled(model: &mut Model, answer: Result<Recalled, String>) {
    let told = match answer {
        Ok(Recalled::Alerts(told)) => Ok(told),
        Ok(_) => return,
        Err(why) => Err(why),
    };
    if let Some(view) = view(model) {
        view.take(told);
    }
}

/// This window has claimed what is to be told: it says it, and has the rest done.
pub(super) fn alerted(model: &mut Model, tellings: Vec<Telling>) -> Vec<Effect> {
    if let Some(view) = view(model) {
        view.outdate();
    }
    if let Some(words) = notice(&tellings, Way::Screen) {
        let several = tellings.iter().filter(|telling| telling.ways().has(Way::Screen)).count() > 1;
        model.refuse(format!("{}{words} · ! tells more", if several { "" } else { "Alert " }));
    }
    let elsewhere = |telling: &Telling| telling.ways().iter().any(|way| way != Way::Screen);
    if tellings.iter().any(elsewhere) { vec![Effect::Tell(tellings)] } else { Vec::new() }
}

/// A command failed: that is said, and added to the log.
pub(super) fn command_failed(model: &mut Model, failed: CommandFailed) -> Vec<Effect> {
    let name = Shown::new(&failed.alert);
    model.refuse(format!("The command of the alert {} did not do its work: {}.", name.as_str(), failed.why));
    let kept = Effect::Keep(Keep::CommandFailed(Box::new(failed)));
    if let Some(view) = view(model) {
        view.outdate();
    }
    vec![kept]
}

pub(super) fn step(model: &mut Model, movement: Movement) {
    let page = model.geometry.overlay_page;
    if let Some(view) = view(model) {
        view.step(movement, page);
    }
}

/// Opens the campaign of the chosen line.
fn show(model: &mut Model) {
    if let Some(id) = view(model).and_then(|view| Some(view.chosen()?.campaign)) {
        model.overlays.clear();
        model.list.go_to(RowKey::first(id), &mut model.context.store);
        table::open(model);
    }
}

fn view(model: &mut Model) -> Option<&mut AlertsView> {
    model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Alerts(view) => Some(&mut **view),
        _ => None,
    })
}
