//! Where the launches of a host are kept: the one place that chooses the engine.
//!
//! An [`Engine`] is all that differs from one to another. `sqlite` keeps them in a file of this machine.

pub mod sqlite;

use std::path::Path;

use self::sqlite::JournalFile;
use super::lock::HostLock;
use super::process::Process;
use crate::domain::launch::engine::{Engine, Lock};
use crate::domain::launch::journal::JournalError;

/// Opens the journal of `host` (with its port), or makes a new one. Waits for the disk.
///
/// # Errors
/// It cannot be used: nothing may be launched.
pub fn open(data_folder: &Path, host: &str) -> Result<Engine, JournalError> {
    let journal = JournalFile::open(data_folder, host)?;
    let (folder, host) = (data_folder.to_owned(), host.to_owned());
    let lock = move || match HostLock::try_take(&folder, &host) {
        Ok(taken) => Ok(taken.map(|lock| Box::new(lock) as Lock)),
        Err(error) => Err(JournalError::Unusable(format!("the lock of the launch journal cannot be taken: {error}"))),
    };
    Ok(Engine {
        journal: Box::new(journal),
        lock: Box::new(lock),
        owner: Process::own().into(),
        is_gone: |owner| Process::named_by(owner).is_some_and(|process| !process.runs()),
    })
}
