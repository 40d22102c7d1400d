//! The journal's tables, and what must be true of its file.

use rusqlite::{Connection, Error, Transaction};

use super::unusable;
use crate::domain::launch::journal::JournalError;
use crate::storage::sqlite::{PATIENCE, setting, words};

/// `kayL`: tells our files from other programs'.
const APPLICATION: i32 = 0x6b61_794c;

/// The schema that this version reads and writes.
pub(super) const VERSION: i32 = 2;

/// The schema, as `SQLite` keeps it.
const STATEMENTS: [&str; 5] = [
    "CREATE TABLE launches (
    number INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    phase TEXT NOT NULL,
    host TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    agent_id TEXT,
    case_list_id INTEGER,
    body TEXT NOT NULL,
    before_ids TEXT NOT NULL,
    owner_pid INTEGER,
    owner_start INTEGER,
    owner_boot TEXT,
    changed_wall TEXT NOT NULL,
    changed_boot TEXT NOT NULL,
    changed_since INTEGER NOT NULL,
    confirmed_wall TEXT,
    confirmed_boot TEXT,
    confirmed_since INTEGER,
    quiet_wall TEXT,
    quiet_boot TEXT,
    quiet_since INTEGER,
    looks INTEGER NOT NULL,
    absent INTEGER NOT NULL,
    found TEXT NOT NULL,
    near TEXT NOT NULL,
    why TEXT NOT NULL,
    replaces TEXT REFERENCES launches (id),
    digest TEXT NOT NULL
) STRICT",
    "CREATE TABLE changes (
    launch TEXT NOT NULL REFERENCES launches (id),
    version INTEGER NOT NULL,
    from_phase TEXT,
    to_phase TEXT NOT NULL,
    wall TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (launch, version)
) STRICT, WITHOUT ROWID",
    "CREATE TRIGGER changes_are_not_altered BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'history'); END",
    "CREATE TRIGGER changes_are_not_removed BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'history'); END",
    "CREATE TABLE origins (
    launch TEXT PRIMARY KEY NOT NULL REFERENCES launches (id),
    draft TEXT NOT NULL,
    copy_of TEXT
) STRICT, WITHOUT ROWID",
];

/// How many of the statements version 1 had.
const FIRST: usize = 4;

/// Launches that lack a line of their history, or have one too many.
const UNTOLD: &str = "SELECT count(*) FROM launches WHERE
    (SELECT count(*) FROM changes WHERE launch = launches.id) <> version + 1
    OR (SELECT max(version) FROM changes WHERE launch = launches.id) IS NOT version";

/// Every setting of a connection: what is asked for, and what must be read back.
const SETTINGS: [(&str, &str, &str); 7] = [
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", "3"),
    ("foreign_keys", "ON", "1"),
    // Where a plain sync does not reach the medium.
    ("fullfsync", "ON", "1"),
    ("cell_size_check", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("locking_mode", "NORMAL", "normal"),
];

/// Makes the tables of a new file.
pub(super) fn create(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction()?;
    for statement in STATEMENTS {
        transaction.execute_batch(statement)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Settles how the connection writes, and reads every setting back.
pub(super) fn set(connection: &Connection) -> Result<(), JournalError> {
    for (name, value, _) in SETTINGS {
        connection.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(without_answer)?;
    }
    check_settings(connection)
}

/// Some settings answer with nothing.
fn without_answer(error: Error) -> Result<(), Error> {
    match error {
        Error::QueryReturnedNoRows => Ok(()),
        error => Err(error),
    }
}

/// Reads every setting back: `SQLite` passes over what it cannot do.
pub(super) fn check_settings(connection: &Connection) -> Result<(), JournalError> {
    let patience = PATIENCE.as_millis().to_string();
    let expected = SETTINGS.iter().map(|(name, _, value)| (*name, *value)).chain([("busy_timeout", patience.as_str())]);
    for (name, value) in expected {
        let found = setting(connection, name)?;
        if found != value {
            return Err(unusable(format!("SQLite's setting {name} is {found}, and {value} is needed")));
        }
    }
    Ok(())
}

/// Brings a journal of an earlier version to this one, where it is sound. What it holds stays as it is.
pub(super) fn raise(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    // Another process may have done it meanwhile.
    if transaction.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))? == VERSION {
        return Ok(());
    }
    let (first, later) = STATEMENTS.split_at(FIRST);
    check_against(transaction, first)?;
    for statement in later {
        transaction.execute_batch(statement)?;
    }
    Ok(transaction.pragma_update(None, "user_version", VERSION)?)
}

/// The version of a journal that this kaytop reads, before anything is written to it (S8).
pub(super) fn check_kind(connection: &Connection) -> Result<i32, JournalError> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    if number("application_id")? != APPLICATION {
        return Err(unusable("it is damaged, or not a launch journal"));
    }
    match number("user_version")? {
        known @ 1..=VERSION => Ok(known),
        newer if newer > VERSION => Err(unusable("it was made by a newer version of kaytop; use that version")),
        _ => Err(unusable("it is damaged")),
    }
}

/// Whether the whole file is sound: its pages, its tables, and that every launch has its whole history (S6).
pub(super) fn check_whole(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    check_against(transaction, &STATEMENTS)
}

/// Whether the file has the length that its pages have: `SQLite` takes what is missing of the last page for zeros.
pub(super) fn check_length(transaction: &Transaction<'_>, length: u64) -> Result<(), JournalError> {
    let number = |name| transaction.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let pages = number("page_count")?.saturating_mul(number("page_size")?);
    if u64::try_from(pages).is_ok_and(|pages| pages == length) {
        Ok(())
    } else {
        Err(unusable("it is damaged: it was cut short"))
    }
}

fn check_against(transaction: &Transaction<'_>, statements: &[&str]) -> Result<(), JournalError> {
    let texts =
        |sql| -> Result<Vec<String>, Error> { transaction.prepare(sql)?.query_map([], |row| row.get(0))?.collect() };
    // More than quick_check: an index that does not match its table could hide a row.
    let sound =
        texts("PRAGMA integrity_check(1)").map_err(|error| unusable(format!("it is damaged ({})", words(&error))))?;
    if sound != ["ok"] {
        return Err(unusable("it is damaged"));
    }
    if texts("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")? != statements {
        return Err(unusable("it is damaged: its tables are not what they should be"));
    }
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(unusable("it is damaged: it names a launch that it lacks"));
    }
    if transaction.query_row(UNTOLD, [], |row| row.get::<_, i64>(0))? != 0 {
        return Err(unusable("it is damaged: a launch and its history do not match"));
    }
    Ok(())
}
