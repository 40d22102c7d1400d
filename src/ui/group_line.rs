//! A group as a line of the table: its name, how many campaigns and which share of the calls, and pooled figures on the
//! columns' own grid.
//!
//! ```text
//! ▸ Intake-EN       7 campaigns   31.2% ━━╸       success 62.9–64.9%
//! ▾ Intake-ES       2 campaigns    9.4% ╸         success 56.3–60.0%
//!     Depo follow-up
//! ```

use ratatui::text::{Line, Span};

use super::columns::Cell;
use super::panel;
use super::pooled;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::domain::measure::Measure;
use crate::domain::order::Column;
use crate::domain::store::Group;

/// What stands where a rate is of too few finished calls to say much.
const TOO_FEW: &str = "too few";

/// How far a line is set in for each group that it stands in.
pub const STEP: usize = 2;
/// The least and the most that is left of a name before something gives way to it; within that, as long as the longest.
const NAME: (usize, usize) = (12, 24);
/// Columns of a share in percent, of its bar, and of a range with its word.
const SHARE: usize = 6;
const BAR: usize = 8;
const RANGE: usize = 20;
const GAP: usize = 2;

/// What stands in the column of the names, `room` columns wide.
pub fn heading(model: &Model, group: &Group<'_>, theme: Theme, room: usize) -> Line<'static> {
    let sign = if group.is_open() { "▾ " } else { "▸ " };
    let start = format!("{}{sign}", " ".repeat(STEP * group.depth()));
    let name = model.context.store.widest(group.by().column()).clamp(NAME.0, NAME.1);
    let notes = notes(model, group, room.saturating_sub(text::width(&start) + name));
    let taken: usize = notes.iter().map(|(words, _)| text::width(words)).sum();
    let left = room.saturating_sub(text::width(&start) + taken);
    let fitted = text::fit(&group.title(), left).into_owned();
    let pad = " ".repeat(left.saturating_sub(text::width(&fitted)));
    let head = [Span::raw(start), theme.span(fitted, Role::Strong), Span::raw(pad)];
    head.into_iter().chain(notes.into_iter().map(|(words, role)| theme.span(words, role))).collect()
}

/// What fits behind the name: campaigns, share of all calls, its bar, the range of success.
fn notes(model: &Model, group: &Group<'_>, mut room: usize) -> Vec<(String, Role)> {
    let (own, totals) = (group.totals(), model.context.store.totals());
    let digits = text::count(totals.rows as i64).len();
    let word = if own.rows == 1 { "campaign " } else { "campaigns" };
    let count = text::count(own.rows as i64);
    let full = format!("{:GAP$}{count:>digits$} {word}", "");
    let wordings = [full, format!(" {:>1$}", format!("({count})"), digits + 2)];
    let share = group.share();
    let bar = text::bar(share.unwrap_or_default() / 100.0, BAR);
    let range = own.success.range().map_or_else(String::new, |range| {
        format!("success {}", panel::in_range(range, model.context.prefs.measures.of(Column::SuccessRate)))
    });
    let parts = [
        (format!("{:GAP$}{:>SHARE$}", "", text::measured(share, Measure::RATE)), Role::Dim),
        (format!(" {bar:<BAR$}"), Role::Dim),
        (format!("{:GAP$}{range:>RANGE$}", ""), Role::Dim),
    ];
    let Some(first) = wordings.into_iter().find(|words| text::width(words) <= room) else { return Vec::new() };
    let roomy = first.ends_with(word);
    room -= text::width(&first);
    let fits = |part: &(String, Role)| {
        let wide = text::width(&part.0);
        let fits = roomy && wide <= room;
        room = if fits { room - wide } else { 0 };
        fits
    };
    std::iter::once((first, Role::Dim)).chain(parts.into_iter().take_while(fits)).collect()
}

/// What stands in any other column.
pub fn cell(model: &Model, group: &Group<'_>, column: Column, room: usize) -> Cell {
    let totals = group.totals();
    let text = pooled::cell(totals, column, &model.context.prefs, room);
    match totals.value(column) {
        Some(_) if totals.rests_on_too_few(column) => Cell::new(text::fit(TOO_FEW, room).into_owned(), Role::Dim),
        Some(_) => Cell::graded(text, model.context.store.judge_group(group, column).grade),
        None => Cell::new(text, Role::Dim),
    }
}
