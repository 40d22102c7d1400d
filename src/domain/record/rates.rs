//! Rates as whole numbers: the vendor's have one or two decimals, so that 70.8 is 708 tenths, exactly.
//!
//! A value that is no short decimal stands beside the others, bit for bit.

use super::column::{put_varint, take_byte, take_varint};

/// More decimals than these are no short decimal.
const MOST_DECIMALS: u8 = 9;
/// Above it not every whole number is a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Rates of one kind, in units of so many decimals.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Scaled {
    /// How many decimals a unit has.
    pub(super) decimals: u8,
    /// In units; `None` where unknown, and where it is an exception.
    pub(super) numbers: Vec<Option<i64>>,
    /// Where a value is no short decimal, and its bits.
    exceptions: Vec<(usize, u64)>,
}

impl Scaled {
    /// The fewest decimals that all have which are short.
    pub(super) fn new(rates: &[Option<f64>]) -> Self {
        let decimals = rates.iter().copied().flatten().filter_map(decimals_of).max().unwrap_or(0);
        let mut exceptions = Vec::new();
        let scaled = |(at, rate): (usize, &Option<f64>)| {
            let rate = (*rate)?;
            let number = scale(rate, decimals);
            if number.is_none() {
                exceptions.push((at, rate.to_bits()));
            }
            number
        };
        let numbers = rates.iter().enumerate().map(scaled).collect();
        Self { decimals, numbers, exceptions }
    }

    /// The rates again.
    pub(super) fn rates(&self) -> Vec<Option<f64>> {
        let mut rates: Vec<Option<f64>> =
            self.numbers.iter().map(|number| number.map(|number| unscale(number, self.decimals))).collect();
        for &(at, bits) in &self.exceptions {
            if let Some(rate) = rates.get_mut(at) {
                *rate = Some(f64::from_bits(bits));
            }
        }
        rates
    }

    /// Appends everything but the numbers, which the caller packs in its own way.
    pub(super) fn put_head(&self, out: &mut Vec<u8>) {
        out.push(self.decimals << 1 | u8::from(!self.exceptions.is_empty()));
        if !self.exceptions.is_empty() {
            put_varint(out, self.exceptions.len() as u64);
            for &(at, bits) in &self.exceptions {
                put_varint(out, at as u64);
                out.extend_from_slice(&bits.to_le_bytes());
            }
        }
    }

    /// Takes from the front what [`Scaled::put_head`] appended; without numbers. `None` where it is damaged.
    pub(super) fn take_head(from: &mut &[u8]) -> Option<Self> {
        let head = take_byte(from)?;
        let mut exceptions = Vec::new();
        if head & 1 == 1 {
            for _ in 0..take_varint(from)? {
                let at = take_varint(from)?.try_into().ok()?;
                let (bits, rest) = from.split_first_chunk()?;
                *from = rest;
                exceptions.push((at, u64::from_le_bytes(*bits)));
            }
        }
        Some(Self { decimals: head >> 1, numbers: Vec::new(), exceptions })
    }
}

/// How many decimals write it exactly.
fn decimals_of(rate: f64) -> Option<u8> {
    (0..=MOST_DECIMALS).find(|&decimals| scale(rate, decimals).is_some())
}

/// In units of so many decimals, where that is exact.
pub(super) fn scale(rate: f64, decimals: u8) -> Option<i64> {
    let number = (rate * 10_f64.powi(decimals.into())).round();
    (number.abs() < EXACT && unscale(number as i64, decimals).to_bits() == rate.to_bits()).then_some(number as i64)
}

/// The float nearest to that decimal: the division of two exact floats is rounded once.
fn unscale(number: i64, decimals: u8) -> f64 {
    number as f64 / 10_f64.powi(decimals.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_vendors_rates_are_short() {
        let scaled = Scaled::new(&[Some(70.8), None, Some(0.76), Some(100.0)]);
        assert_eq!(scaled.decimals, 2);
        assert_eq!(scaled.numbers, [Some(7080), None, Some(76), Some(10_000)]);
    }

    #[test]
    fn what_is_no_short_decimal_stands_beside() {
        let scaled = Scaled::new(&[Some(1.0 / 3.0), Some(-0.0), Some(1e300), Some(0.5)]);
        assert_eq!((scaled.decimals, scaled.exceptions.len()), (1, 3));
    }

    proptest! {
        #[test]
        fn rates_come_back_bit_for_bit(
            rates in prop::collection::vec(
                prop::option::of(prop_oneof![
                    (0..=100_000_i64).prop_map(|n| unscale(n, 3)),
                    any::<f64>().prop_filter("a number of JSON", |rate| rate.is_finite()),
                ]),
                0..40,
            )
        ) {
            let scaled = Scaled::new(&rates);
            let mut out = Vec::new();
            scaled.put_head(&mut out);
            let mut read = Scaled::take_head(&mut out.as_slice()).unwrap();
            read.numbers = scaled.numbers.clone();
            let bits = |rates: &[Option<f64>]| rates.iter().map(|rate| rate.map(f64::to_bits)).collect::<Vec<_>>();
            prop_assert_eq!(bits(&read.rates()), bits(&rates));
        }
    }
}
