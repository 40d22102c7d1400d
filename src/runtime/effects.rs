//! Performing effects: requests run in tasks of their own and answer with a message.

use std::sync::{Arc, OnceLock};

use tokio::sync::mpsc::UnboundedSender;

use super::kept::Keeper;
use super::launch::Launcher;
use super::launches::{self, Launches};
use super::off_loop::off_loop;
use super::{ask, crash};
use crate::api::bounds::ApiLimits;
use crate::api::client::{Answer, Client, ClientError};
use crate::api::sender::Sender;
use crate::api::target::Target;
use crate::app::effect::Effect;
use crate::app::form::launch::RefusalWords;
use crate::app::msg::{Flight, Msg};
use crate::app::poll::Ticket;
use crate::domain::budget::RateLimit;
use crate::domain::failure::{Failure, sentence};
use crate::domain::shown::Shown;
use crate::domain::store::Snapshot;

/// Sends requests for the loop.
#[derive(Debug, Clone)]
pub struct Effects {
    connection: Arc<Connection>,
}

/// The client is built at its first use, off the loop: reading the trust store takes longer than the first frame.
#[derive(Debug)]
struct Connection {
    target: Target,
    limits: ApiLimits,
    client: OnceLock<Result<Client, ClientError>>,
    launches: Launches,
    keeper: Keeper,
}

impl Effects {
    /// Requests go to `target`; `launches` are those there, and `keeper` has what is kept between runs.
    pub fn new(target: Target, limits: ApiLimits, launches: Launches, keeper: Keeper) -> Self {
        Self { connection: Arc::new(Connection { target, limits, client: OnceLock::new(), launches, keeper }) }
    }

    /// Tells from now on what other windows and commands do about launches.
    pub fn watch(&self, to: UnboundedSender<Msg>) {
        let connection = Arc::clone(&self.connection);
        tokio::spawn(async move { connection.launches.watch(&to).await });
    }

    /// Waits until the form's files are written.
    pub async fn finish(&self) {
        self.connection.keeper.finish().await;
    }

    /// Starts a request; its message goes to `to`. Effects that are the loop's own are none of ours.
    pub fn perform(&self, effect: Effect, to: UnboundedSender<Msg>) {
        let connection = Arc::clone(&self.connection);
        match effect {
            Effect::FetchCampaigns { ticket, search } => {
                tokio::spawn(async move {
                    crash::point("task");
                    let asked = connection.launches.stamp();
                    let whole = search.is_none();
                    let answer = connection.ask(async |client| client.campaigns(search.as_deref()).await).await;
                    if let (Ok(listing), true) = (&answer.result, whole) {
                        connection.launches.saw(listing, &asked, &to).await;
                    }
                    // Indexing 100,000 rows takes longer than a frame: never on the loop's thread.
                    let Answer { result, limits, .. } = answer;
                    let indexed = match result {
                        Ok(listing) => Ok(off_loop(move || Box::new(Snapshot::build(listing))).await),
                        Err(failure) => Err(failure),
                    };
                    let _ = to.send(Msg::CampaignsLoaded(flight(ticket, indexed, limits)));
                });
            }
            Effect::FetchSettings { ticket } => {
                tokio::spawn(async move {
                    let answer = connection.ask(async |client| client.settings().await).await;
                    let _ = to.send(Msg::SettingsLoaded(flight(ticket, answer.result, answer.limits)));
                });
            }
            Effect::FetchCaseLists { ticket, search, page } => {
                tokio::spawn(async move {
                    let answer = connection.ask(async |client| client.case_lists(search.as_deref(), page).await).await;
                    let _ = to.send(Msg::CaseListsLoaded(flight(ticket, answer.result, answer.limits)));
                });
            }
            Effect::LookForLaunches => {
                tokio::spawn(async move {
                    match connection.launcher().await {
                        Ok(launcher) => connection.launches.look(&launcher, &to).await,
                        Err(why) => tracing::info!(why, "not looked for"),
                    }
                });
            }
            Effect::PrepareLaunch { ticket, plan, origin, retyped } => {
                tokio::spawn(async move {
                    let prepared = match connection.launcher().await {
                        Ok(launcher) => {
                            let (host, key) = (connection.launches.host(), connection.target.key.fingerprint());
                            launches::prepare(&launcher, host, &key, &plan, origin, retyped).await
                        }
                        Err(words) => Err(RefusalWords { words, same_name: false }),
                    };
                    let _ = to.send(Msg::LaunchPrepared(ticket, prepared));
                });
            }
            // Never cancelled by leaving a screen; a process that ends meanwhile leaves it to recovery.
            Effect::Launch { draft, retyped } => {
                tokio::spawn(async move {
                    let ended = match connection.launcher().await {
                        Ok(launcher) => launches::launch(&launcher, *draft, retyped, &to).await,
                        Err(words) => Err(RefusalWords { words, same_name: false }),
                    };
                    let _ = to.send(Msg::LaunchEnded(ended));
                    connection.launches.tell(&to).await;
                });
            }
            Effect::State { launch, stated } => {
                tokio::spawn(async move {
                    let judged = match connection.launcher().await {
                        Ok(launcher) => launches::state(&launcher, &launch, stated).await,
                        Err(words) => Err(sentence(&words)),
                    };
                    let _ = to.send(Msg::StatementJudged(launch, judged));
                    connection.launches.tell(&to).await;
                });
            }
            Effect::Keep(request) => connection.keeper.perform(request, to),
            Effect::Copy(_)
            | Effect::Tell(_)
            | Effect::SetTheme(_)
            | Effect::Picture(_)
            | Effect::CaptureMouse(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
    }
}

impl Connection {
    /// Asks within the budget that every kaytop of this machine shares.
    async fn ask<T>(self: &Arc<Self>, question: impl AsyncFnOnce(Client) -> Answer<T>) -> Answer<T> {
        let client = match self.client().await {
            Ok(client) => client,
            Err(failure) => return Answer::none(failure),
        };
        ask::within(self.launches.budget(), async || question(client).await).await
    }

    /// What launches; the error says in a clause why nothing can.
    async fn launcher(self: &Arc<Self>) -> Result<Launcher, String> {
        let client = self.client().await.map_err(|failure| failure.happened())?;
        let sender = Sender::new(&self.target, self.limits).map_err(|error| error.to_string())?;
        self.launches.launcher(client, sender)
    }

    fn unusable(&self, error: &ClientError) -> Failure {
        Failure::Tls {
            host: Shown::new(&self.target.base.host()),
            why: Shown::new(&error.to_string()),
            distrusted: false,
            own_trust: false,
        }
    }

    async fn client(self: &Arc<Self>) -> Result<Client, Failure> {
        let connection = Arc::clone(self);
        let built = off_loop(move || {
            connection.client.get_or_init(|| Client::new(&connection.target, connection.limits)).clone()
        });
        built.await.map_err(|error| self.unusable(&error))
    }
}

fn flight<T>(ticket: Ticket, result: Result<T, Failure>, limits: RateLimit) -> Flight<T> {
    Flight { ticket, result, limits, jitter: fastrand::f64() }
}
