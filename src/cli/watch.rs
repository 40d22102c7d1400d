//! `kaytop watch`: one line for each change among the campaigns that a query finds, until there is a reason to stop.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use serde_json::{Map, Value as Json, json};

use super::alerts::{self, Place};
use super::args::{self, Every, WatchFormat};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::history::{self, Taking};
use super::polling::{self, Answer, Outage, Polling, Questions};
use super::{connect, launch, output, query, runtime};
use crate::app::alerts::CommandFailed;
use crate::app::export;
use crate::app::record::{Recorded, Recording};
use crate::domain::alert::Claims as _;
use crate::domain::count::{count, plural};
use crate::domain::failure::{Failure, FailureClass};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::query::Flag;
use crate::domain::shown::escape_json;
use crate::domain::store::{Event, Excerpt, Row, Snapshot, Store, events};
use crate::domain::time::{self, Now, Zone};
use crate::domain::zones;
use crate::runtime::alerts::{Keeps, Watcher};
use crate::storage::record::Record;

/// Watches until there is a reason to stop.
pub fn run(args: &args::Watch, mut environment: Environment) -> Result<Exit, Stop> {
    environment.log_to_stderr(args.common.verbose)?;
    let paths = environment.paths()?;
    let query = query::read_in(args.view.as_deref(), &args.query, &paths, &[Flag::Marked])?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(&args.common, &environment, &config)?;
    let zone = environment.told_zone(&config).0;
    let measures = config.thresholds.measures();
    let mut store = Store::default();
    store.set_measures(measures);
    let search = args.search.clone().or(query.server_search().map(str::to_owned));
    store.set_query(query);
    let runtime = runtime()?;
    let ended = runtime.block_on(async {
        let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
        let rhythm = polling::rhythm(args.interval, &config, reached.mode);
        let (client, budget) = (connect::client(&reached, limits)?, launch::budget(&reached, &paths));
        let polling = Polling::new(client, budget, Questions { rhythm, search, settings: None });
        let record = history::record(&reached, &paths, &config).ok();
        let watcher = alerts::watcher(&config, &environment, zone, Place::Command("watch"));
        let (outage, commands, failures) = (Outage::default(), Vec::new(), channel());
        let watch =
            Watch { args, store, measures, zone, polling, last: None, outage, record, watcher, commands, failures };
        Box::pin(watch.run()).await
    });
    // A request under way is dropped: it only reads.
    runtime.shutdown_background();
    ended
}

/// What is known so far.
struct Watch<'a> {
    args: &'a args::Watch,
    store: Store,
    measures: Measures,
    zone: Zone,
    polling: Polling,
    /// What the reading before found.
    last: Option<Excerpt>,
    /// Of the list.
    outage: Outage,
    record: Option<Record>,
    /// Who watches for alerts.
    watcher: Option<Watcher>,
    /// The commands of alerts, which may still run.
    commands: Vec<JoinHandle<()>>,
    /// Those of them that failed, on their way to the log.
    failures: (Sender<CommandFailed>, Receiver<CommandFailed>),
}

impl Watch<'_> {
    async fn run(mut self) -> Result<Exit, Stop> {
        let ended = self.follow().await;
        // What is to be told is told, also where that is the end.
        for command in std::mem::take(&mut self.commands) {
            // A panic there ended the program.
            let _ = command.join();
        }
        self.log_failures();
        ended
    }

    async fn follow(&mut self) -> Result<Exit, Stop> {
        let end = self.args.span.map_or(polling::FOR_EVER, |Every(span)| span);
        while let Some((answer, at)) = self.polling.next(end).await {
            let Answer::Campaigns(read) = answer else { continue };
            if let Some(exit) = self.take(read, at)? {
                return Ok(exit);
            }
        }
        Ok(if self.args.until { Exit::NotMet } else { Exit::Ok })
    }

    /// Tells what a reading brought; answers with how to end, where that is now.
    fn take(&mut self, read: Result<Box<Snapshot>, Failure>, now: Now) -> Result<Option<Exit>, Stop> {
        let snapshot = match read {
            Ok(snapshot) => snapshot,
            // What a person must mend does not pass by itself.
            Err(failure) if failure.class() == FailureClass::Auth => return Err(failure.into()),
            Err(failure) => {
                if self.outage.begins() {
                    output::message(&format!("{} It is asked for again.", Stop::from(failure).message));
                }
                return Ok(None);
            }
        };
        if self.outage.ends() {
            output::note("the list can be read again");
        }
        self.store.apply(*snapshot);
        if let Some(record) = &mut self.record {
            let (every, zone) = (self.polling.rhythm().period(), self.zone);
            let whole = !self.polling.is_searching() && self.store.unreadable() == 0;
            history::take(record, &self.store.last_read(), Taking { at: now.wall, every, whole, zone });
        }
        self.watch_for_alerts(now);
        let found = self.store.excerpt();
        let lines: Vec<String> = match &self.last {
            _ if self.args.until && !found.is_empty() => found.rows().map(|row| self.matched(row, now)).collect(),
            Some(last) => events(last, &found).iter().map(|event| self.event(event, now)).collect(),
            None => Vec::new(),
        };
        if self.last.is_none() && !self.args.until {
            let matching = plural(found.len(), "campaign matches", "campaigns match");
            output::note(&format!("{matching}; each change is a line"));
        }
        let met = self.args.until && !found.is_empty();
        self.last = Some(found);
        let is_text = self.args.output == WatchFormat::Text;
        let reads = lines.is_empty() || output::lines(&lines, is_text)?;
        Ok((met || !reads).then_some(Exit::Ok))
    }

    fn watch_for_alerts(&mut self, now: Now) {
        let Some(watcher) = &mut self.watcher else { return };
        let (read, every, searched) =
            (self.store.last_read(), self.polling.rhythm().period(), self.polling.is_searching());
        let whole = !searched && read.unreadable() == 0;
        let recording = Recording { at: now.wall, what: Recorded::Campaigns { read, every, whole, searched } };
        let record = self.record.as_mut().map(|record| record as &mut (dyn Keeps + 'static));
        let to = self.failures.0.clone();
        let failed = move |failed| drop(to.send(failed));
        self.commands.extend(alerts::tell(watcher.take(record, &recording), failed));
        self.commands.retain(|command| !command.is_finished());
        self.log_failures();
    }

    fn log_failures(&mut self) {
        let Some(record) = &mut self.record else { return };
        for CommandFailed { alert, at, why } in self.failures.1.try_iter() {
            if let Err(why) = record.failed(&alert, at, &why) {
                tracing::warn!(why, "that a command failed is not kept");
            }
        }
    }

    /// A row that `--until` waited for.
    fn matched(&self, row: Row<'_>, now: Now) -> String {
        self.line("matched", row, &Map::new(), &standing(row, &self.measures), now)
    }

    fn event(&self, event: &Event<'_>, now: Now) -> String {
        match event {
            Event::Entered { row, new } => {
                let (word, words) = if *new { ("new", "is new") } else { ("entered", "matches now") };
                self.line(word, *row, &Map::new(), &format!("{words}: {}", standing(*row, &self.measures)), now)
            }
            Event::Left { row, gone } => {
                let (word, words) =
                    if *gone { ("gone", "is gone from the list") } else { ("left", "does not match any more") };
                self.line(word, *row, &Map::new(), words, now)
            }
            Event::Changed { from, to } => {
                let moved: Vec<Column> =
                    Column::ALL.into_iter().filter(|column| from.value(*column) != to.value(*column)).collect();
                let change = |column: &Column| {
                    let values = [*from, *to].map(|row| export::json::value(row, *column));
                    (column.member().to_owned(), json!({ "from": values[0], "to": values[1] }))
                };
                let words: Vec<String> = moved.iter().filter_map(|column| self.change(*column, *from, *to)).collect();
                let word = if moved.contains(&Column::Calls) { "moved" } else { "changed" };
                let words = if words.is_empty() { "hardly changed".to_owned() } else { words.join(", ") };
                self.line(word, *to, &moved.iter().map(change).collect(), &words, now)
            }
        }
    }

    /// How one value changed: `calls +18 (2,410)`. What people do not see change, or see from the others, is left out.
    fn change(&self, column: Column, from: Row<'_>, to: Row<'_>) -> Option<String> {
        let name = column.name();
        if matches!(column, Column::Finished | Column::FailedRate) {
            return None;
        }
        Some(match (from.value(column), to.value(column)) {
            (Some(Value::Whole(was)), Some(Value::Whole(is))) if column.kind() == Kind::Count => {
                let by = is.saturating_sub(was);
                format!("{name} {}{} ({})", if by > 0 { "+" } else { "" }, count(by), count(is))
            }
            _ => {
                let [was, is] = [from, to].map(|row| export::cell(row, column, &self.measures));
                if was == is {
                    return None;
                }
                format!("{name} {was} → {is}")
            }
        })
    }

    fn line(&self, event: &str, row: Row<'_>, changes: &Map<String, Json>, words: &str, now: Now) -> String {
        if self.args.output == WatchFormat::Jsonl {
            let name = export::json::value(row, Column::Name);
            let at = time::iso(now.wall);
            let line = json!({ "at": at, "event": event, "id": row.id(), "name": name, "changes": changes });
            return escape_json(&line.to_string()).into_owned();
        }
        let clock = time::format_clock(now.wall, self.zone);
        let name = export::cell(row, Column::Name, &self.measures);
        format!("{clock} {}  {} {name}: {words}", zones::place(self.zone, now.wall), row.id())
    }
}

/// Where a campaign stands: `calls 2,410, success 69.6%`.
fn standing(row: Row<'_>, measures: &Measures) -> String {
    let [calls, success] = [Column::Calls, Column::SuccessRate].map(|column| export::cell(row, column, measures));
    format!("calls {calls}, success {success}")
}
