//! Which window has a draft open: a lock beside its file, held for as long as it is open and given back by the system when
//! the process dies. Whoever finds it held leaves a mark, so that the holder hears of it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::OFlags;

use super::Drafts;
use crate::domain::draft::saved::DraftId;
use crate::storage::paths::private_folder;

/// A draft that this window has open.
#[derive(Debug)]
pub struct Hold {
    id: DraftId,
    path: PathBuf,
    /// None where the file system knows no locks: then nobody can tell, and a save still sees what others wrote.
    file: Option<File>,
    marks: u64,
}

/// What came of taking a draft.
#[derive(Debug)]
pub enum Taken {
    /// It is this window's.
    Ours(Hold),
    /// Another window has it open, and will hear of this.
    Elsewhere,
}

/// A lock that somebody looks at for a moment is tried again.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(15);

impl Drafts {
    /// Takes a draft for this window, whether it is saved yet or not.
    pub fn hold(&self, id: &DraftId) -> Taken {
        let path = self.lock_path(id);
        let unlocked = || Taken::Ours(Hold { id: id.clone(), path: path.clone(), file: None, marks: 0 });
        if private_folder(self.folder()).is_err() {
            return unlocked();
        }
        for tries in 1.. {
            let Ok(file) = open(&path, true) else { return unlocked() };
            match file.try_lock() {
                Ok(()) if names(&path, &file) => {
                    let _ = file.set_len(0);
                    return Taken::Ours(Hold { id: id.clone(), path, file: Some(file), marks: 0 });
                }
                // Its holder has just given it back, and the file with it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if tries >= TRIES => {
                    let _ = (&file).write_all(b"+");
                    return Taken::Elsewhere;
                }
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Err(TryLockError::Error(_)) => break,
            }
        }
        unlocked()
    }

    /// Whether another window has the draft open. What this window holds is for the caller to know.
    pub fn is_open_elsewhere(&self, id: &DraftId) -> bool {
        let Ok(file) = open(&self.lock_path(id), false) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }

    fn lock_path(&self, id: &DraftId) -> PathBuf {
        self.folder().join(format!(".{id}.lock"))
    }
}

impl Hold {
    pub fn id(&self) -> &DraftId {
        &self.id
    }

    /// Whether another window has tried to open it since this was asked last.
    pub fn was_sought(&mut self) -> bool {
        let marks = self.file.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |data| data.len());
        std::mem::replace(&mut self.marks, marks) < marks
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // While it is still locked: whoever opened it meanwhile sees that it has lost its name.
        if self.file.is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn open(path: &Path, create: bool) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    OpenOptions::new().read(true).append(true).create(create).mode(0o600).custom_flags(flags).open(path)
}

/// Whether the path still names this file.
fn names(path: &Path, file: &File) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => held.dev() == named.dev() && held.ino() == named.ino(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts(root: &tempfile::TempDir) -> Drafts {
        Drafts::new(root.path(), "host")
    }

    fn ours(taken: Taken) -> Hold {
        match taken {
            Taken::Ours(hold) => hold,
            Taken::Elsewhere => panic!("it is open elsewhere"),
        }
    }

    #[test]
    fn a_draft_is_open_in_one_window_which_hears_of_every_other() {
        let root = tempfile::tempdir().unwrap();
        let (drafts, id) = (drafts(&root), DraftId::from_bits(1));
        assert!(!drafts.is_open_elsewhere(&id));
        let mut first = ours(drafts.hold(&id));
        assert!(!first.was_sought() && drafts.is_open_elsewhere(&id));
        for _ in 0..2 {
            assert!(matches!(drafts.hold(&id), Taken::Elsewhere));
            assert!(first.was_sought() && !first.was_sought());
        }
        drop(ours(drafts.hold(&DraftId::from_bits(2))));
        drop(first);
        assert!(!drafts.is_open_elsewhere(&id));
        assert!(!ours(drafts.hold(&id)).was_sought());
        assert_eq!(fs::read_dir(drafts.folder()).unwrap().count(), 0, "nothing is left behind");
    }
}
