//! How the campaigns of one alert stand: since when each matches, how long that has held, and how it was told.
//!
//! - Time counts as held only where readings follow one another: across a gap the clock of a campaign that matches on
//!   both sides stands still, since nobody knows what it did meanwhile. The same while campaigns are off.
//! - Nothing is told while campaigns are off or, unless the alert is for all hours, while it is closed in every zone. What
//!   still holds when that is over is told then. Of old data there is no reading, so that it tells nothing.
//! - A campaign that matches again soon after it was told of is the same matter and is not told again.
//! - What changes nothing for five minutes need not be kept: [`Looked::changed`] says when it must.

use std::collections::{BTreeMap, HashSet};

use super::{Hold, Ways};
use crate::domain::memory::OpenTime;
use crate::domain::record::Second;
use crate::domain::record::coverage::{SLOW, reach};

/// That somebody looked is kept at least this often, in seconds, where nothing else changes.
const STRETCH: i64 = 300;
/// Who matches again so soon after it was told, in seconds, is not told of again.
const CALM: i64 = 900;

/// A campaign of an alert.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Match {
    /// When it was first seen to match; nothing where it does not any more, and is kept only to know that it was told.
    pub first: Option<Second>,
    /// From when on time counts, beside [`Match::held`]; nothing while it stands still.
    pub since: Option<Second>,
    /// Seconds that it held before that.
    pub held: i64,
    /// How it was told.
    pub told: Ways,
    /// When it was told last.
    pub told_at: Option<Second>,
}

/// What an alert finds in a reading.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The alert's name.
    pub name: &'a str,
    /// What tells it from others: [`super::Alert::definition`].
    pub definition: &'a str,
    /// How long a campaign must match.
    pub hold: Hold,
    /// The campaigns that match.
    pub matching: &'a [i64],
    /// The ways in which whoever looks would tell.
    pub ways: Ways,
    /// Whether it is told in closed hours too.
    pub always: bool,
}

/// What holds for all alerts at a reading.
#[derive(Debug, Clone, Copy)]
pub struct Conditions<'a> {
    /// When it was read.
    pub at: Second,
    /// The rhythm of readings, in seconds.
    pub every: u32,
    /// Whether campaigns are on, as far as is known.
    pub enabled: bool,
    /// The open times up to that moment, and a little further.
    pub open: &'a OpenTime,
}

impl Conditions<'_> {
    /// Whether calls may be made in any zone.
    fn is_open(&self) -> bool {
        self.open.between(self.at, self.at.plus(1)) > 0
    }

    fn length(&self, hold: Hold, from: Second, to: Second) -> i64 {
        if hold.open { self.open.between(from, to) } else { (to.0 - from.0).max(0) }
    }
}

/// A campaign that began to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Its number.
    pub campaign: i64,
    /// Since when it was seen to match.
    pub since: Second,
    /// How it is to be told.
    pub ways: Ways,
}

/// What came of a look.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Whether there is something to keep.
    pub changed: bool,
    /// What is to be told, by campaign.
    pub edges: Vec<Edge>,
}

/// How an alert stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// When somebody looked last, or shortly before that: it is not kept at every look.
    pub looked: Option<Second>,
    /// Its campaigns, by number.
    pub campaigns: BTreeMap<i64, Match>,
}

impl Standing {
    /// Takes a reading.
    pub fn look(&mut self, seen: &Seen<'_>, conditions: &Conditions<'_>) -> Looked {
        let at = conditions.at;
        let mut looked = Looked::default();
        let before = self.looked;
        if before.is_some_and(|before| at < before && before.0 - at.0 <= SLOW) {
            return looked;
        }
        let close = reach(conditions.every) + STRETCH;
        let gap = before.filter(|before| at < *before || at.0 - before.0 > close);
        looked.changed = before.is_none_or(|before| at < before || at.0 - before.0 >= STRETCH);
        let matching: HashSet<i64> = seen.matching.iter().copied().collect();
        self.campaigns.retain(|id, known| matching.contains(id) || known.leave(at, &mut looked.changed));
        let tells = conditions.enabled && (seen.always || conditions.is_open());
        for id in matching {
            let known = self.campaigns.entry(id).or_default();
            looked.changed |= known.follow(seen.hold, gap, conditions);
            let untold = seen.ways.without(known.told);
            if tells && !untold.is_empty() && known.length(seen.hold, conditions) >= seen.hold.seconds {
                known.told = known.told.and(untold);
                known.told_at = Some(at);
                looked.changed = true;
                looked.edges.push(Edge { campaign: id, since: known.first.unwrap_or(at), ways: untold });
            }
        }
        looked.edges.sort_by_key(|edge| edge.campaign);
        if looked.changed {
            self.looked = Some(at);
        }
        looked
    }

    /// The campaigns that have matched long enough by then, by number: those of a reading at that moment that found what
    /// the one before found.
    pub fn holding(&self, hold: Hold, conditions: &Conditions<'_>) -> Vec<i64> {
        let holds = |known: &Match| known.first.is_some() && known.length(hold, conditions) >= hold.seconds;
        self.campaigns.iter().filter(|(_, known)| holds(known)).map(|(id, _)| *id).collect()
    }
}

impl Match {
    /// It does not match; says whether it is still to be known.
    fn leave(&mut self, at: Second, changed: &mut bool) -> bool {
        let calm = self.is_calm(at);
        *changed |= self.first.is_some() || calm;
        *self = Self { told: self.told, told_at: self.told_at, ..Self::default() };
        !calm
    }

    /// Whether it was not told of lately.
    fn is_calm(&self, at: Second) -> bool {
        self.told_at.is_none_or(|told| at < told || at.0 - told.0 >= CALM)
    }

    /// It matches; says whether something changed. `gap` is when somebody looked before, where that was too long ago.
    fn follow(&mut self, hold: Hold, gap: Option<Second>, conditions: &Conditions<'_>) -> bool {
        let (at, before) = (conditions.at, *self);
        if self.first.is_none() {
            let told = if self.is_calm(at) { Self::default() } else { before };
            *self = Self { first: Some(at), since: Some(at), held: 0, ..told };
        }
        if let Some((looked, since)) = gap.zip(self.since) {
            let seen = conditions.length(hold, since, looked);
            (self.held, self.since) = (self.held.saturating_add(seen), Some(at));
        }
        match self.since {
            Some(since) if !conditions.enabled => {
                self.held = self.held.saturating_add(conditions.length(hold, since, at));
                self.since = None;
            }
            None if conditions.enabled => self.since = Some(at),
            _ => {}
        }
        *self != before
    }

    fn length(&self, hold: Hold, conditions: &Conditions<'_>) -> i64 {
        let running = self.since.map_or(0, |since| conditions.length(hold, since, conditions.at));
        self.held.saturating_add(running)
    }
}

#[cfg(test)]
mod tests;
