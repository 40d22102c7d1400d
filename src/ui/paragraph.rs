//! Text over as many lines as it takes: alone, behind a sign, or behind a label. It is made safe to show on the way.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::text;
use super::theme::{Role, Theme};
use crate::domain::shown::Shown;

/// `words` in lines of at most `width` columns.
pub fn wrapped(theme: Theme, words: &str, role: Role, width: usize) -> Vec<Line<'static>> {
    let lines = text::wrap_whole(Shown::new(words).as_str(), width);
    lines.into_iter().map(|line| theme.line(line, role)).collect()
}

/// `words` behind a sign: `! case list 318 is also used by 481`.
pub fn signed(theme: Theme, sign: &str, words: &str, role: Role, width: usize) -> Vec<Line<'static>> {
    let style = theme.style(role);
    hanging((&format!("{sign} "), style), (words, style), width)
}

/// `value` behind a dim `label` that takes `indent` columns.
pub fn labelled(theme: Theme, label: &str, value: &str, role: Role, indent: usize, width: usize) -> Vec<Line<'static>> {
    hanging((&format!("{label:<indent$}"), theme.style(Role::Dim)), (value, theme.style(role)), width)
}

/// Words behind a head, every line of them beginning in the same column; `width` is that of both.
pub fn hanging(head: (&str, Style), words: (&str, Style), width: usize) -> Vec<Line<'static>> {
    let indent = text::width(head.0);
    let blank = " ".repeat(indent);
    let parts = text::wrap_whole(Shown::new(words.0).as_str(), width.saturating_sub(indent)).into_iter().enumerate();
    let line = |(at, part)| {
        let head_part = if at == 0 { head.0 } else { &blank };
        Line::from(vec![Span::styled(head_part.to_owned(), head.1), Span::styled(part, words.1)])
    };
    parts.map(line).collect()
}
