//! What a field may be chosen from.
//!
//! ```text
//! ╭─ Weekday ───────────────╮
//! │   1  Monday             │
//! │ ▸ 2  Tuesday            │
//! ╰─────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Scene;
use super::fields::{mark, pad};
use crate::app::form::popup::ChoiceLine;
use crate::domain::draft::Field;
use crate::ui::popup::{self, Page};
use crate::ui::text;
use crate::ui::theme::Role;

/// The widest a value and a note become.
const VALUE: usize = 28;
const NOTE: usize = 40;

/// Draws the list over `area`, the line `choice` marked.
pub(super) fn draw(
    scene: &Scene<'_>,
    field: Field,
    choices: &[ChoiceLine],
    choice: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Page {
    let longest = |width: fn(&ChoiceLine) -> usize, most| choices.iter().map(width).max().unwrap_or_default().min(most);
    let value = longest(|line| text::width(line.shown.as_str()), VALUE);
    let note = longest(|line| text::width(&line.note), NOTE);
    let title = text::width(field.label()) + 10;
    let wide = (2 + value + 2 + note + 1).max(title).max(24);
    let room = usize::from(popup::room(area.width)).min(wide);
    let lines: Vec<Line<'_>> =
        choices.iter().enumerate().map(|(at, line)| row(scene, line, at == choice, (value, room))).collect();
    let counted = format!("{} of {}", choice + 1, choices.len());
    let inner = popup::open(scene.theme, field.label(), &counted, wide as u16, lines.len(), area, buf);
    let page = popup::page_around(&lines, choice, inner, buf);
    popup::draw_more(scene.theme, page.end - page.first, inner, area, buf);
    page
}

fn row(scene: &Scene<'_>, line: &ChoiceLine, chosen: bool, (value, room): (usize, usize)) -> Line<'static> {
    let words = format!("{}  {}", pad(line.shown.as_str(), value), line.note);
    let role = if chosen { Role::Cursor } else { Role::Text };
    Line::from(vec![mark(scene, chosen), Span::styled(pad(&words, room.saturating_sub(2)), scene.style(role))])
}
