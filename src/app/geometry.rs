//! Where the last frame drew what, so that scrolling and clicks mean what was seen.

use super::action::Action;
use super::detail::Tab;
use super::form::Focus;
use super::form::review::Reading;
use super::keymap::Scope;
use super::preview::Seen;
use crate::domain::order::Column;
use crate::domain::store::RowKey;
use crate::domain::time::Date;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The first visible row of the table.
    pub offset: usize,
    /// How many rows fit.
    pub page: usize,
    /// How many columns the table is scrolled sideways.
    pub columns_left: usize,
    /// How far the columns of the top overlay can scroll.
    pub columns_end: usize,
    /// How far the top overlay can scroll.
    pub scroll_end: usize,
    /// How many lines of the top overlay fit.
    pub overlay_page: usize,
    /// Where the preview was.
    pub preview: Seen,
    pub rows: Area,
    pub heads: Vec<Head>,
    /// What else answers to a click, the top last.
    pub spots: Vec<Spot>,
    /// The scope whose keys held.
    pub scope: Option<Scope>,
    /// How many overlays there were.
    pub layers: usize,
    pub layer: Layer,
    /// What must be read on the review, in the order of its notes.
    pub reading: Vec<Reading>,
}

/// A part of the screen, in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

/// The head of a column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub area: Area,
    pub column: Column,
}

/// A place that answers to a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub area: Area,
    pub target: Target,
}

/// What a click on a place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// What a key does that is named there.
    Act(Action),
    Tab(Tab),
    /// The text of the filter, which begins in this column; one that is scrolled away begins left of the screen.
    Filter(i32),
    Stop(Focus),
    Day(Date),
    Entry(usize),
    /// Opens a campaign.
    Campaign(RowKey),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layer {
    /// All of it, its border included.
    pub area: Area,
    pub lines: Area,
    /// The first visible line.
    pub first: usize,
}

impl Area {
    /// How far below its top a place is; `None` when the place is outside.
    pub fn row_of(self, x: u16, y: u16) -> Option<usize> {
        let (across, down) = (x.checked_sub(self.x)?, y.checked_sub(self.y)?);
        (across < self.width && down < self.height).then_some(usize::from(down))
    }
}
