//! What `create` and `launches` share: the host's journal, the launcher, and how a launch is printed.

use std::sync::Arc;

use serde::Serialize;

use super::connect::{self, Reached};
use super::exit::{Exit, Stop};
use super::output;
use crate::api::bounds::ApiLimits;
use crate::api::sender::Sender;
use crate::app::connection::Mode;
use crate::domain::failure::{Failure, FailureClass};
use crate::domain::launch::{Launch, Phase, Stamp};
use crate::domain::shown::escape_json;
use crate::domain::time::Zone;
use crate::runtime::launch::ports::Budget;
use crate::runtime::launch::refusal::Refusal;
use crate::runtime::launch::{Launcher, host};
use crate::storage::config::Config;
use crate::storage::paths::Paths;

/// The host as the journal knows it. The embedded sandbox is one host, whatever its port.
pub fn journal_host(reached: &Reached) -> String {
    match reached.mode {
        Mode::Live => reached.target.base.host(),
        Mode::Sandbox => host::PRACTICE.to_owned(),
    }
}

/// A launcher for a host that was reached; whatever earlier processes left behind is taken up first.
pub async fn launcher(reached: &Reached, paths: &Paths, limits: ApiLimits) -> Result<Launcher, Stop> {
    let name = journal_host(reached);
    let records = host::records(&paths.data, &name).await.map_err(|error| Stop::from(Refusal::from(error)))?;
    let recovered = if name == host::PRACTICE { records.close_practice().await } else { records.recover().await };
    recovered.map_err(|error| Stop::from(Refusal::from(error)))?;
    let client = connect::client(reached, limits)?;
    let sender = Sender::new(&reached.target, limits).map_err(|error| Stop::error(error.to_string()))?;
    let budget = budget(reached, paths);
    Ok(Launcher::new(records, client, sender, budget))
}

/// The budget that all kaytops of this machine share; the embedded sandbox is shared with nobody.
pub fn budget(reached: &Reached, paths: &Paths) -> Arc<dyn Budget> {
    match reached.mode {
        Mode::Live => host::budget(&paths.state, &journal_host(reached), &reached.target.key.fingerprint()),
        Mode::Sandbox => Arc::new(host::Unbounded),
    }
}

/// Refuses where creating is switched off.
pub fn not_read_only(config: &Config, paths: &Paths) -> Result<(), Stop> {
    if config.read_only == Some(true) {
        return Err(Stop::new(
            Exit::Usage,
            format!(
                "creating is switched off here: read_only = true in {}. Nothing was sent. `kaytop check PLAN` and \
                 `kaytop create PLAN --dry-run` work",
                paths.config.display()
            ),
        ));
    }
    Ok(())
}

/// A launch for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The launch's number; null where there is none.
    pub launch: Option<String>,
    /// What became of it; null where that cannot be told.
    pub outcome: Option<Outcome>,
    /// The campaign's number, where it is known.
    pub id: Option<i64>,
    /// The same in words.
    pub message: String,
}

/// What became of a launch, as programs read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The campaign is there.
    Created,
    /// A campaign of this very name was there already; nothing was sent.
    Exists,
    /// The server refused it.
    Rejected,
    /// The plan breaks a rule; nothing was sent.
    Invalid,
    /// Nothing was sent, or provably nothing arrived.
    NotSent,
    /// It may exist.
    Unknown,
}

impl Report {
    /// What became of `launch`.
    pub fn of(launch: &Launch, now: &Stamp, zone: Zone) -> Self {
        let outcome = match launch.phase {
            Phase::Created | Phase::CreatedNoId | Phase::Matched => Outcome::Created,
            Phase::Rejected => Outcome::Rejected,
            Phase::Draft | Phase::Confirmed | Phase::NotSent => Outcome::NotSent,
            Phase::Sending | Phase::Unknown | Phase::Released | Phase::Abandoned => Outcome::Unknown,
        };
        Self {
            launch: Some(launch.id.to_string()),
            outcome: Some(outcome),
            id: launch.found.first().copied(),
            message: launch.stands(now, zone),
        }
    }
}

/// Prints one object for programs. A closed pipe takes nothing away from what was done.
pub fn print_json(object: &impl Serialize) {
    let _ = output::data(|out| writeln!(out, "{}", escape_json(&serde_json::to_string(object)?)));
}

/// The exit code of a launch that has come to its end, or to the end of the patience for it.
pub fn exit(launch: &Launch, failure: Option<&Failure>) -> Exit {
    match launch.phase {
        Phase::Created | Phase::CreatedNoId | Phase::Matched => Exit::Ok,
        Phase::Rejected => match failure {
            Some(Failure::Unauthorized { .. }) => Exit::Authentication,
            Some(Failure::RateLimited { .. }) => Exit::RateLimited,
            _ => Exit::Rejected,
        },
        Phase::Draft | Phase::Confirmed | Phase::NotSent => Exit::Network,
        Phase::Sending | Phase::Unknown | Phase::Released | Phase::Abandoned => Exit::Unknown,
    }
}

/// The code of a read that failed before anything was sent: whether the same command may well succeed another time.
fn before_the_request(failure: &Failure) -> Exit {
    match failure.class() {
        FailureClass::Auth => Exit::Authentication,
        FailureClass::RateLimited => Exit::RateLimited,
        FailureClass::Rejected if !matches!(failure, Failure::Rejected { status: 408 | 409, .. }) => Exit::Rejected,
        // Larger than the limit that was set: it stays so.
        FailureClass::Other if matches!(failure, Failure::TooLarge { .. }) => Exit::Error,
        FailureClass::Network | FailureClass::Rejected | FailureClass::Other => Exit::Network,
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        let exit = match &refusal {
            Refusal::Journal(_) => Exit::Error,
            // What the next try may not meet again.
            Refusal::Busy | Refusal::UnreadableList(_) | Refusal::DoubtfulList(_) => Exit::Network,
            Refusal::SameLaunch(_) | Refusal::SameName(_) | Refusal::SameDraft { .. } => Exit::NameTaken,
            Refusal::Budget { .. } => Exit::RateLimited,
            Refusal::NoList(failure) => before_the_request(failure),
        };
        let advice = match &refusal {
            Refusal::SameLaunch(launch) if !launch.phase.is_resolved() => {
                format!(" What to do: kaytop launches (it is {})", launch.id)
            }
            Refusal::SameLaunch(_) | Refusal::SameName(_) => {
                " Change the name, or type it again to mean it: --same-name \"NAME\".".to_owned()
            }
            Refusal::NoList(failure) => format!(" {}", failure.advice()),
            _ => String::new(),
        };
        Self::new(exit, format!("{refusal}. Nothing was sent.{advice}"))
    }
}
