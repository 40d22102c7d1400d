//! Why a request gave no data, in words for people.
//!
//! A [`Failure`] says what happened. What is kept, and when the next try comes, is the poll's to say.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::belief::Doubt;
use super::count::{count, counted};
use super::rules::Message;
use super::shown::Shown;

/// How many characters of the server's own words are repeated (N25).
const MOST_WORDS: usize = 200;

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
        /// The reason, such as "certificate not trusted: unknown issuer".
        why: Shown,
        /// Whether it is that the server's certificate is not trusted.
        distrusted: bool,
        /// Whether the user chose whom to trust.
        own_trust: bool,
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
    /// The list has more elements than are read.
    TooManyRows {
        /// How many are.
        most: u64,
    },
    /// The list's rows would take more memory than they may.
    TooHeavy {
        /// The cap in bytes.
        cap: u64,
    },
    /// The list lacks most of what the one before held, and is not believed yet.
    Doubtful {
        /// What it lacks.
        doubt: Doubt,
        /// How many of its elements could not be read.
        unreadable: usize,
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
    /// Not asked: other windows and commands on this machine have used up the hour's requests.
    Spent {
        /// How long to wait.
        wait: Duration,
    },
    /// Another 4xx: the request is refused.
    Rejected {
        /// The status.
        status: u16,
        /// The server's words.
        said: Option<Shown>,
        /// The problems it listed, where it did.
        problems: Vec<Message>,
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

impl Failure {
    /// What happened, as a clause without a full stop: "cannot reach api.example.com:443: connection refused".
    pub fn happened(&self) -> String {
        match self {
            Self::Unreachable { host, why } => format!("cannot reach {host}: {why}"),
            Self::Dns { host } => format!("cannot reach {host}: no such host name"),
            Self::ConnectTimeout { host, after } => {
                format!("cannot reach {host}: no connection within {}", Seconds(*after))
            }
            Self::Tls { host, why, .. } => format!("no secure connection to {host}: {why}"),
            Self::Timeout { after } => format!("no complete answer within {}", Seconds(*after)),
            Self::CutOff => "the connection broke before the answer was complete".to_owned(),
            Self::TooLarge { cap } => format!("the answer is larger than {}", Bytes(*cap)),
            Self::TooManyRows { most } => format!("the list has more than {} rows", count(*most as i64)),
            Self::TooHeavy { cap } => format!("the list would take more than {} of memory", Bytes(*cap)),
            Self::Doubtful { doubt: Doubt { rows: 0, of }, unreadable } => {
                let of = count(*of as i64);
                match unreadable {
                    0 => format!("the server sent an empty list after one of {of}"),
                    n => format!(
                        "of {} that the server sent none can be read, after {of} that could",
                        counted(*n, "row")
                    ),
                }
            }
            Self::Doubtful { doubt: Doubt { rows, of }, .. } => {
                format!("the server sent only {} after {}", counted(*rows, "campaign"), count(*of as i64))
            }
            Self::Redirect { status, to: Some(to) } => format!("server redirects to {to}, refused ({status})"),
            Self::Redirect { status, to: None } => format!("server redirects elsewhere, refused ({status})"),
            Self::Unauthorized { status: 403, said } => with_words("the key may not do this (403)", said.as_ref()),
            Self::Unauthorized { status, said } => {
                with_words(&format!("the key is not accepted ({status})"), said.as_ref())
            }
            Self::RateLimited { wait: Some(wait) } => {
                format!("too many requests (429); the server asks to wait {}", Seconds(*wait))
            }
            Self::RateLimited { wait: None } => "too many requests (429)".to_owned(),
            Self::Spent { wait } => {
                format!("not asked: kaytop's requests of this hour are used up; the next in {}", Seconds(*wait))
            }
            Self::Rejected { status: status @ (404 | 405 | 410), said, .. } => {
                with_words(&format!("wrong address or API changed ({status})"), said.as_ref())
            }
            Self::Rejected { status, said, .. } => {
                with_words(&format!("the server refuses the request ({status})"), said.as_ref())
            }
            Self::Server { status, said } => with_words(&format!("server error {status}"), said.as_ref()),
            Self::Empty => "empty answer".to_owned(),
            Self::NotJson { looks } => format!("not JSON ({looks})"),
            Self::Malformed { why } => format!("malformed HTTP answer: {why}"),
        }
    }

    /// What the person can do about it: a sentence. Which source a key came from is the caller's to add.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } | Self::Dns { .. } | Self::ConnectTimeout { .. } => {
                "Check the network, the proxy settings and the base URL."
            }
            Self::Tls { own_trust: true, .. } => {
                "Check that SSL_CERT_FILE or SSL_CERT_DIR holds the authority that this network uses; else check the base \
                 URL and this machine's clock."
            }
            Self::Tls { .. } => {
                "If the network inspects TLS, install the CA into the machine's trust store or set SSL_CERT_FILE; \
                 else check the base URL and this machine's clock."
            }
            Self::Timeout { .. } | Self::CutOff | Self::Server { .. } | Self::Rejected { status: 408, .. } => {
                "This usually passes; if it stays, ask the vendor's support."
            }
            Self::TooLarge { .. } => "If the list really is this large, raise max_body.",
            Self::Doubtful { .. } => "Believed if it comes again 30 s later.",
            Self::TooManyRows { .. } => "Ask for a part of it: key: in the filter, or --search.",
            Self::TooHeavy { .. } => {
                "Ask for a part of it with key: in the filter or --search; if it really is this large, raise max_body."
            }
            Self::Redirect { .. } => {
                "Redirects are never followed, since they would carry the key away: check the base URL, or sign in to \
                 this network."
            }
            Self::Unauthorized { .. } => "Check that the key is current and made for this host.",
            Self::RateLimited { .. } | Self::Spent { .. } => "Use a longer interval, or fewer windows on the same key.",
            Self::Rejected { status: 404 | 405 | 410, .. } => "Check the base URL, or look for a newer kaytop.",
            Self::Rejected { .. } => "Correct what the server names, then try again.",
            Self::Empty | Self::NotJson { .. } => {
                "Check the base URL, and whether a proxy or a sign-in page answers here."
            }
            Self::Malformed { .. } => "Check the base URL and what stands between: this is not the API's answer.",
        }
    }

    /// At most 24 characters, for a narrow status line.
    pub fn label(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Unreachable { .. } => "cannot reach host",
            Self::Dns { .. } => "no such host name",
            Self::ConnectTimeout { .. } => "no connection",
            Self::Tls { distrusted: true, .. } => "certificate not trusted",
            Self::Tls { .. } => "no secure connection",
            Self::Timeout { .. } => "no answer in time",
            Self::CutOff => "connection broke",
            Self::TooLarge { .. } => "answer too large",
            Self::Doubtful { doubt: Doubt { rows: 0, .. }, .. } => "an empty list",
            Self::Doubtful { doubt, .. } => return Cow::Owned(format!("only {} of {}", doubt.rows, doubt.of)),
            Self::TooManyRows { .. } => "too many rows",
            Self::TooHeavy { .. } => "list needs too much room",
            Self::Redirect { .. } => "redirect refused",
            Self::Unauthorized { status: 403, .. } => "not allowed (403)",
            Self::Unauthorized { status, .. } => return Cow::Owned(format!("key not accepted ({status})")),
            Self::RateLimited { .. } => "rate limited",
            Self::Spent { .. } => "requests used up",
            Self::Rejected { status, .. } => return Cow::Owned(format!("refused ({status})")),
            Self::Server { status, .. } => return Cow::Owned(format!("server error {status}")),
            Self::Empty => "empty answer",
            Self::NotJson { .. } => "answer is not JSON",
            Self::Malformed { .. } => "malformed answer",
        })
    }

    /// Whether a byte of the request may have reached the server; `false` is proof that none did.
    pub fn was_sent(&self) -> bool {
        !matches!(
            self,
            Self::Unreachable { .. }
                | Self::Dns { .. }
                | Self::ConnectTimeout { .. }
                | Self::Tls { .. }
                | Self::Spent { .. }
        )
    }

    /// Whether the same request may well succeed soon without anyone doing anything: network, timeouts, 408 and 5xx.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Dns { .. }
                | Self::ConnectTimeout { .. }
                | Self::Timeout { .. }
                | Self::CutOff
                | Self::Rejected { status: 408, .. }
                | Self::Server { .. }
        )
    }

    /// Whether this endpoint is asked no more until a person says so: 401 and 403 (N18).
    pub fn stops_endpoint(&self) -> bool {
        matches!(self, Self::Unauthorized { .. })
    }

    /// What the command line's exit code tells apart.
    pub fn class(&self) -> FailureClass {
        match self {
            Self::Unauthorized { .. } => FailureClass::Auth,
            Self::RateLimited { .. } | Self::Spent { .. } => FailureClass::RateLimited,
            Self::Unreachable { .. }
            | Self::Dns { .. }
            | Self::ConnectTimeout { .. }
            | Self::Tls { .. }
            | Self::Timeout { .. }
            | Self::CutOff => FailureClass::Network,
            Self::Rejected { .. } => FailureClass::Rejected,
            Self::TooLarge { .. }
            | Self::TooManyRows { .. }
            | Self::TooHeavy { .. }
            | Self::Doubtful { .. }
            | Self::Redirect { .. }
            | Self::Server { .. }
            | Self::Empty
            | Self::NotJson { .. }
            | Self::Malformed { .. } => FailureClass::Other,
        }
    }
}

/// A clause as a sentence: a capital letter, and one full stop unless it asks.
pub fn sentence(clause: &str) -> String {
    let clause = clause.trim_end_matches('.');
    let stop = if clause.ends_with(['?', '!']) { "" } else { "." };
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(stop.chars()).collect())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.happened())
    }
}

impl std::error::Error for Failure {}

/// The kinds of [`Failure`] that a script may want to tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureClass {
    /// The key is missing, wrong or not allowed to.
    Auth,
    /// Too many requests.
    RateLimited,
    /// The server was not reached, or the connection gave out.
    Network,
    /// The server refused the request for what it says.
    Rejected,
    /// Anything else: the server's own trouble, or an answer that is none.
    Other,
}

/// `what`, and the server's own words where it said any.
fn with_words(what: &str, said: Option<&Shown>) -> String {
    let Some(said) = said else { return what.to_owned() };
    let words = said.as_str();
    match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{what}: {}…", words.split_at(end).0),
        None => format!("{what}: {words}"),
    }
}

/// A wait as people read it: whole seconds, or minutes from 120 s on; never rounded down to less than asked.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_millis() {
            ms @ ..1000 if ms > 0 => write!(f, "{ms} ms"),
            ms @ ..120_000 => write!(f, "{} s", ms.div_ceil(1000)),
            ms => write!(f, "{} min", ms.div_ceil(60_000)),
        }
    }
}

/// A size as people read it: MiB where it is whole, else bytes.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1 << 20;
        match self.0 {
            n if n >= MIB && n.is_multiple_of(MIB) => write!(f, "{} MiB", n / MIB),
            n => write!(f, "{n} bytes"),
        }
    }
}

#[cfg(test)]
mod tests;
