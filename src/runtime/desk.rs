//! What the screen asks of this machine: the form's drafts, plans as files, the launch of what it holds, and how it is set.

use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

use super::drawer::Drawer;
use super::launch::refusal::Refusal;
use super::launch::{Launcher, request};
use crate::app::effect::Effect;
use crate::app::form::launch::{LaunchEnd, Prepared, RefusalWords};
use crate::app::msg::Msg;
use crate::app::statement::Stated;
use crate::domain::failure::sentence;
use crate::domain::launch::{Launch, LaunchId, Origin};
use crate::storage::drafts::Drafts;
use crate::storage::view_state::ViewFile;

/// The drafts of the dashboard's host, and the folder that plans are written into. One thread does what it is asked in
/// that order, so that what was typed last is what is kept. Cheap to clone; the thread ends with the last clone.
#[derive(Debug, Clone)]
pub struct Desk {
    work: Sender<Job>,
}

/// How often it is looked whether another window has sought the open draft.
const LISTEN: Duration = Duration::from_secs(1);

/// What the thread is asked.
#[derive(Debug)]
enum Job {
    Perform(Effect, UnboundedSender<Msg>),
    /// Answers when everything before it is done.
    Finish(oneshot::Sender<()>),
}

impl Desk {
    /// Keeps drafts there, how the screen is set in that file if there is one, and writes plans into that folder.
    pub fn new(drafts: Drafts, view: Option<ViewFile>, plans: PathBuf) -> Self {
        let (work, jobs) = channel();
        let mut drawer = Drawer::new(drafts, view, plans);
        thread::spawn(move || {
            loop {
                match jobs.recv_timeout(LISTEN) {
                    Ok(Job::Perform(effect, to)) => {
                        drawer.perform(effect).into_iter().for_each(|msg| drop(to.send(msg)));
                        drawer.to = Some(to);
                    }
                    Ok(Job::Finish(done)) => drop(done.send(())),
                    Err(RecvTimeoutError::Timeout) => drawer.listen(),
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
        });
        Self { work }
    }

    /// Performs an effect that is about files; others are none of its own.
    pub fn perform(&self, effect: Effect, to: UnboundedSender<Msg>) {
        let _ = self.work.send(Job::Perform(effect, to));
    }

    /// Waits until everything asked so far is done: nothing typed is lost by leaving at once.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.work.send(Job::Finish(done)).is_ok() {
            let _ = finished.await;
        }
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
