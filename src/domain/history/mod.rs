//! The history of one campaign: how its figures went over a time that a person chose, and what changed since moments
//! that people compare with.
//!
//! Start with [`recount`], which asks the record. What it answers is ready to be drawn: thinned to what a chart can show,
//! with the times in which nobody looked.

mod course;
mod then;
mod window;

use self::course::{bars, thinned};
pub use self::then::Then;
use self::then::then;
pub use self::window::Window;
use super::confidence::Range;
use super::forecast::{self, Calling, Forecast, forecast};
use super::memory::Baseline;
use super::record::coverage::gaps;
use super::record::days::Span;
use super::record::engine::{Engine, Grain};
use super::record::{Figures, Second};
use super::significance::Proportion;
use super::time::Zone;

/// A record may lag so many seconds behind the readings: it is not written at each of them.
const LAG: i64 = 900;

/// A course of more days is told by its days.
const MOST_DAYS: i64 = 35 * 86_400;

/// What is asked of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The campaign's number.
    pub campaign: i64,
    /// How far back.
    pub window: Window,
    /// The last reading: nothing later is told.
    pub until: Second,
    /// What changes are counted from.
    pub since: Vec<Baseline>,
    /// Days begin in it.
    pub zone: Zone,
    /// What a forecast needs to know.
    pub calling: Calling,
}

/// What is drawn of a campaign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Value {
    /// All calls so far.
    #[default]
    Calls,
    /// The calls of each hour or day.
    Pace,
    /// Success of the finished calls.
    Success,
    /// The vendor's conversion rate.
    Conversion,
}

impl Value {
    /// In the order in which they are chosen.
    pub const ALL: [Self; 4] = [Self::Calls, Self::Pace, Self::Success, Self::Conversion];

    /// The one that is chosen next, round the end.
    #[must_use]
    pub fn next(self) -> Self {
        let mut after = Self::ALL.into_iter().cycle().skip_while(|value| *value != self).skip(1);
        after.next().unwrap_or_default()
    }
}

/// The history of a campaign in a window of time.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The window.
    pub span: Span,
    /// From the first reading of the record to the last that was asked for.
    pub known: Span,
    /// The times between in which nobody looked, as far as they lie in the window.
    pub gaps: Vec<Span>,
    /// Its figures, each from a moment on; of many, those that a chart can show.
    pub changes: Vec<(Second, Figures)>,
    /// The new calls that were seen in each hour or day of the window; unknown where nobody looked in it.
    pub bars: Vec<(Span, Option<i64>)>,
    /// The new calls that were found after gaps: nobody knows when in them they were made.
    pub unseen: i64,
    /// Its figures at the moments that were asked for, in their order.
    pub then: Vec<Then>,
    /// How it goes on.
    pub forecast: Forecast,
}

/// Asks the record for a campaign's history; nothing where nobody had looked before.
///
/// # Errors
/// The record cannot be read.
pub fn recount(engine: &mut dyn Engine, question: &Question) -> Result<Option<History>, String> {
    let Question { campaign, window, until, ref since, zone, ref calling } = *question;
    let covered = engine.coverage(Span { from: Second(i64::MIN), to: until.plus(1) })?;
    let (Some(first), Some(last)) = (covered.first(), covered.last()) else { return Ok(None) };
    let span = window.span(until, first.from);
    let known = Span { from: first.from, to: until };
    let mut gaps = gaps(&covered);
    if until.0 - last.to.0 > LAG {
        gaps.push(Span { from: last.to, to: until });
    }
    let lately = Span { from: until.plus(-forecast::BEFORE), to: until.plus(1) };
    let forecast = forecast(&engine.course(campaign, lately, Grain::Changes)?, until, &gaps, calling);
    gaps.retain(|gap| gap.clip(span).is_some());
    let fine = span.to.0 - span.from.0 <= MOST_DAYS;
    let mut changes = engine.course(campaign, span, if fine { Grain::Changes } else { Grain::Days })?;
    changes.retain(|(at, _)| *at <= until);
    let (bars, unseen) = bars(&changes, window::bars(span, zone), known, &gaps);
    let then = since.iter().map(|since| then(engine, question, *since, &covered)).collect::<Result<_, _>>()?;
    Ok(Some(History { span, known, gaps, changes: thinned(&changes, span), bars, unseen, then, forecast }))
}

impl History {
    /// The values of a course of steps, for a chart.
    pub fn points(&self, value: Value) -> Vec<(Second, Option<f64>)> {
        self.changes.iter().map(|(at, figures)| (*at, of(value, figures))).collect()
    }

    /// The range of 95 % of each success.
    pub fn band(&self, value: Value) -> Vec<(Second, Option<Range>)> {
        if value != Value::Success {
            return Vec::new();
        }
        self.changes.iter().map(|(at, figures)| (*at, success(figures).and_then(Proportion::range))).collect()
    }

    /// Whether anything is known of the campaign.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// A value of a campaign's figures.
pub fn of(value: Value, figures: &Figures) -> Option<f64> {
    match value {
        Value::Calls | Value::Pace => figures.calls.map(|calls| calls as f64),
        Value::Success => success(figures).map(Proportion::percent),
        Value::Conversion => figures.conversion,
    }
}

/// ok of the finished calls.
pub fn success(figures: &Figures) -> Option<Proportion> {
    let (ok, failed) = (figures.ok?, figures.failed?);
    Proportion::new(ok, ok.checked_add(failed)?)
}

#[cfg(test)]
mod tests;
