//! A few screens as runs of styled text, so that a colour that is lost or misplaced is seen.

use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::golden::{self, glyphs, rows};
use super::states::{settled, state};
use super::{COLOURLESS, FULL};

#[test]
fn every_style_stands_where_it_stood() {
    let screens = [
        ("dashboard", "size-120x36", (120, 36), FULL),
        ("dashboard-colourless", "size-120x36", (120, 36), COLOURLESS),
        ("filter", "filter", (80, 24), FULL),
        ("stale", "stale", (80, 24), FULL),
        ("disabled", "disabled", (80, 24), FULL),
        ("sandbox", "sandbox", (40, 12), FULL),
        ("sort-menu", "sort-menu", (80, 24), FULL),
        ("launches", "launches", (120, 36), FULL),
        ("launches-colourless", "launches-alarm", (80, 24), COLOURLESS),
    ];
    let drawn = screens.map(|(name, of, size, theme)| {
        let buf = settled(&mut state(of), size, theme);
        (format!("{name}.txt"), golden::lines(rows(&buf).map(runs)))
    });
    golden::hold_all("tests/ui/golden/styles", drawn);
}

/// A row as `{bold cyan}text{}text`; blanks that look like none are left out at its end.
fn runs(row: &[Cell]) -> String {
    let mut line = String::new();
    let mut last = String::new();
    for (_, cell) in glyphs(row) {
        let style = words(cell);
        if style != last {
            line.extend(["{", &style, "}"]);
            last = style;
        }
        line.push_str(cell.symbol());
    }
    line.trim_end().trim_end_matches("{}").to_owned()
}

fn words(cell: &Cell) -> String {
    let colour = |prefix: &str, colour: Color| match colour {
        Color::Reset => None,
        colour => Some(format!("{prefix}{colour}").to_lowercase()),
    };
    let modifiers = cell.modifier.iter_names().map(|(name, _)| name.to_lowercase());
    modifiers.chain(colour("", cell.fg)).chain(colour("on-", cell.bg)).collect::<Vec<_>>().join(" ")
}
