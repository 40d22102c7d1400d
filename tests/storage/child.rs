//! This program as another process.

use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use kaytop::domain::launch::journal::{Journal, JournalError};
use kaytop::domain::ledger::{Grant, Purpose};
use kaytop::storage::journal::sqlite::JournalFile;
use kaytop::storage::ledger::Ledger;
use kaytop::storage::lock::HostLock;
use rusqlite::Connection;

use crate::record;
use crate::{HOST, at, draft, file, me, open};

const ROLE: &str = "KAYTOP_TEST_CHILD";
const DATA: &str = "KAYTOP_TEST_DATA";
const FROM: &str = "KAYTOP_TEST_FROM";

/// What it does. Whatever it says goes out a line at a time, after `> `.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role {
    /// Writes drafts and confirms them, one after another, and says each version that is written.
    Writes,
    /// The same for five launches.
    WritesFive,
    /// Changes every launch in a transaction, and says so before it is committed.
    Stops,
    /// Takes the lock of the host, says so and keeps it.
    Locks,
    /// Writes drafts until it cannot, and says why.
    Fills,
    /// Opens, reads, writes and locks, and says how each went.
    Tries,
    /// Asks the ledger for requests until it must wait, and says how many it got; polls where it is told an odd number.
    Asks,
    /// Takes readings, seals and forgets, and says the number of each reading that is taken.
    Records,
    /// Takes readings until one is refused, and says why.
    RecordFills,
}

const ROLES: [Role; 9] = [
    Role::Writes,
    Role::WritesFive,
    Role::Stops,
    Role::Locks,
    Role::Fills,
    Role::Tries,
    Role::Asks,
    Role::Records,
    Role::RecordFills,
];

impl Role {
    fn act(self, data: &Path, from: u64) {
        match self {
            Self::Writes => writes(data, from..u64::MAX),
            Self::WritesFive => writes(data, from..from + 5),
            Self::Stops => stops(data),
            Self::Locks => {
                let _held = HostLock::try_take(data, HOST).unwrap().unwrap();
                say("held");
                wait();
            }
            Self::Records => record::records(data, from),
            Self::RecordFills => record::fills(data, from),
            Self::Tries => tries(data, from),
            Self::Asks => asks(data, if from % 2 == 1 { Purpose::Poll } else { Purpose::Launch }),
            Self::Fills => {
                let mut journal = open(data);
                let mut numbers = from..;
                let why = numbers.find_map(|bits| journal.draft(&draft(bits)).err()).unwrap();
                assert!(matches!(why, JournalError::Unusable(_)), "{why:?}");
                say(&format!("{} {why}", numbers.start - from));
            }
        }
    }
}

/// Not a test: what the other processes do.
#[test]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let role = ROLES.into_iter().find(|known| format!("{known:?}") == role).unwrap();
    let data = std::env::var(DATA).unwrap();
    role.act(Path::new(&data), std::env::var(FROM).unwrap().parse().unwrap());
}

/// A command that makes this program another process; `from` numbers its launches.
pub(crate) fn command(role: Role, data: &Path, from: u64) -> Command {
    prepared(Command::new(program()), role, data, from)
}

/// The same, where no file may grow over `blocks` of 512 bytes, and a write over it is an error.
pub(crate) fn limited(role: Role, data: &Path, from: u64, blocks: u64) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
    shell.arg(std::env::current_exe().unwrap());
    prepared(shell, role, data, from)
}

/// The same, as the user that a folder belongs to: permissions do not stop root.
pub(crate) fn as_owner(mut command: Command, owner: u32) -> Command {
    command.uid(owner);
    command
}

/// This very program; on Linux by a name that also a user can follow who may not enter its folder.
fn program() -> PathBuf {
    if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe().unwrap() }
}

fn prepared(mut command: Command, role: Role, data: &Path, from: u64) -> Command {
    command.args(["child::child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(ROLE, format!("{role:?}")).env(DATA, data).env(FROM, from.to_string());
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// What a process says, up to its end.
pub(crate) fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let out = BufReader::new(child.stdout.take().unwrap());
    // The harness may write before it on the same line; what a kill has cut is no line.
    let whole = out.split(b'\n').map_while(Result::ok).filter_map(|line| String::from_utf8(line).ok());
    whole
        .filter_map(|line| line.split_once("> ").map(|(_, said)| said.to_owned()))
        .filter_map(|said| said.strip_suffix('.').map(str::to_owned))
}

fn writes(data: &Path, numbers: Range<u64>) {
    let mut journal = open(data);
    for bits in numbers {
        journal.draft(&draft(bits)).unwrap();
        say(&format!("{bits} 0"));
        let mut launch = draft(bits);
        for _ in 0..2 {
            let change = launch.confirm(me(), false, at(bits)).unwrap();
            journal.write(&change).unwrap();
            let change = change.into_launch().withdraw(&me(), at(bits)).unwrap();
            journal.write(&change).unwrap();
            say(&format!("{bits} {}", change.launch().version));
            launch = change.into_launch();
        }
    }
}

fn tries(data: &Path, from: u64) {
    match JournalFile::open(data, HOST) {
        Ok(mut journal) => {
            say(&format!("read: {:?}", journal.launches().map(|rows| rows.len())));
            say(&format!("written: {:?}", journal.draft(&draft(from))));
        }
        Err(why) => say(&format!("closed: {why}")),
    }
    say(&format!("locked: {:?}", HostLock::try_take(data, HOST).map(|lock| lock.is_some()).map_err(|why| why.kind())));
}

fn asks(state: &Path, purpose: Purpose) {
    let mut ledger = Ledger::open(state).unwrap();
    let mut took = 0;
    while let Grant::Granted { .. } = ledger.take("account", purpose, &at(1)).unwrap() {
        took += 1;
    }
    say(&took.to_string());
}

fn stops(data: &Path) {
    let connection = Connection::open(file(data)).unwrap();
    // So little memory that what is not committed is written into the file all the same.
    connection.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE;").unwrap();
    connection.execute("UPDATE launches SET phase = 'released', why = hex(zeroblob(20000))", []).unwrap();
    say("changed");
    wait();
}

pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "> {line}.").unwrap();
    out.flush().unwrap();
}

/// Until whoever started us is gone.
fn wait() {
    let _ = std::io::stdin().lines().next();
}
