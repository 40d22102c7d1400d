//! The one HTTP client of the crate: it follows no redirect, sends nothing twice, and gives the key to one host.
//!
//! Start with [`Client::new`]. Each question ends in an [`Answer`], whatever happens: the data or a `Failure`, and
//! beside it what the headers said. Reads no clock and keeps no state but its connections; when to ask, and when again,
//! is the poll's to decide. What is sent rather than asked goes through [`super::sender`].

use std::fmt;
use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use reqwest::{ClientBuilder, Response, redirect, retry};
use tracing::debug;

use super::base_url::BaseUrl;
use super::bounds::{ApiLimits, Caps};
use super::error::Words;
use super::key::Key;
use super::proxy::Via;
use super::target::{Target, Whom};
use super::{body, convert, error, limits, routes};
use crate::domain::budget::RateLimit;
use crate::domain::campaign::Listing;
use crate::domain::case_list::{PER_PAGE, Page};
use crate::domain::failure::Failure;
use crate::domain::settings::Settings;
use crate::domain::time::Moment;

/// Bodies from here on are decoded off the runtime's threads: below, the hand-over costs more than it saves.
const LARGE_BODY: usize = 64 << 10;

/// What became of one request.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// The data, or why there is none.
    pub result: Result<T, Failure>,
    /// What the headers said about the rate limit.
    pub limits: RateLimit,
    /// The body's size in bytes, decoded; 0 when it was not read to its end.
    pub bytes: u64,
    /// The server's own time, where it said.
    pub date: Option<Moment>,
}

impl<T> Answer<T> {
    /// No answer at all.
    pub fn none(why: Failure) -> Self {
        Self { result: Err(why), limits: RateLimit::default(), bytes: 0, date: None }
    }
}

/// Asks the API. Cheap to clone: clones share their connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: BaseUrl,
    key: Key,
    whom: Whom,
    limits: ApiLimits,
    wall: Option<fn() -> Moment>,
}

/// Why there is no client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientError {
    /// `https` is wanted, and this machine has no certificate to trust.
    NoTrustStore,
    /// Anything else the TLS or HTTP library objects to.
    Refused(String),
}

/// How long an idle connection is kept: not as long as common servers do (5 s and more), since one that they close just
/// as a request is sent loses it.
const KEPT: Duration = Duration::from_secs(4);

impl Client {
    /// Makes a client for one host. Reads the machine's trust store when the base is `https`.
    pub fn new(target: &Target, limits: ApiLimits) -> Result<Self, ClientError> {
        let http = builder(target, limits.connect)?
            .timeout(limits.get)
            .gzip(true)
            .pool_max_idle_per_host(2)
            .pool_idle_timeout(KEPT)
            .build()
            .map_err(|error| ClientError::of(error, &target.base))?;
        let (base, key, whom) = (target.base.clone(), target.key.clone(), target.whom());
        Ok(Self { http, base, key, whom, limits, wall: None })
    }

    /// With the machine's clock, for answers that carry no `Date` of their own.
    #[must_use]
    pub fn with_wall_clock(self, wall: fn() -> Moment) -> Self {
        Self { wall: Some(wall), ..self }
    }

    /// The list of campaigns; with `search`, those that the server finds for it.
    pub async fn campaigns(&self, search: Option<&str>) -> Answer<Listing> {
        let search: Vec<(&str, &str)> = search.map(|term| (routes::SEARCH_PARAM, term)).into_iter().collect();
        self.get(routes::CAMPAIGNS, &search, convert::listing).await
    }

    /// The company's settings.
    pub async fn settings(&self) -> Answer<Settings> {
        self.get(routes::SETTINGS, &[], convert::settings).await
    }

    /// A page of the case lists, from 1; with `search`, of those that the server finds for it.
    pub async fn case_lists(&self, search: Option<&str>, page: usize) -> Answer<Page> {
        let (page, size) = (page.to_string(), PER_PAGE.to_string());
        let mut query = vec![(routes::PAGE_PARAM, page.as_str()), (routes::PAGE_SIZE_PARAM, &size)];
        query.extend(search.map(|term| (routes::SEARCH_PARAM, term)));
        self.get(routes::CASE_LISTS, &query, convert::case_lists).await
    }

    async fn get<T: Send + 'static>(&self, route: &str, query: &[(&str, &str)], decode: Decode<T>) -> Answer<T> {
        let mut request = self.http.get(self.base.join(route));
        // An empty query would leave its question mark behind.
        if !query.is_empty() {
            request = request.query(query);
        }
        let answer = match request.send().await {
            Ok(response) => self.read(response, decode).await,
            Err(error) => Answer::none(self.broke(error)),
        };
        match &answer.result {
            Ok(_) => debug!(path = route, bytes = answer.bytes, "answered"),
            Err(failure) => debug!(path = route, %failure, "not answered"),
        }
        answer
    }

    async fn read<T: Send + 'static>(&self, mut response: Response, decode: Decode<T>) -> Answer<T> {
        let date = limits::date(response.headers());
        let now = date.or_else(|| self.wall.map(|wall| wall()));
        let limits = limits::rate_limit(response.headers(), now);
        let body = self.body(&mut response, &limits).await;
        let bytes = body.as_ref().map_or(0, |body| body.len() as u64);
        let result = match body {
            Ok(body) => decoded(body, decode, self.limits.caps()).await,
            Err(failure) => Err(failure),
        };
        Answer { result, limits, bytes, date }
    }

    /// The body of an answer that holds data.
    async fn body(&self, response: &mut Response, rate: &RateLimit) -> Result<Vec<u8>, Failure> {
        let status = response.status();
        if status.is_redirection() {
            return Err(error::redirect(status, response.headers(), response.url(), &self.key));
        }
        let words = if status.is_success() {
            Words::default()
        } else {
            Words::of(&body::beginning(response, error::MOST_BODY).await, &self.key)
        };
        match error::refusal(status, words, rate) {
            Some(failure) => Err(failure),
            None => body::whole(response, self.limits.max_body, |error| self.broke(error)).await,
        }
    }

    fn broke(&self, error: reqwest::Error) -> Failure {
        error::transport(error, &self.whom, self.limits.connect, self.limits.get)
    }
}

/// How a body becomes data.
type Decode<T> = fn(&[u8], Caps) -> Result<T, Failure>;

/// Decodes large bodies on a thread of their own. A panic there goes on here: it must end the program, not the poll.
async fn decoded<T: Send + 'static>(body: Vec<u8>, decode: Decode<T>, caps: Caps) -> Result<T, Failure> {
    if body.len() < LARGE_BODY {
        return decode(&body, caps);
    }
    match tokio::task::spawn_blocking(move || decode(&body, caps)).await {
        Ok(result) => result,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down: nobody waits for this answer any more.
            Err(_) => Err(Failure::CutOff),
        },
    }
}

/// What every client of this crate has in common, whatever it sends (M1, M3, M6, M7, N15, K12).
pub(super) fn builder(target: &Target, connect: Duration) -> Result<ClientBuilder, ClientError> {
    install_crypto();
    let key = target.key.header().map_err(|error| ClientError::Refused(error.to_string()))?;
    let headers = HeaderMap::from_iter([
        (HeaderName::from_static(routes::KEY_HEADER), key),
        (ACCEPT, HeaderValue::from_static("application/json")),
    ]);
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("kaytop/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .http1_only()
        .https_only(target.base.is_https())
        .connect_timeout(connect)
        .tcp_nodelay(true);
    match &target.via {
        _ if target.base.is_loopback() => builder = builder.no_proxy(),
        Via::Machine => {}
        Via::Direct => builder = builder.no_proxy(),
        Via::Proxy(proxy) => {
            let proxy = reqwest::Proxy::all(proxy.url()).map_err(|error| ClientError::of(error, &target.base))?;
            builder = builder.no_proxy().proxy(proxy);
        }
    }
    if !target.base.is_https() {
        // Plain http needs no trust store, and without one on the machine the builder would fail.
        builder = builder.tls_certs_only([]);
    }
    Ok(builder)
}

/// Chooses ring for all TLS of this process. Done by [`Client::new`]; doing it again changes nothing.
pub fn install_crypto() {
    // An error says that one is installed already.
    rustls::crypto::ring::default_provider().install_default().ok();
}

impl ClientError {
    /// Why a client could not be built for `base`.
    pub(super) fn of(error: reqwest::Error, base: &BaseUrl) -> Self {
        let error = error.without_url();
        let why = error::innermost(&error);
        if base.is_https() && why.contains("No CA certificates") { Self::NoTrustStore } else { Self::Refused(why) }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base.as_str())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTrustStore => f.write_str(
                "no trusted certificates on this machine: install the ca-certificates package or set SSL_CERT_FILE",
            ),
            Self::Refused(why) => write!(f, "cannot set up the connection: {why}"),
        }
    }
}

impl std::error::Error for ClientError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k2_a_client_does_not_print_its_key() {
        let target = Target::new(BaseUrl::parse("http://127.0.0.1:9").unwrap(), Key::parse("canary-4711").unwrap());
        let client = Client::new(&target, ApiLimits::default()).unwrap();
        for text in
            [format!("{client:?}"), format!("{:?}", client.http), format!("{:?}", client.http.get("http://127.0.0.1"))]
        {
            assert!(!text.contains("4711"), "{text}");
        }
    }

    #[tokio::test]
    async fn a_panic_while_decoding_goes_on() {
        let boom: Decode<()> = |_, _| panic!("boom");
        let caps = ApiLimits::default().caps();
        let panic = tokio::spawn(decoded(vec![0; LARGE_BODY], boom, caps)).await.unwrap_err();
        assert!(panic.is_panic());
    }

    #[tokio::test]
    async fn small_and_large_bodies_are_decoded_alike() {
        let length: Decode<usize> = |body, _| Ok(body.len());
        for len in [0, LARGE_BODY - 1, LARGE_BODY, 2 * LARGE_BODY] {
            assert_eq!(decoded(vec![0; len], length, ApiLimits::default().caps()).await, Ok(len));
        }
    }
}
