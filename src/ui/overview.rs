//! What there is to say about one campaign, in parts: who it is, what its calls came to, how it stands beside the others.

use ratatui::text::{Line, Span};

use super::grade;
use super::paragraph;
use super::preview;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::domain::campaign::share;
use crate::domain::confidence::{Range, Verdict};
use crate::domain::count::counted;
use crate::domain::measure::{Grade, Measure};
use crate::domain::order::Column;
use crate::domain::store::{Row, Text};

/// Below this width every column and line counts.
pub const NARROW: u16 = 60;

/// A part of a page.
#[derive(Debug)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// What it says.
    pub lines: Vec<Line<'static>>,
}

/// Columns of the labels, and of those on a narrow screen.
const LABEL: usize = 12;
const LABEL_NARROW: usize = 10;
/// A bar, and a gauge, is not longer.
const LONGEST_BAR: usize = 60;
const GAUGE: usize = 20;
/// What computing may add or take: no difference.
const NOISE: f64 = 1e-9;

/// Whether these columns, and one free at either side, are a narrow screen.
fn is_narrow(width: usize) -> bool {
    width + 2 < usize::from(NARROW)
}

fn label_width(width: usize) -> usize {
    if is_narrow(width) { LABEL_NARROW } else { LABEL }
}

/// Who it is, one value below the other.
pub fn identity(row: Row<'_>, theme: Theme, width: usize) -> Part {
    let id = paragraph::labelled(theme, "id", &row.id().to_string(), Role::Text, LABEL_NARROW, width);
    let rest = values(row).into_iter().flat_map(|value| own(value, theme, width));
    Part { title: "Identity".to_owned(), lines: id.into_iter().chain(rest).collect() }
}

/// Who it is in few lines: the number in the title and, with room, two values beside each other.
pub fn identity_line(row: Row<'_>, theme: Theme, width: usize) -> Part {
    let title = format!("Campaign {}", row.id());
    let [name, agent, list, origin, edited] = values(row);
    if is_narrow(width) {
        let lines = [name, agent, list, origin, edited].into_iter().flat_map(|value| own(value, theme, width));
        return Part { title, lines: lines.collect() };
    }
    let half = width / 2;
    let pairs = [(agent, list), (origin, edited)].into_iter().flat_map(|(left, right)| {
        beside_each_other(own(left, theme, half.saturating_sub(2)), own(right, theme, width - half), half)
    });
    Part { title, lines: own(name, theme, width).into_iter().chain(pairs).collect() }
}

fn own((label, value, role): Value, theme: Theme, width: usize) -> Vec<Line<'static>> {
    paragraph::labelled(theme, label, &value, role, LABEL_NARROW, width)
}

/// The lines of two columns, the second from column `at` on.
fn beside_each_other(left: Vec<Line<'static>>, right: Vec<Line<'static>>, at: usize) -> Vec<Line<'static>> {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let pair = |_| {
        let mut line = left.next().unwrap_or_default();
        line.push_span(Span::raw(" ".repeat(at.saturating_sub(line.width()))));
        line.extend(right.next().unwrap_or_default());
        line
    };
    (0..count).map(pair).collect()
}

/// A label, its value, and what that means.
type Value = (&'static str, String, Role);

fn values(row: Row<'_>) -> [Value; 5] {
    let known = |value: Option<Text<'_>>, or: &str| match value {
        Some(value) => value.as_str().to_owned(),
        None => format!("{} {or}", text::UNKNOWN).trim_end().to_owned(),
    };
    [
        ("name", preview::name(row), Role::Strong),
        ("agent", known(row.agent(), ""), Role::Text),
        ("list", text::id_or_unknown(row.list()), Role::Text),
        ("origin", known(row.origin(), ""), Role::Text),
        ("edited by", known(row.updated(), "no edit reported"), Role::Text),
    ]
}

/// What the calls came to; with room, the counts stand apart from the rates.
pub fn outcome(model: &Model, row: Row<'_>, theme: Theme, width: usize, roomy: bool) -> Part {
    let title = match row.calls() {
        Some(1) => "Outcome of 1 call".to_owned(),
        Some(calls) => format!("Outcome of {} calls", text::count(calls)),
        None => "Outcome; the number of calls is unknown".to_owned(),
    };
    let mut lines = bars(row, theme, width);
    if row.is_impossible() {
        lines.push(Line::styled("! these numbers contradict each other", theme.style(Role::Alert)));
    }
    if roomy {
        lines.push(Line::default());
    }
    lines.extend(rates(model, row, theme, width));
    Part { title, lines }
}

/// ok, failed and pending with their share of the calls, as bars of one scale.
fn bars(row: Row<'_>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let parts =
        [("ok", row.ok(), Role::Ok), ("failed", row.failed(), Role::Failed), ("pending", row.pending(), Role::Pending)];
    let digits = parts.iter().map(|(_, n, _)| text::count_or_unknown(*n).len()).max().unwrap_or_default().max(6);
    let label = label_width(width);
    let cells = width.saturating_sub(label + digits + 9).min(LONGEST_BAR);
    let whole = row.calls().unwrap_or(0).max(row.finished().unwrap_or(0)).max(1) as f64;
    let part = |(name, n, role): (&'static str, Option<i64>, Role)| {
        let of_calls = n.zip(row.calls()).and_then(|(n, calls)| share(n, calls));
        let bar = text::bar(n.unwrap_or(0) as f64 / whole, cells);
        let note = if name == "pending" && n.is_some_and(|n| n > 0) { " no outcome reported yet" } else { "" };
        let note = if text::width(&bar) + note.len() <= cells { note } else { "" };
        Line::from(vec![
            Span::styled(format!("{name:<label$}"), theme.style(Role::Dim)),
            Span::styled(format!("{:>digits$}", text::count_or_unknown(n)), theme.style(Role::Strong)),
            Span::raw(format!(" {:>6}  ", text::measured(of_calls, Measure::RATE))),
            Span::styled(bar, theme.style(role)),
            Span::styled(note, theme.style(Role::Dim)),
        ])
    };
    parts.into_iter().map(part).collect()
}

/// The rates, each with what it divides by.
fn rates(model: &Model, row: Row<'_>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let line = |label: &str, rest: Vec<Span<'static>>| {
        let at = label_width(width);
        let label = Span::styled(format!("{label:<at$}"), theme.style(Role::Dim));
        std::iter::once(label).chain(rest).collect::<Line<'static>>()
    };
    let dim = |words: String| Span::styled(words, theme.style(Role::Dim));
    let narrow = is_narrow(width);
    let finished = format!("  of {}{}", text::count_or_unknown(row.finished()), if narrow { "" } else { " finished" });
    let measures = model.context.prefs.measures;
    let own = measures.of(Column::SuccessRate);
    let mut success = graded(row.success_rate(), own, theme);
    match row.success_rate() {
        Some(rate) if !narrow => {
            success.push(Span::raw("  "));
            let filled = theme.style(own.grade(rate).map_or(Role::Text, Role::Gauge));
            success.extend(text::gauge(rate / 100.0, GAUGE, filled, theme.style(Role::Faint)));
            success.push(dim(finished));
        }
        Some(_) => success.push(dim(finished)),
        None if row.finished() == Some(0) => success.push(dim("  nothing is finished yet".to_owned())),
        None => {}
    }
    let range = match row.success_range() {
        Some(range) => {
            let hint =
                if range.is_wide() { "wide: few calls are finished" } else { "the true rate probably lies here" };
            let hint = if narrow { String::new() } else { format!("  {hint}") };
            vec![Span::raw(in_range(range, own)), dim(hint)]
        }
        None => vec![Span::raw(text::UNKNOWN)],
    };
    let vendor = match row.vendor_agrees() {
        Some(true) => Span::styled(" [match]", theme.style(Role::Grade(Grade::Good))),
        Some(false) => Span::styled(" ≠ [differs]", theme.style(Role::Warning)),
        None => Span::raw(""),
    };
    let mut conversion = graded(row.conversion(), measures.of(Column::Conversion), theme);
    if row.conversion().is_some() {
        conversion.push(dim(if narrow { "  of clients" } else { "  of clients called" }.to_owned()));
    }
    let mut sentiment = graded(row.sentiment(), measures.of(Column::Sentiment), theme);
    if row.sentiment().is_some() {
        sentiment.push(dim("  its scale is not documented".to_owned()));
    }
    let range_label = if narrow { "95 %" } else { "95 % range" };
    let conversion_label = if narrow { "conv" } else { "conversion" };
    vec![
        line("success", success),
        line(range_label, range),
        line("vendor", vec![Span::raw(text::measured(row.vendor_rate(), measures.of(Column::VendorRate))), vendor]),
        line(conversion_label, conversion),
        line("sentiment", sentiment),
    ]
}

/// A value and, where there are thresholds, the word for it.
fn graded(value: Option<f64>, by: Measure, theme: Theme) -> Vec<Span<'static>> {
    let written = text::measured(value, by);
    match value.and_then(|value| by.grade(value)) {
        Some(grade) => grade::in_words(theme, written, grade).to_vec(),
        None => vec![Span::styled(written, theme.style(Role::Strong))],
    }
}

/// `62.1–78.2%`.
fn in_range(range: Range, by: Measure) -> String {
    let low = by.write(range.low);
    format!("{}–{}", low.trim_end_matches(by.unit()), by.write(range.high))
}

/// How it stands beside all that are shown, pooled; nothing where it is alone.
pub fn beside(model: &Model, row: Row<'_>, theme: Theme, width: usize) -> Option<Part> {
    let totals = model.context.store.totals();
    (totals.rows > 1).then(|| {
        let pooled = totals.success.percent();
        let [success, conversion, sentiment] = [Column::SuccessRate, Column::Conversion, Column::Sentiment]
            .map(|column| model.context.prefs.measures.of(column));
        let rows = [
            (
                "success",
                text::measured(row.success_rate(), success),
                text::measured(pooled, success),
                success_words(row, pooled),
            ),
            (
                "conversion",
                text::measured(row.conversion(), conversion),
                estimate(totals.conversion.value(), conversion),
                difference(row.conversion(), totals.conversion.value(), Measure::POINTS),
            ),
            (
                "sentiment",
                text::measured(row.sentiment(), sentiment),
                estimate(totals.sentiment.value(), sentiment),
                difference(row.sentiment(), totals.sentiment.value(), Measure::SCORE),
            ),
            (
                "calls",
                text::count_or_unknown(row.calls()),
                text::count_or_unknown(totals.calls.total()),
                share_of(row.calls(), totals.calls.total()),
            ),
        ];
        let label = label_width(width).max(11);
        let heads = format!("{:label$}{:>9}{:>12}", "", "this one", "pooled");
        let lines = rows.map(|(name, own, shown, words)| {
            let head = format!("{name:<label$}");
            let figures = format!("{own:>9}{shown:>12}   ");
            let words =
                text::fit(&words, width.saturating_sub(text::width(&head) + text::width(&figures))).into_owned();
            Line::from(vec![Span::styled(head, theme.style(Role::Dim)), Span::raw(figures), Span::raw(words)])
        });
        let filtered = if model.list.filter.query.is_everything() { "" } else { " in the filter" };
        Part {
            title: format!("Beside the {}{filtered}", counted(totals.rows, "campaign")),
            lines: [vec![Line::styled(heads, theme.style(Role::Dim))], lines.to_vec()].concat(),
        }
    })
}

/// The difference in success, and whether it is more than chance would give.
fn success_words(row: Row<'_>, pooled: Option<f64>) -> String {
    let Some((own, (pooled, range))) = row.success_rate().zip(pooled.zip(row.success_range())) else {
        return String::new();
    };
    let points = difference(Some(own), Some(pooled), Measure::POINTS);
    let verdict = match range.verdict(own, pooled) {
        Verdict::WithinChance => "within chance",
        Verdict::Better => "clearly better",
        Verdict::Worse => "clearly worse",
    };
    format!("{points}, {verdict}")
}

/// `▲ 3.2`, `▼ 0.4`, `the same`.
fn difference(own: Option<f64>, pooled: Option<f64>, by: Measure) -> String {
    let Some((own, pooled)) = own.zip(pooled) else { return String::new() };
    let apart = (own - pooled).abs();
    if apart <= NOISE {
        "the same".to_owned()
    } else {
        format!("{} {}", if own > pooled { '▲' } else { '▼' }, by.write(apart))
    }
}

fn share_of(own: Option<i64>, all: Option<i64>) -> String {
    let percent = own.zip(all).and_then(|(own, all)| share(own, all));
    percent.map_or_else(String::new, |percent| format!("{} of all", Measure::RATE.write(percent)))
}

fn estimate(value: Option<f64>, by: Measure) -> String {
    value.map_or_else(|| text::UNKNOWN.to_owned(), |value| format!("≈ {}", by.write(value)))
}
