//! The one request of a launch: sent once, over a connection of its own, and never again.
//!
//! Start with [`Sender::send`], which consumes the permission that only a journal gives. What the answer proves is
//! [`classify`]'s to say; here is only told how the request ended. Everything that could send twice is off: no redirect,
//! no retry, no connection that was used before (M1, M2, M3).

use std::fmt;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Response, StatusCode};
use serde_json::value::RawValue;
use tracing::debug;

use super::base_url::BaseUrl;
use super::bounds::ApiLimits;
use super::client::{self, ClientError};
use super::decode::{self, Members};
use super::error::{self, Words};
use super::key::Key;
use super::target::{Target, Whom};
use super::{body, limits, routes};
use crate::domain::budget::RateLimit;
use crate::domain::failure::Failure;
use crate::domain::launch::classify::{Body, Ending, Proof, classify};
use crate::domain::launch::journal::Armed;
use crate::domain::shown::Shown;
use crate::domain::time::Moment;

/// How much of an answer is read, in bytes: it holds one number, or an error body.
const MOST_BODY: u64 = error::MOST_BODY;

/// What became of the request.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// What the answer proves.
    pub verdict: Proof,
    /// Why it is not simply [`Proof::Created`], for people; `None` where it is.
    pub failure: Option<Failure>,
    /// What the headers said about the rate limit.
    pub limits: RateLimit,
    /// The server's own time, where it said.
    pub date: Option<Moment>,
}

/// Creates campaigns. Cheap to clone; clones share no connection.
#[derive(Clone)]
pub struct Sender {
    http: reqwest::Client,
    base: BaseUrl,
    key: Key,
    whom: Whom,
    limits: ApiLimits,
}

impl Sender {
    /// Makes a sender for one host. Reads the machine's trust store when the base is `https`.
    pub fn new(target: &Target, limits: ApiLimits) -> Result<Self, ClientError> {
        let http = client::builder(target, limits.connect)?
            .timeout(limits.post)
            .gzip(false)
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| ClientError::of(error, &target.base))?;
        let (base, key, whom) = (target.base.clone(), target.key.clone(), target.whom());
        Ok(Self { http, base, key, whom, limits })
    }

    /// Sends the body once, byte for byte, and says what came of it. Dropped before its end, the outcome is unknown.
    pub async fn send(&self, armed: Armed) -> Sent {
        let launch = armed.launch().clone();
        let request = self
            .http
            .post(self.base.join(routes::CAMPAIGNS))
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(armed.into_body());
        let sent = match request.send().await {
            Ok(response) => self.read(response).await,
            Err(error) => self.unanswered(error),
        };
        match &sent.failure {
            None => debug!(%launch, verdict = ?sent.verdict, "sent"),
            Some(failure) => debug!(%launch, verdict = ?sent.verdict, %failure, "sent"),
        }
        sent
    }

    /// No head of an answer came (N1–N5, N8, N28).
    fn unanswered(&self, error: reqwest::Error) -> Sent {
        // Anything else may have come after the first byte: it is unknown.
        let unsent = error.is_builder() || error.is_connect();
        let ending = if unsent { Ending::NoConnection } else { Ending::NoAnswer };
        Sent { verdict: classify(ending), failure: Some(self.broke(error)), limits: RateLimit::default(), date: None }
    }

    /// Takes an answer apart. Its status and its body are judged together: half a refusal refuses nothing.
    async fn read(&self, mut response: Response) -> Sent {
        let date = limits::date(response.headers());
        let limits = limits::rate_limit(response.headers(), date);
        let (bytes, broken) = body::bounded(&mut response, MOST_BODY, |error| self.broke(error)).await;
        let encoded = body::encoded(&response);
        let body = if encoded.is_some() && broken.is_none() { Body::NotJson } else { kind(&bytes, broken.is_some()) };
        let verdict = classify(Ending::Answer { status: response.status().as_u16(), body });
        let failure = match verdict {
            Proof::Created(_) => None,
            _ => Some(self.why(&response, &bytes, broken.or(encoded), &limits)),
        };
        Sent { verdict, failure, limits, date }
    }

    /// Why an answer is not simply a number.
    fn why(&self, response: &Response, bytes: &[u8], broken: Option<Failure>, rate: &RateLimit) -> Failure {
        let status = response.status();
        if status.is_redirection() {
            return error::redirect(status, response.headers(), response.url(), &self.key);
        }
        // The server's own trouble says more than that its words broke off.
        broken
            .filter(|_| !status.is_server_error())
            .or_else(|| error::refusal(status, self.words(status, bytes), rate))
            .unwrap_or_else(|| unusable(bytes))
    }

    fn words(&self, status: StatusCode, bytes: &[u8]) -> Words {
        if status.is_success() { Words::default() } else { Words::of(bytes, &self.key) }
    }

    fn broke(&self, error: reqwest::Error) -> Failure {
        error::transport(error, &self.whom, self.limits.connect, self.limits.post)
    }
}

/// What the body behind a head is.
fn kind(bytes: &[u8], cut: bool) -> Body {
    // Half a page is a portal's or a proxy's all the same.
    if cut && !bytes.trim_ascii_start().starts_with(b"<") {
        return Body::Cut;
    }
    match decode::text(bytes) {
        Err(Failure::Empty) => Body::Empty,
        Err(_) => Body::NotJson,
        Ok(text) => match serde_json::from_str(text) {
            Ok(json) => Body::Json { id: id(json) },
            Err(_) => Body::NotJson,
        },
    }
}

/// The member `id`, where it stands once and is written as an integer that fits: what is mended elsewhere proves
/// nothing here.
fn id(json: &RawValue) -> Option<i64> {
    serde_json::from_str(Members::of(json)?.once("id")?.get()).ok()
}

/// Why a whole success holds no number.
fn unusable(bytes: &[u8]) -> Failure {
    let due = "no usable id where one was due";
    match decode::text(bytes) {
        Err(failure) => failure,
        Ok(text) => match serde_json::from_str::<&RawValue>(text) {
            Ok(_) => Failure::NotJson { looks: Shown::plain(due) },
            Err(error) => decode::refusal(text, &error, due),
        },
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("base", &self.base.as_str())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k2_a_sender_does_not_print_its_key() {
        let target = Target::new(BaseUrl::parse("http://127.0.0.1:9").unwrap(), Key::parse("canary-4711").unwrap());
        let sender = Sender::new(&target, ApiLimits::default()).unwrap();
        for text in [format!("{sender:?}"), format!("{sender:#?}"), format!("{:?}", sender.http)] {
            assert!(!text.contains("4711"), "{text}");
        }
    }

    #[test]
    fn n12_only_one_plain_integer_is_an_id() {
        for (json, id) in [
            (r#"{"id":412}"#, Some(412)),
            ("\u{feff} {\"id\" : 412 }\n", Some(412)),
            (r#"{"id":9223372036854775807,"x":1e999,"y":"\ud800"}"#, Some(i64::MAX)),
            (r#"{"id":-1}"#, Some(-1)),
            (r#"{"id":0}"#, Some(0)),
            (r#"{"id":9223372036854775808}"#, None),
            (r#"{"id":123456789012345678901234567890}"#, None),
            (r#"{"id":412.0}"#, None),
            (r#"{"id":4e2}"#, None),
            (r#"{"id":-0}"#, None),
            (r#"{"id":"412"}"#, None),
            (r#"{"id":[412]}"#, None),
            (r#"{"id":null}"#, None),
            (r#"{"id":true}"#, None),
            (r#"{"ID":412}"#, None),
            (r#"{"data":{"id":412}}"#, None),
            (r#"{"id":412,"id":413}"#, None),
            (r#"{"id":412,"\u0069d":412}"#, None),
            ("{}", None),
            ("[412]", None),
            ("412", None),
            ("null", None),
        ] {
            assert_eq!(kind(json.as_bytes(), false), Body::Json { id }, "{json}");
        }
    }

    #[test]
    fn what_is_no_json_is_told_from_nothing_and_from_half() {
        for (bytes, cut, expected) in [
            (&b""[..], false, Body::Empty),
            (b" \r\n", false, Body::Empty),
            (b"", true, Body::Cut),
            (b"{\"id\":41", true, Body::Cut),
            (b"{\"id\":412}", true, Body::Cut),
            (b"{\"id\":41", false, Body::NotJson),
            (b"{\"id\":412} {}", false, Body::NotJson),
            (b"\xff{\"id\":412}", false, Body::NotJson),
            (b"{\"id\":NaN}", false, Body::NotJson),
            (b"created", false, Body::NotJson),
            (b"<html>", false, Body::NotJson),
            (b" <html>", true, Body::NotJson),
        ] {
            assert_eq!(kind(bytes, cut), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
