//! The order of text as people count and spell: `Wave 2` before `Wave 10`, `Ä` beside `A`.
//!
//! Text is compared folded and without marks, runs of digits as numbers of any length. Texts that are the same so far
//! are told apart by their marks, those without first, and by the zeros before their numbers. What still ties is the
//! same to whoever reads it, up to case.

use std::cmp::Ordering;

use super::fold::{Marks, fold_into, is_mark};

/// Which of two texts comes first.
pub fn compare(left: &str, right: &str) -> Ordering {
    let key = |text: &str| {
        let mut key = Vec::new();
        key_into(text, &mut String::new(), &mut key);
        key
    };
    key(left).cmp(&key(right))
}

/// Between the text and what tells equal texts apart; below every byte of text.
const END: u8 = 0;
/// A letter without marks, a number without zeros before it; below every mark.
const BARE: u8 = 1;

/// Appends bytes that compare as the text does. `folded` is room to work in.
pub fn key_into(text: &str, folded: &mut String, key: &mut Vec<u8>) {
    folded.clear();
    fold_into(text, Marks::Decomposed, folded);
    let mut rest = folded.trim();
    let mut apart = Apart::default();
    while let Some(c) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let taken = if digits > 0 {
            let zeros = rest.bytes().take(digits - 1).take_while(|byte| *byte == b'0').count();
            push_number(rest.get(zeros..digits).unwrap_or_default().as_bytes(), key);
            apart.number(zeros);
            digits
        } else {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            if is_mark(c) {
                apart.mark(bytes);
            } else {
                key.extend(bytes);
                apart.letters += 1;
            }
            bytes.len()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    key.push(END);
    key.extend(apart.told);
}

/// A number without zeros before it: first how long it is, since the longer one is the larger.
fn push_number(digits: &[u8], key: &mut Vec<u8>) {
    // Where digits stand among other characters.
    key.push(b'0');
    key.extend(u16::try_from(digits.len()).unwrap_or(u16::MAX).to_be_bytes());
    key.extend(digits);
}

/// What tells texts apart that are the same without it: for each letter or number a byte, then a letter's marks. Ends
/// with the last one that has anything to tell.
#[derive(Default)]
struct Apart {
    told: Vec<u8>,
    /// How many letters and numbers there were.
    letters: usize,
    /// How many of them are told of.
    told_of: usize,
}

impl Apart {
    fn tell_of(&mut self, letters: usize) {
        self.told.extend(std::iter::repeat_n(BARE, letters.saturating_sub(self.told_of)));
        self.told_of = self.told_of.max(letters);
    }

    fn mark(&mut self, mark: &[u8]) {
        self.tell_of(self.letters);
        self.told.extend(mark);
    }

    fn number(&mut self, zeros: usize) {
        if zeros > 0 {
            self.tell_of(self.letters);
            self.told.push(BARE + zeros.min(100) as u8);
            self.told_of += 1;
        }
        self.letters += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_stands_as_people_count_and_spell() {
        let ordered = [
            "",
            "1",
            "01",
            "2 waves",
            "10 waves",
            "Apfel",
            "Äpfel",
            "Arzt",
            "wave",
            "Wave 2",
            "wave 02",
            "wave 002",
            "Wave 2 b",
            "WAVE 10",
            "wave 99999999999999999999",
            "wave 100000000000000000000",
            "wave a",
            "Zebra",
            "Ørsted's end",
            "Ж",
            "中",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by(|a, b| compare(a, b));
        let expected = ["", "1", "01", "2 waves", "10 waves", "Apfel", "Äpfel", "Arzt", "Ørsted's end"];
        assert_eq!(sorted[..9], expected);
        let rest: Vec<&str> = ordered.into_iter().filter(|text| !expected.contains(text)).collect();
        assert_eq!(sorted[9..], rest);
    }

    #[test]
    fn what_reads_the_same_ties() {
        for (left, right) in
            [("Wave 2", "WAVE  2"), ("Café", "CAFE\u{301}"), ("ﬁ", "FI"), ("Straße", "STRASSE"), ("İ", "i")]
        {
            assert_eq!(compare(left, right), Ordering::Equal, "{left} {right}");
        }
        assert_eq!(compare("e\u{301}a", "ea\u{301}"), Ordering::Greater, "the first mark weighs most");
        assert_eq!(compare("é 01", "é 1"), Ordering::Greater);
    }

    proptest! {
        #[test]
        fn numbers_stand_by_size_whatever_stands_around_them(left in 0_u128.., right in 0_u128.., around in "[a-zé -]{0,3}") {
            let order = compare(&format!("{around}{left}{around}"), &format!("{around}{right}{around}"));
            prop_assert_eq!(order, left.cmp(&right));
        }

        #[test]
        fn the_order_is_one_order(texts in prop::array::uniform3("[aAäe02 -]{0,5}")) {
            let [a, b, c] = &texts;
            prop_assert_eq!(compare(a, b), compare(b, a).reverse());
            if compare(a, b).is_le() && compare(b, c).is_le() {
                prop_assert!(compare(a, c).is_le());
            }
        }
    }
}
