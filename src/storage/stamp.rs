//! A moment as three columns of a table: `…_wall`, `…_boot` (its clock) and `…_since` (its reading, in nanoseconds).

use std::time::Duration;

use rusqlite::types::{Type, Value};
use rusqlite::{Error, Row};

use crate::domain::launch::Stamp;
use crate::domain::time::Moment;

/// The columns' values; three times nothing where there is no moment.
pub(super) fn values(stamp: Option<&Stamp>) -> Result<[Value; 3], Error> {
    let Some(stamp) = stamp else { return Ok([Value::Null, Value::Null, Value::Null]) };
    let since = i64::try_from(stamp.reading.as_nanos()).map_err(|error| Error::ToSqlConversionFailure(error.into()))?;
    Ok([wall(stamp.wall).into(), stamp.clock.clone().into(), since.into()])
}

/// The moment that the columns of this name hold.
pub(super) fn read(row: &Row<'_>, name: &str) -> Result<Option<Stamp>, Error> {
    let wall: Option<String> = row.get(format!("{name}_wall").as_str())?;
    let boot: Option<String> = row.get(format!("{name}_boot").as_str())?;
    let since: Option<i64> = row.get(format!("{name}_since").as_str())?;
    match (wall, boot, since) {
        (None, None, None) => Ok(None),
        (Some(wall), Some(boot), Some(since)) => {
            let since = u64::try_from(since).map_err(|_| unreadable(name))?;
            Ok(Some(Stamp { wall: read_wall(&wall)?, clock: boot, reading: Duration::from_nanos(since) }))
        }
        _ => Err(unreadable(name)),
    }
}

/// A wall time as text.
pub(super) fn wall(moment: Moment) -> String {
    moment.to_rfc3339()
}

/// A wall time from text.
pub(super) fn read_wall(text: &str) -> Result<Moment, Error> {
    text.parse().map_err(|_| unreadable("wall"))
}

/// A column that holds what it never should.
pub(super) fn unreadable(column: &str) -> Error {
    Error::FromSqlConversionFailure(0, Type::Text, column.into())
}
