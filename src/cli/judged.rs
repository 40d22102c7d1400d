//! A plan as `check` and `create` judge it: what the rules say of it, and where in its file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::exit::Stop;
use crate::domain::rules::places::{Place, Places};
use crate::domain::rules::{self, Problem, Verdict, Warning, plan};
use crate::domain::shown::Shown;
use crate::domain::time::Zone;
use crate::domain::today::Today;
use crate::runtime::clock;

/// No plan is larger, in bytes.
const LARGEST: u64 = 64 << 20;

/// A plan, and what the rules say of it.
pub(super) struct Judged {
    /// The file as the command line names it.
    pub(super) file: PathBuf,
    /// What the rules say. A plan that cannot be read is invalid as a whole.
    pub(super) verdict: Verdict,
    /// What would be sent; null when the plan cannot be read.
    pub(super) request: Value,
    /// Why the file could not be read.
    pub(super) unread: Option<String>,
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

    /// A plan that nobody has looked at, and why.
    pub(super) fn unjudged(file: &Path, why: &str) -> Self {
        let problem = Problem { path: String::new(), rule: None, message: why.to_owned() };
        let verdict = invalid(problem);
        Self { file: file.to_owned(), verdict, request: Value::Null, unread: None, source: Source::Missing }
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

    /// The file as people are told of it.
    pub(super) fn name(&self) -> String {
        name(&self.file)
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
        format!("{}:{}{place}{kind}: {path}", self.name(), if place.is_empty() { " " } else { "" })
    }
}

fn invalid(problem: Problem) -> Verdict {
    Verdict { problems: vec![problem], warnings: Vec::new() }
}

pub(super) fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

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
