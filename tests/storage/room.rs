//! Where the disk takes nothing: it is full (S1), or its folder may not be written to.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::Stdio;

use kaytop::domain::launch::journal::Journal;

use crate::child::{Role, as_owner, command, limited, lines};
use crate::{draft, file, fill, open};

#[test]
fn s1_a_file_that_may_not_grow_keeps_what_was_written_and_nothing_else() {
    for blocks in [128, 160, 200, 256] {
        let data = tempfile::tempdir().unwrap();
        let before = fill(&mut open(data.path()));
        let mut child = limited(Role::Fills, data.path(), 100, blocks).spawn().unwrap();
        let said: Vec<String> = lines(&mut child).collect();
        assert!(child.wait().unwrap().success());
        let (count, why) = said[0].split_once(' ').unwrap();
        assert!(why.contains("the disk does not read or write it") || why.contains("the disk is full"), "{why}");
        // The number counts the one that was refused.
        let count: usize = count.parse().unwrap();
        assert!(count > 1, "it never wrote: {said:?}");
        let mut journal = open(data.path());
        assert_eq!(journal.launches().unwrap().len(), before.len() + count - 1, "{blocks} blocks");
        assert_eq!(journal.draft(&draft(100 + count as u64 - 1)), Ok(()), "there is room again");
    }
}

#[test]
fn s1_no_journal_is_begun_where_it_does_not_fit() {
    let data = tempfile::tempdir().unwrap();
    let mut child = limited(Role::Fills, data.path(), 100, 8).stderr(Stdio::null()).spawn().unwrap();
    assert_eq!(lines(&mut child).next(), None);
    assert!(!child.wait().unwrap().success());
    assert!(!file(data.path()).exists());
    assert!(open(data.path()).launches().unwrap().is_empty());
}

/// A user that modes hold back.
const NOBODY: u32 = 65_534;

/// Whether modes hold anybody back here: not a root without other users, as in some containers.
fn modes_hold() -> bool {
    let probe = tempfile::tempdir().unwrap();
    !rustix::process::geteuid().is_root() || chown(probe.path(), Some(NOBODY), None).is_ok()
}

/// What is said of a folder of `mode` with a journal in it, by a user that modes hold back.
fn tried(data: &Path, mode: u32) -> Vec<String> {
    let launches = data.join("launches");
    let root = rustix::process::geteuid().is_root();
    if root {
        for path in [data, &launches, &file(data)].into_iter().filter(|path| path.exists()) {
            chown(path, Some(NOBODY), None).unwrap();
        }
    }
    let limited = if launches.exists() { &launches } else { data };
    fs::set_permissions(limited, Permissions::from_mode(mode)).unwrap();
    let command = command(Role::Tries, data, 100);
    let mut child = if root { as_owner(command, NOBODY) } else { command }.spawn().unwrap();
    let said = lines(&mut child).collect();
    child.wait().unwrap();
    fs::set_permissions(limited, Permissions::from_mode(0o700)).unwrap();
    said
}

#[test]
fn a_folder_that_cannot_be_written_to_lets_launches_be_read_and_none_be_made() {
    if !modes_hold() {
        return;
    }
    let data = tempfile::tempdir().unwrap();
    fill(&mut open(data.path()));
    let said = tried(data.path(), 0o500);
    assert_eq!(said[0], "read: Ok(2)");
    assert!(said[1].starts_with("written: Err(Unusable(") && said[1].contains("it cannot be"), "{said:?}");
    assert_eq!(said[2], "locked: Err(PermissionDenied)");
}

#[test]
fn a_folder_that_takes_no_journal_is_refused() {
    if !modes_hold() {
        return;
    }
    let data = tempfile::tempdir().unwrap();
    let said = tried(data.path(), 0o500);
    assert!(said[0].starts_with("closed: the folder of the launch journal cannot be used"), "{said:?}");
    assert_eq!(said[1], "locked: Err(PermissionDenied)");
}

#[test]
fn s14_a_folder_of_another_user_is_refused() {
    if !rustix::process::geteuid().is_root() || !modes_hold() {
        return;
    }
    let data = tempfile::tempdir().unwrap();
    fill(&mut open(data.path()));
    chown(data.path().join("launches"), Some(NOBODY), None).unwrap();
    let mut child = command(Role::Tries, data.path(), 100).spawn().unwrap();
    let said: Vec<String> = lines(&mut child).collect();
    child.wait().unwrap();
    assert!(said[0].contains("belongs to another user"), "{said:?}");
}
