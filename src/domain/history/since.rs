//! What changed since the moments that people compare with.

use super::Question;
use crate::domain::record::coverage::Coverage;
use crate::domain::record::days::{Span, day_of};
use crate::domain::record::engine::{Engine, Grain};
use crate::domain::record::{Figures, Second};
use crate::domain::time::{Weekday, Zone};

const DAY: i64 = 86_400;
/// A reading may be this much older than the moment that it speaks for.
const SPEAKS_FOR: i64 = 900;

/// Since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Somebody last looked.
    Look(Second),
    /// The day began.
    Today,
    /// Monday began.
    Monday,
    /// Seven days before.
    Week,
}

impl Since {
    /// The moment that it means, seen from another.
    pub fn moment(self, at: Second, zone: Zone) -> Second {
        match self {
            Self::Look(look) => look.min(at),
            Self::Today => day_of(at, zone).from,
            Self::Monday => {
                let mut day = day_of(at, zone);
                // A few hours into the day, whatever its clocks do.
                while day.from.plus(DAY / 4).moment().is_some_and(|at| zone.local(at).weekday() != Weekday::Mon) {
                    day = day_of(day.from.plus(-1), zone);
                }
                day.from
            }
            Self::Week => at.plus(-7 * DAY),
        }
    }
}

/// How a campaign stood at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Then {
    /// What was asked for.
    pub since: Since,
    /// The moment that it means.
    pub meant: Second,
    /// The reading that speaks for it: the last one before, or the record's first.
    pub from: Second,
    /// Its figures; nothing where it was not in the list.
    pub figures: Option<Figures>,
}

impl Then {
    /// Whether nobody looked then, so that the figures are of another time.
    pub fn is_inexact(&self) -> bool {
        (self.meant.0 - self.from.0).abs() > SPEAKS_FOR
    }
}

/// `covered` says when somebody looked; it is not empty.
pub(super) fn then(
    engine: &mut dyn Engine,
    question: &Question,
    since: Since,
    covered: &[Coverage],
) -> Result<Then, String> {
    let meant = since.moment(question.until, question.zone);
    let before = covered.iter().rev().find(|looked| looked.from <= meant);
    // The record may lag behind the last readings, but then nothing changed since.
    let from = before.map(|looked| looked.to.min(meant)).or_else(|| covered.first().map(|first| first.from));
    let from = from.unwrap_or(meant);
    let course = engine.course(question.campaign, Span { from, to: from.plus(1) }, Grain::Changes)?;
    Ok(Then { since, meant, from, figures: course.last().map(|(_, figures)| *figures) })
}
