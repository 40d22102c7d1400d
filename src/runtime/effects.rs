//! Performing effects: requests run in tasks of their own and answer with a message.

use std::sync::{Arc, OnceLock};

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::spawn_blocking;

use super::crash;
use crate::api::bounds::ApiLimits;
use crate::api::client::{Answer, Client, ClientError};
use crate::api::target::Target;
use crate::app::effect::Effect;
use crate::app::msg::{Flight, Msg};
use crate::app::poll::Ticket;
use crate::domain::budget::RateLimit;
use crate::domain::failure::Failure;
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
}

impl Effects {
    /// Requests go to `target`.
    pub fn new(target: Target, limits: ApiLimits) -> Self {
        Self { connection: Arc::new(Connection { target, limits, client: OnceLock::new() }) }
    }

    /// Starts a request; its message goes to `to`. Effects that are the loop's own are none of ours.
    pub fn perform(&self, effect: Effect, to: UnboundedSender<Msg>) {
        let connection = Arc::clone(&self.connection);
        match effect {
            Effect::FetchCampaigns { ticket, search } => {
                tokio::spawn(async move {
                    crash::point("task");
                    let answer = match connection.client().await {
                        Ok(client) => client.campaigns(search.as_deref()).await,
                        Err(failure) => Answer::none(failure),
                    };
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
                    let answer = match connection.client().await {
                        Ok(client) => client.settings().await,
                        Err(failure) => Answer::none(failure),
                    };
                    let _ = to.send(Msg::SettingsLoaded(flight(ticket, answer.result, answer.limits)));
                });
            }
            Effect::SaveDraft(_)
            | Effect::ListDrafts
            | Effect::LoadDraft(_)
            | Effect::RemoveDraft(_)
            | Effect::WritePlan { .. }
            | Effect::PrepareLaunch { .. }
            | Effect::Launch { .. }
            | Effect::Copy(_)
            | Effect::CaptureMouse(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
    }
}

impl Connection {
    async fn client(self: &Arc<Self>) -> Result<Client, Failure> {
        let connection = Arc::clone(self);
        let built = off_loop(move || {
            connection.client.get_or_init(|| Client::new(&connection.target, connection.limits)).clone()
        });
        built.await.map_err(|error| Failure::Tls {
            host: Shown::new(&self.target.base.host()),
            why: Shown::new(&error.to_string()),
        })
    }
}

fn flight<T>(ticket: Ticket, result: Result<T, Failure>, limits: RateLimit) -> Flight<T> {
    Flight { ticket, result, limits, jitter: fastrand::f64() }
}

/// Runs heavy work on a thread of its own. A panic there is a panic here.
async fn off_loop<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // Only a runtime that is shutting down cancels: nobody waits for the result any more.
            Err(_) => std::future::pending().await,
        },
    }
}
