//! The views: which there are, which is open, and how many campaigns each would show.

use super::action::Movement;
use super::columns::Columns;
use super::list::List;
use crate::domain::nearest::nearest;
use crate::domain::query::{Flag, Query};
use crate::domain::shown::Shown;
use crate::domain::store::Store;
use crate::domain::view::{View, ViewChange, built_in};

#[derive(Debug, Clone)]
pub struct Views {
    known: Vec<Known>,
    open: Option<usize>,
    /// The columns of the views that have none of their own, while one is open that has.
    usual: Option<Columns>,
    counted: Option<Counted>,
    /// What was deleted last, and where it stood.
    deleted: Option<(View, usize)>,
}

/// A view, and how many campaigns it would show, where that is known.
#[derive(Debug, Clone)]
struct Known {
    view: View,
    query: Query,
    campaigns: Option<usize>,
}

/// What was counted last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    reads: u64,
    remembered: bool,
    tellings: u64,
    searching: bool,
}

/// A view as the line of tabs shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tab<'v> {
    /// From 1; the first nine have a key.
    pub number: usize,
    pub name: &'v str,
    /// How many campaigns it would show, where that is known.
    pub campaigns: Option<usize>,
    /// Whether these need a person.
    pub asks: bool,
    pub open: bool,
    /// Whether what is shown is no longer what the open view says.
    pub edited: bool,
}

impl Default for Views {
    /// The built-in ones, the first being open.
    fn default() -> Self {
        let mut views = Self { known: Vec::new(), open: Some(0), usual: None, counted: None, deleted: None };
        views.known = built_in().into_iter().map(known).collect();
        views
    }
}

fn known(view: View) -> Known {
    Known { query: Query::readable(&view.query).0, view, campaigns: None }
}

impl Views {
    /// The open view, as it was saved.
    pub fn opened(&self) -> Option<&View> {
        self.known.get(self.open?).map(|known| &known.view)
    }

    /// The columns of the views that have none of their own, while one is open that has.
    pub(super) fn usual(&self) -> Option<&Columns> {
        self.usual.as_ref()
    }

    /// Every view, in their order.
    pub fn tabs<'v>(&'v self, list: &List) -> Vec<Tab<'v>> {
        let edited = self.is_edited(list);
        let tab = |(at, Known { view, query, campaigns }): (usize, &'v Known)| {
            let open = self.open == Some(at);
            let asks = query.asks(Flag::Needs) && campaigns.is_some_and(|campaigns| campaigns > 0);
            Tab { number: at + 1, name: &view.name, campaigns: *campaigns, asks, open, edited: open && edited }
        };
        self.known.iter().enumerate().map(tab).collect()
    }

    /// Whether what is shown is no longer what the open view says.
    fn is_edited(&self, list: &List) -> bool {
        self.opened().is_some_and(|view| {
            view.query.trim() != list.filter.field.text().trim()
                || view.order != list.order
                || view.groups != list.grouping
                || (!view.columns.is_empty() && !list.columns.others().eq(view.columns.iter().copied()))
        })
    }

    /// Why the view of this number cannot be opened.
    pub(super) fn why_not(&self, number: u8) -> Option<String> {
        let known = self.known.len();
        (usize::from(number) > known).then(|| match known {
            0 => "There is no view.".to_owned(),
            1 => format!("There is no view {number}: there is one only."),
            _ => format!("There is no view {number}: they are 1 to {known}."),
        })
    }

    /// Shows what a view says, from the top.
    pub(super) fn open(&mut self, at: usize, list: &mut List, store: &mut Store) {
        let Some(Known { view, .. }) = self.known.get(at) else { return };
        if view.columns.is_empty() {
            list.columns = self.usual.take().unwrap_or_else(|| list.columns.clone());
        } else {
            self.usual.get_or_insert_with(|| list.columns.clone());
            list.columns = Columns::of(&view.columns);
        }
        list.set_order(view.order, store);
        list.set_grouping(view.groups.clone(), store);
        list.set_filter(&view.query, store);
        list.step(Movement::First, store);
        self.open = Some(at);
    }

    /// Takes up which view was open, and the columns that the others show.
    pub(super) fn resume(&mut self, name: &str, usual: Option<Columns>) {
        self.open = self.known.iter().position(|known| known.view.is_called(name));
        self.usual = usual;
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|known| known.view.name.as_str())
    }

    /// The place of a view, from 0, by its name or its number.
    ///
    /// # Errors
    /// There is none: a sentence for people.
    pub fn find(&self, named: &str) -> Result<usize, String> {
        let numbered = named.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let found = self.known.iter().position(|known| known.view.is_called(named));
        let by_number = numbered.filter(|at| *at < self.known.len());
        // The beginning of one name alone is enough.
        let begins = |known: &Known| known.view.name.to_lowercase().starts_with(&named.to_lowercase());
        let alone = (self.known.iter().filter(|known| begins(known)).count() == 1)
            .then(|| self.known.iter().position(begins))
            .flatten();
        found.or(by_number).or(alone).ok_or_else(|| {
            let shown = Shown::new(named);
            match nearest(named, self.names()) {
                Some(near) => format!("There is no view {:?}, did you mean `{near}`?", shown.as_str()),
                None => format!("There is no view {:?}.", shown.as_str()),
            }
        })
    }

    /// The view of this place.
    pub(super) fn at(&self, at: usize) -> Option<&View> {
        self.known.get(at).map(|known| &known.view)
    }

    /// What was deleted last, and where it stood.
    pub(super) fn deleted(&self) -> Option<&(View, usize)> {
        self.deleted.as_ref()
    }

    /// What is shown, as a view of this name. Columns that every view shows are none of its own.
    pub(super) fn shown(&self, name: String, list: &List) -> View {
        let own = self.opened().is_some_and(|view| !view.columns.is_empty());
        let again = self.opened().is_some_and(|view| view.is_called(&name));
        let usual = if own { false } else { again || list.columns.is_same_choice(&Columns::default()) };
        View {
            name,
            query: list.filter.field.text().trim().to_owned(),
            order: list.order,
            columns: if usual { Vec::new() } else { list.columns.others().collect() },
            groups: list.grouping.clone(),
        }
    }

    /// Takes the views as their file has them; the open one stays open by its name.
    pub fn take(&mut self, views: Vec<View>) {
        let name = self.opened().map(|view| view.name.clone());
        self.known = views.into_iter().map(known).collect();
        self.counted = None;
        self.open = name.and_then(|name| self.known.iter().position(|known| known.view.is_called(&name)));
    }

    /// Takes the views as they are after a change.
    pub(super) fn changed(&mut self, change: &ViewChange, views: Vec<View>, list: &List) {
        let place = |views: &Self, name: &str| views.known.iter().position(|known| known.view.is_called(name));
        if let ViewChange::Delete(name) = change {
            self.deleted = place(self, name).and_then(|at| Some((self.at(at)?.clone(), at)));
        }
        let open = match change {
            ViewChange::Save(view) => Some(view.name.clone()),
            ViewChange::Rename { from, to } => self.opened().filter(|view| view.is_called(from)).map(|_| to.clone()),
            _ => None,
        };
        self.take(views);
        if let Some(name) = open {
            self.open = place(self, &name);
        }
        if matches!(change, ViewChange::Save(view) if !view.columns.is_empty()) {
            self.usual.get_or_insert_with(|| list.columns.clone());
        }
        if matches!(change, ViewChange::Insert { .. }) {
            self.deleted = None;
        }
    }

    /// Counts anew where the store was read again. Asked with every message. While the server searches, the store holds
    /// only what that found, and no view is counted; one that has the server search itself never is.
    pub(super) fn recount(&mut self, store: &Store, searching: bool) {
        let (remembered, tellings) = (store.memory().is_some(), store.tellings());
        let counted = Counted { reads: store.reads(), remembered, tellings, searching };
        if self.counted.replace(counted) == Some(counted) {
            return;
        }
        for Known { query, campaigns, .. } in &mut self.known {
            // Marks come and go between two reads, and what moved takes two that follow one another.
            let compared = !query.asks(Flag::Moving) || remembered || store.compares();
            let compared = compared && (remembered || !query.is_remembered());
            let known = counted.reads > 0 && compared && !searching && !query.asks(Flag::Marked);
            *campaigns = (known && query.server_search().is_none()).then(|| store.count_of(query));
        }
    }
}
