//! Rows as text for other programs. Unknown is empty for programs and `–` for people.

use std::borrow::Cow;

use serde::Serialize;

use crate::domain::campaign::Campaign;
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::shown::{self, Shown};

/// What a copied row holds, in this order, and the head of each in Markdown.
const COLUMNS: [(Column, &str); 12] = [
    (Column::Id, "ID"),
    (Column::Name, "Name"),
    (Column::Agent, "Agent"),
    (Column::List, "List"),
    (Column::Calls, "Calls"),
    (Column::Ok, "OK"),
    (Column::Failed, "Failed"),
    (Column::Pending, "Pending"),
    (Column::SuccessRate, "Success of finished"),
    (Column::VendorRate, "Success (vendor)"),
    (Column::Sentiment, "Sentiment"),
    (Column::Conversion, "Conversion"),
];

pub(super) fn ids(rows: &[&Campaign]) -> String {
    lines(rows, |row| row.id.to_string())
}

pub(super) fn names(rows: &[&Campaign]) -> String {
    cells(rows, Column::Name, &Measures::default())
}

/// The values of one column, one a line.
pub(super) fn cells(rows: &[&Campaign], column: Column, measures: &Measures) -> String {
    lines(rows, |row| cell(row, column, measures).unwrap_or_default().into_owned())
}

/// The rows with tabs between, for a spreadsheet (P22).
pub(super) fn tsv(rows: &[&Campaign], measures: &Measures) -> String {
    lines(rows, |row| {
        let cells = COLUMNS.map(|(column, _)| match cell(row, column, measures) {
            Some(text) if column.kind() == Kind::Text => shown::spreadsheet_cell(&text).into_owned(),
            text => text.unwrap_or_default().into_owned(),
        });
        cells.join("\t")
    })
}

/// The rows as a table of GitHub's Markdown, numbers at the right.
pub(super) fn markdown(rows: &[&Campaign], measures: &Measures) -> String {
    let line = |cells: [Cow<'_, str>; COLUMNS.len()]| format!("| {} |", cells.join(" | "));
    let heads = line(COLUMNS.map(|(_, head)| head.into()));
    let sides = line(COLUMNS.map(|(column, _)| if column.kind() == Kind::Text { "---" } else { "---:" }.into()));
    let cells = |row: &&Campaign| {
        let text = |column| cell(row, column, measures).map_or("–".into(), |text| markdown_text(&text).into());
        line(COLUMNS.map(|(column, _)| text(column)))
    };
    [heads, sides].into_iter().chain(rows.iter().map(cells)).collect::<Vec<_>>().join("\n")
}

/// The API's own objects: one as it is, several as an array. Control and format characters are escaped.
pub fn json(rows: &[&Campaign]) -> String {
    let objects: Vec<Object<'_>> = rows.iter().map(|row| Object::from(*row)).collect();
    let written = match objects.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        all => serde_json::to_string_pretty(all),
    };
    // Writing such objects into a String cannot fail.
    shown::escape_json(&written.unwrap_or_default()).into_owned()
}

fn lines(rows: &[&Campaign], line: impl Fn(&Campaign) -> String) -> String {
    rows.iter().map(|row| line(row)).collect::<Vec<_>>().join("\n")
}

/// A cell as the table shows it, without separators; `None` when it is unknown.
fn cell<'c>(row: &'c Campaign, column: Column, measures: &Measures) -> Option<Cow<'c, str>> {
    Some(match column.value(row)? {
        Value::Text(text) => text.into(),
        Value::Whole(n) => n.to_string().into(),
        Value::Real(n) => measures.of(column).write(n).into(),
    })
}

/// Text that stays text in a cell of a Markdown table: no cell ends in it, and no link, image or tag begins.
fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A campaign in the contract's words, all members there, unknown ones null.
#[derive(Serialize)]
struct Object<'c> {
    id: i64,
    name: Option<&'c str>,
    agent_id: Option<&'c str>,
    case_list_id: Option<i64>,
    origin: Option<&'c str>,
    update_origin: Option<&'c str>,
    stats: Stats,
}

#[derive(Serialize)]
struct Stats {
    total_calls: Option<i64>,
    success_calls: Option<i64>,
    success_calls_percentage: Option<f64>,
    failed_calls: Option<i64>,
    average_sentiment_score: Option<f64>,
    conversion_rate: Option<f64>,
}

impl<'c> From<&'c Campaign> for Object<'c> {
    fn from(row: &'c Campaign) -> Self {
        let raw = |text: &'c Option<Shown>| text.as_ref().map(Shown::raw);
        let stats = &row.stats;
        Self {
            id: row.id,
            name: raw(&row.name),
            agent_id: raw(&row.agent),
            case_list_id: row.list,
            origin: raw(&row.origin),
            update_origin: raw(&row.updated),
            stats: Stats {
                total_calls: stats.calls,
                success_calls: stats.ok,
                success_calls_percentage: stats.vendor_rate,
                failed_calls: stats.failed,
                average_sentiment_score: stats.sentiment,
                conversion_rate: stats.conversion,
            },
        }
    }
}
