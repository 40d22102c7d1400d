//! Faults on the wire, byte for byte, and whether a create took effect.

use super::{SAMPLE, TestClock, exchange, get, post, request, start};
use kaytop::sandbox::faults::Fault;
use kaytop::sandbox::server::{self, Running};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn faults(specs: &[&str]) -> Vec<Fault> {
    specs.iter().map(|spec| spec.parse().unwrap()).collect()
}

/// What comes back from a list under `spec`, and whether the connection ended in order.
async fn list_under(sandbox: &Running, spec: &str) -> (String, bool) {
    sandbox.set_faults(faults(&[spec]));
    let (back, end) = exchange(sandbox.addr, request(sandbox.addr, "GET /v1/campaigns?key=outreach", "", "")).await;
    (String::from_utf8_lossy(&back).into_owned(), end.is_ok())
}

#[tokio::test]
async fn broken_connections_break_as_named() {
    let sandbox = start().await;
    for spec in ["list:close", "any:close", "list:close-before-read"] {
        assert_eq!(list_under(&sandbox, spec).await, (String::new(), true), "{spec}");
    }
    assert_eq!(list_under(&sandbox, "list:reset").await, (String::new(), false));

    let (head, _) = list_under(&sandbox, "list:truncate-head").await;
    assert!(head.starts_with("HTTP/1.1 200 ok\r\ncontent-type") && !head.contains("\r\n\r\n"), "{head}");

    let (cut, in_order) = list_under(&sandbox, "list:truncate-body").await;
    let (head, body) = cut.split_once("\r\n\r\n").unwrap();
    let announced: usize = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    assert!(in_order && body.len() == announced / 2 && body.starts_with("[{\"id\":1,"));
    assert!(head.contains("x-ratelimit-remaining: "));

    let (twice, _) = list_under(&sandbox, "list:two-answers").await;
    assert_eq!(twice.matches("HTTP/1.1 200 ok\r\n").count(), 2);

    let (noise, _) = list_under(&sandbox, "list:not-http").await;
    assert!(!noise.is_empty() && !noise.contains("HTTP"));
}

#[tokio::test]
async fn answers_without_end_go_on_until_the_client_leaves() {
    let sandbox = start().await;
    for (spec, expected) in [("list:huge", 10_000_000), ("list:slow", 4), ("list:hang", 0)] {
        sandbox.set_faults(faults(&[spec]));
        let mut stream = TcpStream::connect(sandbox.addr).await.unwrap();
        stream.write_all(request(sandbox.addr, "GET /v1/campaigns", "", "").as_bytes()).await.unwrap();
        let mut bytes = vec![0; expected];
        stream.read_exact(&mut bytes).await.unwrap();
        assert!(bytes.starts_with(&b"HTTP/1.1"[..expected.min(8)]), "{spec}");
        let more = stream.try_read(&mut [0; 9]).map_err(|error| error.kind());
        assert_ne!(more, Ok(0), "{spec} must not end by itself");
    }
}

#[tokio::test]
async fn wrong_answers_are_wrong_as_named() {
    let sandbox = start().await;
    for (spec, status, header, body) in [
        ("list:empty", 200, "content-length: 0", ""),
        ("list:no-content", 204, "x-ratelimit-limit: ", ""),
        ("list:html", 200, "content-type: text/html", "<!DOCTYPE html>"),
        ("list:not-json", 200, "content-type: application/json", "{\"id\": 1, \"name\": "),
        ("list:gzip-lie", 200, "content-encoding: gzip", "[{\"id\":1,"),
        ("list:bad-row", 200, "content-type: application/json", "[{\"id\":\"one\",\"name\":[\"?\"],"),
        ("list:redirect", 302, "location: http://elsewhere.invalid/", ""),
        ("list:redirect-307", 307, "location: http://elsewhere.invalid/", ""),
        ("list:429", 429, "retry-after: 30", "{\"error\":\"too_many_requests\","),
    ] {
        let (text, in_order) = list_under(&sandbox, spec).await;
        let (head, back) = text.split_once("\r\n\r\n").unwrap();
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status} ")) && head.contains(header) && in_order,
            "{spec}: {head}"
        );
        assert!(back.starts_with(body), "{spec}: {back}");
    }
    for status in [400, 401, 403, 404, 408, 409, 422, 500, 502, 503, 504] {
        let (text, _) = list_under(&sandbox, &format!("any:{status}")).await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        let body: Value = serde_json::from_str(body).unwrap();
        assert!(body["error"].is_string() && body["message"].is_string());
    }
}

#[tokio::test]
async fn a_create_takes_effect_only_where_the_fault_says_so() {
    let sandbox = start().await;
    let json = "Content-Type: application/json\r\n";
    let bytes = request(sandbox.addr, "POST /v1/campaigns", json, SAMPLE);
    let kinds = ["close", "reset", "truncate-head", "truncate-body", "html", "503", "redirect-307", "no-id", "id-huge"];
    for kind in kinds {
        for (prefix, applied) in [("", 0), ("applied-", 1)] {
            let before = sandbox.tally();
            sandbox.set_faults(faults(&[&format!("create:{prefix}{kind}")]));
            let (back, _) = exchange(sandbox.addr, &bytes).await;
            assert!(!back.ends_with(b"}") || !back.starts_with(b"HTTP/1.1 200") || kind.contains("id"), "{kind}");
            let after = sandbox.tally();
            assert_eq!((after.create, after.created), (before.create + 1, before.created + applied), "{prefix}{kind}");
        }
    }
    assert_eq!(sandbox.created().len(), kinds.len());
    assert!(sandbox.created().iter().all(|row| row.name.as_deref() == Some("Outreach Campaign")));
}

#[tokio::test]
async fn unusable_ids_are_spelled_out() {
    let sandbox = start().await;
    for (kind, body) in [
        ("no-id", "{}"),
        ("id-text", r#"{"id":"1"}"#),
        ("id-zero", r#"{"id":0}"#),
        ("id-negative", r#"{"id":-1}"#),
        ("id-huge", r#"{"id":123456789012345678901234567890}"#),
    ] {
        sandbox.set_faults(faults(&[&format!("create:{kind}:1")]));
        let reply = post(&sandbox, SAMPLE).await;
        assert_eq!((reply.status, reply.body.as_str()), (200, body));
        assert!(post(&sandbox, SAMPLE).await.json()["id"].is_i64(), "a count of one strikes once");
    }
}

#[tokio::test]
async fn strangers_use_up_no_fault() {
    let sandbox = start().await;
    sandbox.set_faults(faults(&["list:500:1"]));
    let stranger = format!("GET /v1/campaigns HTTP/1.1\r\nHost: {}\r\n\r\n", sandbox.addr);
    assert_eq!(super::ask(sandbox.addr, stranger).await.status, 401);
    assert_eq!(super::get(&sandbox, "/v1/campaigns/settings").await.status, 200);
    assert_eq!(super::get(&sandbox, "/v1/campaigns").await.status, 500);
    assert_eq!(super::get(&sandbox, "/v1/campaigns").await.status, 200);
}

#[tokio::test]
async fn a_success_may_be_a_lie() {
    let sandbox = start().await;
    for (kind, created) in [("plain", 0), ("applied-plain", 1)] {
        sandbox.set_faults(faults(&[&format!("create:{kind}")]));
        let reply = post(&sandbox, SAMPLE).await;
        assert!(reply.status == 200 && reply.json()["id"].is_i64(), "{kind}");
        assert_eq!(sandbox.tally().created, created, "{kind}");
    }
    let ids: Vec<i64> = sandbox.created().iter().map(|row| row.id).collect();
    assert_eq!(ids, [142], "the number that a lie named is given to nobody else");
}

#[tokio::test]
async fn a_late_create_comes_to_be_by_the_sandboxs_own_clock() {
    let clock = TestClock::new();
    let sandbox = server::start(clock.options()).await.unwrap();
    sandbox.set_faults(faults(&["create:late-30-503"]));
    assert_eq!(post(&sandbox, SAMPLE).await.status, 503);
    for (passed, created) in [(0, 0), (29, 0), (1, 1), (1, 1)] {
        clock.pass(passed);
        let listed = get(&sandbox, "/v1/campaigns").await.json().as_array().unwrap().len();
        assert_eq!(
            (listed, sandbox.tally().created, sandbox.created().len()),
            (140 + created, created as u64, created)
        );
    }
    assert_eq!((sandbox.tally().posts, sandbox.tally().create), (1, 1));
}

#[tokio::test]
async fn every_post_is_counted_whatever_became_of_it() {
    let sandbox = start().await;
    for line in ["POST /v1/campaigns", "POST /nowhere", "POST /v1/case_lists", "GET /v1/campaigns"] {
        drop(exchange(sandbox.addr, request(sandbox.addr, line, "", "")).await);
    }
    sandbox.set_faults(faults(&["any:close-before-read"]));
    drop(exchange(sandbox.addr, request(sandbox.addr, "POST /v1/campaigns", "", "{}")).await);
    let stranger = format!("POST /v1/campaigns HTTP/1.1\r\nHost: {}\r\n\r\n", sandbox.addr);
    drop(exchange(sandbox.addr, stranger).await);
    assert_eq!((sandbox.tally().posts, sandbox.tally().create), (5, 2));
}

#[tokio::test]
async fn lists_can_be_valid_and_not_true() {
    let clock = TestClock::new();
    let sandbox = server::start(clock.options()).await.unwrap();
    let own = SAMPLE.replace("Outreach Campaign", " Own ");
    assert_eq!(post(&sandbox, &own).await.json(), json!({"id": 141}));
    let names = |rows: &[Value]| rows.iter().filter_map(|row| row["name"].as_str().map(str::to_owned)).collect();
    for (spec, target, rows, last) in [
        ("list:lag-5", "", 140, None),
        ("list:empty-list", "", 0, None),
        ("list:twenty", "", 20, None),
        ("list:twin", "", 142, Some(json!([1_000_141, " Own ", "web_app"]))),
        ("list:twin-same", "", 142, Some(json!([1_000_141, " Own ", "public_api"]))),
        ("list:trimmed", "", 141, Some(json!([141, "Own", "public_api"]))),
        ("list:case", "", 141, Some(json!([141, " OWN ", "public_api"]))),
        ("list:doubled", "", 282, Some(json!([141, " Own ", "public_api"]))),
        ("list:search-ignored", "?key=own", 141, Some(json!([141, " Own ", "public_api"]))),
        ("list:search-empty", "?key=own", 0, None),
        ("list:search-empty", "", 141, Some(json!([141, " Own ", "public_api"]))),
        ("list:lag-5", "?key=own", 0, None),
    ] {
        sandbox.set_faults(faults(&[spec]));
        let reply = get(&sandbox, &format!("/v1/campaigns{target}")).await;
        let listed: Vec<Value> = serde_json::from_str(&reply.body).unwrap();
        assert_eq!((reply.status, listed.len()), (200, rows), "{spec}");
        let names: Vec<String> = names(&listed);
        match last {
            Some(expected) => {
                let row = listed.last().unwrap();
                assert_eq!(json!([row["id"], row["name"], row["origin"]]), expected, "{spec}");
            }
            None => assert!(!names.contains(&" Own ".into()), "{spec}"),
        }
    }
    sandbox.set_faults(faults(&["list:lag-5"]));
    clock.pass(5);
    assert_eq!(get(&sandbox, "/v1/campaigns").await.json().as_array().unwrap().len(), 141, "the lag is over");
    sandbox.set_faults(Vec::new());
    assert_eq!(sandbox.created().len(), 1, "what a list shows changes nothing");
}
