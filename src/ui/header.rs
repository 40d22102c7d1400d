//! The first two lines: the connection and how fresh the data is; the filter and the position.
//!
//! ```text
//!  kaytop  LIVE  public-api.kayse.ai › 481 Roundup intake wave 3   as of 14:02:05 CST · every 30 s · requests left 90 %
//!  / calls:>100 success%:<75                              17/143 · sorted by ID ↓
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::badge;
use super::columns;
use super::form::status;
use super::layout::spot;
use super::panel;
use super::past;
use super::standing;
use super::text;
use super::text_field;
use super::theme::{Role, Theme};
use crate::app::form::Form;
use crate::app::geometry::{Spot, Target};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::app::poll::rhythm::Rhythm;
use crate::domain::order::Order;
use crate::domain::shown::Shown;
use crate::domain::{time, zones};

pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let badge = badge::line(model, theme, area.width);
    let taken =
        if badge.width() == 0 { 0 } else { text::width(model.context.connection.mode.word()) + badge.width() + 4 };
    let right = match status::shown(model) {
        Some(form) => saved(model, form, theme, area.width, taken),
        None if model.context.past.is_shown() => past::line(model, theme, area.width, taken),
        None => freshness(model, theme, area.width, taken),
    };
    let room = usize::from(area.width).saturating_sub(right.width() + 2);
    text::put(buf, area, &who(model, theme, room, &badge));
    text::put_right(buf, area, &right);
    if taken > usize::from(area.width) {
        text::put_right(buf, area, &badge);
    }
}

fn who(model: &Model, theme: Theme, room: usize, launches: &Line<'static>) -> Line<'static> {
    let mode = model.context.connection.mode;
    let badge = theme.span(format!(" {} ", mode.word()), Role::Badge(mode));
    let mut line = Line::default();
    if room >= 40 + launches.width() {
        line.push_span(theme.span(" kaytop  ", Role::Strong));
    }
    line.push_span(badge);
    if launches.width() > 0 {
        line.push_span(Span::raw(" "));
        line.extend(launches.clone());
        line.push_span(Span::raw(" "));
    }
    let crumb = crumb(model);
    let left = room.saturating_sub(line.width() + 1);
    let host = left.saturating_sub(crumb.as_deref().map_or(0, |crumb| text::width(crumb) + 3));
    let alone = crumb.is_none() && launches.width() == 0;
    if host >= 6 && (alone || host >= text::width(model.context.connection.host.as_str())) {
        line.push_span(Span::raw(format!(" {}", text::fit(model.context.connection.host.as_str(), host))));
    }
    if let Some(crumb) = crumb {
        let left = room.saturating_sub(line.width() + 3);
        line.push_span(theme.span(" › ", Role::Dim));
        line.push_span(theme.span(text::fit(&crumb, left).into_owned(), Role::Strong));
    }
    if model.context.connection.read_only && line.width() + 11 <= room {
        line.push_span(theme.span("  read-only", Role::Dim));
    }
    if model.context.launches.unusable().is_some() && line.width() + 15 <= room {
        line.push_span(theme.span("  launching off", Role::Dim));
    }
    line
}

/// What is open over the table: the form, or a campaign's number and name.
fn crumb(model: &Model) -> Option<String> {
    if status::shown(model).is_some() {
        return Some("New campaign".to_owned());
    }
    let id = model.detail()?.row.id;
    let name = model.current().map(|row| panel::name(row)).unwrap_or_default();
    Some(format!("{id} {name}").trim_end().to_owned())
}

/// Whether the draft is saved, if the badges' `taken` columns and the crumb leave room for it.
fn saved(model: &Model, open: &Form, theme: Theme, width: u16, taken: usize) -> Line<'static> {
    let most = usize::from(width / 2).min(usize::from(width).saturating_sub(taken.max(26)));
    let (words, role) = status::saved_words(model, open, most);
    theme.line(if words.is_empty() { words } else { words + " " }, role)
}

/// Age, rhythm and budget. What does not fit beside the badges' `taken` columns and the open campaign's name is dropped,
/// the last first.
fn freshness(model: &Model, theme: Theme, width: u16, taken: usize) -> Line<'static> {
    let share = if model.detail().is_some() && width < 120 { width / 2 } else { width.saturating_sub(12) };
    let most = usize::from(share).min(usize::from(width).saturating_sub(taken));
    let mut parts = vec![age(model, theme, width, most)];
    parts.push(Span::raw(rhythm(model)));
    if let Some(pace) = model.context.poll.slowed() {
        let words = format!("slowed to {} to save requests", time::exact(pace));
        parts.push(theme.span(words, Role::Warning));
    }
    parts.push(Span::raw(requests(model, width)));
    let mut line = Line::default();
    for part in parts {
        let separator = if line.spans.is_empty() { "" } else { " · " };
        if line.width() + part.width() + text::width(separator) < most {
            line.push_span(theme.span(separator, Role::Faint));
            line.push_span(part);
        }
    }
    line.push_span(Span::raw(" "));
    line
}

/// The clock time of the data, and its age if that is older than promised. In few columns the age is kept longest.
fn age(model: &Model, theme: Theme, width: u16, most: usize) -> Span<'static> {
    let Some(loaded) = model.context.campaigns.loaded else {
        return theme.span("no data yet", Role::Dim);
    };
    let at = time::format_clock(loaded.wall, model.context.prefs.zone);
    let zone =
        if width < 60 { String::new() } else { format!(" {}", zones::place(model.context.prefs.zone, loaded.wall)) };
    let stale = model.context.stale();
    let age =
        model.context.overdue(Endpoint::Campaigns).or_else(|| model.context.age(Endpoint::Campaigns).filter(|_| stale));
    let Some(age) = age else { return Span::raw(format!("as of {at}{zone}")) };
    let old = time::coarse_age(age);
    let (sign, role) = if stale { ("STALE ", Role::Alert) } else { ("", Role::Warning) };
    let wordings = [
        format!("{sign}as of {at}{zone}, {old}"),
        format!("{sign}{at}, {old}"),
        format!("{sign}{old}"),
        old.trim_end_matches(" old").to_owned(),
    ];
    theme.span(text::fitting(&wordings, most.saturating_sub(1)).to_owned(), role)
}

fn rhythm(model: &Model) -> String {
    match model.context.poll.rhythm() {
        _ if model.context.poll.is_frozen() => "FROZEN".to_owned(),
        Rhythm::OFF => "refresh off".to_owned(),
        rhythm => rhythm.to_string(),
    }
}

/// What is left of the hour's requests, in steps of five percent so that it changes seldom.
fn requests(model: &Model, width: u16) -> String {
    let left = model.context.poll.left(model.context.now.mono);
    let more = if left.remaining < left.limit && left.remaining > 0 { ">" } else { "" };
    let share = format!("{more}{} %", left.percent());
    if width < 100 { format!("{share} left") } else { format!("requests left {share}") }
}

const PROMPT: &str = " / ";

/// Draws the filter line behind its first `taken` columns, which answers to clicks; returns the cursor while the filter is
/// edited.
pub fn draw_filter(
    model: &Model,
    theme: Theme,
    area: Rect,
    taken: u16,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> Option<Position> {
    let filter = &model.list.filter;
    let right = filter_result(model, theme, area.width);
    let area = Rect { x: area.x + taken, width: area.width.saturating_sub(taken), ..area };
    let room = usize::from(area.width).saturating_sub(right.width() + 5);
    let cursor = if filter.field.text().is_empty() && !filter.editing() {
        let hint =
            if area.width >= 60 { "type / to filter: words, calls:>100, success%:<75, ~fuzzy" } else { "/ filter" };
        text::put(buf, area, &theme.line(format!(" {}", text::fit(hint, room)), Role::Dim));
        None
    } else {
        text_field::draw(&filter.field, PROMPT, room, theme, area, buf)
    };
    let begin = text_begin(model, theme, area);
    spots.extend(spot(area, 0, usize::from(area.width).saturating_sub(right.width()), Target::Filter(begin)));
    text::put_right(buf, area, &right);
    cursor.filter(|_| filter.editing())
}

/// The column at which the filter's text begins. What stands before the cursor is shown from its end: that may be left of
/// the screen.
pub fn text_begin(model: &Model, theme: Theme, area: Rect) -> i32 {
    let room = usize::from(area.width).saturating_sub(filter_result(model, theme, area.width).width() + 5);
    let before = text::width(Shown::new(model.list.filter.field.halves().0).as_str());
    i32::from(area.x) + text::width(PROMPT) as i32 - before.saturating_sub(room.saturating_sub(1)) as i32
}

/// How the rows are ordered, in as many words as fit. A narrow screen leaves out the usual order but says any other, since
/// its column may be off screen.
fn order(model: &Model, width: u16) -> Option<String> {
    let order = model.context.store.order();
    match (width, model.context.store.held()) {
        (100.., _) | (60.., true) => Some(standing::order_words(model)),
        (_, true) => Some("held, R".to_owned()),
        _ if model.list.hides_order(&model.context.store) => {
            Some(format!("{}{} hidden", columns::title(order.column), columns::arrow(order)))
        }
        _ if order == Order::default() => None,
        _ => Some(format!("{}{}", columns::title(order.column), columns::arrow(order))),
    }
}

fn filter_result(model: &Model, theme: Theme, width: u16) -> Line<'static> {
    let mut line = Line::default();
    if let Some(term) = &model.context.search
        && width >= 60
    {
        let asked = format!("server: key:{} · ", text::fit(Shown::new(term).as_str(), 16));
        line.push_span(theme.span(asked, Role::Warning));
    }
    let hidden = model.context.store.distinct().saturating_sub(model.context.store.totals().rows);
    if model.pointer.on {
        line.push_span(theme.span("mouse · ", Role::Dim));
    }
    line.push_span(theme.span(standing::position(model), Role::Strong));
    if hidden > 0 && width >= 80 {
        line.push_span(Span::raw(format!(" · {} hidden", text::count(hidden as i64))));
    }
    let unreadable = model.context.store.unreadable();
    if unreadable > 0 {
        let words =
            if width >= 60 { format!(" · {} unreadable", text::count(unreadable as i64)) } else { " !".to_owned() };
        line.push_span(theme.span(words, Role::Warning));
    }
    if let Some(odd) = standing::odd(model) {
        let words = if width >= 60 { format!(" · {odd}") } else { " !".to_owned() };
        line.push_span(theme.span(words, Role::Warning));
    }
    if let Some(marks) = standing::marks_words(model, width >= 60) {
        line.push_span(theme.span(" · ", Role::Dim));
        line.push_span(theme.span(marks, Role::Marked));
    }
    if let Some(words) = order(model, width) {
        line.push_span(theme.span(format!(" · {words}"), Role::Dim));
    }
    line.push_span(Span::raw(" "));
    line
}
