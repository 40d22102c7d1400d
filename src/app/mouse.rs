//! The mouse: off until asked for, since it takes the terminal's own selection away.
//!
//! A click is judged by the places of the last frame ([`Geometry`]), so that it means what the user saw. A place that is
//! not there any more is no place.

use std::time::Duration;

use super::action::Action;
use super::detail::Tab;
use super::form::Focus;
use super::geometry::{Geometry, Layer, Target};
use super::keymap::Scope;
use crate::domain::order::Column;
use crate::domain::store::{LineKey, RowKey};
use crate::domain::time::Date;

/// Two clicks on a row or line within this time open it.
const DOUBLE: Duration = Duration::from_millis(400);

/// What the mouse did, and where: column and row of the screen from its top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub gesture: Gesture,
    pub x: u16,
    pub y: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The main button was pressed.
    Click,
    WheelUp,
    WheelDown,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer {
    /// Whether the mouse is ours rather than the terminal's.
    pub on: bool,
    /// What was clicked last, and when.
    clicked: Option<(Clicked, Duration)>,
}

/// What a second click may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clicked {
    /// A line of the table.
    Row(LineKey),
    /// A line of this overlay.
    Line(Scope, usize),
}

impl Pointer {
    /// Turns the mouse on or off, and answers with what to say of it.
    pub(super) fn toggle(&mut self) -> &'static str {
        *self = Self { on: !self.on, clicked: None };
        if self.on {
            "Mouse on: the terminal's own selection needs Shift; m turns it off."
        } else {
            "Mouse off: select and copy with the terminal as usual."
        }
    }

    /// Whether this was clicked a moment ago too.
    pub(super) fn is_second(&mut self, clicked: Clicked, now: Duration) -> bool {
        let before = self.clicked.take();
        let second = before.is_some_and(|(before, at)| before == clicked && now.saturating_sub(at) <= DOUBLE);
        if !second {
            self.clicked = Some((clicked, now));
        }
        second
    }
}

/// What a click means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What a key does that is named there.
    Act(Action),
    /// To a page of the open campaign.
    Show(Tab),
    /// Into the filter, before this column of its text.
    Filter(usize),
    /// To a field or button of the form.
    Stop(Focus),
    /// A day of the form's calendar.
    Day(Date),
    /// An entry of the help.
    Entry(usize),
    /// A campaign, shown or not.
    Campaign(RowKey),
    /// The head of a column of the table.
    SortBy(Column),
    /// A row of the table, by its position.
    Row(usize),
    /// A line of the top overlay.
    Line(usize),
    /// Beside the top overlay.
    Beside,
}

/// What a click there means on what the last frame showed; `None` where it means nothing.
pub(super) fn meaning(Mouse { x, y, .. }: Mouse, geometry: &Geometry) -> Option<Meaning> {
    // What lies on top was drawn last.
    if let Some(spot) = geometry.spots.iter().rfind(|spot| spot.area.row_of(x, y).is_some()) {
        return Some(match spot.target {
            Target::Act(action) => Meaning::Act(action),
            Target::Tab(tab) => Meaning::Show(tab),
            Target::Filter(begin) => Meaning::Filter(usize::try_from(i32::from(x) - begin).unwrap_or_default()),
            Target::Stop(focus) => Meaning::Stop(focus),
            Target::Day(day) => Meaning::Day(day),
            Target::Entry(entry) => Meaning::Entry(entry),
            Target::Campaign(row) => Meaning::Campaign(row),
        });
    }
    if geometry.layers == 0 {
        let head = geometry.heads.iter().find(|head| head.area.row_of(x, y).is_some());
        let row = || geometry.rows.row_of(x, y).map(|row| Meaning::Row(geometry.offset + row));
        return head.map(|head| Meaning::SortBy(head.column)).or_else(row);
    }
    let Layer { area, lines, first } = geometry.layer;
    match area.row_of(x, y) {
        None => Some(Meaning::Beside),
        Some(_) => lines.row_of(x, y).map(|row| Meaning::Line(first + row)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::geometry::{Area, Head, Spot};

    fn area(x: u16, y: u16, width: u16, height: u16) -> Area {
        Area { x, y, width, height }
    }

    fn at(x: u16, y: u16, geometry: &Geometry) -> Option<Meaning> {
        meaning(Mouse { gesture: Gesture::Click, x, y }, geometry)
    }

    #[test]
    fn a_click_on_the_table_means_a_row_or_the_head_of_a_column() {
        let heads = vec![Head { area: area(10, 2, 5, 1), column: Column::Calls }];
        let geometry = Geometry { offset: 40, rows: area(0, 3, 80, 10), heads, ..Geometry::default() };
        assert_eq!(at(12, 2, &geometry), Some(Meaning::SortBy(Column::Calls)));
        assert_eq!(at(9, 2, &geometry), None);
        assert_eq!(at(79, 5, &geometry), Some(Meaning::Row(42)));
        assert_eq!(at(79, 13, &geometry), None);
    }

    #[test]
    fn a_click_over_the_table_means_what_lies_on_top() {
        let layer = Layer { area: area(10, 5, 20, 8), lines: area(11, 6, 18, 6), first: 3 };
        let spots = vec![
            Spot { area: area(0, 0, 80, 1), target: Target::Act(Action::OpenHelp) },
            Spot { area: area(4, 0, 9, 1), target: Target::Filter(6) },
        ];
        let geometry = Geometry { rows: area(0, 3, 80, 10), layers: 1, layer, spots, ..Geometry::default() };
        assert_eq!(at(11, 7, &geometry), Some(Meaning::Line(4)));
        assert_eq!(at(10, 5, &geometry), None, "its border");
        assert_eq!(at(9, 7, &geometry), Some(Meaning::Beside), "though a row of the table is there");
        assert_eq!(at(3, 0, &geometry), Some(Meaning::Act(Action::OpenHelp)));
        assert_eq!(at(9, 0, &geometry), Some(Meaning::Filter(3)), "what was drawn last");
        assert_eq!(at(4, 0, &geometry), Some(Meaning::Filter(0)));
    }

    #[test]
    fn a_second_click_is_on_the_same_line_and_soon() {
        let mut pointer = Pointer::default();
        let mut click =
            |line, millis| pointer.is_second(Clicked::Line(Scope::Drafts, line), Duration::from_millis(millis));
        assert!(!click(1, 0) && click(1, 400));
        assert!(!click(1, 500), "a third is a first");
        assert!(!click(2, 600) && !click(2, 1001) && click(2, 1002));
    }
}
