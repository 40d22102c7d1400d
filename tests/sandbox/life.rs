//! Starting, moving, and ending.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{SAMPLE, TestClock, get, post, start};
use kaytop::sandbox::options::{EMBEDDED_PACE, SandboxError};
use kaytop::sandbox::server;

async fn refusal(change: impl FnOnce(&mut kaytop::sandbox::options::SandboxOptions)) -> String {
    let mut options = TestClock::new().options();
    change(&mut options);
    server::start(options).await.err().unwrap().to_string()
}

#[tokio::test]
async fn what_cannot_be_served_is_said() {
    let taken = start().await.addr;
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let held = held.local_addr().map(|addr| (held, addr)).unwrap();
    assert!(refusal(|options| options.listen = held.1).await.contains(&format!("cannot listen on {}", held.1)));
    for listen in ["0.0.0.0:0", "192.168.1.1:80", "[::]:0"] {
        let words = refusal(|options| options.listen = listen.parse().unwrap()).await;
        assert!(words.contains("no loopback address, use 127.0.0.1"), "{words}");
    }
    for key in ["", "two words", "schlüssel", "line\n"] {
        assert!(refusal(|options| options.api_key = Some(key.into())).await.contains("visible ASCII"));
    }
    for pace in [-1.0, 10_001.0, f64::NAN, f64::INFINITY] {
        assert!(refusal(|options| options.pace = pace).await.contains("is no pace"));
    }
    let words = refusal(|options| options.campaigns = usize::MAX).await;
    assert!(words.contains("18446744073709551615 campaigns are too many: the sandbox has at most 1000000"), "{words}");
    assert!(refusal(|options| options.latency = Duration::from_secs(u64::MAX)).await.contains("at most 600 s"));
    assert!(refusal(|options| options.data = Some(b"{}".to_vec())).await.contains("not a JSON array"));
    assert!(taken.ip().is_loopback() && taken.port() != 0);
}

#[tokio::test]
async fn a_key_that_nobody_gave_is_random() {
    let mut keys = HashSet::new();
    for _ in 0..3 {
        let mut options = TestClock::new().options();
        options.api_key = None;
        let sandbox = server::start(options).await.unwrap();
        let key = sandbox.key.expose_secret().to_owned();
        assert_eq!(key.strip_prefix("sk_sandbox_").unwrap().len(), 32);
        assert_eq!(get(&sandbox, "/v1/campaigns").await.status, 401);
        keys.insert(key);
    }
    assert_eq!(keys.len(), 3);
}

#[tokio::test]
async fn campaigns_move_within_ten_seconds_and_stand_still_within_none() {
    let clock = TestClock::new();
    let mut options = clock.options();
    options.pace = EMBEDDED_PACE;
    let sandbox = server::start(options).await.unwrap();
    let before = get(&sandbox, "/v1/campaigns").await.json();
    assert_eq!(get(&sandbox, "/v1/campaigns").await.json(), before);
    clock.pass(10);
    let after = get(&sandbox, "/v1/campaigns").await.json();
    let pairs = before.as_array().unwrap().iter().zip(after.as_array().unwrap());
    let moved: Vec<&Value> = pairs.filter(|(before, after)| before != after).map(|(before, _)| &before["id"]).collect();
    assert!(moved.len() >= 10 && !moved.contains(&&json!(1)), "{moved:?}");
}

#[tokio::test]
async fn two_sandboxes_of_one_seed_say_the_same() {
    let clock = TestClock::new();
    let (one, two) = (server::start(clock.options()).await.unwrap(), server::start(clock.options()).await.unwrap());
    for _ in 0..3 {
        clock.pass(777);
        assert_eq!(get(&one, "/v1/campaigns").await.body, get(&two, "/v1/campaigns").await.body);
    }
    let mut options = clock.options();
    options.seed = 2;
    let other = server::start(options).await.unwrap();
    assert_ne!(get(&one, "/v1/campaigns").await.body, get(&other, "/v1/campaigns").await.body);
}

#[tokio::test]
async fn a_created_campaign_is_in_the_list_at_once_and_calls_when_its_run_is_today() {
    let clock = TestClock::new();
    let sandbox = server::start(clock.options()).await.unwrap();
    let today = SAMPLE.replace("2026-02-20", "2026-11-23").replace("Outreach Campaign", "Today");
    for (plan, moves) in [(SAMPLE, false), (today.as_str(), true)] {
        let id = post(&sandbox, plan).await.json()["id"].clone();
        let row = |list: Value| list.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
        assert_eq!(row(get(&sandbox, "/v1/campaigns").await.json())["stats"]["total_calls"], 0);
        clock.pass(600);
        let calls = &row(get(&sandbox, "/v1/campaigns").await.json())["stats"]["total_calls"];
        assert_eq!(calls.as_u64().unwrap() > 5, moves, "{calls}");
    }
}

#[tokio::test]
async fn data_from_a_file_are_served_byte_for_byte() {
    let text = "[ {\"id\": 41, \"name\": \"A\", \"more\": 1e999},\n 7 ]\n";
    let mut options = TestClock::new().options();
    options.data = Some(text.into());
    let sandbox = server::start(options).await.unwrap();
    assert_eq!(get(&sandbox, "/v1/campaigns").await.body, text);
    assert_eq!(post(&sandbox, SAMPLE).await.json(), json!({"id": 42}));
    let body = get(&sandbox, "/v1/campaigns").await.body;
    assert!(body.starts_with("[ {\"id\": 41, \"name\": \"A\", \"more\": 1e999},\n 7 ,{\"id\":42,"), "{body}");
}

#[tokio::test]
async fn an_ordinary_client_reads_and_creates() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let sandbox = start().await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/v1/campaigns", sandbox.url);
    for _ in 0..3 {
        let reply = client.get(&url).header("X-API-KEY", "your_api_key").send().await.unwrap();
        assert!(reply.status().is_success());
        let rows: Vec<Value> = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
        assert_eq!(rows.len(), 140);
    }
    let create = client.post(&url).header("X-API-KEY", "your_api_key").header("Content-Type", "application/json");
    assert_eq!(create.body(SAMPLE).send().await.unwrap().text().await.unwrap(), "{\"id\":141}");
    let tally = sandbox.tally();
    assert_eq!((tally.list, tally.create, tally.created, tally.refused), (3, 1, 1, 0));
}

#[tokio::test]
async fn stopping_frees_the_port_also_while_a_client_hangs() {
    let mut options = TestClock::new().options();
    options.faults = vec!["list:hang".parse().unwrap()];
    let sandbox = server::start(options).await.unwrap();
    let addr = sandbox.addr;
    let hanging =
        tokio::spawn(async move { super::exchange(addr, super::request(addr, "GET /v1/campaigns", "", "")).await });
    while sandbox.tally().list == 0 {
        tokio::task::yield_now().await;
    }
    sandbox.stop().await.unwrap();
    assert_eq!(hanging.await.unwrap().0, b"");
    assert!(tokio::net::TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn a_panic_is_told_to_the_owner() {
    let mut options = TestClock::new().options();
    let whole = Arc::clone(&options.clock);
    let asked = std::sync::atomic::AtomicU32::new(0);
    options.clock = Arc::new(move || {
        assert_eq!(asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0, "the clock stopped");
        whole()
    });
    let mut sandbox = server::start(options).await.unwrap();
    let waits = tokio::time::timeout(Duration::ZERO, sandbox.ended()).await;
    assert!(waits.is_err(), "it runs until then");
    let (back, _) = super::exchange(sandbox.addr, super::request(sandbox.addr, "GET /v1/campaigns", "", "")).await;
    assert!(back.is_empty());
    match tokio::time::timeout(super::HUNG, sandbox.ended()).await.expect("the end") {
        Err(SandboxError::Panicked(words)) => assert!(words.contains("the clock stopped"), "{words}"),
        other => panic!("{other:?}"),
    }
    assert!(sandbox.ended().await.is_ok(), "it is told once");
}
