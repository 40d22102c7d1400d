//! A small file of our own that is read whole and replaced whole: private, versioned, old or new but never a mixture.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::disk::own_folder;
use crate::domain::rules::json;
use crate::domain::shown::Shown;
use crate::domain::time::Moment;

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// It is left as it is, and why.
    Kept(String),
    /// It holds nothing that can be understood, and why.
    Corrupt(String),
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Reads a file of at most `largest` bytes in the form `version` or an older one; `None` where there is none. A link is
/// not followed.
pub(super) fn read<T: DeserializeOwned>(path: &Path, largest: u64, version: u32) -> Result<Option<T>, Unreadable> {
    let kept = |error: &io::Error| Unreadable::Kept(words(error));
    let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed();
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| kept(&error))?,
    };
    let mut text = Vec::new();
    file.take(largest + 1).read_to_end(&mut text).map_err(|error| kept(&error))?;
    if text.len() as u64 > largest {
        return Err(Unreadable::Kept("it is larger than such a file may be".to_owned()));
    }
    let corrupt = |why: &dyn fmt::Display| Unreadable::Corrupt(Shown::new(&why.to_string()).as_str().to_owned());
    let text = std::str::from_utf8(&text).map_err(|error| corrupt(&error))?;
    let json = json::parse(text).map_err(|error| corrupt(&error))?;
    let found = Version::deserialize(&json).map_err(|error| corrupt(&error))?;
    if found.version > version {
        return Err(Unreadable::Kept("it was made by a newer version of kaytop".to_owned()));
    }
    serde_json::from_value(json).map(Some).map_err(|error| corrupt(&error))
}

/// Puts a file of these bytes in the place of what was there; the folder is made where there is none.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Err("it has no folder".into()) };
    let at = folder.display();
    let folder = own_folder(folder).map_err(|error| format!("{at}: {}", words(&error)))?;
    replace(&folder.join(name), bytes, File::write_all)
}

/// Puts a file in the place of what was there: written beside it, brought to the disk, renamed over it, and the folder
/// brought to the disk. `write` writes the bytes.
pub(super) fn replace(
    path: &Path,
    bytes: &[u8],
    write: impl FnOnce(&mut File, &[u8]) -> io::Result<()>,
) -> Result<(), String> {
    static WRITES: AtomicU32 = AtomicU32::new(0);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Err("it has no folder".into()) };
    let number = WRITES.fetch_add(1, Ordering::Relaxed);
    let beside = folder.join(format!(".{}.{}-{number}.tmp", name.to_string_lossy(), std::process::id()));
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).and_then(|mut file| {
        write(&mut file, bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        format!("{}: {}", path.display(), words(&error))
    })?;
    // The new file stands; an error here means that a power failure might bring the old one back.
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::warn!(%error, "a folder could not be brought to the disk");
    }
    Ok(())
}

/// Renames a damaged file; the answer is what it is called by then.
pub(super) fn set_aside(path: &Path, now: Moment) -> io::Result<PathBuf> {
    let bad = format!("bad-{}", now.format("%Y%m%dT%H%M%SZ"));
    let name = |number: u32| if number == 1 { bad.clone() } else { format!("{bad}-{number}") };
    let mut names = (1..1000).map(|number| path.with_extension(name(number)));
    let free = names.find(|name| !name.exists()).ok_or(ErrorKind::AlreadyExists)?;
    fs::rename(path, &free)?;
    Ok(free)
}

/// What an error of the disk means to a person.
pub(super) fn words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk cannot be written to".to_owned(),
        ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        ErrorKind::NotFound => "it is not there".to_owned(),
        _ => error.to_string(),
    }
}
