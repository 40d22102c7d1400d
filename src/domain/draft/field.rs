//! Where in the form something stands: [`Field`], with its JSON path, step, label and help.

use super::names;
use super::report::{self, Choice, ReportField};
use super::spec::FieldSpec;
use super::step::Step;
use super::table::{BodyField, RunField, SlotField};
use super::value::Kind;
use crate::domain::rules::Finding;
use crate::domain::rules::fields::{self, ContractField};
use crate::domain::rules::place::{Object, Part, Place};

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
    /// The field that a finding is shown at. Entries of a list are the field that holds the list; a name that the contract
    /// does not have is the object that holds it.
    pub fn at(place: &Place) -> Self {
        let member = match place.part {
            Part::Member(member) | Part::Entry(member, _) => Some(member),
            Part::Whole | Part::Unknown(_) => None,
        };
        let (runs, slots, report) =
            (Some(&fields::RUNS), Some(&fields::BUSINESS_HOURS), Some(&fields::REPORT_SCHEDULE));
        match place.object {
            Object::Body if member == runs => Self::Runs,
            Object::Body if member == slots => Self::Slots,
            Object::Body if member == report => Self::Report,
            Object::Body => find(&BodyField::ALL, BodyField::spec, member).map_or(Self::Plan, Self::Body),
            Object::Report => find(&ReportField::ALL, ReportField::spec, member).map_or(Self::Report, Self::InReport),
            Object::Slot(index) => find(&SlotField::ALL, SlotField::spec, member)
                .map_or(Self::Slot(index), |field| Self::InSlot(index, field)),
            Object::Run(index) => {
                find(&RunField::ALL, RunField::spec, member).map_or(Self::Run(index), |field| Self::InRun(index, field))
            }
        }
    }

    /// Its place in the plan.
    pub fn place(self) -> Place {
        match self {
            Self::Plan => Object::Body.whole(),
            Self::Body(field) => Object::Body.member(field.spec().contract),
            Self::Slots => Object::Body.member(&fields::BUSINESS_HOURS),
            Self::Slot(index) => Object::Slot(index).whole(),
            Self::InSlot(index, field) => Object::Slot(index).member(field.spec().contract),
            Self::Runs => Object::Body.member(&fields::RUNS),
            Self::Run(index) => Object::Run(index).whole(),
            Self::InRun(index, field) => Object::Run(index).member(field.spec().contract),
            Self::Report => Object::Body.member(&fields::REPORT_SCHEDULE),
            Self::InReport(field) => Object::Report.member(field.spec().contract),
        }
    }

    /// Its JSON path, as the rules write it.
    pub fn path(self) -> String {
        self.place().to_string()
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
            Self::Slots => names::HOURS,
            Self::Slot(_) => "Slot",
            Self::Runs => "Runs",
            Self::Run(_) => "Run",
            Self::Report => names::REPORT,
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
                rule: names::rule(spec.contract),
                example: spec.example,
                source: self.source(),
            };
        }
        let (what, rule, example) = match self {
            Self::Slots | Self::Slot(_) => (
                "The parts of the day in which calls may be made, in the client's local time. They touch or stay \
                 apart, and never overlap.",
                names::rule(&fields::BUSINESS_HOURS),
                "09:00 to 12:00 and 13:00 to 17:00",
            ),
            Self::Runs | Self::Run(_) => (
                "The days on which the campaign is active: one or more runs, each from a first to a last day.",
                names::rule(&fields::RUNS),
                "Monday to Friday, 09:00 to 17:00",
            ),
            Self::Report => (
                "A report by e-mail, at set times. It is created together with the campaign or not at all.",
                names::rule(&fields::REPORT_SCHEDULE),
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

    fn source(self) -> &'static str {
        match self.step() {
            Step::Hours => "vendor doc: create a campaign, business_hours[] fields",
            Step::Runs => "vendor doc: create a campaign, runs[] fields",
            Step::Report => "vendor doc: create a campaign, report_schedule fields",
            Step::Basics | Step::Audience | Step::Review => "vendor doc: create a campaign, body fields",
        }
    }
}

impl Finding {
    /// The field that it is shown at.
    pub fn field(&self) -> Field {
        Field::at(&self.place)
    }
}

/// The field that stands for a member of the contract.
fn find<F: Copy>(all: &[F], spec: fn(F) -> &'static FieldSpec, member: Option<&ContractField>) -> Option<F> {
    all.iter().copied().find(|&field| Some(spec(field).contract) == member)
}
