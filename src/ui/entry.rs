//! A label and its value, the value wrapped under itself.

use ratatui::text::{Line, Span};

use super::text;
use super::theme::{Role, Theme};

/// The lines of `value` behind a dim `label` that takes `indent` columns, in `width` columns in all.
pub fn lines(theme: Theme, label: &str, value: &str, role: Role, indent: usize, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(indent).max(1);
    let parts = text::wrap_whole(value, room).into_iter().enumerate();
    parts
        .map(|(at, part)| {
            let label = if at == 0 { label } else { "" };
            Line::from(vec![
                Span::styled(format!("{label:<indent$}"), theme.style(Role::Dim)),
                Span::styled(part, theme.style(role)),
            ])
        })
        .collect()
}
