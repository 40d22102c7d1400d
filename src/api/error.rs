//! From what went wrong to a [`Failure`]: errors of the transport, and answers that are refusals.
//!
//! Start with [`transport`] (no answer, or a broken one) and [`refusal`] (an answer without the data). No text made here
//! holds a URL or the key, and whatever a server said is scrubbed, cut and made safe first (P21).

use std::error::Error;
use std::io;
use std::iter;
use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};
use serde_json::value::RawValue;

use super::decode::Members;
use super::key::Key;
use super::target::Whom;
use crate::domain::budget::RateLimit;
use crate::domain::failure::Failure;
use crate::domain::rules::Message;
use crate::domain::shown::Shown;

/// How much of an error body is read.
pub(super) const MOST_BODY: u64 = 64 << 10;
/// How many characters of a server's words are kept (N25).
const MOST_WORDS: usize = 200;
/// How many characters of one problem's message are kept (N17).
const MOST_PROBLEM: usize = 500;
/// How many problems of one answer are kept.
const MOST_PROBLEMS: usize = 100;

/// What an error of the transport means. `connect` and `whole` are the limits that were set for
/// connecting and for the whole exchange.
pub(super) fn transport(error: reqwest::Error, whom: &Whom, connect: Duration, whole: Duration) -> Failure {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        connecting(&error, whom, connect)
    } else if error.is_timeout() {
        Failure::Timeout { after: whole }
    } else {
        broken(&error)
    }
}

/// No connection came about: nothing was sent (N1–N4).
fn connecting(error: &reqwest::Error, whom: &Whom, limit: Duration) -> Failure {
    let host = Shown::new(&whom.host);
    if error.is_timeout() {
        Failure::ConnectTimeout { host, after: limit }
    } else if error.is_dns() {
        Failure::Dns { host }
    } else if let Some(tls) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        let distrusted = matches!(tls, rustls::Error::InvalidCertificate(_));
        Failure::Tls { host, why: distrust(tls), distrusted, own_trust: whom.own_trust }
    } else {
        Failure::Unreachable { host, why: unreachable_because(error) }
    }
}

/// Why TLS failed, in words for people (N3).
fn distrust(error: &rustls::Error) -> Shown {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::UnknownIssuer => Shown::plain("certificate not trusted: unknown issuer"),
            Certificate::Expired | Certificate::ExpiredContext { .. } => {
                Shown::plain("certificate not trusted: expired")
            }
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                Shown::plain("certificate not trusted: not valid yet")
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                Shown::plain("certificate not trusted: wrong host")
            }
            Certificate::BadSignature => Shown::plain("certificate not trusted: bad signature"),
            Certificate::Revoked => Shown::plain("certificate not trusted: revoked"),
            other => Shown::new(&format!("certificate not trusted: {}", in_words(&other.to_string()))),
        },
        rustls::Error::InvalidMessage(_) => Shown::plain("the server does not speak TLS"),
        other => Shown::new(&in_words(&other.to_string())),
    }
}

/// What a library says, the names of its types as words: `Other(OtherError(CaUsedAsEndEntity))` is "the certificate of
/// an authority is used as a server's own", `HandshakeFailure` is "handshake failure".
fn in_words(said: &str) -> String {
    if said.contains("CaUsedAsEndEntity") {
        return "it is an authority's certificate, and not a server's own".to_owned();
    }
    // What wraps a name says nothing more than the name: the innermost of `A(B(C))` is meant.
    let inner = |word: &str| {
        let name = word.trim_end_matches([')', ',']).rsplit('(').next().unwrap_or_default().to_owned();
        let humps = name.chars().filter(char::is_ascii_uppercase).count();
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric()) && humps > 1 && humps < name.len();
        is_name.then_some(name)
    };
    let words = said.split(' ').map(|word| match inner(word) {
        Some(name) => spaced(&name),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A name of several words written as one, taken apart; abbreviations stay together.
fn spaced(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let upper = |at: usize| letters.get(at).is_some_and(char::is_ascii_uppercase);
        let before = at.checked_sub(1).is_some_and(upper);
        let after = at + 1 < letters.len() && !upper(at + 1);
        if at > 0 && upper(at) && (!before || after) {
            words.push(' ');
        }
        let abbreviated = upper(at) && (before || at + 1 < letters.len()) && !after && (before || upper(at + 1));
        words.extend(if abbreviated { vec![*letter] } else { letter.to_lowercase().collect() });
    }
    words
}

fn unreachable_because(error: &reqwest::Error) -> Shown {
    let kind = deepest_io(error).map(io::Error::kind);
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => Shown::plain("connection refused"),
        Some(io::ErrorKind::ConnectionReset) => Shown::plain("connection reset"),
        Some(io::ErrorKind::UnexpectedEof) => Shown::plain("connection closed"),
        Some(io::ErrorKind::HostUnreachable) => Shown::plain("no route to the host"),
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown) => Shown::plain("no network"),
        _ => Shown::new(&innermost(error)),
    }
}

/// A connection came about, but no whole answer (N7, N8, N28, P10). What is not understood counts as cut off: it may
/// have been sent.
fn broken(error: &reqwest::Error) -> Failure {
    let http = causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>());
    if let Some(parse) = http.filter(|http| http.is_parse()) {
        return Failure::Malformed { why: Shown::new(&parse.to_string()) };
    }
    match deepest_io(error) {
        Some(io) if !matches!(io.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => Failure::CutOff,
        Some(io) if http.is_some() => Failure::Malformed { why: Shown::new(&io.to_string()) },
        Some(_) => Failure::Malformed { why: Shown::plain("unsupported encoding: the body is not what it says") },
        None => Failure::CutOff,
    }
}

/// The error and what caused it, outermost first. An `io::Error` hides the error it wraps from `source`.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped as &(dyn Error + 'static)),
        None => error.source(),
    })
}

/// The words of the first cause.
pub(super) fn innermost(error: &reqwest::Error) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

fn deepest_io(error: &reqwest::Error) -> Option<&io::Error> {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).last()
}

/// What an answer without data means; `None` for a 2xx that may hold some. `body` is its beginning.
pub(super) fn refusal(status: StatusCode, said: Words, rate: &RateLimit) -> Option<Failure> {
    let Words { said, problems } = said;
    let code = status.as_u16();
    Some(match code {
        204 | 205 => Failure::Empty,
        200..=299 => return None,
        401 | 403 => Failure::Unauthorized { status: code, said },
        429 => Failure::RateLimited { wait: rate.retry_after.or(rate.reset) },
        400..=499 => Failure::Rejected { status: code, said, problems },
        500..=599 => Failure::Server { status: code, said },
        _ => Failure::Malformed { why: Shown::new(&format!("unexpected status {code}")) },
    })
}

/// A redirect, which is an answer and never followed (N13–N15): said with scheme and host of where it leads.
pub(super) fn redirect(status: StatusCode, headers: &HeaderMap, from: &Url, key: &Key) -> Failure {
    let to = headers
        .get(LOCATION)
        .and_then(|location| from.join(location.to_str().ok()?).ok())
        .and_then(|to| Some(format!("{}://{}{}", to.scheme(), to.host_str()?, port(&to))));
    Failure::Redirect { status: status.as_u16(), to: to.map(|to| safe(&to, MOST_WORDS, key)) }
}

fn port(url: &Url) -> String {
    url.port().map(|port| format!(":{port}")).unwrap_or_default()
}

/// What the body of a refusal says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Words {
    /// A sentence, or the beginning of whatever came.
    said: Option<Shown>,
    /// The sandbox's list of problems.
    problems: Vec<Message>,
}

impl Words {
    /// Reads the beginning of an error body: the documented object, else a page's title, else plain text.
    pub(super) fn of(body: &[u8], key: &Key) -> Self {
        let text = String::from_utf8_lossy(body);
        let members: Option<Members<'_>> = serde_json::from_str(&text).ok();
        let sentence = members.as_ref().and_then(|body| {
            let text = |name| body.get::<String>(name).filter(|text| !text.trim().is_empty());
            text("message").or_else(|| text("error"))
        });
        let problems = members.map(|body| problems(&body, key)).unwrap_or_default();
        let said = sentence.unwrap_or_else(|| if is_html(&text) { page_text(&text) } else { text.into_owned() });
        let said = safe(&said, MOST_WORDS, key);
        Self { said: (!said.as_str().is_empty()).then_some(said), problems }
    }
}

fn problems(body: &Members<'_>, key: &Key) -> Vec<Message> {
    let listed: Vec<&RawValue> = body.get("problems").unwrap_or_default();
    listed.into_iter().filter_map(|raw| problem(&Members::of(raw)?, key)).take(MOST_PROBLEMS).collect()
}

fn problem(problem: &Members<'_>, key: &Key) -> Option<Message> {
    let text = |name| Some(safe(&problem.get::<String>(name)?, MOST_PROBLEM, key).as_str().to_owned());
    let rule = problem.get::<String>("rule");
    Some(Message {
        path: text("path").unwrap_or_default(),
        rule: rule.and_then(|rule| rule.strip_prefix('R')?.parse().ok()),
        text: text("message")?,
    })
}

/// A server's words: without the key, on one line, at most `most` characters, safe to show.
fn safe(text: &str, most: usize, key: &Key) -> Shown {
    let line = key.scrub(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => Shown::new(&format!("{}…", line.split_at(end).0)),
        None => Shown::new(&line),
    }
}

fn is_html(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// What a page says: its title, else its text.
fn page_text(html: &str) -> String {
    let title = html.to_ascii_lowercase().find("<title").and_then(|start| {
        let (_, rest) = html.split_at(start).1.split_once('>')?;
        rest.split('<').next().filter(|title| !title.trim().is_empty())
    });
    match title {
        Some(title) => title.to_owned(),
        // What stands before the first '>' of each piece is a tag.
        None => html.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::parse("canary-4711").unwrap()
    }

    fn said(body: &str) -> Option<String> {
        Words::of(body.as_bytes(), &key()).said.map(|said| said.as_str().to_owned())
    }

    #[test]
    fn n25_p21_servers_words_are_found_cut_scrubbed_and_made_safe() {
        for (body, expected) in [
            ("", None),
            (" \n", None),
            (r#"{"error":"bad","message":"No such key"}"#, Some("No such key")),
            (r#"{"error":"bad_request"}"#, Some("bad_request")),
            (r#"{"error":"bad","message":""}"#, Some("bad")),
            (r#"{"message":"key canary-4711 is \u001b[31mbad"}"#, Some("key [key] is ␛[31mbad")),
            ("busy,\n  try later\n", Some("busy, try later")),
            ("<html><head><TITLE>502 Bad Gateway</TITLE></head><h1>x</h1>", Some("502 Bad Gateway")),
            ("<h1>Bad</h1> <p class='x'>gateway</p>", Some("Bad gateway")),
            (r#"{"detail":"x"}"#, Some(r#"{"detail":"x"}"#)),
            ("?key=canary-4711", Some("?key=[key]")),
        ] {
            assert_eq!(said(body).as_deref(), expected, "{body}");
        }
        assert_eq!(said(&"é".repeat(201)).unwrap(), format!("{}…", "é".repeat(200)));
        assert_eq!(Words::of(b"caf\xE9", &key()).said.unwrap().as_str(), "caf\u{FFFD}");
    }

    #[test]
    fn what_a_library_says_reaches_people_in_words() {
        use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};
        for (error, expected) in [
            (Error::AlertReceived(AlertDescription::HandshakeFailure), "received fatal alert: handshake failure"),
            (
                Error::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13),
                "peer is incompatible: server does not support tls12 or13",
            ),
            (Error::InvalidCertificate(CertificateError::BadEncoding), "certificate not trusted: bad encoding"),
            (
                Error::InvalidCertificate(CertificateError::UnhandledCriticalExtension),
                "certificate not trusted: unhandled critical extension",
            ),
            (Error::NoCertificatesPresented, "peer sent no certificates"),
        ] {
            assert_eq!(distrust(&error).as_str(), expected);
        }
        assert_eq!(
            in_words("Other(OtherError(CaUsedAsEndEntity))"),
            "it is an authority's certificate, and not a server's own"
        );
        assert_eq!(in_words("Other(OtherError(PathLenConstraintViolated))"), "path len constraint violated");
        assert_eq!(
            in_words("unexpected error: No CA certificates (TLS)"),
            "unexpected error: No CA certificates (TLS)"
        );
        assert_eq!(spaced("UnsupportedCRLVersion"), "unsupported CRL version");
    }

    #[test]
    fn n17_problems_of_the_body_are_kept() {
        let body = r#"{"error":"bad_request","message":"2 problems: …","problems":[
            {"path":"runs[0].end_time","rule":"R16","message":"end \u001b canary-4711"},
            {"path":"","rule":null,"message":"no object"}, 7, {"path":"x"}]}"#;
        let problems = Words::of(body.as_bytes(), &key()).problems;
        let expected = [("runs[0].end_time", Some(16), "end ␛ [key]"), ("", None, "no object")];
        let read: Vec<_> = problems.iter().map(|p| (p.path.as_str(), p.rule, p.text.as_str())).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn n11_n17_to_n21_n25_each_status_has_its_failure() {
        let rate = RateLimit { reset: Some(Duration::from_secs(9)), ..RateLimit::default() };
        let of = |code| refusal(StatusCode::from_u16(code).unwrap(), Words::default(), &rate);
        for code in [204, 205] {
            assert_eq!(of(code), Some(Failure::Empty));
        }
        for code in [200, 201, 299] {
            assert_eq!(of(code), None);
        }
        for code in [401, 403] {
            assert_eq!(of(code), Some(Failure::Unauthorized { status: code, said: None }));
        }
        for code in [400, 402, 404, 405, 408, 409, 410, 413, 415, 422] {
            assert_eq!(of(code), Some(Failure::Rejected { status: code, said: None, problems: vec![] }));
        }
        for code in [500, 502, 503, 504, 599] {
            assert_eq!(of(code), Some(Failure::Server { status: code, said: None }));
        }
        assert_eq!(of(429), Some(Failure::RateLimited { wait: rate.reset }));
        assert!(matches!(of(777), Some(Failure::Malformed { .. })));
    }

    #[test]
    fn n13_n15_redirects_name_scheme_and_host_only() {
        let from = Url::parse("https://api.example/v1/x?key=term").unwrap();
        for (location, to) in [
            (&b"http://api.example/v1/x?key=term"[..], Some("http://api.example")),
            (b"//evil.example:8443/p", Some("https://evil.example:8443")),
            (b"/login", Some("https://api.example")),
            (b"https://user:pw@evil.example/", Some("https://evil.example")),
            (b"https://canary-4711.evil.example/", Some("https://[key].evil.example")),
            (b"javascript:alert(1)", None),
            (b"\xff", None),
        ] {
            let headers = HeaderMap::from_iter([(LOCATION, location.try_into().unwrap())]);
            let expected = Failure::Redirect { status: 302, to: to.map(Shown::new) };
            assert_eq!(redirect(StatusCode::FOUND, &headers, &from, &key()), expected);
        }
    }
}
