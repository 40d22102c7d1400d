//! A request and an answer as the sandbox's pure half sees them: no socket, no HTTP library.

use hyper::body::Bytes;
use serde::Serialize;

use crate::api::wire;
use crate::domain::rules::Message;

/// Everything of a request but its body.
#[derive(Clone, Default)]
pub struct Head {
    /// `GET`, `POST` or whatever was sent, in its own case.
    pub method: String,
    /// The path, not decoded.
    pub path: String,
    /// What follows the `?`, not decoded; empty when nothing does.
    pub query: String,
    /// The one host this request names; `None` when it names none, or several.
    pub host: Option<String>,
    /// Whether there is an `Origin` header, whatever it says: only browsers send one.
    pub from_browser: bool,
    /// The one `X-API-KEY`; `None` when there is none, or several.
    pub key: Option<String>,
    /// `Content-Type`, as sent.
    pub content_type: Option<String>,
}

impl Head {
    /// The first value of a parameter of the query; bytes that are not UTF-8 become U+FFFD.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

/// A request's body as far as the server took it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// All of it.
    Whole(Bytes),
    /// More than the server takes.
    TooLarge,
    /// It did not come to its end in time, or broke off.
    Unfinished,
}

/// What goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Header names in lower case, and their values. `content-length` is the server's to add.
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
}

impl Response {
    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type", "application/json".into())], body: body.into() }
    }

    /// A 200 with `value` as JSON.
    pub fn ok(value: &impl Serialize) -> Self {
        Self::json(200, encode(value))
    }

    /// An error in the vendor's words: a short code by the status, and a sentence.
    pub fn error(status: u16, message: impl Into<String>) -> Self {
        Self::json(
            status,
            encode(&wire::ErrorBody { error: code(status).into(), message: message.into(), problems: None }),
        )
    }

    /// A 400 that lists every breach of a rule.
    pub fn refusal(problems: &[Message]) -> Self {
        let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let noun = if problems.len() == 1 { "problem" } else { "problems" };
        let body = wire::ErrorBody {
            error: code(400).into(),
            message: format!("{} {noun}: {}", problems.len(), sentences.join("; ")),
            problems: Some(problems.iter().map(problem_body).collect()),
        };
        Self::json(400, encode(&body))
    }

    /// The same answer with one header more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The head as HTTP/1.1 puts it on the wire, for answers that are broken on purpose. `length` is what
    /// `content-length` claims; without one the body ends where the connection does.
    pub fn head_bytes(&self, length: Option<usize>) -> Vec<u8> {
        let mut lines = vec![format!("HTTP/1.1 {} {}", self.status, code(self.status))];
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.extend(length.map(|length| format!("content-length: {length}")));
        lines.push("connection: close\r\n\r\n".into());
        lines.join("\r\n").into_bytes()
    }

    /// The whole answer as HTTP/1.1 puts it on the wire.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.head_bytes(Some(self.body.len()));
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// `value` as JSON. Wire types hold strings, numbers and lists only, so that nothing in them can fail to encode.
pub(super) fn encode(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn problem_body(problem: &Message) -> wire::ProblemBody {
    wire::ProblemBody { path: problem.path.clone(), rule: problem.rule_name(), message: problem.text.clone() }
}

/// The short code that goes with a status in the vendor's error bodies.
fn code(status: u16) -> &'static str {
    match status {
        200 => "ok",
        204 => "no_content",
        302 => "found",
        307 => "temporary_redirect",
        400 => "bad_request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        408 => "request_timeout",
        409 => "conflict",
        413 => "payload_too_large",
        415 => "unsupported_media_type",
        422 => "unprocessable_entity",
        429 => "too_many_requests",
        501 => "not_implemented",
        502 => "bad_gateway",
        503 => "service_unavailable",
        504 => "gateway_timeout",
        _ => "internal_server_error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &str, rule: Option<u8>, message: &str) -> Message {
        Message { path: path.into(), rule, text: message.into() }
    }

    #[test]
    fn parameters_are_found_and_decoded() {
        for (query, expected) in [
            ("key=outreach", Some("outreach")),
            ("page=2&key=camp+lejeune", Some("camp lejeune")),
            ("key=M%C3%BCller%20%26%20Co", Some("Müller & Co")),
            ("key=a&key=b", Some("a")),
            ("k%65y=x", Some("x")),
            ("key", Some("")),
            ("key=", Some("")),
            ("key=100%", Some("100%")),
            ("key=%4", Some("%4")),
            ("key=%+f", Some("% f")),
            ("key=%ff", Some("\u{fffd}")),
            ("KEY=a", None),
            ("", None),
        ] {
            let head = Head { query: query.into(), ..Head::default() };
            assert_eq!(head.parameter("key").as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn a_refusal_lists_every_problem_with_its_rule() {
        let response = Response::refusal(&[
            problem("runs[0].end_time", Some(16), "must be after 09:00"),
            problem("", None, "must be an object"),
        ]);
        assert_eq!(response.status, 400);
        assert_eq!(
            std::str::from_utf8(&response.body).unwrap(),
            concat!(
                r#"{"error":"bad_request","message":"2 problems: runs[0].end_time: must be after 09:00; must be an object","problems":["#,
                r#"{"path":"runs[0].end_time","rule":"R16","message":"must be after 09:00"},"#,
                r#"{"path":"","rule":null,"message":"must be an object"}]}"#
            )
        );
    }

    #[test]
    fn an_error_has_the_vendors_two_members_only() {
        let response = Response::error(404, "No such path.");
        assert_eq!(&response.body[..], br#"{"error":"not_found","message":"No such path."}"#);
    }

    #[test]
    fn bytes_on_the_wire_are_http() {
        let bytes = Response::json(200, "[]").with("x-a", "1").to_bytes();
        let expected = "HTTP/1.1 200 ok\r\ncontent-type: application/json\r\nx-a: 1\r\n\
                        content-length: 2\r\nconnection: close\r\n\r\n[]";
        assert_eq!(std::str::from_utf8(&bytes).unwrap(), expected);
    }
}
