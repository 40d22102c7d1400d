//! The file of a record: opening it, setting a damaged one aside, and taking readings.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Error, ErrorCode, OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::days::write_change;
use super::past::{self, coverage, second};
use super::{purge, schema, tidy};
use crate::domain::belief::Belief;
use crate::domain::record::coverage::{Coverage, SLOW};
use crate::domain::record::engine::{Campaigns, Purge, Reading, Retention, Taken};
use crate::domain::record::{Difference, Latest, Second};
use crate::domain::time::Zone;
use crate::storage::{disk, sqlite};

/// Coverage that grows by nothing else is written this often, in seconds: an unchanged poll writes nothing.
const STRETCH: i64 = 300;

/// An open record.
#[derive(Debug)]
pub(super) struct RecordFile {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    /// What it holds, as far as this process knows.
    known: Option<Known>,
    belief: Belief,
}

#[derive(Debug)]
struct Known {
    latest: Latest,
    /// The newest reading, changed or not.
    at: Second,
    /// How often the record had changed.
    changes: i64,
    /// The time in which this process looked, up to its newest reading; and up to when that is written.
    looked: Option<(Coverage, Second)>,
}

/// Why a record cannot be opened.
#[derive(Debug)]
pub(super) enum Unopened {
    /// It is damaged.
    Damaged,
    /// Anything else, in a clause for people.
    Unusable(String),
}

impl RecordFile {
    /// Opens the file, or makes a new one.
    pub(super) fn open(path: &Path) -> Result<Self, Unopened> {
        let io = |error: std::io::Error| Unopened::Unusable(error.to_string());
        sqlite::check_library().map_err(Unopened::Unusable)?;
        if disk::own_file(path).map_err(io)?.is_none() {
            let made = disk::create(path);
            // Another process may have been faster.
            if disk::own_file(path).map_err(io)?.is_none() {
                made.map_err(io)?;
            }
        }
        let connection = Self::connect(path).map_err(|error| {
            if is_damage(&error) { Unopened::Damaged } else { Unopened::Unusable(sqlite::words(&error)) }
        })?;
        let connection =
            connection.ok_or_else(|| Unopened::Unusable("it was made by a newer version of kaytop".into()))?;
        Ok(Self { path: path.to_owned(), connection, known: None, belief: Belief::default() })
    }

    /// Makes one without a name: what does not fit into memory goes to a file that the system drops with the process.
    /// Nobody else can write to it, and nothing of it need outlive a crash.
    pub(super) fn temporary() -> Result<Self, String> {
        sqlite::check_library()?;
        let connect = || {
            let mut connection = sqlite::connect_temporary()?;
            schema::prepare(&mut connection)?;
            connection.pragma_update_and_check(None, "journal_mode", "memory", |_| Ok(()))?;
            connection.pragma_update(None, "synchronous", "OFF")?;
            Ok(connection)
        };
        let connection = connect().map_err(|error: Error| sqlite::words(&error))?;
        Ok(Self { path: PathBuf::new(), connection, known: None, belief: Belief::default() })
    }

    /// `None` for a file of a newer version.
    fn connect(path: &Path) -> Result<Option<Connection>, Error> {
        let mut connection = sqlite::connect(path)?;
        if !schema::prepare(&mut connection)? {
            return Ok(None);
        }
        if path.parent().is_some_and(|folder| disk::is_local(folder).is_ok_and(|local| local)) {
            // Faster, and not needed: where it is not granted, the file stays as it is.
            let _ = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
        }
        // A power cut may cost the newest readings and nothing older.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        let checked: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if checked == "ok" { Ok(Some(connection)) } else { Err(past::damaged()) }
    }

    /// Whether it holds the readings of that account.
    pub(super) fn has_account(&self, fingerprint: &str) -> Result<bool, Error> {
        self.connection.prepare_cached("SELECT 1 FROM account WHERE fingerprint = ?")?.exists([fingerprint])
    }

    /// From now on it holds the readings of that account too.
    pub(super) fn add_account(&self, fingerprint: &str) -> Result<(), Error> {
        self.connection.execute("INSERT OR IGNORE INTO account VALUES (?)", [fingerprint]).map(drop)
    }

    /// Takes the company's settings, where they differ from those before.
    pub(super) fn take_settings(&self, at: Second, settings: &str) -> Result<(), Error> {
        let last = "SELECT text FROM settings ORDER BY at DESC LIMIT 1";
        let known = self.connection.prepare_cached(last)?.query_row([], |row| row.get::<_, String>(0)).optional()?;
        if known.as_deref() != Some(settings) {
            let sql = "INSERT OR REPLACE INTO settings VALUES (?, ?)";
            self.connection.execute(sql, params![at.0, settings])?;
        }
        Ok(())
    }

    /// Reads in one transaction, so that nothing is sealed or purged between two statements.
    pub(super) fn read<T>(&mut self, question: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        question(&*self.connection.transaction()?)
    }

    /// Writes up to when this process looked.
    pub(super) fn leave(&mut self) -> Result<(), Error> {
        let Some(Known { looked: Some((looked, written)), .. }) = &mut self.known else { return Ok(()) };
        if looked.to > *written {
            cover(&self.connection, *looked)?;
            *written = looked.to;
        }
        Ok(())
    }

    pub(super) fn tidy(&mut self, now: Second, zone: Zone, retention: Retention) -> Result<bool, Error> {
        tidy::step(&mut self.connection, now, zone, retention)
    }

    pub(super) fn purge(&mut self, what: Purge) -> Result<(), Error> {
        self.known = None;
        purge::purge(&mut self.connection, what)
    }

    /// Takes a reading.
    pub(super) fn take(&mut self, reading: Reading, campaigns: &dyn Campaigns) -> Result<Taken, Error> {
        self.refresh()?;
        let Self { connection, known: Some(known), belief, .. } = &mut *self else { return Ok(Taken::Same) };
        if reading.at < known.at {
            let late = known.at.0 - reading.at.0 <= SLOW || reading.now.0 - reading.at.0 > SLOW;
            if late {
                return Ok(Taken::Older);
            }
            self.set_clock_back(reading.at)?;
            return self.take(reading, campaigns);
        }
        if reading.whole {
            // It may have been another writer's.
            belief.last_had(known.latest.present());
            let at = Duration::from_secs(reading.at.0.unsigned_abs());
            if belief.judge(campaigns.rows().count(), at).is_err() {
                return Ok(Taken::Doubted);
            }
        }
        let difference = known.latest.difference(campaigns.rows(), reading.whole);
        let longer = known.looked.and_then(|(looked, to)| Some((looked.with(reading.at, reading.every)?, to)));
        let (looked, written) = if let Some(longer) = longer {
            longer
        } else {
            let before = "SELECT * FROM coverage WHERE first <= ? ORDER BY first DESC LIMIT 1";
            let before = connection.prepare_cached(before)?.query_row([reading.at.0], coverage).optional()?;
            let longer = before.and_then(|before| before.with(reading.at, reading.every));
            (longer.unwrap_or(Coverage::at(reading.at, reading.every)), Second(i64::MIN))
        };
        if difference.is_empty() && reading.at.0 < written.0.saturating_add(STRETCH) {
            (known.at, known.looked) = (reading.at, Some((looked, written)));
            return Ok(Taken::Same);
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changes: i64 = transaction.query_row("SELECT changes FROM state", [], |row| row.get(0))?;
        if changes != known.changes {
            drop(transaction);
            return self.take(reading, campaigns);
        }
        cover(&transaction, looked)?;
        if !difference.is_empty() {
            write(&transaction, reading.at, &difference)?;
            transaction.execute("UPDATE state SET at = ?, changes = changes + 1", [reading.at.0])?;
        }
        transaction.commit()?;
        (known.at, known.looked) = (reading.at, Some((looked, looked.to)));
        if difference.is_empty() {
            return Ok(Taken::Same);
        }
        known.latest.apply(&difference);
        known.changes += 1;
        Ok(Taken::Changed(difference.figures.len()))
    }

    /// Learns what others wrote.
    fn refresh(&mut self) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        let (at, changes) = transaction
            .query_row("SELECT at, changes FROM state", [], |row| Ok((second(row, "at")?, row.get("changes")?)))?;
        match &mut self.known {
            Some(known) if known.changes == changes => {}
            known => {
                let latest = latest(&transaction)?;
                let (before, looked) = known.as_ref().map_or((at, None), |known| (known.at, known.looked));
                // What another process has forgotten is not looked at again.
                let first: Option<i64> =
                    transaction.query_row("SELECT MIN(first) FROM coverage", [], |row| row.get(0))?;
                let kept =
                    |looked: Coverage| Coverage { from: looked.from.max(first.map_or(looked.to, Second)), ..looked };
                let looked = looked.map(|(looked, written)| (kept(looked), written));
                *known = Some(Known { latest, at: before.max(at), changes, looked });
            }
        }
        Ok(())
    }

    /// The clock was ahead: what was written under moments to come is known by now.
    fn set_clock_back(&mut self, now: Second) -> Result<(), Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        purge::redate(&transaction, now)?;
        transaction.commit()?;
        self.known = None;
        Ok(())
    }
}

/// The state that all changes add up to.
fn latest(connection: &Connection) -> Result<Latest, Error> {
    let rows = past::as_of(connection, Second(i64::MAX))?.map(|past| past.rows).unwrap_or_default();
    Ok(Latest::new(rows))
}

fn cover(connection: &Connection, looked: Coverage) -> Result<(), Error> {
    // Another process may have written the same time further on.
    let sql = "INSERT INTO coverage VALUES (?, ?, ?)
        ON CONFLICT (first) DO UPDATE SET last = MAX(last, excluded.last), every = MAX(every, excluded.every)";
    connection.prepare_cached(sql)?.execute(params![looked.from.0, looked.to.0, looked.every]).map(drop)
}

fn write(transaction: &Transaction<'_>, at: Second, difference: &Difference) -> Result<(), Error> {
    let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    // In the order of the key, so that pages fill up.
    for (id, figures) in difference.figures.iter().rev() {
        write_change(&mut insert, at, *id, *figures)?;
    }
    let sql = "INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (id, identity) in difference.identities.iter().rev() {
        let (name, agent, origin) = (&identity.name, &identity.agent, &identity.origin);
        insert.execute(params![id, at.0, name, agent, identity.list, origin, identity.edited_by])?;
    }
    // One that went and came back within the same second was there all the time.
    let mut came = transaction.prepare_cached("INSERT OR IGNORE INTO presence VALUES (?, ?, NULL)")?;
    for id in difference.came.iter().rev() {
        let again = "UPDATE presence SET gone = NULL WHERE campaign = ? AND gone = ?";
        if transaction.prepare_cached(again)?.execute(params![id, at.0])? == 0 {
            came.execute(params![id, at.0])?;
        }
    }
    let mut went = transaction.prepare_cached("UPDATE presence SET gone = ? WHERE campaign = ? AND gone IS NULL")?;
    for id in &difference.gone {
        went.execute(params![at.0, id])?;
    }
    Ok(())
}

/// Whether the file itself is at fault.
pub(super) fn is_damage(error: &Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}
