//! The copy menu: each key with what it would copy, as text made safe to look at.
//!
//! ```text
//! ╭─ Copy campaign 481 ────────────────────── Esc closes ─╮
//! │ y  cell      success% 69.6%                           │
//! │ i  id        481                                      │
//! │ r  row       481  Roundup intake wave 3  Intake-EN  … │
//! ╰───────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::popup::{self, Page, Place};
use super::text;
use super::theme::{Role, Theme};
use crate::app::action::{Action, CopyItem};
use crate::app::copy::Source;
use crate::app::keymap::{BINDINGS, Binding, chords_label};
use crate::app::model::Model;
use crate::domain::count::counted;
use crate::domain::shown::Shown;

/// With more marked campaigns than this, the menu says how many they are, not what would be copied: writing them all for
/// each frame would stall the screen.
const MOST_GLIMPSED: usize = 200;
const WIDE: u16 = 70;
const KEY: usize = 3;
const WORD: usize = 10;
/// How much of a text may show: more than any line holds.
const GLIMPSE: usize = 200;

pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let room = usize::from(popup::room(area.width).min(WIDE));
    let source = model.copy_source();
    let lines: Vec<Line<'_>> = CopyItem::ALL
        .into_iter()
        .filter_map(binding)
        .map(|(binding, item)| line(&source, theme, binding, item, room))
        .collect();
    let title = match source.rows.as_slice() {
        [] => match source.groups.as_slice() {
            [] => "Copy".to_owned(),
            [_] => "Copy group".to_owned(),
            several => format!("Copy {} marked groups", several.len()),
        },
        [one] => format!("Copy campaign {}", one.id()),
        several => format!("Copy {} marked campaigns{}", several.len(), hidden_words(model)),
    };
    popup::menu(Place { theme, title: &title, note: "Esc closes", wide: WIDE, area }, &lines, 0, buf)
}

/// How many of the marked campaigns the filter hides.
fn hidden_words(model: &Model) -> String {
    let marks = &model.list.marks;
    let hidden = marks.count() - model.context.store.shown_rows().filter(|row| marks.contains(row.key())).count();
    if hidden > 0 { format!(", {hidden} hidden by the filter") } else { String::new() }
}

fn binding(item: CopyItem) -> Option<(&'static Binding, CopyItem)> {
    BINDINGS.iter().find(|binding| binding.action == Action::Copy(item)).map(|binding| (binding, item))
}

fn line<'a>(source: &Source<'_>, theme: Theme, binding: &Binding, item: CopyItem, room: usize) -> Line<'a> {
    let many = source.rows.len();
    let (text, role) = if many > MOST_GLIMPSED && !matches!(item, CopyItem::Curl | CopyItem::View) {
        (counted(many, "campaign"), Role::Text)
    } else {
        match source.copied(item) {
            Ok(copied) => (glimpse(item, &copied.text), Role::Text),
            Err(why) => (why, Role::Dim),
        }
    };
    let cell = if item == CopyItem::Cell { format!("{} ", source.sorted_by.name()) } else { String::new() };
    let text = text::fit(Shown::new(&text).as_str(), room.saturating_sub(KEY + WORD + cell.len())).into_owned();
    Line::from(vec![
        theme.span(format!("{:<KEY$}", chords_label(binding)), Role::Key),
        theme.span(format!("{:<WORD$}", binding.label), Role::Dim),
        theme.span(cell, Role::Dim),
        theme.span(text, role),
    ])
}

/// The most telling part of a text, on one line.
fn glimpse(item: CopyItem, text: &str) -> String {
    match item {
        CopyItem::Json => text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(GLIMPSE).collect(),
        CopyItem::Markdown => text.lines().nth(2).unwrap_or_default().chars().take(GLIMPSE).collect(),
        CopyItem::Row => text.replace('\t', "  ").chars().take(GLIMPSE).collect(),
        _ => text.chars().take(GLIMPSE).collect(),
    }
}
