//! What the loop needs of a terminal, and the frame it shows there.

use std::io;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use tokio::sync::mpsc::Receiver;

use super::input::Input;

/// A terminal: the real one, or one in memory.
pub trait Console {
    /// Columns and rows.
    fn size(&self) -> io::Result<(u16, u16)>;
    /// Starts reading input, which ends when the terminal is gone.
    fn input(&mut self) -> Receiver<Input>;
    /// Writes what changed, as one write.
    fn show(&mut self, change: &Change<'_>) -> io::Result<()>;
    /// Writes a control sequence that shows nothing, as one write.
    fn send(&mut self, sequence: &[u8]) -> io::Result<()>;
    /// Has presses and the wheel of the mouse reported, or leaves them to the terminal.
    fn capture_mouse(&mut self, on: bool) -> io::Result<()>;
    /// Gives the terminal back to the shell and stops the process; returns once it was continued. `Ok(false)` when
    /// there is no shell to go back to.
    fn suspend(&mut self) -> io::Result<bool>;
    /// Takes the terminal again after somebody else stopped and continued the process.
    fn resume(&mut self) -> io::Result<()>;
}

/// The difference between two frames.
#[derive(Debug)]
pub struct Change<'a> {
    /// Whether everything on the terminal is to be cleared first.
    pub clear: bool,
    /// The cells that differ.
    pub cells: &'a [(u16, u16, &'a Cell)],
    /// Where the cursor belongs, or hidden.
    pub cursor: Option<Position>,
}

/// What is on the terminal, so that only differences are written.
#[derive(Debug)]
pub struct Frames {
    shown: Buffer,
    cursor: Option<Position>,
    /// Nothing is known of what the terminal shows.
    lost: bool,
}

impl Default for Frames {
    fn default() -> Self {
        Self { shown: Buffer::empty(Rect::ZERO), cursor: None, lost: true }
    }
}

impl Frames {
    /// An empty buffer of the terminal's size to draw the next frame into.
    pub fn next((width, height): (u16, u16)) -> Buffer {
        Buffer::empty(Rect::new(0, 0, width, height))
    }

    /// Forgets what the terminal shows: the next frame is written whole.
    pub fn forget(&mut self) {
        self.lost = true;
    }

    /// Shows `next`. Writes nothing at all when nothing visible changed.
    pub fn show(&mut self, console: &mut impl Console, next: Buffer, cursor: Option<Position>) -> io::Result<()> {
        let clear = self.lost || self.shown.area != next.area;
        if clear {
            self.shown = Buffer::empty(next.area);
        }
        let cells = self.shown.diff(&next);
        if clear || !cells.is_empty() || cursor != self.cursor {
            console.show(&Change { clear, cells: &cells, cursor })?;
        }
        drop(cells);
        (self.shown, self.cursor, self.lost) = (next, cursor, false);
        Ok(())
    }
}
