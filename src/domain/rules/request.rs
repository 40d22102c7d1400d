//! The exact request as people read it or carry it elsewhere: JSON, a curl command, a plan in TOML.

use serde_json::Value;

use crate::domain::shell::quoted;
use crate::domain::shown::escape_json;
use crate::domain::time::{Date, parse_date};

pub use super::as_toml::text as toml;

/// The variable that stands where the key belongs.
const KEY: &str = "$KAYSE_API_KEY";

/// The body as indented JSON; control and format characters are escaped.
pub fn json(body: &Value) -> String {
    escape_json(&format!("{body:#}")).into_owned()
}

/// A curl command that sends the same request. It holds no key.
pub fn curl(url: &str, key_header: &str, body: &Value) -> String {
    let compact = body.to_string();
    let body = quoted(&escape_json(&compact));
    format!(
        "curl -sS -X POST -H \"{key_header}: {KEY}\" -H 'Content-Type: application/json' {} --data-raw {body}",
        quoted(url)
    )
}

/// The last day of the runs of a body (R13); nothing where it has none that can be read.
pub fn last_day(body: &str) -> Option<Date> {
    let body: Value = serde_json::from_str(body).ok()?;
    let ends = body.get("runs")?.as_array()?.iter().map(|run| run.get("end_date")?.as_str().and_then(parse_date));
    ends.collect::<Option<Vec<Date>>>()?.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::super::plan;
    use super::*;
    use serde_json::json;

    fn body() -> Value {
        json!({
            "name": "Bob's \u{202e}list", "case_list_id": 5,
            "runs": [{"start_date": "2026-12-01", "selected_days": []}, {"filters": {"a": [1, 0.5, true]}}],
            "report_schedule": {"name": "w", "client_run_ids": ["a"]},
        })
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_plan() {
        let read = |text: &str| plan::read(text.as_bytes()).map(|plan| plan.request);
        assert_eq!(read(&json(&body())), Ok(body()));
        assert_eq!(read(&toml(&body()).unwrap()), Ok(body()));
    }

    #[test]
    fn the_last_day_is_that_of_the_run_that_ends_last() {
        let body = r#"{"runs": [{"end_date": "2026-12-04"}, {"end_date": "2026-12-11"}, {"end_date": "2026-12-01"}]}"#;
        assert_eq!(last_day(body), parse_date("2026-12-11"));
        for unknown in ["", "{}", r#"{"runs": []}"#, r#"{"runs": [{"end_date": "2026-12-04"}, {"end_date": 5}]}"#] {
            assert_eq!(last_day(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn nothing_in_a_name_steers_a_terminal_or_a_shell() {
        let command = curl("https://api.example/x", "x-api-key", &body());
        assert!(command.contains("Bob'\\''s \\u202elist") && !command.contains('\u{202e}'), "{command}");
        assert!(command.starts_with("curl -sS -X POST -H \"x-api-key: $KAYSE_API_KEY\""));
        assert!(json(&body()).contains("\\u202e"));
    }
}
