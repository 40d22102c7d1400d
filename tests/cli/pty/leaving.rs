//! Every way out, and the terminal as it was found after each.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::stream::{Piece, foreign, pieces};
use crate::program::{kaytop, shell};
use crate::screen::{PATIENCE, PROMPTLY, Screen};

fn opened() -> Screen {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen
}

fn redraw(screen: &mut Screen) {
    screen.press("\x0c");
}

#[test]
fn q_and_control_c_leave_with_0() {
    for key in ["q", "\x03"] {
        let mut screen = opened();
        screen.press(key);
        screen.left(0);
    }
}

#[test]
fn everything_that_was_switched_on_is_switched_off() {
    let mut screen = opened();
    screen.press("q");
    screen.left(0);
    let found = pieces(&screen.bytes);
    let last = |mode: &str| {
        found.iter().rev().find_map(|piece| match piece {
            Piece::Csi(sequence) => sequence.strip_prefix(mode).map(str::to_owned),
            _ => None,
        })
    };
    for (mode, end) in [("?1049", "l"), ("?2004", "l"), ("?1004", "l"), ("?2026", "l"), ("?25", "h")] {
        assert!(found.contains(&Piece::Csi(format!("{mode}{}", if end == "l" { "h" } else { "l" }))), "{mode}");
        assert_eq!(last(mode).as_deref(), Some(end), "{mode}");
    }
    assert!(!screen.terminal().alternate_screen() && !screen.terminal().hide_cursor());
    assert!(!screen.terminal().bracketed_paste());
}

#[test]
fn t3_and_t4_signals_leave_with_128_and_their_number() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::INT, 130),
        (Signal::HUP, 129),
        (Signal::QUIT, 131),
        (Signal::ABORT, 134),
        (Signal::USR1, 138),
        (Signal::USR2, 140),
        (Signal::ALARM, 142),
        (Signal::XCPU, 152),
        (Signal::VTALARM, 154),
        (Signal::PROF, 155),
    ] {
        let mut screen = opened();
        screen.signal(signal);
        screen.left(code);
    }
}

#[test]
fn t4_a_closed_terminal_ends_the_program() {
    let mut screen = opened();
    screen.hang_up();
    assert_eq!(screen.wait_exit(PROMPTLY), 129);
}

#[test]
fn t4_a_closed_terminal_ends_it_also_where_hangups_are_ignored() {
    let mut screen = shell(r#"trap "" HUP; exec "$KAYTOP""#).screen();
    screen.wait_for("140/140");
    screen.hang_up();
    assert_eq!(screen.wait_exit(PROMPTLY), 129);
}

/// The shell outlives its terminal and writes down what its children used.
#[cfg(target_os = "linux")]
#[test]
fn t4_a_closed_terminal_costs_no_time() {
    let script = r#"trap "" HUP; sh -c 'echo $$ >pid; exec "$KAYTOP"'; echo $? >code; times >times"#;
    let mut screen = shell(script).screen();
    screen.wait_for("140/140");
    // Making the practice record takes processor time of its own.
    screen.wait_for("Δday");
    screen.press("f");
    screen.wait_for("FROZEN");
    let home = Arc::clone(&screen.home);
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    let before = used(read("pid").trim());
    screen.hang_up();
    screen.wait_exit(PROMPTLY);
    assert_eq!(read("code").trim(), "129");
    let after: f64 = read("times").lines().nth(1).unwrap().split_whitespace().map(seconds).sum();
    assert!(after - before < 0.2, "{before} s before, {after} s after");
}

/// The processor time a process has used, in seconds: fields 14 and 15 of its `stat`, in hundredths.
#[cfg(target_os = "linux")]
fn used(pid: &str) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

/// `0m1.25s`, as the shell writes times.
#[cfg(target_os = "linux")]
fn seconds(time: &str) -> f64 {
    let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
    minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
}

#[test]
fn t6_the_end_of_its_input_ends_it() {
    // Two terminals: the one that is typed on goes away, the one that is drawn on stays.
    let mut typed = shell("echo ready; read -r line").screen();
    typed.wait_for("ready");
    let script = format!(r#"exec "$KAYTOP" <"{}""#, typed.tty.display());
    let mut drawn = shell(&script).screen();
    drawn.wait_for("140/140");
    typed.hang_up();
    drawn.left(129);
}

#[test]
fn t8_a_stuck_terminal_keeps_no_signal_from_ending_it() {
    let mut screen = opened();
    let stuck = screen.stuck();
    let holding = stuck.lock().unwrap();
    let begun = Instant::now();
    while screen.has_read_keys(Duration::from_millis(300)) {
        redraw(&mut screen);
        assert!(begun.elapsed() < PATIENCE, "the terminal took everything");
    }
    screen.signal(Signal::TERM);
    assert_eq!(screen.wait_exit(PROMPTLY), 143);
    drop(holding);
}

#[test]
fn t17_a_terminal_that_never_answers_is_never_asked() {
    let mut screen = opened();
    for (keys, words) in
        [("?", "type to find"), ("\x1b", "Enter open"), ("b", "Esc back"), ("q", "Enter open"), ("/", "Enter keep")]
    {
        screen.press(keys);
        screen.wait_for(words);
    }
    screen.press("\x1b");
    screen.wait_for("q quit");
    screen.press("q");
    screen.left(0);
    assert_eq!(foreign(&screen.bytes), []);
}

#[test]
fn t9_without_a_capable_terminal_it_names_the_commands() {
    let script = r#""$KAYTOP" 2>said; echo "code $?""#;
    for program in [shell(script).set("TERM", "dumb"), shell(script).unset("TERM"), shell(script).set("TERM", "")] {
        let mut screen = program.screen();
        screen.wait_exit(PATIENCE);
        screen.ended(0);
        assert_eq!(String::from_utf8_lossy(&screen.bytes), "code 2\r\n");
        let said = fs::read_to_string(screen.home.path().join("said")).unwrap();
        assert!(said.contains("kaytop list") && said.lines().count() == 1 && !said.contains('\x1b'), "{said:?}");
    }
    let piped = kaytop("").run().expect(2);
    assert!(piped.complaint().contains("kaytop list") && !piped.stderr.contains('\x1b'), "{piped:?}");
}
