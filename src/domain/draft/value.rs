//! From the text a person typed to the JSON that is sent, and back.
//!
//! A text that does not parse is sent as it stands, so that the rules say what is wrong with it. A value of a loaded
//! plan that no text stands for is kept beside its text until the text is changed, so that loading loses nothing.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::domain::rules::json;

/// JSON of at most this many characters is written on one line.
const ONE_LINE: usize = 60;

/// How the text of a field becomes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Sent as typed.
    Text,
    /// A date, sent as typed: `2026-03-02`.
    Date,
    /// A time of the day, sent as typed: `09:00`.
    Time,
    /// A number as JSON writes it, digit for digit.
    Integer,
    /// `true` or `false`; an empty text is the vendor's default, off.
    Switch,
    /// Dates, separated by commas.
    Dates,
    /// Texts, separated by commas or on lines of their own.
    Texts,
    /// JSON.
    Json,
}

impl Kind {
    /// The value that `text` stands for; nothing when the field is to be left out.
    pub(super) fn read(self, text: &str) -> Option<Value> {
        let trimmed = text.trim();
        if text.is_empty() || (trimmed.is_empty() && self != Self::Text) {
            return None;
        }
        let parsed = match self {
            Self::Text | Self::Date | Self::Time => None,
            Self::Integer => json::parse(trimmed).ok().filter(Value::is_number),
            Self::Switch => trimmed.parse().ok().map(Value::Bool),
            Self::Dates | Self::Texts => return pieces(trimmed),
            Self::Json => json::parse(trimmed).ok(),
        };
        parsed.or_else(|| Some(text.into()))
    }

    /// What is wrong with a text as JSON, with line and column; nothing for other kinds, and for no text, which leaves the
    /// field out.
    pub fn problem(self, text: &str) -> Option<String> {
        let is_json = self == Self::Json && !text.trim().is_empty();
        let error = is_json.then(|| json::parse(text).err())??;
        Some(format!("is not JSON: {error}"))
    }

    /// The text that stands for `value`, or, where none does, one that shows it.
    pub(super) fn write(self, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(entries) if matches!(self, Self::Dates | Self::Texts) => {
                let texts: Option<Vec<&str>> = entries.iter().map(Value::as_str).collect();
                texts.map_or_else(|| value.to_string(), |texts| texts.join(", "))
            }
            _ => written(value),
        }
    }
}

/// What the parts of a list are separated by.
pub(super) const SEPARATORS: [char; 3] = [',', ';', '\n'];

/// The parts of a list; nothing when there is none.
fn pieces(text: &str) -> Option<Value> {
    let pieces = text.split(SEPARATORS).map(str::trim).filter(|piece| !piece.is_empty());
    let pieces: Vec<Value> = pieces.map(Value::from).collect();
    (!pieces.is_empty()).then_some(Value::Array(pieces))
}

fn written(value: &Value) -> String {
    let line = value.to_string();
    if line.chars().nth(ONE_LINE).is_none() {
        return line;
    }
    serde_json::to_string_pretty(value).unwrap_or(line)
}

/// The text of one field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    /// As typed.
    pub(super) text: String,
    /// What the loaded plan has here, when the text does not stand for it.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    kept: Option<Value>,
}

impl Entry {
    pub(super) fn load(value: Value, kind: Kind) -> Self {
        let text = kind.write(&value);
        let kept = (kind.read(&text).as_ref() != Some(&value)).then_some(value);
        Self { text, kept }
    }

    pub(super) fn typed(text: &str) -> Self {
        Self { text: text.to_owned(), kept: None }
    }

    pub(super) fn value(&self, kind: Kind) -> Option<Value> {
        self.kept.clone().or_else(|| kind.read(&self.text))
    }
}

/// Reads a kept value: a null that is written is a value and not its absence.
pub(super) fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn number(text: &str) -> Value {
        json::parse(text).unwrap()
    }

    #[test]
    fn texts_that_parse_are_sent_as_values_and_others_as_typed() {
        for (kind, text, expected) in [
            (Kind::Text, " a ", Some(json!(" a "))),
            (Kind::Text, " ", Some(json!(" "))),
            (Kind::Text, "", None),
            (Kind::Date, "fri", Some(json!("fri"))),
            (Kind::Date, " ", None),
            (Kind::Time, "9", Some(json!("9"))),
            (Kind::Integer, "318", Some(json!(318))),
            (Kind::Integer, " -5 ", Some(json!(-5))),
            (Kind::Integer, "1.5", Some(json!(1.5))),
            (Kind::Integer, "007", Some(json!("007"))),
            (Kind::Integer, "1e3", Some(number("1e3"))),
            (Kind::Integer, "true", Some(json!("true"))),
            (Kind::Integer, "123456789012345678901234567890", Some(number("123456789012345678901234567890"))),
            (Kind::Switch, "true", Some(json!(true))),
            (Kind::Switch, "yes", Some(json!("yes"))),
            (Kind::Dates, "2026-03-02, 2026-03-04,", Some(json!(["2026-03-02", "2026-03-04"]))),
            (Kind::Dates, "mon-fri", Some(json!(["mon-fri"]))),
            (Kind::Texts, "a@b.c\nd e; f", Some(json!(["a@b.c", "d e", "f"]))),
            (Kind::Texts, " , ", None),
            (Kind::Json, "{\"a\": 1}", Some(json!({"a": 1}))),
            (Kind::Json, "{a}", Some(json!("{a}"))),
            (Kind::Json, "{\"a\": 1, \"a\": 2}", Some(json!("{\"a\": 1, \"a\": 2}"))),
        ] {
            assert_eq!(kind.read(text), expected, "{kind:?} {text:?}");
        }
    }

    #[test]
    fn json_that_says_a_thing_twice_is_told_so() {
        let problem = Kind::Json.problem("[{\"a\": 1,\n\"a\": 2}]").unwrap();
        assert!(problem.contains("line 2, column 1") && problem.contains("line 1, column 3"), "{problem}");
    }

    #[test]
    fn what_no_text_stands_for_is_kept_until_the_text_changes() {
        for (kind, value) in [
            (Kind::Text, json!(5)),
            (Kind::Text, json!(null)),
            (Kind::Text, json!("")),
            (Kind::Integer, json!("318")),
            (Kind::Integer, json!(1e30)),
            (Kind::Switch, json!("true")),
            (Kind::Texts, json!([])),
            (Kind::Texts, json!(["a, b", " c"])),
            (Kind::Texts, json!(["a", 1])),
            (Kind::Json, json!("[1]")),
            (Kind::Json, json!([{"a": "x".repeat(80)}])),
        ] {
            let entry = Entry::load(value.clone(), kind);
            assert_eq!(entry.value(kind), Some(value.clone()), "{kind:?}");
            let stored: Entry = serde_json::from_str(&serde_json::to_string(&entry).unwrap()).unwrap();
            assert_eq!(stored, entry, "{kind:?} {value}");
        }
    }
}
