//! What is typed, clicked and pasted, from the terminal's bytes to a [`Msg`].
//!
//! [`reader`] waits for the bytes in a thread of its own, [`parser`] finds where a sequence ends and what silence means,
//! `sequence` knows what a whole one says, `paste` keeps pasted text apart from keys.

pub mod parser;
mod paste;
pub mod reader;
mod sequence;

use crate::app::key::Key;
use crate::app::mouse::Mouse;
use crate::app::msg::Msg;
use crate::ui::theme::Ground;

/// What the terminal reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// ESC and a key came as one: Alt with the key, or Esc and the key in quick succession.
    Chord(Key),
    /// The mouse was used.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// A paste began and did not end: what came of it is dropped.
    PasteLost,
    /// The terminal shows itself again.
    Focused,
    /// The terminal has a new size.
    Resized,
    /// The terminal's background, as asked for or because it changed.
    Ground(Ground),
    /// The last answer to what was asked of the terminal.
    Answered,
}

/// What it means to the model; nothing where it is about the terminal alone.
pub fn message(input: Input) -> Option<Msg> {
    Some(match input {
        Input::Key(key) => Msg::Key(key),
        Input::Chord(key) => Msg::Chord(key),
        Input::Mouse(mouse) => Msg::Mouse(mouse),
        Input::Paste(text) => Msg::Pasted(text),
        Input::PasteLost => Msg::PasteLost,
        Input::Focused => Msg::Focused,
        Input::Resized => Msg::Resized,
        Input::Ground(_) | Input::Answered => return None,
    })
}
