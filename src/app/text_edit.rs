//! A text with a cursor: moving, inserting and deleting, by whole grapheme clusters and within a line.
//!
//! [`TextField`](super::text_field::TextField) and [`Sheet`](super::form::sheet::Sheet) are built on it; they add what
//! differs: the limit, line ends, and the keys of one line or of several.

use unicode_segmentation::UnicodeSegmentation;

use super::key::Key;

/// A text and a cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextEdit {
    text: String,
    /// Byte offset, always on a grapheme boundary.
    cursor: usize,
}

impl TextEdit {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor and the text behind it.
    pub(super) fn halves(&self) -> (&str, &str) {
        self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""))
    }

    /// As [`Self::halves`], of the line of the cursor alone.
    pub(super) fn line_halves(&self) -> (&str, &str) {
        let (before, behind) = self.halves();
        (last_line(before), first_line(behind))
    }

    /// Inserts `text` at the cursor and leaves out what would make the whole longer than `limit` characters. Returns how
    /// many characters were kept.
    pub(super) fn insert(&mut self, text: &str, limit: usize) -> usize {
        let room = limit.saturating_sub(self.text.chars().count());
        let kept: String = text.chars().take(room).collect();
        self.text.insert_str(self.cursor, &kept);
        self.cursor += kept.len();
        kept.chars().count()
    }

    /// Applies a key that moves or deletes within the line, or across one line end; false when it is none.
    pub(super) fn press(&mut self, key: Key) -> bool {
        let (before, behind) = self.halves();
        let (line_before, line_behind) = self.line_halves();
        let (start, end) = (self.cursor - line_before.len(), self.cursor + line_behind.len());
        let left = self.cursor - before.graphemes(true).next_back().map_or(0, str::len);
        let right = self.cursor + behind.graphemes(true).next().map_or(0, str::len);
        match key {
            Key::Left | Key::Ctrl('b') => self.cursor = left,
            Key::Right | Key::Ctrl('f') => self.cursor = right,
            Key::Home | Key::Ctrl('a') => self.cursor = start,
            Key::End | Key::Ctrl('e') => self.cursor = end,
            Key::Backspace | Key::Ctrl('h') => self.remove(left, self.cursor),
            Key::Delete | Key::Ctrl('d') => self.remove(self.cursor, right),
            Key::Ctrl('u') => self.remove(start, self.cursor),
            Key::Ctrl('k') => self.remove(self.cursor, end),
            _ => return false,
        }
        true
    }

    /// Moves the cursor to a byte offset, which must be on a grapheme boundary.
    pub(super) fn go(&mut self, to: usize) {
        self.cursor = to;
    }

    /// Moves the cursor to the same byte of the line above, or to the beginning of the cluster that it falls into.
    pub(super) fn up(&mut self) {
        let column = self.line_halves().0.len();
        let start = self.cursor - column;
        let Some(above) = start.checked_sub(1).and_then(|end| self.text.get(..end)) else { return };
        let line = last_line(above);
        self.cursor = above.len() - line.len() + boundary(line, column);
    }

    /// Moves the cursor down as [`Self::up`] moves it up.
    pub(super) fn down(&mut self) {
        let (before, behind) = self.line_halves();
        let start = self.cursor + behind.len() + 1;
        let Some(below) = self.text.get(start..) else { return };
        self.cursor = start + boundary(first_line(below), before.len());
    }

    /// Deletes the bytes from `from` to `to`; the cursor stands in their place.
    pub(super) fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// The last beginning of a cluster in `line` that is not behind `column`.
fn boundary(line: &str, column: usize) -> usize {
    let starts = line.grapheme_indices(true).map(|(at, _)| at).chain([line.len()]);
    starts.take_while(|at| *at <= column).last().unwrap_or_default()
}
