//! Where a query's words lie in a shown text, so that the screen can mark them.

use std::cell::RefCell;
use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::expr::{Expr, Term};
use super::pattern::{Needle, Pattern};
use crate::domain::order::{Column, folded};

/// A text as characters, each with the bytes it came from: folding may change their number.
struct Spread {
    chars: Vec<char>,
    bytes: Vec<Range<usize>>,
}

impl Spread {
    fn new(text: &str, minds_case: bool) -> Self {
        let (mut chars, mut bytes) = (Vec::new(), Vec::new());
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if minds_case {
                chars.push(c);
            } else {
                chars.extend(folded(c.encode_utf8(&mut [0; 4])));
            }
            bytes.resize(chars.len(), at..end);
        }
        Self { chars, bytes }
    }

    fn range(&self, chars: Range<usize>) -> Option<Range<usize>> {
        let bytes = self.bytes.get(chars)?;
        Some(bytes.first()?.start..bytes.last()?.end)
    }
}

/// The parts of a name that the filter's words, phrases and letters lie on: in order, without overlaps.
pub(super) fn highlights(filter: &Expr, name: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    filter.wanted(&mut |term| match term {
        Term::Word(needle) => found.extend(occurrences(needle, name)),
        Term::Text(Column::Name, patterns) => {
            for pattern in patterns {
                match pattern {
                    Pattern::Contains(needle) => found.extend(occurrences(needle, name)),
                    Pattern::Fuzzy(needle) => found.extend(letters(needle, name)),
                    _ => {}
                }
            }
        }
        _ => {}
    });
    joined(found)
}

/// Wherever the needle occurs, from left to right.
fn occurrences(needle: &Needle, name: &str) -> Vec<Range<usize>> {
    let text = Spread::new(name, needle.minds_case());
    let needle: Vec<char> = needle.compared().chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(window) = text.chars.get(at..at + needle.len()) {
        if window == needle {
            found.extend(text.range(at..at + needle.len()));
            at += needle.len();
        } else {
            at += 1;
        }
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

/// The letters of a fuzzy needle, where they lie best: at the starts of words and side by side.
fn letters(needle: &Needle, name: &str) -> Vec<Range<usize>> {
    let text = Spread::new(name, needle.minds_case());
    let needle: Vec<char> = needle.compared().chars().collect();
    let mut places = Vec::new();
    MATCHER.with_borrow_mut(|matcher| {
        matcher.fuzzy_indices(Utf32Str::Unicode(&text.chars), Utf32Str::Unicode(&needle), &mut places)
    });
    places.into_iter().filter_map(|at| text.range(at as usize..at as usize + 1)).collect()
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
