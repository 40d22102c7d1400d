//! Whom the sandbox refuses, and that nobody can lock others out (B2–B6).

use std::time::Duration;

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{SAMPLE, TestClock, ask, exchange, get, post, request, start};
use kaytop::sandbox::options::Patience;
use kaytop::sandbox::server;

const KEY: &str = "X-API-KEY: your_api_key\r\nConnection: close\r\n";

#[tokio::test]
async fn only_its_own_name_and_no_web_page_is_answered() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    let port = addr.port();
    for (why, line, headers) in [
        ("another name", "GET /v1/campaigns", "Host: evil.example\r\n".into()),
        ("the name localhost and another port", "GET /v1/campaigns", format!("Host: localhost:{}\r\n", port ^ 1)),
        ("a name that begins so", "GET /v1/campaigns", format!("Host: localhost.evil.example:{port}\r\n")),
        ("another port", "GET /v1/campaigns", format!("Host: 127.0.0.1:{}\r\n", port ^ 1)),
        ("no port", "GET /v1/campaigns", "Host: 127.0.0.1\r\n".into()),
        ("no host", "GET /v1/campaigns", String::new()),
        ("two hosts", "GET /v1/campaigns", format!("Host: {addr}\r\nHost: {addr}\r\n")),
        ("a target that names another", "GET http://evil.example/v1/campaigns", format!("Host: {addr}\r\n")),
        ("a web page", "GET /v1/campaigns", format!("Host: {addr}\r\nOrigin: http://{addr}\r\n")),
        ("a page from a file", "GET /v1/campaigns", format!("Host: {addr}\r\nOrigin: null\r\n")),
        ("a preflight", "OPTIONS /v1/campaigns", format!("Host: {addr}\r\nOrigin: http://evil.example\r\n")),
    ] {
        let reply = ask(addr, format!("{line} HTTP/1.1\r\n{headers}{KEY}\r\n")).await;
        assert_eq!((reply.status, &reply.json()["error"]), (403, &"forbidden".into()), "{why}");
        assert!(!reply.head.contains("access-control"), "{why}");
    }
    assert_eq!(ask(addr, request(addr, &format!("GET http://{addr}/v1/campaigns"), "", "")).await.status, 200);
    for name in ["localhost", "LocalHost"] {
        let bytes = format!("GET /v1/campaigns HTTP/1.1\r\nHost: {name}:{port}\r\n{KEY}\r\n");
        assert_eq!(ask(addr, bytes).await.status, 200, "{name}");
    }
}

#[tokio::test]
async fn paths_and_methods_are_exact() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    for (line, status, allow) in [
        ("GET /", 404, None),
        ("GET /v1/campaigns/", 404, None),
        ("GET //v1/campaigns", 404, None),
        ("GET /v1/../v1/campaigns", 404, None),
        ("GET /v1/%63ampaigns", 404, None),
        ("GET /V1/campaigns", 404, None),
        ("GET /v1/campaigns/1", 404, None),
        ("GET /v1/campaigns%00", 404, None),
        ("PUT /v1/campaigns", 405, Some("GET, POST")),
        ("DELETE /v1/campaigns", 405, Some("GET, POST")),
        ("OPTIONS /v1/campaigns", 405, Some("GET, POST")),
        ("BREW /v1/campaigns", 405, Some("GET, POST")),
        ("get /v1/campaigns", 405, Some("GET, POST")),
        ("POST /v1/campaigns/settings", 405, Some("GET")),
        ("PATCH /v1/case_lists", 405, Some("GET")),
    ] {
        let reply = ask(addr, request(addr, line, "", "")).await;
        assert_eq!((reply.status, reply.header("allow")), (status, allow), "{line}");
        assert!(reply.json()["message"].is_string(), "{line}");
    }
    let head = ask(addr, request(addr, "HEAD /v1/campaigns", "", "")).await;
    assert_eq!((head.status, head.header("content-type")), (405, Some("application/json")));
}

#[tokio::test]
async fn a_key_is_required_and_is_the_whole_key() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    for keys in [
        "",
        "X-API-KEY: \r\n",
        "X-API-KEY: your_api_ke\r\n",
        "X-API-KEY: your_api_keyy\r\n",
        "X-API-KEY: Your_api_key\r\n",
        "X-API-KEY: your_api_key\r\nX-API-KEY: your_api_key\r\n",
        "Authorization: Bearer your_api_key\r\n",
    ] {
        let reply = ask(
            addr,
            format!("GET /v1/campaigns?key=your_api_key HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n{keys}\r\n"),
        )
        .await;
        assert_eq!((reply.status, &reply.json()["error"]), (401, &"unauthorized".into()), "{keys:?}");
    }
    assert_eq!(sandbox.tally().refused, 7);
}

#[tokio::test]
async fn a_request_with_many_faults_hears_of_the_first() {
    let mut options = TestClock::new().options();
    options.rate_limit = 2;
    let sandbox = server::start(options).await.unwrap();
    let addr = sandbox.addr;
    let big = "x".repeat(300 * 1024);
    let send = |line: &str, host: &str, key: &str, kind: &str, body: &str| {
        let kind = format!("Content-Type: {kind}\r\n");
        let host = format!("Host: {host}\r\n");
        let key = format!("X-API-KEY: {key}\r\nConnection: close\r\n");
        ask(addr, format!("{line} HTTP/1.1\r\n{host}{key}{kind}Content-Length: {}\r\n\r\n{body}", body.len()))
    };
    let own = addr.to_string();
    let key = "your_api_key";
    let create = "POST /v1/campaigns";
    assert_eq!(send("POST /nowhere", "evil", "bad", "text/plain", &big).await.status, 403);
    assert_eq!(send("POST /nowhere", &own, "bad", "text/plain", &big).await.status, 404);
    assert_eq!(send("PUT /v1/campaigns", &own, "bad", "text/plain", &big).await.status, 405);
    assert_eq!(send(create, &own, "bad", "text/plain", &big).await.status, 401);
    assert_eq!(send(create, &own, key, "text/plain", &big).await.status, 413);
    assert_eq!(send(create, &own, key, "text/plain", "{").await.status, 415);
    assert_eq!(send(create, &own, key, "text/plain", &big).await.status, 429);
}

#[tokio::test]
async fn bodies_are_bounded_and_must_be_json() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    let kinds = ["", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n"];
    for kind in kinds {
        let reply = ask(addr, request(addr, "POST /v1/campaigns", kind, SAMPLE)).await;
        assert_eq!(reply.status, 415, "{kind:?}");
    }
    let kind = "Content-Type: Application/JSON; charset=utf-8\r\n";
    assert_eq!(ask(addr, request(addr, "POST /v1/campaigns", kind, SAMPLE)).await.status, 200);

    let full = format!("{SAMPLE}{}", " ".repeat(256 * 1024 - SAMPLE.len()));
    assert_eq!(post(&sandbox, &full).await.status, 200);
    assert_eq!(post(&sandbox, &format!("{full} ")).await.status, 413);
    let asks = format!("{kind}Expect: 100-continue\r\nContent-Length: 200000000\r\n");
    assert_eq!(ask(addr, request(addr, "POST /v1/campaigns", &asks, "")).await.status, 413, "before it is sent");
    let chunk = "x".repeat(0x1000);
    let chunks = format!("1000\r\n{chunk}\r\n").repeat(100) + "0\r\n\r\n";
    let chunked = request(addr, "POST /v1/campaigns", &format!("{kind}Transfer-Encoding: chunked\r\n"), "");
    assert_eq!(ask(addr, chunked + &chunks).await.status, 413);

    let deep = "[".repeat(100_000);
    for body in ["{", "nonsense", "{} {}", "{\"name\": NaN}", &deep, "\u{feff}{}"] {
        let reply = post(&sandbox, body).await;
        assert_eq!(reply.status, 400, "{}", reply.body);
        let problem = &reply.json()["problems"][0];
        assert_eq!((&problem["path"], &problem["rule"]), (&"".into(), &serde_json::Value::Null));
        assert!(reply.json()["message"].as_str().unwrap().starts_with("1 problem: the body is not JSON"));
    }
    assert_eq!(sandbox.tally().created, 2);
}

#[test]
fn slow_clients_have_five_seconds_for_a_head_and_ten_for_a_body() {
    let Patience { head, body } = Patience::default();
    assert_eq!((head, body), (Duration::from_secs(5), Duration::from_secs(10)));
}

#[tokio::test]
async fn a_head_or_body_that_does_not_come_is_not_waited_for() {
    let mut options = TestClock::new().options();
    options.patience = Patience { head: Duration::from_millis(50), body: Duration::from_millis(50) };
    let sandbox = server::start(options).await.unwrap();
    let addr = sandbox.addr;
    for half in [String::new(), "GET /v1/campaigns HTTP/1.1\r\nHost:".into()] {
        let (back, _) = exchange(addr, &half).await;
        assert!(!back.starts_with(b"HTTP/1.1 200"), "{half:?}");
    }
    let kind = "Content-Type: application/json\r\nContent-Length: 900\r\n";
    let reply = ask(addr, request(addr, "POST /v1/campaigns", kind, "") + "{").await;
    assert_eq!((reply.status, &reply.json()["error"]), (408, &"request_timeout".into()));
    assert_eq!(sandbox.tally().created, 0);
}

#[tokio::test]
async fn three_hundred_slow_clients_lock_nobody_out() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    let half_a_body = request(addr, "POST /v1/campaigns", "Content-Length: 9\r\n", "") + "{";
    let slow = join_all((0..300).map(|number| {
        let bytes = if number % 2 == 0 { half_a_body.clone() } else { "GET /v1".into() };
        async move {
            let mut stream = TcpStream::connect(addr).await.unwrap();
            // The oldest are thrown out while the newest still arrive.
            stream.write_all(bytes.as_bytes()).await.ok();
            stream
        }
    }))
    .await;
    assert_eq!(get(&sandbox, "/v1/campaigns/settings").await.status, 200);
    assert_eq!(post(&sandbox, SAMPLE).await.status, 200);
    let mut thrown_out = 0;
    for mut stream in slow {
        let mut back = [0; 1];
        let left = tokio::time::timeout(Duration::from_millis(1), stream.read(&mut back)).await;
        thrown_out += usize::from(left.is_ok_and(|read| read.is_err() || read.is_ok_and(|bytes| bytes == 0)));
    }
    assert!((44..200).contains(&thrown_out), "{thrown_out} had to give way, for 256 to be held");
}
