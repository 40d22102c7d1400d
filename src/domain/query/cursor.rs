//! Reads a query from left to right. Knows characters and where pieces of text end, and nothing of what they mean.

use std::ops::Range;

use super::error::QueryError;

/// A place in a query.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    /// Bytes read; always on a character boundary.
    at: usize,
    /// How many brackets are open here: only then does `)` close one, else it is text.
    pub(super) open: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, open: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What was read since `start`.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        start..self.at
    }

    /// The text of a span.
    pub(super) fn text(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'t str {
        self.text(self.at..self.text.len())
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads one character.
    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Reads `expected`, if it comes next.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let comes = self.rest().starts_with(expected);
        if comes {
            self.at += expected.len();
        }
        comes
    }

    /// Reads blanks; says whether there were any.
    pub(super) fn blanks(&mut self) -> bool {
        !self.take_while(char::is_whitespace).is_empty()
    }

    /// Reads as long as characters fit.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = rest.find(|c| !fits(c)).and_then(|end| rest.get(..end)).unwrap_or(rest);
        self.at += taken.len();
        taken
    }

    /// Whether a term can end here: at a blank, at the end, or where a bracket closes.
    pub(super) fn at_boundary(&self) -> bool {
        self.peek().is_none_or(|c| c.is_whitespace() || (c == ')' && self.open > 0))
    }

    /// Reads one of `words`, whatever its case, if it stands by itself.
    pub(super) fn keyword(&mut self, words: &[&str]) -> Option<Range<usize>> {
        let start = self.at;
        let mut behind = self.clone();
        let word = behind.take_while(|c| !c.is_whitespace() && c != '(' && c != ')');
        let found = words.iter().any(|known| known.eq_ignore_ascii_case(word));
        found.then(|| {
            self.at = behind.at;
            start..behind.at
        })
    }

    /// Reads plain text up to a blank or one of `stops`. A `)` that has its `(` within the text belongs to it.
    pub(super) fn piece(&mut self, stops: &[char]) -> &'t str {
        let start = self.at;
        let mut inner = 0;
        while let Some(c) = self.peek() {
            match c {
                '(' => inner += 1,
                ')' if inner > 0 => inner -= 1,
                _ if self.at_boundary() || stops.contains(&c) => break,
                _ => {}
            }
            self.next();
        }
        self.text(start..self.at)
    }

    /// Reads text in quotes, of which the first comes next. `\"` and `\\` stand for themselves.
    pub(super) fn phrase(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        self.next();
        let mut phrase = String::new();
        loop {
            match self.next() {
                Some('"') => return Ok(phrase),
                Some('\\') if matches!(self.peek(), Some('"' | '\\')) => phrase.extend(self.next()),
                Some(c) => phrase.push(c),
                None => {
                    let span = self.since(start);
                    let closed = format!("{}\"", self.text(span.clone()));
                    return Err(QueryError::new(span, "the quote is not closed").or_rather(Some(closed)).for_now());
                }
            }
        }
    }

    /// Reads a regex between slashes, of which the first comes next. The last one ends the term, or stands before one
    /// of `stops`, so that slashes within need no escape.
    pub(super) fn regex(&mut self, stops: &[char]) -> Result<&'t str, QueryError> {
        let start = self.at;
        self.next();
        let inside = self.at;
        while let Some(c) = self.next() {
            match c {
                '\\' => drop(self.next()),
                '/' if self.at_boundary() || self.peek().is_some_and(|c| stops.contains(&c)) => {
                    return Ok(self.text(inside..self.at - 1));
                }
                _ => {}
            }
        }
        let span = self.since(start);
        let closed = format!("{}/", self.text(span.clone()));
        Err(QueryError::new(span, "the regex is not closed").or_rather(Some(closed)).for_now())
    }
}
