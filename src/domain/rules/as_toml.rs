//! A request as a plan in TOML, which `kaytop check` and `kaytop create` read.
//!
//! Numbers keep the digits they were written with, which a library's floats would not.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::path::Path;
use crate::domain::shown::is_marked;

/// The request as a plan in TOML.
///
/// # Errors
/// The body is no object, or holds a null: TOML cannot write it.
pub fn text(body: &Value) -> Result<String, String> {
    let members = body.as_object().ok_or("TOML cannot write this plan: it is no object")?;
    let is_table =
        |value: &Value| value.as_object().is_some_and(|members| !members.is_empty()) || tables(value).is_some();
    let mut out = String::new();
    lines(&mut out, members.iter().filter(|(_, value)| !is_table(value)), Path::Body)?;
    for (name, value) in members {
        let path = Path::Member(&Path::Body, name);
        if let Some(entries) = tables(value) {
            for (index, entry) in entries.into_iter().enumerate() {
                let _ = writeln!(out, "\n[[{}]]", key(name));
                lines(&mut out, entry, Path::Entry(&path, index))?;
            }
        } else if let Some(members) = value.as_object().filter(|members| !members.is_empty()) {
            let _ = writeln!(out, "\n[{}]", key(name));
            lines(&mut out, members, path)?;
        }
    }
    Ok(out.trim_start().to_owned())
}

/// The entries of a list that holds objects only.
fn tables(value: &Value) -> Option<Vec<&Map<String, Value>>> {
    let entries: Vec<_> = value.as_array()?.iter().map(Value::as_object).collect::<Option<_>>()?;
    (!entries.is_empty()).then_some(entries)
}

fn lines<'v>(
    out: &mut String,
    members: impl IntoIterator<Item = (&'v String, &'v Value)>,
    path: Path<'_>,
) -> Result<(), String> {
    for (name, value) in members {
        let _ = write!(out, "{} = ", key(name));
        inline(out, value, Path::Member(&path, name))?;
        out.push('\n');
    }
    Ok(())
}

fn inline(out: &mut String, value: &Value, path: Path<'_>) -> Result<(), String> {
    match value {
        Value::Null => return Err(format!("TOML cannot write this plan: it has no null, as in {path}")),
        Value::Bool(_) | Value::Number(_) => {
            let _ = write!(out, "{value}");
        }
        Value::String(text) => string(out, text),
        Value::Array(entries) => {
            out.push('[');
            for (index, entry) in entries.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                inline(out, entry, Path::Entry(&path, index))?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                let _ = write!(out, "{}{} = ", if index == 0 { " " } else { ", " }, key(name));
                inline(out, value, Path::Member(&path, name))?;
            }
            out.push_str(if members.is_empty() { "}" } else { " }" });
        }
    }
    Ok(())
}

fn key(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) {
        return name.to_owned();
    }
    let mut out = String::new();
    string(&mut out, name);
    out
}

/// A text in quotes; what a terminal would obey or hide is escaped.
fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            '\r' => write!(out, "\\r"),
            c if c.is_control() || is_marked(c) => match u32::from(c) {
                code @ ..=0xFFFF => write!(out, "\\u{code:04X}"),
                code => write!(out, "\\U{code:08X}"),
            },
            c => write!(out, "{c}"),
        };
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::super::{json, plan};
    use super::*;

    #[test]
    fn a_plan_reads_back_to_the_last_digit() {
        for text_of in [
            r#"{"a":123456789012345678901,"b":-0,"c":1.10,"d":1E400,"e":1e3,"f":18446744073709551615,"g":-1.5e-07}"#,
            r#"{"":{"":[{"":""}]},"a b":[[],{},[{}]],"c":{},"d":[{"e":{"f":[1,"\u0000\u007f\\\"\n\r\t'"]}},{}]}"#,
            r#"{"name":"a\u202eb \ud83d\udc4d\u200d \udb40\udc01","runs":[{"messages":[{"text":"x"},{"n":[1.0]}]}]}"#,
            r#"{"mixed":[{},1],"report_schedule":{"filters":{"above":0.50}}}"#,
        ] {
            let value = json::parse(text_of).expect(text_of);
            let toml = text(&value).expect(text_of);
            assert_eq!(plan::read(toml.as_bytes()).map(|plan| plan.request), Ok(value), "{toml}");
            assert!(!toml.contains('\u{202e}') && !toml.contains('\0'), "{toml}");
        }
    }

    #[test]
    fn a_plan_is_written_as_people_write_toml() {
        let value: Value = serde_json::from_str(
            r#"{"runs":[{"start_date":"2026-12-01","selected_days":[]},{"messages":[{"n":1}]}],"name":"x","report_schedule":{"time":"09:30"}}"#,
        )
        .expect("JSON");
        let toml = "name = \"x\"\n\n[report_schedule]\ntime = \"09:30\"\n\n[[runs]]\nselected_days = []\nstart_date = \
                    \"2026-12-01\"\n\n[[runs]]\nmessages = [{ n = 1 }]\n";
        assert_eq!(text(&value).as_deref(), Ok(toml));
    }

    #[test]
    fn what_toml_cannot_hold_is_said() {
        let null: Value = serde_json::from_str(r#"{"runs":[{"messages":[null]}]}"#).expect("JSON");
        assert!(text(&null).is_err_and(|why| why.ends_with("it has no null, as in runs[0].messages[0]")));
        assert!(text(&Value::Array(Vec::new())).is_err());
    }
}
