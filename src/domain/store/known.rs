//! What is known of rows beyond their values: which of them are marked, which stand out from their peers, and what is said
//! of them.

use super::Row;
use super::row::RowKey;
use super::row_set::RowSet;
use super::snapshot::Snapshot;
use crate::domain::judgement::Grade;
use crate::domain::order::{Column, Value, Values};
use crate::domain::query::{Facts, Flag, Query};

/// The flags that a row does not know of itself; only those that a query asks for are looked up.
#[derive(Debug, Default)]
pub(super) struct Known<'g> {
    marked: RowSet,
    /// Of every row's success; empty where no flag asks for it.
    grades: &'g [Grade],
}

impl<'g> Known<'g> {
    /// `grades` are asked for only where the query needs them.
    pub(super) fn new(data: &Snapshot, query: &Query, marked: &[RowKey], grades: impl FnOnce() -> &'g [Grade]) -> Self {
        let set = |flag, rows: &mut dyn Iterator<Item = usize>| {
            if query.asks(flag) { RowSet::collect(data.rows.len(), rows) } else { RowSet::default() }
        };
        Self {
            marked: set(Flag::Marked, &mut marked.iter().filter_map(|key| data.number(*key))),
            grades: if Flag::ALL.iter().any(|flag| flag.grade().is_some() && query.asks(*flag)) {
                grades()
            } else {
                &[]
            },
        }
    }

    /// The row of a number, with its flags.
    pub(super) fn row<'a>(&'a self, data: &'a Snapshot, number: usize) -> Option<KnownRow<'a>> {
        Some(KnownRow { row: data.row(number)?, number, known: self })
    }
}

/// A row with its flags.
pub(super) struct KnownRow<'a> {
    row: Row<'a>,
    number: usize,
    known: &'a Known<'a>,
}

impl Values for KnownRow<'_> {
    fn value(&self, column: Column) -> Option<Value<'_>> {
        self.row.value(column)
    }
}

impl Facts for KnownRow<'_> {
    fn is(&self, flag: Flag) -> bool {
        match flag {
            Flag::Marked => self.known.marked.contains(self.number),
            Flag::Edited => self.row.updated().is_some(),
            Flag::Needs => self.row.needs_you(),
            Flag::Poor | Flag::Good | Flag::Few => self.known.grades.get(self.number).copied() == flag.grade(),
            flag => flag.verdict().is_some_and(|kind| self.row.is_said_to_be(kind)),
        }
    }
}
