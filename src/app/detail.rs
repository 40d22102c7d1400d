//! One campaign, whole: which one, which page of it, and how far that is scrolled.
//!
//! The campaign is held by key: a refresh never puts another in its place, and one that is gone is said to be gone.

use crate::domain::store::RowKey;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    pub row: RowKey,
    pub tab: Tab,
    /// By how many lines the page is scrolled.
    pub scroll: usize,
}

/// A page of the detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Identity, outcome, rates.
    Overview,
    /// How its figures went.
    History,
    /// The row as JSON.
    Raw,
}

impl Tab {
    pub const ALL: [Self; 3] = [Self::Overview, Self::History, Self::Raw];

    pub fn title(self) -> &'static str {
        match self {
            Tab::Overview => "Overview",
            Tab::History => "History",
            Tab::Raw => "Raw JSON",
        }
    }

    /// The same in fewer columns.
    pub fn short(self) -> &'static str {
        if self == Tab::Raw { "JSON" } else { self.title() }
    }

    /// The page `distance` places to the right, round the end.
    fn beside(self, distance: usize) -> Self {
        let at = Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default();
        Self::ALL.get((at + distance) % Self::ALL.len()).copied().unwrap_or(self)
    }
}

impl Detail {
    pub(super) fn new(row: RowKey, tab: Tab) -> Self {
        Self { row, tab, scroll: 0 }
    }

    /// To the page at the right or left, round the end.
    pub(super) fn turn(&mut self, forward: bool) {
        self.show(self.tab.beside(if forward { 1 } else { Tab::ALL.len() - 1 }));
    }

    /// To the JSON, or back from it.
    pub(super) fn toggle_raw(&mut self) {
        self.show(if self.tab == Tab::Raw { Tab::Overview } else { Tab::Raw });
    }

    pub(super) fn show(&mut self, tab: Tab) {
        (self.tab, self.scroll) = (tab, 0);
    }
}
