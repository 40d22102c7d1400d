//! Pasted text without what no text can hold: escape sequences and control characters.

/// What begins a sequence that steers a terminal: ESC with `[`, or the one character that stands for both.
const ESCAPE: char = '\u{1b}';
const CONTROL_SEQUENCE: char = '\u{9b}';

/// The text with its line ends as `\n` and its tabs, without sequences that steer a terminal (`ESC [ … letter`) and
/// without other control characters.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == CONTROL_SEQUENCE || (c == ESCAPE && chars.next_if_eq(&'[').is_some()) {
            while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
            chars.next_if(|c| ('@'..='~').contains(c));
        } else if c == '\r' {
            chars.next_if_eq(&'\n');
            plain.push('\n');
        } else if matches!(c, '\n' | '\t') || !c.is_control() {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn sequences_go_as_a_whole_and_controls_by_themselves() {
        for (text, expected) in [
            ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{1b}[Aup \u{1b}[1;5Cword", "up word"),
            ("\u{1b}[?2004h\u{1b}[38;2;1;2;3mx", "x"),
            ("\u{9b}2Jx", "x"),
            ("\u{1b}x\u{7}\u{0}y\u{85}", "xy"),
            ("x\u{1b}[", "x"),
            ("x\u{1b}[3é", "xé"),
            ("x\u{1b}\u{1b}[Ay", "xy"),
            ("[A", "[A"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
