//! Which agent does best: those of the shown campaigns, each with the success of its calls and the range where that
//! probably lies, on one axis with the line of the pool.
//!
//! ```text
//! ╭─ Agents by success ───────────── best first ─╮
//! │   agent                  campaigns     calls │
//! │   Intake-ES                     27    33,790 │
//! │      □64.3%  ──────────────│───────├━●━┤──── │
//! │                                              │
//! │ ▸ Docs-EN                       28    35,855 │
//! │       61.0%  ─────────├━●━┤│──────────────── │
//! │ │ pool 62.0%  60%          62%         64%   │
//! ╰──────────────────────────────────────────────╯
//! ```
//!
//! The agent of what is under the cursor is marked, and always among them. Where there are many, each has one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::axis::{Axis, Mark};
use super::theme::{Role, Theme};
use super::{figure, grade, popup, text};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::grouping::GroupBy;
use crate::domain::order::Column;
use crate::domain::store::{AgentScore, Row, Text};

/// What stands where a rate is of too few finished calls to say much.
const TOO_FEW: &str = "too few";

/// Lines besides the agents': heads, and the pool with the ticks.
const FIXED: usize = 2;
/// Columns of the sign before a name, of campaigns, calls, a rate with its mark, and of the gap between that and the axis.
const SIGN: usize = 2;
const CAMPAIGNS: usize = 11;
const CALLS: usize = 10;
const RATE: usize = 7;
const GAP: usize = 2;
/// How far the line below a name is set in.
const INDENT: usize = 4;
/// The part of a line that is the axis' where a name stands before it, in eighths.
const AXIS: usize = 3;

/// Draws the panel into `area`.
pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let of = model.context.store.agent_scores().len();
    let lines = usize::from(area.height).saturating_sub(2 + FIXED);
    let own = current(model).and_then(|row| model.context.store.agent_scores().position(|score| score.has(row)));
    let panel = Panel {
        model,
        theme,
        width: usize::from(area.width).saturating_sub(4),
        each: [3, 2].into_iter().find(|each| of * each <= lines + each - 2).unwrap_or(1),
        shown: chosen(model, lines, own),
    };
    let note = match panel.shown.len() {
        shown if shown == of => "best first".to_owned(),
        shown if own.is_some_and(|own| own >= shown) => format!("{shown} of {}", text::count(of as i64)),
        shown => format!("best {shown} of {}", text::count(of as i64)),
    };
    let inner = popup::inset(popup::frame(theme, "Agents by success", &note, area, buf));
    popup::scrolled(&panel.lines(), 0, inner, buf);
    if model.context.is_old(Endpoint::Campaigns) {
        popup::age(theme, inner, buf);
    }
}

/// The first `most` agents; in the place of the last one the agent of this place, where it comes later.
fn chosen(model: &Model, most: usize, own: Option<usize>) -> Vec<AgentScore<'_>> {
    let scores = || model.context.store.agent_scores();
    let mut chosen: Vec<AgentScore<'_>> = scores().take(most).collect();
    if let (Some(own), Some(last)) = (own.filter(|own| *own >= most), chosen.last_mut()) {
        scores().nth(own).into_iter().for_each(|own| *last = own);
    }
    chosen
}

/// A campaign of the agent under the cursor.
fn current(model: &Model) -> Option<Row<'_>> {
    let of_agent = || model.current_group().filter(|group| group.key().by().any(|by| by == GroupBy::Agent));
    model.current().or_else(|| of_agent()?.rows().next())
}

struct Panel<'m> {
    model: &'m Model,
    theme: Theme,
    /// Columns inside.
    width: usize,
    /// Lines that an agent takes, of which one may be blank.
    each: usize,
    shown: Vec<AgentScore<'m>>,
}

impl Panel<'_> {
    fn lines(&self) -> Vec<Line<'static>> {
        if self.shown.is_empty() {
            return vec![self.theme.line("No campaigns shown.", Role::Dim)];
        }
        let before = self.before() + RATE + GAP;
        let axis = Axis::around(self.shown.iter().map(|score| self.mark(score)), self.width.saturating_sub(before));
        let mut lines = vec![self.heads()];
        for (at, score) in self.shown.iter().enumerate() {
            lines.extend((at > 0 && self.each > 2).then(Line::default));
            lines.extend(self.agent(score, axis));
        }
        lines.push(self.theme.line(format!("{:<before$}{}", self.pool(), axis.ticks()), Role::Dim));
        lines
    }

    /// Columns before a rate.
    fn before(&self) -> usize {
        if self.each > 1 { INDENT } else { SIGN + self.name() }
    }

    /// Columns of the names.
    fn name(&self) -> usize {
        if self.each > 1 {
            return self.width.saturating_sub(SIGN + CAMPAIGNS + CALLS);
        }
        let most = self.width.saturating_sub(SIGN + RATE + GAP + AXIS * self.width / 8);
        self.shown.iter().map(|score| text::width(title(score))).max().unwrap_or_default().min(most)
    }

    fn heads(&self) -> Line<'static> {
        let name = self.name();
        let words = if self.each > 1 {
            format!("{:SIGN$}{:<name$}{:>CAMPAIGNS$}{:>CALLS$}", "", "agent", "campaigns", "calls")
        } else {
            format!("{:SIGN$}{:<name$}{:>RATE$}{:GAP$}95 % range", "", "agent", "success", "")
        };
        self.theme.line(words, Role::Dim)
    }

    /// What is drawn of an agent: too few calls have a range so wide that the others' would not be told apart beside it.
    fn mark(&self, score: &AgentScore<'_>) -> Mark {
        let success = score.success();
        let told = !success.is_of_too_few();
        Mark {
            rate: success.percent().filter(|_| told),
            range: success.range().filter(|_| told),
            pool: self.model.context.store.totals().success.percent(),
        }
    }

    fn agent(&self, score: &AgentScore<'_>, axis: Axis) -> Vec<Line<'static>> {
        let theme = self.theme;
        let is_current = current(self.model).is_some_and(|row| score.has(row));
        let sign = if is_current { "▸ " } else { "  " };
        let width = self.name();
        let name = text::fit(title(score), width).into_owned();
        let pad = " ".repeat(width.saturating_sub(text::width(&name)));
        let role = if is_current { Role::Strong } else { Role::Text };
        let mut first = Line::from(theme.span(format!("{sign}{name}{pad}"), role));
        if self.each == 1 {
            first.extend(self.rate(score, axis));
            return vec![first];
        }
        let campaigns = text::count(score.campaigns() as i64);
        let calls = figure::count(score.calls().total(), CALLS - 1);
        first.push_span(Span::raw(format!("{campaigns:>CAMPAIGNS$}{calls:>CALLS$}")));
        let second = std::iter::once(Span::raw(" ".repeat(INDENT))).chain(self.rate(score, axis)).collect();
        vec![first, second]
    }

    /// Its success, marked where that stands out among the others', and where it lies.
    fn rate(&self, score: &AgentScore<'_>, axis: Axis) -> Vec<Span<'static>> {
        let by = self.model.context.prefs.measures.of(Column::SuccessRate);
        let (mark, grade) = (self.mark(score), score.judge().grade);
        let few = score.success().percent().is_some() && mark.rate.is_none();
        let rate = match (few, grade::sign(grade).filter(|_| mark.rate.is_some())) {
            (true, _) => TOO_FEW.to_owned(),
            (_, sign) => format!("{}{}", sign.unwrap_or_default(), figure::measured(mark.rate, by, RATE - 1)),
        };
        let role = if mark.rate.is_some() { grade::role(grade) } else { Role::Dim };
        let rate = self.theme.span(format!("{rate:>RATE$}{:GAP$}", ""), role);
        std::iter::once(rate).chain(axis.line(mark, role, self.theme)).collect()
    }

    /// What the line on the axis is.
    fn pool(&self) -> String {
        let by = self.model.context.prefs.measures.of(Column::SuccessRate);
        let Some(pool) = self.model.context.store.totals().success.percent() else { return String::new() };
        let pool = by.write(pool);
        if self.each > 1 {
            format!("│ pool {pool}")
        } else {
            format!("{:<1$}{pool:>RATE$}", "│ pool", self.before())
        }
    }
}

fn title<'s>(score: &AgentScore<'s>) -> &'s str {
    score.agent().map_or("(agent unknown)", Text::as_str)
}
