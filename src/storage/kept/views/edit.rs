//! Changing the text of the views: what is not changed stays as it was written.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::read;
use crate::domain::order::Order;
use crate::domain::view::{View, ViewChange, built_in, name, order_name};

/// What the file begins with where kaytop makes it.
const HEADER: &str = "# kaytop's views: keys 1 to 9 open them in this order.\n\n";

/// Stands for the path in what is said of the file.
pub(super) const FILE: &str = "views.toml";

/// The file of these views.
pub(super) fn text_of(views: &[View]) -> String {
    let mut tables = ArrayOfTables::new();
    for view in views {
        tables.push(table_of(view));
    }
    let mut document = DocumentMut::new();
    document.insert("view", Item::ArrayOfTables(tables));
    format!("{HEADER}{}", document.to_string().trim_start())
}

/// The text with one change.
///
/// # Errors
/// Why it cannot be made: a clause for people.
pub(super) fn edited(text: &str, change: &ViewChange) -> Result<String, String> {
    let found = read::read(text)
        .map_err(|problem| format!("{FILE}:{problem}, and a file that cannot be read is not written"))?;
    let mut document: DocumentMut = text.parse().map_err(|error| format!("{FILE}: {error}"))?;
    let at = |name: &str| found.views.iter().find(|(_, view)| view.is_called(name)).map(|(number, _)| *number);
    let there = |name: &str| at(name).ok_or_else(|| format!("there is no view {name:?}"));
    let mut tables = tables_of(&mut document)?;
    // A comment at the head of the file belongs to no view, though it stands above the first.
    let header = tables.first_mut().map(take_header).unwrap_or_default();
    match change {
        ViewChange::Save(view) => match at(&view.name) {
            Some(number) => {
                let (_, former) = found.views.iter().find(|(other, _)| *other == number).ok_or("it is gone")?;
                if let Some(table) = tables.get_mut(number) {
                    update(table, former, view);
                }
            }
            None => tables.push(table_of(view)),
        },
        ViewChange::Rename { from, to } => {
            let (number, to) = (there(from)?, name(to)?);
            if at(&to).is_some_and(|other| other != number) {
                return Err(format!("another view is called {to:?} already"));
            }
            if let Some(table) = tables.get_mut(number) {
                set(table, "name", value(to));
            }
        }
        ViewChange::Delete(name) => drop(tables.remove(there(name)?)),
        ViewChange::Move { name, to } => {
            let table = tables.remove(there(name)?);
            tables.insert(place(&found, *to, name).min(tables.len()), table);
        }
        ViewChange::Insert { view, at: place_of } => {
            if at(&view.name).is_some() {
                return Err(format!("another view is called {:?} already", view.name));
            }
            tables.insert(place(&found, *place_of, "").min(tables.len()), table_of(view));
        }
        ViewChange::AddBuiltIn => {
            let missing = built_in().into_iter().filter(|view| at(&view.name).is_none());
            tables.extend(missing.map(|view| table_of(&view)));
        }
    }
    put_back(&mut document, tables, &header);
    Ok(document.to_string())
}

/// The number of the table before which the view of this place belongs, once the view `moved` is taken out.
fn place(found: &read::Found, to: usize, moved: &str) -> usize {
    let others: Vec<usize> = found.views.iter().filter(|(_, view)| !view.is_called(moved)).map(|(at, _)| *at).collect();
    let from = found.views.iter().find(|(_, view)| view.is_called(moved)).map_or(usize::MAX, |(at, _)| *at);
    others.get(to).map_or(usize::MAX, |at| if *at > from { at - 1 } else { *at })
}

/// Takes the tables out of the document.
fn tables_of(document: &mut DocumentMut) -> Result<Vec<Table>, String> {
    match document.as_table_mut().remove("view") {
        None => Ok(Vec::new()),
        Some(Item::ArrayOfTables(tables)) => Ok(tables.iter().cloned().collect()),
        Some(_) => Err(format!("{FILE} has something else than tables under `view`")),
    }
}

/// Puts the tables into the document in their order.
fn put_back(document: &mut DocumentMut, tables: Vec<Table>, header: &str) {
    if tables.is_empty() {
        let trailing = format!("{header}{}", document.trailing().as_str().unwrap_or_default());
        document.set_trailing(trailing);
        return;
    }
    let mut placed = ArrayOfTables::new();
    for (at, mut table) in tables.into_iter().enumerate() {
        let own = prefix(&table);
        // A blank line stands before every view but one that opens the file.
        let own = match (at, own.trim_start_matches('\n')) {
            (0, own) => format!("{header}{own}"),
            (_, own) => format!("\n{own}"),
        };
        table.decor_mut().set_prefix(own);
        table.set_position(None);
        placed.push(table);
    }
    document.insert("view", Item::ArrayOfTables(placed));
}

fn prefix(table: &Table) -> String {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}

/// Takes what stands above the first table's own comment: everything up to the last blank line.
fn take_header(first: &mut Table) -> String {
    let whole = prefix(first);
    let Some(end) = whole.rfind("\n\n") else { return String::new() };
    let (header, own) = whole.split_at(end + 2);
    first.decor_mut().set_prefix(own);
    header.to_owned()
}

fn table_of(view: &View) -> Table {
    let mut table = Table::new();
    let blank = View { name: String::new(), ..View::default() };
    table.insert("name", value(&view.name));
    table.insert("query", value(&view.query));
    update(&mut table, &View { query: view.query.clone(), ..blank }, view);
    table
}

/// Writes what differs from the former view.
fn update(table: &mut Table, former: &View, view: &View) {
    if former.query != view.query {
        set(table, "query", value(&view.query));
    }
    if former.order != view.order {
        let usual = view.order == Order::default();
        put(table, "sort", (!usual).then(|| value(order_name(view.order))));
    }
    if former.columns != view.columns {
        put(table, "columns", list(view.columns.iter().map(|column| column.name())));
    }
    if former.groups != view.groups {
        put(table, "group", list(view.groups.iter().map(|by| by.name())));
    }
}

fn list(names: impl Iterator<Item = &'static str>) -> Option<Item> {
    let names: Array = names.collect();
    (!names.is_empty()).then(|| value(names))
}

fn put(table: &mut Table, key: &str, item: Option<Item>) {
    match item {
        Some(item) => set(table, key, item),
        None => drop(table.remove(key)),
    }
}

/// Sets a value; a comment behind the former one stays.
fn set(table: &mut Table, key: &str, item: Item) {
    let decor = table.get(key).and_then(Item::as_value).map(|value| value.decor().clone());
    table.insert(key, item);
    if let (Some(decor), Some(value)) = (decor, table.get_mut(key).and_then(Item::as_value_mut)) {
        *Value::decor_mut(value) = decor;
    }
}
