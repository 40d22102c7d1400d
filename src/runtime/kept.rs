//! Performs what the model asks to be kept between runs. One thread does it in the order of asking, so that what was typed
//! last is what is kept.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

use super::alerts::{self, Watcher};
use super::clock;
use super::record::Recorder;
use crate::app::export;
use crate::app::keep::{Content, FileToWrite, FileWritten, IfThere, Keep, NotWritten};
use crate::app::msg::Msg;
use crate::app::recall::{Recall, Recalled};
use crate::storage::kept::window::Saved;
use crate::storage::kept::{self, Kept, Unwritten};

/// The thread that has a window's [`Kept`]. Cheap to clone; it ends with the last clone.
#[derive(Debug, Clone)]
pub struct Keeper {
    work: Sender<Job>,
    recorder: Option<Recorder>,
}

/// How often it is looked whether another window has sought the open draft.
const LISTEN: Duration = Duration::from_secs(1);

#[derive(Debug)]
enum Job {
    Perform(Keep, UnboundedSender<Msg>),
    /// Answers when everything before it is done.
    Finish(oneshot::Sender<()>),
}

impl Keeper {
    pub fn new(kept: Kept) -> Self {
        Self::watching(kept, None)
    }

    /// The same where nobody records: `watcher` looks at each reading for alerts, and forgets with the window.
    pub fn watching(mut kept: Kept, mut watcher: Option<Watcher>) -> Self {
        let (work, jobs) = channel();
        thread::spawn(move || {
            let mut listener: Option<UnboundedSender<Msg>> = None;
            loop {
                match jobs.recv_timeout(LISTEN) {
                    Ok(Job::Perform(request, to)) => {
                        let msgs = match &mut watcher {
                            Some(watcher) if request.is_for_watcher() => watch(watcher, request),
                            _ => perform(&mut kept, request),
                        };
                        for msg in msgs {
                            let _ = to.send(msg);
                        }
                        listener = Some(to);
                    }
                    Ok(Job::Finish(done)) => drop(done.send(())),
                    Err(RecvTimeoutError::Timeout) => {
                        if let (Some(to), Some(id)) = (&listener, kept.drafts.sought()) {
                            let _ = to.send(Msg::DraftSought(id));
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
        });
        Self { work, recorder: None }
    }

    /// Hands what is recorded to `recorder`. Without one, nothing is.
    #[must_use]
    pub fn recording(self, recorder: Option<Recorder>) -> Self {
        Self { recorder, ..self }
    }

    /// The answers go to `to`.
    pub fn perform(&self, request: Keep, to: UnboundedSender<Msg>) {
        match (request, &self.recorder) {
            (Keep::Record(recording), Some(recorder)) => recorder.record(*recording, to),
            (Keep::Recall(question), Some(recorder)) => recorder.recall(question, to),
            (Keep::Say(said), Some(recorder)) => recorder.say(*said, to),
            (Keep::CommandFailed(failed), Some(recorder)) => recorder.command_failed(*failed),
            (request, _) => drop(self.work.send(Job::Perform(request, to))),
        }
    }

    /// Waits until everything asked so far is done: nothing typed is lost by leaving at once.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.work.send(Job::Finish(done)).is_ok() {
            let _ = finished.await;
        }
        if let Some(recorder) = &self.recorder {
            recorder.finish().await;
        }
    }
}

/// Does for alerts what the record does where there is one.
fn watch(watcher: &mut Watcher, request: Keep) -> Vec<Msg> {
    match request {
        Keep::Record(recording) => {
            let told = watcher.take(None, &recording);
            if told.is_empty() { Vec::new() } else { vec![Msg::Alerted(told)] }
        }
        Keep::Recall(Recall::Alerts) => {
            let told = alerts::log(watcher.unrecorded());
            vec![Msg::Recalled(Recall::Alerts, told.map(Recalled::Alerts))]
        }
        Keep::CommandFailed(failed) => {
            // It keeps what it can in memory.
            let _ = watcher.unrecorded().failed(&failed.alert, failed.at, &failed.why);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn perform(kept: &mut Kept, request: Keep) -> Vec<Msg> {
    let now = clock::wall();
    match request {
        Keep::SaveView(view) => kept.save_view(&view).err().map(Msg::ViewNotSaved).into_iter().collect(),
        Keep::SaveLook(at) => kept.save_look(at, now).err().map(Msg::LookNotKept).into_iter().collect(),
        Keep::ChangeViews(change) => {
            let views = kept.views.change(&change);
            vec![Msg::ViewsChanged(change, views)]
        }
        Keep::ReadViews => {
            let found = kept.views.read();
            vec![Msg::ViewsRead(found.views, found.note)]
        }
        Keep::AddFilter(text) => kept.add_filter(&text, now).err().map(Msg::FilterNotKept).into_iter().collect(),
        Keep::SaveDraft(saved) => {
            let (id, at) = (saved.id.clone(), saved.saved_at);
            let Saved { copy, written } = kept.drafts.save(*saved, now);
            let saved = |id| Msg::DraftSaved(id, written.map(|()| at));
            match copy {
                Some(copy) => vec![Msg::DraftCopied(id, copy.clone()), saved(copy)],
                None => vec![saved(id)],
            }
        }
        Keep::ListDrafts => vec![listed(kept)],
        Keep::LoadDraft(line) => match kept.drafts.load(&line, now) {
            Ok(saved) => vec![Msg::DraftLoaded(Ok(Box::new(saved)))],
            // What the list shows may be out of date.
            Err(why) => vec![listed(kept), Msg::DraftLoaded(Err(why))],
        },
        Keep::RemoveDraft(id) => {
            let removed = kept.drafts.remove(&id);
            vec![Msg::DraftRemoved(id, removed)]
        }
        // Nobody records here.
        Keep::Record(_) | Keep::Recall(_) | Keep::Say(_) | Keep::CommandFailed(_) => Vec::new(),
        Keep::WriteFile(file) => {
            let FileToWrite { purpose, name, content, there } = *file;
            vec![Msg::FileWritten(purpose, write(kept, &name, content, there))]
        }
    }
}

fn write(kept: &Kept, name: &str, content: Content, there: IfThere) -> Result<FileWritten, NotWritten> {
    let there = match there {
        IfThere::TakeAnother => kept::IfThere::TakeAnother,
        IfThere::Ask => kept::IfThere::Refuse,
        IfThere::Replace => kept::IfThere::Replace,
    };
    let (bytes, holds) = match content {
        Content::Text(text) => (text.into_bytes(), String::new()),
        Content::Sheet { sheet, format, redacted } => {
            let sheet = if redacted { sheet.redacted() } else { *sheet };
            let mut bytes = Vec::new();
            export::write(&sheet, format, &mut bytes).map_err(|error| NotWritten::Failed(error.to_string()))?;
            (bytes, sheet.extent())
        }
        Content::Events { page, format } => {
            let mut bytes = Vec::new();
            page.write(format, &mut bytes).map_err(|error| NotWritten::Failed(error.to_string()))?;
            (bytes, page.extent())
        }
        Content::Comparison { page, format } => {
            let mut bytes = Vec::new();
            page.write(format, &mut bytes).map_err(|error| NotWritten::Failed(error.to_string()))?;
            (bytes, page.extent())
        }
    };
    match kept.write_file(name, &bytes, there) {
        Ok(path) => Ok(FileWritten { path: path.display().to_string(), holds }),
        Err(Unwritten::Taken { free }) => Err(NotWritten::Taken { free }),
        Err(Unwritten::Failed(why)) => Err(NotWritten::Failed(why)),
    }
}

fn listed(kept: &Kept) -> Msg {
    Msg::DraftsListed(kept.drafts.list(clock::wall()).map(|found| (found.drafts, found.notes)))
}
