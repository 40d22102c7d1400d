//! Exit codes, and an early stop with one.

use crate::domain::failure::{Failure, FailureClass, sentence};

/// What the process tells its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// It worked; also a reader that closed the pipe.
    Ok = 0,
    /// Something went wrong that has no number of its own.
    Error = 1,
    /// Wrong arguments, a broken configuration, no terminal.
    Usage = 2,
    /// The server wants fewer requests.
    RateLimited = 3,
    /// No key, or one that is not accepted.
    Authentication = 4,
    /// The network or the server failed; nothing was done, and it may be tried again.
    Network = 5,
    /// The server refused, or a plan is invalid.
    Rejected = 6,
    /// A launch may have created a campaign.
    Unknown = 7,
    /// A campaign or launch of a name that looks the same is there; nothing was sent.
    NameTaken = 8,
    /// What `watch --until` waited for did not come.
    NotMet = 10,
}

/// Why a command ended early: a message for stderr and a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The code.
    pub exit: Exit,
    /// What happened and what to do.
    pub message: String,
}

impl Stop {
    /// A stop with a code.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: without_numbers(message.into()) }
    }

    /// A stop for what has no number of its own.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Exit::Error, message)
    }
}

/// A message without the numbers that the system gives its errors: their words say the same.
fn without_numbers(mut message: String) -> String {
    const HEAD: &str = " (os error ";
    while let Some((before, behind)) = message.split_once(HEAD) {
        let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        message = format!("{before}{}", rest.strip_prefix(')').unwrap_or(rest));
    }
    message
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        let exit = match failure.class() {
            // What passes by itself may be tried again, whoever failed.
            _ if failure.is_transient() => Exit::Network,
            FailureClass::Auth => Exit::Authentication,
            FailureClass::RateLimited => Exit::RateLimited,
            FailureClass::Network => Exit::Network,
            FailureClass::Rejected => Exit::Rejected,
            FailureClass::Other => Exit::Error,
        };
        Self::new(exit, format!("{} {}", sentence(&failure.happened()), failure.advice()))
    }
}
