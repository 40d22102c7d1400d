//! The sandbox over real sockets: what it answers, whom it refuses, how it breaks on demand.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what fails in a test's helper fails the test"
)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kaytop::domain::time::{Moment, Now};
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

mod alarms;
mod attacks;
mod contract;
mod faults;
mod kept;
mod life;
mod openapi;
mod practice;
mod schema;

/// After this long a test that waits for something has failed.
const HUNG: Duration = Duration::from_secs(30);

/// A clock that tests set.
#[derive(Clone)]
struct TestClock(Arc<Mutex<Now>>);

impl TestClock {
    /// 2026-11-23, a Monday, 10:00.
    fn new() -> Self {
        let wall: Moment = "2026-11-23T10:00:00Z".parse().unwrap();
        Self(Arc::new(Mutex::new(Now { mono: Duration::ZERO, wall })))
    }

    fn pass(&self, seconds: u64) {
        self.0.lock().unwrap().mono += Duration::from_secs(seconds);
    }

    fn options(&self) -> SandboxOptions {
        let now = Arc::clone(&self.0);
        let mut options = SandboxOptions::standalone(Arc::new(move || *now.lock().unwrap()));
        options.api_key = Some("your_api_key".into());
        options
    }
}

async fn start() -> Running {
    server::start(TestClock::new().options()).await.unwrap()
}

/// A request with the right host and key; `more` is further header lines.
fn request(addr: SocketAddr, line: &str, more: &str, body: &str) -> String {
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let head = format!("{line} HTTP/1.1\r\nHost: {addr}\r\nX-API-KEY: your_api_key\r\nConnection: close\r\n");
    format!("{head}{more}{length}\r\n{body}")
}

/// An answer, taken apart.
#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The value of a header, by its name in lower case.
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| *key == name).map(|(_, value)| value))
    }
}

/// Sends `bytes` and returns all that comes back until the connection ends, and how it ended.
async fn exchange(addr: SocketAddr, bytes: impl AsRef<[u8]>) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(bytes.as_ref()).await.unwrap();
    let mut back = Vec::new();
    let end = tokio::time::timeout(HUNG, stream.read_to_end(&mut back)).await.expect("an end of the connection");
    (back, end.map(drop))
}

/// Sends `bytes` and reads the one answer to them.
async fn ask(addr: SocketAddr, bytes: impl AsRef<[u8]>) -> Reply {
    let (back, _) = exchange(addr, bytes).await;
    let text = String::from_utf8(back).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head: head.to_owned(), body: body.to_owned() }
}

async fn get(sandbox: &Running, target: &str) -> Reply {
    ask(sandbox.addr, request(sandbox.addr, &format!("GET {target}"), "", "")).await
}

async fn post(sandbox: &Running, body: &str) -> Reply {
    let json = "Content-Type: application/json\r\n";
    ask(sandbox.addr, request(sandbox.addr, "POST /v1/campaigns", json, body)).await
}

/// The body of the vendor's own sample.
const SAMPLE: &str = include_str!("../fixtures/create.json");
