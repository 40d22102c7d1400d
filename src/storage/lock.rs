//! One launch at a time on one host: a lock of the operating system, which dies with the process that holds it (S10).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::hosts;

/// The right to launch, look and release on one host; given back when it is dropped.
#[derive(Debug)]
pub struct HostLock {
    _file: File,
}

impl HostLock {
    /// Takes the lock; `None` where another process, or another part of this one, holds it.
    ///
    /// An error, such as a file system without locks, must count as held by another (S11).
    pub fn try_take(data_folder: &Path, host: &str) -> io::Result<Option<Self>> {
        let path = hosts::file(&hosts::folder(data_folder)?, host, "lock");
        // Without NONBLOCK, a pipe that was put in its place would hold us up.
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
        let mut how = OpenOptions::new();
        let file =
            how.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(flags).open(&path)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{} is no file", path.display())));
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // A lock on a file that has lost its name keeps nobody out.
        let (held, named) = (file.metadata()?, fs::symlink_metadata(&path)?);
        Ok((held.dev() == named.dev() && held.ino() == named.ino()).then_some(Self { _file: file }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    const HOST: &str = "api.kayse.ai";

    #[test]
    fn s10_a_lock_is_held_once_for_each_host_until_it_is_dropped() {
        let data = tempfile::tempdir().unwrap();
        let held = HostLock::try_take(data.path(), HOST).unwrap();
        assert!(held.is_some());
        assert!(HostLock::try_take(data.path(), HOST).unwrap().is_none());
        assert!(HostLock::try_take(data.path(), "127.0.0.1:1").unwrap().is_some());
        drop(held);
        assert!(HostLock::try_take(data.path(), HOST).unwrap().is_some());
    }

    #[test]
    fn s14_the_lock_is_private_and_no_link_or_pipe_is_followed() {
        let data = tempfile::tempdir().unwrap();
        drop(HostLock::try_take(data.path(), HOST).unwrap());
        let path = data.path().join("launches/api.kayse.ai.lock");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        fs::remove_file(&path).unwrap();
        symlink(data.path().join("elsewhere"), &path).unwrap();
        assert!(HostLock::try_take(data.path(), HOST).is_err());
        assert!(!data.path().join("elsewhere").exists());
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(HostLock::try_take(data.path(), HOST).is_err());
        fs::remove_dir(&path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        assert!(HostLock::try_take(data.path(), HOST).unwrap_err().to_string().ends_with("is no file"));
    }
}
