//! The launch journal in a file of this machine: one `SQLite` database for each host, `launches/HOST.sqlite3` in the data folder.
//!
//! It fails closed: whatever is not exactly as it should be when the file is opened, read or written is
//! [`JournalError::Unusable`], and nothing is launched (S1, S6, S8, S11, S14). What was written has reached the disk when
//! [`Journal::write`] returns: rollback journal and `synchronous=EXTRA` (S4). `schema` has the tables and what must be
//! true of the whole file, `rows` a launch as a row.

mod rows;
mod schema;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::TransactionBehavior::{Deferred, Immediate};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::launch::journal::{Journal, JournalError, obstacle};
use crate::domain::launch::transition::Transition;
use crate::domain::launch::{Launch, LaunchId, Phase};
use crate::domain::time::Moment;
use crate::storage::disk::{self, Identity};
use crate::storage::{hosts, sqlite};

/// The journal of one host.
#[derive(Debug)]
pub struct JournalFile {
    connection: Connection,
    path: PathBuf,
    identity: Identity,
}

/// One line of a launch's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The launch's version from then on.
    pub version: u64,
    /// Where it stood; `None` for a new draft.
    pub from: Option<Phase>,
    /// Where it stood then.
    pub to: Phase,
    /// When the launch was changed.
    pub at: Moment,
    /// Why it stood there, in words for people.
    pub why: String,
}

impl JournalFile {
    /// Opens the journal of `host` (with its port), or makes a new one. Reads and checks all of it.
    pub fn open(data_folder: &Path, host: &str) -> Result<Self, JournalError> {
        let folder = hosts::folder(data_folder)
            .map_err(|error| unusable(format!("the folder of the launch journal cannot be used: {error}")))?;
        let path = hosts::file(&folder, host, "sqlite3");
        let opened = disk::is_local(&folder).map_err(JournalError::from);
        let opened = opened.and_then(|local| Self::open_file(&folder, &path, local));
        opened.map_err(|error| at(&path, error))
    }

    /// What was changed about a launch, the oldest first.
    pub fn history(&mut self, launch: &LaunchId) -> Result<Vec<Recorded>, JournalError> {
        self.transact(Deferred, |transaction| Ok(rows::history(transaction, launch)?))
    }

    fn open_file(folder: &Path, path: &Path, local: bool) -> Result<Self, JournalError> {
        sqlite::check_library().map_err(JournalError::Unusable)?;
        if !local {
            return Err(unusable(
                "its folder may be on another machine's disk, where a launch cannot be kept from happening twice; \
                 set XDG_DATA_HOME to a folder on a disk of this machine",
            ));
        }
        let identity = match disk::own_file(path)? {
            Some(identity) => identity,
            None => make(folder, path)?,
        };
        let connection = sqlite::connect(path)?;
        let version = schema::check_kind(&connection)?;
        schema::set(&connection)?;
        let mut journal = Self { connection, path: path.to_owned(), identity };
        if version < schema::VERSION {
            journal.transact(Immediate, schema::raise)?;
        }
        let file = path.to_owned();
        journal.transact(Deferred, |transaction| {
            schema::check_whole(transaction)?;
            schema::check_length(transaction, fs::metadata(&file)?.len())?;
            rows::all(transaction).map(drop).map_err(JournalError::from)
        })?;
        Ok(journal)
    }

    /// Does `work` in one transaction and answers only once it is on disk.
    fn transact<T>(
        &mut self,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let (path, identity) = (&self.path, self.identity);
        let connection = &mut self.connection;
        let run = || {
            let transaction = connection.transaction_with_behavior(behavior)?;
            let done = work(&transaction)?;
            // What is written into a file that has lost its name, nobody else will ever read.
            if disk::own_file(path)? != Some(identity) {
                return Err(unusable(sqlite::MOVED));
            }
            transaction.commit()?;
            Ok(done)
        };
        run().map_err(|error| at(path, error))
    }
}

impl Journal for JournalFile {
    fn launches(&mut self) -> Result<Vec<Launch>, JournalError> {
        self.transact(Deferred, |transaction| Ok(rows::all(transaction)?))
    }

    fn epoch(&mut self) -> Result<u64, JournalError> {
        let epoch = self.connection.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0));
        Ok(epoch.map_err(JournalError::from)?.cast_unsigned())
    }

    fn draft(&mut self, launch: &Launch) -> Result<(), JournalError> {
        if launch.phase != Phase::Draft || launch.version != 0 {
            return Err(JournalError::Taken);
        }
        self.transact(Immediate, |transaction| {
            if !rows::insert(transaction, launch)? {
                return Err(JournalError::Taken);
            }
            Ok(rows::record(transaction, launch, None)?)
        })
    }

    fn write(&mut self, change: &Transition) -> Result<(), JournalError> {
        let launch = change.launch();
        self.transact(Immediate, |transaction| {
            if !rows::replace(transaction, launch, change.from(), change.version())? {
                return Err(JournalError::Taken);
            }
            if launch.phase == Phase::Confirmed {
                let launches = rows::all(transaction)?;
                if let Some(error) = obstacle(&launches, launch, change.retyped(), &launch.changed) {
                    return Err(error);
                }
            }
            Ok(rows::record(transaction, launch, Some(change.from()))?)
        })
    }
}

/// Makes a new journal and gives it its name once it is whole, so that a file cut short is never taken for a new one.
fn make(folder: &Path, path: &Path) -> Result<Identity, JournalError> {
    let turn = fs::File::open(folder)?;
    turn.lock()?;
    if let Some(identity) = disk::own_file(path)? {
        return Ok(identity);
    }
    let new = path.with_extension("sqlite3-new");
    // What a process that was killed has left.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    disk::create(&new)?;
    let mut connection = sqlite::connect(&new)?;
    schema::set(&connection)?;
    schema::create(&mut connection)?;
    connection.close().map_err(|(_, error)| error)?;
    fs::rename(&new, path)?;
    disk::sync_folder(folder)?;
    disk::own_file(path)?.ok_or_else(|| unusable("another program removed it"))
}

fn unusable(why: impl Into<String>) -> JournalError {
    JournalError::Unusable(why.into())
}

/// Adds which file it is about.
fn at(path: &Path, error: JournalError) -> JournalError {
    let named = format!("the launch journal {} cannot be used: ", path.display());
    match error {
        JournalError::Unusable(why) if !why.starts_with(&named) => JournalError::Unusable(named + &why),
        error => error,
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unusable(sqlite::words(&error))
    }
}

impl From<io::Error> for JournalError {
    fn from(error: io::Error) -> Self {
        Self::Unusable(error.to_string())
    }
}

#[cfg(test)]
mod tests;
