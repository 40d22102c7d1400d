//! The review: the plan in a few lines, what is good to know, the request, and the launch itself.
//!
//! ```text
//! ╭─ Summary ─────────── a number goes there ─╮╭─ Pre-flight ─────────────── nothing is sent ─╮
//! │ 1  name      Roundup intake wave 4        ││ ! list 318 is also used by #481              │
//! │ 2  agent     abc_771                      ││ ✓ campaigns are enabled for this company     │
//! ╰───────────────────────────────────────────╯╰──────── ✗ 0 blocking  ! 1 to read  ✓ 4 pass ─╯
//! ╭─ Request  [JSON] curl  command  TOML ───────────────────────────────────────── ↓ 21 more ─╮
//! ╰───────────────────────────────────────────────────────────────────────────────────────────╯
//! ╭─ Create ──────────────────────────────────────────────────── LIVE · public-api.kayse.ai ─╮
//! │ This starts contacting people and cannot be undone here: …                                │
//! │ ▸ [ Create campaign ]                                                                     │
//! ╰───────────────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{Room, Scene, below, boxed, create, cursor_at, section, signed};
use crate::app::form::review::{self, Note, Shape, SummaryLine, Weight};
use crate::app::form::{Focus, LaunchStage};
use crate::domain::draft::{Field, Step};
use crate::domain::shown::Shown;
use crate::ui::popup::{self, Page};
use crate::ui::text;
use crate::ui::theme::Role;

/// Columns of a summary's number and label.
const NUMBER: usize = 3;
const LABEL: usize = 13;
/// The least lines of the request, and the most of the two boxes above it, their borders included.
const REQUEST: u16 = 5;
const TOP: u16 = 16;
/// The lines that the notes keep where the summary is long, their rule included.
const NOTES: u16 = 4;

/// Draws the review over `area`; it scrolls by the request.
pub(super) fn draw(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Page {
    match Room::of(area) {
        Room::Boxes => draw_boxes(scene, area, buf),
        Room::Sections => draw_sections(scene, area, buf),
        Room::Bare => draw_bare(scene, area, buf),
    }
}

fn draw_boxes(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Page {
    let half = area.width / 2;
    let (left, right) = (half, area.width - half);
    let summary = summary(scene, usize::from(left) - 4);
    let known = review::notes(scene.form, scene.model);
    let notes = notes(scene, &known, usize::from(right) - 4);
    let (create, cursor) = create::lines(scene, usize::from(area.width) - 4, false);
    let low = (create.len() as u16 + 2).min(area.height / 2);
    let most = (area.height - low).saturating_sub(REQUEST).min(TOP);
    let high = (summary.len().max(notes.len()) as u16 + 2).min(most);
    let top = Rect { height: high, ..area };
    let place = Rect { width: left, ..top };
    let inner = boxed(scene, "Summary", "a number goes there", place, buf);
    let end = popup::scrolled(&summary, 0, inner, buf);
    popup::draw_more(scene.theme, end, inner, place, buf);
    let place = Rect { x: area.x + left, width: right, ..top };
    let inner = boxed(scene, "Pre-flight", "nothing is sent", place, buf);
    popup::scrolled(&notes, 0, inner, buf);
    let edge = Rect { y: inner.bottom(), height: 1, ..inner }.intersection(place);
    engrave(&padded(counts(scene, &known)), edge, buf);
    let place = Rect { height: area.height - high - low, ..below(area, high) };
    let inner = boxed(scene, &request_title(scene), "", place, buf);
    let request = request(scene, usize::from(inner.width));
    let page = popup::page(&request, scene.form.review.scroll, inner, buf);
    popup::draw_more(scene.theme, page.end - page.first, inner, place, buf);
    let place = below(area, area.height - low);
    let inner = boxed(scene, create::title(scene), &create::place(scene), place, buf);
    popup::scrolled(&create, 0, inner, buf);
    Page { cursor: cursor_at(inner, cursor), ..page }
}

fn draw_sections(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Page {
    let width = usize::from(area.width.saturating_sub(2));
    let known = review::notes(scene.form, scene.model);
    let (summary, notes) = (brief(scene, width), notes(scene, &to_read(&known), width));
    let (create, cursor) = create::lines(scene, width, true);
    let low = (create.len() as u16 + 1).min(area.height / 2);
    let free = (area.height - low).saturating_sub(2);
    // What is sent comes first; what matters most of the notes keeps its place.
    let wanted = |lines: &[Line<'_>]| lines.len() as u16 + 1;
    let first = wanted(&summary).min(free.saturating_sub(wanted(&notes).min(NOTES)));
    let second = wanted(&notes).min(free - first);
    let note = if wanted(&summary) > first { "" } else { "a number goes there" };
    let inner = section(scene, "Summary", note, Rect { height: first, ..area }, buf);
    let end = popup::scrolled(&summary, 0, inner, buf);
    draw_more(scene, end, area, buf);
    let rest = below(area, first);
    let place = Rect { height: second, ..rest };
    let counted = counts(scene, &known);
    let inner = section(scene, "Pre-flight", "", place, buf);
    engrave(&padded(counted), popup::inset(text::row(place, 0)), buf);
    popup::scrolled(&notes, 0, inner, buf);
    let rest = below(rest, second);
    let place = Rect { height: rest.height - low, ..rest };
    let inner = section(scene, &request_title(scene), "", place, buf);
    let request = request(scene, usize::from(inner.width));
    let page = popup::page(&request, scene.form.review.scroll, inner, buf);
    draw_more(scene, page.end - page.first, place, buf);
    let place = below(rest, rest.height - low);
    let inner = section(scene, create::title(scene), &create::place(scene), place, buf);
    popup::scrolled(&create, 0, inner, buf);
    Page { cursor: cursor_at(inner, cursor), ..page }
}

/// One page to scroll, the launch below it.
fn draw_bare(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Page {
    let width = usize::from(area.width);
    let (create, cursor) = create::lines(scene, width, true);
    let low = (create.len() as u16).min(area.height);
    let place = Rect { height: area.height - low, ..area };
    let known = review::notes(scene.form, scene.model);
    let (blocking, others): (Vec<Note>, Vec<Note>) =
        to_read(&known).into_iter().partition(|note| note.weight == Weight::Blocking);
    let mut lines = vec![counts(scene, &known)];
    lines.extend(notes(scene, &blocking, width));
    lines.extend(brief(scene, width));
    lines.extend(notes(scene, &others, width));
    lines.push(Line::styled(request_title(scene), scene.style(Role::Title)));
    lines.extend(request(scene, width));
    let page = popup::page(&lines, scene.form.review.scroll, place, buf);
    let foot = below(area, area.height - low);
    // What matters most stands last, the button or the code; of an outcome it stands first.
    let told = matches!(scene.form.launch, LaunchStage::Sending(_) | LaunchStage::Ended(_));
    let hidden = if told { 0 } else { create.len().saturating_sub(usize::from(low)) };
    popup::scrolled(&create, hidden, foot, buf);
    let cursor = cursor.and_then(|(column, line)| Some((column, line.checked_sub(hidden)?)));
    Page { cursor: cursor_at(foot, cursor), ..page }
}

/// Says on the rule of a section how many lines are below it.
fn draw_more(scene: &Scene<'_>, hidden: usize, place: Rect, buf: &mut Buffer) {
    if hidden > 0 {
        let words = Line::styled(format!(" ↓ {hidden} more "), scene.style(Role::Title));
        text::put_right(buf, popup::inset(text::row(place, 0)), &words);
    }
}

/// Writes words at the right of an edge, without the edge's style.
fn engrave(words: &Line<'_>, edge: Rect, buf: &mut Buffer) {
    let width = (words.width() as u16).min(edge.width);
    Clear.render(Rect { x: edge.right() - width, width, ..edge }, buf);
    text::put_right(buf, edge, words);
}

/// The notes without those that say only that nothing is wrong: these are counted.
fn to_read(notes: &[Note]) -> Vec<Note> {
    notes.iter().filter(|note| note.weight != Weight::Pass).cloned().collect()
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
    for part in review::summary(scene.form, scene.model) {
        let number = if before == Some(part.step) { String::new() } else { number(part.step) };
        before = Some(part.step);
        let name = super::fields::pad(part.label, LABEL);
        lines.extend(summary_lines(scene, &number, &name, part.text.as_str(), width));
    }
    marked(scene, lines)
}

/// The same with a step in as few lines as will do.
fn brief(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let parts = review::summary(scene.form, scene.model);
    let words = |part: &SummaryLine| format!("{} {}", part.label, part.text.as_str()).trim_start().to_owned();
    let steps = parts.chunk_by(|one, next| one.step == next.step).filter_map(|parts| {
        let joined: Vec<String> = parts.iter().map(words).collect();
        Some(summary_lines(scene, &number(parts.first()?.step), "", &joined.join(" · "), width))
    });
    let lines = steps.flatten().collect();
    marked(scene, lines)
}

/// The lines with the sign of the focus before the first.
fn marked(scene: &Scene<'_>, mut lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let focused = scene.form.focus == Focus::Field(Field::Plan);
    for (at, line) in lines.iter_mut().enumerate() {
        let sign = if at == 0 && focused { "▸" } else { " " };
        line.spans.insert(0, Span::styled(sign, scene.style(Role::Key)));
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
                Span::styled(format!("{number:<NUMBER$}"), scene.style(Role::Key)),
                Span::styled(name, scene.style(Role::Dim)),
                Span::raw(words),
            ])
        })
        .collect()
}

/// The sign of a note, and what it is drawn in.
fn sign(weight: Weight) -> (&'static str, Role) {
    match weight {
        Weight::Blocking => ("✗", Role::Alert),
        Weight::ToRead => ("!", Role::Warning),
        Weight::Info => ("i", Role::Text),
        Weight::Pass => ("✓", Role::Text),
    }
}

fn notes(scene: &Scene<'_>, notes: &[Note], width: usize) -> Vec<Line<'static>> {
    let line = |note: &Note| {
        let (sign, role) = sign(note.weight);
        signed(scene, sign, &note.text, role, width)
    };
    notes.iter().flat_map(line).collect()
}

/// How many notes there are of each weight that counts.
fn counts(scene: &Scene<'_>, notes: &[Note]) -> Line<'static> {
    let mut line = Line::default();
    for (weight, word) in [(Weight::Blocking, "blocking"), (Weight::ToRead, "to read"), (Weight::Pass, "pass")] {
        let count = notes.iter().filter(|note| note.weight == weight).count();
        let (sign, role) = sign(weight);
        let role = if count == 0 { Role::Dim } else { role };
        let gap = if line.spans.is_empty() { "" } else { "   " };
        line.push_span(Span::raw(gap));
        line.push_span(Span::styled(format!("{sign} {count} {word}"), scene.style(role)));
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

/// The request in the chosen shape; every line goes on below itself where it is long.
fn request(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    match review::request_text(scene.form, &scene.model.connection.list) {
        Ok(words) => {
            let lines = words.lines().flat_map(|line| text::chunks(Shown::new(line).as_str(), width.max(1)));
            lines.map(Line::raw).collect()
        }
        Err(why) => signed(scene, "✗", &why, Role::Alert, width),
    }
}
