//! The views, in one file that a person can read, edit and hand on. It is the same for every host.
//!
//! What kaytop changes goes into the text that is there at that moment: comments, and whatever it does not know, stay.

mod edit;
mod read;

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::view::{View, ViewChange, built_in};
use crate::storage::small_file;

/// More than any person writes.
const LARGEST: u64 = 256 * 1024;

/// The file of the views.
#[derive(Debug, Clone)]
pub struct ViewsFile {
    path: PathBuf,
}

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewsRead {
    /// The views that can be used; the built-in ones where there is no file, or none that can be read.
    pub views: Vec<View>,
    /// What a person should know of the file: a sentence.
    pub note: Option<String>,
}

impl ViewsFile {
    /// The file in the data folder. Makes nothing.
    pub fn new(data: &Path) -> Self {
        Self { path: data.join("views.toml") }
    }

    /// Reads it.
    pub fn read(&self) -> ViewsRead {
        let built_in = |note| ViewsRead { views: built_in(), note };
        let text = match self.text() {
            Ok(Some(text)) => text,
            Ok(None) => return built_in(None),
            Err(why) => return built_in(Some(format!("The views cannot be read: {}: {why}.", self.shown()))),
        };
        match read::read(&text) {
            Err(problem) => built_in(Some(format!(
                "The views cannot be read: {}:{problem}. Until that is mended, the built-in ones stand here.",
                self.shown()
            ))),
            Ok(found) => {
                let more = match found.problems.len() {
                    0 | 1 => String::new(),
                    all => format!(" There are {} more like that.", all - 1),
                };
                let note = found.problems.first().map(|problem| format!("{}:{problem}.{more}", self.shown()));
                let views = found.views.into_iter().map(|(_, view)| view).collect();
                ViewsRead { views, note }
            }
        }
    }

    /// Changes what is there now, be it this window's or another's, and returns the views as they are then.
    ///
    /// # Errors
    /// What was there is still there; why, as a clause for people.
    pub fn change(&self, change: &ViewChange) -> Result<Vec<View>, String> {
        let text = self.text().map_err(|why| format!("{}: {why}", self.shown()))?;
        let before = match text {
            Some(text) => text,
            None => edit::text_of(&built_in()),
        };
        let after = edit::edited(&before, change).map_err(|why| why.replace(edit::FILE, &self.shown()))?;
        let found = read::read(&after).map_err(|problem| format!("{}:{problem}", self.shown()))?;
        match fs::canonicalize(&self.path) {
            // A link that a person made stays one.
            Ok(target) => small_file::replace(&target, after.as_bytes(), File::write_all)?,
            Err(_) => small_file::write(&self.path, after.as_bytes())?,
        }
        Ok(found.views.into_iter().map(|(_, view)| view).collect())
    }

    fn text(&self) -> Result<Option<String>, String> {
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|error| small_file::words(&error))?,
        };
        if !file.metadata().is_ok_and(|found| found.is_file()) {
            return Err("it is no file".to_owned());
        }
        let mut text = String::new();
        file.take(LARGEST + 1).read_to_string(&mut text).map_err(|error| match error.kind() {
            ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
            _ => small_file::words(&error),
        })?;
        if text.len() as u64 > LARGEST {
            return Err("it is larger than such a file may be".to_owned());
        }
        Ok(Some(text))
    }

    fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

#[cfg(test)]
mod tests;
