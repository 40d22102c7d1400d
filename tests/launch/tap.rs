//! A wire between the sender and the sandbox on which a process can die: a relay that sees the request and the answer
//! pass and says so before and after each.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What passes on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    /// The connection stands.
    Connected,
    /// The server has none of the request's bytes yet.
    BeforeFirstByte,
    /// It has the first.
    AfterFirstByte,
    /// It has all but the last.
    BeforeLastByte,
    /// It has all of them.
    AfterLastByte,
    /// The answer's head is there, the client has none of it.
    BeforeHead,
    /// The client has the head.
    AfterHead,
    /// The client lacks the end of the answer.
    BeforeBody,
    /// The client has all of it.
    AfterBody,
}

impl Wire {
    pub(crate) const ALL: [Self; 9] = [
        Self::Connected,
        Self::BeforeFirstByte,
        Self::AfterFirstByte,
        Self::BeforeLastByte,
        Self::AfterLastByte,
        Self::BeforeHead,
        Self::AfterHead,
        Self::BeforeBody,
        Self::AfterBody,
    ];
}

/// Who is told, and says whether the process dies of it.
pub(crate) trait Witness: Send + Sync {
    /// The wire has all of a request that a client sent, with this body.
    fn took(&self, body: String);

    fn saw(&self, wire: Wire) -> bool;
}

/// The relay.
pub(crate) struct Tap {
    pub(crate) url: String,
    task: JoinHandle<()>,
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Tap {
    pub(crate) fn start(server: SocketAddr, witness: Arc<dyn Witness>) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let listener = TcpListener::from_std(listener).unwrap();
        let own = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(relay(client, own, server, Arc::clone(&witness)));
            }
        });
        Self { url: format!("http://{own}"), task }
    }
}

/// Passes one request on and its answer back. An error on either side closes both, as a wire would.
async fn relay(mut client: TcpStream, own: SocketAddr, server: SocketAddr, witness: Arc<dyn Witness>) {
    let dies = |wire| witness.saw(wire);
    if dies(Wire::Connected) {
        return;
    }
    let Ok(mut upstream) = TcpStream::connect(server).await else { return };
    let Some(request) = whole_request(&mut client, own, server).await else { return };
    let body = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    witness.took(String::from_utf8_lossy(request.get(body..).unwrap()).into_owned());
    let (first, rest) = request.split_at(1);
    let (middle, last) = rest.split_at(rest.len() - 1);
    for (before, bytes, after) in [
        (Some(Wire::BeforeFirstByte), first, Some(Wire::AfterFirstByte)),
        (None, middle, None),
        (Some(Wire::BeforeLastByte), last, Some(Wire::AfterLastByte)),
    ] {
        if before.is_some_and(dies) {
            return;
        }
        // A server that hung up early may have answered all the same.
        let _ = upstream.write_all(bytes).await;
        if after.is_some_and(dies) {
            // What was passed on takes its course without the client.
            drop(client);
            let _ = tokio::io::copy(&mut upstream, &mut tokio::io::sink()).await;
            return;
        }
    }
    answer(&mut client, &mut upstream, &dies).await;
}

async fn answer(client: &mut TcpStream, upstream: &mut TcpStream, dies: &impl Fn(Wire) -> bool) {
    let mut piece = vec![0; 64 << 10];
    let mut head_passed = false;
    loop {
        let length = match upstream.read(&mut piece).await {
            Ok(0) => break,
            Ok(length) => length,
            Err(_) => {
                // A reset stays a reset.
                let _ = client.set_zero_linger();
                return;
            }
        };
        let mut rest = piece.get(..length).unwrap();
        if !head_passed && let Some(end) = rest.windows(4).position(|window| window == b"\r\n\r\n") {
            let (head, body) = rest.split_at(end + 4);
            if dies(Wire::BeforeHead) || client.write_all(head).await.is_err() || dies(Wire::AfterHead) {
                return;
            }
            (head_passed, rest) = (true, body);
            if dies(Wire::BeforeBody) {
                return;
            }
        }
        if client.write_all(rest).await.is_err() {
            return;
        }
    }
    if head_passed {
        dies(Wire::AfterBody);
    }
}

/// The client's request, addressed to the server.
async fn whole_request(client: &mut TcpStream, own: SocketAddr, server: SocketAddr) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let length = client.read(&mut piece).await.ok().filter(|length| *length > 0)?;
        request.extend_from_slice(piece.get(..length)?);
        let Some(head) = request.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(request.get(..head)?).to_ascii_lowercase();
        let body: usize = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok())?;
        if request.len() >= head + 4 + body {
            break;
        }
    }
    let text = String::from_utf8(request).ok()?;
    Some(text.replacen(&own.to_string(), &server.to_string(), 1).into_bytes())
}
