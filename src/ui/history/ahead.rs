//! How a campaign goes on, as far as its last open days tell.
//!
//! ```text
//! Mon 30 Nov      180–230 calls (50 %), 150–270 (85 %)
//! by Fri 4 Dec    900–1,100 calls (50 %), 820–1,250 (85 %)
//! finishes        Tue 1 Dec – Thu 3 Dec (50 %), Mon 30 Nov – Tue 8 Dec (85 %), when calls reach the 1,204 cases of its list
//! score           of 23 days forecast like this, 12 fell into the 50 % range and 20 into the 85 % range
//! ```

use ratatui::text::Line;

use super::change::LABEL;
use crate::domain::forecast::Forecast;
use crate::ui::panel::Part;
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

pub(super) fn part(forecast: &Forecast, theme: Theme, width: usize) -> Part {
    let mut lines = Vec::new();
    for (label, words) in forecast.lines() {
        let (indent, role) = if label.is_empty() { (0, Role::Dim) } else { (LABEL, Role::Text) };
        let wrapped = text::wrap_whole(&words, width.saturating_sub(indent).max(1));
        for (place, words) in wrapped.into_iter().enumerate() {
            let label = if place == 0 { label.as_str() } else { "" };
            lines.push(Line::from(vec![theme.span(format!("{label:<indent$}"), Role::Dim), theme.span(words, role)]));
        }
    }
    Part { title: "Forecast".to_owned(), lines }
}
