//! The fields of a step on one grid: focus, label, star, value, hint; below them what is wrong.
//!
//! ```text
//!   Start date            *  2026-03-02        Mon
//!
//! ▸ End date              *  2026-03-01▏       Sun
//!                            ✗ must not be before the start · did you mean 2026-03-06?  → takes it
//! ```
//!
//! If there is room, each field keeps a line below it for that, so that nothing moves when a problem comes or goes.

use ratatui::text::{Line, Span};

use super::Scene;
use super::runs;
use crate::app::form::{FieldLine, Focus};
use crate::domain::draft::value::Kind;
use crate::domain::draft::{BodyField, Field, ReportField, RunField, Step};
use crate::domain::shown::Shown;
use crate::ui::text;
use crate::ui::theme::Role;

/// Below this width labels are short.
const NARROW: usize = 60;
/// The fewest columns of a label, and those of a short one.
const LABEL: usize = 16;
const SHORT: usize = 13;
/// The columns of an empty value, and the first column after the value's beginning at which its hint may stand.
const EMPTY: usize = 12;
const SHORT_EMPTY: usize = 4;
const HINT: usize = 18;

/// A field or button that can have the focus, as it is drawn.
pub(super) struct Stop {
    pub(super) focus: Focus,
    pub(super) lines: Vec<Line<'static>>,
    /// The column of the text cursor, in the first line.
    pub(super) cursor: Option<usize>,
}

/// The columns of a pane.
#[derive(Clone, Copy)]
struct Grid {
    width: usize,
    label: usize,
}

impl Grid {
    fn new(fields: &[FieldLine], width: usize) -> Self {
        let widest = fields.iter().map(|line| text::width(line.label) + 2).max().unwrap_or_default();
        Self { width, label: if width < NARROW { SHORT } else { widest.max(LABEL) } }
    }

    /// Where values begin: after the focus sign, the label, and a star between blanks.
    fn value(self) -> usize {
        2 + self.label + if self.width < NARROW { 2 } else { 4 }
    }

    fn narrow(self) -> bool {
        self.width < NARROW
    }
}

/// With a line below each stop, with a line between groups, or close together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    Roomy,
    Grouped,
    Close,
}

impl Spacing {
    /// The widest spacing of `fields` in `height` lines. Groups say more than even spacing, which is for plenty of lines or for
    /// fields without groups.
    pub(super) fn of(fields: &[FieldLine], height: usize) -> Self {
        const PLENTY: usize = 8;
        let groups = fields.iter().skip(1).filter(|line| begins_group(line.field)).count();
        if 2 * fields.len() + 1 + if groups > 0 { PLENTY } else { 0 } <= height {
            Self::Roomy
        } else if fields.len() + groups + 3 <= height {
            Self::Grouped
        } else {
            Self::Close
        }
    }
}

/// Whether a field begins another subject than that of the field above it.
fn begins_group(field: Field) -> bool {
    match field {
        Field::Slots | Field::Slot(_) => true,
        Field::InRun(_, field) => matches!(field, RunField::StartDate | RunField::StartTime | RunField::Messages),
        Field::InReport(field) => {
            matches!(field, ReportField::Name | ReportField::Frequency | ReportField::Recipients | ReportField::Format)
        }
        _ => false,
    }
}

/// The stops of the open step in `width` columns.
pub(super) fn stops(scene: &Scene<'_>, fields: &[FieldLine], width: usize, spacing: Spacing) -> Vec<Stop> {
    let grid = Grid::new(fields, width);
    let mut stops: Vec<Stop> = Vec::new();
    for line in fields {
        if let Some(above) = stops.last_mut().filter(|_| spacing == Spacing::Grouped && begins_group(line.field)) {
            above.lines.push(Line::default());
        }
        stops.push(stop(scene, line, grid, spacing == Spacing::Roomy));
    }
    if let Some(above) = stops.last_mut().filter(|_| spacing == Spacing::Grouped) {
        above.lines.push(Line::default());
    }
    stops.push(next(scene));
    stops
}

/// The part of the stops that a pane shows.
pub(super) struct Viewport {
    pub(super) lines: Vec<Line<'static>>,
    /// Which stop each of them belongs to.
    pub(super) owners: Vec<Focus>,
    /// The text cursor: column and line.
    pub(super) cursor: Option<(usize, usize)>,
    /// How many lines are hidden below.
    pub(super) below: usize,
}

/// The part of `height` lines, scrolled no further than it takes to show the focused stop whole.
pub(super) fn viewport(stops: Vec<Stop>, focus: Focus, height: usize) -> Viewport {
    let (mut lines, mut owners) = (Vec::new(), Vec::new());
    let (mut start, mut end, mut cursor) = (0, 0, None);
    for stop in stops {
        owners.extend(stop.lines.iter().map(|_| stop.focus));
        if stop.focus == focus {
            (start, end) = (lines.len(), lines.len() + stop.lines.len());
            cursor = stop.cursor.map(|column| (column, start));
        }
        lines.extend(stop.lines);
    }
    let first = end.saturating_sub(height).min(start);
    let below = lines.len().saturating_sub(first + height);
    Viewport {
        lines: lines.into_iter().skip(first).take(height).collect(),
        owners: owners.into_iter().skip(first).take(height).collect(),
        cursor: cursor.map(|(column, line)| (column, line - first)),
        below,
    }
}

fn next(scene: &Scene<'_>) -> Stop {
    let title = scene.form.step.next().map_or("Review", Step::title);
    let focused = scene.form.focus == Focus::Next;
    Stop { focus: Focus::Next, lines: vec![button(scene, &format!("Next: {title}"), focused)], cursor: None }
}

pub(super) fn button(scene: &Scene<'_>, words: &str, focused: bool) -> Line<'static> {
    let role = if focused { Role::Cursor } else { Role::Text };
    Line::from(vec![focus_sign(scene, focused), scene.span(format!("[ {words} ]"), role)])
}

pub(super) fn focus_sign(scene: &Scene<'_>, focused: bool) -> Span<'static> {
    scene.span(if focused { "▸ " } else { "  " }, Role::Key)
}

fn stop(scene: &Scene<'_>, line: &FieldLine, grid: Grid, roomy: bool) -> Stop {
    let field = line.field;
    let focused = line.focused;
    let strong = if focused { Role::Strong } else { Role::Dim };
    let indent = if matches!(field, Field::InSlot(..)) { "  " } else { "" };
    let label = format!("{indent}{}", label(field, line.label, grid.narrow()));
    let star = if line.required { "*" } else { " " };
    let gap = if grid.narrow() { "" } else { " " };
    let mut head = Line::from(vec![
        focus_sign(scene, focused),
        scene.span(pad(&label, grid.label), strong),
        Span::raw(gap),
        scene.span(star, Role::Key),
        Span::raw(if grid.narrow() { " " } else { "  " }),
    ]);
    let cursor = value(scene, line, grid, &mut head);
    let mut lines = vec![head];
    lines.extend(issues(scene, line, grid));
    if roomy && lines.len() == 1 {
        lines.push(Line::default());
    }
    Stop { focus: Focus::Field(field), lines, cursor }
}

/// Text in exactly `width` columns.
pub(super) fn pad(words: &str, width: usize) -> String {
    let words = text::fit(words, width);
    format!("{words}{}", " ".repeat(width.saturating_sub(text::width(&words))))
}

/// Runs and slots are numbered; a narrow screen shortens long labels.
fn label(field: Field, full: &str, narrow: bool) -> String {
    match field {
        Field::Slot(index) | Field::Run(index) => return format!("{full} {}", index + 1),
        _ if !narrow => return full.to_owned(),
        _ => {}
    }
    let short = match field {
        Field::Body(BodyField::IsObo) => "On behalf",
        Field::Body(BodyField::ScheduledExternally) => "Sched. extern",
        Field::Body(BodyField::ConcurrencyLimit) => "Concurrency",
        Field::Body(BodyField::UseCompanyHours) => "Own hours",
        Field::Slots => "Hours",
        Field::InRun(_, RunField::MessagingOnly) => "Messages only",
        Field::InRun(_, RunField::SelectedDays) => "Days",
        Field::Report => "Send report",
        Field::InReport(ReportField::DayOfMonth) => "Day of month",
        _ => full,
    };
    short.to_owned()
}

/// Writes the value and its hint; returns the column of the text cursor.
fn value(scene: &Scene<'_>, line: &FieldLine, grid: Grid, head: &mut Line<'static>) -> Option<usize> {
    let room = grid.width.saturating_sub(grid.value());
    if line.focused
        && let Some(typed) = &scene.form.editing
    {
        let cursor = typing(scene, typed, (empty(line, grid), room), head);
        hint(scene, line, grid, head);
        return Some(cursor);
    }
    let words = words(scene, line);
    let role = if line.focused { Role::Cursor } else { Role::Text };
    let entry = matches!(line.field, Field::Slots | Field::Runs | Field::Slot(_) | Field::Run(_));
    if words.is_empty() && !entry {
        let (blank, role) = if line.focused { (" ", Role::Cursor) } else { ("┄", Role::Faint) };
        head.push_span(scene.span(blank.repeat(empty(line, grid).min(room)), role));
    } else if !words.is_empty() {
        head.push_span(scene.span(text::fit(&words, room).into_owned(), role));
    }
    if !entry {
        hint(scene, line, grid, head);
    }
    None
}

/// The value as people read it.
fn words(scene: &Scene<'_>, line: &FieldLine) -> String {
    let draft = scene.form.draft();
    match line.field {
        Field::Slot(index) => {
            let slot = runs::slot(draft, index);
            let words = |slot: crate::domain::hours::Slot| {
                format!("{}–{}  {}", slot.start, slot.end, runs::in_hours(slot.minutes().into()))
            };
            slot.map_or_else(|| "not right yet".to_owned(), words)
        }
        Field::Slots | Field::Runs | Field::Run(_) => line.hint.clone(),
        _ => match line.switch {
            Some(on) => format!("[{}] {}", if on { 'x' } else { ' ' }, switch_word(line.field, on)),
            // Line ends of a document are no part of a line.
            None if line.field.kind() == Some(Kind::Json) => {
                let words: Vec<&str> = draft.text(line.field).split_whitespace().collect();
                Shown::new(&words.join(" ")).as_str().to_owned()
            }
            None => line.text.as_str().to_owned(),
        },
    }
}

fn switch_word(field: Field, on: bool) -> &'static str {
    match (field, on) {
        (Field::Body(BodyField::SelfHealing), true) => "on",
        (Field::Body(BodyField::SelfHealing), false) => "off",
        (_, true) => "yes",
        (_, false) => "no",
    }
}

/// The fewest columns of a field; on a narrow screen its hint needs them more.
fn empty(line: &FieldLine, grid: Grid) -> usize {
    if grid.narrow() && !line.hint.is_empty() { SHORT_EMPTY } else { EMPTY }
}

/// Writes the text that is being typed, keeping what stands before the cursor in sight.
fn typing(
    scene: &Scene<'_>,
    typed: &crate::app::text_field::TextField,
    (least, room): (usize, usize),
    head: &mut Line<'static>,
) -> usize {
    let (before, behind) = typed.halves();
    let (before, behind) = (Shown::new(before), Shown::new(behind));
    let visible = text::tail(before.as_str(), room.saturating_sub(1)).to_owned();
    let used = text::width(&visible);
    let rest = text::fit(behind.as_str(), room.saturating_sub(used)).into_owned();
    let empty = least.saturating_sub(used + text::width(&rest)).min(room.saturating_sub(used));
    let cursor = head.width() + used;
    let strong = scene.style(Role::Strong);
    head.push_span(Span::styled(visible, strong));
    head.push_span(Span::styled(rest, strong));
    head.push_span(scene.span("┄".repeat(empty), Role::Faint));
    cursor
}

/// What a value means to people, or what an empty one stands for, in a column of its own if that is free.
fn hint(scene: &Scene<'_>, line: &FieldLine, grid: Grid, head: &mut Line<'static>) {
    let (words, role) =
        if line.hint_warns { (format!("! {}", line.hint), Role::Warning) } else { (line.hint.clone(), Role::Dim) };
    let least = if grid.narrow() { 0 } else { grid.value() + HINT };
    let gap = least.saturating_sub(head.width()).max(2);
    let room = grid.width.saturating_sub(head.width() + gap);
    if !words.is_empty() && room >= 4 {
        let words = text::fit(Shown::new(&words).as_str(), room).into_owned();
        head.push_span(scene.span(format!("{}{words}", " ".repeat(gap)), role));
    }
}

/// What is wrong and what was probably meant, else what is worth a look; under the value if each fits there on a line.
fn issues(scene: &Scene<'_>, line: &FieldLine, grid: Grid) -> Vec<Line<'static>> {
    const SIGN: usize = 2;
    let least = if grid.narrow() { 2 } else { 4 };
    let room = |indent: usize| grid.width.saturating_sub(indent + SIGN);
    let under = told(line, room(grid.value()));
    let fits = under.iter().all(|(_, words, _)| text::width(words) <= room(grid.value()));
    let (told, indent) = if fits { (under, grid.value()) } else { (told(line, room(least)), least) };
    let lines =
        told.iter().flat_map(|(sign, words, role)| super::signed(scene, sign, words, *role, room(indent) + SIGN));
    lines
        .map(|mut line| {
            line.spans.insert(0, Span::raw(" ".repeat(indent)));
            line
        })
        .collect()
}

/// The sentences below a field, with their signs. A suggestion joins the last problem if both fit into `room` columns.
fn told(line: &FieldLine, room: usize) -> Vec<(&'static str, String, Role)> {
    let mut told: Vec<(&str, String, Role)> =
        line.problems.iter().map(|problem| ("✗", problem.clone(), Role::Alert)).collect();
    if let Some(meant) = &line.suggestion {
        let note = if meant.note.is_empty() { String::new() } else { format!(" ({})", meant.note) };
        let takes = if line.focused { " → takes it" } else { "" };
        let full = format!("did you mean {}{note}?{takes}", meant.text);
        let short = format!("did you mean {}?{takes}", meant.text);
        let words = text::fitting(&[full, short], room).to_owned();
        match told.last_mut() {
            Some((_, problem, _)) if text::width(problem) + 3 + text::width(&words) <= room => {
                *problem = format!("{problem} · {words}");
            }
            _ => told.push((" ", words, Role::Strong)),
        }
    }
    if line.problems.is_empty() {
        told.extend(line.warnings.iter().map(|warning| ("!", warning.clone(), Role::Warning)));
    }
    told
}
