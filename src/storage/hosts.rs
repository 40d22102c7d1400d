//! Where the launches of each host are kept: one folder, in it a journal and a lock for each host.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::own_folder;

/// The folder in the data folder; made for this user only, free of symbolic links.
pub(super) fn folder(data_folder: &Path) -> io::Result<PathBuf> {
    own_folder(&data_folder.join("launches"))
}

pub(super) fn file(folder: &Path, host: &str, extension: &str) -> PathBuf {
    folder.join(file_name(host, extension))
}

pub(super) fn file_name(host: &str, extension: &str) -> String {
    format!("{}.{extension}", safe(host))
}

/// A host and port as a file name, different for different hosts also where case does not matter: small letters, digits,
/// dashes and inner dots stay, every other byte is written as `_` and two digits.
fn safe(host: &str) -> String {
    let mut name = String::new();
    for (at, byte) in host.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => name.push(char::from(byte)),
            b'.' if at > 0 => name.push('.'),
            _ => drop(write!(name, "_{byte:02x}")),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_host_is_recognised_in_its_file_name() {
        assert_eq!(safe("api.kayse.ai"), "api.kayse.ai");
        assert_eq!(safe("127.0.0.1:8080"), "127.0.0.1_3a8080");
        assert_eq!(safe("../etc/passwd"), "_2e._2fetc_2fpasswd");
        assert_eq!(safe("[::1]"), "_5b_3a_3a1_5d");
        assert_ne!(safe("a_3a1"), safe("a:1"));
    }

    proptest! {
        #[test]
        fn different_hosts_have_different_files(left in "[a-zA-Z0-9._:é/-]{0,12}", right in "[a-zA-Z0-9._:é/-]{0,12}") {
            prop_assert_eq!(safe(&left).to_lowercase() == safe(&right).to_lowercase(), left == right);
            prop_assert!(!safe(&left).contains('/') && !safe(&left).starts_with('.'));
        }
    }
}
