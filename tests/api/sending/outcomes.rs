//! Every wire outcome of the sandbox, applied and not: the verdict, and how many requests and campaigns there are.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kaytop::api::bounds::ApiLimits;
use kaytop::api::sender::Sent;
use kaytop::domain::failure::Failure;
use kaytop::domain::launch::classify::Proof;
use kaytop::domain::time::Now;
use kaytop::sandbox::faults;
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};

use super::journal::{BODY, armed};
use super::sender::{impatient, sender};

const KEY: &str = "canary-4711-do-not-print";

use Proof::{Created, CreatedNoId, Rejected, Unknown};

/// What each answer to the first create of an empty company proves. Whether it took effect, the wire does not tell.
const TABLE: [(&str, Proof); 39] = [
    ("close-before-read", Unknown),
    ("close", Unknown),
    ("reset", Unknown),
    ("hang", Unknown),
    ("slow", Unknown),
    ("truncate-head", Unknown),
    ("truncate-body", CreatedNoId),
    ("two-answers", Created(1)),
    ("not-http", Unknown),
    ("huge", CreatedNoId),
    ("empty", CreatedNoId),
    ("no-content", CreatedNoId),
    ("html", Unknown),
    ("not-json", Unknown),
    ("gzip-lie", Unknown),
    ("redirect", Unknown),
    ("redirect-307", Unknown),
    ("400", Rejected),
    ("401", Rejected),
    ("403", Rejected),
    ("404", Rejected),
    ("408", Unknown),
    ("409", Unknown),
    ("422", Rejected),
    ("429", Rejected),
    ("500", Unknown),
    ("502", Unknown),
    ("503", Unknown),
    ("504", Unknown),
    ("plain", Created(1)),
    ("no-id", CreatedNoId),
    ("id-text", CreatedNoId),
    ("id-zero", CreatedNoId),
    ("id-negative", CreatedNoId),
    ("id-huge", CreatedNoId),
    // Without a fault, and with one that strikes elsewhere.
    ("", Created(1)),
    ("list:500", Created(1)),
    ("settings:hang", Created(1)),
    ("list:empty-list", Created(1)),
];

/// Whether a campaign comes to be, by the mark before a kind.
const EFFECTS: [(&str, Effect); 3] = [("", Effect::Never), ("applied-", Effect::AtOnce), ("late-30-", Effect::Late)];

#[derive(Clone, Copy, PartialEq)]
enum Effect {
    Never,
    AtOnce,
    Late,
}

/// An empty company and its clock.
struct Company {
    sandbox: Running,
    now: Arc<Mutex<Now>>,
}

impl Company {
    async fn new(fault: &str) -> Self {
        let now = Arc::new(Mutex::new(Now { mono: Duration::ZERO, wall: "2026-11-23T10:00:00Z".parse().unwrap() }));
        let clock = Arc::clone(&now);
        let mut options = SandboxOptions::standalone(Arc::new(move || *clock.lock().unwrap()));
        options.campaigns = 0;
        options.api_key = Some(KEY.into());
        options.faults =
            Some(fault).filter(|fault| !fault.is_empty()).map(|fault| fault.parse().unwrap()).into_iter().collect();
        Self { sandbox: server::start(options).await.unwrap(), now }
    }

    async fn send(&self, body: &str, limits: ApiLimits) -> Sent {
        sender(&self.sandbox.url, KEY, limits).send(armed(body)).await
    }

    fn pass(&self, seconds: u64) {
        self.now.lock().unwrap().mono += Duration::from_secs(seconds);
    }
}

/// The limits for an answer of this kind: only what does not end by itself needs short ones.
fn limits(kind: &str) -> ApiLimits {
    if ["hang", "slow"].contains(&kind) { impatient() } else { ApiLimits::default() }
}

async fn judge(kind: &str, mark: &str, effect: Effect, expected: Proof) {
    let is_kind = !kind.is_empty() && !kind.contains(':');
    let fault = if is_kind { format!("create:{mark}{kind}") } else { kind.to_owned() };
    let effect = if is_kind { effect } else { Effect::AtOnce };
    let company = Company::new(&fault).await;
    let sent = company.send(BODY, limits(kind)).await;
    assert_eq!(sent.verdict, expected, "{fault}: {sent:?}");
    let tally = company.sandbox.tally();
    assert_eq!((tally.posts, tally.create, tally.refused), (1, 1, 0), "{fault}: one request");
    assert_eq!(tally.created, u64::from(effect == Effect::AtOnce), "{fault}");
    company.pass(30);
    let created = company.sandbox.created();
    assert_eq!(created.len(), usize::from(effect != Effect::Never), "{fault}");
    assert!(created.iter().all(|row| row.name.as_deref() == Some("Übung \"A\"")), "{fault}");
    assert_eq!(sent.failure.is_none(), matches!(expected, Created(_)), "{fault}: {sent:?}");
    assert!(sent.failure.as_ref().is_none_or(Failure::was_sent), "{fault}: {sent:?}");
    assert!(!format!("{sent:?}").contains(KEY), "{fault}");
}

#[tokio::test]
async fn n8_n12_n13_n14_n16_to_n20_n22_n26_each_outcome_proves_what_the_table_says_after_one_request() {
    for (kind, expected) in TABLE {
        for (mark, effect) in EFFECTS {
            if kind != "close-before-read" || effect == Effect::Never {
                judge(kind, mark, effect, expected).await;
            }
        }
    }
}

#[test]
fn the_table_knows_every_way_to_answer_a_create() {
    let help = faults::help();
    let kinds = help.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.contains("(list only)"));
    let kinds: Vec<&str> = kinds.map(|line| line.split(' ').next().unwrap()).collect();
    assert!(kinds.len() > 30, "{help}");
    for kind in kinds {
        assert!(TABLE.iter().any(|(known, _)| *known == kind), "{kind} has no row");
    }
}

#[tokio::test]
async fn n17_a_refusal_brings_the_servers_problems() {
    let company = Company::new("").await;
    let sent = company.send("{}", ApiLimits::default()).await;
    let Some(Failure::Rejected { status: 400, problems, .. }) = &sent.failure else { panic!("{sent:?}") };
    assert_eq!(sent.verdict, Rejected);
    assert!(problems.iter().any(|problem| (problem.path.as_str(), problem.rule) == ("name", Some(1))), "{problems:?}");
    assert_eq!((company.sandbox.tally().posts, company.sandbox.tally().created), (1, 0));
}

#[tokio::test]
async fn n18_another_key_is_refused() {
    let company = Company::new("").await;
    let sent = sender(&company.sandbox.url, "another", ApiLimits::default()).send(armed(BODY)).await;
    assert!(matches!(sent.failure, Some(Failure::Unauthorized { status: 401, .. })), "{sent:?}");
    assert_eq!((sent.verdict, company.sandbox.tally().posts), (Rejected, 1));
}

#[tokio::test]
async fn n22_what_the_headers_say_is_handed_on() {
    let company = Company::new("create:429").await;
    let sent = company.send(BODY, ApiLimits::default()).await;
    let wait = Some(Duration::from_secs(30));
    assert_eq!(sent.failure, Some(Failure::RateLimited { wait }));
    assert_eq!((sent.limits.retry_after, sent.limits.limit, sent.limits.remaining), (wait, Some(500), Some(499)));
    assert!(sent.date.is_some());
}

#[tokio::test]
async fn two_permissions_are_two_requests() {
    let company = Company::new("").await;
    let sender = sender(&company.sandbox.url, KEY, ApiLimits::default());
    for id in 1..=2 {
        assert_eq!(sender.send(armed(BODY)).await.verdict, Created(id));
        assert_eq!(company.sandbox.tally().posts, u64::try_from(id).unwrap());
    }
}
