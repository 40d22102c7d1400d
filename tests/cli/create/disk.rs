//! Where nothing can be written down, nothing is sent (S1, S6, S8); everything else goes on.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;

use rusqlite::Connection;

use super::desk::{Desk, check};
use crate::program::{KAYTOP, Left, Program, start};

/// Nothing was sent, which is said with the reason and exit code 1; lists go on.
fn sends_nothing(desk: &Desk, name: &str, words: &str) {
    let left = desk.created(name).expect(1);
    refused(&left, words);
    assert!(desk.there(name).is_empty());
}

fn refused(left: &Left, words: &str) {
    assert!(left.stderr.contains("Nothing was sent") && left.stderr.contains(words), "{}", left.stderr);
    assert!(left.stdout.is_empty() || left.json()["outcome"] == "not_sent", "{}", left.stdout);
}

/// Creates where no file may grow beyond so many blocks.
fn limited(desk: &Desk, name: &str, blocks: usize) -> Left {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$KAYTOP\" create \"$PLAN\" --yes -o json");
    let program = Program::new(["sh", "-c", &script]).at_home(&desk.home).live(&desk.sandbox);
    check(program.set("KAYTOP", KAYTOP).set("PLAN", &desk.plan(name)).run())
}

#[test]
fn s1_a_disk_that_is_full_at_any_step_sends_nothing_or_is_looked_after() {
    let desk = Desk::new("");
    refused(&limited(&desk, "no-journal", 8), "cannot record the launch safely");
    assert!(desk.there("no-journal").is_empty());
    desk.created("first").expect(0);
    let (mut drafts, mut later) = (0, 0);
    // The file grows with some of the steps only: which one is the first without room differs from launch to launch.
    for round in 0..100 {
        if drafts > 0 && later > 0 {
            break;
        }
        let name = format!("full-{round}");
        let size = fs::metadata(desk.journal_file()).unwrap().len();
        let left = limited(&desk, &name, size.div_ceil(512) as usize);
        match (left.code, desk.there(&name).len()) {
            (Some(0), 1) => continue,
            (_, 0) => {
                let is_draft = !desk.launches(&name).is_empty();
                refused(&left.expect(1), "cannot");
                (drafts, later) = if is_draft { (drafts, later + 1) } else { (drafts + 1, later) };
                // With room again it can be sent.
                desk.created(&name).expect(0);
            }
            _ => {
                assert!(left.stderr.contains("could not be written down"), "{left:?}");
                desk.created(&name).expect(8);
            }
        }
        assert_eq!(desk.there(&name).len(), 1);
    }
    assert!(drafts > 0 && later > 0, "{drafts} refused as drafts, {later} later");
}

#[test]
fn s14_a_data_folder_that_cannot_be_written_to_sends_nothing() {
    const NOBODY: u32 = 65_534;
    let desk = Desk::new("");
    desk.created("first").expect(0);
    let program = desk.create("wave");
    let root = rustix::process::geteuid().is_root();
    if root && chown(tempfile::tempdir().unwrap().path(), Some(NOBODY), None).is_err() {
        // A root without other users, as in some containers: nothing here holds it back.
        return;
    }
    let everything = |home: &Path| {
        let mut folders = vec![home.to_owned()];
        let mut all = Vec::new();
        while let Some(folder) = folders.pop() {
            let inside = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            let (below, files): (Vec<_>, Vec<_>) = inside.partition(|path| path.is_dir());
            folders.extend(below);
            all.extend(files);
            all.push(folder);
        }
        all
    };
    let launches = desk.data().join("launches");
    let run = |program: &Program| {
        let mut command = program.command();
        if root {
            // Permissions do not stop root.
            command.uid(NOBODY);
        }
        let output = start(&mut command).wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        check(Left { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) })
    };
    if root {
        for path in everything(desk.home.path()) {
            chown(path, Some(NOBODY), None).unwrap();
        }
    }
    for folder in [&launches, &desk.data()] {
        fs::set_permissions(folder, Permissions::from_mode(0o500)).unwrap();
        refused(&run(&program).expect(1), "cannot");
        run(&desk.kaytop("list -o json")).expect(0);
    }
    for folder in [&desk.data(), &launches] {
        fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
    }
    assert!(desk.there("wave").is_empty());
    run(&program).expect(0);
}

#[test]
fn s6_s8_a_journal_that_cannot_be_trusted_sends_nothing() {
    let desk = Desk::new("");
    desk.created("first").expect(0);
    let file = desk.journal_file();
    let whole = fs::read(&file).unwrap();

    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    sends_nothing(&desk, "newer", "newer version");
    let newer = fs::read(&file).unwrap();
    desk.run("launches").expect(1);
    assert!(fs::read(&file).unwrap() == newer, "a newer journal is left as it is");

    let damaged: Vec<u8> =
        whole.iter().enumerate().map(|(at, byte)| if at % 4096 > 200 { !byte } else { *byte }).collect();
    for bytes in [damaged, whole[..whole.len() / 2].to_vec(), Vec::new(), b"no journal".to_vec()] {
        fs::write(&file, bytes).unwrap();
        sends_nothing(&desk, "damaged", "cannot record the launch safely");
    }

    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    sends_nothing(&desk, "folder", "cannot record the launch safely");
    fs::remove_dir(&file).unwrap();

    fs::write(&file, whole).unwrap();
    desk.created("whole").expect(0);
}

#[test]
fn s6_the_screen_opens_and_says_that_launching_is_off() {
    let desk = Desk::new("");
    fs::create_dir_all(desk.journal_file()).unwrap();
    let mut screen = desk.kaytop("").screen();
    screen.wait_for("8/8");
    screen.wait_for("launching off");
    screen.press("q");
    screen.left(0);
    desk.run("list").expect(0);
}
