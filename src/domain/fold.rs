//! Text as it is compared: what looks the same to people is the same.
//!
//! Compatibility forms are one (NFKC: `ﬁ` is `fi`, a wide letter a letter), case does not count (full case folding: `ß`
//! is `ss`), dashes and quotes are those of the keyboard, a run of blanks is one, and what cannot be seen is left out.
//! The same-name gate folds so too, and goes on from there to letters that look alike.
//!
//! Marks are what a letter may have on it: an accent, the stroke of an `ø`, a Hebrew point. [`Marks`] says whether they
//! stay. Vowels and the like, without which a letter would be another, are no marks.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use super::shown;

/// What becomes of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// They are left out.
    Dropped,
    /// They follow their letter.
    Decomposed,
    /// They are on their letter, one character where Unicode has one.
    Composed,
}

/// `text` folded.
pub fn folded(text: &str, marks: Marks) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, marks, &mut out);
    out
}

/// Appends `text`, folded, to `out`.
pub fn fold_into(text: &str, marks: Marks, out: &mut String) {
    let start = out.len();
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("  ") {
        out.push_str(text);
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        return;
    }
    if marks == Marks::Composed {
        out.extend(folded(text, Marks::Decomposed).nfc());
        return;
    }
    let seen = without_invisible(text);
    let mut letter = None;
    for c in seen.chars().filter(|c| !is_invisible(*c)).nfkc().map(keyboard).flat_map(case_folded) {
        // The dot that a Turkish İ leaves behind on an i that has one, whatever other marks stand between them.
        if c == DOT && letter == Some('i') {
            continue;
        }
        let at = out.len();
        push(c, marks == Marks::Decomposed, start, out);
        letter = out.get(at..).and_then(|added| added.chars().rfind(|c| !is_mark(*c))).or(letter);
    }
}

/// The combining dot above.
const DOT: char = '\u{307}';

/// Whether a folded text says of a letter what marks it has.
pub fn has_marks(text: &str) -> bool {
    !text.is_ascii() && folded(text, Marks::Dropped) != folded(text, Marks::Decomposed)
}

/// Whether `c` stands on the letter before it. Marks that take a letter's vowel away belong to it.
pub fn is_mark(c: char) -> bool {
    const VIRAMA: u8 = 9;
    !c.is_ascii() && !matches!(canonical_combining_class(c), 0 | VIRAMA)
}

/// A character with case taken away, in full: `ß` and `ẞ` become `ss`, `ς` becomes `σ`.
pub fn case_folded(c: char) -> impl Iterator<Item = char> {
    // By way of the capitals, which have one form where small letters have several.
    c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// Whether nothing is seen of `c`.
pub fn is_invisible(c: char) -> bool {
    shown::is_ignorable(c) || (c.is_control() && !c.is_whitespace())
}

/// The bytes at the start of a shown text that stand for a character which cannot be seen: `⟪U+200B⟫`.
pub fn invisible_mark(text: &str) -> Option<usize> {
    let (number, _) = text.strip_prefix("⟪U+")?.split_once('⟫')?;
    let c = u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?;
    is_invisible(c).then_some("⟪U+".len() + number.len() + "⟫".len())
}

fn without_invisible(text: &str) -> Cow<'_, str> {
    if !text.contains('⟪') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let hidden = invisible_mark(rest);
        if hidden.is_none() {
            kept.push(c);
        }
        let taken = hidden.unwrap_or(c.len_utf8());
        rest = rest.get(taken..).unwrap_or_default();
    }
    Cow::Owned(kept)
}

/// The character that people type for `c`.
fn keyboard(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201F}' => '"',
        c if c.is_whitespace() || c == '\u{2800}' => ' ',
        c => c,
    }
}

/// Appends a folded character, which may bring its marks with it.
fn push(c: char, marked: bool, start: usize, out: &mut String) {
    let before = out.get(start..).and_then(|text| text.chars().next_back());
    match c {
        c if c.is_ascii() => {
            if c != ' ' || before != Some(' ') {
                out.push(c);
            }
        }
        c => {
            let mut parts = Vec::with_capacity(6);
            decompose_canonical(c, |part| match letters(part, marked) {
                Some(letters) => parts.extend(letters),
                None => parts.push(part),
            });
            // A syllable of Hangul falls apart as well, but into no marks: it stays whole.
            if parts.iter().any(|part| part.is_ascii() || is_mark(*part)) {
                let kept = parts.into_iter().filter(|part| marked || !is_mark(*part));
                kept.for_each(|part| push_in_order(part, start, out));
            } else {
                push_in_order(c, start, out);
            }
        }
    }
}

/// Appends a character where Unicode's canonical order has it: a letter that was taken apart may have brought marks that
/// belong behind the one that follows.
fn push_in_order(c: char, start: usize, out: &mut String) {
    let class = canonical_combining_class(c);
    let added = out.get(start..).unwrap_or_default().char_indices().rev();
    let behind = added.take_while(|(_, before)| class > 0 && canonical_combining_class(*before) > class);
    let at = behind.last().map_or(out.len(), |(at, _)| start + at);
    out.insert(at, c);
}

const STROKE: char = '\u{335}';

/// A letter that Unicode does not take apart: without its stroke, which is a mark; two letters in one, unless the mark is
/// asked for.
fn letters(c: char, marked: bool) -> Option<[char; 2]> {
    Some(match c {
        'ø' => ['o', STROKE],
        'ł' => ['l', STROKE],
        'đ' => ['d', STROKE],
        'ħ' => ['h', STROKE],
        'ŧ' => ['t', STROKE],
        'æ' if !marked => ['a', 'e'],
        'œ' if !marked => ['o', 'e'],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (text, plain) in [
            ("Depo  Follow-Up", "depo follow-up"),
            ("CAFÉ", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("ﬁnal", "final"),
            ("Ｗａｖｅ　２", "wave 2"),
            ("Straße STRAẞE", "strasse strasse"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
            ("İstanbul ISTANBUL", "istanbul istanbul"),
            ("Łódź Ørsted Đà", "lodz orsted da"),
            ("Æon œuvre ǽ ǿ", "aeon oeuvre ae o"),
            ("O’Brien – “now”", "o'brien - \"now\""),
            ("a\u{a0}b\u{2009}\tc", "a b c"),
            ("De\u{ad}po\u{200b}", "depo"),
            ("De⟪U+200B⟫po ⟪U+ZZ⟫ ⟪", "depo ⟪u+zz⟫ ⟪"),
            ("한국 \u{1112}\u{1161}\u{11ab}국", "한국 한국"),
            ("ｶﾞ ガ", "カ カ"),
            ("Й ё", "и е"),
            ("שָׁלוֹם", "שלום"),
            // Vowel signs are no marks: without them it would be another word.
            ("कुल", "कुल"),
            ("ก้ำ", "ก\u{e4d}า"),
        ] {
            assert_eq!(folded(text, Marks::Dropped), plain, "{text}");
        }
    }

    #[test]
    fn marks_stay_where_they_are_asked_for() {
        assert_eq!(folded("CAFÉ", Marks::Decomposed), "cafe\u{301}");
        assert_eq!(folded("cafe\u{301}", Marks::Composed), "café");
        assert_eq!(folded("Ł", Marks::Decomposed), "l\u{335}");
        assert_eq!(folded("한", Marks::Decomposed), "한");
        // A sounding mark comes to stand between an i and its dot.
        for text in ["İ\u{ff9e}", "i\u{307}\u{ff9e}", "I\u{3099}\u{307}"] {
            assert_eq!(folded(text, Marks::Decomposed), "i\u{3099}", "{text}");
        }
        for text in ["ı\u{301}\u{ff9e}", "I\u{301}\u{ff9e}", "Í\u{3099}"] {
            assert_eq!(folded(text, Marks::Decomposed), "i\u{3099}\u{301}", "{text}");
        }
        assert!(has_marks("é") && has_marks("e\u{301}") && has_marks("ø") && has_marks("æ"));
        assert!(!has_marks("İ") && !has_marks("ß") && !has_marks("ﬁ") && !has_marks("한") && !has_marks("–"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_and_form_of_writing_does_not_count(text in "[a-zA-ZéÉßẞİıﬁ\u{ff9e}ｶ가가øÆ–’  \u{301}ςΣк]{0,12}") {
            let once = folded(&text, Marks::Dropped);
            prop_assert_eq!(&folded(&once, Marks::Dropped), &once);
            for marks in [Marks::Dropped, Marks::Decomposed, Marks::Composed] {
                let nfd: String = text.nfd().collect();
                prop_assert_eq!(folded(&nfd, marks), folded(&text, marks));
            }
            prop_assert!(!once.chars().any(is_mark));
        }
    }
}
