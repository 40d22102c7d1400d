//! The rows of changes and the bodies of sealed days, as they are written.

use rusqlite::{CachedStatement, Connection, Error, Transaction, params};

use super::past::{Day, damaged, end_bodies, readings, steps};
use crate::domain::record::sealed::{End, open_ends, seal_ends};
use crate::domain::record::{Figures, Second};

/// So many campaigns' ends stand in one body, so that one of them is found without opening all.
const ENDS: usize = 64;
/// Writes a row of `change`.
pub(super) fn write_change(
    insert: &mut CachedStatement<'_>,
    at: Second,
    id: i64,
    figures: Figures,
) -> Result<(), Error> {
    let Figures { calls, ok, failed, vendor_rate, sentiment, conversion } = figures;
    insert.execute(params![at.0, id, calls, ok, failed, vendor_rate, sentiment, conversion]).map(drop)
}

/// Packs ends, by campaign, rising: bodies by the first campaign of each. `None` where they do not come back.
pub(super) fn pack_ends(ends: &[End]) -> Option<Vec<(i64, Vec<u8>)>> {
    let body = |some: &[End]| {
        let body = seal_ends(some);
        (open_ends(&body)? == some).then_some((some.first()?.id, body))
    };
    ends.chunks(ENDS).map(body).collect()
}

pub(super) fn write_ends(transaction: &Transaction<'_>, day: Second, bodies: &[(i64, Vec<u8>)]) -> Result<(), Error> {
    let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO day_end VALUES (?, ?, ?)")?;
    for (campaign, body) in bodies {
        insert.execute(params![day.0, campaign, body])?;
    }
    Ok(())
}

/// Unpacks a sealed day into rows again.
pub(super) fn unseal(transaction: &Transaction<'_>, day: &Day) -> Result<(), Error> {
    let readings = readings(transaction, day)?;
    let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for body in end_bodies(transaction, day)? {
        for end in open_ends(&body).ok_or_else(damaged)? {
            for step in steps(transaction, day, end)? {
                let at = readings.get(step.reading).copied().ok_or_else(damaged)?;
                write_change(&mut insert, at, end.id, step.figures)?;
            }
        }
    }
    drop_day(transaction, day.span.from)
}

/// Drops a sealed day.
pub(super) fn drop_day(transaction: &Transaction<'_>, first: Second) -> Result<(), Error> {
    for (table, key) in [("day", "first"), ("day_end", "day"), ("block", "day")] {
        transaction.execute(&format!("DELETE FROM {table} WHERE {key} = ?"), [first.0])?;
    }
    Ok(())
}

/// Makes the file smaller by up to so many pages.
pub(super) fn give_back(connection: &Connection, pages: i64) -> Result<(), Error> {
    let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}
