//! Reading the views: each by itself, so that a mistake in one leaves the others alone.

use std::fmt;
use std::ops::Range;

use toml_edit::{ArrayOfTables, Document, Item, Table};

use crate::domain::nearest::nearest;
use crate::domain::query::Query;
use crate::domain::shown::Shown;
use crate::domain::view::{self, View};

/// What a table may say of a view.
pub(super) const KEYS: [&str; 5] = ["name", "query", "sort", "columns", "group"];

/// What is wrong, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub line: usize,
    /// A clause, safe to show.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// The views that can be used, each with the number of its table, and what is wrong with the others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub views: Vec<(usize, View)>,
    pub problems: Vec<Problem>,
}

/// Reads the text of the file; the error says why nothing of it can be used.
pub(super) fn read(text: &str) -> Result<Found, Problem> {
    let document = Document::parse(text).map_err(|error| problem(text, error.span(), error.message()))?;
    let mut found = Found::default();
    let none = ArrayOfTables::new();
    let tables = match document.as_table().get("view") {
        None => &none,
        Some(item) => item
            .as_array_of_tables()
            .ok_or_else(|| problem(text, item.span(), "views are written as tables, each under [[view]]"))?,
    };
    for (number, table) in tables.iter().enumerate() {
        match one(text, table, &found.views) {
            Ok((view, odd)) => {
                found.views.push((number, view));
                found.problems.extend(odd);
            }
            Err(Problem { line, message }) => {
                found.problems.push(Problem { line, message: format!("{message}; this view is left out") });
            }
        }
    }
    Ok(found)
}

/// A view, and what in its table is not known.
fn one(text: &str, table: &Table, others: &[(usize, View)]) -> Result<(View, Option<Problem>), Problem> {
    let wrong = |item: &Item, why: String| problem(text, item.span().or(table.span()), &why);
    let string = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(item) => match item.as_str() {
            Some(said) => Ok(Some((item, said))),
            None => Err(wrong(item, format!("`{key}` is written in quotes"))),
        },
    };
    let strings = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(item) => {
            let said =
                item.as_array().map(|array| array.iter().map(toml_edit::Value::as_str).collect::<Option<Vec<_>>>());
            match said.flatten() {
                Some(said) => Ok(Some((item, said))),
                None => Err(wrong(item, format!("`{key}` is a list of names in quotes: {key} = [\"agent\"]"))),
            }
        }
    };
    let Some((item, said)) = string("name")? else {
        return Err(problem(text, table.span(), "this view has no `name`"));
    };
    let name = view::name(said).map_err(|why| wrong(item, why))?;
    if others.iter().any(|(_, other)| other.is_called(&name)) {
        return Err(wrong(item, format!("another view is called {name:?} already")));
    }
    let mut view = View { name, ..View::default() };
    if let Some((item, said)) = string("query")? {
        Query::parse(said).map_err(|error| wrong(item, format!("the query: {error}")))?;
        said.clone_into(&mut view.query);
    }
    if let Some((item, said)) = string("sort")? {
        view.order = view::order(said).map_err(|why| wrong(item, why))?;
    }
    if let Some((item, said)) = strings("columns")? {
        view.columns = view::read_columns(said).map_err(|why| wrong(item, why))?;
    }
    if let Some((item, said)) = strings("group")?
        && !said.is_empty()
    {
        view.groups = view::groups(&said.join(",")).map_err(|why| wrong(item, why))?;
    }
    let odd = table.iter().find(|(key, _)| !KEYS.contains(key)).map(|(key, item)| {
        let meant = nearest(key, KEYS).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        wrong(item, format!("`{key}` is nothing that kaytop knows of a view{meant}"))
    });
    Ok((view, odd))
}

fn problem(text: &str, span: Option<Range<usize>>, message: &str) -> Problem {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    let message = message.trim().replace('\n', ", ");
    Problem { line: before.matches('\n').count() + 1, message: Shown::new(&message).as_str().to_owned() }
}
