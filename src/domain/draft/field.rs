//! Where in the form something stands: [`Field`], with its JSON path, step, label and help.

use std::fmt;

use super::report::{self, Choice, ReportField};
use super::spec::FieldSpec;
use super::step::Step;
use super::table::{BodyField, RunField, SlotField};
use super::value::Kind;
use super::words;
use crate::domain::rules::fields;

/// A place of the form. Indices count from 0; a field of a slot or run that the draft does not have is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The plan as a whole: the empty path, and members of the body that the contract does not have.
    Plan,
    /// A field of the campaign itself.
    Body(BodyField),
    /// `business_hours`, the list of slots.
    Slots,
    /// One slot as a whole.
    Slot(usize),
    /// A field of a slot.
    InSlot(usize, SlotField),
    /// `runs`, the list of runs.
    Runs,
    /// One run as a whole.
    Run(usize),
    /// A field of a run.
    InRun(usize, RunField),
    /// `report_schedule` as a whole: whether there is one.
    Report,
    /// A field of the report schedule.
    InReport(ReportField),
}

/// What people read about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What it is.
    pub what: &'static str,
    /// What a right value is, in the words of the rules.
    pub rule: String,
    /// What may be typed.
    pub example: &'static str,
    /// Where that is said.
    pub source: &'static str,
}

impl Field {
    /// The field that a path of a problem or warning is about, such as `runs[0].end_time`. Entries of a list are the
    /// field that holds the list; a name that the contract does not have is the object that holds it.
    pub fn at(path: &str) -> Self {
        let (head, rest) = split(path);
        match head {
            (name, None) if name == fields::REPORT_SCHEDULE.name => {
                named(&ReportField::ALL, ReportField::spec, rest).map_or(Self::Report, Self::InReport)
            }
            (name, index) if name == fields::BUSINESS_HOURS.name => index.map_or(Self::Slots, |index| {
                let field = named(&SlotField::ALL, SlotField::spec, rest);
                field.map_or(Self::Slot(index), |field| Self::InSlot(index, field))
            }),
            (name, index) if name == fields::RUNS.name => index.map_or(Self::Runs, |index| {
                let field = named(&RunField::ALL, RunField::spec, rest);
                field.map_or(Self::Run(index), |field| Self::InRun(index, field))
            }),
            _ => named(&BodyField::ALL, BodyField::spec, path).map_or(Self::Plan, Self::Body),
        }
    }

    /// Its JSON path, as the rules write it.
    pub fn path(self) -> String {
        self.to_string()
    }

    /// The step it stands on.
    pub fn step(self) -> Step {
        match self {
            Self::Plan => Step::Review,
            Self::Body(field) => field.step(),
            Self::Slots | Self::Slot(_) | Self::InSlot(..) => Step::Hours,
            Self::Runs | Self::Run(_) | Self::InRun(..) => Step::Runs,
            Self::Report | Self::InReport(_) => Step::Report,
        }
    }

    /// What stands before it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Slots => "Business hours",
            Self::Slot(_) => "Slot",
            Self::Runs => "Runs",
            Self::Run(_) => "Run",
            Self::Report => "Send a report",
            Self::Body(_) | Self::InSlot(..) | Self::InRun(..) | Self::InReport(_) => {
                self.spec().map_or("", |spec| spec.label)
            }
        }
    }

    /// What it is, in plain words.
    pub fn help(self) -> Help {
        if let Some(spec) = self.spec() {
            return Help {
                what: spec.what,
                rule: self.rule(spec.contract),
                example: spec.example,
                source: self.source(),
            };
        }
        let (what, rule, example) = match self {
            Self::Slots | Self::Slot(_) => (
                "The parts of the day in which calls may be made, in the client's local time. They touch or stay \
                 apart, and never overlap.",
                self.rule(&fields::BUSINESS_HOURS),
                "09:00 to 12:00 and 13:00 to 17:00",
            ),
            Self::Runs | Self::Run(_) => (
                "The days on which the campaign is active: one or more runs, each from a first to a last day.",
                self.rule(&fields::RUNS),
                "Monday to Friday, 09:00 to 17:00",
            ),
            Self::Report => (
                "A report by e-mail, at set times. It is created together with the campaign or not at all.",
                self.rule(&fields::REPORT_SCHEDULE),
                "weekly, Tuesday 09:30",
            ),
            _ => ("Everything that is sent.", "A JSON object.".to_owned(), ""),
        };
        Help { what, rule, example, source: self.source() }
    }

    /// How its text is read; nothing for what is no single text.
    pub fn kind(self) -> Option<Kind> {
        self.spec().map(|spec| spec.kind)
    }

    /// The values it may be chosen from; empty where anything may be typed. None of them need be taken: what is typed
    /// is judged by the rules.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::InReport(ReportField::Frequency) => &report::FREQUENCIES,
            Self::InReport(ReportField::Weekday) => &report::WEEKDAYS,
            Self::InReport(ReportField::Format) => &report::FORMATS,
            Self::InReport(ReportField::DateRange) => &report::DATE_RANGES,
            _ => &[],
        }
    }

    /// Whether it is switched on and off: [`Kind::Switch`], or the report.
    pub fn is_switch(self) -> bool {
        self == Self::Report || self.kind() == Some(Kind::Switch)
    }

    pub(super) fn spec(self) -> Option<&'static FieldSpec> {
        match self {
            Self::Body(field) => Some(field.spec()),
            Self::InSlot(_, field) => Some(field.spec()),
            Self::InRun(_, field) => Some(field.spec()),
            Self::InReport(field) => Some(field.spec()),
            Self::Plan | Self::Slots | Self::Slot(_) | Self::Runs | Self::Run(_) | Self::Report => None,
        }
    }

    /// What a right value is and when it must be there, as a sentence.
    fn rule(self, contract: &fields::Field) -> String {
        let when = if contract.when.is_empty() { "" } else { "; required" };
        words::capital(&words::names(self, &format!("{}{when}{}.", contract.expected, contract.when)))
    }

    fn source(self) -> &'static str {
        match self.step() {
            Step::Hours => "vendor doc: create a campaign, business_hours[] fields",
            Step::Runs => "vendor doc: create a campaign, runs[] fields",
            Step::Report => "vendor doc: create a campaign, report_schedule fields",
            Step::Basics | Step::Audience | Step::Review => "vendor doc: create a campaign, body fields",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (slots, runs) = (fields::BUSINESS_HOURS.name, fields::RUNS.name);
        match *self {
            Self::Plan => Ok(()),
            Self::Body(field) => f.write_str(field.spec().name()),
            Self::Slots => f.write_str(slots),
            Self::Slot(index) => write!(f, "{slots}[{index}]"),
            Self::InSlot(index, field) => write!(f, "{slots}[{index}].{}", field.spec().name()),
            Self::Runs => f.write_str(runs),
            Self::Run(index) => write!(f, "{runs}[{index}]"),
            Self::InRun(index, field) => write!(f, "{runs}[{index}].{}", field.spec().name()),
            Self::Report => f.write_str(fields::REPORT_SCHEDULE.name),
            Self::InReport(field) => write!(f, "{}.{}", fields::REPORT_SCHEDULE.name, field.spec().name()),
        }
    }
}

/// The first name of a path with its index, and the rest: `runs[0].end_time` is `runs`, 0 and `end_time`.
fn split(path: &str) -> ((&str, Option<usize>), &str) {
    let (head, rest) = path.split_once('.').unwrap_or((path, ""));
    let Some((name, index)) = head.strip_suffix(']').and_then(|head| head.split_once('[')) else {
        return ((head, None), rest);
    };
    (index.parse().map_or((head, None), |index| (name, Some(index))), rest)
}

/// The field with the name that the path starts with.
fn named<F: Copy>(all: &[F], spec: fn(F) -> &'static FieldSpec, path: &str) -> Option<F> {
    let ((name, _), _) = split(path);
    all.iter().copied().find(|&field| spec(field).name() == name)
}
