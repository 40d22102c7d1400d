//! Grapheme clusters that terminals measure differently.
//!
//! An emoji family, a skin tone, or a heart with the emoji selector takes fewer columns when drawn as one cluster than
//! when drawn character by character, and tmux, xterm and newer terminals disagree on which to do: columns would shift. So
//! such a cluster is drawn as its first character, which every terminal measures alike; copying keeps it whole. Clusters of
//! several characters on which all agree, such as flags and Indian conjuncts, are spread over the columns that they take,
//! so that whatever is drawn over them covers them whole.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Leaves only clusters that all terminals measure alike. Columns stay where they are.
pub fn settle(buf: &mut Buffer) {
    let width = usize::from(buf.area.width).max(1);
    for row in buf.content.chunks_mut(width) {
        let mut rest = row;
        while let [cell, behind @ ..] = rest {
            if !cell.symbol().is_ascii() && cell.symbol().chars().nth(1).is_some() {
                settle_sign(cell, behind);
            }
            rest = behind;
        }
    }
}

/// Settles the cluster in `cell`; the other columns that it covers are the first of `behind`.
fn settle_sign(cell: &mut Cell, behind: &mut [Cell]) {
    let sign = cell.symbol().to_owned();
    let apart: usize = sign.chars().filter_map(UnicodeWidthChar::width).sum();
    if sign.width() != apart {
        cell.set_char(sign.chars().next().unwrap_or(' '));
        return;
    }
    let mut column = 0;
    for part in parts(&sign) {
        match column {
            0 => drop(cell.set_symbol(part)),
            at => drop(behind.get_mut(at - 1).map(|cell| cell.set_symbol(part))),
        }
        column += part.width();
    }
}

/// The cluster, cut before each character that takes columns of its own.
fn parts(sign: &str) -> impl Iterator<Item = &str> {
    let starts = sign.char_indices().filter(|(at, c)| *at == 0 || c.width().unwrap_or_default() > 0);
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([sign.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| sign.get(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn signs_keep_their_columns() {
        for (sign, drawn) in [
            ("a", vec!["a"]),
            ("e\u{301}", vec!["e\u{301}"]),
            ("中", vec!["中", " "]),
            ("👍🏽", vec!["👍", " "]),
            ("👩\u{200d}👩\u{200d}👧", vec!["👩", " "]),
            ("❤\u{fe0f}", vec!["❤", " "]),
            ("1\u{fe0f}\u{20e3}", vec!["1", " "]),
            ("🇺🇸", vec!["🇺", "🇸"]),
            ("स्ते", vec!["स्", "ते"]),
        ] {
            let mut buf = Buffer::empty(Rect::new(0, 0, sign.width() as u16 + 1, 1));
            buf.set_string(0, 0, format!("{sign}|"), Style::new());
            settle(&mut buf);
            let cells: Vec<&str> = buf.content.iter().map(Cell::symbol).collect();
            assert_eq!(cells, [drawn, vec!["|"]].concat(), "{sign}");
        }
    }
}
