//! Boxes: the frames of the dashboard and the popups over it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::text;
use super::text_field;
use super::theme::{Role, Theme};
use crate::app::form::review::Reading;
use crate::app::text_field::TextField;

/// Draws a box with a title on the left and a note on the right of its top edge; returns the inside.
pub fn frame(theme: Theme, title: &str, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(theme.style(Role::Border));
    let inner = block.inner(area);
    block.render(area, buf);
    // A corner and a piece of the edge stand before and behind what the edge says.
    let edge = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }.intersection(area);
    let title = text::fit(title, usize::from(edge.width).saturating_sub(4)).into_owned();
    let left = text::width(&title) + 2;
    engrave(buf, Rect { x: edge.x + 1, ..edge }.intersection(edge), &theme.line(title, Role::Title));
    let room = usize::from(edge.width).saturating_sub(left + 2);
    if !note.is_empty() && text::width(note) + 3 <= room {
        let width = text::width(note) as u16 + 3;
        let place = Rect { x: edge.right() - width, width, ..edge };
        engrave(buf, place, &theme.line(note.to_owned(), Role::Dim));
    }
    inner
}

/// Shows what is drawn in `area` as old: the words stay, the colours go.
pub fn age(theme: Theme, area: Rect, buf: &mut Buffer) {
    let old = Style::reset().patch(theme.style(Role::Old));
    buf.set_style(area.intersection(buf.area), old);
}

/// Lets what is drawn in `area` step back behind what is drawn over it next.
fn shade(theme: Theme, area: Rect, buf: &mut Buffer) {
    buf.set_style(area.intersection(buf.area), Style::reset().patch(theme.style(Role::Faint)));
}

/// Writes words into an edge, with a blank on either side and without the edge's style.
fn engrave(buf: &mut Buffer, place: Rect, words: &Line<'_>) {
    let width = (words.width() as u16 + 2).min(place.width);
    if words.width() == 0 || width < 3 {
        return;
    }
    let place = Rect { width, height: place.height.min(1), ..place };
    Clear.render(place, buf);
    text::put(buf, Rect { x: place.x + 1, width: width - 2, ..place }, words);
}

/// Below this width, a popup covers the screen and has no sides: they would cost columns.
const SIDELESS: u16 = 60;
/// Fewer lines than so many are not left free above and below a popup together.
const SCRAPS: u16 = 3;

/// How many columns a popup has inside when `width` are free.
pub fn room(width: u16) -> u16 {
    width.saturating_sub(if width < SIDELESS { 2 } else { 4 })
}

/// Clears the middle of `area` and draws a box there for `lines` lines of at most `wide` columns; what stays in sight
/// around it is shaded. Covers a small screen whole. Returns the inside.
pub fn open(theme: Theme, title: &str, note: &str, wide: u16, lines: usize, area: Rect, buf: &mut Buffer) -> Rect {
    if area.width < SIDELESS {
        Clear.render(area, buf);
        // What is below is said there instead.
        let note = if lines < usize::from(area.height) { note } else { "" };
        text::put(buf, text::row(area, 0), &rule(theme, title, note, usize::from(area.width)));
        let top = area.height.min(1);
        return inset(Rect { y: area.y + top, height: area.height - top, ..area });
    }
    let needed = (lines as u16).saturating_add(2).min(area.height);
    // A line or two left over would show scraps of the boxes below.
    let height = if area.height - needed < SCRAPS { area.height } else { needed };
    let width = wide.saturating_add(4).min(area.width);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    shade(theme, area, buf);
    // A column more at each side: the half of a wide glyph that stays would be drawn over the edge.
    Clear.render(place.outer(Margin::new(1, 0)).intersection(area), buf);
    inset(frame(theme, title, note, place, buf))
}

/// `area` without its first and last column.
pub fn inset(area: Rect) -> Rect {
    Rect { x: area.x + area.width.min(1), width: area.width.saturating_sub(2), ..area }
}

/// A title on a rule across `width` columns, with a note at its end where there is room.
pub fn rule(theme: Theme, title: &str, note: &str, width: usize) -> Line<'static> {
    let title = text::fit(title, width.saturating_sub(4)).into_owned();
    let fits = !note.is_empty() && text::width(&title) + text::width(note) + 8 <= width;
    let end = if fits { Line::from(theme.span(format!(" {note} ─"), Role::Dim)) } else { Line::default() };
    rule_with(theme, title, end, width)
}

/// A title on a rule across `width` columns that ends with `end`.
pub fn rule_with(theme: Theme, title: String, end: Line<'static>, width: usize) -> Line<'static> {
    let dashes = width.saturating_sub(text::width(&title) + 3 + end.width());
    let mut line = Line::from(vec![
        theme.span("─ ", Role::Border),
        theme.span(title, Role::Title),
        theme.span(format!(" {}", "─".repeat(dashes)), Role::Border),
    ]);
    line.extend(end.spans);
    line
}

/// Says on the edge of a popup in `area` how many lines are above and below its `inside`.
pub fn draw_cut(theme: Theme, (above, below): (usize, usize), inside: Rect, area: Rect, buf: &mut Buffer) {
    let y = if area.width < SIDELESS { area.y } else { inside.bottom() };
    let edge = Rect { y, height: 1, ..inside }.intersection(area);
    let words = cut_words(above, below, usize::from(edge.width) / 2);
    if !words.is_empty() {
        text::put_right(buf, edge, &theme.line(format!(" {words} "), Role::Title));
    }
}

/// How many lines are above and below: `↑ 3 ↓ 12 more`, or `↑3 ↓12` in little `room`; empty when all are shown.
pub fn cut_words(above: usize, below: usize, room: usize) -> String {
    let (up, down) = (format!("↑ {above}"), format!("↓ {below}"));
    let words = match (above, below) {
        (0, 0) => return String::new(),
        (0, _) => down,
        (_, 0) => up,
        _ => format!("{up} {down}"),
    };
    let long = format!("{words} more");
    if text::width(&long) + 2 <= room { long } else { words.replace("↑ ", "↑").replace("↓ ", "↓") }
}

#[derive(Debug, Clone, Copy)]
pub struct Place<'w> {
    pub theme: Theme,
    pub title: &'w str,
    /// At the right of the edge.
    pub note: &'w str,
    /// The widest line inside, in columns.
    pub wide: u16,
    /// The area that it may cover.
    pub area: Rect,
}

impl Place<'_> {
    fn open(self, lines: usize, buf: &mut Buffer) -> Rect {
        open(self.theme, self.title, self.note, self.wide, lines, self.area, buf)
    }
}

/// A popup of lines of which one is chosen, scrolled no further than it takes to show that.
pub fn menu(place: Place<'_>, lines: &[Line<'_>], choice: usize, buf: &mut Buffer) -> Page {
    let inner = place.open(lines.len(), buf);
    let page = page_around(lines, choice, inner, buf);
    draw_cut(place.theme, page.cut(), inner, place.area, buf);
    page
}

/// A popup of lines to be read, from `scroll` on.
pub fn reader(place: Place<'_>, lines: &[Line<'_>], scroll: usize, buf: &mut Buffer) -> Page {
    let inner = place.open(lines.len(), buf);
    let page = page(lines, scroll, inner, buf);
    draw_cut(place.theme, page.cut(), inner, place.area, buf);
    page
}

/// A popup that asks for a text, typed below `lines`: of those the first give way, as `left_out` did before.
pub fn question(
    place: Place<'_>,
    mut lines: Vec<Line<'_>>,
    left_out: usize,
    field: Option<&TextField>,
    buf: &mut Buffer,
) -> Page {
    let at = lines.len();
    lines.push(Line::default());
    let inner = place.open(lines.len(), buf);
    let page = page_around(&lines, at, inner, buf);
    draw_cut(place.theme, (page.first + left_out, 0), inner, place.area, buf);
    let row = text::row(inner, at.saturating_sub(page.first) as u16);
    let room = usize::from(place.wide).saturating_sub(2);
    let cursor = field.and_then(|field| text_field::draw(field, "▸ ", room, place.theme, row, buf));
    Page { cursor, place: page.place, lines: inner, ..Page::default() }
}

/// What an overlay showed, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// How far it can scroll.
    pub end: usize,
    /// How far its columns can scroll.
    pub columns_end: usize,
    /// The first line shown.
    pub first: usize,
    pub lines: Rect,
    /// The lines to choose from, if those are others; `first` is then the first of these.
    pub menu: Option<Rect>,
    /// The whole overlay, border included.
    pub place: Rect,
    pub cursor: Option<Position>,
    /// What must be read before a launch.
    pub reading: Vec<Reading>,
}

impl Page {
    /// How many lines are above and below the shown ones.
    pub fn cut(&self) -> (usize, usize) {
        (self.first, self.end.saturating_sub(self.first))
    }
}

/// Draws the lines of a popup into what [`open`] returned.
pub fn page(lines: &[Line<'_>], scroll: usize, inner: Rect, buf: &mut Buffer) -> Page {
    let end = scrolled(lines, scroll, inner, buf);
    Page { end, first: scroll.min(end), lines: inner, place: around(inner, buf), ..Page::default() }
}

/// As [`page`], scrolled no further than it takes to show the line `choice`.
pub fn page_around(lines: &[Line<'_>], choice: usize, inner: Rect, buf: &mut Buffer) -> Page {
    page(lines, (choice + 1).saturating_sub(usize::from(inner.height)), inner, buf)
}

/// The whole popup whose inside [`open`] returned.
pub fn around(inner: Rect, buf: &Buffer) -> Rect {
    let (x, y) = (inner.x.saturating_sub(2), inner.y.saturating_sub(1));
    Rect { x, y, width: inner.right() + 2 - x, height: inner.bottom() + 1 - y }.intersection(buf.area)
}

/// Draws `lines` from `scroll` on; returns how far they can scroll.
pub fn scrolled(lines: &[Line<'_>], scroll: usize, area: Rect, buf: &mut Buffer) -> usize {
    let height = usize::from(area.height);
    let end = lines.len().saturating_sub(height);
    for (y, line) in lines.iter().skip(scroll.min(end)).take(height).enumerate() {
        text::put(buf, text::row(area, y as u16), line);
    }
    end
}

/// A line under the cursor, whose ground goes under its words and to the end of its width.
pub fn chosen(mut line: Line<'static>, theme: Theme, width: usize) -> Line<'static> {
    let rest = width.saturating_sub(line.width());
    line.push_span(Span::raw(" ".repeat(rest)));
    let cursor = theme.style(Role::Cursor);
    line.spans.into_iter().map(|span| span.patch_style(cursor)).collect()
}
