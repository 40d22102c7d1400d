//! Where it is kept how alerts stand and what was told; whoever looks claims there what it tells.

use std::collections::BTreeMap;

use super::{Conditions, Edge, Seen, Standing, Ways};
use crate::domain::record::Second;
use crate::domain::shown::Shown;

/// So many of the latest are kept without a record.
const MOST: usize = 1000;

/// What somebody found in one reading.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a> {
    /// What each alert found.
    pub seen: &'a [Seen<'a>],
    /// What holds for all of them.
    pub conditions: Conditions<'a>,
    /// Who looked, as the log names it: `screen 4711`.
    pub by: &'a str,
}

/// What whoever looked is to tell of an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The alert's name.
    pub alert: String,
    /// At least one.
    pub edges: Vec<Edge>,
}

/// That an alert was told of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: Second,
    /// The alert's name.
    pub alert: String,
    /// The campaign's number.
    pub campaign: i64,
    /// What the campaign is called, where that is known.
    pub name: Option<Shown>,
    /// Since when it was seen to match.
    pub since: Second,
    /// How it was told.
    pub ways: Ways,
    /// Who told it.
    pub by: String,
    /// Why its command failed, as a clause.
    pub failure: Option<String>,
}

/// Keeps how alerts stand. Errors are clauses for people.
pub trait Claims {
    /// Takes what was found; what is answered is claimed, and nobody else is answered the same.
    ///
    /// # Errors
    /// Nothing is claimed; the next look may be.
    fn claim(&mut self, sighting: &Sighting<'_>) -> Result<Vec<Claimed>, String>;

    /// What was told, the newest first, so many at most.
    ///
    /// # Errors
    /// It cannot be read.
    fn told(&mut self, most: usize) -> Result<Vec<Told>, String>;

    /// How the alert of this definition stands; nothing where nobody looked at it yet.
    ///
    /// # Errors
    /// It cannot be read.
    fn standing(&mut self, definition: &str) -> Result<Option<Standing>, String>;

    /// Takes why the command of an alert that was told then failed.
    ///
    /// # Errors
    /// It is not kept.
    fn failed(&mut self, alert: &str, at: Second, why: &str) -> Result<(), String>;
}

/// Where no readings are recorded, each window knows for itself, as long as it is open.
#[derive(Debug, Clone, Default)]
pub struct Unrecorded {
    /// By definition.
    standing: BTreeMap<String, Standing>,
    /// The oldest first.
    told: Vec<Told>,
}

impl Claims for Unrecorded {
    fn claim(&mut self, sighting: &Sighting<'_>) -> Result<Vec<Claimed>, String> {
        let mut claimed = Vec::new();
        for seen in sighting.seen {
            let standing = self.standing.entry(seen.definition.to_owned()).or_default();
            let edges = standing.look(seen, &sighting.conditions).edges;
            // Here nothing need be spared, and a gap is known to the second.
            standing.looked = standing.looked.max(Some(sighting.conditions.at));
            self.told.extend(edges.iter().map(|edge| Told::new(seen.name, *edge, sighting)));
            if !edges.is_empty() {
                claimed.push(Claimed { alert: seen.name.to_owned(), edges });
            }
        }
        self.told.drain(..self.told.len().saturating_sub(MOST));
        Ok(claimed)
    }

    fn told(&mut self, most: usize) -> Result<Vec<Told>, String> {
        Ok(self.told.iter().rev().take(most).cloned().collect())
    }

    fn standing(&mut self, definition: &str) -> Result<Option<Standing>, String> {
        Ok(self.standing.get(definition).cloned())
    }

    fn failed(&mut self, alert: &str, at: Second, why: &str) -> Result<(), String> {
        for told in self.told.iter_mut().filter(|told| told.alert == alert && told.at == at) {
            told.failure = Some(why.to_owned());
        }
        Ok(())
    }
}

impl Told {
    fn new(alert: &str, edge: Edge, sighting: &Sighting<'_>) -> Self {
        let (at, by) = (sighting.conditions.at, sighting.by.to_owned());
        let Edge { campaign, since, ways } = edge;
        Self { at, alert: alert.to_owned(), campaign, name: None, since, ways, by, failure: None }
    }
}
