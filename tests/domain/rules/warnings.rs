//! What is worth a look and never blocks.

use std::collections::BTreeSet;

use kaytop::domain::rules::{BODY_LIMIT, Finding, disabled_warning, judge};
use serde_json::{Value, json};

use super::{
    Edit::{self, Set, Unset},
    before, edited, on, problems, run, runs, warnings,
};

#[test]
fn a_request_larger_than_the_sandbox_takes_is_warned_of() {
    let with = |length: usize| edited(&[Set("/runs/0/messages", json!(["x".repeat(length)]))]);
    let frame = with(0).to_string().len();
    for (length, warned) in [(BODY_LIMIT - frame, false), (BODY_LIMIT - frame + 1, true)] {
        let verdict = judge(&with(length), before());
        let said = verdict.warnings.iter().any(|w| w.path().is_empty() && w.message().contains("takes 256 KiB"));
        assert_eq!((verdict.is_valid(), said), (true, warned), "{length}");
    }
}

#[test]
fn unknown_fields_are_warned_of_at_every_level_and_nowhere_deeper() {
    let edits = [
        Set("/concurency_limit", json!(5)),
        Set("/runs/0/startDate", json!(null)),
        Set("/runs/0/messages", json!([{"anything": 1}])),
        Unset("/runs/0/start_time"),
        Unset("/runs/0/end_time"),
        Set("/runs/0/messaging_only", json!(true)),
        Set("/use_company_hours", json!(true)),
        Set("/business_hours", json!([{"start_time": "09:00", "end_time": "10:00", "day": 1}])),
        Set("/report_schedule/recipient", json!([])),
        Set("/report_schedule/filters", json!({"anything": 1})),
    ];
    let verdict = judge(&edited(&edits), before());
    assert!(verdict.is_valid());
    let found: BTreeSet<_> = verdict.warnings.iter().map(|w| (w.path(), w.message())).collect();
    let expected = [
        (
            "concurency_limit",
            "unknown field `concurency_limit`, did you mean `concurrency_limit`? It is sent as written",
        ),
        ("runs[0].startDate", "unknown field `startDate`, did you mean `start_date`? It is sent as written"),
        ("business_hours[0].day", "unknown field `day`; it is sent as written"),
        ("report_schedule.recipient", "unknown field `recipient`, did you mean `recipients`? It is sent as written"),
    ];
    assert_eq!(found, BTreeSet::from(expected.map(|(path, message)| (path.to_owned(), message.to_owned()))));
}

#[test]
fn a_day_that_is_over_in_hawaii_is_past_and_its_hours_are() {
    let edits = runs(json!({"selected_days": ["2026-02-25", "2026-02-21", "never"]}));
    let (start, end) = ("runs[0].start_date", "runs[0].end_date");
    let (first, second) = ("runs[0].selected_days[0]", "runs[0].selected_days[1]");
    for (date, time, expected) in [
        ("2026-02-20", "23:59", &["runs"][..]),
        ("2026-02-21", "00:00", &[start, "runs"]),
        ("2026-02-21", "16:59", &[start, "runs"]),
        ("2026-02-21", "17:00", &[start, "runs[0].end_time", "runs"]),
        ("2026-02-22", "00:00", &[start, second, "runs"]),
        ("2026-02-25", "17:00", &[start, second, "runs[0].end_time", "runs", "runs"]),
        ("2026-02-26", "00:00", &[start, end, first, second, "runs", "runs"]),
    ] {
        assert_eq!(warnings(&judge(&edited(&edits), on(date, time))), expected, "{date} {time}");
    }
    let verdict = judge(&edited(&edits), on("2026-02-25", "17:00"));
    let said: Vec<String> = verdict.warnings.iter().map(Finding::message).collect();
    let expected = [
        "2026-02-20 is past even in Hawaii",
        "2026-02-21 is past even in Hawaii",
        "calls of 2026-02-25 are over: 17:00 is past even in Hawaii",
        "every run is over: nobody would be contacted",
        "calls are made on a weekend day, which the vendor advises against",
    ];
    assert_eq!(said, expected);
}

/// What is said of runs, each with its first and last day and its times, and of more members.
fn overlaps(runs: &[(&str, &str, &str, &str, Value)], edits: &[Edit]) -> Vec<String> {
    let run = |(first, last, start, end, more): &(&str, &str, &str, &str, Value)| {
        let mut run = run(json!({"start_date": first, "end_date": last, "start_time": start, "end_time": end}));
        let members = run.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        members.retain(|_, value| !value.is_null());
        run
    };
    let list: Vec<Value> = runs.iter().map(run).collect();
    let mut all = vec![Set("/runs", list.into()), Unset("/report_schedule")];
    all.extend_from_slice(edits);
    let verdict = judge(&edited(&all), before());
    let overlaps = verdict.warnings.into_iter().filter(|warning| warning.message().contains("overlap"));
    overlaps.map(|warning| format!("{}: {}", warning.path(), warning.message())).collect()
}

#[test]
fn runs_overlap_when_they_share_a_day_and_time_of_it() {
    let none = json!({});
    let week = |start, end| ("2026-03-02", "2026-03-06", start, end, none.clone());
    let said = |runs: &[_]| overlaps(runs, &[]);
    assert_eq!(said(&[week("09:00", "12:00"), week("13:00", "17:00")]), [""; 0], "other hours");
    assert_eq!(said(&[week("09:00", "12:00"), week("12:00", "17:00")]), [""; 0], "touching");
    let after = ("2026-03-07", "2026-03-08", "09:00", "12:00", none.clone());
    assert_eq!(said(&[week("09:00", "12:00"), after]), [""; 0], "other days");
    assert_eq!(
        said(&[week("11:00", "13:00"), week("09:00", "12:00")]),
        ["runs[1]: runs[1] and runs[0] overlap from 2026-03-02 to 2026-03-06, 11:00–12:00"]
    );
    let last = ("2026-03-06", "2026-03-20", "09:00", "12:00", none.clone());
    assert_eq!(
        said(&[last, week("09:00", "17:00")]),
        ["runs[1]: runs[1] and runs[0] overlap on 2026-03-06, 09:00–12:00"]
    );
    let reversed = ("2026-03-06", "2026-03-02", "09:00", "12:00", none.clone());
    assert_eq!(said(&[reversed, week("09:00", "12:00")]), [""; 0], "a reversed run has no days");
    assert_eq!(said(&[week("09:00", "12:00"), week("x", "12:00")]), [""; 0], "no time that can be read");
}

#[test]
fn each_run_that_overlaps_is_told_once() {
    let week = |start, end| ("2026-03-02", "2026-03-06", start, end, json!({}));
    let three = overlaps(&[week("09:00", "12:00"), week("11:00", "13:00"), week("09:00", "17:00")], &[]);
    assert_eq!(
        three,
        [
            "runs[1]: runs[1] and runs[0] overlap from 2026-03-02 to 2026-03-06, 11:00–12:00",
            "runs[2]: runs[2] and runs[0] overlap from 2026-03-02 to 2026-03-06, 09:00–12:00",
        ]
    );
    let one_long = ("2026-03-01", "2026-03-31", "09:00", "17:00", json!({}));
    let short = |day| (day, day, "10:00", "11:00", json!({}));
    let apart = overlaps(&[one_long, short("2026-03-03"), short("2026-03-04")], &[]);
    assert_eq!(apart.len(), 2, "the short ones do not share a day: {apart:?}");
}

#[test]
fn selected_days_company_hours_and_messages_are_what_runs_overlap_by() {
    let on = |days: &[&str]| json!({ "selected_days": days });
    let week = |more| ("2026-03-02", "2026-03-13", "09:00", "12:00", more);
    let said = |runs: &[_]| overlaps(runs, &[]);
    assert_eq!(said(&[week(on(&["2026-03-02", "2026-03-04"])), week(on(&["2026-03-03"]))]), [""; 0]);
    assert_eq!(
        said(&[week(on(&["2026-03-02", "2026-03-04", "2026-03-09"])), week(on(&["2026-03-09", "2026-03-02"]))]),
        ["runs[1]: runs[1] and runs[0] overlap on 2 days from 2026-03-02 to 2026-03-09, 09:00–12:00"]
    );
    let messages = || week(json!({"messaging_only": true, "start_time": null, "end_time": null, "messages": [1]}));
    assert_eq!(said(&[messages(), messages(), week(json!({}))]), [""; 0], "nobody is called");
    let bare = || week(json!({"start_time": null, "end_time": null}));
    let company = [
        Set("/use_company_hours", json!(true)),
        Set(
            "/business_hours",
            json!([{"start_time": "09:00", "end_time": "10:00"}, {"start_time": "13:00", "end_time": "14:00"}]),
        ),
    ];
    let evening = week(json!({"start_time": "18:00", "end_time": "19:00"}));
    assert_eq!(
        overlaps(&[bare(), evening], &company),
        ["runs[1]: runs[1] and runs[0] overlap from 2026-03-02 to 2026-03-13, 09:00–10:00 and 13:00–14:00"],
        "the campaign's hours hold for both"
    );
    let ended = overlaps(
        &[week(json!({})), ("2026-03-14", "2026-03-14", "09:00", "12:00", json!({}))],
        &[Set("/never_ending", json!(true))],
    );
    assert_eq!(ended, [""; 0], "a campaign that never ends keeps the days of its runs");
}

#[test]
fn hours_that_are_not_used_and_times_that_are_not_there_are_warned_of() {
    let slots = || Set("/business_hours", json!([{"start_time": "09:00", "end_time": "12:00"}]));
    let company = |on| Set("/use_company_hours", json!(on));
    let bare = || vec![Unset("/runs/0/start_time"), Unset("/runs/0/end_time")];
    for (edits, expected) in [
        (vec![slots()], &["business_hours"][..]),
        (vec![slots(), company(false)], &["business_hours"]),
        (vec![Set("/business_hours", json!([]))], &[]),
        (vec![slots(), company(true)], &["runs[0].start_time"]),
        ([vec![slots(), company(true)], vec![Unset("/runs/0/start_time")]].concat(), &["runs[0].end_time"]),
        ([vec![slots(), company(true)], bare()].concat(), &["runs"]),
        (
            [
                vec![
                    slots(),
                    company(true),
                    Set("/runs/0/messaging_only", json!(true)),
                    Set("/runs/0/messages", json!([1])),
                ],
                bare(),
            ]
            .concat(),
            &[],
        ),
    ] {
        let verdict = judge(&edited(&edits), before());
        assert!(verdict.is_valid(), "{edits:?}: {:?}", verdict.problems);
        assert_eq!(warnings(&verdict), expected, "{edits:?}");
    }
}

#[test]
fn one_warning_names_every_run_whose_times_are_not_used_and_one_every_run_without() {
    let day = |at: usize, times: bool| {
        let mut run = run(json!({"start_date": format!("2026-03-0{at}"), "end_date": format!("2026-03-0{at}")}));
        if !times {
            run.as_object_mut().unwrap().retain(|name, _| !name.ends_with("_time"));
        }
        run
    };
    let all = [true, true, true, false, true, false, false].into_iter().enumerate();
    let edits = [
        Set("/runs", all.map(|(at, times)| day(at + 2, times)).collect()),
        Set("/use_company_hours", json!(true)),
        Set("/business_hours", json!([{"start_time": "09:00", "end_time": "12:00"}])),
        Unset("/report_schedule"),
    ];
    let verdict = judge(&edited(&edits), before());
    assert_eq!(warnings(&verdict), ["runs[0].start_time", "runs", "runs"], "{:?}", verdict.warnings);
    let said = |at: usize| verdict.warnings[at].message();
    assert!(said(0).starts_with("the times of runs[0] to runs[2], runs[4] are not used"), "{}", said(0));
    assert!(said(1).starts_with("runs[3], runs[5], runs[6] have no start_time and end_time"), "{}", said(1));
}

#[test]
fn what_is_past_is_not_told_anew_at_every_midnight() {
    let over = |time| judge(&edited(&[]), on("2026-02-22", time));
    let next = judge(&edited(&[]), on("2026-02-23", "00:00"));
    assert_eq!(next.news_since(&over("23:59")).count(), 0, "{:?}", next.warnings);
}

#[test]
fn a_null_is_warned_of_wherever_nothing_else_is_said_of_it() {
    let edits = [
        Set("/form_id", json!(null)),
        Set("/name", json!(null)),
        Set("/runs/0/selected_days", json!(null)),
        Set("/report_schedule/weekday", json!(null)),
        Set("/report_schedule/format", json!(null)),
        Set("/report_schedule/filters", json!({"inside": null})),
        Set("/business_hours", json!(null)),
    ];
    let verdict = judge(&edited(&edits), before());
    assert_eq!(problems(&verdict), ["name R1", "report_schedule.weekday R24"]);
    let expected = ["form_id", "business_hours", "runs[0].selected_days", "report_schedule.format"];
    assert_eq!(warnings(&verdict), expected);
}

#[test]
fn names_that_show_nothing_or_end_in_a_blank_and_negative_ids_are_warned_of() {
    for (pointer, value, warns) in [
        ("/name", json!("\u{200b}"), true),
        ("/name", json!("\u{3164} \u{2800}"), true),
        ("/name", json!("a\u{200b}"), false),
        ("/name", json!("Wave 4 "), true),
        ("/agent_id", json!("\u{2060}"), true),
        ("/agent_id", json!(" abc"), true),
        ("/name", json!("\u{301}\u{20dd}"), true),
        ("/name", json!("e\u{301}"), false),
        ("/report_schedule/name", json!("\u{ad}\u{301}"), true),
        ("/case_list_id", json!(-5), true),
        ("/case_list_id", json!(0), false),
        ("/form_id", json!(-1), true),
    ] {
        let verdict = judge(&edited(&[Set(pointer, value.clone())]), before());
        assert!(verdict.is_valid(), "{pointer} {value}");
        let path = pointer.trim_start_matches('/').replace('/', ".");
        assert_eq!(warnings(&verdict), if warns { vec![path.as_str()] } else { vec![] }, "{value}");
    }
    let run = [Set("/runs/0/client_run_id", json!("\u{feff}")), Unset("/report_schedule")];
    assert_eq!(warnings(&judge(&edited(&run), before())), ["runs[0].client_run_id"]);
}

#[test]
fn what_days_and_recipients_come_to_is_warned_of() {
    let long = [Set("/runs/0/end_date", json!("2026-06-01")), Set("/runs/0/selected_days", json!(["2026-02-20"]))];
    assert_eq!(warnings(&judge(&edited(&long), before())), ["runs[0].end_date"]);
    for (edit, expected) in [
        (Set("/calls_scheduled_externally", json!(true)), "calls_scheduled_externally"),
        (Set("/runs/0/end_date", json!("2026-02-22")), "runs"),
        (Set("/report_schedule/recipients", json!(["a@b.c", "A@B.C"])), "report_schedule.recipients"),
    ] {
        assert_eq!(warnings(&judge(&edited(&[edit]), before())), [expected]);
    }
}

#[test]
fn time_alone_can_make_a_warning() {
    let then = judge(&edited(&[]), on("2026-02-20", "16:59"));
    let now = judge(&edited(&[]), on("2026-02-20", "17:00"));
    let news: Vec<String> = now.news_since(&then).map(Finding::path).collect();
    assert_eq!((news, then.news_since(&then).count()), (vec!["runs[0].end_time".to_owned(), "runs".to_owned()], 0));
}

#[test]
fn a_messaging_only_run_without_messages_is_warned_of() {
    for (messages, expected) in [
        (json!(null), &["runs[0].messages", "runs[0].messages"][..]),
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
        let set = |pointer, value: Value| if value.is_null() { Unset(pointer) } else { Set(pointer, value) };
        let edits = [
            Set("/report_schedule/frequency", json!(frequency)),
            set("/report_schedule/weekday", weekday_value),
            set("/report_schedule/day_of_month", day_value),
        ];
        assert_eq!(warnings(&judge(&edited(&edits), before())), expected, "{edits:?}");
    }
}

#[test]
fn the_switched_off_company_is_a_warning_of_the_whole_body() {
    assert_eq!(disabled_warning().path(), "");
}
