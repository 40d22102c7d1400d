//! Whatever a process said was written is there after it was killed, and what it did not commit is not.

use std::collections::HashMap;

use kaytop::domain::launch::journal::Journal;
use kaytop::storage::lock::HostLock;
use rusqlite::Connection;

use crate::child::{Role, command, lines};
use crate::{HOST, asked, draft, file, fill, open};

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_said_to_be_written() {
    for _ in 0..asked("KAYTOP_KILLS").unwrap_or(50).div_ceil(50) {
        fifty_kills_of_one_journal();
    }
}

fn fifty_kills_of_one_journal() {
    let data = tempfile::tempdir().unwrap();
    let mut said: HashMap<String, u64> = HashMap::new();
    for kill in 0..50 {
        let mut child = command(Role::Writes, data.path(), kill as u64 * 1_000_000).spawn().unwrap();
        let mut lines = lines(&mut child);
        // It is killed while it goes on writing, after a different number of lines each time; what it said until then
        // is read to the end.
        let first: Vec<String> = lines.by_ref().take(1 + kill % 7).collect();
        assert_eq!(first.len(), 1 + kill % 7, "it ended by itself");
        child.kill().unwrap();
        for line in first.into_iter().chain(lines) {
            let (bits, version) = line.split_once(' ').unwrap();
            let id = draft(bits.parse().unwrap()).id.to_string();
            let version: u64 = version.parse().unwrap();
            let kept = said.entry(id).or_default();
            *kept = version.max(*kept);
        }
        child.wait().unwrap();
        let launches = open(data.path()).launches().unwrap();
        let there: HashMap<String, u64> = launches.iter().map(|row| (row.id.to_string(), row.version)).collect();
        for (id, version) in &said {
            let found = there.get(id);
            // Up to two more changes may have been written and not yet said.
            let kept = found.is_some_and(|found| (*version..=version + 2).contains(found));
            assert!(kept, "kill {kill}: {id} has {found:?}, not {version}");
        }
        assert!(there.len() <= said.len() + kill + 1);
    }
    assert!(!said.is_empty());
    let connection = Connection::open(file(data.path())).unwrap();
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn what_was_not_committed_is_gone_with_its_process() {
    let data = tempfile::tempdir().unwrap();
    let written = fill(&mut open(data.path()));
    let mut child = command(Role::Stops, data.path(), 0).spawn().unwrap();
    assert_eq!(lines(&mut child).next().as_deref(), Some("changed"));
    let rollback = file(data.path()).with_extension("sqlite3-journal");
    assert!(rollback.metadata().unwrap().len() > 0, "it had begun to write");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(open(data.path()).launches().unwrap(), written);
    assert!(!rollback.exists());
}

#[test]
fn s10_a_lock_dies_with_its_process() {
    let data = tempfile::tempdir().unwrap();
    let mut child = command(Role::Locks, data.path(), 0).spawn().unwrap();
    assert_eq!(lines(&mut child).next().as_deref(), Some("held"));
    assert!(HostLock::try_take(data.path(), HOST).unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(HostLock::try_take(data.path(), HOST).unwrap().is_some());
}

#[test]
fn two_processes_that_write_at_once_lose_nothing() {
    let data = tempfile::tempdir().unwrap();
    let mut children = [0, 100].map(|from| command(Role::WritesFive, data.path(), from).spawn().unwrap());
    for child in &mut children {
        assert_eq!(lines(child).count(), 15);
        assert!(child.wait().unwrap().success());
    }
    let launches = open(data.path()).launches().unwrap();
    assert_eq!(launches.iter().map(|row| row.version).collect::<Vec<_>>(), [4; 10]);
}
