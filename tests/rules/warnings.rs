//! What is worth a look and never blocks.

use std::collections::BTreeSet;

use kaytop::domain::rules::{BODY_LIMIT, Verdict, disabled_warning, judge};
use kaytop::domain::time::Date;
use serde_json::{Value, json};

use crate::{
    Edit::{Set, Unset},
    before, edited, run, runs, warnings,
};

#[test]
fn a_request_larger_than_the_sandbox_takes_is_warned_of() {
    let with = |length: usize| edited(&[Set("/runs/0/messages", json!(["x".repeat(length)]))]);
    let frame = with(0).to_string().len();
    for (length, warned) in [(BODY_LIMIT - frame, false), (BODY_LIMIT - frame + 1, true)] {
        let verdict = judge(&with(length), before());
        let said = verdict.warnings.iter().any(|w| w.path.is_empty() && w.message.contains("takes 256 KiB"));
        assert_eq!((verdict.is_valid(), said), (true, warned), "{length}");
    }
}

#[test]
fn unknown_fields_are_warned_of_at_every_level_and_nowhere_deeper() {
    let edits = [
        Set("/concurency_limit", json!(5)),
        Set("/runs/0/startDate", json!(null)),
        Set("/runs/0/messages", json!([{"anything": 1}])),
        Set("/business_hours", json!([{"start_time": "09:00", "end_time": "10:00", "day": 1}])),
        Set("/report_schedule/recipient", json!([])),
        Set("/report_schedule/filters", json!({"anything": 1})),
    ];
    let verdict = judge(&edited(&edits), before());
    assert!(verdict.is_valid());
    let found: BTreeSet<_> = verdict.warnings.iter().map(|w| (w.path.as_str(), w.message.as_str())).collect();
    let expected = [
        (
            "concurency_limit",
            "unknown field `concurency_limit`, did you mean `concurrency_limit`? It is sent as written",
        ),
        ("runs[0].startDate", "unknown field `startDate`, did you mean `start_date`? It is sent as written"),
        ("business_hours[0].day", "unknown field `day`; it is sent as written"),
        ("report_schedule.recipient", "unknown field `recipient`, did you mean `recipients`? It is sent as written"),
    ];
    assert_eq!(found, BTreeSet::from(expected));
}

#[test]
fn dates_in_the_past_are_warned_of() {
    let edits = runs(json!({"selected_days": ["2026-02-25", "2026-02-21", "never"]}));
    for (day, expected) in [
        (19, &[][..]),
        (20, &[]),
        (21, &["runs[0].start_date"]),
        (25, &["runs[0].start_date", "runs[0].selected_days[1]"]),
        (26, &["runs[0].start_date", "runs[0].end_date", "runs[0].selected_days[0]", "runs[0].selected_days[1]"]),
    ] {
        let today = Date::from_ymd_opt(2026, 2, day).expect("a date");
        assert_eq!(warnings(&judge(&edited(&edits), today)), expected, "on the {day}th");
    }
}

#[test]
fn runs_that_overlap_are_warned_of_with_both_names() {
    let days = |days: &[(&str, &str)]| {
        let run = |(start, end): &(&str, &str)| run(json!({"start_date": start, "end_date": end}));
        let list: Vec<Value> = days.iter().map(run).collect();
        judge(&edited(&[Set("/runs", list.into()), Unset("/report_schedule")]), before())
    };
    let found = |verdict: &Verdict| -> Vec<(String, String)> {
        verdict.warnings.iter().map(|w| (w.path.clone(), w.message.clone())).collect()
    };
    let warning = |path: &str, message: &str| (path.to_owned(), message.to_owned());
    assert_eq!(found(&days(&[("2026-03-01", "2026-03-05"), ("2026-03-06", "2026-03-06")])), []);
    assert_eq!(
        found(&days(&[("2026-03-05", "2026-03-06"), ("2026-03-01", "2026-03-05")])),
        [warning("runs[1]", "runs[1] and runs[0] overlap on 2026-03-05")]
    );
    assert_eq!(
        found(&days(&[("2026-03-01", "2026-03-31"), ("2026-03-02", "2026-03-03"), ("2026-03-10", "2026-04-02")])),
        [
            warning("runs[1]", "runs[1] and runs[0] overlap from 2026-03-02 to 2026-03-03"),
            warning("runs[2]", "runs[2] and runs[0] overlap from 2026-03-10 to 2026-03-31"),
        ]
    );
    assert_eq!(
        found(&days(&[("2026-03-05", "2026-03-01"), ("2026-03-02", "2026-03-08")])),
        [],
        "a reversed run has no days"
    );
}

#[test]
fn a_messaging_only_run_without_messages_is_warned_of() {
    for (messages, expected) in [
        (json!(null), &["runs[0].messages"][..]),
        (json!([]), &["runs[0].messages"]),
        (json!([null]), &[]),
        (json!("hello"), &[]),
    ] {
        let run =
            json!({"start_date": "2026-02-20", "end_date": "2026-02-20", "messaging_only": true, "messages": messages});
        let verdict = judge(&edited(&[Set("/runs", json!([run])), Unset("/report_schedule")]), before());
        assert_eq!(warnings(&verdict), expected, "{messages}");
    }
}

#[test]
fn days_that_a_report_may_miss_or_does_not_use_are_warned_of() {
    let (weekday, day) = ("report_schedule.weekday", "report_schedule.day_of_month");
    for (frequency, weekday_value, day_value, expected) in [
        ("monthly", json!(null), json!(28), &[][..]),
        ("monthly", json!(null), json!(29), &[day]),
        ("monthly", json!(null), json!(31), &[day]),
        ("monthly", json!(2), json!(1), &[weekday]),
        ("weekly", json!(2), json!(31), &[day]),
        ("daily", json!(2), json!(1), &[weekday, day]),
        ("daily", json!(null), json!(null), &[]),
        ("hourly", json!(2), json!(31), &[]),
    ] {
        let edits = [
            Set("/report_schedule/frequency", json!(frequency)),
            Set("/report_schedule/weekday", weekday_value),
            Set("/report_schedule/day_of_month", day_value),
        ];
        assert_eq!(warnings(&judge(&edited(&edits), before())), expected, "{edits:?}");
    }
}

#[test]
fn the_switched_off_company_is_a_warning_of_the_whole_body() {
    assert_eq!(disabled_warning().path, "");
}
