//! Which process this is, in words that outlive it: to know later whether the one that wrote something still runs.
//!
//! Read from Linux' `/proc`, whose numbers may be 0 where a container hides the processes outside of it; a typed
//! process id cannot say that. Elsewhere only the id is known.

use std::fs;

use crate::domain::launch::Owner;

/// Fields of `/proc/PID/stat` behind the command's name (proc(5)).
const GROUP: usize = 2;
const SESSION: usize = 3;
const START: usize = 19;

/// This process.
pub fn own() -> Owner {
    let pid = std::process::id();
    Owner { pid, start: start_of(pid).unwrap_or_default(), boot: boot() }
}

/// Whether the owner still runs: the same id, started at the same time, since the same start of the machine.
pub fn runs(owner: &Owner) -> bool {
    let known = !owner.boot.is_empty();
    if known && owner.boot != boot() {
        return false;
    }
    match start_of(owner.pid) {
        Some(start) => start == owner.start,
        None if known => false,
        // Without /proc the id alone cannot tell; the lock decides.
        None => owner.pid == std::process::id(),
    }
}

/// Whether the owner still runs and is stopped, as by Ctrl-Z: it goes on only when somebody continues it.
pub fn is_stopped(owner: &Owner) -> bool {
    runs(owner)
        && stat(&owner.pid.to_string()).and_then(|fields| fields.first().map(|state| state == "T")) == Some(true)
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
        let own = own();
        assert!(runs(&own));
        assert!(cfg!(not(target_os = "linux")) || !runs(&Owner { start: own.start + 1, ..own.clone() }));
        assert!(!runs(&Owner { boot: "another".into(), ..own }));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_stopped_process_is_told_from_one_that_runs() {
        assert!(!is_stopped(&own()));
        let mut child = std::process::Command::new("sh").args(["-c", "kill -STOP $$"]).spawn().unwrap();
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::waitpid(Some(id), rustix::process::WaitOptions::UNTRACED).unwrap();
        let owner = Owner { pid: child.id(), start: start_of(child.id()).unwrap(), boot: boot() };
        assert!(runs(&owner) && is_stopped(&owner));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!is_stopped(&owner));
    }

    #[test]
    fn a_process_that_ended_runs_no_more() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = Owner { pid: child.id(), start: start_of(child.id()).unwrap_or(1), boot: boot() };
        child.wait().unwrap();
        assert!(!runs(&gone));
    }
}
