//! Why a request gave no data, in words for people.
//!
//! A [`Failure`] says what happened. What is kept, and when the next try comes, is the poll's to say.

use std::time::Duration;

use super::rules::Problem;
use super::shown::Shown;

/// Why a request gave no data (rows N1–N28 and P1–P11 of the table of faults).
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The host refused the connection, or could not be reached at all: nothing was sent.
    Unreachable {
        /// Host and port.
        host: Shown,
        /// A short reason, such as "connection refused".
        why: Shown,
    },
    /// The host's name could not be resolved: nothing was sent.
    Dns {
        /// The name.
        host: Shown,
    },
    /// No connection within the limit: nothing was sent.
    ConnectTimeout {
        /// Host and port.
        host: Shown,
        /// The limit.
        after: Duration,
    },
    /// The certificate is not trusted, or TLS failed otherwise: nothing was sent (N3). Never tried again by itself.
    Tls {
        /// Host and port.
        host: Shown,
        /// The reason, such as "unknown issuer".
        why: Shown,
    },
    /// No complete answer within the limit.
    Timeout {
        /// The limit.
        after: Duration,
    },
    /// The connection broke before the answer was complete (N7, N8, P1).
    CutOff,
    /// The answer is larger than `max_body`, decoded (P9, P10).
    TooLarge {
        /// The cap in bytes.
        cap: u64,
    },
    /// The server redirects; redirects are never followed (N13–N15).
    Redirect {
        /// The status.
        status: u16,
        /// Where to: scheme and host only.
        to: Option<Shown>,
    },
    /// 401 or 403: the key is not accepted here.
    Unauthorized {
        /// The status.
        status: u16,
        /// The server's words.
        said: Option<Shown>,
    },
    /// 429: too many requests.
    RateLimited {
        /// How long to wait, where the answer said so.
        wait: Option<Duration>,
    },
    /// Another 4xx: the request is refused.
    Rejected {
        /// The status.
        status: u16,
        /// The server's words.
        said: Option<Shown>,
        /// The problems it listed, where it did.
        problems: Vec<Problem>,
    },
    /// 5xx.
    Server {
        /// The status.
        status: u16,
        /// The server's words.
        said: Option<Shown>,
    },
    /// An answer without a body where data was due (N11).
    Empty,
    /// A body that is not the JSON that was due (N16, P8, P11).
    NotJson {
        /// What it looks like, such as "HTML from a proxy?".
        looks: Shown,
    },
    /// Not HTTP, or a content encoding that was not asked for (N28, P10).
    Malformed {
        /// What is wrong.
        why: Shown,
    },
}
