//! When calls could be made in a part of the record, how much of it somebody saw, and by which days it is counted.

use std::sync::Arc;

use crate::domain::memory::{OpenTime, Workdays, calling_day};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::settings::Settings;
use crate::domain::time::Zone;

/// The open times of a span.
#[derive(Debug)]
pub(super) struct Calling {
    whole: OpenTime,
    /// The same without the times in which nobody looked.
    seen: OpenTime,
    zones: Arc<[Zone]>,
}

impl Calling {
    /// Those of a span under settings that hold since a moment each, oldest first; `unseen` are the times in which nobody
    /// looked.
    pub(super) fn new(
        span: Span,
        settings: &[(Second, Settings)],
        zones: Arc<[Zone]>,
        workdays: Workdays,
        unseen: &[Span],
    ) -> Self {
        let hours: Vec<_> = settings.iter().map(|(since, settings)| (*since, &settings.hours)).collect();
        let whole = OpenTime::under(&hours, &zones, workdays, span);
        Self { seen: whole.without(unseen), whole, zones }
    }

    /// The day of calling that holds a moment.
    pub(super) fn day(&self, at: Second) -> Span {
        calling_day(at, &self.zones)
    }

    /// How many seconds between two moments were open.
    pub(super) fn whole_time(&self, from: Second, to: Second) -> i64 {
        self.whole.between(from, to)
    }

    /// How many of them somebody saw.
    pub(super) fn time(&self, from: Second, to: Second) -> i64 {
        self.seen.between(from, to)
    }
}
