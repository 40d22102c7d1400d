//! Comparing: which campaigns stand side by side, and against what.
//!
//! [`CompareView`] is what the user sees of it, [`Lineup`] what it comes to at the moment: sums, not campaigns, so that
//! whatever has sums can stand in it. [`figures`] puts its numbers into lines.

pub mod figures;
mod page;

pub use page::Page;

use super::action::Movement;
use super::copy::Copied;
use super::export::Caption;
use super::marks::Marks;
use crate::domain::count::count;
use crate::domain::measure::Measures;
use crate::domain::significance::{Comparison, Evidence, evidence_of_all};
use crate::domain::store::{LineKey, Store, Text, Totals};

/// How many stand side by side at most.
pub const MOST: usize = 6;

/// What a campaign or group that left the list is called.
const GONE: &str = "(no longer in the list)";

/// What is compared, and how far that is scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareView {
    /// Campaigns and groups, from left to right.
    lines: Vec<LineKey>,
    /// Of how many those are the first.
    pub offered: usize,
    pub baseline: Baseline,
    /// By how many lines the figures are scrolled.
    pub scroll: usize,
    /// How many columns are scrolled away to the left, not counting the baseline's.
    pub left: usize,
}

/// What the others are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// The first of them.
    First,
    /// All rows that are shown, pooled.
    Pool,
}

impl CompareView {
    /// Compares what is marked, campaigns before groups and each in the table's order; where nothing is, the groups that
    /// are shown. Or says how to mark.
    pub(super) fn of(marks: &Marks, store: &Store) -> Result<Self, String> {
        let rows = marks.rows(store).into_iter().map(|row| row.key().into());
        let groups = marks.groups(store).into_iter().map(|group| LineKey::Group(group.key()));
        let mut lines: Vec<LineKey> = rows.chain(groups).collect();
        if lines.is_empty() {
            lines = store.groups().map(|group| LineKey::Group(group.key())).collect();
        }
        let offered = lines.len();
        lines.truncate(MOST);
        match offered {
            0 => Err("Nothing is marked. Space marks the line under the cursor; = compares two to six.".to_owned()),
            1 => Err("There is only one to compare. Space marks another; = compares two to six.".to_owned()),
            _ => Ok(Self { lines, offered, baseline: Baseline::First, scroll: 0, left: 0 }),
        }
    }

    /// What there is to say when it opens.
    pub(super) fn left_out(&self) -> Option<String> {
        (self.offered > self.lines.len()).then(|| {
            let (first, all) = (self.lines.len(), count(self.offered as i64));
            format!("The first {first} of {all}: no more stand side by side.")
        })
    }

    pub(super) fn turn(&mut self) {
        self.left = 0;
        self.baseline = match self.baseline {
            Baseline::First => Baseline::Pool,
            Baseline::Pool => Baseline::First,
        };
    }

    /// Scrolls the columns, of which `end` can be scrolled away.
    pub(super) fn scroll_columns(&mut self, movement: Movement, end: usize) {
        self.left = movement.apply(self.left, end + 1, 1);
    }

    /// What they come to now.
    pub fn lineup(&self, store: &Store) -> Lineup {
        let gone = |id| Side { id, name: GONE.to_owned(), totals: Totals::default(), vendor: None, in_pool: false };
        let side = |key: &LineKey| match key {
            LineKey::Row(key) => store.get(*key).map_or_else(
                || gone(Some(key.id)),
                |row| Side {
                    id: Some(key.id),
                    name: row.name().map_or("(name unknown)", Text::as_str).to_owned(),
                    totals: row.totals(),
                    vendor: row.vendor_rate(),
                    in_pool: store.is_shown(row),
                },
            ),
            LineKey::Group(key) => store.group(key).map_or_else(
                || gone(None),
                |group| Side {
                    id: None,
                    name: group.title(),
                    totals: group.totals().clone(),
                    vendor: None,
                    in_pool: true,
                },
            ),
        };
        Lineup::new(self.lines.iter().map(side).collect(), self.baseline, store.totals().clone())
    }

    /// The comparison for a file, with names or without.
    pub(super) fn page(&self, store: &Store, measures: Measures, caption: Caption, without_names: bool) -> Page {
        let lineup = self.lineup(store);
        if without_names {
            let lineup = lineup.called(store.redacted_lines(&self.lines));
            return Page { lineup, measures, caption: caption.redacted() };
        }
        Page { lineup, measures, caption }
    }

    /// The comparison as Markdown.
    pub(super) fn copied(&self, store: &Store, measures: &Measures) -> Copied {
        let lineup = self.lineup(store);
        Copied {
            what: format!("comparison of {} as Markdown", self.lines.len()),
            text: figures::as_markdown(&lineup, measures),
        }
    }
}

/// One of those that stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The campaign's number.
    pub id: Option<i64>,
    pub name: String,
    pub totals: Totals,
    /// The vendor's own success rate.
    pub vendor: Option<f64>,
    /// Whether its calls are in the pool's.
    in_pool: bool,
}

/// Those that stand side by side, the baseline first.
#[derive(Debug, Clone, PartialEq)]
pub struct Lineup {
    pub baseline: Baseline,
    pub sides: Vec<Side>,
    pub pool: Totals,
    /// How the success of each stands beside the baseline, as one of several that are looked at; none for the baseline.
    pub verdicts: Vec<Option<(Comparison, Evidence)>>,
}

impl Lineup {
    fn new(mut sides: Vec<Side>, baseline: Baseline, pool: Totals) -> Self {
        if baseline == Baseline::Pool {
            let name = format!("the pool of {} shown", count(pool.rows as i64));
            sides.insert(0, Side { id: None, name, totals: pool.clone(), vendor: None, in_pool: true });
        }
        let base = sides.first().and_then(|side| side.totals.success.proportion());
        let comparison = |side: &Side| {
            let own = side.totals.success.proportion()?;
            let base = match baseline {
                // A part is compared with the rest.
                Baseline::Pool if side.in_pool => base?.without(own)?,
                _ => base?,
            };
            Some(own.against(base))
        };
        let comparisons: Vec<Option<Comparison>> = sides.iter().skip(1).map(comparison).collect();
        let made: Vec<Comparison> = comparisons.iter().copied().flatten().collect();
        let mut evidence = evidence_of_all(&made).into_iter();
        let judged = comparisons.into_iter().map(|one| Some((one?, evidence.next()?)));
        let verdicts = std::iter::once(None).chain(judged).take(sides.len()).collect();
        Self { baseline, sides, pool, verdicts }
    }

    /// The one that the others are compared with.
    pub fn base(&self) -> Option<&Side> {
        self.sides.first()
    }

    /// What the baseline is, behind "against".
    pub fn base_words(&self) -> String {
        self.base().map_or_else(String::new, Side::short)
    }
}

impl Side {
    /// Its number, else its name.
    pub fn short(&self) -> String {
        self.id.map_or_else(|| self.name.clone(), |id| id.to_string())
    }
}

#[cfg(test)]
mod tests;
