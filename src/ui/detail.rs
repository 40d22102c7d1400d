//! One campaign, whole, over everything between the header and the status line.
//!
//! ```text
//!  [Overview]  Raw JSON                                                                           ( 143 of 143 )
//! ╭─ Identity ───────────────────────────────╮╭─ Outcome of 132 calls ───────────────────────────────────────────╮
//! │ id        1                              ││ ok              85  64.4%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━         │
//! │ name      Outreach Campaign              ││ failed          35  26.5%  ━━━━━━━━━━━━                          │
//! │ agent     abc_123                        ││ pending         12   9.1%  ━━━━ no outcome reported yet          │
//! │ list      123                            ││                                                                  │
//! │ origin    public_api                     ││ success     70.8%  ━━━━━━━━━━━━━━──────  of 120 finished         │
//! │ edited by – no edit reported             ││ verdict     not clearly apart from all others: theirs 64.1%      │
//! │                                          ││ 95 % range  62.2–78.2%  the true rate probably lies here         │
//! │                                          ││ vendor      70.8% [match]                                        │
//! │                                          ││ conversion  42.1%  of clients called                             │
//! │                                          ││ sentiment   0.76  its scale is not documented                    │
//! ╰──────────────────────────────────────────╯╰──────────────────────────────────────────────────────────────────╯
//! ```
//!
//! Below stand what is said of it, how it compares with all that are shown ([`comparison`]) and with the others of its agent and its list
//! ([`siblings`]), and where there is room how its calls went over seven days ([`history`]). Where the
//! boxes do not fit, their contents follow one another on rules, and scroll.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::comparison;
use super::history;
use super::layout::spot;
use super::panel::{NARROW, Panel, Part};
use super::popup::{self, Page};
use super::raw;
use super::siblings;
use super::text;
use super::theme::{Role, Theme};
use crate::app::action::Action;
use crate::app::detail::{Detail, Tab};
use crate::app::geometry::{Spot, Target};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::store::Row;
use crate::domain::time;

/// From this width on, the parts stand in boxes side by side, unless they are too high for the screen.
const BOXES: u16 = 100;
const LEFT: u16 = 44;
/// From this height below the outcome on, a course has room beside others.
const HIGH: u16 = 28;

/// Draws the open campaign. Its tabs, and the keys to its neighbours, answer to clicks.
pub fn draw(model: &Model, detail: &Detail, theme: Theme, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Page {
    Clear.render(area, buf);
    let top = area.height.min(1);
    let body = Rect { y: area.y + top, height: area.height - top, ..area };
    let page = match (model.current(), detail.tab) {
        (Some(row), Tab::Overview) => draw_overview(model, row, theme, detail.scroll, body, buf),
        (Some(row), Tab::History) => history::draw(model, row, theme, detail.scroll, body, buf),
        (Some(row), Tab::Raw) => {
            let inside = popup::inset(body);
            let lines = raw::lines(model, row, theme, usize::from(inside.width));
            popup::page(&lines, detail.scroll, inside, buf)
        }
        (None, _) => draw_gone(model, theme, detail.row.id, body, buf),
    };
    if model.context.is_old(Endpoint::Campaigns) {
        popup::age(theme, body, buf);
    }
    draw_tabs(model, detail, theme, page.cut(), text::row(area, 0), spots, buf);
    Page { place: area, ..page }
}

/// The tabs, the open one in brackets; where in the table the campaign stands; how many lines are above and below.
fn draw_tabs(
    model: &Model,
    detail: &Detail,
    theme: Theme,
    (above, below): (usize, usize),
    area: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) {
    let more = match popup::cut_words(above, below, if area.width < NARROW { 0 } else { usize::from(area.width) }) {
        all if all.is_empty() => all,
        cut if area.width < NARROW => cut + " ",
        cut => cut + "   ",
    };
    let key = |key| theme.span(key, Role::Key);
    let cut = theme.line(more.clone(), Role::Title);
    let mut right = Line::from(vec![
        theme.span(more, Role::Title),
        key("("),
        theme.span(place(model, detail, area.width), Role::Dim),
        key(") "),
    ]);
    let room = |right: &Line<'_>| usize::from(area.width).saturating_sub(right.width() + 2);
    let (left, tabs) = tabs(theme, detail.tab, [room(&right), room(&cut)]);
    spots.extend(tabs.into_iter().filter_map(|(from, width, tab)| spot(area, from, width, Target::Tab(tab))));
    if left.width() + 2 + right.width() > usize::from(area.width) {
        // Where there is no room for the place, what is cut still says so.
        right = cut;
    }
    text::put_both(buf, area, &left, &right);
    if right.spans.len() > 1 {
        let from = usize::from(area.width) - right.width() + right.spans.first().map_or(0, Span::width);
        spots.extend(spot(area, from, 1, Target::Act(Action::PreviousRow)));
        spots.extend(spot(area, usize::from(area.width) - 2, 1, Target::Act(Action::NextRow)));
    }
}

/// The tabs, and where each stands: its first column and its width. They are written as fully as the first of the rooms
/// allows, else the second; where there is too little, only the open one is named.
fn tabs(theme: Theme, open: Tab, rooms: [usize; 2]) -> (Line<'static>, Vec<(usize, usize, Tab)>) {
    let line = |tabs: &[Tab], short: bool| {
        let (mut line, mut places) = (Line::raw(" "), Vec::new());
        for &tab in tabs {
            let title = if short { tab.short() } else { tab.title() };
            let (words, role) = match tab == open {
                true => (format!("[{title}]"), Role::Title),
                false if short => (title.to_owned(), Role::Dim),
                false => (format!(" {title} "), Role::Dim),
            };
            if !places.is_empty() {
                line.push_span(Span::raw(" "));
            }
            places.push((line.width(), text::width(&words), tab));
            line.push_span(theme.span(words, role));
        }
        (line, places)
    };
    let fits = rooms.into_iter().find_map(|room| {
        [false, true].into_iter().map(|short| line(&Tab::ALL, short)).find(|(line, _)| line.width() <= room)
    });
    fits.unwrap_or_else(|| line(&[open], true))
}

/// `3 of 17 in the filter`, to stand between the keys that lead to its neighbours.
fn place(model: &Model, detail: &Detail, width: u16) -> String {
    let shown = text::count(model.context.store.shown() as i64);
    let filtered = !model.list.filter.query.is_everything();
    match model.context.store.rank_of(detail.row) {
        Some(at) if width < NARROW => format!("{}/{shown}", text::count(at as i64 + 1)),
        Some(at) => {
            let of = if filtered { " in the filter" } else { "" };
            format!(" {} of {shown}{of} ", text::count(at as i64 + 1))
        }
        None if model.context.store.get(detail.row).is_some() => " not in the filter ".to_owned(),
        None => " gone ".to_owned(),
    }
}

/// The campaign is no longer there.
fn draw_gone(model: &Model, theme: Theme, id: i64, area: Rect, buf: &mut Buffer) -> Page {
    let context = &model.context;
    let when = context.campaigns.loaded.map(|at| format!(" of {}", time::format_clock(at.wall, context.prefs.zone)));
    let words = if context.past.is_shown() {
        format!("Campaign {id} was not in the list then.")
    } else {
        format!("Campaign {id} is no longer in the list{}.", when.unwrap_or_default())
    };
    let keys = "Esc goes back to the table.";
    let width = usize::from(area.width.saturating_sub(4));
    let mut lines: Vec<Line<'_>> =
        text::wrap_whole(&words, width).into_iter().map(|line| theme.line(line, Role::Strong)).collect();
    lines.push(theme.line(keys, Role::Dim));
    let top = area.height.saturating_sub(lines.len() as u16) / 3;
    for (y, line) in lines.iter().enumerate() {
        text::put_centered(buf, text::row(area, top + y as u16), line);
    }
    Page { lines: area, ..Page::default() }
}

fn draw_overview(model: &Model, row: Row<'_>, theme: Theme, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    if area.width >= BOXES && draw_boxes(model, row, theme, area, buf) {
        return Page { lines: area, ..Page::default() };
    }
    let inside = popup::inset(area);
    let width = usize::from(inside.width);
    let panel = Panel { model, row, theme, width, brief: false };
    let mut parts = vec![panel.identity_line(), panel.outcome(false)];
    if area.width < NARROW {
        // The name is in the header: what the calls came to is what a small screen has to show first.
        parts.reverse();
    }
    if let Some(said) = panel.verdicts() {
        let first = area.width < NARROW && row.needs_you();
        parts.insert(usize::from(!first), said);
    }
    parts.extend(comparison::part(&panel).into_iter().chain(siblings::part(&panel, None)));
    let mut lines = flow(&parts, theme, width, true);
    if lines.len() > usize::from(inside.height) {
        lines = flow(&parts, theme, width, false);
    }
    popup::page(&lines, scroll, inside, buf)
}

/// The parts one below the other, each under a rule; with room, a blank line before each rule.
fn flow(parts: &[Part], theme: Theme, width: usize, roomy: bool) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for part in parts {
        if roomy && !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(popup::rule(theme, &part.title, "", width));
        lines.extend(part.lines.iter().cloned());
    }
    lines
}

/// Draws the parts as boxes; false when they are too high for `area`.
fn draw_boxes(model: &Model, row: Row<'_>, theme: Theme, area: Rect, buf: &mut Buffer) -> bool {
    let left = Rect { width: LEFT, ..area };
    let right = Rect { x: area.x + LEFT, width: area.width - LEFT, ..area };
    let panel =
        |area: Rect| Panel { model, row, theme, width: usize::from(area.width.saturating_sub(4)), brief: false };
    let (identity, outcome) = (panel(left).identity(), panel(right).outcome(true));
    let said = panel(area).verdicts();
    let comparison = comparison::part(&panel(area));
    let boxed = |part: &Part| part.lines.len() as u16 + 2;
    let upper = boxed(&identity).max(boxed(&outcome));
    let fixed = said.as_ref().map_or(0, boxed) + comparison.as_ref().map_or(0, boxed);
    let room = area.height.saturating_sub(upper + fixed);
    // On a high screen the others leave room for the course of the calls.
    let (least, most) = history::BRIEF;
    let course = |height: u16| history::brief(model, row, theme, usize::from(area.width) - 4, usize::from(height) - 2);
    let taken = if room >= HIGH && course(least + 2).is_some() { least + 2 } else { 0 };
    let others = siblings::part(&panel(area), Some(usize::from((room - taken).saturating_sub(2))));
    let lower = [said, comparison, others];
    if upper + lower.iter().flatten().map(boxed).sum::<u16>() > area.height {
        return false;
    }
    draw_part(&identity, theme, Rect { height: upper, ..left }, buf);
    draw_part(&outcome, theme, Rect { height: upper, ..right }, buf);
    let mut y = area.y + upper;
    for part in lower.iter().flatten() {
        draw_part(part, theme, Rect { y, height: boxed(part), ..area }, buf);
        y += boxed(part);
    }
    let left = (area.bottom() - y).min(most + 2);
    if left >= least + 2
        && let Some(course) = course(left)
    {
        draw_part(&course, theme, Rect { y, height: left, ..area }, buf);
    }
    true
}

fn draw_part(part: &Part, theme: Theme, area: Rect, buf: &mut Buffer) {
    let inner = popup::frame(theme, &part.title, "", area, buf);
    popup::scrolled(&part.lines, 0, popup::inset(inner), buf);
}
