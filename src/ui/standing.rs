//! The state of the table in a few words: how much is shown, marked and odd, and the order. The header and the table's own
//! edge say the same.

use super::columns;
use super::text;
use crate::app::model::Model;
use crate::domain::count::counted;
use crate::domain::order::Column;

/// `17/143`: campaigns shown of all, each counted once; unknown before the first answer.
pub fn position(model: &Model) -> String {
    if !model.context.has_read() {
        return text::UNKNOWN.to_owned();
    }
    let (shown, all) = (model.context.store.totals().rows, model.context.store.distinct());
    format!("{}/{}", text::count(shown as i64), text::count(all as i64))
}

/// "by agent, list": what rows are grouped by.
pub fn grouping_words(model: &Model) -> Option<String> {
    let names: Vec<&str> = model.context.store.groups_by().iter().map(|by| by.name()).collect();
    (!names.is_empty()).then(|| format!("by {}", names.join(", ")))
}

/// `◆ 2 marked`, or the length of the range that is being marked; with the word only if there is `room`.
pub fn marks_words(model: &Model, room: bool) -> Option<String> {
    let marks = &model.list.marks;
    let marked = marks.count() + marks.group_count(&model.context.store);
    let (sign, count, word) = match marks.range(&model.context.store, model.list.position()) {
        Some(range) => ('◇', range.count(), " in range"),
        None if marked > 0 => ('◆', marked, " marked"),
        None => return None,
    };
    Some(format!("{sign} {}{}", text::count(count as i64), if room { word } else { "" }))
}

/// "sorted by ID ↓", or that the rows are held in place.
pub fn order_words(model: &Model) -> String {
    if model.context.store.held() {
        return "order held · R re-ranks".to_owned();
    }
    let order = model.context.store.order();
    let hidden = if model.list.hides_order(&model.context.store) { ", hidden" } else { "" };
    let rate = matches!(order.column, Column::SuccessRate | Column::FailedRate);
    let few = if rate && model.context.store.is_grouped() { ", too few last" } else { "" };
    format!("sorted by {} {}{hidden}{few}", columns::title(order.column), columns::arrow(order))
}

/// What is odd about the list that the totals sum up: repeated ids, or twice as many rows as before.
pub fn odd(model: &Model) -> Option<String> {
    match (model.context.store.repeated(), model.listed.grown_from()) {
        (0, None) => None,
        (0, Some(from)) => Some(format!("{} before", text::count(from as i64))),
        (ids, _) => Some(format!("{} repeated", counted(ids, "id"))),
    }
}
