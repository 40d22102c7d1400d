//! The help: what it lists for the place it was opened in, and running the chosen entry there.

use super::{act, table};
use crate::app::action::Movement;
use crate::app::effect::Effect;
use crate::app::help::{Entry, HelpView, Section, sections};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::why::why_not;

pub(super) fn step(model: &mut Model, movement: Movement) {
    let page = model.geometry.overlay_page;
    change(model, |view, found| view.step(movement, found, page));
}

pub(super) fn turn(model: &mut Model, forward: bool) {
    change(model, |view, found| view.turn(forward, found));
}

fn change(model: &mut Model, change: impl FnOnce(&mut HelpView, &[Section])) {
    let found = listed(model);
    if let Some(Overlay::Help(view)) = model.overlays.last_mut() {
        change(view, &found);
    }
}

fn listed(model: &Model) -> Vec<Section> {
    let Some(Overlay::Help(view)) = model.overlays.last() else { return Vec::new() };
    sections(model.place(), view.field.text(), |action| why_not(action, model))
}

/// Closes the help and does what is chosen, in the place from which the help was opened. What cannot be done says so and
/// leaves the help open.
pub(super) fn run(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Help(view)) = model.overlays.last() else { return Vec::new() };
    let chosen = listed(model).into_iter().flat_map(|section| section.entries).nth(view.choice);
    match chosen {
        Some(Entry::Action { reason: None, binding }) => {
            model.overlays.pop();
            act(model, binding.action)
        }
        Some(Entry::Action { reason: Some(reason), .. }) => model.refuse(reason),
        Some(Entry::Example { filter, .. }) => {
            model.overlays.clear();
            table::set_filter(model, filter);
            Vec::new()
        }
        Some(Entry::Sign { .. }) => model.refuse("This explains a sign: there is nothing to run."),
        None => model.refuse("Nothing is found: Ctrl-U clears what is typed."),
    }
}
