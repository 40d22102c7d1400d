//! Between the store and the record: a read goes there as it is, and what the record knows of a moment is a read again.

use std::sync::Arc;

use super::remembered::stats;
use super::{Snapshot, Store};
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::record::engine::Campaigns;
use crate::domain::record::{Figures, Identity, Row};
use crate::domain::shown::Shown;

/// All rows of one read, apart from the store: they are recorded while the store goes on. Shares them with it.
#[derive(Debug, Clone)]
pub struct WholeRead(Arc<Snapshot>);

impl Store {
    /// The last read.
    pub fn last_read(&self) -> WholeRead {
        WholeRead(Arc::clone(&self.data))
    }

    /// Takes a read that was made ready elsewhere, as [`Store::apply`] does.
    pub fn follow(&mut self, read: &WholeRead) {
        self.renew(Snapshot::clone(&read.0));
    }

    /// Shows another read in its place: one of another time, with which nothing is compared.
    pub fn show(&mut self, read: &WholeRead) {
        self.reset_comparison();
        let memory = read.0.remembered.memory().cloned();
        self.replace(Snapshot::clone(&read.0), memory);
    }
}

impl WholeRead {
    /// How many elements of the list could not be read at all.
    pub fn unreadable(&self) -> usize {
        self.0.unreadable
    }
}

impl From<Snapshot> for WholeRead {
    fn from(snapshot: Snapshot) -> Self {
        Self(Arc::new(snapshot))
    }
}

impl Campaigns for WholeRead {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        self.0.rows()
    }
}

/// Of rows with one id the first counts for all.
impl Campaigns for Snapshot {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        let numbers = super::sums::once(self, 0..self.rows.len());
        Box::new(numbers.filter_map(|number| self.rows.get(number)).map(recorded))
    }
}

/// Reads are equal when they are the same one.
impl PartialEq for WholeRead {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Snapshot {
    /// Makes the campaigns of a moment ready, as [`Snapshot::build`] does those of an answer.
    pub fn of_past(rows: Vec<Row>) -> Self {
        Self::build(Listing { rows: rows.into_iter().map(campaign).collect(), unreadable: 0 })
    }
}

fn recorded(campaign: &Campaign) -> Row<&str> {
    let Campaign { id, name, agent, list, origin, updated, stats } = campaign;
    let [name, agent, origin, edited_by] = [name, agent, origin, updated].map(|text| text.as_ref().map(Shown::raw));
    let Stats { calls, ok, failed, vendor_rate, sentiment, conversion } = *stats;
    let figures = Figures { calls, ok, failed, vendor_rate, sentiment, conversion };
    Row { id: *id, identity: Identity { name, agent, list: *list, origin, edited_by }, figures }
}

fn campaign(row: Row) -> Campaign {
    let Row { id, identity, figures } = row;
    let Identity { name, agent, list, origin, edited_by } = identity;
    let [name, agent, origin, updated] = [name, agent, origin, edited_by].map(|text| text.as_deref().map(Shown::new));
    Campaign { id, name, agent, list, origin, updated, stats: stats(figures) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_comes_back_from_the_record_as_it_was() {
        let odd = Campaign { name: Some(Shown::new("a\u{1b}[31mb")), ..Campaign::unknown(7) };
        let again = Campaign { name: Some(Shown::new("second")), ..Campaign::unknown(7) };
        let rows = vec![Campaign::sample(), odd.clone(), again];
        let snapshot = Snapshot::build(Listing { rows, unreadable: 0 });
        let recorded: Vec<Row> = Campaigns::rows(&snapshot)
            .map(|row| Row { id: row.id, identity: row.identity.owned(), figures: row.figures })
            .collect();
        assert_eq!(recorded.iter().map(|row| row.id).collect::<Vec<_>>(), [7, 1]);
        assert_eq!(recorded[0].identity.name.as_deref(), Some("a\u{1b}[31mb"), "as received");
        assert_eq!(Snapshot::of_past(recorded).rows, [odd, Campaign::sample()]);
    }
}
