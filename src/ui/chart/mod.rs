//! A course over time, drawn into any rectangle, from six lines of forty columns on.
//!
//! ```text
//!   2.5k ┤                                  ⢀⣀⡠●⠤⠤⠒
//!        │                          ⢀⡠⠤⠤⠤⠔⠒⠊⠁  │
//!   2.0k ┤·  ·  ·  ·  ⢀⣀⣀⠤⠔⠒⠒⠒⠒⠒⠒⠉⠉⠁  ·  ·  ·  │·
//!        │         ⢀⠔⠊⠁                        │
//!   1.5k ┤⣀⣀⣀⠤⠤⠔⠒⠒⠒⠁  ·  ╱╱╱╱╱  ·  ·  ·  ·  ·  │·
//!        └┬─────────────┬─────────────┬────────┴──
//!         Mon 16        Tue 17        Wed 18    now
//!    open ┄━━━┄━━━━┄┄┄┄┄┄┄┄━━━┄━━━━┄┄┄┄┄┄┄┄━━━┄━━━
//! ```
//!
//! A value stays until the next one is known, so a line has steps and never slopes over hours of nothing. Where nobody
//! looked there is no line; the ground is hatched. Start with [`Chart::lines`]; `value_axis` and `time_axis` find what
//! is round, `pieces` knows what may be drawn, `dots` is the grid of dots that it is drawn on.

mod dots;
mod pieces;
mod time_axis;
mod value_axis;

use ratatui::text::Line;

use self::dots::{ACROSS, DOWN, Dots};
use self::pieces::{Piece, pieces};
use self::time_axis::Tick;
pub use self::value_axis::Unit;
use self::value_axis::ValueAxis;
use super::text;
use super::theme::{Role, Theme};
use crate::domain::confidence::Range;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::time::Zone;

/// The sign of the ground on which nobody looked, for a legend.
pub const GAP: char = '╱';

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub enum Series<'c> {
    /// A value that holds from each point up to the next, oldest first, and the range in which its truth lies.
    Steps { points: &'c [(Second, Option<f64>)], band: &'c [(Second, Option<Range>)] },
    /// How much came in each of these times, in their order.
    Bars(&'c [(Span, Option<f64>)]),
}

/// One course and the time it is shown in.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'c> {
    /// From the left edge to the right.
    pub span: Span,
    pub zone: Zone,
    pub unit: Unit,
    pub series: Series<'c>,
    /// From the first reading to the last, each gap between.
    pub known: Span,
    pub gaps: &'c [Span],
    /// When calls could be made; the strip below the axis is left out without it.
    pub open: Option<&'c [Span]>,
    pub cursor: Option<Second>,
    /// The word at the right end of the time axis.
    pub end: &'c str,
}

/// Below these heights there is no axis of time, no strip of hours.
const AXIS: usize = 4;
const STRIP: usize = 8;
/// Below this width there is no upright axis.
const UPRIGHT: usize = 24;
/// Columns from dot to dot of the quiet line at a tick.
const DOTTED: usize = 3;

/// What the strip of hours is called.
const OPEN: &str = "open";

/// What one cell shows.
type Sign = (char, Role);

impl Chart<'_> {
    /// The lines of a chart of this size.
    pub fn lines(&self, theme: Theme, width: usize, height: usize) -> Vec<Line<'static>> {
        let plan = self.plan(width, height);
        let Plan { grid, labels, widest, gutter, .. } = &plan;
        let mut lines: Vec<Line<'static>> = Vec::with_capacity(height);
        for (row, signs) in self.course(&plan).into_iter().enumerate() {
            let upright = if *gutter > 0 { upright(labels, row, *widest) } else { Vec::new() };
            lines.push(line(&[upright, signs].concat(), theme));
        }
        if plan.dated {
            lines.extend(self.time(*grid, *gutter, theme));
        }
        if let Some(open) = plan.open {
            let words = if *gutter > 0 { format!("{OPEN:>widest$}  ") } else { String::new() };
            let mut strip = theme.line(words, Role::Dim);
            strip.extend(line(&grid.hours(open), theme));
            lines.push(strip);
        }
        lines
    }

    /// How many columns its course has at this size.
    pub fn columns(&self, width: usize, height: usize) -> usize {
        self.plan(width, height).grid.columns
    }

    fn plan(&self, width: usize, height: usize) -> Plan<'_> {
        let dated = height >= AXIS;
        let open = self.open.filter(|_| height >= STRIP);
        let rows = height - if dated { 2 } else { 0 } - usize::from(open.is_some());
        let pieces = self.pieces();
        let axis = self.value_axis(&pieces, rows);
        let labels: Vec<(usize, String)> =
            axis.ticks().map(|tick| (dot(axis, tick, rows) / DOWN, axis.label(tick))).collect();
        let words = open.map_or(0, |_| OPEN.len());
        let widest = labels.iter().map(|(_, label)| text::width(label)).max().unwrap_or_default().max(words);
        let gutter = if width < widest + UPRIGHT { 0 } else { widest + 2 };
        let grid = Grid { columns: width - gutter, rows, span: self.span };
        Plan { grid, axis, labels, widest, gutter, pieces, dated, open }
    }

    /// The value at a moment; nothing where nobody looked.
    pub fn value_at(&self, at: Second) -> Option<f64> {
        let holds = |span: Span| span.from <= at && at < span.to;
        self.pieces().into_iter().find(|piece| holds(piece.span)).map(|piece| piece.value)
    }

    fn pieces(&self) -> Vec<Piece<f64>> {
        match self.series {
            Series::Steps { points, .. } => pieces(points, self.within(), self.gaps),
            Series::Bars(bars) => {
                let known = bars.iter().filter_map(|&(span, value)| Some((span.clip(self.span)?, value?)));
                known.map(|(span, value)| Piece { span, value, joined: false }).collect()
            }
        }
    }

    fn band(&self) -> Vec<Piece<Range>> {
        match self.series {
            Series::Steps { band, .. } => pieces(band, self.within(), self.gaps),
            Series::Bars(_) => Vec::new(),
        }
    }

    /// What is known of what is shown. The last reading itself is known.
    fn within(&self) -> Span {
        Span { from: self.known.from.max(self.span.from), to: self.known.to.plus(1).min(self.span.to) }
    }

    /// A rate of few calls jumps about: where firmer ones are known, the axis is theirs.
    fn value_axis(&self, pieces: &[Piece<f64>], rows: usize) -> ValueAxis {
        let firm = self.band().into_iter().map(|piece| piece.value).filter(|range| !range.is_wide());
        let mut values: Vec<f64> = firm.flat_map(|range| [range.low, range.high]).collect();
        if values.is_empty() {
            values.extend(pieces.iter().map(|piece| piece.value));
        }
        values.extend(matches!(self.series, Series::Bars(_)).then_some(0.0));
        ValueAxis::on_lines(&values, self.unit, rows)
    }

    /// The cells of the course, line by line.
    fn course(&self, plan: &Plan<'_>) -> Vec<Vec<Sign>> {
        let Plan { grid, axis, ref labels, ref pieces, .. } = *plan;
        let course = match self.series {
            Series::Steps { .. } => grid.line(pieces, axis),
            Series::Bars(_) => grid.bars(pieces, axis),
        };
        let band = grid.band(&self.band(), axis);
        let gaps = grid.gaps(self.gaps, self.within());
        let cursor = self.cursor.filter(|at| self.span.from <= *at && *at < self.span.to);
        let cursor = cursor.map(|at| (grid.column(at), self.value_at(at)));
        let mark = cursor.and_then(|(column, value)| {
            Some((column, dot(axis, value.filter(|value| axis.holds(*value))?, grid.rows) / DOWN))
        });
        let sign = |column: usize, row: usize| -> Sign {
            let blind = gaps.get(column).is_some_and(|gap| *gap);
            let ticked = column.is_multiple_of(DOTTED) && labels.iter().any(|(at, _)| *at == row);
            match (course.glyph(column, row), band.glyph(column, row)) {
                _ if mark == Some((column, row)) => ('●', Role::Strong),
                (Some(glyph), _) => (glyph, Role::Course),
                _ if cursor.is_some_and(|(at, _)| at == column) => ('│', Role::Dim),
                (None, Some(glyph)) => (glyph, Role::Faint),
                _ if blind && row + 1 == grid.rows => (GAP, Role::Faint),
                _ if ticked && !blind => ('·', Role::Faint),
                _ => (' ', Role::Text),
            }
        };
        (0..grid.rows).map(|row| (0..grid.columns).map(|column| sign(column, row)).collect()).collect()
    }

    /// The time axis, and below it the words.
    fn time(&self, grid: Grid, gutter: usize, theme: Theme) -> [Line<'static>; 2] {
        let ticks = time_axis::ticks(self.span, self.zone, grid.columns);
        let cursor = self.cursor.map(|at| grid.column(at));
        let axis = (0..grid.columns).map(|column| match ticks.iter().any(|tick| tick.column == column) {
            _ if cursor == Some(column) => '┴',
            true => '┬',
            false => '─',
        });
        let corner = if gutter > 0 { format!("{:>gutter$}", '└') } else { String::new() };
        let mut words = String::new();
        for Tick { column, label } in &ticks {
            words = format!("{words:<column$}{label}", column = *column);
        }
        let end = grid.columns.saturating_sub(text::width(self.end));
        if text::width(&words) + 1 < end {
            words = format!("{words:<end$}{}", self.end);
        }
        let axis = corner.chars().chain(axis).collect::<String>();
        [theme.line(axis, Role::Faint), theme.line(format!("{:gutter$}{words}", ""), Role::Dim)]
    }
}

/// What stands where in a chart.
struct Plan<'c> {
    grid: Grid,
    axis: ValueAxis,
    /// The words of the upright axis, each at its line.
    labels: Vec<(usize, String)>,
    widest: usize,
    /// The columns of the upright axis.
    gutter: usize,
    pieces: Vec<Piece<f64>>,
    /// Whether there is an axis of time.
    dated: bool,
    open: Option<&'c [Span]>,
}

/// The line of dots on which a value stands, from above.
fn dot(axis: ValueAxis, value: f64, rows: usize) -> usize {
    let last = (rows * DOWN).saturating_sub(1);
    ((1.0 - axis.share(value)) * last as f64).round() as usize
}

/// The upright axis beside a line of the course.
fn upright(labels: &[(usize, String)], row: usize, widest: usize) -> Vec<Sign> {
    let label = labels.iter().find(|(at, _)| *at == row).map(|(_, label)| label.as_str());
    let words = format!("{:>widest$} ", label.unwrap_or_default());
    let edge = (if label.is_some() { '┤' } else { '│' }, Role::Faint);
    words.chars().map(|letter| (letter, Role::Dim)).chain([edge]).collect()
}

/// Cells as a line, those of one role together.
fn line(cells: &[Sign], theme: Theme) -> Line<'static> {
    let alike = cells.chunk_by(|a, b| a.1 == b.1);
    let spans = alike.filter_map(|part| {
        let words: String = part.iter().map(|(sign, _)| *sign).collect();
        Some(theme.span(words, part.first()?.1))
    });
    spans.collect()
}

/// The cells of the course, and the time that they stand for.
#[derive(Debug, Clone, Copy)]
struct Grid {
    columns: usize,
    rows: usize,
    span: Span,
}

impl Grid {
    fn column(self, at: Second) -> usize {
        self.span.part(at, self.columns)
    }

    /// The columns of dots from the first to the last second of a span.
    fn across(self, span: Span) -> (usize, usize) {
        let x = |at| self.span.part(at, self.columns * ACROSS);
        (x(span.from), x(span.to.plus(-1)))
    }

    /// A line through all pieces that stand on the axis. Where the value changes it goes straight up or down.
    fn line(self, pieces: &[Piece<f64>], axis: ValueAxis) -> Dots {
        let mut dots = Dots::new(self.columns, self.rows);
        let mut before = None;
        for piece in pieces {
            if !axis.holds(piece.value) {
                before = None;
                continue;
            }
            let (from, to) = self.across(piece.span);
            let y = dot(axis, piece.value, self.rows);
            for x in from..=to {
                dots.set(x, y);
            }
            let beside = before.filter(|_| piece.joined).unwrap_or(y);
            for y in beside.min(y)..=beside.max(y) {
                dots.set(from, y);
            }
            before = Some(y);
        }
        dots
    }

    /// A bar for each piece, from the ground up; something is never nothing. With room, bars stand apart.
    fn bars(self, pieces: &[Piece<f64>], axis: ValueAxis) -> Dots {
        let mut dots = Dots::new(self.columns, self.rows);
        let ground = dot(axis, 0.0, self.rows);
        for piece in pieces.iter().filter(|piece| piece.value != 0.0) {
            let (from, to) = self.across(piece.span);
            let to = if to - from >= ACROSS { to - 1 } else { to };
            let top = dot(axis, piece.value, self.rows);
            for x in from..=to {
                for y in top.min(ground)..=top.max(ground) {
                    dots.set(x, y);
                }
            }
        }
        dots
    }

    /// A haze of single dots over the range.
    fn band(self, pieces: &[Piece<Range>], axis: ValueAxis) -> Dots {
        let mut dots = Dots::new(self.columns, self.rows);
        for piece in pieces {
            let (from, to) = self.across(piece.span);
            let (top, bottom) = (dot(axis, piece.value.high, self.rows), dot(axis, piece.value.low, self.rows));
            for x in (from..=to).filter(|x| x.is_multiple_of(2)) {
                for y in (top..=bottom).filter(|y| y.is_multiple_of(2)) {
                    dots.set(x, y);
                }
            }
        }
        dots
    }

    /// Whether nobody looked in a column, for each; what lies beyond the first and the last reading is none of it.
    fn gaps(self, gaps: &[Span], known: Span) -> Vec<bool> {
        let blind = |time: Span| gaps.iter().any(|gap| gap.from <= time.from && time.to <= gap.to);
        let within = |time: Span| known.from <= time.from && time.to <= known.to;
        (0..self.columns)
            .map(|column| self.span.nth(column, self.columns))
            .map(|time| within(time) && blind(time))
            .collect()
    }

    /// The strip of open and closed hours: what most of a column is.
    fn hours(self, open: &[Span]) -> Vec<Sign> {
        let shared = |one: Span, other: Span| (one.to.min(other.to).0 - one.from.max(other.from).0).max(0);
        let sign = |time: Span| {
            let opened: i64 = open.iter().map(|open| shared(*open, time)).sum();
            if 2 * opened >= time.to.0 - time.from.0 { ('━', Role::Open) } else { ('┄', Role::Closed) }
        };
        (0..self.columns).map(|column| sign(self.span.nth(column, self.columns))).collect()
    }
}

#[cfg(test)]
mod tests;
