//! The business hours: the clients' local day as one bar, and where each US zone's clock stands on it.
//!
//! ```text
//! ┌ Business hours · clients' local time · company defaults ──────────────────────────────── open in 6 of 7 ┐
//! │ hour     07    08    09    10    11    12    13    14    15    16    17    18    19    20    21           │
//! │ slots          ░░░░░░██████████████████░░░░░░████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░             │
//! │ now                        HI    AK    PT    MT/AZ CT    ET                                               │
//! │ zones ● to 17:00 ET 15:02 CT 14:02 MT 13:02 AZ 13:02   ○ at 13:00 PT 12:02   ● to 12:00 AK 11:02 HI 10:02 │
//! └──────────────────────────────────────────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::popup;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::domain::time::TimeOfDay;
use crate::domain::timeline::{Band, Timeline, ZoneNow};

/// The hours the axis of the box spans, and those of the one-line bar.
const AXIS: (u16, u16) = (6, 22);
const FRAME: (u16, u16) = (8, 21);
/// Columns for the names of the lanes.
const LABEL: u16 = 7;

/// The timeline of this moment.
pub fn of(model: &Model) -> Timeline {
    Timeline::new(&model.company.hours, model.now.wall)
}

/// The box with four lanes.
pub fn draw_box(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let timeline = of(model);
    let mut title = format!("Business hours · clients’ local time · {}", timeline.basis.words());
    for note in timeline.notes() {
        title = format!("{title} · {note}");
    }
    let inner = popup::frame(theme, &title, &timeline.summary(), area, buf);
    let lanes: [(&str, Line<'_>); 4] = {
        let scale = Scale::new(AXIS, inner.width.saturating_sub(LABEL + 1));
        [
            ("hour", Line::styled(axis(scale), theme.style(Role::Dim))),
            ("slots", slots(&timeline, theme, scale)),
            ("now", Line::styled(marks(&timeline, scale), theme.style(Role::Strong))),
            ("zones", lights(&timeline, theme, usize::from(inner.width.saturating_sub(LABEL + 1)))),
        ]
    };
    for (y, (label, lane)) in lanes.iter().enumerate() {
        let line = text::row(inner, y as u16);
        text::put(buf, line, &Line::styled(format!(" {label}"), theme.style(Role::Dim)));
        let room = Rect { x: line.x + LABEL.min(line.width), width: line.width.saturating_sub(LABEL), ..line };
        text::put(buf, room, lane);
    }
}

/// One line: the frame as a bar where there is room, and the lights.
pub fn draw_line(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let timeline = of(model);
    let lights = lights(&timeline, theme, usize::from(area.width.saturating_sub(2)));
    let hours = FRAME.1 - FRAME.0;
    let room = area.width.saturating_sub(lights.width() as u16 + 4 + 6);
    let columns = (room / hours).min(3);
    let mut line = Line::raw(" ");
    if columns > 0 {
        line.push_span(Span::styled("08 ", theme.style(Role::Dim)));
        line.extend(slots(&timeline, theme, Scale { from: FRAME.0, to: FRAME.1, columns }));
        line.push_span(Span::styled(" 21  ", theme.style(Role::Dim)));
    }
    line.extend(lights);
    text::put(buf, area, &line);
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

/// Where a time of day stands in columns.
#[derive(Clone, Copy)]
struct Scale {
    from: u16,
    to: u16,
    /// Columns an hour.
    columns: u16,
}

impl Scale {
    fn new((from, to): (u16, u16), room: u16) -> Self {
        Self { from, to, columns: (room / (to - from)).max(1) }
    }

    /// The column of a time, cut to the axis.
    fn column(self, time: TimeOfDay) -> usize {
        let minutes = time.minutes().clamp(self.from * 60, self.to * 60 - 1) - self.from * 60;
        usize::from(minutes * self.columns / 60)
    }

    /// The time at the start of a column.
    fn time(self, column: u16) -> Option<TimeOfDay> {
        let minutes = self.from * 60 + column * 60 / self.columns;
        TimeOfDay::from_hm(minutes / 60, minutes % 60)
    }

    fn width(self) -> u16 {
        (self.to - self.from) * self.columns
    }
}

/// The hours of the axis: each, or every third where the columns are few.
fn axis(scale: Scale) -> String {
    let columns = usize::from(scale.columns);
    let every = if columns >= 3 { 1 } else { 3 };
    let labels: Vec<String> = (scale.from..scale.to)
        .map(|hour| if hour > scale.from && hour.is_multiple_of(every) { format!("{hour:02}") } else { String::new() })
        .map(|label| format!("{label:<columns$}"))
        .collect();
    labels.concat()
}

fn slots(timeline: &Timeline, theme: Theme, scale: Scale) -> Line<'static> {
    let bands = (0..scale.width()).filter_map(|column| scale.time(column)).map(|time| match timeline.band(time) {
        Band::Night => (" ", Role::Text),
        Band::Frame => ("░", Role::Closed),
        Band::Slot => ("█", Role::Open),
        Band::Barred => ("▒", Role::Warning),
    });
    let mut line = Line::default();
    for (glyph, role) in bands {
        line.push_span(Span::styled(glyph, theme.style(role)));
    }
    line
}

/// Each zone's name at its clock time; zones at the same column are joined.
fn marks(timeline: &Timeline, scale: Scale) -> String {
    let mut lane = String::new();
    // From west to east, as the day grows to the right.
    let mut zones = timeline.zones.iter().rev().peekable();
    while let Some(zone) = zones.next() {
        let column = scale.column(zone.now.time);
        let mut label = zone.zone.short.to_owned();
        while let Some(same) = zones.next_if(|next| scale.column(next.now.time) == column) {
            label = format!("{}/{label}", same.zone.short);
        }
        let at = column.min(usize::from(scale.width()).saturating_sub(label.len()));
        let used = text::width(&lane);
        let gap = usize::from(used > 0);
        lane.push_str(&" ".repeat(at.saturating_sub(used).max(gap)));
        lane.push_str(&label);
    }
    lane
}

fn state_of(zone: &ZoneNow) -> Option<bool> {
    zone.light.map(|_| zone.is_open())
}

fn light(open: Option<bool>, theme: Theme) -> Span<'static> {
    match open {
        Some(true) => Span::styled("●", theme.style(Role::Open)),
        Some(false) => Span::styled("○", theme.style(Role::Text)),
        None => Span::styled(text::UNKNOWN, theme.style(Role::Dim)),
    }
}

/// Zones that open or close at the same local time, together: `● to 17:00 ET 15:02 CT 14:02`. The clock times give
/// way on a narrow screen.
fn lights(timeline: &Timeline, theme: Theme, room: usize) -> Line<'static> {
    let with_clocks = grouped(timeline, theme, true);
    if with_clocks.width() <= room { with_clocks } else { grouped(timeline, theme, false) }
}

fn grouped(timeline: &Timeline, theme: Theme, clocks: bool) -> Line<'static> {
    let mut line = Line::default();
    let mut last: Option<String> = None;
    for zone in &timeline.zones {
        let until = zone.until();
        if last.as_ref() != Some(&until) {
            if last.is_some() {
                line.push_span(Span::raw("  "));
            }
            line.push_span(light(state_of(zone), theme));
            if zone.light.is_some() {
                line.push_span(Span::styled(format!(" {until}"), theme.style(Role::Dim)));
            }
            last = Some(until);
        }
        line.push_span(Span::styled(format!(" {}", zone.zone.short), theme.style(Role::Strong)));
        if clocks {
            line.push_span(Span::raw(format!(" {}", zone.now.time)));
        }
    }
    line
}
