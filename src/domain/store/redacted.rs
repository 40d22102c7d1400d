//! Rows for people who may see the figures and not whose they are.
//!
//! Campaigns and agents are called by letters, campaigns and case lists numbered from 1. A campaign's letter follows from
//! its place among all campaigns by id, an agent's and a list's from the first campaign that has it: ids only grow, so
//! that a name keeps its letter from one file to the next for as long as no campaign before it goes.

use std::collections::HashMap;
use std::hash::Hash;

use super::snapshot::Snapshot;
use super::{LineKey, Store, Text};
use crate::domain::campaign::Campaign;
use crate::domain::shown::Shown;

/// The origins that are the API's own words; any other might be somebody's name.
const ORIGINS: [&str; 4] = ["public_api", "web_app", "csv_import", "crm_sync"];
/// What stands for any other.
const OTHER: &str = "other";

impl Store {
    /// What lines are called without their names, and the number of each campaign; `None` where the last read has it not.
    pub fn redacted_lines(&self, keys: &[LineKey]) -> Vec<Option<(Option<i64>, String)>> {
        let redacted = self.redacted();
        let called = |key: &LineKey| match key {
            LineKey::Row(key) => {
                let row = redacted.data.row(self.data.number(*key)?)?;
                Some((Some(row.id()), row.name().map_or("(name unknown)", Text::as_str).to_owned()))
            }
            LineKey::Group(key) => Some((None, redacted.group_at(self.pool_of(key)?, false)?.title())),
        };
        keys.iter().map(called).collect()
    }
}

impl Snapshot {
    /// The same rows at the same numbers, with their figures, their names replaced: no text as received is left in it.
    #[must_use]
    pub fn redacted(&self) -> Self {
        self.with_rows(redacted(&self.rows))
    }
}

/// `rows` are ordered by id, the largest first; what comes out is as well.
fn redacted(rows: &[Campaign]) -> Vec<Campaign> {
    let (mut campaigns, mut agents, mut lists) = (Places::new(), Places::new(), Places::new());
    let mut redacted: Vec<Campaign> = rows
        .iter()
        .rev()
        .map(|row| {
            let campaign = campaigns.place(row.id);
            let agent = row.agent.as_ref().map(|agent| agents.place(agent.raw()));
            Campaign {
                id: campaign as i64,
                name: row.name.as_ref().map(|_| called("Campaign", campaign)),
                agent: agent.map(|agent| called("Agent", agent)),
                list: row.list.map(|list| lists.place(list) as i64),
                origin: row.origin.as_ref().map(own_word),
                updated: row.updated.as_ref().map(own_word),
                stats: row.stats,
            }
        })
        .collect();
    redacted.reverse();
    redacted
}

/// Which things were met, the first as 1.
struct Places<T>(HashMap<T, usize>);

impl<T: Eq + Hash> Places<T> {
    fn new() -> Self {
        Self(HashMap::new())
    }

    fn place(&mut self, of: T) -> usize {
        let next = self.0.len() + 1;
        *self.0.entry(of).or_insert(next)
    }
}

fn called(what: &str, place: usize) -> Shown {
    Shown::new(&format!("{what} {}", letters(place)))
}

/// A, B, …, Z, AA, AB, …: the places from 1 as spreadsheets call their columns.
fn letters(mut place: usize) -> String {
    let mut letters = Vec::new();
    while let Some(rest) = place.checked_sub(1) {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        place = rest / 26;
    }
    letters.into_iter().rev().collect()
}

fn own_word(origin: &Shown) -> Shown {
    Shown::new(if ORIGINS.contains(&origin.raw()) { origin.raw() } else { OTHER })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Listing, Stats};
    use proptest::prelude::*;

    fn row(id: i64, name: &str, agent: &str, list: i64) -> Campaign {
        Campaign {
            name: Some(Shown::new(name)),
            agent: Some(Shown::new(agent)),
            list: Some(list),
            ..Campaign::unknown(id)
        }
    }

    fn told(rows: Vec<Campaign>) -> Vec<(i64, String, String, i64)> {
        let snapshot = Snapshot::build(Listing { rows, unreadable: 0 }).redacted();
        let text = |text: &Option<Shown>| text.as_ref().unwrap().raw().to_owned();
        snapshot.rows.iter().map(|row| (row.id, text(&row.name), text(&row.agent), row.list.unwrap())).collect()
    }

    #[test]
    fn letters_go_on_after_z() {
        for (place, expected) in
            [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")]
        {
            assert_eq!(letters(place), expected);
        }
    }

    #[test]
    fn a_campaign_that_comes_later_changes_nobodys_letter() {
        let rows = || vec![row(470, "Docs", "en", 318), row(481, "Roundup", "es", 318), row(476, "Talc", "en", 77)];
        let told_of = |id: i64, name: &str, agent: &str, list| (id, name.to_owned(), agent.to_owned(), list);
        let before = told(rows());
        assert_eq!(
            before,
            [
                told_of(3, "Campaign C", "Agent B", 1),
                told_of(2, "Campaign B", "Agent A", 2),
                told_of(1, "Campaign A", "Agent A", 1),
            ]
        );
        let mut more = rows();
        more.push(row(482, "New", "fr", 9));
        assert_eq!(told(more).get(1..), Some(before.as_slice()));
    }

    #[test]
    fn rows_of_one_id_are_one_campaign_and_what_is_unknown_stays_so() {
        let rows = vec![row(7, "One", "x", 1), row(7, "Two", "x", 1), Campaign::unknown(3)];
        let snapshot = Snapshot::build(Listing { rows, unreadable: 4 }).redacted();
        assert_eq!(snapshot.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(snapshot.rows.last(), Some(&Campaign::unknown(1)));
        assert_eq!((snapshot.repeated, snapshot.unreadable), (1, 4));
    }

    #[test]
    fn an_origin_that_is_no_word_of_the_api_goes_too() {
        let origin = |text: &str| Campaign { updated: Some(Shown::new(text)), ..Campaign::unknown(1) };
        for (text, left) in [("web_app", "web_app"), ("jane.doe@firm.example", OTHER), ("smith", OTHER)] {
            assert_eq!(redacted(&[origin(text)])[0].updated, Some(Shown::new(left)));
        }
    }

    proptest! {
        #[test]
        fn figures_and_numbers_stay_and_nothing_else(ids in prop::collection::vec((0_i64..9, "[Qq]{3,9}"), 0..12)) {
            let rows = ids.iter().map(|(id, text)| {
                let stats = Stats { calls: Some(*id), ..Stats::default() };
                Campaign { stats, origin: Some(Shown::new(text)), ..row(*id, text, text, 1_000_000 + id) }
            });
            let before = Snapshot::build(Listing { rows: rows.collect(), unreadable: 0 });
            let after = before.redacted();
            let left = format!("{after:?}").to_lowercase();
            prop_assert!(!left.contains("qqq"), "{}", left);
            prop_assert!(before.rows.iter().map(|row| row.stats).eq(after.rows.iter().map(|row| row.stats)));
        }
    }
}
