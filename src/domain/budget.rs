//! The request budget: what the server's rate-limit headers said, and what may still be asked.
//!
//! Two beliefs, and the smaller one counts: what the last headers left of their window, and our own count of requests in
//! the sliding hour, which never exceeds the limit (500 where no header ever named another). Time is the loop's
//! monotonic time; the wall clock plays no part (N24).

use std::collections::VecDeque;
use std::time::Duration;

/// Requests an hour, where no header says otherwise.
pub const DEFAULT_LIMIT: u32 = 500;

/// Requests that polling leaves for creating a campaign and looking for it (N27).
pub use super::launch::RESERVE;

/// How many requests of an hour's `limit` polling leaves alone: [`RESERVE`], or a quarter of a limit under 60, of which
/// nothing could ever be polled otherwise.
pub fn reserve(limit: u32) -> u32 {
    RESERVE.min(limit / 4)
}

/// The span of the limit.
pub const HOUR: Duration = Duration::from_secs(3600);

/// What one answer said about the rate limit. Each member is unknown when its header was absent or nonsense.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// `X-RateLimit-Limit`: requests an hour.
    pub limit: Option<u32>,
    /// `X-RateLimit-Remaining`: requests left in this window.
    pub remaining: Option<u32>,
    /// `X-RateLimit-Reset` as a wait from now (0–1 h), whichever way it was worded.
    pub reset: Option<Duration>,
    /// `Retry-After` as a wait from now (0–1 h).
    pub retry_after: Option<Duration>,
}

/// How many requests may still be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Requests left, the reserve included.
    pub remaining: u32,
    /// Requests an hour.
    pub limit: u32,
}

impl Left {
    /// What is left in percent, rounded down to steps of five, so that a header which shows it changes seldom.
    pub fn percent(self) -> u32 {
        (u64::from(self.remaining) * 20 / u64::from(self.limit.max(1))).min(20) as u32 * 5
    }
}

/// What we believe of the hour's requests.
#[derive(Debug, Clone, Default)]
pub struct Budget {
    limit: Option<u32>,
    window: Option<Window>,
    sent: SlidingHour,
}

/// The server's window, as its last headers described it.
#[derive(Debug, Clone, Copy)]
struct Window {
    /// Requests left in it, those sent since taken off.
    remaining: u32,
    /// When it ends.
    resets_at: Duration,
}

impl Budget {
    /// Notes a request that is being sent, whatever it is for.
    pub fn spend(&mut self, now: Duration) {
        self.sent.add(now);
        if let Some(window) = &mut self.window {
            window.remaining = window.remaining.saturating_sub(1);
        }
    }

    /// Folds in what an answer said. A limit of 0 is nonsense and ignored; a window without an end lasts at most an hour.
    pub fn fold(&mut self, said: RateLimit, now: Duration) {
        self.limit = said.limit.filter(|limit| *limit > 0).or(self.limit);
        if let Some(remaining) = said.remaining {
            let known_end = self.window_at(now).map(|window| window.resets_at);
            let end = said.reset.map(|wait| now + wait.min(HOUR)).or(known_end);
            self.window = Some(Window { remaining, resets_at: end.unwrap_or(now + HOUR) });
        }
    }

    /// Requests an hour: the server's word, else [`DEFAULT_LIMIT`].
    pub fn limit(&self) -> u32 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    /// How many requests are left.
    pub fn left(&self, now: Duration) -> Left {
        let limit = self.limit();
        let uncounted = limit.saturating_sub(self.sent.count(now));
        let remaining = self.window_at(now).map_or(uncounted, |window| window.remaining.min(uncounted));
        Left { remaining, limit }
    }

    /// How many requests this window of kaytop sent within the last hour.
    pub fn sent(&self, now: Duration) -> u32 {
        self.sent.count(now)
    }

    /// When the server's own window ends, where its last headers told of one that still lasts.
    pub fn resets_at(&self, now: Duration) -> Option<Duration> {
        self.window_at(now).map(|window| window.resets_at)
    }

    /// From when on polling may send a request without touching the reserve; in the past when it may now.
    pub fn free_from(&self) -> Duration {
        let counted = self.sent.below_from(self.limit() - self.reserve());
        match self.window {
            Some(window) if window.remaining <= self.reserve() => counted.max(window.resets_at),
            _ => counted,
        }
    }

    /// The shortest steady interval at which polling does not run dry before requests come back, in whole seconds.
    /// Zero while at least half of the limit is left, when there is no need to save, and where nothing is left to spread.
    pub fn pace(&self, now: Duration) -> Duration {
        let left = self.left(now);
        if left.remaining >= left.limit / 2 {
            return Duration::ZERO;
        }
        let for_polling = |remaining: u32| remaining.saturating_sub(self.reserve());
        let window = self.window_at(now);
        let window =
            window.and_then(|window| window.resets_at.saturating_sub(now).checked_div(for_polling(window.remaining)));
        // The n-th request to come back is waited for with what is left now and the n before it.
        let left_until = for_polling(left.limit.saturating_sub(self.sent.count(now)))..;
        let counted = self.sent.returns(now).zip(left_until).filter_map(|(wait, left)| wait.checked_div(left));
        let pace = counted.chain(window).max().unwrap_or_default();
        Duration::from_secs(pace.as_secs() + u64::from(pace.subsec_nanos() > 0))
    }

    /// How many requests polling leaves alone.
    pub fn reserve(&self) -> u32 {
        reserve(self.limit())
    }

    /// The server's window, while it lasts.
    fn window_at(&self, now: Duration) -> Option<Window> {
        self.window.filter(|window| now < window.resets_at)
    }
}

/// The times of what happened within the last hour.
#[derive(Debug, Clone, Default)]
pub struct SlidingHour(VecDeque<Duration>);

impl SlidingHour {
    /// Notes that it happened, and forgets what is over an hour old.
    pub fn add(&mut self, now: Duration) {
        self.0.drain(..self.left_by(now));
        self.0.push_back(now);
    }

    /// How often it happened in the hour before `now`.
    pub fn count(&self, now: Duration) -> u32 {
        (self.0.len() - self.left_by(now)) as u32
    }

    /// From when on the count is below `cap`, if nothing more happens.
    pub fn below_from(&self, cap: u32) -> Duration {
        let last_to_leave = self.0.len().checked_sub(cap as usize).and_then(|at| self.0.get(at));
        last_to_leave.map_or(Duration::ZERO, |at| *at + HOUR)
    }

    /// The waits until each leaves the hour, shortest first.
    fn returns(&self, now: Duration) -> impl Iterator<Item = Duration> {
        self.0.iter().skip(self.left_by(now)).map(move |at| (*at + HOUR).saturating_sub(now))
    }

    /// How many are over an hour old at `now`: the first ones.
    fn left_by(&self, now: Duration) -> usize {
        self.0.partition_point(|at| *at + HOUR <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn said(limit: u32, remaining: u32, reset: u64) -> RateLimit {
        RateLimit { limit: Some(limit), remaining: Some(remaining), reset: Some(secs(reset)), retry_after: None }
    }

    #[test]
    fn without_headers_the_sliding_hour_is_counted() {
        let mut budget = Budget::default();
        assert_eq!(budget.left(secs(0)), Left { remaining: 500, limit: 500 });
        for second in 0..10 {
            budget.spend(secs(second));
        }
        assert_eq!(budget.left(secs(10)).remaining, 490);
        assert_eq!(budget.left(secs(3600)).remaining, 491);
        assert_eq!(budget.left(secs(3609)).remaining, 500);
    }

    #[test]
    fn headers_rule_until_their_window_ends() {
        let mut budget = Budget::default();
        budget.fold(said(2000, 40, 600), secs(100));
        budget.spend(secs(101));
        assert_eq!(budget.left(secs(101)), Left { remaining: 39, limit: 2000 });
        assert_eq!(budget.left(secs(700)), Left { remaining: 1999, limit: 2000 });
    }

    #[test]
    fn our_own_count_holds_also_where_a_window_has_just_begun() {
        let mut budget = Budget::default();
        for second in 0..400 {
            budget.spend(secs(second));
        }
        budget.fold(said(500, 499, 3600), secs(400));
        assert_eq!(budget.left(secs(400)).remaining, 100);
    }

    #[test]
    fn nonsense_and_half_a_word_do_no_harm() {
        let mut budget = Budget::default();
        budget.fold(said(0, 3, 0), secs(10));
        assert_eq!(budget.left(secs(10)), Left { remaining: 500, limit: 500 });
        budget.fold(RateLimit { remaining: Some(7), ..RateLimit::default() }, secs(10));
        assert_eq!((budget.left(secs(3609)).remaining, budget.left(secs(3610)).remaining), (7, 500));
        budget.fold(RateLimit { remaining: Some(6), ..RateLimit::default() }, secs(20));
        assert_eq!(budget.left(secs(3610)).remaining, 500, "the window that was known keeps its end");
    }

    #[test]
    fn polling_waits_for_the_reset_rather_than_spend_the_reserve() {
        let mut budget = Budget::default();
        budget.fold(said(500, 16, 900), secs(100));
        assert_eq!(budget.free_from(), Duration::ZERO);
        budget.spend(secs(100));
        assert_eq!(budget.free_from(), secs(1000));
        assert_eq!(budget.left(secs(100)).remaining, RESERVE);
    }

    #[test]
    fn a_tiny_limit_still_lets_something_through() {
        let mut budget = Budget::default();
        budget.fold(RateLimit { limit: Some(8), ..RateLimit::default() }, secs(0));
        for second in 0..6 {
            assert_eq!(budget.free_from(), Duration::ZERO);
            budget.spend(secs(second));
        }
        assert_eq!(budget.free_from(), secs(3600));
    }

    #[test]
    fn the_pace_saves_only_when_half_is_gone() {
        let mut budget = Budget::default();
        budget.fold(said(500, 250, 2000), secs(0));
        assert_eq!(budget.pace(secs(0)), Duration::ZERO);
        budget.fold(said(500, 115, 2000), secs(0));
        assert_eq!(budget.pace(secs(0)), secs(20));
        assert_eq!(budget.pace(secs(2000)), Duration::ZERO);
    }

    #[test]
    fn the_counted_pace_looks_past_the_first_request_that_comes_back() {
        let mut budget = Budget::default();
        budget.spend(secs(0));
        for second in 3000..3300 {
            budget.spend(secs(second));
        }
        // 199 left, 184 of them for polling; one comes back at 3600, the others from 6600 on.
        assert_eq!(budget.pace(secs(3300)), secs(18));
    }

    #[test]
    fn percent_goes_in_steps_of_five_and_never_promises_more() {
        let percent = |remaining| Left { remaining, limit: 500 }.percent();
        assert_eq!([500, 499, 440, 24, 0].map(percent), [100, 95, 85, 0, 0]);
        assert_eq!(Left { remaining: 9, limit: 0 }.percent(), 100);
    }

    proptest! {
        #[test]
        fn without_headers_at_most_500_go_out_in_any_sliding_hour(gaps in proptest::collection::vec(0u64..12_000, 600..1500)) {
            let mut budget = Budget::default();
            let (mut now, mut sent) = (Duration::ZERO, Vec::new());
            for gap in gaps {
                now += Duration::from_millis(gap);
                if budget.left(now).remaining > 0 {
                    budget.spend(now);
                    sent.push(now);
                }
            }
            prop_assert!(sent.windows(501).all(|hour| hour[500] >= hour[0] + HOUR));
        }
    }
}
