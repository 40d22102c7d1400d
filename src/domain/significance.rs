//! Whether two success rates differ by more than chance would give. The one answer to that in the program: whatever
//! says "clearly better" or colours a rate asks here.
//!
//! [`Proportion::against`] compares two that were counted apart. A campaign is part of the pool that it stands beside, and a
//! thing is not compared with itself: so the test is made against the rest of the pool ([`Proportion::without`]), while
//! the screen shows the pool's own rate. Both tell the same direction, since the pool lies between a part and its rest.
//!
//! The tests, where they come from, and what each is called elsewhere:
//!
//! - A count below 5 is expected somewhere: Fisher's exact test, two-sided, adding up every table that is no likelier than
//!   the one at hand (R's `fisher.test`, `scipy.stats.fisher_exact`). The limit is Cochran's (1954).
//! - Else the z-test of two proportions, pooled and without correction for continuity (R's `prop.test(correct =
//!   FALSE)`, `statsmodels`' `proportions_ztest`).
//! - The range of the difference: Newcombe (1998), "Interval estimation for the difference between independent
//!   proportions", Statistics in Medicine 17, method 10, made of the two Wilson ranges.
//! - Several comparisons at once: Holm (1979), [`holm`]; for one of very many, [`Comparison::among`] multiplies by their
//!   number, as Bonferroni and the first step of Holm do, so that no colour is handed out because somebody is always first.

use super::confidence::{Range, wilson};

/// What chance gives less often than this is more than chance.
const LEVEL: f64 = 0.05;

/// Below this expected count the normal distribution is no good picture of counts.
const SMALL: f64 = 5.0;

/// By how much the likelihood of an equally likely table may seem larger, as computing makes it.
const EQUALLY_LIKELY: f64 = 1.0 + 1e-7;

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The first is better, beyond chance.
    Better,
    /// The first is worse, beyond chance.
    Worse,
    /// They may well be the same, and there are calls enough to say so.
    WithinChance,
    /// They may well be the same or far apart: one of them has too few calls.
    TooFew,
}

impl Evidence {
    /// In words, as of the first of the two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => "clearly better",
            Self::Worse => "clearly worse",
            Self::WithinChance => "within chance",
            Self::TooFew => "too few to say",
        }
    }
}

/// A counted share: so many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    part: i128,
    whole: i128,
}

impl Proportion {
    /// `None` where there is nothing to divide by and where the counts contradict each other.
    pub fn new(part: impl Into<i128>, whole: impl Into<i128>) -> Option<Self> {
        let (part, whole) = (part.into(), whole.into());
        (whole > 0 && (0..=whole).contains(&part)).then_some(Self { part, whole })
    }

    /// What it is a share of.
    pub fn whole(self) -> i128 {
        self.whole
    }

    /// In percent.
    pub fn percent(self) -> f64 {
        100.0 * self.part as f64 / self.whole as f64
    }

    /// From 0 to 1.
    fn share(self) -> f64 {
        self.part as f64 / self.whole as f64
    }

    /// The others of the whole.
    fn rest(self) -> i128 {
        self.whole - self.part
    }

    /// The share of the others.
    fn turned(self) -> Self {
        Self { part: self.rest(), ..self }
    }

    /// Where the true rate probably lies.
    pub fn range(self) -> Option<Range> {
        wilson(self.part, self.whole)
    }

    /// Whether so few were counted that the rate says little.
    pub fn is_of_few(self) -> bool {
        self.range().is_none_or(Range::is_wide)
    }

    /// What is left of it without one of its parts; `None` where nothing is, or `part` is no part of it.
    pub fn without(self, part: Self) -> Option<Self> {
        Self::new(self.part.checked_sub(part.part)?, self.whole.checked_sub(part.whole)?)
    }

    /// Compares two proportions that have no call in common.
    pub fn against(self, other: Self) -> Comparison {
        let (own, others) = (self.share(), other.share());
        let p = if smallest_expected(self, other) < SMALL { fisher(self, other) } else { z_test(self, other) };
        let (low, high) = newcombe(self, other);
        Comparison { points: 100.0 * (own - others), low, high, p, few: self.is_of_few() || other.is_of_few() }
    }
}

/// How one proportion stands beside another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The first less the second, in percentage points.
    pub points: f64,
    /// Where the true difference probably lies (95 %), in points: the lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How often chance alone gives a difference that is as unlikely.
    pub p: f64,
    /// Whether one of the two was counted on few.
    few: bool,
}

impl Comparison {
    /// What it says when it is the only one made.
    pub fn evidence(&self) -> Evidence {
        self.evidence_at(self.p)
    }

    /// What it says as one of so many that are made at once.
    pub fn among(&self, comparisons: usize) -> Evidence {
        self.evidence_at(self.p * comparisons.max(1) as f64)
    }

    fn evidence_at(&self, p: f64) -> Evidence {
        match (p < LEVEL, self.few) {
            (true, _) if self.points > 0.0 => Evidence::Better,
            (true, _) if self.points < 0.0 => Evidence::Worse,
            // A difference that is smaller than computing can tell has no direction.
            (_, true) => Evidence::TooFew,
            (_, false) => Evidence::WithinChance,
        }
    }
}

/// What several comparisons that are made at once say, each in its place.
pub fn evidence_of_all(comparisons: &[Comparison]) -> Vec<Evidence> {
    let adjusted = holm(&comparisons.iter().map(|one| one.p).collect::<Vec<_>>());
    comparisons.iter().zip(adjusted).map(|(one, p)| one.evidence_at(p)).collect()
}

/// The p-values as they count when all of them are looked at: Holm's step-down correction (R's `p.adjust`), each in its
/// place.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut ranked: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut adjusted = vec![1.0; p.len()];
    let mut largest = 0.0_f64;
    for (rank, (place, p)) in ranked.into_iter().enumerate() {
        largest = largest.max(p * (adjusted.len() - rank) as f64).min(1.0);
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = largest;
        }
    }
    adjusted
}

/// The smallest of the four counts that two equal rates would give.
fn smallest_expected(a: Proportion, b: Proportion) -> f64 {
    let (m, n) = (a.whole as f64, b.whole as f64);
    let parts = a.part as f64 + b.part as f64;
    let rests = a.rest() as f64 + b.rest() as f64;
    m.min(n) * (parts.min(rests) / (m + n))
}

/// The two-sided p-value of the z-test of two proportions.
fn z_test(a: Proportion, b: Proportion) -> f64 {
    let (m, n) = (a.whole as f64, b.whole as f64);
    let pooled = (a.part as f64 + b.part as f64) / (m + n);
    let spread = (pooled * (1.0 - pooled) * (1.0 / m + 1.0 / n)).sqrt();
    if spread > 0.0 { erfc((a.share() - b.share()).abs() / spread / std::f64::consts::SQRT_2) } else { 1.0 }
}

/// The two-sided p-value of Fisher's exact test. The tables with the sums of the one at hand are told apart by one count;
/// the walk over them begins at the likeliest and ends where nothing is left to add, which is soon where counts are small.
fn fisher(one: Proportion, other: Proportion) -> f64 {
    // Turned so that the count walked over is the one that is expected to be the smallest.
    let (one, other) = if one.whole <= other.whole { (one, other) } else { (other, one) };
    let rarer = one.part.saturating_add(other.part) <= one.rest().saturating_add(other.rest());
    let (one, other) = if rarer { (one, other) } else { (one.turned(), other.turned()) };
    let (m, n) = (one.whole as f64, other.whole as f64);
    let parts = one.part as f64 + other.part as f64;
    let (least, most) = ((parts - n).max(0.0), m.min(parts));
    let likeliest = (((m + 1.0) * ((parts + 1.0) / (m + n + 2.0))).floor()).clamp(least, most);
    // How much likelier than a table is the next one.
    let up = |k: f64| (parts - k) * (m - k) / ((k + 1.0) * (n - parts + k + 1.0));
    let found = one.part as f64;
    let of_found = likelihood(likeliest, found, up);
    let (mut all, mut unlikely) = (0.0, 0.0);
    let mut add = |likelihood: f64| {
        all += likelihood;
        if likelihood <= of_found * EQUALLY_LIKELY {
            unlikely += likelihood;
        }
        likelihood > f64::EPSILON * of_found
    };
    let (mut k, mut likelihood) = (likeliest, 1.0);
    while add(likelihood) && k < most {
        likelihood *= up(k);
        k += 1.0;
    }
    (k, likelihood) = (likeliest, 1.0);
    while k > least {
        k -= 1.0;
        likelihood /= up(k);
        if !add(likelihood) {
            break;
        }
    }
    (unlikely / all).clamp(0.0, 1.0)
}

/// The likelihood of the table `to`, in that of the table `from`; 0 where it is too small for a number.
fn likelihood(from: f64, to: f64, up: impl Fn(f64) -> f64) -> f64 {
    let (mut k, mut likelihood) = (from, 1.0);
    while k < to && likelihood > 0.0 {
        likelihood *= up(k);
        k += 1.0;
    }
    while k > to && likelihood > 0.0 {
        k -= 1.0;
        likelihood /= up(k);
    }
    likelihood
}

/// Where the true difference probably lies, in points.
fn newcombe(a: Proportion, b: Proportion) -> (f64, f64) {
    let (own, others) = (100.0 * a.share(), 100.0 * b.share());
    let (Some(range), Some(beside)) = (a.range(), b.range()) else { return (-100.0, 100.0) };
    let low = (own - range.low).hypot(beside.high - others);
    let high = (range.high - own).hypot(others - beside.low);
    ((own - others - low).max(-100.0), (own - others + high).min(100.0))
}

/// The complementary error function of a number from 0 on: Abramowitz and Stegun 7.1.6 near 0, else the continued
/// fraction 7.1.14 from its far end.
fn erfc(x: f64) -> f64 {
    const NEAR: f64 = 2.0;
    const TERMS: u32 = 100;
    let bell = (-x * x).exp() / std::f64::consts::PI.sqrt();
    if x < NEAR {
        let (mut term, mut sum) = (x, x);
        for n in 1..TERMS {
            term *= 2.0 * x * x / f64::from(2 * n + 1);
            sum += term;
        }
        return (1.0 - 2.0 * bell * sum).clamp(0.0, 1.0);
    }
    let fraction = (1..=TERMS).rev().fold(x, |below, n| x + f64::from(n) / 2.0 / below);
    bell / fraction
}

#[cfg(test)]
mod tests;
