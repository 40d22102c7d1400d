//! `kaytop create`: a plan becomes a campaign, once.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::args::{self, Format};
use super::check;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::judged::{Breach, Judged, Remark};
use super::launch::{self, Outcome, Report};
use super::{connect, output, runtime};
use crate::api::base_url::BaseUrl;
use crate::api::routes;
use crate::app::connection::Mode;
use crate::domain::count::counted;
use crate::domain::failure::Failure;
use crate::domain::launch::progress::Progress;
use crate::domain::launch::words::{CANNOT_BE_UNDONE, numbers};
use crate::domain::launch::{Launch, LaunchId, Phase, code, reconcile};
use crate::domain::rules::{self, Message, request};
use crate::domain::shown::Shown;
use crate::domain::time::Zone;
use crate::runtime::launch::refusal::Refusal;
use crate::runtime::launch::{Ended, Launcher};
use crate::storage::config::Config;

/// How many letters the code has that a person types to launch.
const CODE_LETTERS: usize = 4;
/// How often a wrong code may be typed.
const CODE_TRIES: usize = 3;

/// What is known so far of the campaign to be created: every end but a usage error tells all of it.
#[derive(Default)]
struct Course {
    judged: Option<Judged>,
    launch: Option<LaunchId>,
}

enum End {
    Printed(Exit),
    /// To be printed.
    Told(Exit, Report),
}

/// The answer for programs: exactly one, whatever happens.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    report: Report,
    problems: Vec<Breach<'a>>,
    warnings: Vec<Remark<'a>>,
}

/// Judges the plan, asks for the code, sends once and says what became of it.
pub fn run(args: &args::Create, environment: Result<Environment, Stop>) -> Result<Exit, Stop> {
    let mut course = Course::default();
    let (exit, report) = match attempt(args, environment, &mut course) {
        Ok(End::Printed(exit)) => return Ok(exit),
        Ok(End::Told(exit, report)) => (Ok(exit), report),
        Err(stop) => {
            let launch = course.launch.as_ref().map(ToString::to_string);
            let report = Report { launch, outcome: Some(Outcome::NotSent), id: None, message: stop.message.clone() };
            (Err(stop), report)
        }
    };
    let judged = course.judged.as_ref();
    match (args.output, &exit) {
        // As `check` tells of it.
        (Format::Json, Err(stop)) if args.dry_run => check::print_failure(std::slice::from_ref(&args.plan), stop),
        (Format::Json, _) => {
            // That the plan's file cannot be read is the message itself.
            let read = judged.filter(|judged| judged.is_read());
            launch::print_json(&Answer {
                report,
                problems: read.map(Judged::problems).unwrap_or_default(),
                warnings: read.map(Judged::warnings).unwrap_or_default(),
            });
        }
        (Format::Text, Ok(_)) => drop(output::people(|out| output::paragraph(out, &report.message, 0))),
        // The words on stderr are all that a person needs.
        (Format::Text, Err(_)) => {}
    }
    exit
}

fn attempt(args: &args::Create, environment: Result<Environment, Stop>, course: &mut Course) -> Result<End, Stop> {
    let mut environment = environment?;
    environment.log_to_stderr(args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let zone = environment.zone(&config);
    let Course { judged, launch: begun } = course;
    let judged = judged.insert(Judged::read(&args.plan, zone));
    judged.or_stop()?;
    if args.dry_run {
        return dry_run(args, &environment, &config, judged).map(End::Printed);
    }
    if !judged.is_valid() {
        return invalid(args, judged);
    }
    let plan = judged.request.clone();
    launch::not_read_only(&config, &paths)?;
    let ask = !args.yes;
    if ask && !(args.plan != Path::new("-") && io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Stop::new(
            Exit::Usage,
            "nobody can confirm here: create asks for a code at a terminal. To go on without: --yes. Nothing was sent",
        ));
    }
    let limits = connect::limits(&args.common, &environment, &config)?;
    runtime()?.block_on(async {
        let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
        let launcher = launch::launcher(&reached, &paths, limits).await?;
        let host = launch::journal_host(&reached);
        let request = crate::runtime::launch::request(&host, &reached.target.key.fingerprint(), &plan);
        let retyped = args.same_name.as_deref() == Some(request.name.as_str());
        if args.same_name.is_some() && !retyped {
            let why = "--same-name must be the plan's name, letter by letter. Nothing was sent";
            return Err(Stop::new(Exit::Rejected, why));
        }
        judged.renew(zone);
        judged.warnings.extend(launcher.disabled().await.then(|| Message::from(&rules::disabled_warning())));
        warn(judged, &judged.warnings);
        let name = request.name.clone();
        let draft = match launcher.prepare(request, retyped).await {
            Ok(draft) => draft,
            Err(refusal) if args.skip_existing => return existing(&launcher, &name, refusal, zone).await,
            Err(refusal) => return Err(refusal.into()),
        };
        *begun = Some(draft.id.clone());
        if ask {
            loop {
                confirm(&draft, reached.mode, &reached.target.base, &plan, launcher.bits())?;
                // The code may be typed hours later: what time has made worth a look since then was not confirmed.
                let news = judged.renew(zone);
                if news.is_empty() {
                    break;
                }
                warn(judged, &news);
            }
        }
        let tell = |_: &Launch, progress: Progress| {
            if progress != Progress::Recording {
                output::message(&progress.says(zone));
            }
        };
        match launcher.launch_telling(draft, retyped, tell).await {
            Ok(ended) => Ok(settle(&launcher, ended, args, zone, judged).await),
            Err(refusal) if args.skip_existing => existing(&launcher, &name, refusal, zone).await,
            Err(refusal) => Err(refusal.into()),
        }
    })
}

/// A plan that breaks a rule is never sent.
fn invalid(args: &args::Create, judged: &Judged) -> Result<End, Stop> {
    if args.output == Format::Text {
        check::print(judged, Format::Text)?;
        return Ok(End::Printed(Exit::Rejected));
    }
    let problems = counted(judged.problems.len(), "problem");
    let message = format!("The plan is invalid: {problems}. Nothing was sent.");
    let outcome = Some(Outcome::Invalid);
    Ok(End::Told(Exit::Rejected, Report { launch: None, outcome, id: None, message }))
}

/// What stands in the way is welcome where it is the campaign itself: one of exactly this name, in the list or made from
/// this machine. An unresolved launch of the name is looked for once.
async fn existing(launcher: &Launcher, name: &str, refusal: Refusal, zone: Zone) -> Result<End, Stop> {
    let exists = |launch: Option<&Launch>, ids: &[i64], message: String| {
        let launch = launch.map(|launch| launch.id.to_string());
        let message = format!("{message}. Nothing was sent.");
        Ok(End::Told(Exit::Ok, Report { launch, outcome: Some(Outcome::Exists), id: ids.last().copied(), message }))
    };
    let shown = Shown::new(name);
    match refusal {
        Refusal::SameName(clashes) => {
            let mut ids: Vec<i64> =
                clashes.iter().filter(|clash| clash.name.raw() == name).map(|clash| clash.id).collect();
            ids.sort_unstable();
            if ids.is_empty() {
                return Err(Refusal::SameName(clashes).into());
            }
            exists(None, &ids, format!("There already: {} “{shown}”", numbers(&ids)))
        }
        Refusal::SameLaunch(mut launch) if launch.request.name == name => {
            if launch.phase == Phase::Unknown {
                // What stands in the way of the look leaves it as unknown as it was.
                launch = launcher.look(&launch.id).await.map_or(launch, Box::new);
            }
            match launch.phase {
                Phase::Created | Phase::Matched | Phase::CreatedNoId => {
                    let number = match numbers(&launch.found) {
                        none if none.is_empty() => "it; the server did not say its number".to_owned(),
                        ids => format!("{ids} “{shown}”"),
                    };
                    exists(Some(&launch), &launch.found, format!("Launch {} created {number}", launch.id))
                }
                phase if !phase.is_resolved() => {
                    let now = launcher.records().time().stamp();
                    let report = Report::of(&launch, &now, zone);
                    output::message("an earlier launch of this name may have created it. Nothing was sent now.");
                    let next = launch.next_step(&now);
                    output::message(&next);
                    Ok(End::Told(Exit::Unknown, Report { outcome: Some(Outcome::Unknown), ..report }))
                }
                _ => Err(Refusal::SameLaunch(launch).into()),
            }
        }
        refusal => Err(refusal.into()),
    }
}

/// Looks for what is not known yet, and answers with its end.
async fn settle(launcher: &Launcher, ended: Ended, args: &args::Create, zone: Zone, judged: &mut Judged) -> End {
    let Ended { launch, failure, unrecorded } = ended;
    let now = || launcher.records().time().stamp();
    if let Some(error) = &unrecorded {
        output::message(&format!(
            "the outcome could not be written down: {error}. The next start of kaytop will look for launch {}",
            launch.id
        ));
    }
    if let Some(Failure::Rejected { problems, .. }) = &failure {
        judged.problems.extend(problems.iter().cloned());
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
    if !next.is_empty() {
        output::message(&next);
    }
    let exit = launch::exit(&launch, failure.as_ref());
    if exit == Exit::Unknown {
        output::message("kaytop launches shows it; a window of kaytop goes on looking.");
    }
    End::Told(exit, Report::of(&launch, &now(), zone))
}

fn warn(judged: &Judged, warnings: &[Message]) {
    for warning in warnings {
        output::message(&judged.line(warning, "warning"));
    }
}

/// Shows what will be sent and where, and asks for a code that pasted text cannot know.
fn confirm(draft: &Launch, mode: Mode, base: &BaseUrl, plan: &Value, bits: u64) -> Result<(), Stop> {
    let code = code(bits, CODE_LETTERS);
    let place = match mode {
        Mode::Live => "LIVE: real people will be called",
        Mode::Sandbox => "SANDBOX: nobody is called",
    };
    let written = output::ask(&format!(
        "\nCampaign   {}\nHost       {}  ({place})\nRequest    POST {}{}\n\n{}\n\n{CANNOT_BE_UNDONE}\nSent once. If the answer is \
         lost, kaytop looks the name up instead of sending again.\n\n",
        Shown::new(&draft.request.name),
        base.host(),
        base,
        routes::CAMPAIGNS,
        output::document(request::json(plan))
    ));
    written.map_err(|error| Stop::error(format!("cannot ask for the code: {error}")))?;
    for _ in 0..CODE_TRIES {
        let _ = output::ask(&format!("To launch, type the code {code}: "));
        let mut typed = String::new();
        let read = io::stdin().lock().read_line(&mut typed);
        if read.map_err(|error| Stop::error(format!("cannot read the code: {error}")))? == 0 {
            let _ = output::ask("\n");
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
    if args.output == Format::Json || !judged.is_valid() {
        check::print(judged, args.output)?;
        return Ok(if judged.is_valid() { Exit::Ok } else { Exit::Rejected });
    }
    let plan = &judged.request;
    let named = args.common.base_url.as_ref().or(environment.base_url.as_ref()).or(config.base_url.as_ref());
    let base = connect::base_url(named.map(String::as_str))?;
    let url = format!("{base}{}", routes::CAMPAIGNS);
    warn(judged, &judged.warnings);
    output::people(|out| {
        writeln!(out, "POST {url}\n{}: $KAYSE_API_KEY\nContent-Type: application/json\n", routes::KEY_HEADER)?;
        writeln!(out, "{}\n", output::document(request::json(plan)))?;
        writeln!(out, "# as curl\n{}\n", output::document(request::curl(&url, routes::KEY_HEADER, plan)))?;
        match request::toml(plan) {
            Ok(toml) if output::is_ascii() && !toml.is_ascii() => {
                write!(out, "# as a plan: without Unicode the JSON above is the plan")
            }
            Ok(toml) => write!(out, "# as a plan\n{toml}"),
            Err(why) => writeln!(out, "# as a plan: {why}"),
        }
    })?;
    output::message("dry run: nothing was sent");
    Ok(Exit::Ok)
}
