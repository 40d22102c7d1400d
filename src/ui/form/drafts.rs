//! The drafts kept on this machine.
//!
//! ```text
//! ╭─ Drafts ───────────────────────────────────────────── 1 of 2 ─╮
//! │ ▸ Roundup intake wave 4            4 Runs    14:05             │
//! │   (no name yet)                    1 Basics  2026-03-02        │
//! │   Depo wave 3                      made #479 2026-03-01        │
//! ╰────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::fields::pad;
use crate::app::drafts::{DraftsView, launched};
use crate::app::model::Model;
use crate::domain::draft::Step;
use crate::domain::draft::saved::DraftSummary;
use crate::domain::launch::Launch;
use crate::ui::launches::when;
use crate::ui::paragraph;
use crate::ui::popup::{self, Page, Place};
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

/// The widest inside, and the columns of the step and the time.
const WIDEST: u16 = 76;
const STEP: usize = 12;
const WHEN: usize = 10;
/// From this width on, the step has a column.
const STEPPED: usize = 50;

pub fn draw(model: &Model, view: &DraftsView, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let drafts = &model.drafts;
    let wide = popup::room(area.width).min(WIDEST);
    let width = usize::from(wide);
    let mut lines: Vec<Line<'static>> =
        drafts.known.iter().enumerate().map(|(at, draft)| row(model, theme, view, draft, at, width)).collect();
    let rows = lines.len();
    if rows == 0 {
        let words = if drafts.listed { "No drafts on this machine." } else { "Looking for drafts…" };
        lines.push(Line::raw(words));
    }
    if !drafts.notes.is_empty() {
        lines.push(Line::default());
    }
    for note in &drafts.notes {
        lines.extend(paragraph::signed(theme, "!", note, Role::Warning, width));
    }
    let choice = view.choice.min(rows.saturating_sub(1));
    let counted = if rows == 0 { String::new() } else { format!("{} of {rows}", choice + 1) };
    popup::menu(Place { theme, title: "Drafts", note: &counted, wide, area }, &lines, choice, buf)
}

const COPY: &str = " (copy)";

fn row(model: &Model, theme: Theme, view: &DraftsView, draft: &DraftSummary, at: usize, width: usize) -> Line<'static> {
    let chosen = at == view.choice;
    let removing = view.removing.as_ref() == Some(&draft.id);
    let role = if chosen { Role::Cursor } else { Role::Text };
    let made = launched(draft, &model.context.launches).map(made_words);
    let made = made.or_else(|| draft.elsewhere.then(|| "open too".to_owned()));
    let step = if width >= STEPPED {
        pad(&made.clone().unwrap_or_else(|| step_words(draft.step)), STEP)
    } else {
        made.map(|words| words + " ").unwrap_or_default()
    };
    let behind =
        if removing { "y removes it".to_owned() } else { format!("{step}{}", pad(&when(model, draft.saved_at), WHEN)) };
    let room = width.saturating_sub(4 + text::width(&behind));
    let copy = if draft.copy { COPY } else { "" };
    let title = text::fit(draft.title.as_str(), room.saturating_sub(copy.len()));
    let words = format!("{}  {behind}", pad(&format!("{title}{copy}"), room));
    let mark = theme.span(if chosen { "▸ " } else { "  " }, Role::Key);
    Line::from(vec![mark, theme.span(words, if removing { Role::Warning } else { role })])
}

/// What became of a draft that was launched: `made #481`.
fn made_words(launch: &Launch) -> String {
    if !launch.phase.is_resolved() {
        return launch.phase.word().to_owned();
    }
    launch.found.first().map_or_else(|| "made".to_owned(), |id| format!("made #{id}"))
}

fn step_words(step: Step) -> String {
    let at = Step::ALL.iter().position(|other| *other == step).unwrap_or_default();
    format!("{} {}", at + 1, step.title())
}
