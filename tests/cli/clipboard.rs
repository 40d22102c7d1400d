//! The real program on a pseudo-terminal: what it sends to the clipboard and asks of the mouse, byte by byte.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{self, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

const KAYTOP: &str = env!("CARGO_BIN_EXE_kaytop");
const CANARY: &str = "canary-4711";

/// kaytop on a terminal of 80x24, and all that it wrote.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    written: String,
    screen: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(home: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
        let mut command = CommandBuilder::new(KAYTOP);
        command.env_clear();
        command.args(arguments);
        let path = format!("{}:{}", home.display(), std::env::var("PATH").unwrap());
        let home = home.to_str().unwrap();
        let usual = [("HOME", home), ("PATH", &path), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8")];
        for (name, value) in usual.iter().chain(variables) {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (to, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let _ = to.send(bytes.iter().take(count).copied().collect());
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let mut terminal = Self {
            child,
            keys,
            output,
            written: String::new(),
            screen: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
            _master: pair.master,
        };
        terminal.until("140/140");
        terminal
    }

    /// Waits until the text is on the screen or among the bytes written.
    fn until(&mut self, text: &str) {
        while !self.written.contains(text) && !self.screen.screen().contents().contains(text) {
            let more = self.output.recv_timeout(Duration::from_secs(20));
            let more =
                more.unwrap_or_else(|_| unreachable!("{text:?} never came:\n{}", self.screen.screen().contents()));
            self.screen.process(&more);
            self.written.push_str(&String::from_utf8_lossy(&more));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Ends the program from outside and returns all that it wrote.
    fn terminate(mut self) -> String {
        let pid = Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        self.child.wait().unwrap();
        self.until("\x1b[?1049l");
        std::mem::take(&mut self.written)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// A sandbox in a process of its own that takes the canary as its key; its URL.
fn sandbox(home: &Path) -> (process::Child, String) {
    let arguments = ["sandbox", "--rate-limit", "0", "--pace", "0", "--api-key", CANARY];
    let mut child = process::Command::new(KAYTOP)
        .args(arguments)
        .env("HOME", home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    (child, said.get("url").unwrap().as_str().unwrap().to_owned())
}

#[test]
fn k4_k13_neither_terminal_nor_program_is_given_the_key() {
    let home = tempfile::tempdir().unwrap();
    let program = home.path().join("xclip");
    fs::write(&program, "#!/bin/sh\nenv >\"$HOME/env\"\ncat >\"$HOME/text\"\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let (mut server, url) = sandbox(home.path());
    let variables = [("KAYSE_API_KEY", CANARY), ("KAYSE_BASE_URL", &url), ("DISPLAY", ":99")];
    let mut terminal = Terminal::start(home.path(), &variables, &[]);
    terminal.press("yc");
    terminal.until("curl command sent to the terminal (OSC 52) and to xclip.");
    let text = fs::read_to_string(home.path().join("text")).unwrap();
    assert_eq!(
        text,
        format!("curl --compressed -sS -H \"x-api-key: $KAYSE_API_KEY\" '{url}/v1/campaigns'"),
        "what the program was handed"
    );
    let seen = fs::read_to_string(home.path().join("env")).unwrap();
    assert!(seen.contains("DISPLAY=:99") && !seen.contains("KAYSE") && !seen.contains(CANARY), "{seen}");
    let written = terminal.terminate();
    assert!(written.contains("\x1b]52;c;Y3VybCAt"), "base64 of `curl -`");
    for encoded in [CANARY, "Y2FuYXJ5LTQ3MT", "NhbmFyeS00NzEx", "jYW5hcnktNDcxM"] {
        assert!(!written.contains(encoded), "the key, plain or in base64: {encoded}");
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn the_mouse_is_taken_on_demand_and_given_back_on_the_way_out() {
    let (on, off) = ("\x1b[?1000h\x1b[?1006h", "\x1b[?1006l\x1b[?1000l");
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &[], &["--sandbox", "--interval", "off"]);
    terminal.press("m");
    terminal.until(on);
    terminal.press("\x1b[<0;10;9M");
    terminal.press("\x1b[<65;10;9M");
    terminal.press("yi");
    terminal.until("id 137 sent to the terminal (OSC 52).");
    let written = terminal.terminate();
    let (_, after) = written.split_once(on).unwrap();
    assert!(after.contains(&format!("{off}\x1b[?1004l\x1b[?2004l\x1b[?1049l")), "{after:?}");

    let untouched = Terminal::start(home.path(), &[], &["--sandbox"]).terminate();
    assert!(!untouched.contains("[?1000") && !untouched.contains("[?1006"), "not asked for, not given back");
}
