//! The mouse: off until asked for, since it takes the terminal's own selection away.
//!
//! A press or a turn of the wheel is judged by the places of the last frame ([`Geometry`](super::model::Geometry)), so
//! that it means what the user saw. A place that is not there any more is no place.

use std::time::Duration;

use super::action::{Action, Step};
use super::columns::{self, Columns};
use super::copy::{self, What};
use super::effect::Effect;
use super::keymap::Scope;
use super::model::Model;
use super::overlay::Overlay;
use super::{launches, sorting, update};
use crate::domain::order::Column;
use crate::domain::store::Key as RowKey;

/// How far one turn of the wheel goes, in rows.
const TURN: usize = 3;
/// Two clicks on a row within this time open it.
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
    /// The row last clicked, and when.
    clicked: Option<(RowKey, Duration)>,
}

/// A part of the screen, in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// Its left column.
    pub x: u16,
    /// Its top row.
    pub y: u16,
    /// Its columns.
    pub width: u16,
    /// Its rows.
    pub height: u16,
}

/// The head of a column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Where it stands.
    pub area: Area,
    /// What it sorts by.
    pub column: Column,
}

/// The top overlay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layer {
    /// All of it, its border included.
    pub area: Area,
    /// Its lines.
    pub lines: Area,
    /// Which line is the first that shows.
    pub first: usize,
}

impl Area {
    /// How far below its top a place is; `None` when the place is outside.
    fn row_of(self, x: u16, y: u16) -> Option<usize> {
        let (across, down) = (x.checked_sub(self.x)?, y.checked_sub(self.y)?);
        (across < self.width && down < self.height).then_some(usize::from(down))
    }
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
    // A terminal may still send what happened before it was told to stop, and what was meant for a layer that is gone.
    if !model.pointer.on || model.geometry.layers != model.overlays.len() {
        return Vec::new();
    }
    model.pending = None;
    model.notice = None;
    model.list.touch(model.now.mono);
    match mouse.gesture {
        Gesture::WheelUp => turn(model, Step::Up),
        Gesture::WheelDown => turn(model, Step::Down),
        Gesture::Click if model.overlays.is_empty() => return click_table(model, mouse),
        Gesture::Click => return click_overlay(model, mouse),
    }
    Vec::new()
}

fn turn(model: &mut Model, step: Step) {
    match model.overlays.last().map(Overlay::scope) {
        None => model.list.scroll(step, TURN, &model.store),
        Some(Scope::Page | Scope::Detail) => (0..TURN).for_each(|_| update::move_by(model, step)),
        // What chooses one of its lines is gone through line by line.
        Some(_) => update::move_by(model, step),
    }
}

fn click_table(model: &mut Model, Mouse { x, y, .. }: Mouse) -> Vec<Effect> {
    let places = &model.geometry;
    if let Some(head) = places.heads.iter().find(|head| head.area.row_of(x, y).is_some()) {
        let column = head.column;
        sorting::sort_by(model, column);
        return Vec::new();
    }
    let Some(row) = places.rows.row_of(x, y) else { return Vec::new() };
    let Some(key) = model.list.select(places.offset + row, &model.store) else { return Vec::new() };
    let now = model.now.mono;
    let twice = model.pointer.clicked.is_some_and(|(before, at)| before == key && now.saturating_sub(at) <= DOUBLE);
    model.pointer.clicked = (!twice).then_some((key, now));
    if twice { update::act(model, Action::OpenDetail) } else { Vec::new() }
}

/// A click beside an overlay closes it; one on a line of a menu chooses that line.
fn click_overlay(model: &mut Model, Mouse { x, y, .. }: Mouse) -> Vec<Effect> {
    let Layer { area, lines, first } = model.geometry.layer;
    if area.row_of(x, y).is_none() {
        return update::act(model, Action::Back);
    }
    let Some(line) = lines.row_of(x, y).map(|row| first + row) else { return Vec::new() };
    match model.overlays.last_mut() {
        Some(Overlay::Sort(choice)) if line < Column::ALL.len() => {
            *choice = line;
            sorting::choose_sort(model);
        }
        Some(Overlay::Columns(choice)) if line < Columns::COUNT => {
            *choice = line;
            columns::toggle(model);
        }
        Some(Overlay::Launches(_)) => launches::choose(model, line),
        Some(Overlay::Copy) => {
            if let Some(what) = What::ALL.get(line) {
                return copy::copy(model, *what);
            }
        }
        _ => {}
    }
    Vec::new()
}
