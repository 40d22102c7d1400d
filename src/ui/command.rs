//! The command line at the foot of the screen, and above it how it may go on.
//!
//! ```text
//! ╭─ Commands ────────────────────────────── Tab completes · Enter runs ─╮
//! │ ▸ theme LOOK     dark, light, contrast, 16, none, or auto            │
//! │   the …                                                              │
//! ╰──────────────────────────────────────────────────────────────────────╯
//!  what there is to say
//!  : th
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::popup::{self, Page};
use super::text;
use super::text_field;
use super::theme::{Role, Theme};
use crate::app::command::Suggestion;
use crate::app::command::line::CommandLine;
use crate::app::model::Model;
use crate::app::why::why_not;
use crate::domain::shown::Shown;

const WIDEST: u16 = 84;
const HIGHEST: u16 = 10;
/// The columns that what is suggested may take.
const WORD: usize = 24;
const PROMPT: &str = " : ";

/// The line of the screen that the command line takes: the last one.
pub fn place(area: Rect) -> Rect {
    Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area }
}

/// Draws how the line may go on, at the end of `area`; returns where, and where the cursor is in the line itself.
pub fn draw(model: &Model, open: &CommandLine, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let row = place(buf.area);
    let found = open.suggestions(&model.views);
    let area = Rect { height: row.y.min(area.bottom()).saturating_sub(area.y), ..area };
    let mut page = if found.is_empty() || area.height < 3 {
        Page::default()
    } else {
        draw_list(model, open, &found, theme, area, buf)
    };
    page.cursor = draw_line(open, theme, row, buf);
    page
}

fn draw_line(open: &CommandLine, theme: Theme, row: Rect, buf: &mut Buffer) -> Option<Position> {
    Clear.render(row, buf);
    text_field::draw(&open.field, PROMPT, usize::from(row.width).saturating_sub(4), theme, row, buf)
}

fn draw_list(
    model: &Model,
    open: &CommandLine,
    found: &[Suggestion],
    theme: Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Page {
    let lines = (found.len() as u16).min(HIGHEST);
    let height = (lines + 2).min(area.height);
    let area = Rect { y: area.bottom() - height, height, width: area.width.min(WIDEST), ..area };
    let width = popup::room(area.width);
    let inner = popup::open(theme, "Commands", "Tab completes · Enter runs", width, usize::from(lines), area, buf);
    let longest = found.iter().map(|one| text::width(&one.word)).max().unwrap_or_default();
    let word = longest.min(WORD).min(usize::from(width) / 2);
    let line =
        |(at, one): (usize, &Suggestion)| line(model, one, open.choice == Some(at), word, theme, inner.width.into());
    let lines: Vec<Line<'_>> = found.iter().enumerate().map(line).collect();
    let page = popup::page_around(&lines, open.choice.unwrap_or_default(), inner, buf);
    popup::draw_cut(theme, page.cut(), inner, area, buf);
    page
}

/// `▸ word   what it does`, or why that cannot be done now.
fn line(model: &Model, one: &Suggestion, chosen: bool, word: usize, theme: Theme, width: usize) -> Line<'static> {
    let reason = one.action.filter(|_| one.whole).and_then(|action| why_not(action, model));
    let role = |role| match (chosen, &reason) {
        (true, _) => Role::Cursor,
        (false, Some(_)) => Role::Dim,
        (false, None) => role,
    };
    let shown = Shown::new(&one.word);
    let name = text::fit(shown.as_str(), word);
    let gap = word - text::width(&name) + 2;
    let head = format!("{} {name}{:gap$}", if chosen { '▸' } else { ' ' }, "");
    let left = width.saturating_sub(text::width(&head));
    let about = text::fit(reason.as_deref().unwrap_or(&one.about), left).into_owned();
    let rest = if chosen { left - text::width(&about) } else { 0 };
    Line::from(vec![theme.span(head, role(Role::Key)), theme.span(format!("{about}{:rest$}", ""), role(Role::Dim))])
}
