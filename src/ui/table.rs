//! The table of campaigns: only the visible rows are built, straight into the buffer.
//!
//! ```text
//! ┌ Campaigns 17/143 ─────────────────────────────────────── sorted by ID ↓ · row 1 ┐
//! │    ID NAME                   AGENT        CALLS   PEND   SUCC%    CONV           │
//! │▸  481 Roundup intake wave 3  Intake-EN    2,410    397   69.6%   31.5%           │
//! │     Σ 17 shown, pooled                   17,617  3,173   64.6% ≈ 28.6%           │
//! └──────────────────────────────────────────────────────────────────────────────────┘
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::columns::{self, Column};
use super::empty;
use super::layout::Form;
use super::mark;
use super::popup;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::{Geometry, Model};
use crate::app::mouse::Head;
use crate::domain::order::Column as Key;
use crate::domain::store::Row;

/// Columns at the left for the cursor's mark, and as many free at the right.
const MARK: u16 = 1;

/// Draws the table into `area` and returns its window on the rows.
pub fn draw(model: &Model, theme: Theme, form: Form, area: Rect, buf: &mut Buffer) -> Geometry {
    let inner = match form {
        Form::Boxes => popup::frame(theme, &title(model), &order_words(model), area, buf),
        Form::Lines | Form::Folded => area,
    };
    let (head, rows, totals) = split(inner);
    let columns = columns::fitting(inner.width.saturating_sub(2 * MARK));
    draw_head(model, theme, &columns, head, buf);
    let height = usize::from(rows.height);
    let offset = model.list.first_visible(height, model.store.shown());
    if model.store.shown() == 0 {
        empty::draw(model, theme, rows, buf);
    }
    for (line, position) in (offset..model.store.shown()).take(height).enumerate() {
        if let Some(row) = model.store.row(position) {
            draw_row(model, theme, &columns, row, position, text::row(rows, line as u16), buf);
        }
    }
    draw_totals(model, theme, &columns, totals, buf);
    let heads = cells(&columns, head).map(|(column, room)| Head { area: room.into(), column: column.key }).collect();
    Geometry { offset, page: height, rows: rows.into(), heads, ..Geometry::default() }
}

/// Head, rows and totals; a very low table has rows only.
fn split(inner: Rect) -> (Rect, Rect, Rect) {
    let line = u16::from(inner.height >= 4);
    let head = Rect { height: line, ..inner };
    let rows = Rect { y: inner.y + line, height: inner.height - 2 * line, ..inner };
    let totals = Rect { y: rows.y + rows.height, height: line, ..inner };
    (head, rows, totals)
}

/// `17/143`: shown of all; unknown before the first answer.
pub fn position(model: &Model) -> String {
    match model.campaigns.loaded {
        Some(_) => format!("{}/{}", text::count(model.store.shown() as i64), text::count(model.store.total() as i64)),
        None => text::UNKNOWN.to_owned(),
    }
}

fn title(model: &Model) -> String {
    let shown = model.store.shown();
    let row = (shown > 0).then(|| format!("row {}", text::count(model.list.position() as i64 + 1)));
    let parts = [Some(format!("Campaigns {}", position(model))), row];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "sorted by ID ↓".
pub fn order_words(model: &Model) -> String {
    let order = model.store.order();
    let arrow = if order.descending { '↓' } else { '↑' };
    format!("sorted by {} {arrow}", columns::title(order.column))
}

/// Each column with the room it has in `area`.
fn cells<'a>(columns: &'a [(&'static Column, u16)], area: Rect) -> impl Iterator<Item = (&'static Column, Rect)> + 'a {
    let mut x = area.x + MARK;
    columns.iter().map(move |(column, width)| {
        let room = Rect { x, width: *width, ..area }.intersection(area);
        x = x.saturating_add(width + 1);
        (*column, room)
    })
}

fn write(buf: &mut Buffer, room: Rect, column: &Column, line: &Line<'_>) {
    if column.right { text::put_right(buf, room, line) } else { text::put(buf, room, line) }
}

fn draw_head(model: &Model, theme: Theme, columns: &[(&'static Column, u16)], area: Rect, buf: &mut Buffer) {
    let order = model.store.order();
    buf.set_style(area, theme.style(Role::Head));
    for (column, room) in cells(columns, area) {
        let sorted = order.column == column.key;
        let arrow = if !sorted {
            ""
        } else if order.descending {
            "↓"
        } else {
            "↑"
        };
        write(buf, room, column, &Line::styled(format!("{}{arrow}", column.title), theme.style(Role::Head)));
    }
}

fn draw_row(
    model: &Model,
    theme: Theme,
    columns: &[(&'static Column, u16)],
    row: Row<'_>,
    position: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let campaign = row.campaign();
    let old = model.stale() || model.campaigns.failure.is_some();
    let current = position == model.list.position();
    for (column, room) in cells(columns, area) {
        let cell = (column.cell)(campaign, &model.prefs);
        // Reversed colours would be blocks of red and green: the cursor's row is plain.
        let role = match cell.role {
            _ if current => Role::Strong,
            _ if old => Role::Old,
            role => role,
        };
        let style = theme.style(role);
        let shown = text::fit(&cell.text, usize::from(room.width));
        let line = if column.key == Key::Name {
            let marks = model.list.filter.query.highlights(&shown);
            highlighted(&shown, &marks, style, theme)
        } else {
            Line::styled(shown.into_owned(), style)
        };
        write(buf, room, column, &line);
        if let Role::Grade(grade) = cell.role {
            mark::draw(theme, grade, role, room, line.width(), buf);
        }
    }
    if campaign.stats.impossible() {
        text::put(buf, Rect { width: area.width.min(MARK), ..area }, &Line::styled("!", theme.style(Role::Alert)));
    }
    if current {
        text::put(buf, Rect { width: area.width.min(MARK), ..area }, &Line::raw("▸"));
        buf.set_style(area, theme.style(Role::Cursor));
    }
}

fn highlighted<'a>(shown: &'a str, marks: &[Range<usize>], style: ratatui::style::Style, theme: Theme) -> Line<'a> {
    let mut spans = Vec::with_capacity(2 * marks.len() + 1);
    let mut at = 0;
    for mark in marks {
        spans.push(Span::styled(shown.get(at..mark.start).unwrap_or_default(), style));
        spans.push(Span::styled(shown.get(mark.clone()).unwrap_or_default(), style.patch(theme.style(Role::Match))));
        at = mark.end;
    }
    spans.push(Span::styled(shown.get(at..).unwrap_or_default(), style));
    Line::from(spans)
}

/// The pooled row: sums, and rates of sums.
fn draw_totals(model: &Model, theme: Theme, columns: &[(&'static Column, u16)], area: Rect, buf: &mut Buffer) {
    if model.store.shown() == 0 {
        return;
    }
    let totals = model.store.totals();
    for (column, room) in cells(columns, area) {
        let cell = match column.key {
            Key::Id => "Σ".to_owned(),
            Key::Name => format!("{} shown, pooled", text::count(model.store.shown() as i64)),
            Key::Calls => text::count_or_unknown(totals.calls.total()),
            Key::Ok => text::count_or_unknown(totals.ok.total()),
            Key::Failed => text::count_or_unknown(totals.failed.total()),
            Key::Pending => text::count_or_unknown(totals.pending.total()),
            Key::SuccessRate => text::percent(totals.success.percent()),
            Key::Sentiment => {
                totals.sentiment.value().map_or_else(String::new, |s| format!("≈{}", text::score(Some(s))))
            }
            Key::Conversion => {
                totals.conversion.value().map_or_else(String::new, |c| format!("≈{}", text::percent(Some(c))))
            }
            _ => String::new(),
        };
        let fitted = text::fit(&cell, usize::from(room.width)).into_owned();
        write(buf, room, column, &Line::styled(fitted, theme.style(Role::Strong)));
    }
}
