//! How the dashboard was left, one small file for each host. It may be deleted at any time.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::time::Moment;
use crate::domain::view_state::ViewState;
use crate::storage::hosts::file_name;
use crate::storage::small_file::{self, Unreadable};

/// The form of the file; a newer one is left alone.
const VERSION: u32 = 1;
/// More than any view takes: a filter has 1,000 characters.
const LARGEST: u64 = 64 * 1024;

/// The view of one host.
#[derive(Debug, Clone)]
pub struct ViewFile {
    path: PathBuf,
}

/// What the file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// How the dashboard was left, where that is known.
    pub view: Option<ViewState>,
    /// What a person should know of the file: a sentence.
    pub note: Option<String>,
    /// Whether the file must stay as it is.
    pub untouchable: bool,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    #[serde(flatten)]
    view: ViewState,
}

impl ViewFile {
    /// The file of `host` in the state folder. Makes nothing.
    pub fn new(state: &Path, host: &str) -> Self {
        Self { path: state.join("view").join(file_name(host, "json")) }
    }

    /// Reads it. One that is damaged is kept as `.bad-<now>`; one of a newer version, or that cannot be read, stays.
    pub fn read(&self, now: Moment) -> Read {
        match small_file::read(&self.path, LARGEST, VERSION) {
            Ok(None) => Read::default(),
            Ok(Some(Written { view, .. })) => Read { view: Some(view), ..Read::default() },
            Err(Unreadable::Kept(why)) => {
                let note =
                    format!("How the dashboard was left cannot be read: {why}. {} stays as it is.", self.shown());
                Read { note: Some(note), untouchable: true, view: None }
            }
            Err(Unreadable::Corrupt(why)) => {
                let (note, untouchable) = match small_file::set_aside(&self.path, now) {
                    Ok(kept) => (
                        format!("How the dashboard was left is damaged ({why}); it is kept as {}.", kept.display()),
                        false,
                    ),
                    Err(error) => {
                        (format!("{} is damaged ({why}) and could not be set aside: {error}.", self.shown()), true)
                    }
                };
                Read { note: Some(note), untouchable, view: None }
            }
        }
    }

    /// Replaces it.
    ///
    /// # Errors
    /// What was there is still there; why, in words for people.
    pub fn write(&self, view: &ViewState) -> Result<(), String> {
        let written = Written { version: VERSION, view: view.clone() };
        let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())?;
        small_file::write(&self.path, text.as_bytes())
    }

    fn shown(&self) -> std::path::Display<'_> {
        self.path.display()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::from_unix;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn view() -> ViewState {
        ViewState {
            filter: "calls:>100 \"é\"".to_owned(), sort: "name".to_owned(), wide: true, ..ViewState::default()
        }
    }

    fn now() -> Moment {
        from_unix(1_772_654_525).unwrap()
    }

    #[test]
    fn what_is_written_is_read_by_the_same_host_alone_and_is_private() {
        let state = tempfile::tempdir().unwrap();
        let file = ViewFile::new(state.path(), "127.0.0.1:80");
        assert_eq!(file.read(now()), Read::default());
        file.write(&ViewState::default()).unwrap();
        file.write(&view()).unwrap();
        assert_eq!(file.read(now()).view, Some(view()));
        assert_eq!(ViewFile::new(state.path(), "127.0.0.1:81").read(now()), Read::default());
        assert_eq!(fs::metadata(&file.path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(file.path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(fs::read_dir(file.path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_said_and_one_of_later_stays() {
        let state = tempfile::tempdir().unwrap();
        let file = ViewFile::new(state.path(), "api");
        file.write(&view()).unwrap();
        for damaged in ["", "{", "[]", "{\"version\": 1, \"filter\": 3}", "\u{0}\u{0}"] {
            fs::write(&file.path, damaged).unwrap();
            let kept = file.read(now());
            assert!(kept.note.as_ref().is_some_and(|note| note.contains(".bad-20260304T200205Z")), "{kept:?}");
            assert!(!file.path.exists() && !kept.untouchable);
        }
        let aside = fs::read_dir(file.path.parent().unwrap()).unwrap().count();
        assert_eq!(aside, 5, "each is kept under a name of its own");
        let later = "{\"version\": 2, \"filter\": {\"text\": \"x\"}}";
        fs::write(&file.path, later).unwrap();
        let kept = file.read(now());
        assert!(kept.untouchable && kept.note.unwrap().contains("newer version"));
        assert_eq!(fs::read_to_string(&file.path).unwrap(), later);
    }

    #[test]
    fn what_a_later_file_of_this_form_says_besides_is_no_fault() {
        let state = tempfile::tempdir().unwrap();
        let file = ViewFile::new(state.path(), "api");
        file.write(&view()).unwrap();
        fs::write(&file.path, "{\"version\": 1, \"filter\": \"x\", \"shade\": 7}").unwrap();
        assert_eq!(file.read(now()).view, Some(ViewState { filter: "x".to_owned(), ..ViewState::default() }));
    }
}
