//! How far back a history goes. A window moves in small jumps, so that a screen at rest stays at rest.

use crate::domain::record::Second;
use crate::domain::record::days::{Span, day_of};
use crate::domain::time::Zone;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// A window of no more days has bars of hours, a longer one bars of days.
const HOURLY: i64 = 8 * DAY;

/// How far back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Window {
    /// 24 hours.
    Day,
    /// Seven days.
    #[default]
    Week,
    /// 30 days.
    Month,
    /// All that is recorded.
    All,
}

impl Window {
    /// From the shortest to the longest.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::All];

    /// In a word: `7d`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Day => "1d",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::All => "all",
        }
    }

    /// The one before or after.
    pub fn beside(self, longer: bool) -> Option<Self> {
        let at = Self::ALL.iter().position(|window| *window == self)?;
        Self::ALL.get(if longer { at + 1 } else { at.checked_sub(1)? }).copied()
    }

    /// The window that ends with a moment, or shortly after it; the record begins at `first`.
    pub fn span(self, until: Second, first: Second) -> Span {
        let length = match self {
            Self::Day => DAY,
            Self::Week => 7 * DAY,
            Self::Month => 30 * DAY,
            Self::All => (until.0 - first.0).max(HOUR),
        };
        let jump = match length {
            length if length <= DAY => HOUR / 12,
            length if length <= HOURLY => HOUR / 2,
            _ => 2 * HOUR,
        };
        let to = Second((until.0.div_euclid(jump) + 1) * jump);
        let from = if self == Self::All { Second(to.0.min(first.0).min(until.0 - HOUR)) } else { to.plus(-length) };
        Span { from: Second(from.0.div_euclid(jump) * jump), to }
    }
}

/// The hours or days that begin in a window; the last may end after it.
pub(super) fn bars(span: Span, zone: Zone) -> Vec<Span> {
    let hourly = span.to.0 - span.from.0 <= HOURLY;
    let ahead = span.from.moment().map_or(0, |at| i64::from(zone.utc_offset(at)));
    let begin =
        if hourly { span.from.plus(-(span.from.0 + ahead).rem_euclid(HOUR)) } else { day_of(span.from, zone).from };
    let bar = |from: Second| if hourly { Span { from, to: from.plus(HOUR) } } else { day_of(from, zone) };
    let bars = std::iter::successors(Some(bar(begin)), |before| Some(bar(before.to)));
    bars.take_while(|bar| bar.from < span.to).filter(|bar| bar.from >= span.from).collect()
}
