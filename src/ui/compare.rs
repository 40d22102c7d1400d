//! Campaigns side by side: each figure, how it stands beside the baseline's, and the success of all on one axis.
//!
//! ```text
//! ╭─ Compare 3 campaigns ─────────────────────────────────────────── against 481, the first ─╮
//! │              481                   476                   470                            │
//! │              Roundup intake wave 3 Hair relaxer docs     Camp Lejeune                   │
//! │ calls           2,410                 1,755  ▼ 655          3,204  ▲ 794                │
//! │ success         69.6%                 74.2%  ▲ 4.6          60.1%  ▼ 9.5                │
//! │ 95 % range   67.6–71.6%            72.0–76.3%            58.3–61.9%                     │
//! │ differs by   baseline              +1.7 to +7.4          -12.1 to -6.8                  │
//! │ verdict                            clearly better        clearly worse                  │
//! │                                                                                         │
//! │ 481 Roundup intake…   69.6%  ─────────────│────├━●━┤─────────────                       │
//! │ 476 Hair relaxer docs 74.2%  ─────────────│─────────├━━●━━┤──────                       │
//! │                              55%       65%       75%                                    │
//! ╰─────────────────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! The baseline's column stays in place; where not all others fit beside it, they scroll.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::axis::{Axis, Mark};
use super::figure;
use super::paragraph;
use super::popup::{self, Page};
use super::text;
use super::theme::{Role, Theme};
use crate::app::compare::figures::{self, Beside, Cell, METHOD, Value};
use crate::app::compare::{Baseline, CompareView, Lineup, Side};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::count::{count, counted};
use crate::domain::measure::Measure;
use crate::domain::order::Column;
use crate::domain::significance::{Evidence, Proportion};

/// Columns of the labels, and of short ones.
const LABEL: usize = 14;
const SHORT_LABEL: usize = 9;
/// A campaign's column: the least, the least on a narrow screen, and the most.
const LEAST: usize = 20;
const LEAST_NARROW: usize = 14;
const MOST: usize = 34;
/// Columns of a value, and of one where there is little room.
const VALUE: usize = 9;
const SHORT_VALUE: usize = 6;
/// Below this width every column counts.
const NARROW: usize = 58;
/// The most lines of a name.
const NAME_LINES: usize = 3;
/// The widest axis, and the widest name beside it.
const AXIS: usize = 100;
const AXIS_NAME: usize = 34;

/// Draws the comparison over `area`.
pub fn draw(model: &Model, view: &CompareView, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let lineup = view.lineup(&model.context.store);
    let room = usize::from(popup::room(area.width));
    let sheet = Sheet::new(model, &lineup, theme, room, view.left);
    let (head, lines) = (sheet.head(usize::from(area.height) < 20), sheet.lines());
    let title = match (view.offered, lineup.sides.len() - usize::from(lineup.baseline == Baseline::Pool)) {
        (offered, shown) if offered > shown => format!("Compare {shown} of {}", count(offered as i64)),
        (_, shown) => format!("Compare {}", lined_up(&lineup, shown as i64)),
    };
    let inner = popup::open(theme, &title, &sheet.note(), sheet.width() as u16, head.len() + lines.len(), area, buf);
    let height = (head.len() as u16).min(inner.height);
    popup::scrolled(&head, 0, Rect { height, ..inner }, buf);
    let body = Rect { y: inner.y + height, height: inner.height - height, ..inner };
    let page = popup::page(&lines, view.scroll, body, buf);
    popup::draw_cut(theme, page.cut(), inner, area, buf);
    if model.context.is_old(Endpoint::Campaigns) {
        popup::age(theme, inner, buf);
    }
    Page { place: popup::around(inner, buf), columns_end: sheet.end, ..page }
}

/// How many stand side by side, and of what: `3 campaigns`, `2 groups`, `3` of both.
fn lined_up(lineup: &Lineup, shown: i64) -> String {
    let campaigns = lineup.sides.iter().filter(|side| side.id.is_some()).count() as i64;
    match campaigns {
        0 => counted(shown, "group"),
        _ if campaigns == shown => counted(shown, "campaign"),
        _ => count(shown),
    }
}

struct Sheet<'m> {
    model: &'m Model,
    lineup: &'m Lineup,
    theme: Theme,
    room: usize,
    /// Columns of the labels, and of a campaign.
    label: usize,
    column: usize,
    /// Which of the sides have a column, the baseline first.
    shown: Vec<usize>,
    /// How many are to the left and right of those.
    hidden: (usize, usize),
    /// How far the columns can scroll.
    end: usize,
}

impl<'m> Sheet<'m> {
    fn new(model: &'m Model, lineup: &'m Lineup, theme: Theme, room: usize, left: usize) -> Self {
        let (label, least) = if room < NARROW { (SHORT_LABEL, LEAST_NARROW) } else { (LABEL, LEAST) };
        let all = lineup.sides.len();
        let fit = (room.saturating_sub(label) / least).clamp(2, all.max(2));
        let end = all.saturating_sub(fit);
        let left = left.min(end);
        let column = (room.saturating_sub(label) / fit).clamp(least, MOST);
        let shown: Vec<usize> = std::iter::once(0).chain(1 + left..left + fit).filter(|at| *at < all).collect();
        Self { model, lineup, theme, room, label, column, shown, hidden: (left, end - left), end }
    }

    fn is_narrow(&self) -> bool {
        self.room < NARROW
    }

    fn width(&self) -> usize {
        let axis = self.label + AXIS;
        self.room.min((self.label + self.shown.len() * self.column).max(axis))
    }

    /// What the others are compared with.
    fn note(&self) -> String {
        let base = self.lineup.base_words();
        match self.lineup.baseline {
            Baseline::First => format!("against {base}, the first"),
            Baseline::Pool => format!("against {base}"),
        }
    }

    /// Which of the others are on screen, and where there are more: `‹ 2–4/5 ›`.
    fn columns(&self) -> String {
        let (left, right) = self.hidden;
        if self.end == 0 {
            return String::new();
        }
        let others = self.lineup.sides.len().saturating_sub(1);
        let (from, to) = (left + 1, others - right);
        let which = if from == to { from.to_string() } else { format!("{from}–{to}") };
        let sign = |hidden: usize, sign: &'static str| if hidden > 0 { sign } else { " " };
        format!("{}{which}/{others}{}", sign(left, "‹"), sign(right, "›"))
    }

    fn sides(&self) -> impl Iterator<Item = (usize, &Side)> {
        self.shown.iter().filter_map(|&at| Some((at, self.lineup.sides.get(at)?)))
    }

    /// Numbers and names; short on a low screen.
    fn head(&self, low: bool) -> Vec<Line<'static>> {
        let names: Vec<Vec<String>> = self.sides().map(|(_, side)| self.name(side, low)).collect();
        let height = names.iter().map(Vec::len).max().unwrap_or_default();
        let line = |y: usize| {
            let label = if y == 0 { self.columns() } else { String::new() };
            let mut line = Line::from(self.theme.span(format!("{label:<width$}", width = self.label), Role::Key));
            for name in &names {
                let words = name.get(y).map_or("", String::as_str);
                let role = if y == 0 { Role::Strong } else { Role::Text };
                line.push_span(self.theme.span(words.to_owned(), role));
                line.push_span(Span::raw(" ".repeat(self.column.saturating_sub(text::width(words)))));
            }
            line
        };
        let mut lines: Vec<Line<'static>> = (0..height).map(line).collect();
        if !low {
            lines.push(Line::default());
        }
        lines
    }

    fn name(&self, side: &Side, low: bool) -> Vec<String> {
        let wide = self.column.saturating_sub(2);
        let most = if low { 1 } else { NAME_LINES };
        let id = side.id.map(|id| id.to_string());
        id.into_iter().chain(text::wrap(&side.name, wide, most)).collect()
    }

    fn lines(&self) -> Vec<Line<'static>> {
        let figures = figures::figures(self.lineup, &self.model.context.prefs.measures);
        let mut lines: Vec<Line<'static>> = Vec::new();
        for figure in figures {
            if figure.label == "success" || figure.label == "vendor" {
                lines.push(Line::default());
            }
            let label = text::fit(self.short(figure.label), self.label - 1).into_owned();
            let mut line = Line::from(self.theme.span(format!("{label:<width$}", width = self.label), Role::Dim));
            for cell in self.shown.iter().filter_map(|&at| figure.cells.get(at)) {
                line.extend(self.cell(cell));
            }
            lines.push(line);
        }
        lines.push(Line::default());
        lines.extend(self.axis());
        lines.push(Line::default());
        lines.extend(paragraph::wrapped(self.theme, &self.explained(), Role::Dim, self.width()));
        lines
    }

    fn short(&self, label: &'static str) -> &'static str {
        match label {
            _ if !self.is_narrow() => label,
            "of all calls" => "of all",
            "95 % range" => "95 %",
            "differs by" | "from the rest" => "differs",
            "conversion" => "conv",
            "sentiment" => "sent",
            label => label,
        }
    }

    /// A cell over its whole column: a value, at its right how it stands beside the baseline.
    fn cell(&self, cell: &Cell) -> Vec<Span<'static>> {
        let room = self.column.saturating_sub(1);
        let value_room = if self.is_narrow() { SHORT_VALUE } else { VALUE };
        let (words, role) = match cell {
            Cell::Value(value, beside) => {
                let value = within(*value, value_room);
                let wide = value_room.max(text::width(&value));
                let own = format!("{value:>wide$} ");
                let beside = beside_within(*beside, room.saturating_sub(wide + 1));
                let pad = self.column.saturating_sub(text::width(&own) + text::width(&beside));
                return vec![
                    self.theme.span(own, Role::Strong),
                    self.theme.span(beside, Role::Text),
                    Span::raw(" ".repeat(pad)),
                ];
            }
            Cell::Words(words) => (words.clone(), Role::Text),
            Cell::Verdict(evidence) => (evidence.words().to_owned(), role(*evidence)),
        };
        let indent = usize::from(!self.is_narrow());
        let words = text::fit(&words, room.saturating_sub(indent)).into_owned();
        let pad = self.column.saturating_sub(indent + text::width(&words));
        vec![Span::raw(" ".repeat(indent)), self.theme.span(words, role), Span::raw(" ".repeat(pad))]
    }

    /// The success of all on one axis, the pool's as a line through them.
    fn axis(&self) -> Vec<Line<'static>> {
        let by = self.model.context.prefs.measures.of(Column::SuccessRate);
        let pool = self.lineup.pool.success.percent();
        let own = |side: &Side| Mark {
            rate: side.totals.success.percent(),
            range: side.totals.success.proportion().and_then(Proportion::range),
            pool,
        };
        // The pool is the line: it needs no line of its own.
        let sides: Vec<(&Side, Option<Evidence>)> = self
            .lineup
            .sides
            .iter()
            .zip(&self.lineup.verdicts)
            .skip(usize::from(self.lineup.baseline == Baseline::Pool))
            .map(|(side, verdict)| (side, verdict.map(|(_, evidence)| evidence)))
            .collect();
        let name_room = if self.is_narrow() { SHORT_LABEL - 1 } else { (self.room / 4).clamp(LABEL, AXIS_NAME) };
        let name = |side: &Side| match side.id {
            Some(id) if self.is_narrow() => id.to_string(),
            Some(id) => format!("{id} {}", side.name),
            None => side.name.clone(),
        };
        let names = sides.iter().map(|(side, _)| text::width(&name(side))).max().unwrap_or_default().min(name_room);
        let before = names + 11;
        let axis = Axis::around(sides.iter().map(|(side, _)| own(side)), self.width().saturating_sub(before).min(AXIS));
        let mut lines = vec![self.theme.line("Success of finished calls, each with its 95 % range", Role::Title)];
        for (side, evidence) in sides {
            let mark = own(side);
            let name = text::fit(&name(side), names).into_owned();
            let pad = " ".repeat(names.saturating_sub(text::width(&name)));
            let rate = text::measured(mark.rate, by);
            let mut line = Line::raw(format!("{name}{pad} {rate:>7}   "));
            line.extend(axis.line(mark, evidence.map_or(Role::Text, role), self.theme));
            lines.push(line);
        }
        lines.push(self.theme.line(format!("{:before$}{}", "", axis.ticks()), Role::Dim));
        if let Some(pool) = pool {
            let words = format!("│ the pool of {} shown: {}", count(self.lineup.pool.rows as i64), by.write(pool));
            lines.push(self.theme.line(text::fit(&words, self.room).into_owned(), Role::Dim));
        }
        lines
    }

    fn explained(&self) -> String {
        let how = match self.lineup.baseline {
            Baseline::First => {
                "Counts stand with how many more or fewer they are, rates with their difference in points."
            }
            Baseline::Pool => {
                "Counts stand with their share of the pool, rates with their difference in points. \
                 A campaign is part of the pool: the test compares it with the rest."
            }
        };
        format!("{how} {METHOD}")
    }
}

/// The colour of a verdict, which its words say too.
pub fn role(evidence: Evidence) -> Role {
    match evidence {
        Evidence::Better => Role::Good,
        Evidence::Worse => Role::Poor,
        Evidence::WithinChance => Role::Text,
        Evidence::TooFew => Role::Dim,
    }
}

fn within(value: Value, room: usize) -> String {
    match value {
        Value::Count(n) => figure::count(n, room),
        Value::Measured(value @ Some(_), by, true) => format!("≈{}", figure::measured(value, by, room - 1)),
        Value::Measured(value, by, _) => figure::measured(value, by, room),
    }
}

/// In full, else shortened; never cut.
fn beside_within(beside: Beside, room: usize) -> String {
    let full = beside.words();
    match beside {
        _ if text::width(&full) <= room => full,
        Beside::More(0) => "=".to_owned(),
        Beside::More(more) => {
            let arrow = if more > 0 { '▲' } else { '▼' };
            format!("{arrow}{}", figure::count(Some(more.saturating_abs()), room.saturating_sub(1)))
        }
        Beside::By(by, _) if by.abs() < f64::EPSILON => "=".to_owned(),
        Beside::By(by, measure) => {
            let arrow = if by > 0.0 { '▲' } else { '▼' };
            format!("{arrow}{}", figure::measured(Some(by.abs()), measure, room.saturating_sub(1)))
        }
        Beside::Share(percent) => figure::measured(Some(percent), Measure::RATE, room),
        Beside::Nothing => String::new(),
    }
}
