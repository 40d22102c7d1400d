//! The tables of a record, and moving an older file to them.
//!
//! Moments are whole seconds since 1970 (UTC). `change` and `identity` hold full values, not differences: each row
//! stands for itself. What `sealed` bodies hold is [`crate::domain::record::sealed`]'s matter; `alert_match` is
//! [`crate::domain::alert::Match`], and ways are kept as its bits.
//!
//! A file goes to the newest schema step by step, a new one from nothing: so that there is one way to each, and no table
//! of a new file is other than that of an old one.

use rusqlite::{Connection, Error, TransactionBehavior};

/// What leads from each schema to the next. What was released stays as it is; another schema is another step.
const STEPS: [&str; 3] = [READINGS, ALERTS, ACKNOWLEDGED];

/// To schema 1: what was read.
const READINGS: &str = "
CREATE TABLE account (fingerprint TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE state (one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1), at INTEGER NOT NULL, changes INTEGER NOT NULL) STRICT;
INSERT INTO state VALUES (1, 0, 0);
CREATE TABLE coverage (first INTEGER PRIMARY KEY NOT NULL, last INTEGER NOT NULL, every INTEGER NOT NULL) STRICT;
CREATE TABLE change (
    at INTEGER NOT NULL, campaign INTEGER NOT NULL,
    calls INTEGER, ok INTEGER, failed INTEGER, vendor_rate REAL, sentiment REAL, conversion REAL,
    PRIMARY KEY (at, campaign)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of ON change (campaign, at);
CREATE TABLE identity (
    campaign INTEGER NOT NULL, since INTEGER NOT NULL,
    name TEXT, agent TEXT, list INTEGER, origin TEXT, edited_by TEXT,
    PRIMARY KEY (campaign, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE presence (
    campaign INTEGER NOT NULL, first INTEGER NOT NULL, gone INTEGER,
    PRIMARY KEY (campaign, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (at INTEGER PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE day (first INTEGER PRIMARY KEY NOT NULL, past INTEGER NOT NULL, readings BLOB NOT NULL) STRICT;
CREATE TABLE day_end (
    day INTEGER NOT NULL, campaign INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (day, campaign)
) STRICT, WITHOUT ROWID;
CREATE TABLE block (
    day INTEGER NOT NULL, campaign INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (day, campaign)
) STRICT, WITHOUT ROWID;
CREATE TABLE mark (name TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";

/// To schema 2: how alerts stand, and what was told of them.
const ALERTS: &str = "
CREATE TABLE alert (definition TEXT PRIMARY KEY NOT NULL, looked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE alert_match (
    definition TEXT NOT NULL, campaign INTEGER NOT NULL,
    first INTEGER, since INTEGER, held INTEGER NOT NULL, told INTEGER NOT NULL, told_at INTEGER,
    PRIMARY KEY (definition, campaign)
) STRICT, WITHOUT ROWID;
CREATE TABLE told (
    number INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL, alert TEXT NOT NULL, campaign INTEGER NOT NULL,
    since INTEGER NOT NULL, ways INTEGER NOT NULL, teller TEXT NOT NULL, failure TEXT
) STRICT;
";

/// To schema 3: what people said of verdicts.
const ACKNOWLEDGED: &str = "
CREATE TABLE acknowledged (
    campaign INTEGER NOT NULL, kind TEXT NOT NULL, evidence INTEGER NOT NULL,
    at INTEGER NOT NULL, until INTEGER, reason TEXT NOT NULL,
    PRIMARY KEY (campaign, kind)
) STRICT, WITHOUT ROWID;
";

/// Makes the tables where there are none, and moves older ones to the newest schema; all of it or nothing. Says whether
/// the file is of a version that this one knows.
pub(super) fn prepare(connection: &mut Connection) -> Result<bool, Error> {
    // It counts only before the first table is there.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    go_on(connection, &STEPS)
}

fn go_on(connection: &mut Connection, steps: &[&str]) -> Result<bool, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (to, step) in (1..).zip(steps).filter(|(to, _)| *to > version) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", to)?;
    }
    transaction.commit()?;
    Ok((0..=i32::try_from(steps.len()).unwrap_or(i32::MAX)).contains(&version))
}

#[cfg(test)]
mod tests;
