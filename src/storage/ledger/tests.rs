//! One count for all, over restarts, wrong clocks and damaged files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use super::*;
use crate::domain::time::from_unix;

const ACCOUNT: &str = "api.kayse.ai f00d";

fn at(boot: &str, since: u64, wall: i64) -> Stamp {
    let wall = from_unix(1_800_000_000 + wall).unwrap();
    Stamp { wall, clock: boot.into(), reading: Duration::from_secs(since) }
}

fn now(seconds: u64) -> Stamp {
    at("a", seconds, seconds as i64)
}

fn limit(limit: u32) -> RateLimit {
    RateLimit { limit: Some(limit), ..RateLimit::default() }
}

fn window(remaining: u32, reset: Option<u64>) -> RateLimit {
    RateLimit { remaining: Some(remaining), reset: reset.map(Duration::from_secs), ..RateLimit::default() }
}

/// How many requests are granted in a row, and how long the next one must wait.
fn granted(ledger: &mut Ledger, purpose: Purpose, now: &Stamp) -> (u32, Duration) {
    let mut count = 0;
    loop {
        match ledger.take(ACCOUNT, purpose, now).unwrap() {
            Grant::Granted { .. } => count += 1,
            Grant::NotBefore { wait, .. } => return (count, wait),
        }
    }
}

fn rows(ledger: &Ledger) -> i64 {
    ledger.connection.query_row("SELECT count(*) FROM requests", [], |row| row.get(0)).unwrap()
}

#[test]
fn every_handle_counts_the_same_requests_and_each_account_its_own() {
    let state = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Ledger::open(state.path()).unwrap(), Ledger::open(state.path()).unwrap());
    assert_eq!(one.take(ACCOUNT, Purpose::Poll, &now(0)), Ok(Grant::Granted { used: 1, limit: 500 }));
    assert_eq!(other.take(ACCOUNT, Purpose::Poll, &now(1)), Ok(Grant::Granted { used: 2, limit: 500 }));
    assert_eq!(other.take("another", Purpose::Poll, &now(1)), Ok(Grant::Granted { used: 1, limit: 500 }));
    drop((one, other));
    let mut later = Ledger::open(state.path()).unwrap();
    assert_eq!(later.take(ACCOUNT, Purpose::Poll, &now(2)), Ok(Grant::Granted { used: 3, limit: 500 }));
}

#[test]
fn polls_leave_the_reserve_and_the_hour_slides() {
    let state = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(state.path()).unwrap();
    ledger.heard(ACCOUNT, limit(100), &now(0)).unwrap();
    assert_eq!(granted(&mut ledger, Purpose::Poll, &now(0)), (85, HOUR));
    assert_eq!(granted(&mut ledger, Purpose::Launch, &now(10)), (15, Duration::from_secs(3590)));
    assert_eq!(granted(&mut ledger, Purpose::Launch, &now(3599)).0, 0);
    assert_eq!(granted(&mut ledger, Purpose::Poll, &now(3600)), (70, Duration::from_secs(10)));
    assert_eq!(rows(&ledger), 85, "what counts no more is forgotten");
}

#[test]
fn what_one_has_heard_another_knows() {
    let state = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Ledger::open(state.path()).unwrap(), Ledger::open(state.path()).unwrap());
    one.heard(ACCOUNT, window(18, Some(600)), &now(0)).unwrap();
    assert_eq!(granted(&mut other, Purpose::Poll, &now(0)), (3, Duration::from_secs(600)));
    one.heard(ACCOUNT, limit(0), &now(0)).unwrap();
    assert_eq!(granted(&mut one, Purpose::Poll, &now(599)), (0, Duration::from_secs(1)));
    assert_eq!(one.take(ACCOUNT, Purpose::Poll, &now(600)), Ok(Grant::Granted { used: 4, limit: 500 }));
    one.heard(ACCOUNT, window(0, None), &now(700)).unwrap();
    assert_eq!(granted(&mut other, Purpose::Launch, &now(700)), (0, HOUR));
    one.heard(ACCOUNT, window(0, Some(u64::MAX)), &now(800)).unwrap();
    assert_eq!(granted(&mut other, Purpose::Launch, &now(800)), (0, HOUR), "never over an hour");
}

#[test]
fn s12_a_restart_and_a_wrong_clock_forget_nothing_and_block_for_an_hour_at_most() {
    let state = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(state.path()).unwrap();
    ledger.heard(ACCOUNT, limit(10), &now(0)).unwrap();
    ledger.heard(ACCOUNT, window(9, Some(60)), &now(0)).unwrap();
    assert_eq!(granted(&mut ledger, Purpose::Launch, &at("a", 0, 0)), (9, Duration::from_secs(60)));
    // The machine has restarted, and its clock is a year behind: the requests lie ahead, and count as if they were now.
    let restarted = |since| at("b", since, -31_000_000 + since as i64);
    assert_eq!(granted(&mut ledger, Purpose::Launch, &restarted(5)), (0, HOUR));
    assert_eq!(granted(&mut ledger, Purpose::Launch, &restarted(3604)), (0, Duration::from_secs(1)));
    // Meanwhile the clock was put right, which makes nothing older.
    assert_eq!(granted(&mut ledger, Purpose::Launch, &at("b", 3604, 9_000_000)), (0, Duration::from_secs(1)));
    assert_eq!(granted(&mut ledger, Purpose::Launch, &at("b", 3605, 0)), (10, HOUR));
    // After a restart with a clock that goes right, what is left of the hour counts, though the machine is younger.
    assert_eq!(granted(&mut ledger, Purpose::Launch, &at("c", 1, 1200)), (0, Duration::from_secs(2400)));
    assert_eq!(granted(&mut ledger, Purpose::Launch, &at("c", 2401, 1200)), (10, HOUR));
}

#[test]
fn three_at_once_never_pass_the_limit() {
    let state = tempfile::tempdir().unwrap();
    Ledger::open(state.path()).unwrap().heard(ACCOUNT, limit(60), &now(0)).unwrap();
    let counts = std::thread::scope(|scope| {
        let ask = |purpose| {
            let mut ledger = Ledger::open(state.path()).unwrap();
            scope.spawn(move || granted(&mut ledger, purpose, &now(1)).0)
        };
        [Purpose::Poll, Purpose::Poll, Purpose::Launch].map(ask).map(|thread| thread.join().unwrap())
    });
    assert_eq!(counts.iter().sum::<u32>(), 60, "{counts:?}");
    assert!(counts[0] + counts[1] <= 45, "{counts:?}");
}

#[test]
fn s14_the_ledger_is_private_and_a_log_is_used_where_it_is_granted() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("kaytop");
    let mut ledger = Ledger::open(&folder).unwrap();
    ledger.take(ACCOUNT, Purpose::Poll, &now(0)).unwrap();
    assert_eq!(sqlite::setting(&ledger.connection, "journal_mode").unwrap(), "wal");
    assert_eq!(sqlite::setting(&ledger.connection, "synchronous").unwrap(), "1");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[test]
fn what_is_damaged_or_newer_is_refused_by_name() {
    let state = tempfile::tempdir().unwrap();
    let path = state.path().join("requests.sqlite3");
    fs::write(&path, "not a database at all".repeat(100)).unwrap();
    let why = Ledger::open(state.path()).unwrap_err();
    assert!(why.contains("requests.sqlite3") && why.ends_with("it is damaged"), "{why}");
    fs::remove_file(&path).unwrap();
    drop(Ledger::open(state.path()).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 2).unwrap();
    assert!(Ledger::open(state.path()).unwrap_err().ends_with("made by a newer version of kaytop"));
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(state.path().join("elsewhere"), &path).unwrap();
    assert!(Ledger::open(state.path()).is_err());
    assert!(!state.path().join("elsewhere").exists());
}

#[test]
fn a_full_disk_grants_nothing() {
    let state = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(state.path()).unwrap();
    let pages: i64 = ledger.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    ledger.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let long = "x".repeat(10_000);
    let why = ledger.take(&long, Purpose::Launch, &now(0)).unwrap_err();
    assert!(why.ends_with("the disk is full"), "{why}");
    assert_eq!(rows(&ledger), 0);
}
