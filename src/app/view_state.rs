//! The view as it was left: restored at the start, and saved whenever it has changed.

use std::time::Duration;

use super::columns::Columns;
use super::list::List;
use super::preview::Preview;
use super::views::Views;
use crate::domain::grouping::GroupBy;
use crate::domain::order::{Column, Order};
use crate::domain::store::Store;
use crate::domain::view_state::ViewState;

/// What changes within this time is saved once.
const REST: Duration = Duration::from_secs(1);

/// What was saved of the view, and when it is saved next.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// What was saved last; nothing until the screen was opened.
    kept: Option<Kept>,
    /// When it is to be saved, since the start of the program.
    due: Option<Duration>,
    /// A filter that the command line gave. It is of this run alone, until it is changed.
    given: Option<String>,
}

/// A view as the program has it.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    view: String,
    usual: Option<Columns>,
    filter: String,
    order: Order,
    grouping: Vec<GroupBy>,
    columns: Columns,
    preview: Preview,
}

impl Keeping {
    /// Saves what changes from here on. `filter` is the saved one, `given` the command line's.
    pub(super) fn begin(&mut self, list: &List, views: &Views, filter: &str, given: &str) {
        self.kept = Some(Kept { filter: filter.to_owned(), ..self.now(list, views) });
        self.given = (!given.is_empty()).then(|| given.to_owned());
    }

    pub(super) fn due_at(&self) -> Option<Duration> {
        self.due
    }

    /// Notices a change, and hands the view out to be saved once it rests.
    pub(super) fn due(&mut self, list: &List, views: &Views, now: Duration) -> Option<ViewState> {
        if self.due.is_some_and(|due| due <= now) {
            self.due = None;
            return self.unwritten(list, views);
        }
        if self.due.is_none() && self.is_changed(list, views) {
            self.due = Some(now + REST);
        }
        None
    }

    /// The view to be saved now, where it differs from what was saved.
    pub(super) fn unwritten(&mut self, list: &List, views: &Views) -> Option<ViewState> {
        if !self.is_changed(list, views) {
            return None;
        }
        let now = self.now(list, views);
        let state = state(&now);
        (self.kept, self.due) = (Some(now), None);
        Some(state)
    }

    /// It cannot be saved, and is not tried again in this run.
    pub(super) fn failed(&mut self) {
        *self = Self::default();
    }

    /// Whether the view differs from what was saved. Asked with every message, so it copies nothing.
    fn is_changed(&self, list: &List, views: &Views) -> bool {
        self.kept.as_ref().is_some_and(|kept| {
            kept.filter != self.filter(list)
                || kept.order != list.order
                || kept.grouping != list.grouping
                || kept.preview != list.preview
                || !kept.columns.is_same_choice(&list.columns)
                || kept.view != views.opened().map_or("", |view| &view.name)
                || !match (&kept.usual, views.usual()) {
                    (Some(kept), Some(usual)) => kept.is_same_choice(usual),
                    (kept, usual) => kept.is_none() && usual.is_none(),
                }
        })
    }

    /// The filter to save: the one that holds, without what is only being typed or was only given for this run.
    fn filter<'a>(&'a self, list: &'a List) -> &'a str {
        let holds = list.filter.before.as_deref().unwrap_or(list.filter.field.text());
        match (&self.given, &self.kept) {
            (Some(given), Some(kept)) if given == holds => &kept.filter,
            _ => holds,
        }
    }

    fn now(&self, list: &List, views: &Views) -> Kept {
        let mut columns = list.columns.clone();
        columns.settle(0);
        Kept {
            view: views.opened().map(|view| view.name.clone()).unwrap_or_default(),
            usual: views.usual().cloned(),
            filter: self.filter(list).to_owned(),
            order: list.order,
            grouping: list.grouping.clone(),
            columns,
            preview: list.preview,
        }
    }
}

/// Restores how the table was left, but for its filter, which the command line may outweigh.
pub(super) fn restore(view: &ViewState, list: &mut List, views: &mut Views, store: &mut Store) {
    let usual =
        (!view.usual_columns.is_empty()).then(|| Columns::restored(&view.usual_columns, &view.usual_hidden, false));
    views.resume(&view.view, usual);
    list.columns = Columns::restored(&view.columns, &view.hidden, view.wide);
    list.preview = Preview::restored(&view.preview, view.preview_hidden);
    list.set_order(order(view), store);
    let named = |name: &String| GroupBy::ALL.into_iter().find(|by| by.name() == name);
    list.set_grouping(view.group.iter().filter_map(named).collect(), store);
}

fn state(view: &Kept) -> ViewState {
    let (columns, hidden) = view.columns.named();
    let (preview, preview_hidden) = view.preview.named();
    let (usual_columns, usual_hidden) = view.usual.as_ref().map(Columns::named).unwrap_or_default();
    ViewState {
        view: view.view.clone(),
        filter: view.filter.clone(),
        sort: view.order.column.name().to_owned(),
        descending: view.order.descending,
        group: view.grouping.iter().map(|by| by.name().to_owned()).collect(),
        columns,
        hidden,
        usual_columns,
        usual_hidden,
        wide: view.columns.wide(),
        preview: preview.to_owned(),
        preview_hidden,
    }
}

fn order(view: &ViewState) -> Order {
    let column = Column::ALL.into_iter().find(|column| column.name() == view.sort);
    match column {
        Some(column) if view.descending => Order::descending(column),
        Some(column) => Order::ascending(column),
        None => Order::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_written_once_it_rests_and_a_given_filter_is_not_kept() {
        let (mut keeping, mut list, mut store) = (Keeping::default(), List::default(), Store::default());
        let mut views = Views::default();
        let second = Duration::from_secs;
        list.set_filter("given", &mut store);
        assert_eq!(keeping.unwritten(&list, &views), None, "nothing is kept before it begins");
        keeping.begin(&list, &views, "kept", "given");
        list.sort_by(Column::Calls, &mut store).unwrap();
        list.set_grouping(vec![GroupBy::List, GroupBy::Agent], &mut store);
        assert_eq!(keeping.due(&list, &views, second(1)), None);
        assert_eq!((keeping.due_at(), keeping.due(&list, &views, second(1))), (Some(second(2)), None));
        let view = keeping.due(&list, &views, second(2)).unwrap();
        assert_eq!((view.filter.as_str(), view.sort.as_str(), view.descending), ("kept", "calls", true));
        assert_eq!((keeping.due(&list, &views, second(3)), keeping.unwritten(&list, &views)), (None, None));
        let mut again = List::default();
        restore(&view, &mut again, &mut views, &mut store);
        assert_eq!((again.order, again.grouping), (list.order, list.grouping));
    }
}
