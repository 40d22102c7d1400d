//! The sort menu: every column by its head and by its name in a query, the one in force with its direction.
//!
//! ```text
//! ╭─ Sort by ────────────────────╮
//! │   ↓ ID                  id   │
//! │     NAME              name   │
//! │ ▸   AGENT            agent   │
//! ╰──────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::columns;
use super::popup::{self, Page, Place};
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::domain::order::Column;

const WIDE: u16 = 28;

pub fn draw(model: &Model, theme: Theme, choice: usize, area: Rect, buf: &mut Buffer) -> Page {
    let order = model.context.store.order();
    let lines: Vec<Line<'_>> = Column::ALL
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let arrow = if order.column == *column { columns::arrow(order) } else { " " };
            let (mark, role) = if at == choice { ('▸', Role::Cursor) } else { (' ', Role::Text) };
            let words = format!("{mark} {arrow} {:<12}{:>10} ", columns::title(*column), column.name());
            theme.line(words, role)
        })
        .collect();
    popup::menu(Place { theme, title: "Sort by", note: "", wide: WIDE, area }, &lines, choice, buf)
}
