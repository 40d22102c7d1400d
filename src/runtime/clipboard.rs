//! Where copied text goes: to the terminal as an OSC 52 sequence, and to a program of this machine's desktop if the
//! terminal is on it.
//!
//! OSC 52 works through SSH, but no terminal answers it and many are told to ignore it: nobody may say "copied", only
//! where it was sent. The program sees nothing of our environment but what it needs to find the desktop (K13).

use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::app::copy::{ToProgram, ToTerminal};

/// The longest base64 text that xterm takes in one sequence; others follow it or take more.
const LONGEST: usize = 74_994;
/// How long a program is waited for before the notice says that it has not answered.
const PATIENCE: Duration = Duration::from_secs(1);
/// What a program may know: where the desktop is, and how to write to it.
const NEEDED: [&str; 12] = [
    "PATH",
    "HOME",
    "USER",
    "TMPDIR",
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "__CF_USER_TEXT_ENCODING",
];

/// The ways to the clipboard from here.
#[derive(Debug, Clone, Default)]
pub struct Clipboard {
    /// Whether tmux stands between us and the terminal.
    tmux: bool,
    /// Programs to try, the best first.
    programs: Vec<Program>,
    /// The whole environment of the program.
    environment: Vec<(&'static str, OsString)>,
}

/// A program that puts its input on the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
}

const WL_COPY: Program = Program { name: "wl-copy", arguments: &[] };
const XCLIP: Program = Program { name: "xclip", arguments: &["-selection", "clipboard"] };
const XSEL: Program = Program { name: "xsel", arguments: &["--clipboard", "--input"] };
const PBCOPY: Program = Program { name: "pbcopy", arguments: &[] };

impl Clipboard {
    /// Reads the ways from the environment. On the far side of SSH a desktop's program would fill the wrong clipboard.
    pub fn from_env(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let has = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let local = !has("SSH_TTY") && !has("SSH_CONNECTION");
        let reachable = [
            (WL_COPY, has("WAYLAND_DISPLAY")),
            (XCLIP, has("DISPLAY")),
            (XSEL, has("DISPLAY")),
            (PBCOPY, cfg!(target_os = "macos")),
        ];
        let programs = reachable.into_iter().filter(|(_, there)| local && *there).map(|(program, _)| program).collect();
        let environment = NEEDED.into_iter().filter_map(|name| Some((name, variable(name)?))).collect();
        Self { tmux: has("TMUX"), programs, environment }
    }

    /// What the terminal is to be sent: the bytes, and what they are.
    pub fn sequence(&self, text: &str) -> (Vec<u8>, ToTerminal) {
        let plain = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
        match plain.len() {
            length if length > LONGEST + "\x1b]52;c;\x07".len() => (Vec::new(), ToTerminal::TooLong),
            // tmux takes the plain one under `set-clipboard on`, the wrapped one under `allow-passthrough on`.
            _ if self.tmux => {
                let wrapped = format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"));
                ([plain, wrapped].concat().into_bytes(), ToTerminal::Tmux)
            }
            _ => (plain.into_bytes(), ToTerminal::Plain),
        }
    }

    /// Hands the text to the first program that takes it; `None` when there is no program here.
    pub async fn hand_over(&self, text: String) -> Option<ToProgram> {
        self.hand_over_within(PATIENCE, text).await
    }

    async fn hand_over_within(&self, patience: Duration, text: String) -> Option<ToProgram> {
        let first = self.programs.first()?.name;
        let clipboard = self.clone();
        // A program that hangs keeps its thread, which reaps it in the end, and nothing else.
        match timeout(patience, spawn_blocking(move || clipboard.try_programs(&text))).await {
            Ok(Ok(tried)) => tried,
            Ok(Err(_)) => Some(ToProgram::Failed(first)),
            Err(_) => Some(ToProgram::Silent(first)),
        }
    }

    fn try_programs(&self, text: &str) -> Option<ToProgram> {
        let mut failed = None;
        for program in &self.programs {
            match self.run(*program, text) {
                Ok(true) => return Some(ToProgram::Took(program.name)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Ok(false) | Err(_) => failed = Some(ToProgram::Failed(program.name)),
            }
        }
        failed
    }

    /// Runs a program with `text` as its input and waits for its end. These programs leave a process behind that holds
    /// the text: in a group of its own, so that stopping us does not stop it.
    fn run(&self, program: Program, text: &str) -> io::Result<bool> {
        let mut child = self.command(program).spawn()?;
        let fed = match child.stdin.take() {
            Some(mut input) => input.write_all(text.as_bytes()),
            None => Ok(()),
        };
        Ok(child.wait()?.success() && fed.is_ok())
    }

    fn command(&self, program: Program) -> Command {
        let mut command = Command::new(program.name);
        command
            .args(program.arguments)
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn text_is_sent_as_base64_with_padding() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("~~>~~?", "fn4+fn4/"),
        ] {
            let expected = format!("\x1b]52;c;{encoded}\x07").into_bytes();
            assert_eq!(around(&[]).sequence(plain).0, expected);
        }
    }

    fn around(variables: &[(&'static str, &str)]) -> Clipboard {
        Clipboard::from_env(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn the_sequence_is_wrapped_for_tmux_with_every_escape_doubled() {
        assert_eq!(around(&[]).sequence("foo"), (b"\x1b]52;c;Zm9v\x07".to_vec(), ToTerminal::Plain));
        let (bytes, to) = around(&[("TMUX", "/tmp/tmux-1000/default,1,0")]).sequence("foo");
        let expected = b"\x1b]52;c;Zm9v\x07\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\";
        assert_eq!((bytes.as_slice(), to), (&expected[..], ToTerminal::Tmux));
    }

    #[test]
    fn what_is_longer_than_terminals_take_is_not_sent_to_one() {
        // 74,994 letters are 18,748 groups and two letters: the longest whole text is of 18,748 × 3 bytes.
        let fits = "x".repeat(56_244);
        assert_eq!(around(&[]).sequence(&fits).1, ToTerminal::Plain);
        assert_eq!(around(&[]).sequence(&format!("{fits}x")), (Vec::new(), ToTerminal::TooLong));
    }

    #[test]
    fn a_program_is_chosen_by_the_desktop_and_none_behind_ssh() {
        let names = |variables: &[(&'static str, &str)]| {
            around(variables)
                .programs
                .iter()
                .map(|program| program.name)
                .filter(|name| *name != "pbcopy")
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")]), ["wl-copy", "xclip", "xsel"]);
        assert_eq!(names(&[("DISPLAY", ":0")]), ["xclip", "xsel"]);
        assert_eq!(names(&[("DISPLAY", "")]), [""; 0]);
        assert_eq!(names(&[("DISPLAY", "localhost:10.0"), ("SSH_TTY", "/dev/pts/1")]), [""; 0]);
        assert_eq!(names(&[("DISPLAY", ":0"), ("SSH_CONNECTION", "::1 1 ::1 22")]), [""; 0]);
    }

    #[test]
    fn k13_the_program_sees_what_it_needs_and_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = std::env::var("PATH").unwrap();
        let home = folder.path().to_str().unwrap();
        let clipboard = around(&[
            ("PATH", &path),
            ("HOME", home),
            ("DISPLAY", ":0"),
            ("KAYSE_API_KEY", "canary-4711"),
            ("KAYSE_API_KEY_FILE", "/canary-4711"),
            ("HTTPS_PROXY", "http://me:canary-4711@proxy"),
        ]);
        let dump = Program { name: "sh", arguments: &["-c", "env >\"$HOME/env\"; cat >\"$HOME/text\""] };
        assert!(clipboard.run(dump, "id 481").unwrap());
        let seen = fs::read_to_string(folder.path().join("env")).unwrap();
        assert!(seen.contains("DISPLAY=:0") && !seen.contains("KAYSE") && !seen.contains("4711"), "{seen}");
        assert_eq!(fs::read_to_string(folder.path().join("text")).unwrap(), "id 481");
    }

    #[test]
    fn the_next_program_is_tried_where_one_is_missing_or_fails() {
        let missing = Program { name: "/nonexistent/wl-copy", arguments: &[] };
        let failing = Program { name: "false", arguments: &[] };
        let taking = Program { name: "cat", arguments: &[] };
        let path = std::env::var("PATH").unwrap();
        let tried = |programs: &[Program]| {
            Clipboard { programs: programs.to_vec(), ..around(&[("PATH", &path)]) }.try_programs("x")
        };
        assert_eq!(tried(&[missing, failing, taking]), Some(ToProgram::Took("cat")));
        assert_eq!(tried(&[failing, missing]), Some(ToProgram::Failed("false")));
        assert_eq!(tried(&[missing]), None);
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let fifo = folder.path().join("never-written");
        let _ = Command::new("mkfifo").arg(&fifo).status().unwrap();
        let waiting = "read line <\"$HOME/never-written\"";
        let hanging = Program { name: "sh", arguments: Box::leak(Box::new(["-c", waiting])) };
        let path = std::env::var("PATH").unwrap();
        let home = folder.path().to_str().unwrap();
        let clipboard = Clipboard { programs: vec![hanging], ..around(&[("PATH", &path), ("HOME", home)]) };
        assert_eq!(
            clipboard.hand_over_within(Duration::from_millis(1), "x".to_owned()).await,
            Some(ToProgram::Silent("sh"))
        );
        fs::write(&fifo, "go on\n").unwrap();
    }
}
