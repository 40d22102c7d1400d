//! The gauges over what is shown. Each says what it divides by.
//!
//! ```text
//! ┌ Calls ───────────────────┐┌ Success of finished ─────┐┌ Conversion, pooled ──────┐┌ Company ─────────────────┐
//! │ 17,617  in 143 campaigns ││ 64.6% good  ▰▰▰▰▰▰▰▱▱▱▱  ││ ≈ 28.6% fair ▰▰▰▱▱▱▱▱▱▱  ││ campaigns enabled        │
//! │ ██████████████▓▓▓▓▓▓░░░░ ││ 9,330 ok of 14,444       ││ by finished calls, 131   ││ concurrency 70% ▰▰▰▰▰▱▱  │
//! │ ok 9,330  failed 5,114 … ││ vendor differs in 2 ≠    ││ sentiment ≈ 0.61         ││ settings as of 13:51     │
//! └──────────────────────────┘└──────────────────────────┘└──────────────────────────┘└──────────────────────────┘
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::popup;
use super::text;
use super::theme::{Role, Theme, grade_word};
use crate::app::model::Model;
use crate::app::prefs::Thresholds;
use crate::domain::store::Totals;
use crate::domain::time;

/// Draws the four boxes.
pub fn draw_boxes(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let boxes: [Rect; 4] = Layout::horizontal([6, 5, 5, 5].map(Constraint::Fill)).areas(area);
    let totals = model.store.totals();
    let contents = [
        ("Calls", calls as Content),
        ("Success of finished", success),
        ("Conversion", conversion),
        ("Company", company),
    ];
    for (place, (title, content)) in boxes.into_iter().zip(contents) {
        let inner = popup::frame(theme, title, "", place, buf);
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner);
        for (y, line) in content(model, totals, theme, inner.width).iter().enumerate() {
            text::put(buf, text::row(inner, y as u16), line);
        }
    }
}

type Content = fn(&Model, &Totals, Theme, u16) -> Vec<Line<'static>>;

fn calls(model: &Model, totals: &Totals, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let rows = model.store.shown();
    let sum = text::count_or_unknown(totals.calls.total());
    let (whole, whole_short) = (format!("  in {}", text::plural(rows, "campaign", "campaigns")), format!(" in {rows}"));
    vec![
        Line::from(vec![
            strong(theme, sum.clone()),
            dim(theme, fitting(usize::from(width).saturating_sub(text::width(&sum)), &[&whole, &whole_short])),
        ]),
        outcome_bar(totals.ok.total(), totals.failed.total(), totals.pending.total(), theme, usize::from(width)),
        legend(totals, theme, usize::from(width)),
    ]
}

/// ok, failed and pending as parts of one bar; the parts differ in shade as well as in colour.
pub fn outcome_bar(
    ok: Option<i64>,
    failed: Option<i64>,
    pending: Option<i64>,
    theme: Theme,
    cells: usize,
) -> Line<'static> {
    let parts = [(ok, "█", Role::Ok), (failed, "▓", Role::Failed), (pending, "░", Role::Pending)];
    let sum: f64 = parts.iter().map(|(n, ..)| n.unwrap_or(0).max(0) as f64).sum();
    if sum <= 0.0 {
        return Line::styled("░".repeat(cells), theme.style(Role::Closed));
    }
    let mut line = Line::default();
    let (mut counted, mut drawn) = (0.0, 0);
    for (n, glyph, role) in parts {
        counted += n.unwrap_or(0).max(0) as f64;
        let until = (counted / sum * cells as f64).round() as usize;
        line.push_span(Span::styled(glyph.repeat(until - drawn), theme.style(role)));
        drawn = until;
    }
    line
}

/// What the shades of the bar mean, in full where there is room.
fn legend(totals: &Totals, theme: Theme, width: usize) -> Line<'static> {
    let parts = [(&totals.ok, Role::Ok), (&totals.failed, Role::Failed), (&totals.pending, Role::Pending)];
    let line = |words: [&'static str; 3], gap: &str, write: fn(Option<i64>) -> String| -> Line<'static> {
        let spans = words.into_iter().zip(parts).enumerate().flat_map(|(at, (word, (sum, role)))| {
            let before = if at == 0 { "" } else { gap };
            let count = format!(" {}", write(sum.total()));
            [Span::raw(before.to_owned()), Span::styled(word, theme.style(role)), Span::raw(count)]
        });
        spans.collect()
    };
    let full = line(["ok", "failed", "pending"], "  ", text::count_or_unknown);
    if full.width() <= width { full } else { line(["ok", "fail", "pend"], " ", compact) }
}

/// A count in at most four columns: 9,330 · 62k · 1.2M.
pub fn compact(n: Option<i64>) -> String {
    match n {
        Some(n) if n.unsigned_abs() >= 10_000_000 => format!("{}M", text::count(n / 1_000_000)),
        Some(n) if n.unsigned_abs() >= 1_000_000 => format!("{:.1}M", n as f64 / 1e6),
        Some(n) if n.unsigned_abs() >= 10_000 => format!("{}k", n / 1_000),
        n => text::count_or_unknown(n),
    }
}

fn success(model: &Model, totals: &Totals, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let of = format!(
        "{} ok of {}",
        text::count_or_unknown(totals.ok.total()),
        text::count_or_unknown(totals.finished.total())
    );
    let room = usize::from(width);
    let vendor = match totals.disagreeing {
        _ if totals.success.rows == 0 => Line::default(),
        0 => dim_line(theme, fitting(room, &["vendor’s own rates agree", "vendor’s rates agree", "vendor agrees"])),
        n => Line::styled(format!("≠ vendor differs in {n}"), theme.style(Role::Warning)),
    };
    vec![rated("", totals.success.percent(), Some(model.prefs.success), theme, width), dim_line(theme, of), vendor]
}

fn conversion(model: &Model, totals: &Totals, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let (rate, room) = (totals.conversion.value(), usize::from(width));
    let sentiment = format!("sentiment ≈ {}", text::score(totals.sentiment.value()));
    vec![
        rated("≈ ", rate, Some(model.prefs.conversion), theme, width),
        dim_line(
            theme,
            fitting(room, &["of clients, ≈ by finished calls", "of clients, ≈ by finished", "≈ by finished calls"]),
        ),
        Line::from(sentiment),
    ]
}

fn company(model: &Model, _: &Totals, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let enabled = match model.company.enabled {
        Some(true) => Line::from(vec![Span::styled("●", theme.style(Role::Ok)), Span::raw(" campaigns enabled")]),
        Some(false) => Line::styled("○ campaigns DISABLED", theme.style(Role::Alert)),
        None => Line::styled(format!("{} campaigns enabled?", text::UNKNOWN), theme.style(Role::Dim)),
    };
    let as_of = match (&model.settings.loaded, &model.settings.failure) {
        (_, Some((_, failure))) => Line::styled(format!("settings: {}", failure.label()), theme.style(Role::Warning)),
        (Some(at), None) => {
            dim_line(theme, format!("settings as of {}", time::format_clock_minute(at.wall, model.prefs.zone)))
        }
        (None, None) => dim_line(theme, "settings not yet received".into()),
    };
    let share = model.company.concurrency.map(|percent| percent as f64);
    let mut cap = Line::from(vec![Span::raw("concurrency "), strong(theme, concurrency(model))]);
    cap.push_span(Span::raw("  "));
    if let Some(share) = share {
        let cells = usize::from(width).saturating_sub(cap.width()).min(14);
        cap.extend(text::gauge(share / 100.0, cells, theme.style(Role::Text), theme.style(Role::Dim)));
    }
    vec![enabled, cap, as_of]
}

/// The company's outbound call limit: `70%`.
fn concurrency(model: &Model) -> String {
    model.company.concurrency.map_or_else(|| text::UNKNOWN.to_owned(), |percent| format!("{percent}%"))
}

/// A rate with its grade in a word and a gauge.
fn rated(sign: &'static str, rate: Option<f64>, by: Option<Thresholds>, theme: Theme, width: u16) -> Line<'static> {
    let Some(value) = rate else {
        return Line::styled(format!("{sign}{}", text::UNKNOWN), theme.style(Role::Dim));
    };
    let grade = by.map(|thresholds| thresholds.grade(value));
    let role = grade.map_or(Role::Strong, Role::Grade);
    let mut line = Line::from(vec![
        dim(theme, sign.into()),
        Span::styled(text::percent(rate), theme.style(Role::Strong).patch(theme.style(role))),
        Span::styled(format!(" {}  ", grade.map_or("", grade_word)), theme.style(role)),
    ]);
    let cells = usize::from(width).saturating_sub(line.width()).min(14);
    line.extend(text::gauge(value / 100.0, cells, theme.style(role), theme.style(Role::Dim)));
    line
}

/// One line of gauges; what does not fit is left out, the last first.
pub fn draw_line(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let totals = model.store.totals();
    let (success, conversion) = (totals.success.percent(), totals.conversion.value());
    let graded = |rate: Option<f64>, by: Thresholds| match rate.map(|rate| by.grade(rate)) {
        Some(grade) => Span::styled(
            format!("{} {}", text::percent(rate), grade_word(grade)),
            theme.style(Role::Strong).patch(theme.style(Role::Grade(grade))),
        ),
        None => dim(theme, text::UNKNOWN.into()),
    };
    let parts = [
        vec![
            dim(theme, "success ".into()),
            graded(success, model.prefs.success),
            dim(theme, format!(" of {} finished", compact(totals.finished.total()))),
        ],
        vec![dim(theme, "calls ".into()), strong(theme, compact(totals.calls.total()))],
        vec![dim(theme, "conv ≈".into()), graded(conversion, model.prefs.conversion)],
        vec![dim(theme, "cap ".into()), strong(theme, concurrency(model))],
        vec![dim(theme, "sent ≈".into()), Span::raw(text::score(totals.sentiment.value()))],
    ];
    let mut line = Line::raw(" ");
    for (i, part) in parts.into_iter().enumerate() {
        let part = Line::from(part);
        let gap = if i == 0 { 0 } else { 3 };
        if line.width() + gap + part.width() <= usize::from(area.width) {
            line.push_span(Span::raw(" ".repeat(gap)));
            line.extend(part);
        }
    }
    text::put(buf, area, &line);
}

/// The first of several wordings that fits, else the last.
fn fitting(room: usize, wordings: &[&str]) -> String {
    let fits = wordings.iter().find(|words| text::width(words) <= room);
    fits.or(wordings.last()).map_or_else(String::new, |words| (*words).to_owned())
}

fn strong(theme: Theme, text: String) -> Span<'static> {
    Span::styled(text, theme.style(Role::Strong))
}

fn dim(theme: Theme, text: String) -> Span<'static> {
    Span::styled(text, theme.style(Role::Dim))
}

fn dim_line(theme: Theme, text: String) -> Line<'static> {
    Line::styled(text, theme.style(Role::Dim))
}
