//! Starting kaytop: its arguments, a clean environment, a home folder of its own, and a sandbox to talk to.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::screen::Screen;

/// The program under test.
pub(crate) const KAYTOP: &str = env!("CARGO_BIN_EXE_kaytop");

/// To be held while a child is started or a terminal opened: an inherited terminal would outlive its closing.
pub(crate) fn starting() -> MutexGuard<'static, ()> {
    static STARTING: Mutex<()> = Mutex::new(());
    STARTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A start of kaytop, or of a shell that starts it.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) argv: Vec<String>,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) home: Arc<TempDir>,
}

/// What a command without a screen left behind.
#[derive(Debug)]
pub(crate) struct Left {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// kaytop with these arguments, separated by blanks.
pub(crate) fn kaytop(arguments: &str) -> Program {
    Program::new(std::iter::once(KAYTOP).chain(arguments.split_whitespace()))
}

/// A shell that runs `script`, in which `$KAYTOP` is the program.
pub(crate) fn shell(script: &str) -> Program {
    Program::new(["sh", "-c", script]).set("KAYTOP", KAYTOP)
}

impl Program {
    /// Nothing of the caller's environment but the path reaches the program.
    pub(crate) fn new<'a>(argv: impl IntoIterator<Item = &'a str>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = std::env::var("PATH").unwrap();
        let folder = home.path().to_str().unwrap();
        let environment =
            [("HOME", folder), ("LANG", "C.UTF-8"), ("PATH", &path), ("TERM", "xterm-256color"), ("TZ", "UTC")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            argv: argv.into_iter().map(str::to_owned).collect(),
            environment: environment.into(),
            home: Arc::new(home),
        }
    }

    /// Sets a variable.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Takes a variable out.
    pub(crate) fn unset(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// Lives in another program's home folder.
    pub(crate) fn at_home(mut self, home: &Arc<TempDir>) -> Self {
        self.home = Arc::clone(home);
        self.set("HOME", home.path().to_str().unwrap())
    }

    /// Talks to `sandbox` with its key, as to the live API.
    pub(crate) fn live(self, sandbox: &Sandbox) -> Self {
        self.set("KAYSE_BASE_URL", &sandbox.url).set("KAYSE_API_KEY", &sandbox.key)
    }

    /// Writes a file into the home folder and returns its path.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The program for `std`, its three streams piped.
    pub(crate) fn command(&self) -> Command {
        let (name, arguments) = self.argv.split_first().unwrap();
        let mut command = Command::new(name);
        command.args(arguments).env_clear().envs(&self.environment).current_dir(self.home.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs it away from any terminal, with nothing to read.
    pub(crate) fn run(&self) -> Left {
        self.run_with("")
    }

    /// Runs it away from any terminal, with `input` to read.
    pub(crate) fn run_with(&self, input: &str) -> Left {
        let mut child = start(&mut self.command());
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        Left {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts it on a terminal of the size most tests use.
    pub(crate) fn screen(&self) -> Screen {
        self.sized(120, 36)
    }

    /// Starts it on a terminal of `columns` × `rows`.
    pub(crate) fn sized(&self, columns: u16, rows: u16) -> Screen {
        Screen::start(self, columns, rows)
    }
}

impl Left {
    /// Checks the exit code and hands out what was printed.
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// The one line on stderr.
    pub(crate) fn complaint(&self) -> &str {
        assert_eq!(self.stderr.trim_end().lines().count(), 1, "{}", self.stderr);
        assert!(self.stderr.starts_with("kaytop: ") && self.stdout.is_empty(), "{self:?}");
        self.stderr.trim_end()
    }

    /// What was printed, as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {}", self.stdout))
    }
}

/// Starts a child, never while a terminal is being opened.
pub(crate) fn start(command: &mut Command) -> Child {
    let _starting = starting();
    command.spawn().unwrap()
}

/// `kaytop sandbox` in a process of its own, ended when dropped.
pub(crate) struct Sandbox {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) url: String,
    pub(crate) key: String,
    /// The one line it printed.
    pub(crate) line: String,
}

impl Sandbox {
    /// Starts it and waits for its line.
    pub(crate) fn start(arguments: &str) -> Self {
        Self::run(&kaytop(&format!("sandbox --rate-limit 0 {arguments}")))
    }

    /// Serves `list` as it stands.
    pub(crate) fn serving(list: &str) -> Self {
        let program = kaytop("sandbox --rate-limit 0 --data list.json");
        program.write("list.json", list);
        Self::run(&program)
    }

    /// Starts `program`, a sandbox, and waits for its line.
    pub(crate) fn run(program: &Program) -> Self {
        let mut child = start(program.command().stderr(Stdio::null()));
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
        let member = |name: &str| said[name].as_str().unwrap().to_owned();
        Self { url: member("url"), key: member("api_key"), line, stdout, child }
    }

    /// Sends SIGTERM and returns the rest of its output and how it ended.
    pub(crate) fn terminate(mut self) -> (String, ExitStatus) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (rest, self.child.wait().unwrap())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Opens a terminal without taking it as the test's own.
pub(crate) fn open_tty(path: &Path) -> File {
    let flags = rustix::fs::OFlags::NOCTTY.bits().cast_signed();
    File::options().read(true).write(true).custom_flags(flags).open(path).unwrap()
}

/// What `stty -a` says of a terminal, without the line that holds its speed and size.
pub(crate) fn stty(path: &Path) -> String {
    let output = {
        let mut command = Command::new("stty");
        command.arg("-a").stdin(open_tty(path)).stdout(Stdio::piped()).stderr(Stdio::piped());
        start(&mut command).wait_with_output().unwrap()
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().skip(1).collect::<Vec<_>>().join("\n")
}
