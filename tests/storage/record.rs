//! The record where its process is killed, where two write at once, and where the disk is full.

use std::collections::HashSet;
use std::path::Path;

use kaytop::domain::record::engine::{Campaigns, Engine, Past, Purge, Reading, Retention, Taken};
use kaytop::domain::record::{Figures, Identity, Row, Second};
use kaytop::domain::time::Zone;
use kaytop::storage::record::Record;
use rusqlite::Connection;

use crate::child::{Role, command, limited, lines, say};
use crate::{HOST, asked};

const START: i64 = 1_795_500_000;
/// From one reading to the next, in seconds: a day has 24 of them.
const APART: i64 = 3600;
/// How many campaigns there are; in the reading of a number each has made so many calls.
const CAMPAIGNS: i64 = 5;

#[derive(Debug)]
struct Calls(u64);

impl Campaigns for Calls {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        let figures = Figures { calls: Some(self.0.cast_signed()), sentiment: Some(0.5), ..Figures::default() };
        let identity = Identity { name: Some("Intake"), ..Identity::default() };
        Box::new((1..=CAMPAIGNS).rev().map(move |id| Row { id, identity, figures }))
    }
}

fn record(data: &Path) -> Record {
    Record::new(data, HOST, "f00d")
}

fn moment(number: u64) -> Second {
    Second(START + number.cast_signed() * APART)
}

fn take(record: &mut Record, number: u64) -> Result<Taken, String> {
    let at = moment(number);
    record.take(Reading { at, now: at, every: 3600, whole: true }, &Calls(number))
}

/// The calls that all campaigns had made then; fails where they do not agree.
fn calls(past: &Past) -> u64 {
    let calls: HashSet<i64> = past.rows.iter().map(|row| row.figures.calls.unwrap()).collect();
    assert_eq!((past.rows.len(), calls.len()), (CAMPAIGNS as usize, 1), "half a reading: {calls:?}");
    calls.into_iter().next().unwrap().cast_unsigned()
}

/// What a process is killed over: readings, and every now and then a sealed day and a purge.
pub(crate) fn records(data: &Path, from: u64) {
    let mut record = record(data);
    for number in from.. {
        take(&mut record, number).unwrap();
        say(&format!("took {number}"));
        if number % 5 == 0 {
            record.tidy(moment(number), Zone::UTC, Retention { days: 30, ..Retention::default() }).unwrap();
        }
        if number % 40 == 0 {
            record.purge(Purge::Before(moment(number.saturating_sub(60)))).unwrap();
            say(&format!("forgot {}", number.saturating_sub(60)));
        }
    }
}

pub(crate) fn fills(data: &Path, from: u64) {
    let mut record = record(data);
    let mut numbers = from..;
    let why = numbers.find_map(|number| take(&mut record, number).err()).unwrap();
    say(&format!("{} {why}", numbers.start - 1));
}

#[test]
fn a_kill_at_any_moment_loses_no_reading_and_leaves_no_half_a_day() {
    for _ in 0..asked("KAYTOP_KILLS").unwrap_or(25).div_ceil(25) {
        twenty_five_kills_of_one_record();
    }
}

fn twenty_five_kills_of_one_record() {
    let data = tempfile::tempdir().unwrap();
    let (mut from, mut forgotten) = (0, 0);
    let mut taken = Vec::new();
    for kill in 0..25 {
        let mut child = command(Role::Records, data.path(), from).spawn().unwrap();
        let mut said = lines(&mut child);
        let first: Vec<String> = said.by_ref().take(1 + kill * 7 % 23).collect();
        child.kill().unwrap();
        for line in first.into_iter().chain(said) {
            let (what, number) = line.split_once(' ').unwrap();
            let number: u64 = number.parse().unwrap();
            match what {
                "took" => taken.push(number),
                _ => forgotten = forgotten.max(number),
            }
        }
        child.wait().unwrap();
        let last = *taken.last().unwrap();
        let mut record = record(data.path());
        // The one under way may have been written and not yet said, and so may a purge.
        let safe = forgotten.max(last.saturating_sub(60));
        for number in taken.iter().copied().filter(|number| *number >= safe) {
            let past = record.as_of(moment(number)).unwrap().unwrap();
            assert_eq!(calls(&past), number, "kill {kill}");
        }
        let newest = calls(&record.as_of(moment(last + 9)).unwrap().unwrap());
        assert!((last..=last + 1).contains(&newest), "kill {kill}: {newest} after {last}");
        assert_eq!(record.note(), None, "nothing was damaged");
        from = last + 2;
    }
    let file = data.path().join("history/api.kayse.ai.1.sqlite3");
    let sound: String =
        Connection::open(file).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn s2_a_record_that_may_not_grow_keeps_what_it_had_and_goes_on_when_there_is_room() {
    for blocks in [256, 400] {
        let data = tempfile::tempdir().unwrap();
        let mut child = limited(Role::RecordFills, data.path(), 0, blocks).spawn().unwrap();
        let said: Vec<String> = lines(&mut child).collect();
        assert!(child.wait().unwrap().success());
        let (number, why) = said[0].split_once(' ').unwrap();
        assert!(why.contains("the disk does not read or write it") || why.contains("the disk is full"), "{why}");
        let refused: u64 = number.parse().unwrap();
        assert!(refused > 1, "it never wrote: {said:?}");
        let mut record = record(data.path());
        assert_eq!(calls(&record.as_of(moment(refused + 1)).unwrap().unwrap()), refused - 1);
        assert_eq!(take(&mut record, refused + 1), Ok(Taken::Changed(CAMPAIGNS as usize)), "there is room again");
    }
}

#[test]
fn thirty_days_at_the_usual_rhythm_take_little_room() {
    let data = tempfile::tempdir().unwrap();
    let mut record = record(data.path());
    let mut sizes = Vec::new();
    for poll in 0..30 * 2880_u64 {
        let at = Second(START + poll.cast_signed() * 30);
        // Ten hours of calls a day, one in ten minutes.
        let calls = poll / 2880 * 60 + (poll % 2880).min(1200) / 20;
        record.take(Reading { at, now: at, every: 30, whole: true }, &Calls(calls)).unwrap();
        if poll % 20 == 0 {
            while record.tidy(at, Zone::UTC, Retention::default()).unwrap() {}
        }
        if poll % 2880 == 0 {
            sizes.push(record.about().unwrap().bytes);
        }
    }
    let about = record.about().unwrap();
    assert_eq!(about.coverage.len(), 1, "nobody ever looked away");
    assert!((27..=29).contains(&about.sealed_days), "{}", about.sealed_days);
    let (early, late) = (sizes[5], sizes[29]);
    assert!(late - early < 24 * 4096, "{early} bytes after five days, {late} after thirty");
}
