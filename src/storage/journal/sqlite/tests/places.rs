//! Where the journal's file is, and who may reach it (S14).

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn s14_the_folder_and_its_files_are_for_this_user_only() {
    let data = tempfile::tempdir().unwrap();
    let mut journal = open(data.path());
    assert_eq!((mode(&data.path().join("launches")), mode(&file(data.path()))), (0o700, 0o600));
    let rollback = file(data.path()).with_extension("sqlite3-journal");
    let seen = journal.transact(Immediate, |transaction| {
        rows::insert(transaction, &draft(1, "First"))?;
        Ok(mode(&rollback))
    });
    assert_eq!(seen, Ok(0o600));
}

#[test]
fn s14_no_link_is_followed_and_none_is_replaced() {
    let data = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    filled(elsewhere.path());
    drop(open(data.path()));
    fs::remove_file(file(data.path())).unwrap();
    symlink(file(elsewhere.path()), file(data.path())).unwrap();
    assert!(refusal(data.path()).contains("it is no file"));
    assert!(sqlite::connect(&file(data.path())).is_err(), "nor by SQLite, were it put there in between");
    fs::remove_file(file(data.path())).unwrap();
    symlink(elsewhere.path().join("nothing"), file(data.path())).unwrap();
    assert!(refusal(data.path()).contains("it is no file"));
    fs::remove_file(file(data.path())).unwrap();
    fs::hard_link(file(elsewhere.path()), file(data.path())).unwrap();
    assert!(refusal(data.path()).contains("hard link"));
}

#[test]
fn a_data_folder_that_is_itself_reached_by_a_link_is_fine() {
    let data = tempfile::tempdir().unwrap();
    let written = filled(data.path());
    let other = tempfile::tempdir().unwrap();
    let link = other.path().join("data");
    symlink(data.path(), &link).unwrap();
    assert_eq!(open(&link).launches().unwrap(), written);
}

#[test]
fn s14_a_folder_that_others_can_write_to_is_refused() {
    let data = tempfile::tempdir().unwrap();
    filled(data.path());
    fs::set_permissions(data.path().join("launches"), Permissions::from_mode(0o777)).unwrap();
    assert!(refusal(data.path()).contains("chmod 700"));
}

#[test]
fn s11_a_folder_on_another_machines_disk_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let Err(JournalError::Unusable(why)) = JournalFile::open_file(data.path(), &data.path().join("a"), false) else {
        panic!("it was opened")
    };
    assert!(why.contains("another machine's disk") && why.contains("XDG_DATA_HOME"), "{why}");
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}
