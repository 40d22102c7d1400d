//! How one piece of text is asked for: a word, the whole text, wildcards, letters in order, or a regex.
//!
//! Case never counts, and marks only where the query has them. A [`Pattern`] sees one field at a time and never an
//! unknown one.

use std::ops::Range;

use regex_lite::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

use crate::domain::fold::{Marks, fold_into, has_marks};
use crate::domain::needle::Needle;

/// The largest compiled regex, in bytes: enough for any pattern a person types, too little to stall a search.
const REGEX_LIMIT: usize = 64 * 1024;

/// What the value of a text field must look like.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    /// `depo`: it occurs anywhere.
    Contains(Needle),
    /// `=depo`: it is the whole text.
    Is(Needle),
    /// `!=depo`: it is not the whole text.
    IsNot(Needle),
    /// `de*po*`: the whole text, with anything where the stars are.
    Wildcard(Wildcard),
    /// `~dpo`: its letters occur in this order.
    Fuzzy(Needle),
    /// `/^de.o/`.
    Regex(TextRegex),
}

impl Pattern {
    /// What becomes of the marks of the text that [`Pattern::fits`] wants.
    pub(crate) fn marks(&self) -> Marks {
        match self {
            Self::Contains(needle) | Self::Is(needle) | Self::IsNot(needle) | Self::Fuzzy(needle) => needle.marks(),
            Self::Wildcard(wildcard) => wildcard.marks(),
            Self::Regex(regex) => regex.marks(),
        }
    }

    /// Whether a text fits, folded as [`Pattern::marks`] says.
    pub(crate) fn fits(&self, text: &str) -> bool {
        match self {
            Self::Contains(needle) => needle.find(text).is_some(),
            Self::Is(needle) => needle.is(text),
            Self::IsNot(needle) => !needle.is(text),
            Self::Wildcard(wildcard) => wildcard.fits(text),
            Self::Fuzzy(needle) => in_order(needle, text),
            Self::Regex(regex) => regex.fits(text),
        }
    }
}

/// Whether the letters of a needle occur in `text` in the same order, whatever stands between them.
fn in_order(needle: &Needle, text: &str) -> bool {
    if !needle.minds_marks() {
        let mut rest = text.chars();
        return needle.plain().chars().all(|letter| rest.any(|c| c == letter));
    }
    let mut rest = text;
    needle.letters().all(|letter| match letter.find(rest) {
        Some(found) => {
            rest = rest.get(found.end..).unwrap_or_default();
            true
        }
        None => false,
    })
}

/// Text with stars in it.
#[derive(Debug, Clone)]
pub(crate) struct Wildcard {
    /// What must stand before the first star.
    first: Needle,
    /// What must stand between stars, in this order.
    middle: Vec<Needle>,
    /// What must stand behind the last star.
    last: Needle,
}

impl Wildcard {
    /// From the pieces between the stars: at least two, or there was no star.
    pub(super) fn new(pieces: &[String]) -> Option<Self> {
        let marked = pieces.iter().any(|piece| has_marks(piece));
        let piece = |typed: &String| {
            let needle = Needle::new(typed);
            if marked { needle.minding_marks() } else { needle }
        };
        let (first, rest) = pieces.split_first()?;
        let (last, middle) = rest.split_last()?;
        Some(Self { first: piece(first), middle: middle.iter().map(piece).collect(), last: piece(last) })
    }

    /// What stands between the stars.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Needle> {
        std::iter::once(&self.first).chain(&self.middle).chain([&self.last])
    }

    /// What becomes of the marks of the text that [`Self::places`] wants.
    pub(super) fn marks(&self) -> Marks {
        self.first.marks()
    }

    fn fits(&self, text: &str) -> bool {
        self.walk(text, |_| {}).is_some()
    }

    /// Where the pieces lie, from left to right; nothing where the text does not fit.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let fits = self.walk(text, |place| places.push(place)).is_some();
        if fits { places } else { Vec::new() }
    }

    /// Calls `see` with the place of each piece, as far as the text fits.
    fn walk(&self, text: &str, mut see: impl FnMut(Range<usize>)) -> Option<()> {
        let behind = self.first.strip_prefix(text)?;
        let between = self.last.strip_suffix(behind)?;
        let mut at = text.len() - behind.len();
        let end = at + between.len();
        see(0..at);
        for piece in self.middle.iter().filter(|piece| !piece.is_empty()) {
            let found = piece.find(text.get(at..end)?)?;
            see(at + found.start..at + found.end);
            at += found.end;
        }
        see(end..text.len());
        Some(())
    }
}

/// A regex over text.
#[derive(Debug, Clone)]
pub(crate) struct TextRegex {
    /// As typed.
    source: String,
    regex: Regex,
    marks: Marks,
}

impl TextRegex {
    /// Compiles it, or says in a few words why not. Searching takes time linear in the text.
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let marks = if has_marks(pattern) { Marks::Composed } else { Marks::Dropped };
        let mut builder = RegexBuilder::new(&folded_pattern(pattern, marks));
        // ASCII letters stay as typed, so that `\S` and the like do; the others are folded.
        let regex = builder.size_limit(REGEX_LIMIT).case_insensitive(true).build().map_err(|why| why.to_string())?;
        Ok(Self { source: pattern.to_owned(), regex, marks })
    }

    /// As it was typed.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// What becomes of the marks of the text that [`Self::fits`] wants.
    pub(crate) fn marks(&self) -> Marks {
        self.marks
    }

    /// Whether a text fits, folded as [`Self::marks`] says.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Where it fits, from left to right.
    pub(super) fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> {
        self.regex.find_iter(text).map(|found| found.range()).filter(|found| !found.is_empty())
    }
}

/// A pattern with its characters beyond ASCII folded as the text is.
fn folded_pattern(pattern: &str, marks: Marks) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut folded = String::new();
    for c in pattern.nfc() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        folded.clear();
        fold_into(c.encode_utf8(&mut [0; 4]), marks, &mut folded);
        let several = folded.chars().nth(1).is_some();
        out.push_str(if several { "(?:" } else { "" });
        for c in folded.chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
        out.push_str(if several { ")" } else { "" });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::folded;

    fn fits(pattern: &Pattern, text: &str) -> bool {
        pattern.fits(&folded(text, pattern.marks()))
    }

    #[test]
    fn case_never_counts_and_marks_where_they_are_typed() {
        let contains = |typed: &str, text: &str| fits(&Pattern::Contains(Needle::new(typed)), text);
        assert!(contains("depo", "DEPO follow-up"));
        assert!(contains("Depo", "DEPO follow-up"));
        assert!(contains("müll", "MÜLLER"));
        assert!(contains("οδος", "ΟΔΟΣ"));
        assert!(contains("cafe", "café") && !contains("café", "cafe"));
        let is = |typed: &str, text: &str| fits(&Pattern::Is(Needle::new(typed)), text);
        assert!(is("strasse", "Straße") && is("Café ", "CAFE\u{301}") && is("cafe", "Café"));
        assert!(!is("café", "Cafe") && !is("caf", "Café") && !is("é", "éa"));
    }

    #[test]
    fn wildcards_cover_the_whole_text() {
        let fits = |pieces: &[&str], text: &str| {
            let pieces: Vec<String> = pieces.iter().map(|&p| p.to_owned()).collect();
            fits(&Pattern::Wildcard(Wildcard::new(&pieces).unwrap()), text)
        };
        assert!(fits(&["test", ""], "Test 1") && !fits(&["test", ""], "a test"));
        assert!(fits(&["", "demo", ""], "my demo 2") && !fits(&["", "demo", ""], "dem o"));
        assert!(fits(&["a", "b", "b", "c"], "a-b-b-c") && !fits(&["a", "b", "b", "c"], "a-b-c"));
        assert!(!fits(&["aba", "aba"], "abaa"), "the ends may not overlap");
        assert!(fits(&["A", ""], "abc"));
        assert!(fits(&["cafe", ""], "Café Müller") && fits(&["", "uller"], "Café Müller"));
        assert!(fits(&["café", ""], "Café Müller") && fits(&["cafe", "müller"], "Café Müller"));
        assert!(fits(&["", "é", "ü", ""], "Café Müller") && !fits(&["", "ü", "é", ""], "Café Müller"));
        assert!(!fits(&["café", ""], "Cafe Müller") && !fits(&["", "è", ""], "Café"));
        assert!(fits(&["é", "", ""], "École") && fits(&["", "", "é"], "Café"));
    }

    #[test]
    fn fuzzy_wants_the_letters_in_order() {
        let fuzzy = |typed: &str| fits(&Pattern::Fuzzy(Needle::new(typed)), "Depo follow-up à côté");
        assert!(fuzzy("dpofu") && fuzzy("Dfu") && fuzzy("DF") && fuzzy("dcte") && fuzzy("Dôé") && fuzzy("doté"));
        assert!(!fuzzy("pd") && !fuzzy("dôè") && !fuzzy("éà"));
    }

    #[test]
    fn a_regex_sees_folded_text() {
        let regex = |pattern: &str, text: &str| fits(&Pattern::Regex(TextRegex::new(pattern).unwrap()), text);
        assert!(regex(r"^depo.*(es|en)$", "Depo wave EN"));
        assert!(regex(r"^\Sepo$", "DEPO") && !regex(r"^\Sepo$", " epo"));
        assert!(regex("Depo", "DEPO") && regex("[D-E]epo", "depo"));
        assert!(regex("^cafe$", "Café") && regex("^caf[éè]$", "CAFE\u{301}") && !regex("^caf[éè]$", "Cafe"));
        assert!(regex("straße", "STRASSE") && regex("^ДЕЛО", "дело 1") && regex("a[–—]b", "a-b"));
        assert!(TextRegex::new("(").is_err());
        assert!(TextRegex::new("(((a{200}){200}){200})").is_err(), "too large to compile");
    }
}
