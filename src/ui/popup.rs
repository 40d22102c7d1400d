//! Boxes: the frames of the dashboard, and the popups over it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::text;
use super::theme::{Role, Theme};

/// Draws a box with a title at the left and a note at the right of its top edge; returns its inside.
pub fn frame(theme: Theme, title: &str, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let room = usize::from(area.width.saturating_sub(4));
    let title = text::fit(title, room.saturating_sub(2)).into_owned();
    let left = text::width(&title) + 4;
    let mut block = Block::bordered()
        .border_style(theme.style(Role::Border))
        .title_top(Line::styled(format!(" {title} "), theme.style(Role::Title)));
    if !note.is_empty() && left + text::width(note) + 2 <= room {
        block = block.title_top(Line::styled(format!(" {note} "), theme.style(Role::Dim)).right_aligned());
    }
    let inner = block.inner(area);
    block.render(area, buf);
    inner
}

/// Clears the middle of `area` and draws a box there for `lines` lines of at most `wide` columns; a small screen is
/// covered whole. Returns the inside.
pub fn open(theme: Theme, title: &str, note: &str, wide: u16, lines: usize, area: Rect, buf: &mut Buffer) -> Rect {
    let height = (lines as u16).saturating_add(2).min(area.height);
    let width = wide.saturating_add(4).min(area.width);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    // A column more at each side: the half of a wide glyph that stays would be drawn over the edge.
    Clear.render(place.outer(Margin::new(1, 0)).intersection(area), buf);
    let inner = frame(theme, title, note, place, buf);
    Rect { x: inner.x + u16::from(inner.width > 1), width: inner.width.saturating_sub(2), ..inner }
}

/// What an overlay showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// How far it can scroll.
    pub end: usize,
    /// Which line was the first.
    pub first: usize,
    /// Where its lines stand.
    pub lines: Rect,
    /// All of it, its border included.
    pub place: Rect,
}

/// Draws the lines of a popup into what [`open`] returned.
pub fn page(lines: &[Line<'_>], scroll: usize, inner: Rect, buf: &mut Buffer) -> Page {
    let end = scrolled(lines, scroll, inner, buf);
    let (x, y) = (inner.x.saturating_sub(2), inner.y.saturating_sub(1));
    let place = Rect { x, y, width: inner.right() + 2 - x, height: inner.bottom() + 1 - y };
    Page { end, first: scroll.min(end), lines: inner, place: place.intersection(buf.area) }
}

/// Draws `lines` from `scroll` on; returns how far they can scroll.
pub fn scrolled(lines: &[Line<'_>], scroll: usize, area: Rect, buf: &mut Buffer) -> usize {
    let height = usize::from(area.height);
    let end = lines.len().saturating_sub(height);
    for (y, line) in lines.iter().skip(scroll.min(end)).take(height).enumerate() {
        text::put(buf, text::row(area, y as u16), line);
    }
    end
}
