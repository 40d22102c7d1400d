//! The launch, performed: the one place where a request that creates a campaign is sent.
//!
//! [`Launcher::prepare`] looks (GETs only), [`Launcher::launch`] confirms, arms, sends once and writes down what came of
//! it; [`records`] holds the journal and the lock and recovers what a dead process left; [`search`] looks for launches
//! whose outcome is unknown; [`ports`] are what tests replace: time, budget, crash
//! points; [`host`] puts the real ones together. What may follow what is
//! decided in [`crate::domain::launch`], not here.
//!
//! The order of [`Launcher::launch`] is the protocol: lock, list, gate, CONFIRMED, SENDING on disk, socket, outcome.

pub mod host;
pub mod ports;
pub mod records;
pub mod refusal;
pub mod search;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use self::ports::{Budget, Point};
use self::records::Records;
use self::refusal::Refusal;
use crate::api::client::{Answer, Client};
use crate::api::sender::Sender;
use crate::domain::belief::{self, Doubt};
use crate::domain::budget::RateLimit;
use crate::domain::campaign::Listing;
use crate::domain::failure::Failure;
use crate::domain::launch::classify::Proof;
use crate::domain::launch::engine::Lock;
use crate::domain::launch::journal::{self, JournalError};
use crate::domain::launch::progress::Progress;
use crate::domain::launch::{Before, Launch, LaunchId, NEEDED, Origin, Phase, Request, gate};
use crate::domain::ledger::Purpose;

/// How long another launch on this machine is waited for: longer than one can take.
const PATIENCE: Duration = Duration::from_secs(45);
/// How often the lock is tried meanwhile.
const TRY_AGAIN: Duration = Duration::from_millis(250);
/// How often an outcome that cannot be written down is tried again, a second apart.
const WRITE_TRIES: u32 = 3;

/// Launches campaigns on one host. Cheap to clone.
#[derive(Clone)]
pub struct Launcher {
    records: Records,
    client: Client,
    sender: Arc<Sender>,
    budget: Arc<dyn Budget>,
}

/// What came of a launch.
#[derive(Debug)]
pub struct Ended {
    /// The launch, as it stands.
    pub launch: Launch,
    /// Why it was not created, or why that is unknown.
    pub failure: Option<Failure>,
    /// Why the outcome could not be written down, where it could not: the journal then says SENDING, which the next
    /// start turns into unknown and looks for.
    pub unrecorded: Option<JournalError>,
}

/// A whole list that was read.
#[derive(Debug)]
struct Read {
    list: Listing,
    /// What is left of the hour.
    limits: RateLimit,
    believed: Result<(), Doubt>,
}

/// The request that a plan makes for a host.
pub fn request(host: &str, key_fingerprint: &str, plan: &Value) -> Request {
    let text = |name: &str| plan.get(name).and_then(Value::as_str).map(str::to_owned);
    Request {
        host: host.to_owned(),
        key_fingerprint: key_fingerprint.to_owned(),
        name: text("name").unwrap_or_default(),
        agent_id: text("agent_id"),
        case_list_id: plan.get("case_list_id").and_then(Value::as_i64),
        body: plan.to_string(),
    }
}

/// Why a request to create did not do so, as a clause. The same key has just read the list: where only creating is
/// refused, that is the key's right and not its letters.
fn why(failure: &Failure) -> String {
    match failure {
        Failure::Unauthorized { .. } => {
            format!("{}. The same key reads the list, so it may be read-only", failure.happened().trim_end_matches('.'))
        }
        _ => failure.happened(),
    }
}

impl Launcher {
    /// Launches with these records, this client and this sender.
    pub fn new(records: Records, client: Client, sender: Sender, budget: Arc<dyn Budget>) -> Self {
        Self { records, client, sender: Arc::new(sender), budget }
    }

    /// The journal and its lock.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Random bits, for a code that a person types.
    pub fn bits(&self) -> u64 {
        self.records.time().bits()
    }

    /// Whether the company's settings say that campaigns are not enabled. A GET; what cannot be read says nothing.
    pub async fn disabled(&self) -> bool {
        if self.budget.take(Purpose::Launch).await.is_err() {
            return false;
        }
        let answer = self.client.settings().await;
        self.budget.heard(answer.limits).await;
        answer.result.is_ok_and(|settings| settings.enabled == Some(false))
    }

    /// Looks whether `request` could be launched now, and writes it down as a draft. GETs only.
    ///
    /// # Errors
    /// Whatever stands in the way; a name that looks like another's does so unless it was `retyped`.
    pub async fn prepare(&self, request: Request, retyped: bool) -> Result<Launch, Refusal> {
        self.prepare_from(request, None, retyped).await
    }

    /// As [`Launcher::prepare`], of a draft of the form.
    ///
    /// # Errors
    /// As there; also where the draft was launched already.
    pub async fn prepare_from(
        &self,
        request: Request,
        origin: Option<Origin>,
        retyped: bool,
    ) -> Result<Launch, Refusal> {
        let id = LaunchId::from_bits(self.records.time().bits());
        let mut draft = Launch::draft(id, request, Before::default(), self.records.time().stamp());
        draft.origin = origin;
        draft.before = self.preflight(&draft, retyped).await?;
        draft.changed = self.records.time().stamp();
        let takes_its_place =
            |old: &&Launch| old.phase == Phase::Released && gate::alike(&old.request.name, &draft.request.name);
        draft.replaces = self.records.launches().await?.iter().find(takes_its_place).map(|old| old.id.clone());
        self.records.draft(draft.clone()).await?;
        Ok(draft)
    }

    /// Launches a draft: a person has confirmed it. Sends at most one request, ever.
    ///
    /// # Errors
    /// Whatever stands in the way before the request; nothing was sent then, and the draft is kept.
    pub async fn launch(&self, draft: Launch, retyped: bool) -> Result<Ended, Refusal> {
        self.launch_telling(draft, retyped, |_, _| {}).await
    }

    /// As [`Launcher::launch`]; `tell` hears of every step as it is taken, with the launch as the journal then holds it.
    ///
    /// # Errors
    /// As there.
    pub async fn launch_telling(
        &self,
        draft: Launch,
        retyped: bool,
        tell: impl Fn(&Launch, Progress),
    ) -> Result<Ended, Refusal> {
        let records = &self.records;
        let mut launch = draft;
        tell(&launch, Progress::Waiting);
        let _lock = self.lock().await?;
        tell(&launch, Progress::Checking);
        launch.before = self.preflight(&launch, retyped).await?;
        if let Err(wait) = self.budget.take(Purpose::Launch).await {
            return Err(Refusal::Budget { wait });
        }
        tell(&launch, Progress::Recording);
        records.point(Point::BeforeConfirmed).await;
        let owner = records.owner().clone();
        let change = launch.confirm(owner.clone(), retyped, records.time().stamp());
        launch = records.write(change.map_err(|_| JournalError::Taken)?).await?;
        tell(&launch, Progress::Recording);
        records.point(Point::AfterConfirmed).await;

        records.point(Point::BeforeSending).await;
        let at = records.time().stamp();
        let (armed, launch) = records
            .with(move |journal| {
                let mut launch = launch;
                (journal::arm(journal, &mut launch, &owner, at), launch)
            })
            .await;
        let armed = match armed {
            Ok(armed) => armed,
            Err(error) => {
                // Nothing was sent: the draft is given back, if the journal still takes anything.
                if let Ok(change) = launch.withdraw(records.owner(), records.time().stamp()) {
                    let _ = records.write(change).await;
                }
                return Err(error.into());
            }
        };
        tell(&launch, Progress::Out(launch.changed.wall));
        records.point(Point::AfterSending).await;

        records.point(Point::BeforeSend).await;
        let sent = self.sender.send(armed).await;
        tell(&launch, Progress::Settling);
        records.point(Point::AfterSend).await;
        self.budget.heard(sent.limits).await;
        Ok(self.record(launch, sent.verdict, sent.failure).await)
    }

    /// Writes the outcome down; tries again when the disk does not take it.
    async fn record(&self, launch: Launch, verdict: Proof, failure: Option<Failure>) -> Ended {
        let records = &self.records;
        let why = failure.as_ref().map(why).unwrap_or_default();
        let mut unrecorded = None;
        for attempt in 0..WRITE_TRIES {
            if attempt > 0 {
                records.time().sleep(Duration::from_secs(1)).await;
            }
            records.point(Point::BeforeOutcome).await;
            let ended = launch.ended(records.owner(), verdict, why.clone(), records.time().stamp());
            let Ok(change) = ended else { break };
            let known = change.launch().clone();
            match records.write(change).await {
                Ok(launch) => {
                    records.point(Point::AfterOutcome).await;
                    return Ended { launch, failure, unrecorded: None };
                }
                Err(error) => unrecorded = Some((known, error)),
            }
        }
        match unrecorded {
            Some((launch, error)) => Ended { launch, failure, unrecorded: Some(error) },
            None => Ended { launch, failure, unrecorded: Some(JournalError::Taken) },
        }
    }

    /// Everything that must be true before a launch: enough requests left, a list that can be read, no name like it.
    async fn preflight(&self, launch: &Launch, retyped: bool) -> Result<Before, Refusal> {
        let Launch { id, request, origin, .. } = launch;
        if origin.is_some() {
            // Before anything is asked: no list changes it.
            let (launches, now) = (self.records.launches().await?, self.records.time().stamp());
            if let Some(error) = journal::same_draft(&launches, id, origin.as_ref(), retyped, &now) {
                return Err(error.into());
            }
        }
        self.records.point(Point::BeforeSnapshot).await;
        let mut read = self.list(Purpose::Launch).await?;
        if read.believed.is_err() {
            // It may be the truth: then it comes again.
            self.records.time().sleep(belief::AGAIN).await;
            read = self.list(Purpose::Launch).await?;
        }
        let Read { list, limits, believed } = read;
        self.records.point(Point::AfterSnapshot).await;
        if limits.remaining.is_some_and(|remaining| remaining < NEEDED) {
            return Err(Refusal::Budget { wait: limits.reset.unwrap_or(Duration::from_secs(60 * 60)) });
        }
        if let Err(doubt) = believed {
            return Err(Refusal::DoubtfulList(doubt));
        }
        if list.unreadable > 0 {
            return Err(Refusal::UnreadableList(list.unreadable));
        }
        let launches = self.records.launches().await?;
        let now = self.records.time().stamp();
        if let Some(launch) = journal::blocking(&launches, id, &request.name, retyped, &now) {
            return Err(Refusal::SameLaunch(Box::new(launch.clone())));
        }
        if !retyped {
            let clashes = gate::clashes(&list, &request.name);
            if !clashes.is_empty() {
                return Err(Refusal::SameName(clashes));
            }
        }
        Ok(Before { ids: list.ids() })
    }

    /// Reads the whole list. What is left of the hour is the server's word, else this machine's count.
    async fn list(&self, purpose: Purpose) -> Result<Read, Refusal> {
        let asked = self.records.time().stamp();
        let counted = self.budget.take(purpose).await.map_err(|wait| Refusal::Budget { wait })?;
        let Answer { result, limits, .. } = self.client.campaigns(None).await;
        self.budget.heard(limits).await;
        let limits = if limits.remaining.is_some() { limits } else { counted };
        let list = result.map_err(Refusal::NoList)?;
        let believed = self.records.judge(&list, &asked).await?;
        Ok(Read { list, limits, believed })
    }

    /// Takes the lock, waiting for a launch that is under way elsewhere.
    async fn lock(&self) -> Result<Lock, Refusal> {
        self.records.point(Point::BeforeLock).await;
        let mut waited = Duration::ZERO;
        loop {
            if let Some(lock) = self.records.try_lock().await? {
                self.records.point(Point::AfterLock).await;
                return Ok(lock);
            }
            if waited >= PATIENCE {
                return Err(Refusal::Busy);
            }
            self.records.time().sleep(TRY_AGAIN).await;
            waited += TRY_AGAIN;
        }
    }
}
