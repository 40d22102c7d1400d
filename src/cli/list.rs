//! `kaytop list`: the campaigns, once, filtered and ordered like the screen's.

mod groups;
mod past;
mod picture;
mod remembered;

use std::io::{self, Write};

use self::picture::Opening;
use self::remembered::Wanted;
use super::args::ListFormat;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::history::Taking;
use super::{args, connect, history, launch, options, output, query, runtime, screen, table};
use crate::app::connection::Connection;
use crate::app::export::csv::{self, Reader};
use crate::app::export::{self, Caption, Screen, Sheet, html, json, markdown};
use crate::app::model::Model;
use crate::domain::count::{counted, plural};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::query::{Flag, Query};
use crate::domain::store::{Row, Snapshot, Store, WholeRead};
use crate::domain::time::{self, Moment, Zone};
use crate::domain::zones;
use crate::runtime::clock::{self, Clock};
use crate::runtime::{ask, picture as drawing};
use crate::storage::config::Config;
use crate::storage::kept::look::LookFile;
use crate::storage::kept::views::ViewsFile;
use crate::storage::paths::Paths;
use crate::ui::text;
use crate::ui::theme::{Depth, Look, Theme};

/// Asks once and prints.
pub fn run(args: &args::List, mut environment: Environment) -> Result<Exit, Stop> {
    let pictured = pictured(args)?;
    let common = &args.common;
    environment.log_to_stderr(common.verbose)?;
    let paths = environment.paths()?;
    let query = query::read_in(args.view.as_deref(), &args.query, &paths, &[Flag::Marked, Flag::Moving])?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(common, &environment, &config)?;
    let search = args.search.as_deref().or(query.server_search()).map(str::to_owned);
    let zone = environment.told_zone(&config).0;
    let wanted = Wanted::of(&query, args.since.as_deref());
    if let Some(at) = &args.at {
        past::can_be_asked(&query)?;
        let then = past::read(at, common, &mut environment, (&config, &paths), zone)?;
        if let Some(form) = pictured {
            let opening = opening(args, then.connection(), &config, &paths, zone);
            let model = picture::of_past(opening, then.scene, Clock::start().now());
            let model = model.map_err(|why| Stop::new(Exit::Usage, why))?;
            return draw(&model, args, form, &environment, &config);
        }
        let measures = config.thresholds.measures();
        let mut store = Store::default();
        store.set_measures(measures);
        store.show(&then.scene.read);
        if let Some(wanted) = &wanted {
            let look = last_look(&paths, &then.host);
            wanted.ask(&mut store, Some(&mut { then.record }), then.at, (&config, zone), look)?;
        }
        let caption = Caption {
            mode: then.mode,
            host: then.host,
            as_of: dated(then.looked, zone),
            age: None,
            search: None,
            filter: String::new(),
            orders: Vec::new(),
            redacted: false,
        };
        return show(store, query, caption, args, wanted.as_ref());
    }
    let (answer, settings, connection, host, mut record) = runtime()?.block_on(async {
        let reached = connect::reach(common, &mut environment, &config, false).await?;
        let (client, budget) = (connect::client(&reached, limits)?, launch::budget(&reached, &paths));
        let answer = ask::within(&*budget, async || client.campaigns(search.as_deref()).await).await;
        // The screen shows the company's settings as well.
        let settings = match pictured {
            Some(_) if answer.result.is_ok() => Some(ask::within(&*budget, async || client.settings().await).await),
            _ => None,
        };
        let record = history::record(&reached, &paths, &config).ok();
        let practised = || history::practised(&reached, zone).filter(|_| config.history != Some(false));
        let record = record.or_else(|| wanted.as_ref().and_then(|_| practised()));
        let connection = screen::connection(&reached, &options::Screen::default(), &config);
        Ok::<_, Stop>((answer, settings, connection, launch::journal_host(&reached), record))
    })?;
    let listing = answer.result.map_err(Stop::from)?;
    let (at, searched) = (clock::wall(), search.is_some());
    let mut keep = |read: &WholeRead, unreadable: usize| {
        if let Some(record) = &mut record {
            let whole = !searched && unreadable == 0;
            history::take(record, read, Taking { at, every: None, whole, zone });
        }
    };
    if let (Some(form), Some(settings)) = (pictured, settings) {
        let opening = opening(args, connection, &config, &paths, zone);
        let model = picture::model(opening, (listing, answer.limits), settings, Clock::start().now())
            .map_err(|why| Stop::new(Exit::Usage, why))?;
        let exit = draw(&model, args, form, &environment, &config)?;
        keep(&model.context.store.last_read(), model.context.store.unreadable());
        return Ok(exit);
    }
    let mut store = Store::default();
    let measures = config.thresholds.measures();
    store.set_measures(measures);
    store.apply(Snapshot::build(listing));
    let caption = Caption {
        mode: connection.mode,
        host: connection.host.as_str().to_owned(),
        as_of: dated(clock::wall(), zone),
        age: None,
        search: search.filter(|term| query.server_search() != Some(term)),
        filter: String::new(),
        orders: Vec::new(),
        redacted: false,
    };
    let read = store.last_read();
    let unreadable = store.unreadable();
    if let Some(wanted) = wanted {
        keep(&read, unreadable);
        wanted.ask(&mut store, record.as_mut(), at, (&config, zone), last_look(&paths, &host))?;
        return show(store, query, caption, args, Some(&wanted));
    }
    let exit = show(store, query, caption, args, None)?;
    keep(&read, unreadable);
    Ok(exit)
}

/// When somebody last looked at the screen of a host.
fn last_look(paths: &Paths, host: &str) -> Option<Moment> {
    let (looked, unsure) = LookFile::new(&paths.state, host).read(clock::wall());
    if let Some(unsure) = unsure {
        output::message(&unsure);
    }
    looked
}

/// The screen that is drawn.
fn opening<'a>(
    args: &'a args::List,
    connection: Connection,
    config: &Config,
    paths: &Paths,
    zone: Zone,
) -> Opening<'a> {
    Opening {
        planner: screen::planner(&options::Screen::default(), config, connection.mode),
        connection,
        prefs: screen::prefs(config, zone, String::new()),
        views: ViewsFile::new(&paths.data).read().views,
        view: args.view.as_deref(),
        filter: args.query.join(" "),
        search: args.search.clone(),
    }
}

/// Prints the picture of a screen.
fn draw(
    model: &Model,
    args: &args::List,
    form: Screen,
    environment: &Environment,
    config: &Config,
) -> Result<Exit, Stop> {
    let flat = config.ascii.unwrap_or_else(|| form == Screen::Text && environment.wants_ascii());
    let look = screen::look(args.theme, &args.common, environment, config).unwrap_or(Look::Dark);
    let theme = Theme::new(look, Depth::True, args.common.ascii || flat);
    let size = args.size.unwrap_or_default();
    let drawn = drawing::of(model, args.redact, theme, form, (size.columns, size.rows));
    let exit = output::data(|out| out.write_all(drawn.as_bytes()))?;
    remarks(&model.context.store);
    Ok(exit)
}

/// Prints what of a store a query finds, in its order.
fn show(
    mut store: Store,
    query: Query,
    caption: Caption,
    args: &args::List,
    wanted: Option<&Wanted>,
) -> Result<Exit, Stop> {
    store.set_order(query.order().unwrap_or_default());
    store.set_query(query);
    let chosen = store.query().columns();
    let filter = store.query().as_str().trim().to_owned();
    let caption = Caption { filter, orders: store.orders(), ..caption };
    let rows = if store.is_grouped() { store.excerpt_of_groups() } else { store.excerpt() };
    let mut columns = if chosen.is_empty() { TABLE } else { chosen }.to_vec();
    if chosen.is_empty() && wanted.is_some_and(|wanted| wanted.shows_change) {
        let calls = columns.iter().position(|column| *column == Column::Calls);
        columns.insert(calls.map_or(0, |calls| calls + 1), Column::CallsChange);
    }
    let sheet = Sheet { rows, columns, measures: store.measures(), caption };
    let sheet = if args.redact { sheet.redacted() } else { sheet };
    let reader = if args.excel { Reader::Spreadsheet } else { Reader::Program };
    let exit = print(&sheet, chosen, args.output, reader)?;
    remarks(&store);
    Ok(exit)
}

/// The form of a picture, where one is asked for.
fn pictured(args: &args::List) -> Result<Option<Screen>, Stop> {
    let pictured = match args.output {
        ListFormat::Svg => Some(Screen::Svg),
        ListFormat::Text => Some(Screen::Text),
        _ => None,
    };
    if args.excel && args.output != ListFormat::Csv {
        return Err(Stop::new(Exit::Usage, "--excel is for CSV: add -o csv"));
    }
    if pictured.is_none() && (args.size.is_some() || args.theme.is_some()) {
        return Err(Stop::new(Exit::Usage, "--size and --theme are for pictures of the screen: add -o svg or -o text"));
    }
    Ok(pictured)
}

/// Prints a sheet; `chosen` are the columns that the query names.
fn print(sheet: &Sheet, chosen: &[Column], format: ListFormat, reader: Reader) -> Result<Exit, Stop> {
    let rows = || sheet.rows.rows();
    match format {
        ListFormat::Markdown => output::people(|out| markdown::write(sheet, out)),
        ListFormat::Html => output::data(|out| html::write(sheet, out)),
        format if !sheet.rows.groups_by().is_empty() => groups::print(sheet, format, reader),
        ListFormat::Json => output::data(|out| json::array(rows(), chosen, out)),
        ListFormat::Jsonl => output::data(|out| json::objects(rows(), chosen, out)),
        ListFormat::Csv => {
            let columns = if chosen.is_empty() { CSV } else { chosen };
            output::data(|out| csv::write(rows(), columns, reader, out))
        }
        ListFormat::Table | ListFormat::Svg | ListFormat::Text => {
            output::people(|out| people(rows(), &sheet.columns, &sheet.measures, out))
        }
    }
}

/// What must be known of what was read.
fn remarks(store: &Store) {
    if store.shown() == 0 {
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

/// A reading as people date it: the day, the clock and whose it is.
fn dated(at: Moment, zone: Zone) -> String {
    format!("{} {} {}", zone.today(at), time::format_clock(at, zone), zones::place(zone, at))
}

fn people<'s>(
    rows: impl Iterator<Item = Row<'s>>,
    columns: &[Column],
    measures: &Measures,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heads: Vec<table::Column> = columns
        .iter()
        .map(|column| table::Column { head: head(*column), is_text: matches!(column.kind(), Kind::Text | Kind::Place) })
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
        _ => export::cell(row, column, measures).into_owned(),
    }
}
