//! Recorded replies over plain TCP, and requests written by hand: HTTP without anybody's HTTP library.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server that gives one reply, whatever it is asked.
pub(crate) struct Recorded {
    pub(crate) url: String,
    asked: JoinHandle<String>,
}

impl Recorded {
    /// Answers one request with these bytes, then closes.
    pub(crate) async fn bytes(reply: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let read = stream.read_buf(&mut request).await.unwrap();
                assert!(read > 0, "the client left in the middle of its request");
            }
            stream.write_all(&reply).await.unwrap();
            stream.shutdown().await.unwrap();
            String::from_utf8(request).unwrap()
        });
        Self { url, asked }
    }

    /// Answers one request with a status, further header lines and a body.
    pub(crate) async fn reply(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n");
        Self::bytes(format!("{head}{headers}\r\n{body}").into_bytes()).await
    }

    /// Answers with 200 and a body.
    pub(crate) async fn ok(body: &str) -> Self {
        Self::reply("200 OK", "", body).await
    }

    /// What was asked, as it came over the wire.
    pub(crate) async fn request(self) -> String {
        self.asked.await.unwrap()
    }
}

/// Sends a request and returns status and body.
pub(crate) async fn send(url: &str, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}
