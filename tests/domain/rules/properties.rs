//! What holds of any JSON at all.

use std::collections::BTreeSet;

use kaytop::domain::rules::{judge, plan};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{before, sample};

/// What stands at a path of the contract's form, such as `runs[0].end_time`.
fn at<'v>(body: &'v Value, path: &str) -> Option<&'v Value> {
    path.split(['.', '[']).filter(|step| !step.is_empty()).try_fold(body, |value, step| match step.strip_suffix(']') {
        Some(index) => value.get(index.parse::<usize>().ok()?),
        None => value.get(step),
    })
}

fn parent(path: &str) -> &str {
    path.rfind(['.', '[']).and_then(|end| path.get(..end)).unwrap_or_default()
}

pub(crate) const NAMES: [&str; 32] = [
    "name",
    "agent_id",
    "case_list_id",
    "is_obo",
    "calls_scheduled_externally",
    "never_ending",
    "self_healing_disabled",
    "use_company_hours",
    "concurrency_limit",
    "form_id",
    "business_hours",
    "runs",
    "report_schedule",
    "client_run_id",
    "start_date",
    "end_date",
    "start_time",
    "end_time",
    "messaging_only",
    "selected_days",
    "messages",
    "run_client_ids",
    "frequency",
    "weekday",
    "day_of_month",
    "time",
    "recipients",
    "format",
    "date_range",
    "filters",
    "nmae",
    "x",
];

const WORDS: [&str; 14] = [
    "",
    " ",
    "run-1",
    "2026-02-20",
    "2026-02-30",
    "2026-02-19",
    "09:00",
    "17:00",
    "07:00",
    "24:00",
    "weekly",
    "monthly",
    "csv",
    "a@b.c",
];

const PLACES: [&str; 3] = ["", "/runs/0", "/report_schedule"];

/// JSON in the contract's own words, so that it comes close to a plan and breaks it in many ways.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..40_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(&WORDS[..]).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 60, 12, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(prop::sample::select(&NAMES[..]), inner, 0..12).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

/// The sample with some members set to anything.
pub(crate) fn any_plan() -> impl Strategy<Value = Value> {
    let edit = (prop::sample::select(&PLACES[..]), prop::sample::select(&NAMES[..]), any_json());
    prop::collection::vec(edit, 0..6).prop_map(|edits| {
        let mut body = sample();
        for (place, name, value) in edits {
            let nobody = &mut Map::new();
            let members = body.pointer_mut(place).and_then(Value::as_object_mut).unwrap_or(nobody);
            members.insert(name.to_owned(), value);
        }
        body
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn problems_stand_where_the_body_is_and_once(body in prop_oneof![any_json(), any_plan()]) {
        let verdict = judge(&body, before());
        let mut seen = BTreeSet::new();
        for problem in &verdict.problems {
            prop_assert!(at(&body, parent(&problem.path())).is_some(), "{}", problem.path());
            prop_assert!(seen.insert((problem.path(), problem.rule)), "{} twice", problem.path());
            prop_assert!(!problem.message().is_empty());
        }
        for warning in &verdict.warnings {
            prop_assert!(at(&body, parent(&warning.path())).is_some(), "{}", warning.path());
        }
    }

    #[test]
    fn nulls_are_absent_fields(body in any_plan()) {
        let mut without = body.clone();
        for place in PLACES {
            if let Some(members) = without.pointer_mut(place).and_then(Value::as_object_mut) {
                members.retain(|_, value| !value.is_null());
            }
        }
        prop_assert_eq!(judge(&body, before()).problems, judge(&without, before()).problems);
    }

    #[test]
    fn any_text_is_a_plan_or_an_error_with_a_place(text in ".{0,60}") {
        if let Err(error) = plan::read(text.as_bytes()) {
            prop_assert!(error.position.line >= 1 && error.position.column >= 1);
        }
    }
}
