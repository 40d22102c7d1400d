//! A launch as a row of the journal, and back.
//!
//! Each row holds a digest of all of its values, since `SQLite` cannot tell when a bit of a text has flipped (S6).

use std::fmt::Write as _;

use ring::digest::{Context, SHA256};
use rusqlite::types::Value;
use rusqlite::{Error, Row, Transaction, params, params_from_iter};

use super::Recorded;
use crate::domain::launch::{Before, Launch, LaunchId, Origin, Owner, Phase, Request};
use crate::storage::process::Process;
use crate::storage::stamp::{self, unreadable};

/// The columns of a launch; [`values`] keeps their order.
const COLUMNS: &str = "id, version, phase, host, key_fingerprint, name, agent_id, case_list_id, body, before_ids, \
    owner_pid, owner_start, owner_boot, changed_wall, changed_boot, changed_since, \
    confirmed_wall, confirmed_boot, confirmed_since, quiet_wall, quiet_boot, quiet_since, \
    looks, absent, found, near, why, replaces, digest";

/// Every launch, the newest first.
pub(super) fn all(transaction: &Transaction<'_>) -> Result<Vec<Launch>, Error> {
    let sql = "SELECT launches.*, origins.draft, origins.copy_of FROM launches
        LEFT JOIN origins ON origins.launch = launches.id ORDER BY number DESC";
    let mut statement = transaction.prepare_cached(sql)?;
    statement.query_map([], launch)?.collect()
}

/// Adds a launch; says whether its id was free.
pub(super) fn insert(transaction: &Transaction<'_>, launch: &Launch) -> Result<bool, Error> {
    let values = values(launch)?;
    let places = places(values.len());
    let sql = format!("INSERT INTO launches ({COLUMNS}) VALUES ({places}) ON CONFLICT (id) DO NOTHING");
    let free = transaction.prepare_cached(&sql)?.execute(params_from_iter(values))? == 1;
    if let (true, Some(Origin { draft, copy_of })) = (free, &launch.origin) {
        let sql = "INSERT INTO origins (launch, draft, copy_of) VALUES (?, ?, ?)";
        transaction.prepare_cached(sql)?.execute(params![launch.id.as_str(), draft, copy_of])?;
    }
    Ok(free)
}

/// Writes a launch over what it was; says whether it still was that.
pub(super) fn replace(
    transaction: &Transaction<'_>,
    launch: &Launch,
    from: Phase,
    version: u64,
) -> Result<bool, Error> {
    let mut values = values(launch)?;
    let places = places(values.len());
    values.extend([launch.id.as_str().to_owned().into(), from.name().to_owned().into(), whole(version)?.into()]);
    let sql = format!("UPDATE launches SET ({COLUMNS}) = ({places}) WHERE id = ? AND phase = ? AND version = ?");
    transaction.prepare_cached(&sql)?.execute(params_from_iter(values)).map(|rows| rows == 1)
}

/// Adds a line to a launch's history.
pub(super) fn record(transaction: &Transaction<'_>, launch: &Launch, from: Option<Phase>) -> Result<(), Error> {
    let sql = "INSERT INTO changes (launch, version, from_phase, to_phase, wall, why) VALUES (?, ?, ?, ?, ?, ?)";
    let from = from.map(Phase::name);
    let wall = stamp::wall(launch.changed.wall);
    let line = params![launch.id.as_str(), whole(launch.version)?, from, launch.phase.name(), wall, launch.why];
    transaction.prepare_cached(sql)?.execute(line).map(drop)
}

/// A launch's history, the oldest line first.
pub(super) fn history(transaction: &Transaction<'_>, launch: &LaunchId) -> Result<Vec<Recorded>, Error> {
    let mut statement = transaction.prepare_cached("SELECT * FROM changes WHERE launch = ? ORDER BY version")?;
    let lines = statement.query_map([launch.as_str()], |row| {
        let from: Option<String> = row.get("from_phase")?;
        Ok(Recorded {
            version: row.get::<_, i64>("version")?.try_into().map_err(|_| unreadable("version"))?,
            from: from.map(|name| phase(&name)).transpose()?,
            to: phase(&row.get::<_, String>("to_phase")?)?,
            at: stamp::read_wall(&row.get::<_, String>("wall")?)?,
            why: row.get("why")?,
        })
    })?;
    lines.collect()
}

fn launch(row: &Row<'_>) -> Result<Launch, Error> {
    let launch = Launch {
        id: id(&row.get::<_, String>("id")?)?,
        version: row.get::<_, i64>("version")?.try_into().map_err(|_| unreadable("version"))?,
        phase: phase(&row.get::<_, String>("phase")?)?,
        request: Request {
            host: row.get("host")?,
            key_fingerprint: row.get("key_fingerprint")?,
            name: row.get("name")?,
            agent_id: row.get("agent_id")?,
            case_list_id: row.get("case_list_id")?,
            body: row.get("body")?,
        },
        before: Before { ids: numbers(row, "before_ids")? },
        owner: owner(row)?,
        changed: stamp::read(row, "changed")?.ok_or_else(|| unreadable("changed"))?,
        confirmed: stamp::read(row, "confirmed")?,
        quiet_from: stamp::read(row, "quiet")?,
        looks: row.get("looks")?,
        absent: row.get("absent")?,
        found: numbers(row, "found")?,
        near: numbers(row, "near")?,
        why: row.get("why")?,
        replaces: row.get::<_, Option<String>>("replaces")?.map(|text| id(&text)).transpose()?,
        origin: match row.get("draft")? {
            Some(draft) => Some(Origin { draft, copy_of: row.get("copy_of")? }),
            None => None,
        },
    };
    let said: String = row.get("digest")?;
    // Of the launch as it was read: what is not read as it was written shows here as well.
    if values(&launch)?.last() == Some(&Value::Text(said)) { Ok(launch) } else { Err(unreadable("digest")) }
}

/// The values of a row, its digest last.
fn values(launch: &Launch) -> Result<Vec<Value>, Error> {
    let request = &launch.request;
    let owner = launch.owner.as_ref().map(process).transpose()?;
    let mut values: Vec<Value> = vec![
        launch.id.as_str().to_owned().into(),
        whole(launch.version)?.into(),
        launch.phase.name().to_owned().into(),
        request.host.clone().into(),
        request.key_fingerprint.clone().into(),
        request.name.clone().into(),
        request.agent_id.clone().into(),
        request.case_list_id.into(),
        request.body.clone().into(),
        list(&launch.before.ids).into(),
        owner.as_ref().map(|owner| owner.id).into(),
        owner.as_ref().map(|owner| owner.start.cast_signed()).into(),
        owner.map(|owner| owner.boot).into(),
    ];
    for moment in [Some(&launch.changed), launch.confirmed.as_ref(), launch.quiet_from.as_ref()] {
        values.extend(stamp::values(moment)?);
    }
    values.extend([
        launch.looks.into(),
        launch.absent.into(),
        list(&launch.found).into(),
        list(&launch.near).into(),
        launch.why.clone().into(),
        launch.replaces.as_ref().map(|id| id.as_str().to_owned()).into(),
    ]);
    // A launch without an origin has the digest that it had before there were any.
    let origin =
        launch.origin.as_ref().map(|origin| [Some(origin.draft.clone()).into(), origin.copy_of.clone().into()]);
    let digested: Vec<Value> = values.iter().cloned().chain(origin.into_iter().flatten()).collect();
    values.push(digest(&digested).into());
    Ok(values)
}

/// A digest that no two rows share: every value with its type and length.
fn digest(values: &[Value]) -> String {
    let mut context = Context::new(&SHA256);
    for value in values {
        let (kind, bytes) = match value {
            Value::Null => (b'n', Vec::new()),
            Value::Integer(number) => (b'i', number.to_be_bytes().to_vec()),
            Value::Real(number) => (b'r', number.to_be_bytes().to_vec()),
            Value::Text(text) => (b't', text.clone().into_bytes()),
            Value::Blob(blob) => (b'b', blob.clone()),
        };
        context.update(&[kind]);
        context.update(&(bytes.len() as u64).to_be_bytes());
        context.update(&bytes);
    }
    context.finish().as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn whole(number: u64) -> Result<i64, Error> {
    i64::try_from(number).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}

/// Numbers as text: `1 2 3`.
fn list(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

fn numbers(row: &Row<'_>, column: &str) -> Result<Vec<i64>, Error> {
    let text: String = row.get(column)?;
    text.split_whitespace().map(|number| number.parse().map_err(|_| unreadable(column))).collect()
}

fn owner(row: &Row<'_>) -> Result<Option<Owner>, Error> {
    let start: Option<i64> = row.get("owner_start")?;
    match (row.get("owner_pid")?, start, row.get("owner_boot")?) {
        (None, None, None::<String>) => Ok(None),
        (Some(id), Some(start), Some(boot)) => Ok(Some(Process { id, start: start.cast_unsigned(), boot }.into())),
        _ => Err(unreadable("owner")),
    }
}

/// The process that an owner stands for: this engine's owners are processes of its machine.
fn process(owner: &Owner) -> Result<Process, Error> {
    Process::named_by(owner)
        .ok_or_else(|| Error::ToSqlConversionFailure("the owner is no process of this machine".into()))
}

fn phase(name: &str) -> Result<Phase, Error> {
    Phase::named(name).ok_or_else(|| unreadable("phase"))
}

fn id(text: &str) -> Result<LaunchId, Error> {
    LaunchId::parse(text).filter(|id| id.as_str() == text).ok_or_else(|| unreadable("id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_differ_at_all_have_different_digests() {
        let text = |text: &str| Value::Text(text.into());
        let rows = [
            vec![Value::Null],
            vec![text("")],
            vec![text(""), text("")],
            vec![text("a"), text("bc")],
            vec![text("ab"), text("c")],
            vec![Value::Integer(1)],
            vec![text("\0\0\0\0\0\0\0\u{1}")],
        ];
        let digests: std::collections::BTreeSet<String> = rows.iter().map(|row| digest(row)).collect();
        assert_eq!(digests.len(), rows.len());
    }
}
