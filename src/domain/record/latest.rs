//! What the record last knew of every campaign that is there, and what a reading changes in it. Whoever comes back is told
//! whole, as if for the first time: so what was before may be forgotten.

use std::cmp::Reverse;

use super::{Figures, Identity, Row};

/// The state that the record's changes add up to.
#[derive(Debug, Clone, Default)]
pub struct Latest {
    /// By id, falling, each once.
    rows: Vec<Known>,
}

/// A campaign that is there, as last known.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: i64,
    figures: Figures,
    /// Of its identity.
    digest: u64,
}

/// What a reading says that was not known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Other figures, or those of a campaign that came.
    pub figures: Vec<(i64, Figures)>,
    /// Another identity, or that of a campaign that came.
    pub identities: Vec<(i64, Identity)>,
    /// Campaigns that were not there before.
    pub came: Vec<i64>,
    /// Campaigns that are there no more.
    pub gone: Vec<i64>,
}

impl Difference {
    /// Whether the reading says nothing new.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.identities.is_empty() && self.came.is_empty() && self.gone.is_empty()
    }
}

impl Latest {
    /// The state of these campaigns, in any order, each once.
    pub fn new(rows: impl IntoIterator<Item = Row>) -> Self {
        let known = |row: Row| Known { id: row.id, figures: row.figures, digest: row.identity.as_deref().digest() };
        let mut rows: Vec<Known> = rows.into_iter().map(known).collect();
        rows.sort_unstable_by_key(|known| Reverse(known.id));
        Self { rows }
    }

    /// How many campaigns are there.
    pub fn present(&self) -> usize {
        self.rows.len()
    }

    /// What a reading changes. Its rows come by id, falling, each once. One that is not `whole` is silent on the rows
    /// that it lacks.
    pub fn difference<'r>(&self, rows: impl IntoIterator<Item = Row<&'r str>>, whole: bool) -> Difference {
        let mut difference = Difference::default();
        let mut known = self.rows.iter().peekable();
        let missed = |known: &Known, difference: &mut Difference| {
            if whole {
                difference.gone.push(known.id);
            }
        };
        for row in rows {
            while let Some(passed) = known.next_if(|known| known.id > row.id) {
                missed(passed, &mut difference);
            }
            let before = known.next_if(|known| known.id == row.id);
            if before.is_none_or(|before| before.figures != row.figures) {
                difference.figures.push((row.id, row.figures));
            }
            if before.is_none_or(|before| before.digest != row.identity.digest()) {
                difference.identities.push((row.id, row.identity.owned()));
            }
            if before.is_none() {
                difference.came.push(row.id);
            }
        }
        known.for_each(|passed| missed(passed, &mut difference));
        difference
    }

    /// Takes what was kept of a difference. Its parts are by id, falling.
    pub fn apply(&mut self, difference: &Difference) {
        if !difference.gone.is_empty() {
            self.rows.retain(|known| difference.gone.binary_search_by(|gone| known.id.cmp(gone)).is_err());
        }
        if !difference.came.is_empty() {
            let came = difference.came.iter().map(|&id| Known { id, figures: Figures::default(), digest: 0 });
            self.rows.extend(came);
            self.rows.sort_by_key(|known| Reverse(known.id));
        }
        for &(id, figures) in &difference.figures {
            self.of(id, |known| known.figures = figures);
        }
        for (id, identity) in &difference.identities {
            let digest = identity.as_deref().digest();
            self.of(*id, |known| known.digest = digest);
        }
    }

    fn of(&mut self, id: i64, change: impl FnOnce(&mut Known)) {
        let at = self.rows.binary_search_by(|known| id.cmp(&known.id)).ok();
        if let Some(known) = at.and_then(|at| self.rows.get_mut(at)) {
            change(known);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, calls: i64, name: &str) -> Row<&str> {
        let identity = Identity { name: Some(name), ..Identity::default() };
        Row { id, identity, figures: Figures { calls: Some(calls), ..Figures::default() } }
    }

    #[test]
    fn only_what_differs_is_new() {
        let mut latest = Latest::default();
        let first = latest.difference([row(3, 10, "c"), row(1, 20, "a")], true);
        assert_eq!((first.came.as_slice(), first.figures.len(), first.identities.len()), ([3, 1].as_slice(), 2, 2));
        latest.apply(&first);
        assert!(latest.difference([row(3, 10, "c"), row(1, 20, "a")], true).is_empty());

        let next = latest.difference([row(4, 0, "d"), row(3, 11, "c"), row(1, 20, "b")], true);
        assert_eq!(next.came, [4]);
        assert_eq!(next.figures.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [4, 3]);
        assert_eq!(next.identities.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [4, 1]);
        latest.apply(&next);
        assert!(latest.difference([row(4, 0, "d"), row(3, 11, "c"), row(1, 20, "b")], true).is_empty());
    }

    #[test]
    fn whoever_comes_back_is_told_whole() {
        let mut latest = Latest::default();
        latest.apply(&latest.difference([row(2, 5, "b"), row(1, 5, "a")], true));
        let part = latest.difference([row(1, 6, "a")], false);
        assert!(part.gone.is_empty() && part.figures.len() == 1, "an answer to a search is silent on the others");
        let gone = latest.difference([row(1, 5, "a")], true);
        assert_eq!(gone, Difference { gone: vec![2], ..Difference::default() });
        latest.apply(&gone);
        assert_eq!(latest.present(), 1);
        assert!(latest.difference([row(1, 5, "a")], true).is_empty());
        let back = latest.difference([row(2, 5, "b"), row(1, 5, "a")], true);
        assert_eq!((back.came.as_slice(), back.gone.len()), ([2].as_slice(), 0));
        assert_eq!((back.figures.len(), back.identities.len()), (1, 1));
        latest.apply(&back);
        assert!(latest.difference([row(2, 5, "b"), row(1, 5, "a")], true).is_empty());
    }
}
