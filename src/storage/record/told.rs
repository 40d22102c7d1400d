//! Telling all campaigns over time, and which of them are there.

use std::collections::HashSet;

use rusqlite::{Connection, Error, params};

use super::past::{damaged, days, end_bodies, figures, figures_at, present_at, readings, second, steps};
use crate::domain::record::days::Span;
use crate::domain::record::sealed::open_ends;
use crate::domain::record::{Figures, Second};

/// The campaigns at a moment, and when each was seen first.
pub(super) fn present(connection: &Connection, at: Second) -> Result<Vec<(i64, Second)>, Error> {
    let sql = "SELECT campaign, MIN(first) AS first FROM presence GROUP BY campaign
        HAVING SUM(first <= ?1 AND (gone IS NULL OR gone > ?1)) > 0";
    let found = |row: &rusqlite::Row<'_>| Ok((row.get("campaign")?, second(row, "first")?));
    connection.prepare_cached(sql)?.query_map([at.0], found)?.collect()
}

/// Tells the figures at the beginning of a span and each change in it; see `Engine::tell`.
pub(super) fn tell(
    connection: &Connection,
    span: Span,
    fine: Second,
    tell: &mut dyn FnMut(i64, Second, Figures),
) -> Result<(), Error> {
    let wanted: HashSet<i64> = present_at(connection, span.from)?;
    figures_at(connection, span.from, &wanted)?.into_iter().for_each(|(id, figures)| tell(id, span.from, figures));
    let mut told = |id, at: Second, figures| {
        if span.from < at && at < span.to {
            tell(id, at, figures);
        }
    };
    for day in days(connection, "past > ?1", span.from)?.into_iter().rev().filter(|day| day.span.from < span.to) {
        let readings = readings(connection, &day)?;
        for body in end_bodies(connection, &day)? {
            for end in open_ends(&body).ok_or_else(damaged)? {
                let steps = if day.span.to <= fine { vec![end.last] } else { steps(connection, &day, end)? };
                for step in steps {
                    told(end.id, *readings.get(step.reading).ok_or_else(damaged)?, step.figures);
                }
            }
        }
    }
    let sql = "SELECT * FROM change WHERE at > ? AND at < ? ORDER BY at";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![span.from.0, span.to.0])?;
    while let Some(row) = rows.next()? {
        tell(row.get("campaign")?, second(row, "at")?, figures(row)?);
    }
    Ok(())
}
