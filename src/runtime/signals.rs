//! Signals from outside. Those that end the program are handled apart from the loop, so that they work even while a
//! frame is stuck behind a stopped terminal.

use std::io;
use std::sync::Arc;

use rustix::process::Signal as Number;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

use super::terminal;
use crate::storage::process;

/// Every signal that ends a program which does not listen, but those that tell of a fault in it.
const ENDING: &[Number] = &[
    Number::HUP,
    Number::INT,
    Number::QUIT,
    Number::ABORT,
    Number::USR1,
    Number::USR2,
    Number::ALARM,
    Number::TERM,
    Number::XCPU,
    Number::XFSZ,
    Number::VTALARM,
    Number::PROF,
    #[cfg(target_os = "linux")]
    Number::IO,
    #[cfg(target_os = "linux")]
    Number::POWER,
    #[cfg(target_os = "linux")]
    Number::STKFLT,
];

/// Ends the program on those signals: terminal restored, exit code 128 + the signal (T3, T4).
pub fn leave_on_signals() -> io::Result<()> {
    for ending in ENDING {
        let kind = SignalKind::from_raw(ending.as_raw());
        let mut stream = signal(kind)?;
        tokio::spawn(async move {
            if stream.recv().await.is_some() {
                terminal::leave(128 + kind.as_raw_value());
            }
        });
    }
    Ok(())
}

/// The signals by which people and service managers ask a program to end: SIGTERM, SIGINT and SIGHUP.
#[derive(Debug)]
pub struct Ending(Arc<Notify>);

impl Ending {
    /// Starts listening; not to those that the caller had ignored, as `nohup` does.
    pub fn listen() -> io::Result<Self> {
        let asked = Arc::new(Notify::new());
        for number in [Number::TERM, Number::INT, Number::HUP] {
            if process::ignores(number.as_raw()) {
                continue;
            }
            let (mut stream, asked) = (signal(SignalKind::from_raw(number.as_raw()))?, Arc::clone(&asked));
            tokio::spawn(async move {
                if stream.recv().await.is_some() {
                    asked.notify_one();
                }
            });
        }
        Ok(Self(asked))
    }

    /// Waits until one comes.
    pub async fn asked(&self) {
        self.0.notified().await;
    }
}

/// Signals that tell of the terminal: its shell stops and continues the program (T5), its window changes (T2).
#[derive(Debug)]
pub struct JobControl {
    stop: Signal,
    continued: Signal,
    resized: Signal,
}

/// What happened to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// SIGTSTP: stop.
    Stop,
    /// SIGCONT: the process was stopped and goes on.
    Continued,
    /// SIGWINCH: another size.
    Resized,
}

impl JobControl {
    /// Starts listening.
    pub fn new() -> io::Result<Self> {
        // SIGTSTP and SIGCONT have no constructor in tokio; the numbers come from rustix, per platform.
        let kind = |signal: Number| SignalKind::from_raw(signal.as_raw());
        Ok(Self {
            stop: signal(kind(Number::TSTP))?,
            continued: signal(kind(Number::CONT))?,
            resized: signal(SignalKind::window_change())?,
        })
    }

    /// The next signal.
    pub async fn next(&mut self) -> Job {
        tokio::select! {
            Some(()) = self.stop.recv() => Job::Stop,
            Some(()) = self.continued.recv() => Job::Continued,
            Some(()) = self.resized.recv() => Job::Resized,
            else => std::future::pending().await,
        }
    }
}
