//! A drawn screen, read back.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthStr;

/// The rows of a buffer.
pub fn rows(buf: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buf.content.chunks(usize::from(buf.area.width).max(1))
}

/// The cells of a row that begin a glyph, with their columns; a wide glyph covers the cell behind it.
pub fn glyphs(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut covered = 0;
    row.iter().enumerate().filter(move |(at, cell)| {
        let begins = *at >= covered;
        if begins {
            covered = at + cell.symbol().width().max(1);
        }
        begins
    })
}

/// A buffer as lines of text, blanks at their ends left out.
pub fn text(buf: &Buffer) -> String {
    let line = |row| glyphs(row).map(|(_, cell)| cell.symbol()).collect::<String>();
    rows(buf).flat_map(|row| [line(row).trim_end().to_owned(), "\n".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_glyph_is_written_once() {
        let buf = Buffer::with_lines(["a日b", "👩‍👩‍👧x"]);
        assert_eq!(text(&buf), "a日b\n👩‍👩‍👧x\n");
    }
}
