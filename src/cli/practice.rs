//! The practice record: the embedded sandbox's past, taken by a record that is gone with this process.

use crate::domain::time::Zone;
use crate::sandbox::past::Past;
use crate::storage::record::Record;

/// What people are told of it.
pub const WORDS: &str = "practice: the sandbox's last 15 days are made up at each start, and gone at its end";

/// Makes it.
///
/// # Errors
/// It was not taken to its end: a clause for people.
pub fn make(record: &mut Record, past: Option<Past>, zone: Zone) -> Result<(), String> {
    past.map_or(Ok(()), |past| past.replay(record, zone))
}
