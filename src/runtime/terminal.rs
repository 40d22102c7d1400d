//! The real terminal: taken, written to, and left as it was found. The only file that changes terminal modes.
//!
//! Leaving must work from anywhere: the loop, a signal, a panic in any thread, a terminal that is gone. So
//! [`restore`] needs no value, runs once, and nothing is written after it.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::Duration;
use std::{panic, process, thread};

use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue, style};
use ratatui::backend::{Backend, CrosstermBackend};
use rustix::event::{PollFd, PollFlags};
use rustix::process::Signal;
use tokio::sync::mpsc::Receiver;

use super::console::{Change, Console};
use super::input::{Input, reader};
use crate::storage::process::leads_session;

/// Whether the terminal is ours now. Also the promise that nothing is written once it is not.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is ours while the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether the terminal is asked for its background whenever it is taken.
static ASKS: AtomicBool = AtomicBool::new(false);
/// Whether an answer to that is still to come.
static AWAITED: AtomicBool = AtomicBool::new(false);
/// Held during each write, so that the restoring bytes never fall into the middle of a frame.
static WRITING: Mutex<()> = Mutex::new(());
/// Held while the terminal is given back: whoever ends the program at the same time waits until that is done.
static RESTORING: Mutex<()> = Mutex::new(());

/// Presses and the wheel, in the form without limits of size. crossterm's own command also asks for every movement,
/// which would wake the program for nothing.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Tell us when your colours become dark or light; what is your background; and what are you, which every terminal
/// answers: after that answer no other is to come. Contour's mode 2031, xterm's OSC 11, DEC's DA1.
const ASK: &[u8] = b"\x1b[?2031h\x1b]11;?\x1b\\\x1b[c";
const ASK_NO_MORE: &[u8] = b"\x1b[?2031l";

/// How long leaving waits for an answer, which would else be typed into the shell.
const LAST_ANSWER: Duration = Duration::from_millis(200);

/// The terminal, taken. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    /// One frame's bytes, kept to be used again.
    out: Vec<u8>,
}

impl Terminal {
    /// Takes the terminal: raw input, alternate screen, bracketed paste, focus events. With `asks` it is asked for its
    /// background; nothing waits for the answer.
    pub fn enter(asks: bool) -> io::Result<Self> {
        ASKS.store(asks, Ordering::SeqCst);
        // crossterm 0.29 turns every style into a reset under NO_COLOR (crossterm#1069); our theme knows better.
        style::force_color_output(true);
        take()?;
        Ok(Self { out: Vec::with_capacity(16 * 1024) })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

impl Console for Terminal {
    fn size(&self) -> io::Result<(u16, u16)> {
        crossterm::terminal::size()
    }

    fn input(&mut self) -> Receiver<Input> {
        // The end of the input is a hang-up, whoever notices it first (T6).
        reader::start(|| AWAITED.store(false, Ordering::SeqCst), || leave(129))
    }

    fn show(&mut self, change: &Change<'_>) -> io::Result<()> {
        self.out.clear();
        queue!(self.out, BeginSynchronizedUpdate)?;
        if change.clear {
            queue!(self.out, style::ResetColor, Clear(ClearType::All))?;
        }
        if !change.cells.is_empty() {
            CrosstermBackend::new(&mut self.out).draw(change.cells.iter().copied())?;
        }
        match change.cursor {
            Some(at) => queue!(self.out, cursor::MoveTo(at.x, at.y), cursor::Show)?,
            None => queue!(self.out, cursor::Hide)?,
        }
        queue!(self.out, EndSynchronizedUpdate)?;
        write(&self.out)
    }

    fn send(&mut self, sequence: &[u8]) -> io::Result<()> {
        write(sequence)
    }

    fn capture_mouse(&mut self, on: bool) -> io::Result<()> {
        MOUSE.store(on, Ordering::SeqCst);
        write(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    fn suspend(&mut self) -> io::Result<bool> {
        // No shell above this group: nobody could continue it.
        if leads_session() {
            return Ok(false);
        }
        restore();
        // The whole group, so that `cargo run` and other parents in it stop too and the shell takes over.
        rustix::process::kill_current_process_group(Signal::STOP)?;
        take()?;
        Ok(true)
    }

    fn resume(&mut self) -> io::Result<()> {
        // The shell reset the modes meanwhile; crossterm would believe that they are still raw and do nothing.
        disable_raw_mode()?;
        take()
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let asks = ASKS.load(Ordering::SeqCst);
    AWAITED.store(asks, Ordering::SeqCst);
    write(&entering(MOUSE.load(Ordering::SeqCst), asks)?)
}

fn entering(mouse: bool, asks: bool) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, cursor::Hide)?;
    if mouse {
        out.extend(MOUSE_ON);
    }
    if asks {
        out.extend(ASK);
    }
    Ok(out)
}

fn leaving(mouse: bool, asked: bool) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    if asked {
        out.extend(ASK_NO_MORE);
    }
    queue!(out, EndSynchronizedUpdate, style::ResetColor)?;
    if mouse {
        out.extend(MOUSE_OFF);
    }
    queue!(out, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)?;
    Ok(out)
}

/// Gives the terminal back as it was found. Safe to call from anywhere and as often as one likes; a terminal that is
/// gone is no error.
pub fn restore() {
    let _restoring = patient_lock(&RESTORING);
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _writing = patient_lock(&WRITING);
    if let Ok(out) = leaving(MOUSE.load(Ordering::SeqCst), ASKS.load(Ordering::SeqCst)) {
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(&out).and_then(|()| stdout.flush());
    }
    await_answer();
    let _ = disable_raw_mode();
}

/// Waits a little for an answer on its way, which the thread that reads will hear.
fn await_answer() {
    const STEP: Duration = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    while AWAITED.load(Ordering::SeqCst) && waited < LAST_ANSWER {
        thread::sleep(STEP);
        waited += STEP;
    }
}

/// Waits for what is being written, but not for what is stuck behind a stopped terminal.
fn patient_lock(lock: &'static Mutex<()>) -> Option<MutexGuard<'static, ()>> {
    for _ in 0..20 {
        match lock.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
        }
    }
    None
}

/// Writes `bytes` as one write, unless the terminal was given back.
fn write(bytes: &[u8]) -> io::Result<()> {
    let _writing = WRITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !TAKEN.load(Ordering::SeqCst) {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Leaves the program at once with `code`, the terminal restored, even if the terminal takes no more bytes.
pub fn leave(code: i32) -> ! {
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(400));
        process::exit(code);
    });
    restore();
    process::exit(code)
}

/// Makes a panic in any thread or task restore the terminal, report, and end the program with 101 (T11). To be
/// called after `color_eyre::install`, whose report it prints.
pub fn restore_on_panic() {
    let report = panic::take_hook();
    let entered = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        restore();
        if !entered.swap(true, Ordering::SeqCst) {
            report(info);
        }
        process::exit(101);
    }));
}

/// Ends the program when the terminal goes away, also where SIGHUP is ignored (T4) and while nobody takes input. Waits in
/// a thread of its own that never reads and never wakes up otherwise.
pub fn leave_on_hangup() {
    thread::spawn(|| {
        let stdin = io::stdin();
        loop {
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            match rustix::event::poll(&mut watched, None) {
                Ok(_) => leave(129),
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_and_nothing_else_is_given_back() {
        let text = |bytes: io::Result<Vec<u8>>| String::from_utf8(bytes.unwrap()).unwrap();
        let entered = "\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
        assert_eq!(text(entering(false, false)), entered);
        assert_eq!(text(entering(true, false)), format!("{entered}\x1b[?1000h\x1b[?1006h"));
        assert_eq!(text(entering(false, true)), format!("{entered}\x1b[?2031h\x1b]11;?\x1b\\\x1b[c"));
        let (reset, left) = ("\x1b[?2026l\x1b[0m", "\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?25h");
        assert_eq!(text(leaving(false, false)), format!("{reset}{left}"));
        assert_eq!(text(leaving(true, true)), format!("\x1b[?2031l{reset}\x1b[?1006l\x1b[?1000l{left}"));
    }
}
