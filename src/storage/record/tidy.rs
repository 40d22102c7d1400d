//! Keeping a record small: days that are over are sealed, what is too old or too much is dropped, and the file shrinks.
//!
//! One step is one short transaction. What was sealed is opened again and compared before the rows go.

use rusqlite::{Connection, Error, OptionalExtension as _, TransactionBehavior};

use super::days::{Sealed, changes, give_back};
use super::past::damaged;
use super::purge;
use crate::domain::record::Second;
use crate::domain::record::days::{Span, day_of};
use crate::domain::record::engine::Retention;
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

/// Seals the oldest day whose changes are rows, if yesterday came after it.
fn seal_oldest(connection: &mut Connection, now: Second, zone: Zone) -> Result<bool, Error> {
    let oldest: Option<i64> = connection.query_row("SELECT MIN(at) FROM change", [], |row| row.get(0))?;
    let Some(oldest) = oldest else { return Ok(false) };
    let sealed: Option<i64> = connection.query_row("SELECT MAX(past) FROM day", [], |row| row.get(0))?;
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
    }
    transaction.commit()?;
    Ok(true)
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
            // The newest sealed day stays, whatever it takes.
            let oldest = "SELECT past FROM day WHERE past > first + 1 AND past < (SELECT MAX(past) FROM day)
                ORDER BY first LIMIT 1";
            let oldest: Option<i64> = transaction.query_row(oldest, [], |row| row.get(0)).optional()?;
            oldest.map(|past| purge::before(&transaction, Second(past - 1))).transpose()?.is_some()
        }
        Some(_) | None => false,
    };
    transaction.commit()?;
    Ok(dropped)
}

/// The bytes of the file that hold something.
pub(super) fn used(connection: &Connection) -> Result<u64, Error> {
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
