//! The screen as a picture: a buffer written as SVG, deterministic and readable by machines and people.
//!
//! Letters stay text, so that they can be selected and read aloud. Lines, blocks and bars are drawn as shapes: fonts
//! disagree about them, and rows of glyphs leave seams.

use std::fmt::Write as _;
use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::domain::failure::Failure;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use kaytop::ui::theme::{Depth, Look, Theme};

use super::fixture::presentable;
use super::golden::{self, glyphs, rows};
use super::stage::Stage;
use super::states::{settled, state};
use crate::samples::settings;

/// A cell in pixels; the width is 0.6 of the letters' size, as in nearly every monospaced font.
const WIDTH: f64 = 8.4;
const HEIGHT: f64 = 19.0;
const LETTERS: f64 = 14.0;
/// From a cell's top to the line that letters stand on.
const BASE: f64 = 14.0;
/// Around the screen.
const MARGIN: f64 = 16.0;

const BACKGROUND: &str = "#0f141b";
const TEXT: &str = "#d3dae3";

#[test]
fn the_pictures_show_the_screen_as_it_is() {
    let pictures: Vec<(&str, &str, (u16, u16), Stage)> = vec![
        ("dashboard-120x36", "the dashboard of a company with 143 campaigns", (120, 36), live("jj")),
        ("dashboard-80x24", "the dashboard at 80 columns, with practice data", (80, 24), practice("jj")),
        ("dashboard-40x12", "the dashboard at 40 columns", (40, 12), live("")),
        ("filter", "filtering as you type, with what matched marked", (100, 30), live("/roundup calls:>500")),
        ("dashboard-200x60", "the dashboard on a large screen", (200, 60), live("jj")),
        ("detail", "one campaign: outcomes, our own rate beside the vendor's", (120, 24), live("G<enter>")),
        ("detail-40x12", "one campaign at 40 columns", (40, 12), live("G<enter>")),
        ("raw-json", "one campaign as kaytop read it", (100, 24), live("G<enter>i")),
        ("marks", "marked campaigns, and what can be copied of them", (100, 30), live("j j j y")),
        ("columns", "choosing columns", (100, 30), live("C")),
        ("budget", "freshness and budget in full", (100, 30), live("b")),
        ("outage", "an outage: what happened, what is kept, what comes next", (100, 24), outage()),
        ("stale-120x36", "old data: dim, with its age", (120, 36), state("stale")),
        ("stale-80x24", "old data at 80 columns", (80, 24), state("stale")),
        ("stale-40x12", "old data at 40 columns", (40, 12), state("stale")),
        ("help", "the help, searched", (100, 30), live("?copy")),
        ("disabled", "campaigns are disabled for this company", (100, 30), state("disabled")),
        ("no-match", "a filter that no campaign matches", (80, 24), state("filter-no-match")),
        ("form-basics", "the form: a name that says what it is", (120, 36), state("form-basics")),
        (
            "form-letters-120x36",
            "a letter on a switch does nothing and says where text goes",
            (120, 36),
            stray_letter(),
        ),
        ("form-letters-80x24", "a letter on a switch, at 80 columns", (80, 24), stray_letter()),
        ("form-letters-40x12", "a letter on a switch, at 40 columns", (40, 12), stray_letter()),
        ("form-audience", "the form: who calls, who is called", (120, 36), state("form-audience")),
        ("form-hours", "the form: hours of the campaign's own", (120, 36), state("form-hours")),
        ("form-runs", "the form: a date that cannot be, and what was meant", (120, 36), state("form-runs")),
        ("form-runs-80x24", "the form at 80 columns", (80, 24), state("form-runs")),
        ("form-runs-40x12", "the form at 40 columns", (40, 12), state("form-runs")),
        ("form-calendar", "picking a day", (120, 36), state("form-calendar")),
        ("form-days", "picking the days of a run", (120, 36), state("form-days")),
        ("form-lists", "picking a case list by its name", (120, 36), state("form-lists")),
        ("form-pasted", "rows that were pasted, before they are taken", (120, 36), state("form-pasted")),
        ("form-report", "the form: a report by e-mail", (120, 36), state("form-report")),
        ("form-review", "the review: what is sent, and what to read before", (120, 36), state("form-review")),
        ("form-review-80x24", "the review at 80 columns", (80, 24), state("form-review")),
        ("form-review-40x12", "the review at 40 columns", (40, 12), state("form-review")),
        ("form-code", "a launch waits for its code", (120, 36), state("form-code")),
        ("form-unknown", "a launch without an answer: what is known, what to do", (120, 36), state("form-unknown")),
        ("first-load", "before the first answer", (80, 24), state("first-load")),
    ];
    let themes = [
        ("theme-dark", "the theme dark", Look::Dark),
        ("theme-light", "the theme light", Look::Light),
        ("theme-contrast", "the theme contrast", Look::Contrast),
        ("theme-none", "the dashboard without colour", Look::None),
    ];
    let themes = themes.map(|(name, title, look)| (name, title, (120, 36), live("jj"), look));
    let pictures = pictures.into_iter().map(|(name, title, size, stage)| (name, title, size, stage, Look::Sixteen));
    let drawn = pictures.chain(themes).map(|(name, title, size, mut stage, look)| {
        let buf = settled(&mut stage, size, Theme::new(look, Depth::True, false));
        (format!("{name}.svg"), svg(&buf, &format!("kaytop: {title}")))
    });
    golden::hold_all("assets/screens", drawn);
}

fn live(keys: &str) -> Stage {
    let mut stage = Stage::with(presentable());
    stage.press(keys);
    stage
}

fn practice(keys: &str) -> Stage {
    let mut stage = Stage::new(Mode::Sandbox);
    stage.answer_settings(Ok(settings()));
    stage.answer(Ok(presentable()));
    stage.press(keys);
    stage
}

fn stray_letter() -> Stage {
    let mut stage = state("form-basics");
    stage.press("<tab>w");
    stage
}

fn outage() -> Stage {
    let mut stage = live("jj");
    for _ in 0..3 {
        stage.pass(Duration::from_secs(35));
        if stage.list_flight.is_some() {
            stage.answer(Err(Failure::Server { status: 503, said: None }));
        }
    }
    stage
}

/// Writes a buffer as SVG.
fn svg(buf: &Buffer, title: &str) -> String {
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
    buf.content.first().and_then(|cell| ground(cell.bg)).unwrap_or_else(|| BACKGROUND.to_owned())
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
        let (mut ink, mut ground) = (colour(cell.fg), ground(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground.or(Some(BACKGROUND.to_owned())), ink.or(Some(TEXT.to_owned())));
        }
        let mut ink = ink.unwrap_or_else(|| if bold { "#f2f5f9" } else { TEXT }.to_owned());
        if cell.modifier.contains(Modifier::DIM) {
            ink = mixed(&ink, ground.as_deref().unwrap_or(BACKGROUND));
        }
        let underlined = cell.modifier.contains(Modifier::UNDERLINED);
        Self { ink, ground, bold, underlined }
    }
}

/// A palette that reads well on the dark ground.
fn colour(colour: Color) -> Option<String> {
    let name = match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some(format!("#{r:02x}{g:02x}{b:02x}")),
        Color::Black => BACKGROUND,
        Color::Red | Color::LightRed => "#ff7b72",
        Color::Green | Color::LightGreen => "#4fc76a",
        Color::Yellow | Color::LightYellow => "#e6b450",
        Color::Blue | Color::LightBlue => "#6cb6ff",
        Color::Magenta | Color::LightMagenta => "#d2a8ff",
        Color::Cyan | Color::LightCyan => "#4ed2de",
        Color::DarkGray => "#6b7785",
        Color::Gray | Color::White => "#f2f5f9",
        other @ Color::Indexed(_) => panic!("the palette has no {other}"),
    };
    Some(name.to_owned())
}

/// Light letters stand on a ground, so red is deeper there.
fn ground(behind: Color) -> Option<String> {
    if behind == Color::Red { Some("#c4302b".to_owned()) } else { colour(behind) }
}

/// Six parts of ten of a colour over its ground.
fn mixed(ink: &str, ground: &str) -> String {
    let parts = |text: &str| u32::from_str_radix(text.trim_start_matches('#'), 16).unwrap().to_be_bytes();
    let mixed =
        std::array::from_fn::<u32, 4, _>(|at| (u32::from(parts(ink)[at]) * 6 + u32::from(parts(ground)[at]) * 4) / 10);
    mixed.iter().skip(1).fold("#".to_owned(), |text, part| format!("{text}{part:02x}"))
}

/// The cells of a row in runs that agree in `key`: the column and the cell that a run begins with, and how many it has.
fn runs<K: PartialEq>(row: &[Cell], key: impl Fn(&Cell) -> K) -> Vec<(usize, &Cell, usize)> {
    let mut at = 0;
    let runs = row.chunk_by(|one, next| key(one) == key(next));
    runs.map(|run| {
        at += run.len();
        (at - run.len(), &run[0], run.len())
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
