//! What an alert sends to the terminal, byte by byte.

use rustix::process::Signal;

use crate::program::{Sandbox, kaytop};

/// Told in closed hours too, so that the test may run at any time.
const ALERT: &str =
    "[[alert]]\nname = \"Failing\"\nwhen = \"failed%:>40\"\nalways = true\nsay = [\"screen\", \"desktop\"]\n";
const LIST: &str =
    r#"[{"id": 7, "name": "Depo", "stats": {"total_calls": 90, "success_calls": 40, "failed_calls": 50}}]"#;

#[test]
fn of_two_windows_one_shows_a_notice_on_the_desktop() {
    let sandbox = Sandbox::serving(LIST);
    let program = kaytop("--interval 2s").live(&sandbox).set("TERM", "foot");
    program.write(".config/kaytop/config.toml", ALERT);
    let notice = "\x1b]777;notify;kaytop;Failing (1 campaign)\x1b\\\x07";
    let mut screen = program.sized(100, 24);
    screen.wait_for("Alert Failing: 7 Depo · ! tells more");
    screen.wait_until("the notice", |screen| String::from_utf8_lossy(&screen.bytes).contains(notice));
    screen.press("!");
    screen.wait_for("told 1 time");
    screen.wait_for("Told by screen");
    let mut other = kaytop("--interval 2s").live(&sandbox).at_home(&program.home).set("TERM", "foot").sized(100, 24);
    other.press("!");
    other.wait_for("told 1 time");
    for mut window in [screen, other] {
        window.signal(Signal::TERM);
        window.ended(143);
        let written = String::from_utf8_lossy(&window.bytes).into_owned();
        let count = written.matches(notice).count();
        assert!(count <= 1 && written.matches('\x07').count() == count, "{count}");
    }
}

#[test]
fn a_test_shows_what_an_alert_would() {
    let program = kaytop("alerts test failing").set("TERM", "xterm-kitty");
    program.write(".config/kaytop/config.toml", ALERT);
    let mut screen = program.sized(80, 24);
    screen.wait_for("desktop  OSC 99, and the bell");
    screen.ended(0);
    let written = String::from_utf8_lossy(&screen.bytes).into_owned();
    let notice = "\x1b]99;i=kaytop:d=0;kaytop\x1b\\\x1b]99;i=kaytop:d=1:p=body;Failing: a test\x1b\\\x07";
    assert!(written.contains(notice), "{written:?}");
}

#[test]
fn in_tmux_the_notice_is_passed_through() {
    let sandbox = Sandbox::serving(LIST);
    let program = kaytop("--interval off").live(&sandbox);
    let program = program.set("TERM", "tmux-256color").set("TMUX", "/tmp/tmux,1,0").set("KITTY_WINDOW_ID", "1");
    program.write(".config/kaytop/config.toml", ALERT);
    let mut screen = program.sized(100, 24);
    let notice = "\x1bPtmux;\x1b\x1b]99;i=kaytop:d=0;kaytop\x1b\x1b\\\x1b\x1b]99;i=kaytop:d=1:p=body;Failing (1 campaign)\x1b\x1b\\\x1b\\\x07";
    screen.wait_until("the notice", |screen| String::from_utf8_lossy(&screen.bytes).contains(notice));
}
