//! What every journal must do, and what this one must do on a disk.

mod contract;
mod damage;
mod places;

use std::path::Path;
use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::domain::launch::{Before, Origin, Owner, Request, Stamp};
use crate::domain::time::from_unix;
use crate::storage::process::Process;

const HOST: &str = "api.kayse.ai";

fn open(data: &Path) -> JournalFile {
    JournalFile::open(data, HOST).unwrap()
}

/// Why the journal cannot be opened.
fn refusal(data: &Path) -> String {
    match JournalFile::open(data, HOST) {
        Err(JournalError::Unusable(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn file(data: &Path) -> PathBuf {
    data.join("launches/api.kayse.ai.sqlite3")
}

/// A connection of someone else.
fn stranger(data: &Path) -> Connection {
    Connection::open(file(data)).unwrap()
}

fn at(seconds: u64) -> Stamp {
    let wall = from_unix(1_800_000_000 + seconds as i64).unwrap();
    Stamp { wall, clock: "boot".into(), reading: Duration::from_secs(seconds) }
}

fn me() -> Owner {
    Process { id: 7, start: 8, boot: "boot".into() }.into()
}

fn draft(bits: u64, name: &str) -> Launch {
    let request = Request {
        host: HOST.into(),
        key_fingerprint: "f00d".into(),
        name: name.into(),
        agent_id: Some("agent".into()),
        case_list_id: Some(5),
        body: format!("{{\"name\":\"{name}\"}}"),
    };
    Launch::draft(LaunchId::from_bits(bits), request, Before { ids: vec![1, 2, 3] }, at(bits))
}

/// A journal with a launch in each of three phases, and the launches.
fn filled(data: &Path) -> Vec<Launch> {
    let mut journal = open(data);
    for (bits, name) in [(1, "First"), (2, "Second"), (3, "Third")] {
        journal.draft(&draft(bits, name)).unwrap();
    }
    for bits in [2, 3] {
        let launch = journal.launches().unwrap().into_iter().find(|row| row.id == LaunchId::from_bits(bits)).unwrap();
        let confirmed = launch.confirm(me(), false, at(10)).unwrap();
        journal.write(&confirmed).unwrap();
        if bits == 3 {
            let mut launch = confirmed.into_launch();
            crate::domain::launch::journal::arm(&mut journal, &mut launch, &me(), at(11)).unwrap();
        }
    }
    journal.launches().unwrap()
}

fn stamps() -> impl Strategy<Value = Stamp> {
    let wall = (-5_000_000_000i64..20_000_000_000, 0u64..1_000_000_000);
    (wall, ".{0,20}", 0..i64::MAX as u64).prop_map(|((seconds, nanos), boot, since)| Stamp {
        wall: from_unix(seconds).unwrap() + Duration::from_nanos(nanos),
        clock: boot,
        reading: Duration::from_nanos(since),
    })
}

fn requests() -> impl Strategy<Value = Request> {
    let texts = (".*", ".*", ".*", option::of(".*"), option::of(any::<i64>()), ".*");
    texts.prop_map(|(host, key_fingerprint, name, agent_id, case_list_id, body)| Request {
        host,
        key_fingerprint,
        name,
        agent_id,
        case_list_id,
        body,
    })
}

fn owners() -> impl Strategy<Value = Owner> {
    (any::<u32>(), any::<u64>(), ".{0,40}").prop_map(|(id, start, boot)| Process { id, start, boot }.into())
}

/// Any launch, also such as the machine of steps never makes.
fn launches() -> impl Strategy<Value = Launch> {
    let ids = || vec(any::<i64>(), 0..5);
    let first = (any::<u64>(), 0..i64::MAX as u64, 0..Phase::ALL.len(), requests(), ids(), option::of(owners()));
    let moments = (stamps(), option::of(stamps()), option::of(stamps()));
    let origins = option::of((".*", option::of(".*")).prop_map(|(draft, copy_of)| Origin { draft, copy_of }));
    let rest = (any::<u32>(), any::<bool>(), ids(), ids(), ".*", origins);
    (first, moments, rest).prop_map(|(first, (changed, confirmed, quiet_from), rest)| {
        let (looks, absent, found, near, why, origin) = rest;
        let (bits, version, phase, request, ids, owner) = first;
        Launch {
            origin,
            version,
            phase: Phase::ALL[phase],
            owner,
            confirmed,
            quiet_from,
            looks,
            absent,
            found,
            near,
            why,
            ..Launch::draft(LaunchId::from_bits(bits), request, Before { ids }, changed)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_member_of_a_launch_comes_back_as_it_was(written in vec(launches(), 1..4)) {
        let data = tempfile::tempdir().unwrap();
        let mut journal = open(data.path());
        let mut expected: Vec<Launch> = Vec::new();
        for mut launch in written {
            launch.replaces = expected.last().map(|last: &Launch| last.id.clone());
            let added = journal.transact(Immediate, |transaction| Ok(rows::insert(transaction, &launch)?)).unwrap();
            prop_assert_eq!(added, expected.iter().all(|other| other.id != launch.id));
            if added {
                expected.push(launch);
            }
        }
        expected.reverse();
        prop_assert_eq!(journal.launches().unwrap(), expected);
    }
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let data = tempfile::tempdir().unwrap();
    let written = filled(data.path());
    assert_eq!(open(data.path()).launches().unwrap(), written);
    assert!(JournalFile::open(data.path(), "another").unwrap().launches().unwrap().is_empty());
}

#[test]
fn the_history_tells_every_change_and_lets_none_be_altered() {
    let data = tempfile::tempdir().unwrap();
    let launch = filled(data.path()).into_iter().find(|row| row.phase == Phase::Sending).unwrap();
    let mut journal = open(data.path());
    let ended = launch.ended(&me(), crate::domain::launch::classify::Proof::Unknown, "no answer".into(), at(20));
    journal.write(&ended.unwrap()).unwrap();
    let told = |line: &Recorded| (line.version, line.from, line.to, line.at, line.why.clone());
    let history: Vec<_> = journal.history(&launch.id).unwrap().iter().map(told).collect();
    let expected = [
        (0, None, Phase::Draft, at(3).wall, String::new()),
        (1, Some(Phase::Draft), Phase::Confirmed, at(10).wall, String::new()),
        (2, Some(Phase::Confirmed), Phase::Sending, at(11).wall, String::new()),
        (3, Some(Phase::Sending), Phase::Unknown, at(20).wall, "no answer".into()),
    ];
    assert_eq!(history, expected);
    assert!(journal.history(&LaunchId::from_bits(99)).unwrap().is_empty());
    for change in ["UPDATE changes SET why = 'x'", "DELETE FROM changes"] {
        assert!(stranger(data.path()).execute(change, []).unwrap_err().to_string().contains("history"));
    }
}

#[test]
fn s4_the_connection_has_every_setting_and_another_value_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let journal = open(data.path());
    let found = |name| sqlite::setting(&journal.connection, name).unwrap();
    assert_eq!(
        ["journal_mode", "synchronous", "foreign_keys", "fullfsync", "busy_timeout"].map(found),
        ["delete", "3", "1", "1", "5000"]
    );
    for (name, value) in [("synchronous", 1), ("foreign_keys", 0), ("busy_timeout", 0)] {
        schema::set(&journal.connection).unwrap();
        journal.connection.busy_timeout(sqlite::PATIENCE).unwrap();
        journal.connection.pragma_update(None, name, value).unwrap();
        let Err(JournalError::Unusable(why)) = schema::check_settings(&journal.connection) else { panic!("{name}") };
        assert!(why.contains(name), "{why}");
    }
}

#[test]
fn s1_a_full_disk_writes_nothing_and_says_so() {
    let data = tempfile::tempdir().unwrap();
    let written = filled(data.path());
    let mut journal = open(data.path());
    let pages: i64 = journal.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    journal.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let large = draft(9, &"x".repeat(100_000));
    let Err(JournalError::Unusable(why)) = journal.draft(&large) else { panic!("it was written") };
    assert!(why.ends_with("the disk is full"), "{why}");
    assert_eq!(journal.launches().unwrap(), written);
    assert_eq!(open(data.path()).launches().unwrap(), written);
    journal.connection.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(())).unwrap();
    journal.draft(&large).unwrap();
}

#[test]
fn s10_of_two_connections_that_confirm_the_same_draft_exactly_one_wins() {
    let data = tempfile::tempdir().unwrap();
    for bits in 0..20 {
        let launch = draft(bits, &format!("Launch {bits}"));
        open(data.path()).draft(&launch).unwrap();
        let confirm = |id| {
            let owner = Process { id, start: 8, boot: "boot".into() }.into();
            let change = launch.confirm(owner, false, at(50)).unwrap();
            let mut journal = open(data.path());
            move || journal.write(&change)
        };
        let (left, mut right) = (confirm(1), confirm(2));
        let answers = std::thread::scope(|scope| {
            let left = scope.spawn(left);
            [right(), left.join().unwrap()]
        });
        assert!(answers.contains(&Ok(())) && answers.contains(&Err(JournalError::Taken)), "{answers:?}");
    }
}

#[test]
fn s10_of_two_launches_of_one_name_exactly_one_is_confirmed() {
    let data = tempfile::tempdir().unwrap();
    let drafts = [draft(1, "Same"), draft(2, "same ")];
    for launch in &drafts {
        open(data.path()).draft(launch).unwrap();
    }
    let answers = std::thread::scope(|scope| {
        let confirm = |launch: &Launch| {
            let change = launch.confirm(me(), true, at(50)).unwrap();
            let mut journal = open(data.path());
            scope.spawn(move || journal.write(&change))
        };
        let running = [confirm(&drafts[0]), confirm(&drafts[1])];
        running.map(|thread| thread.join().unwrap())
    });
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert!(answers.iter().any(|answer| matches!(answer, Err(JournalError::SameName(_)))), "{answers:?}");
}

#[test]
fn a_transaction_of_another_that_lasts_too_long_is_an_error_and_writes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let written = filled(data.path());
    let mut journal = open(data.path());
    journal.connection.busy_timeout(Duration::ZERO).unwrap();
    let other = stranger(data.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let Err(JournalError::Unusable(why)) = journal.draft(&draft(9, "New")) else { panic!("it was written") };
    assert!(why.ends_with("another program keeps it locked"), "{why}");
    // A reader keeps the commit itself from happening.
    other.execute_batch("ROLLBACK; BEGIN; SELECT count(*) FROM launches;").unwrap();
    assert!(matches!(journal.draft(&draft(9, "New")), Err(JournalError::Unusable(_))));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(journal.launches().unwrap(), written);
}

/// What version 1 lacked is taken away again, as that version would have left it.
fn lower(data: &Path) {
    stranger(data).execute_batch("DROP TABLE origins; PRAGMA user_version = 1").unwrap();
}

#[test]
fn a_journal_of_the_first_version_is_read_and_raised_and_keeps_all_it_holds() {
    let data = tempfile::tempdir().unwrap();
    let written = filled(data.path());
    lower(data.path());
    assert_eq!(open(data.path()).launches().unwrap(), written);
    let version: i32 = stranger(data.path()).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 2);
    assert_eq!(open(data.path()).launches().unwrap(), written, "once");
    lower(data.path());
    stranger(data.path()).execute_batch("DROP TRIGGER changes_are_not_removed").unwrap();
    assert!(refusal(data.path()).contains("damaged"), "what is not sound is not raised");
}

#[test]
fn the_draft_of_a_launch_is_kept_and_stops_a_second_in_the_same_transaction() {
    let data = tempfile::tempdir().unwrap();
    let mut journal = open(data.path());
    let origin = |copy: Option<&str>| {
        let draft = if copy.is_some() { "COPY" } else { "DRAFT" };
        Some(Origin { draft: draft.into(), copy_of: copy.map(str::to_owned) })
    };
    // Both are prepared before either is confirmed.
    let (one, two) = (draft(1, "One name"), draft(2, "Another name"));
    let [one, two] = [one, two].map(|launch| Launch { origin: origin(None), ..launch });
    let copy = Launch { origin: origin(Some("DRAFT")), ..draft(3, "A third name") };
    for launch in [&one, &two, &copy] {
        journal.draft(launch).unwrap();
    }
    assert_eq!(journal.launches().unwrap(), [copy.clone(), two.clone(), one.clone()]);
    journal.write(&one.confirm(me(), false, at(20)).unwrap()).unwrap();
    for retyped in [false, true] {
        let error = journal.write(&two.confirm(me(), retyped, at(20)).unwrap()).unwrap_err();
        assert!(matches!(error, JournalError::SameDraft { copy: false, .. }), "{error:?}");
        let error = journal.write(&copy.confirm(me(), retyped, at(20)).unwrap()).unwrap_err();
        assert!(matches!(error, JournalError::SameDraft { copy: true, .. }), "{error:?}");
    }
    assert!(journal.launches().unwrap().iter().filter(|launch| launch.phase == Phase::Confirmed).count() == 1);
    stranger(data.path()).execute("UPDATE origins SET draft = 'OTHER' WHERE launch = ?", [one.id.as_str()]).unwrap();
    assert!(matches!(journal.launches(), Err(JournalError::Unusable(_))), "a row that was altered is noticed");
}
