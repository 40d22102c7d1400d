//! The sheet in which a person says how what is shown is written.
//!
//! ```text
//! ╭─ Write 17 campaigns ──────────────────────────── Enter writes ─╮
//! │ ▸ c  CSV            exact values, for programs                 │
//! │   h  HTML           a page to read and print                   │
//! │                                                                │
//! │   r  redact         off: names as they are                     │
//! │   n  name           in the folder kaytop was started in        │
//! │ ▸ kaytop-campaigns-2026-03-04.csv                              │
//! ╰────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::paragraph;
use super::popup::{self, Page, Place};
use super::text;
use super::theme::{Role, Theme};
use crate::app::action::Action;
use crate::app::export::Format;
use crate::app::keymap::{BINDINGS, chords_label};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::write::WriteView;
use crate::domain::count::{count, counted};

const WIDE: u16 = 66;
/// The mark and the key.
const KEY: usize = 5;
const WORD: usize = 15;
/// Edges, and all lines: seven formats, a blank, redact, name, the name itself.
const WHOLE: u16 = 2 + 11;

pub fn draw(model: &Model, view: &WriteView, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let wide = popup::room(area.width).min(WIDE);
    let room = usize::from(wide);
    let is_low = area.height < WHOLE + if view.taken.is_some() { 3 } else { 0 };
    let mut lines: Vec<Line<'static>> = Format::ALL
        .into_iter()
        .filter(|format| !is_low || *format == view.format)
        .filter_map(|format| line(theme, Action::ChooseFormat(format), format.about(), format == view.format, room))
        .collect();
    if is_low {
        lines.push(theme.line("     ↑ ↓ choose another form", Role::Dim));
    } else {
        lines.push(Line::default());
    }
    let redact = if view.redacted {
        ["on: letters instead of names, no filter", "on: letters, no names", "on"]
    } else {
        ["off: names and numbers as they are", "off: names as they are", "off"]
    };
    let here = ["in the folder kaytop was started in", "in the folder of the start", "of the file"];
    let about = |words: &[&'static str; 3]| text::fitting(words, room.saturating_sub(KEY + WORD)).to_owned();
    lines.extend(line(theme, Action::ToggleNames, &about(&redact), false, room));
    lines.extend(line(theme, Action::TypeName, &about(&here), false, room));
    if let Some(taken) = &view.taken {
        let words = format!("✗ {taken} is there already. o overwrites it; Enter takes the name below.");
        lines.extend(paragraph::wrapped(theme, &words, Role::Alert, room));
    }
    let title = title(model, view);
    let note = if view.is_typing() { "Enter keeps the name" } else { "Enter writes" };
    let place = Place { theme, title: &title, note, wide, area };
    let page = popup::question(place, lines, 0, Some(&view.name), buf);
    Page { cursor: page.cursor.filter(|_| view.is_typing()), ..page }
}

fn title(model: &Model, view: &WriteView) -> String {
    let store = &model.context.store;
    match (view.format, model.detail()) {
        (Format::Screen(_), _) => "Write the screen".to_owned(),
        _ if matches!(model.under_sheet(), Some(Overlay::Compare(_))) => "Write the comparison".to_owned(),
        _ if matches!(model.under_sheet(), Some(Overlay::Happened(_))) => "Write what happened".to_owned(),
        (Format::Rows(_), Some(open)) => format!("Write campaign {}", open.row.id),
        (Format::Rows(_), None) => {
            let shown = match counted(store.total(), "campaign") {
                all if store.shown() == store.total() => all,
                all => format!("{} of {all}", count(store.shown() as i64)),
            };
            let levels: Vec<&str> = store.groups_by().iter().map(|by| by.name()).collect();
            let groups = if levels.is_empty() { String::new() } else { format!(" by {}", levels.join(", ")) };
            format!("Write {shown}{groups}")
        }
    }
}

/// A key with what it does.
fn line(theme: Theme, action: Action, about: &str, chosen: bool, room: usize) -> Option<Line<'static>> {
    let binding = BINDINGS.iter().find(|binding| binding.action == action)?;
    let about = text::fit(about, room.saturating_sub(KEY + WORD)).into_owned();
    let (mark, words) = if chosen { ("▸", Role::Strong) } else { (" ", Role::Text) };
    Some(Line::from(vec![
        theme.span(format!("{mark} "), Role::Key),
        theme.span(format!("{:<3}", chords_label(binding)), Role::Key),
        theme.span(format!("{:<WORD$}", binding.label), words),
        theme.span(about, if chosen { Role::Text } else { Role::Dim }),
    ]))
}
