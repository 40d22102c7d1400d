//! Keeping a record small: days that are over are sealed, what is too old or too much is dropped, and the file shrinks.
//!
//! One step is one short transaction. What was sealed is opened again and compared before the rows go.

use rusqlite::{Connection, Error, OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::days::{give_back, pack_ends, write_ends};
use super::past::{damaged, figures, second};
use super::purge;
use crate::domain::record::days::{Span, day_of};
use crate::domain::record::engine::Retention;
use crate::domain::record::sealed::{End, Step, open_block, open_readings, seal_block, seal_readings};
use crate::domain::record::{Figures, Second};
use crate::domain::time::Zone;

const DAY: i64 = 86_400;
/// The file gives back so many pages at once.
const PAGES: i64 = 256;
/// What is freed below so many pages is kept for what comes.
const SPARE: i64 = 64;

/// Does one piece; says whether there may be more.
pub(super) fn step(connection: &mut Connection, now: Second, zone: Zone, retention: Retention) -> Result<bool, Error> {
    Ok(seal_oldest(connection, now, zone)? || drop_old(connection, now, retention)? || shrink(connection)?)
}

/// A change as it stands in its row.
struct Change {
    at: Second,
    campaign: i64,
    figures: Figures,
}

/// Seals the oldest day whose changes are rows, if yesterday came after it.
fn seal_oldest(connection: &mut Connection, now: Second, zone: Zone) -> Result<bool, Error> {
    let oldest: Option<i64> = connection.query_row("SELECT MIN(at) FROM change", [], |row| row.get(0))?;
    let sealed: Option<i64> = connection.query_row("SELECT MAX(past) FROM day", [], |row| row.get(0))?;
    let Some(oldest) = oldest else { return Ok(false) };
    let day = day_of(Second(oldest), zone);
    // Where the zone is another one now, days would overlap.
    let day = Span { from: day.from.max(Second(sealed.unwrap_or(i64::MIN))), to: day.to };
    if day.to.plus(DAY) > now {
        return Ok(false);
    }
    let changes = changes(connection, day)?;
    let sealed = Sealed::new(&changes).ok_or_else(damaged)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let count = "SELECT COUNT(*) FROM change WHERE at >= ? AND at < ?";
    let still: i64 = transaction.query_row(count, [day.from.0, day.to.0], |row| row.get(0))?;
    // Another process may have been faster.
    if usize::try_from(still).is_ok_and(|still| still == changes.len()) {
        sealed.write(&transaction, day)?;
        transaction.execute("DELETE FROM change WHERE at >= ? AND at < ?", [day.from.0, day.to.0])?;
    }
    transaction.commit()?;
    Ok(true)
}

fn changes(connection: &Connection, day: Span) -> Result<Vec<Change>, Error> {
    let sql = "SELECT * FROM change WHERE at >= ? AND at < ? ORDER BY campaign, at";
    let change = |row: &rusqlite::Row<'_>| {
        Ok(Change { at: second(row, "at")?, campaign: row.get("campaign")?, figures: figures(row)? })
    };
    connection.prepare_cached(sql)?.query_map([day.from.0, day.to.0], change)?.collect()
}

/// A day, packed.
struct Sealed {
    readings: Vec<u8>,
    /// By the first campaign of each.
    ends: Vec<(i64, Vec<u8>)>,
    blocks: Vec<(i64, Vec<u8>)>,
}

impl Sealed {
    /// `changes` are by campaign and moment. `None` where what was packed does not come back as it was.
    fn new(changes: &[Change]) -> Option<Self> {
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

    fn write(&self, transaction: &Transaction<'_>, day: Span) -> Result<(), Error> {
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
        Ok(())
    }
}

/// Drops the changes of the oldest day that has more than its ends, if it is too old or the file too large; where only
/// ends are left and they are too much, those before the oldest day's.
fn drop_old(connection: &mut Connection, now: Second, retention: Retention) -> Result<bool, Error> {
    let oldest: Option<i64> =
        connection.query_row("SELECT day FROM block ORDER BY day LIMIT 1", [], |row| row.get(0)).optional()?;
    let too_much = used(connection)? > retention.bytes;
    let limit = now.0.saturating_sub(DAY.saturating_mul(retention.days.into()));
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let dropped = match oldest {
        Some(day) if too_much || day < limit => transaction.execute("DELETE FROM block WHERE day = ?", [day])? > 0,
        None if too_much => {
            let second_oldest = "SELECT first FROM day ORDER BY first LIMIT 1 OFFSET 1";
            let second_oldest: Option<i64> = transaction.query_row(second_oldest, [], |row| row.get(0)).optional()?;
            second_oldest.map(|before| purge::before(&transaction, Second(before))).transpose()?.is_some()
        }
        Some(_) | None => false,
    };
    transaction.commit()?;
    Ok(dropped)
}

/// The bytes of the file that hold something.
fn used(connection: &Connection) -> Result<u64, Error> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let pages = number("page_count")? - number("freelist_count")?;
    Ok(pages.unsigned_abs() * number("page_size")?.unsigned_abs())
}

fn shrink(connection: &Connection) -> Result<bool, Error> {
    let free: i64 = connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
    if free <= SPARE {
        return Ok(false);
    }
    give_back(connection, PAGES)?;
    let left: i64 = connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
    Ok(left > SPARE && left < free)
}
