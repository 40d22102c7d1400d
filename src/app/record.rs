//! How the record of readings stands: whether one is kept, and what keeps it from being written.

use std::time::Duration;

use super::poll::rhythm::Rhythm;
use crate::domain::settings::Settings;
use crate::domain::store::WholeRead;
use crate::domain::time::Moment;

/// What is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// When it was read.
    pub at: Moment,
    pub what: Recorded,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Recorded {
    /// An answer of the list.
    Campaigns {
        read: WholeRead,
        /// The rhythm in which they are read; nothing where only a person asks.
        every: Option<Duration>,
        /// Whether it holds every campaign.
        whole: bool,
        /// Whether it is only what the server found for a search.
        searched: bool,
    },
    /// The company's settings.
    Settings(Settings),
}

impl Recording {
    /// A read, on its way to the record.
    pub(super) fn campaigns(read: WholeRead, at: Moment, rhythm: Rhythm, searched: bool) -> Recording {
        let every = rhythm.period();
        let whole = !searched && read.unreadable() == 0;
        Recording { at, what: Recorded::Campaigns { read, every, whole, searched } }
    }

    /// The company's settings, on their way to the record.
    pub(super) fn settings(settings: &Settings, at: Moment) -> Recording {
        Recording { at, what: Recorded::Settings(settings.clone()) }
    }
}

/// Whether readings are recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Record {
    /// They are.
    On,
    /// They would be; why they are not, as a clause. Every reading tries again.
    Failing(String),
    /// Nobody wants them: why, as a clause.
    Off(&'static str),
    /// The record is not asked for, as in a test.
    #[default]
    Unwanted,
}

impl Record {
    /// Why there is none, as a clause; nothing where there is one.
    pub fn unkept(&self) -> Option<&str> {
        match self {
            Self::On | Self::Failing(_) => None,
            Self::Off(why) => Some(why),
            Self::Unwanted => Some("no readings are recorded"),
        }
    }

    /// Takes what became of a recording; says whether that is news.
    pub(super) fn take(&mut self, done: Result<(), String>) -> bool {
        let now = done.map_or_else(Self::Failing, |()| Self::On);
        let news = *self != now;
        *self = now;
        news
    }
}
