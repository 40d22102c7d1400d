//! The drafts that are kept on this machine, and the view that lists them.

use std::collections::BTreeMap;
use std::time::Duration;

use super::action::Movement;
use super::launches::Launches;
use crate::domain::draft::saved::{DraftId, DraftSummary};
use crate::domain::launch::Launch;
use crate::domain::time::Moment;

/// The drafts as last listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// The latest first; none before they were listed.
    pub known: Vec<DraftSummary>,
    /// What a person must know of: files that could not be read, or why there is no list.
    pub notes: Vec<String>,
    /// Whether they were listed.
    pub listed: bool,
    /// When they were last asked for, since the start of the program.
    pub asked: Option<Duration>,
}

/// How often the open view is brought up to date: another window may change the drafts.
const AGAIN: Duration = Duration::from_secs(1);

/// The open view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftsView {
    /// The chosen line.
    pub choice: usize,
    /// The draft that was asked about: the next key removes it, or keeps it.
    pub removing: Option<DraftId>,
}

/// The launch that was made of this draft, where it made a campaign or may have. Such a draft is kept all the same: it
/// cannot be launched again, but it may be the beginning of another.
pub fn launched<'l>(draft: &DraftSummary, launches: &'l Launches) -> Option<&'l Launch> {
    let of = |launch: &&Launch| match &launch.origin {
        Some(origin) => launch.may_exist() && origin.draft == draft.id.as_str(),
        // Of an earlier version, or of a plan: known by what it sent.
        None => launch.phase.is_created() && launch.request.body == draft.body,
    };
    launches.newest_first().iter().find(of)
}

impl Drafts {
    /// The draft that the view has chosen.
    pub fn chosen(&self, view: &DraftsView) -> Option<&DraftSummary> {
        self.known.get(view.choice)
    }

    /// When the open view is next brought up to date.
    pub fn next(&self) -> Option<Duration> {
        self.asked.map(|asked| asked + AGAIN)
    }

    /// Whether they are to be listed at `now`: once, so that what an earlier run left is known before the form is
    /// opened, and again while the view is open.
    pub fn is_due(&self, now: Duration, open: bool) -> bool {
        self.next().is_none_or(|at| open && at <= now)
    }

    /// Whether a draft waits to be gone on with.
    pub fn any_waits(&self, launches: &Launches) -> bool {
        self.known.iter().any(|draft| launched(draft, launches).is_none())
    }

    /// An id that neither a known draft nor the open one has, made of the time.
    pub fn free_id(&self, wall: Moment, open: Option<&DraftId>) -> DraftId {
        let time = wall.timestamp_nanos_opt().unwrap_or_default().cast_unsigned();
        let taken = |id: &DraftId| self.known.iter().any(|draft| draft.id == *id) || open == Some(id);
        let mut ids = (time..).map(DraftId::from_bits);
        ids.find(|id| !taken(id)).unwrap_or_else(|| DraftId::from_bits(time))
    }

    /// Takes in a list. `open` is the line of the open draft where it could not be saved: the view shows what opens.
    pub fn take(&mut self, listed: Result<(Vec<DraftSummary>, Vec<String>), String>, open: Option<DraftSummary>) {
        match listed {
            Ok((known, notes)) => (self.known, self.notes, self.listed) = (known, notes, true),
            Err(why) => self.notes = vec![why],
        }
        if let Some(open) = open {
            match self.known.iter_mut().find(|known| known.id == open.id) {
                Some(known) => *known = open,
                None => self.known.insert(0, open),
            }
        }
    }

    /// Forgets a draft that was removed.
    pub fn forget(&mut self, id: &DraftId) {
        self.known.retain(|draft| draft.id != *id);
    }
}

impl DraftsView {
    /// Moves the choice.
    pub fn step(&mut self, movement: Movement, count: usize, page: usize) {
        *self = Self { choice: movement.apply(self.choice, count, page), removing: None };
    }

    /// Keeps the choice with its draft, wherever that stands after the drafts changed from `was`.
    pub fn follow(&mut self, was: &[DraftSummary], drafts: &[DraftSummary]) {
        let places: BTreeMap<&DraftId, usize> = drafts.iter().enumerate().map(|(at, draft)| (&draft.id, at)).collect();
        let at = was.get(self.choice).and_then(|draft| places.get(&draft.id)).copied();
        self.choice = at.unwrap_or(self.choice).min(drafts.len().saturating_sub(1));
    }
}
