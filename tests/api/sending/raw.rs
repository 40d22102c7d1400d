//! A server of raw bytes that takes in the one request in full before it plays its scene.

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use kaytop::api::bounds::ApiLimits;
use kaytop::api::sender::Sent;

use super::journal::{BODY, armed};
use super::sender::sender;
use crate::server::{CANARY, Server, say};

/// Plays `scene` once head and body are in; every body comes out of the channel.
pub(crate) fn playing(scene: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> (Server, Receiver<Vec<u8>>) {
    let (sender, bodies) = channel();
    let server = Server::new(move |stream| {
        let mut body = vec![0; BODY.len()];
        stream.read_exact(&mut body).ok();
        sender.send(body).ok();
        scene(stream);
    });
    (server, bodies)
}

/// Says the same bytes to everybody.
pub(crate) fn saying(answer: impl Into<Vec<u8>>) -> Server {
    let answer = answer.into();
    playing(move |stream| say(stream, &answer)).0
}

/// Sends to `server`, and sees that it got exactly one request.
pub(crate) async fn send_within(server: &Server, limits: ApiLimits) -> Sent {
    let sent = sender(&server.url(), CANARY, limits).send(armed(BODY)).await;
    assert_eq!(server.heard().len(), 1, "one request: {sent:?}");
    assert!(!format!("{sent:?} {:?}", sent.failure.as_ref().map(ToString::to_string)).contains(CANARY), "{sent:?}");
    sent
}

/// The same within generous limits.
pub(crate) async fn send(server: &Server) -> Sent {
    send_within(server, ApiLimits::default()).await
}

/// A port on which nobody may ask for a connection.
pub(crate) struct Sink(TcpListener);

impl Sink {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    /// Whether nobody did.
    pub(crate) fn is_untouched(&self) -> bool {
        self.0.accept().is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    }
}
