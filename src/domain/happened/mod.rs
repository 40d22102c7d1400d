//! What happened to the campaigns: events, each with its moment and a sentence, made of what the record holds.
//!
//! [`recall`] reads a part of the record and tells what happened in it. [`What`] is the list of all that can happen, with
//! its words beside it in `words`. `follower` walks through the record's entries and keeps what it must remember of each
//! campaign, `calling` knows when calls could be made, `days` judges a day's success and a silence.

mod calling;
mod days;
mod event;
mod follower;
mod words;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::sync::Arc;

pub use self::event::{Event, What};
pub use self::words::{clock_words, day_words, when};

use self::calling::Calling;
use self::follower::Follower;
use super::memory::Workdays;
use super::record::Second;
use super::record::coverage::gaps;
use super::record::days::Span;
use super::record::engine::Engine;
use super::time::Zone;

const DAY: i64 = 86_400;
/// What is judged by the days before it needs so many seconds of them.
const BEFORE: i64 = 8 * DAY;
/// Nobody looked: told where so much of that time was open.
const LONG_GAP: i64 = 1800;

/// What is asked of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which part of it.
    pub span: Span,
    /// Where clients are called, first where calling begins.
    pub client_zones: Arc<[Zone]>,
}

/// What happened in a part of time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Happened {
    /// The newest first.
    pub events: Vec<Event>,
    /// When the record begins; nothing where nothing is recorded.
    pub begins: Option<Second>,
}

/// Reads what happened in a part of the record.
///
/// # Errors
/// The record cannot be read: a clause for people.
pub fn recall(record: &mut dyn Engine, question: &Question) -> Result<Happened, String> {
    let span = question.span;
    let covered = record.coverage(Span { from: Second(i64::MIN), to: span.to })?;
    let Some(begins) = covered.first().map(|looked| looked.from) else { return Ok(Happened::default()) };
    let end = covered.last().map_or(begins, |looked| looked.to).min(span.to);
    let unseen = gaps(&covered);
    let start = span.from.plus(-BEFORE).max(begins);
    let settings = record.settings_in(Span { from: start, to: span.to })?;
    let zones = Arc::clone(&question.client_zones);
    let workdays = Workdays::usual(record, begins, end, &zones)?;
    let open = Calling::new(Span { from: start, to: end }, &settings, zones, workdays, &unseen);

    let mut follower = Follower::new(&open);
    if let Some(past) = record.as_of(start)? {
        follower.begin(past);
    }
    let mut from = start.plus(1);
    while let Some(page) = record.page(from)? {
        for entry in page.entries.into_iter().filter(|entry| entry.at < span.to) {
            follower.take(entry);
        }
        if page.next >= span.to {
            break;
        }
        from = page.next;
    }
    let mut events = follower.finish(end);

    let changes = settings.iter().zip(settings.iter().skip(1));
    events.extend(
        changes.flat_map(|((_, old), (at, new))| What::of_settings(old, new).map(|what| Event::of_all(*at, what))),
    );
    events.extend(unseen.iter().filter_map(|gap| {
        let hours = open.whole_time(gap.from, gap.to);
        let what = What::NobodyLooked { until: gap.to, open: hours };
        (hours >= LONG_GAP).then(|| Event::of_all(gap.from, what))
    }));
    events.retain(|event| span.from <= event.at && event.at < span.to);
    events.sort_by_key(|event| Reverse((event.at, event.campaign)));
    Ok(Happened { events, begins: Some(begins) })
}
