//! What happened: events by day, the newest first, and the chosen one in full.
//!
//! ```text
//! ╭ What happened ─────────────────────────────────────────────────────────── 19 events since Sat 21 Nov ╮
//! │ / search                                                                                             │
//! │ Thu 26 Nov ───────────────────────────────────────────────────────────────────────────────────────── │
//! │ ▸ 16:25  ~ 134  Truck accident retainer signat…  renamed; it was “Copy of Truck accident retainer …  │
//! │   14:50  + 141  TEST Workers' comp retainer si…  new in the list                                     │
//! │ ──────────────────────────────────────────────────────────────────────────────────────────────────── │
//! │ Thu 26 Nov 16:25 · 134 Truck accident retainer signature reminder (FL): renamed; it was “Copy of     │
//! │ Truck accident retainer signature reminder (FL)”                                                     │
//! ╰──────────────────────────────────────────────────────────────────────────────────────────────────────╯
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
use crate::app::happened::{HappenedView, State};
use crate::app::model::Model;
use crate::domain::count::{count, counted};
use crate::domain::failure::sentence;
use crate::domain::happened::{Event, What, clock_words, day_words, when};
use crate::domain::record::Second;
use crate::domain::shown::Shown;
use crate::domain::store::RowKey;
use crate::domain::time::Zone;

const WIDEST: u16 = 150;
/// From how many columns on an event's name stands beside its sentence.
const NAMED: usize = 72;
/// The widest name there.
const NAME: usize = 34;
/// Lines at the foot that tell the chosen event in full, and the rule above them.
const FOOT: u16 = 3;

/// A line of the list.
enum Row<'e> {
    Day(Second),
    Event(usize, &'e Event),
    Words(String),
}

/// Draws the list over `area`; its events answer to clicks.
pub fn draw(
    model: &Model,
    view: &HappenedView,
    theme: Theme,
    area: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> Page {
    let zone = model.context.prefs.zone;
    let rows = rows(view, zone);
    let wide = popup::room(area.width).min(WIDEST);
    let lines = rows.len() + usize::from(1 + FOOT);
    let inner = popup::open(theme, &title(model, view), &note(view, zone), wide, lines, area, buf);
    let cursor = draw_search(view, theme, text::row(inner, 0), buf);
    // A low screen has no line for the rule.
    let foot = match inner.height {
        ..8 => 0,
        8..14 => FOOT - 1,
        _ => FOOT,
    };
    let list = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1 + foot), ..inner };
    let chosen_row = rows.iter().position(|row| matches!(row, Row::Event(at, _) if *at == view.choice)).unwrap_or(0);
    let height = usize::from(list.height);
    let end = rows.len().saturating_sub(height);
    // With its day above it, and what follows the last one below it.
    let top = if view.choice + 1 >= view.count() { end } else { (chosen_row + 1).saturating_sub(height) };
    let top = top.min(chosen_row.saturating_sub(1));
    let id = view.found().filter_map(|event| event.campaign).max().map_or(0, |id| id.to_string().len());
    for (y, row) in rows.iter().skip(top).take(height).enumerate() {
        let place = text::row(list, y as u16);
        let width = usize::from(list.width);
        match row {
            Row::Day(at) => text::put(buf, place, &day_line(theme, *at, zone, width)),
            Row::Words(words) => text::put(buf, place, &theme.line(words.clone(), Role::Dim)),
            Row::Event(at, event) => {
                let chosen = *at == view.choice;
                let id = if view.campaign.is_some() { 0 } else { id };
                text::put(buf, place, &event_line(event, chosen, theme, zone, (width, id)));
                spots.extend(spot(place, 0, width, Target::Entry(*at)));
            }
        }
    }
    popup::draw_cut(theme, (top, end.saturating_sub(top)), inner, area, buf);
    if foot > 0 {
        let place = Rect { y: list.y + list.height, height: foot, ..inner };
        text::put(buf, place, &theme.line("─".repeat(usize::from(inner.width)), Role::Border));
        let words = Rect { y: place.bottom() - (FOOT - 1), height: FOOT - 1, ..place };
        Clear.render(words, buf);
        popup::scrolled(&foot_lines(view, theme, zone, usize::from(inner.width)), 0, words, buf);
    }
    Page { lines: list, first: top, place: popup::around(inner, buf), cursor, ..Page::default() }
}

fn title(model: &Model, view: &HappenedView) -> String {
    let Some(id) = view.campaign else { return "What happened".to_owned() };
    let row = model.context.store.get(RowKey::first(id));
    let name = row.and_then(|row| row.name()).map(|name| name.as_str().to_owned());
    format!("What happened to {id} {}", name.unwrap_or_default()).trim_end().to_owned()
}

/// How many events, and since when.
fn note(view: &HappenedView, zone: Zone) -> String {
    let since = view.begins.map_or(view.from, |begins| begins.max(view.from));
    let events = match view.count() {
        found if found == view.told() => counted(found, "event"),
        found => format!("{} of {}", count(found as i64), counted(view.told(), "event")),
    };
    match view.state {
        State::Asked(_) | State::Wanted(_) | State::Failed(_) if view.told() == 0 => String::new(),
        _ => format!("{events} since {}", day_words(since, zone)),
    }
}

fn draw_search(view: &HappenedView, theme: Theme, place: Rect, buf: &mut Buffer) -> Option<ratatui::layout::Position> {
    if !view.is_typing() && view.field.text().is_empty() {
        text::put(buf, place, &theme.line("/ searches in names and sentences", Role::Faint));
        return None;
    }
    let cursor = text_field::draw(&view.field, "/ ", usize::from(place.width).saturating_sub(3), theme, place, buf);
    cursor.filter(|_| view.is_typing())
}

fn rows(view: &HappenedView, zone: Zone) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut day = None;
    for (at, event) in view.found().enumerate() {
        let of_event = event.at.moment().map(|moment| zone.today(moment));
        if day != Some(of_event) {
            day = Some(of_event);
            rows.push(Row::Day(event.at));
        }
        rows.push(Row::Event(at, event));
    }
    rows.push(Row::Words(end_words(view, zone)));
    rows
}

/// What stands below the last event.
fn end_words(view: &HappenedView, zone: Zone) -> String {
    match &view.state {
        State::Wanted(_) | State::Asked(_) if view.is_reading() => "Reading the record …".to_owned(),
        State::Failed(_) => "The record could not be read. Esc and e try again.".to_owned(),
        State::Told | State::Wanted(_) | State::Asked(_) => {
            let nothing = match (view.count(), view.told()) {
                (0, 0) => "Nothing happened. ",
                (0, _) => "Nothing is found. ",
                _ => "",
            };
            let rest = match view.begins {
                None => "Nothing is recorded yet.".to_owned(),
                Some(begins) if begins >= view.from => format!("The record begins on {}.", day_words(begins, zone)),
                Some(_) => "Down reads the week before.".to_owned(),
            };
            format!("{nothing}{rest}")
        }
    }
}

/// The day that the lines below it are of.
pub(super) fn day_line(theme: Theme, at: Second, zone: Zone, width: usize) -> Line<'static> {
    let words = format!("{} ", day_words(at, zone));
    let rest = width.saturating_sub(text::width(&words));
    Line::from(vec![theme.span(words, Role::Title), theme.span("─".repeat(rest), Role::Border)])
}

/// `▸ 14:20  ! 101  name  sentence`; `id` is the width of the numbers, 0 where they are left out with the names.
fn event_line(event: &Event, chosen: bool, theme: Theme, zone: Zone, (width, id): (usize, usize)) -> Line<'static> {
    let role = |role| if chosen { Role::Strong } else { role };
    let sign = event.what.sign();
    let mut line = Line::from(vec![
        Span::raw(if chosen { "▸ " } else { "  " }),
        theme.span(clock_words(event.at, zone), role(Role::Dim)),
        Span::raw("  "),
        theme.span(sign, sign_role(&event.what)),
        Span::raw(" "),
    ]);
    if id > 0 {
        let number = event.campaign.map(|id| id.to_string()).unwrap_or_default();
        line.push_span(theme.span(format!("{number:>id$}  "), role(Role::Dim)));
        if width >= NAMED {
            let name = event.name.as_ref().map_or("", Shown::as_str);
            let room = NAME.min(width / 3);
            let name =
                if event.campaign.is_none() { "all campaigns".to_owned() } else { text::fit(name, room).into_owned() };
            let gap = room.saturating_sub(text::width(&name)) + 2;
            line.push_span(theme.span(name, role(if event.campaign.is_none() { Role::Dim } else { Role::Text })));
            line.push_span(Span::raw(" ".repeat(gap)));
        }
    }
    let room = width.saturating_sub(line.width());
    let words = text::fit(&event.what.sentence(zone), room).into_owned();
    line.push_span(theme.span(words, role(Role::Text)));
    if chosen { popup::chosen(line, theme, width) } else { line }
}

fn sign_role(what: &What) -> Role {
    match what.sign() {
        "!" => Role::Warning,
        "▲" => Role::Ok,
        "+" | "~" | "-" => Role::Changed,
        _ => Role::Dim,
    }
}

/// The chosen event in full.
fn foot_lines(view: &HappenedView, theme: Theme, zone: Zone, width: usize) -> Vec<Line<'static>> {
    let wrapped = |words: &str, role| {
        text::wrap(words, width, usize::from(FOOT - 1)).into_iter().map(move |line| theme.line(line, role)).collect()
    };
    let event = match (&view.state, view.chosen()) {
        (State::Failed(why), _) => return wrapped(&sentence(why), Role::Warning),
        (_, Some(event)) => event,
        (_, None) => return Vec::new(),
    };
    let who = match (event.campaign, &event.name) {
        (Some(id), Some(name)) => format!("{id} {}", name.as_str()),
        (Some(id), None) => format!("{id}, whose name is unknown"),
        (None, _) => "All campaigns".to_owned(),
    };
    let when = when(event.at, zone);
    let words = format!("{when} · {who}: {}", event.what.sentence(zone));
    wrapped(&words, Role::Text)
}
