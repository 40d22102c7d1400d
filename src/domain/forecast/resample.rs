//! Futures from the past: each is made of open days that were, drawn at random and whole, so that the rhythm of a day and
//! its good or bad luck stay together.
//!
//! Few days tell little of what days are like. So each future first draws as many days as there are and takes their mean
//! for the true pace, and the distance of its days from the mean is widened by a factor of its own: on average by n/(n−1)
//! in variance, and spread as that of a sample of n from a normal population is, which makes the sums of days Student-t
//! distributed, as forecasts from so few days have to be.

use fastrand::Rng;

use super::observed::Day;
use super::{Ahead, Finish, Range};
use crate::domain::time::Date;

/// So many futures are made.
const PATHS: usize = 1000;
/// The parts of the futures below a range of 50 % and above it, and below and above one of 85 %.
const HALF: (f64, f64) = (0.25, 0.75);
const MOST: (f64, f64) = (0.075, 0.925);

/// What may happen on the days that come.
#[derive(Debug)]
pub(super) struct Futures {
    /// The day that has begun, if one has, and those that come.
    dates: Vec<Date>,
    begun: bool,
    /// The calls of each future up to the end of each of these days.
    paths: Vec<Vec<f64>>,
}

impl Futures {
    /// From days that were; of the one that has `begun`, so many open seconds have passed of so many.
    pub(super) fn of(days: &[Day], begun: Option<(Date, i64, i64)>, ahead: &[(Date, i64)]) -> Self {
        let mut rng = Rng::with_seed(seed(days));
        let count = days.len().max(2);
        let rates: Vec<f64> = days.iter().map(|day| day.calls() as f64 / day.open.max(1) as f64).collect();
        let mean = rates.iter().sum::<f64>() / days.len().max(1) as f64;
        let rests: Vec<f64> =
            begun.map_or_else(Vec::new, |(_, elapsed, _)| days.iter().map(|day| day.after(elapsed)).collect());
        let rest = rests.iter().sum::<f64>() / rests.len().max(1) as f64;
        let distances = distances(days, &rates, mean);
        let pick = |rng: &mut Rng, from: &[f64]| rng.choice(from).copied().unwrap_or_default();
        let paths = (0..PATHS)
            .map(|_| {
                let wide = (count as f64 / (count - 1) as f64).sqrt() * spread(&mut rng, count - 1);
                let shift = (0..count).map(|_| pick(&mut rng, &distances)).sum::<f64>() / count as f64;
                let mut calls = 0.0;
                let mut path = Vec::with_capacity(ahead.len() + 1);
                if let Some((_, elapsed, whole)) = begun {
                    let left = (whole - elapsed).max(0) as f64;
                    calls += (rest + wide * (pick(&mut rng, &rests) - rest + shift * left)).max(0.0);
                    path.push(calls);
                }
                for (_, open) in ahead {
                    let rate = mean + wide * (shift + pick(&mut rng, &distances));
                    calls += (rate * *open as f64).max(0.0);
                    path.push(calls);
                }
                path
            })
            .collect();
        let dates = begun.into_iter().map(|(date, ..)| date).chain(ahead.iter().map(|(date, _)| *date)).collect();
        Self { dates, begun: begun.is_some(), paths }
    }

    /// The calls of the first day that has not begun.
    pub(super) fn next_day(&self) -> Option<Ahead> {
        let place = usize::from(self.begun);
        let before = |path: &Vec<f64>| place.checked_sub(1).and_then(|before| path.get(before)).copied().unwrap_or(0.0);
        self.ahead(place, |path| path.get(place).map(|calls| calls - before(path)))
    }

    /// All calls up to the end of the so many'th day that has not begun.
    pub(super) fn until(&self, days: usize) -> Option<Ahead> {
        let place = (usize::from(self.begun) + days).checked_sub(1)?;
        self.ahead(place, |path| path.get(place).copied())
    }

    fn ahead(&self, place: usize, calls: impl Fn(&Vec<f64>) -> Option<f64>) -> Option<Ahead> {
        let mut sorted: Vec<f64> = self.paths.iter().filter_map(calls).collect();
        sorted.sort_by(f64::total_cmp);
        let range = |(low, high)| {
            Some(Range { low: part(&sorted, low)?.floor() as i64, high: part(&sorted, high)?.ceil() as i64 })
        };
        Some(Ahead { until: *self.dates.get(place)?, half: range(HALF)?, most: range(MOST)? })
    }

    /// When so many calls more are made.
    pub(super) fn finish(&self, cases: i64, left: i64) -> Finish {
        let Some(last) = self.dates.last().copied().filter(|_| left > 0) else { return Finish::Reached { cases } };
        let mut places: Vec<usize> =
            self.paths.iter().map(|path| path.partition_point(|calls| *calls < left as f64)).collect();
        places.sort_unstable();
        let day = |share| part(&places, share).and_then(|place| self.dates.get(place).copied());
        let range = |(low, high)| [day(low), day(high)];
        Finish::On { cases, half: range(HALF), most: range(MOST), last }
    }
}

/// What lies so far along a sorted course.
fn part<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((last as f64 * share).round() as usize).copied()
}

/// How far the days lie from their mean. Where all are alike, as far as calls do that come as a Poisson stream.
fn distances(days: &[Day], rates: &[f64], mean: f64) -> Vec<f64> {
    let own: Vec<f64> = rates.iter().map(|rate| rate - mean).collect();
    if own.iter().any(|distance| distance.abs() > f64::EPSILON) {
        return own;
    }
    let open = days.iter().map(|day| day.open).sum::<i64>() as f64 / days.len().max(1) as f64;
    let chance = (mean / open.max(1.0)).sqrt();
    vec![chance, -chance]
}

/// By what the spread of a sample may differ from the true one: the root of n over a χ² of n degrees of freedom.
fn spread(rng: &mut Rng, degrees: usize) -> f64 {
    let squares: f64 = (0..degrees).map(|_| normal(rng).powi(2)).sum();
    (degrees as f64 / squares.max(f64::MIN_POSITIVE)).sqrt()
}

/// A number from the standard normal distribution, by Box and Muller.
fn normal(rng: &mut Rng) -> f64 {
    let (radius, angle) = (1.0 - rng.f64(), rng.f64());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

/// The same days give the same futures.
fn seed(days: &[Day]) -> u64 {
    let figures = days.iter().flat_map(|day| day.hours.iter().chain([&day.open]));
    // Fowler, Noll and Vo's hash.
    figures
        .fold(0xcbf2_9ce4_8422_2325, |hash, figure| (hash ^ figure.cast_unsigned()).wrapping_mul(0x0000_0100_0000_01b3))
}
