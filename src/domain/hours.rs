//! Business hours: slots of the day in the clients' local time, and the frame no call leaves.

use super::time::TimeOfDay;

/// A slot of the day in which calls may be made: from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When calls may begin.
    pub start: TimeOfDay,
    /// When they must have ended; after `start`.
    pub end: TimeOfDay,
}
