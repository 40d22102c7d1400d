//! The table and the campaign opened from it: filter, order, columns, marks.

use super::polls;
use crate::app::action::Movement;
use crate::app::columns::Columns;
use crate::app::detail::{Detail, Tab};
use crate::app::effect::Effect;
use crate::app::filter::Filter;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::order::Column;
use crate::domain::store::LineKey;

pub(super) fn drop_filter(model: &mut Model) {
    set_filter(model, "");
}

/// Filters by `text`, and sends its `key:` to the server.
pub(super) fn set_filter(model: &mut Model, text: &str) {
    model.list.set_filter(text, &mut model.context.store);
    polls::search(model);
}

/// Keeps the filter and remembers it; takes an offer that the user went to instead.
pub(super) fn keep_filter(model: &mut Model) -> Vec<Effect> {
    if model.list.filter.has_chosen() {
        complete(model);
        return Vec::new();
    }
    if let Err(why) = model.list.filter.keep() {
        return model.refuse(why);
    }
    polls::search(model);
    let filter = &mut model.list.filter;
    let text = filter.field.text().trim().to_owned();
    let added = filter.recent.add(&text);
    added.then(|| Effect::Keep(Keep::AddFilter(text))).into_iter().collect()
}

pub(super) fn complete(model: &mut Model) {
    if model.list.filter.complete() {
        model.list.apply_filter(&mut model.context.store);
    } else {
        model.refuse("There is nothing to complete here.");
    }
}

/// Goes up or down in what the filter offers or remembers.
pub(super) fn step_filter(model: &mut Model, step: fn(&mut Filter) -> bool) {
    if step(&mut model.list.filter) {
        model.list.apply_filter(&mut model.context.store);
    }
}

/// Opens the sort menu on the column in force.
pub(super) fn open_sort_menu(model: &mut Model) {
    model.overlays.push(Overlay::Sort(sorted_at(model)));
}

/// Sorts by the marked column of the sort menu.
pub(super) fn choose_sort(model: &mut Model) {
    if let Some(Overlay::Sort(choice)) = model.overlays.pop()
        && let Some(column) = Column::ALL.get(choice)
    {
        sort_by(model, *column);
    }
}

pub(super) fn sort_by(model: &mut Model, column: Column) {
    match model.list.sort_by(column, &mut model.context.store) {
        Ok(None) => {}
        Ok(Some(words)) => model.say(words),
        Err(why) => drop(model.refuse(why)),
    }
}

/// Sorts by the column `distance` places to the right, round the end.
pub(super) fn sort_beside(model: &mut Model, distance: usize) {
    if let Some(column) = Column::ALL.get((sorted_at(model) + distance) % Column::ALL.len()) {
        sort_by(model, *column);
    }
}

fn sorted_at(model: &Model) -> usize {
    Column::ALL.iter().position(|column| *column == model.list.order.column).unwrap_or_default()
}

pub(super) fn rerank(model: &mut Model) {
    let moved = model.list.rerank(&mut model.context.store);
    model.say(if moved { "Ranked anew." } else { "Every row stands where the order says already." });
}

/// Shows or hides the column that the sheet marks.
pub(super) fn toggle_column(model: &mut Model) {
    if let Some((column, _)) = marked_column(model)
        && let Err(why) = model.list.columns.toggle(column)
    {
        model.refuse(why);
    }
}

/// Moves the column that the sheet marks, and the mark with it.
pub(super) fn shift_column(model: &mut Model, movement: Movement) {
    let Some((column, at)) = marked_column(model) else { return };
    match (model.list.columns.shift(column, movement), model.overlays.last_mut()) {
        (Ok(true), Some(Overlay::Columns(choice))) => *choice = movement.apply(at, Columns::COUNT, 1),
        (Ok(_), _) => {}
        (Err(why), _) => drop(model.refuse(why)),
    }
}

/// The column that the sheet marks, and its place there.
fn marked_column(model: &Model) -> Option<(Column, usize)> {
    let Some(Overlay::Columns(at)) = model.overlays.last() else { return None };
    Some((model.list.columns.all().nth(*at)?, *at))
}

pub(super) fn reset_columns(model: &mut Model) {
    model.list.columns = Columns::default();
    model.say("The columns stand as at first.");
}

pub(super) fn toggle_wide(model: &mut Model) {
    let words = model.list.columns.toggle_wide();
    model.say(words);
}

/// Marks or unmarks the line under the cursor and goes on to the next.
pub(super) fn toggle_mark(model: &mut Model) {
    if let Some(key) = model.list.line(&model.context.store).map(|line| line.key()) {
        model.list.marks.toggle(key);
        model.list.step(Movement::Down, &model.context.store);
    }
}

pub(super) fn mark_range(model: &mut Model) {
    if let Some(words) = model.list.marks.mark_range(&model.context.store, model.list.position()) {
        model.say(words);
    }
}

pub(super) fn mark_all(model: &mut Model) {
    let words = model.list.marks.mark_all(&model.context.store);
    model.say(words);
}

/// Opens the campaign under the cursor; opens or closes a group.
pub(super) fn open(model: &mut Model) {
    match model.list.line(&model.context.store).map(|line| line.key()) {
        Some(LineKey::Group(key)) => model.list.toggle_group(&key, &mut model.context.store),
        Some(LineKey::Row(_)) => open_detail(model, Tab::Overview),
        None => {}
    }
}

pub(super) fn group_next(model: &mut Model) {
    match model.list.group_next(&mut model.context.store) {
        Ok(words) => model.say(words),
        Err(why) => drop(model.refuse(why)),
    }
}

fn open_detail(model: &mut Model, tab: Tab) {
    if let Some(row) = model.current().map(|row| row.key()) {
        model.overlays.push(Overlay::Detail(Detail::new(row, tab)));
    }
}

/// Opens the raw JSON of the campaign under the cursor; in an open campaign, turns to it, or back from it.
pub(super) fn show_raw(model: &mut Model) {
    match model.detail_mut() {
        Some(detail) => detail.toggle_raw(),
        None => open_detail(model, Tab::Raw),
    }
}

/// Moves the cursor of the table, and the open campaign with it.
pub(super) fn step_detail(model: &mut Model, forward: bool) {
    let Some((at, row)) = model.list.row_beyond(forward, &model.context.store) else { return };
    model.list.select(at, &model.context.store);
    if let Some(detail) = model.detail_mut() {
        detail.row = row;
    }
}
