//! What changed since the moments that people compare with.
//!
//! ```text
//!                   today     Monday     7 days
//! calls              ▲310     ▲1,702     ▲1,802
//! ok                 ▲181       ▲987     ▲1,030
//! failed              ▲80       ▲433       ▲470
//! success, points    ▼0.4       ▲1.9       ▲2.0
//! conversion            ·       ▼0.6       ▼0.6
//!                               since Fri 13 Nov 18:02
//! ```

use ratatui::text::{Line, Span};

use super::wording::moved;
use crate::domain::history::{History, Then, Value, of};
use crate::domain::measure::Measure;
use crate::domain::memory::Baseline;
use crate::domain::record::{Figures, Second};
use crate::domain::time::Zone;
use crate::ui::panel::Part;
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

/// Columns of the labels, of a figure where there is little room, and where there is much.
pub(super) const LABEL: usize = 16;
const LEAST: usize = 8;
const MOST: usize = 20;

/// What is compared: its label, its value, and how its difference is written; counts are written as counts.
type Compared = (&'static str, fn(&Figures) -> Option<f64>, Option<Measure>);

const ROWS: [Compared; 5] = [
    ("calls", |figures| figures.calls.map(|n| n as f64), None),
    ("ok", |figures| figures.ok.map(|n| n as f64), None),
    ("failed", |figures| figures.failed.map(|n| n as f64), None),
    ("success, points", |figures| of(Value::Success, figures), Some(Measure::POINTS)),
    ("conversion", |figures| of(Value::Conversion, figures), Some(Measure::POINTS)),
];

pub(super) fn part(history: &History, now: &Figures, zone: Zone, theme: Theme, width: usize) -> Part {
    let columns = history.then.len().min(width.saturating_sub(LABEL) / LEAST).max(1);
    let room = (width.saturating_sub(LABEL) / columns).clamp(LEAST, MOST);
    let cells = |label: &str, role: Role, cell: &dyn Fn(&Then) -> String| -> Line<'static> {
        let mut line = Line::from(theme.span(format!("{label:<LABEL$}"), Role::Dim));
        for then in history.then.iter().take(columns) {
            let words = text::fit(&cell(then), room.saturating_sub(1)).into_owned();
            let gap = room.saturating_sub(text::width(&words));
            line.extend([Span::raw(" ".repeat(gap)), theme.span(words, role)]);
        }
        line
    };
    let heads = cells("", Role::Dim, &|then| title(then.compared.baseline, history.known.to, zone));
    let rows = ROWS.map(|(label, value, by)| {
        cells(label, Role::Text, &|then| {
            let Some(before) = then.figures else { return absent(label, then) };
            let change = value(now).zip(value(&before)).map(|(now, before)| moved(now - before, by));
            change.unwrap_or_else(|| text::UNKNOWN.to_owned())
        })
    });
    let inexact = |then: &Then| then.compared.is_inexact();
    let notes = history.then.iter().any(inexact).then(|| {
        cells("", Role::Dim, &|then| {
            if inexact(then) { since(then, history.known.to, zone, room) } else { String::new() }
        })
    });
    let lines = std::iter::once(heads).chain(rows).chain(notes).collect();
    Part { title: "Change since".to_owned(), lines }
}

fn title(baseline: Baseline, now: Second, zone: Zone) -> String {
    match baseline {
        Baseline::Today => "today".to_owned(),
        Baseline::Monday => "Monday".to_owned(),
        Baseline::Week => "7 days".to_owned(),
        Baseline::Look(_) => "last look".to_owned(),
        Baseline::Hour => "an hour".to_owned(),
        Baseline::Refresh | Baseline::Moment(_) => baseline.when(now, zone),
    }
}

/// What is said of a campaign that was not in the list.
fn absent(label: &str, then: &Then) -> String {
    if label == "calls" && !then.compared.begins_late() { "new" } else { text::UNKNOWN }.to_owned()
}

/// The moment that is compared with, where nobody looked when it was meant.
fn since(then: &Then, now: Second, zone: Zone, room: usize) -> String {
    let words = then.compared.words(now, zone);
    let short = words.trim_start_matches("at least ").to_owned();
    text::fitting(&[words, short], room.saturating_sub(1)).to_owned()
}
