//! The steps in a row, each with its state, in the longest wording that fits.
//!
//! ```text
//!  1 Basics ✓ ─ 2 Audience ✓ ─ 3 Hours ✓ ─ [4 Runs ✗ 1 problem] ─ 5 Report ○ optional ─ 6 Review ○
//!  ✓ Basics  ✓ Audience  ✓ Hours  [✗ Runs]  ○ Report  ○ Review
//!  4/6 Runs  ✗ 1 problem
//! ```

use ratatui::text::{Line, Span};

use super::Scene;
use crate::app::form::{Tab, TabState};
use crate::domain::count::counted;
use crate::domain::draft::Step;
use crate::ui::theme::Role;

/// The steps of a line, each with its first column and the one behind its last.
pub(super) type Places = Vec<(Step, usize, usize)>;

/// The steps in `width` columns, and where each stands.
pub(super) fn line(scene: &Scene<'_>, width: usize) -> (Line<'static>, Places) {
    let tabs = scene.form.tabs();
    let forms = [long(scene, &tabs, true), long(scene, &tabs, false), middle(scene, &tabs)];
    let fits = forms.into_iter().find(|(line, _)| line.width() < width);
    fits.unwrap_or_else(|| (alone(scene, &tabs), Vec::new()))
}

fn sign(state: TabState) -> (&'static str, Role) {
    match state {
        TabState::Valid => ("✓", Role::Dim),
        TabState::Problems(_) => ("✗", Role::Alert),
        TabState::Untouched | TabState::Skipped(_) => ("○", Role::Dim),
    }
}

fn words(state: TabState) -> String {
    match state {
        TabState::Problems(n) => counted(n, "problem"),
        TabState::Skipped(why) => why.to_owned(),
        TabState::Valid | TabState::Untouched => String::new(),
    }
}

/// Numbers and names; with the words after the signs for `all` steps, or only for those with problems.
fn long(scene: &Scene<'_>, tabs: &[Tab], all: bool) -> (Line<'static>, Places) {
    let (mut line, mut places) = (Line::raw(" "), Vec::new());
    for (at, tab) in tabs.iter().enumerate() {
        if at > 0 {
            line.push_span(scene.span(" ─ ", Role::Faint));
        }
        let (sign, role) = sign(tab.state);
        let told = all || matches!(tab.state, TabState::Problems(_));
        let words = if told { format!("{sign} {}", words(tab.state)) } else { sign.to_owned() };
        let name = format!("{} {} ", at + 1, tab.step.title());
        let from = line.width();
        push(scene, tab, &mut line, &[(&name, None), (words.trim_end(), Some(role))]);
        places.push((tab.step, from, line.width()));
    }
    (line, places)
}

fn middle(scene: &Scene<'_>, tabs: &[Tab]) -> (Line<'static>, Places) {
    let (mut line, mut places) = (Line::raw(" "), Vec::new());
    for (at, tab) in tabs.iter().enumerate() {
        if at > 0 {
            line.push_span(Span::raw("  "));
        }
        let (sign, role) = sign(tab.state);
        let from = line.width();
        push(scene, tab, &mut line, &[(sign, Some(role)), (" ", None), (tab.step.title(), None)]);
        places.push((tab.step, from, line.width()));
    }
    (line, places)
}

/// A tab: the open one in brackets and bold.
fn push(scene: &Scene<'_>, tab: &Tab, line: &mut Line<'static>, parts: &[(&str, Option<Role>)]) {
    let plain = if tab.open { Role::Strong } else { Role::Dim };
    let bracket = |sign| scene.span(sign, Role::Key);
    line.extend(tab.open.then(|| bracket("[")));
    for (words, role) in parts {
        line.push_span(scene.span((*words).to_owned(), role.unwrap_or(plain)));
    }
    line.extend(tab.open.then(|| bracket("]")));
}

/// The open step alone.
fn alone(scene: &Scene<'_>, tabs: &[Tab]) -> Line<'static> {
    let Some((at, tab)) = tabs.iter().enumerate().find(|(_, tab)| tab.open) else { return Line::default() };
    let (sign, role) = sign(tab.state);
    let place = format!(" {}/{} {}  ", at + 1, tabs.len(), tab.step.title());
    Line::from(vec![
        scene.span(place, Role::Strong),
        scene.span(format!("{sign} {}", words(tab.state)).trim_end().to_owned(), role),
    ])
}
