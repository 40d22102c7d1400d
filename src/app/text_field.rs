//! A one-line text field with the editing keys of readline.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::key::Key;
use super::plain::plain;
use super::text_edit::TextEdit;

/// The longest text a field holds, in characters.
pub const MAX_CHARS: usize = 1000;

/// A text of one line, and a cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextField(TextEdit);

impl TextField {
    /// A field that holds `text`, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// The text before the cursor and the text behind it.
    pub fn halves(&self) -> (&str, &str) {
        self.0.halves()
    }

    /// Types or pastes `text` at the cursor. Line ends and tabs become blanks; control sequences, and what is beyond
    /// [`MAX_CHARS`], are left out. Returns how many characters were kept.
    pub fn insert(&mut self, text: &str) -> usize {
        self.0.insert(&plain(text).replace(['\n', '\t'], " "), MAX_CHARS)
    }

    /// Puts `text` in the place of a part of it, which must be on character boundaries, and the cursor behind it.
    pub fn replace(&mut self, part: Range<usize>, text: &str) {
        self.0.remove(part.start, part.end);
        self.insert(text);
    }

    /// Applies an editing key; false when the key is none.
    pub fn press(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            Key::Ctrl('w') => self.0.remove(self.word_start(), self.halves().0.len()),
            _ => return self.0.press(key),
        }
        true
    }

    /// Moves the cursor to the cluster in a column of the text, or behind the end.
    pub fn point(&mut self, column: usize) {
        let mut end = 0;
        let clusters = self.text().grapheme_indices(true).map(|(at, cluster)| {
            end += cluster.width();
            (at, end)
        });
        let found = clusters.into_iter().find(|(_, end)| column < *end);
        self.0.go(found.map_or(self.text().len(), |(at, _)| at));
    }

    /// Where the word before the cursor begins.
    fn word_start(&self) -> usize {
        let before = self.halves().0.trim_end();
        before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::keys;

    fn typed(text: &str) -> (String, String) {
        let mut field = TextField::default();
        for key in keys(text) {
            assert!(field.press(key), "{key:?} is no editing key");
        }
        let (before, behind) = field.halves();
        (before.to_owned(), behind.to_owned())
    }

    #[test]
    fn readline_keys_edit_as_in_a_shell() {
        for (keys, before, behind) in [
            ("abc", "abc", ""),
            ("abc<left><left>x", "ax", "bc"),
            ("one two<ctrl-w>", "one ", ""),
            ("one two  <ctrl-w>", "one ", ""),
            ("one two<ctrl-w><ctrl-w>", "", ""),
            ("abc<ctrl-a>x", "x", "abc"),
            ("abc<left><ctrl-u>", "", "c"),
            ("abc<home><right><ctrl-k>", "a", ""),
            ("abc<home><del>", "", "bc"),
            ("<bs><left>", "", ""),
        ] {
            assert_eq!(typed(keys), (before.into(), behind.into()), "{keys}");
        }
    }

    #[test]
    fn the_cursor_goes_to_the_cluster_of_a_column() {
        for (column, before) in [(0, ""), (1, "a"), (2, "a"), (3, "a中"), (4, "a中é"), (99, "a中éb")] {
            let mut field = TextField::new("a中éb");
            field.point(column);
            assert_eq!(field.halves().0, before, "{column}");
        }
    }

    #[test]
    fn a_cluster_goes_as_one() {
        let mut field = TextField::new("né👩‍👩‍👧");
        field.press(Key::Backspace);
        assert_eq!(field.text(), "né");
        field.insert("e\u{301}");
        field.press(Key::Backspace);
        assert_eq!(field.text(), "né");
    }

    #[test]
    fn a_paste_is_one_line_and_bounded() {
        let mut field = TextField::default();
        assert_eq!(field.insert("a\nb\u{1b}c"), 4);
        assert_eq!(field.text(), "a bc");
        assert_eq!((TextField::new("\u{1b}[31mred\u{1b}[0m").text(), TextField::new("a\r\nb").text()), ("red", "a b"));
        assert_eq!(field.insert(&"x".repeat(5000)), MAX_CHARS - 4);
    }
}
