//! The columns of the table, one row each: title, width, cell, and how soon it gives way to a narrower screen.

use super::text;
use super::theme::Role;
use crate::app::prefs::Prefs;
use crate::domain::campaign::Campaign;
use crate::domain::order::Column as Key;
use crate::domain::shown::Shown;

/// A column of the table.
#[derive(Debug)]
pub struct Column {
    /// What it sorts by.
    pub key: Key,
    /// Its head.
    pub title: &'static str,
    /// Its width; the name takes what is left over.
    pub width: u16,
    /// Whether cells stand at the right.
    pub right: bool,
    /// Which goes first when the screen is narrow: the highest.
    pub priority: u8,
    /// The cell of a row.
    pub cell: fn(&Campaign, &Prefs) -> Cell,
}

/// A cell: its text and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// Its role.
    pub role: Role,
}

/// The name's least width, on a narrow screen and else: below it, columns give way.
const NAME_NARROW: u16 = 18;
const NAME_LEAST: u16 = 27;
/// Below this width a screen is narrow.
const NARROW: u16 = 58;

const fn column(
    key: Key,
    title: &'static str,
    width: u16,
    right: bool,
    priority: u8,
    cell: fn(&Campaign, &Prefs) -> Cell,
) -> Column {
    Column { key, title, width, right, priority, cell }
}

/// All columns, in the order of the screen.
pub const COLUMNS: &[Column] = &[
    column(Key::Id, "ID", 6, true, 3, |c, _| plain(c.id.to_string())),
    column(Key::Name, "NAME", NAME_NARROW, false, 0, |c, _| shown(c.name.as_ref())),
    column(Key::Agent, "AGENT", 13, false, 7, |c, _| shown(c.agent.as_ref())),
    column(Key::List, "LIST", 6, true, 10, |c, _| plain(c.list.map_or_else(unknown, |id| id.to_string()))),
    column(Key::Calls, "CALLS", 7, true, 1, |c, _| plain(text::count_or_unknown(c.stats.calls))),
    column(Key::Ok, "OK", 6, true, 11, |c, _| plain(text::count_or_unknown(c.stats.ok))),
    column(Key::Failed, "FAIL", 6, true, 12, |c, _| plain(text::count_or_unknown(c.stats.failed))),
    column(Key::Pending, "PEND", 6, true, 6, |c, _| plain(text::count_or_unknown(c.stats.pending()))),
    column(Key::SuccessRate, "SUCC%", 7, true, 2, |c, prefs| {
        graded(c.stats.success_rate(), text::percent, |rate| Some(prefs.success.grade(rate)))
    }),
    column(Key::FailedRate, "FAIL%", 6, true, 14, |c, _| plain(text::percent(c.stats.failed_rate()))),
    column(Key::VendorRate, "VENDOR%", 8, true, 9, |c, _| vendor(c)),
    column(Key::Sentiment, "SENT", 6, true, 8, |c, prefs| {
        graded(c.stats.sentiment, text::score, |score| prefs.sentiment.map(|thresholds| thresholds.grade(score)))
    }),
    column(Key::Conversion, "CONV", 7, true, 4, |c, prefs| {
        graded(c.stats.conversion, text::percent, |rate| Some(prefs.conversion.grade(rate)))
    }),
    column(Key::Origin, "ORIGIN", 11, false, 13, |c, _| shown(c.origin.as_ref())),
    column(Key::Updated, "UPDATED BY", 11, false, 15, |c, _| shown(c.updated.as_ref())),
];

/// The columns that fit into `width`, with the width each gets. One blank stands between two.
pub fn fitting(width: u16) -> Vec<(&'static Column, u16)> {
    let mut chosen: Vec<&Column> = COLUMNS.iter().collect();
    let name = if width < NARROW { NAME_NARROW } else { NAME_LEAST };
    let least = |column: &Column| if column.key == Key::Name { name } else { column.width };
    let needed = |columns: &[&Column]| columns.iter().map(|c| least(c) + 1).sum::<u16>().saturating_sub(1);
    while chosen.len() > 2 && needed(&chosen) > width {
        let lowest = chosen.iter().map(|c| c.priority).max();
        chosen.retain(|c| Some(c.priority) != lowest);
    }
    let spare = width.saturating_sub(needed(&chosen));
    chosen.into_iter().map(|c| (c, if c.key == Key::Name { name + spare } else { c.width })).collect()
}

/// The short head of a column, for the sort mark and the sort menu.
pub fn title(key: Key) -> &'static str {
    COLUMNS.iter().find(|column| column.key == key).map_or("FINISHED", |column| column.title)
}

fn unknown() -> String {
    text::UNKNOWN.to_owned()
}

fn plain(text: String) -> Cell {
    let role = if text == text::UNKNOWN { Role::Dim } else { Role::Text };
    Cell { text, role }
}

fn shown(value: Option<&Shown>) -> Cell {
    plain(value.map_or_else(unknown, |value| value.as_str().to_owned()))
}

fn graded(
    value: Option<f64>,
    write: fn(Option<f64>) -> String,
    grade: impl Fn(f64) -> Option<crate::app::prefs::Grade>,
) -> Cell {
    match value.and_then(grade) {
        Some(grade) => Cell { text: write(value), role: Role::Grade(grade) },
        None => plain(write(value)),
    }
}

/// The vendor's own rate, marked where it differs from ours.
fn vendor(campaign: &Campaign) -> Cell {
    let text = text::percent(campaign.stats.vendor_rate);
    match campaign.stats.vendor_agrees() {
        Some(false) => Cell { text: format!("≠{text}"), role: Role::Warning },
        _ => plain(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(width: u16) -> Vec<&'static str> {
        fitting(width).into_iter().map(|(column, _)| column.title).collect()
    }

    #[test]
    fn narrow_screens_keep_what_matters() {
        assert_eq!(titles(79), ["ID", "NAME", "AGENT", "CALLS", "PEND", "SUCC%", "CONV"]);
        assert_eq!(titles(76), ["ID", "NAME", "CALLS", "PEND", "SUCC%", "CONV"]);
        assert_eq!(titles(58), ["ID", "NAME", "CALLS", "SUCC%", "CONV"]);
        assert_eq!(titles(38), ["NAME", "CALLS", "SUCC%"]);
        assert_eq!(titles(20), ["NAME", "CALLS"]);
    }

    #[test]
    fn the_columns_never_take_more_than_there_is() {
        for width in 30..220 {
            let columns = fitting(width);
            let taken: u16 = columns.iter().map(|(_, w)| w + 1).sum::<u16>() - 1;
            assert_eq!(taken, width, "{width}");
        }
    }

    #[test]
    fn every_sort_key_has_a_title_of_its_own() {
        let mut titles: Vec<_> = Key::ALL.iter().map(|key| title(*key)).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), Key::ALL.len());
    }
}
