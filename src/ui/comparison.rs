//! How a campaign stands beside all that are shown, pooled.
//!
//! ```text
//!               this one      pooled
//! success          70.8%       64.6%   ▲ 6.2, within chance
//! conversion       42.1%     ≈ 28.6%   ▲ 13.5
//! rank        12th of 93 by success, 3rd of 140 by calls
//! ```

use ratatui::text::{Line, Span};

use super::panel::{Panel, Part};
use super::paragraph::labelled;
use super::text;
use super::theme::Role;
use crate::app::compare::figures;
use crate::domain::campaign::share;
use crate::domain::count::{counted, ordinal};
use crate::domain::measure::Measure;
use crate::domain::order::Column;
use crate::domain::store::Rank;

/// Columns of the labels, and of short ones.
const LABEL: usize = 12;
const SHORT_LABEL: usize = 11;

/// The comparison; none where the campaign is alone.
pub fn part(panel: &Panel<'_>) -> Option<Part> {
    let Panel { model, row, theme, width, .. } = *panel;
    let totals = model.context.store.totals();
    if totals.rows < 2 {
        return None;
    }
    let pooled = totals.success.percent();
    let [success, conversion, sentiment] = [Column::SuccessRate, Column::Conversion, Column::Sentiment]
        .map(|column| model.context.prefs.measures.of(column));
    let rows = [
        (
            "success",
            text::measured(row.success_rate(), success),
            text::measured(pooled, success),
            success_words(panel, pooled),
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
    let label = if panel.is_narrow() { SHORT_LABEL } else { LABEL };
    let heads = format!("{:label$}{:>9}{:>12}", "", "this one", "pooled");
    let lines = rows.map(|(name, own, shown, words)| {
        let head = format!("{name:<label$}");
        let figures = format!("{own:>9}{shown:>12}   ");
        let words = text::fit(&words, width.saturating_sub(text::width(&head) + text::width(&figures))).into_owned();
        Line::from(vec![theme.span(head, Role::Dim), Span::raw(figures), Span::raw(words)])
    });
    let filtered = if model.list.filter.query.is_everything() { "" } else { " in the filter" };
    Some(Part {
        title: format!("Beside the {}{filtered}", counted(totals.rows, "campaign")),
        lines: std::iter::once(theme.line(heads, Role::Dim)).chain(lines).chain(rank(panel, label)).collect(),
    })
}

/// Its places among those that are shown; nothing where it is not one of them.
fn rank(panel: &Panel<'_>, label: usize) -> Vec<Line<'static>> {
    let Panel { model, row, theme, width, .. } = *panel;
    let store = &model.context.store;
    if !store.is_shown(row) {
        return Vec::new();
    }
    let place = |rank: Rank, by: &str| format!("{} of {} {by}", ordinal(rank.place), text::count(rank.of as i64));
    let success = match store.rank_by_success(row) {
        Some(rank) => Some(place(rank, "by success")),
        None => row.success_rate().map(|_| "too few finished calls for a place by success".to_owned()),
    };
    let calls = store.rank_by_calls(row).map(|rank| place(rank, "by calls"));
    let words: Vec<String> = success.into_iter().chain(calls).collect();
    if words.is_empty() { Vec::new() } else { labelled(theme, "rank", &words.join(", "), Role::Text, label, width) }
}

/// The difference in success, and whether it is more than chance would give.
fn success_words(panel: &Panel<'_>, pooled: Option<f64>) -> String {
    let points = difference(panel.row.success_rate(), pooled, Measure::POINTS);
    match panel.model.context.store.beside_shown(panel.row) {
        Some(beside) => format!("{points}, {}", beside.evidence().words()),
        None => points,
    }
}

/// `▲ 3.2`, `▼ 0.4`, `the same`.
fn difference(own: Option<f64>, pooled: Option<f64>, by: Measure) -> String {
    own.zip(pooled).map_or_else(String::new, |(own, pooled)| figures::difference(own - pooled, by))
}

fn share_of(own: Option<i64>, all: Option<i64>) -> String {
    let percent = own.zip(all).and_then(|(own, all)| share(own, all));
    percent.map_or_else(String::new, |percent| format!("{} of all", Measure::RATE.write(percent)))
}

fn estimate(value: Option<f64>, by: Measure) -> String {
    value.map_or_else(|| text::UNKNOWN.to_owned(), |value| format!("≈ {}", by.write(value)))
}
