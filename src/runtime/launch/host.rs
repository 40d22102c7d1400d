//! A host's records on this machine, and the machine's own time, budget and crash points.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::spawn_blocking;

use super::ports::{Budget, Later, Point, Points, Time};
use super::records::Records;
use crate::domain::budget::RateLimit;
use crate::domain::launch::Stamp;
use crate::domain::launch::journal::JournalError;
use crate::domain::ledger::{Grant, Purpose};
use crate::runtime::{clock, crash};
use crate::storage::journal;
use crate::storage::ledger::Ledger;
use crate::storage::process;

/// The journal's name for the embedded sandbox, which is one host whatever its port.
pub const PRACTICE: &str = "sandbox";

/// Opens the records of a host. Waits for the disk off the loop.
///
/// # Errors
/// The journal cannot be used: launching is off, everything else goes on.
pub async fn records(data: &Path, host: &str) -> Result<Records, JournalError> {
    let (data, host) = (data.to_owned(), host.to_owned());
    let opened = spawn_blocking(move || journal::open(&data, &host)).await;
    let engine = opened.unwrap_or_else(|_| Err(JournalError::Unusable("opening it was interrupted".into())))?;
    Ok(Records::new(engine, Arc::new(Machine::default()), Arc::new(Named)))
}

/// The budget of a host and a key, shared with every kaytop of this machine. Where the ledger cannot be used every
/// request is granted: the poll's own count still holds.
pub fn budget(state: &Path, host: &str, key_fingerprint: &str) -> Arc<dyn Budget> {
    match Ledger::open(state) {
        Ok(ledger) => Arc::new(Shared {
            ledger: Arc::new(Mutex::new(ledger)),
            account: format!("{host} {key_fingerprint}"),
            time: Machine::default(),
        }),
        Err(why) => {
            tracing::warn!(why, "the request ledger cannot be used");
            Arc::new(Unbounded)
        }
    }
}

/// The machine's time and chance.
#[derive(Debug, Clone)]
pub struct Machine {
    boot: Arc<str>,
}

impl Default for Machine {
    fn default() -> Self {
        Self { boot: process::boot().into() }
    }
}

impl Time for Machine {
    fn stamp(&self) -> Stamp {
        clock::stamp(&self.boot)
    }

    fn sleep(&self, span: Duration) -> Later<'_, ()> {
        Box::pin(tokio::time::sleep(span))
    }

    fn bits(&self) -> u64 {
        fastrand::u64(..)
    }
}

/// Dies where `KAYTOP_TEST_CRASH` says, in builds with debug assertions.
#[derive(Debug)]
struct Named;

impl Points for Named {
    fn reached(&self, point: Point) -> Later<'_, ()> {
        crash::die_at(point.name());
        Box::pin(std::future::ready(()))
    }
}

/// No limit.
#[derive(Debug)]
pub struct Unbounded;

impl Budget for Unbounded {
    fn take(&self, _: Purpose) -> Later<'_, Result<RateLimit, Duration>> {
        Box::pin(std::future::ready(Ok(RateLimit::default())))
    }

    fn heard(&self, _: RateLimit) -> Later<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// The ledger of this machine.
struct Shared {
    ledger: Arc<Mutex<Ledger>>,
    account: String,
    time: Machine,
}

impl Budget for Shared {
    fn take(&self, purpose: Purpose) -> Later<'_, Result<RateLimit, Duration>> {
        let now = self.time.stamp();
        Box::pin(async move {
            match self.with(move |ledger, account| ledger.take(account, purpose, &now)).await {
                Some(Ok(Grant::Granted { used, limit })) => Ok(RateLimit {
                    limit: Some(limit),
                    remaining: Some(limit.saturating_sub(used)),
                    ..RateLimit::default()
                }),
                Some(Ok(Grant::NotBefore { wait, .. })) => Err(wait),
                None => Ok(RateLimit::default()),
                Some(Err(why)) => {
                    tracing::warn!(why, "the request ledger cannot be used");
                    Ok(RateLimit::default())
                }
            }
        })
    }

    fn heard(&self, said: RateLimit) -> Later<'_, ()> {
        let now = self.time.stamp();
        Box::pin(async move {
            if let Some(Err(why)) = self.with(move |ledger, account| ledger.heard(account, said, &now)).await {
                tracing::warn!(why, "the request ledger cannot be used");
            }
        })
    }
}

impl Shared {
    async fn with<T: Send + 'static>(&self, work: impl FnOnce(&mut Ledger, &str) -> T + Send + 'static) -> Option<T> {
        let (ledger, account) = (Arc::clone(&self.ledger), self.account.clone());
        spawn_blocking(move || work(&mut ledger.lock().unwrap_or_else(PoisonError::into_inner), &account)).await.ok()
    }
}
