//! Keeps the record on a thread of its own: the loop waits for no disk, and a draft waits for no record.
//!
//! When nothing is asked for a while, the record is made smaller piece by piece; whoever asks meanwhile waits for one
//! piece at most.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::alerts::{Keeps, Watcher};
use super::{clock, recall};
use crate::app::alerts::CommandFailed;
use crate::app::keep::Said;
use crate::app::msg::Msg;
use crate::app::recall::Recall;
use crate::app::record::{Recorded, Recording};
use crate::domain::record::Second;
use crate::domain::record::engine::{Reading, Retention, Taken};
use crate::domain::time::Zone;

/// How long nobody must have asked before the record is tidied.
const QUIET: Duration = Duration::from_secs(2);

/// The thread that has a record. Cheap to clone; it ends with the last clone.
#[derive(Debug, Clone)]
pub struct Recorder {
    work: Sender<Job>,
    /// Whether the record is there when the program has ended.
    lasts: bool,
}

/// How long leaving waits for the record.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Debug)]
enum Job {
    Record(Recording, UnboundedSender<Msg>),
    Recall(Recall, UnboundedSender<Msg>),
    Say(Said, UnboundedSender<Msg>),
    /// Why the command of an alert failed.
    Failed(CommandFailed),
    /// Answers when everything before it is done.
    Finish(oneshot::Sender<()>),
}

impl Recorder {
    /// `engine` makes the record when it is asked for the first time, on the thread; `watcher` looks at each reading for
    /// alerts. Days are those of `zone`.
    pub fn new(
        engine: impl FnOnce() -> Box<dyn Keeps> + Send + 'static,
        watcher: Option<Watcher>,
        zone: Zone,
        retention: Retention,
    ) -> Self {
        let (work, jobs) = channel();
        thread::spawn(move || {
            // Nothing is opened before the first reading: until then the screen needs the machine.
            loop {
                match jobs.recv() {
                    Ok(Job::Finish(done)) => drop(done.send(())),
                    Ok(first) => return serve((engine(), watcher), first, &jobs, zone, retention),
                    Err(_) => return,
                }
            }
        });
        Self { work, lasts: true }
    }

    /// The same for a record that ends with the program: nobody waits for it then.
    #[must_use]
    pub fn temporary(self) -> Self {
        Self { lasts: false, ..self }
    }

    /// The answer goes to `to`.
    pub fn record(&self, recording: Recording, to: UnboundedSender<Msg>) {
        let _ = self.work.send(Job::Record(recording, to));
    }

    /// The answer goes to `to`.
    pub(super) fn recall(&self, question: Recall, to: UnboundedSender<Msg>) {
        let _ = self.work.send(Job::Recall(question, to));
    }

    /// Keeps what a person said; where that fails, the answer goes to `to`.
    pub(super) fn say(&self, said: Said, to: UnboundedSender<Msg>) {
        let _ = self.work.send(Job::Say(said, to));
    }

    /// Keeps why the command of an alert failed.
    pub fn command_failed(&self, failed: CommandFailed) {
        let _ = self.work.send(Job::Failed(failed));
    }

    /// Waits until everything asked so far is done, but not for a disk that does not answer.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.lasts && self.work.send(Job::Finish(done)).is_ok() {
            let _ = timeout(PATIENCE, finished).await;
        }
    }
}

fn serve(
    (mut engine, mut watcher): (Box<dyn Keeps>, Option<Watcher>),
    first: Job,
    jobs: &Receiver<Job>,
    zone: Zone,
    retention: Retention,
) {
    let mut untidy = false;
    let mut failing = None;
    let mut warning = Warning::Unsaid;
    let mut first = Some(first);
    loop {
        let job = match first.take() {
            Some(first) => Ok(first),
            None if untidy => jobs.recv_timeout(QUIET),
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match job {
            Ok(Job::Record(recording, to)) => {
                let is_list = matches!(recording.what, Recorded::Campaigns { .. });
                let done = record(&mut *engine, &recording);
                untidy = done.is_ok();
                // What is older than what is known says nothing of now, and a doubted list nothing at all.
                if let (Ok(None | Some(Taken::Changed(_) | Taken::Same)), Some(watcher)) = (&done, &mut watcher) {
                    let told = watcher.take(Some(&mut *engine), &recording);
                    if !told.is_empty() {
                        let _ = to.send(Msg::Alerted(told));
                    }
                }
                // Settings that are as they were are not written: they do not show that anything can be.
                if is_list || done.is_err() {
                    failing = done.err();
                }
                let note = engine.note().or_else(|| warning.take());
                let _ = to.send(Msg::Recorded(failing.clone().map_or(Ok(()), Err), note));
            }
            Ok(Job::Recall(question, to)) => {
                let answer = recall::answer(&mut *engine, &question);
                if let Err(why) = &answer {
                    tracing::warn!(why, "the record does not answer");
                }
                let _ = to.send(Msg::Recalled(question, answer));
            }
            Ok(Job::Say(said, to)) => {
                let kept = match &said {
                    Said::Seen(seen) => engine.acknowledge(seen),
                    Said::AskAgain(campaign) => engine.ask_again(*campaign),
                };
                if let Err(why) = kept {
                    let _ = to.send(Msg::Recorded(Err(why), None));
                }
            }
            Ok(Job::Failed(failed)) => {
                if let Err(why) = engine.failed(&failed.alert, failed.at, &failed.why) {
                    tracing::warn!(why, "that a command failed is not kept");
                }
            }
            Ok(Job::Finish(done)) => {
                if let Err(why) = engine.leave() {
                    tracing::warn!(why, "the end of the last readings is not recorded");
                }
                let _ = done.send(());
            }
            Err(RecvTimeoutError::Timeout) => {
                untidy = match engine.tidy(Second::of(clock::wall()), zone, retention) {
                    Ok(more) => {
                        if let (Warning::Unsaid, Ok(bytes)) = (&warning, engine.used()) {
                            warning = retention.warning(bytes).map_or(Warning::Unsaid, Warning::Due);
                        }
                        more
                    }
                    Err(why) => {
                        tracing::warn!(why, "the record is not tidied");
                        false
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

/// That the record is nearly full is said once.
#[derive(Debug)]
enum Warning {
    Unsaid,
    /// With the next answer.
    Due(String),
    Said,
}

impl Warning {
    fn take(&mut self) -> Option<String> {
        match std::mem::replace(self, Self::Said) {
            Self::Due(words) => Some(words),
            before => {
                *self = before;
                None
            }
        }
    }
}

/// What became of a reading; nothing of settings.
fn record(engine: &mut dyn Keeps, recording: &Recording) -> Result<Option<Taken>, String> {
    let Recording { at, what } = recording;
    match what {
        Recorded::Campaigns { read, every, whole, .. } => {
            engine.take(Reading::new(*at, clock::wall(), *every, *whole), read).map(Some)
        }
        Recorded::Settings(settings) => engine.take_settings(Second::of(*at), settings).map(|()| None),
    }
}
