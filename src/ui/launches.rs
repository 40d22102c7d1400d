//! Every launch of this machine: the list, and the chosen one whole, beside it or below.
//!
//! ```text
//! ╭─ Launches ──────────────────────────────────────────────────────────────────────────── 1 of 3 ─╮
//! │ ▸! K7MW-3XQP  14:00      unknown         Roundup intake wave 4  │ Outcome unknown: the connec… │
//! │    C4HE-9DGT  2026-03-02 created         Talc status check      │ Do not create it again. …    │
//! ╰────────────────────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::launch::{self, phase_word};
use super::paragraph;
use super::popup::{self, Page, Place};
use super::text;
use super::theme::{Role, Theme};
use crate::app::launches::LaunchesView;
use crate::app::model::Model;
use crate::domain::launch::Launch;
use crate::domain::shown::Shown;
use crate::domain::time::{self, Moment};

/// The widest inside, and from how many columns on the chosen launch stands beside the list.
const WIDEST: u16 = 156;
const BESIDE: u16 = 108;
/// Columns between the list and the launch beside it.
const GAP: u16 = 3;
/// The widest list beside a launch.
const LIST: u16 = 80;
/// The most lines of a list with a launch below.
const ROWS: usize = 12;
/// Columns of a launch's id, and of its time; from how many on its host has a column, and how many.
const ID: usize = 9;
const WHEN: usize = 10;
const HOSTED: usize = 84;
const HOST: usize = 24;

/// Draws the view over `area`.
pub fn draw(model: &Model, view: &LaunchesView, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let launches = &model.context.launches;
    let wide = popup::room(area.width).min(WIDEST);
    let note = notice(model, theme, usize::from(wide));
    let Some(chosen) = view.chosen(launches) else {
        return popup::reader(
            Place { theme, title: "Launches", note: "", wide: wide.min(76), area },
            &note,
            view.scroll,
            buf,
        );
    };
    let beside = wide >= BESIDE;
    let (left, right) = if beside { split(wide) } else { (wide, wide) };
    let lines = launch::lines(model, theme, chosen, usize::from(right));
    let count = launches.newest_first().len();
    let rows = count.min(if beside { usize::MAX } else { ROWS });
    let wanted = note.len() + if beside { rows.max(lines.len()) } else { rows + 1 + lines.len() };
    let counted = format!("{} of {}", view.position(launches) + 1, count);
    let inner = popup::open(theme, "Launches", &counted, wide, wanted, area, buf);
    let rest = draw_note(&note, inner, buf);
    let (list, text) = if beside {
        draw_divider(theme, Rect { x: rest.x + left + 1, width: 1, ..rest }.intersection(rest), buf);
        let text = Rect { x: rest.x + left + GAP, width: right, ..rest }.intersection(rest);
        (Rect { width: left, ..rest }.intersection(rest), text)
    } else {
        stack(theme, chosen, rows, rest, buf)
    };
    let listed = draw_list(model, view, theme, list, buf);
    let page = popup::page(&lines, view.scroll, text, buf);
    popup::draw_cut(theme, page.cut(), inner, area, buf);
    Page { menu: Some(list), first: listed.first, place: popup::around(inner, buf), ..page }
}

/// What precedes the list: why the journal cannot be used, or that it is empty.
fn notice(model: &Model, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let launches = &model.context.launches;
    let (words, role) = match launches.unusable() {
        Some(why) => (format!("Launching is off: {why}. The dashboard itself goes on."), Role::Warning),
        None if launches.newest_first().is_empty() => ("No launches from this machine yet.".to_owned(), Role::Text),
        None => return Vec::new(),
    };
    paragraph::wrapped(theme, &words, role, width.min(76))
}

/// Draws the notice; returns what is left below it. On a low screen the launches come first.
fn draw_note(note: &[Line<'_>], inner: Rect, buf: &mut Buffer) -> Rect {
    let height = (note.len() as u16).min(inner.height / 3);
    popup::scrolled(note, 0, Rect { height, ..inner }, buf);
    Rect { y: inner.y + height, height: inner.height - height, ..inner }
}

/// The widths of the list and of the launch beside it.
fn split(wide: u16) -> (u16, u16) {
    let left = (wide * 11 / 20).min(LIST);
    (left, wide.saturating_sub(left + GAP))
}

/// The list above, a rule with the chosen launch's name, its text below.
fn stack(theme: Theme, chosen: &Launch, rows: usize, rest: Rect, buf: &mut Buffer) -> (Rect, Rect) {
    let height = (rows as u16).min((rest.height / 3).max(1)).min(rest.height);
    let rule = u16::from(rest.height >= 6);
    let below = Rect { y: rest.y + height, height: rest.height - height, ..rest };
    if rule > 0 {
        let name = Shown::new(&chosen.request.name);
        text::put(buf, text::row(below, 0), &popup::rule(theme, name.as_str(), "", usize::from(rest.width)));
    }
    (Rect { height, ..rest }, Rect { y: below.y + rule, height: below.height - rule, ..below })
}

fn draw_divider(theme: Theme, area: Rect, buf: &mut Buffer) {
    for y in 0..area.height {
        text::put(buf, text::row(area, y), &theme.line("│", Role::Border));
    }
}

/// Draws the list, scrolled no further than it takes to show the chosen launch.
fn draw_list(model: &Model, view: &LaunchesView, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let launches = model.context.launches.newest_first();
    let choice = view.position(&model.context.launches);
    let word = launches
        .iter()
        .map(|launch| phase_word(launch, model.context.launches.progress(&launch.id)).len())
        .max()
        .unwrap_or_default();
    let widths = (usize::from(area.width), word);
    let row = |(at, launch): (usize, &Launch)| line(model, theme, launch, at == choice, widths);
    let lines: Vec<Line<'_>> = launches.iter().enumerate().map(row).collect();
    popup::page_around(&lines, choice, area, buf)
}

/// One line of `width` columns, the phase's word in `word` of them.
fn line(model: &Model, theme: Theme, launch: &Launch, chosen: bool, (width, word): (usize, usize)) -> Line<'static> {
    let role = launch::role(launch, model.context.launches.progress(&launch.id));
    let sign = match role {
        Role::Alert => "!!",
        Role::Warning => "! ",
        _ => "  ",
    };
    let mut line = Line::from(vec![
        Span::raw(if chosen { "▸" } else { " " }),
        theme.span(format!("{sign} "), role),
        Span::raw(format!("{:<ID$}  ", launch.id.as_str())),
    ]);
    if width >= 56 {
        let when = when(model, launch.confirmed.as_ref().unwrap_or(&launch.changed).wall);
        line.push_span(theme.span(format!("{when:<WHEN$}  "), Role::Dim));
    }
    line.push_span(
        theme.span(format!("{:<word$}  ", phase_word(launch, model.context.launches.progress(&launch.id))), role),
    );
    let host = if width >= HOSTED { HOST } else { 0 };
    let name = width.saturating_sub(line.width() + host);
    line.push_span(Span::raw(cell(&launch.request.name, name)));
    if host > 0 {
        line.push_span(theme.span(format!("  {}", cell(&launch.request.host, host - 2)), Role::Dim));
    }
    if chosen { line.patch_style(theme.style(Role::Cursor)) } else { line }
}

/// A text from outside in exactly `width` columns.
fn cell(text: &str, width: usize) -> String {
    let shown = Shown::new(text);
    let words = text::fit(shown.as_str(), width);
    format!("{words}{}", " ".repeat(width.saturating_sub(text::width(&words))))
}

/// The clock time of today, else the date.
pub(super) fn when(model: &Model, moment: Moment) -> String {
    let zone = model.context.prefs.zone;
    if zone.today(moment) == zone.today(model.context.now.wall) {
        time::format_clock_minute(moment, zone)
    } else {
        zone.today(moment).to_string()
    }
}
