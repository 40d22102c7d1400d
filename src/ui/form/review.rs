//! The review: the plan in a few lines, what is good to know, the request, and the launch itself.
//!
//! ```text
//! ╭─ Summary ─────────── a number goes there ─╮╭─ Pre-flight ─── ✗ 0 blocking  ! 1 to read  ✓ 4 ─╮
//! │ 1  name      Roundup intake wave 4        ││ ! list 318 is also used by #481              │
//! │ 2  agent     abc_771                      ││ ✓ campaigns are enabled for this company     │
//! ╰───────────────────────────────────────────╯╰───────────────────────────────────────────────╯
//! ╭─ Request  [JSON] curl  command  TOML ─────────────────────────────────────────────────────╮
//! │ {                                                                                         │
//! ╭─ Create ── ↑ 3 ↓ 21 lines ────────────────────────────────── LIVE · public-api.kayse.ai ─╮
//! │ This starts contacting people and cannot be undone here: …                                │
//! │ ▸ [ Create campaign ]                                                                     │
//! ╰───────────────────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! All but the launch is one text that scrolls as a whole, so that each of its lines can be read at every size. The launch
//! stands below it and leaves it some lines: what is too long for the launch's box continues in the text.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{FormLayout, Scene, below, boxed, create, cursor_at, section, signed};
use crate::app::form::review::Reading;
use crate::app::form::review::{self, Note, Shape, SummaryLine};
use crate::app::form::{Focus, LaunchStage};
use crate::app::geometry::{Spot, Target};
use crate::domain::count::counted;
use crate::domain::draft::meaning::Severity;
use crate::domain::draft::{Field, Step};
use crate::domain::shown::Shown;
use crate::ui::layout::spot;
use crate::ui::popup::{self, Page};
use crate::ui::text;
use crate::ui::theme::Role;

/// Columns of a summary's number and label.
const NUMBER: usize = 3;
const LABEL: usize = 13;

/// The text that scrolls, and the lines of the notes that must be read, in their order.
#[derive(Default)]
struct ReviewText {
    lines: Vec<Line<'static>>,
    notes: Vec<Range<usize>>,
}

impl ReviewText {
    /// Adds the notes and remembers the lines of those that must be read.
    fn add_notes(&mut self, scene: &Scene<'_>, notes: &[Note], width: usize) {
        for note in notes {
            let (sign, role) = sign(note.severity);
            let start = self.lines.len();
            self.lines.extend(signed(scene, sign, &note.text, role, width));
            if note.severity.must_be_read() {
                self.notes.push(start..self.lines.len());
            }
        }
    }

    /// The same further down.
    fn moved(self, by: usize) -> Self {
        let notes = self.notes.into_iter().map(|note| note.start + by..note.end + by).collect();
        Self { notes, ..self }
    }
}

/// Draws the review over `area`.
pub(super) fn draw(scene: &Scene<'_>, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Page {
    let layout = FormLayout::of(area);
    let (edges, width) = match layout {
        FormLayout::Boxes => (2, area.width.saturating_sub(4)),
        FormLayout::Sections => (1, area.width.saturating_sub(2)),
        FormLayout::Bare => (0, area.width),
    };
    let (mut launch, mut cursor) = create::lines(scene, usize::from(width), layout != FormLayout::Boxes);
    // The button or the code stands last, and of an outcome what matters most stands first.
    let told = matches!(scene.form.launch, LaunchStage::Sending(_) | LaunchStage::Ended(_));
    // What a code sends, and an outcome, may take all but a few lines: what must be read was on screen before.
    let asked = told || matches!(scene.form.launch, LaunchStage::Ready { .. });
    let most = usize::from(if asked { area.height.saturating_sub(2) } else { area.height / 2 });
    let most = most.max(edges + 1) - edges;
    let rest = if launch.len() <= most {
        Vec::new()
    } else if told {
        launch.split_off(most)
    } else {
        let over = launch.len() - most;
        cursor = cursor.and_then(|(column, line)| Some((column, line.checked_sub(over)?)));
        launch.drain(..over).collect()
    };
    let low = ((launch.len() + edges) as u16).min(area.height);
    let mut text = match layout {
        FormLayout::Boxes => boxes(scene, usize::from(area.width)),
        FormLayout::Sections | FormLayout::Bare => column(scene, layout, usize::from(width)),
    };
    if told {
        let moved = text.moved(rest.len());
        text = ReviewText { lines: [rest, moved.lines].concat(), notes: moved.notes };
    } else {
        text.lines.extend(rest);
    }
    let place = Rect { height: area.height - low, ..area };
    let page = popup::page(&text.lines, scene.form.review.scroll, place, buf);
    let foot = below(area, area.height - low);
    let inner = match layout {
        FormLayout::Boxes => boxed(scene, create::title(scene), &create::place(scene), foot, buf),
        FormLayout::Sections => section(scene, create::title(scene), &create::place(scene), foot, buf),
        FormLayout::Bare => foot,
    };
    popup::scrolled(&launch, 0, inner, buf);
    spots.extend(button(inner, launch.len()));
    let height = usize::from(place.height);
    let hidden = (page.first, text.lines.len().saturating_sub(page.first + height));
    if layout == FormLayout::Bare {
        draw_hidden(scene, hidden, Rect { y: area.y.saturating_sub(1), height: 1, ..area }, true, buf);
    } else {
        let x = foot.x + 5 + text::width(create::title(scene)) as u16;
        let edge = Rect { x, width: foot.right().saturating_sub(x + 2), height: foot.height.min(1), ..foot };
        draw_hidden(scene, hidden, edge, false, buf);
    }
    let shown = |note: &Range<usize>| {
        let whole = note.start >= page.first && note.end <= page.first + height;
        whole || (note.len() > height && note.end <= page.first + height && note.end > page.first)
    };
    let reading =
        text.notes.iter().map(|note| Reading { line: note.start, end: note.end, shown: shown(note) }).collect();
    Page { cursor: cursor_at(inner, cursor), lines: place, reading, ..page }
}

/// Where the button answers to clicks: on the last of so many lines.
fn button(area: Rect, lines: usize) -> Option<Spot> {
    let row = u16::try_from(lines.checked_sub(1)?).ok().filter(|row| *row < area.height)?;
    spot(text::row(area, row), 0, usize::from(area.width), Target::Stop(Focus::Create))
}

fn draw_hidden(scene: &Scene<'_>, (above, below): (usize, usize), edge: Rect, right: bool, buf: &mut Buffer) {
    let words = match (above, below) {
        (0, 0) => return,
        (above, 0) => format!(" ↑ {} ", counted(above, "line")),
        (0, below) => format!(" ↓ {} ", counted(below, "line")),
        (above, below) => format!(" ↑ {above} ↓ {} ", counted(below, "line")),
    };
    let words = scene.line(words, Role::Title);
    let width = (words.width() as u16).min(edge.width);
    let x = if right { edge.right() - width } else { edge.x };
    engrave(&words, Rect { x, width, ..edge }.intersection(buf.area), buf);
}

/// Summary and notes in boxes beside each other, the request in one below.
fn boxes(scene: &Scene<'_>, width: usize) -> ReviewText {
    let half = width / 2;
    let (left, right) = (half.saturating_sub(4), (width - half).saturating_sub(4));
    let known = review::notes(scene.form, &scene.model.context);
    let summary = summary(scene, left);
    let mut notes = ReviewText::default();
    notes.add_notes(scene, &known, right);
    let high = summary.len().max(notes.lines.len());
    let one = framed(scene, "Summary", scene.line("a number goes there", Role::Dim), summary, high, left);
    let other = framed(scene, "Pre-flight", counts(scene, &known), std::mem::take(&mut notes.lines), high, right);
    let mut text = notes.moved(1);
    text.lines = one.into_iter().zip(other).map(|(one, other)| Line::from([one.spans, other.spans].concat())).collect();
    let inner = width.saturating_sub(4);
    let request = request(scene, inner);
    let high = request.len();
    text.lines.extend(framed(scene, &request_title(scene), Line::default(), request, high, inner));
    text
}

/// Everything in one column: what must be read before the plan, what is only good to know after it.
fn column(scene: &Scene<'_>, layout: FormLayout, width: usize) -> ReviewText {
    let known = review::notes(scene.form, &scene.model.context);
    let counted = counts(scene, &known);
    let (first, others): (Vec<Note>, Vec<Note>) = known.into_iter().partition(|note| note.severity.must_be_read());
    let mut text = ReviewText::default();
    let heading = |text: &mut ReviewText, title: &str, note: &str| {
        text.lines.push(match layout {
            FormLayout::Bare => scene.line(title.to_owned(), Role::Title),
            _ => popup::rule(scene.theme, title, note, width + 2),
        });
        text.lines.len()
    };
    text.lines.push(if layout == FormLayout::Bare {
        counted
    } else {
        let mut end = padded(counted);
        end.push_span(scene.span("─", Role::Border));
        popup::rule_with(scene.theme, "Pre-flight".to_owned(), end, width + 2)
    });
    let mut rules = vec![1];
    text.add_notes(scene, &first, width);
    if layout != FormLayout::Bare {
        rules.push(heading(&mut text, "Summary", "a number goes there"));
    }
    text.lines.extend(brief(scene, width));
    if layout != FormLayout::Bare {
        rules.push(heading(&mut text, "Good to know", ""));
    }
    text.add_notes(scene, &others, width);
    rules.push(heading(&mut text, &request_title(scene), ""));
    text.lines.extend(request(scene, width));
    if layout == FormLayout::Sections {
        // Under a rule a column is free at each side.
        let inside = text.lines.iter_mut().enumerate().filter(|(at, _)| !rules.contains(&(at + 1)));
        inside.for_each(|(_, line)| line.spans.insert(0, Span::raw(" ")));
    }
    text
}

/// Lines in a box that is `width` columns wide and `high` lines high inside, without the outer columns.
fn framed(
    scene: &Scene<'_>,
    title: &str,
    note: Line<'static>,
    lines: Vec<Line<'static>>,
    high: usize,
    width: usize,
) -> Vec<Line<'static>> {
    let edge = |words: String| scene.span(words, Role::Border);
    let title = text::fit(title, width).into_owned();
    let used = text::width(&title) + 1;
    let note = if note.width() == 0 || used + note.width() + 4 > width { Line::default() } else { padded(note) };
    let dashes = (width + 1).saturating_sub(used + note.width());
    let mut top = Line::from(vec![
        edge("╭─ ".to_owned()),
        scene.span(title, Role::Title),
        edge(format!(" {}", "─".repeat(dashes.saturating_sub(2)))),
    ]);
    top.extend(note.spans);
    top.push_span(edge("─╮".to_owned()));
    let bottom = Line::from(edge(format!("╰{}╯", "─".repeat(width + 2))));
    let blank = std::iter::repeat_n(Line::default(), high.saturating_sub(lines.len()));
    let inside = lines.into_iter().chain(blank).map(|mut line| {
        let rest = width.saturating_sub(line.width());
        line.spans.insert(0, edge("│ ".to_owned()));
        line.push_span(edge(format!("{} │", " ".repeat(rest))));
        line
    });
    std::iter::once(top).chain(inside).chain([bottom]).collect()
}

/// Writes words at the right end of an edge, without the edge's style.
fn engrave(words: &Line<'_>, edge: Rect, buf: &mut Buffer) {
    let width = (words.width() as u16).min(edge.width);
    Clear.render(Rect { x: edge.right() - width, width, ..edge }, buf);
    text::put_right(buf, edge, words);
}

fn padded(mut line: Line<'static>) -> Line<'static> {
    line.spans.insert(0, Span::raw(" "));
    line.push_span(" ");
    line
}

/// The plan, each step with its number.
fn summary(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let mut before = None;
    let mut lines = Vec::new();
    for part in review::summary(scene.form, &scene.model.context) {
        let number = if before == Some(part.step) { String::new() } else { number(part.step) };
        before = Some(part.step);
        let name = super::fields::pad(part.label, LABEL);
        lines.extend(summary_lines(scene, &number, &name, part.text.as_str(), width));
    }
    marked(scene, lines)
}

/// The same, with each step in few lines.
fn brief(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let parts = review::summary(scene.form, &scene.model.context);
    let words = |part: &SummaryLine| format!("{} {}", part.label, part.text.as_str()).trim_start().to_owned();
    let steps = parts.chunk_by(|one, next| one.step == next.step).filter_map(|parts| {
        let joined: Vec<String> = parts.iter().map(words).collect();
        Some(summary_lines(scene, &number(parts.first()?.step), "", &joined.join(" · "), width))
    });
    let lines = steps.flatten().collect();
    marked(scene, lines)
}

/// The lines, with the focus sign before the first.
fn marked(scene: &Scene<'_>, mut lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let focused = scene.form.focus == Focus::Field(Field::Plan);
    for (at, line) in lines.iter_mut().enumerate() {
        let sign = if at == 0 && focused { "▸" } else { " " };
        line.spans.insert(0, scene.span(sign, Role::Key));
    }
    lines
}

fn number(step: Step) -> String {
    let at = Step::ALL.iter().position(|other| *other == step).unwrap_or_default();
    (at + 1).to_string()
}

/// Number, label and text, the text wrapped under itself.
fn summary_lines(scene: &Scene<'_>, number: &str, label: &str, words: &str, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(1 + NUMBER + text::width(label)).max(1);
    let parts = text::wrap_whole(words, room).into_iter().enumerate();
    parts
        .map(|(at, words)| {
            let (number, name) =
                if at == 0 { (number, label.to_owned()) } else { ("", " ".repeat(text::width(label))) };
            Line::from(vec![
                scene.span(format!("{number:<NUMBER$}"), Role::Key),
                scene.span(name, Role::Dim),
                Span::raw(words),
            ])
        })
        .collect()
}

fn sign(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Blocking => ("✗", Role::Alert),
        Severity::Read => ("!", Role::Warning),
        Severity::Info => ("i", Role::Text),
        Severity::Pass => ("✓", Role::Text),
    }
}

/// How many notes there are of each severity that counts.
fn counts(scene: &Scene<'_>, notes: &[Note]) -> Line<'static> {
    let mut line = Line::default();
    for (severity, word) in [(Severity::Blocking, "blocking"), (Severity::Read, "to read"), (Severity::Pass, "pass")] {
        let count = notes.iter().filter(|note| note.severity == severity).count();
        let (sign, role) = sign(severity);
        let role = if count == 0 { Role::Dim } else { role };
        let gap = if line.spans.is_empty() { "" } else { "   " };
        line.push_span(Span::raw(gap));
        line.push_span(scene.span(format!("{sign} {count} {word}"), role));
    }
    line
}

/// The shapes of the request, the chosen one in brackets.
fn request_title(scene: &Scene<'_>) -> String {
    let shape = |shape: Shape| {
        if shape == scene.form.review.shape { format!("[{}]", shape.title()) } else { shape.title().to_owned() }
    };
    format!("Request  {}", Shape::ALL.map(shape).join("  "))
}

/// The request in the chosen shape; long lines are wrapped.
fn request(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    match review::request_text(scene.form, &scene.model.context.connection.list) {
        Ok(words) => {
            let lines = words.lines().flat_map(|line| text::chunks(Shown::new(line).as_str(), width.max(1)));
            lines.map(Line::raw).collect()
        }
        Err(why) => signed(scene, "✗", &why, Role::Alert, width),
    }
}
