//! `kaytop check`: every rule on plans, offline and without a key.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::args::{self, Format, Pipeline};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{output, pipelines};
use crate::domain::rules::places::{Place, Places};
use crate::domain::rules::{self, Problem, Verdict, Warning, plan};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time::Zone;
use crate::domain::today::Today;
use crate::runtime::clock;

/// No plan is larger, in bytes.
const LARGEST: u64 = 64 << 20;

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
        (None, Format::Json, [one]) => print_json(&one.report())?,
        (None, Format::Json, _) => print_json(&judged.iter().map(Judged::named_report).collect::<Vec<_>>())?,
    };
    for unread in judged.iter().filter_map(|one| one.unread.as_ref()) {
        output::message(unread);
    }
    Ok(judged
        .iter()
        .map(Judged::exit)
        .min_by_key(|exit| [Exit::Error, Exit::Rejected].iter().position(|e| e == exit).unwrap_or(2))
        .unwrap_or(Exit::Ok))
}

/// The report for programs when no plan was judged: none is valid, and why.
pub fn print_failure(plans: &[PathBuf], stop: &Stop) {
    let none = plans.iter().map(|file| {
        let problem = Problem { path: String::new(), rule: None, message: stop.message.clone() };
        let (verdict, source) = (invalid(problem), Source::Missing);
        Judged { file: file.clone(), verdict, request: Value::Null, unread: None, source }
    });
    let none: Vec<Judged> = none.collect();
    // The failure itself is what the program ends with.
    let _ = match none.as_slice() {
        [one] => print_json(&one.report()),
        several => print_json(&several.iter().map(Judged::named_report).collect::<Vec<_>>()),
    };
}

/// A plan, and what the rules say of it.
pub(super) struct Judged {
    /// The file as the command line names it.
    file: PathBuf,
    /// What the rules say. A plan that cannot be read is invalid as a whole.
    pub(super) verdict: Verdict,
    /// What would be sent; null when the plan cannot be read.
    pub(super) request: Value,
    /// Why the file could not be read.
    unread: Option<String>,
    source: Source,
}

/// What is known of the places in a plan.
enum Source {
    /// All of them.
    Read(Places),
    /// Where reading ended.
    Broken(Place),
    /// Nothing.
    Missing,
}

impl Judged {
    /// Reads a plan and judges it.
    pub(super) fn read(file: &Path, zone: Zone) -> Self {
        let (verdict, request, unread, source) = match bytes(file) {
            Ok(bytes) => match plan::read(&bytes) {
                Ok(plan) => {
                    let verdict = rules::judge(&plan.request, Today::at(clock::wall(), zone));
                    (verdict, plan.request, None, Source::Read(plan.places))
                }
                Err(error) => {
                    let place = error.place;
                    (invalid(error.into()), Value::Null, None, Source::Broken(place))
                }
            },
            Err(error) => {
                let message = Stop::error(format!("cannot read {}: {error}", name(file))).message;
                let problem = Problem { path: String::new(), rule: None, message: message.clone() };
                (invalid(problem), Value::Null, Some(message), Source::Missing)
            }
        };
        Self { file: file.to_owned(), verdict, request, unread, source }
    }

    /// Judges the plan at this moment as well. Answers with the warnings that time alone has made since it was judged before.
    pub(super) fn renew(&mut self, zone: Zone) -> Vec<Warning> {
        let now = rules::judge(&self.request, Today::at(clock::wall(), zone));
        let news: Vec<Warning> = now.news_since(&self.verdict).cloned().collect();
        self.verdict.warnings.extend_from_slice(&news);
        news
    }

    /// Stops where its file could not be read.
    pub(super) fn or_stop(&self) -> Result<(), Stop> {
        self.unread.as_ref().map_or(Ok(()), |why| Err(Stop::error(why.clone())))
    }

    /// Whether the plan may be sent.
    pub(super) fn is_valid(&self) -> bool {
        self.verdict.is_valid()
    }

    /// Whether its file could be read.
    pub(super) fn is_read(&self) -> bool {
        self.unread.is_none()
    }

    /// The file as the command line names it; `None` for standard input.
    pub(super) fn file(&self) -> Option<&Path> {
        (!is_stdin(&self.file)).then_some(self.file.as_path())
    }

    /// Where the part at `path` stands; a missing part has the place of what it is missing from.
    pub(super) fn place(&self, path: &str) -> Option<Place> {
        match &self.source {
            Source::Read(places) => Some(places.of(path)),
            Source::Broken(place) => Some(*place),
            Source::Missing => None,
        }
    }

    /// The problems, for programs.
    pub(super) fn problems(&self) -> Vec<Breach<'_>> {
        self.verdict.problems.iter().map(|problem| Breach::new(problem, self.place(&problem.path))).collect()
    }

    /// The warnings, for programs.
    pub(super) fn warnings(&self) -> Vec<Remark<'_>> {
        self.verdict.warnings.iter().map(|warning| Remark::new(warning, self.place(&warning.path))).collect()
    }

    /// File, line and column, and the path, to stand before a message: `plan.toml:3:1: runs[0]: `.
    pub(super) fn before(&self, path: &str, kind: &str) -> String {
        let place = self.place(path).map_or_else(String::new, |place| format!("{}:{}: ", place.line, place.column));
        let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
        format!("{}:{}{place}{kind}: {path}", name(&self.file), if place.is_empty() { " " } else { "" })
    }

    fn exit(&self) -> Exit {
        match (self.is_read(), self.is_valid()) {
            (false, _) => Exit::Error,
            (true, false) => Exit::Rejected,
            (true, true) => Exit::Ok,
        }
    }

    fn report(&self) -> Report<'_> {
        Report {
            file: None,
            valid: self.is_valid(),
            problems: self.problems(),
            warnings: self.warnings(),
            request: self.is_valid().then_some(&self.request),
        }
    }

    fn named_report(&self) -> Report<'_> {
        Report { file: Some(self.file.to_string_lossy().into_owned()), ..self.report() }
    }
}

/// Prints what the rules say of a plan.
pub(super) fn print(judged: &Judged, format: Format) -> Result<Exit, Stop> {
    match format {
        Format::Text => output::people(|out| words(judged, false, out)),
        Format::Json => print_json(&judged.report()),
    }
}

fn print_json(report: &impl Serialize) -> Result<Exit, Stop> {
    output::data(|out| writeln!(out, "{}", escape_json(&serde_json::to_string(report)?)))
}

fn invalid(problem: Problem) -> Verdict {
    Verdict { problems: vec![problem], warnings: Vec::new() }
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// A file as people are told of it.
fn name(file: &Path) -> String {
    if is_stdin(file) { "<stdin>".to_owned() } else { Shown::new(&file.to_string_lossy()).as_str().to_owned() }
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if is_stdin(file) {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    Ok(bytes)
}

fn words(judged: &Judged, several: bool, out: &mut dyn Write) -> io::Result<()> {
    let Verdict { problems, warnings } = &judged.verdict;
    if !judged.is_read() {
        return Ok(());
    }
    for problem in problems {
        writeln!(out, "{}{}", judged.before(&problem.path, "problem"), problem.message)?;
    }
    for warning in warnings {
        writeln!(out, "{}{}", judged.before(&warning.path, "warning"), warning.message)?;
    }
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let file = if several { format!("{}: ", name(&judged.file)) } else { String::new() };
    let valid = if judged.is_valid() { "valid" } else { "invalid" };
    writeln!(out, "{file}{valid}: {}, {}", count(problems.len(), "problem"), count(warnings.len(), "warning"))
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

/// A problem for programs.
#[derive(Serialize)]
pub(super) struct Breach<'a> {
    path: &'a str,
    rule: Option<String>,
    message: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> Breach<'a> {
    fn new(problem: &'a Problem, place: Option<Place>) -> Self {
        let (line, column) = place.map(|place| (place.line, place.column)).unzip();
        Self { path: &problem.path, rule: problem.rule_name(), message: &problem.message, line, column }
    }
}

/// A warning for programs.
#[derive(Serialize)]
pub(super) struct Remark<'a> {
    path: &'a str,
    message: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> Remark<'a> {
    fn new(warning: &'a Warning, place: Option<Place>) -> Self {
        let (line, column) = place.map(|place| (place.line, place.column)).unzip();
        Self { path: &warning.path, message: &warning.message, line, column }
    }
}
