//! `kaytop list`: the campaigns, once, filtered and ordered like the screen's.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::args::ListFormat;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{args, connect, launch, output, runtime, table};
use crate::domain::count::{counted, plural};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::shown::{escape_json, spreadsheet_cell};
use crate::domain::store::{Row, Snapshot, Store};
use crate::runtime::ask;
use crate::ui::text;

/// What tells Excel that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Asks once and prints.
pub fn run(args: args::List, mut environment: Environment) -> Result<Exit, Stop> {
    if args.excel && args.output != ListFormat::Csv {
        return Err(Stop::new(Exit::Usage, "--excel is for CSV: add -o csv"));
    }
    let common = args.common;
    environment.log_to_stderr(common.verbose)?;
    let query = super::query(&args.query)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(&common, &environment, &config)?;
    let search = args.search.as_deref().or(query.server_search());
    let listing = runtime()?.block_on(async {
        let reached = connect::reach(&common, &mut environment, &config, false).await?;
        let client = connect::client(&reached, limits)?;
        let answer = ask::within(&*launch::budget(&reached, &paths), async || client.campaigns(search).await).await;
        answer.result.map_err(Stop::from)
    })?;
    let mut store = Store::default();
    let measures = config.thresholds.measures();
    store.set_measures(measures);
    store.apply(Snapshot::build(listing));
    store.set_order(query.order().unwrap_or_default());
    store.set_query(query);
    let rows: Vec<Row<'_>> = store.shown_rows().collect();
    let chosen = store.query().columns();
    let or = |usual: &'static [Column]| if chosen.is_empty() { usual.to_vec() } else { chosen.to_vec() };
    let print = |out: &mut dyn Write| match args.output {
        ListFormat::Table => people(&rows, &or(TABLE), &measures, out),
        ListFormat::Json => json(&rows, chosen, out),
        ListFormat::Jsonl => jsonl(&rows, chosen, out),
        ListFormat::Csv => csv(&rows, &or(CSV), args.excel, out).map_err(written),
    };
    let exit = if args.output == ListFormat::Table { output::people(print) } else { output::data(print) }?;
    if rows.is_empty() {
        output::note(&format!("no campaign matches; {} read", plural(store.total(), "was", "were")));
    }
    if store.repeated() > 0 {
        let ids = plural(store.repeated(), "id comes", "ids come");
        output::message(&format!(
            "{ids} more than once: {} are {} campaigns",
            counted(store.total(), "row"),
            store.distinct()
        ));
    }
    if store.unreadable() > 0 {
        output::message(&format!("{} could not be read and left out", counted(store.unreadable(), "row")));
    }
    Ok(exit)
}

/// The columns of a table for people, where the query chooses none.
const TABLE: &[Column] = &[
    Column::Id,
    Column::Name,
    Column::Agent,
    Column::List,
    Column::Calls,
    Column::Ok,
    Column::Failed,
    Column::Pending,
    Column::SuccessRate,
    Column::Sentiment,
    Column::Conversion,
];

/// The columns of CSV, where the query chooses none: the API's own, then what follows from them.
const CSV: &[Column] = &[
    Column::Id,
    Column::Name,
    Column::Agent,
    Column::List,
    Column::Origin,
    Column::Updated,
    Column::Calls,
    Column::Ok,
    Column::VendorRate,
    Column::Failed,
    Column::Sentiment,
    Column::Conversion,
    Column::Pending,
    Column::Finished,
    Column::SuccessRate,
    Column::FailedRate,
];

/// The API's own object and, each under its name for programs, the columns that the query chooses.
#[derive(Serialize)]
struct Object<'c> {
    #[serde(flatten)]
    own: Row<'c>,
    #[serde(flatten)]
    chosen: Chosen<'c>,
}

struct Chosen<'c> {
    row: Row<'c>,
    columns: &'c [Column],
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The others stand in the object itself.
        let added = self.columns.iter().filter(|column| column.is_of_stats() || column.is_derived());
        serializer.collect_map(added.map(|column| {
            let value = match self.row.value(*column) {
                Some(Value::Whole(whole)) => whole.into(),
                Some(Value::Real(real)) => real.into(),
                Some(Value::Text(text)) => text.into(),
                None => serde_json::Value::Null,
            };
            (column.member(), value)
        }))
    }
}

/// One row as JSON, control and format characters escaped.
fn object(row: Row<'_>, columns: &[Column]) -> io::Result<String> {
    let object = Object { own: row, chosen: Chosen { row, columns } };
    Ok(escape_json(&serde_json::to_string(&object)?).into_owned())
}

fn json(rows: &[Row<'_>], columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "[")?;
    for (at, row) in rows.iter().enumerate() {
        let comma = if at + 1 < rows.len() { "," } else { "" };
        writeln!(out, "{}{comma}", object(*row, columns)?)?;
    }
    writeln!(out, "]")
}

fn jsonl(rows: &[Row<'_>], columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    rows.iter().try_for_each(|row| writeln!(out, "{}", object(*row, columns)?))
}

/// Flat columns under their names for programs, values exact; unknown is empty.
fn csv(rows: &[Row<'_>], columns: &[Column], excel: bool, out: &mut dyn Write) -> csv::Result<()> {
    if excel {
        out.write_all(BYTE_ORDER_MARK)?;
    }
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns.iter().map(|column| column.member()))?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| match row.value(*column) {
            Some(Value::Text(text)) if excel => spreadsheet_cell(text).into_owned(),
            Some(Value::Text(text)) => text.to_owned(),
            Some(Value::Whole(whole)) => whole.to_string(),
            Some(Value::Real(real)) => real.to_string(),
            None => String::new(),
        }))?;
    }
    writer.flush()?;
    Ok(())
}

/// The writer's own error, whose kind tells a closed pipe from a full disk; csv's conversion hides it.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("the rows could not be written as CSV"),
    }
}

fn people(rows: &[Row<'_>], columns: &[Column], measures: &Measures, out: &mut dyn Write) -> io::Result<()> {
    let heads: Vec<table::Column> = columns
        .iter()
        .map(|column| table::Column { head: head(*column), is_text: column.kind() == Kind::Text })
        .collect();
    let lines: Vec<Vec<String>> =
        rows.iter().map(|row| columns.iter().map(|column| cell(*row, *column, measures)).collect()).collect();
    table::print(&heads, &lines, out)
}

fn head(column: Column) -> String {
    match column {
        Column::SuccessRate => "SUCC%".to_owned(),
        Column::Sentiment => "SENT".to_owned(),
        column => column.name().to_uppercase(),
    }
}

fn cell(row: Row<'_>, column: Column, measures: &Measures) -> String {
    match row.value(column) {
        Some(Value::Text(name)) if column == Column::Name => text::fit(name, 48).into_owned(),
        Some(Value::Text(text)) => text.to_owned(),
        Some(Value::Whole(id)) if column.kind() == Kind::Number => id.to_string(),
        Some(Value::Whole(count)) => text::count(count),
        Some(Value::Real(value)) => measures.of(column).write(value),
        None => text::UNKNOWN.to_owned(),
    }
}
