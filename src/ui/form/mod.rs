//! The form that creates a campaign, over the whole body of the screen.
//!
//! ```text
//!  1 Basics ✓ ─ 2 Audience ✓ ─ 3 Hours ✓ ─ [4 Runs ✗ 1 problem] ─ 5 Report ○ optional ─ 6 Review ○
//! ╭─ Runs ───────────────╮╭─ run-2: run 2 of 2 ─────────────────────────────────── * required ─╮
//! │   2 runs             ││   Start date            *  2026-03-02        Mon                  │
//! │     run-1  Mon 23 …  ││ ▸ End date              *  2026-03-01        Sun                  │
//! │   ✗ run-2  Mon 2 …   ││                            ✗ must not be before the start …       │
//! ╰──────────────────────╯╰────────────────────────────────────────────────────────────────────╯
//! ╭─ About: End date ────────────────╮╭─ What this plan means ──────────────────────────────────╮
//! │ Last day of the run; …           ││ 23 Feb  ██ ██ ██ ██ ██ ·· ··   run-1  5 days · 35 h     │
//! ╰──────────────────────────────────╯╰──────────────────────────────────────────────────────────╯
//! ```
//!
//! Boxes if there is room; else sections under rules, of which the lower ones give way first; on the smallest screens the
//! fields alone. `step` draws a step, `review` the last one, the other files their parts.

mod calendar;
mod choices;
mod create;
pub mod drafts;
mod editor;

mod fields;
mod help;
mod meaning;
mod pasted;
mod review;
mod run_list;
mod runs;
pub mod status;
mod step;
mod tabs;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::layout::spot;
use super::paragraph;
use super::popup::{self, Page};
use super::text;
use super::theme::{Role, Theme};
use crate::app::action::Action;
use crate::app::action::form::FormAction;
use crate::app::form::{Form, LaunchStage, Popup};
use crate::app::geometry::{Spot, Target};
use crate::app::model::Model;
use crate::domain::draft::Step;
use crate::domain::draft::meaning::Meaning;

/// What every part of the form reads.
#[derive(Clone, Copy)]
pub struct Scene<'m> {
    pub model: &'m Model,
    pub form: &'m Form,
    /// What the form's plan comes to.
    pub meaning: &'m Meaning,
    pub theme: Theme,
}

impl Scene<'_> {
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    fn span<'a>(&self, words: impl Into<Cow<'a, str>>, role: Role) -> Span<'a> {
        self.theme.span(words, role)
    }

    fn line<'a>(&self, words: impl Into<Cow<'a, str>>, role: Role) -> Line<'a> {
        self.theme.line(words, role)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormLayout {
    Boxes,
    Sections,
    Bare,
}

impl FormLayout {
    fn of(area: Rect) -> Self {
        match (area.width, area.height) {
            (100.., 24..) => Self::Boxes,
            (60.., 14..) => Self::Sections,
            _ => Self::Bare,
        }
    }
}

/// Draws the form over `area`, and its popup on top.
pub fn draw(model: &Model, theme: Theme, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Page {
    let Some(form) = model.form.as_deref() else { return Page::default() };
    let scene = Scene { model, form, meaning: form.meaning(), theme };
    Clear.render(area, buf);
    let mut body = area;
    if area.height >= 4 {
        let row = text::row(area, 0);
        let (line, places) = tabs::line(&scene, usize::from(area.width));
        for (step, from, to) in places {
            spots.extend(spot(row, from, to - from, Target::Act(Action::Form(FormAction::Go(step)))));
        }
        text::put(buf, row, &line);
        body = below(area, 1);
    }
    let page = match form.step {
        Step::Review => review::draw(&scene, body, spots, buf),
        _ => Page { cursor: step::draw(&scene, body, spots, buf), ..Page::default() },
    };
    let page = Page { place: area, ..page };
    if form.popup.is_some() || form.launch != LaunchStage::Idle {
        spots.clear();
    }
    match &form.popup {
        None => match &form.launch {
            LaunchStage::Refused(refused) if refused.name.is_some() => create::draw_refusal(&scene, refused, area, buf),
            _ => page,
        },
        Some(Popup::Calendar(calendar)) => calendar::draw(&scene, calendar, area, spots, buf),
        Some(Popup::Choices(list)) => choices::draw(&scene, list, area, buf),
        Some(Popup::Plan { plan, scroll }) => pasted::draw_plan(&scene, plan, *scroll, area, buf),
        Some(Popup::Pasted { preview, scroll }) => pasted::draw(&scene, preview, *scroll, area, buf),
        Some(Popup::Sheet { field, sheet, problem }) => {
            editor::draw(&scene, *field, sheet, problem.as_deref(), area, buf)
        }
    }
}

fn signed(scene: &Scene<'_>, sign: &str, words: &str, role: Role, width: usize) -> Vec<Line<'static>> {
    paragraph::signed(scene.theme, sign, words, role, width)
}

fn wrapped(scene: &Scene<'_>, words: &str, role: Role, width: usize) -> Vec<Line<'static>> {
    paragraph::wrapped(scene.theme, words, role, width)
}

/// `area` without its first `lines` lines.
fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// Draws a title on a rule; returns the area below it without the outer columns.
fn section(scene: &Scene<'_>, title: &str, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
    text::put(buf, text::row(area, 0), &popup::rule(scene.theme, title, note, usize::from(area.width)));
    popup::inset(below(area, 1))
}

/// Draws a box; returns the inside without the outer columns.
fn boxed(scene: &Scene<'_>, title: &str, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
    popup::inset(popup::frame(scene.theme, title, note, area, buf))
}

/// The cursor at a column and line of `area`, if that is inside.
fn cursor_at(area: Rect, at: Option<(usize, usize)>) -> Option<Position> {
    let (column, line) = at?;
    let x = area.x.saturating_add(u16::try_from(column).ok()?);
    let place = Position { x, y: area.y.saturating_add(u16::try_from(line).ok()?) };
    area.contains(place).then_some(place)
}
