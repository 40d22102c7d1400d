//! The rows of changes and the bodies of sealed days, as they are written.

use rusqlite::{CachedStatement, Connection, Error, Transaction, params};

use super::past::{Day, damaged, end_bodies, figures, readings, second, steps};
use crate::domain::record::days::Span;
use crate::domain::record::sealed::{
    End, Step, open_block, open_ends, open_readings, seal_block, seal_ends, seal_readings,
};
use crate::domain::record::{Figures, Second};

/// So many campaigns' ends stand in one body, so that one of them is found without opening all.
const ENDS: usize = 64;

/// A change as it stands in its row.
pub(super) struct Change {
    at: Second,
    campaign: i64,
    figures: Figures,
}

/// The changes of a span that are rows, by campaign and moment.
pub(super) fn changes(connection: &Connection, day: Span) -> Result<Vec<Change>, Error> {
    let sql = "SELECT * FROM change WHERE at >= ? AND at < ? ORDER BY campaign, at";
    let change = |row: &rusqlite::Row<'_>| {
        Ok(Change { at: second(row, "at")?, campaign: row.get("campaign")?, figures: figures(row)? })
    };
    connection.prepare_cached(sql)?.query_map([day.from.0, day.to.0], change)?.collect()
}

/// A day, packed.
pub(super) struct Sealed {
    readings: Vec<u8>,
    /// By the first campaign of each.
    ends: Vec<(i64, Vec<u8>)>,
    blocks: Vec<(i64, Vec<u8>)>,
}

impl Sealed {
    /// `changes` are by campaign and moment. `None` where what was packed does not come back as it was.
    pub(super) fn new(changes: &[Change]) -> Option<Self> {
        let mut moments: Vec<Second> = changes.iter().map(|change| change.at).collect();
        moments.sort_unstable();
        moments.dedup();
        let mut ends = Vec::new();
        let mut blocks = Vec::new();
        for of_one in changes.chunk_by(|a, b| a.campaign == b.campaign) {
            let step = |change: &Change| {
                let reading = moments.binary_search(&change.at).ok()?;
                Some(Step { reading, figures: change.figures })
            };
            let steps = of_one.iter().map(step).collect::<Option<Vec<Step>>>()?;
            let (id, last) = (of_one.first()?.campaign, *steps.last()?);
            ends.push(End { id, last });
            let block = seal_block(&steps);
            if open_block(&block, last)? != steps {
                return None;
            }
            if !block.is_empty() {
                blocks.push((id, block));
            }
        }
        let ends = pack_ends(&ends)?;
        let readings = seal_readings(&moments);
        (open_readings(&readings)? == moments).then_some(Self { readings, ends, blocks })
    }

    /// Puts it in the place of its rows.
    pub(super) fn write(&self, transaction: &Transaction<'_>, day: Span) -> Result<(), Error> {
        transaction.prepare_cached("INSERT INTO day VALUES (?, ?, ?)")?.execute(params![
            day.from.0,
            day.to.0,
            self.readings
        ])?;
        write_ends(transaction, day.from, &self.ends)?;
        let mut insert = transaction.prepare_cached("INSERT INTO block VALUES (?, ?, ?)")?;
        for (campaign, body) in &self.blocks {
            insert.execute(params![day.from.0, campaign, body])?;
        }
        let rows = "DELETE FROM change WHERE at >= ? AND at < ?";
        transaction.execute(rows, [day.from.0, day.to.0]).map(drop)
    }
}

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
