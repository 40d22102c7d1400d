//! What each failure says and means, in one table.

use super::*;
use crate::domain::belief::Doubt;

/// What is said of a failure: clause, sent, transient, class.
type Said = (Failure, &'static str, bool, bool, FailureClass);

/// A list that is not believed.
fn doubtful() -> Vec<Said> {
    let of = |rows, of, unreadable| Failure::Doubtful { doubt: Doubt { rows, of }, unreadable };
    let said = |failure, clause| (failure, clause, true, false, FailureClass::Other);
    vec![
        said(of(0, 1143, 0), "the server sent an empty list after one of 1,143"),
        said(of(0, 143, 143), "of 143 rows that the server sent none can be read, after 143 that could"),
        said(of(1, 143, 0), "the server sent only 1 campaign after 143"),
    ]
}

/// One of each other kind.
fn all() -> Vec<Said> {
    use FailureClass::{Auth, Network, Other, RateLimited, Rejected};
    let host = || Shown::new("api.example.com");
    let said = |text: &str| Some(Shown::new(text));
    let s = Duration::from_secs;
    vec![
        (
            Failure::Unreachable { host: host(), why: Shown::plain("connection refused") },
            "cannot reach api.example.com: connection refused",
            false,
            true,
            Network,
        ),
        (Failure::Dns { host: host() }, "cannot reach api.example.com: no such host name", false, true, Network),
        (
            Failure::ConnectTimeout { host: host(), after: s(5) },
            "cannot reach api.example.com: no connection within 5 s",
            false,
            true,
            Network,
        ),
        (
            Failure::Tls {
                host: host(),
                why: Shown::plain("certificate not trusted: unknown issuer"),
                distrusted: true,
                own_trust: false,
            },
            "no secure connection to api.example.com: certificate not trusted: unknown issuer",
            false,
            false,
            Network,
        ),
        (Failure::Timeout { after: s(20) }, "no complete answer within 20 s", true, true, Network),
        (Failure::CutOff, "the connection broke before the answer was complete", true, true, Network),
        (Failure::TooLarge { cap: 64 << 20 }, "the answer is larger than 64 MiB", true, false, Other),
        (Failure::TooManyRows { most: 2_000_000 }, "the list has more than 2,000,000 rows", true, false, Other),
        (Failure::TooHeavy { cap: 256 << 20 }, "the list would take more than 256 MiB of memory", true, false, Other),
        (
            Failure::Redirect { status: 301, to: Some(Shown::new("http://evil.example")) },
            "server redirects to http://evil.example, refused (301)",
            true,
            false,
            Other,
        ),
        (Failure::Redirect { status: 304, to: None }, "server redirects elsewhere, refused (304)", true, false, Other),
        (
            Failure::Unauthorized { status: 401, said: said("Bad key") },
            "the key is not accepted (401): Bad key",
            true,
            false,
            Auth,
        ),
        (Failure::Unauthorized { status: 403, said: None }, "the key may not do this (403)", true, false, Auth),
        (
            Failure::RateLimited { wait: Some(Duration::from_millis(30_001)) },
            "too many requests (429); the server asks to wait 31 s",
            true,
            false,
            RateLimited,
        ),
        (Failure::RateLimited { wait: None }, "too many requests (429)", true, false, RateLimited),
        (
            Failure::Rejected { status: 404, said: None, problems: vec![] },
            "wrong address or API changed (404)",
            true,
            false,
            Rejected,
        ),
        (
            Failure::Rejected { status: 400, said: said("No runs"), problems: vec![] },
            "the server refuses the request (400): No runs",
            true,
            false,
            Rejected,
        ),
        (
            Failure::Rejected { status: 408, said: None, problems: vec![] },
            "the server refuses the request (408)",
            true,
            true,
            Rejected,
        ),
        (Failure::Server { status: 503, said: said("Busy") }, "server error 503: Busy", true, true, Other),
        (Failure::Empty, "empty answer", true, false, Other),
        (
            Failure::NotJson { looks: Shown::plain("HTML from a proxy?") },
            "not JSON (HTML from a proxy?)",
            true,
            false,
            Other,
        ),
        (
            Failure::Malformed { why: Shown::plain("invalid status line") },
            "malformed HTTP answer: invalid status line",
            true,
            false,
            Other,
        ),
    ]
}

#[test]
fn each_failure_says_what_happened_and_what_it_means() {
    for (failure, clause, sent, transient, class) in all().into_iter().chain(doubtful()) {
        assert_eq!(failure.happened(), clause);
        assert_eq!(
            (failure.was_sent(), failure.is_transient(), failure.class()),
            (sent, transient, class),
            "{failure:?}"
        );
        assert_eq!(failure.stops_endpoint(), class == FailureClass::Auth, "{failure:?}");
    }
}

#[test]
fn labels_are_narrow_and_advice_is_a_sentence() {
    for (failure, ..) in all().into_iter().chain(doubtful()) {
        assert!((4..=24).contains(&failure.label().chars().count()), "{}", failure.label());
        assert!(failure.advice().ends_with('.'), "{failure:?}");
    }
}

#[test]
fn the_servers_words_are_cut_at_200_characters() {
    let failure = Failure::Server { status: 500, said: Some(Shown::new(&"é".repeat(201))) };
    assert_eq!(failure.happened(), format!("server error 500: {}…", "é".repeat(200)));
}

#[test]
fn waits_are_never_rounded_down() {
    for (ms, expected) in
        [(0, "0 s"), (300, "300 ms"), (1_001, "2 s"), (119_000, "119 s"), (120_001, "3 min"), (3_600_000, "60 min")]
    {
        assert_eq!(Seconds(Duration::from_millis(ms)).to_string(), expected);
    }
}

#[test]
fn advice_that_was_followed_is_not_given_again() {
    let tls = |own_trust| Failure::Tls {
        host: Shown::plain("h"),
        why: Shown::plain("unknown issuer"),
        distrusted: true,
        own_trust,
    };
    assert!(tls(false).advice().contains("set SSL_CERT_FILE"));
    assert!(!tls(true).advice().contains("set SSL_CERT_FILE") && tls(true).advice().contains("SSL_CERT_FILE"));
}
