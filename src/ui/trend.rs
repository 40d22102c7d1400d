//! What a gauge says of the time before: by how much its value changed, and its course over 24 hours.
//!
//! ```text
//! 17,617  ▲1,048 today        24 h ▁▁▂▅▇▆▃▁▄▆▇▇▅▃▁▁
//! 64.6%  ▼0.4 pt today            ▇▇▆▆▅▄▃▂▂▁▁▂▂▃▃
//! ```

use ratatui::text::{Line, Span};

use super::sparkline::{self, Ground};
use super::theme::{Role, Theme};
use super::{figure, text};
use crate::app::model::Model;
use crate::domain::memory::Baseline;
use crate::domain::order::{Column, Value};

/// The cells of a course, at least and at most.
const CELLS: (usize, usize) = (8, 24);
/// How long it is, where there is room to say so.
const LENGTH: &str = "24 h ";

/// A value with its change and its course, as far as they fit into so many columns.
pub fn beside(
    model: &Model,
    theme: Theme,
    mut value: Line<'static>,
    column: Column,
    course: Option<(&[Option<f64>], Ground)>,
    width: usize,
) -> Line<'static> {
    let wordings =
        change(model, column).map_or_else(Vec::new, |Change { by, since }| vec![format!("{by} {since}"), by]);
    let taken = value.width();
    let fits = |cells: usize| {
        wordings.iter().find(|words| taken + 2 + text::width(words) + 2 + cells <= width).map(String::as_str)
    };
    // Rather the change in few words and a course than the change in many.
    let words = fits(CELLS.0).or_else(|| fits(0)).unwrap_or_default();
    if !words.is_empty() {
        value.push_span(Span::raw("  "));
        value.push_span(theme.span(words.to_owned(), Role::Dim));
    }
    let room = width.saturating_sub(value.width() + 2);
    let Some((course, ground)) = course.filter(|_| room >= CELLS.0) else { return value };
    let cells = room.min(CELLS.1).min(course.len());
    let length = if room >= cells + LENGTH.len() { LENGTH } else { "" };
    let gap = width - value.width() - cells - length.len();
    value.push_span(Span::raw(" ".repeat(gap)));
    value.push_span(theme.span(length, Role::Dim));
    value.push_span(sparkline::span(course, ground, cells, theme));
    value
}

/// A change, and since when it is told.
pub struct Change {
    /// `▲1,048`, `▼0.4 pt`.
    pub by: String,
    /// `today`, `since Monday`.
    pub since: String,
}

/// By how much a value changed since the baseline; nothing where nobody knows.
pub fn change(model: &Model, column: Column) -> Option<Change> {
    let store = &model.context.store;
    let memory = store.memory()?;
    let by = match store.totals().value(column) {
        Some(Value::Whole(calls)) => figure::change(calls, 9),
        Some(Value::Real(0.0)) => figure::UNCHANGED.to_owned(),
        Some(Value::Real(points)) => format!("{} pt", figure::points(points, 9)),
        _ => return None,
    };
    let compared = memory.compared;
    let since = match compared.baseline {
        _ if compared.is_inexact() => compared.words(memory.at, model.context.prefs.zone),
        Baseline::Today if model.context.past.then().is_some() => "that day".to_owned(),
        Baseline::Today => "today".to_owned(),
        Baseline::Monday => "since Monday".to_owned(),
        Baseline::Week => "in 7 days".to_owned(),
        Baseline::Look(_) => "since the last look".to_owned(),
        Baseline::Hour => "in an hour".to_owned(),
        Baseline::Refresh => "in the last refresh".to_owned(),
        Baseline::Moment(_) => compared.words(memory.at, model.context.prefs.zone),
    };
    Some(Change { by, since })
}
