//! The history of the open campaign: a chart of one of its values, what changed since the moments that people compare
//! with, and how it goes on.
//!
//! ```text
//! ╭─ Calls so far · 7 days ───────────────────────────────────────────────────── Fri 20 13:40 · 2,356 · ▲18 ─╮
//! │  1d  [7d]  30d   all                                       [Calls]  New calls   Success   Conversion     │
//! │ 2.5k ┤                                                                        ⣀⡠●⠤⠤⠒                     │
//! │      │                                             ⢀⡠⠤⠤⠤⠔⠒⠊⠁                    │                         │
//! │ 2.0k ┤·  ·  ·  ⢀⣀⣀⠤⠔⠒⠒⠒⠒⠒⠒⠉⠉⠁  ·  ·  ╱╱╱╱╱  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·│                         │
//! │      └┬─────────────┬─────────────┬─────────────┬─────────────┬─────────────┬──┴─                        │
//! │       Mon 16        Tue 17        Wed 18        Thu 19        Fri 20         now                         │
//! │ open ┄━━━┄┄┄        ━━━┄┄┄                                                                               │
//! │ ╱ nobody looked                                                                                          │
//! ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! Where the boxes do not fit, the parts follow one another on rules, and scroll.

mod ahead;
mod change;
mod graph;
mod wording;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use self::graph::Graph;
use super::panel::Part;
use super::popup::{self, Page};
use super::text;
use super::theme::{Role, Theme};
use crate::app::history::{Told, figures};
use crate::app::model::Model;
use crate::domain::history::{Value, Window};
use crate::domain::store::Row;

/// From this width on, the parts stand in boxes, unless they are too high for the screen.
const BOXES: u16 = 100;
/// The fewest lines of a chart: in a box, and where it scrolls.
const LEAST: u16 = 10;
const LEAST_SCROLLED: usize = 6;
/// The lines of a chart on the overview, at least and at most.
pub const BRIEF: (u16, u16) = (8, 30);

/// Draws the page.
pub fn draw(model: &Model, row: Row<'_>, theme: Theme, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    let view = &model.history;
    let told = view.told(row.id(), view.window());
    let history = match told {
        Some(Told::History(history)) if !history.is_empty() => history,
        told => return draw_words(model, told, theme, area, buf),
    };
    let graph = Graph::new(model, history, view.value(), view.window(), view.cursor());
    let inside = popup::inset(area);
    let parts = |width: usize| {
        let change = change::part(history, &figures(row), model.context.prefs.zone, theme, width);
        [change, ahead::part(&history.forecast, theme, width)]
    };
    if area.width >= BOXES {
        let lower = parts(usize::from(inside.width) - 2);
        let height = |part: &Part| part.lines.len() as u16 + 2;
        let below = lower.iter().map(height).sum::<u16>();
        if area.height >= below + LEAST + 2 {
            let upper = Rect { height: area.height - below, ..area };
            let columns = draw_chart(model, &graph, theme, upper, buf);
            let mut y = upper.bottom();
            for part in &lower {
                let place = Rect { y, height: height(part), ..area };
                let inner = popup::frame(theme, &part.title, "", place, buf);
                popup::scrolled(&part.lines, 0, popup::inset(inner), buf);
                y = place.bottom();
            }
            return Page { lines: area, columns_end: columns.saturating_sub(1), ..Page::default() };
        }
    }
    let (lines, columns) = flow(model, &graph, &parts(inside.width.into()), theme, inside);
    let page = popup::page(&lines, scroll, inside, buf);
    Page { columns_end: columns.saturating_sub(1), ..page }
}

/// The chart in a box; returns how many columns its course has.
fn draw_chart(model: &Model, graph: &Graph<'_>, theme: Theme, area: Rect, buf: &mut Buffer) -> usize {
    let inner = popup::frame(theme, &graph.title(), &graph.reading(usize::from(area.width) / 2), area, buf);
    let inner = popup::inset(inner);
    let width = usize::from(inner.width);
    let legend = graph.legend(width);
    let room = usize::from(inner.height).saturating_sub(1 + usize::from(legend.is_some()));
    let chart = graph.chart();
    let mut lines = vec![choices(model, theme, width)];
    lines.extend(chart.lines(theme, width, room));
    lines.extend(legend.map(|words| theme.line(words, Role::Dim)));
    popup::scrolled(&lines, 0, inner, buf);
    chart.columns(width, room)
}

/// All of it as lines on rules: the chart as high as leaves room for the rest, where it can.
fn flow(model: &Model, graph: &Graph<'_>, rest: &[Part], theme: Theme, area: Rect) -> (Vec<Line<'static>>, usize) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let legend = graph.legend(width);
    let around = 2 + usize::from(legend.is_some());
    let below: usize = rest.iter().map(|part| part.lines.len() + 1).sum();
    let room = height.saturating_sub(around + below);
    // On a low screen the chart fills it, and what is below scrolls.
    let room = if room >= LEAST_SCROLLED { room } else { height.saturating_sub(2).max(LEAST_SCROLLED) };
    let chart = graph.chart();
    let mut lines =
        vec![popup::rule(theme, &graph.title(), &graph.reading(width / 2), width), choices(model, theme, width)];
    lines.extend(chart.lines(theme, width, room));
    lines.extend(legend.map(|words| theme.line(words, Role::Dim)));
    for part in rest {
        lines.push(popup::rule(theme, &part.title, "", width));
        lines.extend(part.lines.iter().cloned());
    }
    (lines, chart.columns(width, room))
}

/// What can be chosen, the chosen one in brackets: times at the left, values at the right.
fn choices(model: &Model, theme: Theme, width: usize) -> Line<'static> {
    let view = &model.history;
    let choice = |words: &str, chosen: bool| {
        if chosen { theme.span(format!("[{words}]"), Role::Title) } else { theme.span(format!(" {words} "), Role::Dim) }
    };
    let times: Line<'_> =
        Window::ALL.into_iter().map(|window| choice(window.title(), window == view.window())).collect();
    let values = |wordings: [&'static str; 4]| -> Line<'static> {
        Value::ALL.into_iter().zip(wordings).map(|(value, words)| choice(words, value == view.value())).collect()
    };
    let at = Value::ALL.iter().position(|value| *value == view.value()).unwrap_or_default();
    let wordings = [
        values(["calls so far", "new calls", "success", "conversion"]),
        values(["calls", "new", "success", "conv"]),
        choice(["calls", "new", "success", "conv"].get(at).copied().unwrap_or_default(), true).into(),
    ];
    let room = width.saturating_sub(times.width() + 1);
    let [first, second, last] = wordings;
    let values = [first, second].into_iter().find(|line| line.width() <= room).unwrap_or(last);
    let gap = width.saturating_sub(times.width() + values.width());
    let times: Line<'static> =
        times.spans.into_iter().map(|span| Span::styled(span.content.into_owned(), span.style)).collect();
    let mut line = times;
    line.push_span(Span::raw(" ".repeat(gap)));
    line.extend(values);
    line
}

/// Says why there is no chart, and what to do.
fn draw_words(model: &Model, told: Option<&Told>, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let width = usize::from(area.width.saturating_sub(4));
    let paragraphs = wording::missing(model, told);
    let roles = [Role::Strong, Role::Dim];
    let lines: Vec<Line<'_>> = paragraphs
        .iter()
        .zip(roles)
        .flat_map(|(words, role)| text::wrap_whole(words, width).into_iter().map(move |line| theme.line(line, role)))
        .collect();
    let top = area.height.saturating_sub(lines.len() as u16) / 3;
    for (y, line) in lines.iter().enumerate() {
        text::put_centered(buf, text::row(area, top + y as u16), line);
    }
    Page { lines: area, ..Page::default() }
}

/// A chart of all calls over seven days in so many lines, for the overview; nothing where no call is known.
pub fn brief(model: &Model, row: Row<'_>, theme: Theme, width: usize, height: usize) -> Option<Part> {
    let Some(Told::History(history)) = model.history.told(row.id(), Window::Week) else { return None };
    if !history.changes.iter().any(|(_, figures)| figures.calls.is_some_and(|calls| calls > 0)) {
        return None;
    }
    let graph = Graph::new(model, history, Value::Calls, Window::Week, None);
    let legend = graph.legend(width);
    let room = height.saturating_sub(usize::from(legend.is_some()));
    let mut lines = graph.chart().lines(theme, width, room);
    lines.extend(legend.map(|words| theme.line(words, Role::Dim)));
    Some(Part { title: graph.title(), lines })
}
