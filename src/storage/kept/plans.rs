//! Plans written as files where the person works: a file that is there already is never touched (S16).

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How many names are tried before giving up.
const MOST_NAMES: u32 = 100;

/// Writes `text` into a new file of `folder` called `name`, or `name-2` and so on where that is taken.
///
/// # Errors
/// It cannot be written: a clause for people that names the path.
pub(super) fn write_new(folder: &Path, name: &str, text: &str) -> Result<PathBuf, String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "toml"));
    for number in 1..MOST_NAMES {
        let path = match number {
            1 => folder.join(format!("{stem}.{ending}")),
            number => folder.join(format!("{stem}-{number}.{ending}")),
        };
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
                return match written {
                    Ok(()) => Ok(path),
                    Err(error) => Err(format!("{} cannot be written: {error}", path.display())),
                };
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{} cannot be written: {error}", path.display())),
        }
    }
    Err(format!("{name} and {} more of that name are there already", MOST_NAMES - 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn s16_a_file_that_is_there_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<PathBuf> =
            ["one", "two", "three"].iter().map(|text| write_new(folder.path(), "plan.toml", text).unwrap()).collect();
        let expected = ["plan.toml", "plan-2.toml", "plan-3.toml"].map(|name| folder.path().join(name));
        assert_eq!(names, expected);
        assert_eq!(fs::read_to_string(&names[0]).unwrap(), "one");
        assert!(write_new(Path::new("/nowhere/at/all"), "plan.toml", "").unwrap_err().contains("/nowhere/at/all"));
    }
}
