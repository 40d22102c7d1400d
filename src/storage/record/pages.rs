//! Reading all that the record holds, in the order of time and a day at once.

use rusqlite::{Connection, Error, OptionalExtension as _, params};

use super::past::{self, damaged, figures, second};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Entry, News, Page};
use crate::domain::record::sealed::open_ends;

const DAY: i64 = 86_400;

/// What was recorded from a moment on, as far as one page goes; nothing where nothing is left.
pub(super) fn page(connection: &Connection, from: Second) -> Result<Option<Page>, Error> {
    let Some(first) = first(connection, from)? else { return Ok(None) };
    let day = "SELECT first, past FROM day WHERE first <= ? ORDER BY first DESC LIMIT 1";
    let span = |row: &rusqlite::Row<'_>| Ok(Span { from: second(row, "first")?, to: second(row, "past")? });
    let sealed = connection.prepare_cached(day)?.query_row([first.0], span).optional()?;
    let sealed = sealed.filter(|day| first < day.to);
    let to = if let Some(day) = sealed {
        day.to
    } else {
        let next = "SELECT MIN(first) FROM day WHERE first > ?";
        let next: Option<i64> = connection.prepare_cached(next)?.query_row([first.0], |row| row.get(0))?;
        next.map_or(first.plus(DAY), Second).min(first.plus(DAY))
    };
    let span = Span { from: first, to };
    let mut entries = rows(connection, span)?;
    if let Some(day) = sealed {
        unsealed(connection, &past::Day { span: day }, span, &mut entries)?;
    }
    entries.sort_by_key(|entry| (entry.at, entry.campaign, rank(&entry.news)));
    Ok(Some(Page { entries, next: to }))
}

/// What came of one reading is told in this order.
fn rank(news: &News) -> u8 {
    match news {
        News::Came => 0,
        News::Identity(_) => 1,
        News::Figures(_) => 2,
        News::Gone => 3,
    }
}

/// The first moment, not before `from`, that may hold something.
fn first(connection: &Connection, from: Second) -> Result<Option<Second>, Error> {
    let sql = "SELECT MIN(at) FROM (
        SELECT MIN(at) AS at FROM change WHERE at >= ?1
        UNION ALL SELECT MIN(since) FROM identity WHERE since >= ?1
        UNION ALL SELECT MIN(first) FROM presence WHERE first >= ?1
        UNION ALL SELECT MIN(gone) FROM presence WHERE gone >= ?1
        UNION ALL SELECT MIN(MAX(first, ?1)) FROM day WHERE past > ?1)";
    let first: Option<i64> = connection.prepare_cached(sql)?.query_row([from.0], |row| row.get(0))?;
    Ok(first.map(Second))
}

/// What stands in rows.
fn rows(connection: &Connection, span: Span) -> Result<Vec<Entry>, Error> {
    let bounds = params![span.from.0, span.to.0];
    let mut entries = Vec::new();
    let mut read = |sql: &str, news: fn(&rusqlite::Row<'_>) -> Result<News, Error>| {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(bounds)?;
        while let Some(row) = rows.next()? {
            entries.push(Entry { at: second(row, "at")?, campaign: row.get("campaign")?, news: news(row)? });
        }
        Ok::<_, Error>(())
    };
    read("SELECT campaign, first AS at FROM presence WHERE first >= ? AND first < ?", |_| Ok(News::Came))?;
    read("SELECT *, since AS at FROM identity WHERE since >= ? AND since < ?", |row| {
        Ok(News::Identity(past::identity(row)?))
    })?;
    read("SELECT * FROM change WHERE at >= ? AND at < ?", |row| Ok(News::Figures(figures(row)?)))?;
    read("SELECT campaign, gone AS at FROM presence WHERE gone >= ? AND gone < ?", |_| Ok(News::Gone))?;
    Ok(entries)
}

/// What is sealed in a day.
fn unsealed(connection: &Connection, day: &past::Day, span: Span, entries: &mut Vec<Entry>) -> Result<(), Error> {
    let readings = past::readings(connection, day)?;
    for body in past::end_bodies(connection, day)? {
        for end in open_ends(&body).ok_or_else(damaged)? {
            for step in past::steps(connection, day, end)? {
                let at = readings.get(step.reading).copied().ok_or_else(damaged)?;
                if span.from <= at && at < span.to {
                    entries.push(Entry { at, campaign: end.id, news: News::Figures(step.figures) });
                }
            }
        }
    }
    Ok(())
}
