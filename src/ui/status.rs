//! Freshness and budget in full: exact ages, countdowns, counts, the last failures. The dashboard itself shows them
//! coarsely, so that it is quiet at rest; this overlay moves every second.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::header::{endpoint_word, mode_word};
use super::popup::{self, Page};
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::app::poll::{Endpoint, State, Why};
use crate::app::remote::Remote;
use crate::domain::time;

/// Draws the overlay.
pub fn draw(model: &Model, theme: Theme, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    let connection = &model.connection;
    let mut lines = vec![
        entry(theme, "host", format!("{} ({})", connection.host.as_str(), mode_word(connection.mode))),
        entry(theme, "key from", connection.key_source.clone()),
        entry(theme, "clock", format!("{}, zone {}", clock(model), model.prefs.zone.name())),
    ];
    for (endpoint, remote) in [(Endpoint::Campaigns, &model.campaigns), (Endpoint::Settings, &model.settings)] {
        lines.push(Line::default());
        lines.push(Line::styled(endpoint_word(endpoint), theme.style(Role::Title)));
        lines.extend(endpoint_lines(model, theme, endpoint, remote));
    }
    lines.push(Line::default());
    let budget = model.poll.left(model.now.mono);
    lines.push(Line::styled("budget", theme.style(Role::Title)));
    lines.push(entry(theme, "left", format!("{} of {} requests this hour", budget.remaining, budget.limit)));
    lines.push(entry(theme, "rhythm", model.poll.rhythm().to_string()));
    lines.push(entry(theme, "reserve", format!("{} requests are kept for creating", model.poll.reserve())));
    lines.push(entry(theme, "log", model.prefs.log.clone()));
    let wide = lines.iter().map(Line::width).max().unwrap_or_default().max(44) as u16;
    let inner = popup::open(theme, "Freshness and budget", "Esc closes", wide, lines.len(), area, buf);
    popup::page(&lines, scroll, inner, buf)
}

fn endpoint_lines(model: &Model, theme: Theme, endpoint: Endpoint, remote: &Remote) -> Vec<Line<'static>> {
    let age = match remote.loaded {
        Some(at) => {
            format!("{}, {} ago", time::format_clock(at.wall, model.prefs.zone), time::exact(ago(model, at.mono)))
        }
        None => "never received".to_owned(),
    };
    let mut lines = vec![entry(theme, "received", age), entry(theme, "next", next(model, endpoint))];
    if let Some((at, failure)) = &remote.failure {
        let when = time::format_clock(at.wall, model.prefs.zone);
        lines.push(entry(theme, "failed", format!("{when}: {}", failure.happened())));
        lines.push(entry(theme, "", failure.advice().to_owned()));
    }
    lines
}

fn next(model: &Model, endpoint: Endpoint) -> String {
    match model.poll.state(endpoint) {
        State::InFlight { since } => format!("asked {} ago, no answer yet", time::exact(ago(model, since))),
        State::Waiting { until, why } => {
            let wait = time::exact(until.saturating_sub(model.now.mono));
            format!("in {wait} at {}{}", model.clock_at(until), why_words(why))
        }
        State::Stopped { status } => format!("stopped: the key was refused ({status}); r tries again"),
        State::Frozen => "frozen; f asks again".to_owned(),
        State::Off => "off; r asks once".to_owned(),
    }
}

fn why_words(why: Why) -> &'static str {
    match why {
        Why::Rhythm => "",
        Why::Retry => ", a quick retry",
        Why::Breaker => ", after several failures in a row",
        Why::RateLimited => ", as the server asked",
        Why::Budget => ", when requests come back",
    }
}

fn ago(model: &Model, mono: std::time::Duration) -> std::time::Duration {
    model.now.mono.saturating_sub(mono)
}

fn clock(model: &Model) -> String {
    time::format_clock(model.now.wall, model.prefs.zone)
}

fn entry(theme: Theme, label: &'static str, value: String) -> Line<'static> {
    Line::from(vec![Span::styled(format!("{label:<10}"), theme.style(Role::Dim)), Span::raw(value)])
}
