//! Finding the moment of the change before or after another.

use rusqlite::{Connection, Error, OptionalExtension as _, params};

use super::past::{self, Day, damaged, end_bodies, end_of, readings};
use crate::domain::record::Second;
use crate::domain::record::engine::Way;
use crate::domain::record::sealed::open_ends;

/// The nearest moment that way at which that campaign changed, else any; nothing where there is none.
pub(super) fn step(
    connection: &Connection,
    from: Second,
    way: Way,
    campaign: Option<i64>,
) -> Result<Option<Second>, Error> {
    let in_rows = in_rows(connection, from, way, campaign)?;
    let days = match way {
        Way::Back => past::days(connection, "first < ?1", from)?,
        Way::Forward => {
            let mut days = past::days(connection, "past > ?1", from)?;
            days.reverse();
            days
        }
    };
    for day in days {
        // Rows may tell of a nearer one: a campaign that came or went is never sealed.
        if in_rows.is_some_and(|nearest| match way {
            Way::Back => nearest >= day.span.to,
            Way::Forward => nearest < day.span.from,
        }) {
            break;
        }
        let moments = match campaign {
            Some(campaign) => of_one(connection, &day, campaign)?,
            None => of_all(connection, &day)?,
        };
        let mut moments = moments.into_iter();
        let found = match way {
            Way::Back => moments.rfind(|moment| *moment < from),
            Way::Forward => moments.find(|moment| *moment > from),
        };
        if let Some(found) = found {
            return Ok(nearer(in_rows, Some(found), way));
        }
    }
    Ok(in_rows)
}

fn nearer(one: Option<Second>, other: Option<Second>, way: Way) -> Option<Second> {
    let both = one.into_iter().chain(other);
    match way {
        Way::Back => both.max(),
        Way::Forward => both.min(),
    }
}

/// Among what stands in rows.
fn in_rows(connection: &Connection, from: Second, way: Way, campaign: Option<i64>) -> Result<Option<Second>, Error> {
    let (nearest, beyond) = match way {
        Way::Back => ("MAX", "<"),
        Way::Forward => ("MIN", ">"),
    };
    let whose = if campaign.is_some() { "campaign = ?2" } else { "?2 IS NULL" };
    let mut found = None;
    for (table, at) in [("change", "at"), ("identity", "since"), ("presence", "first"), ("presence", "gone")] {
        let sql = format!("SELECT {nearest}({at}) FROM {table} WHERE {at} {beyond} ?1 AND {whose}");
        let at: Option<i64> =
            connection.prepare_cached(&sql)?.query_row(params![from.0, campaign], |row| row.get(0))?;
        found = nearer(found, at.map(Second), way);
    }
    Ok(found)
}

/// When anything changed in a sealed day, rising; where only the last changes are kept, those.
fn of_all(connection: &Connection, day: &Day) -> Result<Vec<Second>, Error> {
    let readings = readings(connection, day)?;
    let kept = "SELECT 1 FROM block WHERE day = ? LIMIT 1";
    if connection.prepare_cached(kept)?.query_row([day.span.from.0], |_| Ok(())).optional()?.is_some() {
        return Ok(readings);
    }
    let mut moments = Vec::new();
    for body in end_bodies(connection, day)? {
        for end in open_ends(&body).ok_or_else(damaged)? {
            moments.push(readings.get(end.last.reading).copied().ok_or_else(damaged)?);
        }
    }
    moments.sort_unstable();
    moments.dedup();
    Ok(moments)
}

/// When a campaign changed in a sealed day, rising.
fn of_one(connection: &Connection, day: &Day, campaign: i64) -> Result<Vec<Second>, Error> {
    let Some(end) = end_of(connection, day, campaign)? else { return Ok(Vec::new()) };
    let readings = readings(connection, day)?;
    let steps = past::steps(connection, day, end)?;
    steps.into_iter().map(|step| readings.get(step.reading).copied().ok_or_else(damaged)).collect()
}
