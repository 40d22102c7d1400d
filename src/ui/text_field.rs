//! A text field: what is typed, and where the terminal's cursor belongs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::text;
use super::theme::{Role, Theme};
use crate::app::text_field::TextField;
use crate::domain::shown::Shown;

/// Draws `field` after its prompt in at most `room` columns, keeping the text before the cursor in sight; returns the
/// cursor, if it is inside `area`. What was pasted is also text from outside.
pub fn draw(
    field: &TextField,
    prompt: &'static str,
    room: usize,
    theme: Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let (before, behind) = field.halves();
    let (before, behind) = (Shown::new(before), Shown::new(behind));
    let visible = text::tail(before.as_str(), room.saturating_sub(1));
    let rest = text::fit(behind.as_str(), room.saturating_sub(text::width(visible)));
    let strong = theme.style(Role::Strong);
    let mut line = Line::from(vec![theme.span(prompt, Role::Key), Span::styled(visible, strong)]);
    let cursor = Position { x: area.x.saturating_add(line.width() as u16), y: area.y };
    line.push_span(Span::styled(rest, strong));
    text::put(buf, area, &line);
    area.contains(cursor).then_some(cursor)
}

/// Draws the search field of a list, with `hint` in it while it is empty.
pub fn draw_search(
    field: &TextField,
    hint: &'static str,
    theme: Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if field.text().is_empty() {
        text::put(buf, area, &theme.line(format!("    {hint}"), Role::Dim));
    }
    draw(field, "› ", usize::from(area.width).saturating_sub(3), theme, area, buf)
}
