//! The table of campaigns: only the visible rows are built, straight into the buffer.
//!
//! ```text
//! ╭─ Campaigns ──────────────────────────────────────────────────────────── row 1 ─╮
//! │    ID↓ NAME                            ‹CALLS      Δ   PEND   SUCC%    CONV ›│
//! │▸   481 Roundup intake wave 3            2,410    ▲18    397   69.6%   31.5%  │
//! │ ◆  476 Hair relaxer docs                1,755      ·    246  ■39.0%   25.3%  │
//! │      Σ 17 shown, pooled                17,617    ▲18  3,173   64.6%  ≈28.6%  │
//! ╰──────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! The gutter at the left holds the cursor or `!`, then `◆` for a mark or `◇` for the range being marked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::columns::{self, ColumnSpec, Facts, ID, NAME, RANGE};
use super::empty;
use super::grade;
use super::layout::Density;
use super::popup;
use super::standing;
use super::text;
use super::theme::{Role, Theme};
use super::window::Window;
use super::{group_line, pooled, range_cell};
use crate::app::geometry::{Geometry, Head};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::judgement::Grade;
use crate::domain::order::{Column, Kind};
use crate::domain::store::{Group, Line as TableLine, Row};

/// Below this width every column counts: no blank after the gutter.
const TINY: u16 = 40;

/// Draws the table and returns which rows and columns are on screen.
pub fn draw(model: &Model, theme: Theme, density: Density, area: Rect, buf: &mut Buffer) -> Geometry {
    let inner = match density {
        Density::Boxes => popup::frame(theme, &title(model), &row_words(model), area, buf),
        Density::Lines | Density::Folded => area,
    };
    let (head, rows, totals) = split(inner);
    let window = window(model, density, area);
    draw_head(model, theme, &window, head, buf);
    let height = usize::from(rows.height);
    let lines = model.context.store.lines();
    let offset = model.list.first_visible(height, lines);
    if lines == 0 {
        empty::draw(model, theme, rows, buf);
    }
    let range = model.list.marks.range(&model.context.store, model.list.position());
    for (at, position) in (offset..lines).take(height).enumerate() {
        let Some(line) = model.context.store.line(position) else { continue };
        let marked = match &line {
            TableLine::Row(row) => model.list.marks.contains(row.key()),
            TableLine::Group(group) => model.list.marks.contains_group(&group.key()),
        };
        let state = RowState {
            current: position == model.list.position(),
            marked,
            in_range: range.as_ref().is_some_and(|range| range.contains(&position)),
            depth: model.context.store.depth(&line),
        };
        let area = text::row(rows, at as u16);
        match line {
            TableLine::Row(row) => draw_row(model, theme, &window, row, state, area, buf),
            TableLine::Group(group) => draw_group(model, theme, &window, &group, state, area, buf),
        }
    }
    draw_totals(model, theme, &window, totals, buf);
    let heads = cells(&window, head);
    let heads = heads.map(|(spec, room)| Head { area: room.into(), column: spec.column.sorts_as() }).collect();
    Geometry { offset, page: height, rows: rows.into(), heads, columns_left: window.left, ..Geometry::default() }
}

/// The columns of a table in `area`.
pub fn window(model: &Model, density: Density, area: Rect) -> Window {
    let width = area.width.saturating_sub(if density == Density::Boxes { 2 } else { 0 });
    let right = if width < TINY { 1 } else { 2 };
    let store = &model.context.store;
    let columns = model.list.columns.chosen(store.query().columns());
    // What the rows of a group have in common stands in its own line.
    let said: Vec<Column> = match store.query().columns() {
        [] => store.groups_by().iter().map(|by| by.column()).filter(|by| *by != store.order().column).collect(),
        _ => Vec::new(),
    };
    // Without a record they would be empty.
    let unknown = Column::ALL.into_iter().chain(Column::DRAWN).filter(|column| column.is_remembered());
    let kept = [Column::CallsChange, store.order().column];
    let unknown = unknown.filter(|column| model.context.record.unkept().is_some() && !kept.contains(column));
    let columns = columns.without(&said.into_iter().chain(unknown).collect::<Vec<_>>());
    let sorted = model.context.store.order().column;
    let needs = |column| u16::try_from(model.context.store.widest(column)).unwrap_or(u16::MAX);
    Window::new(&columns, sorted, needs, width.saturating_sub(gutter(width) + right))
}

/// Columns for the cursor and the mark, left of a table of this width.
fn gutter(width: u16) -> u16 {
    if width < TINY { 2 } else { 3 }
}

#[derive(Debug, Clone, Copy)]
struct RowState {
    current: bool,
    marked: bool,
    in_range: bool,
    /// How many groups it stands in.
    depth: usize,
}

/// Head, rows and totals; a very low table has rows only.
fn split(inner: Rect) -> (Rect, Rect, Rect) {
    let line = u16::from(inner.height >= 4);
    let head = Rect { height: line, ..inner };
    let rows = Rect { y: inner.y + line, height: inner.height - 2 * line, ..inner };
    let totals = Rect { y: rows.y + rows.height, height: line, ..inner };
    (head, rows, totals)
}

/// "Campaigns", or what they are gathered by.
fn title(model: &Model) -> String {
    ["Campaigns".to_owned()].into_iter().chain(standing::grouping_words(model)).collect::<Vec<_>>().join(" ")
}

/// Where the cursor is; how many rows there are stands above.
fn row_words(model: &Model) -> String {
    if model.context.store.lines() == 0 {
        return String::new();
    }
    format!("row {}", text::count(model.list.position() as i64 + 1))
}

/// Each column with its part of `area`.
fn cells(window: &Window, area: Rect) -> impl Iterator<Item = (&'static ColumnSpec, Rect)> {
    let mut x = area.x + gutter(area.width);
    window.columns.iter().map(move |(spec, width)| {
        let room = Rect { x, width: *width, ..area }.intersection(area);
        x = x.saturating_add(width + 1);
        (*spec, room)
    })
}

fn write(buf: &mut Buffer, room: Rect, spec: &ColumnSpec, line: &Line<'_>) {
    if spec.right { text::put_right(buf, room, line) } else { text::put(buf, room, line) }
}

fn draw_head(model: &Model, theme: Theme, window: &Window, area: Rect, buf: &mut Buffer) {
    let order = model.context.store.order();
    buf.set_style(area, theme.style(Role::Head));
    for (spec, room) in cells(window, area) {
        let sorted = order.column == spec.column;
        let arrow = if sorted { columns::arrow(order) } else { "" };
        if spec.column == RANGE {
            text::put(buf, room, &theme.line(range_cell::head(&model.context.store, room.width), Role::Head));
            continue;
        }
        let title = columns::head(spec, &model.context.store);
        let title = text::fit(&title, usize::from(room.width).saturating_sub(text::width(arrow)));
        write(buf, room, spec, &theme.line(format!("{title}{arrow}"), Role::Head));
    }
    draw_edges(theme, window, area, buf);
}

/// `‹` and `›` where columns stand beyond the edge.
fn draw_edges(theme: Theme, window: &Window, area: Rect, buf: &mut Buffer) {
    let fixed: u16 = window.columns.iter().take(window.fixed).map(|(_, width)| width + 1).sum();
    let style = theme.style(Role::Key);
    let edges = [
        (window.left, "‹", area.x + gutter(area.width) + fixed - 1),
        (window.right, "›", area.right().saturating_sub(1)),
    ];
    for (_, sign, x) in edges.into_iter().filter(|(hidden, ..)| *hidden > 0) {
        text::put(buf, Rect { x, width: 1, ..area }.intersection(area), &Line::styled(sign, style));
    }
}

fn draw_row(model: &Model, theme: Theme, window: &Window, row: Row<'_>, state: RowState, area: Rect, buf: &mut Buffer) {
    let store = &model.context.store;
    let facts = Facts { row, store, change: store.change_of(row.key()), prefs: &model.context.prefs };
    let old = model.context.is_old(Endpoint::Campaigns);
    for (spec, mut room) in cells(window, area) {
        if spec.column == NAME {
            let set_in = (group_line::STEP * state.depth).min(usize::from(room.width) / 3) as u16;
            (room.x, room.width) = (room.x + set_in, room.width - set_in);
        }
        if spec.column == RANGE {
            let judgement = store.judge(row, Column::SuccessRate);
            range_cell::draw(store, row.success(), judgement.grade, over(model, theme, state), theme, room, buf);
            continue;
        }
        let cell = spec.cell(&facts, usize::from(room.width));
        // Reversed colours would be blocks of red and green: there the cursor's row is plain.
        let role = match cell.role {
            _ if state.current && (!theme.tints() || cell.role == Role::Text) => Role::Strong,
            _ if old => Role::Old,
            _ if state.marked && spec.column == NAME => Role::Strong,
            role => role,
        };
        let style = theme.style(role);
        let shown = text::fit(&cell.text, usize::from(room.width));
        let line = match searched(spec.column) {
            Some(column) if row.value(column).is_some() => {
                let marks = model.list.filter.query.highlights(column, &shown);
                highlighted(&shown, &marks, style, theme)
            }
            _ => Line::styled(shown.into_owned(), style),
        };
        write(buf, room, spec, &line);
        grade::draw_mark(theme, cell.grade, role, room, line.width(), buf);
    }
    draw_gutter(theme, state, row.is_impossible(), row.needs_you(), area, buf);
    if state.current {
        theme.select(area, buf);
    }
}

/// The column, where its values are text that a filter may look for.
fn searched(column: Column) -> Option<Column> {
    matches!(column.kind(), Kind::Text | Kind::Number).then_some(column)
}

fn draw_group(
    model: &Model,
    theme: Theme,
    window: &Window,
    group: &Group<'_>,
    state: RowState,
    area: Rect,
    buf: &mut Buffer,
) {
    let over = over(model, theme, state);
    // It has no number: its name begins where those of its campaigns do.
    let mut free = None;
    for (spec, room) in cells(window, area) {
        if spec.column == ID {
            free = Some(room);
            continue;
        }
        let wide = usize::from(room.width);
        if spec.column == NAME {
            let room = free.filter(|free| free.right() + 1 == room.x).map_or(room, |free| free.union(room));
            let wide = usize::from(room.width);
            let heading = group_line::heading(model, group, theme, wide);
            let plain = over.map(|role| theme.line(heading.to_string(), role));
            text::put(buf, room, &plain.unwrap_or(heading));
            continue;
        }
        if spec.column == RANGE {
            let (store, own) = (&model.context.store, group.totals().success.proportion());
            let grade = store.judge_group(group, Column::SuccessRate).grade;
            range_cell::draw(store, own, grade, over, theme, room, buf);
            continue;
        }
        let cell = group_line::cell(model, group, spec.column, wide);
        let role = over.unwrap_or(cell.role);
        let number = text::width(&cell.text);
        write(buf, room, spec, &theme.line(cell.text, role));
        grade::draw_mark(theme, cell.grade, role, room, number, buf);
    }
    draw_gutter(theme, state, group.totals().impossible > 0, false, area, buf);
    if state.current {
        theme.select(area, buf);
    }
}

/// What a line looks like that has no colours of its own: the cursor's where it is reversed, and old data.
fn over(model: &Model, theme: Theme, state: RowState) -> Option<Role> {
    let plain = (state.current && !theme.tints()).then_some(Role::Strong);
    plain.or_else(|| model.context.is_old(Endpoint::Campaigns).then_some(Role::Old))
}

/// The cursor, a mark, and `!` where numbers contradict each other or a person is needed.
fn draw_gutter(theme: Theme, state: RowState, impossible: bool, needs: bool, area: Rect, buf: &mut Buffer) {
    let sign = impossible.then_some(Role::Alert).or(needs.then_some(Role::Warning));
    let cursor = match (state.current, sign) {
        (true, _) => Span::raw("▸"),
        (false, Some(role)) => theme.span("!", role),
        (false, None) => Span::raw(" "),
    };
    let style = theme.style(if state.current { Role::Strong } else { Role::Marked });
    let mark = match (state.marked, state.in_range) {
        (true, _) => Span::styled("◆", style),
        (false, true) => Span::styled("◇", style),
        (false, false) => sign.filter(|_| state.current).map_or(Span::raw(" "), |role| theme.span("!", role)),
    };
    let gutter = Rect { width: gutter(area.width).min(area.width), ..area };
    text::put(buf, gutter, &Line::from(vec![cursor, mark]));
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
fn draw_totals(model: &Model, theme: Theme, window: &Window, area: Rect, buf: &mut Buffer) {
    if model.context.store.shown() == 0 {
        return;
    }
    let odd = standing::odd(model).is_some();
    for (place, (spec, room)) in cells(window, area).enumerate() {
        if spec.column == RANGE {
            let over = Some(if model.context.is_old(Endpoint::Campaigns) { Role::Old } else { Role::Strong });
            let (store, own) = (&model.context.store, model.context.store.totals().success.proportion());
            range_cell::draw(store, own, Grade::Plain, over, theme, room, buf);
            continue;
        }
        let (cell, role) = match spec.column {
            ID if place == 0 => ("Σ".to_owned(), Role::Strong),
            NAME if odd => (total(model, NAME, usize::from(room.width)), Role::Warning),
            key => (total(model, key, usize::from(room.width)), Role::Strong),
        };
        let role = if model.context.is_old(Endpoint::Campaigns) { Role::Old } else { role };
        let fitted = text::fit(&cell, usize::from(room.width)).into_owned();
        write(buf, room, spec, &theme.line(fitted, role));
    }
}

/// The total of a column over the shown rows; blank for columns without one.
fn total(model: &Model, column: Column, room: usize) -> String {
    let totals = model.context.store.totals();
    match column {
        Column::Name => {
            let shown = format!("{} shown", text::count(totals.rows as i64));
            let pooled = format!("{shown}, pooled");
            match standing::odd(model) {
                Some(odd) => text::fitting(&[format!("{shown}, {odd}"), odd], room).to_owned(),
                None => text::fitting(&[pooled, shown], room).to_owned(),
            }
        }
        column => pooled::cell(totals, column, &model.context.prefs, room),
    }
}
