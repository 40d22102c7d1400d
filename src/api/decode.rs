//! JSON, read generously: the pieces that [`super::convert`] reads answers with.
//!
//! `serde_json` refuses a whole document for one number out of range or one broken character in a name (M11). The way
//! around it stands here: [`Members`] splits an object into raw members, so that each is read, or not, by itself. Knows
//! JSON, not campaigns.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::domain::failure::Failure;
use crate::domain::shown::Shown;

/// The text of a body: without a byte order mark, in UTF-8, and not blank (P11, N11).
pub(super) fn text(body: &[u8]) -> Result<&str, Failure> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = std::str::from_utf8(body).map_err(|_| not_json("not UTF-8"))?;
    if text.trim().is_empty() { Err(Failure::Empty) } else { Ok(text) }
}

/// Why `text` could not be read as the JSON that was due. JSON that ends too early was cut off on its way (P1).
pub(super) fn refusal(text: &str, error: &serde_json::Error, due: &'static str) -> Failure {
    let text = text.trim_start();
    if text.starts_with('<') {
        not_json("HTML from a proxy?")
    } else if text.contains('\0') {
        not_json("not UTF-8")
    } else if error.is_eof() && text.starts_with(['[', '{']) {
        Failure::CutOff
    } else if serde_json::from_str::<&RawValue>(text).is_ok() {
        not_json(due)
    } else {
        Failure::NotJson { looks: Shown::new(&format!("syntax error at line {}", error.line())) }
    }
}

const fn not_json(looks: &'static str) -> Failure {
    Failure::NotJson { looks: Shown::plain(looks) }
}

/// An integer, also when it comes as a float without a fraction.
pub(super) struct Int(pub(super) i64);

/// Floats name every integer below this one, which another that is written with a point may have been rounded to.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IntVisitor;

        impl Visitor<'_> for IntVisitor {
            type Value = Int;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer")
            }

            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Int, E> {
                Ok(Int(n))
            }

            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Int, E> {
                i64::try_from(n).map(Int).map_err(E::custom)
            }

            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Int, E> {
                if n.fract() == 0.0 && n.abs() < EXACT {
                    Ok(Int(n as i64))
                } else {
                    Err(E::invalid_value(de::Unexpected::Float(n), &self))
                }
            }
        }

        deserializer.deserialize_i64(IntVisitor)
    }
}

/// A string, made safe to show while it is read.
pub(super) struct Text(pub(super) Shown);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl Visitor<'_> for TextVisitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(Shown::new(text)))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

/// The members of one object, unread.
pub(super) struct Members<'a>(Vec<(Name<'a>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Takes an object apart; `None` when it is none.
    pub(super) fn of(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// Takes an object apart and keeps what is called one of `names`, the last of each: however many members there are,
    /// no more than these take memory.
    pub(super) fn among(text: &'a str, names: &[&str]) -> serde_json::Result<Self> {
        let mut json = serde_json::Deserializer::from_str(text);
        let members = json.deserialize_map(Among(names))?;
        json.end()?;
        Ok(members)
    }

    /// A member as received; the last one when its name is repeated.
    pub(super) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(given, _)| *given.0 == *name.as_bytes()).map(|(_, raw)| *raw)
    }

    /// A member as received, where its name stands once: two of them say nothing.
    pub(super) fn once(&self, name: &str) -> Option<&'a RawValue> {
        let mut named = self.0.iter().filter(|(given, _)| *given.0 == *name.as_bytes()).map(|(_, raw)| *raw);
        named.next().filter(|_| named.next().is_none())
    }

    /// A member by itself: `None` when it is absent, null or not a `T`.
    pub(super) fn get<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.raw(name)?.get()).ok()
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::with_capacity(8);
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Reads an object and keeps the members of these names.
struct Among<'n>(&'n [&'n str]);

impl<'de> Visitor<'de> for Among<'_> {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members: Vec<(Name<'de>, &'de RawValue)> = Vec::with_capacity(self.0.len());
        while let Some((name, value)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
            match members.iter_mut().find(|(known, _)| known.0 == name.0) {
                Some((_, known)) => *known = value,
                None if self.0.iter().any(|wanted| *wanted.as_bytes() == *name.0) => members.push((name, value)),
                None => {}
            }
        }
        Ok(Members(members))
    }
}

/// Why the elements of an array were not all taken.
pub(super) enum Stopped {
    /// The text is no array of such elements.
    Json(serde_json::Error),
    /// Whoever takes them wants no more.
    Enough(Failure),
}

/// Hands the elements of the array in `text` to `take`, one by one, so that none of them takes memory before it is
/// wanted.
pub(super) fn each<'de, T: Deserialize<'de>>(
    text: &'de str,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Stopped> {
    let mut enough = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let mut take = |element| take(element).map_err(|failure| enough = Some(failure));
    let read = json.deserialize_seq(Each { take: &mut take, element: PhantomData }).and_then(|()| json.end());
    match (read, enough) {
        (_, Some(failure)) => Err(Stopped::Enough(failure)),
        (Err(error), None) => Err(Stopped::Json(error)),
        (Ok(()), None) => Ok(()),
    }
}

struct Each<'t, T, F> {
    take: &'t mut F,
    element: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> Result<(), ()>> Visitor<'de> for Each<'_, T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element()? {
            (self.take)(element).map_err(|()| de::Error::custom("enough"))?;
        }
        Ok(())
    }
}

/// A member's name. Read as bytes, since as text one broken character in it would cost the whole object.
struct Name<'a>(Cow<'a, [u8]>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, name: &'de [u8]) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_bytes<E: de::Error>(self, name: &[u8]) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_bytes(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_may_come_as_floats() {
        for (json, expected) in [
            ("7", Some(7)),
            ("-7", Some(-7)),
            ("7.0", Some(7)),
            ("7e2", Some(700)),
            ("-0.0", Some(0)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9007199254740991.0", Some(9_007_199_254_740_991)),
            ("9007199254740993.0", None),
            ("7.5", None),
            ("9223372036854775808", None),
            ("1e30", None),
            ("1e999", None),
            ("\"7\"", None),
            ("true", None),
            ("null", None),
        ] {
            assert_eq!(serde_json::from_str::<Int>(json).ok().map(|n| n.0), expected, "{json}");
        }
    }

    #[test]
    fn members_are_read_one_by_one() {
        let json = r#"{"a":1,"\ud800":2,"b":1e999,"c":"\ud800","a":3,"d":null,"e\u0031":"x"}"#;
        let members: Members<'_> = serde_json::from_str(json).unwrap();
        assert_eq!(members.get::<Int>("a").map(|n| n.0), Some(3), "the last of two wins");
        assert_eq!(members.get::<Text>("e1").map(|t| t.0), Some(Shown::new("x")));
        assert!(members.get::<f64>("b").is_none() && members.get::<Text>("c").is_none());
        assert!(members.get::<Int>("d").is_none() && members.raw("d").is_some() && members.raw("f").is_none());
    }
}
