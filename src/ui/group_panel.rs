//! The group under the cursor, briefly, in the preview's place.
//!
//! ```text
//! ╭─ Group by agent ─────────────────────╮
//! │ Intake-EN                            │
//! │ 7 of 143 campaigns                   │
//! │                                      │
//! │ calls        12,345  31.2% of all    │
//! │ ok            5,439 ━━━━━            │
//! │ failed        3,073 ━━━━━━━━         │
//! │ pending       3,833 ━━               │
//! │                                      │
//! │ success     63.9%                    │
//! │ peers       61.2% all others         │
//! │ 95 % range  62.9–64.9%               │
//! │ of finished 8,512 ok + failed        │
//! │ conversion  ≈ 31.2% of clients called│
//! │ sentiment   ≈ 0.41 scale unknown     │
//! │                                      │
//! │   calls largest campaigns            │
//! │   2,410 Roundup intake wave 3         │
//! ╰──────────────────────────────────────╯
//! ```

use ratatui::text::{Line, Span};

use super::theme::{Role, Theme};
use super::{panel, text};
use crate::app::model::Model;
use crate::domain::count::counted;
use crate::domain::measure::Measure;
use crate::domain::order::Column;
use crate::domain::store::{Group, Row};

/// Columns of a number of calls.
const DIGITS: usize = 7;

/// Who it is: its name, how many campaigns, and its largest ones where they stand apart.
pub fn identity(model: &Model, group: &Group<'_>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let name = text::wrap(&group.title(), width, 3).into_iter().map(|line| theme.line(line, Role::Strong));
    let of = counted(model.context.store.totals().rows, "campaign");
    let count = text::count(group.totals().rows as i64);
    let outer = group.outer().map(|outer| format!("in {}", outer.title()));
    let notes = outer.into_iter().chain([format!("{count} of {of} shown")]);
    name.chain(notes.map(|words| theme.line(text::fit(&words, width).into_owned(), Role::Dim))).collect()
}

/// What its calls came to.
pub fn outcome(model: &Model, group: &Group<'_>, theme: Theme, width: usize, roomy: bool) -> Vec<Line<'static>> {
    let totals = group.totals();
    let share = group.share().map(|share| format!("  {} of all", Measure::RATE.write(share))).unwrap_or_default();
    let calls = Span::raw(format!("{:>DIGITS$}", text::count_or_unknown(totals.calls.total())));
    let mut lines = vec![panel::labelled_line(theme, "calls", vec![calls, theme.span(share, Role::Dim)])];
    let whole = totals.calls.total().unwrap_or(0).max(totals.finished.total().unwrap_or(0)).max(1) as f64;
    for (label, count, role) in [
        ("ok", totals.ok.total(), Role::Ok),
        ("failed", totals.failed.total(), Role::Failed),
        ("pending", totals.pending.total(), Role::Pending),
    ] {
        lines.push(panel::brief_bar(theme, label, count, whole, role, width));
    }
    lines.extend(roomy.then(Line::default));
    lines.extend(rates(model, group, theme));
    lines
}

fn rates(model: &Model, group: &Group<'_>, theme: Theme) -> Vec<Line<'static>> {
    let totals = group.totals();
    let measure = |column| model.context.prefs.measures.of(column);
    let by = measure(Column::SuccessRate);
    let judgement = model.context.store.judge_group(group, Column::SuccessRate);
    let success = panel::graded(theme, text::measured(totals.success.percent(), by), judgement.grade);
    let range = totals.success.range().map_or_else(|| text::UNKNOWN.to_owned(), |range| panel::in_range(range, by));
    let about = |value: Option<f64>, column, note: &'static str| {
        let sign = if value.is_some() { "≈ " } else { "" };
        vec![Span::raw(format!("{sign}{}", text::measured(value, measure(column)))), theme.span(note, Role::Dim)]
    };
    let finished = Span::raw(text::count_or_unknown(totals.finished.total()));
    let values = [
        Some(("success", success)),
        panel::peers(theme, judgement).map(|peers| ("peers", peers)),
        Some(("95 % range", vec![Span::raw(range)])),
        Some(("of finished", vec![finished, theme.span(" ok + failed", Role::Dim)])),
        Some(("conversion", about(totals.conversion.value(), Column::Conversion, " of clients"))),
        Some(("sentiment", about(totals.sentiment.value(), Column::Sentiment, " scale unknown"))),
    ];
    values.into_iter().flatten().map(|(label, value)| panel::labelled_line(theme, label, value)).collect()
}

/// Its campaigns with the most calls, under a heading; none where it has only one.
pub fn largest(group: &Group<'_>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    if group.totals().rows < 2 {
        return Vec::new();
    }
    let line = |row: Row<'_>| {
        let calls = format!("{:>DIGITS$} ", text::count_or_unknown(row.calls()));
        let name = text::fit(&panel::name(row), width.saturating_sub(DIGITS + 1)).into_owned();
        Line::from(vec![Span::raw(calls), theme.span(name, Role::Text)])
    };
    let head = theme.line(format!("{:>DIGITS$} largest campaigns", "calls"), Role::Dim);
    std::iter::once(head).chain(group.largest().map(line)).collect()
}
