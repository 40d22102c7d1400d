//! Polling without a screen: one answer after the other, in the screen's rhythm and by its rules.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::args::Every;
use crate::api::client::{Answer as Asked, Client};
use crate::app::connection::Mode;
use crate::app::poll::rhythm::Rhythm;
use crate::app::poll::{Ask, Endpoint, Planner};
use crate::domain::belief::Belief;
use crate::domain::budget::RateLimit;
use crate::domain::campaign::Listing;
use crate::domain::failure::Failure;
use crate::domain::settings::Settings;
use crate::domain::store::Snapshot;
use crate::domain::time::Now;
use crate::runtime::ask;
use crate::runtime::clock::Clock;
use crate::runtime::launch::ports::Budget;
use crate::storage::config::{Config, Span};

/// The rhythm on the sandbox, where the API has no budget to spare.
const PRACTICE: Duration = Duration::from_secs(5);
/// A hundred years: longer than anybody polls, and short enough to be added to any time.
pub(super) const FOR_EVER: Duration = Duration::from_secs(36_525 * 24 * 3600);

/// How often the list is asked for: by the command line, else the configuration. Whoever polls without a screen wants
/// answers, so that "off" counts as unsaid.
pub(super) fn rhythm(said: Option<Every>, config: &Config, mode: Mode) -> Rhythm {
    match (said, config.interval) {
        (Some(Every(every)), _) | (None, Some(Span::Every(every))) => Rhythm::every(every),
        (None, _) if mode == Mode::Sandbox => Rhythm::every(PRACTICE),
        (None, _) => Rhythm::CAMPAIGNS,
    }
}

/// What is asked for, and how often.
pub(super) struct Questions {
    pub(super) rhythm: Rhythm,
    /// The server's own search.
    pub(super) search: Option<String>,
    /// The company's settings too; `None` where nobody wants them.
    pub(super) settings: Option<Rhythm>,
}

/// Asks again and again, within the budget that every kaytop of this machine shares.
pub(super) struct Polling {
    client: Client,
    budget: Arc<dyn Budget>,
    search: Option<String>,
    with_settings: bool,
    planner: Planner,
    /// What is due and not asked yet.
    due: VecDeque<Ask>,
    belief: Belief,
    clock: Clock,
}

/// What came of a request.
pub(super) enum Answer {
    Campaigns(Result<Box<Snapshot>, Failure>),
    Settings(Result<Settings, Failure>),
}

impl Polling {
    pub(super) fn new(client: Client, budget: Arc<dyn Budget>, questions: Questions) -> Self {
        let Questions { rhythm, search, settings } = questions;
        Self {
            client,
            budget,
            search,
            with_settings: settings.is_some(),
            planner: Planner::new(rhythm, settings.unwrap_or(Rhythm::OFF)),
            due: VecDeque::new(),
            belief: Belief::default(),
            clock: Clock::start(),
        }
    }

    /// How often the list is asked for.
    pub(super) fn rhythm(&self) -> Rhythm {
        self.planner.rhythm()
    }

    /// Whether only what the server finds is asked for.
    pub(super) fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Waits for the next answer, and says when it came; `None` once so much time has passed since the start. To be
    /// waited for to its end, or never again.
    pub(super) async fn next(&mut self, end: Duration) -> Option<(Answer, Now)> {
        loop {
            let now = self.clock.now().mono;
            let left = end.checked_sub(now).filter(|left| !left.is_zero())?;
            let Some(due) = self.due.pop_front() else {
                self.due = self.planner.due(now).into();
                if self.due.is_empty() {
                    self.clock.reach(self.planner.next_wake().unwrap_or(end).min(end)).await;
                }
                continue;
            };
            let (client, search) = (&self.client, self.search.as_deref());
            match due.endpoint {
                Endpoint::Campaigns => {
                    let question = async || client.campaigns(search).await;
                    let Asked { result, limits, .. } =
                        timeout(left, ask::within(&*self.budget, question)).await.ok()?;
                    let at = self.clock.now();
                    let read = result.and_then(|listing| self.believed(listing, at.mono));
                    self.land(due, read.as_ref().map(|_| ()), limits, at);
                    return Some((Answer::Campaigns(read), at));
                }
                Endpoint::Settings if self.with_settings => {
                    let question = async || client.settings().await;
                    let Asked { result, limits, .. } =
                        timeout(left, ask::within(&*self.budget, question)).await.ok()?;
                    let at = self.clock.now();
                    self.land(due, result.as_ref().map(|_| ()), limits, at);
                    return Some((Answer::Settings(result), at));
                }
                Endpoint::Settings => self.land(due, Ok(()), RateLimit::default(), self.clock.now()),
            }
        }
    }

    /// Tells the planner what became of a request.
    fn land(&mut self, ask: Ask, result: Result<(), &Failure>, limits: RateLimit, at: Now) {
        self.planner.loaded(ask.endpoint, ask.ticket, result, limits, at.mono, fastrand::f64());
    }

    /// The list where it is believed, by the rule of the screen.
    fn believed(&mut self, listing: Listing, now: Duration) -> Result<Box<Snapshot>, Failure> {
        let snapshot = Box::new(Snapshot::build(listing));
        match self.belief.judge(snapshot.distinct(), now) {
            Ok(()) => Ok(snapshot),
            Err(doubt) => Err(Failure::Doubtful { doubt, unreadable: snapshot.unreadable() }),
        }
    }
}

/// Something that may fail for a while: told when it begins to, and when it works again.
#[derive(Debug, Default)]
pub(super) struct Outage {
    lasts: bool,
}

impl Outage {
    /// It failed; says whether that is news.
    pub(super) fn begins(&mut self) -> bool {
        !std::mem::replace(&mut self.lasts, true)
    }

    /// It worked; says whether that is news.
    pub(super) fn ends(&mut self) -> bool {
        std::mem::take(&mut self.lasts)
    }
}
