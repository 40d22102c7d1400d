//! What the screen asks of the record, and what it hears from it: always as data, answered off the loop.

use super::past::{Found, Visit};
use crate::domain::alert::Told;
use crate::domain::happened::{self, Happened};
use crate::domain::history::{self, History};
use crate::domain::memory::{self, Memory};

/// A question to the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Recall {
    /// How a campaign's figures went.
    History(Box<history::Question>),
    /// What it remembers of every campaign.
    Memory(Box<memory::Question>),
    /// What happened in a part of it.
    Happened(happened::Question),
    /// What was told of alerts.
    Alerts,
    /// A moment of the past, and its campaigns.
    Past(Visit),
}

/// What the record answers; nothing where nobody had looked yet.
#[derive(Debug, Clone, PartialEq)]
pub enum Recalled {
    History(Option<Box<History>>),
    Memory(Option<Box<Memory>>),
    /// What happened.
    Happened(Happened),
    /// The newest first.
    Alerts(Vec<Told>),
    Past(Found),
}
