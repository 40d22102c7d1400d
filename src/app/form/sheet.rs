//! A text of several lines with a cursor in it.

use crate::app::key::Key;
use crate::app::plain::plain;
use crate::app::text_edit::TextEdit;

/// The longest text a sheet holds, in characters.
pub const MAX_CHARS: usize = 100_000;

/// A text of several lines, and a cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet(TextEdit);

impl Sheet {
    /// A sheet that holds `text`, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut sheet = Self::default();
        sheet.insert(text);
        sheet
    }

    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// The line of the cursor, from 0, and the text before it in that line.
    pub fn cursor(&self) -> (usize, &str) {
        (self.0.halves().0.matches('\n').count(), self.0.line_halves().0)
    }

    /// Types or pastes `text` at the cursor. Control sequences, and what is beyond [`MAX_CHARS`], are left out. Returns
    /// how many characters were kept.
    pub fn insert(&mut self, text: &str) -> usize {
        self.0.insert(&plain(text), MAX_CHARS)
    }

    /// Applies an editing key; false when the key is none.
    pub fn press(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            Key::Enter => {
                self.insert("\n");
            }
            Key::Up => self.0.up(),
            Key::Down => self.0.down(),
            _ => return self.0.press(key),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::keys;

    fn typed(text: &str) -> String {
        let mut sheet = Sheet::default();
        for key in keys(text) {
            assert!(sheet.press(key), "{key:?} is no editing key");
        }
        let (before, behind) = sheet.0.halves();
        format!("{before}|{behind}")
    }

    #[test]
    fn keys_edit_lines() {
        for (keys, expected) in [
            ("ab<enter>c", "ab\nc|"),
            ("ab<enter>c<up>x", "ax|b\nc"),
            ("a<enter>bcd<up>x", "ax|\nbcd"),
            ("abc<enter>d<up><end><down>x", "abc\ndx|"),
            ("ab<enter>cd<home><bs>", "ab|cd"),
            ("ab<enter>cd<up><home><del><ctrl-k>", "|\ncd"),
            ("ab<enter>cd<ctrl-u>", "ab\n|"),
            ("<up><down><left><right><bs><del>", "|"),
            ("é<enter>ab<up>", "é|\nab"),
            ("é<enter>a<up>", "|é\na"),
        ] {
            assert_eq!(typed(keys), expected, "{keys}");
        }
    }

    #[test]
    fn a_paste_keeps_its_lines_and_is_bounded() {
        let mut sheet = Sheet::default();
        assert_eq!(sheet.insert("a\r\nb\u{1b}\tc"), 5);
        assert_eq!(sheet.text(), "a\nb\tc");
        assert_eq!(sheet.insert(&"x".repeat(MAX_CHARS)), MAX_CHARS - 5);
    }
}
