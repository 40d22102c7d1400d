//! `kaytop launches`: every launch of this machine on a host, and what people state about them.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{self, Format};
use super::connect;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::launch::{self, Report};
use super::{output, runtime};
use crate::domain::launch::journal::JournalError;
use crate::domain::launch::transition::ReleaseError;
use crate::domain::launch::words::numbers;
use crate::domain::launch::{Launch, LaunchId, Stamp};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time::{self, Zone};
use crate::runtime::clock;
use crate::runtime::launch::host;
use crate::runtime::launch::refusal::Refusal;
use crate::runtime::launch::search::Unresolved;
use crate::storage::process::{self, Process};
use crate::ui::text;

/// A name is cut to this width where there is room for it.
const MOST: usize = 48;
/// With less room than this a name has a line of its own.
const LEAST: usize = 16;

/// Lists the launches, or resolves one.
pub fn run(args: args::Launches, environment: Result<Environment, Stop>) -> Result<Exit, Stop> {
    let (format, resolve) = (args.output, args.command.is_some());
    let ended = runtime()?.block_on(attempt(args, environment));
    if let (Format::Json, Err((stop, report))) = (format, &ended) {
        let unknown = || Report { launch: None, outcome: None, id: None, message: stop.message.clone() };
        if resolve {
            launch::print_json(&report.clone().unwrap_or_else(unknown));
        } else {
            launch::print_json(&Answer { launches: None, message: Some(&stop.message) });
        }
    }
    ended.map_err(|(stop, _)| stop)
}

/// Why it ended early, with the launch it was about where that is known.
type Early = (Stop, Option<Report>);

async fn attempt(args: args::Launches, environment: Result<Environment, Stop>) -> Result<Exit, Early> {
    let early = |stop: Stop| (stop, None);
    let mut environment = environment.map_err(early)?;
    environment.log_to_stderr(args.common.verbose).map_err(early)?;
    let paths = environment.paths().map_err(early)?;
    let config = environment.configuration(&paths).map_err(early)?;
    let zone = environment.zone(&config);
    let limits = connect::limits(&args.common, &environment, &config).map_err(early)?;
    let Some(args::LaunchesCommand::Resolve(resolve)) = args.command else {
        // No key is needed to read what this machine has written down.
        let host = connect::journal_host(&args.common, &mut environment, &config).map_err(early)?;
        let refused = |error: JournalError| early(Refusal::from(error).into());
        let records = host::records(&paths.data, &host).await.map_err(refused)?;
        let launches = records.recover().await.map_err(refused)?;
        return list(&launches, args.output, &clock::stamp(&process::boot()), zone).map_err(early);
    };
    launch::not_read_only(&config, &paths).map_err(early)?;
    let id = LaunchId::parse(&resolve.launch)
        .ok_or_else(|| early(Stop::new(Exit::Usage, format!("{:?} is no launch's number", resolve.launch))))?;
    let reached = connect::reach(&args.common, &mut environment, &config, false).await.map_err(early)?;
    let launcher = launch::launcher(&reached, &paths, limits).await.map_err(early)?;
    let resolved = match (resolve.found, resolve.name) {
        (Some(campaign), _) => launcher.found_by_hand(&id, campaign).await,
        (None, Some(name)) => launcher.release(&id, &name).await,
        (None, None) => {
            return Err(early(Stop::new(Exit::Usage, "say --found NUMBER or --not-there --name NAME")));
        }
    };
    let now = launcher.records().time().stamp();
    match resolved {
        Ok(launch) => match args.output {
            Format::Text => output::people(|out| output::paragraph(out, &launch.says(&now, zone), 0)),
            Format::Json => output::data(|out| json(out, &Report::of(&launch, &now, zone))),
        }
        .map_err(early),
        Err(why) => {
            let known = launcher.records().launches().await.unwrap_or_default();
            let known = known.iter().find(|launch| launch.id == id);
            let stop = unresolved(why, &now, zone);
            let report = known.map(|launch| Report { message: stop.message.clone(), ..Report::of(launch, &now, zone) });
            Err((stop, report))
        }
    }
}

fn unresolved(why: Unresolved, now: &Stamp, zone: Zone) -> Stop {
    let words = why.to_string();
    match why {
        Unresolved::Refused(refusal) => refusal.into(),
        Unresolved::NotReleased(ReleaseError::TooEarly, launch) => {
            Stop::new(Exit::Unknown, format!("{words}. {} {}", launch.stands(now, zone), launch.next_step(now)))
        }
        Unresolved::NoSuchLaunch => Stop::new(Exit::Rejected, format!("{words}; see kaytop launches")),
        Unresolved::Found(launch) | Unresolved::Resolved(launch) => {
            Stop::new(Exit::Rejected, format!("{words}. {}", launch.stands(now, zone)))
        }
        _ => Stop::new(Exit::Rejected, words),
    }
}

/// What is printed for programs.
#[derive(Serialize)]
struct Answer<'a> {
    /// Every launch, the newest first; null where they cannot be read.
    launches: Option<&'a [Entry<'a>]>,
    /// Why they cannot be read.
    message: Option<&'a str>,
}

/// A launch for programs.
#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    report: Report,
    phase: &'static str,
    name: &'a str,
    host: &'a str,
    changed: String,
    /// More than one only where something went badly wrong.
    ids: &'a [i64],
    needs_care: bool,
}

fn list(launches: &[Launch], format: Format, now: &Stamp, zone: Zone) -> Result<Exit, Stop> {
    if launches.is_empty() && format == Format::Text {
        output::message("no launch was made from this machine on this host");
    }
    match format {
        Format::Text => output::people(|out| launches.iter().try_for_each(|launch| print(out, launch, now, zone))),
        Format::Json => output::data(|out| {
            let rows: Vec<Entry<'_>> = launches
                .iter()
                .map(|launch| Entry {
                    report: Report::of(launch, now, zone),
                    phase: launch.phase.name(),
                    name: &launch.request.name,
                    host: &launch.request.host,
                    changed: time::iso(launch.changed.wall),
                    ids: &launch.found,
                    needs_care: launch.needs_care(),
                })
                .collect();
            json(out, &Answer { launches: Some(&rows), message: None })
        }),
    }
}

fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", escape_json(&serde_json::to_string(value)?))
}

/// A line a launch, and what is to be done where something is.
fn print(out: &mut dyn Write, launch: &Launch, now: &Stamp, zone: Zone) -> io::Result<()> {
    let name = Shown::new(&launch.request.name);
    let mark = if launch.needs_care() { "!" } else { " " };
    let found = if launch.found.is_empty() { "–".to_owned() } else { numbers(&launch.found) };
    let when = zone.local(launch.changed.wall);
    let row = format!("{mark} {}  {} {}  {:<14}  {:<8}  ", launch.id, when.date, when.time, launch.phase.word(), found);
    let width = output::width().unwrap_or(usize::MAX);
    match width.checked_sub(text::width(&row)) {
        Some(room) if room >= LEAST => writeln!(out, "{row}{}", text::fit(name.as_str(), room.min(MOST)))?,
        // The name stands below, the rest goes on where it must.
        _ => {
            output::paragraph(out, &row, 0)?;
            writeln!(out, "    {}", text::fit(name.as_str(), width.saturating_sub(4).min(MOST)))?;
        }
    }
    if launch.needs_care() {
        output::paragraph(out, &launch.stands(now, zone), 4)?;
        let next = launch.next_step(now);
        if !next.is_empty() {
            output::paragraph(out, &next, 4)?;
        }
        let owner = launch.owner.as_ref().filter(|_| launch.phase.is_owned()).and_then(Process::named_by);
        if let Some(process) = owner.filter(Process::is_stopped) {
            let stopped =
                format!("Process {} is stopped, by Ctrl-Z perhaps: fg in its shell continues it.", process.id);
            output::paragraph(out, &stopped, 4)?;
        }
    }
    Ok(())
}
