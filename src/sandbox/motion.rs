//! How the numbers of a campaign move: all of them a pure function of the campaign and the time.
//!
//! Calls are placed at a rate for every hour of effort (see `calling`), each at its own moment within its share of time,
//! so that they come unevenly. Outcomes follow a few calls later: those in between are pending. Whether a call succeeds
//! follows from its number alone, so that counts never go back and the rates stay consistent with them.

use super::calling::Stretch;
use crate::api::wire;

/// The course of one campaign.
#[derive(Debug, Clone)]
pub(super) enum Course {
    /// Nothing moves.
    Still(wire::Stats),
    /// Calls are placed and answered.
    Moving(Moving),
}

/// A campaign that calls.
#[derive(Debug, Clone)]
pub(super) struct Moving {
    /// What makes this campaign differ from others with the same numbers.
    pub(super) salt: u64,
    /// The local second from which `rate` counts.
    pub(super) since: f64,
    /// When it calls. None at all for one that never does.
    pub(super) stretches: Vec<Stretch>,
    /// Calls for each hour of effort.
    pub(super) rate: f64,
    /// Calls placed before `since`.
    pub(super) made: f64,
    /// Calls whose outcome is not reported yet, at any moment in full swing.
    pub(super) under_way: f64,
    /// How many calls the list holds; `None` for one that never ends.
    pub(super) list: Option<u64>,
    /// The call with which everything stops, outcomes too.
    pub(super) stalls_at: Option<f64>,
    /// How its calls turn out.
    pub(super) outcomes: Outcomes,
}

/// How calls turn out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcomes {
    /// The share of calls that succeed, 0–1.
    pub(super) success: f64,
    /// From which call on the share is another one.
    pub(super) soured: Option<(f64, f64)>,
    /// Average sentiment, about.
    pub(super) sentiment: f64,
    /// Conversion rate in percent, about.
    pub(super) conversion: f64,
    /// Where in their slow waves the rates begin.
    pub(super) phase: f64,
}

impl Course {
    /// The numbers at local second `at`.
    pub(super) fn stats(&self, at: f64) -> wire::Stats {
        match self {
            Self::Still(stats) => stats.clone(),
            Self::Moving(moving) => moving.stats(at),
        }
    }
}

impl Moving {
    fn stats(&self, at: f64) -> wire::Stats {
        let effort: f64 = self.stretches.iter().map(|stretch| stretch.effort(self.since, at)).sum();
        self.stats_after(self.made + self.rate * effort)
    }

    /// The numbers once so many calls are due.
    pub(super) fn stats_after(&self, due: f64) -> wire::Stats {
        let progress = due.min(self.stalls_at.unwrap_or(f64::INFINITY));
        let bound = self.list.unwrap_or(u64::MAX);
        let calls = self.placed(progress).min(bound);
        let finished = self.placed((progress - self.under_way).max(0.0)).min(bound);
        self.outcomes.stats(calls, finished)
    }

    /// How many calls lie behind `progress`: call `n` is placed somewhere between `n` and `n + 1`.
    fn placed(&self, progress: f64) -> u64 {
        let whole = progress.floor();
        whole as u64 + u64::from(jitter(self.salt, whole as u64) < progress - whole)
    }
}

/// How many calls a wave of the success rate is long, over 2π.
const WAVE: f64 = 40.0;

impl Outcomes {
    fn stats(&self, calls: u64, finished: u64) -> wire::Stats {
        let n = finished as f64;
        let ok = self.successes(n);
        let wave = |length: f64| (n / length + self.phase).sin();
        let soured = self.soured.map_or(0.0, |(from, _)| (n - from).max(0.0) / n.max(1.0));
        let known = finished > 0;
        wire::Stats {
            total_calls: Some(calls as i64),
            success_calls: Some(ok as i64),
            success_calls_percentage: known.then(|| round(100.0 * ok / n, 10.0)),
            failed_calls: Some(finished as i64 - ok as i64),
            average_sentiment_score: known
                .then(|| round((self.sentiment + 0.04 * wave(180.0) - 0.4 * soured).clamp(0.0, 1.0), 100.0)),
            conversion_rate: known
                .then(|| round((self.conversion * (1.0 - 0.6 * soured) + 2.0 * wave(240.0)).clamp(0.0, 100.0), 10.0)),
        }
    }

    /// How many of the first `n` outcomes are successes: the whole part of a curve whose slope stays between 0 and 1,
    /// so that each outcome adds a success or none.
    fn successes(&self, n: f64) -> f64 {
        let (turn, later) = self.soured.unwrap_or((f64::INFINITY, self.success));
        let steepest = [self.success, 1.0 - self.success, later, 1.0 - later].into_iter().fold(1.0, f64::min);
        let swing = 0.4 * steepest * WAVE * ((n / WAVE + self.phase).sin() - self.phase.sin());
        (self.success * n.min(turn) + later * (n - turn).max(0.0) + swing).floor().clamp(0.0, n)
    }
}

fn round(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}

/// A number in 0..1 that `salt` and `n` decide.
fn jitter(salt: u64, n: u64) -> f64 {
    (mix(salt ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// What makes campaign `id` of a seed its own.
pub(super) fn salt(seed: u64, id: u64) -> u64 {
    mix(seed ^ mix(id))
}

/// Scatters the bits of `x` (the finaliser of `SplitMix64`).
pub(super) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::calling::Slots;
    use super::*;
    use crate::domain::campaign;

    fn moving() -> Moving {
        Moving {
            salt: 7,
            since: 0.0,
            stretches: vec![Stretch::always(Slots::new([(0, 1440)]))],
            rate: 60.0,
            made: 0.0,
            under_way: 3.0,
            list: Some(50),
            stalls_at: None,
            outcomes: Outcomes { success: 0.7, soured: None, sentiment: 0.6, conversion: 30.0, phase: 1.0 },
        }
    }

    fn numbers(moving: &Moving, at: f64) -> [i64; 3] {
        let stats = moving.stats(at);
        [stats.total_calls, stats.success_calls, stats.failed_calls].map(Option::unwrap)
    }

    #[test]
    fn outcomes_come_after_their_calls_and_all_come_in_the_end() {
        let moving = moving();
        assert_eq!(numbers(&moving, 0.0), [0, 0, 0]);
        assert_eq!(moving.stats(0.0).success_calls_percentage, None);
        let [calls, ok, failed] = numbers(&moving, 1200.0);
        assert!((20..=21).contains(&calls) && (2..=4).contains(&(calls - ok - failed)));
        let [calls, ok, failed] = numbers(&moving, 3600.0);
        assert_eq!((calls, ok + failed), (50, 50));
    }

    #[test]
    fn nothing_is_placed_before_its_time_whatever_the_salt() {
        for salt in 0..100 {
            assert_eq!(numbers(&Moving { salt, ..moving() }, 0.0), [0, 0, 0]);
        }
    }

    #[test]
    fn a_stalled_campaign_keeps_its_pending_calls() {
        let stalled = Moving { stalls_at: Some(30.0), ..moving() };
        let [calls, ok, failed] = numbers(&stalled, 3600.0);
        assert_eq!(numbers(&stalled, 9e6), [calls, ok, failed]);
        assert!((29..=31).contains(&calls) && calls - ok - failed >= 2);
    }

    #[test]
    fn a_campaign_that_sours_loses_success_sentiment_and_conversion() {
        let outcomes = Outcomes { soured: Some((100.0, 0.1)), ..moving().outcomes };
        let long = moving().outcomes.stats(1000, 1000);
        assert!((long.success_calls_percentage.unwrap() - 70.0).abs() < 2.0, "as long as it does not");
        let (before, after) = (outcomes.stats(100, 100), outcomes.stats(400, 400));
        assert!(before.success_calls_percentage.unwrap() > 60.0 && after.success_calls_percentage.unwrap() < 40.0);
        assert!(after.average_sentiment_score < before.average_sentiment_score);
        assert!(after.conversion_rate < before.conversion_rate);
    }

    #[test]
    fn one_without_stretches_never_calls() {
        assert_eq!(numbers(&Moving { stretches: Vec::new(), ..moving() }, 1e9), [0, 0, 0]);
    }

    prop_compose! {
        fn any_moving()(
            salt: u64,
            rate in 0.0..5000.0,
            made in 0.0..3000.0,
            under_way in 0.0..40.0,
            list in proptest::option::of(0_u64..4000),
            stalls_at in proptest::option::of(0.0..4000.0),
            success in 0.0..=1.0,
            soured in proptest::option::of((0.0..2000.0, 0.0..=1.0)),
            sentiment in 0.0..1.0,
            conversion in 0.0..100.0,
            phase in 0.0..6.3,
        ) -> Moving {
            let outcomes = Outcomes { success, soured, sentiment, conversion, phase };
            let made = f64::min(made, stalls_at.unwrap_or(f64::INFINITY));
            Moving { salt, rate, made, under_way, list, stalls_at, outcomes,
                stretches: vec![Stretch::always(Slots::company())], ..moving() }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn numbers_never_contradict_each_other_and_counts_never_go_back(
            moving in any_moving(), start in 0_u32..2_000_000, steps in proptest::collection::vec(1_u32..2000, 1..50)
        ) {
            let mut at = f64::from(start);
            let mut before = numbers(&moving, at);
            for step in steps {
                at += f64::from(step);
                let stats = moving.stats(at);
                let now = numbers(&moving, at);
                let [calls, ok, failed] = now;
                prop_assert!(ok >= 0 && failed >= 0 && ok + failed <= calls);
                prop_assert!(calls as u64 <= moving.list.unwrap_or(u64::MAX));
                prop_assert!(now.iter().zip(before).all(|(now, before)| *now >= before), "{before:?} then {now:?}");
                let exact = campaign::share(ok, ok + failed);
                prop_assert_eq!(stats.success_calls_percentage.is_some(), exact.is_some());
                let off = stats.success_calls_percentage.unwrap_or(0.0) - exact.unwrap_or(0.0);
                prop_assert!(off.abs() <= 0.05 + 1e-9);
                prop_assert!(stats.conversion_rate.is_none_or(|rate| (0.0..=100.0).contains(&rate)));
                before = now;
            }
        }
    }
}
