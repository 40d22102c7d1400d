//! `kaytop launches`: every launch of this machine on a host, and what people state about them.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{self, Format};
use super::connect;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::launch::{self, Report};
use super::{output, runtime};
use crate::domain::launch::step::ReleaseError;
use crate::domain::launch::words::numbers;
use crate::domain::launch::{Launch, LaunchId, Stamp};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time::{self, Zone};
use crate::runtime::clock;
use crate::runtime::launch::host;
use crate::runtime::launch::refusal::Refusal;
use crate::runtime::launch::search::Unresolved;
use crate::storage::pid;
use crate::ui::text;

/// Lists the launches, or resolves one.
pub fn run(args: args::Launches, mut environment: Environment) -> Result<Exit, Stop> {
    output::log_to_stderr(&environment, args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let zone = environment.zone(&config);
    let limits = connect::limits(&environment, &config)?;
    runtime()?.block_on(async {
        match args.command {
            None => {
                // No key is needed to read what this machine has written down.
                let host = connect::journal_host(&args.common, &mut environment, &config)?;
                let records = host::records(&paths.data, &host).await.map_err(Refusal::from)?;
                let launches = records.recover().await.map_err(Refusal::from)?;
                list(&launches, args.output, &clock::stamp(&pid::boot()), zone)
            }
            Some(args::LaunchesCommand::Resolve(resolve)) => {
                launch::not_read_only(&config, &paths)?;
                let id = LaunchId::parse(&resolve.launch)
                    .ok_or_else(|| Stop::new(Exit::Usage, format!("{:?} is no launch's number", resolve.launch)))?;
                let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
                let launcher = launch::launcher(&reached, &paths, limits).await?;
                let resolved = match (resolve.found, resolve.name) {
                    (Some(campaign), _) => launcher.found_by_hand(&id, campaign).await,
                    (None, Some(name)) => launcher.release(&id, &name).await,
                    (None, None) => {
                        return Err(Stop::new(Exit::Usage, "say --found NUMBER or --not-there --name NAME"));
                    }
                };
                let now = launcher.records().time().stamp();
                let launch = resolved.map_err(|why| unresolved(why, &now, zone))?;
                output::data(|out| match args.output {
                    Format::Text => writeln!(out, "{}", launch.says(&now, zone)),
                    Format::Json => json(out, &Report::of(&launch, &now, zone)),
                })
            }
        }
    })
}

fn unresolved(why: Unresolved, now: &Stamp, zone: Zone) -> Stop {
    let rejected = |message: String| Stop::new(Exit::Rejected, message);
    match why {
        Unresolved::NoSuchLaunch => {
            rejected("there is no launch of this number on this host; see kaytop launches".into())
        }
        Unresolved::Refused(refusal) => refusal.into(),
        Unresolved::NotReleased(ReleaseError::OtherName, launch) => rejected(format!(
            "--name must be the campaign's name, letter by letter: {}. Nothing was changed",
            Shown::new(&launch.request.name)
        )),
        Unresolved::NotReleased(_, launch) => Stop::new(
            Exit::Unknown,
            format!("too early to say that it is not there. {} {}", launch.stands(now, zone), launch.next_step(now)),
        ),
        Unresolved::Found(launch) => rejected(format!("it is there. {}", launch.says(now, zone))),
        Unresolved::NotItsCampaign => rejected(
            "that campaign was there before the launch, or belongs to another launch. Nothing was changed".into(),
        ),
        Unresolved::NoSuchCampaign => rejected("no campaign of that number is in the list. Nothing was changed".into()),
        Unresolved::Resolved(launch) => rejected(format!("nothing is to be resolved. {}", launch.says(now, zone))),
    }
}

/// A launch for programs.
#[derive(Serialize)]
struct Row<'a> {
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
    output::data(|out| match format {
        Format::Json => {
            let rows: Vec<Row<'_>> = launches
                .iter()
                .map(|launch| Row {
                    report: Report::of(launch, now, zone),
                    phase: launch.phase.name(),
                    name: &launch.request.name,
                    host: &launch.request.host,
                    changed: time::iso(launch.changed.wall),
                    ids: &launch.found,
                    needs_care: launch.needs_care(),
                })
                .collect();
            json(out, &rows)
        }
        Format::Text => launches.iter().try_for_each(|launch| print(out, launch, now, zone)),
    })
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
    writeln!(
        out,
        "{mark} {}  {} {}  {:<14}  {:<8}  {}",
        launch.id,
        when.date,
        when.time,
        launch.phase.word(),
        found,
        text::fit(name.as_str(), 48)
    )?;
    if launch.needs_care() {
        writeln!(out, "    {}", launch.stands(now, zone))?;
        let next = launch.next_step(now);
        if !next.is_empty() {
            writeln!(out, "    {next}")?;
        }
    }
    Ok(())
}
