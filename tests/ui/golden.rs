//! Comparing a screen with the file that holds how it was drawn before.

use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) use kaytop::ui::cells::{glyphs, rows, text};

/// Lines as the text of a file.
pub(crate) fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// Whether the files are to be written instead of compared.
fn updating() -> bool {
    env::var_os("UPDATE_SCREENS").is_some_and(|value| value == "1")
}

/// Holds `now` against the file at `path`; says what differs.
pub(crate) fn held(path: &Path, now: &str) -> Result<(), String> {
    if updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read_to_string(path).ok().as_deref() != Some(now) {
            fs::write(path, now).unwrap();
        }
        return Ok(());
    }
    let before = fs::read_to_string(path).unwrap_or_default();
    if before == now { Ok(()) } else { Err(difference(path, &before, now)) }
}

/// Fails with all differences at once, and when a file of `folder` belongs to no screen any more.
pub(crate) fn hold_all(folder: &str, screens: impl IntoIterator<Item = (String, String)>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut differences = Vec::new();
    for (name, now) in screens {
        let path = folder.join(name);
        files.retain(|file| *file != path);
        differences.extend(held(&path, &now).err());
    }
    if updating() {
        files.drain(..).for_each(|file| fs::remove_file(file).unwrap());
    }
    differences.extend(files.iter().map(|file| format!("{}: no screen writes this file\n", file.display())));
    assert!(
        differences.is_empty(),
        "\n{}\nUPDATE_SCREENS=1 cargo test --test ui takes the screens as they are now.",
        differences.join("\n")
    );
}

/// The lines that differ, before and now, with what stands around them left out.
fn difference(path: &Path, before: &str, now: &str) -> String {
    let mut words = format!("{}:\n", path.display());
    let (mut old, mut new) = (before.lines(), now.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (was, is) if was == is => {}
            (was, is) => {
                words.extend(was.map(|line| format!("{number:4} - {line}\n")));
                words.extend(is.map(|line| format!("{number:4} + {line}\n")));
            }
        }
    }
    words
}

#[test]
fn a_difference_names_its_lines() {
    let words = difference(Path::new("a.txt"), "same\nold\n", "same\nnew\nmore\n");
    assert_eq!(words, "a.txt:\n   2 - old\n   2 + new\n   3 + more\n");
}
