//! `kaytop list`: the campaigns, once, filtered and ordered like the screen's.

use std::io::{self, Write};

use super::args::ListFormat;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{args, connect, launch, output, runtime};
use crate::api::wire;
use crate::domain::campaign::Campaign;
use crate::domain::shown::{Shown, escape_json, spreadsheet_cell};
use crate::domain::store::{Snapshot, Store};
use crate::runtime::ask;
use crate::ui::text;

/// Asks once and prints.
pub fn run(args: args::List, mut environment: Environment) -> Result<Exit, Stop> {
    let common = args.common;
    output::log_to_stderr(&environment, common.verbose)?;
    let query = super::query(&args.query)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(&environment, &config)?;
    let search = common.search.as_deref().or(query.server_search());
    let listing = runtime()?.block_on(async {
        let reached = connect::reach(&common, &mut environment, &config, false).await?;
        let client = connect::client(&reached, limits)?;
        let answer = ask::within(&*launch::budget(&reached, &paths), async || client.campaigns(search).await).await;
        answer.result.map_err(Stop::from)
    })?;
    let mut store = Store::default();
    store.apply(Snapshot::build(listing));
    store.set_order(query.order().unwrap_or_default());
    store.set_query(query);
    let rows: Vec<&Campaign> = store.shown_rows().map(|row| row.campaign()).collect();
    let exit = output::data(|out| match args.output {
        ListFormat::Table => table(&rows, out),
        ListFormat::Json => json(&rows, out),
        ListFormat::Jsonl => jsonl(&rows, out),
        ListFormat::Csv => csv(&rows, out).map_err(written),
    })?;
    if rows.is_empty() {
        output::message(&format!("no campaign matches; {} read", text::plural(store.total(), "was", "were")));
    }
    if store.unreadable() > 0 {
        output::message(&format!("{} could not be read and left out", text::plural(store.unreadable(), "row", "rows")));
    }
    Ok(exit)
}

/// The API's own object, control and format characters escaped.
fn object(row: &Campaign) -> io::Result<String> {
    Ok(escape_json(&serde_json::to_string(&wire::Campaign::from(row))?).into_owned())
}

fn json(rows: &[&Campaign], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "[")?;
    for (at, row) in rows.iter().enumerate() {
        let comma = if at + 1 < rows.len() { "," } else { "" };
        writeln!(out, "{}{comma}", object(row)?)?;
    }
    writeln!(out, "]")
}

fn jsonl(rows: &[&Campaign], out: &mut dyn Write) -> io::Result<()> {
    rows.iter().try_for_each(|row| writeln!(out, "{}", object(row)?))
}

/// Flat columns under the API's own names; unknown is empty.
fn csv(rows: &[&Campaign], out: &mut dyn Write) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "id",
        "name",
        "agent_id",
        "case_list_id",
        "origin",
        "update_origin",
        "total_calls",
        "success_calls",
        "success_calls_percentage",
        "failed_calls",
        "average_sentiment_score",
        "conversion_rate",
    ])?;
    for row in rows {
        let stats = &row.stats;
        writer.write_record([
            row.id.to_string(),
            cell(row.name.as_ref()),
            cell(row.agent.as_ref()),
            number(row.list),
            cell(row.origin.as_ref()),
            cell(row.updated.as_ref()),
            number(stats.calls),
            number(stats.ok),
            number(stats.vendor_rate),
            number(stats.failed),
            number(stats.sentiment),
            number(stats.conversion),
        ])?;
    }
    writer.flush()?;
    Ok(())
}

/// The writer's own error, whose kind tells a closed pipe from a full disk; csv's conversion hides it.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn number(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn cell(value: Option<&Shown>) -> String {
    spreadsheet_cell(value.map_or("", Shown::as_str)).into_owned()
}

/// Columns for people.
fn table(rows: &[&Campaign], out: &mut dyn Write) -> io::Result<()> {
    let heads = ["ID", "NAME", "AGENT", "LIST", "CALLS", "OK", "FAILED", "PENDING", "SUCC%", "SENT", "CONV"];
    let lines: Vec<[String; 11]> = rows
        .iter()
        .map(|row| {
            let stats = &row.stats;
            [
                row.id.to_string(),
                text::fit(text::shown_or_unknown(row.name.as_ref()), 48).into_owned(),
                text::shown_or_unknown(row.agent.as_ref()).to_owned(),
                text::id_or_unknown(row.list),
                text::count_or_unknown(stats.calls),
                text::count_or_unknown(stats.ok),
                text::count_or_unknown(stats.failed),
                text::count_or_unknown(stats.pending()),
                text::percent(stats.success_rate()),
                text::score(stats.sentiment),
                text::percent(stats.conversion),
            ]
        })
        .collect();
    let mut widths = heads.map(text::width);
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = text::width(cell).max(*width);
        }
    }
    print_line(&heads.map(str::to_owned), &widths, out)?;
    lines.iter().try_for_each(|line| print_line(line, &widths, out))
}

/// Names stand at the left, numbers at the right.
fn print_line(cells: &[String; 11], widths: &[usize; 11], out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let gap = " ".repeat(width - text::width(cell));
        let (first, second) = if at == 1 || at == 2 { (cell, &gap) } else { (&gap, cell) };
        line.extend([first, second, "  "]);
    }
    writeln!(out, "{}", line.trim_end())
}
