//! From bytes to input: a state machine in the manner of DEC's terminals, for what a terminal sends.
//!
//! Pure: bytes go in with the time they came at, and so does the passing of [`Parser::deadline`] without one more byte.
//! The same bytes are the same input however they are cut, as long as no silence falls between them. Nothing keeps the
//! keyboard deaf: what is unfinished is given up after [`SILENCE`], a paste without an end a little later, and Ctrl-C is
//! heard in every state.

use std::time::Duration;

use super::Input;
use super::paste::{Paste, Taken};
use super::sequence;
use crate::app::key::Key;

/// What a sequence may be cut by on its way: 50 ms, and a little for whoever has to notice.
pub const SILENCE: Duration = Duration::from_millis(55);

/// The longest sequence that is read; a longer one is skipped.
const LONGEST: usize = 256;
const ESCAPE: u8 = 0x1b;
const INTERRUPT: u8 = 0x03;

/// Reads what a terminal sends.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// When the last byte came.
    last: Duration,
}

#[derive(Debug, Default)]
enum State {
    /// The next byte is a key, or begins something.
    #[default]
    Ground,
    /// The first bytes of a character, which `len` bytes make; after an ESC or not.
    Character {
        bytes: Vec<u8>,
        len: usize,
        chord: bool,
    },
    /// ESC.
    Escape,
    /// ESC ESC.
    TwoEscapes,
    /// A control sequence, or a key of SS3; after another ESC or not.
    Sequence {
        ss3: bool,
        bytes: Vec<u8>,
        chord: bool,
    },
    /// `ESC [ [`, of the Linux console.
    LinuxFunction,
    /// `CSI M`, which three bytes of a mouse report follow.
    Report(Vec<u8>),
    /// A string, mostly one that nobody asked for: opened by this byte, with this in it, then an ESC or not.
    Text {
        opener: u8,
        bytes: Vec<u8>,
        escape: bool,
    },
    Paste(Paste),
}

impl Parser {
    /// Takes in what was read at `at`.
    pub fn feed(&mut self, at: Duration, bytes: &[u8], out: &mut Vec<Input>) {
        self.last = at;
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            let State::Paste(paste) = &mut self.state else {
                self.take(byte, at, out);
                rest = after;
                continue;
            };
            match paste.take(at, rest) {
                Taken::More => return,
                Taken::Lost => return out.push(Input::PasteLost),
                Taken::Ended(read) => {
                    out.extend(paste.ended().map(Input::Paste));
                    self.state = State::Ground;
                    rest = rest.get(read..).unwrap_or_default();
                }
            }
        }
    }

    /// When silence will mean something, if no byte comes before.
    pub fn deadline(&self) -> Option<Duration> {
        match &self.state {
            State::Ground => None,
            State::Paste(paste) if !paste.ends_in_interrupt() => Some(paste.deadline()),
            _ => Some(self.last + SILENCE),
        }
    }

    /// Takes in that it is `at` and no byte came.
    pub fn silence(&mut self, at: Duration, out: &mut Vec<Input>) {
        if self.deadline().is_none_or(|deadline| at < deadline) {
            return;
        }
        match std::mem::take(&mut self.state) {
            State::Escape => out.push(Input::Key(Key::Esc)),
            State::TwoEscapes => out.extend([Input::Key(Key::Esc), Input::Key(Key::Esc)]),
            State::Sequence { ss3, bytes, chord } => {
                self.give_up(chord, out);
                if ss3 && bytes.is_empty() {
                    out.push(Input::Chord(Key::Char('O')));
                }
            }
            State::Text { opener, bytes, .. } if bytes.is_empty() && opener.is_ascii_alphabetic() => {
                out.push(Input::Chord(Key::Char(char::from(opener))));
            }
            State::Paste(mut paste) if paste.ends_in_interrupt() => {
                out.push(Input::Key(Key::Ctrl('c')));
                paste.drop_it(at);
                self.state = State::Paste(paste);
            }
            State::Paste(mut paste) if !paste.is_dropped() => {
                out.push(Input::PasteLost);
                paste.drop_it(at);
                self.state = State::Paste(paste);
            }
            _ => {}
        }
    }

    /// A sequence will not be finished; an ESC before it is a key of its own.
    fn give_up(&mut self, chord: bool, out: &mut Vec<Input>) {
        self.state = State::Ground;
        if chord {
            out.push(Input::Key(Key::Esc));
        }
    }

    fn take(&mut self, byte: u8, at: Duration, out: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Paste(paste) => self.state = State::Paste(paste),
            State::Character { bytes, len, chord } => self.go_on(bytes, len, chord, byte, out),
            State::TwoEscapes if byte == ESCAPE => {
                out.push(Input::Key(Key::Esc));
                self.state = State::TwoEscapes;
            }
            State::TwoEscapes => self.escaped(byte, true, out),
            State::Sequence { ss3, bytes, chord } => self.collect(ss3, bytes, chord, byte, at, out),
            State::LinuxFunction if is_final(byte) => out.extend(sequence::linux_function(byte)),
            State::Ground | State::LinuxFunction => self.begin(byte, false, out),
            State::Report(bytes) => self.report(bytes, byte, out),
            State::Text { opener, bytes, escape } => self.string(opener, bytes, escape, byte, out),
            State::Escape => self.escaped(byte, false, out),
        }
    }

    /// A byte of a string. ST and BEL end it; CAN and SUB give it up.
    fn string(&mut self, opener: u8, mut bytes: Vec<u8>, escape: bool, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x07 | b'\\' if byte == 0x07 || escape => {
                return out.extend(sequence::osc(&bytes).filter(|_| opener == b']'));
            }
            INTERRUPT => out.push(Input::Key(Key::Ctrl('c'))),
            _ if escape => return self.escaped(byte, false, out),
            0x18 | 0x1a => return,
            _ => {}
        }
        if byte != ESCAPE && bytes.len() < LONGEST {
            bytes.push(byte);
        }
        self.state = State::Text { opener, bytes, escape: byte == ESCAPE || (byte == INTERRUPT && escape) };
    }

    /// A byte that continues nothing.
    fn begin(&mut self, byte: u8, chord: bool, out: &mut Vec<Input>) {
        let len = match byte {
            ESCAPE => return self.state = State::Escape,
            0..=0x1f | 0x7f => return key(sequence::control_byte(byte), chord, out),
            b' '..=b'~' => return key(Key::Char(char::from(byte)), chord, out),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            // No character begins so.
            _ => return,
        };
        self.state = State::Character { bytes: vec![byte], len, chord };
    }

    /// A byte that may continue a character. What is none is dropped.
    fn go_on(&mut self, mut bytes: Vec<u8>, len: usize, chord: bool, byte: u8, out: &mut Vec<Input>) {
        if !matches!(byte, 0x80..=0xbf) {
            return self.begin(byte, false, out);
        }
        bytes.push(byte);
        if bytes.len() < len {
            self.state = State::Character { bytes, len, chord };
        } else if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next())
            && !c.is_control()
        {
            key(Key::Char(c), chord, out);
        }
    }

    /// The byte behind an ESC, or behind two.
    fn escaped(&mut self, byte: u8, twice: bool, out: &mut Vec<Input>) {
        if matches!(byte, b'[' | b'O') {
            self.state = State::Sequence { ss3: byte == b'O', bytes: Vec::new(), chord: twice };
            return;
        }
        if twice {
            out.push(Input::Key(Key::Esc));
        }
        match byte {
            ESCAPE => self.state = State::TwoEscapes,
            b']' | b'P' | b'X' | b'^' | b'_' => {
                self.state = State::Text { opener: byte, bytes: Vec::new(), escape: false }
            }
            _ => self.begin(byte, true, out),
        }
    }

    /// A byte of a sequence.
    fn collect(&mut self, ss3: bool, mut bytes: Vec<u8>, chord: bool, byte: u8, at: Duration, out: &mut Vec<Input>) {
        match byte {
            b'[' if !ss3 && bytes.is_empty() => self.state = State::LinuxFunction,
            b'M' if !ss3 && bytes.is_empty() => self.state = State::Report(Vec::new()),
            b'~' if !ss3 && bytes == b"200" => self.state = State::Paste(Paste::begin(at)),
            b' '..=b'?' => {
                if bytes.len() < LONGEST {
                    bytes.push(byte);
                }
                self.state = State::Sequence { ss3, bytes, chord };
            }
            _ if is_final(byte) => {
                let said = if ss3 { sequence::ss3(&bytes, byte) } else { sequence::csi(&bytes, byte) };
                match said.filter(|_| bytes.len() < LONGEST) {
                    Some(Input::Key(pressed)) => key(pressed, chord, out),
                    said => out.extend(said),
                }
            }
            // Whatever cannot stand in a sequence ends it and counts by itself.
            _ => {
                self.give_up(chord, out);
                self.begin(byte, false, out);
            }
        }
    }

    /// A byte of a mouse report.
    fn report(&mut self, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<Input>) {
        if byte < b' ' {
            return self.begin(byte, false, out);
        }
        bytes.push(byte);
        match <[u8; 3]>::try_from(bytes) {
            Ok(report) => out.extend(sequence::x10_mouse(report)),
            Err(bytes) => self.state = State::Report(bytes),
        }
    }
}

fn is_final(byte: u8) -> bool {
    matches!(byte, b'@'..=b'~')
}

/// Ctrl-C leaves whatever came before it.
fn key(key: Key, chord: bool, out: &mut Vec<Input>) {
    out.push(if chord && key != Key::Ctrl('c') { Input::Chord(key) } else { Input::Key(key) });
}

#[cfg(test)]
mod tests;
