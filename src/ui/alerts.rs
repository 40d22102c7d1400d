//! The log of alerts: what was told by day, the newest first, and the chosen line in full; where nothing was told, what
//! alerts there are, or how one is defined.
//!
//! ```text
//! ╭ Alerts ──────────────────────────────────────────────────────────────────────────── told 2 times · 2 alerts ╮
//! │ Thu 26 Nov ──────────────────────────────────────────────────────────────────────────────────────────────── │
//! │ ▸ 16:25  Failing  134  Truck accident retainer signature …  screen, bell                                    │
//! │   14:50  Waiting  101  Depo follow-up                       command failed                                  │
//! │ ─────────────────────────────────────────────────────────────────────────────────────────────────────────── │
//! │ Thu 26 Nov 16:25 · Failing: 134 Truck accident retainer signature reminder (FL), which has matched since    │
//! │ 15:50. Told by screen 4711: screen, bell. It asks for failed%:>40 for 30m open.                             │
//! ╰─────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::happened::day_line;
use super::layout::spot;
use super::paragraph;
use super::popup::{self, Page};
use super::text;
use super::theme::{Role, Theme};
use crate::app::alerts::{AlertsView, State};
use crate::app::geometry::{Spot, Target};
use crate::app::model::Model;
use crate::domain::alert::Told;
use crate::domain::count::counted;
use crate::domain::failure::sentence;
use crate::domain::happened::{clock_words, when};
use crate::domain::record::Second;
use crate::domain::shown::Shown;
use crate::domain::time::Zone;

const WIDEST: u16 = 130;
/// From how many columns on a campaign's name and the ways stand in its line.
const NAMED: usize = 66;
/// The widest names there: of alerts, and of campaigns.
const ALERT: usize = 20;
const NAME: usize = 56;
/// The lines that tell the chosen one in full, and the rule above them.
const FOOT: u16 = 4;
/// An alert as it is written.
const SAMPLE: [&str; 5] = [
    "[[alert]]",
    "name = \"Failing\"",
    "when = \"failed%:>40 calls:>=50\"",
    "for = \"30m open\"",
    "say = [\"screen\", \"bell\"]",
];

/// A line of the list.
enum Row<'t> {
    Day(Second),
    Told(usize, &'t Told),
}

/// Draws the log over `area`; its lines answer to clicks.
pub fn draw(
    model: &Model,
    view: &AlertsView,
    theme: Theme,
    area: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    if view.told().is_empty() {
        let lines = empty(model, view, theme, usize::from(wide));
        let inner = popup::open(theme, "Alerts", &note(model, view), wide, lines.len(), area, buf);
        return popup::page(&lines, 0, inner, buf);
    }
    let zone = model.context.prefs.zone;
    let rows = rows(view, zone);
    let inner = popup::open(theme, "Alerts", &note(model, view), wide, rows.len() + usize::from(FOOT), area, buf);
    // A low screen has no line for the rule.
    let foot = match inner.height {
        height if usize::from(height) >= rows.len() + usize::from(FOOT) => FOOT,
        ..8 => 0,
        8..14 => FOOT - 1,
        _ => FOOT,
    };
    let list = Rect { height: inner.height.saturating_sub(foot), ..inner };
    let (height, width) = (usize::from(list.height), usize::from(list.width));
    let chosen_row = rows.iter().position(|row| matches!(row, Row::Told(at, _) if *at == view.choice)).unwrap_or(0);
    let end = rows.len().saturating_sub(height);
    // With its day above it.
    let top = (chosen_row + 1).saturating_sub(height).min(chosen_row.saturating_sub(1)).min(end);
    let columns = Columns::of(view.told(), width);
    for (y, row) in rows.iter().skip(top).take(height).enumerate() {
        let place = text::row(list, y as u16);
        match row {
            Row::Day(at) => text::put(buf, place, &day_line(theme, *at, zone, width)),
            Row::Told(at, told) => {
                let chosen = *at == view.choice;
                text::put(buf, place, &columns.line(told, chosen, theme, zone));
                spots.extend(spot(place, 0, width, Target::Entry(*at)));
            }
        }
    }
    popup::draw_cut(theme, (top, end.saturating_sub(top)), inner, area, buf);
    if foot > 0 {
        let place = Rect { y: list.bottom(), height: foot, ..inner };
        if foot == FOOT {
            text::put(buf, place, &theme.line("─".repeat(width), Role::Border));
        }
        let words = Rect { y: place.bottom() - (FOOT - 1), height: FOOT - 1, ..place };
        popup::scrolled(&in_full(model, view, theme, width), 0, words, buf);
    }
    Page { lines: list, first: top, place: popup::around(inner, buf), ..Page::default() }
}

/// How often something was told, and of how many alerts.
fn note(model: &Model, view: &AlertsView) -> String {
    let alerts = counted(model.context.alerts.len(), "alert");
    match view.told().len() {
        0 if model.context.alerts.is_empty() => String::new(),
        0 => alerts,
        told => format!("told {} · {alerts}", counted(told, "time")),
    }
}

fn rows(view: &AlertsView, zone: Zone) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut day = None;
    for (at, told) in view.told().iter().enumerate() {
        let of_told = told.at.moment().map(|moment| zone.today(moment));
        if day != Some(of_told) {
            day = Some(of_told);
            rows.push(Row::Day(told.at));
        }
        rows.push(Row::Told(at, told));
    }
    rows
}

/// How wide each column is.
struct Columns {
    width: usize,
    alert: usize,
    id: usize,
    name: usize,
    /// Nothing where there is no room for how it was told.
    ways: usize,
}

impl Columns {
    fn of(told: &[Told], width: usize) -> Self {
        let most = |width: fn(&Told) -> usize| told.iter().map(width).max().unwrap_or(0);
        let alert = most(|told| text::width(Shown::new(&told.alert).as_str())).min(ALERT).min(width / 3);
        let id = most(|told| told.campaign.to_string().len());
        let name = most(|told| text::width(name(told))).min(NAME);
        let ways = if width < NAMED { 0 } else { most(|told| ways(told).len()) };
        Self { width, alert, id, name, ways }
    }

    fn line(&self, told: &Told, chosen: bool, theme: Theme, zone: Zone) -> Line<'static> {
        let role = |role| if chosen { Role::Strong } else { role };
        let Self { width, alert, id, name: room_of_name, ways: room_of_ways } = *self;
        let cell = |words: &str, room: usize| {
            let words = text::fit(words, room).into_owned();
            let gap = room.saturating_sub(text::width(&words));
            words + &" ".repeat(gap)
        };
        let mut line = Line::from(vec![
            Span::raw(if chosen { "▸ " } else { "  " }),
            theme.span(clock_words(told.at, zone), role(Role::Dim)),
            Span::raw("  "),
            theme.span(cell(Shown::new(&told.alert).as_str(), alert), role(Role::Warning)),
            theme.span(format!("  {:>id$}  ", told.campaign), role(Role::Dim)),
        ]);
        let name = name(told);
        let room = width.saturating_sub(line.width());
        if room_of_ways == 0 {
            line.push_span(theme.span(cell(name, room), role(Role::Text)));
        } else {
            let room = room.saturating_sub(room_of_ways + 2).min(room_of_name);
            line.push_span(theme.span(cell(name, room), role(Role::Text)));
            let way_role = if told.failure.is_some() { Role::Alert } else { Role::Dim };
            line.push_span(theme.span(format!("  {}", ways(told)), role(way_role)));
        }
        if chosen { popup::chosen(line, theme, width) } else { line }
    }
}

fn name(told: &Told) -> &str {
    told.name.as_ref().map_or("–", Shown::as_str)
}

/// How it was told: `screen, bell`, `command failed`.
fn ways(told: &Told) -> String {
    if told.failure.is_some() { format!("{} failed", told.ways) } else { told.ways.to_string() }
}

/// The chosen one in full.
fn in_full(model: &Model, view: &AlertsView, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let Some(told) = view.chosen() else { return Vec::new() };
    let zone = model.context.prefs.zone;
    let who = told.name.as_ref().map_or_else(String::new, |name| format!(" {}", name.as_str()));
    let since = match told.since {
        since if since == told.at => String::new(),
        since => format!(", which has matched since {}", when(since, zone)),
    };
    let asks = model.context.alerts.iter().find(|alert| alert.name == told.alert);
    let asks = asks.map_or_else(
        || "The alert is not in the configuration any more.".to_owned(),
        |alert| format!("It asks for {}.", alert.asked_for()),
    );
    let failed = told.failure.as_ref().map_or_else(String::new, |why| format!(" Its command did not work: {why}."));
    let words = format!(
        "{} · {}: {}{who}{since}. Told by {}: {}.{failed} {asks}",
        when(told.at, zone),
        Shown::new(&told.alert).as_str(),
        told.campaign,
        told.by,
        told.ways
    );
    text::wrap(&words, width, usize::from(FOOT - 1)).into_iter().map(|line| theme.line(line, Role::Text)).collect()
}

/// What stands where nothing was told.
fn empty(model: &Model, view: &AlertsView, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |words: &str, role| {
        lines.extend(paragraph::wrapped(theme, words, role, width));
    };
    let alerts = &model.context.alerts;
    match &view.state {
        State::Failed(why) => {
            say(&format!("The log could not be read: {} Esc and ! try again.", sentence(why)), Role::Warning);
        }
        State::Wanted | State::Asked => say("Reading the record …", Role::Dim),
        State::Told if alerts.is_empty() => {
            say(
                "No alert is defined. One is a few lines of the configuration (kaytop paths says where that is):",
                Role::Text,
            );
            say("", Role::Text);
            for line in SAMPLE {
                say(line, Role::Strong);
            }
            say("", Role::Text);
            say("It takes effect at the next start. kaytop alerts test NAME shows that its ways work.", Role::Dim);
        }
        State::Told => {
            say("Nothing was told yet.", Role::Text);
            for alert in alerts {
                let name = Shown::new(&alert.name);
                say(&format!("{}: {}, told by {}", name.as_str(), alert.asked_for(), alert.say), Role::Dim);
            }
        }
    }
    if let (Some(why), false) = (model.context.record.unkept(), alerts.is_empty()) {
        say(
            &format!("Nothing is recorded ({why}): this window tells for itself, and forgets with its end."),
            Role::Warning,
        );
    }
    lines
}
