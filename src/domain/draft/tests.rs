//! The draft: its fields, what is sent, and the operations on it.

use super::*;
use crate::domain::hours::Slot;
use crate::domain::rules::place::{Object, Part, Place};
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::{Date, TimeOfDay};
use crate::domain::today::Today;
use proptest::prelude::*;
use serde_json::json;

fn today() -> Today {
    Today::of("2026-02-01")
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A plan with every field of the contract and members that it does not have.
fn full() -> Value {
    json!({
        "name": "Outreach", "agent_id": "abc_123", "case_list_id": 123, "is_obo": false,
        "calls_scheduled_externally": false, "never_ending": true, "self_healing_disabled": false,
        "use_company_hours": true, "concurrency_limit": 0, "form_id": 9,
        "business_hours": [{"start_time": "09:00", "end_time": "12:00", "note": 1}, {"start_time": "13:00", "end_time": "17:00"}],
        "runs": [{
            "client_run_id": "run-1", "start_date": "2026-02-23", "end_date": "2026-02-27", "start_time": "09:00",
            "end_time": "17:00", "messaging_only": false, "selected_days": ["2026-02-23", "2026-02-25"],
            "messages": [{"text": "hello"}], "x": null
        }],
        "report_schedule": {
            "name": "Weekly", "run_client_ids": ["run-1"], "frequency": "weekly", "weekday": 2, "day_of_month": 3,
            "time": "09:30", "recipients": ["reports@firm.com", "office@firm.com"], "format": "csv",
            "date_range": "cumulative", "filters": {"a": [1]}, "y": "z"
        },
        "concurency_limit": 3
    })
}

fn in_run(index: usize, field: RunField) -> Field {
    Field::InRun(index, field)
}

fn all_fields() -> Vec<Field> {
    let mut fields: Vec<Field> = BodyField::ALL.into_iter().map(Field::Body).collect();
    for index in [0, 7] {
        fields.extend([Field::Slot(index), Field::Run(index)]);
        fields.extend(SlotField::ALL.map(|field| Field::InSlot(index, field)));
        fields.extend(RunField::ALL.map(|field| Field::InRun(index, field)));
    }
    fields.extend(ReportField::ALL.map(Field::InReport));
    fields.extend([Field::Plan, Field::Slots, Field::Runs, Field::Report]);
    fields
}

#[test]
fn every_field_is_found_at_its_own_place() {
    for field in all_fields() {
        assert_eq!(Field::at(&field.place()), field, "{}", field.path());
    }
    let unknown = |object| Place { object, part: Part::Unknown("nmae".to_owned()) };
    for (place, field) in [
        (unknown(Object::Body), Field::Plan),
        (unknown(Object::Run(3)), Field::Run(3)),
        (unknown(Object::Report), Field::Report),
        (Object::Run(0).entry(&fields::SELECTED_DAYS, 2), in_run(0, RunField::SelectedDays)),
        (Object::Report.entry(&fields::RECIPIENTS, 1), Field::InReport(ReportField::Recipients)),
        (Object::Report.entry(&fields::RUN_CLIENT_IDS, 0), Field::InReport(ReportField::RunIds)),
    ] {
        assert_eq!(Field::at(&place), field, "{place}");
    }
}

#[test]
fn the_form_has_every_field_of_the_contract_and_each_says_what_it_is() {
    let contract = [
        (Object::Body, &fields::BODY[..]),
        (Object::Slot(0), &fields::SLOT[..]),
        (Object::Run(0), &fields::RUN[..]),
        (Object::Report, &fields::REPORT[..]),
    ];
    for (object, members) in contract {
        for member in members {
            let path = object.member(member);
            let field = Field::at(&path);
            assert_eq!(field.place(), path);
            let help = field.help();
            assert!(!field.label().is_empty() && !help.what.is_empty() && !help.example.is_empty(), "{path}");
            assert!(help.rule.ends_with('.') && help.source.starts_with("vendor doc"), "{path}: {help:?}");
            let draft = Draft::from_plan(&full()).unwrap();
            assert!(draft.fields(field.step()).contains(&field), "{path} is not on its step");
        }
    }
    let rule = in_run(0, RunField::StartTime).help().rule;
    assert_eq!(
        rule,
        "HH:mm between 08:00 and 21:00, such as 09:00; required unless the run is “Messages only” or “Use the \
         campaign's hours” is on."
    );
}

#[test]
fn a_full_plan_comes_back_as_it_was_and_nothing_of_it_is_unknown_to_the_form() {
    let draft = Draft::from_plan(&full()).unwrap();
    assert_eq!(draft.request(), full());
    for field in all_fields().into_iter().filter(|field| !field.path().contains("[7]")) {
        if field.kind().is_some() {
            assert!(!draft.text(field).is_empty(), "{}", field.path());
        }
    }
}

#[test]
fn every_choice_is_one_that_the_rules_accept() {
    for field in ReportField::ALL.map(Field::InReport) {
        for choice in field.choices() {
            let mut draft = Draft::from_plan(&full()).unwrap();
            draft.set_text(field, choice.text);
            assert_eq!(draft.check(today()).problems_of(field).count(), 0, "{} {}", field.path(), choice.text);
        }
    }
}

#[test]
fn what_is_not_typed_is_left_out_and_what_cannot_be_read_is_sent_for_the_rules_to_judge() {
    let mut draft = Draft::new();
    assert_eq!(draft.request(), json!({"runs": [{"client_run_id": "run-1"}]}));
    let list = Field::Body(BodyField::CaseListId);
    for (text, expected) in [("318", json!(318)), ("31B", json!("31B"))] {
        draft.set_text(list, text);
        assert_eq!(draft.request()["case_list_id"], expected);
        assert_eq!(draft.check(today()).problems_of(list).count(), usize::from(text == "31B"));
    }
    draft.set_text(list, "");
    assert!(draft.request().get("case_list_id").is_none());
}

#[test]
fn fields_are_required_as_the_rest_of_the_plan_asks_for_them() {
    let required = |draft: &Draft, field| draft.check(today()).is_required(field);
    let mut draft = Draft::new();
    let agent = Field::Body(BodyField::AgentId);
    let start = in_run(0, RunField::StartTime);
    let weekday = Field::InReport(ReportField::Weekday);
    assert!(required(&draft, agent) && required(&draft, start) && required(&draft, Field::Runs));
    assert!(!required(&draft, Field::Slots) && !required(&draft, weekday) && !required(&draft, Field::Report));
    draft.toggle(in_run(0, RunField::MessagingOnly));
    assert!(!required(&draft, agent) && !required(&draft, start));
    draft.toggle(Field::Body(BodyField::UseCompanyHours));
    draft.toggle(Field::Report);
    draft.set_text(Field::InReport(ReportField::Frequency), "weekly");
    assert!(required(&draft, Field::Slots) && required(&draft, weekday));
    assert!(!required(&draft, Field::InReport(ReportField::DayOfMonth)));
}

#[test]
fn switches_go_on_and_off_and_self_healing_is_shown_the_other_way_round() {
    let mut draft = Draft::new();
    let healing = Field::Body(BodyField::SelfHealing);
    assert!(draft.is_on(healing) && !draft.is_on(Field::Body(BodyField::IsObo)));
    draft.toggle(healing);
    draft.toggle(Field::Body(BodyField::IsObo));
    assert!(!draft.is_on(healing) && draft.is_on(Field::Body(BodyField::IsObo)));
    assert_eq!(draft.request()["self_healing_disabled"], json!(true));
    draft.toggle(healing);
    assert_eq!(draft.request()["self_healing_disabled"], json!(false));
    let before = draft.clone();
    draft.toggle(Field::Body(BodyField::Name));
    assert_eq!(draft, before, "a name is no switch");
}

#[test]
fn a_run_that_becomes_messages_only_loses_its_times() {
    let mut draft = Draft::from_plan(&full()).unwrap();
    draft.toggle(in_run(0, RunField::MessagingOnly));
    assert!(draft.is_on(in_run(0, RunField::MessagingOnly)));
    assert_eq!(draft.text(in_run(0, RunField::StartTime)), "");
    assert!(draft.check(today()).is_valid(), "{:?}", draft.check(today()).problems);
}

#[test]
fn a_report_that_is_switched_off_is_not_sent_and_not_forgotten() {
    let mut draft = Draft::from_plan(&full()).unwrap();
    draft.toggle(Field::Report);
    assert!(draft.request().get("report_schedule").is_none());
    draft.toggle(Field::Report);
    assert_eq!(draft.request(), full());
}

#[test]
fn runs_are_added_copied_moved_and_removed_with_names_of_their_own() {
    let mut draft = Draft::from_plan(&full()).unwrap();
    assert_eq!(draft.add_run(), 1);
    assert_eq!(draft.duplicate_run(0), Some(1));
    draft.set_text(in_run(0, RunField::Id), "wave");
    assert_eq!(draft.duplicate_run(0), Some(1));
    assert_eq!(draft.duplicate_run(9), None);
    let ids = |draft: &Draft| -> Vec<String> {
        (0..draft.run_count()).map(|index| draft.text(in_run(index, RunField::Id)).to_owned()).collect()
    };
    assert_eq!(ids(&draft), ["wave", "wave-2", "run-3", "run-2"]);
    assert!(draft.move_run(3, 0) && draft.move_run(1, 99) && !draft.move_run(4, 0));
    assert_eq!(ids(&draft), ["run-2", "wave-2", "run-3", "wave"]);
    assert!(draft.remove_run(0) && !draft.remove_run(3));
    draft.clear(Field::Runs);
    assert!(draft.request().get("runs").is_none());
}

#[test]
fn a_run_repeats_a_week_later_on_the_same_weekdays() {
    let mut draft = Draft::from_plan(&full()).unwrap();
    assert_eq!(draft.repeat_run_weekly(0), Some(1));
    let mut expected = full()["runs"][0].clone();
    expected["client_run_id"] = json!("run-2");
    expected["start_date"] = json!("2026-03-02");
    expected["end_date"] = json!("2026-03-06");
    expected["selected_days"] = json!(["2026-03-02", "2026-03-04"]);
    assert_eq!(draft.request()["runs"][1], expected);
    assert!(draft.check(today()).is_valid());
    let undated = draft.add_run();
    assert_eq!(draft.repeat_run_weekly(undated), None);
}

#[test]
fn dates_shift_by_whole_weeks_to_the_first_day_that_is_free() {
    for (first, expected) in [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-03", "2026-03-09"),
        ("2026-02-23", "2026-02-23"),
        ("2026-02-17", "2026-02-23"),
        ("2026-02-16", "2026-02-16"),
        ("2027-01-01", "2027-01-04"),
    ] {
        let mut draft = Draft::from_plan(&full()).unwrap();
        draft.add_run();
        draft.set_text(in_run(1, RunField::StartDate), "soon");
        assert!(draft.shift_to(date(first)).is_some_and(|days| days % 7 == 0));
        assert_eq!(draft.text(in_run(0, RunField::StartDate)), expected, "{first}");
        assert_eq!(draft.text(in_run(1, RunField::StartDate)), "soon");
    }
    assert_eq!(Draft::new().shift_to(today().date()), None);
}

#[test]
fn the_company_hours_become_the_slots() {
    let time = |text| TimeOfDay::parse(text).unwrap();
    let slots = vec![Slot { start: time("09:00"), end: time("12:00") }];
    let settings = |hours| Settings { hours, ..Settings::default() };
    let mut draft = Draft::from_plan(&full()).unwrap();
    assert_eq!(draft.use_company_hours(&settings(CompanyHours::NotConfigured)), edit::CopiedHours::NotConfigured);
    assert_eq!(draft.request(), full());
    let copied = draft.use_company_hours(&settings(CompanyHours::Slots { slots, unreadable: 1 }));
    assert_eq!(copied, edit::CopiedHours::Slots { slots: 1, unreadable: 1 });
    assert_eq!(draft.request()["business_hours"], json!([{"start_time": "09:00", "end_time": "12:00"}]));
    assert!(draft.is_on(Field::Body(BodyField::UseCompanyHours)));
    assert!(draft.duplicate_slot(0) == Some(1) && draft.move_slot(0, 1) && draft.remove_slot(0));
    assert_eq!(draft.slot_count(), 1);
}

proptest! {
    #[test]
    fn any_typing_makes_a_request_that_can_be_judged_stored_and_loaded(
        edits in prop::collection::vec((prop::sample::select(all_fields()), ".{0,12}"), 0..20)
    ) {
        let mut draft = Draft::from_plan(&full()).unwrap();
        for (field, text) in edits {
            match text.len() {
                0 => draft.clear(field),
                1 => draft.toggle(field),
                _ => draft.set_text(field, &text),
            }
        }
        let request = draft.request();
        prop_assert_eq!(Draft::from_plan(&request).unwrap().request(), request);
        let stored = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Draft>(&stored).unwrap(), &draft);
        for found in draft.check(today()).problems {
            prop_assert!(found.path().starts_with(&found.field().path()), "{}", found.path());
        }
    }
}
