//! What the model asks of the outside, as data.

use super::copy::Copied;
use super::poll::Ticket;

/// An effect, performed by `runtime/effects`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for the list; the answer carries the ticket.
    FetchCampaigns {
        /// Which flight this is.
        ticket: Ticket,
        /// The server's own search, where one is set.
        search: Option<String>,
    },
    /// Ask for the settings.
    FetchSettings {
        /// Which flight this is.
        ticket: Ticket,
    },
    /// Look in the list for launches whose outcome is unknown; [`super::msg::Msg::LaunchesRead`] says how they stand.
    LookForLaunches,
    /// Pass a text to the clipboard; [`super::msg::Msg::Copied`] says where it went.
    Copy(Copied),
    /// Take the mouse, or give it back to the terminal.
    CaptureMouse(bool),
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Leave.
    Quit,
}
