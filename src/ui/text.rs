//! Numbers and text on the screen: widths, cuts, separators.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::measure::Measure;
use crate::domain::store::Text;

pub use crate::domain::count::count;

pub const UNKNOWN: &str = "–";

pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `max` columns, cut between clusters with an ellipsis.
pub fn fit(text: &str, max: usize) -> Cow<'_, str> {
    if text.width() <= max {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let wide = cluster.width();
        if used + wide + 1 > max {
            break;
        }
        kept.push_str(cluster);
        used += wide;
    }
    if max > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// The first of several wordings that fits into `max` columns, else the last.
pub fn fitting<S: AsRef<str>>(wordings: &[S], max: usize) -> &str {
    let fits = wordings.iter().find(|words| width(words.as_ref()) <= max);
    fits.or(wordings.last()).map_or("", S::as_ref)
}

/// `text` in at most `most` lines of `max` columns, broken at blanks; the last line is cut.
pub fn wrap(text: &str, max: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if full || width(line) + 1 + width(word) <= max => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| fit(&line, max).into_owned()).collect()
}

/// All of `text` in lines of `max` columns: broken at blanks, and inside words that are longer than a line.
pub fn wrap_whole(text: &str, max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= max => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(chunks(word, max)),
        }
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// The end of `text` that fits into `max` columns.
pub fn tail(text: &str, max: usize) -> &str {
    let mut from = text.len();
    for (at, _) in text.char_indices().rev() {
        if text.get(at..).is_some_and(|end| width(end) > max) {
            break;
        }
        from = at;
    }
    text.get(from..).unwrap_or_default()
}

/// `text` cut between clusters into pieces of at most `max` columns, the last being the rest.
pub fn chunks(text: &str, max: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let wide = cluster.width();
        if used + wide > max && used > 0 {
            pieces.push(String::new());
            used = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(cluster);
        }
        used += wide;
    }
    pieces
}

pub fn count_or_unknown(n: Option<i64>) -> String {
    n.map_or_else(|| UNKNOWN.to_owned(), count)
}

pub fn text_or_unknown(text: Option<Text<'_>>) -> &str {
    text.map_or(UNKNOWN, Text::as_str)
}

pub fn id_or_unknown(id: Option<i64>) -> String {
    id.map_or_else(|| UNKNOWN.to_owned(), |id| id.to_string())
}

pub fn measured(value: Option<f64>, by: Measure) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| by.write(value))
}

/// The row `y` of `area`, from its top; empty when there is none.
pub fn row(area: Rect, y: u16) -> Rect {
    if y < area.height { Rect { y: area.y + y, height: 1, ..area } } else { Rect { height: 0, ..area } }
}

/// Writes a line at the left of the first row of `area`; what does not fit is cut.
pub fn put(buf: &mut Buffer, area: Rect, line: &Line<'_>) {
    if !area.is_empty() {
        buf.set_line(area.x, area.y, line, area.width);
    }
}

pub fn put_right(buf: &mut Buffer, area: Rect, line: &Line<'_>) {
    let wide = (line.width() as u16).min(area.width);
    put(buf, Rect { x: area.x + area.width - wide, width: wide, ..area }, line);
}

pub fn put_centered(buf: &mut Buffer, area: Rect, line: &Line<'_>) {
    let wide = (line.width() as u16).min(area.width);
    put(buf, Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area }, line);
}

/// Writes both on one row; `right` only if there is room for it.
pub fn put_both(buf: &mut Buffer, area: Rect, left: &Line<'_>, right: &Line<'_>) {
    put(buf, area, left);
    let taken = left.width() as u16 + 2;
    if right.width() as u16 + taken <= area.width {
        put_right(buf, area, right);
    }
}

/// A horizontal bar: a heavy line over `share` (0–1) of `cells` columns, to half a column. Empty only for 0, full only
/// for 1.
pub fn bar(share: f64, cells: usize) -> String {
    let halves = steps(share, 2 * cells);
    format!("{}{}", "━".repeat(halves / 2), "╸".repeat(halves % 2))
}

/// How many of `of` steps a share (0–1) takes: none only for 0, all only for 1.
pub fn steps(share: f64, of: usize) -> usize {
    if share >= 1.0 {
        of
    } else if share > 0.0 {
        ((share * of as f64).round() as usize).clamp(of.min(1), of.saturating_sub(1).max(of.min(1)))
    } else {
        0
    }
}

/// As [`bar`], with a light line over the rest of the `cells` columns.
pub fn gauge(share: f64, cells: usize, full: Style, empty: Style) -> [Span<'static>; 2] {
    let halves = steps(share, 2 * cells);
    let filled = format!("{}{}", "━".repeat(halves / 2), "╾".repeat(halves % 2));
    let rest = cells - halves.div_ceil(2);
    [Span::styled(filled, full), Span::styled("─".repeat(rest), empty)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_never_zero() {
        assert_eq!([measured(None, Measure::RATE), count_or_unknown(None)], [UNKNOWN, UNKNOWN]);
    }

    #[test]
    fn a_cut_falls_between_clusters_and_keeps_the_width() {
        assert_eq!(fit("Camp Lejeune", 12), "Camp Lejeune");
        assert_eq!(fit("Camp Lejeune", 8), "Camp Le…");
        assert_eq!(fit("中文字", 4), "中…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("abc", 0), "");
        for max in 0..8 {
            assert!(width(&fit("a中👩‍👩‍👧é long", max)) <= max);
        }
    }

    #[test]
    fn a_long_name_wraps_and_its_last_line_is_cut() {
        assert_eq!(wrap("Camp Lejeune recontact wave", 12, 3), ["Camp Lejeune", "recontact", "wave"]);
        assert_eq!(wrap("Camp Lejeune recontact wave", 12, 2), ["Camp Lejeune", "recontact w…"]);
        assert_eq!(wrap("Antidisestablishment", 8, 2), ["Antidis…"]);
    }

    #[test]
    fn nothing_is_left_out_when_all_of_it_is_wrapped() {
        assert_eq!(wrap_whole("Camp Lejeune recontact wave", 12), ["Camp Lejeune", "recontact", "wave"]);
        assert_eq!(wrap_whole("an Antidisestablishment", 8), ["an", "Antidise", "stablish", "ment"]);
        assert_eq!(wrap_whole("中文字 a", 4), ["中文", "字 a"]);
        assert_eq!(wrap_whole("", 4), [""]);
        assert_eq!(chunks("  中文", 3), ["  ", "中", "文"]);
        assert_eq!(chunks("ab", 0), ["a", "b"]);
    }

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(0.5, 4), "━━");
        assert_eq!(bar(0.625, 4), "━━╸");
        assert_eq!(bar(7.0, 3), "━━━");
        assert_eq!(bar(f64::NAN, 3), "");
        assert_eq!([bar(1e-9, 4), bar(0.999_999, 2), bar(0.0, 4)], ["╸", "━╸", ""], "something, and not all");
        for (share, line) in [
            (0.0, "────"),
            (0.000_05, "╾───"),
            (0.4, "━╾──"),
            (0.5, "━━──"),
            (0.999_95, "━━━╾"),
            (1.0, "━━━━"),
            (f64::NAN, "────"),
        ] {
            let parts = gauge(share, 4, Style::new(), Style::new());
            assert_eq!(parts.map(|part| part.content).concat(), line, "{share}");
        }
    }
}
