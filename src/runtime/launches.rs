//! What the dashboard does about launches: tells the model what the journal says, and looks for what is unresolved.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use super::launch::host::Machine;
use super::launch::ports::{Budget, Time};
use super::launch::records::Records;
use super::launch::refusal::Refusal;
use super::launch::{Launcher, request};
use crate::api::client::Client;
use crate::api::sender::Sender;
use crate::app::form::launch::{LaunchEnd, Prepared, RefusalWords};
use crate::app::launches::LaunchesRead;
use crate::app::msg::Msg;
use crate::app::statement::Stated;
use crate::domain::campaign::Listing;
use crate::domain::failure::sentence;
use crate::domain::launch::journal::JournalError;
use crate::domain::launch::{Launch, LaunchId, Origin, Stamp};

/// How often it is looked whether another process wrote into the journal.
const WATCH: Duration = Duration::from_secs(1);

/// The launches of the dashboard's host. Cheap to clone.
#[derive(Clone)]
pub struct Launches {
    host: Arc<str>,
    records: Result<Records, JournalError>,
    budget: Arc<dyn Budget>,
    told: Arc<Mutex<Option<Told>>>,
}

/// What the model was told last.
type Told = Result<Vec<Launch>, String>;

impl Launches {
    /// Keeps the records of `host`; without any the dashboard says that launching is off, and why.
    pub fn new(host: &str, records: Result<Records, JournalError>, budget: Arc<dyn Budget>) -> Self {
        Self { host: host.into(), records, budget, told: Arc::default() }
    }

    /// The request budget that polls share with launches.
    pub fn budget(&self) -> &dyn Budget {
        &*self.budget
    }

    pub fn stamp(&self) -> Stamp {
        match &self.records {
            Ok(records) => records.time().stamp(),
            Err(_) => Machine::default().stamp(),
        }
    }

    /// Takes up what earlier processes left, before anything else; `practice` closes what an earlier sandbox held.
    pub async fn open(&self, practice: bool) -> LaunchesRead {
        let launches = match &self.records {
            Ok(records) if practice => records.close_practice().await,
            Ok(records) => records.recover().await,
            Err(error) => Err(error.clone()),
        };
        self.read(launches)
    }

    /// Uses a whole list that was `asked` for at that moment, takes up what other processes left meanwhile, and tells
    /// what changed.
    pub async fn saw(&self, list: &Listing, asked: &Stamp, to: &UnboundedSender<Msg>) {
        let Ok(records) = &self.records else { return };
        let launches = match records.saw_list(list, asked).await {
            Ok(Some(launches)) => Ok(launches),
            Ok(None) => records.recover().await,
            Err(error) => Err(error),
        };
        self.tell_news(launches, to);
    }

    /// Tells what other windows and commands do about launches, within a second of it; and takes up what one of them left
    /// when it died. Ends with whoever listens.
    pub async fn watch(&self, to: &UnboundedSender<Msg>) {
        let Ok(records) = &self.records else { return };
        let mut seen = records.epoch().await.ok();
        while !to.is_closed() {
            records.time().sleep(WATCH).await;
            let epoch = records.epoch().await.ok();
            let deserted =
                self.told_launches().iter().any(|launch| launch.phase.is_owned() && records.is_deserted(launch));
            if epoch == seen && !deserted {
                continue;
            }
            seen = epoch;
            let launches = if deserted { records.recover().await } else { records.launches().await };
            self.tell_news(launches, to);
        }
    }

    fn told_launches(&self) -> Vec<Launch> {
        match &*self.told.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Ok(launches)) => launches.clone(),
            _ => Vec::new(),
        }
    }

    fn tell_news(&self, launches: Result<Vec<Launch>, JournalError>, to: &UnboundedSender<Msg>) {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let read = self.read(launches);
        if told.as_ref() != Some(&read.launches) {
            let _ = to.send(Msg::LaunchesRead(read));
        }
    }

    /// Looks for every launch that is sought, with requests of its own, and tells how they stand.
    pub async fn look(&self, seeker: &Launcher, to: &UnboundedSender<Msg>) {
        let records = seeker.records();
        for launch in records.recover().await.unwrap_or_default().iter().filter(|launch| launch.is_sought()) {
            // What stands in the way of one look does not end the search.
            if let Err(refusal) = seeker.look(&launch.id).await {
                tracing::info!(launch = %launch.id, %refusal, "not looked for");
            }
        }
        let _ = to.send(Msg::LaunchesRead(self.read(records.launches().await)));
    }

    /// Tells what the journal says now.
    pub async fn tell(&self, to: &UnboundedSender<Msg>) {
        let Ok(records) = &self.records else { return };
        let _ = to.send(Msg::LaunchesRead(self.read(records.launches().await)));
    }

    /// What launches on this host; the error says in a clause why nothing can.
    pub fn launcher(&self, client: Client, sender: Sender) -> Result<Launcher, String> {
        let records = self.records.clone().map_err(|error| Refusal::from(error).to_string())?;
        Ok(Launcher::new(records, client, sender, Arc::clone(&self.budget)))
    }

    /// The host, as the journal knows it.
    pub fn host(&self) -> &str {
        &self.host
    }

    fn read(&self, launches: Result<Vec<Launch>, JournalError>) -> LaunchesRead {
        let launches = launches.map_err(|error| error.to_string());
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(launches.clone());
        LaunchesRead { at: self.stamp(), launches }
    }
}

impl std::fmt::Debug for Launches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Launches").finish_non_exhaustive()
    }
}

/// Makes everything ready for a launch; sends nothing.
pub async fn prepare(
    launcher: &Launcher,
    host: &str,
    key: &str,
    plan: &Value,
    origin: Origin,
    retyped: bool,
) -> Result<Prepared, RefusalWords> {
    let prepared = launcher.prepare_from(request(host, key, plan), Some(origin), retyped).await;
    let launch = prepared.map_err(|refusal| words(&refusal))?;
    Ok(Prepared { launch: Box::new(launch), bits: launcher.bits() })
}

/// Launches what a person confirmed, and tells of each step.
pub async fn launch(
    launcher: &Launcher,
    draft: Launch,
    retyped: bool,
    to: &UnboundedSender<Msg>,
) -> Result<LaunchEnd, RefusalWords> {
    let tell = |launch: &Launch, progress| drop(to.send(Msg::LaunchMoved(Box::new(launch.clone()), progress)));
    let ended = launcher.launch_telling(draft, retyped, tell).await.map_err(|refusal| words(&refusal))?;
    Ok(LaunchEnd { launch: Box::new(ended.launch), unrecorded: ended.unrecorded.map(|error| error.to_string()) })
}

/// Has a statement about a launch judged and written down.
pub async fn state(launcher: &Launcher, id: &LaunchId, stated: Stated) -> Result<Box<Launch>, String> {
    let judged = match stated {
        Stated::Found(campaign) => launcher.found_by_hand(id, campaign).await,
        Stated::NotThere(name) => launcher.release(id, &name).await,
    };
    judged.map(Box::new).map_err(|why| sentence(&why.to_string()))
}

fn words(refusal: &Refusal) -> RefusalWords {
    let same_name = match refusal {
        Refusal::SameName(_) => true,
        // Typing the name again does not help against one that may be on its way.
        Refusal::SameLaunch(launch) | Refusal::SameDraft { launch, copy: true } => launch.phase.is_resolved(),
        _ => false,
    };
    RefusalWords { words: refusal.to_string(), same_name }
}
