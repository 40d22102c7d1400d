//! One launch: the creation of one campaign, which calls real people and must not happen twice.
//!
//! The API has no idempotency key and no delete, so safety is ours. A [`Launch`] is a row of a durable [`journal`] and
//! moves along one table of steps ([`Phase::after`]); each step is a [`transition::Transition`], which only the machine makes and
//! which the journal writes in one transaction that compares the phase it found. [`journal::arm`] turns the row into
//! SENDING on disk and hands out the one [`journal::Armed`] that a client consumes to send. [`engine`] is what keeps the
//! journal, [`classify`] says what an answer proves, [`reconcile`] what a later list proves, [`gate`] which names are too
//! alike, [`words`] what people read, [`progress`] what only the process that drives a launch knows of it.
//!
//! Pure: no socket, file or clock. Start with [`Phase`].

pub mod classify;
pub mod engine;
pub mod gate;
pub mod journal;
pub mod progress;
pub mod reconcile;
#[cfg(test)]
pub(crate) mod samples;
pub mod transition;
pub mod words;

use std::fmt;
use std::time::Duration;

use super::time::Moment;

/// For how long a released launch is watched for a late duplicate: 7 days.
pub const WATCH: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// For how long a launch's name is remembered by the gate: 30 days.
pub const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How many requests a launch and its look-ups may need, from the first to the last; polling leaves as many alone.
pub const RESERVE: u32 = 15;

/// How many of them must be left once the list was read before a launch: for the list again, the request itself, and
/// every look until the quiet period is over.
pub const NEEDED: u32 = 2 + reconcile::WAITS.len() as u32;

/// The number of one launch, as people type it: `K7MW-3XQP`. Letters and digits without look-alikes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaunchId(String);

impl LaunchId {
    /// How many letters an id has.
    const LETTERS: usize = 8;

    /// The id that these random bits make.
    pub fn from_bits(bits: u64) -> Self {
        let letters = code(bits, Self::LETTERS);
        let (left, right) = letters.split_at(Self::LETTERS / 2);
        Self(format!("{left}-{right}"))
    }

    /// Reads an id as typed: case and the dash do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: String = text.trim().to_uppercase().chars().filter(|letter| *letter != '-').collect();
        let good = letters.len() == Self::LETTERS && letters.bytes().all(|letter| LETTERS.contains(&letter));
        let (left, right) = letters.split_at_checked(Self::LETTERS / 2).filter(|_| good)?;
        Some(Self(format!("{left}-{right}")))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LaunchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Letters and digits that nobody takes for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
pub const LETTERS: &[u8; 23] = b"34679ACDEFGHJKMNPQRTWXY";

/// `length` letters of [`LETTERS`] made from random bits; 64 bits make no more than 14 letters.
pub fn code(mut bits: u64, length: usize) -> String {
    let count = LETTERS.len() as u64;
    (0..length)
        .map(|_| {
            let letter = LETTERS.get((bits % count) as usize).copied().unwrap_or(b'X');
            bits /= count;
            char::from(letter)
        })
        .collect()
}

/// Who drives a launch, in the terms of the [`engine`] that keeps it. Here owners are only named and compared: whether
/// one is a process of this machine, or a person at one machine of many, the engine knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// For people, within a sentence: `process 4711`.
    pub name: String,
    /// Differs for every owner that a journal ever has.
    pub token: String,
}

/// A moment that can be compared across processes, wrong clocks and restarts.
///
/// Two readings can be compared when they are of the same clock. Where no other clock is known, only the one on the wall
/// is left: going back is still seen, going forward by mistake is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// For people, and for spans of days.
    pub wall: Moment,
    /// Which clock was read: that of one start of the machine, or one that several machines share; empty for the clock on
    /// the wall.
    pub clock: String,
    /// What it showed, counted from a moment of its own; it goes on while the machine sleeps.
    pub reading: Duration,
}

impl Stamp {
    /// How long ago `earlier` was. `None` where that cannot be known: it is of another clock, as after a restart of the
    /// machine, or the clock went back.
    pub fn since(&self, earlier: &Self) -> Option<Duration> {
        (self.clock == earlier.clock).then(|| self.reading.checked_sub(earlier.reading)).flatten()
    }
}

/// Where a launch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Prepared; nothing is confirmed.
    Draft,
    /// A person confirmed it; provably nothing is sent yet.
    Confirmed,
    /// Armed: from here on the request may be on its way.
    Sending,
    /// The server said its number.
    Created,
    /// The server accepted it and said no usable number.
    CreatedNoId,
    /// The server refused it: nothing was created.
    Rejected,
    /// No connection came about: nothing was created.
    NotSent,
    /// It may exist. Never sent again.
    Unknown,
    /// Found in the list after its outcome was unknown, or its number after none was said.
    Matched,
    /// A person looked and stated that it does not exist. Watched for seven days.
    Released,
    /// Closed without an answer that matters: the sandbox it was sent to has ended.
    Abandoned,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 11] = [
        Self::Draft,
        Self::Confirmed,
        Self::Sending,
        Self::Created,
        Self::CreatedNoId,
        Self::Rejected,
        Self::NotSent,
        Self::Unknown,
        Self::Matched,
        Self::Released,
        Self::Abandoned,
    ];

    /// The name in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Confirmed => "confirmed",
            Self::Sending => "sending",
            Self::Created => "created",
            Self::CreatedNoId => "created_no_id",
            Self::Rejected => "rejected",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Matched => "matched",
            Self::Released => "released",
            Self::Abandoned => "abandoned",
        }
    }

    /// The phase with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// Whether it is decided for good whether the campaign exists.
    pub fn is_resolved(self) -> bool {
        !matches!(self, Self::Confirmed | Self::Sending | Self::Unknown)
    }

    /// Whether only its living owner may change it.
    pub fn is_owned(self) -> bool {
        matches!(self, Self::Confirmed | Self::Sending)
    }

    /// Whether the campaign is there, so that its draft has done its work.
    pub fn is_created(self) -> bool {
        matches!(self, Self::Created | Self::CreatedNoId | Self::Matched)
    }

    /// Whether a campaign of this name may have come from it.
    pub fn may_exist(self) -> bool {
        !matches!(self, Self::Draft | Self::Rejected | Self::NotSent | Self::Released | Self::Abandoned)
    }
}

/// What is to be created, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Host and port, as the journal's own host.
    pub host: String,
    /// A short digest of the key; never the key.
    pub key_fingerprint: String,
    /// The campaign's name, as sent.
    pub name: String,
    /// Its agent, where one is named.
    pub agent_id: Option<String>,
    /// Its case list.
    pub case_list_id: Option<i64>,
    /// The body, byte for byte.
    pub body: String,
}

/// The draft of the form that a launch was made of: one draft is launched once, whatever it is called by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The draft's number.
    pub draft: String,
    /// The draft that it is a copy of, made because that one was open in another window.
    pub copy_of: Option<String>,
}

impl Origin {
    /// Whether one is a copy of the other, or both are copies of a third.
    pub fn is_akin(&self, other: &Self) -> bool {
        self.first() == other.first()
    }

    fn first(&self) -> &str {
        self.copy_of.as_deref().unwrap_or(&self.draft)
    }
}

/// What the list held before the launch: only what is not in it can be ours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// The ids, ascending.
    pub ids: Vec<i64>,
}

/// One launch, as the journal holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// Its number.
    pub id: LaunchId,
    /// How often it was changed: each change outdates every other that was made of the same version.
    pub version: u64,
    /// Where it stands.
    pub phase: Phase,
    /// What is to be created.
    pub request: Request,
    /// The list before it.
    pub before: Before,
    /// Who drives it, from CONFIRMED on.
    pub owner: Option<Owner>,
    /// When it was last changed.
    pub changed: Stamp,
    /// When it was confirmed.
    pub confirmed: Option<Stamp>,
    /// The last moment at which a byte may have been sent; the quiet period counts from it.
    pub quiet_from: Option<Stamp>,
    /// How many times the list was looked at since then.
    pub looks: u32,
    /// Whether the last look, after the quiet period, found a trustworthy list without it. After a restart of the machine
    /// it means nothing until the next look, as the period begins again.
    pub absent: bool,
    /// The campaigns that are it: one, or, when something went badly wrong, more.
    pub found: Vec<i64>,
    /// Campaigns that look like it but are not surely it.
    pub near: Vec<i64>,
    /// Why it stands where it stands, in words for people, made safe.
    pub why: String,
    /// The launch that a person released before this one was made in its place.
    pub replaces: Option<LaunchId>,
    /// The draft that it was made of; none where a plan was given.
    pub origin: Option<Origin>,
}

impl Launch {
    /// A new draft.
    pub fn draft(id: LaunchId, request: Request, before: Before, at: Stamp) -> Self {
        Self {
            id,
            version: 0,
            phase: Phase::Draft,
            request,
            before,
            owner: None,
            changed: at,
            confirmed: None,
            quiet_from: None,
            looks: 0,
            absent: false,
            found: Vec::new(),
            near: Vec::new(),
            why: String::new(),
            replaces: None,
            origin: None,
        }
    }

    /// Whether a campaign of its name may be there because of it. A released one only once a late duplicate was found.
    pub fn may_exist(&self) -> bool {
        self.phase.may_exist() || !self.found.is_empty()
    }

    /// Whether it must be shown everywhere until someone looks after it: unresolved, a late duplicate, or two found.
    pub fn needs_care(&self) -> bool {
        !self.phase.is_resolved() || self.found.len() > 1 || (self.phase == Phase::Released && !self.found.is_empty())
    }

    /// Whether it is being looked for: its outcome is unknown, or its number is.
    pub fn is_sought(&self) -> bool {
        matches!(self.phase, Phase::Unknown | Phase::CreatedNoId)
    }

    /// Whether later lists are looked at for it: until found, and for seven days after a release.
    pub fn is_watched(&self, now: Moment) -> bool {
        match self.phase {
            Phase::Unknown => true,
            // Its number only: it exists, so that nobody waits for it longer than a day.
            Phase::CreatedNoId => within(self.changed.wall, now, Duration::from_secs(24 * 60 * 60)),
            Phase::Released => self.found.is_empty() && within(self.changed.wall, now, WATCH),
            _ => false,
        }
    }
}

/// Whether `now` is at most `span` after `then`. A clock that went back counts as no time at all.
pub(super) fn within(then: Moment, now: Moment, span: Duration) -> bool {
    now.signed_duration_since(then).to_std().map_or(true, |age| age <= span)
}

#[cfg(test)]
mod tests;
