//! Keys as the application knows them, whatever terminal they came from.

use std::fmt;

/// One key press. Modifiers other than Ctrl are folded away: no action needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A printable character, as typed.
    Char(char),
    /// A lower-case letter (or `_`) with Ctrl.
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
}

/// The named keys, as `<name>` in key strings and as the label people read.
const NAMED: [(Key, &str, &str); 15] = [
    (Key::Enter, "enter", "Enter"),
    (Key::Esc, "esc", "Esc"),
    (Key::Tab, "tab", "Tab"),
    (Key::BackTab, "backtab", "Shift-Tab"),
    (Key::Backspace, "bs", "Backspace"),
    (Key::Delete, "del", "Del"),
    (Key::Up, "up", "↑"),
    (Key::Down, "down", "↓"),
    (Key::Left, "left", "←"),
    (Key::Right, "right", "→"),
    (Key::Home, "home", "Home"),
    (Key::End, "end", "End"),
    (Key::PageUp, "pgup", "PgUp"),
    (Key::PageDown, "pgdn", "PgDn"),
    (Key::F1, "f1", "F1"),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) => write!(f, "{c}"),
            Key::Ctrl(c) => write!(f, "Ctrl-{}", c.to_ascii_uppercase()),
            named => f.write_str(NAMED.iter().find(|(key, ..)| key == named).map_or("", |(.., label)| label)),
        }
    }
}

/// Reads a string of keys such as `/sum<enter><ctrl-c>`; an unknown `<name>` is typed as it stands.
pub fn keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (key, after) = named(rest).unwrap_or_else(|| (Key::Char(c), rest.get(c.len_utf8()..).unwrap_or_default()));
        keys.push(key);
        rest = after;
    }
    keys
}

fn named(text: &str) -> Option<(Key, &str)> {
    let (name, after) = text.strip_prefix('<')?.split_once('>')?;
    let named = NAMED.iter().find(|(_, spelled, _)| *spelled == name).map(|(key, ..)| *key);
    let ctrl = || name.strip_prefix("ctrl-")?.chars().next().map(Key::Ctrl);
    Some((named.or_else(ctrl)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_strings_are_read_as_people_write_them() {
        assert_eq!(keys("/a<enter><ctrl-c>"), [Key::Char('/'), Key::Char('a'), Key::Enter, Key::Ctrl('c')]);
        assert_eq!(keys("<<x>"), "<<x>".chars().map(Key::Char).collect::<Vec<_>>());
    }

    #[test]
    fn labels_are_what_is_printed_on_the_key() {
        assert_eq!(Key::Ctrl('d').to_string(), "Ctrl-D");
        assert_eq!(Key::PageDown.to_string(), "PgDn");
        assert_eq!(Key::Char(' ').to_string(), "Space");
    }
}
