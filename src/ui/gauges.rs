//! The gauges of the rows that are shown. Each says what it divides by.
//!
//! ```text
//! ╭─ Calls ───── 143 campaigns ─╮╭─ Success ─── of finished ─╮╭─ Conversion ─────────────╮╭─ Company ─ as of 13:51 ─╮
//! │ 17,617  ▲1,048     ▁▂▅▇▆▃▁▄ ││ 64.6%  ▼0.4 pt   ▇▇▆▅▃▂▁▁ ││ ≈ 28.6%  ▲0.2 pt         ││ ● campaigns enabled     │
//! │ ━━━━━━━━━━━━━╍╍╍╍╍╍╍╍╍┄┄┄┄┄ ││ ━━━━━━━━━━━━━━━━╾──────── ││ ━━━━━━━━╾─────────────── ││ ━━━━━━━━━━━━━━━╾─────── │
//! │ ━ ok 9,330 ╍ fail 5,114 ┄ … ││ ≠ vendor differs in 2     ││ sentiment ≈ 0.61         ││ concurrency 70%         │
//! ╰─────────────────────────────╯╰───────────────────────────╯╰──────────────────────────╯╰─────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::grade;
use super::popup;
use super::sparkline::{self, Ground};
use super::text;
use super::theme::{Role, Theme};
use super::trend;
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::count::counted;
use crate::domain::failure::Failure;
use crate::domain::measure::Measure;
use crate::domain::order::Column;
use crate::domain::store::Totals;
use crate::domain::time;

/// Draws the four boxes.
pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let places: [Rect; 4] = Layout::horizontal([6, 5, 5, 5].map(Constraint::Fill)).areas(area);
    let totals = model.context.store.totals();
    for (place, content) in places.into_iter().zip([calls as Content, success, conversion, company]) {
        let width = usize::from(place.width.saturating_sub(4));
        let gauge = content(model, totals, theme, width);
        let inner = popup::inset(popup::frame(theme, gauge.title, &gauge.note, place, buf));
        for (y, line) in gauge.lines.iter().enumerate() {
            text::put(buf, text::row(inner, y as u16), line);
        }
        if model.context.is_old(gauge.of) {
            popup::age(theme, Rect { height: gauge.aging.min(inner.height), ..inner }, buf);
        }
    }
}

struct Gauge {
    title: &'static str,
    note: String,
    lines: [Line<'static>; 3],
    /// Which data it shows, and how many of its lines turn old with that data.
    of: Endpoint,
    aging: u16,
}

type Content = fn(&Model, &Totals, Theme, usize) -> Gauge;

fn calls(model: &Model, totals: &Totals, theme: Theme, width: usize) -> Gauge {
    let value = Line::from(theme.span(text::count_or_unknown(totals.calls.total()), Role::Strong));
    let course = model.context.store.hourly().map(|hourly| hourly.calls.map(|calls| calls.map(|calls| calls as f64)));
    let course = course.as_ref().map(|course| (course.as_slice(), Ground::Zero));
    let lines = [
        trend::beside(model, theme, value, Column::CallsChange, course, width),
        outcome_bar(totals.ok.total(), totals.failed.total(), totals.pending.total(), theme, width),
        legend(totals, theme, width),
    ];
    let note = if model.context.has_read() { counted(totals.rows, "campaign") } else { String::new() };
    Gauge { title: "Calls", note, lines, of: Endpoint::Campaigns, aging: 3 }
}

/// The parts of an outcome: their glyphs differ in shape as well as in colour.
const PARTS: [(&str, Role); 3] = [("━", Role::Ok), ("╍", Role::Failed), ("┄", Role::Pending)];

/// ok, failed and pending as parts of one bar. Whatever there is has a part of it.
fn outcome_bar(
    ok: Option<i64>,
    failed: Option<i64>,
    pending: Option<i64>,
    theme: Theme,
    cells: usize,
) -> Line<'static> {
    let counts = [ok, failed, pending].map(|n| n.unwrap_or(0).max(0) as f64);
    let sum: f64 = counts.iter().sum();
    if sum <= 0.0 {
        return theme.line("─".repeat(cells), Role::Faint);
    }
    let lengths = lengths(counts, cells).into_iter().zip(PARTS);
    lengths.map(|(length, (glyph, role))| theme.span(glyph.repeat(length), role)).collect()
}

/// How many of `cells` columns each count takes; their sum must not be 0. Every column is taken, and every count above 0
/// takes at least one, as long as there are any.
fn lengths<const N: usize>(counts: [f64; N], cells: usize) -> [usize; N] {
    let sum: f64 = counts.iter().sum();
    let (mut counted, mut drawn) = (0.0, 0);
    let mut lengths = counts.map(|n| {
        counted += n;
        let until = (counted / sum * cells as f64).round() as usize;
        let length = until - drawn;
        drawn = until;
        length
    });
    for place in 0..N {
        let largest = (0..N).max_by_key(|&at| lengths.get(at));
        let missing = counts.get(place).is_some_and(|n| *n > 0.0) && lengths.get(place) == Some(&0);
        if let (true, Some(largest)) = (missing, largest)
            && lengths.get(largest).is_some_and(|length| *length > 1)
            && let Ok([small, large]) = lengths.get_disjoint_mut([place, largest])
        {
            (*small, *large) = (1, *large - 1);
        }
    }
    lengths
}

/// What the parts of the bar mean.
fn legend(totals: &Totals, theme: Theme, width: usize) -> Line<'static> {
    let sums = [totals.ok.total(), totals.failed.total(), totals.pending.total()];
    let line = |(words, gap, write): Wording| -> Line<'static> {
        let parts = words.into_iter().zip(PARTS).zip(sums).enumerate();
        let spans = parts.flat_map(|(at, ((word, (glyph, role)), sum))| {
            let before = if at == 0 { "" } else { gap };
            let count = format!("{word} {}", write(sum));
            [Span::raw(before), theme.span(glyph, role), theme.span(count, Role::Dim)]
        });
        spans.collect()
    };
    let wordings: [Wording; 4] = [
        ([" ok", " failed", " pending"], "  ", text::count_or_unknown),
        ([" ok", " fail", " pend"], " ", compact),
        (["ok", "fail", "pend"], " ", compact),
        (["ok", "fail", "pend"], "", compact),
    ];
    let lines = wordings.map(line);
    let fits = lines.iter().position(|line| line.width() <= width).unwrap_or(lines.len() - 1);
    lines.into_iter().nth(fits).unwrap_or_default()
}

/// The words of a legend, what stands between them, and how counts are written.
type Wording = ([&'static str; 3], &'static str, fn(Option<i64>) -> String);

/// A count in at most four columns, cut and not rounded: 9,330 · 62k · 1.2M.
pub(super) fn compact(n: Option<i64>) -> String {
    match n {
        Some(n) if n.unsigned_abs() >= 10_000_000 => format!("{}M", text::count(n / 1_000_000)),
        Some(n) if n.unsigned_abs() >= 1_000_000 => format!("{}.{}M", n / 1_000_000, n.unsigned_abs() / 100_000 % 10),
        Some(n) if n.unsigned_abs() >= 10_000 => format!("{}k", n / 1_000),
        n => text::count_or_unknown(n),
    }
}

/// Below this width, the edge of a box has no room for a note beside its title.
const NARROW: usize = 23;

fn success(model: &Model, totals: &Totals, theme: Theme, width: usize) -> Gauge {
    let [value, bar] = rated(model, "", totals.success.percent(), Column::SuccessRate, theme, width);
    let course = model.context.store.hourly().map(|hourly| (hourly.success.as_slice(), sparkline::RATE));
    let value = trend::beside(model, theme, value, Column::SuccessChange, course, width);
    let full = totals.finished.total().map(|n| format!("of {} finished", text::count(n))).unwrap_or_default();
    let short = "of finished";
    let wordings = [if full.is_empty() { short } else { &full }, short];
    let note = text::fitting(&wordings, width.saturating_sub(12)).to_owned();
    let vendor = match totals.disagreeing {
        _ if totals.success.rows == 0 => Line::default(),
        0 => {
            let words = ["vendor’s own rates agree", "vendor’s rates agree", "vendor agrees"];
            theme.line(text::fitting(&words, width).to_owned(), Role::Dim)
        }
        n => {
            let words = [format!("≠ vendor differs in {n}"), format!("≠ differs in {n}")];
            theme.line(text::fitting(&words, width).to_owned(), Role::Warning)
        }
    };
    // What it divides by stands in the edge, or in the title where the edge has no room.
    let title = if width < NARROW { "Ok / finished" } else { "Success" };
    Gauge { title, note, lines: [value, bar, vendor], of: Endpoint::Campaigns, aging: 3 }
}

fn conversion(model: &Model, totals: &Totals, theme: Theme, width: usize) -> Gauge {
    let [value, bar] = rated(model, "≈ ", totals.conversion.value(), Column::Conversion, theme, width);
    let course = model.context.store.hourly().map(|hourly| (hourly.conversion.as_slice(), sparkline::RATE));
    let value = trend::beside(model, theme, value, Column::ConversionChange, course, width);
    let sentiment =
        Line::from(vec![theme.span("sentiment ≈ ", Role::Dim), theme.span(sentiment(model, totals), Role::Text)]);
    let note = text::fitting(&["≈ by finished calls", "of clients"], width.saturating_sub(15)).to_owned();
    let title = if width < NARROW { "Conv. / client" } else { "Conversion" };
    Gauge { title, note, lines: [value, bar, sentiment], of: Endpoint::Campaigns, aging: 3 }
}

pub(super) fn measure(model: &Model, column: Column) -> Measure {
    model.context.prefs.measures.of(column)
}

pub(super) fn sentiment(model: &Model, totals: &Totals) -> String {
    text::measured(totals.sentiment.value(), measure(model, Column::Sentiment))
}

fn company(model: &Model, _: &Totals, theme: Theme, width: usize) -> Gauge {
    let enabled = match model.context.company.enabled {
        Some(true) => Line::from(vec![theme.span("●", Role::Open), Span::raw(" campaigns enabled")]),
        Some(false) => theme.line("○ campaigns DISABLED", Role::Alert),
        None => theme.line(format!("{} campaigns enabled?", text::UNKNOWN), Role::Dim),
    };
    let is_past = model.context.past.is_shown();
    let note = match &model.context.settings.loaded {
        _ if is_past => "then".to_owned(),
        Some(at) => settings_age(model, at.wall, width.saturating_sub("Company".len() + 4)),
        None => String::new(),
    };
    let share = model.context.company.concurrency.map_or(0.0, |percent| percent as f64 / 100.0);
    let bar = Line::from_iter(text::gauge(share, width, theme.style(Role::Text), theme.style(Role::Faint)));
    let cap = Line::from(vec![theme.span("concurrency ", Role::Dim), Span::raw(concurrency(model))]);
    // What is wrong with them is not old.
    let failure = model.context.settings.failure.as_ref().filter(|_| !is_past);
    let aging = if failure.is_some() { 2 } else { 3 };
    let lines = match failure {
        Some((_, failure)) => [enabled, cap, theme.line(settings_failed(failure, width), Role::Warning)],
        None if model.context.settings.loaded.is_none() && !is_past => {
            [enabled, bar, theme.line("settings not yet received", Role::Dim)]
        }
        None => [enabled, bar, cap],
    };
    Gauge { title: "Company", note, lines, of: Endpoint::Settings, aging }
}

/// When the settings came, and how old they are if they are older than promised.
fn settings_age(model: &Model, at: time::Moment, room: usize) -> String {
    let at = time::format_clock_minute(at, model.context.prefs.zone);
    let Some(age) = model.context.overdue(Endpoint::Settings) else { return format!("as of {at}") };
    let old = time::coarse_age(age);
    text::fitting(&[format!("as of {at}, {old}"), format!("{at}, {old}"), old], room).to_owned()
}

/// What is wrong with the settings, or where it is told in full.
fn settings_failed(failure: &Failure, width: usize) -> String {
    text::fitting(&[&format!("settings: {}", failure.label()), "settings failed: b"], width).to_owned()
}

/// The company's outbound call limit: `70%`.
pub(super) fn concurrency(model: &Model) -> String {
    model.context.company.concurrency.map_or_else(|| text::UNKNOWN.to_owned(), |percent| format!("{percent}%"))
}

/// A rate with its grade by the user's limits in a word, and its gauge.
fn rated(
    model: &Model,
    sign: &'static str,
    rate: Option<f64>,
    column: Column,
    theme: Theme,
    width: usize,
) -> [Line<'static>; 2] {
    let faint = theme.style(Role::Faint);
    let grade = model.context.store.judge_shown(column).grade;
    let Some(value) = rate else {
        let unknown = theme.line(format!("{sign}{}", text::UNKNOWN), Role::Dim);
        return [unknown, Line::styled("─".repeat(width), faint)];
    };
    let bar = text::gauge(value / 100.0, width, theme.style(grade::bar_role(grade)), faint);
    let mut words = Line::from(theme.span(sign, Role::Dim));
    words.extend(grade::in_words(theme, measure(model, column).write(value), grade));
    [words, Line::from_iter(bar)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_there_is_has_a_part_of_the_bar() {
        assert_eq!(lengths([9330.0, 5114.0, 3173.0], 26), [14, 7, 5]);
        assert_eq!(lengths([1e6, 1.0, 1.0], 20), [18, 1, 1]);
        assert_eq!(lengths([0.0, 1.0, 1e9], 20), [0, 1, 19]);
        assert_eq!(lengths([1e9, 0.0, 0.0], 20), [20, 0, 0]);
        assert_eq!(lengths([1.0, 1.0, 1.0], 2).iter().sum::<usize>(), 2, "no room for every one");
        assert_eq!(lengths([1.0, 1.0, 1.0], 0), [0, 0, 0]);
    }

    #[test]
    fn short_counts_reach_no_million_before_it_is_there() {
        let written = [999_999, 1_999_999, 9_999_999, 12_999_999, -1_250_000].map(|n| compact(Some(n)));
        assert_eq!(written, ["999k", "1.9M", "9.9M", "12M", "-1.2M"]);
    }
}
