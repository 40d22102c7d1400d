//! Reading the record: the campaigns at a moment, one campaign over time.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Error, OptionalExtension as _, Row as SqlRow, params};

use crate::domain::record::coverage::{Coverage, merged};
use crate::domain::record::days::Span;
use crate::domain::record::engine::{About, Grain, Large, Past};
use crate::domain::record::sealed::{End, Step, open_block, open_ends, open_readings};
use crate::domain::record::{Figures, Identity, Row, Second};

/// Seconds as SQL has them.
pub(super) fn second(row: &SqlRow<'_>, column: &str) -> Result<Second, Error> {
    row.get(column).map(Second)
}

/// A row of `change`.
pub(super) fn figures(row: &SqlRow<'_>) -> Result<Figures, Error> {
    Ok(Figures {
        calls: row.get("calls")?,
        ok: row.get("ok")?,
        failed: row.get("failed")?,
        vendor_rate: row.get("vendor_rate")?,
        sentiment: row.get("sentiment")?,
        conversion: row.get("conversion")?,
    })
}

/// The campaigns at a moment; nothing where nobody had looked before.
pub(super) fn as_of(connection: &Connection, at: Second) -> Result<Option<Past>, Error> {
    let looked = "SELECT MAX(MIN(last, ?1)) FROM coverage WHERE first <= ?1";
    let looked: Option<i64> = connection.prepare_cached(looked)?.query_row([at.0], |row| row.get(0))?;
    let Some(looked) = looked.map(Second) else { return Ok(None) };

    let wanted = present_at(connection, at)?;
    Ok(Some(Past { looked, rows: rows_at(connection, at, &wanted)? }))
}

/// The campaigns that were in the list.
pub(super) fn present_at(connection: &Connection, at: Second) -> Result<HashSet<i64>, Error> {
    let sql = "SELECT campaign FROM presence WHERE first <= ?1 AND (gone IS NULL OR gone > ?1)";
    connection.prepare_cached(sql)?.query_map([at.0], |row| row.get(0))?.collect()
}

/// Those campaigns as they were, by id, falling.
fn rows_at(connection: &Connection, at: Second, wanted: &HashSet<i64>) -> Result<Vec<Row>, Error> {
    let mut figures = figures_at(connection, at, wanted)?;
    let sql = "SELECT * FROM identity WHERE since <= ? ORDER BY campaign DESC, since DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([at.0])?;
    let mut rows: Vec<Row> = Vec::with_capacity(wanted.len());
    while let Some(row) = found.next()? {
        let id = row.get("campaign")?;
        if wanted.contains(&id) && rows.last().is_none_or(|last| last.id != id) {
            rows.push(Row { id, identity: identity(row)?, figures: figures.remove(&id).unwrap_or_default() });
        }
    }
    Ok(rows)
}

pub(super) fn identity(row: &SqlRow<'_>) -> Result<Identity, Error> {
    Ok(Identity {
        name: row.get("name")?,
        agent: row.get("agent")?,
        list: row.get("list")?,
        origin: row.get("origin")?,
        edited_by: row.get("edited_by")?,
    })
}

pub(super) fn coverage(row: &SqlRow<'_>) -> Result<Coverage, Error> {
    Ok(Coverage { from: second(row, "first")?, to: second(row, "last")?, every: row.get("every")? })
}

/// The last figures at or before a moment of those campaigns: back through time, until all are found.
pub(super) fn figures_at(
    connection: &Connection,
    at: Second,
    wanted: &HashSet<i64>,
) -> Result<HashMap<i64, Figures>, Error> {
    let mut found = HashMap::with_capacity(wanted.len());
    let see = |found: &mut HashMap<i64, Figures>, id: i64, figures: Figures| {
        if wanted.contains(&id) {
            found.entry(id).or_insert(figures);
        }
        found.len() == wanted.len()
    };
    let mut statement = connection.prepare_cached("SELECT * FROM change WHERE at <= ? ORDER BY at DESC")?;
    let mut rows = statement.query([at.0])?;
    while let Some(row) = rows.next()? {
        if see(&mut found, row.get("campaign")?, figures(row)?) {
            return Ok(found);
        }
    }
    for day in days(connection, "first <= ?1", at)? {
        let readings = if day.span.to > at { Some(readings(connection, &day)?) } else { None };
        for body in end_bodies(connection, &day)? {
            for end in open_ends(&body).ok_or_else(damaged)? {
                if !wanted.contains(&end.id) || found.contains_key(&end.id) {
                    continue;
                }
                let figures = match &readings {
                    None => Some(end.last.figures),
                    Some(readings) => {
                        let until = readings.partition_point(|moment| *moment <= at);
                        let steps = steps(connection, &day, end)?;
                        steps.iter().rev().find(|step| step.reading < until).map(|step| step.figures)
                    }
                };
                if figures.is_some_and(|figures| see(&mut found, end.id, figures)) {
                    return Ok(found);
                }
            }
        }
    }
    Ok(found)
}

/// The company's settings at a moment, as they are written.
pub(super) fn settings(connection: &Connection, at: Second) -> Result<Option<String>, Error> {
    let sql = "SELECT text FROM settings WHERE at <= ? ORDER BY at DESC LIMIT 1";
    connection.prepare_cached(sql)?.query_row([at.0], |row| row.get(0)).optional()
}

/// The company's settings at the beginning of a span and those that followed in it, as they are written.
pub(super) fn settings_in(connection: &Connection, span: Span) -> Result<Vec<(Second, String)>, Error> {
    let sql = "SELECT at, text FROM settings WHERE at < ?2
        AND at >= COALESCE((SELECT MAX(at) FROM settings WHERE at <= ?1), ?1) ORDER BY at";
    let settings = |row: &SqlRow<'_>| Ok((second(row, "at")?, row.get("text")?));
    connection.prepare_cached(sql)?.query_map([span.from.0, span.to.0], settings)?.collect()
}

/// A campaign's figures at the beginning of a span, where they are known, and each change in it.
pub(super) fn course(
    connection: &Connection,
    campaign: i64,
    span: Span,
    grain: Grain,
) -> Result<Vec<(Second, Figures)>, Error> {
    let mut course = Vec::new();
    let sql = "SELECT * FROM change WHERE campaign = ?1 AND at < ?2 ORDER BY at DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![campaign, span.to.0])?;
    let mut push = |at: Second, figures: Figures| {
        let before = at <= span.from;
        course.push((if before { span.from } else { at }, figures));
        before
    };
    while let Some(row) = rows.next()? {
        if push(second(row, "at")?, figures(row)?) {
            course.reverse();
            return Ok(course);
        }
    }
    'days: for day in days(connection, "first < ?1", span.to)? {
        let Some(end) = end_of(connection, &day, campaign)? else { continue };
        let readings = readings(connection, &day)?;
        let steps = match grain {
            Grain::Days if day.span.from > span.from => vec![end.last],
            Grain::Days | Grain::Changes => steps(connection, &day, end)?,
        };
        for step in steps.into_iter().rev() {
            let at = readings.get(step.reading).copied().ok_or_else(damaged)?;
            if at < span.to && push(at, step.figures) {
                break 'days;
            }
        }
    }
    course.reverse();
    Ok(course)
}

/// A sealed day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    pub span: Span,
}

/// Sealed days that a condition on one moment holds for, the newest first.
pub(super) fn days(connection: &Connection, condition: &str, at: Second) -> Result<Vec<Day>, Error> {
    let sql = format!("SELECT first, past FROM day WHERE {condition} ORDER BY first DESC");
    let day = |row: &SqlRow<'_>| Ok(Day { span: Span { from: second(row, "first")?, to: second(row, "past")? } });
    connection.prepare_cached(&sql)?.query_map([at.0], day)?.collect()
}

/// When a day was read.
pub(super) fn readings(connection: &Connection, day: &Day) -> Result<Vec<Second>, Error> {
    let sql = "SELECT readings FROM day WHERE first = ?";
    let sealed: Vec<u8> = connection.prepare_cached(sql)?.query_row([day.span.from.0], |row| row.get(0))?;
    open_readings(&sealed).ok_or_else(damaged)
}

/// What the campaigns ended a day with, packed: each body with those of some.
pub(super) fn end_bodies(connection: &Connection, day: &Day) -> Result<Vec<Vec<u8>>, Error> {
    let sql = "SELECT body FROM day_end WHERE day = ?";
    connection.prepare_cached(sql)?.query_map([day.span.from.0], |row| row.get(0))?.collect()
}

/// What a campaign ended a day with.
pub(super) fn end_of(connection: &Connection, day: &Day, campaign: i64) -> Result<Option<End>, Error> {
    let sql = "SELECT body FROM day_end WHERE day = ? AND campaign <= ? ORDER BY campaign DESC LIMIT 1";
    let found = connection.prepare_cached(sql)?.query_row(params![day.span.from.0, campaign], |row| row.get(0));
    let Some(body): Option<Vec<u8>> = found.optional()? else { return Ok(None) };
    let ends = open_ends(&body).ok_or_else(damaged)?;
    Ok(ends.into_iter().find(|end| end.id == campaign))
}

/// A campaign's changes of a day, oldest first; only the last, where the others are kept no more.
pub(super) fn steps(connection: &Connection, day: &Day, end: End) -> Result<Vec<Step>, Error> {
    let sql = "SELECT body FROM block WHERE day = ? AND campaign = ?";
    let found = connection.prepare_cached(sql)?.query_row(params![day.span.from.0, end.id], |row| row.get(0));
    let body: Vec<u8> = found.optional()?.unwrap_or_default();
    open_block(&body, end.last).ok_or_else(damaged)
}

/// What is sealed does not open.
pub(super) fn damaged() -> Error {
    let failure = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Error::SqliteFailure(failure, None)
}

/// When somebody looked in a span, oldest first.
pub(super) fn covered(connection: &Connection, span: Span) -> Result<Vec<Coverage>, Error> {
    let sql = "SELECT * FROM coverage WHERE first < ? AND last >= ? ORDER BY first";
    let rows = connection
        .prepare_cached(sql)?
        .query_map(params![span.to.0, span.from.0], coverage)?
        .collect::<Result<_, _>>()?;
    Ok(merged(rows))
}

/// What is kept.
pub(super) fn about(connection: &Connection) -> Result<About, Error> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let largest = "SELECT campaign, SUM(LENGTH(body)) AS bytes,
        (SELECT name FROM identity WHERE identity.campaign = block.campaign ORDER BY since DESC LIMIT 1) AS name
        FROM block GROUP BY campaign ORDER BY bytes DESC, campaign LIMIT 10";
    let mut largest = connection.prepare(largest)?;
    let largest = largest.query_map([], |row| {
        let bytes = row.get::<_, i64>("bytes")?.unsigned_abs();
        Ok(Large { campaign: row.get("campaign")?, name: row.get("name")?, bytes })
    })?;
    Ok(About {
        bytes: count("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?.unsigned_abs(),
        coverage: covered(connection, Span { from: Second(i64::MIN), to: Second(i64::MAX) })?,
        campaigns: count("SELECT COUNT(DISTINCT campaign) FROM presence")?.unsigned_abs() as usize,
        sealed_days: count("SELECT COUNT(*) FROM day WHERE past > first + 1")?.unsigned_abs() as usize,
        largest: largest.collect::<Result<_, _>>()?,
    })
}
