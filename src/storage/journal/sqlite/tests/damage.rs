//! A journal that is damaged, not ours or from another time is refused (S6, S8), and left as it is.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::*;

#[test]
fn s6_a_file_cut_short_at_any_page_is_refused() {
    let data = tempfile::tempdir().unwrap();
    filled(data.path());
    let whole = fs::read(file(data.path())).unwrap();
    for length in (0..whole.len()).step_by(512) {
        fs::write(file(data.path()), &whole[..length]).unwrap();
        let why = refusal(data.path());
        assert!(why.contains("damaged") && why.contains("api.kayse.ai.sqlite3"), "{length}: {why}");
        assert_eq!(fs::metadata(file(data.path())).unwrap().len(), length as u64, "it is left as it is");
    }
}

#[test]
fn s6_a_launch_is_known_by_the_same_number_everywhere_in_the_file() {
    let data = tempfile::tempdir().unwrap();
    filled(data.path());
    // Nothing is left of what was written over.
    stranger(data.path()).execute_batch("VACUUM").unwrap();
    let whole = fs::read(file(data.path())).unwrap();
    for launch in [1, 2, 3].map(LaunchId::from_bits) {
        let number = launch.as_str().as_bytes();
        let places: Vec<usize> = (0..whole.len()).filter(|at| whole[*at..].starts_with(number)).collect();
        assert!(places.len() >= 3, "its row, the index and the history");
        for place in places {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            fs::write(file(data.path()), bytes).unwrap();
            let why = refusal(data.path());
            assert!(why.contains("damaged") || why.contains("cannot be read"), "{place}: {why}");
        }
    }
}

#[test]
fn s6_what_is_no_journal_is_refused_and_left_as_it_is() {
    let data = tempfile::tempdir().unwrap();
    drop(open(data.path()));
    for bytes in [vec![0; 8192], b"not a database, but longer than the header of one".repeat(9).clone()] {
        fs::write(file(data.path()), &bytes).unwrap();
        assert!(refusal(data.path()).contains("damaged"));
        assert_eq!(fs::read(file(data.path())).unwrap(), bytes);
    }
    fs::remove_file(file(data.path())).unwrap();
    stranger(data.path()).execute_batch("CREATE TABLE launches (id)").unwrap();
    assert!(refusal(data.path()).contains("not a launch journal"));
    fs::remove_file(file(data.path())).unwrap();
    fs::create_dir(file(data.path())).unwrap();
    assert!(refusal(data.path()).contains("it is no file"));
}

#[test]
fn s6_a_row_that_was_changed_or_lost_behind_our_back_is_refused() {
    for change in [
        "UPDATE launches SET phase = 'draft' WHERE phase = 'sending'",
        "UPDATE launches SET phase = 'unheard of', version = version",
        "UPDATE launches SET name = name || ' ' WHERE id IN (SELECT id FROM launches LIMIT 1)",
        "UPDATE launches SET version = version + 1",
        "UPDATE launches SET owner_boot = NULL WHERE owner_boot IS NOT NULL",
        "UPDATE launches SET changed_wall = 'yesterday'",
        "UPDATE launches SET found = 'many'",
        "UPDATE launches SET absent = 2",
        "UPDATE launches SET digest = ''",
        "PRAGMA foreign_keys = OFF; DELETE FROM launches WHERE phase = 'sending'",
        "DROP TRIGGER changes_are_not_removed; DELETE FROM changes WHERE version = 0",
        "DROP TABLE changes",
        "CREATE TABLE another (id)",
        "INSERT INTO changes SELECT id, 9, NULL, phase, changed_wall, '' FROM launches LIMIT 1",
    ] {
        let data = tempfile::tempdir().unwrap();
        filled(data.path());
        stranger(data.path()).execute_batch(change).unwrap();
        let why = refusal(data.path());
        assert!(why.contains("damaged") || why.contains("cannot be read"), "{change}: {why}");
    }
}

#[test]
fn a_row_that_is_spoilt_while_it_is_open_is_not_passed_over() {
    let data = tempfile::tempdir().unwrap();
    filled(data.path());
    let mut journal = open(data.path());
    stranger(data.path()).execute("UPDATE launches SET why = 'x' WHERE phase = 'confirmed'", []).unwrap();
    assert!(matches!(journal.launches(), Err(JournalError::Unusable(_))));
    let first = draft(1, "First").confirm(me(), false, at(20)).unwrap();
    assert!(matches!(journal.write(&first), Err(JournalError::Unusable(_))), "the gate cannot be judged");
}

#[test]
fn s8_a_newer_schema_is_refused_and_never_downgraded() {
    let data = tempfile::tempdir().unwrap();
    filled(data.path());
    stranger(data.path()).execute_batch("PRAGMA user_version = 3; DROP TABLE changes").unwrap();
    let before = fs::read(file(data.path())).unwrap();
    assert!(refusal(data.path()).contains("made by a newer version of kaytop"));
    assert_eq!(fs::read(file(data.path())).unwrap(), before);
    stranger(data.path()).execute_batch("PRAGMA user_version = 0").unwrap();
    assert!(refusal(data.path()).contains("damaged"));
}

#[test]
fn a_journal_that_was_made_a_wal_by_another_program_is_read_and_set_back() {
    let data = tempfile::tempdir().unwrap();
    let written = filled(data.path());
    stranger(data.path()).pragma_update(None, "journal_mode", "wal").unwrap();
    let mut journal = open(data.path());
    assert_eq!(sqlite::setting(&journal.connection, "journal_mode").unwrap(), "delete");
    assert_eq!(journal.launches().unwrap(), written);
    drop(journal);
    let other = stranger(data.path());
    other.pragma_update(None, "journal_mode", "wal").unwrap();
    other.execute_batch("BEGIN; SELECT count(*) FROM launches;").unwrap();
    assert!(JournalFile::open(data.path(), HOST).is_err(), "while another holds it so, it stays one");
}

#[test]
fn an_older_copy_put_in_its_place_is_noticed() {
    let data = tempfile::tempdir().unwrap();
    filled(data.path());
    let older = fs::read(file(data.path())).unwrap();
    let mut journal = open(data.path());
    let first = draft(1, "First");
    let confirmed = first.confirm(me(), false, at(20)).unwrap();
    journal.write(&confirmed).unwrap();
    let withdrawn = confirmed.launch().withdraw(&me(), at(21)).unwrap();

    // Under the same name in another file: nobody else would read what is written into the old one.
    let copy = data.path().join("copy");
    fs::write(&copy, &older).unwrap();
    fs::rename(&copy, file(data.path())).unwrap();
    for answer in [journal.write(&withdrawn), journal.launches().map(drop)] {
        let Err(JournalError::Unusable(why)) = answer else { panic!("{answer:?}") };
        assert!(why.ends_with("another file was put in its place"), "{why}");
    }
    // Opened again, and over the open file: a change made of what the copy does not hold is taken.
    let mut journal = open(data.path());
    assert_eq!(journal.write(&withdrawn), Err(JournalError::Taken));
    journal.write(&confirmed).unwrap();
    fs::write(file(data.path()), &older).unwrap();
    assert_eq!(journal.write(&withdrawn), Err(JournalError::Taken));
    assert!(journal.launches().unwrap().contains(&first));
    fs::remove_file(file(data.path())).unwrap();
    assert!(matches!(journal.write(&confirmed), Err(JournalError::Unusable(_))));
}

#[test]
fn what_a_killed_start_has_left_is_made_anew() {
    let data = tempfile::tempdir().unwrap();
    drop(open(data.path()));
    fs::remove_file(file(data.path())).unwrap();
    for left in ["api.kayse.ai.sqlite3-new", "api.kayse.ai.sqlite3-new-journal"] {
        fs::write(data.path().join("launches").join(left), "half").unwrap();
    }
    assert!(open(data.path()).launches().unwrap().is_empty());
    assert_eq!(fs::read_dir(data.path().join("launches")).unwrap().count(), 1);
    fs::set_permissions(file(data.path()), Permissions::from_mode(0o640)).unwrap();
    drop(open(data.path()));
    assert_eq!(fs::metadata(file(data.path())).unwrap().permissions().mode() & 0o777, 0o600);
}
