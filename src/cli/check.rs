//! `kaytop check`: every rule on plans, offline and without a key.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use super::args::{self, Format, Pipeline};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::judged::{Breach, Judged, Remark, is_stdin};
use super::{output, pipelines};
use crate::domain::count::counted;
use crate::domain::shown::escape_json;

/// Judges the plans and prints what is wrong with them: exit 0 when nothing is, 6 when something is, 1 when a file could
/// not be read.
pub fn run(args: &args::Check, environment: &Environment) -> Result<Exit, Stop> {
    let config = environment.configuration(&environment.paths()?)?;
    if args.plans.iter().filter(|plan| is_stdin(plan)).count() > 1 {
        return Err(Stop::new(Exit::Usage, "standard input can be read once: give - only once"));
    }
    let zone = environment.zone(&config);
    let judged: Vec<Judged> = args.plans.iter().map(|plan| Judged::read(plan, zone)).collect();
    match (args.format, args.output, judged.as_slice()) {
        (Some(Pipeline::Github), ..) => output::data(|out| pipelines::github(&judged, out))?,
        (Some(Pipeline::Sarif), ..) => output::data(|out| pipelines::sarif(&judged, out))?,
        (None, Format::Text, _) => {
            output::people(|out| judged.iter().try_for_each(|one| words(one, judged.len() > 1, out)))?
        }
        (None, Format::Json, [one]) => print_json(&Report::of(one))?,
        (None, Format::Json, _) => print_json(&judged.iter().map(Report::named).collect::<Vec<_>>())?,
    };
    for unread in judged.iter().filter_map(|one| one.unread.as_ref()) {
        output::message(unread);
    }
    Ok(judged
        .iter()
        .map(exit)
        .min_by_key(|exit| [Exit::Error, Exit::Rejected].iter().position(|e| e == exit).unwrap_or(2))
        .unwrap_or(Exit::Ok))
}

/// The report for programs when no plan was judged: none is valid, and why.
pub fn print_failure(plans: &[PathBuf], stop: &Stop) {
    let none: Vec<Judged> = plans.iter().map(|file| Judged::unjudged(file, &stop.message)).collect();
    // The failure itself is what the program ends with.
    let _ = match none.as_slice() {
        [one] => print_json(&Report::of(one)),
        several => print_json(&several.iter().map(Report::named).collect::<Vec<_>>()),
    };
}

/// The report for programs.
#[derive(Serialize)]
struct Report<'a> {
    /// Which of several files.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    valid: bool,
    problems: Vec<Breach<'a>>,
    warnings: Vec<Remark<'a>>,
    /// Null unless it may be sent.
    request: Option<&'a Value>,
}

fn exit(judged: &Judged) -> Exit {
    match (judged.is_read(), judged.is_valid()) {
        (false, _) => Exit::Error,
        (true, false) => Exit::Rejected,
        (true, true) => Exit::Ok,
    }
}

impl<'a> Report<'a> {
    fn of(judged: &'a Judged) -> Self {
        Self {
            file: None,
            valid: judged.is_valid(),
            problems: judged.problems(),
            warnings: judged.warnings(),
            request: judged.is_valid().then_some(&judged.request),
        }
    }

    fn named(judged: &'a Judged) -> Self {
        Self { file: Some(judged.file.to_string_lossy().into_owned()), ..Self::of(judged) }
    }
}

/// Prints what the rules say of a plan.
pub(super) fn print(judged: &Judged, format: Format) -> Result<Exit, Stop> {
    match format {
        Format::Text => output::people(|out| words(judged, false, out)),
        Format::Json => print_json(&Report::of(judged)),
    }
}

fn print_json(report: &impl Serialize) -> Result<Exit, Stop> {
    output::data(|out| writeln!(out, "{}", escape_json(&serde_json::to_string(report)?)))
}

fn words(judged: &Judged, several: bool, out: &mut dyn Write) -> io::Result<()> {
    let Judged { problems, warnings, .. } = judged;
    if !judged.is_read() {
        return Ok(());
    }
    for problem in problems {
        writeln!(out, "{}", judged.line(problem, "problem"))?;
    }
    for warning in warnings {
        writeln!(out, "{}", judged.line(warning, "warning"))?;
    }
    let file = if several { format!("{}: ", judged.name()) } else { String::new() };
    let valid = if judged.is_valid() { "valid" } else { "invalid" };
    writeln!(out, "{file}{valid}: {}, {}", counted(problems.len(), "problem"), counted(warnings.len(), "warning"))
}
