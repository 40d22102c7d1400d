//! Reads the file a person wrote: JSON, or TOML with the same names.
//!
//! A plan is JSON when it starts with `{`, `[` or is any other JSON value, else TOML. TOML's own dates and times
//! become the contract's `YYYY-MM-DD` and `HH:mm`. Reading judges nothing: [`judge`](super::judge) takes what comes out.

use std::fmt;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Time};

use super::Problem;
use crate::domain::shown::Shown;

/// Why a plan could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanError {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong there, without the place; safe to print.
    pub message: String,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for PlanError {}

impl From<PlanError> for Problem {
    /// A plan that cannot be read is invalid as a whole: the empty path, no numbered rule.
    fn from(error: PlanError) -> Self {
        Self { path: String::new(), rule: None, message: error.to_string() }
    }
}

impl PlanError {
    fn new(text: &str, offset: usize, message: &str) -> Self {
        let before = (0..=offset.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let message = message.lines().collect::<Vec<_>>().join(", ");
        Self {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: Shown::new(&message).as_str().to_owned(),
        }
    }

    fn json(text: &str, error: &serde_json::Error) -> Self {
        let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let offset = line_start + error.column().saturating_sub(1);
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = error.to_string();
        let reason = reason.strip_suffix(&place).unwrap_or(&reason);
        let hint = if text.trim_start().starts_with('[') && DeTable::parse(text).is_ok() {
            "; a plan in TOML starts with its own fields, such as name = \"...\", before the first [table]"
        } else {
            ""
        };
        Self::new(text, offset, &format!("the plan is not valid JSON: {reason}{hint}"))
    }

    fn toml(text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start);
        Self::new(text, offset, &format!("the plan is not valid TOML: {}", error.message()))
    }
}

/// Reads a plan into the JSON that would be sent.
///
/// # Errors
/// The text is neither valid JSON nor valid TOML, or it holds a number that JSON cannot write (`nan`, `inf`).
pub fn read(text: &str) -> Result<Value, PlanError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(error) if text.trim_start().starts_with(['{', '[']) => Err(PlanError::json(text, &error)),
        Err(_) => {
            let table = DeTable::parse(text).map_err(|error| PlanError::toml(text, &error))?;
            object(table.into_inner(), text)
        }
    }
}

fn object(table: DeTable<'_>, text: &str) -> Result<Value, PlanError> {
    table.into_iter().map(|(name, value)| Ok((name.into_inner().into_owned(), json(value, text)?))).collect()
}

fn json(value: Spanned<DeValue<'_>>, text: &str) -> Result<Value, PlanError> {
    let start = value.span().start;
    match value.into_inner() {
        DeValue::String(string) => Ok(Value::String(string.into_owned())),
        DeValue::Boolean(boolean) => Ok(Value::Bool(boolean)),
        DeValue::Datetime(datetime) => Ok(Value::String(date_or_time(&datetime))),
        DeValue::Array(entries) => entries.into_iter().map(|entry| json(entry, text)).collect(),
        DeValue::Table(table) => object(table, text),
        DeValue::Integer(integer) => {
            let (digits, radix) = (integer.as_str(), integer.radix());
            let signed = i64::from_str_radix(digits, radix).map(Value::from);
            let number = signed.or_else(|_| u64::from_str_radix(digits, radix).map(Value::from));
            number.map_err(|_| PlanError::new(text, start, "the number does not fit into 64 bits"))
        }
        DeValue::Float(float) => {
            let number = float.as_str().parse().ok().and_then(serde_json::Number::from_f64);
            number.map(Value::Number).ok_or_else(|| PlanError::new(text, start, "JSON has no such number"))
        }
    }
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
        assert_eq!(read(toml), Ok(json.clone()));
        assert_eq!(read(&json.to_string()), Ok(json.clone()));
        assert_eq!(read(&format!("\u{feff} \n{json}\n")), Ok(json));
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
            assert_eq!(read(text), Ok(expected), "{text}");
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
            assert_eq!(read(&format!("at = {text}")), Ok(json!({"at": expected})), "{text}");
        }
    }

    #[test]
    fn a_plan_that_cannot_be_read_says_where_and_why() {
        for (text, line, column, reason) in [
            ("{\n  \"name\": \"ä\",\n}", 3, 1, "not valid JSON: trailing comma"),
            ("{\"ä\" 1}", 1, 6, "not valid JSON: expected `:`"),
            ("{\"name\": ", 1, 9, "not valid JSON: EOF"),
            ("{\"a\": 1e999}", 1, 11, "not valid JSON: number out of range"),
            ("[[runs]]\nstart_date = 2026-02-20\n", 1, 3, "before the first [table]"),
            ("name = \"a\"\nname = \"b\"\n", 2, 1, "not valid TOML: duplicate key"),
            ("name: x", 1, 7, "not valid TOML"),
            ("a = 1\nb = nan\n", 2, 5, "JSON has no such number"),
            ("b = [0, -inf]", 1, 9, "JSON has no such number"),
            ("b = 99999999999999999999", 1, 5, "64 bits"),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
            assert!(error.message.contains(reason) && !error.message.contains('\n'), "{text}: {error}");
        }
    }

    #[test]
    fn depth_is_refused_and_not_a_crash() {
        for (open, start) in [("[", ""), ("{\"a\":", ""), ("[", "a = "), ("{a=", "a = ")] {
            assert!(read(&format!("{start}{}", open.repeat(100_000))).is_err(), "{start}{open}");
        }
    }

    #[test]
    fn the_problem_is_that_of_the_whole_body() {
        let problem = Problem::from(read("{").expect_err("it is cut off"));
        assert_eq!((problem.path.as_str(), problem.rule), ("", None));
        assert!(problem.message.starts_with("line 1, column 1: the plan is not valid JSON"), "{}", problem.message);
    }
}
