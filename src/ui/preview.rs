//! One campaign: identity, outcome bars, our own rate beside the vendor's.
//!
//! ```text
//! ╭─ Campaign 481 ───────────────────────╮
//! │ Roundup intake wave 3                │
//! │ agent       Docs-EN                  │
//! │ list        1629                     │
//! │ origin      csv_import               │
//! │ edited by   –                        │
//! │                                      │
//! │ calls         2,058                  │
//! │ ok              698 ━━━━━            │
//! │ failed        1,092 ━━━━━━━━         │
//! │ pending         268 ━━               │
//! │                                      │
//! │ success     39.0% poor               │
//! │ of finished 1,790 ok + failed        │
//! │ vendor says 39.0% the same           │
//! │ conversion  25.3% of clients called  │
//! │ sentiment   0.41 scale unknown       │
//! ╰──────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::grade;
use super::popup;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::order::Column;
use crate::domain::store::{Row, Text};

/// Columns for the names of the values.
const LABEL: usize = 12;

/// Draws the campaign under the cursor into a box.
pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let current = model.current();
    let title = current.map_or_else(|| "Campaign".to_owned(), |row| format!("Campaign {}", row.id()));
    let inner = popup::frame(theme, &title, "", area, buf);
    let inner = popup::inset(inner);
    let Some(row) = current else {
        text::put(buf, text::row(inner, 0), &Line::styled("No campaign selected.", theme.style(Role::Dim)));
        return;
    };
    draw_campaign(model, row, theme, inner, buf);
    if model.context.is_old(Endpoint::Campaigns) {
        popup::age(theme, inner, buf);
    }
}

fn draw_campaign(model: &Model, row: Row<'_>, theme: Theme, inner: Rect, buf: &mut Buffer) {
    let identity = identity(row, theme, usize::from(inner.width.min(80)));
    let outcome = outcome(model, row, theme, inner);
    if inner.width >= 80 {
        // Below the table there is width instead of height: two columns.
        let half = inner.width / 2;
        lines(&identity, Rect { width: half.saturating_sub(2), ..inner }, buf);
        lines(&outcome, Rect { x: inner.x + half, width: inner.width - half, ..inner }, buf);
        return;
    }
    let mut all = identity;
    if usize::from(inner.height) > all.len() + outcome.len() {
        all.push(Line::default());
    }
    all.extend(outcome);
    lines(&all, inner, buf);
}

/// The name, or what stands for an unknown one.
pub fn name(row: Row<'_>) -> String {
    row.name().map_or("(name unknown)", Text::as_str).to_owned()
}

fn lines(lines: &[Line<'_>], area: Rect, buf: &mut Buffer) {
    popup::scrolled(lines, 0, area, buf);
}

fn identity(row: Row<'_>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let text_of = |value| text::text_or_unknown(value).to_owned();
    let mut lines: Vec<_> = text::wrap(&name(row), width, 3)
        .into_iter()
        .map(|part| Line::styled(part, theme.style(Role::Strong)))
        .collect();
    lines.extend(
        [
            ("agent", text_of(row.agent())),
            ("list", text::id_or_unknown(row.list())),
            ("origin", text_of(row.origin())),
            ("edited by", text_of(row.updated())),
        ]
        .map(|(label, value)| {
            Line::from(vec![Span::styled(format!("{label:<LABEL$}"), theme.style(Role::Dim)), value.into()])
        }),
    );
    lines
}

fn outcome(model: &Model, row: Row<'_>, theme: Theme, area: Rect) -> Vec<Line<'static>> {
    let room = if area.width >= 80 { area.width / 2 } else { area.width };
    let cells = usize::from(room).saturating_sub(LABEL + 9).min(60);
    let whole = row.calls().unwrap_or(0).max(row.finished().unwrap_or(0)).max(1) as f64;
    let counted = |label: &str, n: Option<i64>| {
        [
            Span::styled(format!("{label:<LABEL$}"), theme.style(Role::Dim)),
            Span::raw(format!("{:>7} ", text::count_or_unknown(n))),
        ]
    };
    let part = |label: &str, n: Option<i64>, role| {
        let mut line = counted(label, n).into_iter().collect::<Line<'_>>();
        line.push_span(Span::styled(text::bar(n.unwrap_or(0) as f64 / whole, cells), theme.style(role)));
        line
    };
    let mut lines = vec![
        counted("calls", row.calls()).into_iter().collect(),
        part("ok", row.ok(), Role::Ok),
        part("failed", row.failed(), Role::Failed),
        part("pending", row.pending(), Role::Pending),
    ];
    if area.height > 12 {
        lines.push(Line::default());
    }
    lines.extend(rates(model, row, theme));
    if row.is_impossible() {
        lines.push(Line::styled("! these counts contradict each other", theme.style(Role::Alert)));
    }
    lines
}

fn rates(model: &Model, row: Row<'_>, theme: Theme) -> Vec<Line<'static>> {
    let line = |label: &str, rest: [Span<'static>; 2]| {
        let [value, note] = rest;
        Line::from(vec![Span::styled(format!("{label:<LABEL$}"), theme.style(Role::Dim)), value, note])
    };
    let measures = model.context.prefs.measures;
    let shown = |value, column| text::measured(value, measures.of(column)).into();
    let success = match row.success_rate() {
        Some(rate) => {
            let measure = measures.of(Column::SuccessRate);
            let (word, role) = match measure.grade(rate) {
                Some(grade) => (grade::word(grade), Role::Grade(grade)),
                None => ("", Role::Text),
            };
            [Span::styled(format!("{} {word}", measure.write(rate)), theme.style(role)), dim(theme, "")]
        }
        None => {
            [Span::raw(text::UNKNOWN), dim(theme, if row.finished() == Some(0) { " nothing finished yet" } else { "" })]
        }
    };
    let vendor = match row.vendor_agrees() {
        Some(true) => dim(theme, " the same"),
        Some(false) => Span::styled(" ≠ differs", theme.style(Role::Warning)),
        None => Span::raw(""),
    };
    let finished = text::count_or_unknown(row.finished());
    vec![
        line("success", success),
        line("of finished", [Span::raw(finished), dim(theme, " ok + failed")]),
        line("vendor says", [shown(row.vendor_rate(), Column::VendorRate), vendor]),
        line("conversion", [shown(row.conversion(), Column::Conversion), dim(theme, " of clients called")]),
        line("sentiment", [shown(row.sentiment(), Column::Sentiment), dim(theme, " scale unknown")]),
    ]
}

fn dim(theme: Theme, words: &'static str) -> Span<'static> {
    Span::styled(words, theme.style(Role::Dim))
}
