//! Freshness and budget in full: exact ages, countdowns, counts, the last failures. The dashboard shows them coarsely, so
//! that it is still at rest; this overlay moves every second.
//!
//! ```text
//! ╭─ Freshness and budget ───────────────────────── 14:02:31 CST ─╮
//! │ Campaigns, every 30 s                                         │
//! │ received  14:02:05, 26 s ago                                  │
//! │ next      in 4 s, at 14:02:35                                 │
//! │                                                               │
//! │ Requests                                                      │
//! │ sent      61 in the last hour, by this window                 │
//! │ left      439 of 500  ━━━━━━━━━━━━━━━━━╾──                    │
//! ╰───────────────────────────────────────────────────────────────╯
//! ```

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::paragraph;
use super::popup::{self, Page, Place};
use super::text;
use super::theme::{Role, Theme};
use crate::app::connection::Mode;
use crate::app::model::Model;
use crate::app::poll::rhythm::Rhythm;
use crate::app::poll::{Endpoint, State, Why};
use crate::app::record::Record;
use crate::app::remote::Incident;
use crate::domain::count::{counted, plural};
use crate::domain::failure::sentence;
use crate::domain::{time, zones};

const WIDEST: u16 = 76;
/// Columns of the labels.
const LABEL: usize = 10;
const GAUGE: usize = 20;

pub fn draw(model: &Model, theme: Theme, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    let width = usize::from(popup::room(area.width).min(WIDEST));
    let words = Words { model, theme, width };
    let mut lines = words.lines(true);
    if lines.len() + 2 > usize::from(area.height) {
        lines = words.lines(false);
    }
    let now = format!(
        "{} {}",
        time::format_clock(model.context.now.wall, model.context.prefs.zone),
        zones::place(model.context.prefs.zone, model.context.now.wall)
    );
    let place = Place { theme, title: "Freshness and requests", note: &now, wide: width as u16, area };
    popup::reader(place, &lines, scroll, buf)
}

struct Words<'m> {
    model: &'m Model,
    theme: Theme,
    width: usize,
}

impl Words<'_> {
    /// All sections, with a blank line between them if `roomy`.
    fn lines(&self, roomy: bool) -> Vec<Line<'static>> {
        let sections = [
            (self.rhythm(), [self.endpoint(Endpoint::Campaigns), self.unreadable(), self.odd()].concat()),
            ("Settings".to_owned(), self.endpoint(Endpoint::Settings)),
            ("Requests".to_owned(), self.requests()),
            ("Last failures".to_owned(), self.failures()),
            ("Connection".to_owned(), self.connection()),
        ];
        let mut lines = Vec::new();
        for (title, section) in sections {
            if roomy && !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(self.theme.line(title, Role::Title));
            lines.extend(section);
        }
        lines
    }

    fn entry(&self, label: &str, value: &str) -> Vec<Line<'static>> {
        paragraph::labelled(self.theme, label, value, Role::Text, LABEL, self.width)
    }

    fn endpoint(&self, endpoint: Endpoint) -> Vec<Line<'static>> {
        let received = match self.model.context.remote(endpoint).loaded {
            Some(at) => format!("{}, {} ago", self.clock(at.wall), time::exact(self.since(at.mono))),
            None => "not yet".to_owned(),
        };
        [self.entry("received", &received), self.entry("next", &self.next(endpoint))].concat()
    }

    /// How many rows could not be read and are missing.
    fn unreadable(&self) -> Vec<Line<'static>> {
        match self.model.context.store.unreadable() {
            0 => Vec::new(),
            n => self.entry("left out", &format!("{}: no object, or no whole number as id", counted(n, "row"))),
        }
    }

    /// What is odd about the list even though it could be read.
    fn odd(&self) -> Vec<Line<'static>> {
        let rows = self.model.context.store.total();
        let repeated = match self.model.context.store.repeated() {
            0 => Vec::new(),
            ids => {
                let words = format!(
                    "{} more than once in {}; each counts once",
                    plural(ids, "id comes", "ids come"),
                    counted(rows, "row")
                );
                self.entry("repeated", &words)
            }
        };
        let grown = match self.model.listed.grown_from() {
            Some(from) => {
                let now = text::count(self.model.context.store.distinct() as i64);
                self.entry("grown", &format!("{now} campaigns, {} in the list before", text::count(from as i64)))
            }
            None => Vec::new(),
        };
        [repeated, grown].concat()
    }

    fn next(&self, endpoint: Endpoint) -> String {
        let model = self.model;
        match model.context.poll.state(endpoint) {
            State::InFlight { since } => format!("asked {} ago, no answer yet", time::exact(self.since(since))),
            State::Waiting { until, why } => {
                let wait = time::exact(until.saturating_sub(model.context.now.mono));
                format!("in {wait}, at {}{}", model.context.clock_at(until), why_words(why))
            }
            State::Stopped { status } => format!("stopped: the key was refused ({status}); r tries again"),
            State::Frozen => "frozen; f asks again".to_owned(),
            State::Off => "off; r asks once".to_owned(),
        }
    }

    /// The heading of the campaigns: how often they are asked for.
    fn rhythm(&self) -> String {
        let poll = &self.model.context.poll;
        match (poll.slowed(), poll.rhythm()) {
            (Some(pace), _) => format!("Campaigns, every {} to save requests", time::exact(pace)),
            (None, Rhythm::OFF) => "Campaigns, on demand".to_owned(),
            (None, rhythm) => format!("Campaigns, {rhythm}"),
        }
    }

    fn requests(&self) -> Vec<Line<'static>> {
        let (poll, now) = (&self.model.context.poll, self.model.context.now.mono);
        let (left, sent) = (poll.left(now), poll.sent_this_hour(now));
        let share = f64::from(left.remaining) / f64::from(left.limit.max(1));
        let count = |n: u32| text::count(i64::from(n));
        let mut gauge = self.entry("left", &format!("{} of {}", count(left.remaining), count(left.limit)));
        if let Some(line) = gauge.last_mut().filter(|line| line.width() + GAUGE + 2 <= self.width) {
            line.push_span(Span::raw("  "));
            line.extend(text::gauge(share, GAUGE, self.theme.style(Role::Text), self.theme.style(Role::Faint)));
        }
        let mut lines =
            [self.entry("sent", &format!("{} in the last hour, by this window", count(sent))), gauge].concat();
        if let Some(at) = poll.resets_at(now) {
            let wait = time::exact(at.saturating_sub(now));
            lines.extend(self.entry("renewed", &format!("in {wait}, at {}", self.model.context.clock_at(at))));
        }
        lines.extend(self.entry("reserve", &format!("polling leaves {} for creating campaigns", poll.reserve())));
        lines
    }

    fn failures(&self) -> Vec<Line<'static>> {
        if self.model.incidents.newest_first().len() == 0 {
            return vec![self.theme.line("none since the start", Role::Dim)];
        }
        self.model.incidents.newest_first().flat_map(|incident| self.incident(incident)).collect()
    }

    /// When, what, how often; and while it lasts, what to do.
    fn incident(&self, incident: &Incident) -> Vec<Line<'static>> {
        let lasting =
            self.model.context.remote(incident.endpoint).failure.as_ref().is_some_and(|(at, _)| *at == incident.last);
        let what = match incident.endpoint {
            Endpoint::Campaigns => String::new(),
            Endpoint::Settings => "settings: ".to_owned(),
        };
        let often = match incident.times {
            1 => String::new(),
            times => format!(" ({times} times since {})", self.clock(incident.first.wall)),
        };
        let said = format!("{what}{}{often}", incident.failure.happened());
        let advice = if lasting { incident.failure.advice() } else { "" };
        let words = format!("{} {advice}", sentence(&said));
        let role = if lasting { Role::Alert } else { Role::Text };
        paragraph::labelled(self.theme, &self.clock(incident.last.wall), words.trim_end(), role, LABEL, self.width)
    }

    fn connection(&self) -> Vec<Line<'static>> {
        let connection = &self.model.context.connection;
        [
            self.entry("host", &format!("{} ({})", connection.host.as_str(), connection.mode.word())),
            self.entry("key from", &connection.key_source),
            self.entry("zone", self.model.context.prefs.zone.name()),
            self.entry("log", &self.model.context.prefs.log),
            self.record(),
        ]
        .concat()
    }

    fn record(&self) -> Vec<Line<'static>> {
        match &self.model.context.record {
            Record::On if self.model.context.connection.mode == Mode::Sandbox => {
                self.entry("record", "practice: 15 days made up at the start, then every reading; gone at the end")
            }
            Record::On => self.entry("record", "every reading, as far as it says something new"),
            Record::Failing(why) => self.entry("record", &format!("none: {why}; each reading tries again")),
            Record::Off(why) => self.entry("record", &format!("none: {why}")),
            Record::Unwanted => Vec::new(),
        }
    }

    fn clock(&self, moment: time::Moment) -> String {
        time::format_clock(moment, self.model.context.prefs.zone)
    }

    fn since(&self, mono: Duration) -> Duration {
        self.model.context.now.mono.saturating_sub(mono)
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
