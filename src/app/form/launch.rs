//! How far the launch of the form's plan is.
//!
//! One way leads to a request: the list was looked at for this very plan, a code was shown, and a person typed it, letter
//! by letter, with a pause after it appeared (T15). Whatever else is pressed or pasted sends nothing. Once it is sent the
//! form only follows the launch, by its number, and never offers to send again while it may exist.

use std::time::Duration;

use super::Form;
use crate::app::launches::Launches;
use crate::app::text_field::TextField;
use crate::domain::launch::Launch;

pub const CODE_LETTERS: usize = 4;

/// For how long after the code appeared keys are not taken for it.
pub const CODE_PAUSE: Duration = Duration::from_millis(500);

#[derive(Debug, Clone, Default, PartialEq)]
pub enum LaunchStage {
    #[default]
    Idle,
    /// The list is being looked at; nothing is sent.
    Preparing {
        /// Which preparation: an answer to another one is dropped.
        ticket: u64,
        retyped: bool,
    },
    /// It is not launched. Nothing was sent.
    Refused(Refused),
    /// The code is shown and waits to be typed.
    Ready {
        launch: Box<Launch>,
        /// The code, in capitals.
        code: String,
        /// The right letters so far.
        typed: String,
        /// When the code appeared, since the start of the program.
        at: Duration,
        /// When the first of the right letters was typed.
        since: Duration,
        retyped: bool,
    },
    /// It is on its way: the form waits for the outcome.
    Sending(Box<Launch>),
    /// What became of it. [`super::Form::outcome`] knows the latest.
    Ended(LaunchEnd),
}

/// The letters of a code that come closer together than this were not typed by a hand: a terminal without bracketed
/// paste sends what is pasted as keys.
pub const CODE_BY_HAND: Duration = Duration::from_millis(75);

/// Why a plan is not launched, and the field in which its name can be typed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub why: RefusalWords,
    /// What is typed of the name; only where that helps.
    pub name: Option<TextField>,
}

/// Why a launch was not made, in words. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalWords {
    /// A clause for people, safe to print.
    pub words: String,
    /// Whether a name that looks the same is the reason, so that typing the name again may pass.
    pub same_name: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub launch: Box<Launch>,
    /// Random bits for the code.
    pub bits: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LaunchEnd {
    /// The launch as it then stood.
    pub launch: Box<Launch>,
    /// Why the outcome could not be written down, where it could not.
    pub unrecorded: Option<String>,
}

impl Form {
    /// Whether a draft that this one is a copy of, or a copy of it, has been launched.
    pub fn was_launched_as_a_copy(&self, launches: &Launches) -> bool {
        let own = self.origin();
        let akin = |launch: &Launch| launch.origin.as_ref().is_some_and(|origin| origin.is_akin(&own));
        launches.newest_first().iter().any(|launch| launch.may_exist() && akin(launch))
    }

    /// The launch that was sent, as the journal last told of it.
    pub fn outcome<'f>(&'f self, launches: &'f Launches) -> Option<&'f Launch> {
        let own = match &self.launch {
            LaunchStage::Sending(launch) => launch,
            LaunchStage::Ended(end) => &end.launch,
            _ => return None,
        };
        let known = launches.newest_first().iter().find(|known| known.id == own.id);
        Some(known.filter(|known| known.version > own.version).unwrap_or(own))
    }
}
