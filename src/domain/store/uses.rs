//! What the rows that share an agent or a case list come to.

use std::collections::BTreeMap;

use super::totals::Rate;
use super::{Row, Store, Text};

/// What the rows of one agent, or of one case list, come to. Rows of one id count each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use {
    /// How many rows there are.
    pub rows: usize,
    /// Success of their finished calls, pooled.
    pub success: Rate,
}

impl Use {
    fn add(&mut self, row: Row<'_>) {
        self.rows += 1;
        self.success.add(row.ok(), row.finished());
    }
}

impl Store {
    /// The agents of all rows, as received.
    pub fn agents(&self) -> BTreeMap<&str, Use> {
        self.uses(|row| row.agent().map(Text::raw))
    }

    /// The case lists of all rows.
    pub fn case_lists(&self) -> BTreeMap<i64, Use> {
        self.uses(Row::list)
    }

    /// What the rows of an agent, given as received, come to.
    pub fn use_of_agent(&self, agent: &str) -> Use {
        let mut found = Use::default();
        self.rows().filter(|row| row.agent().is_some_and(|own| own.raw() == agent)).for_each(|row| found.add(row));
        found
    }

    fn uses<'s, Id: Ord>(&'s self, id: impl Fn(&Row<'s>) -> Option<Id>) -> BTreeMap<Id, Use> {
        let mut uses: BTreeMap<Id, Use> = BTreeMap::new();
        for row in self.rows() {
            if let Some(id) = id(&row) {
                uses.entry(id).or_default().add(row);
            }
        }
        uses
    }
}
