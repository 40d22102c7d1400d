//! The business hours: the clients' local day as one bar, and where each US zone's clock stands on it.
//!
//! ```text
//! ╭─ Business hours · clients' local time · company defaults ───────────────────────────── open in 6 of 7 ─╮
//! │ hour        08    09    10    11    12    13    14    15    16    17    18    19    20    21           │
//! │ slots       ░░░░░░██████████████████░░░░░░████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░             │
//! │             closed open 09:00–12:00 closed open 13:00–17:00       closed                                │
//! │ now                     ●HI   ●AK   ○PT   ●MT/AZ ●CT  ●ET                                               │
//! │ zones ● open until 17:00 · ET 15:02 CT 14:02 MT 13:02 AZ 13:02  ○ opens at 13:00 · PT 12:02 …           │
//! ╰─────────────────────────────────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! The words under the slots stand only where the box is high enough.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::popup;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::hours;
use crate::domain::settings::CompanyHours;
use crate::domain::time::{self, Moment, TimeOfDay};
use crate::domain::timeline::{Band, Basis, Timeline, ZoneNow};

/// The hours of the one-line bar, and those of the box's axis, which has one more at either end.
const FRAME: (u16, u16) = (hours::FRAME.start.minutes() / 60, hours::FRAME.end.minutes() / 60);
const AXIS: (u16, u16) = (FRAME.0 - 1, FRAME.1 + 1);
const LABEL: u16 = 7;

pub fn of(model: &Model) -> Timeline {
    Timeline::new(&model.context.company.hours, model.context.moment())
}

pub fn draw_box(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let timeline = of(model);
    let mut title = format!("Business hours · clients’ local time · {}", timeline.basis.words());
    for note in timeline.notes() {
        title = format!("{title} · {note}");
    }
    let old = model.context.is_old(Endpoint::Settings);
    if let Some(loaded) = model.context.settings.loaded.filter(|_| old) {
        title = format!("{title} · as of {}", time::format_clock_minute(loaded.wall, model.context.prefs.zone));
    }
    let inner = popup::frame(theme, &title, &timeline.summary(), area, buf);
    let room = inner.width.saturating_sub(LABEL + 1);
    let scale = Scale::new(AXIS, room);
    let mut lanes = vec![
        ("hour", theme.line(axis(scale), Role::Dim)),
        ("slots", slots(&timeline, theme, scale)),
        (if model.context.past.is_shown() { "then" } else { "now" }, marks(&timeline, theme, scale)),
        ("zones", lights(&timeline, theme, usize::from(room))),
    ];
    if usize::from(inner.height) > lanes.len() {
        lanes.insert(2, ("", theme.line(band_words(&timeline, scale), Role::Dim)));
    }
    for (y, (label, lane)) in lanes.iter().enumerate() {
        let line = text::row(inner, y as u16);
        text::put(buf, line, &theme.line(format!(" {label}"), Role::Dim));
        let room = Rect { x: line.x + LABEL.min(line.width), width: line.width.saturating_sub(LABEL), ..line };
        text::put(buf, room, lane);
    }
    if old {
        popup::age(theme, inner, buf);
    }
}

/// One line: the frame as a bar if there is room, and the lights.
pub fn draw_line(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let timeline = of(model);
    let lights = lights(&timeline, theme, usize::from(area.width.saturating_sub(2)));
    let hours = FRAME.1 - FRAME.0;
    let room = area.width.saturating_sub(lights.width() as u16 + 4 + 6);
    let columns = (room / hours).min(3);
    let mut line = Line::raw(" ");
    if timeline.basis == Basis::Unknown {
        line.push_span(theme.span("hours unknown  ", Role::Dim));
    } else if columns > 0 {
        line.push_span(theme.span(format!("{:02} ", FRAME.0), Role::Dim));
        line.extend(slots(&timeline, theme, Scale { from: FRAME.0, to: FRAME.1, columns }));
        line.push_span(theme.span(format!(" {:02}  ", FRAME.1), Role::Dim));
    }
    line.extend(lights);
    text::put(buf, area, &line);
    if model.context.is_old(Endpoint::Settings) {
        popup::age(theme, area, buf);
    }
}

/// The frame as a bar of at most `room` columns, with the slots of `hours` on it: `08 ░░██████ 21`.
pub fn strip(hours: &CompanyHours, moment: Moment, theme: Theme, room: u16) -> Line<'static> {
    let columns = (room.saturating_sub(6) / (FRAME.1 - FRAME.0)).clamp(1, 3);
    let mut line = theme.line(format!("{:02} ", FRAME.0), Role::Dim);
    line.extend(slots(&Timeline::new(hours, moment), theme, Scale { from: FRAME.0, to: FRAME.1, columns }));
    line.push_span(theme.span(format!(" {:02}", FRAME.1), Role::Dim));
    line
}

/// The lights of `hours` at a moment, in at most `room` columns where they fit: `● open until 12:00 · ET 10:00`.
pub fn lights_at(hours: &CompanyHours, moment: Moment, theme: Theme, room: usize) -> Line<'static> {
    lights(&Timeline::new(hours, moment), theme, room)
}

/// The lights in the fewest columns: `● ET CT ○ PT AK HI`.
pub fn folded(model: &Model, theme: Theme) -> Line<'static> {
    let timeline = of(model);
    let mut line = Line::default();
    for state in [Some(true), Some(false), None] {
        let zones: Vec<_> = timeline.zones.iter().filter(|zone| state_of(zone) == state).collect();
        if !zones.is_empty() {
            line.push_span(light(state, theme));
        }
        for zone in zones {
            line.push_span(Span::raw(format!(" {}", zone.zone.short)));
        }
        line.push_span(Span::raw(" "));
    }
    line
}

/// Maps times of day to columns.
#[derive(Clone, Copy)]
struct Scale {
    from: u16,
    to: u16,
    /// Columns per hour.
    columns: u16,
}

impl Scale {
    fn new((from, to): (u16, u16), room: u16) -> Self {
        Self { from, to, columns: (room / (to - from)).max(1) }
    }

    /// The column of a time, clamped to the axis.
    fn column(self, time: TimeOfDay) -> usize {
        let minutes = time.minutes().clamp(self.from * 60, self.to * 60 - 1) - self.from * 60;
        usize::from(minutes * self.columns / 60)
    }

    /// Whether a time lies on the axis.
    fn shows(self, time: TimeOfDay) -> bool {
        (self.from * 60..self.to * 60).contains(&time.minutes())
    }

    fn time(self, column: u16) -> Option<TimeOfDay> {
        let minutes = self.from * 60 + column * 60 / self.columns;
        TimeOfDay::from_hm(minutes / 60, minutes % 60)
    }

    fn width(self) -> u16 {
        (self.to - self.from) * self.columns
    }
}

/// The hours of the axis: each, or every third if there are few columns.
fn axis(scale: Scale) -> String {
    let columns = usize::from(scale.columns);
    let every = if columns >= 3 { 1 } else { 3 };
    let labels: Vec<String> = (scale.from..scale.to)
        .map(|hour| if hour > scale.from && hour.is_multiple_of(every) { format!("{hour:02}") } else { String::new() })
        .map(|label| format!("{label:<columns$}"))
        .collect();
    labels.concat()
}

/// The bar as runs of one band: the band, the time at its start, and how many columns it takes.
fn runs(timeline: &Timeline, scale: Scale) -> Vec<(Band, TimeOfDay, usize)> {
    let mut runs: Vec<(Band, TimeOfDay, usize)> = Vec::new();
    for time in (0..scale.width()).filter_map(|column| scale.time(column)) {
        let band = timeline.band(time);
        match runs.last_mut() {
            Some((last, _, columns)) if *last == band => *columns += 1,
            _ => runs.push((band, time, 1)),
        }
    }
    runs
}

fn slots(timeline: &Timeline, theme: Theme, scale: Scale) -> Line<'static> {
    let spans = runs(timeline, scale).into_iter().map(|(band, _, columns)| {
        let (glyph, role) = match band {
            Band::Night => (" ", Role::Text),
            // Closed is not claimed where nothing is known.
            Band::Frame if timeline.basis == Basis::Unknown => (" ", Role::Text),
            // Without slots of the company's own, the frame is what the lights go by.
            Band::Frame if timeline.basis == Basis::Frame => ("░", Role::Open),
            Band::Frame => ("░", Role::Closed),
            Band::Slot => ("█", Role::Open),
            Band::Barred => ("▒", Role::Barred),
        };
        theme.span(glyph.repeat(columns), role)
    });
    spans.collect()
}

/// Words under the start of each run of the bar, if they fit there.
fn band_words(timeline: &Timeline, scale: Scale) -> String {
    let known = timeline.basis != Basis::Unknown;
    let words = runs(timeline, scale).into_iter().map(|(band, start, columns)| {
        let slot = timeline.hours.slots().iter().find(|slot| slot.contains(start));
        let words = match (band, slot) {
            (Band::Slot, Some(slot)) => format!("open {}–{}", slot.start, slot.end),
            (Band::Barred, _) => "no calls".to_owned(),
            (Band::Frame, _) if known && !timeline.hours.slots().is_empty() => "closed".to_owned(),
            _ => String::new(),
        };
        let words = if text::width(&words) < columns { words } else { String::new() };
        let gap = columns - text::width(&words);
        format!("{words}{}", " ".repeat(gap))
    });
    words.collect()
}

/// Each zone's light and name at its clock time; zones in the same column are joined. Those outside the axis stand at its
/// ends, with an arrow, if there is room.
fn marks(timeline: &Timeline, theme: Theme, scale: Scale) -> Line<'static> {
    let mut line = Line::default();
    // From west to east, as the day grows to the right.
    let (inside, outside): (Vec<&ZoneNow>, Vec<&ZoneNow>) =
        timeline.zones.iter().rev().partition(|zone| scale.shows(zone.now.time));
    let (early, late): (Vec<&ZoneNow>, Vec<&ZoneNow>) =
        outside.into_iter().partition(|zone| scale.column(zone.now.time) == 0);
    let names = |zones: &[&ZoneNow]| zones.iter().map(|zone| zone.zone.short).collect::<Vec<_>>().join(" ");
    let first = inside.first().map_or(usize::from(scale.width()), |zone| scale.column(zone.now.time));
    let west = format!("← {}", names(&early));
    if !early.is_empty() && text::width(&west) < first {
        line.push_span(theme.span(west, Role::Dim));
    }
    for group in inside.chunk_by(|a, b| scale.column(a.now.time) == scale.column(b.now.time)) {
        let Some(zone) = group.first() else { continue };
        let used = line.width();
        let gap = scale.column(zone.now.time).saturating_sub(used).max(usize::from(used > 0));
        line.push_span(Span::raw(" ".repeat(gap)));
        line.push_span(light(state_of(zone), theme));
        let names: Vec<_> = group.iter().rev().map(|zone| zone.zone.short).collect();
        line.push_span(theme.span(names.join("/"), Role::Strong));
    }
    let east = format!("{} →", names(&late));
    let gap = usize::from(scale.width()).saturating_sub(line.width() + text::width(&east));
    if !late.is_empty() && gap > 0 {
        line.push_span(theme.span(format!("{}{east}", " ".repeat(gap)), Role::Dim));
    }
    line
}

fn state_of(zone: &ZoneNow) -> Option<bool> {
    zone.light.map(|_| zone.is_open())
}

fn light(open: Option<bool>, theme: Theme) -> Span<'static> {
    match open {
        Some(true) => theme.span("●", Role::Open),
        Some(false) => theme.span("○", Role::Text),
        None => theme.span(text::UNKNOWN, Role::Dim),
    }
}

/// The zones, grouped by when they open or close: `● open until 17:00 · ET 15:02 CT 14:02`, where that has no room
/// `● to 17:00 ET 15:02 CT 14:02`, and at last without the clock times.
fn lights(timeline: &Timeline, theme: Theme, room: usize) -> Line<'static> {
    let wordings = [(false, true), (true, true)].map(|(short, clocks)| grouped(timeline, theme, short, clocks));
    let fits = wordings.into_iter().find(|line| line.width() <= room);
    fits.unwrap_or_else(|| grouped(timeline, theme, true, false))
}

fn grouped(timeline: &Timeline, theme: Theme, short: bool, clocks: bool) -> Line<'static> {
    let mut line = Line::default();
    let mut last: Option<String> = None;
    for zone in &timeline.zones {
        let until = if short { zone.until() } else { format!("{} ·", zone.standing()) };
        if last.as_ref() != Some(&until) {
            if last.is_some() {
                line.push_span(Span::raw("  "));
            }
            line.push_span(light(state_of(zone), theme));
            if zone.light.is_some() {
                line.push_span(theme.span(format!(" {until}"), Role::Dim));
            }
            last = Some(until);
        }
        line.push_span(theme.span(format!(" {}", zone.zone.short), Role::Strong));
        if clocks {
            line.push_span(Span::raw(format!(" {}", zone.now.time)));
        }
    }
    line
}
