//! The body itself and its slots: R1–R11.

use kaytop::domain::rules::{judge, plan};
use serde_json::{Value, json};

use super::{
    Edit::{Set, Unset},
    SAMPLE, before, edited, expect, hours, problems, run, runs, sample, warnings,
};

#[test]
fn the_vendors_sample_is_valid_and_has_no_warning_in_its_time() {
    let verdict = judge(&sample(), before());
    assert_eq!((verdict.problems, verdict.warnings), (vec![], vec![]));
    assert_eq!(plan::read(SAMPLE.as_bytes()).map(|plan| plan.request), Ok(sample()));
}

#[test]
fn a_body_that_is_no_object_has_one_problem_without_a_number() {
    for body in [json!(null), json!([]), json!([sample()]), json!("{}"), json!(1), json!(true)] {
        assert_eq!(problems(&judge(&body, before())), [" R-"], "{body}");
    }
}

#[test]
fn an_empty_body_lacks_every_required_field() {
    assert_eq!(problems(&judge(&json!({}), before())), ["name R1", "agent_id R2", "case_list_id R3", "runs R11"]);
}

#[test]
fn a_required_field_that_is_dropped_or_null_breaks_its_rule_alone() {
    for (pointer, expected) in [
        ("/name", &["name R1"][..]),
        ("/agent_id", &["agent_id R2"]),
        ("/case_list_id", &["case_list_id R3"]),
        ("/runs", &["runs R11", "report_schedule.run_client_ids[0] R22"]),
        ("/runs/0/start_date", &["runs[0].start_date R13"]),
        ("/runs/0/end_date", &["runs[0].end_date R13"]),
        ("/runs/0/start_time", &["runs[0].start_time R15"]),
        ("/runs/0/end_time", &["runs[0].end_time R15"]),
        ("/report_schedule/name", &["report_schedule.name R21"]),
        ("/report_schedule/frequency", &["report_schedule.frequency R23"]),
        ("/report_schedule/weekday", &["report_schedule.weekday R24"]),
        ("/report_schedule/time", &["report_schedule.time R26"]),
        ("/report_schedule/recipients", &["report_schedule.recipients R27"]),
    ] {
        expect([(vec![Unset(pointer)], expected), (vec![Set(pointer, Value::Null)], expected)]);
    }
}

#[test]
fn an_optional_field_may_be_null() {
    for pointer in [
        "/is_obo",
        "/calls_scheduled_externally",
        "/never_ending",
        "/self_healing_disabled",
        "/use_company_hours",
        "/concurrency_limit",
        "/form_id",
        "/business_hours",
        "/runs/0/messaging_only",
        "/runs/0/selected_days",
        "/runs/0/messages",
        "/report_schedule",
        "/report_schedule/run_client_ids",
        "/report_schedule/day_of_month",
        "/report_schedule/format",
        "/report_schedule/date_range",
        "/report_schedule/filters",
    ] {
        let verdict = judge(&edited(&[Set(pointer, Value::Null)]), before());
        let path = pointer.trim_start_matches('/').replace('/', ".").replace("runs.0", "runs[0]");
        assert_eq!((problems(&verdict), warnings(&verdict)), (vec![], vec![path]), "{pointer}");
    }
}

#[test]
fn wrong_types_break_the_rule_of_their_field() {
    let all = [json!(true), json!(7), json!(1.0), json!("x"), json!([]), json!({})];
    let is = |kind: fn(&Value) -> bool| all.iter().filter(move |value| !kind(value));
    let string = |value: &Value| value.is_string();
    let integer = |value: &Value| value.is_i64();
    for (pointer, path_and_rule, kind) in [
        ("/name", "name R1", string as fn(&Value) -> bool),
        ("/agent_id", "agent_id R2", string),
        ("/case_list_id", "case_list_id R3", integer),
        ("/is_obo", "is_obo R4", Value::is_boolean),
        ("/calls_scheduled_externally", "calls_scheduled_externally R4", Value::is_boolean),
        ("/never_ending", "never_ending R4", Value::is_boolean),
        ("/self_healing_disabled", "self_healing_disabled R4", Value::is_boolean),
        ("/use_company_hours", "use_company_hours R4", Value::is_boolean),
        ("/concurrency_limit", "concurrency_limit R5", integer),
        ("/form_id", "form_id R6", integer),
        ("/business_hours", "business_hours R7", Value::is_array),
        ("/runs/0/start_date", "runs[0].start_date R13", |_| false),
        ("/runs/0/end_date", "runs[0].end_date R13", |_| false),
        ("/runs/0/start_time", "runs[0].start_time R16", |_| false),
        ("/runs/0/end_time", "runs[0].end_time R16", |_| false),
        ("/runs/0/messaging_only", "runs[0].messaging_only R17", Value::is_boolean),
        ("/runs/0/selected_days", "runs[0].selected_days R18", Value::is_array),
        ("/runs/0/messages", "runs[0].messages R19", Value::is_array),
        ("/report_schedule", "report_schedule R20", Value::is_object),
        ("/report_schedule/name", "report_schedule.name R21", string),
        ("/report_schedule/run_client_ids", "report_schedule.run_client_ids R22", Value::is_array),
        ("/report_schedule/frequency", "report_schedule.frequency R23", |_| false),
        ("/report_schedule/weekday", "report_schedule.weekday R24", |_| false),
        ("/report_schedule/day_of_month", "report_schedule.day_of_month R25", integer),
        ("/report_schedule/time", "report_schedule.time R26", |_| false),
        ("/report_schedule/recipients", "report_schedule.recipients R27", |_| false),
        ("/report_schedule/format", "report_schedule.format R28", |_| false),
        ("/report_schedule/date_range", "report_schedule.date_range R29", |_| false),
        ("/report_schedule/filters", "report_schedule.filters R30", Value::is_object),
    ] {
        for value in is(kind) {
            expect([(vec![Set(pointer, value.clone())], &[path_and_rule][..])]);
        }
    }
}

#[test]
fn texts_that_must_not_be_blank() {
    for blank in ["", " ", "\t\n", "\u{a0}\u{2003}"] {
        expect([
            (vec![Set("/name", json!(blank))], &["name R1"]),
            (vec![Set("/agent_id", json!(blank))], &["agent_id R2"]),
            (vec![Set("/report_schedule/name", json!(blank))], &["report_schedule.name R21"]),
            (runs(json!({"client_run_id": blank})), &["runs[0].client_run_id R12"]),
        ]);
    }
}

#[test]
fn r2_an_agent_is_needed_unless_every_run_is_messaging_only() {
    let message =
        json!({"start_date": "2026-02-20", "end_date": "2026-02-20", "messaging_only": true, "messages": [1]});
    let without_agent = |runs: Value| vec![Unset("/agent_id"), Unset("/report_schedule"), Set("/runs", runs)];
    expect([
        (without_agent(json!([message, message])), &[]),
        (without_agent(json!([message, run(json!({}))])), &["agent_id R2"]),
        (without_agent(json!([])), &["agent_id R2", "runs R11"]),
        (without_agent(json!({})), &["agent_id R2", "runs R11"]),
        (without_agent(json!([message, 1])), &["agent_id R2", "runs[1] R-"]),
        (
            without_agent(json!([run(json!({"messaging_only": "true"}))])),
            &["agent_id R2", "runs[0].messaging_only R17"],
        ),
        (
            vec![Set("/runs", json!([message])), Unset("/report_schedule"), Set("/agent_id", json!(" "))],
            &["agent_id R2"],
        ),
    ]);
}

#[test]
fn integers_of_any_sign_that_64_bits_hold() {
    for text in ["0", "-0", "-7", "18446744073709551615", "-9223372036854775808"] {
        let number: Value = serde_json::from_str(text).expect(text);
        expect([
            (vec![Set("/case_list_id", number.clone())], &[]),
            (vec![Set("/form_id", number.clone())], &[]),
            (
                vec![Set("/concurrency_limit", number)],
                if text.starts_with('-') && text != "-0" { &["concurrency_limit R5"] } else { &[] },
            ),
        ]);
    }
    for text in ["1.0", "1.5", "1e3", "-0.5", "18446744073709551616", "-9223372036854775809", "123456789012345678901"] {
        let number: Value = serde_json::from_str(text).expect(text);
        expect([
            (vec![Set("/case_list_id", number.clone())], &["case_list_id R3"]),
            (vec![Set("/concurrency_limit", number.clone())], &["concurrency_limit R5"]),
            (vec![Set("/form_id", number)], &["form_id R6"]),
        ]);
    }
}

#[test]
fn r7_slots_are_needed_only_with_company_hours() {
    let with = |slots: Value| vec![Set("/use_company_hours", json!(true)), Set("/business_hours", slots)];
    expect([
        (vec![Set("/use_company_hours", json!(true))], &["business_hours R7"]),
        (with(json!(null)), &["business_hours R7"]),
        (with(json!([])), &["business_hours R7"]),
        (with(json!("09:00-17:00")), &["business_hours R7"]),
        (with(json!([{"start_time": "09:00", "end_time": "17:00"}])), &[]),
        (vec![Set("/business_hours", json!([]))], &[]),
        (vec![Set("/use_company_hours", json!(false)), Set("/business_hours", json!([]))], &[]),
        (vec![Set("/use_company_hours", json!("true"))], &["use_company_hours R4"]),
    ]);
}

#[test]
fn r8_and_r9_slots_keep_the_frame_and_their_order() {
    expect([
        (hours(&[("08:00", "21:00")]), &[]),
        (hours(&[("07:59", "21:01")]), &["business_hours[0].start_time R8", "business_hours[0].end_time R8"]),
        (hours(&[("9:00", "24:00")]), &["business_hours[0].start_time R8", "business_hours[0].end_time R8"]),
        (hours(&[("09:00", "09:00")]), &["business_hours[0].end_time R9"]),
        (hours(&[("17:00", "09:00")]), &["business_hours[0].end_time R9"]),
        (
            hours(&[("23:00", "22:00")]),
            &["business_hours[0].start_time R8", "business_hours[0].end_time R8", "business_hours[0].end_time R9"],
        ),
        (
            vec![Set("/business_hours", json!([{}, null, "09:00", {"start_time": null, "end_time": 1700}]))],
            &[
                "business_hours[0].start_time R8",
                "business_hours[0].end_time R8",
                "business_hours[1] R-",
                "business_hours[2] R-",
                "business_hours[3].start_time R8",
                "business_hours[3].end_time R8",
            ],
        ),
    ]);
}

#[test]
fn r10_slots_do_not_overlap() {
    expect([
        (hours(&[("09:00", "12:00"), ("12:00", "13:00"), ("08:00", "09:00")]), &[]),
        (hours(&[("09:00", "12:00"), ("11:59", "13:00")]), &["business_hours[1] R10"]),
        (hours(&[("13:00", "17:00"), ("09:00", "13:01")]), &["business_hours[1] R10"]),
        (
            hours(&[("09:00", "17:00"), ("12:00", "13:00"), ("16:00", "18:00")]),
            &["business_hours[1] R10", "business_hours[2] R10"],
        ),
        (
            hours(&[("12:00", "13:00"), ("09:00", "17:00"), ("10:00", "11:00")]),
            &["business_hours[1] R10", "business_hours[2] R10"],
        ),
        (hours(&[("09:00", "10:00"), ("09:00", "10:00")]), &["business_hours[1] R10"]),
        // Outside the frame too …
        (
            hours(&[("05:00", "07:00"), ("06:00", "09:00")]),
            &[
                "business_hours[0].start_time R8",
                "business_hours[0].end_time R8",
                "business_hours[1].start_time R8",
                "business_hours[1] R10",
            ],
        ),
        // … but never with a slot that is not in order or not readable.
        (hours(&[("17:00", "09:00"), ("10:00", "11:00")]), &["business_hours[0].end_time R9"]),
        (hours(&[("10:00", "11:00"), ("10:30", "10:30")]), &["business_hours[1].end_time R9"]),
        (hours(&[("09:00", "25:00"), ("10:00", "11:00")]), &["business_hours[0].end_time R8"]),
    ]);
}

#[test]
fn an_overlap_names_the_slot_that_came_first() {
    let verdict = judge(&edited(&hours(&[("08:00", "09:00"), ("10:00", "12:00"), ("11:00", "13:00")])), before());
    assert_eq!(verdict.problems[0].message(), "must not overlap business_hours[1]; touching it is fine");
}

#[test]
fn ten_thousand_runs_and_slots_are_judged() {
    let list = vec![run(json!({"client_run_id": "same"})); 10_000];
    let slots = vec![json!({"start_time": "08:00", "end_time": "21:00"}); 10_000];
    let verdict = judge(
        &edited(&[Set("/runs", list.into()), Set("/business_hours", slots.into()), Unset("/report_schedule")]),
        before(),
    );
    assert_eq!(verdict.problems.len(), 2 * 9_999);
    // The overlaps, the hours that are not used, and a weekend.
    assert_eq!(verdict.warnings.iter().filter(|warning| !warning.path().is_empty()).count(), 9_999 + 2);
}
