//! How alerts stand and what was told of them, and that of all who look one alone claims what is to be told.

use std::collections::BTreeMap;

use rusqlite::{Connection, Error, Row, Transaction, TransactionBehavior, params};

use super::Record;
use super::past::second;
use crate::domain::alert::{Claimed, Claims, Edge, Looked, Match, Seen, Sighting, Standing, Told, Ways};
use crate::domain::record::Second;
use crate::domain::shown::Shown;

/// So many of the latest that were told are kept.
const MOST: i64 = 10_000;
/// What nobody asked for so many seconds is no alert any more.
const FORGOTTEN: i64 = 90 * 86_400;

impl Claims for Record {
    fn claim(&mut self, sighting: &Sighting<'_>) -> Result<Vec<Claimed>, String> {
        // Mostly nothing changes, and then nothing is written.
        let changed = self.read(|connection| Ok(look(connection, sighting)?.iter().any(Look::changed)))?;
        if !changed {
            return Ok(Vec::new());
        }
        self.with(None, |file| {
            let transaction = file.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let looks = look(&transaction, sighting)?;
            looks.iter().try_for_each(|look| look.write(&transaction, sighting))?;
            transaction.execute("DELETE FROM told WHERE number <= (SELECT MAX(number) FROM told) - ?", [MOST])?;
            transaction.commit()?;
            Ok(looks.into_iter().filter_map(Look::claimed).collect())
        })
    }

    fn told(&mut self, most: usize) -> Result<Vec<Told>, String> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.read(|connection| {
            let sql = "SELECT *, (SELECT name FROM identity WHERE identity.campaign = told.campaign ORDER BY since DESC LIMIT 1)
                AS name FROM told ORDER BY at DESC, number DESC LIMIT ?";
            connection.prepare_cached(sql)?.query_map([most], told)?.collect()
        })
    }

    fn standing(&mut self, definition: &str) -> Result<Option<Standing>, String> {
        self.read(|connection| {
            let standing = standing(connection, definition)?;
            Ok(standing.looked.is_some().then_some(standing))
        })
    }

    fn failed(&mut self, alert: &str, at: Second, why: &str) -> Result<(), String> {
        self.with(None, |file| {
            let sql = "UPDATE told SET failure = ? WHERE alert = ? AND at = ?";
            file.connection.execute(sql, params![why, alert, at.0]).map(drop)
        })
    }
}

/// What a look at an alert came to.
struct Look<'a> {
    seen: Seen<'a>,
    before: Standing,
    now: Standing,
    looked: Looked,
}

fn look<'a>(connection: &Connection, sighting: &Sighting<'a>) -> Result<Vec<Look<'a>>, Error> {
    let look = |seen: &Seen<'a>| {
        let before = standing(connection, seen.definition)?;
        let mut now = before.clone();
        let looked = now.look(seen, &sighting.conditions);
        Ok(Look { seen: *seen, before, now, looked })
    };
    sighting.seen.iter().map(look).collect()
}

impl Look<'_> {
    fn changed(&self) -> bool {
        self.looked.changed
    }

    fn claimed(self) -> Option<Claimed> {
        let edges = self.looked.edges;
        (!edges.is_empty()).then(|| Claimed { alert: self.seen.name.to_owned(), edges })
    }

    fn write(&self, transaction: &Transaction<'_>, sighting: &Sighting<'_>) -> Result<(), Error> {
        if !self.changed() {
            return Ok(());
        }
        let Self { seen: Seen { name, definition, .. }, before, now, looked } = self;
        if before.looked.is_none() {
            forget(transaction, sighting.conditions.at)?;
        }
        let looked_at = now.looked.map(|looked| looked.0);
        transaction.execute("INSERT OR REPLACE INTO alert VALUES (?, ?)", params![definition, looked_at])?;
        let mut delete = transaction.prepare_cached("DELETE FROM alert_match WHERE definition = ? AND campaign = ?")?;
        for id in before.campaigns.keys().filter(|id| !now.campaigns.contains_key(id)) {
            delete.execute(params![definition, id])?;
        }
        let sql = "INSERT OR REPLACE INTO alert_match VALUES (?, ?, ?, ?, ?, ?, ?)";
        let mut insert = transaction.prepare_cached(sql)?;
        for (id, known) in now.campaigns.iter().filter(|(id, known)| before.campaigns.get(id) != Some(known)) {
            let [first, since, told_at] = [known.first, known.since, known.told_at].map(|at| at.map(|at| at.0));
            insert.execute(params![definition, id, first, since, known.held, known.told.bits(), told_at])?;
        }
        let sql = "INSERT INTO told (at, alert, campaign, since, ways, teller) VALUES (?, ?, ?, ?, ?, ?)";
        let mut insert = transaction.prepare_cached(sql)?;
        for Edge { campaign, since, ways } in &looked.edges {
            let at = sighting.conditions.at.0;
            insert.execute(params![at, name, campaign, since.0, ways.bits(), sighting.by])?;
        }
        Ok(())
    }
}

/// Forgets how alerts stood that nobody has any more.
fn forget(transaction: &Transaction<'_>, now: Second) -> Result<(), Error> {
    transaction.execute("DELETE FROM alert WHERE looked < ?", [now.plus(-FORGOTTEN).0])?;
    let sql = "DELETE FROM alert_match WHERE definition NOT IN (SELECT definition FROM alert)";
    transaction.execute(sql, []).map(drop)
}

fn standing(connection: &Connection, definition: &str) -> Result<Standing, Error> {
    let sql = "SELECT looked FROM alert WHERE definition = ?";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([definition])?;
    let Some(row) = rows.next()? else { return Ok(Standing::default()) };
    let looked = Some(second(row, "looked")?);
    let sql = "SELECT * FROM alert_match WHERE definition = ?";
    let mut statement = connection.prepare_cached(sql)?;
    let campaigns: Result<BTreeMap<i64, Match>, Error> = statement.query_map([definition], known)?.collect();
    Ok(Standing { looked, campaigns: campaigns? })
}

fn known(row: &Row<'_>) -> Result<(i64, Match), Error> {
    let moment = |name| row.get::<_, Option<i64>>(name).map(|at| at.map(Second));
    let told = Ways::from_bits(row.get("told")?);
    let (first, since, told_at) = (moment("first")?, moment("since")?, moment("told_at")?);
    Ok((row.get("campaign")?, Match { first, since, held: row.get("held")?, told, told_at }))
}

fn told(row: &Row<'_>) -> Result<Told, Error> {
    Ok(Told {
        at: second(row, "at")?,
        alert: row.get("alert")?,
        campaign: row.get("campaign")?,
        name: row.get::<_, Option<String>>("name")?.as_deref().map(Shown::new),
        since: second(row, "since")?,
        ways: Ways::from_bits(row.get("ways")?),
        by: row.get("teller")?,
        failure: row.get("failure")?,
    })
}

/// The clock was ahead: what was written under moments to come is known by now.
pub(super) fn redate(transaction: &Transaction<'_>, now: Second) -> Result<(), Error> {
    for (table, column) in [
        ("alert", "looked"),
        ("alert_match", "first"),
        ("alert_match", "since"),
        ("alert_match", "told_at"),
        ("told", "at"),
        ("told", "since"),
        ("acknowledged", "at"),
    ] {
        transaction.execute(&format!("UPDATE {table} SET {column} = ?1 WHERE {column} > ?1"), [now.0])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
