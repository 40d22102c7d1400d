//! One read of the list, made ready to be searched and sorted. Building one is the heavy part and belongs off the
//! thread that draws.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::ops::Deref;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr as _;

use super::group_keys::GroupKeys;
use super::needs::Needs;
use super::peers::Pools;
use super::remembered::Remembered;
use super::seen::SeenValues;
use crate::domain::campaign::{Campaign, Listing};
use crate::domain::fold::{Marks, fold_into};
use crate::domain::grouping::GroupBy;
use crate::domain::natural;
use crate::domain::order::{Column, Value, Values as _};
use crate::domain::query::WORD_COLUMNS;

/// Between the columns of a row in the search text. Folded text, and so no needle, holds it.
const COLUMN_END: char = '\u{1f}';
/// Between the rows of the search text; no needle holds it either.
const ROW_END: char = '\n';

/// The rows of one read in the default order, with what makes them fast to find and sort; and what is remembered of them,
/// which may become another while the rows stay. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    read: Arc<Read>,
    pub(super) remembered: Remembered,
    pub(super) needs: Needs,
}

impl Deref for Snapshot {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}

impl Snapshot {
    /// Makes a listing ready. Takes time that grows with its rows.
    pub fn build(listing: Listing) -> Self {
        Self { read: Arc::new(Read::build(listing)), ..Self::default() }
    }

    /// The same rows, with what is remembered of them.
    pub(super) fn remembering(self, remembered: Remembered) -> Self {
        Self { remembered, ..self }
    }

    /// A row's value in any column.
    pub(super) fn value(&self, number: usize, column: Column) -> Option<Value<'_>> {
        let row = self.rows.get(number)?;
        if column == Column::Need {
            return self.needs.place(number).map(|place| Value::Whole(place.into()));
        }
        if column.is_remembered() { self.remembered.value(number, row, column) } else { row.value(column) }
    }

    /// Other rows at the same numbers, in the same groups, and what is remembered of these.
    pub(super) fn with_rows(&self, rows: Vec<Campaign>) -> Self {
        let other = Read::build(Listing { rows, unreadable: self.unreadable });
        let [agents, lists, origins] = [&self.agents, &self.lists, &self.origins].map(Clone::clone);
        let read = Read { agents, lists, origins, pools: self.pools.clone(), ..other };
        Self { read: Arc::new(read), ..self.clone() }
    }
}

impl Snapshot {
    /// Numbers that compare as the rows' values in a column do, row by row; `None` where the value is unknown.
    pub(super) fn sort_keys(&self, column: Column) -> Vec<Option<u64>> {
        match self.ranks.iter().find(|(ranked, _)| *ranked == column) {
            Some((_, ranks)) => ranks.iter().map(|rank| rank.map(u64::from)).collect(),
            None => (0..self.rows.len()).map(|row| self.value(row, column).map(ordered_bits)).collect(),
        }
    }
}

/// The rows of one read.
#[derive(Debug, Default)]
pub struct Read {
    /// By id descending, then as the server sent them. A row's number is its index here: it breaks every tie.
    pub(super) rows: Vec<Campaign>,
    pub(super) unreadable: usize,
    pub(super) repeated: usize,
    /// How many ids there are.
    pub(super) distinct: usize,
    /// The text that words are searched in: folded, row after row.
    pub(super) search: SearchText,
    /// The values that occur, by column.
    pub(super) seen: SeenValues,
    /// The rank of each row's text, by text column.
    ranks: Vec<(Column, Vec<Option<u32>>)>,
    /// How many columns of a terminal the longest value takes, by column of text or ids.
    widest: Vec<(Column, usize)>,
    agents: GroupKeys,
    lists: GroupKeys,
    origins: GroupKeys,
    /// What campaigns are judged by.
    pub(super) pools: Pools,
}

impl Read {
    fn build(listing: Listing) -> Self {
        let Listing { mut rows, unreadable } = listing;
        rows.sort_by_key(|row| Reverse(row.id));
        let ranks = [Column::Name, Column::Agent, Column::Origin, Column::Updated]
            .map(|column| (column, ranks(&rows, column)))
            .into();
        let widest = [Column::Id, Column::Name, Column::Agent, Column::List, Column::Origin, Column::Updated]
            .map(|column| (column, widest(&rows, column)))
            .into();
        let same_id = || rows.chunk_by(|a, b| a.id == b.id);
        let (distinct, repeated) = (same_id().count(), same_id().filter(|same| same.len() > 1).count());
        let [agents, lists, origins] =
            [GroupBy::Agent, GroupBy::List, GroupBy::Origin].map(|by| GroupKeys::new(&rows, by));
        Self {
            search: SearchText::new(&rows),
            seen: SeenValues::default(),
            pools: Pools::new(&rows, &agents),
            ranks,
            widest,
            agents,
            lists,
            origins,
            repeated,
            distinct,
            unreadable,
            rows,
        }
    }

    /// How many campaigns there are: rows of one id are one.
    pub fn distinct(&self) -> usize {
        self.distinct
    }

    /// How many elements of the list could not be read at all.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// How many columns of a terminal the longest value of a column takes; 0 for columns of counts and rates.
    pub(super) fn widest(&self, column: Column) -> usize {
        self.widest.iter().find(|(known, _)| *known == column).map_or(0, |&(_, width)| width)
    }

    /// Where the rows of an id begin, or would.
    pub(super) fn first(&self, id: i64) -> usize {
        self.rows.partition_point(|row| row.id > id)
    }

    /// The values that rows can be gathered by.
    pub(super) fn keys(&self, by: GroupBy) -> &GroupKeys {
        match by {
            GroupBy::Agent => &self.agents,
            GroupBy::List => &self.lists,
            GroupBy::Origin => &self.origins,
        }
    }

    /// A number that compares as the row's value in a column does; `None` where the value is unknown. Of what the API
    /// answers.
    pub(super) fn sort_key(&self, column: Column, row: usize) -> Option<u64> {
        match self.ranks.iter().find(|(ranked, _)| *ranked == column) {
            Some((_, ranks)) => ranks.get(row).copied().flatten().map(u64::from),
            None => self.rows.get(row)?.value(column).map(ordered_bits),
        }
    }
}

fn widest(rows: &[Campaign], column: Column) -> usize {
    let width = |value: Value<'_>| match value {
        Value::Text(text) => text.width(),
        Value::Whole(0) => 1,
        Value::Whole(number) => number.unsigned_abs().ilog10() as usize + 1 + usize::from(number < 0),
        Value::Real(_) | Value::Range(_) => 0,
    };
    rows.iter().filter_map(|row| row.value(column)).map(width).max().unwrap_or_default()
}

/// Bits that compare as unsigned numbers like the numbers themselves.
pub(super) fn ordered_bits(value: Value<'_>) -> u64 {
    const SIGN: u64 = 1 << 63;
    match value {
        Value::Whole(whole) => whole as u64 ^ SIGN,
        Value::Real(real) => {
            let bits = real.to_bits();
            if bits & SIGN == 0 { bits | SIGN } else { !bits }
        }
        Value::Text(_) | Value::Range(_) => 0,
    }
}

/// Each row's place among the distinct texts of a column, so that sorting by text is sorting by number. Texts that read
/// the same share a rank.
fn ranks(rows: &[Campaign], column: Column) -> Vec<Option<u32>> {
    let (mut keys, mut folded) = (Vec::new(), String::new());
    let mut spans = Vec::new();
    for (row, campaign) in rows.iter().enumerate() {
        if let Some(Value::Text(text)) = campaign.value(column) {
            let start = keys.len();
            natural::key_into(text, &mut folded, &mut keys);
            spans.push((row, start..keys.len()));
        }
    }
    let mut known: Vec<(u64, &[u8], usize)> =
        spans.into_iter().filter_map(|(row, span)| keys.get(span).map(|text| (first_bytes(text), text, row))).collect();
    known.sort_unstable();
    let mut ranks = vec![None; rows.len()];
    for (rank, same) in (0..).zip(known.chunk_by(|a, b| a.1 == b.1)) {
        for &(_, _, row) in same {
            if let Some(slot) = ranks.get_mut(row) {
                *slot = Some(rank);
            }
        }
    }
    ranks
}

/// The first bytes of a text as a number that compares like them, so that most texts need no second look.
fn first_bytes(text: &[u8]) -> u64 {
    text.iter().chain(std::iter::repeat(&0)).take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// The text that words are searched in, as one folded string: one pass goes over every row.
#[derive(Debug, Default)]
pub(super) struct SearchText {
    text: String,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl SearchText {
    fn new(rows: &[Campaign]) -> Self {
        let mut text = String::new();
        let mut ends = Vec::with_capacity(rows.len());
        for row in rows {
            for column in WORD_COLUMNS {
                match row.value(column) {
                    Some(Value::Text(value)) => fold_into(value, Marks::Dropped, &mut text),
                    Some(Value::Whole(number)) => drop(write!(text, "{number}")),
                    Some(Value::Real(_) | Value::Range(_)) | None => {}
                }
                text.push(COLUMN_END);
            }
            text.push(ROW_END);
            ends.push(text.len());
        }
        text.shrink_to_fit();
        Self { text, ends }
    }

    /// The text of one row.
    pub(super) fn row(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(row).and_then(|&end| self.text.get(start..end)).unwrap_or_default()
    }

    /// The folded texts of [`WORD_COLUMNS`] in a row; empty also where it is unknown.
    pub(super) fn columns(&self, row: usize) -> impl Iterator<Item = &str> {
        self.row(row).split(COLUMN_END).take(WORD_COLUMNS.len())
    }

    /// The folded text of one of [`WORD_COLUMNS`] in a row; empty also when it is unknown.
    pub(super) fn column(&self, row: usize, column: Column) -> Option<&str> {
        let at = WORD_COLUMNS.iter().position(|&searched| searched == column)?;
        self.columns(row).nth(at)
    }

    /// The rows that hold what a finder looks for, in order: one pass over the whole text.
    pub(super) fn find<'s>(&'s self, finder: &'s memchr::memmem::Finder<'_>) -> impl Iterator<Item = usize> + 's {
        let mut at = 0;
        let mut row = 0;
        std::iter::from_fn(move || {
            let hit = at + finder.find(self.text.as_bytes().get(at..)?)?;
            row += self.ends.get(row..)?.iter().take_while(|&&end| end <= hit).count();
            at = *self.ends.get(row)?;
            Some(row)
        })
    }
}
