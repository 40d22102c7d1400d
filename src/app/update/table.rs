//! Choosing the order of the table.

use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::order::{Column, Kind, Order};

/// Opens the sort menu on the column in force.
pub(in crate::app) fn open_menu(model: &mut Model) {
    let at = Column::ALL.iter().position(|column| *column == model.list.order.column);
    model.overlays.push(Overlay::Sort(at.unwrap_or_default()));
}

/// Sorts by the marked column of the sort menu.
pub(in crate::app) fn choose_sort(model: &mut Model) {
    if let Some(Overlay::Sort(choice)) = model.overlays.pop()
        && let Some(column) = Column::ALL.get(choice)
    {
        sort_by(model, *column);
    }
}

/// Sorts by a column, in its natural direction; the same column again turns the order round.
pub(in crate::app) fn sort_by(model: &mut Model, column: Column) {
    let order = match column.kind() {
        _ if model.list.order.column == column => model.list.order.reversed(),
        Kind::Text => Order::ascending(column),
        Kind::Number | Kind::Count | Kind::Percent | Kind::Score => Order::descending(column),
    };
    model.list.set_order(order, &mut model.context.store);
    if model.list.filter.query.order().is_some() {
        model.refuse("The filter's own sort: holds; edit it with /.");
    } else if model.list.hides_order(&model.context.store) {
        let way = if model.context.store.query().columns().is_empty() {
            "C shows it"
        } else {
            "the filter's cols: leaves it out"
        };
        model.say(format!("Sorted by {}, whose column is hidden: {way}.", column.name()));
    }
}

/// Puts rows that were held calm where the order says.
pub(in crate::app) fn rerank(model: &mut Model) {
    let moved = model.list.rerank(&mut model.context.store);
    model.say(if moved { "Ranked anew." } else { "Every row stands where the order says already." });
}

/// Sorts by the column `distance` places to the right, round the end.
pub(in crate::app) fn sort_beside(model: &mut Model, distance: usize) {
    let at = Column::ALL.iter().position(|column| *column == model.list.order.column).unwrap_or_default();
    if let Some(column) = Column::ALL.get((at + distance) % Column::ALL.len()) {
        sort_by(model, *column);
    }
}
