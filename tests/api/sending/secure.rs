//! `https`: what happens before a connection stands proves that nothing was sent.
//!
//! The trust store and the proxy are read from the environment when a sender is made, so each case runs in a process of
//! its own.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use kaytop::api::bounds::ApiLimits;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::journal::{BODY, armed};
use super::sender::sender;
use crate::server::{CANARY, Server, answer, block_on, child_url, hold, in_child, say};

const SENDS: &str = "sending::secure::sends_in_a_process_of_its_own";

/// The child's half of the tests here; by itself it has nothing to send.
#[test]
fn sends_in_a_process_of_its_own() {
    let Some(url) = child_url() else { return };
    let limits = ApiLimits { connect: Duration::from_millis(300), ..ApiLimits::default() };
    let sent = block_on(sender(&url, CANARY, limits).send(armed(BODY)));
    let why = sent.failure.as_ref().map(ToString::to_string).unwrap_or_default();
    println!("outcome: {:?} {why}", sent.verdict);
}

/// What sending to `url` comes to on a machine that trusts `certificate`, perhaps through a proxy.
fn outcome(url: &str, certificate: &CertifiedKey<KeyPair>, proxy: Option<&str>) -> String {
    let store = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(store.path(), certificate.cert.pem()).unwrap();
    let mut env = vec![("SSL_CERT_FILE", store.path().to_str().unwrap()), ("SSL_CERT_DIR", "/nonexistent")];
    env.extend(proxy.map(|proxy| ("https_proxy", proxy)));
    let printed = in_child(SENDS, url, &env);
    assert!(!printed.contains(CANARY), "{printed}");
    let (_, outcome) = printed.split_once("outcome: ").unwrap();
    outcome.lines().next().unwrap().to_owned()
}

fn certificate() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

/// Takes one request over TLS, until the process ends, and plays the scene.
fn serve(
    own: &CertifiedKey<KeyPair>,
    scene: impl Fn(&mut StreamOwned<ServerConnection, TcpStream>) + Send + 'static,
) -> u16 {
    kaytop::api::client::install_crypto();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![own.cert.der().clone()], key);
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(BODY.as_bytes()) && stream.read(&mut byte).is_ok_and(|n| n == 1) {
                request.extend(byte);
            }
            scene(&mut stream);
        }
    });
    port
}

#[test]
fn a_trusted_server_answers() {
    let own = certificate();
    let port = serve(&own, |stream| {
        stream.write_all(&answer("200 OK", r#"{"id":412}"#)).ok();
        stream.conn.send_close_notify();
        stream.flush().ok();
    });
    assert_eq!(outcome(&format!("https://localhost:{port}"), &own, None), "Created(412) ");
}

#[test]
fn n8_an_end_after_the_handshake_is_unknown() {
    let own = certificate();
    let port = serve(&own, |_| {});
    assert_eq!(
        outcome(&format!("https://localhost:{port}"), &own, None),
        "Unknown the connection broke before the answer was complete"
    );
}

#[test]
fn n2_a_name_that_does_not_resolve_is_not_sent() {
    assert_eq!(
        outcome("https://kaytop-test.invalid", &certificate(), None),
        "NotSent cannot reach kaytop-test.invalid: no such host name"
    );
}

#[test]
fn n3_a_certificate_that_is_not_trusted_is_not_sent() {
    let port = serve(&certificate(), |_| {});
    let outcome = outcome(&format!("https://localhost:{port}"), &certificate(), None);
    let expected = format!("NotSent no secure connection to localhost:{port}: certificate not trusted: ");
    assert!(outcome.starts_with(&expected), "{outcome}");
}

#[test]
fn n3_a_handshake_that_does_not_come_about_is_not_sent() {
    for scene in [b"".as_slice(), b"HTTP/1.1 400 Bad\r\n\r\n", b"\x15\x03\x03\x00\x02\x02\x28"] {
        let server = Server::deaf(move |stream| say(stream, scene));
        let outcome = outcome(&format!("https://localhost:{}", server.addr.port()), &certificate(), None);
        assert!(outcome.starts_with("NotSent "), "{outcome}");
    }
}

#[test]
fn n4_a_connection_that_never_stands_is_not_sent() {
    let port = Server::deaf(hold).addr.port();
    assert_eq!(
        outcome(&format!("https://localhost:{port}"), &certificate(), None),
        format!("NotSent cannot reach localhost:{port}: no connection within 300 ms")
    );
}

#[test]
fn n29_a_proxy_that_opens_no_tunnel_is_not_sent() {
    for (reply, why) in [
        ("403 Forbidden", "cannot reach kaytop-test.invalid: tunnel error: unsuccessful"),
        ("407 Who", "cannot reach kaytop-test.invalid: tunnel error: proxy authorization required"),
        ("503 Busy\r\nRetry-After: 0", "cannot reach kaytop-test.invalid: tunnel error: unsuccessful"),
    ] {
        let proxy = Server::saying(answer(reply, ""));
        let outcome = outcome("https://kaytop-test.invalid", &certificate(), Some(&proxy.url()));
        assert_eq!(outcome, format!("NotSent {why}"), "{reply}");
        let heard = proxy.heard();
        assert!(heard.len() == 1 && heard[0].starts_with("CONNECT kaytop-test.invalid:443 "), "{heard:?}");
        assert!(!heard[0].contains(CANARY) && !heard[0].contains("name"), "{heard:?}");
    }
}

#[test]
fn n29_a_proxy_that_says_nothing_before_or_in_the_tunnel_is_not_sent() {
    for opening in [&b""[..], b"HTTP/1.1 200 OK\r\n\r\n"] {
        let proxy = Server::new(move |stream| {
            say(stream, opening);
            hold(stream);
        });
        assert_eq!(
            outcome("https://kaytop-test.invalid", &certificate(), Some(&proxy.url())),
            "NotSent cannot reach kaytop-test.invalid: no connection within 300 ms"
        );
        assert_eq!(proxy.heard().len(), 1);
    }
}
