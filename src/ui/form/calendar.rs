//! A month to pick a day from, or several.
//!
//! ```text
//! ╭─ Selected days ─────────────── March 2026 ─╮
//! │   Mo   Tu   We   Th   Fr   Sa   Su         │
//! │                                  1         │
//! │ [✓ 2]  3  ✓ 4    5  (✓ 6)  7    8          │
//! │ Mon 2 Mar 2026   ( ) today                 │
//! │ ✓ 3 days picked, from Mon 2 to Fri 6 Mar   │
//! ╰────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Scene;
use super::runs::{day_words, days, span};
use crate::app::form::calendar::Calendar;
use crate::app::geometry::{Spot, Target};
use crate::domain::draft::dates::written;
use crate::domain::draft::month::{HEADINGS, Month};
use crate::domain::draft::{Field, RunField};
use crate::domain::time::{Date, ymd};
use crate::ui::layout::spot;
use crate::ui::popup::{self, Page};
use crate::ui::text;
use crate::ui::theme::Role;

const DAY: usize = 5;
const WIDE: u16 = 7 * DAY as u16 + 1;

/// Draws the calendar, whose days answer to clicks.
pub(super) fn draw(
    scene: &Scene<'_>,
    calendar: &Calendar,
    area: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> Page {
    let month = Month::of(calendar.day);
    let mut lines = vec![heading(scene)];
    lines.extend(month.weeks.iter().filter(|week| week.iter().any(Option::is_some)).map(|week| {
        let cell = |at: &Option<Date>| at.map_or_else(|| Span::raw(" ".repeat(DAY)), |at| day(scene, calendar, at));
        week.iter().map(cell).collect()
    }));
    // As high in every month, so that nothing moves from one to the next.
    lines.resize(7, Line::default());
    lines.push(Line::default());
    lines.extend(legend(scene, calendar));
    let inner = popup::open(scene.theme, calendar.field.label(), &month.title(), WIDE, lines.len(), area, buf);
    let page = if usize::from(inner.height) < lines.len() {
        let chosen = month.weeks.iter().position(|week| week.contains(&Some(calendar.day))).unwrap_or_default() + 1;
        popup::page_around(&lines, chosen, inner, buf)
    } else {
        popup::page(&lines, 0, inner, buf)
    };
    popup::draw_cut(scene.theme, page.cut(), inner, area, buf);
    spots.extend(places(&month, page.first, inner));
    page
}

/// Where the days stand, if the first line of `area` is line `first` of the calendar.
fn places(month: &Month, first: usize, area: Rect) -> Vec<Spot> {
    let weeks = month.weeks.iter().filter(|week| week.iter().any(Option::is_some)).enumerate();
    let visible = weeks.filter_map(|(at, week)| {
        let row = u16::try_from((at + 1).checked_sub(first)?).ok()?;
        (row < area.height).then_some((text::row(area, row), week))
    });
    let days = visible.flat_map(|(row, week)| {
        let named = week.iter().enumerate().filter_map(|(at, day)| Some((at, (*day)?)));
        named.filter_map(move |(at, day)| spot(row, at * DAY, DAY, Target::Day(day)))
    });
    days.collect()
}

fn heading(scene: &Scene<'_>) -> Line<'static> {
    let names = HEADINGS.iter().map(|name| format!("  {name} "));
    scene.line(names.collect::<String>(), Role::Dim)
}

/// A day: in brackets under the cursor, in parentheses today, ticked if picked, with a dot if in the run, faint if it cannot
/// be picked.
fn day(scene: &Scene<'_>, calendar: &Calendar, at: Date) -> Span<'static> {
    let sign = match (calendar.has(at), &calendar.picked) {
        (true, _) => '✓',
        (false, None) if in_run(scene, calendar.field, at) => '·',
        _ => ' ',
    };
    let ((left, right), role) = if at == calendar.day {
        (('[', ']'), Role::Cursor)
    } else if at == scene.form.today().date() {
        (('(', ')'), Role::Strong)
    } else {
        let role = match sign {
            ' ' if calendar.allows(at) => Role::Text,
            ' ' => Role::Faint,
            _ => Role::Strong,
        };
        ((' ', ' '), role)
    };
    scene.span(format!("{left}{sign}{:>2}{right}", ymd(at).2), role)
}

/// Whether the day belongs to the run that is being edited.
fn in_run(scene: &Scene<'_>, field: Field, at: Date) -> bool {
    let Field::InRun(index, own) = field else { return false };
    own != RunField::StartDate && days(scene.meaning.runs.get(index)).is_some_and(|days| days.contains(at))
}

/// The day under the cursor, and what is picked.
fn legend(scene: &Scene<'_>, calendar: &Calendar) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> =
        words(calendar).into_iter().map(|words| Line::raw(format!(" {words}"))).collect();
    if let Some(day) = lines.first_mut() {
        *day = std::mem::take(day).style(scene.style(Role::Strong));
        day.push_span(scene.span("   ( ) today", Role::Dim));
    }
    lines
}

/// The day under the cursor and, if several can be picked, what is.
pub(super) fn words(calendar: &Calendar) -> Vec<String> {
    let picked = calendar.picked.as_ref().map(|picked| match (picked.first(), picked.last()) {
        (Some(first), Some(last)) => format!("✓ {}: {}", day_words(picked.len() as i64), span(*first, *last)),
        _ => "none picked: every day".to_owned(),
    });
    [written(calendar.day)].into_iter().chain(picked).collect()
}
