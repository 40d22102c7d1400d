//! A one-line text field with the editing keys of readline.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::key::Key;
use super::plain::plain;

/// The longest text a field holds, in characters.
pub const MAX_CHARS: usize = 1000;

/// Text and a cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// Byte offset, always on a grapheme boundary.
    cursor: usize,
}

impl Field {
    /// A field that holds `text`, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor and the text behind it.
    pub fn halves(&self) -> (&str, &str) {
        self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""))
    }

    /// Types or pastes `text` at the cursor. Line ends and tabs become blanks, what steers a terminal is dropped; what is
    /// beyond [`MAX_CHARS`] is left out. Returns how many characters were kept.
    pub fn insert(&mut self, text: &str) -> usize {
        let room = MAX_CHARS.saturating_sub(self.text.chars().count());
        let kept: String = plain(text).replace(['\n', '\t'], " ").chars().take(room).collect();
        self.text.insert_str(self.cursor, &kept);
        self.cursor += kept.len();
        kept.chars().count()
    }

    /// Applies an editing key; false when the key is none.
    pub fn press(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            Key::Left | Key::Ctrl('b') => self.cursor = self.before(),
            Key::Right | Key::Ctrl('f') => self.cursor = self.behind(),
            Key::Home | Key::Ctrl('a') => self.cursor = 0,
            Key::End | Key::Ctrl('e') => self.cursor = self.text.len(),
            Key::Backspace | Key::Ctrl('h') => self.remove(self.before(), self.cursor),
            Key::Delete | Key::Ctrl('d') => self.remove(self.cursor, self.behind()),
            Key::Ctrl('u') => self.remove(0, self.cursor),
            Key::Ctrl('k') => self.remove(self.cursor, self.text.len()),
            Key::Ctrl('w') => self.remove(self.word_start(), self.cursor),
            _ => return false,
        }
        true
    }

    /// Puts the cursor before what stands in a column of the text, or behind its end.
    pub fn point(&mut self, column: usize) {
        let mut end = 0;
        self.cursor = self.text.len();
        for (at, cluster) in self.text.grapheme_indices(true) {
            end += cluster.width();
            if column < end {
                self.cursor = at;
                return;
            }
        }
    }

    fn before(&self) -> usize {
        self.cursor - self.halves().0.graphemes(true).next_back().map_or(0, str::len)
    }

    fn behind(&self) -> usize {
        self.cursor + self.halves().1.graphemes(true).next().map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.halves().0.trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| at + before.get(at..).map_or(0, first_len))
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::keys;

    fn typed(text: &str) -> (String, String) {
        let mut field = Field::default();
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
            let mut field = Field::new("a中éb");
            field.point(column);
            assert_eq!(field.halves().0, before, "{column}");
        }
    }

    #[test]
    fn a_cluster_goes_as_one() {
        let mut field = Field::new("né👩‍👩‍👧");
        field.press(Key::Backspace);
        assert_eq!(field.text(), "né");
        field.insert("e\u{301}");
        field.press(Key::Backspace);
        assert_eq!(field.text(), "né");
    }

    #[test]
    fn a_paste_is_one_line_and_bounded() {
        let mut field = Field::default();
        assert_eq!(field.insert("a\nb\u{1b}c"), 4);
        assert_eq!(field.text(), "a bc");
        assert_eq!((Field::new("\u{1b}[31mred\u{1b}[0m").text(), Field::new("a\r\nb").text()), ("red", "a b"));
        assert_eq!(field.insert(&"x".repeat(5000)), MAX_CHARS - 4);
    }
}
