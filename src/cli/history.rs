//! `kaytop history`: what is kept of readings, handing it on and forgetting it; and how commands record what they read.

mod about;
mod events;
mod export;
mod purge;
pub(super) mod whose;

use std::time::Duration;

use self::whose::Whose;
use super::args::{self, HistoryCommand};
use super::connect::Reached;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{output, practice, runtime};
use crate::app::connection::Mode;
use crate::domain::happened::Question;
use crate::domain::launch::Launch;
use crate::domain::record::Second;
use crate::domain::record::engine::{Campaigns, Engine as _, Reading, Retention};
use crate::domain::time::{Moment, Zone};
use crate::runtime::alerts::Watcher;
use crate::runtime::clock;
use crate::runtime::launch::host;
use crate::runtime::record::Recorder;
use crate::storage::config::Config;
use crate::storage::paths::Paths;
use crate::storage::record::Record;

pub(super) use self::about::print_failure;

/// Says what is kept, hands it on, or forgets it. Sends nothing.
pub fn run(args: &args::History, mut environment: Environment) -> Result<Exit, Stop> {
    environment.log_to_stderr(args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let zone = environment.told_zone(&config).0;
    let mut whose = || Whose::find(&args.common, &mut environment, &config, &paths);
    match &args.command {
        None => about::print(whose()?, args.output, config.history != Some(false), zone),
        Some(HistoryCommand::Export(export)) => export::print(whose()?.one()?, export.output),
        Some(HistoryCommand::Events(wanted)) => {
            let span = events::span(wanted, zone)?;
            let mode = if args.common.sandbox { Mode::Sandbox } else { Mode::Live };
            let whose = whose()?;
            let launches = launches(&paths, &whose.host)?;
            let question = Question { span, client_zones: config.client_zones() };
            events::print(whose, wanted, &question, &launches, (mode, zone))
        }
        Some(HistoryCommand::Purge(wanted)) => {
            if args.common.sandbox {
                return Err(Stop::error("the sandbox's record is made anew each time: there is nothing to forget"));
            }
            let purge = purge::read(wanted, zone)?;
            let whose = whose()?;
            let host = whose.host.clone();
            purge::run(whose.one()?, &host, purge, wanted.yes, zone)
        }
    }
}

/// What this machine launched on a host. A journal that cannot be read hides nothing of the record.
fn launches(paths: &Paths, host: &str) -> Result<Vec<Launch>, Stop> {
    let read = runtime()?.block_on(async { host::records(&paths.data, host).await?.launches().await });
    Ok(read.unwrap_or_else(|why| {
        output::message(&format!("launches from here are not told: {why}"));
        Vec::new()
    }))
}

/// What records on the screen, and takes who watches for alerts; else why nothing does, as a clause.
pub fn recorder(
    reached: &Reached,
    paths: &Paths,
    config: &Config,
    (zone, watcher): (Zone, &mut Option<Watcher>),
) -> Result<Recorder, &'static str> {
    let mut keep = |make: Box<dyn FnOnce() -> Record + Send>| {
        Recorder::new(move || Box::new(make()), watcher.take(), zone, Retention::default())
    };
    match (&reached.sandbox, record(reached, paths, config)) {
        (Some(sandbox), _) if config.history != Some(false) => {
            let past = sandbox.past;
            let recorder = keep(Box::new(move || {
                let mut record = Record::temporary();
                if let Err(why) = practice::make(&mut record, past, zone) {
                    tracing::warn!(why, "the practice record begins late");
                }
                record
            }));
            Ok(recorder.temporary())
        }
        (_, record) => record.map(|record| keep(Box::new(move || record))),
    }
}

/// The record of who was reached; else why there is none, as a clause.
pub fn record(reached: &Reached, paths: &Paths, config: &Config) -> Result<Record, &'static str> {
    match reached.mode {
        _ if config.history == Some(false) => Err("history = false in the configuration"),
        Mode::Sandbox => Err("the embedded sandbox is made anew at each start"),
        Mode::Live => {
            let target = &reached.target;
            Ok(Record::new(&paths.data, &target.base.host(), &target.key.fingerprint()))
        }
    }
}

/// A practice record of the embedded sandbox, where that was reached.
pub fn practised(reached: &Reached, zone: Zone) -> Option<Record> {
    let past = reached.sandbox.as_ref()?.past;
    let mut record = Record::temporary();
    practice::make(&mut record, past, zone).ok().map(|()| record)
}

/// How an answer of the list is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Taking {
    /// When it came.
    pub at: Moment,
    /// The rhythm of the answers; nothing where it is the only one.
    pub every: Option<Duration>,
    /// Whether it holds every campaign.
    pub whole: bool,
    /// The zone of the reader's days.
    pub zone: Zone,
}

/// Records an answer. What keeps it from being recorded keeps nobody from reading it.
pub fn take(record: &mut Record, campaigns: &dyn Campaigns, taking: Taking) {
    let Taking { at, every, whole, zone } = taking;
    let now = clock::wall();
    if let Err(why) = record.take(Reading::new(at, now, every, whole), campaigns) {
        tracing::warn!(why, "the reading is not recorded");
    }
    // A step each time: whoever only lists has no quiet moment for it.
    if let Err(why) = record.tidy(Second::of(now), zone, Retention::default()) {
        tracing::warn!(why, "the record is not tidied");
    }
    if let Some(note) = record.note() {
        output::message(&note);
    }
}
