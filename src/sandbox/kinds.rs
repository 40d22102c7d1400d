//! The kinds of fault: their names, what they do, and where they apply.

/// A way to break an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The connection closes once the head is in, the body unread.
    CloseBeforeRead,
    /// The connection closes without an answer.
    Close,
    /// The connection is reset.
    Reset,
    /// No answer, and the connection stays open.
    Hang,
    /// The answer drips.
    Slow,
    /// Half of the answer's head.
    TruncateHead,
    /// The head and half of the body it announced.
    TruncateBody,
    /// The whole answer, and another one after it.
    TwoAnswers,
    /// Bytes that are no HTTP.
    NotHttp,
    /// A body without end.
    Huge,
    /// 200 without a body.
    Empty,
    /// 204.
    NoContent,
    /// 200 with a page of HTML.
    Html,
    /// 200 with text that is no JSON.
    NotJson,
    /// 200 that claims gzip and is none.
    GzipLie,
    /// One more row, its members of the wrong types.
    BadRow,
    /// 302 to another host.
    Redirect,
    /// 307 to another host.
    Redirect307,
    /// An error status.
    Status(u16),
    /// The answer that was due, as it is.
    Plain,
    /// 200 without an id.
    NoId,
    /// 200 with the id as text.
    IdText,
    /// 200 with id 0.
    IdZero,
    /// 200 with id -1.
    IdNegative,
    /// 200 with an id beyond 64 bits.
    IdHuge,
    /// A list without what was created within the last so many seconds.
    Lag(u32),
    /// A list without rows.
    EmptyList,
    /// A list of the first 20 rows.
    Twenty,
    /// One more row: as the last campaign asked for, but made elsewhere.
    Twin,
    /// One more row: as the last campaign asked for, also made through this API.
    TwinSame,
    /// Names without the blanks around them.
    Trimmed,
    /// Names in capitals.
    Case,
    /// Every row twice.
    Doubled,
    /// A search that finds everything.
    SearchIgnored,
    /// A search that finds nothing.
    SearchEmpty,
}

/// Where a kind makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// On every route.
    Any,
    /// On the list only.
    List,
    /// On create only.
    Create,
}

/// One row of the table: name, kind, scope, and a line of help.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) scope: Scope,
    pub(super) help: &'static str,
}

const fn any(name: &'static str, kind: Kind, help: &'static str) -> Entry {
    Entry { name, kind, scope: Scope::Any, help }
}

const fn create(name: &'static str, kind: Kind, help: &'static str) -> Entry {
    Entry { name, kind, scope: Scope::Create, help }
}

const fn list(name: &'static str, kind: Kind, help: &'static str) -> Entry {
    Entry { name, kind, scope: Scope::List, help }
}

/// What stands in a name where a number of seconds is to be written.
pub(super) const SECONDS: &str = "SECONDS";
/// The longest span a fault can be told: beyond it nobody waits.
pub(super) const MOST_SECONDS: u32 = 3600;

impl Entry {
    /// The kind that `text` names, if it is this one.
    pub(super) fn read(&self, text: &str) -> Option<Kind> {
        match self.kind {
            Kind::Lag(_) => text.strip_prefix(self.name.strip_suffix(SECONDS)?).and_then(seconds).map(Kind::Lag),
            kind => (self.name == text).then_some(kind),
        }
    }
}

/// A span of 1 to 3600 seconds.
pub(super) fn seconds(text: &str) -> Option<u32> {
    text.parse().ok().filter(|seconds| (1..=MOST_SECONDS).contains(seconds))
}

/// Every kind there is.
pub(super) const TABLE: &[Entry] = &[
    any("close-before-read", Kind::CloseBeforeRead, "close once the request's head is in, its body unread"),
    any("close", Kind::Close, "read the request, then close without an answer"),
    any("reset", Kind::Reset, "read the request, then reset the connection"),
    any("hang", Kind::Hang, "read the request, then say nothing for as long as the client waits"),
    any("slow", Kind::Slow, "the whole answer, a byte at a time, ten a second"),
    any("truncate-head", Kind::TruncateHead, "half of the answer's head, then close"),
    any("truncate-body", Kind::TruncateBody, "the head and half of the body it announces, then close"),
    any("two-answers", Kind::TwoAnswers, "the answer twice"),
    any("not-http", Kind::NotHttp, "bytes that are no HTTP"),
    any("huge", Kind::Huge, "a body that never ends"),
    any("empty", Kind::Empty, "200 without a body"),
    any("no-content", Kind::NoContent, "204"),
    any("html", Kind::Html, "200 with a page of HTML, as a proxy would"),
    any("not-json", Kind::NotJson, "200 with JSON that breaks off"),
    any("gzip-lie", Kind::GzipLie, "an answer that says it is gzip and is not"),
    list("bad-row", Kind::BadRow, "one more row, its members of the wrong types"),
    list("lag-SECONDS", Kind::Lag(0), "without what was created within the last SECONDS"),
    list("empty-list", Kind::EmptyList, "no rows"),
    list("twenty", Kind::Twenty, "the first 20 rows only"),
    list("twin", Kind::Twin, "one more row: the last campaign asked for, of another origin"),
    list("twin-same", Kind::TwinSame, "one more row: the last campaign asked for, again"),
    list("trimmed", Kind::Trimmed, "names without the blanks around them"),
    list("case", Kind::Case, "names in capitals"),
    list("doubled", Kind::Doubled, "every row twice"),
    list("search-ignored", Kind::SearchIgnored, "a search finds everything"),
    list("search-empty", Kind::SearchEmpty, "a search finds nothing"),
    any("redirect", Kind::Redirect, "302 to another host"),
    any("redirect-307", Kind::Redirect307, "307 to another host"),
    any("400", Kind::Status(400), "bad request"),
    any("401", Kind::Status(401), "the key is not accepted"),
    any("403", Kind::Status(403), "the key may not do this"),
    any("404", Kind::Status(404), "not found"),
    any("408", Kind::Status(408), "the server waited too long"),
    any("409", Kind::Status(409), "conflict"),
    any("422", Kind::Status(422), "not understood"),
    any("429", Kind::Status(429), "too many requests, with Retry-After"),
    any("500", Kind::Status(500), "internal server error"),
    any("502", Kind::Status(502), "bad gateway"),
    any("503", Kind::Status(503), "service unavailable"),
    any("504", Kind::Status(504), "gateway timeout"),
    create("plain", Kind::Plain, "200 with an id, though nothing is created"),
    create("no-id", Kind::NoId, "200 without an id"),
    create("id-text", Kind::IdText, "200 with the id as text"),
    create("id-zero", Kind::IdZero, "200 with id 0"),
    create("id-negative", Kind::IdNegative, "200 with id -1"),
    create("id-huge", Kind::IdHuge, "200 with an id beyond 64 bits"),
];
