//! What the process that drives a launch is doing between the confirmation and the outcome, in its own words.
//!
//! The journal's phases cannot tell this: a launch is a draft there while the list is read, and SENDING from before the
//! socket is opened until the outcome is on disk. Only the process itself knows where it is between the two.

use crate::domain::time::{self, Moment, Zone};

/// What is being done for a launch that was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Another launch or look on this machine holds the lock.
    Waiting,
    /// The list is read and the names are compared.
    Checking,
    /// The last look has passed; what is about to happen is written down.
    Recording,
    /// From this moment on the request may be on its way.
    Out(Moment),
    /// The request has ended; what came of it is written down.
    Settling,
}

impl Progress {
    /// Whether a byte of the request may have left this machine.
    pub fn may_be_out(self) -> bool {
        matches!(self, Self::Out(_) | Self::Settling)
    }

    /// What is being done, in a sentence or two.
    pub fn says(self, zone: Zone) -> String {
        match self {
            Self::Waiting => {
                "Confirmed. Waiting for another kaytop on this machine, which is launching or looking. Nothing is sent yet."
                    .into()
            }
            Self::Checking => {
                "Confirmed. Reading the list once more and comparing the name. Nothing is sent yet.".into()
            }
            Self::Recording => "Confirmed. Writing down what is about to be sent. Nothing is sent yet.".into(),
            Self::Out(since) => format!(
                "Sending since {}: the server may have it already. Waiting for its answer; do not close.",
                time::format_clock(since, zone)
            ),
            Self::Settling => "The request has ended. Writing down what came of it; do not close.".into(),
        }
    }

    /// Why nothing closes meanwhile.
    pub fn keeps(self) -> &'static str {
        if self.may_be_out() {
            "The request is out: kaytop closes once its outcome is known, which takes half a minute at most."
        } else {
            "The launch is confirmed and being checked; nothing is sent yet. kaytop closes once its outcome is known."
        }
    }
}
