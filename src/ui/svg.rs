//! A drawn screen as a picture: its buffer written as SVG, deterministic and readable by machines and people.
//!
//! Letters stay text, so that they can be selected and read aloud. Lines, blocks and bars are drawn as shapes: fonts
//! disagree about them, and rows of glyphs leave seams.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::cells::{glyphs, rows};
use super::theme::css;

/// A cell in pixels; the width is 0.6 of the letters' size, as in nearly every monospaced font.
const WIDTH: f64 = 8.4;
const HEIGHT: f64 = 19.0;
const LETTERS: f64 = 14.0;
/// From a cell's top to the line that letters stand on.
const BASE: f64 = 14.0;
/// Around the screen.
const MARGIN: f64 = 16.0;

/// Writes a buffer as SVG.
pub fn svg(buf: &Buffer, title: &str) -> String {
    let width = f64::from(buf.area.width) * WIDTH + 2.0 * MARGIN;
    let height = f64::from(buf.area.height) * HEIGHT + 2.0 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" \
         aria-labelledby=\"title\" font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',\
         'DejaVu Sans Mono',monospace\" font-size=\"{LETTERS}\">\n<title id=\"title\">{2}</title>\n\
         <rect x=\".5\" y=\".5\" width=\"{3}\" height=\"{4}\" rx=\"10\" fill=\"{5}\" stroke=\"#2d3642\"/>\n",
        number(width),
        number(height),
        escaped(title),
        number(width - 1.0),
        number(height - 1.0),
        canvas(buf),
    );
    let mut letters = String::new();
    for (y, row) in rows(buf).enumerate() {
        let top = MARGIN + y as f64 * HEIGHT;
        grounds(&mut out, row, top);
        shapes(&mut out, row, top);
        texts(&mut letters, row, top);
    }
    out.push_str(&letters);
    out.push_str("</svg>\n");
    out
}

/// What lies under the screen: its own background, where it paints one.
fn canvas(buf: &Buffer) -> String {
    buf.content.first().and_then(|cell| css::ground(cell.bg)).unwrap_or_else(|| css::BACKGROUND.to_owned())
}

/// The background of a row, a rectangle for each run of one colour.
fn grounds(out: &mut String, row: &[Cell], top: f64) {
    for (from, cell, count) in runs(row, |cell| Paint::of(cell).ground) {
        if let Some(ground) = Paint::of(cell).ground {
            rect(out, left(from), top, count as f64 * WIDTH, HEIGHT, &ground, 1.0);
        }
    }
}

/// Lines and blocks.
fn shapes(out: &mut String, row: &[Cell], top: f64) {
    for (from, cell, count) in runs(row, |cell| (cell.symbol().to_owned(), Paint::of(cell))) {
        let (glyph, paint) = (cell.symbol(), Paint::of(cell));
        let (x, ink) = (left(from), paint.ink.as_str());
        if let Some(opacity) = shade(glyph) {
            // A bar is lower than its line, so that bars in two lines do not touch.
            rect(out, x, top + 3.0, count as f64 * WIDTH, HEIGHT - 6.0, ink, opacity);
        } else if let Some(eighths) = eighths(glyph) {
            // A little under the block before it, so that no seam shows between the two.
            rect(out, x - 0.4, top + 3.0, WIDTH * eighths / 8.0 + 0.4, HEIGHT - 6.0, ink, 1.0);
        } else if let Some(path) = heavy(glyph, x, top, count) {
            let _ = writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"3\"/>");
            if glyph == "╾" {
                rect(out, x + WIDTH / 2.0, top + HEIGHT / 2.0 - 0.5, WIDTH / 2.0, 1.0, ink, 1.0);
            }
        } else if let Some(path) = line(glyph, x, top, count) {
            let _ = writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\"/>");
        }
    }
}

/// How much of a full block is covered.
fn shade(glyph: &str) -> Option<f64> {
    let shades = [("█", 1.0), ("▓", 0.7), ("▒", 0.45), ("░", 0.28)];
    shades.iter().find(|(known, _)| *known == glyph).map(|(_, opacity)| *opacity)
}

fn eighths(glyph: &str) -> Option<f64> {
    ["▏", "▎", "▍", "▌", "▋", "▊", "▉"].iter().position(|known| *known == glyph).map(|at| at as f64 + 1.0)
}

/// A heavy line: whole, half, or in two dashes a cell.
fn heavy(glyph: &str, x: f64, top: f64, count: usize) -> Option<String> {
    let start = format!("M{} {}", number(x), number(top + HEIGHT / 2.0));
    Some(match glyph {
        "━" => format!("{start}h{}", number(count as f64 * WIDTH)),
        "╸" | "╾" => format!("{start}h{}", number(WIDTH / 2.0)),
        "╍" => format!("{start}{}", "h2.7m1.5 0".repeat(2 * count)),
        _ => return None,
    })
}

/// A line glyph as a path through the middle of its cell.
fn line(glyph: &str, x: f64, top: f64, count: usize) -> Option<String> {
    let (middle, centre) = (number(top + HEIGHT / 2.0), number(x + WIDTH / 2.0));
    let (right, bottom) = (number(x + WIDTH), number(top + HEIGHT));
    let posts = || (0..count).map(|at| format!("M{} {}v{HEIGHT}", number(x + (at as f64 + 0.5) * WIDTH), number(top)));
    if glyph == "│" {
        return Some(posts().collect());
    }
    let x_middle = x + WIDTH / 2.0;
    let (x, y) = (number(x), number(top));
    let soft = |dx: f64, dy: f64| {
        let (cx, cy) = (x_middle, top + HEIGHT / 2.0);
        format!("H{}Q{centre} {middle} {centre} {}", number(cx + dx), number(cy + dy))
    };
    Some(match glyph {
        "┄" => format!("M{x} {middle}{}", "h1.3m1.5 0".repeat(3 * count)),
        "╭" => format!("M{right} {middle}{}V{bottom}", soft(4.0, 4.0)),
        "╮" => format!("M{x} {middle}{}V{bottom}", soft(-4.0, 4.0)),
        "╰" => format!("M{right} {middle}{}V{y}", soft(4.0, -4.0)),
        "╯" => format!("M{x} {middle}{}V{y}", soft(-4.0, -4.0)),
        "─" => format!("M{x} {middle}h{}", number(count as f64 * WIDTH)),
        "┌" => format!("M{right} {middle}H{centre}V{bottom}"),
        "┐" => format!("M{x} {middle}H{centre}V{bottom}"),
        "└" => format!("M{right} {middle}H{centre}V{y}"),
        "┘" => format!("M{x} {middle}H{centre}V{y}"),
        "├" => format!("M{centre} {y}V{bottom}M{centre} {middle}H{right}"),
        "┤" => format!("M{centre} {y}V{bottom}M{centre} {middle}H{x}"),
        _ => return None,
    })
}

fn is_shape(glyph: &str) -> bool {
    shade(glyph).is_some() || eighths(glyph).is_some() || "━╸╾╍┄─│┌┐└┘╭╮╰╯├┤".contains(glyph)
}

/// Letters, in runs of one style. A run begins and ends with a letter, and each wide or doubtful glyph is a run of its
/// own, so that a reader's font cannot push what follows out of its column.
fn texts(out: &mut String, row: &[Cell], top: f64) {
    let mut run: Option<(usize, usize, Paint, String)> = None;
    for (at, cell) in glyphs(row) {
        let glyph = cell.symbol();
        let (wide, paint) = (glyph.width().max(1), Paint::of(cell));
        let alone = wide > 1 || !glyph.is_ascii();
        let joins = !alone && run.as_ref().is_some_and(|(.., known, text)| *known == paint && text.is_ascii());
        if is_shape(glyph) || !joins {
            flush(out, run.take(), top);
        }
        if is_shape(glyph) {
            continue;
        }
        match &mut run {
            Some((_, cells, _, text)) => {
                *cells += wide;
                text.push_str(glyph);
            }
            None if glyph == " " && !paint.underlined => {}
            None => run = Some((at, wide, paint, glyph.to_owned())),
        }
    }
    flush(out, run, top);
}

fn flush(out: &mut String, run: Option<(usize, usize, Paint, String)>, top: f64) {
    let Some((from, cells, paint, text)) = run else { return };
    let kept = text.trim_end_matches(' ');
    let cells = cells - (text.len() - kept.len());
    let mut style = String::new();
    if paint.bold {
        style.push_str(" font-weight=\"700\"");
    }
    if paint.underlined {
        style.push_str(" text-decoration=\"underline\"");
    }
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" textLength=\"{}\" fill=\"{}\"{style} xml:space=\"preserve\">{}</text>",
        number(left(from)),
        number(top + BASE),
        number(cells as f64 * WIDTH),
        paint.ink,
        escaped(kept)
    );
}

/// What a cell looks like.
#[derive(Debug, Clone, PartialEq)]
struct Paint {
    ink: String,
    ground: Option<String>,
    bold: bool,
    underlined: bool,
}

impl Paint {
    fn of(cell: &Cell) -> Self {
        let bold = cell.modifier.contains(Modifier::BOLD);
        let (mut ink, mut ground) = (css::ink(cell.fg), css::ground(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground.or(Some(css::BACKGROUND.to_owned())), ink.or(Some(css::TEXT.to_owned())));
        }
        let mut ink = ink.unwrap_or_else(|| if bold { css::BRIGHT } else { css::TEXT }.to_owned());
        if cell.modifier.contains(Modifier::DIM) {
            ink = css::mixed(&ink, ground.as_deref().unwrap_or(css::BACKGROUND));
        }
        let underlined = cell.modifier.contains(Modifier::UNDERLINED);
        Self { ink, ground, bold, underlined }
    }
}

/// The cells of a row in runs that agree in `key`: the column and the cell that a run begins with, and how many it has.
fn runs<K: PartialEq>(row: &[Cell], key: impl Fn(&Cell) -> K) -> Vec<(usize, &Cell, usize)> {
    let mut at = 0;
    let runs = row.chunk_by(|one, next| key(one) == key(next));
    runs.filter_map(|run| {
        at += run.len();
        Some((at - run.len(), run.first()?, run.len()))
    })
    .collect()
}

fn left(column: usize) -> f64 {
    MARGIN + column as f64 * WIDTH
}

fn rect(out: &mut String, x: f64, y: f64, width: f64, height: f64, fill: &str, opacity: f64) {
    let opacity = if opacity < 1.0 { format!(" fill-opacity=\"{opacity}\"") } else { String::new() };
    let [x, y, width, height] = [x, y, width, height].map(number);
    let _ = writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"{opacity}/>");
}

/// A number with at most two decimals.
fn number(n: f64) -> String {
    format!("{n:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
