//! The contract: the vendor's samples, every documented member, the search, the pages, the limits (B10).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{SAMPLE, TestClock, get, post, start};
use kaytop::sandbox::server;

fn members(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn the_vendors_samples_answer_as_printed() {
    let sandbox = start().await;
    let list = get(&sandbox, "/v1/campaigns?key=outreach").await;
    assert_eq!(list.status, 200);
    assert_eq!(list.header("content-type"), Some("application/json"));
    assert_eq!(
        list.json(),
        json!([{"id": 1, "name": "Outreach Campaign", "agent_id": "abc_123", "case_list_id": 123,
            "origin": "public_api", "update_origin": null,
            "stats": {"total_calls": 132, "success_calls": 85, "success_calls_percentage": 70.8, "failed_calls": 35,
                "average_sentiment_score": 0.76, "conversion_rate": 42.1}}])
    );
    assert_eq!(
        get(&sandbox, "/v1/campaigns/settings").await.json(),
        json!({"is_enabled": true, "concurrency_rate": 70, "business_hours": [
            {"start_time": "09:00", "end_time": "12:00"}, {"start_time": "13:00", "end_time": "17:00"}]})
    );
    let created = post(&sandbox, SAMPLE).await;
    assert_eq!((created.status, created.json()), (200, json!({"id": 141})));
}

#[tokio::test]
async fn the_first_campaign_of_an_empty_company_is_number_1() {
    let mut options = TestClock::new().options();
    options.campaigns = 0;
    let sandbox = server::start(options).await.unwrap();
    assert_eq!(get(&sandbox, "/v1/campaigns").await.body, "[]");
    assert_eq!(post(&sandbox, SAMPLE).await.json(), json!({"id": 1}));
    let row = &get(&sandbox, "/v1/campaigns?key=OUTREACH").await.json()[0];
    assert_eq!(
        (&row["id"], &row["name"], &row["agent_id"]),
        (&json!(1), &json!("Outreach Campaign"), &json!("abc_123"))
    );
    assert_eq!((&row["case_list_id"], &row["origin"]), (&json!(123), &json!("public_api")));
    assert_eq!((&row["stats"]["total_calls"], &row["stats"]["conversion_rate"]), (&json!(0), &Value::Null));
}

#[tokio::test]
async fn rows_carry_exactly_the_documented_members() {
    let sandbox = start().await;
    post(&sandbox, SAMPLE).await;
    let list = get(&sandbox, "/v1/campaigns").await.json();
    assert_eq!(list.as_array().unwrap().len(), 141);
    for row in list.as_array().unwrap() {
        let names = ["id", "name", "agent_id", "case_list_id", "origin", "update_origin", "stats"];
        assert_eq!(members(row), BTreeSet::from(names));
        let counts = ["total_calls", "success_calls", "failed_calls"];
        let rates = ["success_calls_percentage", "average_sentiment_score", "conversion_rate"];
        assert_eq!(members(&row["stats"]), counts.into_iter().chain(rates).collect());
        assert!(counts.iter().all(|name| row["stats"][name].is_u64()) && row["id"].is_i64());
        assert!(rates.iter().all(|name| row["stats"][name].is_f64() || row["stats"][name].is_null()));
        assert!(row["case_list_id"].is_i64() && row["name"].is_string() && row["origin"].is_string());
    }
}

#[tokio::test]
async fn the_search_decodes_its_term_and_ignores_case() {
    let sandbox = start().await;
    let all = get(&sandbox, "/v1/campaigns").await.json();
    for (target, term) in [
        ("/v1/campaigns?key=camp+LEJEUNE", "camp lejeune"),
        ("/v1/campaigns?key=camp%20lejeune&x=1", "camp lejeune"),
        ("/v1/campaigns?key=M%C3%89DICO", "médico"),
        ("/v1/campaigns?key=nobody+is+called+so", "nobody is called so"),
        ("/v1/campaigns?key=", ""),
    ] {
        let expected = all.as_array().unwrap().iter();
        let expected = expected.filter(|row| row["name"].as_str().unwrap().to_lowercase().contains(term)).count();
        let found = get(&sandbox, target).await.json();
        assert_eq!(found.as_array().unwrap().len(), expected, "{target}");
        assert_eq!(expected > 0, !term.starts_with("nobody"));
    }
}

#[tokio::test]
async fn case_lists_come_in_pages() {
    let sandbox = start().await;
    let page = |query: &str| {
        let target = format!("/v1/case_lists{query}");
        let sandbox = &sandbox;
        async move {
            let reply = get(sandbox, &target).await.json();
            assert_eq!(members(&reply), BTreeSet::from(["data", "page", "total"]));
            (reply["data"].as_array().unwrap().clone(), reply["page"].clone(), reply["total"].clone())
        }
    };
    let (first, number, total) = page("").await;
    assert_eq!((first.len(), &number, &total), (25, &json!(1), &json!(96)));
    let names = ["id", "name", "description", "case_count", "origin", "update_origin"];
    assert!(first.iter().all(|list| members(list) == BTreeSet::from(names)));
    let (second, number, _) = page("?page=2").await;
    assert_eq!((second.len(), number), (25, json!(2)));
    assert!(second.iter().all(|list| !first.contains(list)));
    assert_eq!(page("?page=5").await.0.len(), 0);
    assert_eq!(page("?page_size=1000").await.0.len(), 96);
    let (found, _, total) = page("?key=ROUNDUP&page_size=1").await;
    assert_eq!(found.len(), 1);
    assert!(found[0]["name"].as_str().unwrap().contains("Roundup") && total.as_u64() < Some(96));
    for bad in ["page=0", "page=x", "page_size=0", "page=-1", "page=1000000001", "page_size=99999999999999999999"] {
        let reply = get(&sandbox, &format!("/v1/case_lists?{bad}")).await;
        assert_eq!(reply.status, 400, "{bad}");
        assert!(reply.body.contains("from 1 to 1000000000"), "{}", reply.body);
    }
    assert_eq!(page("?page=1000000000").await.1, json!(1_000_000_000));
}

#[tokio::test]
async fn a_plan_that_breaks_rules_is_refused_with_all_of_them() {
    let sandbox = start().await;
    let reply = post(&sandbox, r#"{"name": " ", "case_list_id": "x", "agent_id": "a", "runs": []}"#).await;
    assert_eq!(reply.status, 400, "{}", reply.body);
    let body = reply.json();
    assert_eq!(body["error"], "bad_request");
    assert!(body["message"].as_str().unwrap().starts_with("3 problems: "));
    let rules: Vec<&str> = body["problems"].as_array().unwrap().iter().map(|p| p["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["R1", "R3", "R11"]);
    assert_eq!(sandbox.tally().created, 0);
}

#[tokio::test]
async fn a_member_twice_is_refused_with_both_places_and_a_number_beyond_64_bits_is_no_id() {
    let sandbox = start().await;
    let twice = SAMPLE.replace("\"start_time\": \"09:00\",", "\"start_time\": \"09:00\",\n\"start_time\": \"10:00\",");
    let reply = post(&sandbox, &twice).await;
    let body = reply.json();
    assert_eq!((reply.status, &body["error"], &body["problems"][0]["path"]), (400, &json!("bad_request"), &json!("")));
    let message = body["problems"][0]["message"].as_str().unwrap();
    let both = "line 13, column 1: the member `runs[0].start_time` stands twice; the first is at line 12, column 1";
    assert!(message.ends_with(both), "{message}");
    let reply = post(&sandbox, &SAMPLE.replace("123,", "123456789012345678901,")).await;
    assert_eq!((reply.status, reply.json()["problems"][0]["rule"].clone()), (400, json!("R3")));
    assert!(reply.body.contains("123456789012345678901"), "{}", reply.body);
    assert_eq!(sandbox.tally().created, 0);
}

#[tokio::test]
async fn an_hour_holds_so_many_requests_and_every_answer_says_so() {
    let clock = TestClock::new();
    let mut options = clock.options();
    options.rate_limit = 2;
    let sandbox = server::start(options).await.unwrap();
    let mut seen = Vec::new();
    for (wait, target) in [
        (0, "/nowhere"),
        (0, "/v1/campaigns"),
        (3000, "/v1/campaigns/settings"),
        (599, "/v1/campaigns"),
        (1, "/v1/campaigns"),
    ] {
        clock.pass(wait);
        let reply = get(&sandbox, target).await;
        let number = |name: &str| reply.header(name).unwrap().parse::<u32>().unwrap();
        seen.push((
            reply.status,
            [number("x-ratelimit-limit"), number("x-ratelimit-remaining"), number("x-ratelimit-reset")],
        ));
        assert_eq!(reply.header("retry-after"), None);
    }
    let expected =
        [(404, [2, 2, 3600]), (200, [2, 1, 3600]), (200, [2, 0, 600]), (429, [2, 0, 1]), (200, [2, 1, 3600])];
    assert_eq!(seen, expected);
}
