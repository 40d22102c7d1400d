//! The choices of a field, found by typing.
//!
//! ```text
//! ╭─ Case list: 2 of 36 ──────────────────────────────────────────────────────────────╮
//! │ › roundup▏                                                                        │
//! │ ▸ 318  Roundup Feb                      1,204 cases  7 campaigns, 63.9% success   │
//! │   402  Roundup: new leads                 480 cases  no campaign                  │
//! │                                                                                   │
//! │ The first 500 of 3,204. Type part of a name to search the server (1 request).     │
//! ╰───────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Scene;
use super::fields::{focus_sign, pad};
use crate::app::form::PickList;
use crate::app::form::pick_list::ChoiceLine;
use crate::app::form::pick_list::Pick;
use crate::domain::draft::{BodyField, Field};
use crate::domain::shown::Shown;
use crate::ui::popup::{self, Page};
use crate::ui::text;
use crate::ui::text_field;
use crate::ui::theme::Role;

/// Most lines inside: what is typed, the list, and what there is to say about it.
const HIGHEST: usize = 12;
/// The width of the list of case lists: fixed, since names come in while it is open.
const WIDE: usize = 86;
/// The least width inside, so that there is room to type and to say something.
const LEAST: usize = 34;
/// The most columns of a value and of a note, and the fewest of a name, to which the note gives way.
const VALUE: usize = 28;
const NOTE: usize = 40;
const NAME: usize = 16;

/// The widths of the columns.
struct Columns {
    value: usize,
    name: usize,
    size: usize,
    noted: bool,
    width: usize,
}

pub(super) fn draw(scene: &Scene<'_>, list: &PickList, area: Rect, buf: &mut Buffer) -> Page {
    let grows = list.field == Field::Body(BodyField::CaseListId);
    let columns = Columns::of(list, grows, usize::from(popup::room(area.width)));
    let high = if grows { HIGHEST } else { (list.lines().len() + 1).min(HIGHEST) };
    let title = format!("{}: {} of {}", list.field.label(), list.matches(), list.lines().len());
    let inner = popup::open(scene.theme, &title, "", columns.width as u16, high, area, buf);
    let cursor =
        text_field::draw_search(&list.filter, "type to find, Enter takes it", scene.theme, text::row(inner, 0), buf);
    let words = scene.model.context.case_list_words().filter(|_| grows && inner.height > 3);
    let foot = u16::from(words.is_some());
    let place = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1 + foot), ..inner };
    let rows = list.picks();
    let mut lines: Vec<Line<'_>> =
        rows.iter().enumerate().map(|(at, row)| line(scene, *row, at == list.choice, &columns)).collect();
    if lines.is_empty() && !list.filter.text().trim().is_empty() {
        lines.push(scene.line("  Nothing is called that.", Role::Dim));
    }
    let page = popup::page_around(&lines, list.choice, place, buf);
    if let Some(wordings) = words {
        let words = Shown::new(text::fitting(&wordings, columns.width)).as_str().to_owned();
        let place = text::row(Rect { y: place.bottom(), height: foot, ..inner }, 0);
        text::put(buf, place, &scene.line(text::fit(&words, columns.width).into_owned(), Role::Dim));
    }
    popup::draw_cut(scene.theme, page.cut(), inner, area, buf);
    Page { place: popup::around(inner, buf), cursor, ..page }
}

impl Columns {
    /// Columns that suit every line of the list, whatever is typed, in at most `room`.
    fn of(list: &PickList, grows: bool, room: usize) -> Self {
        let longest = |width: fn(&ChoiceLine) -> usize| list.lines().iter().map(width).max().unwrap_or_default();
        let behind = |width: usize| if width == 0 { 0 } else { width + 2 };
        let value = longest(|line| text::width(line.shown.as_str())).min(VALUE);
        let size = longest(|line| text::width(&line.size));
        let note = longest(|line| text::width(&line.note)).min(NOTE);
        let named = longest(|line| text::width(line.name()));
        let taken = 2 + value + behind(size);
        let wide = if grows { WIDE } else { taken + behind(named) + behind(note) + 1 };
        let title = text::width(list.field.label()) + 16;
        let width = wide.max(title).max(LEAST).min(room);
        let left = width.saturating_sub(taken + 2);
        let beside_note = left.saturating_sub(behind(note));
        let (name, noted) = match named {
            0 => (0, true),
            _ if beside_note >= NAME => (beside_note, true),
            _ => (left, false),
        };
        Self { value, name, size, noted, width }
    }
}

fn line(scene: &Scene<'_>, row: Pick<'_>, chosen: bool, columns: &Columns) -> Line<'static> {
    let words = match row {
        Pick::Line(line) => line_words(line, columns),
        Pick::AsTyped(typed) => format!("Enter takes “{}” as typed", Shown::new(typed)),
        Pick::Search(term) => format!("Search the server for “{}” (1 request)", Shown::new(term)),
    };
    let role = match row {
        _ if chosen => Role::Cursor,
        Pick::Line(_) => Role::Text,
        Pick::AsTyped(_) | Pick::Search(_) => Role::Dim,
    };
    let room = columns.width.saturating_sub(2);
    Line::from(vec![focus_sign(scene, chosen), scene.span(pad(&words, room), role)])
}

fn line_words(line: &ChoiceLine, columns: &Columns) -> String {
    let name = if line.name.is_some() { line.name() } else { text::UNKNOWN };
    let size = if line.size.is_empty() { text::UNKNOWN } else { &line.size };
    let blank = " ".repeat(columns.size.saturating_sub(text::width(size)));
    let value = Some(pad(line.shown.as_str(), columns.value));
    let name = (columns.name > 0).then(|| pad(name, columns.name));
    let size = (columns.size > 0).then(|| format!("{blank}{size}"));
    let note = columns.noted.then(|| line.note.clone());
    [value, name, size, note].into_iter().flatten().collect::<Vec<_>>().join("  ")
}
