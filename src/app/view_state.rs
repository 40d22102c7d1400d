//! The dashboard as it was left: taken up at the start, and kept whenever it changed.

use std::time::Duration;

use super::columns::Columns;
use super::effect::Effect;
use super::model::Model;
use super::preview::Preview;
use crate::domain::order::{Column, Order};
use crate::domain::view_state::ViewState;

/// What changes within this time is written once.
const REST: Duration = Duration::from_secs(1);

/// What is known of the view that is kept.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// What was kept last; nothing until the screen was opened.
    kept: Option<View>,
    /// When it is to be written, since the start of the program.
    due: Option<Duration>,
    /// A filter that the command line gave. It is of this run alone, until it is changed.
    given: Option<String>,
}

/// What is kept, as the model has it.
#[derive(Debug, Clone, PartialEq)]
struct View {
    filter: String,
    order: Order,
    columns: Columns,
    preview: Preview,
}

impl Keeping {
    /// When the view is to be written.
    pub(super) fn due(&self) -> Option<Duration> {
        self.due
    }

    /// It cannot be written: it is not tried again in this run.
    pub(super) fn failed(&mut self) {
        *self = Self::default();
    }
}

impl Model {
    /// Takes up how the dashboard was left, and keeps it from then on; a filter from the command line comes before the
    /// one that was kept.
    pub fn resume(&mut self, view: Option<&ViewState>, filter: &str, search: Option<String>) {
        if let Some(view) = view {
            let order = order(view);
            self.list.columns = Columns::restored(&view.columns, &view.hidden, view.wide);
            self.list.preview = Preview::restored(&view.preview, view.preview_hidden);
            self.list.set_order(order, &mut self.context.store);
        }
        let kept = view.map_or("", |view| view.filter.as_str());
        self.keeping.kept = Some(View { filter: kept.to_owned(), ..now(self) });
        self.keeping.given = (!filter.is_empty()).then(|| filter.to_owned());
        if filter.is_empty() && !kept.is_empty() {
            self.say("The filter is the one of last time: 0 shows all.");
        }
        self.open(if filter.is_empty() { kept } else { filter }, search);
    }

    /// The view to be written now, where it differs from what was kept.
    pub fn unwritten_view(&mut self) -> Option<ViewState> {
        let kept = self.keeping.kept.as_ref()?;
        let view = now(self);
        if *kept == view {
            return None;
        }
        let state = state(&view);
        (self.keeping.kept, self.keeping.due) = (Some(view), None);
        Some(state)
    }
}

/// Notices a change, and asks for it to be written once it rests.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let at = model.context.now.mono;
    if model.keeping.due.is_some_and(|due| due <= at) {
        model.keeping.due = None;
        return model.unwritten_view().map(|view| Effect::SaveView(Box::new(view)));
    }
    if model.keeping.due.is_none() && changed(model) {
        model.keeping.due = Some(at + REST);
    }
    None
}

/// Whether the view differs from what was kept. Asked with every message, so it copies nothing.
fn changed(model: &Model) -> bool {
    let Some(kept) = &model.keeping.kept else { return false };
    let list = &model.list;
    kept.filter != filter(model)
        || kept.order != list.order
        || kept.preview != list.preview
        || !kept.columns.is_same_choice(&list.columns)
}

/// The filter that is kept: the one that holds, without what is only being typed or was only given for this run.
fn filter(model: &Model) -> &str {
    let filter = &model.list.filter;
    let holds = filter.before.as_deref().unwrap_or(filter.field.text());
    match (&model.keeping.given, &model.keeping.kept) {
        (Some(given), Some(kept)) if given == holds => &kept.filter,
        _ => holds,
    }
}

fn now(model: &Model) -> View {
    let mut columns = model.list.columns.clone();
    columns.settle(0);
    View { filter: filter(model).to_owned(), order: model.list.order, columns, preview: model.list.preview }
}

fn state(view: &View) -> ViewState {
    let (columns, hidden) = view.columns.named();
    let (preview, preview_hidden) = view.preview.named();
    ViewState {
        filter: view.filter.clone(),
        sort: view.order.column.name().to_owned(),
        descending: view.order.descending,
        columns,
        hidden,
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
