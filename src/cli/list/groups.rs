//! `kaytop list group:…`: what the campaigns come to, pooled by what they have in common.

use std::io::{self, Write};

use crate::app::export::Sheet;
use crate::app::export::csv::{Reader, records};
use crate::cli::args::ListFormat;
use crate::cli::exit::{Exit, Stop};
use crate::cli::{output, table};
use crate::domain::grouping::GroupBy;
use crate::domain::measure::{Measure, Measures};
use crate::domain::order::{Column, Value};
use crate::domain::shown::{escape_json, spreadsheet_cell};
use crate::domain::store::{Common, Group, Totals};
use crate::ui::text;

/// The columns behind the names, under their names for programs; the same as in JSON.
const FIGURES: [&str; 10] = [
    "campaigns",
    "calls",
    "ok",
    "failed",
    "pending",
    "success_percent",
    "success_low",
    "success_high",
    "conversion_percent",
    "sentiment",
];

/// Prints the groups of a sheet for programs or, without its caption, for people.
pub(super) fn print(sheet: &Sheet, format: ListFormat, reader: Reader) -> Result<Exit, Stop> {
    let (by, groups) = (sheet.rows.groups_by(), sheet.rows.groups().collect::<Vec<_>>());
    match format {
        ListFormat::Json => output::data(|out| array(&groups, out)),
        ListFormat::Jsonl => {
            output::data(|out| groups.iter().try_for_each(|group| writeln!(out, "{}", object(group)?)))
        }
        ListFormat::Csv => output::data(|out| csv(by, &groups, reader, out)),
        _ => output::people(|out| people(by, &groups, &sheet.measures, out)),
    }
}

fn array(groups: &[Group<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "[")?;
    for (at, group) in groups.iter().enumerate() {
        let comma = if at + 1 < groups.len() { "," } else { "" };
        writeln!(out, "{}{comma}", object(group)?)?;
    }
    writeln!(out, "]")
}

/// One group as JSON with those within it, control and format characters escaped.
fn object(group: &Group<'_>) -> io::Result<String> {
    Ok(escape_json(&serde_json::to_string(group)?).into_owned())
}

/// A line for each innermost group, its values under the names of their columns; figures exact, unknown empty.
fn csv(by: &[GroupBy], groups: &[Group<'_>], reader: Reader, out: &mut dyn Write) -> io::Result<()> {
    let names = by.iter().map(|by| by.column().member());
    let name = |group: &Group<'_>| match group.value() {
        Some(Common::Text(text)) if reader == Reader::Spreadsheet => spreadsheet_cell(text.as_str()).into_owned(),
        Some(value) => value.shown().into_owned(),
        None => String::new(),
    };
    let mut lines = Vec::new();
    for group in groups {
        if by.len() == 1 {
            lines.push(std::iter::once(name(group)).chain(exact(group.totals())).collect());
        }
        for inner in group.inner() {
            lines.push([name(group), name(&inner)].into_iter().chain(exact(inner.totals())).collect());
        }
    }
    let heads = names.chain(FIGURES).map(str::to_owned).collect();
    records(std::iter::once(heads).chain(lines), reader, out)
}

/// [`FIGURES`] as they are.
fn exact(totals: &Totals) -> [String; FIGURES.len()] {
    let total = |column| match totals.value(column) {
        Some(Value::Whole(whole)) => whole.to_string(),
        Some(Value::Real(real)) => real.to_string(),
        Some(Value::Text(_) | Value::Range(_)) | None => String::new(),
    };
    let range = totals.success.range();
    [
        totals.rows.to_string(),
        total(Column::Calls),
        total(Column::Ok),
        total(Column::Failed),
        total(Column::Pending),
        total(Column::SuccessRate),
        range.map_or_else(String::new, |range| range.low.to_string()),
        range.map_or_else(String::new, |range| range.high.to_string()),
        total(Column::Conversion),
        total(Column::Sentiment),
    ]
}

/// A line for each group; those within another are set in below it.
fn people(by: &[GroupBy], groups: &[Group<'_>], measures: &Measures, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = by.iter().map(|by| by.name().to_uppercase()).collect();
    let figures = ["CAMPAIGNS", "CALLS", "OK", "FAILED", "PENDING", "SUCC%", "95 % RANGE", "CONV", "SENT"];
    let heads = figures.map(|head| table::Column { head: head.to_owned(), is_text: false });
    let first = table::Column { head: names.join(" / "), is_text: true };
    let columns: Vec<table::Column> = std::iter::once(first).chain(heads).collect();
    let mut lines = Vec::new();
    for group in groups {
        lines.push(line(group, measures));
        lines.extend(group.inner().map(|inner| line(&inner, measures)));
    }
    table::print(&columns, &lines, out)
}

fn line(group: &Group<'_>, measures: &Measures) -> Vec<String> {
    let totals = group.totals();
    let name = group.value().map_or("(unknown)".into(), Common::shown);
    let count = |column| match totals.value(column) {
        Some(Value::Whole(count)) => text::count(count),
        _ => text::UNKNOWN.to_owned(),
    };
    let mean = |column, value: Option<f64>| match value {
        Some(value) => format!("≈{}", measures.of(column).write(value)),
        None => text::UNKNOWN.to_owned(),
    };
    let success = match totals.success.percent() {
        Some(_) if totals.success.is_of_too_few() => "too few".to_owned(),
        rate => text::measured(rate, measures.of(Column::SuccessRate)),
    };
    let range = totals.success.range().map_or_else(
        || text::UNKNOWN.to_owned(),
        |range| format!("{}–{}", Measure::POINTS.write(range.low), Measure::RATE.write(range.high)),
    );
    vec![
        format!("{}{}", " ".repeat(2 * group.depth()), text::fit(&name, 40)),
        text::count(totals.rows as i64),
        count(Column::Calls),
        count(Column::Ok),
        count(Column::Failed),
        count(Column::Pending),
        success,
        range,
        mean(Column::Conversion, totals.conversion.value()),
        mean(Column::Sentiment, totals.sentiment.value()),
    ]
}
