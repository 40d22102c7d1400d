//! The columns of the table, one row each: title, width, cell, and how soon it gives way to a narrower screen.
//!
//! Which of them the user wants is [`crate::app::columns`]'s to know, which of those fit is [`super::window`]'s.

use super::theme::Role;
use super::{figure, text};
use crate::app::columns::TableColumn;
use crate::app::prefs::Prefs;
use crate::domain::campaign::Campaign;
use crate::domain::order::{Column as Key, Order};
use crate::domain::shown::Shown;
use crate::domain::store::Change;

/// A column of the table.
#[derive(Debug)]
pub struct Column {
    /// What it shows.
    pub key: TableColumn,
    /// Its head.
    pub title: &'static str,
    /// What its cells mean, for the columns sheet.
    pub about: &'static str,
    /// Its width; the name takes what is left over.
    pub width: u16,
    /// Whether cells stand at the right.
    pub right: bool,
    /// Which goes first when the screen is narrow: the highest.
    pub priority: u8,
    /// The cell of a row, in at most so many columns where it is a number.
    pub cell: fn(&Facts<'_>, usize) -> Cell,
}

/// What the cells of a row are made of.
#[derive(Debug)]
pub struct Facts<'a> {
    /// What is known of it.
    pub campaign: &'a Campaign,
    /// How the last read changed it.
    pub change: Option<Change>,
    /// What the user chose.
    pub prefs: &'a Prefs,
}

/// A cell: its text and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// Its role.
    pub role: Role,
}

/// The column of the number.
pub const ID: TableColumn = TableColumn::Value(Key::Id);
/// The column of the name.
pub const NAME: TableColumn = TableColumn::Value(Key::Name);

const fn column(
    key: TableColumn,
    title: &'static str,
    about: &'static str,
    shape: (u16, bool),
    priority: u8,
    cell: fn(&Facts<'_>, usize) -> Cell,
) -> Column {
    Column { key, title, about, width: shape.0, right: shape.1, priority, cell }
}

const fn left(width: u16) -> (u16, bool) {
    (width, false)
}

const fn right(width: u16) -> (u16, bool) {
    (width, true)
}

/// All columns.
pub const COLUMNS: &[Column] = &[
    column(ID, "ID", "the vendor's number", right(4), 3, |f, _| plain(f.campaign.id.to_string())),
    column(NAME, "NAME", "the campaign's name", left(18), 0, |f, _| shown(f.campaign.name.as_ref())),
    column(TableColumn::Value(Key::Agent), "AGENT", "the AI agent that calls", left(13), 7, |f, _| {
        shown(f.campaign.agent.as_ref())
    }),
    column(TableColumn::Value(Key::List), "LIST", "the case list that is called", right(6), 10, |f, _| {
        plain(text::id_or_unknown(f.campaign.list))
    }),
    column(TableColumn::Value(Key::Calls), "CALLS", "calls in all", right(7), 1, |f, room| {
        plain(figure::count(f.campaign.stats.calls, room))
    }),
    column(TableColumn::Change, "Δ", "calls since the refresh before", right(6), 5, |f, room| change(f.change, room)),
    column(TableColumn::Value(Key::Ok), "OK", "calls that succeeded", right(6), 11, |f, room| {
        plain(figure::count(f.campaign.stats.ok, room))
    }),
    column(TableColumn::Value(Key::Failed), "FAIL", "calls that failed", right(6), 12, |f, room| {
        plain(figure::count(f.campaign.stats.failed, room))
    }),
    column(TableColumn::Value(Key::Pending), "PEND", "calls without an outcome yet", right(6), 6, |f, room| {
        plain(figure::count(f.campaign.stats.pending(), room))
    }),
    column(TableColumn::Value(Key::Finished), "FINISHED", "ok + failed", right(9), 16, |f, room| {
        plain(figure::count(f.campaign.stats.finished(), room))
    }),
    column(TableColumn::Value(Key::SuccessRate), "SUCC%", "ok of finished", right(7), 2, |f, room| {
        graded(f, Key::SuccessRate, f.campaign.stats.success_rate(), room)
    }),
    column(TableColumn::Value(Key::FailedRate), "FAIL%", "failed of finished", right(6), 14, |f, room| {
        graded(f, Key::FailedRate, f.campaign.stats.failed_rate(), room)
    }),
    column(TableColumn::Value(Key::VendorRate), "VENDOR%", "the vendor's own success rate", right(8), 9, vendor),
    column(TableColumn::Value(Key::Sentiment), "SENT", "sentiment; its scale is unknown", right(6), 8, |f, room| {
        graded(f, Key::Sentiment, f.campaign.stats.sentiment, room)
    }),
    column(TableColumn::Value(Key::Conversion), "CONV", "converted of clients called", right(7), 4, |f, room| {
        graded(f, Key::Conversion, f.campaign.stats.conversion, room)
    }),
    column(TableColumn::Value(Key::Origin), "ORIGIN", "what created it", left(11), 13, |f, _| {
        shown(f.campaign.origin.as_ref())
    }),
    column(TableColumn::Value(Key::Updated), "UPDATED BY", "what edited it last", left(11), 15, |f, _| {
        shown(f.campaign.updated.as_ref())
    }),
];

/// The short head of a column, for the sort mark and the sort menu.
pub fn title(key: Key) -> &'static str {
    COLUMNS.iter().find(|column| column.key == TableColumn::Value(key)).map_or("", |column| column.title)
}

/// Which way an order goes.
pub fn arrow(order: Order) -> &'static str {
    if order.descending { "↓" } else { "↑" }
}

fn plain(text: String) -> Cell {
    let role = if text == text::UNKNOWN { Role::Dim } else { Role::Text };
    Cell { text, role }
}

fn shown(value: Option<&Shown>) -> Cell {
    plain(text::shown_or_unknown(value).to_owned())
}

/// A rate or score with its grade, where it has one.
fn graded(facts: &Facts<'_>, column: Key, value: Option<f64>, room: usize) -> Cell {
    let measure = facts.prefs.measures.of(column);
    let text = figure::measured(value, measure, room);
    match value.and_then(|value| measure.grade(value)) {
        Some(grade) => Cell { text, role: Role::Grade(grade) },
        None => plain(text),
    }
}

/// The vendor's own rate, marked where it differs from ours.
fn vendor(facts: &Facts<'_>, room: usize) -> Cell {
    let stats = &facts.campaign.stats;
    match stats.vendor_agrees() {
        Some(false) => {
            let measure = facts.prefs.measures.of(Key::VendorRate);
            let text = format!("≠{}", figure::measured(stats.vendor_rate, measure, room.saturating_sub(1)));
            Cell { text, role: Role::Warning }
        }
        _ => graded(facts, Key::VendorRate, stats.vendor_rate, room),
    }
}

/// How calls moved; `~` where something else changed.
fn change(change: Option<Change>, room: usize) -> Cell {
    let moved = match change {
        None => return Cell { text: "·".to_owned(), role: Role::Dim },
        Some(Change::New) => "new".to_owned(),
        Some(Change::Changed { calls: None | Some(0) }) => "~".to_owned(),
        Some(Change::Changed { calls: Some(calls) }) => self::moved(calls, room),
    };
    Cell { text: moved, role: Role::Changed }
}

/// `▲12`, `▼3`.
pub fn moved(calls: i64, room: usize) -> String {
    let arrow = if calls < 0 { '▼' } else { '▲' };
    format!("{arrow}{}", figure::count(Some(calls.saturating_abs()), room.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_its_sign() {
        for (told, written) in [
            (None, "·"),
            (Some(Change::New), "new"),
            (Some(Change::Changed { calls: None }), "~"),
            (Some(Change::Changed { calls: Some(0) }), "~"),
            (Some(Change::Changed { calls: Some(12) }), "▲12"),
            (Some(Change::Changed { calls: Some(-3) }), "▼3"),
            (Some(Change::Changed { calls: Some(i64::MIN) }), "▼9e18"),
            (Some(Change::Changed { calls: Some(12_345) }), "▲12.3k"),
        ] {
            assert_eq!(change(told, 6).text, written);
        }
    }

    #[test]
    fn every_sort_key_has_a_title_of_its_own_and_room_for_its_arrow() {
        let mut titles: Vec<_> = Key::ALL.iter().map(|key| title(*key)).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), Key::ALL.len());
        assert!(COLUMNS.iter().all(|column| text::width(column.title) < usize::from(column.width)));
    }
}
