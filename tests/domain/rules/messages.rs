//! What people read.

use kaytop::domain::rules::{Message, judge};
use kaytop::domain::shown::Shown;
use serde_json::json;

use super::{
    Edit::{Set, Unset},
    before, edited,
};

#[test]
fn messages_say_what_would_be_right_and_what_was_seen() {
    for (edit, message) in [
        (Unset("/name"), "is required: a name that is not blank"),
        (Set("/case_list_id", json!("12")), "must be a whole number, such as 123; it is \"12\""),
        (Set("/case_list_id", json!(1.0)), "must be a whole number, such as 123; it is 1.0"),
        (
            Set("/runs/0/end_time", json!("25:00")),
            "must be HH:mm between 08:00 and 21:00, such as 09:00; it is \"25:00\"",
        ),
        (Set("/runs/0/end_time", json!("09:00")), "must be after the start (09:00); it is 09:00"),
        (Set("/runs/0/end_date", json!("2026-02-19")), "must not be before the start (2026-02-20); it is 2026-02-19"),
        (
            Set("/report_schedule/recipients", json!([])),
            "must be a list of at least one e-mail address; it is an empty list",
        ),
    ] {
        let verdict = judge(&edited(&[edit]), before());
        assert_eq!(verdict.problems[0].message(), message);
    }
}

#[test]
fn what_is_quoted_from_the_body_is_safe_to_print_and_short() {
    let raw = "\u{1b}]0;x\u{7}\u{202e}";
    let verdict = judge(&edited(&[Set("/report_schedule/format", json!(raw)), Set(raw_field(), json!(1))]), before());
    assert_eq!(verdict.problems[0].message(), format!("must be csv; it is \"{}\"", Shown::new(raw).as_str()));
    assert_eq!(verdict.warnings[0].path(), Shown::new("na\u{1b}me").as_str());
    let verdict = judge(
        &json!({"name": 1, "x".repeat(1_000_000): 1, "agent_id": "a", "form_id": "y".repeat(1_000_000)}),
        before(),
    );
    assert!(verdict.problems.iter().all(|problem| problem.message().len() < 300));
    assert!(verdict.warnings.iter().all(|warning| warning.message().len() < 300 && warning.path().len() < 300));
}

fn raw_field() -> &'static str {
    "/na\u{1b}me"
}

#[test]
fn rules_have_the_names_of_the_contract() {
    let verdict =
        judge(&json!({"name": "x", "agent_id": "a", "case_list_id": 1, "runs": [1], "form_id": ""}), before());
    let names: Vec<_> = verdict.problems.iter().map(Message::from).map(|message| message.rule_name()).collect();
    assert_eq!(names, [Some("R6".to_owned()), None]);
}
