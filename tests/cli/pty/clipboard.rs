//! What the program sends to the clipboard and asks of the mouse, byte by byte.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use rustix::process::Signal;

use crate::canary::{CANARY, hits};
use crate::program::{Program, Sandbox, kaytop};
use crate::screen::Screen;

fn opened(program: &Program) -> Screen {
    let mut screen = program.sized(80, 24);
    screen.wait_for("140/140");
    screen
}

/// Ends the program from outside and returns all that it wrote.
fn terminated(mut screen: Screen) -> String {
    screen.signal(Signal::TERM);
    screen.ended(143);
    String::from_utf8_lossy(&screen.bytes).into_owned()
}

#[test]
fn k4_k13_neither_terminal_nor_program_is_given_the_key() {
    let sandbox = Sandbox::start(&format!("--pace 0 --api-key {CANARY}"));
    let program = kaytop("").live(&sandbox).set("DISPLAY", ":99");
    let home = program.home.path();
    let path = format!("{}:{}", home.display(), program.environment["PATH"]);
    let xclip = program.write("xclip", "#!/bin/sh\nenv >\"$HOME/env\"\ncat >\"$HOME/text\"\n");
    fs::set_permissions(&xclip, fs::Permissions::from_mode(0o755)).unwrap();
    let mut screen = opened(&program.clone().set("PATH", &path));
    screen.press("yc");
    screen.wait_for("curl command sent to the terminal (OSC 52) and to xclip.");
    let url = &sandbox.url;
    assert_eq!(
        fs::read_to_string(home.join("text")).unwrap(),
        format!("curl --compressed -sS -H \"x-api-key: $KAYSE_API_KEY\" '{url}/v1/campaigns'"),
        "what the program was handed"
    );
    let seen = fs::read_to_string(home.join("env")).unwrap();
    assert!(seen.contains("DISPLAY=:99") && !seen.contains("KAYSE"), "{seen}");
    let written = terminated(screen);
    assert!(written.contains("\x1b]52;c;Y3VybCAt"), "base64 of `curl -`");
    assert_eq!([hits("env", seen.as_bytes()), hits("terminal", written.as_bytes())].concat(), Vec::<String>::new());
}

#[test]
fn the_mouse_is_taken_on_demand_and_given_back_on_the_way_out() {
    let (on, off) = ("\x1b[?1000h\x1b[?1006h", "\x1b[?1006l\x1b[?1000l");
    let mut screen = opened(&kaytop("--sandbox --interval off"));
    screen.press("m");
    screen.wait_until("the mouse", |screen| String::from_utf8_lossy(&screen.bytes).contains(on));
    screen.press("\x1b[<0;10;9M");
    screen.press("\x1b[<65;10;9M");
    screen.press("yi");
    screen.wait_for("id 137 sent to the terminal (OSC 52).");
    let written = terminated(screen);
    let (_, after) = written.split_once(on).unwrap();
    assert!(after.contains(&format!("{off}\x1b[?1004l\x1b[?2004l\x1b[?1049l")), "{after:?}");

    let untouched = terminated(opened(&kaytop("--sandbox")));
    assert!(!untouched.contains("[?1000") && !untouched.contains("[?1006"), "not asked for, not given back");
}
