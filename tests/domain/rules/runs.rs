//! Runs: R12–R19.

use kaytop::domain::rules::judge;
use serde_json::{Value, json};

use super::{
    Edit::{Set, Unset},
    before, edited, expect, hours, run, runs,
};

#[test]
fn r12_names_of_runs_are_unique_and_reports_find_them() {
    let named = |ids: Value, scope: Value| {
        let named = |id: &Value| run(json!({"client_run_id": id}));
        let list: Vec<Value> = ids.as_array().expect("a list").iter().map(named).collect();
        vec![Set("/runs", list.into()), Set("/report_schedule/run_client_ids", scope)]
    };
    expect([
        (named(json!(["a", "b"]), json!(["b", "a", "a"])), &[]),
        (named(json!(["a", "b"]), json!([])), &[]),
        (named(json!(["a", null, null]), json!(["a"])), &[]),
        (named(json!(["a", "A", " a"]), json!(["A"])), &[]),
        (named(json!(["a", "b", "a", "a"]), json!(["a"])), &["runs[2].client_run_id R12", "runs[3].client_run_id R12"]),
        (named(json!([" ", " "]), json!([])), &["runs[0].client_run_id R12", "runs[1].client_run_id R12"]),
        (
            named(json!([1, 1]), json!([1, "1"])),
            &[
                "runs[0].client_run_id R12",
                "runs[1].client_run_id R12",
                "report_schedule.run_client_ids[0] R22",
                "report_schedule.run_client_ids[1] R22",
            ],
        ),
        (
            named(json!(["a"]), json!(["b", null])),
            &["report_schedule.run_client_ids[0] R22", "report_schedule.run_client_ids[1] R22"],
        ),
    ]);
}

#[test]
fn r13_and_r14_dates_are_real_and_in_order() {
    let days = |start: &str, end: &str| runs(json!({"start_date": start, "end_date": end}));
    expect([
        (days("2026-02-20", "2026-02-20"), &[]),
        (days("2024-02-29", "2024-03-01"), &[]),
        (days("2026-02-20", "2026-02-19"), &["runs[0].end_date R14"]),
        (days("2026-02-29", "2026-02-01"), &["runs[0].start_date R13"]),
        (days("20.02.2026", "2026-2-20"), &["runs[0].start_date R13", "runs[0].end_date R13"]),
    ]);
}

#[test]
fn r15_and_r16_times_of_a_run() {
    let times = |start: &str, end: &str| runs(json!({"start_time": start, "end_time": end}));
    let company = |members: Value| {
        let mut edits = runs(members);
        edits.push(Set("/use_company_hours", json!(true)));
        edits.extend(hours(&[("09:00", "17:00")]));
        edits
    };
    expect([
        (times("08:00", "21:00"), &[]),
        (times("08:00", "08:00"), &["runs[0].end_time R16"]),
        (times("07:59", "21:01"), &["runs[0].start_time R16", "runs[0].end_time R16"]),
        (times("22:00", "23:00"), &["runs[0].start_time R16", "runs[0].end_time R16"]),
        (times("09:00", "07:00"), &["runs[0].end_time R16"]),
        (times("9:00", "24:00"), &["runs[0].start_time R16", "runs[0].end_time R16"]),
        (company(json!({"start_time": null, "end_time": null})), &[]),
        (company(json!({"start_time": "07:00", "end_time": null})), &["runs[0].start_time R16"]),
        (company(json!({"start_time": "10:00", "end_time": "09:00"})), &["runs[0].end_time R16"]),
        (
            vec![Set("/use_company_hours", json!(1)), Unset("/runs/0/start_time")],
            &["use_company_hours R4", "runs[0].start_time R15"],
        ),
    ]);
}

#[test]
fn an_end_outside_and_before_the_start_is_one_problem() {
    let verdict = judge(&edited(&[Set("/runs/0/end_time", json!("07:00"))]), before());
    assert_eq!(
        verdict.problems[0].message(),
        "must be between 08:00 and 21:00 and after the start (09:00); it is 07:00"
    );
}

#[test]
fn r17_a_messaging_only_run_has_no_times() {
    let message = |start: Value, end: Value| {
        runs(json!({"messaging_only": true, "messages": [{}], "start_time": start, "end_time": end}))
    };
    expect([
        (message(json!(null), json!(null)), &[]),
        (message(json!("09:00"), json!(null)), &["runs[0].start_time R17"]),
        (message(json!("17:00"), json!("25:00")), &["runs[0].start_time R17", "runs[0].end_time R17"]),
        (
            runs(json!({"messaging_only": "true", "start_time": null, "end_time": null})),
            &["runs[0].messaging_only R17", "runs[0].start_time R15", "runs[0].end_time R15"],
        ),
    ]);
}

#[test]
fn r18_selected_days_are_days_of_the_run() {
    let days = |days: Value| runs(json!({"selected_days": days}));
    let day = |index: usize| format!("runs[0].selected_days[{index}] R18");
    let (first, second, third) = (day(0), day(1), day(2));
    expect([
        (days(json!([])), &[]),
        (days(json!(["2026-02-25", "2026-02-20"])), &[]),
        (days(json!(["2026-02-19", "2026-02-22", "2026-02-26"])), &[&first, &third]),
        (days(json!([null, 20, "2026-02-30"])), &[&first, &second, &third]),
        (days(json!(["2026-02-22", "2026-02-21", "2026-02-22"])), &[&third]),
        (days(json!(["2026-03-01", "2026-03-01"])), &[&first, &second]),
        (
            runs(json!({"start_date": "?", "selected_days": ["2026-02-19", "2026-02-26"]})),
            &["runs[0].start_date R13", &second],
        ),
        (
            runs(json!({"end_date": null, "selected_days": ["2026-02-19", "2026-02-26"]})),
            &["runs[0].end_date R13", &first],
        ),
        (
            runs(json!({
                "start_date": "2026-02-25", "end_date": "2026-02-20",
                "selected_days": ["2026-02-19", "2026-02-22", "2026-02-26"],
            })),
            &["runs[0].end_date R14", &first, &second, &third],
        ),
    ]);
}

#[test]
fn a_selected_day_says_everything_that_is_wrong_with_it() {
    let edits = runs(json!({
        "start_date": "2026-02-25", "end_date": "2026-02-20", "selected_days": ["2026-02-22", "2026-02-22"],
    }));
    assert_eq!(
        judge(&edited(&edits), before()).problems[2].message(),
        "must not be before the start (2026-02-25) and must not be after the end (2026-02-20) and must not repeat \
         runs[0].selected_days[0]; it is 2026-02-22"
    );
}

#[test]
fn r19_messages_pass_through_whatever_they_hold() {
    expect([
        (runs(json!({"messages": [null, 1, "x", {"unknown": [true]}]})), &[]),
        (runs(json!({"messages": {}})), &["runs[0].messages R19"]),
    ]);
}

#[test]
fn runs_that_are_no_objects_have_no_rule() {
    expect([(
        vec![Set("/runs", json!([null, 1, "run", [], run(json!({}))])), Unset("/report_schedule")],
        &["runs[0] R-", "runs[1] R-", "runs[2] R-", "runs[3] R-"],
    )]);
}
