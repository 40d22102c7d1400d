//! A plan as `check` and `create` judge it: what the rules say of it, and where in its file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::exit::Stop;
use crate::domain::rules::positions::{Position, Positions};
use crate::domain::rules::{self, Message, plan};
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
    /// What is wrong with it. A plan that cannot be read is invalid as a whole.
    pub(super) problems: Vec<Message>,
    /// What is worth a look.
    pub(super) warnings: Vec<Message>,
    /// What would be sent; null when the plan cannot be read.
    pub(super) request: Value,
    /// Why the file could not be read.
    pub(super) unread: Option<String>,
    source: Source,
}

/// What is known of the positions in a plan.
enum Source {
    /// All of them.
    Read(Positions),
    /// Where reading ended.
    Broken(Position),
    /// Nothing.
    Missing,
}

impl Judged {
    /// Reads a plan and judges it.
    pub(super) fn read(file: &Path, zone: Zone) -> Self {
        match bytes(file).map(|bytes| plan::read(&bytes)) {
            Ok(Ok(plan)) => {
                let (problems, warnings) = judge(&plan.request, zone);
                let source = Source::Read(plan.positions);
                Self { file: file.to_owned(), problems, warnings, request: plan.request, unread: None, source }
            }
            Ok(Err(error)) => Self { source: Source::Broken(error.position), ..Self::unjudged(file, &error.message) },
            Err(error) => {
                let why = Stop::error(format!("cannot read {}: {error}", name(file))).message;
                Self { unread: Some(why.clone()), ..Self::unjudged(file, &why) }
            }
        }
    }

    /// A plan that is invalid as a whole, and why.
    pub(super) fn unjudged(file: &Path, why: &str) -> Self {
        Self {
            file: file.to_owned(),
            problems: vec![Message::whole(why.to_owned())],
            warnings: Vec::new(),
            request: Value::Null,
            unread: None,
            source: Source::Missing,
        }
    }

    /// Judges the plan at this moment as well. Answers with the warnings that time alone has made since it was judged before.
    pub(super) fn renew(&mut self, zone: Zone) -> Vec<Message> {
        let (_, mut news) = judge(&self.request, zone);
        news.retain(|warning| !self.warnings.contains(warning));
        self.warnings.extend_from_slice(&news);
        news
    }

    /// Stops where its file could not be read.
    pub(super) fn or_stop(&self) -> Result<(), Stop> {
        self.unread.as_ref().map_or(Ok(()), |why| Err(Stop::error(why.clone())))
    }

    /// Whether the plan may be sent.
    pub(super) fn is_valid(&self) -> bool {
        self.problems.is_empty()
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

    /// Where the part at `path` stands; a missing part has the position of what it is missing from.
    pub(super) fn position(&self, path: &str) -> Option<Position> {
        match &self.source {
            Source::Read(positions) => Some(positions.of(path)),
            Source::Broken(position) => Some(*position),
            Source::Missing => None,
        }
    }

    /// The problems, for programs.
    pub(super) fn problems(&self) -> Vec<Breach<'_>> {
        self.problems.iter().map(|problem| Breach::new(problem, self.position(&problem.path))).collect()
    }

    /// The warnings, for programs.
    pub(super) fn warnings(&self) -> Vec<Remark<'_>> {
        self.warnings.iter().map(|warning| Remark::new(warning, self.position(&warning.path))).collect()
    }

    /// A message with its file, line, column and path: `plan.toml:3:1: problem: runs[0]: must be an object`.
    pub(super) fn line(&self, message: &Message, kind: &str) -> String {
        let at =
            self.position(&message.path).map_or_else(|| " ".to_owned(), |at| format!("{}:{}: ", at.line, at.column));
        format!("{}:{at}{kind}: {message}", self.name())
    }
}

/// The problems and the warnings of a plan at this moment.
fn judge(plan: &Value, zone: Zone) -> (Vec<Message>, Vec<Message>) {
    let verdict = rules::judge(plan, Today::at(clock::wall(), zone));
    (verdict.problems.iter().map(Message::from).collect(), verdict.warnings.iter().map(Message::from).collect())
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
    fn new(problem: &'a Message, at: Option<Position>) -> Self {
        let (line, column) = at.map(|at| (at.line, at.column)).unzip();
        Self { path: &problem.path, rule: problem.rule_name(), message: &problem.text, line, column }
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
    fn new(warning: &'a Message, at: Option<Position>) -> Self {
        let (line, column) = at.map(|at| (at.line, at.column)).unzip();
        Self { path: &warning.path, message: &warning.text, line, column }
    }
}
