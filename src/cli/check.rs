//! `kaytop check`: every rule on a plan, offline and without a key.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Check, Format};
use super::environment::{Environment, zone};
use super::exit::{Exit, Stop};
use super::output;
use crate::domain::rules::plan;
use crate::domain::rules::{self, Verdict};
use crate::domain::shown::escape_json;
use crate::runtime::clock;

/// Judges the plan and prints what is wrong with it: exit 0 when nothing is, else 6.
pub fn run(args: &Check, environment: &Environment) -> Result<Exit, Stop> {
    let text = read(&args.plan)?;
    let config = environment.configuration(&environment.paths()?)?;
    let today = zone(&config).today(clock::wall());
    let (verdict, request) = match plan::read(&text) {
        Ok(request) => (rules::judge(&request, today), request),
        Err(error) => (Verdict { problems: vec![error.into()], warnings: Vec::new() }, Value::Null),
    };
    output::data(|out| match args.output {
        Format::Text => print(&verdict, out),
        Format::Json => writeln!(out, "{}", escape_json(&report(&verdict, &request).to_string())),
    })?;
    Ok(if verdict.is_valid() { Exit::Ok } else { Exit::Rejected })
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

fn print(verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
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

/// The report for programs; `request` is null unless it may be sent.
fn report(verdict: &Verdict, request: &Value) -> Value {
    let problems: Vec<Value> = verdict
        .problems
        .iter()
        .map(|problem| json!({"path": problem.path, "rule": problem.rule_name(), "message": problem.message}))
        .collect();
    let warnings: Vec<Value> =
        verdict.warnings.iter().map(|warning| json!({"path": warning.path, "message": warning.message})).collect();
    json!({
        "valid": verdict.is_valid(),
        "problems": problems,
        "warnings": warnings,
        "request": if verdict.is_valid() { request.clone() } else { Value::Null },
    })
}
