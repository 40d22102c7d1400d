//! What people said of verdicts.

use rusqlite::{Error, Row, params};

use super::Record;
use super::past::second;
use crate::domain::record::Second;
use crate::domain::verdict::{Acknowledged, Acknowledgements, Kind};

impl Acknowledgements for Record {
    fn acknowledge(&mut self, seen: &Acknowledged) -> Result<(), String> {
        let Acknowledged { campaign, kind, evidence, at, until, reason } = seen;
        self.with(None, |file| {
            let sql = "INSERT OR REPLACE INTO acknowledged VALUES (?, ?, ?, ?, ?, ?)";
            let values = params![campaign, kind.name(), evidence, at.0, until.map(|until| until.0), reason];
            file.connection.execute(sql, values).map(drop)
        })
    }

    fn ask_again(&mut self, campaign: i64) -> Result<(), String> {
        self.with(None, |file| {
            file.connection.execute("DELETE FROM acknowledged WHERE campaign = ?", [campaign]).map(drop)
        })
    }

    fn acknowledged(&mut self) -> Result<Vec<Acknowledged>, String> {
        self.read(|connection| {
            let sql = "SELECT * FROM acknowledged ORDER BY campaign, kind";
            let mut statement = connection.prepare_cached(sql)?;
            let read: Result<Vec<Option<Acknowledged>>, Error> = statement.query_map([], read)?.collect();
            // What a later version says of campaigns is left to it.
            Ok(read?.into_iter().flatten().collect())
        })
    }
}

fn read(row: &Row<'_>) -> Result<Option<Acknowledged>, Error> {
    let Some(kind) = Kind::named(&row.get::<_, String>("kind")?) else { return Ok(None) };
    Ok(Some(Acknowledged {
        campaign: row.get("campaign")?,
        kind,
        evidence: row.get("evidence")?,
        at: second(row, "at")?,
        until: row.get::<_, Option<i64>>("until")?.map(Second),
        reason: row.get("reason")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{START, Whole, reading, record, row};
    use super::*;
    use crate::domain::record::engine::{Engine as _, Purge};

    fn seen(campaign: i64, kind: Kind, until: Option<i64>) -> Acknowledged {
        let reason = format!("{} of {campaign}", kind.name());
        Acknowledged { campaign, kind, evidence: 7, at: Second(START), until: until.map(Second), reason }
    }

    #[test]
    fn what_was_seen_is_there_in_every_window_until_it_is_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (record(folder.path()), record(folder.path()));
        one.take(reading(START), &Whole(vec![row(2, 1, "two"), row(1, 1, "one")])).unwrap();
        let known = [seen(1, Kind::Poor, None), seen(1, Kind::Quiet, Some(START + 60)), seen(2, Kind::Odd, None)];
        known.iter().rev().for_each(|seen| one.acknowledge(seen).unwrap());
        assert_eq!(other.acknowledged().unwrap(), known);
        let again = Acknowledged { evidence: 8, ..seen(1, Kind::Poor, Some(START + 9)) };
        other.acknowledge(&again).unwrap();
        assert_eq!(one.acknowledged().unwrap(), [again, known[1].clone(), known[2].clone()]);
        one.ask_again(1).unwrap();
        assert_eq!(other.acknowledged().unwrap(), known[2..]);
    }

    #[test]
    fn whoever_is_forgotten_is_so_with_what_was_said() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = record(folder.path());
        record.take(reading(START), &Whole(vec![row(2, 1, "two"), row(1, 1, "one")])).unwrap();
        for campaign in [1, 2] {
            record.acknowledge(&seen(campaign, Kind::Poor, None)).unwrap();
        }
        record.purge(Purge::Campaign(1)).unwrap();
        assert_eq!(record.acknowledged().unwrap(), [seen(2, Kind::Poor, None)]);
        record.purge(Purge::All).unwrap();
        assert_eq!(record.acknowledged().unwrap(), []);
    }
}
