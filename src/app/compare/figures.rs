//! The figures of those that stand side by side: for each line its values, and how they stand beside the baseline.

use super::{Baseline, Lineup, Side};
use crate::app::export::markdown;
use crate::domain::campaign::share;
use crate::domain::count::count;
use crate::domain::measure::{self, Measure, Measures};
use crate::domain::order::Column;
use crate::domain::significance::Evidence;
use crate::domain::store::{Sum, Totals};

/// One line: a figure of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub label: &'static str,
    pub cells: Vec<Cell>,
}

/// A figure of one of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A value, and how it stands beside the baseline's.
    Value(Value, Beside),
    /// Words, which may need the room of both.
    Words(String),
    /// What the comparison of success says.
    Verdict(Evidence),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Count(Option<i64>),
    /// A rate or score, and whether it is an estimate.
    Measured(Option<f64>, Measure, bool),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Beside {
    Nothing,
    /// So many more or fewer.
    More(i64),
    /// So much more or less.
    By(f64, Measure),
    /// So many percent of the pool's.
    Share(f64),
}

/// All lines, from the top.
pub fn figures(lineup: &Lineup, measures: &Measures) -> Vec<Figure> {
    type Of = fn(&Totals) -> &Sum;
    let counts: [(&'static str, Of); 5] = [
        ("calls", |totals| &totals.calls),
        ("ok", |totals| &totals.ok),
        ("failed", |totals| &totals.failed),
        ("pending", |totals| &totals.pending),
        ("finished", |totals| &totals.finished),
    ];
    let mut lines: Vec<Figure> =
        counts.into_iter().map(|(label, of)| line(lineup, label, |at| counted(lineup, at, of))).collect();
    if lineup.baseline == Baseline::First {
        let share_of_calls = |side: &Side| share(side.totals.calls.total()?, lineup.pool.calls.total()?);
        lines.insert(
            1,
            line(lineup, "of all calls", |at| plain(lineup.sides.get(at).and_then(share_of_calls), Measure::RATE)),
        );
    }
    let success = measures.of(Column::SuccessRate);
    lines.push(line(lineup, "success", |at| rated(lineup, at, success, false, |side| side.totals.success.percent())));
    lines.push(line(lineup, "95 % range", |at| range(lineup.sides.get(at), success)));
    let from = if lineup.baseline == Baseline::First { "differs by" } else { "from the rest" };
    lines.push(line(lineup, from, |at| differs(lineup, at)));
    lines.push(line(lineup, "verdict", |at| verdict(lineup, at)));
    let vendor = measures.of(Column::VendorRate);
    lines.push(line(lineup, "vendor", |at| rated(lineup, at, vendor, false, |side| side.vendor)));
    let conversion = measures.of(Column::Conversion);
    lines.push(line(lineup, "conversion", |at| {
        rated(lineup, at, conversion, true, |side| side.totals.conversion.value())
    }));
    let sentiment = measures.of(Column::Sentiment);
    lines
        .push(line(lineup, "sentiment", |at| rated(lineup, at, sentiment, true, |side| side.totals.sentiment.value())));
    lines
}

fn line(lineup: &Lineup, label: &'static str, cell: impl Fn(usize) -> Cell) -> Figure {
    Figure { label, cells: (0..lineup.sides.len()).map(cell).collect() }
}

fn plain(value: Option<f64>, by: Measure) -> Cell {
    Cell::Value(Value::Measured(value, by, false), Beside::Nothing)
}

/// A count, with the difference to the first or its share of the pool.
fn counted(lineup: &Lineup, at: usize, of: impl Fn(&Totals) -> &Sum) -> Cell {
    let total = |side: Option<&Side>| side.and_then(|side| of(&side.totals).total());
    let (own, base) = (total(lineup.sides.get(at)), total(lineup.base()));
    let beside = match (own.zip(base), lineup.baseline) {
        (Some((own, base)), Baseline::First) if at > 0 => Beside::More(own.saturating_sub(base)),
        (Some((own, base)), Baseline::Pool) if at > 0 => share(own, base).map_or(Beside::Nothing, Beside::Share),
        _ => Beside::Nothing,
    };
    Cell::Value(Value::Count(own), beside)
}

/// A rate or score, with the difference to the baseline's. What is pooled over several is an estimate, if `pooled` says so.
fn rated(lineup: &Lineup, at: usize, by: Measure, pooled: bool, of: impl Fn(&Side) -> Option<f64>) -> Cell {
    let side = lineup.sides.get(at);
    let (own, base) = (side.and_then(&of), lineup.base().and_then(&of));
    let difference = own.zip(base).filter(|_| at > 0).map(|(own, base)| own - base);
    let points = if by.unit().is_empty() { Measure::SCORE } else { Measure::POINTS };
    let beside = difference.map_or(Beside::Nothing, |difference| Beside::By(difference, points));
    Cell::Value(Value::Measured(own, by, pooled && side.is_some_and(|side| side.totals.rows > 1)), beside)
}

fn range(side: Option<&Side>, by: Measure) -> Cell {
    let range = side.and_then(|side| side.totals.success.proportion()?.range());
    Cell::Words(range.map_or_else(unknown, |range| by.write_range(range.low, range.high)))
}

/// Where the true difference in success probably lies.
fn differs(lineup: &Lineup, at: usize) -> Cell {
    match lineup.verdicts.get(at).copied().flatten() {
        Some((found, _)) => Cell::Words(format!("{} to {}", signed(found.low), signed(found.high))),
        None if at == 0 => Cell::Words("baseline".to_owned()),
        None => Cell::Words(unknown()),
    }
}

fn verdict(lineup: &Lineup, at: usize) -> Cell {
    match lineup.verdicts.get(at).copied().flatten() {
        Some((_, evidence)) => Cell::Verdict(evidence),
        None if at == 0 => Cell::Words(String::new()),
        None => Cell::Words("too few to say".to_owned()),
    }
}

/// Points with their sign: `+1.8`, `-4.0`.
fn signed(points: f64) -> String {
    let written = Measure::POINTS.write(points);
    if points > 0.0 { format!("+{written}") } else { written }
}

fn unknown() -> String {
    "–".to_owned()
}

impl Value {
    /// In full.
    pub fn words(self) -> String {
        match self {
            Self::Count(n) => n.map_or_else(unknown, count),
            Self::Measured(None, ..) => unknown(),
            Self::Measured(Some(value), by, false) => by.write(value),
            Self::Measured(Some(value), by, true) => format!("≈{}", by.write(value)),
        }
    }
}

impl Beside {
    /// In full: `▲ 1,278`, `▼ 4.0`, `13.7%`.
    pub fn words(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::More(0) => "the same".to_owned(),
            Self::More(more) => format!("{} {}", arrow(more > 0), count(more.saturating_abs())),
            Self::By(by, measure) => difference(by, measure),
            Self::Share(percent) => Measure::RATE.write(percent),
        }
    }
}

fn arrow(more: bool) -> char {
    if more { '▲' } else { '▼' }
}

/// A difference of two rates or scores: `▲ 3.2`, `▼ 0.4`, `the same`.
pub fn difference(by: f64, measure: Measure) -> String {
    if measure::same(by, 0.0) {
        "the same".to_owned()
    } else {
        format!("{} {}", arrow(by > 0.0), measure.write(by.abs()))
    }
}

/// As a table of GitHub's Markdown: a line a figure, a column a campaign, with what the verdicts are made of below.
pub(super) fn as_markdown(lineup: &Lineup, measures: &Measures) -> String {
    let cells = |cells: &mut dyn Iterator<Item = String>| format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
    let name = |side: &Side| match side.id {
        Some(id) => format!("{id} {}", markdown::text(&side.name)),
        None => markdown::text(&side.name),
    };
    let heads = cells(&mut std::iter::once(String::new()).chain(lineup.sides.iter().map(name)));
    let sides = cells(&mut std::iter::once("---".to_owned()).chain(lineup.sides.iter().map(|_| "---:".to_owned())));
    let figure = |figure: Figure| {
        let words = figure.cells.into_iter().map(|cell| match cell {
            Cell::Value(value, beside) if beside.words().is_empty() => value.words(),
            Cell::Value(value, beside) => format!("{} ({})", value.words(), beside.words()),
            Cell::Words(words) => words,
            Cell::Verdict(evidence) => evidence.words().to_owned(),
        });
        cells(&mut std::iter::once(figure.label.to_owned()).chain(words))
    };
    let note = format!("\nAgainst {}. {METHOD}", markdown::text(&lineup.base_words()));
    [heads, sides]
        .into_iter()
        .chain(figures(lineup, measures).into_iter().map(figure))
        .chain([note])
        .collect::<Vec<_>>()
        .join("\n")
}

/// How the verdicts come about.
pub const METHOD: &str = "Success is of finished calls. Clearly: chance gives such a difference less than once in twenty, all comparisons here taken together.";
