//! What the journal and the ledger share of `SQLite`: the library's version, the connection, and words for its errors.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Error, ErrorCode, OpenFlags, ffi};

/// The first release in which two connections cannot lose what was committed (M13).
const OLDEST: i32 = 3_051_003;

/// How long a connection waits for another one's transaction.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Said of a file that is no longer the one that was opened.
pub(super) const MOVED: &str = "another file was put in its place";

/// Opens an existing file, with no symbolic link anywhere in its path.
pub(super) fn connect(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Opens a database of this connection alone, which is gone with it.
pub(super) fn connect_temporary() -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags("", flags)
}

/// Refuses a linked library that is known to lose data.
pub(super) fn check_library() -> Result<(), String> {
    check_version(rusqlite::version_number())
}

fn check_version(number: i32) -> Result<(), String> {
    if number >= OLDEST {
        return Ok(());
    }
    let (major, minor, patch) = (number / 1_000_000, number / 1000 % 1000, number % 1000);
    Err(format!("this build of kaytop uses SQLite {major}.{minor}.{patch}, which can lose data: 3.51.3 is needed"))
}

/// The value of a setting, as it is on this connection.
pub(super) fn setting(connection: &Connection, name: &str) -> Result<String, Error> {
    use rusqlite::types::Value;
    connection.pragma_query_value(None, name, |row| row.get(0)).map(|value| match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text,
        other => format!("{other:?}"),
    })
}

/// What went wrong, in a clause for people.
pub(super) fn words(error: &Error) -> String {
    let moved = error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_READONLY_DBMOVED);
    let words = match error.sqlite_error_code() {
        _ if moved => MOVED,
        Some(ErrorCode::DiskFull) => "the disk is full",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "another program keeps it locked",
        Some(ErrorCode::ReadOnly) => "it cannot be written to",
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => "it cannot be opened",
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "it is damaged",
        Some(ErrorCode::SystemIoFailure) => "the disk does not read or write it",
        _ if is_unreadable(error) => "a row of it cannot be read",
        _ => return error.to_string(),
    };
    words.into()
}

fn is_unreadable(error: &Error) -> bool {
    matches!(
        error,
        Error::FromSqlConversionFailure(..) | Error::IntegralValueOutOfRange(..) | Error::InvalidColumnType(..)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m13_a_library_that_loses_commits_is_refused() {
        assert!(check_library().is_ok());
        assert!(check_version(OLDEST).is_ok());
        assert!(check_version(4_000_000).is_ok());
        assert!(check_version(3_051_002).unwrap_err().contains("SQLite 3.51.2"));
    }
}
