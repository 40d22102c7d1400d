//! When somebody last looked at the screen, one small file for each host. It may be deleted at any time.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::record::Second;
use crate::domain::time::{self, Moment};
use crate::storage::hosts::file_name;
use crate::storage::small_file::{self, Unreadable};

/// The form of the file; a newer one is left alone.
const VERSION: u32 = 1;
/// More than a moment takes.
const LARGEST: u64 = 1024;

/// The last look at the campaigns of one host.
#[derive(Debug, Clone)]
pub struct LookFile {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    /// RFC 3339.
    looked: String,
}

impl LookFile {
    /// The file of `host` in the state folder. Makes nothing.
    pub fn new(state: &Path, host: &str) -> Self {
        Self { path: state.join("look").join(file_name(host, "json")) }
    }

    /// When somebody last looked, and what a person should know where that cannot be read. A damaged file is kept as
    /// `.bad-<now>`. What is later than now, because the clock was set back, tells nothing.
    pub fn read(&self, now: Moment) -> (Option<Moment>, Option<String>) {
        match self.load(now) {
            Ok(looked) => (looked.filter(|looked| *looked <= now), None),
            Err(why) => (None, Some(format!("When you last looked cannot be read: {why}."))),
        }
    }

    /// Keeps that somebody looked at `at`, unless another window was looked at later.
    ///
    /// # Errors
    /// What was there is still there; why, in words for people.
    pub fn write(&self, at: Moment, now: Moment) -> Result<(), String> {
        if self.load(now)?.is_some_and(|looked| (at..=now).contains(&looked)) {
            return Ok(());
        }
        let written = Written { version: VERSION, looked: time::iso(at) };
        let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())?;
        small_file::write(&self.path, text.as_bytes())
    }

    fn load(&self, now: Moment) -> Result<Option<Moment>, String> {
        let why = match small_file::read(&self.path, LARGEST, VERSION) {
            Ok(None) => return Ok(None),
            Ok(Some(Written { looked, .. })) => match time::parse_rfc3339(&looked) {
                // A fraction of a second is not written, so it is none here.
                Some(looked) => return Ok(Second::of(looked).moment()),
                None => "it names no moment".to_owned(),
            },
            Err(Unreadable::Kept(why)) => return Err(format!("{}: {why}", self.path.display())),
            Err(Unreadable::Corrupt(why)) => why,
        };
        match small_file::set_aside(&self.path, now) {
            Ok(aside) => {
                tracing::warn!(%why, aside = %aside.display(), "the file of the last look was damaged");
                Ok(None)
            }
            Err(error) => Err(format!("{} is damaged ({why}): {error}", self.path.display())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::from_unix;
    use std::fs;

    fn moment(seconds: i64) -> Moment {
        from_unix(1_772_654_525 + seconds).unwrap()
    }

    #[test]
    fn the_latest_look_of_all_windows_is_kept_by_host() {
        let state = tempfile::tempdir().unwrap();
        let of = |host: &str| LookFile::new(state.path(), host);
        assert_eq!(of("api").read(moment(0)), (None, None), "nobody has looked");
        of("api").write(moment(50), moment(50)).unwrap();
        of("api").write(moment(20), moment(60)).unwrap();
        assert_eq!(of("api").read(moment(90)), (Some(moment(50)), None), "another window was looked at later");
        assert_eq!(of("other").read(moment(90)), (None, None));
        of("api").write(moment(10), moment(30)).unwrap();
        assert_eq!(of("api").read(moment(30)).0, Some(moment(10)), "what was kept of the future is no look");
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_one_of_later_stays() {
        let state = tempfile::tempdir().unwrap();
        let file = LookFile::new(state.path(), "api");
        file.write(moment(0), moment(0)).unwrap();
        for damaged in ["", "{\"version\": 1, \"looked\": \"soon\"}"] {
            fs::write(&file.path, damaged).unwrap();
            assert_eq!(file.read(moment(9)), (None, None));
            assert!(!file.path.exists());
        }
        let later = "{\"version\": 2}";
        fs::write(&file.path, later).unwrap();
        assert!(file.write(moment(5), moment(5)).unwrap_err().contains("newer version"));
        assert!(file.read(moment(9)).1.unwrap().contains("newer version"));
        assert_eq!(fs::read_to_string(&file.path).unwrap(), later);
    }
}
