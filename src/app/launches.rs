//! The launches of this machine: what the journal said last, what of it must be in sight everywhere, and the view of
//! them all.
//!
//! A journal that cannot be read any more hides nothing that it said before: a launch without an outcome stays in sight.

use std::time::Duration;

use super::action::Step;
use super::copy::Copied;
use super::effect::Effect;
use super::model::Model;
use super::overlay::Overlay;
use crate::domain::launch::progress::Progress;
use crate::domain::launch::reconcile;
use crate::domain::launch::words::{Search, numbers};
use crate::domain::launch::{Launch, LaunchId, Phase, Stamp};
use crate::domain::store::Key as RowKey;
use crate::domain::time::Now;

/// Why nothing can be done with a launch where there is none.
pub(super) const NONE: &str = "There is no launch.";

/// What the journal said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaunchesRead {
    /// When.
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
    /// Launches as this window knows them better than what was last read of the journal.
    heard: Vec<Launch>,
    /// How often anything of this moved.
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

/// What is wrong with `launch`, if anything.
pub fn alarm(launch: &Launch) -> Option<Alarm> {
    match (launch.phase, launch.found.len()) {
        (Phase::Released, 1..) => Some(Alarm::LateDuplicate),
        (_, 2..) => Some(Alarm::SeveralFound),
        _ => None,
    }
}

impl Launches {
    /// Takes in what the journal said.
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

    /// This window began to drive `launch`, or got on with it.
    pub(super) fn hear(&mut self, launch: &Launch, progress: Progress) {
        self.running = Some((launch.id.clone(), progress));
        self.keep(launch);
    }

    /// The launch that this window drove has ended: as it then stood, where anything came of it.
    pub(super) fn ended(&mut self, launch: Option<&Launch>) {
        self.running = None;
        self.moves += 1;
        if let Some(launch) = launch {
            self.keep(launch);
        }
    }

    /// Knows a launch as it is, whatever was read of the journal before.
    pub(super) fn keep(&mut self, launch: &Launch) {
        self.moves += 1;
        self.heard.retain(|heard| heard.id != launch.id);
        self.heard.push(launch.clone());
        self.put(launch);
    }

    /// Puts a launch among the known ones, where it is newer than what is known of it; says whether it was.
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

    /// The launch that this window drives.
    pub fn running(&self) -> Option<Progress> {
        self.running.as_ref().map(|(_, progress)| *progress)
    }

    /// How often a launch moved: what was said of one before is no longer to be said.
    pub(super) fn moves(&self) -> u64 {
        self.moves
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

    /// The launches of which it is not decided whether their campaign exists.
    pub fn unresolved(&self) -> impl Iterator<Item = &Launch> {
        self.known.iter().filter(|launch| !launch.phase.is_resolved())
    }

    /// The launches with which something went badly wrong.
    pub fn alarms(&self) -> impl Iterator<Item = (&Launch, Alarm)> {
        self.known.iter().filter_map(|launch| Some((launch, alarm(launch)?)))
    }

    /// Whether there is one that must be in sight everywhere.
    pub fn need_care(&self) -> bool {
        self.running.is_some() || self.known.iter().any(Launch::needs_care)
    }

    /// The time in which launches are dated. `None` before the journal was read.
    pub fn stamp(&self, now: Now) -> Option<Stamp> {
        let (at, mono) = self.read.as_ref()?;
        let passed = now.mono.saturating_sub(*mono);
        Some(Stamp { wall: now.wall, boot: at.boot.clone(), since_boot: at.since_boot.saturating_add(passed) })
    }
}

/// The open view of the launches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// The chosen launch; the newest where that is none.
    pub chosen: Option<LaunchId>,
    /// By how many lines its text is scrolled.
    pub scroll: usize,
}

impl View {
    /// Where the chosen launch stands.
    pub fn position(&self, launches: &[Launch]) -> usize {
        launches.iter().position(|launch| Some(&launch.id) == self.chosen.as_ref()).unwrap_or_default()
    }
}

/// Where a launch stands, in words that are true at this moment: those of the process that drives it, where that is this
/// one; else the journal's, with what is done about the search.
pub fn says(model: &Model, launch: &Launch) -> String {
    let zone = model.context.prefs.zone;
    if let Some(progress) = model.context.launches.progress(&launch.id) {
        return progress.says(zone);
    }
    let now = model.context.launches.stamp(model.context.now).unwrap_or_else(|| launch.changed.clone());
    launch.says_while(
        &now,
        zone,
        model.context.launches.search(launch, model.context.now, model.context.poll.is_frozen()),
    )
}

/// Looks for what is sought when that falls due. Frozen means that nothing is asked.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    model.context.launches.next_look().filter(|at| *at <= model.context.now.mono && !model.context.poll.is_frozen())?;
    model.context.launches.looking = true;
    Some(Effect::LookForLaunches)
}

/// The launch chosen in the open view.
pub fn chosen(model: &Model) -> Option<&Launch> {
    let view = model.overlays.iter().rev().find_map(|overlay| match overlay {
        Overlay::Launches(view) => Some(view),
        _ => None,
    })?;
    let launches = model.context.launches.newest_first();
    launches.get(view.position(launches))
}

/// Opens the view on the launch that needs care most, else on the newest.
pub(super) fn open(model: &mut Model) {
    let launches = &model.context.launches;
    let urgent = launches.alarms().map(|(launch, _)| launch).chain(launches.unresolved()).next();
    let chosen = urgent.or(launches.newest_first().first()).map(|launch| launch.id.clone());
    model.overlays.push(Overlay::Launches(View { chosen, scroll: 0 }));
}

/// Moves the choice by lines or to an end; pages scroll the chosen one's text.
pub(super) fn step(model: &mut Model, step: Step) {
    let (launches, geometry) = (model.context.launches.newest_first(), &model.geometry);
    let Some(Overlay::Launches(view)) = model.overlays.last_mut() else { return };
    match step {
        Step::Up | Step::Down | Step::First | Step::Last => {
            let to = step.apply(view.position(launches), launches.len(), 1);
            choose_in(view, launches, to);
        }
        Step::HalfUp | Step::HalfDown | Step::PageUp | Step::PageDown => {
            view.scroll = step.apply(view.scroll, geometry.scroll_end + 1, geometry.overlay_page);
        }
    }
}

/// Chooses the launch at this place of the list.
pub(super) fn choose(model: &mut Model, place: usize) {
    if let Some(Overlay::Launches(view)) = model.overlays.last_mut() {
        choose_in(view, model.context.launches.newest_first(), place);
    }
}

fn choose_in(view: &mut View, launches: &[Launch], place: usize) {
    if let Some(launch) = launches.get(place).filter(|launch| view.chosen.as_ref() != Some(&launch.id)) {
        *view = View { chosen: Some(launch.id.clone()), scroll: 0 };
    }
}

/// Where the chosen launch's campaign stands in the table, or why it is not to be seen there.
pub(super) fn row(model: &Model) -> Result<usize, String> {
    let Some(launch) = chosen(model) else { return Err(NONE.into()) };
    if launch.found.is_empty() {
        return Err("This launch's campaign number is not known.".into());
    }
    let keys = || launch.found.iter().map(|id| RowKey { id: *id, occurrence: 0 });
    if let Some(row) = keys().find_map(|key| model.context.store.position(key)) {
        return Ok(row);
    }
    let ids = numbers(&launch.found);
    Err(if keys().any(|key| model.context.store.get(key).is_some()) {
        format!("The filter hides {ids}: 0 in the table shows all.")
    } else {
        format!("{ids} is not in the list of campaigns on screen.")
    })
}

/// Closes the view and moves the table's cursor to the chosen launch's campaign.
pub(super) fn show_campaign(model: &mut Model) {
    if let Ok(row) = row(model) {
        model.list.select(row, &model.context.store);
        model.overlays.clear();
    }
}

/// Copies the chosen launch's campaign numbers, one a line; its own id where none is known.
pub(super) fn copy_campaign(model: &Model) -> Vec<Effect> {
    match chosen(model) {
        Some(launch) if !launch.found.is_empty() => {
            let text = launch.found.iter().map(i64::to_string).collect::<Vec<_>>().join("\n");
            vec![Effect::Copy(Copied { what: format!("campaign {}", numbers(&launch.found)), text })]
        }
        _ => copy_id(model),
    }
}

/// Copies the chosen launch's own id.
pub(super) fn copy_id(model: &Model) -> Vec<Effect> {
    let id = chosen(model).map(|launch| launch.id.to_string());
    id.map(|text| Effect::Copy(Copied { what: format!("launch {text}"), text })).into_iter().collect()
}
