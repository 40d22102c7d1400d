//! One campaign as the list endpoint answers it, and the numbers that follow from its counts.

use std::cmp::Ordering;

use super::confidence::{Range, wilson};
use super::shown::Shown;
use super::significance::Proportion;

/// A row of the list. Everything but the id may be unknown: absent, null or unreadable in the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// The vendor's number.
    pub id: i64,
    /// The campaign's name.
    pub name: Option<Shown>,
    /// `agent_id`: which AI agent calls.
    pub agent: Option<Shown>,
    /// `case_list_id`: who is called.
    pub list: Option<i64>,
    /// `origin`: what created it, such as `public_api`.
    pub origin: Option<Shown>,
    /// `update_origin`: what edited it last; unknown also when it was never edited.
    pub updated: Option<Shown>,
    /// Counts and rates.
    pub stats: Stats,
}

impl Campaign {
    /// A row of which nothing but the id is known.
    pub fn unknown(id: i64) -> Self {
        Self { id, name: None, agent: None, list: None, origin: None, updated: None, stats: Stats::default() }
    }

    /// About how many bytes it takes in memory, its part of the search text and of the sort ranks included.
    pub fn weight(&self) -> usize {
        /// The ranks of its texts, its number in the orders, and its part of the search text without the texts.
        const INDEX: usize = 64;
        let texts = [&self.name, &self.agent, &self.origin, &self.updated];
        // A text stands a second time where it is searched.
        let texts = texts.into_iter().flatten().map(|text| text.weight() + text.as_str().len());
        size_of::<Self>() + INDEX + texts.sum::<usize>()
    }
}

/// The vendor's `stats`, as received. Impossible values (negative, over 100 %) are kept and marked where they are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Stats {
    /// `total_calls`.
    pub calls: Option<i64>,
    /// `success_calls`.
    pub ok: Option<i64>,
    /// `failed_calls`.
    pub failed: Option<i64>,
    /// `success_calls_percentage`, 0–100: the vendor's own rate, kept beside ours.
    pub vendor_rate: Option<f64>,
    /// `average_sentiment_score`; its scale is not documented.
    pub sentiment: Option<f64>,
    /// `conversion_rate`, 0–100, per client called (not per call).
    pub conversion: Option<f64>,
}

/// By how many points the vendor's rate may differ from ours and still be called the same: it has one decimal.
const SAME_RATE: f64 = 0.05 + 1e-9;

impl Stats {
    /// ok + failed: the calls whose outcome is known.
    pub fn finished(&self) -> Option<i64> {
        self.ok?.checked_add(self.failed?)
    }

    /// calls − finished: no outcome reported yet. Negative when the counts contradict each other.
    pub fn pending(&self) -> Option<i64> {
        self.calls?.checked_sub(self.finished()?)
    }

    /// ok / finished in percent; unknown while nothing is finished.
    pub fn success_rate(&self) -> Option<f64> {
        share(self.ok?, self.finished()?)
    }

    /// failed / finished in percent; unknown while nothing is finished.
    pub fn failed_rate(&self) -> Option<f64> {
        share(self.failed?, self.finished()?)
    }

    /// ok of finished; unknown while nothing is finished.
    pub fn success(&self) -> Option<Proportion> {
        Proportion::new(self.ok?, self.finished()?)
    }

    /// Where the true success rate of finished calls probably lies (95 %); unknown while nothing is finished.
    pub fn success_range(&self) -> Option<Range> {
        wilson(self.ok?, self.finished()?)
    }

    /// Whether the vendor's success rate agrees with ours; unknown while either is.
    pub fn vendor_agrees(&self) -> Option<bool> {
        Some((self.vendor_rate? - self.success_rate()?).abs() <= SAME_RATE)
    }

    /// Whether the numbers contradict each other or themselves: a negative count, more finished than called, a rate
    /// outside 0–100.
    pub fn impossible(&self) -> bool {
        let negative = [self.calls, self.ok, self.failed, self.pending()].into_iter().flatten().any(|n| n < 0);
        let outside = [self.vendor_rate, self.conversion].into_iter().flatten().any(|p| !(0.0..=100.0).contains(&p));
        negative || outside
    }

    /// Whether the numbers are [`Self::impossible`], or the vendor's rate is not ours.
    pub fn odd(&self) -> bool {
        self.impossible() || self.vendor_agrees() == Some(false)
    }
}

/// `part` of `whole` in percent; `None` when there is no whole to divide by. 100 only when it is all.
pub fn share(part: i64, whole: i64) -> Option<f64> {
    share_of_sums(part.into(), whole.into())
}

/// [`share`] of sums, which may be larger than a count.
pub(super) fn share_of_sums(part: i128, whole: i128) -> Option<f64> {
    let percent = 100.0 * part as f64 / whole as f64;
    let percent = match part.cmp(&whole) {
        Ordering::Less => percent.min(100_f64.next_down()),
        Ordering::Equal => 100.0,
        Ordering::Greater => percent.max(100_f64.next_up()),
    };
    (whole > 0).then_some(percent)
}

/// What one read of the list endpoint gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    /// The rows, in the server's order.
    pub rows: Vec<Campaign>,
    /// How many elements could not be read at all (no object, or no integer id).
    pub unreadable: usize,
}

impl Listing {
    /// The ids of the rows, ascending, each once.
    pub fn ids(&self) -> Vec<i64> {
        let mut ids: Vec<i64> = self.rows.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
impl Campaign {
    /// The vendor's sample.
    pub(crate) fn sample() -> Self {
        let text = |text| Some(Shown::new(text));
        let stats = Stats {
            calls: Some(132),
            ok: Some(85),
            failed: Some(35),
            vendor_rate: Some(70.8),
            sentiment: Some(0.76),
            conversion: Some(42.1),
        };
        let (name, agent, origin) = (text("Outreach Campaign"), text("abc_123"), text("public_api"));
        Self { name, agent, origin, list: Some(123), stats, ..Self::unknown(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_sample_adds_up() {
        let s = Campaign::sample().stats;
        assert_eq!((s.finished(), s.pending()), (Some(120), Some(12)));
        assert!((s.success_rate().unwrap() - 70.833).abs() < 0.001);
        assert_eq!(s.vendor_agrees(), Some(true));
        assert!(!s.impossible());
    }

    #[test]
    fn success_over_all_calls_is_called_a_difference() {
        let differs = Stats { vendor_rate: Some(64.4), ..Campaign::sample().stats };
        assert_eq!(differs.vendor_agrees(), Some(false));
        assert!(differs.odd() && !differs.impossible() && !Campaign::sample().stats.odd());
    }

    #[test]
    fn unknown_never_becomes_zero() {
        let s = Stats { failed: None, ..Campaign::sample().stats };
        assert_eq!((s.finished(), s.pending(), s.success_rate(), s.vendor_agrees()), (None, None, None, None));
        let none_finished = Stats { ok: Some(0), failed: Some(0), ..Campaign::sample().stats };
        assert_eq!(none_finished.success_rate(), None);
    }

    #[test]
    fn contradictions_are_noticed() {
        assert!(Stats { calls: Some(10), ..Campaign::sample().stats }.impossible());
        assert!(Stats { conversion: Some(1e6), ..Campaign::sample().stats }.impossible());
        assert!(Stats { ok: Some(-1), ..Campaign::sample().stats }.impossible());
        assert!(Stats { ok: Some(i64::MAX), ..Campaign::sample().stats }.finished().is_none());
    }
}
