//! What hangs below the filter line while it is edited: what can be typed next, or the mistake.
//!
//! ```text
//!  / calls:>100 agent:in▏                                  17/143
//!              ╭───────────────────────────╮
//!              │ ▸ Intake-EN  41 campaigns │
//!              │   Intake-ES  12 campaigns │
//!              ╰────────────── Tab takes it ╯
//!
//!  / agnet:x calls:>100                                    17/143
//!    ^^^^^ Unknown field `agnet`. Tab writes `agent`. Still shown: calls:>100.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::header;
use super::popup;
use super::text;
use super::theme::{Role, Theme};
use crate::app::filter::{Filter, Offers};
use crate::app::model::Model;
use crate::domain::count::counted;
use crate::domain::failure::sentence;
use crate::domain::query::{Note, Offer, QueryError};
use crate::domain::shown::Shown;

/// The most offers shown at once, and the part of the lines below that they may cover.
const MOST: u16 = 8;
const PART: u16 = 3;
/// Columns of a name, and of what is said beside it.
const NAME: usize = 28;
const NOTE: usize = 44;
/// Lines of a sentence about a mistake.
const SENTENCE: usize = 4;

/// Draws it below the filter's `line`, over `below`.
pub fn draw(model: &Model, theme: Theme, line: Rect, below: Rect, buf: &mut Buffer) {
    let filter = &model.list.filter;
    if !filter.editing() || line.is_empty() || below.is_empty() {
        return;
    }
    let begin = header::text_begin(model, theme, line);
    let column = |at: usize| {
        let before = filter.field.text().get(..at).unwrap_or_default();
        let column = begin + text::width(Shown::new(before).as_str()) as i32;
        u16::try_from(column.max(0)).unwrap_or(u16::MAX).clamp(line.x, line.right().saturating_sub(1))
    };
    if let Some(mistake) = filter.mistake() {
        draw_mistake(filter, mistake, theme, column(mistake.span.start), column(mistake.span.end), below, buf);
    } else if let Some(offers) = filter.open_offers() {
        let at = offers.gap.as_ref().map_or(0, |gap| gap.span.start);
        draw_offers(offers, theme, column(at), below, buf);
    }
}

/// Carets below the mistake, and behind them, or below where that is too little room, what is wrong and what helps.
fn draw_mistake(
    filter: &Filter,
    mistake: &QueryError,
    theme: Theme,
    from: u16,
    to: u16,
    below: Rect,
    buf: &mut Buffer,
) {
    let role = if mistake.unfinished { Role::Dim } else { Role::Warning };
    let carets = usize::from(to.saturating_sub(from).max(1)).min(usize::from(below.right().saturating_sub(from)));
    let words = words(filter, mistake);
    let behind = usize::from(from - below.x) + carets + 1;
    let width = usize::from(below.width);
    let lines = if behind + text::width(&words) < width {
        vec![format!("{}{} {words}", " ".repeat(usize::from(from - below.x)), "^".repeat(carets))]
    } else {
        let carets = format!("{}{}", " ".repeat(usize::from(from - below.x)), "^".repeat(carets));
        let wrapped = text::wrap(&words, width.saturating_sub(2), SENTENCE);
        std::iter::once(carets).chain(wrapped.into_iter().map(|line| format!(" {line}"))).collect()
    };
    let height = (lines.len() as u16).min(below.height);
    Clear.render(Rect { height, ..below }, buf);
    for (y, line) in lines.into_iter().enumerate() {
        text::put(buf, text::row(below, y as u16), &theme.line(line, role));
    }
}

fn words(filter: &Filter, mistake: &QueryError) -> String {
    let mut words = sentence(&mistake.message);
    if let Some(fix) = &mistake.fix {
        words = format!("{words} Tab writes `{}`.", Shown::new(fix).as_str());
    }
    if mistake.unfinished {
        return words;
    }
    match filter.query.as_str().trim() {
        "" => format!("{words} Until then all are shown."),
        holds => format!("{words} Still shown: {}", Shown::new(holds).as_str()),
    }
}

fn draw_offers(offers: &Offers, theme: Theme, column: u16, below: Rect, buf: &mut Buffer) {
    let longest = |of: &dyn Fn(&Offer) -> usize| offers.list.iter().map(of).max().unwrap_or_default();
    let room = usize::from(below.width).saturating_sub(4);
    let name = longest(&|offer| text::width(&offer.name)).min(NAME).min(room.saturating_sub(2));
    let note = longest(&|offer| text::width(&said_of(&offer.note))).min(NOTE).min(room.saturating_sub(name + 4));
    let hint = if offers.chosen.is_some() { "Tab or Enter takes it" } else { "Tab takes the first · ↓ chooses" };
    let width = (2 + name + 2 + note).max(text::width(hint) + 2).min(room) as u16 + 4;
    let lines = offers.list.len().min(usize::from(MOST.min((below.height / PART).max(1)))) as u16;
    let height = (lines + 2).min(below.height);
    let x = column.saturating_sub(4).min(below.right().saturating_sub(width)).max(below.x);
    let place = Rect { x, y: below.y, width: width.min(below.width), height };
    Clear.render(place.outer(Margin::new(1, 0)).intersection(below), buf);
    let inner = popup::inset(popup::frame(theme, "", "", place, buf));
    let first = (offers.chosen.unwrap_or_default() + 1).saturating_sub(usize::from(inner.height));
    for (y, offer) in offers.list.iter().enumerate().skip(first).take(usize::from(inner.height)) {
        let chosen = offers.chosen == Some(y);
        let sign = if chosen { "▸ " } else { "  " };
        let shown = text::fit(&offer.name, name).into_owned();
        let gap = " ".repeat(name.saturating_sub(text::width(&shown)) + 2);
        let row = text::row(inner, (y - first) as u16);
        let role = if chosen || (y == 0 && offers.chosen.is_none()) { Role::Strong } else { Role::Text };
        let said = text::fit(&said_of(&offer.note), note_room(inner, name)).into_owned();
        let line =
            Line::from(vec![theme.span(format!("{sign}{shown}"), role), theme.span(format!("{gap}{said}"), Role::Dim)]);
        text::put(buf, row, &line);
        if chosen {
            buf.set_style(row, theme.style(Role::Cursor));
        }
    }
    let edge =
        Rect { y: place.bottom().saturating_sub(1), height: 1, x: place.x + 2, width: place.width.saturating_sub(4) };
    let more = offers.list.len().saturating_sub(first + usize::from(inner.height));
    let cut = if more > 0 { format!("↓ {more} more") } else { String::new() };
    text::put(buf, edge, &theme.line(format!(" {hint} "), Role::Dim));
    if text::width(hint) + text::width(&cut) + 6 <= usize::from(edge.width) && more > 0 {
        text::put_right(buf, edge, &theme.line(format!(" {cut} "), Role::Dim));
    }
}

fn note_room(inner: Rect, name: usize) -> usize {
    usize::from(inner.width).saturating_sub(name + 4)
}

fn said_of(note: &Note) -> String {
    match note {
        Note::Meaning(meaning) => (*meaning).to_owned(),
        Note::Campaigns(campaigns) => counted(*campaigns, "campaign"),
        Note::Flag(meaning, campaigns) => format!("{meaning}: {}", text::count(*campaigns as i64)),
    }
}
