//! What a click or a turn of the wheel does.

use super::{act, copying, drafts, form, memory, move_by, perform, table};
use crate::app::action::{Action, CopyItem, Movement};
use crate::app::columns::Columns;
use crate::app::detail::{Detail, Tab};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keymap::{self, Lookup, Scope};
use crate::app::model::Model;
use crate::app::mouse::{Clicked, Gesture, Meaning, Mouse, meaning};
use crate::app::overlay::Overlay;
use crate::domain::memory::Baseline;
use crate::domain::order::Column;

/// How far one turn of the wheel goes, in rows.
const TURN: usize = 3;

pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    let words = model.pointer.toggle();
    model.say(words);
    vec![Effect::CaptureMouse(model.pointer.on)]
}

/// Takes in what the mouse did.
pub(super) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    // A terminal may still send what happened before it was told to stop, and what was meant for what is gone.
    let drawn = (model.geometry.layers, model.geometry.scope);
    if !model.pointer.on || drawn != (model.overlays.len(), Some(model.scope())) {
        return Vec::new();
    }
    model.pending = None;
    model.notice = None;
    model.list.touch(model.context.now.mono);
    match mouse.gesture {
        Gesture::WheelUp => turn(model, Movement::Up),
        Gesture::WheelDown => turn(model, Movement::Down),
        Gesture::Click => return click(model, meaning(mouse, &model.geometry)),
    }
    Vec::new()
}

fn turn(model: &mut Model, movement: Movement) {
    match model.overlays.last().map(Overlay::scope) {
        None => model.list.scroll(movement, TURN, &model.context.store),
        Some(Scope::Status | Scope::Detail | Scope::History) => (0..TURN).for_each(|_| move_by(model, movement)),
        Some(Scope::Form) if form::turn_wheel(model, movement) => {}
        // What chooses one of its lines is gone through line by line.
        Some(_) => move_by(model, movement),
    }
}

fn click(model: &mut Model, meaning: Option<Meaning>) -> Vec<Effect> {
    if let Some(Meaning::Act(action)) = meaning {
        return perform(model, action);
    }
    drafts::keep(model);
    match meaning {
        None | Some(Meaning::Act(_)) => {}
        Some(Meaning::Show(tab)) => {
            if let Some(detail) = model.detail_mut() {
                detail.show(tab);
            }
        }
        Some(Meaning::Filter(column)) => {
            if !model.list.filter.editing() {
                act(model, Action::EditFilter);
            }
            model.list.filter.field.point(column);
        }
        Some(Meaning::Stop(focus)) => return form::with(model, |form, context| form.click(focus, context)),
        Some(Meaning::Day(day)) => return form::with(model, |form, context| form.click_day(day, context)),
        Some(Meaning::Entry(entry)) => return click_entry(model, entry),
        Some(Meaning::Campaign(row)) => model.overlays.push(Overlay::Detail(Detail::new(row, Tab::Overview))),
        Some(Meaning::SortBy(column)) => table::sort_by(model, column),
        Some(Meaning::Row(position)) => return click_row(model, position),
        Some(Meaning::Line(line)) => return click_line(model, line),
        // The form is a screen of its own: it is left by what says so.
        Some(Meaning::Beside) if model.open_form().is_some_and(|form| form.popup.is_none()) => {}
        Some(Meaning::Beside) => return act(model, Action::Back),
    }
    Vec::new()
}

/// A click chooses an entry of the help; a second one does what it says.
fn click_entry(model: &mut Model, entry: usize) -> Vec<Effect> {
    match model.overlays.last_mut() {
        Some(Overlay::Help(view)) => view.choice = entry,
        Some(Overlay::Happened(view)) => {
            view.choice = entry;
            return second(model, Clicked::Line(Scope::Events, entry), Action::OpenEvent);
        }
        Some(Overlay::Alerts(view)) => {
            view.choose(entry);
            return second(model, Clicked::Line(Scope::Alerts, entry), Action::OpenAlerted);
        }
        _ => {}
    }
    second(model, Clicked::Line(Scope::Help, entry), Action::RunChosen)
}

fn click_row(model: &mut Model, position: usize) -> Vec<Effect> {
    let Some(key) = model.list.select(position, &model.context.store) else { return Vec::new() };
    second(model, Clicked::Row(key), Action::OpenDetail)
}

/// Does `action` where the same was clicked a moment ago.
fn second(model: &mut Model, clicked: Clicked, action: Action) -> Vec<Effect> {
    let second = model.pointer.is_second(clicked, model.context.now.mono);
    if second { perform(model, action) } else { Vec::new() }
}

/// A click on a line of a menu chooses that line; where more can be done with it, a second click is Enter.
fn click_line(model: &mut Model, line: usize) -> Vec<Effect> {
    if matches!(model.overlays.last(), Some(Overlay::Form)) {
        let chosen = model.form.as_mut().is_some_and(|form| form.choose(line));
        return if chosen { enter(model) } else { Vec::new() };
    }
    match model.overlays.last_mut() {
        Some(Overlay::Sort(choice)) if line < Column::ALL.len() => {
            *choice = line;
            table::choose_sort(model);
        }
        Some(Overlay::Baseline(choice)) if line < Baseline::NAMED.len() => {
            *choice = line;
            memory::choose(model);
        }
        Some(Overlay::Columns(choice)) if line < Columns::COUNT => {
            *choice = line;
            table::toggle_column(model);
        }
        Some(Overlay::Launches(view)) => {
            view.choose(line, &model.context.launches);
            return second_is_enter(model, Scope::Launches, line);
        }
        Some(Overlay::Drafts(view)) if line < model.drafts.known.len() => {
            view.choice = line;
            return second_is_enter(model, Scope::Drafts, line);
        }
        Some(Overlay::Command(open)) => {
            open.choice = Some(line);
            return enter(model);
        }
        Some(Overlay::Copy) => {
            if let Some(item) = CopyItem::ALL.get(line) {
                return copying::copy(model, *item);
            }
        }
        _ => {}
    }
    Vec::new()
}

fn second_is_enter(model: &mut Model, scope: Scope, line: usize) -> Vec<Effect> {
    let second = model.pointer.is_second(Clicked::Line(scope, line), model.context.now.mono);
    if second { enter(model) } else { Vec::new() }
}

/// What Enter does here.
fn enter(model: &mut Model) -> Vec<Effect> {
    match keymap::lookup(model.scope(), None, Key::Enter) {
        Lookup::Act(action) => perform(model, action),
        _ => Vec::new(),
    }
}
