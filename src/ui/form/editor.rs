//! A text of several lines, such as JSON, with line numbers and what is wrong with it.
//!
//! ```text
//! ╭─ Messages ──────────────────────────────── line 2 of 3 ─╮
//! │ 1 [                                                     │
//! │ 2   {"text": "Hello"▏                                   │
//! │ 3 ]                                                     │
//! │ ✗ expected `,` or `}` at line 3 column 1                │
//! ╰─────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Scene, cursor_at, signed};
use crate::app::form::sheet::Sheet;
use crate::domain::draft::Field;
use crate::domain::shown::Shown;
use crate::ui::popup::{self, Page};
use crate::ui::text;
use crate::ui::theme::Role;

/// The widest inside, and the fewest lines if there is room.
const WIDEST: u16 = 100;
const LEAST: usize = 10;

pub(super) fn draw(
    scene: &Scene<'_>,
    field: Field,
    sheet: &Sheet,
    problem: Option<&str>,
    area: Rect,
    buf: &mut Buffer,
) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    let document = sheet.text();
    let count = document.split('\n').count();
    let notes = notes(scene, problem, usize::from(wide));
    let (at, before) = sheet.cursor();
    let place = format!("line {} of {count}", at + 1);
    let wanted = count.max(LEAST) + 1 + notes.len();
    let inner = popup::open(scene.theme, field.label(), &place, wide, wanted, area, buf);
    let low = (notes.len() as u16 + 1).min(inner.height.saturating_sub(1));
    let body = Rect { height: inner.height - low, ..inner };
    let foot = Rect { y: body.bottom(), height: low, ..inner };
    if low > 1 {
        popup::scrolled(&notes, 0, Rect { y: foot.y + 1, height: low - 1, ..foot }, buf);
    }
    let digits = count.to_string().len();
    let gutter = if body.width > 24 { digits + 1 } else { 0 };
    let first = (at + 1).saturating_sub(usize::from(body.height));
    // Long lines shift together, no further than it takes to show the cursor.
    let column = text::width(&shown(before));
    let room = usize::from(body.width).saturating_sub(gutter).max(1);
    let shift = (column + 1).saturating_sub(room);
    for (y, (index, line)) in document.split('\n').enumerate().skip(first).take(usize::from(body.height)).enumerate() {
        let number = if gutter > 0 { format!("{:>digits$} ", index + 1) } else { String::new() };
        let words = window(&shown(line), shift, room);
        let line = Line::from(vec![scene.span(number, Role::Dim), Span::raw(words)]);
        text::put(buf, text::row(body, y as u16), &line);
    }
    let cursor = cursor_at(body, Some((gutter + column - shift, at - first.min(at))));
    Page { cursor, place: popup::around(inner, buf), lines: body, ..Page::default() }
}

fn notes(scene: &Scene<'_>, problem: Option<&str>, width: usize) -> Vec<Line<'static>> {
    let words = problem.map_or("The text is sent as it stands, once it is valid JSON.", |problem| problem);
    match problem {
        Some(_) => signed(scene, "✗", words, Role::Alert, width),
        None => signed(scene, "i", words, Role::Dim, width),
    }
}

/// A line made safe to print; a tab is one character and becomes one blank.
fn shown(line: &str) -> String {
    Shown::new(&line.replace('\t', " ")).as_str().to_owned()
}

/// The part of a line from column `shift` on. A wide glyph that is cut on the left leaves a blank.
fn window(line: &str, shift: usize, room: usize) -> String {
    let mut used = 0;
    let mut words = String::new();
    for piece in text::chunks(line, 1) {
        let wide = text::width(&piece);
        if used >= shift {
            words.push_str(&piece);
        } else if used + wide > shift {
            words.push_str(&" ".repeat(used + wide - shift));
        }
        used += wide;
    }
    text::fit(&words, room).into_owned()
}
