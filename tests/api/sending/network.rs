//! What the request looks like on the wire, and answers that no HTTP library would give.

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::net::TcpListener;
use std::time::Duration;

use kaytop::api::bounds::ApiLimits;
use kaytop::domain::failure::Failure;
use kaytop::domain::launch::classify::Proof::{self, Created, CreatedNoId, NotSent, Rejected, Unknown};

use super::journal::{BODY, armed};
use super::raw::{Sink, playing, saying, send, send_within};
use super::sender::{impatient, sender};
use crate::server::{CANARY, Server, answer, block_on, child_url, hold, in_child, say};

async fn verdict_of(bytes: impl Into<Vec<u8>>) -> Proof {
    send(&saying(bytes)).await.verdict
}

#[tokio::test]
async fn the_request_is_what_was_confirmed_byte_for_byte() {
    let (server, bodies) = playing(|stream| say(stream, answer("200 OK", r#"{"id":412}"#)));
    let sent = send(&server).await;
    assert_eq!((sent.verdict, sent.failure), (Created(412), None));
    assert_eq!(bodies.recv().unwrap(), BODY.as_bytes());

    let head = server.heard()[0].to_ascii_lowercase();
    assert!(head.starts_with("post /v1/campaigns http/1.1\r\n"), "{head}");
    for line in [
        format!("x-api-key: {CANARY}"),
        "content-type: application/json".into(),
        format!("content-length: {}", BODY.len()),
        format!("host: {}", server.addr),
    ] {
        assert_eq!(head.matches(&format!("\r\n{line}\r\n")).count(), 1, "{line} in {head}");
    }
    assert_eq!((head.matches(CANARY).count(), head.matches("content-type").count()), (1, 1), "{head}");
    for header in ["accept-encoding", "transfer-encoding", "expect", "cookie", "referer", "authorization"] {
        assert!(!head.contains(&format!("\r\n{header}:")), "{header} in {head}");
    }
}

#[tokio::test]
async fn m2_each_send_opens_a_connection_of_its_own() {
    let (server, _bodies) = playing(|stream| {
        say(stream, answer("200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=60", r#"{"id":412}"#));
        hold(stream);
    });
    let sender = sender(&server.url(), CANARY, ApiLimits::default());
    for connections in 1..=2 {
        assert_eq!(sender.send(armed(BODY)).await.verdict, Created(412));
        assert_eq!(server.heard().len(), connections);
    }
}

#[tokio::test]
async fn n1_a_refused_connection_is_not_sent() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sent = sender(&format!("http://{closed}"), CANARY, ApiLimits::default()).send(armed(BODY)).await;
    let failure = sent.failure.unwrap();
    assert_eq!((sent.verdict, failure.was_sent()), (NotSent, false));
    assert_eq!(failure.happened(), format!("cannot reach {closed}: connection refused"));
}

#[tokio::test]
async fn n5_silence_after_the_request_is_unknown() {
    let sent = send_within(&playing(hold).0, impatient()).await;
    assert_eq!((sent.verdict, sent.failure), (Unknown, Some(Failure::Timeout { after: impatient().post })));
}

#[tokio::test]
async fn n6_n9_a_success_that_hangs_or_drips_is_created() {
    for drips in [false, true] {
        let (server, _bodies) = playing(move |stream| {
            say(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\":412");
            stream.set_read_timeout(drips.then_some(Duration::from_millis(5))).unwrap();
            // A byte for each time that the client has still not hung up.
            while stream
                .read(&mut [0])
                .is_err_and(|e| matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut))
            {
                say(stream, " ");
            }
        });
        let sent = send_within(&server, impatient()).await;
        assert_eq!(sent.failure, Some(Failure::Timeout { after: impatient().post }));
        assert_eq!(sent.verdict, CreatedNoId);
    }
}

#[tokio::test]
async fn n7_half_an_answer_proves_no_more_than_its_head() {
    for (bytes, expected) in [
        ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":412}", CreatedNoId),
        ("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n", CreatedNoId),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", CreatedNoId),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}", CreatedNoId),
        ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<html>", Unknown),
        ("HTTP/1.1 400 Bad\r\nContent-Length: 100\r\n\r\n{\"error\":", Unknown),
        ("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\n", Unknown),
        ("HTTP/1.1 200 OK\r\nContent-", Unknown),
        ("HTTP/1.1 200", Unknown),
        ("", Unknown),
    ] {
        assert_eq!(verdict_of(bytes).await, expected, "{bytes}");
    }
}

#[tokio::test]
async fn n8_a_reset_before_the_answer_is_unknown() {
    let server = Server::deaf(|_| {});
    assert_eq!(sender(&server.url(), CANARY, ApiLimits::default()).send(armed(BODY)).await.verdict, Unknown);
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn n10_interim_answers_are_passed_over_and_a_switch_of_protocols_is_none() {
    let interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    for (interim, expected) in [
        (interim.to_owned(), Created(412)),
        (interim.repeat(50) + "HTTP/1.1 100 Continue\r\n\r\n", Created(412)),
        ("HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n".into(), Unknown),
    ] {
        let bytes = [interim.clone().into_bytes(), answer("200 OK", r#"{"id":412}"#)].concat();
        assert_eq!(verdict_of(bytes).await, expected, "{interim}");
    }
}

#[tokio::test]
async fn n12_bodies_are_read_strictly_and_under_a_cap() {
    let filled = |len: usize| format!("{{\"id\":412}}{}", " ".repeat(len - 10));
    for (body, expected) in [
        (filled(64 << 10), Created(412)),
        (filled((64 << 10) + 1), CreatedNoId),
        (r#"{"id":412,"id":413}"#.into(), CreatedNoId),
        (r#"{"id":412.0}"#.into(), CreatedNoId),
        ("created".into(), Unknown),
    ] {
        assert_eq!(verdict_of(answer("201 Created", &body)).await, expected, "{body:.40}");
    }
    let endless = "HTTP/1.1 200 OK\r\n\r\n".to_owned() + &filled(100_000);
    let sent = send(&saying(endless)).await;
    assert_eq!((sent.verdict, sent.failure), (CreatedNoId, Some(Failure::TooLarge { cap: 64 << 10 })));
}

#[tokio::test]
async fn p10_an_encoding_that_was_not_asked_for_proves_nothing() {
    for encoding in ["gzip", "br"] {
        let sent = send(&saying(answer(&format!("200 OK\r\nContent-Encoding: {encoding}"), r#"{"id":412}"#))).await;
        assert_eq!(sent.failure.unwrap().happened(), format!("malformed HTTP answer: unsupported encoding {encoding}"));
        assert_eq!(sent.verdict, Unknown);
    }
    assert_eq!(verdict_of(answer("200 OK\r\nContent-Encoding: identity", r#"{"id":412}"#)).await, Created(412));
}

#[tokio::test]
async fn n13_n14_n15_a_redirect_is_not_followed() {
    let sink = Sink::new();
    for status in [301, 302, 303, 307, 308] {
        for location in [sink.url(), "/v1/campaigns".into()] {
            let server = saying(answer(&format!("{status} Elsewhere\r\nLocation: {location}"), ""));
            let sent = send(&server).await;
            assert!(matches!(sent.failure, Some(Failure::Redirect { .. })), "{sent:?}");
            assert_eq!(sent.verdict, Unknown, "{status} to {location}");
        }
    }
    assert!(sink.is_untouched());
}

#[tokio::test]
async fn n20_n22_n26_an_invitation_to_try_again_is_not_taken() {
    for (status, expected) in [
        (408, Unknown),
        (409, Unknown),
        (421, Unknown),
        (425, Unknown),
        (429, Rejected),
        (500, Unknown),
        (503, Unknown),
    ] {
        let head = format!("{status} Later\r\nRetry-After: 0\r\nConnection: keep-alive");
        assert_eq!(verdict_of(answer(&head, "")).await, expected, "{status}");
    }
}

#[tokio::test]
async fn n28_malformed_http_is_unknown() {
    let many = (0..150).fold(String::new(), |mut head, n| {
        write!(head, "X-{n}: 1\r\n").unwrap();
        head
    });
    let long = "x".repeat(1_000_000);
    for bytes in [
        format!("HTTP/1.1 200 OK\r\n{many}Content-Length: 10\r\n\r\n{{\"id\":412}}"),
        format!("HTTP/1.1 200 OK\r\nX: {long}\r\n\r\n{{\"id\":412}}"),
        "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n{\"id\":412}".into(),
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 9\r\n\r\n{\"id\":412}".into(),
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{\"id\":412}".into(),
        "ICY 200 OK\r\n\r\n{\"id\":412}".into(),
        "HTTP/2 200\r\n\r\n{\"id\":412}".into(),
        "\u{16}\u{3}\u{1} garbage\r\n\r\n".into(),
    ] {
        let sent = send(&saying(bytes.clone())).await;
        assert_eq!(sent.verdict, Unknown, "{bytes:.60}");
        assert!(matches!(sent.failure, Some(Failure::Malformed { .. })), "{sent:?} of {bytes:.60}");
    }
}

#[test]
fn k2_no_event_and_no_text_holds_the_key() {
    if child_url().is_some() {
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(io::stdout).init();
        let echo = format!("HTTP/1.1 {CANARY}\r\n\r\n{CANARY}").into_bytes();
        let problem = format!(r#"{{"message":"{CANARY}","problems":[{{"path":"{CANARY}","message":"{CANARY}"}}]}}"#);
        let elsewhere = format!("302 Found\r\nLocation: http://{CANARY}.invalid/{CANARY}");
        for bytes in [
            answer("200 OK", r#"{"id":1}"#),
            answer("200 OK", CANARY),
            answer("400 Bad", problem),
            answer("500 Bad", CANARY),
            answer(&elsewhere, CANARY),
            echo,
        ] {
            println!("{:?}", block_on(send(&saying(bytes))));
        }
        return;
    }
    // In a process of its own: which events exist is decided once for a process, by whichever test comes first.
    let printed = in_child("sending::network::k2_no_event_and_no_text_holds_the_key", "any", &[]);
    assert!(printed.contains("verdict=Created(1)") && printed.contains("status: 400"), "{printed}");
    assert!(!printed.contains(CANARY), "{printed}");
}

#[test]
fn m7_a_proxy_of_the_environment_never_sees_a_loopback_request() {
    if let Some(url) = child_url() {
        assert_eq!(block_on(sender(&url, CANARY, ApiLimits::default()).send(armed(BODY))).verdict, Created(412));
        return;
    }
    let (server, sink) = (saying(answer("200 OK", r#"{"id":412}"#)), Sink::new());
    let proxy = sink.url();
    let env = ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"].map(|name| (name, proxy.as_str()));
    in_child("sending::network::m7_a_proxy_of_the_environment_never_sees_a_loopback_request", &server.url(), &env);
    assert_eq!(server.heard().len(), 1);
    assert!(sink.is_untouched());
}
