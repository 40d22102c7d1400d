//! `kaytop history events`: what happened, the newest first.

use super::whose::{Whose, unusable};
use crate::app::connection::Mode;
use crate::app::export::{Caption, Rows};
use crate::app::happened::Page;
use crate::cli::args::{Events, EventsFormat};
use crate::cli::exit::{Exit, Stop};
use crate::cli::{output, table};
use crate::domain::happened::{Event, Happened, Question, recall};
use crate::domain::launch::Launch;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::time::{Moment, Zone};
use crate::runtime::clock;

/// So many days are told where nobody says since when.
const DAYS: i64 = 7;

/// The span that is asked for.
pub(super) fn span(args: &Events, zone: Zone) -> Result<Span, Stop> {
    let now = clock::wall();
    let read = |text: &String| {
        let moment = Viewpoint::today(now, zone).read(text);
        moment.map(Second::of).map_err(|why| Stop::new(Exit::Usage, format!("--since: {why}")))
    };
    let to = Second::of(now).plus(1);
    let from = args.since.as_ref().map_or(Ok(to.plus(-DAYS * 86_400)), read)?;
    Ok(Span { from, to })
}

/// Prints what happened then.
pub(super) fn print(
    whose: Whose,
    args: &Events,
    question: &Question,
    launches: &[Launch],
    (mode, zone): (Mode, Zone),
) -> Result<Exit, Stop> {
    let host = whose.host.clone();
    let mut record = whose.one()?;
    let span = question.span;
    let Happened { mut events, begins } = recall(&mut record, question).map_err(|why| unusable(&why))?;
    let from_here = launches.iter().filter_map(Event::of_launch);
    events.extend(from_here.filter(|event| span.from <= event.at && event.at < span.to));
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    let words = args.words.join(" ");
    events.retain(|event| event.holds(&words, zone));
    if let Some(begins) = begins.filter(|begins| *begins > span.from) {
        let begins = begins.moment().map(|moment| super::about::when(moment, zone)).unwrap_or_default();
        output::note(&format!("the record begins at {begins}"));
    }
    if events.is_empty() {
        let found = if words.is_empty() { "" } else { " that has these words" };
        output::note(&format!("nothing happened{found} since {}", when(span.from, zone)));
    }
    let caption = Caption {
        mode,
        host,
        as_of: when(span.to, zone),
        age: None,
        search: None,
        filter: words,
        orders: Vec::new(),
        redacted: false,
    };
    let page = Page { events, zone, caption };
    match args.output {
        EventsFormat::Jsonl => output::data(|out| page.write(Rows::JsonLines, out)),
        EventsFormat::Csv => output::data(|out| page.write(Rows::Csv, out)),
        EventsFormat::Table if page.events.is_empty() => Ok(Exit::Ok),
        EventsFormat::Table => output::people(|out| {
            let column = |head: &str, is_text| table::Column { head: head.to_owned(), is_text };
            let heads =
                [column("WHEN", true), column("ID", false), column("CAMPAIGN", true), column("WHAT HAPPENED", true)];
            let lines: Vec<Vec<String>> = page.events.iter().map(|event| page.cells(event).to_vec()).collect();
            table::print(&heads, &lines, out)
        }),
    }
}

fn when(at: Second, zone: Zone) -> String {
    at.moment().map(|moment: Moment| super::about::when(moment, zone)).unwrap_or_default()
}
