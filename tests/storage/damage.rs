//! A bit that flips anywhere in the journal is found, or changes nothing of any launch (S6).

use std::fs;

use kaytop::domain::launch::journal::{Journal, JournalError};
use kaytop::storage::journal::sqlite::JournalFile;

use crate::{HOST, asked, file, fill, open};

#[test]
fn s6_a_flipped_bit_is_found_or_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let written = fill(&mut open(data.path()));
    let whole = fs::read(file(data.path())).unwrap();
    let (mut opened, mut refused) = (0, 0);
    // A prime apart, so that every kind of place gets its turn.
    for bit in (0..whole.len() * 8).step_by(if asked("KAYTOP_FLIPS").is_some() { 1 } else { 211 }) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(file(data.path()), bytes).unwrap();
        match JournalFile::open(data.path(), HOST) {
            Err(JournalError::Unusable(_)) => refused += 1,
            Err(other) => panic!("bit {bit}: {other:?}"),
            Ok(mut journal) => {
                assert_eq!(journal.launches().unwrap(), written, "bit {bit}");
                opened += 1;
            }
        }
    }
    assert!(opened > 0 && refused > 0, "{opened} opened, {refused} refused");
}
