//! Pasted rows: what each would type, or why it cannot be used.
//!
//! ```text
//! ╭─ Pasted: runs ──────────────────────── 1 of 2 understood ─╮
//! │ Enter adds the 1 run with ✓; Esc drops all.               │
//! │                                                           │
//! │ ✓ 1  run-3 · Mon 2026-03-02 · Fri 2026-03-06 · 09:00      │
//! │ ✗ 2  run-4 · 2026-03-09 · 2026-03-01                      │
//! │      end date must not be before the start date           │
//! ╰───────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{Scene, signed, wrapped};
use crate::domain::count::counted;
use crate::domain::draft::RunField;
use crate::domain::draft::pasted::plan::PastedPlan;
use crate::domain::draft::pasted::{PastedRow, Preview, Reading, Target};
use crate::domain::shown::Shown;
use crate::domain::time::Date;
use crate::ui::paragraph::hanging;
use crate::ui::popup::{self, Page, Place};
use crate::ui::text;
use crate::ui::theme::Role;

const TAKES: &str = "Enter puts this plan in the place of all that is typed, and u brings that back; Esc drops it.";

const WIDEST: u16 = 100;

/// Draws the rows over `area`.
pub(super) fn draw(scene: &Scene<'_>, preview: &Preview, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    let width = usize::from(wide);
    let mut lines = wrapped(scene, &choice_words(preview), Role::Text, width);
    lines.extend(notes(preview).iter().flat_map(|note| signed(scene, "!", note, Role::Warning, width)));
    lines.push(Line::default());
    let digits = preview.rows.last().map_or(1, |row| row.line.to_string().len());
    lines.extend(preview.rows.iter().flat_map(|row| row_lines(scene, row, digits, width)));
    let counted = format!("{} of {} understood", preview.understood(), preview.rows.len());
    let place = Place { theme: scene.theme, title: title(preview.target), note: &counted, wide, area };
    popup::reader(place, &lines, scroll, buf)
}

/// Draws a pasted plan over `area`: what it says, and what Enter does.
pub(super) fn draw_plan(scene: &Scene<'_>, plan: &PastedPlan, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    let width = usize::from(wide);
    let mut lines = match &plan.plan {
        Ok(_) => wrapped(scene, TAKES, Role::Text, width),
        Err(why) => {
            let words = format!("{why}. Nothing was typed; Esc drops it.");
            signed(scene, "✗", Shown::new(&words).as_str(), Role::Alert, width)
        }
    };
    lines.push(Line::default());
    lines.extend(plan.lines.iter().flat_map(|line| aligned(scene, line, width)));
    popup::reader(Place { theme: scene.theme, title: "Pasted: a plan", note: "", wide, area }, &lines, scroll, buf)
}

/// A line as it is if it fits, since its blanks make a column; else wrapped.
fn aligned(scene: &Scene<'_>, line: &str, width: usize) -> Vec<Line<'static>> {
    if text::width(line) <= width {
        vec![scene.theme.line(line.to_owned(), Role::Text)]
    } else {
        wrapped(scene, line, Role::Text, width)
    }
}

fn title(target: Target) -> &'static str {
    match target {
        Target::Runs => "Pasted: runs",
        Target::Slots => "Pasted: slots",
        Target::Recipients => "Pasted: recipients",
    }
}

/// What Enter and Esc do.
fn choice_words(preview: &Preview) -> String {
    match (preview.understood(), preview.rows.len()) {
        (0, _) => "No row is understood. Esc drops them; nothing was typed.".to_owned(),
        (n, all) if n == all => format!("Enter adds {}; Esc drops all.", preview.words()),
        _ => format!("Enter adds the {} with ✓; Esc drops all.", preview.words()),
    }
}

fn notes(preview: &Preview) -> Vec<String> {
    let unused = (!preview.unused.is_empty())
        .then(|| format!("These columns mean nothing here and are left out: {}", preview.unused.join(", ")));
    let more = (preview.more > 0).then(|| format!("{} are not read", counted(preview.more, "more row")));
    unused.into_iter().chain(more).collect()
}

fn row_lines(scene: &Scene<'_>, row: &PastedRow, digits: usize, width: usize) -> Vec<Line<'static>> {
    let (sign, role, words) = match &row.reading {
        Ok(reading) => ("✓", Role::Text, reading_words(reading)),
        Err(_) => ("✗", Role::Alert, row.cells.iter().map(Shown::as_str).collect::<Vec<_>>().join(" · ")),
    };
    let indent = digits + 4;
    let head = format!("{sign} {:>digits$}  ", row.line);
    let mut lines = hanging((&head, scene.style(role)), (&words, scene.style(Role::Text)), width);
    let blank = " ".repeat(indent);
    if let Err(why) = &row.reading {
        lines.extend(hanging((&blank, Style::default()), (why, scene.style(Role::Alert)), width));
    } else if !row.note.is_empty() {
        let warning = scene.style(Role::Warning);
        lines.extend(hanging((&format!("{blank}! "), warning), (&row.note, warning), width));
    }
    lines
}

/// What a row would type.
fn reading_words(reading: &Reading) -> String {
    let texts: Vec<String> = match reading {
        Reading::Run(fields) => fields.iter().filter_map(|(field, text)| run_part(*field, text)).collect(),
        Reading::Slot(fields) => fields.iter().map(|(_, text)| text.clone()).collect(),
        Reading::Recipients(addresses) => addresses.clone(),
    };
    texts.join(" · ")
}

/// A part of a run in words, a date with its weekday; none for a run that calls, as most do.
fn run_part(field: RunField, text: &str) -> Option<String> {
    match (field, text) {
        (RunField::MessagingOnly, "true") => Some("messages only".to_owned()),
        (RunField::MessagingOnly, "false") => None,
        (RunField::StartDate | RunField::EndDate, text) => {
            let weekday = text.parse::<Date>().map(|date| format!("{} ", date.format("%a")));
            Some(weekday.unwrap_or_default() + text)
        }
        _ => Some(text.to_owned()),
    }
}
