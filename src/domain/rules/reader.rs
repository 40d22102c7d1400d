//! Reads members of the body and reports those that are missing or wrong.
//!
//! A null stands for an absent field everywhere but in a list. Start with [`Node`], an object of the body with its
//! place, and with [`Field::required_if`], which every rule about a single member goes through.

use std::fmt;

use serde_json::{Map, Value};

use super::Verdict;
use super::clock;
use super::fields::Field;
use crate::domain::shown::Shown;
use crate::domain::time::Date;

/// How many characters of a text from the body a message repeats.
const QUOTED: usize = 40;

/// A place in the body. Written out (`runs[0].end_time`) only when something is said of it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Body,
    Member(&'a Path<'a>, &'a str),
    Entry(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Body => Ok(()),
            Self::Member(Self::Body, name) => f.write_str(name),
            Self::Member(parent, name) => write!(f, "{parent}.{name}"),
            Self::Entry(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// An object of the body and its place.
pub(super) struct Node<'v> {
    path: Path<'static>,
    members: &'v Map<String, Value>,
}

impl<'v> Node<'v> {
    /// The object, or `None` when `value` is none.
    pub(super) fn new(path: Path<'static>, value: &'v Value) -> Option<Self> {
        value.as_object().map(|members| Self { path, members })
    }

    /// The object at `index` of the list at `list`. That an entry is no object belongs to no numbered rule.
    pub(super) fn entry(
        list: &'static Path<'static>,
        index: usize,
        value: &'v Value,
        verdict: &mut Verdict,
    ) -> Option<Self> {
        let path = Path::Entry(list, index);
        let node = Self::new(path, value);
        if node.is_none() {
            verdict.breach(path, None, format!("must be an object; it is {}", seen(value)));
        }
        node
    }

    /// The member, unless it is absent or null.
    pub(super) fn get(&self, name: &str) -> Option<&'v Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// The names of all members.
    pub(super) fn names(&self) -> impl Iterator<Item = &'v str> {
        self.members.keys().map(String::as_str)
    }

    /// The place of the object itself.
    pub(super) fn path(&self) -> Path<'static> {
        self.path
    }

    /// The place of a member.
    pub(super) fn at<'a>(&'a self, name: &'a str) -> Path<'a> {
        Path::Member(&self.path, name)
    }
}

impl Field {
    /// Reads a field that must be there.
    pub(super) fn required<'v, T>(
        &self,
        node: &Node<'v>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        self.required_if(true, node, read, verdict)
    }

    /// Reads a field that may be absent.
    pub(super) fn optional<'v, T>(
        &self,
        node: &Node<'v>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        self.required_if(false, node, read, verdict)
    }

    /// Reads a field with `read`, which gives `None` for a wrong value. A wrong value is a breach, and so is its
    /// absence when it is `required`.
    pub(super) fn required_if<'v, T>(
        &self,
        required: bool,
        node: &Node<'v>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        let path = node.at(self.name);
        match node.get(self.name) {
            Some(value) => self.value(value, path, read, verdict),
            None if required => {
                verdict.breach(path, self.presence_rule, format!("is required{}: {}", self.when, self.expected));
                None
            }
            None => None,
        }
    }

    /// Reads a value that stands at `path`, such as an entry of a list.
    pub(super) fn value<'v, T>(
        &self,
        value: &'v Value,
        path: Path<'_>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        let right = read(value);
        if right.is_none() {
            verdict.breach(path, self.rule, format!("must be {}; it is {}", self.expected, seen(value)));
        }
        right
    }
}

/// A text that is not blank.
pub(super) fn filled(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.trim().is_empty())
}

pub(super) fn boolean(value: &Value) -> Option<bool> {
    value.as_bool()
}

/// A JSON integer of any sign and size; beyond 128 bits the nearest that fits.
///
/// `1.0` and `1e3` are no integers. Where `serde_json` keeps an integer as a float (`-0`, and what 64 bits cannot
/// hold) its spelling is lost, so `1e30` passes as well.
pub(super) fn integer(value: &Value) -> Option<i128> {
    const BELOW_I64: f64 = -9_223_372_036_854_775_808.0;
    const ABOVE_U64: f64 = 18_446_744_073_709_551_616.0;
    let number = value.as_number()?;
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    exact.or_else(|| {
        let float = number.as_f64()?;
        let minus_zero = float == 0.0 && float.is_sign_negative();
        (minus_zero || float <= BELOW_I64 || float >= ABOVE_U64).then_some(float as i128)
    })
}

pub(super) fn no_fewer_than_zero(value: &Value) -> Option<i128> {
    integer(value).filter(|&number| number >= 0)
}

pub(super) fn list(value: &Value) -> Option<&[Value]> {
    value.as_array().map(Vec::as_slice)
}

/// A list that is not empty.
pub(super) fn one_or_more(value: &Value) -> Option<&[Value]> {
    list(value).filter(|entries| !entries.is_empty())
}

/// A real date, `YYYY-MM-DD`.
pub(super) fn date(value: &Value) -> Option<Date> {
    clock::date(value.as_str()?)
}

/// A time of the day, `HH:mm`, in minutes since midnight.
pub(super) fn time(value: &Value) -> Option<u16> {
    clock::minutes(value.as_str()?)
}

/// The value as a message repeats it.
pub(super) fn seen(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(entries) if entries.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) => shown(&value.to_string()),
    }
}

/// A text of the body in quotes, safe to print.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", shown(text))
}

/// A text of the body, cut to a length a sentence can hold and safe to print.
pub(super) fn shown(text: &str) -> String {
    let mut rest = text.chars();
    let start: String = rest.by_ref().take(QUOTED).collect();
    let dots = if rest.next().is_some() { "..." } else { "" };
    format!("{}{dots}", Shown::new(&start).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_told_from_floats_wherever_json_still_knows() {
        for (json, expected) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-5", Some(-5)),
            ("9223372036854775807", Some(i64::MAX.into())),
            ("-9223372036854775808", Some(i64::MIN.into())),
            ("18446744073709551615", Some(u64::MAX.into())),
            ("18446744073709551616", Some(1 << 64)),
            ("-9223372036854775809", Some(-(1 << 63))),
            ("1.0", None),
            ("0.0", None),
            ("1e3", None),
            ("1e19", None),
            ("1.5", None),
            ("\"1\"", None),
            ("true", None),
            ("null", None),
            ("[1]", None),
        ] {
            let value: Value = serde_json::from_str(json).expect(json);
            assert_eq!(integer(&value), expected, "{json}");
        }
        for json in ["123456789012345678901234567890", "-123456789012345678901234567890"] {
            let value: Value = serde_json::from_str(json).expect(json);
            assert_eq!(integer(&value).map(|number| number < 0), Some(json.starts_with('-')), "{json}");
        }
    }

    #[test]
    fn paths_are_written_as_the_contract_writes_them() {
        let runs = Path::Member(&Path::Body, "runs");
        let run = Path::Entry(&runs, 3);
        assert_eq!(Path::Body.to_string(), "");
        assert_eq!(runs.to_string(), "runs");
        assert_eq!(run.to_string(), "runs[3]");
        assert_eq!(Path::Member(&run, "end_time").to_string(), "runs[3].end_time");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shown(&"ä".repeat(QUOTED)), "ä".repeat(QUOTED));
        assert_eq!(shown(&"ä".repeat(QUOTED + 1)), "ä".repeat(QUOTED) + "...");
    }
}
