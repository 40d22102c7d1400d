//! A day that is over, packed: when it was read, each campaign's last figures, and in a block of its own what each had
//! before.
//!
//! A block walks back from the campaign's last figures, so that these stand in one place only. Its columns hold what
//! each step takes off: mostly nothing or one. The vendor's rate is kept as its difference from what the counts give,
//! which is mostly none. Everything ends in a checksum: what is damaged is no answer.

use super::column::{put, put_varint, take, take_varint};
use super::rates::{Scaled, scale};
use super::{Figures, Second};

/// A campaign's figures from a reading of the day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Which of the day's readings, from 0.
    pub reading: usize,
    /// What it said.
    pub figures: Figures,
}

/// What a campaign ended the day with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// The campaign.
    pub id: i64,
    /// Its last change.
    pub last: Step,
}

/// Packs when a day was read: moments, rising.
pub fn seal_readings(moments: &[Second]) -> Vec<u8> {
    let mut out = Vec::new();
    put_rising(&mut out, &moments.iter().map(|moment| moment.0).collect::<Vec<_>>());
    with_checksum(out)
}

/// The moments again; `None` where they are damaged.
pub fn open_readings(sealed: &[u8]) -> Option<Vec<Second>> {
    let from = &mut checked(sealed)?;
    Some(take_rising(from)?.into_iter().map(Second).collect())
}

/// Packs what campaigns ended a day with, by id, rising.
pub fn seal_ends(ends: &[End]) -> Vec<u8> {
    let mut out = Vec::new();
    put_rising(&mut out, &ends.iter().map(|end| end.id).collect::<Vec<_>>());
    let steps: Vec<Step> = ends.iter().map(|end| end.last).collect();
    put(&mut out, &steps.iter().map(|step| i64::try_from(step.reading).ok()).collect::<Vec<_>>());
    put_figures(&mut out, &steps, None);
    with_checksum(out)
}

/// The ends again; `None` where they are damaged.
pub fn open_ends(sealed: &[u8]) -> Option<Vec<End>> {
    let from = &mut checked(sealed)?;
    let ids = take_rising(from)?;
    let readings = take(from, ids.len())?;
    let figures = take_figures(from, ids.len(), None)?;
    let ends = ids.into_iter().zip(readings).zip(figures);
    ends.map(|((id, reading), figures)| Some(End { id, last: step(reading, figures)? })).collect()
}

/// Packs what a campaign had before its last change of a day: nothing where there was no other. `steps` are all of the
/// day, oldest first.
pub fn seal_block(steps: &[Step]) -> Vec<u8> {
    let Some((last, earlier)) = steps.split_last().filter(|(_, earlier)| !earlier.is_empty()) else {
        return Vec::new();
    };
    let earlier: Vec<Step> = earlier.iter().rev().copied().collect();
    let mut out = Vec::new();
    put_varint(&mut out, earlier.len() as u64);
    let readings = earlier.iter().map(|step| i64::try_from(step.reading).ok()).collect();
    put(&mut out, &self::steps(readings, last.reading as i64));
    put_figures(&mut out, &earlier, Some(last.figures));
    with_checksum(out)
}

/// All changes of the day again, oldest first; `None` where they are damaged.
pub fn open_block(sealed: &[u8], last: Step) -> Option<Vec<Step>> {
    if sealed.is_empty() {
        return Some(vec![last]);
    }
    let from = &mut checked(sealed)?;
    let len = take_varint(from)?.try_into().ok()?;
    let readings = values(take(from, len)?, last.reading as i64);
    let figures = take_figures(from, len, Some(last.figures))?;
    let earlier = readings.into_iter().zip(figures).map(|(reading, figures)| step(reading, figures));
    let mut steps = earlier.collect::<Option<Vec<Step>>>()?;
    steps.reverse();
    steps.push(last);
    Some(steps)
}

fn step(reading: Option<i64>, figures: Figures) -> Option<Step> {
    Some(Step { reading: reading?.try_into().ok()?, figures })
}

fn put_figures(out: &mut Vec<u8>, steps: &[Step], after: Option<Figures>) {
    let column = |of: fn(&Figures) -> Option<i64>| {
        let numbers: Vec<_> = steps.iter().map(|step| of(&step.figures)).collect();
        match after {
            Some(after) => self::steps(numbers, of(&after).unwrap_or(0)),
            None => numbers,
        }
    };
    put(out, &column(|figures| figures.calls));
    put(out, &column(|figures| figures.ok));
    put(out, &column(|figures| figures.failed));

    let vendor: Vec<_> = steps.iter().map(|step| step.figures.vendor_rate).collect();
    let scaled = Scaled::new(&vendor);
    scaled.put_head(out);
    let differences = scaled
        .numbers
        .iter()
        .zip(steps)
        .map(|(number, step)| number.map(|number| number.wrapping_sub(expected(&step.figures, scaled.decimals))));
    put(out, &differences.collect::<Vec<_>>());

    for of in [|figures: &Figures| figures.sentiment, |figures: &Figures| figures.conversion] {
        let rates: Vec<_> = steps.iter().map(|step| of(&step.figures)).collect();
        let scaled = Scaled::new(&rates);
        scaled.put_head(out);
        match after {
            Some(after) => put(out, &self::steps(scaled.numbers, base(of(&after), scaled.decimals))),
            None => put(out, &scaled.numbers),
        }
    }
}

fn take_figures(from: &mut &[u8], len: usize, after: Option<Figures>) -> Option<Vec<Figures>> {
    let column = |from: &mut &[u8], of: fn(&Figures) -> Option<i64>| {
        let numbers = take(from, len)?;
        Some(match after {
            Some(after) => values(numbers, of(&after).unwrap_or(0)),
            None => numbers,
        })
    };
    let calls = column(from, |figures| figures.calls)?;
    let ok = column(from, |figures| figures.ok)?;
    let failed = column(from, |figures| figures.failed)?;
    let counts = calls.into_iter().zip(ok).zip(failed);
    let mut figures: Vec<Figures> =
        counts.map(|((calls, ok), failed)| Figures { calls, ok, failed, ..Figures::default() }).collect();

    let mut scaled = Scaled::take_head(from)?;
    let differences = take(from, len)?.into_iter().zip(&figures);
    scaled.numbers = differences
        .map(|(number, figures)| number.map(|number| number.wrapping_add(expected(figures, scaled.decimals))))
        .collect();
    figures.iter_mut().zip(scaled.rates()).for_each(|(figures, rate)| figures.vendor_rate = rate);

    let mut rates = |of: fn(&Figures) -> Option<f64>| {
        let mut scaled = Scaled::take_head(from)?;
        let numbers = take(from, len)?;
        scaled.numbers = match after {
            Some(after) => values(numbers, base(of(&after), scaled.decimals)),
            None => numbers,
        };
        Some(scaled.rates())
    };
    let sentiment = rates(|figures| figures.sentiment)?;
    let conversion = rates(|figures| figures.conversion)?;
    for ((figures, sentiment), conversion) in figures.iter_mut().zip(sentiment).zip(conversion) {
        (figures.sentiment, figures.conversion) = (sentiment, conversion);
    }
    Some(figures)
}

/// The vendor's rate as the counts give it, in units of so many decimals.
fn expected(figures: &Figures, decimals: u8) -> i64 {
    let rate = || {
        let (ok, finished) = (figures.ok?, figures.ok?.checked_add(figures.failed?)?);
        (finished > 0).then(|| (100.0 * 10_f64.powi(decimals.into()) * ok as f64 / finished as f64).round() as i64)
    };
    rate().unwrap_or(0)
}

fn base(rate: Option<f64>, decimals: u8) -> i64 {
    rate.and_then(|rate| scale(rate, decimals)).unwrap_or(0)
}

/// Packs numbers that rise.
fn put_rising(out: &mut Vec<u8>, numbers: &[i64]) {
    put_varint(out, numbers.len() as u64);
    if let Some((first, _)) = numbers.split_first() {
        out.extend_from_slice(&first.to_le_bytes());
        let gaps = numbers.iter().zip(numbers.iter().skip(1)).map(|(a, b)| Some(b.wrapping_sub(*a)));
        put(out, &gaps.collect::<Vec<_>>());
    }
}

fn take_rising(from: &mut &[u8]) -> Option<Vec<i64>> {
    let len: usize = take_varint(from)?.try_into().ok()?;
    if len == 0 {
        return Some(Vec::new());
    }
    let (first, rest) = from.split_first_chunk()?;
    *from = rest;
    let mut number = i64::from_le_bytes(*first);
    let mut numbers = vec![number];
    for gap in take(from, len - 1)? {
        number = number.wrapping_add(gap?);
        numbers.push(number);
    }
    Some(numbers)
}

/// What each number takes off the known one before it, the first off `from`.
fn steps(numbers: Vec<Option<i64>>, from: i64) -> Vec<Option<i64>> {
    let mut before = from;
    let mut step = |number: i64| std::mem::replace(&mut before, number).wrapping_sub(number);
    numbers.into_iter().map(|number| number.map(&mut step)).collect()
}

/// The numbers that [`steps`] was given.
fn values(steps: Vec<Option<i64>>, from: i64) -> Vec<Option<i64>> {
    let mut number = from;
    let mut value = |step: i64| {
        number = number.wrapping_sub(step);
        number
    };
    steps.into_iter().map(|step| step.map(&mut value)).collect()
}

fn with_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

fn checked(sealed: &[u8]) -> Option<&[u8]> {
    let (bytes, sum) = sealed.split_last_chunk()?;
    (checksum(bytes) == u16::from_le_bytes(*sum)).then_some(bytes)
}

/// Fletcher's sum of 16 bits: every single error and nearly all others change it.
fn checksum(bytes: &[u8]) -> u16 {
    let (low, high) = bytes.iter().fold((1_u16, 0_u16), |(low, high), &byte| {
        let low = (low + u16::from(byte)) % 255;
        (low, (high + low) % 255)
    });
    high << 8 | low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count() -> impl Strategy<Value = Option<i64>> {
        prop::option::weighted(0.9, prop_oneof![9 => 0..3000_i64, 1 => any::<i64>()])
    }

    fn rate() -> impl Strategy<Value = Option<f64>> {
        let short = (0..1000_i32).prop_map(|n| f64::from(n) / 10.0);
        prop::option::weighted(0.9, prop_oneof![9 => short, 1 => any::<f64>().prop_filter("JSON", |r| r.is_finite())])
    }

    prop_compose! {
        fn figures()(
            counts in (count(), count(), count()),
            rates in (rate(), rate(), rate()),
        ) -> Figures {
            let ((calls, ok, failed), (vendor_rate, sentiment, conversion)) = (counts, rates);
            Figures { calls, ok, failed, vendor_rate, sentiment, conversion }
        }
    }

    prop_compose! {
        fn day()(steps in prop::collection::vec((1..50_usize, figures()), 1..40)) -> Vec<Step> {
            let mut reading = 0;
            steps.into_iter().map(|(gap, figures)| { reading += gap; Step { reading, figures } }).collect()
        }
    }

    proptest! {
        #[test]
        fn a_block_holds_the_day_exactly(steps in day()) {
            let last = *steps.last().unwrap();
            prop_assert_eq!(open_block(&seal_block(&steps), last), Some(steps));
        }

        #[test]
        fn ends_hold_the_last_figures_exactly(steps in day()) {
            let ends: Vec<End> = (-3..).zip(steps).map(|(id, last)| End { id: id * 7, last }).collect();
            prop_assert_eq!(open_ends(&seal_ends(&ends)), Some(ends));
        }

        #[test]
        fn a_flipped_bit_is_noticed(steps in day(), at in any::<prop::sample::Index>(), bit in 0..8) {
            let mut sealed = seal_block(&steps);
            if !sealed.is_empty() {
                let at = at.index(sealed.len());
                sealed[at] ^= 1_u8 << bit;
                prop_assert_eq!(open_block(&sealed, *steps.last().unwrap()), None);
            }
        }
    }

    #[test]
    fn moments_of_a_steady_rhythm_take_a_few_bits() {
        let moments: Vec<Second> = (0..2880).map(|n| Second(1_790_000_000 + n * 30 + n % 7 / 6)).collect();
        let sealed = seal_readings(&moments);
        assert_eq!(open_readings(&sealed), Some(moments));
        assert!(sealed.len() < 2880 / 3, "{}", sealed.len());
    }
}
