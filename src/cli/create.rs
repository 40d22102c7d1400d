//! `kaytop create`: a plan becomes a campaign, once.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::args::{self, Format};
use super::check::{self, Judged};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::launch::{self, Report};
use super::{connect, output, runtime};
use crate::api::routes;
use crate::api::target::BaseUrl;
use crate::app::model::Mode;
use crate::domain::launch::words::CANNOT_BE_UNDONE;
use crate::domain::launch::{Launch, code, reconcile};
use crate::domain::rules::{self, request};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time::Zone;
use crate::runtime::launch::{Ended, Launcher};
use crate::storage::config::Config;

/// How many letters the code has that a person types to launch.
const CODE_LETTERS: usize = 4;
/// How often a wrong code may be typed.
const CODE_TRIES: usize = 3;

/// Judges the plan, asks for the code, sends once and says what became of it.
pub fn run(args: &args::Create, mut environment: Environment) -> Result<Exit, Stop> {
    output::log_to_stderr(&environment, args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let zone = environment.zone(&config);
    let judged = Judged::read(&args.plan, zone).or_stop()?;
    if !judged.is_valid() {
        check::print(&judged, args.output)?;
        return Ok(Exit::Rejected);
    }
    if args.dry_run {
        return dry_run(args, &environment, &config, &judged);
    }
    let plan = &judged.request;
    launch::not_read_only(&config, &paths)?;
    let ask = !args.yes;
    if ask && !(args.plan != Path::new("-") && io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Stop::new(
            Exit::Usage,
            "nobody can confirm here: create asks for a code at a terminal. To go on without: --yes. Nothing was sent",
        ));
    }
    let limits = connect::limits(&environment, &config)?;
    runtime()?.block_on(async {
        let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
        let launcher = launch::launcher(&reached, &paths, limits).await?;
        let host = launch::journal_host(&reached);
        let request = crate::runtime::launch::request(&host, &reached.target.key.fingerprint(), plan);
        let retyped = args.same_name.as_deref() == Some(request.name.as_str());
        if args.same_name.is_some() && !retyped {
            let why = "--same-name must be the plan's name, letter by letter. Nothing was sent";
            return refused(Stop::new(Exit::Rejected, why), args.output);
        }
        warn(&judged, launcher.disabled().await);
        let draft = match launcher.prepare(request, retyped).await {
            Ok(draft) => draft,
            Err(refusal) => return refused(refusal.into(), args.output),
        };
        if ask {
            confirm(&draft, reached.mode, &reached.target.base, plan, launcher.bits())?;
        }
        output::message("Sending… do not close.");
        match launcher.launch(draft, retyped).await {
            Ok(ended) => Ok(settle(&launcher, ended, args, zone).await),
            Err(refusal) => refused(refusal.into(), args.output),
        }
    })
}

/// Looks for what is not known yet, prints the end, and answers with its code.
async fn settle(launcher: &Launcher, ended: Ended, args: &args::Create, zone: Zone) -> Exit {
    let Ended { launch, failure, unrecorded } = ended;
    let now = || launcher.records().time().stamp();
    if let Some(error) = &unrecorded {
        output::message(&format!(
            "the outcome could not be written down: {error}. The next start of kaytop will look for launch {}",
            launch.id
        ));
    }
    let first_looks: Duration = reconcile::WAITS.iter().take(3).sum();
    let patience = args.wait.map_or(first_looks, |wait| wait.0.max(first_looks));
    if launch.is_sought() {
        output::message(&launch.says(&now(), zone));
    }
    let launch = match unrecorded {
        Some(_) => launch,
        None => launcher.search(launch, patience, |looked| output::message(&looked.says(&now(), zone))).await,
    };
    let next = launch.next_step(&now());
    let report = Report::of(&launch, &now(), zone);
    print(&report, args.output);
    if !next.is_empty() {
        output::message(&next);
    }
    let exit = launch::exit(&launch, failure.as_ref());
    if exit == Exit::Unknown {
        output::message("kaytop launches shows it; a window of kaytop goes on looking.");
    }
    exit
}

/// What stands in the way, for people and for programs.
fn refused(stop: Stop, format: Format) -> Result<Exit, Stop> {
    if format == Format::Json {
        print(&Report { launch: None, outcome: "not_sent", id: None, message: stop.message.clone() }, format);
    }
    Err(stop)
}

fn print(report: &Report, format: Format) {
    // A closed pipe takes nothing away from what was done.
    let _ = output::data(|out| match format {
        Format::Text => writeln!(out, "{}", report.message),
        Format::Json => writeln!(out, "{}", escape_json(&serde_json::to_string(report)?)),
    });
}

fn warn(judged: &Judged, disabled: bool) {
    for warning in &judged.verdict.warnings {
        output::message(&format!("{}{}", judged.before(&warning.path, "warning"), warning.message));
    }
    if disabled {
        output::message(&format!("warning: {}", rules::disabled_warning().message));
    }
}

/// Shows what will be sent and where, and asks for a code that pasted text cannot know.
fn confirm(draft: &Launch, mode: Mode, base: &BaseUrl, plan: &Value, bits: u64) -> Result<(), Stop> {
    let code = code(bits, CODE_LETTERS);
    let place = match mode {
        Mode::Live => "LIVE: real people will be called",
        Mode::Sandbox => "SANDBOX: nobody is called",
    };
    let mut err = io::stderr().lock();
    let written = writeln!(
        err,
        "\nCampaign   {}\nHost       {}  ({place})\nRequest    POST {}{}\n\n{}\n\n{CANNOT_BE_UNDONE}\nSent once. If the answer is \
         lost, kaytop looks the name up instead of sending again.\n",
        Shown::new(&draft.request.name),
        base.host(),
        base,
        routes::CAMPAIGNS,
        request::json(plan)
    );
    written.map_err(|error| Stop::error(format!("cannot ask for the code: {error}")))?;
    for _ in 0..CODE_TRIES {
        let _ = write!(err, "To launch, type the code {code}: ").and_then(|()| err.flush());
        let mut typed = String::new();
        let read = io::stdin().lock().read_line(&mut typed);
        if read.map_err(|error| Stop::error(format!("cannot read the code: {error}")))? == 0 {
            let _ = writeln!(err);
            break;
        }
        if typed.trim().eq_ignore_ascii_case(&code) {
            return Ok(());
        }
    }
    Err(Stop::new(Exit::Error, "the code was not typed. Nothing was sent"))
}

/// The exact request, offline.
fn dry_run(args: &args::Create, environment: &Environment, config: &Config, judged: &Judged) -> Result<Exit, Stop> {
    if args.output == Format::Json {
        return check::print(judged, Format::Json);
    }
    let plan = &judged.request;
    let named = args.common.base_url.as_ref().or(environment.base_url.as_ref()).or(config.base_url.as_ref());
    let base = named.map_or(routes::VENDOR_BASE, String::as_str);
    let base =
        BaseUrl::parse(base).map_err(|error| Stop::new(Exit::Usage, format!("the base URL {base:?}: {error}")))?;
    let url = format!("{base}{}", routes::CAMPAIGNS);
    warn(judged, false);
    output::data(|out| {
        writeln!(out, "POST {url}\n{}: $KAYSE_API_KEY\nContent-Type: application/json\n", routes::KEY_HEADER)?;
        writeln!(out, "{}\n", request::json(plan))?;
        writeln!(out, "# as curl\n{}\n", request::curl(&url, routes::KEY_HEADER, plan))?;
        match request::toml(plan) {
            Ok(toml) => write!(out, "# as a plan\n{toml}"),
            Err(why) => writeln!(out, "# as a plan: {why}"),
        }
    })?;
    output::message("dry run: nothing was sent");
    Ok(Exit::Ok)
}
