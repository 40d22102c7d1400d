//! The filters that were kept last, one small file for each host. It may be deleted at any time.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::query::Recent;
use crate::domain::time::Moment;
use crate::storage::hosts::file_name;
use crate::storage::small_file::{self, Unreadable};

/// The form of the file; a newer one is left alone.
const VERSION: u32 = 1;
/// More than fifty filters take: one has 1,000 characters.
const LARGEST: u64 = 512 * 1024;

/// The recent filters of one host.
#[derive(Debug, Clone)]
pub struct FiltersFile {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    /// The newest first.
    filters: Vec<String>,
}

impl FiltersFile {
    /// The file of `host` in the state folder. Makes nothing.
    pub fn new(state: &Path, host: &str) -> Self {
        Self { path: state.join("filters").join(file_name(host, "json")) }
    }

    /// What is kept, and what a person should know where it cannot be read. A damaged file is kept as `.bad-<now>`.
    pub fn read(&self, now: Moment) -> (Recent, Option<String>) {
        match self.load(now) {
            Ok(recent) => (recent, None),
            Err(why) => (Recent::default(), Some(format!("The filters of last time cannot be read: {why}."))),
        }
    }

    /// Puts a filter first; what other windows kept meanwhile stays.
    ///
    /// # Errors
    /// What was there is still there; why, in words for people.
    pub fn add(&self, text: &str, now: Moment) -> Result<(), String> {
        let mut recent = self.load(now)?;
        if !recent.add(text) {
            return Ok(());
        }
        let written = Written { version: VERSION, filters: recent.texts().to_vec() };
        let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())?;
        small_file::write(&self.path, text.as_bytes())
    }

    fn load(&self, now: Moment) -> Result<Recent, String> {
        match small_file::read(&self.path, LARGEST, VERSION) {
            Ok(None) => Ok(Recent::default()),
            Ok(Some(Written { filters, .. })) => Ok(Recent::new(filters)),
            Err(Unreadable::Kept(why)) => Err(format!("{}: {why}", self.path.display())),
            Err(Unreadable::Corrupt(why)) => match small_file::set_aside(&self.path, now) {
                Ok(aside) => {
                    tracing::warn!(%why, aside = %aside.display(), "the recent filters were damaged");
                    Ok(Recent::default())
                }
                Err(error) => Err(format!("{} is damaged ({why}): {error}", self.path.display())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::from_unix;
    use std::fs;

    #[test]
    fn filters_are_kept_by_host_in_the_order_of_their_use_and_two_windows_share_them() {
        let state = tempfile::tempdir().unwrap();
        let now = from_unix(1_772_654_525).unwrap();
        let of = |host: &str| FiltersFile::new(state.path(), host);
        let (left, right) = (of("api"), of("api"));
        assert_eq!(left.read(now), (Recent::default(), None));
        for (window, text) in [(&left, "talc"), (&right, "calls > 5"), (&left, "is:odd"), (&right, "TALC")] {
            window.add(text, now).unwrap();
        }
        assert_eq!(left.read(now).0.texts(), ["TALC", "is:odd", "calls > 5"]);
        assert_eq!(of("other").read(now).0, Recent::default());
        fs::write(&left.path, "{").unwrap();
        left.add("wave", now).unwrap();
        assert_eq!(left.read(now).0.texts(), ["wave"]);
        assert_eq!(fs::read_dir(left.path.parent().unwrap()).unwrap().count(), 2, "the damaged one is kept aside");
        let later = "{\"version\": 2}";
        fs::write(&left.path, later).unwrap();
        assert!(left.add("x", now).unwrap_err().contains("newer version"));
        assert!(left.read(now).1.unwrap().contains("newer version"));
        assert_eq!(fs::read_to_string(&left.path).unwrap(), later);
    }
}
