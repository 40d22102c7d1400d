//! Certificates: rows N2, N3, N4, N15, N29 and K12, and machines without a trust store.
//!
//! The trust store is read from the environment when a client is made, so each case runs in a process of its own.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kaytop::api::base_url::BaseUrl;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::Client;
use kaytop::api::key::Key;
use kaytop::api::target::Target;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::server::*;

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn leaf(host: &str) -> CertificateParams {
    CertificateParams::new(vec![host.to_owned()]).unwrap()
}

/// Serves `answer` over TLS on a loopback port, until the process ends.
fn serve(authority: &Authority, params: &CertificateParams, answer: Vec<u8>) -> u16 {
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    kaytop::api::client::install_crypto();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await.is_ok_and(|n| n > 0) {}
                stream.write_all(&answer).await.ok();
                stream.shutdown().await.ok();
            }
        });
    });
    port
}

/// In a child: asks, and prints what came of it.
fn report(url: &str, connect: Duration) {
    let target = Target::new(BaseUrl::parse(url).unwrap(), Key::parse(CANARY).unwrap());
    let client = match Client::new(&target, ApiLimits { connect, ..ApiLimits::default() }) {
        Ok(client) => client,
        Err(error) => return println!("outcome: {error}"),
    };
    match block_on(client.campaigns(None)).result {
        Ok(listing) => println!("outcome: {} rows", listing.rows.len()),
        Err(failure) => println!("outcome: {failure} (sent: {})", failure.was_sent()),
    }
}

/// What asking `url` comes to on a machine that trusts what is in `store`.
fn outcome(url: &str, store: &Path) -> String {
    outcome_with(ASKS, url, store, None)
}

fn outcome_with(test: &str, url: &str, store: &Path, proxy: Option<&str>) -> String {
    let store = store.to_str().unwrap();
    let key_log = key_log(store);
    let mut env = vec![("SSL_CERT_FILE", store), ("SSL_CERT_DIR", "/nonexistent"), ("SSLKEYLOGFILE", &key_log)];
    env.extend(proxy.map(|proxy| ("https_proxy", proxy)));
    let printed = in_child(test, url, &env);
    let (_, outcome) = printed.split_once("outcome: ").unwrap();
    outcome.lines().next().unwrap().to_owned()
}

/// Where a client that gave its session keys away would write them.
fn key_log(store: &str) -> String {
    format!("{store}.keys")
}

/// A file that holds the authority's certificate.
fn store_of(authority: &Authority) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), authority.pem()).unwrap();
    file
}

const ASKS: &str = "wire_faults::tls::asks_in_a_process_of_its_own";
const ASKS_IMPATIENTLY: &str = "wire_faults::tls::asks_impatiently_in_a_process_of_its_own";

/// The child's half of the tests here; by itself it has nothing to ask.
#[test]
fn asks_in_a_process_of_its_own() {
    if let Some(url) = child_url() {
        report(&url, ApiLimits::default().connect);
    }
}

/// The same, with little patience for connecting.
#[test]
fn asks_impatiently_in_a_process_of_its_own() {
    if let Some(url) = child_url() {
        report(&url, PATIENCE);
    }
}

#[test]
fn a_certificate_of_ssl_cert_file_is_trusted() {
    let authority = authority("Test CA");
    let port = serve(&authority, &leaf("localhost"), answer("200 OK", LIST));
    let store = store_of(&authority);
    assert_eq!(outcome(&format!("https://localhost:{port}"), store.path()), "1 rows");
    let key_log = key_log(store.path().to_str().unwrap());
    assert!(!Path::new(&key_log).exists(), "K12: session keys are written nowhere");
}

#[test]
fn n3_what_is_not_trusted_is_refused_before_the_key_is_sent() {
    let trusted = authority("Test CA");
    let (mut expired, mut early) = (leaf("localhost"), leaf("localhost"));
    expired.not_after = date_time_ymd(2020, 1, 1);
    early.not_before = date_time_ymd(2999, 1, 1);
    for (issuer, params, why) in [
        (&authority("Somebody else"), leaf("localhost"), "unknown issuer"),
        (&trusted, leaf("example.com"), "wrong host"),
        (&trusted, expired, "expired"),
        (&trusted, early, "not valid yet"),
    ] {
        let port = serve(issuer, &params, answer("200 OK", LIST));
        assert_eq!(
            outcome(&format!("https://localhost:{port}"), store_of(&trusted).path()),
            format!("no secure connection to localhost:{port}: certificate not trusted: {why} (sent: false)"),
        );
    }
}

#[test]
fn a_server_without_tls_is_told_apart_from_a_bad_certificate() {
    let plain = Server::deaf(|stream| say(stream, answer("400 Bad", "")));
    let port = plain.addr.port();
    assert_eq!(
        outcome(&format!("https://localhost:{port}"), store_of(&authority("Test CA")).path()),
        format!("no secure connection to localhost:{port}: the server does not speak TLS (sent: false)"),
    );
}

#[test]
fn a_machine_without_certificates_says_what_to_install_or_set() {
    let empty = tempfile::NamedTempFile::new().unwrap();
    assert_eq!(
        outcome("https://localhost:1", empty.path()),
        "no trusted certificates on this machine: install the ca-certificates package or set SSL_CERT_FILE",
    );
    let plain = Server::saying(answer("200 OK", LIST));
    assert_eq!(outcome(&plain.url(), empty.path()), "1 rows", "plain http needs no trust store");
}

#[test]
fn n2_a_name_that_does_not_resolve_is_said() {
    assert_eq!(
        outcome("https://kaytop-test.invalid", store_of(&authority("Test CA")).path()),
        "cannot reach kaytop-test.invalid: no such host name (sent: false)",
    );
}

#[test]
fn n4_a_connection_that_never_stands_ends_at_its_own_limit() {
    let silent = Server::deaf(hold);
    let port = silent.addr.port();
    let url = format!("https://localhost:{port}");
    assert_eq!(
        outcome_with(ASKS_IMPATIENTLY, &url, store_of(&authority("Test CA")).path(), None),
        format!("cannot reach localhost:{port}: no connection within 250 ms (sent: false)"),
    );
}

#[test]
fn n15_a_downgrade_to_http_gets_no_connection() {
    let sink = Server::saying(answer("200 OK", LIST));
    let authority = authority("Test CA");
    let redirect = answer(&format!("301 Moved\r\nLocation: {}", sink.url()), "");
    let port = serve(&authority, &leaf("localhost"), redirect);
    assert_eq!(
        outcome(&format!("https://localhost:{port}"), store_of(&authority).path()),
        format!("server redirects to {}, refused (301) (sent: true)", sink.url()),
    );
    assert_eq!(sink.heard(), [""; 0]);
}

#[test]
fn n29_a_proxy_of_the_environment_is_used_and_sees_no_key() {
    let proxy = Server::saying(answer("403 Forbidden", CANARY));
    let store = store_of(&authority("Test CA"));
    let outcome = outcome_with(ASKS, "https://kaytop-test.invalid", store.path(), Some(&proxy.url()));
    assert_eq!(outcome, "cannot reach kaytop-test.invalid: tunnel error: unsuccessful (sent: false)");
    let heard = proxy.heard().join("");
    assert!(heard.starts_with("CONNECT kaytop-test.invalid:443 HTTP/1.1\r\n"), "{heard}");
    assert!(!heard.contains(CANARY), "{heard}");
}
