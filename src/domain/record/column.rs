//! Whole numbers as bits: a column of them, some unknown, in as few bytes as their spread allows.
//!
//! A head says how: whether some are unknown, whether some are negative, what all have at least, and the parameter of a
//! Rice code (R. F. Rice, JPL 79-22): a number is its low bits and, in unary, how often they overflowed. That is within
//! a fraction of a bit of what counts and waiting times need, and pays for no table, unlike a general compressor over
//! some fifty numbers.

/// The head's bits: some are unknown; zigzag, since some are negative; a least one follows that is taken off.
const UNKNOWN: u8 = 0x80;
const SIGNED: u8 = 0x40;
const LEAST: u8 = 0x20;
/// Instead of a parameter: all are the least.
const SAME: u8 = 0x1f;
/// The largest parameter.
const WIDEST: u8 = 30;
/// So many ones announce a number that is written out.
const ESCAPE: u32 = 24;
/// More numbers in one column than these are no column of ours.
const MOST: usize = 1 << 24;

/// Appends numbers.
pub(super) fn put(out: &mut Vec<u8>, numbers: &[Option<i64>]) {
    let known: Vec<i64> = numbers.iter().copied().flatten().collect();
    let signed = known.iter().any(|&number| number < 0);
    let mut codes: Vec<u64> =
        known.iter().map(|&number| if signed { zigzag(number) } else { number.cast_unsigned() }).collect();
    let least = codes.iter().copied().min().unwrap_or(0);
    for code in &mut codes {
        *code -= least;
    }
    let parameter = if codes.iter().all(|&code| code == 0) { SAME } else { best(&codes) };

    let has_unknown = known.len() < numbers.len();
    let flag = |set, bit| if set { bit } else { 0 };
    out.push(flag(has_unknown, UNKNOWN) | flag(signed, SIGNED) | flag(least > 0, LEAST) | parameter);
    if least > 0 {
        put_varint(out, least);
    }
    let mut bits = Bits::new(out);
    if has_unknown {
        for number in numbers {
            bits.push(u64::from(number.is_some()), 1);
        }
    }
    if parameter != SAME {
        for code in codes {
            bits.push_rice(code, parameter);
        }
    }
    bits.finish();
}

/// Takes so many numbers from the front; `None` where they are damaged.
pub(super) fn take(from: &mut &[u8], len: usize) -> Option<Vec<Option<i64>>> {
    let head = take_byte(from)?;
    let least = if head & LEAST == 0 { 0 } else { take_varint(from)? };
    let parameter = head & 0x1f;
    if len > MOST {
        return None;
    }
    let mut bits = Reader { from, held: 0, count: 0 };
    let known: Vec<bool> = (0..len)
        .map(|_| if head & UNKNOWN == 0 { Some(true) } else { Some(bits.pull(1)? == 1) })
        .collect::<Option<_>>()?;
    known
        .into_iter()
        .map(|known| {
            if !known {
                return Some(None);
            }
            let code = if parameter == SAME { 0 } else { bits.pull_rice(parameter)? };
            let code = code.checked_add(least)?;
            Some(Some(if head & SIGNED == 0 { code.cast_signed() } else { unzigzag(code) }))
        })
        .collect()
}

/// The parameter that takes the fewest bits.
fn best(codes: &[u64]) -> u8 {
    let cost = |parameter: u8| codes.iter().map(|&code| u64::from(rice_bits(code, parameter))).sum::<u64>();
    (0..=WIDEST).min_by_key(|&parameter| cost(parameter)).unwrap_or(0)
}

fn rice_bits(code: u64, parameter: u8) -> u32 {
    match u32::try_from(code >> parameter) {
        Ok(overflow) if overflow < ESCAPE => overflow + 1 + u32::from(parameter),
        _ => ESCAPE + u64::BITS,
    }
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

const fn unzigzag(code: u64) -> i64 {
    (code >> 1).cast_signed() ^ -((code & 1).cast_signed())
}

pub(super) fn put_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(super) fn take_varint(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let byte = take_byte(from)?;
        let part = u64::from(byte & 0x7f);
        number |= part << shift;
        if byte & 0x80 == 0 {
            return (part << shift >> shift == part).then_some(number);
        }
    }
    None
}

pub(super) fn take_byte(from: &mut &[u8]) -> Option<u8> {
    let (&byte, rest) = from.split_first()?;
    *from = rest;
    Some(byte)
}

/// Bits on their way into whole bytes, the lowest first.
struct Bits<'o> {
    out: &'o mut Vec<u8>,
    held: u64,
    count: u32,
}

impl<'o> Bits<'o> {
    fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, held: 0, count: 0 }
    }

    fn push(&mut self, bits: u64, count: u32) {
        if count > 32 {
            self.push(bits & u64::from(u32::MAX), 32);
            return self.push(bits >> 32, count - 32);
        }
        self.held |= (bits & ((1 << count) - 1)) << self.count;
        self.count += count;
        while self.count >= u8::BITS {
            self.out.push(self.held as u8);
            self.held >>= u8::BITS;
            self.count -= u8::BITS;
        }
    }

    fn push_rice(&mut self, code: u64, parameter: u8) {
        match u32::try_from(code >> parameter) {
            Ok(overflow) if overflow < ESCAPE => {
                self.push((1 << overflow) - 1, overflow + 1);
                self.push(code, parameter.into());
            }
            _ => {
                self.push(u64::MAX, ESCAPE);
                self.push(code, u64::BITS);
            }
        }
    }

    fn finish(self) {
        if self.count > 0 {
            self.out.push(self.held as u8);
        }
    }
}

/// Takes bits from the front; whole bytes that it has not begun are left there.
struct Reader<'r, 'b> {
    from: &'r mut &'b [u8],
    held: u64,
    count: u32,
}

impl Reader<'_, '_> {
    /// At least so many bits held, at most 56.
    fn fill(&mut self, count: u32) -> Option<()> {
        while self.count < count {
            self.held |= u64::from(take_byte(self.from)?) << self.count;
            self.count += u8::BITS;
        }
        Some(())
    }

    fn pull(&mut self, count: u32) -> Option<u64> {
        if count > 32 {
            let low = self.pull(32)?;
            return Some(self.pull(count - 32)? << 32 | low);
        }
        self.fill(count)?;
        let bits = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.count -= count;
        Some(bits)
    }

    fn pull_rice(&mut self, parameter: u8) -> Option<u64> {
        let mut overflow = 0;
        loop {
            self.fill(1)?;
            let ones = self.held.trailing_ones().min(self.count).min(ESCAPE - overflow);
            overflow += ones;
            self.held >>= ones;
            self.count -= ones;
            if overflow == ESCAPE {
                return self.pull(u64::BITS);
            }
            if self.count > 0 {
                self.pull(1)?;
                return Some(u64::from(overflow) << parameter | self.pull(parameter.into())?);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packed(numbers: &[Option<i64>]) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, numbers);
        out
    }

    #[test]
    fn what_is_all_the_same_takes_a_byte_or_two() {
        assert_eq!(packed(&[Some(0); 60]).len(), 1);
        assert_eq!(packed(&[Some(30); 60]).len(), 2);
        assert_eq!(packed(&[]).len(), 1);
        assert_eq!(packed(&[None; 8]), [UNKNOWN | SAME, 0]);
    }

    #[test]
    fn waiting_times_take_little_more_than_their_entropy() {
        // A geometric series: sixty times a mean of about 20, whose entropy is 5.7 bits.
        let waits: Vec<Option<i64>> = (1..=60).map(|n| Some((-20.0 * (f64::from(n) / 61.0).ln()) as i64)).collect();
        assert!(packed(&waits).len() <= 46, "{}", packed(&waits).len());
    }

    #[test]
    fn a_varint_has_one_reading() {
        for number in [0, 127, 128, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, number);
            assert_eq!(take_varint(&mut out.as_slice()), Some(number));
        }
        assert_eq!(take_varint(&mut [0xff; 9].as_slice()), None, "it ends too early");
        assert_eq!(take_varint(&mut [0xff; 11].as_slice()), None, "it is too large");
    }

    fn numbers() -> impl Strategy<Value = Vec<Option<i64>>> {
        let number = prop_oneof![-3..3_i64, 0..5000_i64, any::<i64>()];
        prop_oneof![
            prop::collection::vec(prop::option::of(number), 0..80),
            prop::collection::vec((0..100_i64).prop_map(Some), 0..80),
        ]
    }

    proptest! {
        #[test]
        fn numbers_come_back(numbers in numbers(), behind in any::<u8>()) {
            let mut out = packed(&numbers);
            out.push(behind);
            let mut from = out.as_slice();
            prop_assert_eq!(take(&mut from, numbers.len()), Some(numbers));
            prop_assert_eq!(from, &[behind], "what follows is untouched");
        }

        #[test]
        fn damage_is_an_answer_not_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..60), len in 0..300_usize) {
            let _ = take(&mut bytes.as_slice(), len);
        }
    }
}
