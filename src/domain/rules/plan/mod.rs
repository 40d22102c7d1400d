//! Reads the file a person wrote: JSON, or TOML with the same names.
//!
//! A plan is JSON when it starts with `{`, `[` or is any other JSON value, else TOML. TOML's own dates and times
//! become the contract's `YYYY-MM-DD` and `HH:mm`. Reading judges nothing: [`judge`](super::judge) takes what comes out.
//! `other` recognises what is nearly a plan, for the refusal to say what to do.

mod other;

use std::fmt;
use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};
use toml::value::{Datetime, Time};

use super::json::{self, JsonError};
use super::path::Path;
use super::positions::{Position, Positions};
use super::words::Message;
use crate::domain::shown::Shown;

/// Why a plan could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanError {
    /// Where.
    pub position: Position,
    /// What is wrong there, without the place; safe to print.
    pub message: String,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}

impl std::error::Error for PlanError {}

impl From<PlanError> for Message {
    /// A plan that cannot be read is invalid as a whole.
    fn from(error: PlanError) -> Self {
        Self::whole(error.message)
    }
}

impl PlanError {
    fn new(text: &str, offset: usize, message: &str) -> Self {
        let message = message.lines().collect::<Vec<_>>().join(", ");
        Self { position: Position::of(text, offset), message: Shown::new(&message).as_str().to_owned() }
    }

    fn json(text: &str, error: &JsonError) -> Self {
        let hint = other::json_hint(text, error);
        Self { position: error.position, message: format!("the plan is not valid JSON: {}{hint}", error.message) }
    }

    fn toml(text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or_default();
        let first =
            first_of_two(text, span.clone()).map_or_else(String::new, |first| format!("; the first is at {first}"));
        Self::new(text, span.start, &format!("the plan is not valid TOML: {}{first}", error.message()))
    }
}

/// Where the key stands for the first time that stands again at `second`, where it is refused.
fn first_of_two(text: &str, second: Range<usize>) -> Option<Position> {
    const STAND_IN: &str = "kaytop-stand-in";
    let (before, key, after) = (text.get(..second.start)?, text.get(second.clone())?, text.get(second.end..)?);
    let name = DeTable::parse(&format!("{key}=0")).ok()?.into_inner().into_iter().next()?.0.into_inner().into_owned();
    // With another key in its place the table it belongs to can be told.
    let text = format!("{before}{STAND_IN}{after}");
    let (table, _) = DeTable::parse_recoverable(&text);
    let table = holding(STAND_IN, table.get_ref())?;
    let first = table.keys().find(|key| *key.get_ref() == name)?.span().start;
    (first < second.start).then(|| Position::of(&text, first))
}

/// The table with this key.
fn holding<'t, 'i>(key: &str, table: &'t DeTable<'i>) -> Option<&'t DeTable<'i>> {
    fn within<'t, 'i>(key: &str, value: &'t DeValue<'i>) -> Option<&'t DeTable<'i>> {
        match value {
            DeValue::Table(table) => holding(key, table),
            DeValue::Array(entries) => entries.iter().find_map(|entry| within(key, entry.get_ref())),
            _ => None,
        }
    }
    if table.contains_key(key) { Some(table) } else { table.values().find_map(|value| within(key, value.get_ref())) }
}

/// A plan as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The JSON that would be sent.
    pub request: Value,
    /// Where its parts stand in the text.
    pub positions: Positions,
}

/// Reads a plan into the JSON that would be sent.
///
/// # Errors
/// The bytes are no text in UTF-8, the text is neither valid JSON nor valid TOML, an object has a member twice, or there
/// is a number that JSON cannot write (`nan`, `inf`).
pub fn read(bytes: &[u8]) -> Result<Plan, PlanError> {
    let text = other::text(bytes)?;
    match json::placed(text) {
        Ok((request, positions)) => Ok(Plan { request, positions }),
        Err(error) if other::is_meant_as_json(text) => Err(PlanError::json(text, &error)),
        Err(_) => {
            let table = DeTable::parse(text).map_err(|error| match other::foreign(text) {
                Some((offset, message)) => PlanError::new(text, offset, message),
                None => PlanError::toml(text, &error),
            })?;
            let mut reading = Reading { text, positions: Positions::new(text) };
            let request = reading.object(table.into_inner(), Path::Body)?;
            Ok(Plan { request, positions: reading.positions })
        }
    }
}

/// TOML on its way to JSON.
struct Reading<'t> {
    text: &'t str,
    positions: Positions,
}

impl Reading<'_> {
    fn object(&mut self, table: DeTable<'_>, path: Path<'_>) -> Result<Value, PlanError> {
        let mut members = serde_json::Map::new();
        for (name, value) in table {
            let start = name.span().start;
            let name = name.into_inner().into_owned();
            let member = Path::Member(&path, &name);
            self.positions.note(member, start);
            let value = self.value(value, member)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }

    fn list(&mut self, entries: DeArray<'_>, path: Path<'_>) -> Result<Value, PlanError> {
        let mut list = Vec::with_capacity(entries.len());
        for (index, entry) in entries.into_iter().enumerate() {
            let place = Path::Entry(&path, index);
            self.positions.note(place, entry.span().start);
            list.push(self.value(entry, place)?);
        }
        Ok(Value::Array(list))
    }

    fn value(&mut self, value: Spanned<DeValue<'_>>, path: Path<'_>) -> Result<Value, PlanError> {
        let start = value.span().start;
        let refused = |why| PlanError::new(self.text, start, why);
        match value.into_inner() {
            DeValue::String(string) => Ok(Value::String(string.into_owned())),
            DeValue::Boolean(boolean) => Ok(Value::Bool(boolean)),
            DeValue::Datetime(datetime) => Ok(Value::String(date_or_time(&datetime))),
            DeValue::Array(entries) => self.list(entries, path),
            DeValue::Table(table) => self.object(table, path),
            DeValue::Integer(integer) if integer.radix() == 10 => {
                number(integer.as_str()).ok_or_else(|| refused("JSON has no such number"))
            }
            DeValue::Integer(integer) => u64::from_str_radix(integer.as_str(), integer.radix())
                .map(Value::from)
                .map_err(|_| refused("the number does not fit into 64 bits")),
            DeValue::Float(float) => number(float.as_str()).ok_or_else(|| refused("JSON has no such number")),
        }
    }
}

/// A number of TOML with the digits it was written with; JSON has no plus and neither `nan` nor `inf`.
fn number(written: &str) -> Option<Value> {
    json::number(written.strip_prefix('+').unwrap_or(written))
}

/// A date as `YYYY-MM-DD`, a time as `HH:mm`. What is more than either is kept as written, for the rules to judge.
fn date_or_time(datetime: &Datetime) -> String {
    match *datetime {
        Datetime {
            date: None,
            time: Some(Time { hour, minute, second: None | Some(0), nanosecond: None | Some(0) }),
            offset: None,
        } => format!("{hour:02}:{minute:02}"),
        _ => datetime.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(text: &str) -> Result<Value, PlanError> {
        read(text.as_bytes()).map(|plan| plan.request)
    }

    #[test]
    fn json_and_toml_of_the_same_plan_read_alike() {
        let toml = r#"
            name = "Outreach"
            case_list_id = 1_23
            is_obo = false
            [[runs]]
            start_date = 2026-02-20
            end_date = "2026-02-21"
            start_time = 09:00:00
            end_time = 17:30
            selected_days = [2026-02-20, "2026-02-21"]
            [report_schedule]
            time = "09:30"
            filters = { above = 0.5, code = 0xff }
        "#;
        let json = json!({
            "name": "Outreach", "case_list_id": 123, "is_obo": false,
            "runs": [{
                "start_date": "2026-02-20", "end_date": "2026-02-21", "start_time": "09:00", "end_time": "17:30",
                "selected_days": ["2026-02-20", "2026-02-21"],
            }],
            "report_schedule": {"time": "09:30", "filters": {"above": 0.5, "code": 255}},
        });
        assert_eq!(request(toml), Ok(json.clone()));
        assert_eq!(request(&json.to_string()), Ok(json.clone()));
        assert_eq!(request(&format!("\u{feff} \n{json}\n")), Ok(json));
    }

    #[test]
    fn the_first_character_tells_json_from_toml() {
        for (text, expected) in [
            ("{}", json!({})),
            (" [1]", json!([1])),
            ("12", json!(12)),
            ("\"name\"", json!("name")),
            ("null", json!(null)),
            ("", json!({})),
            ("# a comment\n", json!({})),
            ("\"name\" = \"x\"", json!({"name": "x"})),
            ("12 = 1", json!({"12": 1})),
            ("a = -9223372036854775808\nb = +7", json!({"a": i64::MIN, "b": 7})),
        ] {
            assert_eq!(request(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn times_that_are_more_than_hours_and_minutes_stay_for_the_rules_to_judge() {
        for (text, expected) in [
            ("09:00:00.000", "09:00"),
            ("09:00:30", "09:00:30"),
            ("2026-02-20T09:00:00", "2026-02-20T09:00:00"),
            ("2026-02-20T09:00:00Z", "2026-02-20T09:00:00Z"),
        ] {
            assert_eq!(request(&format!("at = {text}")), Ok(json!({"at": expected})), "{text}");
        }
    }

    #[test]
    fn a_plan_that_cannot_be_read_says_where_and_why() {
        for (text, line, column, reason) in [
            ("{\n  \"name\": \"ä\",\n}", 3, 1, "not valid JSON: trailing comma"),
            ("{\"ä\" 1}", 1, 6, "not valid JSON: expected `:`"),
            ("{\"name\": ", 1, 9, "not valid JSON: EOF"),
            ("[[runs]]\nstart_date = 2026-02-20\n", 1, 3, "before the first [table]"),
            ("{\"a\": 1,\n \"a\": 1}", 2, 2, "`a` stands twice; the first is at line 1, column 2"),
            ("name = \"a\"\n\"name\" = \"b\"\n", 2, 1, "duplicate key; the first is at line 1, column 1"),
            ("x = 1\n[[r]]\na = 1\n[[r]]\nb.c = 1\na = 1\nb.c = 2", 7, 3, "the first is at line 5, column 3"),
            ("a = 1\nx = [{a = 1}, {b = 0, a = 1, a = 2}]", 2, 30, "the first is at line 2, column 23"),
            ("x = 1\n[t]\na = 1\n[u]\n[t]\n", 5, 2, "the first is at line 2, column 2"),
            ("name x", 1, 6, "not valid TOML"),
            ("a = 1\nb = nan\n", 2, 5, "JSON has no such number"),
            ("b = [0, -inf]", 1, 9, "JSON has no such number"),
            ("b = 0xfffffffffffffffff", 1, 5, "64 bits"),
        ] {
            let error = request(text).expect_err(text);
            assert_eq!((error.position.line, error.position.column), (line, column), "{text}: {error}");
            assert!(error.message.contains(reason) && !error.message.contains('\n'), "{text}: {error}");
        }
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        let toml =
            "a = 123_456_789_012_345_678_901\nb = -0\nc = 1.10\nd = 1E400\ne = +1_0.5e+06\nf = -9223372036854775809";
        let json = r#"{"a":123456789012345678901,"b":-0,"c":1.10,"d":1E400,"e":10.5e+06,"f":-9223372036854775809}"#;
        assert_eq!(request(toml).expect("a plan").to_string(), json);
        assert_eq!(request(json).expect("a plan").to_string(), json);
    }

    #[test]
    fn every_part_has_its_place_and_a_missing_one_that_of_what_it_is_missing_from() {
        let json = "\u{feff}\n{\n  \"name\": \"ä\", \"rüns\": 1,\n  \"runs\": [\n    {},\n    { \"days\": [\"a\",\n \"b\"] }\n  ]\n}\n";
        let toml = "# a plan\nname = \"ä\"\n\"rüns\" = 1\n[[runs]]\nx = 1\n  [[runs]]\n  days = [\"a\",\n \"b\"]\n[runs.report]\n";
        for (text, positions) in [
            (json, [("", 2, 1), ("name", 3, 3), ("rüns", 3, 16), ("case_list_id", 2, 1), ("runs", 4, 3)]),
            (
                json,
                [
                    ("runs[0]", 5, 5),
                    ("runs[0].end", 5, 5),
                    ("runs[1].days[1]", 7, 2),
                    ("runs[1].days", 6, 7),
                    ("x.y[3].z", 2, 1),
                ],
            ),
            (toml, [("", 1, 1), ("name", 2, 1), ("rüns", 3, 1), ("case_list_id", 1, 1), ("runs", 4, 3)]),
            (
                toml,
                [
                    ("runs[0]", 4, 1),
                    ("runs[0].end", 4, 1),
                    ("runs[1].days[1]", 8, 2),
                    ("runs[1].days", 7, 3),
                    ("runs[1]", 6, 3),
                ],
            ),
        ] {
            let plan = read(text.as_bytes()).expect("a plan");
            for (path, line, column) in positions {
                assert_eq!(plan.positions.of(path), Position { line, column }, "{path} in {text}");
            }
        }
    }

    #[test]
    fn depth_is_refused_and_not_a_crash() {
        for (open, start) in [("[", ""), ("{\"a\":", ""), ("[", "a = "), ("{a=", "a = ")] {
            assert!(request(&format!("{start}{}", open.repeat(100_000))).is_err(), "{start}{open}");
        }
    }

    #[test]
    fn the_problem_is_that_of_the_whole_body() {
        let problem = Message::from(request("{").expect_err("it is cut off"));
        assert_eq!((problem.path.as_str(), problem.rule), ("", None));
        assert!(problem.text.starts_with("the plan is not valid JSON"), "{}", problem.text);
    }
}
