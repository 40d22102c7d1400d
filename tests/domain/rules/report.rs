//! The report: R23–R30 (R22 is with the names of runs).

use serde_json::{Value, json};

use super::{Edit::Set, expect};

#[test]
fn r23_to_r25_the_days_of_a_report() {
    let report = |frequency: Value, weekday: Value, day: Value| {
        vec![
            Set("/report_schedule/frequency", frequency),
            Set("/report_schedule/weekday", weekday),
            Set("/report_schedule/day_of_month", day),
        ]
    };
    let (weekday, day) = ("report_schedule.weekday R24", "report_schedule.day_of_month R25");
    expect([
        (report(json!("daily"), json!(null), json!(null)), &[]),
        (report(json!("weekly"), json!(0), json!(null)), &[]),
        (report(json!("weekly"), json!(6), json!(null)), &[]),
        (report(json!("weekly"), json!(7), json!(null)), &[weekday]),
        (report(json!("weekly"), json!(-1), json!(null)), &[weekday]),
        (report(json!("weekly"), json!("2"), json!(null)), &[weekday]),
        (report(json!("monthly"), json!(null), json!(1)), &[]),
        (report(json!("monthly"), json!(null), json!(31)), &[]),
        (report(json!("monthly"), json!(null), json!(null)), &[day]),
        (report(json!("monthly"), json!(null), json!(0)), &[day]),
        (report(json!("monthly"), json!(null), json!(32)), &[day]),
        (report(json!("daily"), json!(7), json!(32)), &[weekday, day]),
        (report(json!("Weekly"), json!(null), json!(null)), &["report_schedule.frequency R23"]),
        (report(json!("yearly"), json!(9), json!(null)), &["report_schedule.frequency R23", weekday]),
    ]);
}

#[test]
fn r26_to_r30_the_rest_of_a_report() {
    let set = |name: &'static str, value: Value| vec![Set(name, value)];
    expect([
        (set("/report_schedule/time", json!("00:00")), &[]),
        (set("/report_schedule/time", json!("23:59")), &[]),
        (set("/report_schedule/time", json!("24:00")), &["report_schedule.time R26"]),
        (set("/report_schedule/recipients", json!([])), &["report_schedule.recipients R27"]),
        (
            set("/report_schedule/recipients", json!(["a@b.c", "a@b", null])),
            &["report_schedule.recipients[1] R27", "report_schedule.recipients[2] R27"],
        ),
        (set("/report_schedule/format", json!("pdf")), &["report_schedule.format R28"]),
        (set("/report_schedule/format", json!("CSV")), &["report_schedule.format R28"]),
        (set("/report_schedule/date_range", json!("previous_month")), &[]),
        (set("/report_schedule/date_range", json!("next_month")), &["report_schedule.date_range R29"]),
        (set("/report_schedule/filters", json!({"any": ["thing"]})), &[]),
    ]);
}
