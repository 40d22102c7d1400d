//! What the screen asks of the record, and what it hears from it: always as data, answered off the loop.

use crate::domain::history::{self, History};

/// A question to the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Recall {
    /// How a campaign's figures went.
    History(Box<history::Question>),
}

/// What the record answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Recalled {
    /// Nothing where nobody had looked yet.
    History(Option<Box<History>>),
}
