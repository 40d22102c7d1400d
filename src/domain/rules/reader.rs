//! Reads members of the body and reports those that are missing or wrong.
//!
//! A null stands for an absent field everywhere but in a list. Start with [`Node`], an object of the body,
//! and with [`ContractField::required_if`], which every rule about a single member goes through.

use serde_json::{Map, Value};

use super::Verdict;
use super::fields::ContractField;
use super::finding::Kind;
use super::place::{Object, Place};
use crate::domain::shown::Shown;
use crate::domain::time::{Date, TimeOfDay, parse_date};

/// How many characters of a text from the body a finding repeats.
const QUOTED: usize = 40;

/// An object of the body.
pub(super) struct Node<'v> {
    object: Object,
    members: &'v Map<String, Value>,
}

impl<'v> Node<'v> {
    /// The object, or `None` when `value` is none.
    pub(super) fn new(object: Object, value: &'v Value) -> Option<Self> {
        value.as_object().map(|members| Self { object, members })
    }

    /// The entry of a list. That it is no object belongs to no numbered rule.
    pub(super) fn entry(object: Object, value: &'v Value, verdict: &mut Verdict) -> Option<Self> {
        let node = Self::new(object, value);
        if node.is_none() {
            verdict.breach(object.whole(), None, Kind::NotAnObject(seen(value)));
        }
        node
    }

    /// The member, unless it is absent or null.
    pub(super) fn get(&self, field: &ContractField) -> Option<&'v Value> {
        self.members.get(field.name).filter(|value| !value.is_null())
    }

    /// Whether the member is there and null.
    pub(super) fn is_null(&self, field: &ContractField) -> bool {
        self.members.get(field.name).is_some_and(Value::is_null)
    }

    /// The names of all members.
    pub(super) fn names(&self) -> impl Iterator<Item = &'v str> {
        self.members.keys().map(String::as_str)
    }

    /// Which object it is.
    pub(super) fn object(&self) -> Object {
        self.object
    }

    /// The place of a member.
    pub(super) fn at(&self, field: &'static ContractField) -> Place {
        self.object.member(field)
    }
}

impl ContractField {
    /// Reads a field that must be there.
    pub(super) fn required<'v, T>(
        &'static self,
        node: &Node<'v>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        self.required_if(true, node, read, verdict)
    }

    /// Reads a field that may be absent.
    pub(super) fn optional<'v, T>(
        &'static self,
        node: &Node<'v>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        self.required_if(false, node, read, verdict)
    }

    /// Reads a field with `read`, which gives `None` for a wrong value. A wrong value is a breach, and so is its
    /// absence when it is `required`.
    pub(super) fn required_if<'v, T>(
        &'static self,
        required: bool,
        node: &Node<'v>,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        let place = node.at(self);
        if required {
            verdict.required.insert(place.clone());
        }
        match node.get(self) {
            Some(value) => self.value(value, place, read, verdict),
            None if required => {
                verdict.breach(place, self.presence_rule, Kind::Missing(self));
                None
            }
            None => None,
        }
    }

    /// Reads a value that stands at `place`, such as an entry of a list.
    pub(super) fn value<'v, T>(
        &'static self,
        value: &'v Value,
        place: Place,
        read: impl FnOnce(&'v Value) -> Option<T>,
        verdict: &mut Verdict,
    ) -> Option<T> {
        let right = read(value);
        if right.is_none() {
            verdict.breach(place, self.rule, Kind::Wrong { field: self, seen: seen(value) });
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

/// A JSON integer of any sign that 64 bits hold. `1.0` and `1e3` are no integers.
pub(super) fn integer(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
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
    parse_date(value.as_str()?)
}

/// A time of the day, `HH:mm`.
pub(super) fn time(value: &Value) -> Option<TimeOfDay> {
    TimeOfDay::parse(value.as_str()?)
}

/// The value as a finding repeats it.
pub(super) fn seen(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", shown(text)),
        Value::Array(entries) if entries.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Number(number) => seen_number(number.as_str()),
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

/// A number as it was written, but for the sign of a zero.
fn seen_number(written: &str) -> String {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_zero = digits.bytes().take_while(|byte| !byte.eq_ignore_ascii_case(&b'e')).all(|byte| b"0.".contains(&byte));
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = written.parse::<i64>().is_ok() || written.parse::<u64>().is_ok();
    let beyond = if is_whole && !fits { ", which is beyond 64 bits" } else { "" };
    format!("{}{beyond}", shown(if is_zero { digits } else { written }))
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
    use super::super::json;
    use super::*;

    #[test]
    fn integers_have_no_point_and_no_exponent_and_fit_into_64_bits() {
        for (json, expected) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-5", Some(-5)),
            ("9223372036854775807", Some(i64::MAX.into())),
            ("-9223372036854775808", Some(i64::MIN.into())),
            ("18446744073709551615", Some(u64::MAX.into())),
            ("18446744073709551616", None),
            ("-9223372036854775809", None),
            ("123456789012345678901234567890", None),
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
    }

    #[test]
    fn numbers_are_repeated_as_they_were_written() {
        for (text, expected) in [
            ("123456789012345678901", "123456789012345678901, which is beyond 64 bits"),
            ("-9223372036854775809", "-9223372036854775809, which is beyond 64 bits"),
            ("18446744073709551615", "18446744073709551615"),
            ("1.10", "1.10"),
            ("1E400", "1E400"),
            ("-0", "0"),
            ("-0.00", "0.00"),
            ("-0.5", "-0.5"),
            ("-0e5", "0e5"),
        ] {
            assert_eq!(seen(&json::parse(text).expect(text)), expected);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shown(&"ä".repeat(QUOTED)), "ä".repeat(QUOTED));
        assert_eq!(shown(&"ä".repeat(QUOTED + 1)), "ä".repeat(QUOTED) + "...");
    }
}
