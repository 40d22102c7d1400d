//! The launches of this machine: what the journal said last, what of it must be in sight everywhere, and the view of
//! them all.
//!
//! A journal that cannot be read any more hides nothing that it said before: a launch without an outcome stays in sight.

use std::time::Duration;

use super::action::Movement;
use super::copy::Copied;
use crate::domain::launch::progress::Progress;
use crate::domain::launch::reconcile;
use crate::domain::launch::words::{Search, numbers};
use crate::domain::launch::{Launch, LaunchId, Phase, Stamp};
use crate::domain::store::{RowKey, Store};
use crate::domain::time::{Now, Zone};

/// Why nothing can be done with a launch where there is none.
pub(super) const NONE: &str = "There is no launch.";

/// What the journal said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaunchesRead {
    pub at: Stamp,
    /// Every launch, the newest first; or why the journal cannot be used, in a clause for people.
    pub launches: Result<Vec<Launch>, String>,
}

/// The launches as last read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Launches {
    known: Vec<Launch>,
    unusable: Option<String>,
    read: Option<(Stamp, Duration)>,
    /// Whether a look is under way.
    looking: bool,
    /// When the next look may come at the earliest, after one that was not possible.
    held_until: Duration,
    /// The launch that this window drives, and what is being done for it.
    running: Option<(LaunchId, Progress)>,
    /// Launches that this window knows better than the journal as last read.
    heard: Vec<Launch>,
    /// How often any of this changed.
    moves: u64,
}

/// How long to wait after a look that was not possible: no list, no lock, no budget.
const AFTER_NO_LOOK: Duration = Duration::from_secs(30);

/// What went badly wrong with a launch: there is more than the one campaign that was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// It appeared after a person had stated that it does not exist.
    LateDuplicate,
    /// Several campaigns look like it.
    SeveralFound,
}

pub fn alarm(launch: &Launch) -> Option<Alarm> {
    match (launch.phase, launch.found.len()) {
        (Phase::Released, 1..) => Some(Alarm::LateDuplicate),
        (_, 2..) => Some(Alarm::SeveralFound),
        _ => None,
    }
}

impl Launches {
    pub(super) fn take(&mut self, now: Now, read: LaunchesRead) {
        self.read = Some((read.at, now.mono));
        let looks = |launches: &[Launch]| -> u32 { launches.iter().map(|launch| launch.looks).sum() };
        let before = looks(&self.known);
        let looked = std::mem::take(&mut self.looking);
        match read.launches {
            Ok(launches) => {
                let was = std::mem::replace(&mut self.known, launches);
                self.unusable = None;
                self.heard = std::mem::take(&mut self.heard).into_iter().filter(|launch| self.put(launch)).collect();
                self.moves += u64::from(was != self.known);
            }
            Err(why) => self.unusable = Some(why),
        }
        if looked && looks(&self.known) == before {
            self.held_until = now.mono + AFTER_NO_LOOK;
        }
    }

    /// This window began to drive `launch`, or moved it on.
    pub(super) fn hear(&mut self, launch: &Launch, progress: Progress) {
        self.running = Some((launch.id.clone(), progress));
        self.keep(launch);
    }

    /// The launch that this window drove has ended: as it stood then; `None` where it was refused before.
    pub(super) fn ended(&mut self, launch: Option<&Launch>) {
        self.running = None;
        self.moves += 1;
        if let Some(launch) = launch {
            self.keep(launch);
        }
    }

    /// Knows a launch better than the journal as last read.
    pub(super) fn keep(&mut self, launch: &Launch) {
        self.moves += 1;
        self.heard.retain(|heard| heard.id != launch.id);
        self.heard.push(launch.clone());
        self.put(launch);
    }

    /// Puts a launch among the known ones if it is newer than what is known of it; whether it was.
    fn put(&mut self, launch: &Launch) -> bool {
        match self.known.iter_mut().find(|known| known.id == launch.id) {
            Some(known) if known.version >= launch.version => return false,
            Some(known) => known.clone_from(launch),
            None => self.known.insert(0, launch.clone()),
        }
        true
    }

    /// What this window is doing for a launch, where it drives it.
    pub fn progress(&self, id: &LaunchId) -> Option<Progress> {
        self.running.as_ref().filter(|(running, _)| running == id).map(|(_, progress)| *progress)
    }

    pub fn running(&self) -> Option<Progress> {
        self.running.as_ref().map(|(_, progress)| *progress)
    }

    /// How often a launch moved: what was said of one is void once it did.
    pub(super) fn moves(&self) -> u64 {
        self.moves
    }

    /// Where a launch stands, in words that are true at this moment: those of the process that drives it, where that is
    /// this one; else the journal's, with what is done about the search.
    pub(super) fn words(&self, launch: &Launch, now: Now, zone: Zone, frozen: bool) -> String {
        if let Some(progress) = self.progress(&launch.id) {
            return progress.says(zone);
        }
        let stamp = self.stamp(now).unwrap_or_else(|| launch.changed.clone());
        launch.says_while(&stamp, zone, self.search(launch, now, frozen))
    }

    /// Begins to look for what is sought where that is due; whether it did. While frozen nothing is asked.
    pub(super) fn begin_look(&mut self, now: Duration, frozen: bool) -> bool {
        let due = !frozen && self.next_look().is_some_and(|at| at <= now);
        self.looking |= due;
        due
    }

    /// What is done about a launch whose outcome is unknown.
    fn search(&self, launch: &Launch, now: Now, frozen: bool) -> Search {
        let Some((at, mono)) = &self.read else { return Search::Elsewhere };
        if frozen || self.unusable.is_some() {
            return if frozen { Search::Frozen } else { Search::Elsewhere };
        }
        if self.looking {
            return Search::Looking;
        }
        let next = (*mono + reconcile::next_look(launch, at)).max(self.held_until);
        Search::Next(next.saturating_sub(now.mono))
    }

    /// When the list is next to be looked at for a launch that is sought. `None` where none is, or a look is under way.
    pub fn next_look(&self) -> Option<Duration> {
        let (at, mono) = self.read.as_ref().filter(|_| !self.looking && self.unusable.is_none())?;
        let sought = self.known.iter().filter(|launch| launch.is_sought() && launch.is_watched(at.wall));
        let wait = sought.map(|launch| reconcile::next_look(launch, at)).min()?;
        Some((*mono + wait).max(self.held_until))
    }

    /// Every known launch, the newest first.
    pub fn newest_first(&self) -> &[Launch] {
        &self.known
    }

    /// Why the journal cannot be used, where it cannot: a clause for people.
    pub fn unusable(&self) -> Option<&str> {
        self.unusable.as_deref()
    }

    /// The launches whose campaign may or may not exist.
    pub fn unresolved(&self) -> impl Iterator<Item = &Launch> {
        self.known.iter().filter(|launch| !launch.phase.is_resolved())
    }

    /// The launches with which something went badly wrong.
    pub fn alarms(&self) -> impl Iterator<Item = (&Launch, Alarm)> {
        self.known.iter().filter_map(|launch| Some((launch, alarm(launch)?)))
    }

    /// Whether one must be in sight everywhere.
    pub fn need_care(&self) -> bool {
        self.running.is_some() || self.known.iter().any(Launch::needs_care)
    }

    /// The time in which launches are dated. `None` before the journal was read.
    pub fn stamp(&self, now: Now) -> Option<Stamp> {
        let (at, mono) = self.read.as_ref()?;
        let passed = now.mono.saturating_sub(*mono);
        Some(Stamp { wall: now.wall, clock: at.clock.clone(), reading: at.reading.saturating_add(passed) })
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaunchesView {
    /// The chosen launch; the newest where that is none.
    chosen: Option<LaunchId>,
    /// By how many lines its text is scrolled.
    pub scroll: usize,
}

impl LaunchesView {
    /// On the launch that needs care most, else on the newest.
    pub(super) fn new(launches: &Launches) -> Self {
        let urgent = launches.alarms().map(|(launch, _)| launch).chain(launches.unresolved()).next();
        let chosen = urgent.or(launches.newest_first().first());
        Self { chosen: chosen.map(|launch| launch.id.clone()), scroll: 0 }
    }

    /// Where the chosen launch stands among all.
    pub fn position(&self, launches: &Launches) -> usize {
        launches.known.iter().position(|launch| Some(&launch.id) == self.chosen.as_ref()).unwrap_or_default()
    }

    pub fn chosen<'l>(&self, launches: &'l Launches) -> Option<&'l Launch> {
        launches.known.get(self.position(launches))
    }

    /// Moves the choice by lines or to an end; pages scroll the chosen one's text, as far as `scroll_end`.
    pub(super) fn step(&mut self, movement: Movement, launches: &Launches, scroll_end: usize, page: usize) {
        match movement {
            Movement::Up | Movement::Down | Movement::First | Movement::Last => {
                self.choose(movement.apply(self.position(launches), launches.known.len(), 1), launches);
            }
            Movement::HalfUp | Movement::HalfDown | Movement::PageUp | Movement::PageDown => {
                self.scroll = movement.apply(self.scroll, scroll_end + 1, page);
            }
        }
    }

    pub(super) fn choose(&mut self, position: usize, launches: &Launches) {
        if let Some(launch) = launches.known.get(position).filter(|launch| self.chosen.as_ref() != Some(&launch.id)) {
            *self = Self { chosen: Some(launch.id.clone()), scroll: 0 };
        }
    }
}

/// A launch's campaign among the rows shown, or why it is not to be seen there.
pub(super) fn row_of(launch: &Launch, store: &Store) -> Result<RowKey, String> {
    if launch.found.is_empty() {
        return Err("This launch's campaign number is not known.".into());
    }
    let keys = || launch.found.iter().copied().map(RowKey::first);
    if let Some(key) = keys().find(|key| store.shows(*key)) {
        return Ok(key);
    }
    let ids = numbers(&launch.found);
    Err(if keys().any(|key| store.get(key).is_some()) {
        format!("The filter hides {ids}: 0 in the table shows all.")
    } else {
        format!("{ids} is not in the list of campaigns on screen.")
    })
}

/// A launch's campaign numbers, one a line; its own id where none is known.
pub(super) fn copied_campaign(launch: &Launch) -> Copied {
    if launch.found.is_empty() {
        return copied_id(launch);
    }
    let text = launch.found.iter().map(i64::to_string).collect::<Vec<_>>().join("\n");
    Copied { what: format!("campaign {}", numbers(&launch.found)), text }
}

pub(super) fn copied_id(launch: &Launch) -> Copied {
    Copied { what: format!("launch {}", launch.id), text: launch.id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Campaign, Listing};
    use crate::domain::launch::samples::in_phase;
    use crate::domain::query::Query;
    use crate::domain::store::Snapshot;

    #[test]
    fn a_campaign_that_is_not_to_be_seen_says_why() {
        let mut store = Store::default();
        let rows = [1, 2].map(Campaign::unknown).into();
        store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        store.set_query(Query::parse("id:2").unwrap());
        let row = |found: &[i64]| row_of(&Launch { found: found.to_vec(), ..in_phase(Phase::Matched, 9) }, &store);
        assert_eq!(row(&[2]), Ok(RowKey::first(2)));
        assert_eq!(row(&[3, 2]), Ok(RowKey::first(2)), "any of several");
        assert_eq!(row(&[]).unwrap_err(), "This launch's campaign number is not known.");
        assert_eq!(row(&[1]).unwrap_err(), "The filter hides #1: 0 in the table shows all.");
        assert_eq!(row(&[3]).unwrap_err(), "#3 is not in the list of campaigns on screen.");
    }
}
