//! What keeps the launches of one host, behind one seam: the journal, the right to act on it, and who acts.
//!
//! An engine may serve one machine or many. So an [`Owner`] is only compared, and whether one is gone is the engine's to
//! say; a launch is taken up only from an owner that provably is.

use super::Owner;
use super::journal::{Journal, JournalError};

/// The right to launch, look and release on one host; given back when it is dropped.
pub type Lock = Box<dyn Send + Sync>;

/// Tries to take the lock; `None` while another holds it. An error must count as held by another (S11).
pub type TryLock = Box<dyn Fn() -> Result<Option<Lock>, JournalError> + Send + Sync>;

/// Everything that differs between one engine and another.
pub struct Engine {
    /// The launches of the host.
    pub journal: Box<dyn Journal>,
    /// One launch at a time on the host.
    pub lock: TryLock,
    /// Who acts here.
    pub owner: Owner,
    /// Whether an owner is provably gone; one of whom that cannot be known is not.
    pub is_gone: fn(&Owner) -> bool,
}
