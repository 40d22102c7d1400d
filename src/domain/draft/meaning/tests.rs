//! What plans come to: days, hours, sentences.

mod company;
mod neighbours;

use std::sync::LazyLock;

use super::*;
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::case_list::{CaseList, Page};
use crate::domain::settings::CompanyHours;
use crate::domain::shown::Shown;
use crate::domain::store::Snapshot;
use crate::domain::time::Zone;
use proptest::prelude::*;
use serde_json::{Value, json};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn slot(start: &str, end: &str) -> Slot {
    Slot { start: TimeOfDay::parse(start).unwrap(), end: TimeOfDay::parse(end).unwrap() }
}

fn around(today: &str) -> Around<'static> {
    static NONE: LazyLock<(Store, Names)> = LazyLock::new(Default::default);
    Around {
        today: Today::of(today),
        settings: None,
        settings_unread: None,
        store: &NONE.0,
        unread: None,
        names: &NONE.1,
        case_lists: None,
    }
}

fn meaning_of(draft: &Draft, around: Around<'_>) -> Meaning {
    let names = Names::of(around.store);
    Meaning::of(draft, &draft.check(around.today), Around { names: &names, ..around })
}

fn row(id: i64, name: &str, list: i64, agent: &str) -> Campaign {
    Campaign { name: Some(Shown::new(name)), list: Some(list), agent: Some(Shown::new(agent)), ..Campaign::unknown(id) }
}

fn store(rows: Vec<Campaign>) -> Store {
    let mut store = Store::default();
    store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
    store
}

/// Two runs of a week each, with hours of the campaign.
fn plan() -> Value {
    json!({
        "name": "Roundup intake wave 4", "agent_id": "abc_771", "case_list_id": 318, "use_company_hours": true,
        "business_hours": [{"start_time": "09:00", "end_time": "12:00"}, {"start_time": "13:00", "end_time": "17:00"}],
        "runs": [
            {"client_run_id": "run-1", "start_date": "2026-02-23", "end_date": "2026-02-27"},
            {"client_run_id": "run-2", "start_date": "2026-03-02", "end_date": "2026-03-08",
             "selected_days": ["2026-03-07", "2026-03-02"]},
        ],
    })
}

fn draft(edit: impl FnOnce(&mut Value)) -> Draft {
    let mut plan = plan();
    edit(&mut plan);
    Draft::from_plan(&plan).unwrap()
}

/// The plan without the weekend day, and each run with times of its own.
fn workdays() -> Draft {
    draft(|plan| {
        plan["runs"][1]["selected_days"] = json!(["2026-03-06", "2026-03-02"]);
        plan.as_object_mut().unwrap().retain(|name, _| name != "business_hours" && name != "use_company_hours");
        for run in [0, 1] {
            plan["runs"][run]["start_time"] = json!("10:00");
            plan["runs"][run]["end_time"] = json!("17:00");
        }
    })
}

fn texts(meaning: &Meaning, severity: Severity) -> Vec<&str> {
    meaning.notes.iter().filter(|note| note.severity == severity).map(|note| note.text.as_str()).collect()
}

#[test]
fn days_have_the_hours_of_the_campaign_or_their_own() {
    let meaning = meaning_of(&draft(|_| ()), around("2026-02-18"));
    assert_eq!((meaning.calling(), meaning.minutes()), ((2, 7), 7 * 7 * 60));
    let drawn = |week: &Week| week.days.iter().map(|day| day.runs.len().to_string()).collect::<String>();
    assert_eq!(meaning.weeks.iter().map(drawn).collect::<Vec<_>>(), ["1111100", "1000010"]);
    assert_eq!(meaning.weeks[1].days[5].hours, Hours::new([slot("09:00", "12:00"), slot("13:00", "17:00")]));
    let own = draft(|plan| {
        plan["use_company_hours"] = json!(false);
        plan["runs"][0]["start_time"] = json!("07:00");
        plan["runs"][0]["end_time"] = json!("10:00");
        plan["runs"][1]["messaging_only"] = json!(true);
    });
    let meaning = meaning_of(&own, around("2026-02-18"));
    assert_eq!(meaning.runs[0].minutes(), 5 * 120, "never before 08:00");
    assert_eq!(meaning.runs[1].minutes(), 0, "messages are no calls");
}

#[test]
fn a_run_that_cannot_be_read_has_no_days() {
    for (field, text) in [
        (RunField::StartDate, "fri"),
        (RunField::EndDate, "2026-02-22"),
        (RunField::SelectedDays, "mon"),
        (RunField::SelectedDays, "2026-03-01"),
    ] {
        let mut draft = draft(|_| ());
        draft.set_text(Field::InRun(0, field), text);
        let meaning = meaning_of(&draft, around("2026-02-18"));
        assert_eq!((&meaning.runs[0], meaning.weeks.len()), (&RunMeaning::NotValid, 1), "{text}");
    }
    let no_slots = draft(|plan| drop(plan["business_hours"].take()));
    assert_eq!(meaning_of(&no_slots, around("2026-02-18")).minutes(), 0);
}

#[test]
fn a_long_calendar_is_cut_and_weeks_without_a_day_are_left_out() {
    let long = draft(|plan| plan["runs"][0]["end_date"] = json!("9999-12-31"));
    let meaning = meaning_of(&long, around("2026-02-18"));
    assert_eq!((meaning.weeks.len(), meaning.more_weeks > 400_000), (MOST_WEEKS, true));
    let apart = draft(|plan| {
        plan["runs"][1]["start_date"] = json!("2027-03-01");
        plan["runs"][1]["end_date"] = json!("2027-03-05");
        drop(plan["runs"][1]["selected_days"].take());
    });
    let meaning = meaning_of(&apart, around("2026-02-18"));
    let mondays: Vec<String> = meaning.weeks.iter().map(|week| week.days[0].date.to_string()).collect();
    assert_eq!((mondays, meaning.more_weeks), (vec!["2026-02-23".to_owned(), "2027-03-01".to_owned()], 0));
}

#[test]
fn days_with_calls_and_days_with_messages_are_counted_apart() {
    let own = |edit: &dyn Fn(&mut Value)| {
        let draft = draft(|plan| {
            plan["use_company_hours"] = json!(false);
            plan["runs"][0]["start_time"] = json!("09:00");
            plan["runs"][0]["end_time"] = json!("17:00");
            edit(plan);
        });
        meaning_of(&draft, around("2026-02-18")).sum(|minutes| format!("{} h", minutes / 60))
    };
    let calls = "40 h of calling hours on 5 days in 1 run";
    assert_eq!(own(&|_| ()).as_deref(), Some(calls), "a run that is not right yet is none");
    let both = own(&|plan| plan["runs"][1]["messaging_only"] = json!(true));
    assert_eq!(both, Some(format!("{calls} · messages on 2 days")));
    let with_messages = own(&|plan| plan["runs"][0]["messages"] = json!([{}]));
    assert_eq!(with_messages, Some(format!("{calls} · messages on 5 days")));
    let messages = own(&|plan| {
        plan["runs"] = json!([{"start_date": "2026-02-23", "end_date": "2026-02-23", "messaging_only": true}]);
    });
    assert_eq!(messages.as_deref(), Some("messages on 1 day"));
    assert_eq!(own(&|plan| plan["runs"] = json!([{}])), None);
}

#[test]
fn a_report_says_what_it_leaves_out_and_whom_it_reaches_twice() {
    let notes = |report: Value| {
        let report = draft(|plan| plan["report_schedule"] = report);
        let meaning = meaning_of(&report, around("2026-02-18"));
        let texts: Vec<String> =
            meaning.notes.iter().map(|note| format!("{:?} {}", note.severity, note.text)).collect();
        texts
    };
    let some = notes(json!({"run_client_ids": ["run-1"], "recipients": ["a@b.c", "d@e.f", "A@b.c", "a@b.c", "d@e.f"]}));
    for expected in [
        "Info The report is about run-1 alone; run-2 is not in it.",
        "Read Report, recipients: a@b.c is named 3 times",
        "Read Report, recipients: d@e.f is named twice",
    ] {
        assert!(some.iter().any(|text| text == expected), "{expected}: {some:?}");
    }
    for all in [json!({"run_client_ids": ["run-1", "run-2"]}), json!({}), json!({"run_client_ids": ["x"]})] {
        let all = notes(all);
        assert!(!all.iter().any(|text| text.contains("is about") || text.contains("twice")), "{all:?}");
    }
}

#[test]
fn each_danger_is_one_sentence_to_read() {
    let disabled = Settings {
        enabled: Some(false),
        hours: CompanyHours::Slots { slots: vec![slot("10:00", "17:00")], unreadable: 0 },
        ..Settings::default()
    };
    let store = store(vec![
        row(481, "ROUNDUP intake  wave 4", 1, "x"),
        row(8, "b", 318, "x"),
        row(7, "c", 318, "x"),
        row(6, "d\u{1b}", 318, "x"),
        row(5, "e", 318, "x"),
    ]);
    let around = Around { settings: Some(&disabled), store: &store, ..around("2026-03-20") };
    let mut draft = draft(|plan| {
        plan["calls_scheduled_externally"] = json!(true);
        plan["report_schedule"] = json!({
            "name": "r", "frequency": "monthly", "day_of_month": 31, "time": "09:00", "recipients": ["a@b.c"]
        });
    });
    draft.set_text(Field::Body(BodyField::Name), "Roundup intake wave 4 ");
    let meaning = meaning_of(&draft, around);
    let read = texts(&meaning, Severity::Read).join("\n");
    for expected in [
        "Campaigns are not enabled for this company",
        "looks the same as that of #481 \"ROUNDUP intake  wave 4\"",
        "Case list 318 is also used by #8 \"b\", #7 \"c\", #6 \"d␛\" and 1 more: people may be called by more than one of them. None of them moved",
        "No campaign has the agent abc_771 yet",
        "reach beyond the company's own",
        "begins or ends with a blank",
        "places no calls by itself",
        "calls are made on a weekend day, which the vendor advises against",
        "Runs: every run is over: nobody would be contacted",
        "run-1, start date: 2026-02-23 is past even in Hawaii",
        "Report, day of the month: not every month has a day 31",
    ] {
        assert!(read.contains(expected), "{expected}:\n{read}");
    }
    draft.toggle(Field::Body(BodyField::UseCompanyHours));
    let meaning = meaning_of(&draft, around);
    assert!(texts(&meaning, Severity::Read).join("\n").contains("given but not used"));
    assert!(meaning.notes.first().is_some_and(|note| note.severity == Severity::Blocking), "the gravest first");
    assert!(texts(&meaning, Severity::Blocking).join("\n").contains("run-1, start time is required"));
}

#[test]
fn the_case_list_is_told_where_it_is_known() {
    let list = |id, name: Option<&str>, cases| CaseList { id, name: name.map(Shown::new), cases };
    let told = |list: CaseList, total| {
        let mut known = CaseLists::default();
        known.take(Page { lists: vec![list], unreadable: 0, total: Some(total) });
        let around = Around { case_lists: Some(&known), ..around("2026-02-18") };
        let notes = meaning_of(&draft(|_| ()), around).notes.into_iter();
        let about: Vec<(Severity, String)> = notes
            .filter(|note| note.field == Field::Body(BodyField::CaseListId))
            .map(|note| (note.severity, note.text))
            .collect();
        about
    };
    for (list, total, expected) in [
        (list(318, Some("Feb"), Some(1204)), 1, Some((Severity::Info, "Case list 318: “Feb” · 1,204 cases."))),
        (list(318, Some("Feb"), None), 1, Some((Severity::Info, "Case list 318: “Feb”."))),
        (list(318, None, None), 1, None),
        (
            list(318, None, Some(0)),
            1,
            Some((Severity::Read, "Case list 318 is empty, 0 cases: nobody would be contacted.")),
        ),
        (list(5, None, None), 2, None),
        (
            list(5, None, None),
            1,
            Some((Severity::Read, "No case list 318 is among the 1 this key can read: see that the id is right.")),
        ),
    ] {
        let expected: Vec<(Severity, String)> =
            expected.map(|(severity, text)| (severity, text.to_owned())).into_iter().collect();
        assert_eq!(told(list, total), expected);
    }
}

#[test]
fn what_a_list_that_was_not_read_would_say_is_not_known() {
    let store = store(vec![row(9, "a", 318, "x")]);
    let unread = Some("the list is that of 14:02:05");
    let meaning = meaning_of(&draft(|_| ()), Around { store: &store, unread, ..around("2026-02-18") });
    let read = texts(&meaning, Severity::Read).join("\n");
    for said in [
        "Case list 318 is also used by #9 \"a\"",
        "Who else uses case list 318 is not known: the list is that of 14:02:05.",
        "Whether a campaign of this name exists is not known: the list is that of 14:02:05.",
    ] {
        assert!(read.contains(said), "{said}: {read}");
    }
    assert!(!read.contains("No campaign has the agent"), "{read}");
}

#[test]
fn a_run_that_goes_on_for_months_and_times_that_are_not_used_are_to_be_read() {
    let odd = draft(|plan| {
        plan["runs"][0]["end_date"] = json!("2027-02-20");
        plan["runs"][1]["start_time"] = json!("10:00");
    });
    let meaning = meaning_of(&odd, around("2026-02-18"));
    let read = texts(&meaning, Severity::Read);
    assert!(read.contains(&"run-1, end date: the run goes on for 363 days, to 2027-02-20"), "{read:?}");
    let unused = "run-2, start time: the times of run-2 are not used: “Business hours” hold for every run while “Use the campaign's hours” is on";
    assert!(read.contains(&unused), "{read:?}");
}

#[test]
fn the_first_call_is_the_earliest_that_is_still_to_come() {
    let own = draft(|plan| {
        plan["use_company_hours"] = json!(false);
        for (run, start) in [(0, "10:00"), (1, "09:00")] {
            plan["runs"][run]["start_time"] = json!(start);
            plan["runs"][run]["end_time"] = json!("17:00");
        }
    });
    let meaning = meaning_of(&own, around("2026-02-18"));
    let said = |today| meaning.first_call(today).map(|call| format!("{} {}", call.date, call.time));
    let first = |today: &str| said(Today::of(today));
    assert_eq!(first("2026-02-18").as_deref(), Some("2026-02-23 10:00"));
    assert_eq!(first("2026-02-27").as_deref(), Some("2026-02-27 10:00"));
    assert_eq!(first("2026-03-03").as_deref(), Some("2026-03-07 09:00"), "a selected day");
    assert_eq!(first("2026-03-09"), None);
    // 17:00 of the 27th in Hawaii is 03:00 UTC of the 28th.
    let in_manila = |utc: &str| said(Today::at(utc.parse().unwrap(), Zone::named("Asia/Manila").unwrap()));
    assert_eq!(in_manila("2026-02-28T02:59:00Z").as_deref(), Some("2026-02-27 10:00"), "not over in Hawaii");
    assert_eq!(in_manila("2026-02-28T03:00:00Z").as_deref(), Some("2026-03-02 09:00"), "over in Hawaii");
}

#[test]
fn a_day_is_past_when_it_is_over_in_the_last_zone() {
    let day = |utc: &str, zone: &str| {
        let today = Today::at(utc.parse().unwrap(), Zone::named(zone).unwrap());
        let draft = draft(|plan| plan["runs"].as_array_mut().unwrap().truncate(1));
        let meaning = meaning_of(&draft, Around { today, ..around("2026-02-18") });
        let nobody = meaning.notes.iter().any(|note| note.text.contains("nobody would be contacted"));
        (meaning.weeks[0].days[4].past, nobody)
    };
    // Calls of Friday 27 February end at 17:00 in Hawaii, 03:00 UTC of the 28th.
    for zone in ["Asia/Manila", "UTC", "America/Los_Angeles", "Pacific/Honolulu"] {
        assert_eq!(day("2026-02-28T02:59:00Z", zone), (false, false), "{zone}");
        assert_eq!(day("2026-02-28T03:00:00Z", zone), (true, true), "{zone}");
    }
}

#[test]
fn days_and_hours_that_runs_share_are_counted_once() {
    let sum = |times: [(&str, &str); 2], last: &str| {
        let run =
            |(start, end)| json!({"start_date": "2026-03-02", "end_date": last, "start_time": start, "end_time": end});
        let draft = draft(|plan| {
            plan["use_company_hours"] = json!(false);
            plan["runs"] = times.map(run).to_vec().into();
        });
        meaning_of(&draft, around("2026-02-18")).sum(|minutes| format!("{} h", minutes / 60)).unwrap()
    };
    let halves = [("09:00", "12:00"), ("13:00", "17:00")];
    assert_eq!(sum(halves, "2026-03-06"), "35 h of calling hours on 5 days in 2 runs");
    assert_eq!(sum([("09:00", "12:00"); 2], "2026-03-06"), "15 h of calling hours on 5 days in 2 runs");
    assert_eq!(sum([("09:00", "12:00"), ("11:00", "13:00")], "2026-03-02"), "4 h of calling hours on 1 day in 2 runs");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_calendar_has_every_day_of_every_run(
        spans in prop::collection::vec((0i64..60, 0i64..40), 0..5), selected in prop::collection::vec(0i64..40, 0..4)
    ) {
        let first = date("2026-01-01");
        let day = |after: i64| plus_days(first, after).unwrap().to_string();
        let mut runs: Vec<Value> = spans.iter().map(|(start, length)| {
            json!({"start_date": day(*start), "end_date": day(start + length)})
        }).collect();
        if let Some((start, length)) = spans.first() {
            let inside = selected.iter().filter(|after| *after <= length);
            runs[0]["selected_days"] = inside.map(|after| Value::from(day(start + after))).collect();
        }
        let draft = draft(|plan| plan["runs"] = runs.into());
        let meaning = meaning_of(&draft, around("2026-02-01"));
        let told: usize = meaning.weeks.iter().flat_map(|week| &week.days).map(|day| day.runs.len()).sum();
        let days = meaning.runs.iter().filter_map(RunMeaning::days).map(RunDays::count).sum::<i64>();
        prop_assert_eq!((told as i64, meaning.more_weeks), (days, 0));
        prop_assert!(meaning.weeks.iter().all(|week| week.days.iter().any(|day| !day.runs.is_empty())));
    }
}
