//! Where the parts of a plan stand in its text.

use std::collections::HashMap;
use std::fmt;

use super::path::Path;
use super::reader::shown;

/// A position in a text, displayed as `line 3, column 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Position {
    /// The position of the byte at `offset`.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = (0..=offset.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Where the members of a plan have their names and its entries begin, by the paths of what [`judge`](super::judge) finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Positions {
    text: String,
    starts: HashMap<String, usize>,
}

impl Positions {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), starts: HashMap::new() }
    }

    /// Notes that the part at `path` begins at `offset`.
    pub(super) fn note(&mut self, path: Path<'_>, offset: usize) {
        self.starts.entry(written(path)).or_insert(offset);
    }

    /// Where the part at `path` stands; one that is missing has the position of what it is missing from.
    pub fn of(&self, path: &str) -> Position {
        let mut path = path;
        loop {
            if let Some(&offset) = self.starts.get(path) {
                return Position::of(&self.text, offset);
            }
            let Some(end) = path.rfind(['.', '[']) else { break };
            path = path.get(..end).unwrap_or_default();
        }
        let blank = self.text.len() - self.text.trim_start().len();
        Position::of(&self.text, blank)
    }
}

/// A path as the rules write it, who show the name of an unknown field only as far as a sentence holds it.
fn written(path: Path<'_>) -> String {
    match path {
        Path::Member(parent, name) => Path::Member(parent, &shown(name)).to_string(),
        path => path.to_string(),
    }
}
