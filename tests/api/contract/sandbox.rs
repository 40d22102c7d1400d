//! The sandbox, asked in plain HTTP: the shapes the vendor documents, every member of them and no other.

use std::collections::BTreeSet;

use serde_json::Value;

use super::recorded::send;
use super::{CAMPAIGNS, CREATE, CREATED, KEY, SETTINGS, client_of, sandbox};

async fn get(url: &str, path: &str) -> Value {
    let (status, body) = send(url, "GET", path, &format!("X-API-KEY: {KEY}\r\nConnection: close\r\n"), "").await;
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// The names of an object's members.
fn members(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn the_vendors_create_is_taken_and_listed() {
    let running = sandbox(|options| options).await;
    let headers = format!("X-API-KEY: {KEY}\r\nContent-Type: application/json\r\nConnection: close\r\n");
    let (status, body) = send(&running.url, "POST", "/v1/campaigns", &headers, CREATE).await;
    let created = parsed(&body);
    assert_eq!((status, members(&created)), (200, members(&parsed(CREATED))), "{body}");

    let listing = client_of(&running.url, KEY).campaigns(None).await.result.unwrap();
    let row = listing.rows.into_iter().find(|row| Some(row.id) == created["id"].as_i64()).unwrap();
    let text = |value: Option<kaytop::domain::shown::Shown>| value.map(|text| text.as_str().to_owned());
    assert_eq!(text(row.name).as_deref(), Some("Outreach Campaign"));
    assert_eq!((text(row.agent).as_deref(), row.list), (Some("abc_123"), Some(123)));
    assert_eq!((text(row.origin).as_deref(), row.stats.finished()), (Some("public_api"), Some(0)));
}

#[tokio::test]
async fn a_breach_is_refused_with_its_path_and_creates_nothing() {
    let running = sandbox(|options| options).await;
    let headers = format!("X-API-KEY: {KEY}\r\nContent-Type: application/json\r\nConnection: close\r\n");
    let broken = CREATE.replace("17:00", "08:30");
    let (status, body) = send(&running.url, "POST", "/v1/campaigns", &headers, &broken).await;
    let said = parsed(&body);
    assert_eq!((status, &said["error"]), (400, &Value::from("bad_request")));
    assert_eq!(
        (&said["problems"][0]["path"], &said["problems"][0]["rule"]),
        (&"runs[0].end_time".into(), &"R16".into())
    );
    assert_eq!(running.created().len(), 0);
}

#[tokio::test]
async fn rows_and_settings_have_the_samples_members() {
    let running = sandbox(|options| options).await;
    let rows = get(&running.url, "/v1/campaigns").await;
    let sample = parsed(CAMPAIGNS);
    assert_eq!(rows.as_array().unwrap().len(), 140);
    for row in rows.as_array().unwrap() {
        assert_eq!(members(row), members(&sample[0]));
        assert_eq!(members(&row["stats"]), members(&sample[0]["stats"]));
    }
    assert_eq!(get(&running.url, "/v1/campaigns/settings").await, parsed(SETTINGS));
}

#[tokio::test]
async fn case_lists_come_in_pages_from_one() {
    let running = sandbox(|options| options).await;
    let all = get(&running.url, "/v1/case_lists?page_size=100").await;
    assert_eq!(members(&all), BTreeSet::from(["data", "page", "total"]));
    let lists = all["data"].as_array().unwrap();
    for list in lists {
        let expected = BTreeSet::from(["id", "name", "description", "case_count", "origin", "update_origin"]);
        assert_eq!(members(list), expected);
    }
    assert_eq!((all["page"].as_u64(), all["total"].as_u64()), (Some(1), Some(lists.len() as u64)));

    let second = get(&running.url, "/v1/case_lists?page=2&page_size=2").await;
    assert_eq!(second["data"].as_array().unwrap()[..], lists[2..4]);
    let beyond = get(&running.url, "/v1/case_lists?page=999").await;
    assert_eq!((beyond["data"].as_array().unwrap().len(), &beyond["total"]), (0, &all["total"]));
    let default = get(&running.url, "/v1/case_lists").await;
    assert_eq!(default["data"].as_array().unwrap().len(), lists.len().min(25));

    let term = lists[0]["name"].as_str().unwrap().split(' ').next().unwrap().to_uppercase();
    let found = get(&running.url, &format!("/v1/case_lists?key={term}")).await;
    assert!(found["data"].as_array().unwrap().contains(&lists[0]));
}

#[tokio::test]
async fn errors_have_the_vendors_two_members() {
    let running = sandbox(|options| options).await;
    for (method, path, key, status) in [
        ("GET", "/v1/campaigns", "wrong", 401),
        ("DELETE", "/v1/campaigns", KEY, 405),
        ("GET", "/v1/nothing", KEY, 404),
        ("GET", "/v1/case_lists?page=0", KEY, 400),
    ] {
        let headers = format!("X-API-KEY: {key}\r\nConnection: close\r\n");
        let (said, body) = send(&running.url, method, path, &headers, "").await;
        assert_eq!((said, members(&parsed(&body))), (status, BTreeSet::from(["error", "message"])), "{method} {path}");
    }
}
