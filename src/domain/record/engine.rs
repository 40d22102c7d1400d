//! What keeps the record of one account, behind one seam: a file of this machine now, something else one day.
//!
//! Everything that waits for a disk is here, so nobody on the loop's thread asks. Errors are clauses for people.

use std::time::Duration;

use super::coverage::Coverage;
use super::days::Span;
use super::{Figures, Identity, Row, Second};
use crate::domain::settings::Settings;
use crate::domain::time::{Moment, Zone};

/// One answer of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// When it came.
    pub at: Second,
    /// What the clock shows now.
    pub now: Second,
    /// The rhythm of readings, in seconds; 0 for one that nobody means to repeat.
    pub every: u32,
    /// Whether it holds every campaign. What lacks some is silent on them.
    pub whole: bool,
}

impl Reading {
    /// One that came at that moment; `every` is nothing where nobody means to repeat it.
    pub fn new(at: Moment, now: Moment, every: Option<Duration>, whole: bool) -> Self {
        let every = every.map_or(0, |every| u32::try_from(every.as_secs()).unwrap_or(u32::MAX));
        Self { at: Second::of(at), now: Second::of(now), every, whole }
    }
}

/// The campaigns of a reading.
pub trait Campaigns: std::fmt::Debug {
    /// By id, falling, each once.
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_>;
}

/// What became of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// So many campaigns changed.
    Changed(usize),
    /// It says what the one before said.
    Same,
    /// A newer one was there already.
    Older,
    /// It lacks most of what was there: it counts when it comes again ([`crate::domain::belief`]).
    Doubted,
}

/// The campaigns at a moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// When somebody last looked, at or before the moment asked for: that is how old it was then.
    pub looked: Second,
    /// Those that were there, by id, falling.
    pub rows: Vec<Row>,
}

/// Which way in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To what was before.
    Back,
    /// To what came after.
    Forward,
}

/// How finely the course of a campaign is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Every change, as far back as changes are kept.
    Changes,
    /// The last change of each day that is sealed, and every one since.
    Days,
}

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Changes older than so many days go; the last of each day stays.
    pub days: u32,
    /// The most bytes of the file.
    pub bytes: u64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { days: 400, bytes: 1 << 30 }
    }
}

impl Retention {
    /// What a person should know where so many bytes leave less than a tenth of what may be kept: a sentence.
    pub fn warning(self, bytes: u64) -> Option<String> {
        let percent = (u128::from(bytes) * 100 / u128::from(self.bytes.max(1))).min(100);
        (percent >= 90).then(|| {
            format!(
                "The record takes {percent} % of the room that it may take. When that is full, the oldest changes are \
                 dropped, all but the last of each day; kaytop history says what takes most."
            )
        })
    }
}

/// What is to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purge {
    /// What was before a moment.
    Before(Second),
    /// All of one campaign.
    Campaign(i64),
    /// Everything.
    All,
}

/// What a reading said of a campaign that was not known.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// It is in the list, for the first time or again.
    Came,
    /// What it is called and belongs to.
    Identity(Identity),
    /// Its figures.
    Figures(Figures),
    /// It is in the list no more.
    Gone,
}

/// One thing that the record holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When it was read.
    pub at: Second,
    /// The campaign's number.
    pub campaign: i64,
    /// What was new.
    pub news: News,
}

/// The entries of a part of time, a day at most.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// By moment and campaign, rising.
    pub entries: Vec<Entry>,
    /// Where the next page begins.
    pub next: Second,
}

/// A campaign by what it takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Large {
    /// Its number.
    pub campaign: i64,
    /// What it was called last.
    pub name: Option<String>,
    /// The bytes of its sealed changes.
    pub bytes: u64,
}

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The bytes that it takes on the disk.
    pub bytes: u64,
    /// When somebody looked, oldest first.
    pub coverage: Vec<Coverage>,
    /// How many campaigns it knows.
    pub campaigns: usize,
    /// How many days are sealed.
    pub sealed_days: usize,
    /// The campaigns that take the most; at most ten.
    pub largest: Vec<Large>,
}

/// The record of one account.
pub trait Engine: std::fmt::Debug + Send {
    /// Takes a reading.
    ///
    /// # Errors
    /// It is not kept; the next may be.
    fn take(&mut self, reading: Reading, campaigns: &dyn Campaigns) -> Result<Taken, String>;

    /// Takes the company's settings, where they differ from those before.
    ///
    /// # Errors
    /// They are not kept.
    fn take_settings(&mut self, at: Second, settings: &Settings) -> Result<(), String>;

    /// Writes up to when somebody looked, which otherwise is written every few minutes: to be called at the end.
    ///
    /// # Errors
    /// The last minutes will seem to be a gap.
    fn leave(&mut self) -> Result<(), String>;

    /// What a person should know of what was found: a sentence, once.
    fn note(&mut self) -> Option<String>;

    /// The campaigns as they were; nothing where nobody had looked before.
    ///
    /// # Errors
    /// It cannot be read.
    fn as_of(&mut self, at: Second) -> Result<Option<Past>, String>;

    /// The company's settings as they were; nothing where nobody had read them before.
    ///
    /// # Errors
    /// They cannot be read.
    fn settings_as_of(&mut self, at: Second) -> Result<Option<Settings>, String>;

    /// The company's settings at the beginning of a span, where they were read, and all others in it, oldest first; each
    /// with the moment since when they are known.
    ///
    /// # Errors
    /// They cannot be read.
    fn settings_in(&mut self, span: Span) -> Result<Vec<(Second, Settings)>, String>;

    /// The moment of the nearest change that way, not at the moment itself: of that campaign, else of any; nothing where
    /// none is recorded. Of days whose changes are too old to be kept there are the last ones.
    ///
    /// # Errors
    /// It cannot be read.
    fn step(&mut self, from: Second, way: Way, campaign: Option<i64>) -> Result<Option<Second>, String>;

    /// A campaign's figures at the beginning of a span, where they are known, and each change in it, oldest first.
    ///
    /// # Errors
    /// It cannot be read.
    fn course(&mut self, campaign: i64, span: Span, grain: Grain) -> Result<Vec<(Second, Figures)>, String>;

    /// The campaigns at a moment, each with the moment when it was seen first.
    ///
    /// # Errors
    /// It cannot be read.
    fn present(&mut self, at: Second) -> Result<Vec<(i64, Second)>, String>;

    /// Tells the figures of all campaigns at the beginning of a span, where they are known, and each change in it, those
    /// of one campaign oldest first. Of sealed days that ended before `fine` only the last change.
    ///
    /// # Errors
    /// It cannot be read; some may have been told.
    fn tell(&mut self, span: Span, fine: Second, to: &mut dyn FnMut(i64, Second, Figures)) -> Result<(), String>;

    /// What was recorded from a moment on, oldest first, as much as is read at once; nothing where nothing is left. Of
    /// days whose changes are too old to be kept there are the last figures of each campaign.
    ///
    /// # Errors
    /// It cannot be read.
    fn page(&mut self, from: Second) -> Result<Option<Page>, String>;

    /// When somebody looked in a span, oldest first.
    ///
    /// # Errors
    /// It cannot be read.
    fn coverage(&mut self, span: Span) -> Result<Vec<Coverage>, String>;

    /// Does one piece of what makes the record small: seals a day, drops what is too old or too much. Says whether there
    /// is more to do. Days are those of `zone`.
    ///
    /// # Errors
    /// It is as it was.
    fn tidy(&mut self, now: Second, zone: Zone, retention: Retention) -> Result<bool, String>;

    /// How many bytes hold something: what [`Retention::bytes`] limits.
    ///
    /// # Errors
    /// It cannot be told.
    fn used(&mut self) -> Result<u64, String>;

    /// What is kept.
    ///
    /// # Errors
    /// It cannot be read.
    fn about(&mut self) -> Result<About, String>;

    /// Forgets, for good.
    ///
    /// # Errors
    /// It is as it was.
    fn purge(&mut self, purge: Purge) -> Result<(), String>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_full_is_told_and_nothing_before() {
        let retention = Retention { bytes: 1000, ..Retention::default() };
        assert_eq!(retention.warning(899), None);
        let said = |bytes| retention.warning(bytes).unwrap();
        assert!(said(900).starts_with("The record takes 90 % of the room that it may take. "));
        assert!(said(5000).contains("takes 100 %"));
        assert_eq!(Retention::default().warning(1 << 29), None);
    }
}
