//! The tables of a record, and moving an older file to them.
//!
//! Moments are whole seconds since 1970 (UTC). `change` and `identity` hold full values, not differences: each row
//! stands for itself. What `sealed` bodies hold is [`crate::domain::record::sealed`]'s matter.

use rusqlite::{Connection, Error, TransactionBehavior};

/// The schema that this version reads and writes.
const VERSION: i32 = 1;

const SCHEMA: &str = "
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
PRAGMA user_version = 1;
";

/// Makes the tables where there are none; says whether they are of a version that this one knows.
pub(super) fn prepare(connection: &mut Connection) -> Result<bool, Error> {
    // It counts only before the first table is there.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version == 0 {
        transaction.execute_batch(SCHEMA)?;
    }
    transaction.commit()?;
    Ok(version <= VERSION)
}
