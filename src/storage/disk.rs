//! What the disk under our own files must be: a folder and files of this user alone, on a file system of this machine.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::paths::private_folder;

/// Which file it is, whatever its name: a file that was put in its place is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

/// Makes the folder if need be, and answers with its path without symbolic links. One that others can write to, or that
/// is another user's, is refused; one that others can read is closed to them (S14).
pub(super) fn own_folder(path: &Path) -> io::Result<PathBuf> {
    private_folder(path)?;
    let path = path.canonicalize()?;
    let found = fs::metadata(&path)?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(refused(format!("the folder {} belongs to another user", path.display())));
    }
    if found.mode() & 0o022 != 0 {
        let shown = path.display();
        return Err(refused(format!("others can change the files in {shown}: run chmod 700 on it")));
    }
    close_to_others(&path, &found)?;
    Ok(path)
}

/// Looks at a file of ours without opening it; `None` where there is none. A link of either kind, a folder or whatever
/// else is not a plain file is refused (S14).
///
/// Not opened, because closing any handle of a file drops every lock that this process holds on it (POSIX).
pub(super) fn own_file(path: &Path) -> io::Result<Option<Identity>> {
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    if !found.is_file() {
        return Err(refused("it is no file".into()));
    }
    if found.nlink() != 1 {
        return Err(refused("the file has a second name (a hard link)".into()));
    }
    close_to_others(path, &found)?;
    Ok(Some(Identity { device: found.dev(), inode: found.ino() }))
}

/// Makes an empty file for this user only, where there is none of any kind.
pub(super) fn create(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map(drop)
}

/// Makes the names in a folder survive a power cut, and the folder itself, which may be as new as they are.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()?;
    // A folder that cannot be opened has not just been made by us.
    for above in path.ancestors().skip(1).filter_map(|above| File::open(above).ok()) {
        let _ = above.sync_all();
    }
    Ok(())
}

fn close_to_others(path: &Path, found: &Metadata) -> io::Result<()> {
    let mode = found.mode() & 0o777;
    let closed = mode & 0o700;
    if mode == closed { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(closed)) }
}

fn refused(why: String) -> io::Error {
    io::Error::new(ErrorKind::PermissionDenied, why)
}

/// Whether the folder's file system is this machine's own. On another machine's, locks may not be seen by all, and
/// whether a process there still runs cannot be told (S11). FUSE says nothing of what is behind it, so it counts as
/// another's.
pub(super) fn is_local(folder: &Path) -> io::Result<bool> {
    let found = rustix::fs::statfs(folder)?;
    #[cfg(target_os = "linux")]
    return Ok(!is_remote(found.f_type as u32));
    #[cfg(target_vendor = "apple")]
    return Ok(found.f_flags & MNT_LOCAL != 0);
    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    return Ok(true);
}

/// From `sys/mount.h`.
#[cfg(target_vendor = "apple")]
const MNT_LOCAL: u32 = 0x1000;

/// The kinds of statfs(2) that reach over to another machine, or may.
#[cfg(target_os = "linux")]
fn is_remote(kind: u32) -> bool {
    const NFS: u32 = 0x6969;
    const SMB: u32 = 0x517b;
    const SMB2: u32 = 0xfe53_4d42;
    const CIFS: u32 = 0xff53_4d42;
    const FUSE: u32 = 0x6573_5546;
    const PLAN_9: u32 = 0x0102_1997;
    const AFS: u32 = 0x5346_414f;
    const KERNEL_AFS: u32 = 0x6b41_4653;
    const CODA: u32 = 0x7375_7245;
    const NCP: u32 = 0x564c;
    const CEPH: u32 = 0x00c3_6400;
    const LUSTRE: u32 = 0x0bd0_0bd0;
    const GFS2: u32 = 0x0116_1970;
    const OCFS2: u32 = 0x7461_636f;
    const GPFS: u32 = 0x4750_4653;
    const VBOX: u32 = 0x786f_4256;
    matches!(
        kind,
        NFS | SMB
            | SMB2
            | CIFS
            | FUSE
            | PLAN_9
            | AFS
            | KERNEL_AFS
            | CODA
            | NCP
            | CEPH
            | LUSTRE
            | GFS2
            | OCFS2
            | GPFS
            | VBOX
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn s14_a_folder_that_others_can_write_to_is_refused_and_one_they_can_read_is_closed() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("launches");
        assert!(own_folder(&folder).is_ok());
        for (open, allowed) in [(0o755, true), (0o710, true), (0o777, false), (0o720, false), (0o702, false)] {
            fs::set_permissions(&folder, Permissions::from_mode(open)).unwrap();
            let answer = own_folder(&folder);
            assert_eq!(answer.is_ok(), allowed, "{open:o}");
            assert_eq!(mode(&folder), if allowed { 0o700 } else { open });
            assert!(answer.map_or_else(|why| why.to_string().contains("chmod 700"), |_| true));
        }
    }

    #[test]
    fn s14_links_and_folders_are_no_files_of_ours() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        assert_eq!(own_file(&file).unwrap(), None);
        create(&file).unwrap();
        assert_eq!(mode(&file), 0o600);
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        assert!(own_file(&file).unwrap().is_some());
        assert_eq!(mode(&file), 0o600);
        assert!(create(&file).is_err(), "nothing is overwritten");

        let link = root.path().join("link");
        symlink(&file, &link).unwrap();
        assert!(own_file(&link).is_err());
        let nowhere = root.path().join("nowhere");
        symlink(root.path().join("gone"), &nowhere).unwrap();
        assert!(own_file(&nowhere).is_err());
        assert!(create(&nowhere).is_err());
        assert!(own_file(root.path()).is_err());
        fs::hard_link(&file, root.path().join("second")).unwrap();
        assert!(own_file(&file).unwrap_err().to_string().contains("hard link"));
    }

    #[test]
    fn a_file_put_in_the_place_of_another_is_another() {
        let root = tempfile::tempdir().unwrap();
        let (old, new) = (root.path().join("old"), root.path().join("new"));
        create(&old).unwrap();
        create(&new).unwrap();
        let identity = own_file(&old).unwrap();
        fs::rename(&new, &old).unwrap();
        assert_ne!(own_file(&old).unwrap(), identity);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn s11_network_file_systems_are_told_by_their_kind() {
        const EXT4: u32 = 0xef53;
        const BTRFS: u32 = 0x9123_683e;
        const XFS: u32 = 0x5846_5342;
        const TMPFS: u32 = 0x0102_1994;
        const OVERLAY: u32 = 0x794c_7630;
        const NFS: u32 = 0x6969;
        const CIFS: u32 = 0xff53_4d42;
        const FUSE: u32 = 0x6573_5546;
        assert!([NFS, CIFS, FUSE].into_iter().all(is_remote));
        assert!(![EXT4, BTRFS, XFS, TMPFS, OVERLAY].into_iter().any(is_remote));
    }

    #[test]
    fn s11_a_folder_of_this_machine_is_local() {
        let root = tempfile::tempdir().unwrap();
        assert!(is_local(root.path()).unwrap());
        assert!(is_local(&root.path().join("gone")).is_err());
    }
}
