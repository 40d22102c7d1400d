//! Who needs a person, as [`super::verdicts`] found it: kept with the rows, and only looked up.

use std::sync::Arc;

use crate::domain::measure::Thresholds;
use crate::domain::verdict::Kind;

/// The rows that need a person. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Needs {
    /// The user's limits for a success.
    pub(super) limits: Option<Thresholds>,
    /// The numbers of those that need a person, the worst first; each with why.
    worst: Arc<[(u32, Kind)]>,
    /// Where each of them stands there, from 1, by number.
    places: Arc<[(u32, u32)]>,
    /// The rows that move, by number.
    pub(super) moving: Arc<[u32]>,
    /// Of these the ones whose case list moves in another campaign too, by number.
    pub(super) twice: Arc<[u32]>,
}

impl Needs {
    /// Of whom nobody has asked yet who needs a person.
    pub(super) fn of(limits: Option<Thresholds>, moving: Arc<[u32]>, twice: Arc<[u32]>) -> Self {
        Self { limits, moving, twice, ..Self::default() }
    }

    /// The same with those that need a person, the worst first.
    pub(super) fn with(self, worst: impl IntoIterator<Item = (u32, Kind)>) -> Self {
        let worst: Arc<[(u32, Kind)]> = worst.into_iter().collect();
        let mut places: Vec<(u32, u32)> = (1..).zip(&*worst).map(|(place, (number, _))| (*number, place)).collect();
        places.sort_unstable();
        Self { worst, places: places.into(), ..self }
    }

    /// Their numbers, the worst first.
    pub(super) fn numbers(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.worst.iter().map(|(number, _)| *number as usize)
    }

    /// Which of those that need a person a row is, the worst being 1.
    pub(super) fn place(&self, number: usize) -> Option<u32> {
        let at = self.places.binary_search_by_key(&small(number), |(number, _)| *number).ok()?;
        self.places.get(at).map(|(_, place)| *place)
    }

    /// Why a row needs a person.
    pub(super) fn why(&self, number: usize) -> Option<Kind> {
        let place = self.place(number)? as usize;
        self.worst.get(place.checked_sub(1)?).map(|(_, why)| *why)
    }

    pub(super) fn moves(&self, number: usize) -> bool {
        self.moving.binary_search(&small(number)).is_ok()
    }

    pub(super) fn is_twice(&self, number: usize) -> bool {
        self.twice.binary_search(&small(number)).is_ok()
    }
}

/// A row's number in few bytes: there are fewer rows.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
