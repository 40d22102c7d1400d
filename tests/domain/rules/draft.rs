//! The draft of the form and the rules: any plan comes back as it was, and every path of the rules is a field.

use kaytop::domain::draft::{Draft, Field};
use kaytop::domain::rules::judge;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::{any_json, any_plan};
use super::{before, sample};

#[test]
fn the_vendors_sample_comes_back_as_it_was() {
    assert_eq!(Draft::from_plan(&sample()).map(|draft| draft.request()), Some(sample()));
}

#[test]
fn what_is_no_object_is_no_plan() {
    for plan in [json!(null), json!([]), json!("name"), json!(1)] {
        assert_eq!(Draft::from_plan(&plan), None, "{plan}");
    }
}

/// Bodies in which every field is missing or of the wrong type, so that every path a rule can name comes up.
fn broken() -> Vec<Value> {
    let mut bodies = vec![json!({"use_company_hours": true, "report_schedule": {}})];
    for frequency in ["weekly", "monthly"] {
        bodies.push(json!({"report_schedule": {"frequency": frequency}, "runs": [{}], "business_hours": [{}]}));
    }
    for wrong in [json!(1.5), json!("x"), json!([[]]), json!({"x": 1}), json!([1, "2026-02-30"])] {
        let full = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), wrong.clone())).collect::<Value>();
        bodies.push(full(&super::properties::NAMES));
        bodies.push(json!({"runs": [full(&super::properties::NAMES), wrong]}));
        bodies.push(json!({"business_hours": [full(&super::properties::NAMES), wrong]}));
        bodies.push(json!({"report_schedule": full(&super::properties::NAMES)}));
    }
    bodies
}

/// Every problem stands at its field, or at an entry of the list that the field holds.
fn expect_fields(body: &Value) {
    for problem in judge(body, before()).problems {
        let path = problem.field().path();
        let rest = problem.path().strip_prefix(&path).map(|rest| rest.trim_end_matches(|c: char| c != '[').to_owned());
        assert!(matches!(rest.as_deref(), Some("" | "[")), "{} is shown at {path}: {body}", problem.path());
        assert!(!path.is_empty() || !body.is_object(), "{} is nobody's: {body}", problem.path());
    }
}

#[test]
fn every_path_of_a_problem_is_that_of_one_field() {
    let bodies = broken();
    let found = bodies.iter().flat_map(|body| judge(body, before()).problems);
    let fields: std::collections::BTreeSet<Field> = found.map(|problem| problem.field()).collect();
    assert!(fields.len() > 32, "{} of the fields come up: {fields:?}", fields.len());
    bodies.iter().for_each(expect_fields);
}

/// Plans that break each rule between fields, which single wrong values do not.
fn at_odds() -> Vec<Value> {
    let run = json!({"client_run_id": "a", "start_date": "2020-01-01", "end_date": "2020-01-02", "messaging_only": true,
                     "start_time": "09:00", "selected_days": ["2020-01-01", "2020-01-01"]});
    let slot = json!({"start_time": "09:00", "end_time": "12:00"});
    let daily = json!({"frequency": "daily", "day_of_month": 1, "weekday": 1, "run_client_ids": ["x"]});
    let misspelt: Value = super::properties::NAMES.iter().map(|name| (format!("{name}s"), json!(1))).collect();
    vec![
        json!({"runs": [run, run], "business_hours": [slot, slot], "report_schedule": daily}),
        json!({"runs": [misspelt], "business_hours": [misspelt], "report_schedule": misspelt}),
        misspelt,
    ]
}

/// What a message says itself, without what it repeats of the plan.
fn own_words(message: &str) -> &str {
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
    let own = unknown.map_or(message, |(_, rest)| rest);
    own.split("; it is \"").next().unwrap_or_default()
}

#[test]
fn the_form_says_no_name_and_no_path_of_the_contract() {
    let names = super::properties::NAMES.into_iter().filter(|name| name.contains('_'));
    let mut came_up = std::collections::BTreeSet::new();
    for body in broken().into_iter().chain(at_odds()) {
        let draft = Draft::from_plan(&body).unwrap();
        let check = draft.check(before());
        for found in check.problems.iter().chain(&check.warnings) {
            let said = draft.describe(found);
            came_up.extend(names.clone().filter(|name| own_words(&found.message()).contains(name)));
            let left = names.clone().find(|name| own_words(&said).contains(name));
            assert!(left.is_none() && !own_words(&said).contains('['), "{}: {said}", found.message());
        }
    }
    assert!(came_up.len() == names.count(), "{came_up:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_plan_comes_back_as_it_was(body in prop_oneof![any_json(), any_plan()]) {
        prop_assume!(body.is_object());
        let draft = Draft::from_plan(&body).unwrap_or_default();
        prop_assert_eq!(draft.request(), body.clone());
        let stored = serde_json::to_string(&draft).unwrap_or_default();
        prop_assert_eq!(serde_json::from_str::<Draft>(&stored).ok(), Some(draft.clone()));
        let (check, verdict) = (draft.check(before()), judge(&body, before()));
        prop_assert_eq!(check.problems.len(), verdict.problems.len());
        expect_fields(&body);
    }
}
