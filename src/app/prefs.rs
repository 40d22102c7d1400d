//! What the user chose, once and for the whole run: thresholds for grades, the zone of clock times.

use crate::domain::time::Zone;

/// Preferences that the screen reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Prefs {
    /// The zone in which clock times and "today" are shown.
    pub zone: Zone,
    /// Where success rates turn good or bad, in percent.
    pub success: Thresholds,
    /// Where conversion rates turn good or bad, in percent.
    pub conversion: Thresholds,
    /// Where sentiment turns good or bad; off until the user says, since the vendor's scale is not documented.
    pub sentiment: Option<Thresholds>,
    /// Where the log is, in words, for the overlay of freshness and budget.
    pub log: String,
}

/// At or above `good` is good, below `poor` is poor, between is fair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// The lower edge of good.
    pub good: f64,
    /// The upper edge of poor.
    pub poor: f64,
}

/// A value's grade. Shown by colour and by a word or glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// At or above the upper threshold.
    Good,
    /// Between the two.
    Fair,
    /// Below the lower threshold.
    Poor,
}

impl Thresholds {
    /// The grade of a value.
    pub fn grade(self, value: f64) -> Grade {
        if value >= self.good {
            Grade::Good
        } else if value < self.poor {
            Grade::Poor
        } else {
            Grade::Fair
        }
    }
}

impl Prefs {
    /// The preferences of someone who chose nothing.
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            success: Thresholds { good: 60.0, poor: 45.0 },
            conversion: Thresholds { good: 30.0, poor: 15.0 },
            sentiment: None,
            log: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_belong_to_the_better_grade() {
        let t = Thresholds { good: 60.0, poor: 45.0 };
        assert_eq!([t.grade(60.0), t.grade(45.0), t.grade(44.9)], [Grade::Good, Grade::Fair, Grade::Poor]);
    }
}
