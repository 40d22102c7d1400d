//! A view: what to show of the campaigns and how, under a name.

use super::grouping::GroupBy;
use super::order::{Column, Order};
use super::query::Query;

/// What the column of new calls was called once.
pub const CHANGE: &str = "change";

/// Reads the names of columns, as in `cols:`.
///
/// # Errors
/// A name is no column's: a clause for people.
pub fn read_columns<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Vec<Column>, String> {
    let mut columns = Vec::new();
    for name in names {
        let column = if name == CHANGE { Column::CallsChange } else { column(name)? };
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    Ok(columns)
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
    pub columns: Vec<Column>,
    /// What its rows are gathered by, the outer level first, where the query does not say so itself.
    pub groups: Vec<GroupBy>,
}

impl View {
    /// The whole of it as a query, in which `typed` outweighs its own filter.
    pub fn as_query(&self, typed: &str) -> String {
        let filter = if typed.trim().is_empty() { self.query.trim() } else { typed.trim() };
        let said = Query::parse(filter).unwrap_or_default();
        let mut parts = vec![filter.to_owned()];
        if said.orders().is_empty() && self.order != Order::default() {
            parts.push(format!("sort:{}", order_name(self.order)));
        }
        let columns: Vec<&str> = self.columns.iter().map(|column| column.name()).collect();
        if said.columns().is_empty() && !columns.is_empty() {
            parts.push(format!("cols:id,name,{}", columns.join(",")));
        }
        if said.groups().is_empty() && !self.groups.is_empty() {
            let groups: Vec<&str> = self.groups.iter().map(|by| by.name()).collect();
            parts.push(format!("group:{}", groups.join(",")));
        }
        parts.join(" ").trim().to_owned()
    }

    /// Whether it is meant by `name`.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.trim().to_lowercase()
    }
}

/// What a person changes about the views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewChange {
    /// In the place of the view of that name, else behind the last.
    Save(View),
    /// Gives a view another name.
    Rename {
        /// The view.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Removes the view of this name.
    Delete(String),
    /// Gives a view another place, from 0.
    Move {
        /// The view.
        name: String,
        /// The place.
        to: usize,
    },
    /// Puts a removed view back.
    Insert {
        /// The view.
        view: View,
        /// Its place, from 0.
        at: usize,
    },
    /// Adds the built-in views that are missing.
    AddBuiltIn,
}

/// How many letters a view's name may have: it stands in a line with others.
pub const LONGEST_NAME: usize = 40;

/// The name as it is kept, or why it cannot be one: a clause for people.
pub fn name(typed: &str) -> Result<String, String> {
    let name = typed.trim();
    if name.is_empty() {
        return Err("a view needs a name".to_owned());
    }
    if name.chars().any(char::is_control) {
        return Err("the name of a view is one line of text".to_owned());
    }
    match name.chars().count() {
        ..=LONGEST_NAME => Ok(name.to_owned()),
        long => Err(format!("the name of a view has at most {LONGEST_NAME} letters, and this one has {long}")),
    }
}

/// Reads an order as `sort:` has it: `success%-asc`.
///
/// # Errors
/// It is none: a clause for people.
pub fn order(text: &str) -> Result<Order, String> {
    let query = directive("sort", text)?;
    match query.orders() {
        [order] => Ok(*order),
        _ => Err(format!("{text:?} is several columns: write `sort:{text}` into the query")),
    }
}

/// An order as [`order`] reads it.
pub fn order_name(order: Order) -> String {
    format!("{}-{}", order.column.name(), if order.descending { "desc" } else { "asc" })
}

/// Reads what rows are gathered by, as `group:` has it: `agent,list`.
///
/// # Errors
/// It is nothing they can be gathered by: a clause for people.
pub fn groups(text: &str) -> Result<Vec<GroupBy>, String> {
    directive("group", text).map(|query| query.groups().to_vec())
}

fn column(name: &str) -> Result<Column, String> {
    match directive("cols", name)?.columns() {
        [column] => Ok(*column),
        _ => Err(format!("{name:?} is no column")),
    }
}

/// What a part of a query says that does not filter.
fn directive(name: &str, text: &str) -> Result<Query, String> {
    if text.contains(|c: char| c.is_whitespace() || "\"'()".contains(c)) {
        return Err(format!("{text:?} has blanks, quotes or brackets: write names with commas between"));
    }
    Query::parse(&format!("{name}:{text}")).map_err(|error| error.to_string())
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
        View {
            columns: vec![Column::Need, Column::Calls, Column::CallsChange, Column::SuccessRate, Column::Agent],
            ..view("Needs you", "is:needs", Order::ascending(Column::Need))
        },
        view("Moving", "is:moving", Order::default()),
        // From a hundred finished calls on, the range of a success rate is never too wide to be judged.
        view("Worst success", "finished:>=100", Order::ascending(Column::SuccessRate)),
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

    #[test]
    fn whoever_is_called_worst_is_so_beyond_doubt() {
        let worst = built_in().into_iter().find(|view| view.is_called("worst success")).unwrap();
        let least: i64 = worst.query.strip_prefix("finished:>=").unwrap().parse().unwrap();
        assert!((0..=least).all(|ok| !crate::domain::confidence::wilson(ok, least).unwrap().is_wide()));
    }

    #[test]
    fn orders_columns_and_groups_are_written_as_in_a_query() {
        for column in Column::ALL {
            for written in [Order::ascending(column), Order::descending(column)] {
                assert_eq!(order(&order_name(written)), Ok(written));
            }
        }
        let columns = read_columns(["agent", "change", "success%", "agent"]).unwrap();
        let [agent, success] = [Column::Agent, Column::SuccessRate];
        assert_eq!(columns, [agent, Column::CallsChange, success]);
        assert_eq!(groups("agent,list"), Ok(vec![GroupBy::Agent, GroupBy::List]));
        for (wrong, why) in [
            (order("shade").unwrap_err(), "shade"),
            (order("id,name").unwrap_err(), "several columns"),
            (order("id calls:>3").unwrap_err(), "blanks"),
            (order("").unwrap_err(), "needs"),
            (read_columns(["agnt"]).unwrap_err(), "did you mean `agent`?"),
            (groups("name").unwrap_err(), "name"),
        ] {
            assert!(wrong.contains(why), "{wrong}");
        }
    }

    #[test]
    fn a_view_is_a_query_and_what_is_typed_outweighs_its_own() {
        let view = View {
            name: "Worst".to_owned(),
            query: "finished:>=50".to_owned(),
            order: Order::ascending(Column::SuccessRate),
            columns: vec![Column::Agent, Column::CallsChange],
            groups: vec![GroupBy::Agent],
        };
        let rest = "sort:success%-asc cols:id,name,agent,d.calls group:agent";
        assert_eq!(view.as_query(""), format!("finished:>=50 {rest}"));
        assert_eq!(view.as_query(" talc "), format!("talc {rest}"));
        assert_eq!(view.as_query("sort:name"), "sort:name cols:id,name,agent,d.calls group:agent");
        let query = Query::parse(&view.as_query("a or b")).unwrap();
        assert_eq!(query.order(), Some(view.order));
        assert_eq!(View::default().as_query(""), "");
    }

    #[test]
    fn a_name_is_one_short_line() {
        assert_eq!(name("  Worst success "), Ok("Worst success".to_owned()));
        assert!(name("  ").is_err() && name("a\nb").is_err() && name(&"x".repeat(41)).is_err());
    }
}
