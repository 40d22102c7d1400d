//! The key stays where it belongs (K1, K2): in no argument, no file, no screen and no message.

use std::fs;
use std::sync::Arc;

use tempfile::TempDir;

use crate::canary::{CANARY, base64, hits, hits_below, spellings};
use crate::program::{Program, Sandbox, kaytop};

fn talkative(arguments: &str, home: &Arc<TempDir>) -> Program {
    kaytop(arguments)
        .at_home(home)
        .set("KAYTOP_LOG", "trace")
        .set("KAYSE_API_KEY", CANARY)
        .set("RUST_BACKTRACE", "full")
}

#[test]
fn the_scan_finds_every_spelling() {
    assert_eq!(base64(b"Man"), "TWFu");
    for spelling in spellings() {
        assert!(!hits("here", format!("x{spelling}y").as_bytes()).is_empty(), "{spelling}");
    }
    assert!(hits("here", b"canary").is_empty());
}

#[test]
fn k2_the_key_is_on_no_screen_and_in_no_file() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut found = Vec::new();
    for (faults, words, place) in [
        ("", "140/140", ""),
        ("--fault any:401", "r tries again", ""),
        ("--fault any:redirect", "redirect", ""),
        ("--fault any:html", "no data yet", ""),
        ("", "", "draw"),
        ("", "", "task"),
    ] {
        if !place.is_empty() && !cfg!(debug_assertions) {
            continue;
        }
        let sandbox = Sandbox::start(&format!("--api-key {CANARY} {faults}"));
        let program = talkative("-vv", &home).set("KAYSE_BASE_URL", &sandbox.url).set("KAYTOP_TEST_PANIC", place);
        let mut screen = program.screen();
        if place.is_empty() {
            screen.wait_for(words);
            for keys in ["r", "b", "?", "qq", "\r"] {
                screen.press(keys);
            }
            screen.press("\x03");
            screen.left(0);
        } else {
            screen.ended(101);
        }
        found.extend(hits(&format!("screen with {faults}{place}"), &screen.bytes));
    }
    let mut seen = 0;
    found.extend(hits_below(home.path(), &mut seen));
    assert!(seen > 1000, "the log holds only {seen} bytes");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn k2_the_key_is_in_no_output() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut found = Vec::new();
    for (fault, code) in [("", 0), ("any:401", 4), ("any:redirect", 1), ("any:redirect-307", 1), ("list:429", 3)] {
        let faults = if fault.is_empty() { String::new() } else { format!("--fault {fault}") };
        let sandbox = Sandbox::start(&format!("--api-key {CANARY} {faults}"));
        for arguments in ["list -vv -o json", "list -vv", "settings -vv"] {
            if fault.starts_with("list") && arguments.starts_with("settings") {
                continue;
            }
            let left = talkative(arguments, &home).set("KAYSE_BASE_URL", &sandbox.url).run().expect(code);
            assert!(left.stderr.contains("DEBUG"), "-vv says nothing: {}", left.stderr);
            found.extend(hits(&format!("stdout of {arguments}, {fault}"), left.stdout.as_bytes()));
            found.extend(hits(&format!("stderr of {arguments}, {fault}"), left.stderr.as_bytes()));
        }
    }
    // A key that cannot be one is not repeated either.
    let broken = talkative("list", &home).set("KAYSE_API_KEY", &format!("{CANARY}\u{e9}")).run().expect(4);
    found.extend(hits("stderr of a broken key", broken.stderr.as_bytes()));
    found.extend(hits_below(home.path(), &mut 0));
    assert_eq!(found, Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn k1_the_key_is_in_no_argument() {
    let sandbox = Sandbox::start("");
    let mut screen = kaytop("").live(&sandbox).screen();
    screen.wait_for("140/140");
    let mut seen = 0;
    for entry in fs::read_dir("/proc").unwrap() {
        // A process may end while it is looked at.
        if let Ok(arguments) = fs::read(entry.unwrap().path().join("cmdline")) {
            seen += usize::from(!arguments.is_empty());
            assert!(memchr::memmem::find(&arguments, sandbox.key.as_bytes()).is_none());
        }
    }
    assert!(seen > 2, "{seen} processes");
}
