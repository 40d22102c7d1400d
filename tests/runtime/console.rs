//! A console in memory: it shows what it is sent, counts what that costs, and gives the keys that tests press.

use std::io;
use std::ops::Sub;
use std::sync::{Arc, Mutex, MutexGuard};

use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{cursor, queue};
use kaytop::runtime::console::{Change, Console};
use kaytop::runtime::input::Input;
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use tokio::sync::Notify;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How often and how much was drawn and shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Frames made, whether or not anything changed.
    pub(crate) draws: usize,
    /// Writes to the terminal.
    pub(crate) shows: usize,
    /// Writes that cleared it first.
    pub(crate) clears: usize,
    /// Cells written.
    pub(crate) cells: usize,
    /// Bytes that this is on a real terminal.
    pub(crate) bytes: usize,
}

impl Sub for Seen {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            draws: self.draws - before.draws,
            shows: self.shows - before.shows,
            clears: self.clears - before.clears,
            cells: self.cells - before.cells,
            bytes: self.bytes - before.bytes,
        }
    }
}

/// The first frame, and the tasks that were alive when it was shown.
#[derive(Debug, Clone)]
pub(crate) struct First {
    pub(crate) text: String,
    pub(crate) tasks: usize,
}

/// What the loop writes to, and what tests look at. Both hold the same screen.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    screen: Arc<Mutex<Screen>>,
    changed: Arc<Notify>,
}

#[derive(Debug)]
struct Screen {
    size: (u16, u16),
    cells: Buffer,
    seen: Seen,
    first: Option<First>,
    broken: bool,
    sent: Vec<u8>,
    mouse: bool,
    input: Option<Receiver<Input>>,
}

impl Memory {
    pub(crate) fn new(size: (u16, u16)) -> (Self, Sender<Input>) {
        let (keys, input) = channel(1024);
        let screen = Screen {
            size,
            cells: Buffer::empty(Rect::ZERO),
            seen: Seen::default(),
            first: None,
            broken: false,
            sent: Vec::new(),
            mouse: false,
            input: Some(input),
        };
        (Self { screen: Arc::new(Mutex::new(screen)), changed: Arc::new(Notify::new()) }, keys)
    }

    fn screen(&self) -> MutexGuard<'_, Screen> {
        self.screen.lock().unwrap()
    }

    pub(crate) fn seen(&self) -> Seen {
        self.screen().seen
    }

    pub(crate) fn first(&self) -> Option<First> {
        self.screen().first.clone()
    }

    pub(crate) fn text(&self) -> String {
        self.screen().text()
    }

    /// The size that was last drawn.
    pub(crate) fn size(&self) -> (u16, u16) {
        let area = self.screen().cells.area;
        (area.width, area.height)
    }

    pub(crate) fn resize(&self, size: (u16, u16)) {
        self.screen().size = size;
    }

    /// Every write fails from now on.
    pub(crate) fn break_down(&self) {
        self.screen().broken = true;
    }

    /// The control sequences that were sent, frames apart.
    pub(crate) fn sent(&self) -> String {
        String::from_utf8(self.screen().sent.clone()).unwrap()
    }

    /// Whether the mouse is the program's.
    pub(crate) fn mouse(&self) -> bool {
        self.screen().mouse
    }

    /// Resolves at the next write.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }
}

impl Screen {
    fn text(&self) -> String {
        let rows = self.cells.content.chunks(usize::from(self.cells.area.width).max(1));
        rows.map(|row| row.iter().map(Cell::symbol).chain(["\n"]).collect::<String>()).collect()
    }
}

impl Console for Memory {
    fn size(&self) -> io::Result<(u16, u16)> {
        let mut screen = self.screen();
        screen.seen.draws += 1;
        Ok(screen.size)
    }

    fn input(&mut self) -> Receiver<Input> {
        self.screen().input.take().unwrap()
    }

    fn show(&mut self, change: &Change<'_>) -> io::Result<()> {
        let mut screen = self.screen();
        if screen.broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if change.clear {
            screen.cells = Buffer::empty(Rect::new(0, 0, screen.size.0, screen.size.1));
        }
        for (x, y, cell) in change.cells {
            *screen.cells.cell_mut((*x, *y)).unwrap() = (*cell).clone();
        }
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate)?;
        CrosstermBackend::new(&mut bytes).draw(change.cells.iter().copied())?;
        queue!(bytes, cursor::Hide, EndSynchronizedUpdate)?;
        screen.seen.shows += 1;
        screen.seen.clears += usize::from(change.clear);
        screen.seen.cells += change.cells.len();
        screen.seen.bytes += bytes.len();
        if screen.first.is_none() {
            let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
            screen.first = Some(First { text: screen.text(), tasks });
        }
        self.changed.notify_one();
        Ok(())
    }

    fn send(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.screen().sent.extend(sequence);
        Ok(())
    }

    fn capture_mouse(&mut self, on: bool) -> io::Result<()> {
        self.screen().mouse = on;
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}
