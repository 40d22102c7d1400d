//! A text of several lines with a cursor in it.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::key::Key;
use crate::app::plain::plain;

/// The longest text a sheet holds, in characters.
pub const MAX_CHARS: usize = 100_000;

/// Text in lines, and a cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    before: String,
    behind: String,
}

impl Sheet {
    /// A sheet that holds `text`, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut sheet = Self::default();
        sheet.insert(text);
        sheet
    }

    /// What is typed.
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.behind].concat()
    }

    /// The text before the cursor and the text behind it.
    pub fn halves(&self) -> (&str, &str) {
        (&self.before, &self.behind)
    }

    /// The line of the cursor, from 0, and the text before it in that line.
    pub fn cursor(&self) -> (usize, &str) {
        (self.before.matches('\n').count(), last_line(&self.before))
    }

    /// Types or pastes `text` at the cursor. What steers a terminal is dropped; what is beyond
    /// [`MAX_CHARS`] is left out. Returns how many characters were kept.
    pub fn insert(&mut self, text: &str) -> usize {
        let room = MAX_CHARS.saturating_sub(self.before.chars().count() + self.behind.chars().count());
        let kept: String = plain(text).chars().take(room).collect();
        self.before.push_str(&kept);
        kept.chars().count()
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
            Key::Left | Key::Ctrl('b') => self.go(self.before.len() - last_cluster(&self.before)),
            Key::Right | Key::Ctrl('f') => self.go(self.before.len() + first_cluster(&self.behind)),
            Key::Home | Key::Ctrl('a') => self.go(self.before.len() - last_line(&self.before).len()),
            Key::End | Key::Ctrl('e') => self.go(self.before.len() + first_line(&self.behind).len()),
            Key::Up => self.up(),
            Key::Down => self.down(),
            Key::Backspace | Key::Ctrl('h') => {
                self.before.truncate(self.before.len() - last_cluster(&self.before));
            }
            Key::Delete | Key::Ctrl('d') => drop(self.behind.drain(..first_cluster(&self.behind))),
            Key::Ctrl('u') => self.before.truncate(self.before.len() - last_line(&self.before).len()),
            Key::Ctrl('k') => drop(self.behind.drain(..first_line(&self.behind).len())),
            _ => return false,
        }
        true
    }

    /// Puts the cursor at a byte that begins a cluster.
    fn go(&mut self, to: usize) {
        let mut text = self.text();
        self.behind = if text.is_char_boundary(to) { text.split_off(to) } else { String::new() };
        self.before = text;
    }

    fn up(&mut self) {
        let column = last_line(&self.before).len();
        let start = self.before.len() - column;
        let Some(above) = start.checked_sub(1).and_then(|end| self.before.get(..end)) else { return };
        let line = last_line(above);
        self.go(above.len() - line.len() + boundary(line, column));
    }

    fn down(&mut self) {
        let column = last_line(&self.before).len();
        let rest = first_line(&self.behind).len();
        let Some(below) = self.behind.get(rest + 1..) else { return };
        self.go(self.before.len() + rest + 1 + boundary(first_line(below), column));
    }
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn last_cluster(text: &str) -> usize {
    text.graphemes(true).next_back().map_or(0, str::len)
}

fn first_cluster(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

/// The last beginning of a cluster in `line` that is not behind `column`.
fn boundary(line: &str, column: usize) -> usize {
    let starts = line.grapheme_indices(true).map(|(at, _)| at).chain([line.len()]);
    starts.take_while(|at| *at <= column).last().unwrap_or_default()
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
        let (before, behind) = sheet.halves();
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
