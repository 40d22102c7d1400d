//! A view: what to show of the campaigns and how, under a name.

use super::grouping::GroupBy;
use super::order::{Column, Order};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableColumn {
    /// A value of the campaign.
    Value(Column),
    /// How its calls changed with the last read.
    Delta,
}

impl TableColumn {
    /// Its name in a saved view; it never changes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value(column) => column.name(),
            Self::Delta => "change",
        }
    }
}

/// A query with its order, its columns and its grouping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What it is called; no two views are called alike, whatever the case of their letters.
    pub name: String,
    /// The filter, as typed.
    pub query: String,
    /// How its rows are ordered, where the query does not say so itself.
    pub order: Order,
    /// The columns behind ID and NAME, from left to right; empty where it shows the usual ones.
    pub columns: Vec<TableColumn>,
    /// What its rows are gathered by, the outer level first, where the query does not say so itself.
    pub groups: Vec<GroupBy>,
}

impl View {
    /// Whether it is meant by `name`.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.trim().to_lowercase()
    }
}

/// The views that everybody begins with.
pub fn built_in() -> Vec<View> {
    let view = |name: &str, query: &str, order| View {
        name: name.to_owned(),
        query: query.to_owned(),
        order,
        ..View::default()
    };
    vec![
        view("All", "", Order::default()),
        // Below fifty finished calls, a success rate says little about a campaign.
        view("Worst success", "finished:>=50", Order::ascending(Column::SuccessRate)),
        view("Largest pending", "pending:>0", Order::descending(Column::Pending)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::Query;

    #[test]
    fn every_built_in_view_is_understood_and_has_a_name_of_its_own() {
        let views = built_in();
        for view in &views {
            assert!(Query::parse(&view.query).is_ok(), "{}", view.name);
            assert_eq!(views.iter().filter(|other| other.is_called(&view.name)).count(), 1);
        }
        assert!(views[0].is_called(" ALL "));
    }
}
