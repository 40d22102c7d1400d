//! What the model asks of the outside, as data.

use serde_json::Value;

use super::copy::Copied;
use super::export::Screen;
use super::keep::{IfThere, Keep};
use super::poll::Ticket;
use super::prefs::ThemeName;
use super::statement::Stated;
use super::write::WriteView;
use crate::domain::alert::Telling;
use crate::domain::launch::{Launch, LaunchId, Origin};

/// Something to be done outside, by `runtime/effects`.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for the list; the answer carries the ticket.
    FetchCampaigns {
        ticket: Ticket,
        /// The server's own search, where one is set.
        search: Option<String>,
    },
    /// Ask for the settings.
    FetchSettings {
        ticket: Ticket,
    },
    /// Ask for a page of the case lists; the answer carries the ticket.
    FetchCaseLists {
        ticket: Ticket,
        /// What the server is to search for.
        search: Option<String>,
        /// Which page, from 1.
        page: usize,
    },
    /// Look in the list for launches whose outcome is unknown; [`super::msg::Msg::LaunchesRead`] says how they stand.
    LookForLaunches,
    /// Have a statement about a launch judged and written down; [`super::msg::Msg::StatementJudged`] answers.
    State {
        launch: LaunchId,
        stated: Stated,
    },
    /// Tell of alerts: ring, show a notice on the desktop, run commands; [`super::msg::Msg::CommandFailed`] says of each
    /// that failed.
    Tell(Vec<Telling>),
    /// Pass a text to the clipboard; [`super::msg::Msg::Copied`] says where it went.
    Copy(Copied),
    /// Save something between runs, or give it back.
    Keep(Keep),
    /// Draw the screen once more and write it as a file.
    Picture(Box<Picture>),
    /// Make everything ready for a launch and send nothing; [`super::msg::Msg::LaunchPrepared`] answers.
    PrepareLaunch {
        ticket: u64,
        plan: Value,
        /// The draft that it is made of.
        origin: Origin,
        /// Whether a person typed the name again: then a campaign that looks the same does not block it.
        retyped: bool,
    },
    /// Send a launch that a person confirmed by its code, once; [`super::msg::Msg::LaunchMoved`] tells of each step,
    /// [`super::msg::Msg::LaunchEnded`] of the end.
    Launch {
        draft: Box<Launch>,
        retyped: bool,
    },
    /// Let the screen look otherwise.
    SetTheme(ThemeName),
    /// Take the mouse, or give it back to the terminal.
    CaptureMouse(bool),
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Draw every cell again.
    Redraw,
    Quit,
}

/// A screen on its way to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub view: WriteView,
    pub screen: Screen,
    pub there: IfThere,
}
