//! Files for the person, where the person works: one that is there already is never touched unless they say so (S16).

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf, absolute};

use crate::storage::small_file::{replace, words};

/// How many names are tried before giving up.
const MOST_NAMES: u32 = 100;

/// What to do where a file of the name is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfThere {
    /// Take a name beside it.
    TakeAnother,
    /// Write nothing.
    Refuse,
    /// Put the new one in its place.
    Replace,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// A file of that name is there.
    Taken {
        /// A name beside it that is free.
        free: String,
    },
    /// A clause for people that names the path.
    Failed(String),
}

/// Writes `bytes` into a file of `folder` called `name`, which may name other folders; says its whole path. A file that
/// cannot be written whole is not there.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8], there: IfThere) -> Result<PathBuf, Unwritten> {
    let path = folder.join(name);
    let failed = |path: &Path, error: &io::Error| {
        Unwritten::Failed(format!("{} cannot be written: {}", path.display(), words(error)))
    };
    let path = absolute(&path).map_err(|error| failed(&path, &error))?;
    if there == IfThere::Replace {
        if path.is_dir() {
            return Err(Unwritten::Failed(format!("{} is a folder", path.display())));
        }
        replace(&path, bytes, File::write_all)
            .map_err(|why| Unwritten::Failed(format!("it cannot be written: {why}")))?;
        return Ok(path);
    }
    for path in names(&path) {
        match write_new(&path, bytes) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && there == IfThere::TakeAnother => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(taken(name, &path)),
            written => return written.map(|()| path.clone()).map_err(|error| failed(&path, &error)),
        }
    }
    Err(Unwritten::Failed(format!("{name} and {} more of that name are there already", MOST_NAMES - 2)))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // A part of a table reads like a whole one.
        let _ = std::fs::remove_file(path);
    }
    written
}

/// `plan.toml`, then `plan-2.toml` and so on.
fn names(path: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let numbered = (2..MOST_NAMES).map(move |number| format!("{stem}-{number}{ending}"));
    std::iter::once(path.to_owned()).chain(numbered.map({
        let path = path.to_owned();
        move |name| path.with_file_name(name)
    }))
}

/// The name of the file is taken: the same in front of another that is free.
fn taken(name: &str, path: &Path) -> Unwritten {
    let free = names(path).find(|path| path.symlink_metadata().is_err());
    match free.and_then(|free| Some(Path::new(name).with_file_name(free.file_name()?))) {
        Some(free) => Unwritten::Taken { free: free.to_string_lossy().into_owned() },
        None => Unwritten::Failed(format!("{name} and {} more of that name are there already", MOST_NAMES - 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn read(folder: &Path, name: &str) -> String {
        fs::read_to_string(folder.join(name)).unwrap()
    }

    #[test]
    fn s16_a_file_that_is_there_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let another = |text: &str| write(folder, "plan.toml", text.as_bytes(), IfThere::TakeAnother).unwrap();
        assert_eq!(
            ["one", "two", "three"].map(another),
            ["plan.toml", "plan-2.toml", "plan-3.toml"].map(|name| folder.join(name))
        );
        assert_eq!(read(folder, "plan.toml"), "one");
        let refused = write(folder, "plan.toml", b"four", IfThere::Refuse);
        assert_eq!(refused, Err(Unwritten::Taken { free: "plan-4.toml".to_owned() }));
        assert_eq!(fs::read_dir(folder).unwrap().count(), 3);
        let nowhere = write(Path::new("/nowhere/at/all"), "plan.toml", b"", IfThere::TakeAnother);
        assert!(matches!(nowhere, Err(Unwritten::Failed(why)) if why.contains("/nowhere/at/all/plan.toml")));
    }

    #[test]
    fn a_file_is_replaced_whole_and_only_where_that_was_said() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::create_dir(folder.join("reports")).unwrap();
        let path = write(folder, "reports/a.b.csv", b"old and long", IfThere::Refuse).unwrap();
        assert_eq!(path, folder.join("reports/a.b.csv"));
        let taken = write(folder, "reports/a.b.csv", b"new", IfThere::Refuse);
        assert_eq!(taken, Err(Unwritten::Taken { free: "reports/a.b-2.csv".to_owned() }));
        assert_eq!(read(folder, "reports/a.b.csv"), "old and long");
        assert_eq!(write(folder, "reports/a.b.csv", b"new", IfThere::Replace), Ok(path));
        assert_eq!(read(folder, "reports/a.b.csv"), "new");
        let over_a_folder = write(folder, "reports", b"", IfThere::Replace);
        assert!(matches!(over_a_folder, Err(Unwritten::Failed(why)) if why.ends_with("is a folder")));
        assert_eq!(fs::read_dir(folder.join("reports")).unwrap().count(), 1, "nothing is left beside it");
    }
}
