//! The drafts of campaigns, one JSON file each, in a folder for each host (S3, S7, S14).
//!
//! Whatever stops a save, the draft is the old one or the new one. A file that cannot be understood is kept under another
//! name and said.

mod hold;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

pub use self::hold::{Hold, Taken};

use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use crate::domain::draft::{Draft, Step};
use crate::domain::rules::json;
use crate::domain::time::Moment;
use crate::storage::paths::private_folder;
use crate::storage::small_file::{self, Unreadable, set_aside, words};

/// The version of the file's form.
const VERSION: u32 = 1;
/// No draft is larger, in bytes.
const LARGEST: u64 = 64 << 20;

/// The drafts for one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafts {
    folder: PathBuf,
}

/// What a look at the folder found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The drafts, the latest first.
    pub drafts: Vec<DraftSummary>,
    /// What a person must know: files that could not be read, and where they are kept.
    pub notes: Vec<String>,
}

/// A draft as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    id: String,
    title: String,
    step: Step,
    saved_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copy_of: Option<String>,
    draft: Draft,
}

impl Drafts {
    /// The drafts under `data` for a host such as `public-api.kayse.ai` or `127.0.0.1:8080`. Creates nothing.
    pub fn new(data: &Path, host: &str) -> Self {
        Self { folder: data.join("drafts").join(folder_name(host)) }
    }

    /// Where they are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every draft. A corrupt one is kept as `.bad-<now>` and noted (S7).
    ///
    /// # Errors
    /// The folder cannot be read; in words for people. No folder means no drafts.
    pub fn list(&self, now: Moment) -> Result<Listing, String> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Listing::default()),
            Err(error) => return Err(format!("the drafts in {} cannot be listed: {error}", self.folder.display())),
        };
        let mut listing = Listing::default();
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if is_left_over(&name) {
                let _ = fs::remove_file(entry.path());
            }
            let Some(id) = name.strip_suffix(".json").and_then(DraftId::parse) else { continue };
            match self.load(&id, now) {
                Ok(saved) => listing.drafts.push(saved.summary()),
                Err(why) => listing.notes.push(why),
            }
        }
        listing.drafts.sort_by(|a, b| b.saved_at.cmp(&a.saved_at).then_with(|| a.id.cmp(&b.id)));
        listing.notes.sort();
        Ok(listing)
    }

    /// Whether a draft of this number is kept.
    pub fn is_there(&self, id: &DraftId) -> bool {
        self.path(id).exists()
    }

    /// One draft. A corrupt one is kept as `.bad-<now>` (S7); one of a newer version is left alone (S8).
    ///
    /// # Errors
    /// It cannot be read; in words for people.
    pub fn load(&self, id: &DraftId, now: Moment) -> Result<SavedDraft, String> {
        let path = self.path(id);
        match read(&path) {
            Ok(written) => {
                let Written { step, saved_at, copy_of, draft, .. } = written;
                let copy_of = copy_of.as_deref().and_then(DraftId::parse);
                Ok(SavedDraft { id: id.clone(), step, saved_at, copy_of, draft })
            }
            Err(Unreadable::Kept(why)) => Err(format!("the draft {id} cannot be read: {why}. It is left as it is.")),
            Err(Unreadable::Corrupt(why)) => Err(match set_aside(&path, now) {
                Ok(kept) => format!("the draft {id} is damaged ({why}); it is kept as {}.", kept.display()),
                Err(error) => format!("the draft {id} is damaged ({why}) and could not be set aside: {error}."),
            }),
        }
    }

    /// Saves a draft in the place of what was saved under its id.
    ///
    /// # Errors
    /// It is not saved; in words for people. What was saved before is still there.
    pub fn save(&self, saved: &SavedDraft) -> Result<(), String> {
        self.write(saved, File::write_all)
            .map_err(|why| format!("the draft is not saved: {why}. What was saved before is kept."))
    }

    /// Removes a draft. One that is not there is removed already.
    ///
    /// # Errors
    /// It is still there; in words for people.
    pub fn remove(&self, id: &DraftId) -> Result<(), String> {
        match fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(format!("the draft {id} is not removed: {error}")),
            _ => Ok(()),
        }
    }

    fn path(&self, id: &DraftId) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    fn write(&self, saved: &SavedDraft, write: impl FnOnce(&mut File, &[u8]) -> io::Result<()>) -> Result<(), String> {
        let text = text_of(saved)?;
        let folder = self.folder.display();
        private_folder(&self.folder).map_err(|error| format!("{folder} cannot be made: {}", words(&error)))?;
        small_file::replace(&self.path(&saved.id), text.as_bytes(), write)
    }
}

/// The text of the file. What could not be read again is refused before anything is replaced.
fn text_of(saved: &SavedDraft) -> Result<String, String> {
    let written = Written {
        version: VERSION,
        id: saved.id.to_string(),
        title: saved.draft.title().as_str().to_owned(),
        step: saved.step,
        saved_at: saved.saved_at,
        copy_of: saved.copy_of.as_ref().map(ToString::to_string),
        draft: saved.draft.clone(),
    };
    let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())?;
    if text.len() as u64 > LARGEST {
        return Err("it is larger than a draft may be".to_owned());
    }
    let again = json::parse(&text).map_err(|error| error.to_string());
    again
        .and_then(|json| serde_json::from_value::<Written>(json).map_err(|error| error.to_string()))
        .map_err(|why| format!("it could not be read again ({why})"))?;
    Ok(text)
}

fn read(path: &Path) -> Result<Written, Unreadable> {
    let found = small_file::read(path, LARGEST, VERSION)?;
    found.ok_or_else(|| Unreadable::Kept("it is not there".to_owned()))
}

/// Whether a file is what a save that was killed left behind.
fn is_left_over(name: &str) -> bool {
    let Some((_, process)) = name.strip_suffix(".tmp").and_then(|name| name.rsplit_once('.')) else { return false };
    let process = process.split_once('-').and_then(|(process, _)| process.parse().ok());
    let Some(process) = process.and_then(rustix::process::Pid::from_raw) else { return false };
    rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH)
}

/// A host as the name of a folder: what is neither letter, digit, dash nor an inner dot is percent-encoded.
fn folder_name(host: &str) -> String {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.');
    let (dot, rest) = host.strip_prefix('.').map_or(("", host), |rest| ("%2E", rest));
    format!("{dot}{}", utf8_percent_encode(rest, ENCODED))
}

#[cfg(test)]
mod tests;
