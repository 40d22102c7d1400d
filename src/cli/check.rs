//! `kaytop check`: every rule on a plan, offline and without a key.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::args::{self, Format};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::output;
use crate::domain::rules::plan;
use crate::domain::rules::{self, Problem, Verdict, Warning};
use crate::domain::shown::escape_json;
use crate::domain::time::Zone;
use crate::runtime::clock;

/// Judges the plan and prints what is wrong with it: exit 0 when nothing is, else 6.
pub fn run(args: &args::Check, environment: &Environment) -> Result<Exit, Stop> {
    let config = environment.configuration(&environment.paths()?)?;
    let (verdict, request) = judge(&args.plan, environment.zone(&config))?;
    print(&verdict, &request, args.output)?;
    Ok(if verdict.is_valid() { Exit::Ok } else { Exit::Rejected })
}

/// Reads a plan and judges it; one that cannot be read is invalid as a whole.
pub(super) fn judge(path: &Path, zone: Zone) -> Result<(Verdict, Value), Stop> {
    let text = read(path)?;
    Ok(match plan::read(&text) {
        Ok(request) => (rules::judge(&request, zone.today(clock::wall())), request),
        Err(error) => (Verdict { problems: vec![error.into()], warnings: Vec::new() }, Value::Null),
    })
}

/// Prints what the rules say of a plan.
pub(super) fn print(verdict: &Verdict, request: &Value, format: Format) -> Result<Exit, Stop> {
    output::data(|out| match format {
        Format::Text => words(verdict, out),
        Format::Json => writeln!(out, "{}", escape_json(&serde_json::to_string(&Report::new(verdict, request))?)),
    })
}

fn read(path: &Path) -> Result<String, Stop> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| Stop::error(format!("cannot read {}: {error}", path.display())))
}

fn words(verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
    let place = |path: &str| if path.is_empty() { "the plan".to_owned() } else { path.to_owned() };
    for problem in &verdict.problems {
        writeln!(out, "problem  {}: {}", place(&problem.path), problem.message)?;
    }
    for warning in &verdict.warnings {
        writeln!(out, "warning  {}: {}", place(&warning.path), warning.message)?;
    }
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let verdict_word = if verdict.is_valid() { "valid" } else { "invalid" };
    let (problems, warnings) = (verdict.problems.len(), verdict.warnings.len());
    writeln!(out, "{verdict_word}: {}, {}", count(problems, "problem"), count(warnings, "warning"))
}

/// The report for programs.
#[derive(Serialize)]
struct Report<'a> {
    valid: bool,
    problems: Vec<Breach<'a>>,
    warnings: Vec<Remark<'a>>,
    /// Null unless it may be sent.
    request: Option<&'a Value>,
}

#[derive(Serialize)]
struct Breach<'a> {
    path: &'a str,
    rule: Option<String>,
    message: &'a str,
}

#[derive(Serialize)]
struct Remark<'a> {
    path: &'a str,
    message: &'a str,
}

impl<'a> Report<'a> {
    fn new(verdict: &'a Verdict, request: &'a Value) -> Self {
        let breach =
            |problem: &'a Problem| Breach { path: &problem.path, rule: problem.rule_name(), message: &problem.message };
        let remark = |warning: &'a Warning| Remark { path: &warning.path, message: &warning.message };
        Self {
            valid: verdict.is_valid(),
            problems: verdict.problems.iter().map(breach).collect(),
            warnings: verdict.warnings.iter().map(remark).collect(),
            request: verdict.is_valid().then_some(request),
        }
    }
}
