//! The sandbox's world: a request and the time in, an answer out. Pure.
//!
//! A request is judged in one order: Host and Origin (403), path and method (404, 405), key (401), rate limit (429),
//! size and type of the body (413, 415), and last what the body says. [`World::begin`] goes as far as the head allows,
//! [`World::finish`] does the rest; the server reads the body in between.

use std::time::Duration;

use hyper::body::Bytes;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::arrivals::Arrivals;
use super::company::CompanySettings;
use super::create::{self, Place};
use super::exchange::{Body, Head, Response};
use super::faults::{self, Answer, Effect, Fault, Route};
use super::kinds::Kind;
use super::limiter::Limiter;
use super::listing::{Listing, holds};
use super::listing_faults;
use super::options::{SandboxError, SandboxOptions};
use super::seed::{self, Seeding};
use crate::api::{routes, wire};
use crate::domain::rules::{self, BODY_LIMIT, Message, json};
use crate::domain::time::Now;

const PAGE_SIZE: usize = 25;
const MAX_PAGE_SIZE: usize = 100;
/// The last page that can be asked for, and the most rows.
const MAX_PAGE: usize = 1_000_000_000;

/// Everything the API knows.
pub struct World {
    /// What it may be called: every name with its port.
    names: [String; 2],
    key: SecretString,
    settings: CompanySettings,
    seed: u64,
    pace: f64,
    born: Now,
    /// The local second of `born`.
    born_local: f64,
    limiter: Limiter,
    faults: Vec<Fault>,
    listing: Listing,
    arrivals: Arrivals,
    case_lists: Vec<wire::CaseList>,
    first_created: i64,
    tally: Tally,
}

/// How many requests a world has seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Admitted requests for the list.
    pub list: u64,
    /// Admitted requests for the settings.
    pub settings: u64,
    /// Admitted requests to create, whatever became of them.
    pub create: u64,
    /// Admitted requests for case lists.
    pub case_lists: u64,
    /// Requests refused by their head: host, origin, path, method, key or rate limit.
    pub refused: u64,
    /// Requests with the method POST, whatever their path and whatever became of them.
    pub posts: u64,
    /// Campaigns that came to be.
    pub created: u64,
}

/// A request whose head was accepted.
#[derive(Debug, Clone)]
pub struct Admitted {
    route: Route,
    fault: Option<Fault>,
}

impl Admitted {
    /// Whether the connection is to close with the body unread.
    pub fn closes_before_read(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| fault.kind == Kind::CloseBeforeRead)
    }
}

impl World {
    /// A world that begins `now` and is asked as one of `names` with `key`.
    pub fn new(options: SandboxOptions, names: [String; 2], key: SecretString, now: Now) -> Result<Self, SandboxError> {
        let born_local = (now.wall.timestamp() + i64::from(options.utc_offset)) as f64;
        let seeding =
            Seeding { seed: options.seed, campaigns: options.campaigns, pace: options.pace, since: born_local };
        let case_lists = seed::case_lists(options.seed);
        let listing = match options.data {
            Some(data) => Listing::from_file(data).map_err(SandboxError::Data)?,
            None => Listing::seeded(seed::campaigns(&seeding, &case_lists), options.removed),
        };
        Ok(Self {
            names,
            key,
            settings: options.settings,
            seed: options.seed,
            pace: options.pace,
            born: now,
            born_local,
            limiter: Limiter::new(options.rate_limit),
            faults: options.faults,
            first_created: listing.next_id(),
            listing,
            arrivals: Arrivals::default(),
            case_lists,
            tally: Tally::default(),
        })
    }

    /// Answers a request.
    pub fn answer(&mut self, head: &Head, body: &Body, now: Now) -> Answer {
        match self.begin(head, now) {
            Ok(admitted) => self.finish(head, &admitted, body, now),
            Err(response) => Answer::whole(response),
        }
    }

    /// Judges a request by its head, and counts it.
    pub fn begin(&mut self, head: &Head, now: Now) -> Result<Admitted, Response> {
        let judged = self.judge_head(head, now);
        let seen = match judged {
            Ok(Route::List) => &mut self.tally.list,
            Ok(Route::Settings) => &mut self.tally.settings,
            Ok(Route::Create) => &mut self.tally.create,
            Ok(Route::CaseLists) => &mut self.tally.case_lists,
            Err(_) => &mut self.tally.refused,
        };
        *seen += 1;
        self.tally.posts += u64::from(head.method == "POST");
        match judged {
            Ok(route) => Ok(Admitted { route, fault: faults::strike(&mut self.faults, route) }),
            Err(response) => Err(self.with_rate_headers(response, now)),
        }
    }

    /// Does what an admitted request asks for, and spoils the answer where a fault is due.
    pub fn finish(&mut self, head: &Head, admitted: &Admitted, body: &Body, now: Now) -> Answer {
        let (kind, effect) =
            admitted.fault.as_ref().map_or((None, Effect::AtOnce), |fault| (Some(fault.kind), fault.effect));
        let due = match admitted.route {
            Route::List => self.list(head, kind, now),
            Route::Settings => Response::ok(&self.settings.body()),
            Route::CaseLists => self.case_lists(head).unwrap_or_else(|refusal| refusal),
            Route::Create => self.create(head, body, effect, now).unwrap_or_else(|refusal| refusal),
        };
        let answer = match &admitted.fault {
            Some(fault) => fault.spoil(due),
            None => Answer::whole(due),
        };
        Answer { response: self.with_rate_headers(answer.response, now), ..answer }
    }

    /// What was seen by `now`.
    pub fn tally(&mut self, now: Now) -> Tally {
        self.settle(now);
        Tally { created: self.arrivals.count(), ..self.tally }
    }

    /// The campaigns that came to be by `now`; their numbers are those of the last list.
    pub fn created(&mut self, now: Now) -> Vec<wire::Campaign> {
        self.settle(now);
        self.listing.rows_from(self.first_created).cloned().collect()
    }

    /// Which request made which of them: the plans of the campaigns that came to be by `now`, each with its number.
    pub fn plans(&mut self, now: Now) -> Vec<(i64, Value)> {
        self.settle(now);
        self.arrivals.plans().to_vec()
    }

    /// Replaces the faults.
    pub fn set_faults(&mut self, faults: Vec<Fault>) {
        self.faults = faults;
    }

    fn judge_head(&mut self, head: &Head, now: Now) -> Result<Route, Response> {
        if !self.names.iter().any(|name| head.host.as_ref().is_some_and(|host| host.eq_ignore_ascii_case(name))) {
            return Err(Response::error(403, format!("This sandbox answers to {} only.", self.names.join(" and "))));
        }
        if head.from_browser {
            return Err(Response::error(403, "This sandbox answers no web pages."));
        }
        let route = find_route(&head.method, &head.path)?;
        if !head.key.as_deref().is_some_and(|key| same(key, self.key.expose_secret())) {
            return Err(Response::error(401, "The X-API-KEY header is missing or holds another key."));
        }
        if !self.limiter.take(now.mono) {
            return Err(Response::error(429, "Too many requests for this hour."));
        }
        Ok(route)
    }

    fn list(&mut self, head: &Head, kind: Option<Kind>, now: Now) -> Response {
        self.settle(now);
        let at = self.local(now.mono);
        let term = head.parameter(routes::SEARCH_PARAM).unwrap_or_default();
        let term = listing_faults::searched(kind, term);
        let list = self.listing.named(&term, at);
        Response::json(
            200,
            match kind {
                Some(kind) => listing_faults::distort(kind, list, &term, &self.arrivals, now.mono),
                None => list,
            },
        )
    }

    fn case_lists(&self, head: &Head) -> Result<Response, Response> {
        let term = head.parameter(routes::SEARCH_PARAM).unwrap_or_default().to_lowercase();
        let page = positive(head, routes::PAGE_PARAM, 1)?;
        let size = positive(head, routes::PAGE_SIZE_PARAM, PAGE_SIZE)?.min(MAX_PAGE_SIZE);
        let found: Vec<&wire::CaseList> =
            self.case_lists.iter().filter(|list| term.is_empty() || holds(list.name.as_deref(), &term)).collect();
        let start = (page - 1).saturating_mul(size);
        Ok(Response::ok(&wire::CaseLists {
            data: found.iter().skip(start).take(size).copied().cloned().collect(),
            page: page as u64,
            total: found.len() as u64,
        }))
    }

    fn create(&mut self, head: &Head, body: &Body, effect: Effect, now: Now) -> Result<Response, Response> {
        let plan = read_plan(head, body)?;
        let verdict = rules::problems(&plan);
        if !verdict.is_valid() {
            return Err(Response::refusal(&verdict.problems.iter().map(Message::from).collect::<Vec<_>>()));
        }
        let id = self.listing.reserve_id();
        let at = match effect {
            Effect::Never => None,
            Effect::AtOnce => Some(now.mono),
            Effect::After(span) => Some(now.mono + span),
        };
        self.arrivals.ask(id, plan, at);
        self.settle(now);
        Ok(Response::ok(&wire::Created { id }))
    }

    /// Lets the campaigns come to be that are due.
    fn settle(&mut self, now: Now) {
        for due in self.arrivals.take_due(now.mono) {
            let list = seed::size_of(&self.case_lists, due.plan.get("case_list_id").and_then(Value::as_i64));
            let since = self.local(due.at);
            let place = Place { id: due.id, seed: self.seed, pace: self.pace, since, list };
            self.listing.push(create::campaign(&due.plan, &place));
        }
    }

    /// The clients' clock, in whole seconds: the machine's when the world began, and the time passed since.
    fn local(&self, mono: Duration) -> f64 {
        self.born_local + mono.saturating_sub(self.born.mono).as_secs() as f64
    }

    fn with_rate_headers(&mut self, mut response: Response, now: Now) -> Response {
        response.headers.extend(self.limiter.headers(now.mono));
        response
    }
}

fn find_route(method: &str, path: &str) -> Result<Route, Response> {
    let methods: &[(&str, Route)] = match path {
        routes::CAMPAIGNS => &[("GET", Route::List), ("POST", Route::Create)],
        routes::SETTINGS => &[("GET", Route::Settings)],
        routes::CASE_LISTS => &[("GET", Route::CaseLists)],
        _ => return Err(Response::error(404, "There is nothing at this path.")),
    };
    methods.iter().find(|(allowed, _)| *allowed == method).map(|(_, route)| *route).ok_or_else(|| {
        let allowed: Vec<&str> = methods.iter().map(|(allowed, _)| *allowed).collect();
        let allowed = allowed.join(", ");
        Response::error(405, format!("This path allows {allowed} only.")).with("allow", allowed)
    })
}

/// Whether two keys are the same, in a time that does not tell where they differ (B3).
fn same(given: &str, own: &str) -> bool {
    let differing =
        given.bytes().zip(own.bytes()).fold(0, |bits, (left, right)| std::hint::black_box(bits | (left ^ right)));
    given.len() == own.len() && differing == 0
}

/// The number in parameter `name`, `default` when absent.
fn positive(head: &Head, name: &str, default: usize) -> Result<usize, Response> {
    let Some(text) = head.parameter(name) else { return Ok(default) };
    text.parse().ok().filter(|number| (1..=MAX_PAGE).contains(number)).ok_or_else(|| {
        let expected = format!("a whole number from 1 to {MAX_PAGE}");
        Response::error(400, format!("The parameter {name} must be {expected}, not \"{text}\"."))
    })
}

fn read_plan(head: &Head, body: &Body) -> Result<Value, Response> {
    let bytes: &Bytes = match body {
        Body::Whole(bytes) => bytes,
        Body::TooLarge => {
            return Err(Response::error(413, format!("A body may hold {} KiB.", BODY_LIMIT / 1024)));
        }
        Body::Unfinished => return Err(Response::error(408, "The body did not come to its end.")),
    };
    if !is_json(head.content_type.as_deref()) {
        return Err(Response::error(415, "The body must be JSON: send Content-Type: application/json."));
    }
    let read = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned());
    read.and_then(|text| json::parse(text).map_err(|error| error.to_string())).map_err(|why| {
        let message = format!("the body is not JSON: {why}");
        Response::refusal(&[Message::whole(message)])
    })
}

fn is_json(content_type: Option<&str>) -> bool {
    content_type
        .and_then(|text| text.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn now(seconds: u64) -> Now {
        Now { mono: Duration::from_secs(seconds), wall: "2026-11-23T10:00:00Z".parse().unwrap() }
    }

    fn world(pace: f64) -> World {
        let options = SandboxOptions { pace, ..SandboxOptions::standalone(Arc::new(|| now(0))) };
        World::new(options, ["127.0.0.1:1".into(), "localhost:1".into()], "k".into(), now(0)).unwrap()
    }

    fn get(path: &str) -> Head {
        Head {
            method: "GET".into(),
            path: path.into(),
            host: Some("127.0.0.1:1".into()),
            key: Some("k".into()),
            ..Head::default()
        }
    }

    fn ask(world: &mut World, head: &Head, at: u64) -> Response {
        world.answer(head, &Body::Whole(Bytes::new()), now(at)).response
    }

    #[test]
    fn a_world_is_a_function_of_its_options_and_the_time_asked_at() {
        let (mut often, mut once) = (world(1.0), world(1.0));
        for at in 0..300 {
            ask(&mut often, &get(routes::CAMPAIGNS), at * 10);
        }
        let list = |world: &mut World| ask(world, &get(routes::CAMPAIGNS), 3000).body;
        assert_eq!(list(&mut often), list(&mut once));
        assert_ne!(list(&mut world(2.0)), list(&mut once));
    }

    #[test]
    fn the_quickest_pace_and_the_slowest_hold_for_years() {
        for pace in [0.0, crate::sandbox::options::MAX_PACE] {
            let mut world = world(pace);
            let first = ask(&mut world, &get(routes::CAMPAIGNS), 0);
            let last = ask(&mut world, &get(routes::CAMPAIGNS), 10 * 365 * 86_400);
            assert_eq!(first.body == last.body, pace == 0.0);
        }
    }

    #[test]
    fn only_requests_with_a_key_count_against_the_limit() {
        let mut world = world(1.0);
        let remaining = |response: &Response| {
            response.headers.iter().find(|(name, _)| *name == "x-ratelimit-remaining").unwrap().1.clone()
        };
        let stranger = Head { key: None, ..get(routes::CAMPAIGNS) };
        assert_eq!(remaining(&ask(&mut world, &stranger, 0)), "500");
        assert_eq!(remaining(&ask(&mut world, &get("/"), 0)), "500");
        assert_eq!(remaining(&ask(&mut world, &get(routes::SETTINGS), 0)), "499");
    }
}
