//! Dates, times and zones. The one module that names chrono, so that it can be replaced by its successor.

use std::time::Duration;

/// A point of time in UTC.
pub type Moment = chrono::DateTime<chrono::Utc>;
/// A calendar date without a zone.
pub type Date = chrono::NaiveDate;

/// What time it is, as the loop hands it to everything that must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Time since the program started; never goes back. All waiting is measured with it.
    pub mono: Duration,
    /// The machine's clock. Only for what people read.
    pub wall: Moment,
}

/// A clock time without date and zone, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);
