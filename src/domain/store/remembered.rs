//! What is remembered of the rows: by how much they changed since the baseline, their last 24 hours, their pace.

use std::sync::Arc;

use crate::domain::campaign::{Campaign, Stats};
use crate::domain::memory::{self, Before, HOURS, Memory};
use crate::domain::order::{Column, Value};
use crate::domain::record::Figures;

/// The rows that a read changed, by number, each with by how many calls.
type Moves = Arc<[(usize, Option<i64>)]>;

/// What is remembered of the rows of a read, by number. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered {
    memory: Option<Arc<Memory>>,
    /// Where each row's campaign stands in the memory.
    places: Arc<[Option<u32>]>,
    /// The numbers of the rows that changed within the last hours.
    changing: Arc<[u32]>,
    /// The rows that the read changed, by how many calls, where it was compared with one before: what changes are told by
    /// while nothing is remembered.
    changed: Option<Moves>,
}

impl Remembered {
    /// Of rows by id, falling.
    pub(super) fn new(memory: Option<Arc<Memory>>, rows: &[Campaign], changed: Option<Moves>) -> Self {
        let known = memory.iter().flat_map(|memory| &memory.campaigns);
        let mut known = (0..).zip(known).peekable();
        let places = rows.iter().map(|row| {
            while known.next_if(|(_, (id, _))| *id > row.id).is_some() {}
            known.peek().filter(|(_, (id, _))| *id == row.id).map(|(place, _)| *place)
        });
        let places: Arc<[Option<u32>]> = places.collect();
        let moved = |place: u32| {
            let known = memory.as_deref()?.campaigns.get(place as usize)?;
            known.1.hours.as_ref()
        };
        let changing = (0..).zip(places.iter()).filter(|(_, place)| place.and_then(moved).is_some());
        Self { changing: changing.map(|(number, _)| number).collect(), places, memory, changed }
    }

    pub(super) fn memory(&self) -> Option<&Arc<Memory>> {
        self.memory.as_ref()
    }

    /// The same of other knowledge.
    pub(super) fn with(&self, memory: Option<Arc<Memory>>, rows: &[Campaign]) -> Self {
        Self::new(memory, rows, self.changed.clone())
    }

    /// The number of a row's campaign in the memory, also where its own was taken away.
    pub(super) fn campaign(&self, number: usize) -> Option<i64> {
        let place = (*self.places.get(number)?)?;
        self.memory.as_ref()?.campaigns.get(place as usize).map(|(id, _)| *id)
    }

    pub(super) fn of(&self, number: usize) -> Option<&memory::Remembered> {
        let place = (*self.places.get(number)?)?;
        self.memory.as_ref()?.campaigns.get(place as usize).map(|(_, remembered)| remembered)
    }

    /// The value of a row in a column that tells of more than its last read.
    pub(super) fn value(&self, number: usize, row: &Campaign, column: Column) -> Option<Value<'static>> {
        let now = &row.stats;
        let count = |of: fn(&Stats) -> Option<i64>| self.before(number)?.count(now, of).map(Value::Whole);
        match column {
            Column::CallsChange if self.memory.is_none() => self.refreshed(number).map(Value::Whole),
            Column::CallsChange => count(|stats| stats.calls),
            Column::OkChange => count(|stats| stats.ok),
            Column::SuccessChange => points(self.before(number)?.points(now, Stats::success_rate)),
            Column::ConversionChange => points(self.before(number)?.points(now, |stats| stats.conversion)),
            Column::Pace => self.pace(number).map(Value::Real),
            Column::Quiet => self.of(number)?.quiet.map(|quiet| Value::Whole(quiet.seconds)),
            Column::Age => {
                let first = self.of(number)?.first?;
                Some(Value::Whole(self.memory.as_ref()?.at.0 - first.0))
            }
            _ => None,
        }
    }

    /// The rows that changed within the last hours, with their figures at the marks.
    pub(super) fn changing(&self) -> impl Iterator<Item = (usize, &[Option<Figures>; HOURS + 1])> {
        let numbers = self.changing.iter().map(|number| *number as usize);
        numbers.filter_map(|number| Some((number, self.of(number)?.hours.as_deref()?)))
    }

    pub(super) fn trend(&self, number: usize) -> Option<[Option<i64>; HOURS]> {
        let (memory, remembered) = (self.memory.as_deref()?, self.of(number)?);
        let known = |mark: usize| memory.known.get(mark).copied().unwrap_or(false);
        let rise = |hour: usize| {
            let Some(hours) = &remembered.hours else { return Some(0) };
            let (before, after) = (hours.get(hour)?, hours.get(hour + 1)?.as_ref()?);
            // Whoever was not there had no calls.
            let before = if before.is_none() && remembered.first.is_some() { 0 } else { before.as_ref()?.calls? };
            after.calls?.checked_sub(before)
        };
        Some(std::array::from_fn(|hour| if known(hour) && known(hour + 1) { rise(hour) } else { None }))
    }

    /// By how much the read changed the calls of a row.
    pub(super) fn refreshed(&self, number: usize) -> Option<i64> {
        let changed = self.changed.as_ref()?;
        match changed.binary_search_by_key(&number, |(number, _)| *number) {
            Ok(at) => changed.get(at)?.1,
            Err(_) => Some(0),
        }
    }

    /// Its calls in an open hour.
    pub(super) fn pace(&self, number: usize) -> Option<f64> {
        self.of(number)?.pace
    }

    /// What a row was at the baseline; `None` where nobody knows.
    pub(super) fn before(&self, number: usize) -> Option<Then> {
        match self.of(number)?.before {
            Before::Unknown => None,
            Before::Absent => Some(Then { absent: true, stats: Stats::default() }),
            Before::Was(figures) => Some(Then { absent: false, stats: stats(figures) }),
        }
    }
}

/// A row at the baseline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Then {
    absent: bool,
    pub(super) stats: Stats,
}

impl Then {
    /// Whether the campaign was not in the list.
    pub(super) fn is_absent(&self) -> bool {
        self.absent
    }

    /// By how much a count grew; from nothing where the campaign was not there.
    pub(super) fn count(&self, now: &Stats, of: impl Fn(&Stats) -> Option<i64>) -> Option<i64> {
        let before = if self.absent { 0 } else { of(&self.stats)? };
        of(now)?.checked_sub(before)
    }

    /// By how much a rate changed.
    fn points(&self, now: &Stats, of: impl Fn(&Stats) -> Option<f64>) -> Option<f64> {
        Some(of(now)? - of(&self.stats)?)
    }
}

/// Without what computing adds or takes.
fn points(points: Option<f64>) -> Option<Value<'static>> {
    points.filter(|points| points.is_finite()).map(|points| Value::Real((points * 1e9).round() / 1e9 + 0.0))
}

/// Figures as the campaigns of a read have them.
pub(super) fn stats(figures: Figures) -> Stats {
    let Figures { calls, ok, failed, vendor_rate, sentiment, conversion } = figures;
    Stats { calls, ok, failed, vendor_rate, sentiment, conversion }
}
