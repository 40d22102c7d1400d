//! A bracketed paste, while it comes in.

use std::time::Duration;

/// What ends a paste.
const END: &[u8] = b"\x1b[201~";
/// A paste that stands still for so long will not end.
const PATIENCE: Duration = Duration::from_secs(2);
/// What is left of a dropped paste is over after so much silence.
const REST: Duration = Duration::from_secs(1);
/// A read of so many bytes is a paste that flows. Single keys do not keep one alive that lost its end.
const FLOWING: usize = 32;
/// No more of a paste is kept than this.
const MOST: usize = 16 << 20;
/// Ctrl-C.
const INTERRUPT: u8 = 0x03;

/// How it stands after some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It goes on.
    More,
    /// It had its time: what follows is ignored.
    Lost,
    /// So many of the bytes were its last.
    Ended(usize),
}

/// What has come of a paste.
#[derive(Debug)]
pub(super) struct Paste {
    /// What is kept; `None` once the paste was dropped, so that its rest is ignored.
    kept: Option<Vec<u8>>,
    /// How many bytes came in all.
    taken: usize,
    /// How much of [`END`] came last.
    matched: usize,
    last: u8,
    deadline: Duration,
}

impl Paste {
    pub(super) fn begin(at: Duration) -> Self {
        Self { kept: Some(Vec::new()), taken: 0, matched: 0, last: 0, deadline: at + PATIENCE }
    }

    /// Takes bytes in.
    pub(super) fn take(&mut self, at: Duration, bytes: &[u8]) -> Taken {
        let mut end = None;
        for (read, byte) in bytes.iter().enumerate() {
            // ESC stands at the beginning of the mark alone, so that a mismatch can only begin it anew.
            self.matched = match END.get(self.matched) {
                Some(expected) if expected == byte => self.matched + 1,
                _ => usize::from(END.first() == Some(byte)),
            };
            if self.matched == END.len() {
                end = Some(read + 1);
                break;
            }
        }
        let ours = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        self.taken += ours.len();
        self.last = ours.last().copied().unwrap_or(self.last);
        if let Some(kept) = &mut self.kept {
            let room = MOST.saturating_sub(kept.len()).min(ours.len());
            kept.extend(ours.get(..room).unwrap_or_default());
        }
        if let Some(read) = end {
            return Taken::Ended(read);
        }
        if self.kept.is_none() {
            self.deadline = at + REST;
        } else if ours.len() >= FLOWING {
            self.deadline = at + PATIENCE;
        } else if at >= self.deadline {
            self.drop_it(at);
            return Taken::Lost;
        }
        Taken::More
    }

    /// The text, of a paste that ended and was not dropped before.
    pub(super) fn ended(&mut self) -> Option<String> {
        let mut kept = self.kept.take()?;
        kept.truncate(self.taken.saturating_sub(END.len()));
        Some(String::from_utf8_lossy(&kept).into_owned())
    }

    /// Whether the last byte is Ctrl-C: with silence behind it, it is a key.
    pub(super) fn ends_in_interrupt(&self) -> bool {
        self.last == INTERRUPT
    }

    pub(super) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Whether it was dropped, so that only its rest is waited for.
    pub(super) fn is_dropped(&self) -> bool {
        self.kept.is_none()
    }

    /// Drops it: what follows is ignored.
    pub(super) fn drop_it(&mut self, at: Duration) {
        self.kept = None;
        self.last = 0;
        self.deadline = at + REST;
    }
}
