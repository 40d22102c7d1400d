//! `kaytop list`: the campaigns, once, filtered and ordered like the screen's.

mod groups;

use std::io::{self, Write};

use super::args::ListFormat;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{args, connect, launch, output, query, runtime, table};
use crate::app::export::csv::{self, Reader};
use crate::app::export::{Caption, Sheet, html, json, markdown};
use crate::domain::count::{counted, plural};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::query::Flag;
use crate::domain::store::{Row, Snapshot, Store};
use crate::domain::time::{self, Zone};
use crate::domain::zones;
use crate::runtime::{ask, clock};
use crate::ui::text;

/// Asks once and prints.
pub fn run(args: args::List, mut environment: Environment) -> Result<Exit, Stop> {
    if args.excel && args.output != ListFormat::Csv {
        return Err(Stop::new(Exit::Usage, "--excel is for CSV: add -o csv"));
    }
    let common = args.common;
    environment.log_to_stderr(common.verbose)?;
    let paths = environment.paths()?;
    let query = query::read_in(args.view.as_deref(), &args.query, &paths, &[Flag::Marked, Flag::Moving])?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(&common, &environment, &config)?;
    let search = args.search.as_deref().or(query.server_search()).map(str::to_owned);
    let zone = environment.told_zone(&config).0;
    let (listing, mode, host) = runtime()?.block_on(async {
        let reached = connect::reach(&common, &mut environment, &config, false).await?;
        let client = connect::client(&reached, limits)?;
        let answer =
            ask::within(&*launch::budget(&reached, &paths), async || client.campaigns(search.as_deref()).await).await;
        answer.result.map(|listing| (listing, reached.mode, reached.target.base.host())).map_err(Stop::from)
    })?;
    let mut store = Store::default();
    let measures = config.thresholds.measures();
    store.set_measures(measures);
    store.apply(Snapshot::build(listing));
    store.set_order(query.order().unwrap_or_default());
    store.set_query(query);
    let chosen = store.query().columns();
    let or = |usual: &'static [Column]| if chosen.is_empty() { usual.to_vec() } else { chosen.to_vec() };
    let caption = Caption {
        mode,
        host,
        as_of: as_of(zone),
        age: None,
        search: search.filter(|term| store.query().server_search() != Some(term)),
        filter: store.query().as_str().trim().to_owned(),
        orders: store.orders(),
        redacted: false,
    };
    let rows = if store.is_grouped() { store.excerpt_of_groups() } else { store.excerpt() };
    let sheet = Sheet { rows, columns: or(TABLE), measures, caption };
    let sheet = if args.redact { sheet.redacted() } else { sheet };
    let rows = || sheet.rows.rows();
    let reader = if args.excel { Reader::Spreadsheet } else { Reader::Program };
    let exit = match args.output {
        ListFormat::Markdown => output::people(|out| markdown::write(&sheet, out)),
        ListFormat::Html => output::data(|out| html::write(&sheet, out)),
        format if store.is_grouped() => groups::print(&sheet, format, reader),
        ListFormat::Table => output::people(|out| people(rows(), &sheet.columns, &measures, out)),
        ListFormat::Json => output::data(|out| json::array(rows(), chosen, out)),
        ListFormat::Jsonl => output::data(|out| json::objects(rows(), chosen, out)),
        ListFormat::Csv => output::data(|out| csv::write(rows(), &or(CSV), reader, out)),
    }?;
    if sheet.rows.is_empty() {
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

/// Now, as people date a reading: the day, the clock and whose it is.
fn as_of(zone: Zone) -> String {
    let now = clock::wall();
    format!("{} {} {}", zone.today(now), time::format_clock(now, zone), zones::place(zone, now))
}

fn people<'s>(
    rows: impl Iterator<Item = Row<'s>>,
    columns: &[Column],
    measures: &Measures,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heads: Vec<table::Column> = columns
        .iter()
        .map(|column| table::Column { head: head(*column), is_text: column.kind() == Kind::Text })
        .collect();
    let lines: Vec<Vec<String>> =
        rows.map(|row| columns.iter().map(|column| cell(row, *column, measures)).collect()).collect();
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
