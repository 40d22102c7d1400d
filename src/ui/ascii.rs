//! The screen in ASCII, for terminals and locales without Unicode.
//!
//! Everything is drawn with Unicode; this pass then replaces each cell by its ASCII form, so that no widget needs to
//! know. What has no form of its own, such as a letter of a name beyond ASCII, becomes `?`.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// Our glyphs and their ASCII forms.
const FORMS: &[(&str, &str)] = &[
    ("│", "|"),
    ("┃", "|"),
    ("─", "-"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("╭", "+"),
    ("╮", "+"),
    ("╰", "+"),
    ("╯", "+"),
    ("├", "+"),
    ("┤", "+"),
    ("█", "#"),
    ("▓", "x"),
    ("▒", "-"),
    ("░", "."),
    ("▰", "#"),
    ("▱", "-"),
    ("▏", " "),
    ("▎", " "),
    ("▍", " "),
    ("▌", "#"),
    ("▋", "#"),
    ("▊", "#"),
    ("▉", "#"),
    ("●", "*"),
    ("○", "o"),
    ("▸", ">"),
    ("›", ">"),
    ("▲", "^"),
    ("▼", "v"),
    ("↑", "^"),
    ("↓", "v"),
    ("←", "<"),
    ("→", ">"),
    ("…", "."),
    ("–", "-"),
    ("·", "."),
    ("≈", "~"),
    ("≠", "!"),
    ("Σ", "S"),
    ("’", "'"),
    ("“", "\""),
    ("”", "\""),
    ("−", "-"),
    ("×", "x"),
];

/// Replaces every cell of `buf` by its ASCII form.
pub fn transliterate(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        let form = FORMS.iter().find(|(glyph, _)| *glyph == cell.symbol()).map(|(_, form)| *form);
        let wide = cell.symbol().width() > 1;
        cell.set_symbol(form.unwrap_or(if wide { "??" } else { "?" }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn only_ascii_is_left_and_columns_stay() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        buf.set_string(0, 0, "│é中≈█ end", Style::new());
        transliterate(&mut buf);
        let line: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(line.is_ascii(), "{line}");
        assert!(line.starts_with("|???"), "{line}");
        assert!(line.contains("~# end"), "{line}");
    }
}
