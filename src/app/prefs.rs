//! What the user chose, once and for the whole run: thresholds for grades, the zone of clock times.

use crate::domain::measure::Measures;
use crate::domain::time::Zone;

#[derive(Debug, Clone, PartialEq)]
pub struct Prefs {
    /// The zone in which clock times and "today" are shown.
    pub zone: Zone,
    /// How rates and scores are written and graded.
    pub measures: Measures,
    /// Where the log is, in words, for the overlay of freshness and requests.
    pub log: String,
}

impl Prefs {
    pub fn new(zone: Zone) -> Self {
        Self { zone, measures: Measures::default(), log: String::new() }
    }
}
