//! A pseudo-terminal with the program on it: keys in, a screen and every byte out.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::program::{Program, open_tty, starting, stty};

/// How long anything may take; only a broken program comes near it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// What "at once" means for an end, with room for a busy machine.
pub(crate) const PROMPTLY: Duration = Duration::from_secs(2);

/// The last bytes of every screen: frame ended, colours reset, focus events and bracketed paste off, the shell's
/// screen back, the cursor shown.
pub(crate) const RESTORED: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// News of the program.
enum Event {
    Wrote(Vec<u8>),
    Exited(u32),
    /// Nobody holds the terminal any more: no byte will follow.
    Closed,
}

/// A terminal and the program on it.
pub(crate) struct Screen {
    master: Option<Box<dyn MasterPty + Send>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    events: Receiver<Event>,
    reader: Option<JoinHandle<()>>,
    /// Held by a test that does not want the terminal to take more bytes.
    reading: Arc<Mutex<()>>,
    hung_up: Arc<AtomicBool>,
    emulator: vt100::Parser,
    /// Everything the program wrote.
    pub(crate) bytes: Vec<u8>,
    /// The terminal's device.
    pub(crate) tty: PathBuf,
    /// The terminal's modes before the program came.
    pub(crate) modes: String,
    /// The program's process.
    pub(crate) pid: Pid,
    exited: Option<u32>,
    closed: bool,
    /// Outlives the program.
    pub(crate) home: Arc<TempDir>,
}

impl Screen {
    /// Starts `program` on a new terminal.
    pub(crate) fn start(program: &Program, columns: u16, rows: u16) -> Self {
        let mut builder = CommandBuilder::from_argv(program.argv.iter().map(Into::into).collect());
        builder.env_clear();
        for (name, value) in &program.environment {
            builder.env(name, value);
        }
        builder.cwd(program.home.path());
        let guard = starting();
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        drop(guard);
        let tty = pair.master.tty_name().unwrap();
        let modes = stty(&tty);
        let guard = starting();
        let child = pair.slave.spawn_command(builder).unwrap();
        drop(guard);
        let pid = Pid::from_raw(child.process_id().unwrap().cast_signed()).unwrap();
        let (to, events) = channel();
        let (reading, hung_up) = (Arc::default(), Arc::default());
        let reader = read(pair.master.try_clone_reader().unwrap(), &to, &reading, &hung_up);
        wait(child, to);
        Self {
            keyboard: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            slave: Some(pair.slave),
            events,
            reader: Some(reader),
            reading,
            hung_up,
            emulator: vt100::Parser::new(cells(rows), cells(columns), 0),
            bytes: Vec::new(),
            tty,
            modes,
            pid,
            exited: None,
            closed: false,
            home: Arc::clone(&program.home),
        }
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: impl AsRef<[u8]>) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_ref()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub(crate) fn paste(&mut self, text: &str) {
        self.press(format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.take_news();
        self.emulator.set_size(cells(rows), cells(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// What is on the screen.
    pub(crate) fn text(&self) -> String {
        self.emulator.screen().contents()
    }

    /// The emulated terminal.
    pub(crate) fn terminal(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    /// Waits until the screen shows `words`.
    pub(crate) fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |screen| screen.text().contains(words));
    }

    /// Waits until the screen no longer shows `words`.
    pub(crate) fn wait_without(&mut self, words: &str) {
        self.wait_until(&format!("no {words}"), |screen| !screen.text().contains(words));
    }

    /// Waits until `met`, which `what` names.
    pub(crate) fn wait_until(&mut self, what: &str, met: impl Fn(&Self) -> bool) {
        self.wait_within(PATIENCE, what, met);
    }

    /// Waits until `met`, no longer than `patience`. Half a frame is not looked at, as on a terminal that knows
    /// synchronized updates.
    pub(crate) fn wait_within(&mut self, patience: Duration, what: &str, met: impl Fn(&Self) -> bool) {
        let met = |screen: &Self| !screen.in_frame() && met(screen);
        let deadline = Instant::now() + patience;
        self.take_news();
        while !met(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            let ended = self.closed && self.exited.is_some() || !self.take_next(left);
            let (exited, text) = (self.exited, self.text());
            assert!(!ended || met(self), "waited in vain for: {what}\nexit code: {exited:?}\nscreen:\n{text}");
        }
    }

    /// Waits for the program's end, at most `patience`, and returns its exit code.
    pub(crate) fn wait_exit(&mut self, patience: Duration) -> u32 {
        self.wait_within(patience, "the end of the program", |screen| screen.exited.is_some());
        self.exited.unwrap()
    }

    /// Waits for the program's end with `code`; everything it wrote is in [`Self::bytes`] afterwards. The terminal's
    /// modes must be what they were.
    pub(crate) fn ended(&mut self, code: u32) {
        let exited = self.wait_exit(PROMPTLY);
        assert_eq!(exited, code, "{}", String::from_utf8_lossy(&self.bytes));
        assert_eq!(stty(&self.tty), self.modes);
        self.slave = None;
        self.wait_until("the last byte", |screen| screen.closed);
    }

    /// Waits for the program's end with `code`: the terminal restored, and no byte after that.
    pub(crate) fn left(&mut self, code: u32) {
        self.ended(code);
        assert_eq!(self.after_restore(), "");
    }

    /// What was written after the terminal was given back.
    pub(crate) fn after_restore(&self) -> String {
        let places: Vec<usize> = memchr::memmem::find_iter(&self.bytes, RESTORED).collect();
        let [at] = places[..] else {
            panic!("restored {} times: {:?}", places.len(), String::from_utf8_lossy(&self.bytes));
        };
        String::from_utf8(self.bytes[at + RESTORED.len()..].to_vec()).unwrap()
    }

    /// Everything that has arrived so far, without waiting.
    pub(crate) fn take_news(&mut self) {
        while self.take_next(Duration::ZERO) {}
    }

    /// Takes news in for the whole of `span`.
    pub(crate) fn watch(&mut self, span: Duration) {
        let deadline = Instant::now() + span;
        while self.take_next(deadline.saturating_duration_since(Instant::now())) {}
    }

    /// Whether the whole screen was cleared, to be drawn anew, since `from` in [`Self::bytes`].
    pub(crate) fn cleared(&self, from: usize) -> bool {
        memchr::memmem::find(&self.bytes[from..], b"\x1b[2J").is_some()
    }

    fn in_frame(&self) -> bool {
        let begun = memchr::memmem::rfind(&self.bytes, b"\x1b[?2026h");
        self.exited.is_none() && begun > memchr::memmem::rfind(&self.bytes, b"\x1b[?2026l")
    }

    fn take_next(&mut self, patience: Duration) -> bool {
        match self.events.recv_timeout(patience) {
            Ok(Event::Wrote(bytes)) => {
                self.emulator.process(&bytes);
                self.bytes.extend(bytes);
            }
            Ok(Event::Exited(code)) => self.exited = Some(code),
            Ok(Event::Closed) => self.closed = true,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return false,
        }
        true
    }

    /// The lock that keeps the terminal from taking more bytes.
    pub(crate) fn stuck(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.reading)
    }

    /// Waits up to `patience` for the program to read what was typed; false when it did not.
    pub(crate) fn has_read_keys(&self, patience: Duration) -> bool {
        let tty = open_tty(&self.tty);
        let deadline = Instant::now() + patience;
        while rustix::io::ioctl_fionread(&tty).unwrap() > 0 {
            if Instant::now() > deadline {
                return false;
            }
            thread::yield_now();
        }
        true
    }

    /// Closes the terminal, as a closed window or a cut connection does.
    pub(crate) fn hang_up(&mut self) {
        self.hung_up.store(true, Ordering::SeqCst);
        // The reader holds the terminal open and waits for a byte: it gets one.
        open_tty(&self.tty).write_all(b"\0").unwrap();
        self.reader.take().unwrap().join().unwrap();
        self.keyboard = None;
        self.slave = None;
        self.master = None;
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.take_news();
        if self.exited.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

/// Reads the terminal in a thread of its own.
fn read(
    mut master: Box<dyn Read + Send>,
    to: &Sender<Event>,
    reading: &Arc<Mutex<()>>,
    hung_up: &Arc<AtomicBool>,
) -> JoinHandle<()> {
    let (to, reading, hung_up) = (to.clone(), Arc::clone(reading), Arc::clone(hung_up));
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while !hung_up.load(Ordering::SeqCst) {
            drop(reading.lock());
            match master.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(n) => _ = to.send(Event::Wrote(buffer[..n].to_vec())),
            }
        }
        let _ = to.send(Event::Closed);
    })
}

/// Waits for the child in a thread of its own.
fn wait(mut child: Box<dyn Child + Send + Sync>, to: Sender<Event>) {
    thread::spawn(move || {
        let code = child.wait().map_or(u32::MAX, |status| status.exit_code());
        let _ = to.send(Event::Exited(code));
    });
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}
