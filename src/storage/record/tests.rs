//! What a record holds, forgets and survives.

use super::oracle::entries;
use super::*;
use crate::domain::record::engine::News;
use crate::domain::record::{Identity, Row};

/// A quiet Tuesday: 24 November 2026, 05:00 in New York.
pub(super) const START: i64 = 1_795_514_400;
pub(super) const ZONE: Zone = Zone::NEW_YORK;

#[derive(Debug)]
pub(super) struct Whole(pub(super) Vec<Row>);

impl Campaigns for Whole {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        Box::new(self.0.iter().map(|row| Row { id: row.id, identity: row.identity.as_deref(), figures: row.figures }))
    }
}

pub(super) fn record(folder: &Path) -> Record {
    Record::new(folder, "api.kayse.ai", "fp")
}

pub(super) fn reading(at: i64) -> Reading {
    Reading { at: Second(at), now: Second(at), every: 30, whole: true }
}

pub(super) fn row(id: i64, calls: i64, name: &str) -> Row {
    let identity = Identity { name: Some(name.into()), ..Identity::default() };
    Row { id, identity, figures: Figures { calls: Some(calls), ..Figures::default() } }
}

fn ids(past: Option<Past>) -> Vec<i64> {
    past.unwrap().rows.iter().map(|row| row.id).collect()
}

#[test]
fn an_unchanged_reading_writes_nothing_for_five_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let rows = Whole(vec![row(1, 1, "one")]);
    assert_eq!(record.take(reading(START), &rows), Ok(Taken::Changed(1)));
    let files = || {
        let mut files: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(folder.path().join("history"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| !path.to_string_lossy().ends_with("-shm"))
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    };
    let before = files();
    for poll in 1..10 {
        assert_eq!(record.take(reading(START + poll * 30), &rows), Ok(Taken::Same));
    }
    assert!(files() == before);
    record.take(reading(START + 300), &rows).unwrap();
    assert!(files() != before);
    assert_eq!(
        record.about().unwrap().coverage,
        [Coverage { from: Second(START), to: Second(START + 300), every: 30 }]
    );
}

#[test]
fn leaving_tells_when_somebody_looked_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    for at in [START, START + 30, START + 60] {
        record.take(reading(at), &Whole(vec![row(1, 1, "one")])).unwrap();
    }
    assert_eq!(record.about().unwrap().coverage[0].to, Second(START));
    record.leave().unwrap();
    assert_eq!(record.about().unwrap().coverage[0].to, Second(START + 60));
}

#[test]
fn settings_are_those_of_the_moment_even_where_they_came_before_the_first_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let settings = |concurrency| Settings { concurrency: Some(concurrency), ..Settings::default() };
    record.take_settings(Second(START - 1), &settings(70)).unwrap();
    assert_eq!(record.settings_as_of(Second(START)), Ok(None), "nothing is written before it is known whose it is");
    record.take(reading(START), &Whole(vec![row(1, 1, "one")])).unwrap();
    record.take_settings(Second(START + 900), &settings(70)).unwrap();
    record.take_settings(Second(START + 1800), &settings(40)).unwrap();
    for (at, expected) in [(-2, None), (-1, Some(70)), (1799, Some(70)), (1800, Some(40)), (9999, Some(40))] {
        assert_eq!(record.settings_as_of(Second(START + at)), Ok(expected.map(settings)), "{at}");
    }
    record.purge(Purge::Before(Second(START + 1000))).unwrap();
    assert_eq!(record.settings_as_of(Second(START + 1000)), Ok(Some(settings(70))), "still in force then");
}

#[test]
fn a_list_that_lacks_most_is_not_believed_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let rows = vec![row(3, 1, "c"), row(2, 1, "b"), row(1, 1, "a")];
    record(folder.path()).take(reading(START), &Whole(rows)).unwrap();
    let mut record = record(folder.path());
    for at in [START + 30, START + 45] {
        assert_eq!(record.take(reading(at), &Whole(vec![])), Ok(Taken::Doubted));
    }
    assert_eq!(ids(record.as_of(Second(START + 45)).unwrap()), [3, 2, 1]);
    assert!(record.take(reading(START + 60), &Whole(vec![])).is_ok());
    assert!(ids(record.as_of(Second(START + 60)).unwrap()).is_empty());
}

#[test]
fn a_gap_is_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    assert_eq!(record.as_of(Second(START)), Ok(None), "nobody has looked");
    for at in [START, START + 30, START + 4000] {
        record.take(reading(at), &Whole(vec![row(1, at, "one")])).unwrap();
    }
    let coverage = record.coverage(Span { from: Second(START), to: Second(START + 9000) }).unwrap();
    assert_eq!(
        coverage.iter().map(|looked| (looked.from.0 - START, looked.to.0 - START)).collect::<Vec<_>>(),
        [(0, 30), (4000, 4000)]
    );
    assert_eq!(record.as_of(Second(START + 2000)).unwrap().unwrap().looked, Second(START + 30));
    assert_eq!(record.as_of(Second(START - 1)), Ok(None));
}

#[test]
fn an_older_reading_never_overwrites_a_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    record.take(reading(START), &Whole(vec![row(1, 5, "one")])).unwrap();
    let slow = Reading { at: Second(START - 20), ..reading(START) };
    assert_eq!(record.take(slow, &Whole(vec![row(1, 4, "one")])), Ok(Taken::Older));
    let suspended = Reading { at: Second(START - 9000), ..reading(START) };
    assert_eq!(record.take(suspended, &Whole(vec![])), Ok(Taken::Older));
    assert_eq!(record.as_of(Second(START)).unwrap().unwrap().rows, [row(1, 5, "one")]);
}

#[test]
fn a_clock_that_was_ahead_is_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    record.take(reading(START), &Whole(vec![row(1, 1, "one")])).unwrap();
    let ahead = START + 40 * 86_400;
    record.take(reading(ahead), &Whole(vec![row(2, 7, "two"), row(1, 2, "one")])).unwrap();
    record.take(reading(ahead + 3600), &Whole(vec![row(2, 8, "two")])).unwrap();
    while record.tidy(Second(ahead + 9 * 86_400), ZONE, Retention::default()).unwrap() {}

    let now = START + 7200;
    record.take(reading(now), &Whole(vec![row(2, 9, "two")])).unwrap();
    assert_eq!(record.as_of(Second(START + 60)).unwrap().unwrap().rows, [row(1, 1, "one")]);
    assert_eq!(record.as_of(Second(now)).unwrap().unwrap().rows, [row(2, 9, "two")]);
    assert_eq!(record.as_of(Second(ahead + 9999)).unwrap().unwrap().looked, Second(now), "nobody has looked since");
}

#[test]
fn another_key_of_the_same_company_goes_on_and_one_of_another_begins() {
    let folder = tempfile::tempdir().unwrap();
    let ours = Whole(vec![row(3, 1, "c"), row(2, 1, "b"), row(1, 1, "a")]);
    record(folder.path()).take(reading(START), &ours).unwrap();
    let mut new_key = Record::new(folder.path(), "api.kayse.ai", "new");
    assert_eq!(new_key.as_of(Second(START)), Ok(None), "who it is shows with the first reading");
    let later = Whole(vec![row(4, 1, "d"), row(3, 1, "c"), row(2, 1, "b")]);
    new_key.take(reading(START + 60), &later).unwrap();
    assert_eq!(ids(new_key.as_of(Second(START + 30)).unwrap()), [3, 2, 1]);

    let mut other = Record::new(folder.path(), "api.kayse.ai", "other");
    other.take(reading(START + 60), &Whole(vec![row(2, 1, "theirs"), row(1, 1, "a")])).unwrap();
    assert_eq!(ids(other.as_of(Second(START + 60)).unwrap()), [2, 1], "half are the same: it goes on");
    let mut third = Record::new(folder.path(), "api.kayse.ai", "third");
    third.take(reading(START + 90), &Whole(vec![row(2, 1, "x"), row(1, 1, "y")])).unwrap();
    assert_eq!(third.as_of(Second(START + 60)), Ok(None));
    assert_eq!(ids(record(folder.path()).as_of(Second(START)).unwrap()), [3, 2, 1]);
    assert_eq!(Record::new(folder.path(), "localhost:8080", "fp").as_of(Second(START)), Ok(None), "another host");
}

/// Forty days with a change each hour.
fn forty_days(folder: &Path) -> (Record, i64) {
    let mut record = record(folder);
    let mut at = START;
    for hour in 0..960 {
        at = START + hour * 3600;
        let calls = Whole(vec![row(2, 7, "secret two"), row(1, hour, "one")]);
        record.take(reading(at), &calls).unwrap();
    }
    while record.tidy(Second(at), ZONE, Retention::default()).unwrap() {}
    (record, at)
}

#[test]
fn old_changes_go_and_the_ends_of_their_days_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (mut record, at) = forty_days(folder.path());
    let span = Span { from: Second(START), to: Second(at + 1) };
    assert_eq!(record.course(1, span, Grain::Changes).unwrap().len(), 960);
    let retention = Retention { days: 10, ..Retention::default() };
    while record.tidy(Second(at), ZONE, retention).unwrap() {}
    let course = record.course(1, span, Grain::Changes).unwrap();
    assert!((240..300).contains(&course.len()), "{}", course.len());
    for campaign in [Some(1), None] {
        let first = record.step(Second(START), Way::Forward, campaign).unwrap().unwrap();
        let second = record.step(first, Way::Forward, campaign).unwrap().unwrap();
        assert_eq!(second.0 - first.0, 86_400, "{campaign:?}: of a day there is its last change");
        assert_eq!(record.step(Second(at), Way::Back, campaign), Ok(Some(Second(at - 3600))), "{campaign:?}");
    }
    assert_eq!(ids(record.as_of(Second(START + 86_400 * 3)).unwrap()), [2, 1]);
}

#[test]
fn a_record_that_is_too_large_drops_what_is_oldest() {
    let folder = tempfile::tempdir().unwrap();
    let (mut record, at) = forty_days(folder.path());
    let before = record.about().unwrap();
    let retention = Retention { bytes: 40_000, ..Retention::default() };
    while record.tidy(Second(at), ZONE, retention).unwrap() {}
    let after = record.about().unwrap();
    assert!(after.sealed_days < before.sealed_days || after.largest != before.largest);
    assert_eq!(record.as_of(Second(at)).unwrap().unwrap().rows[1].figures.calls, Some(959));
}

/// What stands in any file of the folder.
fn holds(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder.join("history")).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| memchr::memmem::find(&bytes, text.as_bytes()).is_some())
}

#[test]
fn a_purge_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (mut record, at) = forty_days(folder.path());
    let moment = START + 20 * 86_400;
    let then = record.as_of(Second(moment + 100)).unwrap();
    record.purge(Purge::Before(Second(moment))).unwrap();
    assert_eq!(record.as_of(Second(moment - 1)), Ok(None));
    assert_eq!(record.as_of(Second(moment + 100)).unwrap(), then);
    assert_eq!(record.as_of(Second(at)).unwrap().unwrap().rows[1].figures.calls, Some(959));
    let kept = record.about().unwrap();
    assert_eq!((kept.coverage[0].from, kept.campaigns), (Second(moment), 2));

    record.take(reading(at + 60), &Whole(vec![row(2, 8, "secret two"), row(1, 959, "one")])).unwrap();
    while record.tidy(Second(at + 3 * 86_400), ZONE, Retention::default()).unwrap() {}
    assert_eq!(record.as_of(Second(moment + 100)).unwrap(), then, "what is left is sealed as ever");
    let told = entries(&mut record);
    assert_eq!((told[0].at, &told[0].news), (Second(moment), &News::Came));
    let changes = told.iter().filter(|entry| matches!(entry.news, News::Figures(_))).count();
    assert_eq!(changes, 2 + 479 + 1, "both as they were, then one each hour, then the last");

    assert!(holds(folder.path(), "secret two"));
    record.purge(Purge::Campaign(2)).unwrap();
    assert_eq!(ids(record.as_of(Second(at)).unwrap()), [1]);
    assert!(!holds(folder.path(), "secret two"), "not even in what was freed");
    record.purge(Purge::All).unwrap();
    assert_eq!(record.as_of(Second(at)), Ok(None));
    assert!(record.about().unwrap().bytes < 100_000);
    record.take(reading(at + 30), &Whole(vec![row(1, 1, "one")])).unwrap();
    assert_eq!(ids(record.as_of(Second(at + 30)).unwrap()), [1]);
}

#[test]
fn a_damaged_file_is_set_aside_and_a_new_one_begins() {
    let folder = tempfile::tempdir().unwrap();
    let (opened, at) = forty_days(folder.path());
    let path = folder.path().join("history/api.kayse.ai.1.sqlite3");
    drop(opened);
    let whole = fs::read(&path).unwrap();
    let damages: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.fill(0x5a),
        |bytes| bytes[5000..20_000].fill(0xff),
        |bytes| bytes[..100].fill(0),
    ];
    for damage in damages {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let mut record = record(folder.path());
        record.take(reading(at + 60), &Whole(vec![row(1, 5, "one")])).unwrap();
        assert_eq!(ids(record.as_of(Second(at + 60)).unwrap()), [1]);
        let note = record.note().unwrap();
        assert!(note.contains("damaged-") && record.note().is_none(), "{note}");
    }
    assert_eq!(
        fs::read_dir(folder.path().join("history"))
            .unwrap()
            .filter(|file| { file.as_ref().unwrap().file_name().to_string_lossy().contains("damaged") })
            .count(),
        4
    );
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let why = record(folder.path()).take(reading(at), &Whole(vec![])).unwrap_err();
    assert!(why.contains("it is no file"), "{why}");
}

#[test]
fn a_file_of_a_newer_version_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path()).take(reading(START), &Whole(vec![row(1, 1, "one")])).unwrap();
    let path = folder.path().join("history/api.kayse.ai.1.sqlite3");
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let why = record(folder.path()).take(reading(START + 30), &Whole(vec![row(1, 2, "one")])).unwrap_err();
    assert!(why.contains("newer version"), "{why}");
}

#[test]
fn whoever_comes_back_as_it_was_is_whole_also_after_a_purge_of_the_time_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let (two, one) = (row(2, 5, "two"), row(1, 7, "one"));
    for (at, rows) in
        [(0, vec![two.clone(), one.clone()]), (30, vec![two.clone()]), (60, vec![two.clone(), one.clone()])]
    {
        record.take(reading(START + at), &Whole(rows)).unwrap();
    }
    record.purge(Purge::Before(Second(START + 40))).unwrap();
    let rows = |record: &mut Record, at| record.as_of(Second(START + at)).unwrap().unwrap().rows;
    assert_eq!(rows(&mut record, 40), std::slice::from_ref(&two));
    assert_eq!(rows(&mut record, 60), [two, one]);
}
