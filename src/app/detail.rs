//! One campaign, whole: which one, which page of it, and how far that is scrolled.
//!
//! The campaign is held by key: a refresh never puts another in its place, and one that is gone is said to be gone.

use super::action::Step;
use super::model::Model;
use super::overlay::Overlay;
use crate::domain::store::Key as RowKey;

/// The open campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    /// Which campaign.
    pub row: RowKey,
    /// Which page of it.
    pub tab: Tab,
    /// By how many lines the page is scrolled.
    pub scroll: usize,
}

/// A page of the detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Identity, outcome, rates.
    Overview,
    /// The row as JSON.
    Raw,
}

impl Tab {
    /// All pages, from left to right.
    pub const ALL: [Self; 2] = [Self::Overview, Self::Raw];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Tab::Overview => "Overview",
            Tab::Raw => "Raw JSON",
        }
    }

    /// The page `distance` places to the right, round the end.
    fn beside(self, distance: usize) -> Self {
        let at = Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default();
        Self::ALL.get((at + distance) % Self::ALL.len()).copied().unwrap_or(self)
    }
}

/// Opens the campaign under the cursor.
pub(super) fn open(model: &mut Model, tab: Tab) {
    if let Some(row) = model.current().map(|row| row.key()) {
        model.overlays.push(Overlay::Detail(Detail { row, tab, scroll: 0 }));
    }
}

/// Opens the raw JSON of the campaign under the cursor; in an open campaign, turns to it, or back from it.
pub(super) fn show_raw(model: &mut Model) {
    match model.detail_mut() {
        Some(detail) => turn_to(detail, if detail.tab == Tab::Raw { Tab::Overview } else { Tab::Raw }),
        None => open(model, Tab::Raw),
    }
}

/// Turns to the page `distance` places to the right.
pub(super) fn turn(model: &mut Model, distance: usize) {
    if let Some(detail) = model.detail_mut() {
        turn_to(detail, detail.tab.beside(distance));
    }
}

/// Turns to this page.
pub(super) fn show(model: &mut Model, tab: Tab) {
    if let Some(detail) = model.detail_mut() {
        turn_to(detail, tab);
    }
}

fn turn_to(detail: &mut Detail, tab: Tab) {
    (detail.tab, detail.scroll) = (tab, 0);
}

/// Moves the cursor of the table, and the open campaign with it.
pub(super) fn step(model: &mut Model, step: Step) {
    model.list.step(step, &model.context.store);
    let row = model.context.store.row(model.list.position()).map(|row| row.key());
    if let (Some(row), Some(detail)) = (row, model.detail_mut()) {
        detail.row = row;
    }
}
