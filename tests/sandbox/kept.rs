//! Connections that are kept for further requests.

use std::time::Duration;

use kaytop::sandbox::connections::MAX_CONNECTIONS;
use kaytop::sandbox::options::{Patience, SandboxOptions};
use kaytop::sandbox::server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{HUNG, SAMPLE, TestClock, exchange, get, post, request, start};

/// A request on a connection that is to be kept.
fn kept(addr: std::net::SocketAddr, line: &str, more: &str, body: &str) -> String {
    request(addr, line, more, body).replace("Connection: close\r\n", "")
}

/// Reads one answer, by its length, and leaves the connection open.
async fn answer(stream: &mut TcpStream) -> (u16, String) {
    let mut text = String::new();
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() >= length.parse().unwrap() {
                return (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned());
            }
        }
        let mut bytes = [0; 4096];
        let read = tokio::time::timeout(HUNG, stream.read(&mut bytes)).await.unwrap().unwrap();
        assert!(read > 0, "the connection ended: {text}");
        text.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
    }
}

#[tokio::test]
async fn a_connection_carries_many_requests_whatever_their_answers() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let json = "Content-Type: application/json\r\n";
    for (line, more, body, status) in [
        ("GET /v1/campaigns/settings", "", "", 200),
        ("GET /nowhere", "", "", 404),
        ("POST /v1/campaigns", json, "{}", 400),
        ("POST /v1/campaigns", json, SAMPLE, 200),
        ("PUT /v1/campaigns", "", "x", 405),
        ("GET /v1/case_lists", "", "", 200),
    ] {
        stream.write_all(kept(addr, line, more, body).as_bytes()).await.unwrap();
        assert_eq!(answer(&mut stream).await.0, status, "{line}");
    }
    let two = kept(addr, "GET /v1/campaigns/settings", "", "");
    stream.write_all(format!("{two}{}", request(addr, "GET /v1/campaigns/settings", "", "")).as_bytes()).await.unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert_eq!(rest.matches("HTTP/1.1 200").count(), 2, "two at once, and the second closes");
}

#[tokio::test]
async fn a_connection_that_waits_too_long_is_closed_and_an_embedded_one_is_not_kept() {
    let mut options = TestClock::new().options();
    options.patience = Patience { head: Duration::from_millis(50), ..Patience::default() };
    let sandbox = server::start(options).await.unwrap();
    let (back, _) = exchange(sandbox.addr, kept(sandbox.addr, "GET /v1/campaigns/settings", "", "")).await;
    assert!(back.starts_with(b"HTTP/1.1 200"));
    let clock = TestClock::new().options().clock;
    let embedded =
        server::start(SandboxOptions { api_key: Some("your_api_key".into()), ..SandboxOptions::embedded(clock) });
    let embedded = embedded.await.unwrap();
    let (back, _) = exchange(embedded.addr, kept(embedded.addr, "GET /v1/campaigns/settings", "", "")).await;
    assert!(String::from_utf8(back).unwrap().contains("connection: close"));
}

#[tokio::test]
async fn idle_connections_give_way_before_busy_ones() {
    let sandbox = start().await;
    let addr = sandbox.addr;
    let mut busy = TcpStream::connect(addr).await.unwrap();
    let json = "Content-Type: application/json\r\n";
    let (early, late) = SAMPLE.split_at(10);
    let head = kept(addr, "POST /v1/campaigns", &format!("{json}Content-Length: {}\r\n", SAMPLE.len()), "");
    busy.write_all(format!("{head}{early}").as_bytes()).await.unwrap();
    let mut idle = Vec::new();
    for _ in 0..MAX_CONNECTIONS + 44 {
        let mut stream = TcpStream::connect(addr).await.unwrap();
        stream.write_all(kept(addr, "GET /v1/campaigns/settings", "", "").as_bytes()).await.unwrap();
        assert_eq!(answer(&mut stream).await.0, 200);
        idle.push(stream);
    }
    busy.write_all(late.as_bytes()).await.unwrap();
    assert_eq!(answer(&mut busy).await.0, 200);
    assert_eq!((get(&sandbox, "/v1/campaigns/settings").await.status, post(&sandbox, SAMPLE).await.status), (200, 200));
}

#[tokio::test]
async fn a_server_that_ends_does_not_wait_for_idle_connections() {
    let sandbox = start().await;
    let mut stream = TcpStream::connect(sandbox.addr).await.unwrap();
    stream.write_all(kept(sandbox.addr, "GET /v1/campaigns/settings", "", "").as_bytes()).await.unwrap();
    assert_eq!(answer(&mut stream).await.0, 200);
    let stopping = tokio::spawn(sandbox.stop());
    let mut rest = Vec::new();
    tokio::time::timeout(HUNG, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(rest.is_empty() && stopping.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn every_answer_waits_for_the_latency() {
    let mut options = TestClock::new().options();
    options.latency = Duration::from_secs(2);
    let sandbox = server::start(options).await.unwrap();
    let before = tokio::time::Instant::now();
    assert_eq!(get(&sandbox, "/nowhere").await.status, 404);
    assert!(before.elapsed() >= Duration::from_secs(2));
}
