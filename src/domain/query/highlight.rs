//! Where a query's words lie in a shown text, so that the screen can mark them.

use std::cell::RefCell;
use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation;

use super::expr::{Expr, Term, WORD_COLUMNS};
use super::pattern::{Pattern, TextRegex, Wildcard};
use crate::domain::fold::{Marks, fold_into, invisible_mark};
use crate::domain::needle::Needle;
use crate::domain::order::Column;

/// A shown text folded, and for each of its characters the sign that it came from: folding may change their number,
/// and half a sign cannot be marked.
struct Spread {
    folded: String,
    /// Where each character of the folded text begins, and the bytes of its sign.
    signs: Vec<(usize, Range<usize>)>,
}

impl Spread {
    fn new(text: &str, marks: Marks) -> Self {
        let (mut folded, mut signs) = (String::new(), Vec::new());
        let (mut at, mut sign) = (0, String::new());
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(length) = invisible_mark(rest) {
                at += length;
                continue;
            }
            let length = rest.graphemes(true).next().map_or(rest.len(), str::len);
            sign.clear();
            fold_into(rest.get(..length).unwrap_or_default(), marks, &mut sign);
            for c in sign.chars() {
                if c != ' ' || !folded.ends_with(' ') {
                    signs.push((folded.len(), at..at + length));
                    folded.push(c);
                } else if let Some((_, blanks)) = signs.last_mut() {
                    blanks.end = at + length;
                }
            }
            at += length;
        }
        Self { folded, signs }
    }

    /// The signs that a part of the folded text came from.
    fn range(&self, part: Range<usize>) -> Option<Range<usize>> {
        let first = self.signs.partition_point(|(start, _)| *start < part.start);
        let end = self.signs.partition_point(|(start, _)| *start < part.end);
        let signs = self.signs.get(first..end)?;
        Some(signs.first()?.1.start..signs.last()?.1.end)
    }

    fn sign(&self, at: usize) -> Option<Range<usize>> {
        self.signs.get(at).map(|(_, bytes)| bytes.clone())
    }
}

/// The parts of a text in a column that the filter's words, patterns and letters lie on: in order, without overlaps.
pub(super) fn highlights(filter: &Expr, column: Column, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let for_words = WORD_COLUMNS.contains(&column);
    filter.wanted(&mut |term| match term {
        Term::Word(needle) if for_words => found.extend(occurrences(needle, text)),
        Term::Anywhere(regex) if for_words => found.extend(fitting(regex, text)),
        Term::Text(of, patterns) if *of == column => {
            found.extend(patterns.iter().flat_map(|pattern| of_pattern(pattern, text)));
        }
        _ => {}
    });
    joined(found)
}

fn of_pattern(pattern: &Pattern, text: &str) -> Vec<Range<usize>> {
    match pattern {
        Pattern::Contains(needle) => occurrences(needle, text),
        Pattern::Fuzzy(needle) => letters(needle, text),
        Pattern::Regex(regex) => fitting(regex, text),
        Pattern::Wildcard(wildcard) => pieces(wildcard, text),
        Pattern::Is(needle) => {
            let is = needle.is(&Spread::new(text, needle.marks()).folded);
            is.then_some(0..text.len()).into_iter().collect()
        }
        Pattern::IsNot(_) => Vec::new(),
    }
}

/// Where a regex fits.
fn fitting(regex: &TextRegex, text: &str) -> Vec<Range<usize>> {
    let text = Spread::new(text, regex.marks());
    regex.found(&text.folded).filter_map(|part| text.range(part)).collect()
}

/// The text between the stars of a wildcard, where it fits.
fn pieces(wildcard: &Wildcard, text: &str) -> Vec<Range<usize>> {
    let text = Spread::new(text, wildcard.marks());
    let places = wildcard.places(&text.folded);
    places.into_iter().filter_map(|part| text.range(part)).collect()
}

/// Wherever the needle occurs, from left to right.
fn occurrences(needle: &Needle, text: &str) -> Vec<Range<usize>> {
    let text = Spread::new(text, needle.marks());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(part) = text.folded.get(at..).and_then(|rest| needle.find(rest)).filter(|part| !part.is_empty()) {
        found.extend(text.range(at + part.start..at + part.end));
        at += part.end;
    }
    found
}

thread_local! {
    /// Its working memory is large, so it is made once, when letters are first looked for.
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new({
        let mut config = Config::DEFAULT;
        (config.ignore_case, config.normalize) = (false, false);
        config
    }));
}

/// The letters of a fuzzy needle, where they lie best: at the starts of words and side by side. Those with marks lie
/// where they first do.
fn letters(needle: &Needle, text: &str) -> Vec<Range<usize>> {
    let text = Spread::new(text, needle.marks());
    if needle.minds_marks() {
        let mut at = 0;
        let place = |letter: Needle| {
            let part = letter.find(text.folded.get(at..)?)?;
            let part = at + part.start..at + part.end;
            at = part.end;
            text.range(part)
        };
        return needle.letters().map(place).collect::<Option<_>>().unwrap_or_default();
    }
    let chars: Vec<char> = text.folded.chars().collect();
    let needle: Vec<char> = needle.plain().chars().collect();
    let mut places = Vec::new();
    MATCHER.with_borrow_mut(|matcher| {
        matcher.fuzzy_indices(Utf32Str::Unicode(&chars), Utf32Str::Unicode(&needle), &mut places)
    });
    places.into_iter().filter_map(|at| text.sign(at as usize)).collect()
}

/// Sorts ranges and joins those that touch.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
