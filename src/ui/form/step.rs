//! A step: its fields, the runs beside them, help on the focused field, what the plan means.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::fields::Spacing;
use super::{FormLayout, Scene, below, boxed, cursor_at, fields, help, meaning, run_list, section};
use crate::app::form::suggestions::line;
use crate::app::form::{FieldLine, Focus};
use crate::app::geometry::{Spot, Target};
use crate::domain::draft::{Field, Step};
use crate::ui::layout::spot;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::theme::Role;

/// Columns of the runs beside their fields, and lines of the boxes below.
const LIST: u16 = 40;
const BELOW: u16 = 13;
/// Lines of the sections below the fields: about the field, and what the plan means.
const ABOUT: usize = 3;
const MEANING: usize = 3;

/// Draws the step over `area`, its fields and runs answering to clicks; returns where the text cursor stands.
pub(super) fn draw(scene: &Scene<'_>, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Option<Position> {
    match FormLayout::of(area) {
        FormLayout::Boxes => draw_boxes(scene, area, spots, buf),
        FormLayout::Sections => draw_sections(scene, area, spots, buf),
        FormLayout::Bare => draw_bare(scene, area, spots, buf),
    }
}

/// The fields that stand in the pane of the fields. Each is asked once: whether it is required takes judging the plan.
fn listed(scene: &Scene<'_>) -> Vec<FieldLine> {
    let form = scene.form;
    let fields = if run_list::is_shown(scene) { run_list::fields(scene) } else { form.draft().fields(form.step) };
    fields.into_iter().map(|field| line(&scene.model.context, form, field)).collect()
}

fn title(scene: &Scene<'_>) -> String {
    if run_list::is_shown(scene) { run_list::title(scene) } else { heading(scene.form.step).to_owned() }
}

/// What a step is about.
fn heading(step: Step) -> &'static str {
    match step {
        Step::Basics => "Basics",
        Step::Audience => "Audience: who calls, who is called",
        Step::Hours => "Hours: when calls may be made",
        Step::Runs => "Runs",
        Step::Report => "Report by e-mail",
        Step::Review => "Review",
    }
}

fn about(field: Option<Field>) -> String {
    field.map_or_else(|| "About".to_owned(), |field| format!("About: {}", field.label()))
}

fn draw_boxes(scene: &Scene<'_>, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Option<Position> {
    let low = BELOW.min(area.height * 2 / 5);
    let main = Rect { height: area.height - low, ..area };
    let bottom = below(area, area.height - low);
    let list = if run_list::is_shown(scene) { LIST.max(area.width / 4) } else { 0 };
    if list > 0 {
        let place = Rect { width: list, ..main };
        let inner = boxed(scene, "Runs", "", place, buf);
        let (lines, at) = run_list::lines(scene, usize::from(inner.width));
        // A run takes two lines and a blank one.
        let page = popup::page_around(&lines, at + 1, inner, buf);
        spots.extend(stop_spots(inner, page.first, &run_list::owners(scene, lines.len(), true)));
    }
    let place = Rect { x: main.x + list, width: main.width - list, ..main };
    let inner = boxed(scene, &title(scene), "* required", place, buf);
    let cursor = draw_fields(scene, &listed(scene), inner, place, spots, buf);
    let half = area.width * 2 / 5;
    let left = Rect { width: half, ..bottom };
    let field = scene.form.focused_field();
    let inner = boxed(scene, &about(field), "", left, buf);
    if let Some(field) = field {
        popup::scrolled(&help::lines(scene, field, usize::from(inner.width)), 0, inner, buf);
    } else {
        popup::scrolled(&next_words(scene, usize::from(inner.width)), 0, inner, buf);
    }
    let right = Rect { x: bottom.x + half, width: bottom.width - half, ..bottom };
    let inner = boxed(scene, "What this plan means", "clients’ local time", right, buf);
    let lines = meaning::lines(scene, usize::from(inner.width), usize::from(inner.height));
    popup::scrolled(&lines, 0, inner, buf);
    cursor
}

/// The fields, with as much room between them as there is.
fn draw_fields(
    scene: &Scene<'_>,
    listed: &[FieldLine],
    inner: Rect,
    place: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> Option<Position> {
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    let stops = fields::stops(scene, listed, width, Spacing::of(listed, height));
    let focus = match scene.form.focus {
        // What has the focus in the list of runs is shown there.
        Focus::Field(Field::Run(_) | Field::Runs) if run_list::is_shown(scene) => {
            stops.first().map_or(scene.form.focus, |stop| stop.focus)
        }
        focus => focus,
    };
    let viewport = fields::viewport(stops, focus, height);
    spots.extend(stop_spots(inner, 0, &viewport.owners));
    popup::scrolled(&viewport.lines, 0, inner, buf);
    popup::draw_cut(scene.theme, (0, viewport.below), inner, place, buf);
    cursor_at(inner, viewport.cursor)
}

/// The lines of `area`, each with what a click on it goes to, from the line `first` on.
fn stop_spots(area: Rect, first: usize, owners: &[Focus]) -> Vec<Spot> {
    let visible = owners.iter().skip(first).take(usize::from(area.height)).enumerate();
    let spots =
        visible.map(|(y, focus)| spot(text::row(area, y as u16), 0, usize::from(area.width), Target::Stop(*focus)));
    spots.flatten().collect()
}

/// What the button to the next step does.
fn next_words(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let words = match scene.form.step.next() {
        Some(Step::Review) | None => "Goes on to the review: what will be sent, and what is good to know before.",
        Some(_) => "Goes on to the next step. Every step can be left and come back to at any time.",
    };
    super::wrapped(scene, words, Role::Text, width)
}

fn draw_sections(scene: &Scene<'_>, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Option<Position> {
    let width = usize::from(area.width.saturating_sub(2));
    let mut rest = area;
    if run_list::is_shown(scene) {
        let (lines, at) = run_list::brief(scene, width);
        let height = (lines.len() as u16).min(area.height / 5).max(2);
        let inner = section(scene, "Runs", "", Rect { height: height + 1, ..rest }, buf);
        let page = popup::page_around(&lines, at, inner, buf);
        spots.extend(stop_spots(inner, page.first, &run_list::owners(scene, lines.len(), false)));
        rest = below(rest, height + 1);
    }
    let listed = listed(scene);
    let needed: usize = fields::stops(scene, &listed, width, Spacing::Close).iter().map(|stop| stop.lines.len()).sum();
    let about_lines = scene.form.focused_field().map(|field| help::brief(scene, field, width)).unwrap_or_default();
    let meaning_lines = meaning::brief(scene, width);
    let free = usize::from(rest.height).saturating_sub(needed + 1);
    // Rules count as well. What the plan means gives way first, but not to the last words about a field.
    let both = about_lines.len().min(ABOUT) + meaning_lines.len().min(MEANING) + 2 <= free;
    let about_height = about_lines.len().min(if both { ABOUT } else { ABOUT - 1 });
    let about_height = if free > about_height && about_height > 0 { about_height + 1 } else { free.min(2) };
    let left = free - about_height;
    let meaning_height = meaning_lines.len().min(MEANING) + 1;
    let meaning_height = if left >= 2 { left.min(meaning_height) } else { 0 };
    let low = (about_height + meaning_height) as u16;
    let place = Rect { height: rest.height - low, ..rest };
    let inner = section(scene, &title(scene), "* required", place, buf);
    let cursor = draw_fields(scene, &listed, inner, place, spots, buf);
    let rest = below(rest, rest.height - low);
    if about_height >= 2 {
        let place = Rect { height: about_height as u16, ..rest };
        let inner = section(scene, &about(scene.form.focused_field()), "", place, buf);
        popup::scrolled(&about_lines, 0, inner, buf);
    }
    if meaning_height > 0 {
        let inner = section(scene, "What this plan means", "", below(rest, about_height as u16), buf);
        popup::scrolled(&meaning_lines, 0, inner, buf);
    }
    cursor
}

fn draw_bare(scene: &Scene<'_>, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) -> Option<Position> {
    let mut rest = area;
    if run_list::is_shown(scene) && area.height >= 3 {
        let (lines, at) = run_list::brief(scene, usize::from(area.width));
        popup::page_around(&lines, at, Rect { height: 1, ..rest }, buf);
        rest = below(rest, 1);
    }
    let stops = fields::stops(scene, &listed(scene), usize::from(rest.width), Spacing::Close);
    let viewport = fields::viewport(stops, scene.form.focus, usize::from(rest.height));
    spots.extend(stop_spots(rest, 0, &viewport.owners));
    for (y, line) in viewport.lines.iter().enumerate() {
        text::put(buf, text::row(rest, y as u16), line);
    }
    cursor_at(rest, viewport.cursor)
}
