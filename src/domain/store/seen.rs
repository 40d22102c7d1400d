//! The values that occur in the columns that name something, for those who type a filter.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::Store;
use crate::domain::campaign::Campaign;
use crate::domain::fold::{Marks, folded};
use crate::domain::natural;
use crate::domain::order::{Column, Value, Values as _};
use crate::domain::query::{Flag, Seen};

/// The columns of which values are offered; names and numbers of campaigns are nearly all different.
const COLUMNS: [Column; 4] = [Column::Agent, Column::List, Column::Origin, Column::Updated];

/// The values of one read, looked up where they are first asked for.
#[derive(Debug, Default)]
pub(super) struct SeenValues([OnceLock<Vec<Seen>>; COLUMNS.len()]);

impl Store {
    /// How many campaigns have a flag; of marks, those that the store was told. Walks all rows.
    pub fn flagged(&self, flag: Flag) -> usize {
        match flag {
            Flag::Marked => self.marked.len(),
            Flag::Edited => firsts(&self.data.rows).filter(|campaign| campaign.updated.is_some()).count(),
            Flag::Poor | Flag::Good | Flag::Few => {
                self.data.campaigns().filter(|&first| self.grades().get(first).copied() == flag.grade()).count()
            }
            Flag::Needs => self.needs_you().len(),
            flag => flag.verdict().map_or(0, |kind| self.said_to_be(kind)),
        }
    }

    /// The values that occur in a column, the most frequent first, then by name; nothing for columns whose values name no
    /// group of campaigns. Walks all rows once a read.
    pub fn seen(&self, column: Column) -> &[Seen] {
        let place = COLUMNS.iter().position(|known| *known == column);
        let values = place.and_then(|at| self.data.seen.0.get(at));
        values.map_or(&[], |values| values.get_or_init(|| count(&self.data.rows, column)))
    }
}

/// Rows of one id stand together and are one campaign: the first of them counts.
fn firsts(rows: &[Campaign]) -> impl Iterator<Item = &Campaign> {
    rows.chunk_by(|a, b| a.id == b.id).filter_map(|same| same.first())
}

fn count(rows: &[Campaign], column: Column) -> Vec<Seen> {
    let mut texts: HashMap<&str, usize> = HashMap::new();
    let mut numbers: HashMap<i64, usize> = HashMap::new();
    for campaign in firsts(rows) {
        match campaign.value(column) {
            Some(Value::Text(text)) => *texts.entry(text).or_default() += 1,
            Some(Value::Whole(number)) => *numbers.entry(number).or_default() += 1,
            Some(Value::Real(_) | Value::Range(_)) | None => {}
        }
    }
    let texts = texts.into_iter().map(|(text, campaigns)| (text.to_owned(), campaigns));
    let numbers = numbers.into_iter().map(|(number, campaigns)| (number.to_string(), campaigns));
    let all = texts.chain(numbers).filter(|(text, _)| !text.trim().is_empty());
    let mut seen: Vec<Seen> =
        all.map(|(text, campaigns)| Seen { plain: folded(&text, Marks::Dropped), text, campaigns }).collect();
    seen.sort_unstable_by(|a, b| {
        Reverse(a.campaigns).cmp(&Reverse(b.campaigns)).then_with(|| natural::compare(&a.text, &b.text))
    });
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::Listing;
    use crate::domain::shown::Shown;
    use crate::domain::store::Snapshot;

    #[test]
    fn values_are_counted_by_campaign_and_the_most_frequent_come_first() {
        let row = |id, agent: &str, list| Campaign {
            agent: Some(Shown::new(agent)),
            list: Some(list),
            ..Campaign::unknown(id)
        };
        let rows =
            vec![row(1, "b", 7), row(2, "a", 7), row(2, "b", 8), row(3, "Ä", 10), row(4, "b", 9), row(5, " ", 9)];
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        let seen = |column| store.seen(column).iter().map(|s| (s.text.as_str(), s.campaigns)).collect::<Vec<_>>();
        assert_eq!(seen(Column::Agent), [("b", 2), ("a", 1), ("Ä", 1)]);
        assert_eq!(seen(Column::List), [("7", 2), ("9", 2), ("10", 1)]);
        assert_eq!((seen(Column::Origin), seen(Column::Name), seen(Column::Calls)), (vec![], vec![], vec![]));
    }
}
