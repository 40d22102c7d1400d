//! What the record says of every campaign beyond its last reading: what it was at the baseline, its last 24 hours, its
//! pace, for how long it has been quiet, how old it is, and what is found of it that a person should know.
//!
//! Start with [`recollect`], which asks the record and answers with a [`Memory`]. Everything is said *as of* a moment,
//! the last reading or one of the past; so nothing here grows old by itself.

mod baseline;
mod course;
mod found;
mod open_time;

use std::sync::Arc;

pub use self::baseline::{Baseline, Compared};
pub use self::found::Found;
pub use self::open_time::{OpenTime, Workdays, calling_day};
use super::record::days::Span;
use super::record::engine::Engine;
use super::record::{Figures, Second};
use super::settings::Settings;
use super::time::Zone;
use super::verdict::{Acknowledged, Kind, Silence};

/// How many hours a trend tells of.
pub const HOURS: usize = 24;

/// The pace is that of so many open hours.
pub const PACED_HOURS: i64 = 5;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Weekdays without a call in so many days are closed.
const WORKDAYS: i64 = 28 * DAY;
/// Within so many days every change counts, before them the last of each day.
const FINE: i64 = 8 * DAY;
/// A reading may be this much older than the moment that it speaks for.
const SPEAKS_FOR: i64 = HOUR / 4;

/// What is asked of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// As of when.
    pub at: Second,
    /// What changes are compared with.
    pub baseline: Baseline,
    /// The person's days begin in it.
    pub zone: Zone,
    /// Where clients are called, first where calling begins.
    pub client_zones: Arc<[Zone]>,
    /// What the company set: its hours, and whether campaigns are switched on.
    pub company: Settings,
}

/// What is remembered of one campaign.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remembered {
    /// When it was first seen; unknown where the record begins with it.
    pub first: Option<Second>,
    /// What it was at the baseline.
    pub before: Before,
    /// Calls in an open hour, over the last [`PACED_HOURS`]; unknown where fewer than one are known.
    pub pace: Option<f64>,
    /// For how long there was no new call.
    pub quiet: Option<Quiet>,
    /// Calls in an open hour, over the open days before its last call; unknown where it is over.
    pub usual: Option<f64>,
    /// Whether it has been silent for so many open days that it asks nobody.
    pub over: bool,
    /// What is found of it; mostly nothing.
    pub found: Option<Box<Found>>,
    /// Its figures at the [`Memory::marks`]; nothing where they did not change meanwhile.
    pub hours: Option<Arc<[Option<Figures>; HOURS + 1]>>,
}

/// What a campaign was at the baseline.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Before {
    /// Nobody knows.
    #[default]
    Unknown,
    /// It was not in the list.
    Absent,
    /// Its figures.
    Was(Figures),
}

/// Time without a new call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// Open seconds since the last new call was seen.
    pub seconds: i64,
    /// Whether it is longer than that: no call was seen as far back as is looked.
    pub at_least: bool,
}

/// What is remembered of all campaigns.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// The last reading that it knows.
    pub at: Second,
    /// Days are those of this zone.
    pub zone: Zone,
    /// What it compares with.
    pub compared: Compared,
    /// The moments of the hourly figures: full hours of the clock, and [`Memory::at`].
    pub marks: [Second; HOURS + 1],
    /// Of which of them somebody knew how the campaigns stood.
    pub known: [bool; HOURS + 1],
    /// The weekdays on which clients are called.
    pub workdays: Workdays,
    /// Those of them that are no slow ones: see [`Workdays::usual`].
    pub usual: Workdays,
    /// When calls may be made next, where they may not at [`Memory::at`].
    pub opens: Option<Second>,
    /// The silence of all campaigns together that is no chance; then none is found for each.
    pub silence: Option<Silence>,
    /// What people said of verdicts, by campaign and kind.
    pub acknowledged: Vec<Acknowledged>,
    /// What is remembered of each campaign that is there, by id, falling.
    pub campaigns: Vec<(i64, Remembered)>,
}

impl Memory {
    /// What was said of a campaign's verdict of this kind.
    pub fn acknowledged(&self, campaign: i64, kind: Kind) -> Option<&Acknowledged> {
        let from = self.acknowledged.partition_point(|seen| seen.campaign < campaign);
        let mut of_campaign = self.acknowledged.get(from..)?.iter().take_while(|seen| seen.campaign == campaign);
        of_campaign.find(|seen| seen.kind == kind)
    }

    /// What is remembered of a campaign.
    pub fn of(&self, id: i64) -> Option<&Remembered> {
        let at = self.campaigns.binary_search_by(|(other, _)| id.cmp(other)).ok()?;
        self.campaigns.get(at).map(|(_, remembered)| remembered)
    }
}

/// Asks the record; nothing where nobody had looked before the moment asked for.
///
/// # Errors
/// The record cannot be read.
pub fn recollect(engine: &mut dyn Engine, question: &Question) -> Result<Option<Memory>, String> {
    let covered = engine.coverage(Span { from: Second(i64::MIN), to: question.at.plus(1) })?;
    let Some(first) = covered.first().map(|looked| looked.from) else { return Ok(None) };
    let looked = |at: Second| {
        let before = covered.get(..covered.partition_point(|looked| looked.from <= at)).unwrap_or_default();
        before.last().map(|looked| looked.to.min(at))
    };
    let Some(at) = looked(question.at) else { return Ok(None) };
    let before = question.baseline.compared(at, question.zone, first, looked).meant;
    let span = Span { from: before.min(at.plus(-WORKDAYS)), to: question.at.plus(1) };
    let courses = course::told(engine, span, before.min(at.plus(-FINE)))?;
    // What was looked at last may not be written yet, but for what it changed.
    let at = courses.values().filter_map(course::Course::last).fold(at, Second::max);
    let compared = question.baseline.compared(at, question.zone, first, looked);

    let called = courses.values().flat_map(course::Course::rises);
    let workdays = Workdays::learnt(first, at, called, &question.client_zones);
    let gains = courses.values().flat_map(course::Course::gains).filter(|(then, _)| *then >= at.plus(-WORKDAYS));
    let usual = Workdays::busy(first, at, gains, &question.client_zones);
    let open = OpenTime::new(
        &question.company.hours,
        &question.client_zones,
        workdays,
        Span { from: at.plus(-WORKDAYS), to: at },
    );
    let marks = marks(at, question.zone);
    let known = marks.map(|mark| looked(mark).is_some_and(|looked| mark.0 - looked.0 <= SPEAKS_FOR));
    let ahead = Span { from: at, to: at.plus(WORKDAYS) };
    let next = OpenTime::new(&question.company.hours, &question.client_zones, workdays, ahead)
        .spans()
        .first()
        .map(|open| open.from);
    let asked = course::Asked { at, first, compared, paced: open.back(at, PACED_HOURS * HOUR), open: &open, marks };
    let off = question.company.enabled == Some(false);
    let found = found::found(&courses, found::Looked { at, open: &open, covered: &covered, off });
    let remembered = courses.iter().map(|(id, course)| (*id, found.complete(*id, course, course.remembered(&asked))));
    let mut campaigns: Vec<_> = remembered.collect();
    campaigns.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    let zone = question.zone;
    Ok(Some(Memory {
        at,
        zone,
        compared,
        marks,
        known,
        workdays,
        usual,
        opens: next.filter(|opens| *opens > at),
        silence: found.silence,
        acknowledged: Vec::new(),
        campaigns,
    }))
}

/// The full hours up to a moment, and the moment.
fn marks(at: Second, zone: Zone) -> [Second; HOURS + 1] {
    let ahead = at.moment().map_or(0, |moment| i64::from(zone.utc_offset(moment)));
    let hour = at.0 - (at.0 + ahead).rem_euclid(HOUR);
    // At a full hour, the hour that ends with it is the last.
    let last = if hour == at.0 { hour - HOUR } else { hour };
    std::array::from_fn(|mark| if mark == HOURS { at } else { Second(last - (HOURS - 1 - mark) as i64 * HOUR) })
}
