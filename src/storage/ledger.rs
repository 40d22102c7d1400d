//! The request ledger: how many requests this machine sent within the hour, counted over all kaytops that run on it.
//!
//! An account is a host and a key's fingerprint, since that is what a server counts by. Each question is one
//! transaction, so that two processes never both take the last request. [`crate::domain::ledger`] decides.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Error, Row, Transaction, TransactionBehavior, params};

use super::{disk, sqlite, stamp};
use crate::domain::budget::{DEFAULT_LIMIT, HOUR, RateLimit};
use crate::domain::launch::Stamp;
use crate::domain::ledger::{Grant, Purpose, Window, decide, end, lasts};

/// The schema that this version reads and writes.
const VERSION: i32 = 1;

const SCHEMA: &str = "
CREATE TABLE requests (
    number INTEGER PRIMARY KEY NOT NULL,
    account TEXT NOT NULL,
    ends_wall TEXT NOT NULL,
    ends_boot TEXT NOT NULL,
    ends_since INTEGER NOT NULL
) STRICT;
CREATE TABLE accounts (
    account TEXT PRIMARY KEY NOT NULL,
    most INTEGER,
    remaining INTEGER,
    ends_wall TEXT,
    ends_boot TEXT,
    ends_since INTEGER
) STRICT;
PRAGMA user_version = 1;
";

/// The ledger of this machine.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
}

/// What servers said about an account.
#[derive(Debug, Default)]
struct Account {
    limit: Option<u32>,
    window: Option<Window>,
}

impl Ledger {
    /// Opens the ledger in the state folder, or makes a new one. The error says in a clause for people why not.
    pub fn open(state_folder: &Path) -> Result<Self, String> {
        sqlite::check_library()?;
        let folder = disk::own_folder(state_folder).map_err(|error| error.to_string())?;
        let path = folder.join("requests.sqlite3");
        let opened = Self::open_file(&folder, &path);
        opened.map(|connection| Self { connection, path: path.clone() }).map_err(|why| named(&path, &why))
    }

    /// Asks for one request, and counts it where it is granted. `account` is a host and a key's fingerprint.
    pub fn take(&mut self, account: &str, purpose: Purpose, now: &Stamp) -> Result<Grant, String> {
        self.transact(|transaction| {
            let waits = still_counted(transaction, account, now)?;
            let mut said = said(transaction, account, now)?;
            let grant = decide(&waits, said.limit.unwrap_or(DEFAULT_LIMIT), said.window, purpose);
            if matches!(grant, Grant::Granted { .. }) {
                let [wall, boot, since] = stamp::values(Some(&end(now, HOUR)))?;
                let sql = "INSERT INTO requests (account, ends_wall, ends_boot, ends_since) VALUES (?, ?, ?, ?)";
                transaction.prepare_cached(sql)?.execute(params![account, wall, boot, since])?;
                if let Some(window) = &mut said.window {
                    window.remaining = window.remaining.saturating_sub(1);
                }
            }
            write(transaction, account, &said, now)?;
            Ok(grant)
        })
    }

    /// Notes what a server's headers said, for every process of this machine. A limit of 0 is nonsense and ignored; a
    /// window without an end lasts at most an hour.
    pub fn heard(&mut self, account: &str, headers: RateLimit, now: &Stamp) -> Result<(), String> {
        self.transact(|transaction| {
            let mut said = said(transaction, account, now)?;
            said.limit = headers.limit.filter(|limit| *limit > 0).or(said.limit);
            if let Some(remaining) = headers.remaining {
                let known = said.window.map(|window| window.wait);
                let wait = headers.reset.or(known).unwrap_or(HOUR).min(HOUR);
                said.window = Some(Window { remaining, wait });
            }
            write(transaction, account, &said, now)
        })
    }

    fn open_file(folder: &Path, path: &Path) -> Result<Connection, String> {
        let words = |error: Error| sqlite::words(&error);
        let known = |path| disk::own_file(path).map_err(|error| error.to_string());
        if known(path)?.is_none() {
            let made = disk::create(path);
            // Another process may have been faster.
            if known(path)?.is_none() {
                made.map_err(|error| error.to_string())?;
            }
        }
        let mut connection = sqlite::connect(path).map_err(words)?;
        prepare(&mut connection).map_err(words)?.then_some(()).ok_or("it was made by a newer version of kaytop")?;
        if disk::is_local(folder).is_ok_and(|local| local) {
            // Faster, and not needed: where it is not granted, the file stays as it is.
            let _ = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
        }
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(words)?;
        Ok(connection)
    }

    fn transact<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, String> {
        let connection = &mut self.connection;
        let run = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        run().map_err(|error| named(&self.path, &sqlite::words(&error)))
    }
}

fn named(path: &Path, why: &str) -> String {
    format!("the request ledger {} cannot be used: {why}", path.display())
}

/// Makes the tables where there are none; says whether they are of a version that this one knows.
fn prepare(connection: &mut Connection) -> Result<bool, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version == 0 {
        transaction.execute_batch(SCHEMA)?;
    }
    transaction.commit()?;
    Ok(version <= VERSION)
}

/// How long each request of the account still counts. Forgets what counts no more, of every account, and writes the rest
/// down in the time of this start of the machine, so that a wrong clock is believed once at most.
fn still_counted(transaction: &Transaction<'_>, account: &str, now: &Stamp) -> Result<Vec<Duration>, Error> {
    let read = |row: &Row<'_>| Ok((row.get("number")?, row.get("account")?, ends(row)?));
    let mut statement = transaction.prepare_cached("SELECT * FROM requests")?;
    let rows: Vec<(i64, String, Option<Stamp>)> = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    let mut waits = Vec::new();
    for (number, whose, ends) in rows {
        let wait = ends.as_ref().map_or(HOUR, |ends| lasts(ends, now));
        let settled = end(now, wait);
        if wait.is_zero() {
            transaction.prepare_cached("DELETE FROM requests WHERE number = ?")?.execute([number])?;
        } else if ends.is_none_or(|ends| ends.clock != now.clock || ends.reading != settled.reading) {
            let [wall, boot, since] = stamp::values(Some(&settled))?;
            let sql = "UPDATE requests SET ends_wall = ?, ends_boot = ?, ends_since = ? WHERE number = ?";
            transaction.prepare_cached(sql)?.execute(params![wall, boot, since, number])?;
        }
        if whose == account && !wait.is_zero() {
            waits.push(wait);
        }
    }
    Ok(waits)
}

fn said(transaction: &Transaction<'_>, account: &str, now: &Stamp) -> Result<Account, Error> {
    let mut statement = transaction.prepare_cached("SELECT * FROM accounts WHERE account = ?")?;
    let mut rows = statement.query([account])?;
    let Some(row) = rows.next()? else { return Ok(Account::default()) };
    let wait = ends(row)?.map(|ends| lasts(&ends, now)).filter(|wait| !wait.is_zero());
    let remaining: Option<u32> = row.get("remaining")?;
    let window = remaining.zip(wait).map(|(remaining, wait)| Window { remaining, wait });
    Ok(Account { limit: row.get("most")?, window })
}

fn write(transaction: &Transaction<'_>, account: &str, said: &Account, now: &Stamp) -> Result<(), Error> {
    let [wall, boot, since] = stamp::values(said.window.map(|window| end(now, window.wait)).as_ref())?;
    let remaining = said.window.map(|window| window.remaining);
    let sql = "INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(params![account, said.limit, remaining, wall, boot, since]).map(drop)
}

fn ends(row: &Row<'_>) -> Result<Option<Stamp>, Error> {
    stamp::read(row, "ends")
}

#[cfg(test)]
mod tests;
