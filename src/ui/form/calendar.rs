//! A month to pick a day from.
//!
//! ```text
//! ╭─ End date ───────────── March 2026 ─╮
//! │  Mo  Tu  We  Th  Fr  Sa  Su         │
//! │                               1     │
//! │   2   3  (4)  5 [ 6]  7   8         │
//! │ [ ] Fri 6 Mar 2026   ( ) today      │
//! ╰─────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Scene;
use super::runs::days;
use crate::domain::draft::dates::written;
use crate::domain::draft::month::{HEADINGS, Month};
use crate::domain::draft::{Field, RunField};
use crate::domain::time::{Date, ymd};
use crate::ui::popup::{self, Page};
use crate::ui::theme::Role;

/// Columns of a day.
const DAY: usize = 4;
const WIDE: u16 = 7 * DAY as u16 + 4;

/// Draws the calendar over `area`, `day` chosen.
pub(super) fn draw(scene: &Scene<'_>, field: Field, day: Date, area: Rect, buf: &mut Buffer) -> Page {
    let month = Month::of(day);
    let mut lines = vec![heading(scene)];
    lines.extend(month.weeks.iter().filter(|week| week.iter().any(Option::is_some)).map(|week| {
        let days = week
            .iter()
            .map(|cell| cell.map_or_else(|| Span::raw(" ".repeat(DAY)), |at| cell_of(scene, field, at, day)));
        days.collect()
    }));
    // As high in every month, so that nothing moves from one to the next.
    lines.resize(7, Line::default());
    lines.push(Line::default());
    lines.push(legend(scene, day));
    let inner = popup::open(scene.theme, field.label(), &month.title(), WIDE, lines.len(), area, buf);
    if usize::from(inner.height) < lines.len() {
        let chosen = month.weeks.iter().position(|week| week.contains(&Some(day))).unwrap_or_default() + 1;
        return popup::page_around(&lines, chosen, inner, buf);
    }
    popup::page(&lines, 0, inner, buf)
}

fn heading(scene: &Scene<'_>) -> Line<'static> {
    let names = HEADINGS.iter().map(|name| format!(" {name} "));
    Line::styled(names.collect::<String>(), scene.style(Role::Dim))
}

/// A day: the chosen one in brackets, today in parentheses, the other days of the run with a dot.
fn cell_of(scene: &Scene<'_>, field: Field, at: Date, chosen: Date) -> Span<'static> {
    let number = ymd(at).2;
    if at == chosen {
        return Span::styled(format!("[{number:>2}]"), scene.style(Role::Cursor));
    }
    if at == scene.form.today() {
        return Span::styled(format!("({number:>2})"), scene.style(Role::Strong));
    }
    if in_run(scene, field, at) {
        return Span::styled(format!(" {number:>2}·"), scene.style(Role::Strong));
    }
    Span::raw(format!(" {number:>2} "))
}

/// Whether the day belongs to the run that is typed.
fn in_run(scene: &Scene<'_>, field: Field, at: Date) -> bool {
    let Field::InRun(index, own) = field else { return false };
    if own == RunField::StartDate {
        return false;
    }
    days(scene.meaning.runs.get(index)).is_some_and(|days| days.contains(at))
}

fn legend(scene: &Scene<'_>, day: Date) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!(" {}", written(day)), scene.style(Role::Strong)),
        Span::styled("   ( ) today", scene.style(Role::Dim)),
    ])
}
