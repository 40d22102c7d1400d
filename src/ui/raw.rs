//! One campaign as JSON, wrapped to the screen.

use ratatui::text::Line;

use super::panel::NARROW;
use super::text;
use super::theme::{Role, Theme};
use crate::app::copy::formats;
use crate::app::model::Model;
use crate::domain::store::Row;
use crate::domain::time;

/// A note and the document, which holds no control or format character and so may reach the screen as it is.
pub fn lines(model: &Model, row: Row<'_>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let when = model
        .context
        .campaigns
        .loaded
        .map(|at| format!(" at {}", time::format_clock(at.wall, model.context.prefs.zone)));
    let note = format!("As kaytop read it{}; members it could not read are null.", when.unwrap_or_default());
    let dim = theme.style(Role::Dim);
    let mut lines: Vec<Line<'_>> =
        text::wrap_whole(&note, width).into_iter().map(|line| Line::styled(line, dim)).collect();
    if width + 2 >= usize::from(NARROW) {
        lines.push(Line::default());
    }
    lines.extend(formats::json(&[row]).lines().flat_map(|line| wrapped(line, theme, width)));
    lines
}

/// A line of the document: the member's name, and its value, wrapped under itself.
pub(super) fn wrapped(line: &str, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let indent = line.len() - line.trim_start().len();
    let (name, value) = match line.split_once("\": ") {
        Some((name, value)) => (format!("{name}\": "), value),
        None => (String::new(), line),
    };
    let role = if value.starts_with("null") { Role::Dim } else { Role::Text };
    let room = width.saturating_sub(text::width(&name)).max(width / 2).max(1);
    let behind = if text::width(&name) + 1 < width / 2 { text::width(&name) } else { indent + 2 };
    text::chunks(value, room.min(width.saturating_sub(behind).max(1)))
        .into_iter()
        .enumerate()
        .map(|(at, part)| {
            let head = if at == 0 { name.clone() } else { " ".repeat(behind) };
            Line::from(vec![theme.span(head, Role::Title), theme.span(part, role)])
        })
        .collect()
}
