//! JSON as a person wrote it: every number to its last digit, and every member once.
//!
//! `serde_json` reads the text. Of two members with one name it would keep the last and say nothing, and it writes exponents
//! its own way. So a second walk over the text that it accepted notes where each member and entry stands, refuses a second
//! one of the same name, and takes each number as it is written.

use std::collections::HashMap;
use std::fmt;

use serde_json::{Number, Value};

use super::path::Path;
use super::positions::{Position, Positions};
use super::reader::shown;
use crate::domain::shown::Shown;

/// What the names of members begin with that `serde_json` keeps for itself: it would read another value for them.
const PRIVATE: &str = "$serde_json::private::";

/// Why a text is not taken as JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Where, in bytes.
    pub(super) offset: usize,
    /// Where.
    pub position: Position,
    /// What is wrong there, without the place; safe to print.
    pub message: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}

impl std::error::Error for JsonError {}

impl JsonError {
    fn new(text: &str, offset: usize, message: &str) -> Self {
        Self { offset, position: Position::of(text, offset), message: Shown::new(message).as_str().to_owned() }
    }
}

/// Reads a JSON text.
///
/// # Errors
/// It is no JSON, or an object has a member twice.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    placed(text).map(|(value, _)| value)
}

/// Reads a JSON text, and where everything in it stands.
pub(super) fn placed(text: &str) -> Result<(Value, Positions), JsonError> {
    let mut value = serde_json::from_str(text).map_err(|error| refusal(text, &error))?;
    let mut walk = Walk { text, at: 0, positions: Positions::new(text) };
    walk.value(Path::Body, Some(&mut value))?;
    Ok((value, walk.positions))
}

fn refusal(text: &str, error: &serde_json::Error) -> JsonError {
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let ending = format!(" at line {} column {}", error.line(), error.column());
    let reason = error.to_string();
    let offset = line_start + error.column().saturating_sub(1);
    JsonError::new(text, offset, reason.strip_suffix(&ending).unwrap_or(&reason))
}

/// A number to the last sign as it is written; nothing for what JSON cannot write.
pub(super) fn number(written: &str) -> Option<Value> {
    serde_json::from_str::<Number>(written).ok()?;
    // The only way to a number whose exponent is spelled as given.
    Some(Value::Number(Number::from_string_unchecked(written.to_owned())))
}

/// Goes through a text that is known to be JSON, beside the value that was read of it.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    positions: Positions,
}

impl Walk<'_> {
    fn value(&mut self, path: Path<'_>, value: Option<&mut Value>) -> Result<(), JsonError> {
        self.blanks();
        match self.peek() {
            Some(b'{') => return self.object(path, value),
            Some(b'[') => return self.list(path, value),
            Some(b'"') => drop(self.string()),
            _ => {
                let start = self.at;
                self.skip(|byte| !b",]} \t\r\n".contains(&byte));
                let written = self.text.get(start..self.at).unwrap_or_default();
                if let Some(value) = value.filter(|value| value.is_number())
                    && let Some(number) = number(written)
                {
                    *value = number;
                }
            }
        }
        Ok(())
    }

    fn object(&mut self, path: Path<'_>, mut value: Option<&mut Value>) -> Result<(), JsonError> {
        let mut names: HashMap<String, usize> = HashMap::new();
        self.at += 1;
        while self.goes_on(b'}') {
            let start = self.at;
            let name = self.string();
            self.blanks();
            self.at += 1; // the colon
            let member = Path::Member(&path, &name);
            self.positions.note(member, start);
            if name.starts_with(PRIVATE) {
                return Err(JsonError::new(self.text, start, &format!("a member cannot be called {}", shown(&name))));
            }
            self.value(member, value.as_mut().and_then(|value| value.get_mut(&name)))?;
            if let Some(first) = names.insert(name.clone(), start) {
                return Err(JsonError::new(self.text, start, &twice(member, Position::of(self.text, first))));
            }
        }
        Ok(())
    }

    fn list(&mut self, path: Path<'_>, mut value: Option<&mut Value>) -> Result<(), JsonError> {
        self.at += 1;
        let mut index = 0;
        while self.goes_on(b']') {
            let entry = Path::Entry(&path, index);
            self.positions.note(entry, self.at);
            self.value(entry, value.as_mut().and_then(|value| value.get_mut(index)))?;
            index += 1;
        }
        Ok(())
    }

    /// Whether another part comes before `end`, which is passed otherwise. A comma is passed as well.
    fn goes_on(&mut self, end: u8) -> bool {
        self.blanks();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.blanks();
        }
        let ended = self.peek().is_none_or(|byte| byte == end);
        self.at += usize::from(ended);
        !ended
    }

    /// The text of a string.
    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        loop {
            self.skip(|byte| byte != b'"' && byte != b'\\');
            match self.peek() {
                Some(b'\\') => self.at += 2,
                _ => break,
            }
        }
        self.at += 1;
        self.text.get(start..self.at).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.skip(|byte| b" \t\r\n".contains(&byte));
    }

    fn skip(&mut self, passes: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&passes) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// Says that a member stands twice.
pub(super) fn twice(member: Path<'_>, first: Position) -> String {
    format!("the member `{member}` stands twice; the first is at {first}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_stands_twice_is_refused_with_both_places() {
        for (text, message) in [
            (
                "{\"a\": 1, \"a\": 1}",
                "line 1, column 10: the member `a` stands twice; the first is at line 1, column 2",
            ),
            (
                "{\"a\": 1,\n\n  \"\\u0061\": 2}",
                "line 3, column 3: the member `a` stands twice; the first is at line 1, column 2",
            ),
            (
                "{\"runs\": [{}, {\"ä\": 1, \"b\": [], \"ä\": 2}]}",
                "line 1, column 33: the member `runs[1].ä` stands twice; the first is at line 1, column 16",
            ),
            (
                "[[{\"\":0,\"\":0}]]",
                "line 1, column 9: the member `[0][0].` stands twice; the first is at line 1, column 4",
            ),
            ("{\"a\": {\"b\": {\"c\": 0, \"c\": 0}}, \"a\": 1}", "line 1, column 22: the member `a.b.c` stands twice"),
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.starts_with(message), "{text}: {error}");
        }
        for text in [
            "{\"a\": {\"a\": [{\"a\": 1}, {\"a\": 1}]}}",
            "{\"a\": 1, \"A\": 1, \"a \": 1}",
            "{}",
            "\"a\"",
            " [ ] ",
            "1",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        let text = "[123456789012345678901,-0,1.10,1E400,0.1000000000000000055511151231257827,-1e-999]";
        assert_eq!(parse(text).expect("numbers").to_string(), text);
    }

    #[test]
    fn names_that_the_library_keeps_for_itself_are_refused() {
        for name in ["Number", "RawValue", "x"] {
            for text in [format!("{{\"{PRIVATE}{name}\": \"1\"}}"), format!("{{\"a\": 1, \"{PRIVATE}{name}\": \"1\"}}")]
            {
                assert!(parse(&text).is_err(), "{text}");
            }
        }
    }

    #[test]
    fn depth_is_refused_and_not_a_crash() {
        for open in ["[", "{\"a\":"] {
            assert!(parse(&open.repeat(100_000)).is_err());
        }
        assert!(parse(&format!("{}{}", "[".repeat(100), "]".repeat(100))).is_ok());
    }
}
