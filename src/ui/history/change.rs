//! What changed since the moments that people compare with.
//!
//! ```text
//!                   today     Monday     7 days
//! calls              ▲310     ▲1,702     ▲1,802
//! ok                 ▲181       ▲987     ▲1,030
//! failed              ▲80       ▲433       ▲470
//! success, points    ▼0.4       ▲1.9       ▲2.0
//! conversion            ·       ▼0.6       ▼0.6
//!                                     since Fri 13 18:02
//! ```

use ratatui::text::{Line, Span};

use super::wording::{day_and_time, moved};
use crate::domain::history::{History, Since, Then, Value, of};
use crate::domain::measure::Measure;
use crate::domain::record::{Figures, Second};
use crate::domain::time::Zone;
use crate::ui::panel::Part;
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

/// Columns of the labels, of a figure where there is little room, and where there is much.
const LABEL: usize = 16;
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
    let columns = history.then.len().max(1);
    let room = (width.saturating_sub(LABEL) / columns).clamp(LEAST, MOST);
    let cells = |label: &str, role: Role, cell: &dyn Fn(&Then) -> String| -> Line<'static> {
        let mut line = Line::from(theme.span(format!("{label:<LABEL$}"), Role::Dim));
        for then in &history.then {
            let words = text::fit(&cell(then), room.saturating_sub(1)).into_owned();
            let gap = room.saturating_sub(text::width(&words));
            line.extend([Span::raw(" ".repeat(gap)), theme.span(words, role)]);
        }
        line
    };
    let heads = cells("", Role::Dim, &|then| title(then.since).to_owned());
    let rows = ROWS.map(|(label, value, by)| {
        cells(label, Role::Text, &|then| {
            let Some(before) = then.figures else { return absent(label, then, history) };
            let change = value(now).zip(value(&before)).map(|(now, before)| moved(now - before, by));
            change.unwrap_or_else(|| text::UNKNOWN.to_owned())
        })
    });
    let notes = history.then.iter().any(Then::is_inexact).then(|| {
        cells("", Role::Dim, &|then| if then.is_inexact() { since(then.from, zone, room) } else { String::new() })
    });
    let lines = std::iter::once(heads).chain(rows).chain(notes).collect();
    Part { title: "Change since".to_owned(), lines }
}

fn title(since: Since) -> &'static str {
    match since {
        Since::Look(_) => "last look",
        Since::Today => "today",
        Since::Monday => "Monday",
        Since::Week => "7 days",
    }
}

/// What is said of a campaign that was not in the list.
fn absent(label: &str, then: &Then, history: &History) -> String {
    let was_known = history.known.from <= then.from;
    if was_known && label == "calls" { "new" } else { text::UNKNOWN }.to_owned()
}

/// The moment that is compared with, where nobody looked when it was meant.
fn since(from: Second, zone: Zone, room: usize) -> String {
    let when = day_and_time(from, zone);
    let time = when.rsplit(' ').next().unwrap_or_default().to_owned();
    text::fitting(&[format!("since {when}"), when, time], room.saturating_sub(1)).to_owned()
}
