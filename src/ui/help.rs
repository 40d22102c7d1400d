//! The help: what can be done, found by typing.
//!
//! ```text
//! ╭─ Help ──────────────────────────────────────────────────────────────── 7 of 81 ─╮
//! │ › filter                                                                        │
//! │ In the table                                                                    │
//! │ ▸ /           filter as you type, locally and for free                          │
//! │   0           drop the filter, show all                 Nothing is filtered: …  │
//! │ Elsewhere                                                                       │
//! │   Enter       keep it, and send its key: to the server    Only in the filter.   │
//! │ ─────────────────────────────────────────────────────────────────────────────── │
//! │ Enter: filter as you type, locally and for free.                                │
//! ╰─────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::layout::spot;
use super::popup::{self, Page};
use super::text;
use super::text_field;
use super::theme::{Role, Theme};
use crate::app::geometry::{Spot, Target};
use crate::app::help::{Entry, HelpView, Section, sections};
use crate::app::model::Model;
use crate::app::why::why_not;

const WIDEST: u16 = 104;
const HIGHEST: usize = 40;
/// The fewest columns for keys, filters and signs; a section with longer ones takes more, up to half the width.
const HEAD: usize = 10;
/// Lines at the foot that show the chosen entry in full.
const FOOT: u16 = 3;

/// Draws the help over `area`; its entries answer to clicks.
pub fn draw(model: &Model, view: &HelpView, theme: Theme, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Page {
    let found = listed(model, view.field.text());
    let note = counted(model, &found);
    let inner = popup::open(theme, "Help", &note, WIDEST.saturating_sub(4), HIGHEST, area, buf);
    let cursor = text_field::draw_search(&view.field, "type to find, Enter runs it", theme, text::row(inner, 0), buf);
    // A low screen has no line for the rule.
    let foot = match inner.height {
        ..6 => 0,
        6..12 => FOOT - 1,
        _ => FOOT,
    };
    let list = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1 + foot), ..inner };
    let cut = draw_list(&found, view.choice, theme, list, spots, buf);
    popup::draw_cut(theme, cut, inner, area, buf);
    let chosen = found.iter().flat_map(|section| &section.entries).nth(view.choice);
    if foot > 0 {
        let place = Rect { y: list.y + list.height, height: foot, ..inner };
        text::put(buf, place, &theme.line("─".repeat(usize::from(inner.width)), Role::Border));
        let words = Rect { y: place.bottom() - (FOOT - 1), height: FOOT - 1, ..place };
        Clear.render(words, buf);
        popup::scrolled(&foot_lines(chosen, theme, usize::from(inner.width)), 0, words, buf);
    }
    Page { lines: list, place: popup::around(inner, buf), cursor, ..Page::default() }
}

fn listed(model: &Model, typed: &str) -> Vec<Section> {
    sections(model.place(), typed, |action| why_not(action, model))
}

fn counted(model: &Model, found: &[Section]) -> String {
    let count = |sections: &[Section]| sections.iter().map(|section| section.entries.len()).sum::<usize>();
    format!("{} of {}", count(found), count(&listed(model, "")))
}

/// Draws the sections with their headings; in a list longer than `area`, the chosen entry stands in the middle. Returns how
/// many lines are above and below.
fn draw_list(
    found: &[Section],
    choice: usize,
    theme: Theme,
    area: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> (usize, usize) {
    let width = usize::from(area.width);
    let mut lines = Vec::new();
    let (mut places, mut chosen_line) = (Vec::new(), 0);
    for section in found {
        if !lines.is_empty() && area.height >= 12 {
            lines.push(Line::default());
        }
        lines.push(theme.line(section.title.clone(), Role::Title));
        let longest = section.entries.iter().map(|entry| text::width(&entry.head())).max().unwrap_or_default();
        let head = longest.clamp(HEAD, (width / 2).max(HEAD)) + 2;
        for entry in &section.entries {
            let chosen = places.len() == choice;
            if chosen {
                chosen_line = lines.len();
            }
            places.push(lines.len());
            lines.push(entry_line(entry, chosen, theme, head, width));
        }
    }
    if lines.is_empty() {
        lines.push(theme.line("Nothing is called that. Ctrl-U clears what is typed.", Role::Dim));
    }
    let top = chosen_line.saturating_sub(usize::from(area.height) / 2);
    let end = popup::scrolled(&lines, top, area, buf);
    let first = top.min(end);
    for (entry, line) in places.iter().enumerate() {
        let row = line.checked_sub(first).and_then(|row| u16::try_from(row).ok()).filter(|row| *row < area.height);
        spots.extend(row.and_then(|row| spot(text::row(area, row), 0, width, Target::Entry(entry))));
    }
    (first, end - first)
}

/// `▸ keys   what they do   why not now`; what cannot be done is dim.
fn entry_line(entry: &Entry, chosen: bool, theme: Theme, head: usize, width: usize) -> Line<'static> {
    // Reversed colours would be blocks: the chosen line is plain.
    let role = |role| match (chosen, entry.reason()) {
        (true, _) => Role::Strong,
        (false, Some(_)) => Role::Dim,
        (false, None) => role,
    };
    let keys = text::fit(&entry.head(), head.saturating_sub(2)).into_owned();
    let gap = head.saturating_sub(text::width(&keys)).max(1);
    let mut line = Line::from(vec![
        Span::raw(if chosen { "▸ " } else { "  " }),
        theme.span(keys, role(Role::Key)),
        Span::raw(" ".repeat(gap)),
    ]);
    let room = width.saturating_sub(line.width());
    let meaning = text::fit(entry.meaning(), room).into_owned();
    line.push_span(theme.span(meaning, role(Role::Text)));
    let left = width.saturating_sub(line.width() + 3);
    if let Some(reason) = entry.reason().filter(|_| left >= 12) {
        let reason = text::fit(reason, left).into_owned();
        line.push_span(Span::raw(" ".repeat(left + 3 - text::width(&reason))));
        line.push_span(theme.span(reason, role(Role::Dim)));
    }
    if chosen { popup::chosen(line, theme, width) } else { line }
}

/// The chosen entry in full, and why it cannot be done now.
fn foot_lines(chosen: Option<&Entry>, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let Some(entry) = chosen else { return Vec::new() };
    let (words, role) = match (entry, entry.reason()) {
        (_, Some(reason)) => (format!("Not now: {reason}"), Role::Warning),
        (Entry::Action { binding, .. }, None) => (format!("Enter: {}.", binding.help), Role::Text),
        (Entry::Example { filter, meaning }, None) => (format!("Enter filters by {filter}: {meaning}."), Role::Text),
        (Entry::Sign { sign, meaning }, None) => (format!("{sign}: {meaning}."), Role::Text),
    };
    text::wrap(&words, width, 2).into_iter().map(|line| theme.line(line, role)).collect()
}
