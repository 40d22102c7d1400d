//! What this machine remembers of the campaigns, and how it is packed. Pure: `storage/record` keeps it.
//!
//! A *reading* is what one answer of the list says at a moment. The record holds only what differs from the reading
//! before: a *change* of a campaign's figures, another *identity*, a campaign that came or went. Days that are over are
//! *sealed*: each campaign's changes in one block of bits ([`sealed`]), its last figures beside it.
//!
//! Start with [`Latest::difference`], which says what a reading changes, and [`engine::Engine`], which keeps it. Moments
//! are whole seconds ([`Second`]): the rhythm of polls is 10 s and more. Values come back exactly as the vendor sent
//! them, unknown as unknown.

mod column;
pub mod coverage;
pub mod days;
pub mod engine;
mod latest;
pub mod moment_said;
pub mod moment_words;
mod rates;
pub mod sealed;

use std::hash::{DefaultHasher, Hash, Hasher as _};

pub use self::latest::{Difference, Latest};
use super::time::{Moment, from_unix};

/// Seconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Second(pub i64);

impl Second {
    /// The second that has begun at that moment.
    pub fn of(moment: Moment) -> Self {
        Self(moment.timestamp())
    }

    /// Its beginning; nothing where the calendar ends.
    pub fn moment(self) -> Option<Moment> {
        from_unix(self.0)
    }

    /// So many seconds later, or earlier when negative.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

/// A campaign's figures as received: those of `stats` in the contract (R9).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// `total_calls`.
    pub calls: Option<i64>,
    /// `success_calls`.
    pub ok: Option<i64>,
    /// `failed_calls`.
    pub failed: Option<i64>,
    /// `success_calls_percentage`.
    pub vendor_rate: Option<f64>,
    /// `average_sentiment_score`.
    pub sentiment: Option<f64>,
    /// `conversion_rate`.
    pub conversion: Option<f64>,
}

/// What a campaign is called and belongs to; texts as received.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Identity<Text = String> {
    /// The campaign's name.
    pub name: Option<Text>,
    /// `agent_id`.
    pub agent: Option<Text>,
    /// `case_list_id`.
    pub list: Option<i64>,
    /// `origin`.
    pub origin: Option<Text>,
    /// `update_origin`.
    pub edited_by: Option<Text>,
}

impl Identity<&str> {
    /// The same with texts of its own.
    pub fn owned(self) -> Identity {
        let Self { name, agent, list, origin, edited_by } = self;
        let [name, agent, origin, edited_by] = [name, agent, origin, edited_by].map(|text| text.map(String::from));
        Identity { name, agent, list, origin, edited_by }
    }
}

impl Identity {
    /// The same, borrowed.
    pub fn as_deref(&self) -> Identity<&str> {
        Identity {
            name: self.name.as_deref(),
            agent: self.agent.as_deref(),
            list: self.list,
            origin: self.origin.as_deref(),
            edited_by: self.edited_by.as_deref(),
        }
    }
}

impl Identity<&str> {
    /// A number that differs where identities do, all but surely.
    fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// A campaign in a reading.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Row<Text = String> {
    /// The vendor's number.
    pub id: i64,
    /// What it is called and belongs to.
    pub identity: Identity<Text>,
    /// Its figures.
    pub figures: Figures,
}
