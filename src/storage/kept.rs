//! What is kept on this machine between runs, and files for the person: one door for all of it.
//!
//! One [`Kept`] belongs to one window on one host. What is kept small has a file of its own, replaced whole
//! (`small_file`); another kind gets a file beside these and a method here.

pub mod drafts;
mod files;
pub mod filters;
pub mod look;
pub mod view;
pub mod views;
pub mod window;

use std::path::PathBuf;

use self::drafts::Drafts;
pub use self::files::{IfThere, Unwritten};
use self::filters::FiltersFile;
use self::look::LookFile;
use self::view::{Read, ViewFile};
use self::views::ViewsFile;
use self::window::Window;
use super::paths::Paths;
use crate::domain::query::Recent;
use crate::domain::time::Moment;
use crate::domain::view_state::ViewState;

/// What one window keeps for one host.
#[derive(Debug)]
pub struct Kept {
    /// The drafts of campaigns.
    pub drafts: Window,
    /// The views, which are the same for every host.
    pub views: ViewsFile,
    view: Option<ViewFile>,
    filters: FiltersFile,
    look: LookFile,
    /// Where the person works.
    here: PathBuf,
}

impl Kept {
    /// What is kept for `host`; files for the person go into the folder `here`. Creates nothing.
    pub fn new(paths: &Paths, host: &str, here: PathBuf) -> Self {
        let view = Some(ViewFile::new(&paths.state, host));
        Self {
            drafts: Window::new(Drafts::new(&paths.data, host)),
            views: ViewsFile::new(&paths.data),
            view,
            filters: FiltersFile::new(&paths.state, host),
            look: LookFile::new(&paths.state, host),
            here,
        }
    }

    /// How the dashboard was left, where that is known, and what a person should know of it: a sentence. A file that must
    /// stay as it is is not written in this run.
    pub fn view(&mut self, now: Moment) -> (Option<ViewState>, Option<String>) {
        let Some(file) = &self.view else { return (None, None) };
        let Read { view, note, untouchable } = file.read(now);
        if untouchable {
            self.view = None;
        }
        (view, note)
    }

    /// The filters that were kept last, and what a person should know where they cannot be read: a sentence.
    pub fn filters(&self, now: Moment) -> (Recent, Option<String>) {
        self.filters.read(now)
    }

    /// Puts a filter first among the recent ones, those of other windows included.
    ///
    /// # Errors
    /// It is not kept; why, in words for people.
    pub fn add_filter(&self, text: &str, now: Moment) -> Result<(), String> {
        self.filters.add(text, now)
    }

    /// When somebody last looked, and what a person should know where that cannot be read: a sentence.
    pub fn look(&self, now: Moment) -> (Option<Moment>, Option<String>) {
        self.look.read(now)
    }

    /// Keeps that somebody looked at `at`, unless another window was looked at later.
    ///
    /// # Errors
    /// It is not kept; why, in words for people.
    pub fn save_look(&self, at: Moment, now: Moment) -> Result<(), String> {
        self.look.write(at, now)
    }

    /// Keeps how the dashboard is set.
    ///
    /// # Errors
    /// What was there is still there; why, in words for people.
    pub fn save_view(&self, view: &ViewState) -> Result<(), String> {
        self.view.as_ref().map_or(Ok(()), |file| file.write(view))
    }

    /// Writes a file for the person called `name`, as seen from where they work; says its whole path.
    ///
    /// # Errors
    /// Nothing was written; what was there is as it was.
    pub fn write_file(&self, name: &str, bytes: &[u8], there: IfThere) -> Result<PathBuf, Unwritten> {
        files::write(&self.here, name, bytes, there)
    }
}
