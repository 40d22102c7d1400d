//! The columns sheet: every column, what it means, whether it is shown and whether it is on screen.
//!
//! ```text
//! ╭─ Columns ─────────────────── Space shows or hides · J K moves ─╮
//! │ ▸ [x] AGENT       the AI agent that calls          off screen  │
//! │   [ ] LIST        the case list that is called                 │
//! ╰────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::columns::COLUMNS;
use super::popup::{self, Page, Place};
use super::text;
use super::theme::{Role, Theme};
use super::window::Window;
use crate::app::model::Model;

const WIDE: u16 = 62;
/// Where the meanings begin.
const TITLE: usize = 18;

/// Draws the sheet over `area`; `window` is that of the table behind it.
pub fn draw(model: &Model, theme: Theme, choice: usize, window: &Window, area: Rect, buf: &mut Buffer) -> Page {
    let room = usize::from(popup::room(area.width).min(WIDE));
    let lines: Vec<Line<'_>> = model
        .list
        .columns
        .all()
        .filter_map(|column| COLUMNS.iter().find(|spec| spec.column == column))
        .enumerate()
        .map(|(at, spec)| {
            let shown = model.list.columns.shows(spec.column);
            let on_screen = window.columns.iter().any(|(other, _)| other.column == spec.column);
            let (mark, check) = (if at == choice { '▸' } else { ' ' }, if shown { 'x' } else { ' ' });
            let note = if shown && !on_screen { "off screen" } else { "" };
            let about = text::fit(spec.about, room.saturating_sub(TITLE)).into_owned();
            let gap = room.saturating_sub(TITLE + text::width(&about) + note.len() + 1);
            let note = if gap == 0 { String::new() } else { format!("{:gap$}{note} ", "") };
            let base = if at == choice { Role::Cursor } else { Role::Text };
            let dim = if at == choice { Role::Cursor } else { Role::Dim };
            Line::from(vec![
                theme.span(format!("{mark} [{check}] {:<12}", spec.title), base),
                theme.span(about, dim),
                theme.span(note, dim),
            ])
        })
        .collect();
    let place = Place { theme, title: "Columns", note: "Space shows or hides · J K moves", wide: WIDE, area };
    popup::menu(place, &lines, choice, buf)
}
