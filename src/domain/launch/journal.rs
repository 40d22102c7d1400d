//! What a launch asks of its journal, and the permission to send that only a journal can give.
//!
//! The journal is a seam: `storage` keeps it in `SQLite`, tests keep one in memory that loses what was not committed.
//! Every method is one durable transaction: when it returns `Ok`, the change survives a power cut (condition 1).

use std::fmt;

use super::gate::NameKey;
use super::transition::Transition;
use super::{Launch, LaunchId, Origin, Owner, Stamp};

/// A durable record of launches on one host.
pub trait Journal: Send {
    /// Every launch, the newest first.
    fn launches(&mut self) -> Result<Vec<Launch>, JournalError>;

    /// A number that changes whenever another process has written. Where there is no other, it stays.
    fn epoch(&mut self) -> Result<u64, JournalError> {
        Ok(0)
    }

    /// Writes a new draft.
    fn draft(&mut self, launch: &Launch) -> Result<(), JournalError>;

    /// Writes a change if the launch still has the phase and version that the change starts from; else
    /// [`JournalError::Taken`] (condition 2).
    ///
    /// A change to CONFIRMED also looks, in the same transaction, for what stands in its way ([`obstacle`]): a launch of a
    /// name that looks the same ([`JournalError::SameName`]) or of the same draft ([`JournalError::SameDraft`]).
    fn write(&mut self, change: &Transition) -> Result<(), JournalError>;
}

/// Why the journal did not write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalError {
    /// The launch is not where it was thought to be: another window or command was faster.
    Taken,
    /// A launch with a name that looks the same may exist already.
    SameName(Box<Launch>),
    /// The draft was launched already, or another copy of it was.
    SameDraft {
        /// The launch that was made of it.
        launch: Box<Launch>,
        /// Whether only one is a copy of the other.
        copy: bool,
    },
    /// The file cannot be used: why, in a clause for people. Nothing was written.
    Unusable(String),
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken => f.write_str("another kaytop has taken this launch in hand"),
            Self::SameName(launch) => write!(f, "launch {} has a name that looks the same", launch.id),
            Self::SameDraft { launch, .. } => write!(f, "launch {} was made of the same draft", launch.id),
            Self::Unusable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for JournalError {}

/// The launch that stands in the way of a new one called `name`, if any: one that may exist, of the last 30 days, whose
/// name looks the same. An unresolved one always does; another only unless the person has `retyped` the name.
pub fn blocking<'a>(
    launches: &'a [Launch],
    own: &LaunchId,
    name: &str,
    retyped: bool,
    now: &Stamp,
) -> Option<&'a Launch> {
    let key = NameKey::of(name);
    let remembers = |launch: &Launch| super::within(launch.changed.wall, now.wall, super::REMEMBERED);
    let mut alike: Vec<&Launch> = launches
        .iter()
        .filter(|launch| launch.id != *own && launch.may_exist() && NameKey::of(&launch.request.name).is_like(&key))
        .filter(|launch| !launch.phase.is_resolved() || (!retyped && remembers(launch)))
        .collect();
    // First the one that typing the name again would not help against.
    alike.sort_by_key(|launch| launch.phase.is_resolved());
    alike.first().copied()
}

/// What stands in the way of confirming `launch`, if anything does.
pub fn obstacle(launches: &[Launch], launch: &Launch, retyped: bool, now: &Stamp) -> Option<JournalError> {
    same_draft(launches, &launch.id, launch.origin.as_ref(), retyped, now).or_else(|| {
        let other = blocking(launches, &launch.id, &launch.request.name, retyped, now)?;
        Some(JournalError::SameName(Box::new(other.clone())))
    })
}

/// Whether a draft cannot be launched because it was, whatever it is called by now. Of a copy that was launched, typing
/// the name again says that another campaign is meant, unless the first is unresolved.
pub fn same_draft(
    launches: &[Launch],
    own: &LaunchId,
    origin: Option<&Origin>,
    retyped: bool,
    now: &Stamp,
) -> Option<JournalError> {
    let origin = origin?;
    let made = || launches.iter().filter(|launch| launch.id != *own && launch.may_exist());
    let of = |launch: &Launch| launch.origin.as_ref().is_some_and(|other| other.draft == origin.draft);
    let akin = |launch: &Launch| launch.origin.as_ref().is_some_and(|other| other.is_akin(origin));
    let remembered = |launch: &Launch| {
        !launch.phase.is_resolved() || (!retyped && super::within(launch.changed.wall, now.wall, super::REMEMBERED))
    };
    let same = made().find(|launch| of(launch));
    let found = same.or_else(|| made().find(|launch| akin(launch) && remembered(launch)))?;
    Some(JournalError::SameDraft { launch: Box::new(found.clone()), copy: same.is_none() })
}

/// Permission to send one request, once. Only [`arm`] makes one, after SENDING is on disk; sending consumes it.
///
/// ```compile_fail,E0382
/// # use kaytop::domain::launch::journal::Armed;
/// fn send(armed: Armed) {}
/// fn twice(armed: Armed) {
///     send(armed);
///     send(armed); // use of moved value
/// }
/// ```
///
/// It cannot be copied either:
///
/// ```compile_fail,E0599
/// # use kaytop::domain::launch::journal::Armed;
/// fn copy(armed: &Armed) -> Armed {
///     armed.clone()
/// }
/// ```
#[derive(Debug)]
pub struct Armed {
    launch: LaunchId,
    body: String,
}

impl Armed {
    /// The launch it is for.
    pub fn launch(&self) -> &LaunchId {
        &self.launch
    }

    /// The body to send, byte for byte as confirmed.
    pub fn into_body(self) -> String {
        self.body
    }
}

/// Writes SENDING and gives the permission to send (condition 1: on disk before the socket opens).
pub fn arm(journal: &mut dyn Journal, launch: &mut Launch, owner: &Owner, at: Stamp) -> Result<Armed, JournalError> {
    let change = launch.arm(owner, at).map_err(|_| JournalError::Taken)?;
    journal.write(&change)?;
    *launch = change.into_launch();
    Ok(Armed { launch: launch.id.clone(), body: launch.request.body.clone() })
}

#[cfg(test)]
mod tests;
