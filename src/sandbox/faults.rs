//! Outages on demand: which requests are answered badly, and how.
//!
//! A fault is `ROUTE:KIND[:COUNT]`, said on the command line or put in by a test; no HTTP path can set one (B7). The
//! kinds stand in [`super::kinds`]; what a kind does to an answer, in `Fault::spoil`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::exchange::Response;
use super::kinds::{Entry, Kind, MOST_SECONDS, SECONDS, Scope, TABLE, seconds};

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The list of campaigns.
    List,
    /// The company's settings.
    Settings,
    /// A new campaign.
    Create,
    CaseLists,
}

const ROUTES: [(&str, Option<Route>); 5] = [
    ("list", Some(Route::List)),
    ("settings", Some(Route::Settings)),
    ("create", Some(Route::Create)),
    ("case_lists", Some(Route::CaseLists)),
    ("any", None),
];

/// The mark of a fault that strikes after the campaign was created.
const APPLIED: &str = "applied-";
/// The mark of a fault that strikes before the campaign is created; how many seconds before, and a dash, follow.
const LATE: &str = "late-";

/// When a create that is answered badly takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Not at all.
    Never,
    /// Before its answer is broken.
    AtOnce,
    /// So long after its answer is broken, by the sandbox's own clock.
    After(Duration),
}

/// One fault: where, what and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The route it strikes; `None` strikes all.
    pub route: Option<Route>,
    /// What it does.
    pub kind: Kind,
    /// Whether a create takes effect all the same.
    pub effect: Effect,
    /// How many requests it strikes; `None` is all of them.
    pub count: Option<u32>,
}

/// Why a fault was not understood, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut parts = text.splitn(3, ':');
        let (Some(route), Some(kind), count) = (parts.next(), parts.next(), parts.next()) else {
            return Err(FaultError(format!("`{text}` is no fault: write ROUTE:KIND or ROUTE:KIND:COUNT")));
        };
        let route = read_route(route)?;
        let (effect, rest) = read_effect(kind)?;
        if effect != Effect::Never && route != Some(Route::Create) {
            return Err(FaultError(format!("`{kind}` works on create only: write create:{kind}")));
        }
        let kind = read_kind(rest, route)?;
        if effect != Effect::Never && kind == Kind::CloseBeforeRead {
            return Err(FaultError("a create whose body is never read cannot be applied: use applied-close".into()));
        }
        let count = count.map(read_count).transpose()?;
        Ok(Self { route, kind, effect, count })
    }
}

/// The effect that a kind's mark says, and the kind's name without it.
fn read_effect(kind: &str) -> Result<(Effect, &str), FaultError> {
    if let Some(rest) = kind.strip_prefix(APPLIED) {
        return Ok((Effect::AtOnce, rest));
    }
    let Some(late) = kind.strip_prefix(LATE) else { return Ok((Effect::Never, kind)) };
    late.split_once('-')
        .and_then(|(span, rest)| Some((Effect::After(Duration::from_secs(seconds(span)?.into())), rest)))
        .ok_or_else(|| {
            FaultError(format!(
                "`{kind}` is not understood: write {LATE}{SECONDS}-KIND, {SECONDS} from 1 to {MOST_SECONDS}"
            ))
        })
}

fn read_route(name: &str) -> Result<Option<Route>, FaultError> {
    ROUTES.iter().find(|(known, _)| *known == name).map(|(_, route)| *route).ok_or_else(|| {
        let known: Vec<&str> = ROUTES.iter().map(|(known, _)| *known).collect();
        FaultError(format!("there is no route `{name}`: use one of {}", known.join(", ")))
    })
}

fn read_kind(name: &str, route: Option<Route>) -> Result<Kind, FaultError> {
    let read = |entry: &'static Entry| Some((entry, entry.read(name)?));
    let Some((entry, kind)) = TABLE.iter().find_map(read) else {
        let known: Vec<&str> = TABLE.iter().map(|entry| entry.name).collect();
        return Err(FaultError(format!("there is no fault `{name}`: use one of {}", known.join(", "))));
    };
    let (fits, place) = match entry.scope {
        Scope::Any => (true, ""),
        Scope::List => (route == Some(Route::List), "list"),
        Scope::Create => (route == Some(Route::Create), "create"),
    };
    if fits { Ok(kind) } else { Err(FaultError(format!("`{name}` works on {place} only: write {place}:{name}"))) }
}

fn read_count(text: &str) -> Result<u32, FaultError> {
    text.parse()
        .ok()
        .filter(|count| *count > 0)
        .ok_or_else(|| FaultError(format!("`{text}` is no count: write a whole number from 1, or leave it out")))
}

/// The table of routes and kinds for `--help`.
pub fn help() -> String {
    let routes: Vec<&str> = ROUTES.iter().map(|(name, _)| *name).collect();
    let mut lines = vec![
        format!("ROUTE is one of {}. COUNT is how many requests are struck; all, when left out.", routes.join(", ")),
        format!("On create, a kind with {APPLIED} before it (such as {APPLIED}close) creates the campaign first."),
        format!("With {LATE}{SECONDS}- before it (such as {LATE}30-close) it is created so many seconds later."),
        format!("{SECONDS} is a whole number from 1 to {MOST_SECONDS}."),
        String::new(),
    ];
    lines.extend(TABLE.iter().map(|entry| {
        let place = match entry.scope {
            Scope::Any => "",
            Scope::List => " (list only)",
            Scope::Create => " (create only)",
        };
        format!("  {:<18} {}{place}", entry.name, entry.help)
    }));
    lines.join("\n")
}

/// Takes the first of `faults` that strikes `route`, and counts it.
pub(super) fn strike(faults: &mut [Fault], route: Route) -> Option<Fault> {
    let fault =
        faults.iter_mut().find(|fault| fault.route.is_none_or(|struck| struck == route) && fault.count != Some(0))?;
    if let Some(count) = &mut fault.count {
        *count -= 1;
    }
    Some(fault.clone())
}

/// How an answer gets onto the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As it is.
    Whole,
    /// Not at all: the connection ends.
    Close,
    /// Not at all: the connection is reset.
    Reset,
    /// Not at all: the connection stays open until the client leaves.
    Hang,
    /// Byte by byte.
    Slow,
    /// Half of the head, then the end.
    HalfHead,
    /// The head and half of the body it announces, then the end.
    HalfBody,
    Twice,
    /// Other bytes in its place, which are no HTTP.
    NotHttp,
    /// The head, then spaces for ever.
    Endless,
}

/// What the server is to send, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub response: Response,
    /// How.
    pub delivery: Delivery,
}

impl Answer {
    /// An answer without a fault.
    pub(super) fn whole(response: Response) -> Self {
        Self { response, delivery: Delivery::Whole }
    }
}

/// Where redirects point: a name that is reserved, so that it leads nowhere.
const ELSEWHERE: &str = "http://elsewhere.invalid/";
const HTML: &str = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>";

impl Fault {
    /// What becomes of the answer that was due.
    pub(super) fn spoil(&self, due: Response) -> Answer {
        Answer { delivery: self.delivery(), response: self.replace(due) }
    }

    fn delivery(&self) -> Delivery {
        match self.kind {
            Kind::CloseBeforeRead | Kind::Close => Delivery::Close,
            Kind::Reset => Delivery::Reset,
            Kind::Hang => Delivery::Hang,
            Kind::Slow => Delivery::Slow,
            Kind::TruncateHead => Delivery::HalfHead,
            Kind::TruncateBody => Delivery::HalfBody,
            Kind::TwoAnswers => Delivery::Twice,
            Kind::NotHttp => Delivery::NotHttp,
            Kind::Huge => Delivery::Endless,
            _ => Delivery::Whole,
        }
    }

    fn replace(&self, due: Response) -> Response {
        match self.kind {
            Kind::Empty => Response::json(200, ""),
            Kind::NoContent => Response { status: 204, headers: Vec::new(), body: "".into() },
            Kind::Html => {
                Response { status: 200, headers: vec![("content-type", "text/html".into())], body: HTML.into() }
            }
            Kind::NotJson => Response::json(200, r#"{"id": 1, "name": "#),
            Kind::GzipLie => due.with("content-encoding", "gzip"),
            Kind::Redirect => Response::error(302, "Moved.").with("location", ELSEWHERE),
            Kind::Redirect307 => Response::error(307, "Moved.").with("location", ELSEWHERE),
            Kind::Status(429) => Response::error(429, "Too many requests (a fault).").with("retry-after", "30"),
            Kind::Status(status) => Response::error(status, format!("The sandbox was told to answer {status}.")),
            Kind::NoId => Response::json(200, "{}"),
            Kind::IdText => Response::json(200, r#"{"id":"1"}"#),
            Kind::IdZero => Response::json(200, r#"{"id":0}"#),
            Kind::IdNegative => Response::json(200, r#"{"id":-1}"#),
            Kind::IdHuge => Response::json(200, r#"{"id":123456789012345678901234567890}"#),
            _ => due,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Fault, String> {
        text.parse::<Fault>().map_err(|error| error.to_string())
    }

    #[test]
    fn faults_are_read_as_written() {
        let fault = |route, kind, effect, count| Ok(Fault { route, kind, effect, count });
        let (never, late) = (Effect::Never, Effect::After(Duration::from_secs(30)));
        assert_eq!(parse("list:503"), fault(Some(Route::List), Kind::Status(503), never, None));
        assert_eq!(parse("any:hang:3"), fault(None, Kind::Hang, never, Some(3)));
        assert_eq!(parse("create:applied-close:1"), fault(Some(Route::Create), Kind::Close, Effect::AtOnce, Some(1)));
        assert_eq!(parse("create:late-30-two-answers"), fault(Some(Route::Create), Kind::TwoAnswers, late, None));
        assert_eq!(parse("case_lists:html"), fault(Some(Route::CaseLists), Kind::Html, never, None));
        assert_eq!(parse("list:lag-3600:2"), fault(Some(Route::List), Kind::Lag(3600), never, Some(2)));
    }

    #[test]
    fn every_kind_in_the_table_can_be_said_and_is_in_the_help() {
        for entry in TABLE {
            let route = if entry.scope == Scope::List { "list" } else { "create" };
            let kind = if entry.kind == Kind::Lag(0) { Kind::Lag(7) } else { entry.kind };
            assert_eq!(parse(&format!("{route}:{}", entry.name.replace(SECONDS, "7"))).unwrap().kind, kind);
            assert!(help().contains(&format!("  {} ", entry.name)));
        }
    }

    #[test]
    fn mistakes_are_explained() {
        for (text, part) in [
            ("", "write ROUTE:KIND"),
            ("list", "write ROUTE:KIND"),
            ("lists:503", "use one of list, settings, create, case_lists, any"),
            ("list:505", "use one of close-before-read"),
            ("list:close:0", "from 1"),
            ("list:close:x", "from 1"),
            ("list:close:1:2", "from 1"),
            ("any:no-id", "write create:no-id"),
            ("any:bad-row", "write list:bad-row"),
            ("list:applied-close", "write create:applied-close"),
            ("create:applied-close-before-read", "use applied-close"),
            ("create:late-9-close-before-read", "use applied-close"),
            ("any:late-9-close", "write create:late-9-close"),
            ("create:late-close", "write late-SECONDS-KIND"),
            ("create:late-0-close", "from 1 to 3600"),
            ("create:late-3601-close", "from 1 to 3600"),
            ("create:late-9-nothing", "use one of close-before-read"),
            ("list:lag-0", "lag-SECONDS"),
            ("list:lag-x", "lag-SECONDS"),
            ("any:lag-5", "write list:lag-5"),
            ("list:plain", "write create:plain"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn counts_run_out_and_the_next_fault_takes_over() {
        let mut faults: Vec<Fault> = ["list:500:2", "any:close"].iter().map(|text| text.parse().unwrap()).collect();
        let kinds: Vec<Kind> = (0..4).map(|_| strike(&mut faults, Route::List).unwrap().kind).collect();
        assert_eq!(kinds, [Kind::Status(500), Kind::Status(500), Kind::Close, Kind::Close]);
        assert_eq!(strike(&mut faults[..1], Route::Create), None);
    }
}
