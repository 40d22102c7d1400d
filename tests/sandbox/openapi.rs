//! `assets/openapi.json` says of the sandbox what the sandbox does: paths, methods, answers, and rules of a plan.

use std::collections::BTreeSet;
use std::time::Duration;

use kaytop::api::routes;
use kaytop::sandbox::company::CompanySettings;
use kaytop::sandbox::options::{Patience, SandboxOptions};
use kaytop::sandbox::server::{self, Running};
use serde_json::{Value, json};

use super::schema::{errors, resolve};
use super::{Reply, SAMPLE, TestClock, ask, get, post, request};

/// Rules that compare members, which the schema cannot say: order, overlap, real days, ids that belong together.
const BEYOND: [&str; 8] = ["R9", "R10", "R12", "R13", "R14", "R16", "R18", "R22"];

fn document() -> Value {
    serde_json::from_str(include_str!("../../assets/openapi.json")).unwrap()
}

async fn sandbox(change: impl FnOnce(&mut SandboxOptions)) -> Running {
    let mut options = TestClock::new().options();
    options.rate_limit = 0;
    change(&mut options);
    server::start(options).await.unwrap()
}

/// Checks an answer by what the file says of it: its status, its headers, its body.
fn assert_documented(document: &Value, path: &str, method: &str, reply: &Reply) {
    let responses = &document["paths"][path][method]["responses"];
    let response = resolve(document, &responses[reply.status.to_string()]);
    assert!(response.is_object(), "{method} {path} does not know {}", reply.status);
    for (name, header) in response["headers"].as_object().unwrap() {
        let value = reply.header(&name.to_lowercase()).unwrap_or_else(|| panic!("{method} {path} lacks {name}"));
        let value = value.parse().map_or_else(|_| json!(value), |number: u64| json!(number));
        let schema = &resolve(document, header)["schema"];
        assert_eq!(errors(document, schema, &value), Vec::<String>::new(), "{name}");
    }
    let schema = &response["content"]["application/json"]["schema"];
    assert_eq!(errors(document, schema, &reply.json()), Vec::<String>::new(), "{method} {path} {}", reply.status);
}

#[tokio::test]
async fn paths_and_methods_are_those_of_the_server() {
    let (document, sandbox) = (document(), sandbox(|_| ()).await);
    let paths: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(paths, BTreeSet::from([routes::CAMPAIGNS, routes::SETTINGS, routes::CASE_LISTS]));
    for path in paths {
        let reply = ask(sandbox.addr, request(sandbox.addr, &format!("PUT {path}"), "", "")).await;
        let allowed: BTreeSet<String> = reply.header("allow").unwrap().split(", ").map(str::to_lowercase).collect();
        let documented = document["paths"][path].as_object().unwrap().keys().cloned().collect();
        assert_eq!(allowed, documented, "{path}");
        assert_documented(&document, path, document["paths"][path].as_object().unwrap().keys().next().unwrap(), &reply);
    }
    let nowhere = get(&sandbox, "/v1/nowhere").await;
    let schema = &document["components"]["responses"]["NotFound"]["content"]["application/json"]["schema"];
    assert_eq!((nowhere.status, errors(&document, schema, &nowhere.json())), (404, Vec::new()));
}

#[tokio::test]
async fn every_answer_is_one_that_the_file_describes() {
    let document = document();
    let clock = TestClock::new();
    let running = server::start(clock.options()).await.unwrap();
    for (target, path) in [
        ("/v1/campaigns", routes::CAMPAIGNS),
        ("/v1/campaigns?key=outreach", routes::CAMPAIGNS),
        ("/v1/campaigns/settings", routes::SETTINGS),
        ("/v1/case_lists?page=2&page_size=10", routes::CASE_LISTS),
        ("/v1/case_lists?page=0", routes::CASE_LISTS),
    ] {
        assert_documented(&document, path, "get", &get(&running, target).await);
    }
    assert_documented(&document, routes::CAMPAIGNS, "post", &post(&running, SAMPLE).await);
    clock.pass(86_400);
    assert_documented(&document, routes::CAMPAIGNS, "get", &get(&running, "/v1/campaigns").await);

    let addr = running.addr;
    let json = "Content-Type: application/json\r\n";
    let create = "POST /v1/campaigns";
    for (status, bytes) in [
        (400, request(addr, create, json, "{}")),
        (401, request(addr, create, json, SAMPLE).replace("your_api_key", "another")),
        (403, request(addr, create, "Origin: null\r\n", SAMPLE)),
        (413, request(addr, create, json, &" ".repeat(300 * 1024))),
        (415, request(addr, create, "", SAMPLE)),
    ] {
        let reply = ask(addr, bytes).await;
        assert_eq!(reply.status, status);
        assert_documented(&document, routes::CAMPAIGNS, "post", &reply);
    }
}

#[tokio::test]
async fn answers_of_bad_times_are_described_as_well() {
    let document = document();
    let limited = sandbox(|options| options.rate_limit = 1).await;
    get(&limited, "/v1/campaigns").await;
    let faulty = sandbox(|options| {
        options.faults = vec!["list:500:1".parse().unwrap(), "list:503".parse().unwrap()];
        options.patience = Patience { body: Duration::from_millis(50), ..Patience::default() };
    })
    .await;
    for (status, reply) in [
        (429, get(&limited, "/v1/campaigns").await),
        (500, get(&faulty, "/v1/campaigns").await),
        (503, get(&faulty, "/v1/campaigns").await),
    ] {
        assert_eq!(reply.status, status);
        assert_documented(&document, routes::CAMPAIGNS, "get", &reply);
    }
    let half =
        request(faulty.addr, "POST /v1/campaigns", "Content-Type: application/json\r\nContent-Length: 9\r\n", "");
    let reply = ask(faulty.addr, half + "{").await;
    assert_eq!(reply.status, 408);
    assert_documented(&document, routes::CAMPAIGNS, "post", &reply);
}

#[tokio::test]
async fn settings_are_within_the_contract_but_the_odd_ones() {
    let document = document();
    for (kind, fits) in [
        (CompanySettings::Usual, true),
        (CompanySettings::NoHours, true),
        (CompanySettings::Disabled, true),
        (CompanySettings::Odd, false),
    ] {
        let running = sandbox(|options| options.settings = kind).await;
        let settings = get(&running, "/v1/campaigns/settings").await.json();
        let schema = json!({"$ref": "#/components/schemas/Settings"});
        assert_eq!(errors(&document, &schema, &settings).is_empty(), fits, "{settings}");
        assert_eq!(settings["is_enabled"] == false, kind == CompanySettings::Disabled);
        assert_eq!(settings["business_hours"].is_null(), kind == CompanySettings::NoHours);
    }
}

/// Plans that together use every member: a weekly report, the company's hours, messages only.
fn plans() -> [Value; 3] {
    let weekly: Value = serde_json::from_str(SAMPLE).unwrap();
    let mut hours = weekly.clone();
    hours["use_company_hours"] = json!(true);
    hours["business_hours"] =
        json!([{"start_time": "08:00", "end_time": "12:00"}, {"start_time": "13:00", "end_time": "21:00"}]);
    hours["concurrency_limit"] = json!(0);
    hours["form_id"] = json!(-3);
    hours["never_ending"] = json!(true);
    hours["self_healing_disabled"] = json!(false);
    hours["report_schedule"]["frequency"] = json!("monthly");
    hours["report_schedule"]["day_of_month"] = json!(31);
    let messages = json!({"name": "m", "case_list_id": 1, "runs": [{
        "start_date": "2026-03-02", "end_date": "2026-03-04", "selected_days": ["2026-03-02", "2026-03-04"],
        "messaging_only": true, "messages": [{"text": "hello"}],
    }]});
    [weekly, hours, messages]
}

/// The places of all parts of `value`, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => members.iter().for_each(|(name, part)| places(part, &format!("{at}/{name}"), found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, part)| places(part, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Every plan that differs from `plan` in one part: taken out, or replaced by one of many values.
fn changed(plan: &Value) -> Vec<Value> {
    let values: Value = serde_json::from_str(
        r#"[null, true, 7, -1, 1.0, 2.5, 18446744073709551615, 18446744073709551616, -9223372036854775809, "", " ", "x", "08:00", "07:59", "21:00",
        "21:01", "9:00", "24:00", "23:59", "2026-03-03", "2026-13-01", "2026-3-3", "a@b.c", "a@b", "a b@c.d", "daily", "weekly", "monthly",
        "csv", "cumulative", [], [null], ["x"], ["2026-02-20", "2026-02-20"], {}, [{}], {"start_time": "09:00", "end_time": "10:00"}]"#,
    )
    .unwrap();
    let mut found = Vec::new();
    places(plan, "", &mut found);
    let mut plans = Vec::new();
    for place in found {
        for value in values.as_array().unwrap() {
            let mut plan = plan.clone();
            *plan.pointer_mut(&place).unwrap() = value.clone();
            plans.push(plan);
        }
        if let Some((parent, name)) = place.rsplit_once('/') {
            let mut plan = plan.clone();
            if let Some(members) = plan.pointer_mut(parent).unwrap().as_object_mut() {
                members.remove(name);
                plans.push(plan);
            }
        }
    }
    plans
}

#[tokio::test]
async fn the_schema_of_a_plan_and_the_server_refuse_the_same() {
    let (document, running) = (document(), sandbox(|_| ()).await);
    let schema = json!({"$ref": "#/components/schemas/Plan"});
    let (mut taken, mut refused) = (0, 0);
    for plan in plans() {
        assert_eq!(errors(&document, &schema, &plan), Vec::<String>::new());
        for plan in changed(&plan) {
            let found = errors(&document, &schema, &plan);
            let reply = post(&running, &plan.to_string()).await;
            if found.is_empty() {
                let problems = reply.json()["problems"].as_array().cloned().unwrap_or_default();
                let known =
                    problems.iter().all(|problem| problem["rule"].as_str().is_some_and(|rule| BEYOND.contains(&rule)));
                assert!(known, "the schema takes {plan}, the sandbox says {}", reply.body);
                taken += usize::from(reply.status == 200);
            } else {
                assert_eq!(reply.status, 400, "the sandbox takes {plan}, the schema says {found:?}");
                refused += 1;
            }
        }
    }
    assert!(taken > 300 && refused > 1_500, "{taken} taken, {refused} refused by both");
}
