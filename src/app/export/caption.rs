//! The words about a sheet: whose data, of when, and what was left out of it.

use super::figures::heading;
use crate::app::connection::Mode;
use crate::domain::order::Order;

/// What a reader must know to trust a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    pub mode: Mode,
    pub host: String,
    /// When the data were read: date, clock and whose clock it is.
    pub as_of: String,
    /// How old they were already when they were shown, if that was more than promised.
    pub age: Option<String>,
    /// What the server searched for beside the filter.
    pub search: Option<String>,
    /// The filter as typed; empty where there is none.
    pub filter: String,
    /// What the rows are ordered by, the weightiest first.
    pub orders: Vec<Order>,
    pub redacted: bool,
}

impl Caption {
    /// The same without what may hold a name.
    #[must_use]
    pub fn redacted(self) -> Self {
        let filter = if self.filter.is_empty() { "" } else { NOT_SHOWN };
        let search = self.search.map(|_| NOT_SHOWN.to_owned());
        Self { filter: filter.to_owned(), search, redacted: true, ..self }
    }

    /// What chose the rows: what it is called, and what was typed.
    pub(super) fn choices(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let search = self.search.as_deref().map(|term| ("Server’s search", term));
        search.into_iter().chain((!self.filter.is_empty()).then_some(("Filter", self.filter.as_str())))
    }

    /// The date, and the age of data that are old.
    pub(super) fn freshness(&self) -> String {
        match &self.age {
            Some(age) => format!("{}, {age}", self.as_of),
            None => self.as_of.clone(),
        }
    }

    /// What the rows are ordered by, in words: `by Calls descending`.
    pub(super) fn order(&self) -> String {
        let key = |order: &Order| {
            let way = if order.descending { "descending" } else { "ascending" };
            format!("{} {way}", heading(order.column))
        };
        format!("by {}", self.orders.iter().map(key).collect::<Vec<_>>().join(", then "))
    }
}

/// What stands for what may hold a name.
const NOT_SHOWN: &str = "(not shown)";

/// What stands under every table for people.
pub(super) const NOTES: &str = "Success is ok of finished calls; a total pools its campaigns by sums. ≈ is weighted by \
                                finished calls, ≠ marks a vendor's rate that differs from ours, – is unknown.";

/// What stands under one of groups too.
pub(super) const GROUP_NOTES: &str = "A group pools its campaigns by sums; its true success probably lies in the range \
                                      (95 %, Wilson). Too few: that range is wider than 20 points.";

/// What is said where names were replaced.
pub(super) const REDACTED: &str =
    "Redacted: campaigns and agents are called by letters, campaigns and lists numbered anew.";
