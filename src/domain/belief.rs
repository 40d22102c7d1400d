//! Whether a list is believed.
//!
//! A list that lacks most of what the one before it held is more often a server's trouble than the truth: nobody deletes
//! half of a company's campaigns between two looks. Such an answer is believed when it comes again after a while. The
//! first answer cannot be compared with another and is believed. Start with [`Belief::judge`].

use std::time::Duration;

/// How long after its first appearance a doubtful answer must come again to be believed.
pub const AGAIN: Duration = Duration::from_secs(30);
/// Growth by fewer rows than these is no news, however short the list was.
const REMARKABLE: usize = 3;

/// What was believed last, and what waits to be believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Belief {
    /// How many campaigns the last believed list had.
    rows: Option<usize>,
    doubted: Option<Came>,
    grown: Option<Grown>,
}

/// A list of so many campaigns, and when the first like it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Came {
    rows: usize,
    first: Duration,
}

/// A list that grew to twice its rows, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Grown {
    from: usize,
    at: Duration,
}

/// Why a list is not believed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// How many campaigns it has.
    pub rows: usize,
    /// How many the last believed one had.
    pub of: usize,
}

impl Belief {
    /// A belief that begins with a list of so many campaigns, seen at another time.
    pub fn since(rows: usize) -> Self {
        Self { rows: Some(rows), ..Self::default() }
    }

    /// The last list that was believed had so many campaigns, whoever read it.
    pub fn last_had(&mut self, rows: usize) {
        self.rows = Some(rows);
    }

    /// Whether anything was believed yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_none()
    }

    /// Judges a list of so many campaigns that came at that time.
    ///
    /// # Errors
    /// It is not believed yet.
    pub fn judge(&mut self, rows: usize, at: Duration) -> Result<(), Doubt> {
        if let Some(of) = self.rows.filter(|of| is_less_than_half(rows, *of)) {
            let like = |came: &Came| !is_less_than_half(rows, came.rows) && !is_less_than_half(came.rows, rows);
            let came = self.doubted.filter(like).unwrap_or(Came { rows, first: at });
            if at.saturating_sub(came.first) < AGAIN {
                self.doubted = Some(came);
                return Err(Doubt { rows, of });
            }
        }
        let twice = |from: &usize| rows >= from.saturating_mul(2) && *from > 0 && rows >= from + REMARKABLE;
        self.grown = match self.rows.filter(twice) {
            Some(from) => Some(Grown { from, at }),
            None => self.grown.filter(|grown| at.saturating_sub(grown.at) < AGAIN),
        };
        (self.rows, self.doubted) = (Some(rows), None);
        Ok(())
    }

    /// How many campaigns there were before the list grew to at least twice as many, for as long as that is news.
    pub fn grown_from(&self) -> Option<usize> {
        self.grown.map(|grown| grown.from)
    }
}

/// Whether `rows` are less than half of `of`; none of some are.
fn is_less_than_half(rows: usize, of: usize) -> bool {
    rows.saturating_mul(2) < of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Judges lists of so many rows that came after so many seconds.
    fn judged(lists: &[(usize, u64)]) -> Vec<bool> {
        let mut belief = Belief::default();
        lists.iter().map(|&(rows, seconds)| belief.judge(rows, after(seconds)).is_ok()).collect()
    }

    #[test]
    fn the_first_answer_is_believed_and_less_than_half_of_it_is_not() {
        assert_eq!(judged(&[(0, 0), (9, 1), (5, 2), (3, 3), (1, 4)]), [true, true, true, true, false]);
        assert_eq!(judged(&[(143, 0), (0, 5)]), [true, false]);
        assert_eq!(judged(&[(1, 0), (0, 5)]), [true, false]);
    }

    #[test]
    fn a_doubtful_answer_is_believed_when_it_comes_again_after_thirty_seconds_and_not_before() {
        let every_five = [(143, 0), (0, 5), (0, 10), (0, 15), (0, 20), (0, 25), (0, 30), (0, 34), (0, 35), (0, 40)];
        let believed = judged(&every_five);
        assert_eq!(believed.iter().position(|believed| *believed), Some(0));
        assert_eq!(believed, [true, false, false, false, false, false, false, false, true, true]);
        assert_eq!(judged(&[(143, 0), (12, 5), (13, 60), (12, 61)]), [true, false, true, true], "about the same");
    }

    #[test]
    fn another_doubtful_answer_begins_anew_and_a_good_one_ends_the_doubt() {
        assert_eq!(judged(&[(143, 0), (60, 5), (2, 40), (2, 60), (2, 70)]), [true, false, false, false, true]);
        assert_eq!(judged(&[(143, 0), (0, 5), (143, 10), (0, 36)]), [true, false, true, false]);
    }

    #[test]
    fn what_is_not_believed_says_how_much_it_lacks() {
        let mut belief = Belief::since(143);
        assert_eq!(belief.judge(3, after(0)), Err(Doubt { rows: 3, of: 143 }));
        assert_eq!(belief.judge(100, after(1)), Ok(()));
    }

    #[test]
    fn twice_the_rows_are_news_for_a_while() {
        let mut belief = Belief::default();
        let mut grown = |rows, seconds| {
            belief.judge(rows, after(seconds)).unwrap();
            belief.grown_from()
        };
        assert_eq!([grown(143, 0), grown(285, 5), grown(286, 6)], [None, None, None]);
        assert_eq!([grown(572, 10), grown(572, 39), grown(572, 40)], [Some(286), Some(286), None]);
        let mut belief = Belief::since(1);
        belief.judge(2, after(0)).unwrap();
        assert_eq!(belief.grown_from(), None, "one more campaign is no sign of anything");
    }
}
