//! A campaign's history as a chart, and the words around it.

use crate::app::model::Model;
use crate::domain::confidence::Range;
use crate::domain::count::counted;
use crate::domain::history::{History, Value, Window};
use crate::domain::measure::Measure;
use crate::domain::memory::{OpenTime, Workdays};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::time::Zone;
use crate::ui::chart::{Chart, GAP, Series, Unit};
use crate::ui::{figure, text};

use super::wording::{day_and_time, moved};

/// One value of a campaign's history, as it is drawn.
pub(super) struct Graph<'h> {
    history: &'h History,
    value: Value,
    window: Window,
    cursor: Option<Second>,
    zone: Zone,
    /// The word for the last moment.
    end: &'static str,
    known: Span,
    points: Vec<(Second, Option<f64>)>,
    band: Vec<(Second, Option<Range>)>,
    bars: Vec<(Span, Option<f64>)>,
    open: Option<Vec<Span>>,
}

impl<'h> Graph<'h> {
    pub(super) fn new(
        model: &Model,
        history: &'h History,
        value: Value,
        window: Window,
        cursor: Option<Second>,
    ) -> Self {
        let context = &model.context;
        let is_past = context.past.is_shown();
        // Somebody has looked ever since the answer.
        let loaded = context.campaigns.loaded.filter(|_| !is_past);
        let read = loaded.map_or(history.known.to, |read| Second::of(read.wall));
        let known = Span { to: history.known.to.max(read), ..history.known };
        let bars = history.bars.iter().map(|(time, calls)| (*time, calls.map(|calls| calls as f64)));
        // Of a longer time than weeks the hours cannot be seen.
        let open = (window != Window::All).then(|| {
            let zones = &context.prefs.client_zones;
            let workdays = context.store.memory().map_or_else(Workdays::default, |memory| memory.workdays);
            OpenTime::new(&context.company.hours, zones, workdays, history.span).spans().to_vec()
        });
        Self {
            history,
            value,
            window,
            cursor,
            zone: context.prefs.zone,
            end: if is_past { "then" } else { "now" },
            known,
            points: history.points(value),
            band: history.band(value),
            bars: bars.collect(),
            open,
        }
    }

    pub(super) fn chart(&self) -> Chart<'_> {
        let series = match self.value {
            Value::Pace => Series::Bars(&self.bars),
            _ => Series::Steps { points: &self.points, band: &self.band },
        };
        let unit = match self.value {
            Value::Calls | Value::Pace => Unit::Count,
            Value::Success | Value::Conversion => Unit::Percent,
        };
        Chart {
            span: self.history.span,
            zone: self.zone,
            unit,
            series,
            known: self.known,
            gaps: &self.history.gaps,
            open: self.open.as_deref(),
            cursor: self.cursor,
            end: self.end,
        }
    }

    /// What is drawn, in which unit, over which time.
    pub(super) fn title(&self) -> String {
        let what = match self.value {
            Value::Calls => "Calls so far",
            Value::Pace if self.by_hours() => "New calls an hour",
            Value::Pace => "New calls a day",
            Value::Success => "Success, % of finished",
            Value::Conversion => "Conversion, % of clients",
        };
        let time = match self.window {
            Window::Day => "24 hours",
            Window::Week => "7 days",
            Window::Month => "30 days",
            Window::All => "all that is recorded",
        };
        format!("{what} · {time}")
    }

    fn by_hours(&self) -> bool {
        self.history.bars.first().is_none_or(|(time, _)| time.to.0 - time.from.0 <= 3_600)
    }

    /// What stands at the cursor, else at the end: `Fri 20 13:40 · 2,356 · ▲18`, in fewer words where there is less room.
    pub(super) fn reading(&self, room: usize) -> String {
        let at = self.cursor.unwrap_or(self.known.to);
        let chart = self.chart();
        let value = chart.value_at(at).map(|value| self.write(value));
        let when = match self.cursor {
            Some(at) => day_and_time(at, self.zone),
            None => self.end.to_owned(),
        };
        let Some(value) = value else {
            let looked = self.known.from <= at && !self.history.gaps.iter().any(|gap| gap.from < at && at < gap.to);
            let why = if looked { "unknown" } else { "nobody looked" };
            return text::fitting(&[format!("{when} · {why}"), when], room).to_owned();
        };
        let change = self.change(at).unwrap_or_default();
        let wordings = [format!("{when} · {value}{change}"), format!("{when} · {value}"), value];
        text::fitting(&wordings, room).to_owned()
    }

    fn write(&self, value: f64) -> String {
        match self.value {
            Value::Calls => figure::count(Some(value as i64), 12),
            Value::Pace => counted(value as i64, "call"),
            Value::Success | Value::Conversion => Measure::RATE.write(value),
        }
    }

    /// By how much the value of a moment differs from the one before it.
    fn change(&self, at: Second) -> Option<String> {
        if self.value == Value::Pace {
            return None;
        }
        let until = self.points.partition_point(|(from, _)| *from <= at);
        let mut before = self.points.get(..until)?.iter().rev().filter_map(|(_, value)| *value);
        let last = before.next()?;
        let other = before.find(|value| value.total_cmp(&last).is_ne())?;
        let by = if self.value == Value::Calls { None } else { Some(Measure::POINTS) };
        Some(format!(" · {}", moved(last - other, by)))
    }

    /// What its signs mean and what it leaves out, as far as there is something to say.
    pub(super) fn legend(&self, width: usize) -> Option<String> {
        let Self { history, known, zone, .. } = self;
        let gaps = history.gaps.iter().any(|gap| {
            let seen = gap.clip(history.span);
            seen.is_some_and(|gap| (gap.to.0 - gap.from.0) * 100 > history.span.to.0 - history.span.from.0)
        });
        let late = known.from > history.span.from && self.window != Window::All;
        let banded = self.band.iter().any(|(_, range)| range.is_some());
        let unseen = (self.value == Value::Pace && history.unseen > 0)
            .then(|| format!("{} came while nobody looked", counted(history.unseen, "call")));
        let parts = [
            banded.then(|| "⠅ its 95 % range".to_owned()),
            gaps.then(|| format!("{GAP} nobody looked")),
            unseen,
            late.then(|| format!("the record begins {}", day_and_time(known.from, *zone))),
        ];
        let mut words = String::new();
        for part in parts.into_iter().flatten() {
            let more = if words.is_empty() { part } else { format!("{words}   {part}") };
            if text::width(&more) <= width {
                words = more;
            }
        }
        (!words.is_empty()).then_some(words)
    }
}
