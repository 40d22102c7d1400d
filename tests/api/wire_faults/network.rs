//! Connections, status codes and headers: rows N1–N28, K2 and K8.

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kaytop::api::bounds::ApiLimits;
use kaytop::domain::budget::RateLimit;
use kaytop::domain::failure::Failure;
use kaytop::domain::shown::Shown;
use kaytop::domain::time::{Moment, parse_http_date};

use crate::server::*;

const DATE: &str = "Mon, 23 Nov 2026 12:00:00 GMT";

async fn failure_of(bytes: impl Into<Vec<u8>>) -> Failure {
    ask(&Server::saying(bytes)).await.result.unwrap_err()
}

fn shown(words: &str) -> Shown {
    Shown::new(words)
}

#[tokio::test]
async fn a_good_answer_is_asked_for_properly() {
    let server = Server::saying(answer(&format!("200 OK\r\nDate: {DATE}\r\nX-RateLimit-Limit: 500"), LIST));
    let answer = client(&server.url(), ApiLimits::default()).campaigns(Some("a&b=c ü")).await;
    assert_eq!(answer.result.unwrap().rows[0].id, 7);
    assert_eq!(answer.bytes, LIST.len() as u64);
    assert_eq!(answer.date, parse_http_date(DATE));
    assert_eq!(answer.limits, RateLimit { limit: Some(500), ..RateLimit::default() });

    let head = server.heard()[0].to_ascii_lowercase();
    assert!(head.starts_with("get /v1/campaigns?key=a%26b%3dc+%c3%bc http/1.1\r\n"), "{head}");
    assert_eq!(head.matches(CANARY).count(), 1);
    for line in [format!("x-api-key: {CANARY}"), "accept-encoding: gzip".into(), "accept: application/json".into()] {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{line} in {head}");
    }
    for header in ["cookie:", "referer:", "connection:"] {
        assert!(!head.contains(header), "{header} in {head}");
    }
}

#[tokio::test]
async fn n1_a_refused_connection_is_provably_unsent() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let answer = client(&format!("http://{closed}"), ApiLimits::default()).campaigns(None).await;
    let failure = answer.result.unwrap_err();
    assert_eq!(failure.happened(), format!("cannot reach {closed}: connection refused"));
    assert!(!failure.was_sent() && failure.is_transient());
}

#[tokio::test]
async fn n5_silence_ends_at_the_limit() {
    assert_eq!(ask_impatiently(&Server::new(hold)).await.result, Err(Failure::Timeout { after: PATIENCE }));
}

#[tokio::test]
async fn n6_a_hang_within_the_body_ends_at_the_limit() {
    let server = Server::new(|stream| {
        say(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"id\":1},");
        hold(stream);
    });
    assert_eq!(ask_impatiently(&server).await.result, Err(Failure::Timeout { after: PATIENCE }));
}

#[tokio::test]
async fn n7_an_end_or_a_reset_within_the_body_is_cut_off() {
    for partial in ["Content-Length: 100\r\n\r\n[", "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n", "Content-"] {
        assert_eq!(failure_of(format!("HTTP/1.1 200 OK\r\n{partial}")).await, Failure::CutOff, "{partial}");
        let reset = Server::deaf(move |stream| say(stream, format!("HTTP/1.1 200 OK\r\n{partial}")));
        assert_eq!(ask(&reset).await.result, Err(Failure::CutOff), "{partial}");
    }
}

#[tokio::test]
async fn n8_an_end_without_an_answer_is_cut_off_and_not_asked_again() {
    let server = Server::saying("");
    assert_eq!(ask(&server).await.result, Err(Failure::CutOff));
    assert_eq!(server.heard().len(), 1);
    assert_eq!(ask(&Server::deaf(|_| {})).await.result, Err(Failure::CutOff));
}

#[tokio::test]
async fn n9_a_drip_ends_at_the_limit() {
    let server = Server::new(|stream| {
        say(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n[");
        stream.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
        // A byte for each time that the client has still not hung up.
        while stream
            .read(&mut [0])
            .is_err_and(|e| matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut))
        {
            say(stream, " ");
        }
    });
    assert_eq!(ask_impatiently(&server).await.result, Err(Failure::Timeout { after: PATIENCE }));
}

#[tokio::test]
async fn n10_interim_answers_are_passed_over() {
    let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(50);
    let server = Server::saying([interim.into_bytes(), answer("200 OK", LIST)].concat());
    assert_eq!(ask(&server).await.result.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn n11_an_empty_answer_is_no_list() {
    for bytes in [&answer("200 OK", "")[..], &answer("200 OK", " \n"), b"HTTP/1.1 204 No Content\r\n\r\n"] {
        assert_eq!(failure_of(bytes).await, Failure::Empty);
    }
}

#[tokio::test]
async fn n13_n14_a_redirect_to_another_host_gets_no_connection_and_no_key() {
    let sink = Server::saying(answer("200 OK", LIST));
    for status in [301, 302, 303, 307, 308] {
        let redirect = answer(&format!("{status} Elsewhere\r\nLocation: {}/v1/campaigns", sink.url()), "");
        let failure = failure_of(redirect).await;
        assert_eq!(failure.happened(), format!("server redirects to {}, refused ({status})", sink.url()));
    }
    assert_eq!(sink.heard(), [""; 0]);
}

#[tokio::test]
async fn n15_a_redirect_within_the_host_is_not_followed_either() {
    let server = Server::saying(answer("302 Found\r\nLocation: /login", ""));
    assert_eq!(ask(&server).await.result, Err(Failure::Redirect { status: 302, to: Some(shown(&server.url())) }));
    assert_eq!(server.heard().len(), 1);
    assert_eq!(failure_of(answer("300 Choices", "")).await, Failure::Redirect { status: 300, to: None });
}

#[tokio::test]
async fn n16_a_sign_in_page_is_recognised() {
    let failure =
        failure_of(answer("200 OK\r\nContent-Type: text/html", "<!doctype html><title>Sign in</title>")).await;
    assert_eq!(failure.happened(), "not JSON (HTML from a proxy?)");
}

#[tokio::test]
async fn n17_a_refusal_brings_its_problems() {
    let body = r#"{"error":"bad_request","message":"1 problem","problems":[{"path":"runs","rule":"R11","message":"Add one"}]}"#;
    let Failure::Rejected { status: 422, said: words, problems } = failure_of(answer("422 Unprocessable", body)).await
    else {
        panic!("another failure");
    };
    assert_eq!(words, Some(shown("1 problem")));
    assert_eq!((problems[0].path.as_str(), problems[0].rule, problems[0].text.as_str()), ("runs", Some(11), "Add one"));
}

#[tokio::test]
async fn n18_a_refused_key_stops_the_endpoint() {
    for status in [401, 403] {
        let body = format!("{{\"error\":\"no\",\"message\":\"The key {CANARY} is unknown\"}}");
        let failure = failure_of(answer(&format!("{status} No"), body)).await;
        assert_eq!(failure, Failure::Unauthorized { status, said: Some(shown("The key [key] is unknown")) });
        assert!(failure.stops_endpoint());
    }
}

#[tokio::test]
async fn n19_n20_other_refusals_keep_their_status() {
    for status in [400, 404, 405, 408, 409, 410, 413, 415] {
        let failure = failure_of(answer(&format!("{status} No"), "no")).await;
        assert_eq!(failure, Failure::Rejected { status, said: Some(shown("no")), problems: vec![] });
    }
}

#[tokio::test]
async fn n21_a_rate_limit_says_how_long_to_wait() {
    for (headers, wait) in [
        ("Retry-After: 30", Some(30)),
        ("Retry-After: Mon, 23 Nov 2026 12:00:45 GMT", Some(45)),
        ("Retry-After: 30\r\nX-RateLimit-Reset: 90", Some(30)),
        ("X-RateLimit-Reset: 90", Some(90)),
        ("Retry-After: 90000", Some(3600)),
        ("Retry-After: soon", None),
        ("X-Nothing: 1", None),
    ] {
        let failure = failure_of(answer(&format!("429 Too Many\r\nDate: {DATE}\r\n{headers}"), "")).await;
        assert_eq!(failure, Failure::RateLimited { wait: wait.map(Duration::from_secs) }, "{headers}");
    }
}

#[tokio::test]
async fn n23_an_epoch_is_measured_against_the_answers_date_else_the_clock() {
    let wall: fn() -> Moment = || parse_http_date("Mon, 23 Nov 2026 12:00:50 GMT").unwrap();
    let reset = parse_http_date(DATE).unwrap().timestamp() + 60;
    for (headers, expected) in
        [(format!("Date: {DATE}\r\n"), 60), ("Date: yesterday\r\n".into(), 10), (String::new(), 10)]
    {
        let server = Server::saying(answer(&format!("200 OK\r\n{headers}X-RateLimit-Reset: {reset}"), LIST));
        let answer = client(&server.url(), ApiLimits::default()).with_wall_clock(wall).campaigns(None).await;
        assert_eq!(answer.limits.reset, Some(Duration::from_secs(expected)), "{headers}");
    }
}

#[tokio::test]
async fn n25_a_server_error_says_its_code_and_its_page() {
    for status in [500, 502, 503, 504] {
        let page = format!("<html><title>{status} \u{1b}]0;x\u{7} Bad</title>{}</html>", "x".repeat(100_000));
        let failure = failure_of(answer(&format!("{status} Bad"), page)).await;
        assert_eq!(failure.happened(), format!("server error {status}: {status} ␛]0;x␇ Bad"));
    }
    let cut_off = failure_of("HTTP/1.1 500 Bad\r\nContent-Length: 99\r\n\r\nhalf a").await;
    assert_eq!(cut_off, Failure::Server { status: 500, said: Some(shown("half a")) });
}

#[tokio::test]
async fn n28_malformed_http_is_called_so() {
    let many = (0..150).fold(String::new(), |mut head, n| {
        write!(head, "X-{n}: 1\r\n").unwrap();
        head
    });
    let long = "x".repeat(1_000_000);
    for bytes in [
        format!("HTTP/1.1 200 OK\r\n{many}\r\n[]"),
        format!("HTTP/1.1 200 OK\r\nX: {long}\r\n\r\n[]"),
        "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n[]".into(),
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]".into(),
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n[]".into(),
        "ICY 200 OK\r\n\r\n[]".into(),
        "\u{16}\u{3}\u{1} garbage\r\n\r\n".into(),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]".into(),
    ] {
        let result = ask(&Server::saying(bytes.clone())).await.result;
        assert!(matches!(result, Err(Failure::Malformed { .. })), "{result:?} of {bytes:.60}");
    }
}

#[test]
fn k2_no_event_and_no_failure_holds_the_key() {
    if child_url().is_some() {
        return ask_while_everything_is_logged();
    }
    // In a process of its own: which events exist is decided once for a process, by whichever test comes first.
    in_child("wire_faults::network::k2_no_event_and_no_failure_holds_the_key", "any", &[]);
}

/// What was logged so far.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn ask_while_everything_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).init();

    let echo = format!("HTTP/1.1 {CANARY}\r\n\r\n{CANARY}").into_bytes();
    let mut texts = String::new();
    for bytes in [answer("200 OK", LIST), answer("500 Bad", CANARY), answer("200 OK", CANARY), echo] {
        let client = client(&Server::saying(bytes).url(), ApiLimits::default());
        let answer = block_on(client.campaigns(Some("term")));
        writeln!(texts, "{answer:?} {:?}", answer.result.as_ref().map_err(ToString::to_string)).unwrap();
    }
    texts += &String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(texts.contains("path=\"/v1/campaigns\""), "{texts}");
    assert!(!texts.contains(CANARY) && !texts.contains("term"), "{texts}");
}

#[test]
fn k8_a_proxy_of_the_environment_never_sees_a_loopback_key() {
    if let Some(url) = child_url() {
        let answer = block_on(client(&url, ApiLimits::default()).campaigns(None));
        assert_eq!(answer.result.unwrap().rows.len(), 1);
        return;
    }
    let (server, sink) = (Server::saying(answer("200 OK", LIST)), Server::saying(answer("200 OK", LIST)));
    let proxy = sink.url();
    let env = ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"].map(|name| (name, proxy.as_str()));
    in_child("wire_faults::network::k8_a_proxy_of_the_environment_never_sees_a_loopback_key", &server.url(), &env);
    assert_eq!(server.heard().len(), 1);
    assert_eq!(sink.heard(), [""; 0]);
}
