//! Signals from outside. Those that end the program are handled apart from the loop, so that they work even while a
//! frame is stuck behind a stopped terminal.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::terminal;

/// Ends the program on SIGHUP, SIGINT and SIGTERM: terminal restored, exit code 128 + the signal (T3, T4).
pub fn leave_on_signals() -> io::Result<()> {
    for kind in [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::terminate()] {
        let mut stream = signal(kind)?;
        tokio::spawn(async move {
            if stream.recv().await.is_some() {
                terminal::leave(128 + kind.as_raw_value());
            }
        });
    }
    Ok(())
}

/// Signals that stop and continue the program (T5).
#[derive(Debug)]
pub struct JobControl {
    stop: Signal,
    continued: Signal,
}

/// What job control asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// SIGTSTP: stop.
    Stop,
    /// SIGCONT: the process was stopped and goes on.
    Continued,
}

impl JobControl {
    /// Starts listening.
    pub fn new() -> io::Result<Self> {
        // SIGTSTP and SIGCONT have no constructor in tokio; the numbers come from rustix, per platform.
        let kind = |signal: rustix::process::Signal| SignalKind::from_raw(signal.as_raw());
        Ok(Self {
            stop: signal(kind(rustix::process::Signal::TSTP))?,
            continued: signal(kind(rustix::process::Signal::CONT))?,
        })
    }

    /// The next signal.
    pub async fn next(&mut self) -> Job {
        tokio::select! {
            Some(()) = self.stop.recv() => Job::Stop,
            Some(()) = self.continued.recv() => Job::Continued,
            else => std::future::pending().await,
        }
    }
}
