//! The mouse: off until asked for, since it takes the terminal's own selection away.
//!
//! A press or a turn of the wheel is judged by the places of the last frame ([`Geometry`](super::geometry::Geometry)), so
//! that it means what the user saw. A place that is not there any more is no place.

use std::time::Duration;

use super::action::{Action, CopyItem, Step};
use super::columns::Columns;
use super::effect::Effect;
use super::form;
use super::geometry::{Layer, Target};
use super::key::Key;
use super::keymap::{self, Lookup, Scope};
use super::model::Model;
use super::overlay::Overlay;
use super::update::{self, copying, table};
use crate::domain::order::Column;
use crate::domain::store::Key as RowKey;

/// How far one turn of the wheel goes, in rows.
const TURN: usize = 3;
/// Two clicks on a row or line within this time open it.
const DOUBLE: Duration = Duration::from_millis(400);

/// What the mouse did, and where: column and row of the screen from its top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub gesture: Gesture,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The main button was pressed.
    Click,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// What the model knows of the mouse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer {
    /// Whether the mouse is ours rather than the terminal's.
    pub on: bool,
    /// What was clicked last, and when.
    clicked: Option<(Clicked, Duration)>,
}

/// What a second click may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clicked {
    /// A row of the table.
    Row(RowKey),
    /// A line of this overlay.
    Line(Scope, usize),
}

/// Turns the mouse on or off.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    let on = !model.pointer.on;
    model.pointer = Pointer { on, clicked: None };
    model.say(if on {
        "Mouse on: the terminal's own selection needs Shift; m turns it off."
    } else {
        "Mouse off: select and copy with the terminal as usual."
    });
    vec![Effect::CaptureMouse(on)]
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
        Gesture::WheelUp => turn(model, Step::Up),
        Gesture::WheelDown => turn(model, Step::Down),
        Gesture::Click => return click(model, mouse),
    }
    Vec::new()
}

fn click(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    // What lies on top was drawn last.
    let spot = model.geometry.spots.iter().rfind(|spot| spot.area.row_of(mouse.x, mouse.y).is_some());
    match spot.map(|spot| spot.target) {
        Some(Target::Act(action)) => update::perform(model, action),
        Some(target) => {
            form::drafts::keep(model);
            match target {
                Target::Act(_) => {}
                Target::Tab(tab) => drop(model.detail_mut().map(|detail| detail.show(tab))),
                Target::Filter(begin) => point_into_filter(model, i32::from(mouse.x) - begin),
                Target::Stop(focus) => return form::click::stop(model, focus),
                Target::Day(day) => form::click::day(model, day),
                Target::Entry(entry) => return click_entry(model, entry),
            }
            Vec::new()
        }
        None if model.overlays.is_empty() => click_table(model, mouse),
        None => {
            form::drafts::keep(model);
            click_overlay(model, mouse)
        }
    }
}

/// Opens the filter where it is not open, the cursor where the click was.
fn point_into_filter(model: &mut Model, column: i32) {
    if !model.list.filter.editing() {
        update::act(model, Action::EditFilter);
    }
    model.list.filter.field.point(usize::try_from(column).unwrap_or_default());
}

/// A click chooses an entry of the help; a second one does what it says.
fn click_entry(model: &mut Model, entry: usize) -> Vec<Effect> {
    if let Some(Overlay::Help(palette)) = model.overlays.last_mut() {
        palette.choice = entry;
    }
    if twice(model, Clicked::Line(Scope::Palette, entry)) {
        update::perform(model, Action::RunChosen)
    } else {
        Vec::new()
    }
}

/// Whether this was clicked a moment ago too.
fn twice(model: &mut Model, clicked: Clicked) -> bool {
    let now = model.context.now.mono;
    let before = model.pointer.clicked;
    let twice = before.is_some_and(|(before, at)| before == clicked && now.saturating_sub(at) <= DOUBLE);
    model.pointer.clicked = (!twice).then_some((clicked, now));
    twice
}

/// What Enter does here.
fn enter(model: &mut Model) -> Vec<Effect> {
    match keymap::lookup(model.scope(), None, Key::Enter) {
        Lookup::Act(action) => update::perform(model, action),
        _ => Vec::new(),
    }
}

fn turn(model: &mut Model, step: Step) {
    match model.overlays.last().map(Overlay::scope) {
        None => model.list.scroll(step, TURN, &model.context.store),
        Some(Scope::Page | Scope::Detail) => (0..TURN).for_each(|_| update::move_by(model, step)),
        Some(Scope::Form) if form::click::has_fields(model) => form::click::turn(model, step),
        // What chooses one of its lines is gone through line by line.
        Some(_) => update::move_by(model, step),
    }
}

fn click_table(model: &mut Model, Mouse { x, y, .. }: Mouse) -> Vec<Effect> {
    let places = &model.geometry;
    if let Some(head) = places.heads.iter().find(|head| head.area.row_of(x, y).is_some()) {
        let column = head.column;
        table::sort_by(model, column);
        return Vec::new();
    }
    let Some(row) = places.rows.row_of(x, y) else { return Vec::new() };
    let Some(key) = model.list.select(places.offset + row, &model.context.store) else { return Vec::new() };
    if twice(model, Clicked::Row(key)) { update::act(model, Action::OpenDetail) } else { Vec::new() }
}

/// A click beside an overlay closes it; one on a line of a menu chooses that line.
fn click_overlay(model: &mut Model, Mouse { x, y, .. }: Mouse) -> Vec<Effect> {
    let Layer { area, lines, first } = model.geometry.layer;
    if area.row_of(x, y).is_none() {
        // The form is a screen of its own: it is left by what says so.
        let form = matches!(model.overlays.last(), Some(Overlay::Form)) && !form::click::has_popup(model);
        return if form { Vec::new() } else { update::act(model, Action::Back) };
    }
    let Some(line) = lines.row_of(x, y).map(|row| first + row) else { return Vec::new() };
    if matches!(model.overlays.last(), Some(Overlay::Form)) {
        return if form::click::choose(model, line) { enter(model) } else { Vec::new() };
    }
    match model.overlays.last_mut() {
        Some(Overlay::Sort(choice)) if line < Column::ALL.len() => {
            *choice = line;
            table::choose_sort(model);
        }
        Some(Overlay::Columns(choice)) if line < Columns::COUNT => {
            *choice = line;
            table::toggle_column(model);
        }
        Some(Overlay::Launches(view)) => {
            view.choose(line, &model.context.launches);
            if twice(model, Clicked::Line(Scope::Launches, line)) {
                return enter(model);
            }
        }
        Some(Overlay::Drafts(view)) if line < model.drafts.known.len() => {
            view.choice = line;
            if twice(model, Clicked::Line(Scope::Drafts, line)) {
                return enter(model);
            }
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
