//! What can stand in the way of a launch before anything is sent.

use std::fmt;
use std::time::Duration;

use crate::domain::belief::Doubt;
use crate::domain::count::{count, counted};
use crate::domain::failure::Failure;
use crate::domain::launch::Launch;
use crate::domain::launch::gate::Clash;
use crate::domain::launch::journal::JournalError;
use crate::domain::launch::words::numbers;
use crate::domain::shown::Shown;
use crate::domain::time;

/// Why a launch, or a step of its search, is not made. Nothing was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Another launch on this machine did not come to its end in time.
    Busy,
    /// The journal cannot be used, or someone else has taken the launch in hand.
    Journal(JournalError),
    /// A launch of this machine with a name that looks the same may have created a campaign.
    SameLaunch(Box<Launch>),
    /// The draft was launched already, or one that it is a copy of.
    SameDraft {
        /// The launch that was made of it.
        launch: Box<Launch>,
        /// Whether it was made of a copy.
        copy: bool,
    },
    /// Campaigns of the list have names that look the same.
    SameName(Vec<Clash>),
    /// Too few requests are left to send and to look for the result.
    Budget {
        /// How long to wait.
        wait: Duration,
    },
    /// The list cannot be read, so that a lost answer could not be looked up.
    NoList(Failure),
    /// The list holds rows that cannot be read, so that what is new could not be told.
    UnreadableList(usize),
    /// The list lacks most of what was there before, and did so twice.
    DoubtfulList(Doubt),
}

impl From<JournalError> for Refusal {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::SameName(launch) => Self::SameLaunch(launch),
            JournalError::SameDraft { launch, copy } => Self::SameDraft { launch, copy },
            error => Self::Journal(error),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("another kaytop on this machine is launching and has not come to its end"),
            Self::Journal(JournalError::Unusable(why)) => write!(f, "cannot record the launch safely: {why}"),
            Self::Journal(error) => write!(f, "{error}"),
            Self::SameLaunch(launch) => {
                let name = Shown::new(&launch.request.name);
                if launch.phase.is_resolved() {
                    write!(
                        f,
                        "launch {} of this machine has made a campaign whose name looks the same: {name}",
                        launch.id
                    )
                } else {
                    write!(f, "launch {} of the same name is unresolved: {name}; it may exist already", launch.id)
                }
            }
            Self::SameDraft { launch, copy } => {
                let name = Shown::new(&launch.request.name);
                let made = if launch.found.is_empty() { "a campaign".into() } else { numbers(&launch.found) };
                let id = &launch.id;
                match (launch.phase.is_resolved(), copy) {
                    (false, _) => write!(f, "launch {id} of this draft is unresolved: {name}; it may exist already"),
                    (true, true) => write!(
                        f,
                        "launch {id} made {made} of a copy of this draft: {name}. t in the launches begins another like it"
                    ),
                    (true, false) => write!(
                        f,
                        "launch {id} made {made} of this very draft: {name}. One draft is launched once; t in the launches \
                         begins another like it"
                    ),
                }
            }
            Self::SameName(clashes) => {
                f.write_str("the name looks the same as")?;
                for (at, clash) in clashes.iter().take(3).enumerate() {
                    write!(f, "{} #{} {}", if at > 0 { "," } else { "" }, clash.id, clash.name)?;
                }
                if clashes.len() > 3 {
                    write!(f, " and {} more", clashes.len() - 3)?;
                }
                Ok(())
            }
            Self::Budget { wait } => {
                write!(f, "too few requests are left this hour to look up the result; wait {}", time::exact(*wait))
            }
            Self::NoList(failure) => {
                // What a server says may end with a full stop; the sentence around it has its own.
                let why = failure.to_string();
                write!(
                    f,
                    "the list cannot be read, so the result could not be looked up: {}",
                    why.trim_end_matches('.')
                )
            }
            Self::DoubtfulList(Doubt { rows, of }) => write!(
                f,
                "the server sent {} where there were {}, so the result could not be told from what is there",
                counted(*rows, "campaign"),
                count(*of as i64)
            ),
            Self::UnreadableList(rows) => {
                let rows = counted(*rows, "row");
                write!(f, "{rows} of the list cannot be read, so the result could not be told from what is there")
            }
        }
    }
}

impl std::error::Error for Refusal {}
