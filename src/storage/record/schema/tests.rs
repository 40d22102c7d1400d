//! Moving files of older schemas on.

use std::fs;

use super::*;
use crate::domain::record::Second;
use crate::domain::record::engine::Engine as _;
use crate::storage::record::Record;
use crate::storage::record::tests::{START, Whole, reading, record, row};

/// What made a file of schema 1, word for word.
const SCHEMA_1: &str = "
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

/// A file of schema 1 with two campaigns.
const READ: &str = "
INSERT INTO account VALUES ('fp');
INSERT INTO coverage VALUES (1795514400, 1795514430, 30);
INSERT INTO change VALUES (1795514400, 1, 5, 3, 1, 75.0, 0.5, NULL), (1795514400, 2, 9, NULL, NULL, NULL, NULL, NULL);
INSERT INTO change VALUES (1795514430, 1, 6, 4, 1, 80.0, 0.5, NULL);
INSERT INTO identity VALUES (1, 1795514400, 'one', 'a', 7, 'web', NULL), (2, 1795514400, 'two', NULL, NULL, NULL, NULL);
INSERT INTO presence VALUES (1, 1795514400, NULL), (2, 1795514400, NULL);
INSERT INTO settings VALUES (1795514400, '{}');
UPDATE state SET at = 1795514430, changes = 2;
";

fn of_schema_1() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA_1).unwrap();
    connection.execute_batch(READ).unwrap();
    connection.transaction().unwrap().commit().unwrap();
    connection
}

fn version(connection: &Connection) -> i32 {
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// Tables and indices as they are declared, by name.
fn declared(connection: &Connection) -> Vec<(String, Option<String>)> {
    let sql = "SELECT name, sql FROM sqlite_schema ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_file_of_schema_1_goes_on_with_all_that_it_held() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path()).take(reading(START), &Whole(vec![row(1, 1, "one")])).unwrap();
    let path = record(folder.path()).path().unwrap().unwrap();
    fs::remove_file(&path).unwrap();
    let old = Connection::open(&path).unwrap();
    old.execute_batch(SCHEMA_1).unwrap();
    old.execute_batch(READ).unwrap();
    drop(old);

    let mut moved: Record = record(folder.path());
    let past = moved.as_of(Second(START + 30)).unwrap().unwrap();
    let calls = past.rows.iter().map(|row| (row.id, row.figures.calls, row.identity.name.clone()));
    assert_eq!(calls.collect::<Vec<_>>(), [(2, Some(9), Some("two".into())), (1, Some(6), Some("one".into()))]);
    assert_eq!(moved.as_of(Second(START)).unwrap().unwrap().rows[1].figures.calls, Some(5));
    moved.take(reading(START + 60), &Whole(vec![row(2, 10, "two"), row(1, 6, "one")])).unwrap();
    assert_eq!(moved.note(), None, "nothing was set aside");
    drop(moved);
    assert_eq!(version(&Connection::open(&path).unwrap()), 3);
}

#[test]
fn a_new_file_and_one_moved_on_have_the_same_tables() {
    let (mut new, mut old) = (Connection::open_in_memory().unwrap(), of_schema_1());
    assert_eq!((prepare(&mut new), prepare(&mut old)), (Ok(true), Ok(true)));
    assert_eq!(declared(&new), declared(&old));
    assert_eq!(prepare(&mut old), Ok(true), "and it stays so");
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    let mut connection = of_schema_1();
    let before = declared(&connection);
    let failing = [READINGS, "CREATE TABLE half (one INTEGER) STRICT;", "CREATE TABLE whole (nonsense"];
    assert!(go_on(&mut connection, &failing).is_err());
    assert_eq!((version(&connection), declared(&connection)), (1, before));
    assert_eq!(prepare(&mut connection), Ok(true));
    assert_eq!(version(&connection), 3);
}

#[test]
fn a_file_of_a_newer_version_is_refused_in_words_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut newer = record(folder.path());
    newer.take(reading(START), &Whole(vec![row(1, 1, "one")])).unwrap();
    let path = newer.path().unwrap().unwrap();
    drop(newer);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let mut refused = record(folder.path());
    let why = refused.take(reading(START + 30), &Whole(vec![row(1, 2, "one")])).unwrap_err();
    assert!(why.ends_with("cannot be used: it was made by a newer version of kaytop"), "{why}");
    assert!(refused.as_of(Second(START)).is_err());
    assert_eq!(version(&Connection::open(&path).unwrap()), 99);
}
