//! Which process this is, in words that outlive it: to know later whether the one that wrote something still runs.
//!
//! Read from Linux' `/proc`, whose numbers may be 0 where a container hides the processes outside of it; a typed
//! process id cannot say that. Elsewhere only the id is known. Which signals its caller had ignored is read there too.

use std::fs;

use crate::domain::launch::Owner;

/// Fields of `/proc/PID/stat` behind the command's name (proc(5)).
const GROUP: usize = 2;
const SESSION: usize = 3;
const START: usize = 19;

/// Whether this process ignores the signal of that number: as it was started, until it listens. Told on Linux only;
/// elsewhere none counts as ignored.
pub fn ignores(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    (1..=64).contains(&signal) && mask >> (signal - 1) & 1 == 1
}

/// One run of a program on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its process id.
    pub id: u32,
    /// When it started, in the system's own count.
    pub start: u64,
    /// Which start of the machine that was; empty where the system does not say.
    pub boot: String,
}

impl Process {
    /// This process.
    pub fn own() -> Self {
        let id = std::process::id();
        Self { id, start: start_of(id).unwrap_or_default(), boot: boot() }
    }

    /// The process that an owner stands for; `None` where another engine named it.
    pub fn named_by(owner: &Owner) -> Option<Self> {
        let mut words = owner.token.splitn(3, ' ');
        let (id, start, boot) = (words.next()?, words.next()?, words.next()?);
        Some(Self { id: id.parse().ok()?, start: start.parse().ok()?, boot: boot.to_owned() })
    }

    /// Whether it still runs: the same id, started at the same time, since the same start of the machine.
    pub fn runs(&self) -> bool {
        let known = !self.boot.is_empty();
        if known && self.boot != boot() {
            return false;
        }
        match start_of(self.id) {
            Some(start) => start == self.start,
            None if known => false,
            // Without /proc the id alone cannot tell; the lock decides.
            None => self.id == std::process::id(),
        }
    }

    /// Whether it still runs and is stopped, as by Ctrl-Z: it goes on only when somebody continues it.
    pub fn is_stopped(&self) -> bool {
        self.runs()
            && stat(&self.id.to_string()).and_then(|fields| fields.first().map(|state| state == "T")) == Some(true)
    }
}

impl From<Process> for Owner {
    fn from(Process { id, start, boot }: Process) -> Self {
        Self { name: format!("process {id}"), token: format!("{id} {start} {boot}") }
    }
}

/// Whether this process belongs to the group that leads its session, so that no shell above could continue it.
pub fn leads_session() -> bool {
    match stat("self") {
        Some(fields) => fields.get(GROUP) == fields.get(SESSION),
        None => rustix::process::getsid(None).is_ok_and(|session| session == rustix::process::getpgrp()),
    }
}

/// Which start of the machine this is; empty where that is not known.
pub fn boot() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// When a process started, in clock ticks since the machine's start.
fn start_of(pid: u32) -> Option<u64> {
    stat(&pid.to_string())?.get(START)?.parse().ok()
}

fn stat(process: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold blanks and brackets; nothing behind it does.
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_runs_and_another_start_of_it_does_not() {
        let own = Process::own();
        assert!(own.runs());
        assert!(cfg!(not(target_os = "linux")) || !Process { start: own.start + 1, ..own.clone() }.runs());
        assert!(!Process { boot: "another".into(), ..own }.runs());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_stopped_process_is_told_from_one_that_runs() {
        assert!(!Process::own().is_stopped());
        let mut child = std::process::Command::new("sh").args(["-c", "kill -STOP $$"]).spawn().unwrap();
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::waitpid(Some(id), rustix::process::WaitOptions::UNTRACED).unwrap();
        let process = Process { id: child.id(), start: start_of(child.id()).unwrap(), boot: boot() };
        assert!(process.runs() && process.is_stopped());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!process.is_stopped());
    }

    #[test]
    fn a_process_that_ended_runs_no_more() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = Process { id: child.id(), start: start_of(child.id()).unwrap_or(1), boot: boot() };
        child.wait().unwrap();
        assert!(!gone.runs());
    }
}
