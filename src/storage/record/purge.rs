//! Forgetting: what was before a moment, one campaign, everything; and moments that never were.
//!
//! Freed pages are overwritten (`secure_delete`) and given back, and the write-ahead log is emptied: a purge leaves no
//! name behind.

use rusqlite::{Connection, Error, Transaction, TransactionBehavior, params};

use super::claims;
use super::days::{self, Sealed, drop_day};
use super::past::{self, damaged};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::engine::Purge;
use crate::domain::record::sealed::{End, Step, open_ends, seal_ends, seal_readings};

/// Every table but those that say whose the record is and where it stands.
const ALL: [&str; 13] = [
    "change",
    "identity",
    "presence",
    "settings",
    "day",
    "day_end",
    "block",
    "coverage",
    "mark",
    "alert",
    "alert_match",
    "told",
    "acknowledged",
];

/// Forgets, and makes the file smaller at once.
pub(super) fn purge(connection: &mut Connection, what: Purge) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match what {
        Purge::Before(at) => before(&transaction, at)?,
        Purge::Campaign(id) => campaign(&transaction, id)?,
        Purge::All => {
            for table in ALL {
                transaction.execute(&format!("DELETE FROM {table}"), [])?;
            }
            transaction.execute("UPDATE state SET at = 0", [])?;
        }
    }
    transaction.execute("UPDATE state SET changes = changes + 1", [])?;
    transaction.commit()?;
    days::give_back(connection, i64::from(i32::MAX))?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// What was known at the moment is known from then on, as if it had been read there first; what was before is gone.
pub(super) fn before(transaction: &Transaction<'_>, at: Second) -> Result<(), Error> {
    let Some(past) = past::as_of(transaction, at)? else { return Ok(()) };
    let mut rest = None;
    for day in past::days(transaction, "first <= ?1", at)? {
        if day.span.to > at.plus(1) {
            days::unseal(transaction, &day)?;
            rest = Some(Span { from: at.plus(1), to: day.span.to });
        } else {
            drop_day(transaction, day.span.from)?;
        }
    }
    transaction.execute("DELETE FROM change WHERE at <= ?", [at.0])?;
    // Sealed days may follow it, and what is not sealed is newer than all that is.
    if let Some(rest) = rest {
        let changes = days::changes(transaction, rest)?;
        Sealed::new(&changes).ok_or_else(damaged)?.write(transaction, rest)?;
    }
    // Sealed by itself, as a day of one second: its campaigns are mostly old.
    let ends = past.rows.iter().rev().map(|row| End { id: row.id, last: Step { reading: 0, figures: row.figures } });
    let ends: Vec<End> = ends.collect();
    let readings = seal_readings(&[at]);
    transaction.execute("INSERT OR REPLACE INTO day VALUES (?, ?, ?)", params![at.0, at.plus(1).0, readings])?;
    days::write_ends(transaction, at, &days::pack_ends(&ends).ok_or_else(damaged)?)?;
    let sql = "DELETE FROM identity WHERE since <= ?1 AND EXISTS
        (SELECT 1 FROM identity later WHERE later.campaign = identity.campaign AND later.since > identity.since AND later.since <= ?1)";
    transaction.execute(sql, [at.0])?;
    transaction.execute("DELETE FROM presence WHERE gone <= ?", [at.0])?;
    let forgotten = "SELECT campaign FROM presence";
    for table in ["identity", "change"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE campaign NOT IN ({forgotten})"), [])?;
    }
    transaction.execute("UPDATE presence SET first = ?1 WHERE first < ?1", [at.0])?;
    // Whoever was not there then, but came back, is known since that: what it was called before is forgotten, unless it
    // still is.
    let begins = "(SELECT MIN(first) FROM presence WHERE presence.campaign = identity.campaign)";
    transaction.execute(&format!("UPDATE OR IGNORE identity SET since = {begins} WHERE since < {begins}"), [])?;
    transaction.execute(&format!("DELETE FROM identity WHERE since < {begins}"), [])?;
    // Where nobody was looking at that moment, what was known then is all the same known from then on.
    let looked = "SELECT MAX(last, ?1), every FROM coverage WHERE first <= ?1 ORDER BY last DESC LIMIT 1";
    let (last, every): (i64, u32) = transaction.query_row(looked, [at.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    transaction.execute("DELETE FROM told WHERE at < ?", [at.0])?;
    transaction.execute("DELETE FROM coverage WHERE first <= ?", [at.0])?;
    transaction.execute("INSERT INTO coverage VALUES (?, ?, ?)", params![at.0, last, every])?;
    let sql = "DELETE FROM settings WHERE at < (SELECT MAX(at) FROM settings WHERE at <= ?)";
    transaction.execute(sql, [at.0]).map(drop)
}

fn campaign(transaction: &Transaction<'_>, id: i64) -> Result<(), Error> {
    for table in ["change", "identity", "presence", "block", "alert_match", "told", "acknowledged"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE campaign = ?"), [id])?;
    }
    for day in past::days(transaction, "first <= ?1", Second(i64::MAX))? {
        for body in past::end_bodies(transaction, &day)? {
            let ends = open_ends(&body).ok_or_else(damaged)?;
            if !ends.iter().any(|end| end.id == id) {
                continue;
            }
            let key = ends.first().ok_or_else(damaged)?.id;
            transaction.execute("DELETE FROM day_end WHERE day = ? AND campaign = ?", [day.span.from.0, key])?;
            let others: Vec<End> = ends.into_iter().filter(|end| end.id != id).collect();
            if let Some(first) = others.first() {
                let row = params![day.span.from.0, first.id, seal_ends(&others)];
                transaction.execute("INSERT INTO day_end VALUES (?, ?, ?)", row)?;
            }
        }
    }
    Ok(())
}

/// The clock was ahead. What was written under moments after `now` is known since now, as it was last.
pub(super) fn redate(transaction: &Transaction<'_>, now: Second) -> Result<(), Error> {
    for day in past::days(transaction, "past > ?1", now)? {
        days::unseal(transaction, &day)?;
    }
    let newest =
        "NOT EXISTS (SELECT 1 FROM change later WHERE later.campaign = change.campaign AND later.at > change.at)";
    transaction.execute(&format!("DELETE FROM change WHERE at > ? AND NOT ({newest})"), [now.0])?;
    transaction.execute("UPDATE OR REPLACE change SET at = ?1 WHERE at > ?1", [now.0])?;
    let newest = "NOT EXISTS (SELECT 1 FROM identity later WHERE later.campaign = identity.campaign AND later.since > identity.since)";
    transaction.execute(&format!("DELETE FROM identity WHERE since > ? AND NOT ({newest})"), [now.0])?;
    transaction.execute("UPDATE OR REPLACE identity SET since = ?1 WHERE since > ?1", [now.0])?;
    let newest = "NOT EXISTS (SELECT 1 FROM presence later WHERE later.campaign = presence.campaign AND later.first > presence.first)";
    transaction.execute(&format!("DELETE FROM presence WHERE first > ? AND NOT ({newest})"), [now.0])?;
    transaction.execute("UPDATE presence SET gone = ?1 WHERE gone > ?1", [now.0])?;
    transaction.execute("UPDATE OR REPLACE presence SET first = ?1 WHERE first > ?1", [now.0])?;
    transaction.execute("DELETE FROM coverage WHERE first > ?", [now.0])?;
    transaction.execute("UPDATE coverage SET last = ?1 WHERE last > ?1", [now.0])?;
    transaction.execute("DELETE FROM settings WHERE at > ? AND at < (SELECT MAX(at) FROM settings)", [now.0])?;
    transaction.execute("UPDATE OR REPLACE settings SET at = ?1 WHERE at > ?1", [now.0])?;
    claims::redate(transaction, now)?;
    transaction.execute("UPDATE state SET at = ?, changes = changes + 1", [now.0]).map(drop)
}
