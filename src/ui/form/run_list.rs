//! The runs beside their fields, or above them where the screen is small.
//!
//! ```text
//! ▸ run-1   Mon 23 – Fri 27 Feb
//!     5 days · 09:00–17:00
//! ✗ run-2   Mon 2 Mar – ?
//!     2 problems
//! ```

use ratatui::text::{Line, Span};

use super::Scene;
use super::fields::{focus_sign, pad};
use super::runs::{self, day_words, slot_words};
use crate::app::form::Focus;
use crate::domain::count::counted;
use crate::domain::draft::meaning::RunMeaning;
use crate::domain::draft::{Field, RunField, Step};
use crate::ui::text;
use crate::ui::theme::Role;

/// Columns of a run's name.
const NAME: usize = 8;

/// Whether the open step has the list beside its fields.
pub(super) fn is_shown(scene: &Scene<'_>) -> bool {
    scene.form.step == Step::Runs
}

/// The run whose fields are shown.
pub(super) fn open(scene: &Scene<'_>) -> usize {
    let last = scene.form.draft().run_count().saturating_sub(1);
    let end = matches!(scene.form.focus, Focus::Next);
    scene.form.entry().unwrap_or(if end { last } else { 0 }).min(last)
}

/// The fields of that run.
pub(super) fn fields(scene: &Scene<'_>) -> Vec<Field> {
    if scene.form.draft().run_count() == 0 {
        return Vec::new();
    }
    RunField::ALL.map(|field| Field::InRun(open(scene), field)).to_vec()
}

pub(super) fn title(scene: &Scene<'_>) -> String {
    let count = scene.form.draft().run_count();
    if count == 0 {
        "No run yet".to_owned()
    } else {
        format!("{}: run {} of {count}", name(scene, open(scene)), open(scene) + 1)
    }
}

fn name(scene: &Scene<'_>, index: usize) -> String {
    scene.form.draft().run_name(index)
}

/// Every run in two lines each, with the line on which the open one begins.
pub(super) fn lines(scene: &Scene<'_>, width: usize) -> (Vec<Line<'static>>, usize) {
    let focused = scene.form.focus == Focus::Field(Field::Runs);
    let count = scene.form.draft().run_count();
    let mut lines = vec![head(scene, focused, count), Line::default()];
    let mut at = 0;
    for index in 0..count {
        if index == open(scene) && !focused {
            at = lines.len();
        }
        lines.push(first(scene, index, width));
        lines.push(second(scene, index, width));
        lines.push(Line::default());
    }
    (lines, at)
}

/// Every run in a line each, with the line of the open one.
pub(super) fn brief(scene: &Scene<'_>, width: usize) -> (Vec<Line<'static>>, usize) {
    let focused = scene.form.focus == Focus::Field(Field::Runs);
    let count = scene.form.draft().run_count();
    let mut lines = vec![head(scene, focused, count)];
    lines.extend((0..count).map(|index| {
        let mut line = first(scene, index, width);
        let known = runs::days(scene.meaning.runs.get(index)).is_some();
        let words = if known { doing(scene, index) } else { String::new() };
        if known && line.width() + 2 + text::width(&words) <= width {
            line.push_span(scene.span(format!("  {words}"), Role::Dim));
        }
        line
    }));
    let at = if focused || count == 0 { 0 } else { open(scene) + 1 };
    (lines, at)
}

/// What a click on each of `count` lines goes to: the list, or a run, which has three lines if `roomy`.
pub(super) fn owners(scene: &Scene<'_>, count: usize, roomy: bool) -> Vec<Focus> {
    let (head, each) = if roomy { (2, 3) } else { (1, 1) };
    let runs = scene.form.draft().run_count();
    let owner = |line: usize| match line.checked_sub(head).map(|line| line / each) {
        Some(run) if run < runs => Focus::Field(Field::Run(run)),
        _ => Focus::Field(Field::Runs),
    };
    (0..count).map(owner).collect()
}

fn head(scene: &Scene<'_>, focused: bool, count: usize) -> Line<'static> {
    let role = if focused { Role::Cursor } else { Role::Dim };
    let words = if count == 0 { "no run: a adds one".to_owned() } else { counted(count, "run") };
    Line::from(vec![focus_sign(scene, focused), scene.span(words, role)])
}

/// Sign, name and days.
fn first(scene: &Scene<'_>, index: usize, width: usize) -> Line<'static> {
    let focused = scene.form.focus == Focus::Field(Field::Run(index));
    let here = index == open(scene);
    let role = match (focused, here) {
        (true, _) => Role::Cursor,
        (_, true) => Role::Strong,
        _ => Role::Text,
    };
    let wrong = scene.form.problems_shown_on_run(index) > 0;
    let mut line =
        Line::from(vec![focus_sign(scene, focused), scene.span(if wrong { "✗ " } else { "  " }, Role::Alert)]);
    let days = runs::days(scene.meaning.runs.get(index));
    let days = days.map_or_else(|| "not right yet".to_owned(), |days| runs::span(days.first, days.last));
    let words = format!("{} {days}", pad(&name(scene, index), NAME));
    line.push_span(scene.span(text::fit(&words, width.saturating_sub(4)).into_owned(), role));
    line
}

/// When and how often, or how many problems there are.
fn second(scene: &Scene<'_>, index: usize, width: usize) -> Line<'static> {
    let wrong = scene.form.problems_shown_on_run(index);
    let (words, role) = match wrong {
        0 => (doing(scene, index), Role::Dim),
        n => (counted(n, "problem"), Role::Alert),
    };
    let words = text::fit(&words, width.saturating_sub(6)).into_owned();
    Line::from(vec![Span::raw("      "), scene.span(words, role)])
}

/// On how many days it calls, and when.
fn doing(scene: &Scene<'_>, index: usize) -> String {
    match scene.meaning.runs.get(index) {
        Some(RunMeaning::Days { days, hours, .. }) if hours.is_empty() => {
            format!("{} · messages only", day_words(days.count()))
        }
        Some(RunMeaning::Days { days, hours, .. }) => format!("{} · {}", day_words(days.count()), slot_words(hours)),
        Some(RunMeaning::NotValid) | None => "to be filled in".to_owned(),
    }
}
