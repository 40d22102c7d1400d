//! Where the parts of a plan stand in its text.

use std::collections::HashMap;
use std::fmt;

use super::path::Path;
use super::reader::shown;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Place {
    /// The place of the byte at `offset`.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = (0..=offset.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Where the members of a plan have their names and its entries begin, by the paths that [`judge`](super::judge) says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    text: String,
    starts: HashMap<String, usize>,
}

impl Places {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), starts: HashMap::new() }
    }

    /// Notes that the part at `path` begins at `offset`.
    pub(super) fn note(&mut self, path: Path<'_>, offset: usize) {
        self.starts.entry(written(path)).or_insert(offset);
    }

    /// Where the part at `path` stands; one that is missing has the place of what it is missing from.
    pub fn of(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(&offset) = self.starts.get(path) {
                return Place::of(&self.text, offset);
            }
            let Some(end) = path.rfind(['.', '[']) else { break };
            path = path.get(..end).unwrap_or_default();
        }
        let blank = self.text.len() - self.text.trim_start().len();
        Place::of(&self.text, blank)
    }
}

/// A path as the rules write it, who show the name of an unknown field only as far as a sentence holds it.
fn written(path: Path<'_>) -> String {
    match path {
        Path::Member(parent, name) => Path::Member(parent, &shown(name)).to_string(),
        path => path.to_string(),
    }
}
