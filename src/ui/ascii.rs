//! The screen in ASCII, for terminals and locales without Unicode.
//!
//! Everything is drawn with Unicode; this pass then replaces each cell by its ASCII form, so that no widget needs to
//! know. Latin letters lose their accents; what has no form at all becomes `?`. Columns stay where they are.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

/// Glyphs and their ASCII forms, character by character.
const SIGNS: &[(&str, &str)] = &[
    ("─━╾╸╍┄", "-===x."),
    ("│┃┌┐└┘╭╮╰╯├┤┬┴┼", "||+++++++++++++"),
    ("█▓▒░▌▋▊▉▏▎▍", "#x%.####   "),
    ("▁▂▃▄▅▆▇╱", "_.:-=+*/"),
    ("●○◆◇■□▸▾▲△▼▽✓✗", "*o#+x:>v^^vv+x"),
    ("↑↓←→‹›", "^v<><>"),
    ("–—−‑…·≈≠ΣΔ×", "----..~!S+x"),
    ("‘’“”«»¿¡\u{a0}", "''\"\"<>?! "),
];

/// Blocks of Latin letters: the first of a block, and the base letters of all.
const LETTERS: &[(char, &str)] = &[
    ('À', "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"),
    (
        'Ā',
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLl\
         NnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs",
    ),
    ('Ơ', "Oo"),
    ('Ư', "Uu"),
    ('Ș', "SsTt"),
    ('Ạ', "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy"),
];

/// For text that is printed line by line.
pub fn text(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '…' => ascii.push_str("..."),
            // A mark over the letter before it takes no column of its own.
            c if c.width() == Some(0) => {}
            c => {
                ascii.push(form(c).unwrap_or('?'));
                // The columns stay where they are.
                ascii.extend((c.width() == Some(2)).then_some('?'));
            }
        }
    }
    Cow::Owned(ascii)
}

/// Replaces every cell of `buf` by its ASCII form.
pub fn transliterate(buf: &mut Buffer) {
    let width = usize::from(buf.area.width).max(1);
    for row in buf.content.chunks_mut(width) {
        for x in 0..row.len() {
            let (before, rest) = row.split_at_mut(x);
            if let [cell, behind @ ..] = rest
                && !cell.symbol().is_ascii()
            {
                replace(before, cell, behind);
            }
        }
    }
}

/// Replaces the glyph in `cell`; a wide one takes its second column from `behind`.
fn replace(before: &mut [Cell], cell: &mut Cell, behind: &mut [Cell]) {
    if cell.symbol() == "…"
        && let Some(last) = before.last_mut()
    {
        // Two dots are read as an ellipsis, one is not.
        last.set_symbol(".");
    }
    let wide = cell.symbol().width() > 1;
    cell.set_char(cell.symbol().chars().next().and_then(form).unwrap_or('?'));
    if let Some(second) = behind.first_mut().filter(|_| wide) {
        second.set_symbol("?");
    }
}

fn form(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    let sign = SIGNS.iter().find_map(|(glyphs, forms)| {
        let at = glyphs.chars().position(|glyph| glyph == c)?;
        forms.chars().nth(at)
    });
    sign.or_else(|| dots(c)).or_else(|| {
        LETTERS.iter().find_map(|(first, bases)| {
            let at = (c as usize).checked_sub(*first as usize)?;
            bases.as_bytes().get(at).copied().map(char::from)
        })
    })
}

/// A braille pattern as a stroke of about its height and slope.
fn dots(c: char) -> Option<char> {
    let dots = u8::try_from(u32::from(c).checked_sub(0x2800)?).ok()?;
    let side = |bits: [u8; 4]| bits.map(|bit| dots & bit != 0);
    let (left, right) = (side([0x01, 0x02, 0x04, 0x40]), side([0x08, 0x10, 0x20, 0x80]));
    let ends = |side: [bool; 4]| Some((side.iter().position(|dot| *dot)?, side.iter().rposition(|dot| *dot)?));
    let stroke = match (ends(left), ends(right)) {
        (None, None) => ' ',
        // Single dots one below the other: a haze.
        _ if dots & !0x05 == 0 => '.',
        (Some((top, bottom)), None) | (None, Some((top, bottom))) => upright_or_level(top, bottom),
        (Some((top, 3)), Some((above, 3))) if top + above < 4 => '#',
        (Some((2, 3)), Some((2, 3))) => '=',
        (Some((top, bottom)), Some((above, below))) => match (top + bottom).abs_diff(above + below) {
            0..=1 => upright_or_level(top.min(above), bottom.max(below)),
            _ if top + bottom > above + below => '/',
            _ => '\\',
        },
    };
    Some(stroke)
}

/// The stroke from one line of dots of a cell to another.
fn upright_or_level(top: usize, bottom: usize) -> char {
    match top + bottom {
        _ if top + 2 <= bottom => '|',
        0..=1 => '"',
        2..=4 => '-',
        _ => '_',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_line_is_ascii_as_the_screen_is() {
        assert_eq!(
            text("09:00–17:00, Größe e\u{301} 漢 … é·x"),
            "09:00-17:00, Grosse e ?? ... e.x".replace("Grosse", "Grose")
        );
        assert_eq!(text("plain\n"), "plain\n");
    }
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn ascii(text: &str, width: u16) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        buf.set_string(0, 0, text, Style::new());
        super::super::cluster::settle(&mut buf);
        transliterate(&mut buf);
        buf.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn letters_lose_their_accents_and_columns_stay() {
        for (text, expected) in [
            ("Señora Núñez & Asociados", "Senora Nunez & Asociados"),
            ("Müller, Søndergård & Łoś", "Muller, Sondergard & Los"),
            ("Ștefan Țiriac, Žižek ÿ ſ", "Stefan Tiriac, Zizek y s"),
            ("Nguyễn Thị Ơ Ưu Ỹỹ", "Nguyen Thi O Uu Yy"),
            ("e\u{301}a\u{308}", "ea"),
            ("中 é", "?? e"),
            ("👩‍👩‍👧 x", "?? x"),
            ("кино", "????"),
            ("│≈█ ●○ ■□ ✓", "|~# *o x: +"),
            ("━╾──╍┄", "==--x."),
            ("⠉⠒⠤⣀⠒⠊⢀⡠⠔⢸⡇⢎⠑⢄⣤⣿⠅⠄⠁⠀", "\"--_-/_//|||\\\\=#... "),
            ("▁▂▃▄▅▆▇█", "_.:-=+*#"),
        ] {
            let width = text.width() as u16;
            assert_eq!(ascii(text, width), expected, "{text}");
            assert_eq!(expected.len(), usize::from(width), "{text}");
        }
    }

    #[test]
    fn an_ellipsis_is_two_dots_where_there_is_room() {
        for (text, expected) in [("Camp Lej…", "Camp Le.."), ("Asking …", "Asking.."), ("…", "."), ("中…", "?..")]
        {
            assert_eq!(ascii(text, text.width() as u16), expected);
        }
    }

    #[test]
    fn every_sign_has_a_form() {
        for (glyphs, forms) in SIGNS {
            assert_eq!(glyphs.chars().count(), forms.len(), "{glyphs}");
            assert!(forms.is_ascii());
        }
        for (first, bases) in LETTERS {
            assert!(bases.bytes().all(|base| base.is_ascii_graphic()), "{first}");
        }
        assert_eq!((form('ÿ'), form('ſ'), form('ỹ'), form('ƀ')), (Some('y'), Some('s'), Some('y'), None));
    }
}
