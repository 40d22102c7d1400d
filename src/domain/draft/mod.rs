//! A campaign in the making, as it is typed.
//!
//! A [`Draft`] holds the texts of every field of the request as a person typed them, and the JSON that is sent is made
//! of them: a text that parses is sent as its value, any other as it stands, so that the one set of rules judges both.
//! Nothing is changed silently: what is sent is what the form shows. A plan that was loaded keeps what the form does not
//! know. [`Field`] names every place of the form, [`check`] says what the rules say of each, [`edit`] holds the
//! operations on runs and slots, [`history`] undo and redo, [`suggest`] what a loosely typed
//! date, time or choice may mean, [`meaning`] what the plan comes to, [`pasted`] rows from a spreadsheet, [`saved`] a draft
//! that is kept, [`words`] what the rules find in people's words, [`summary`] a run and the report. Start with [`Draft`].

pub mod check;
pub mod dates;
pub mod days;
pub mod edit;
pub mod field;
pub mod history;
pub mod meaning;
pub mod month;
pub mod pasted;
pub mod report;
pub mod saved;
pub mod step;
pub mod suggest;
pub mod summary;
pub mod table;
pub mod times;
pub mod value;
pub mod words;

mod agents;
mod names;
mod object;
mod spec;
mod whereabouts;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::object::{List, Object};
use self::spec::FieldSpec;
use super::rules::fields;

pub use self::field::{Field, Help};
pub use self::report::ReportField;
pub use self::step::Step;
pub use self::table::{BodyField, RunField, SlotField};

/// A plan as typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    body: Object,
    slots: List,
    runs: List,
    report: Report,
}

/// The report, and whether it is sent along. What is typed stays when it is switched off.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Report {
    on: bool,
    object: Object,
}

/// The text of a switch that is on.
const ON: &str = "true";
/// The text of a switch that was switched off again.
const OFF: &str = "false";

impl Draft {
    /// An empty plan with one run to fill in.
    pub fn new() -> Self {
        let mut draft = Self::default();
        draft.add_run();
        draft
    }

    /// The draft of a plan, to the last member. Nothing when the plan is no JSON object.
    pub fn from_plan(plan: &Value) -> Option<Self> {
        let mut members = plan.as_object()?.clone();
        let mut take = |field: &fields::ContractField| members.remove(field.name);
        let slots = take(&fields::BUSINESS_HOURS).map(|value| List::load(value, &slot_specs()));
        let runs = take(&fields::RUNS).map(|value| List::load(value, &run_specs()));
        let report = take(&fields::REPORT_SCHEDULE).map(|value| Object::load(value, &report_specs()));
        Some(Self {
            body: Object::load(Value::Object(members), &body_specs()),
            slots: slots.unwrap_or_default(),
            runs: runs.unwrap_or_default(),
            report: Report { on: report.is_some(), object: report.unwrap_or_default() },
        })
    }

    /// The JSON that is sent.
    pub fn request(&self) -> Value {
        let mut request = self.body.value(&body_specs());
        let report = self.report.on.then(|| self.report.object.value(&report_specs()));
        let parts = [
            (&fields::BUSINESS_HOURS, self.slots.value(&slot_specs())),
            (&fields::RUNS, self.runs.value(&run_specs())),
            (&fields::REPORT_SCHEDULE, report),
        ];
        if let Some(members) = request.as_object_mut() {
            members.extend(parts.into_iter().filter_map(|(field, value)| Some((field.name.to_owned(), value?))));
        }
        request
    }

    /// What is typed in a field; empty where nothing is, and for what is no single text.
    pub fn text(&self, field: Field) -> &str {
        match (self.object(field), field.spec()) {
            (Some(object), Some(spec)) => object.text(spec),
            _ => "",
        }
    }

    /// The value of a field as it is sent; nothing when it is left out or no single text.
    pub fn value(&self, field: Field) -> Option<Value> {
        self.object(field)?.get(field.spec()?)
    }

    /// Types `text` over what a field holds; empty specs the field out. Fields that the draft does not have stay so.
    pub fn set_text(&mut self, field: Field, text: &str) {
        if let (Some(spec), Some(object)) = (field.spec(), self.object_mut(field)) {
            object.set(spec, text);
        }
    }

    /// Whether a switch is on, the way the form shows it: self-healing is on unless it is disabled.
    pub fn is_on(&self, field: Field) -> bool {
        match field {
            Field::Report => self.report.on,
            Field::Body(BodyField::SelfHealing) => self.text(field) != ON,
            _ => self.text(field) == ON,
        }
    }

    /// Switches over; what is no switch stays as it is. A run that becomes messages only loses its times (R17).
    pub fn toggle(&mut self, field: Field) {
        if field == Field::Report {
            self.report.on = !self.report.on;
        } else if field.is_switch() {
            let text = if self.text(field) == ON { OFF } else { ON };
            self.set_text(field, text);
        }
        if let Field::InRun(index, RunField::MessagingOnly) = field
            && self.is_on(field)
        {
            for time in [RunField::StartTime, RunField::EndTime] {
                self.clear(Field::InRun(index, time));
            }
        }
    }

    /// Leaves a field out, or empties a list or switches the report off and forgets it. A run or slot is taken out.
    pub fn clear(&mut self, field: Field) {
        match field {
            Field::Plan => *self = Self::default(),
            Field::Slots => self.slots.clear(),
            Field::Runs => self.runs.clear(),
            Field::Slot(index) => drop(self.slots.remove(index)),
            Field::Run(index) => drop(self.runs.remove(index)),
            Field::Report => self.report = Report::default(),
            Field::Body(_) | Field::InSlot(..) | Field::InRun(..) | Field::InReport(_) => {
                if let (Some(spec), Some(object)) = (field.spec(), self.object_mut(field)) {
                    object.clear(spec);
                }
            }
        }
    }

    /// How many runs there are.
    pub fn run_count(&self) -> usize {
        self.runs.items.len()
    }

    /// How many slots there are.
    pub fn slot_count(&self) -> usize {
        self.slots.items.len()
    }

    /// The fields of a step as they stand in the form, lists and their entries included.
    pub fn fields(&self, step: Step) -> Vec<Field> {
        let mut fields: Vec<Field> =
            BodyField::ALL.into_iter().filter(|field| field.step() == step).map(Field::Body).collect();
        match step {
            Step::Hours => {
                fields.push(Field::Slots);
                for index in 0..self.slot_count() {
                    fields.push(Field::Slot(index));
                    fields.extend(SlotField::ALL.map(|field| Field::InSlot(index, field)));
                }
            }
            Step::Runs => {
                fields.push(Field::Runs);
                for index in 0..self.run_count() {
                    fields.push(Field::Run(index));
                    fields.extend(RunField::ALL.map(|field| Field::InRun(index, field)));
                }
            }
            Step::Report => {
                fields.push(Field::Report);
                if self.report.on {
                    fields.extend(ReportField::ALL.map(Field::InReport));
                }
            }
            Step::Review => fields.push(Field::Plan),
            Step::Basics | Step::Audience => {}
        }
        fields
    }

    /// Whether a field is worth asking for as the rest stands: what has no use is asked for only to be emptied.
    pub fn asks_for(&self, field: Field) -> bool {
        let frequency = self.text(Field::InReport(ReportField::Frequency));
        let of_use = match field {
            Field::InReport(ReportField::Weekday) => frequency == "weekly",
            Field::InReport(ReportField::DayOfMonth) => frequency == "monthly",
            Field::InRun(run, RunField::StartTime | RunField::EndTime) => {
                !self.is_on(Field::InRun(run, RunField::MessagingOnly))
            }
            _ => true,
        };
        of_use || !self.text(field).is_empty()
    }

    fn object(&self, field: Field) -> Option<&Object> {
        match field {
            Field::Plan | Field::Body(_) => Some(&self.body),
            Field::Slot(index) | Field::InSlot(index, _) => self.slots.items.get(index),
            Field::Run(index) | Field::InRun(index, _) => self.runs.items.get(index),
            Field::Report | Field::InReport(_) => Some(&self.report.object),
            Field::Slots | Field::Runs => None,
        }
    }

    fn object_mut(&mut self, field: Field) -> Option<&mut Object> {
        match field {
            Field::Plan | Field::Body(_) => Some(&mut self.body),
            Field::Slot(index) | Field::InSlot(index, _) => self.slots.items.get_mut(index),
            Field::Run(index) | Field::InRun(index, _) => self.runs.items.get_mut(index),
            Field::Report | Field::InReport(_) => Some(&mut self.report.object),
            Field::Slots | Field::Runs => None,
        }
    }
}

fn body_specs() -> [&'static FieldSpec; 10] {
    BodyField::ALL.map(BodyField::spec)
}

fn slot_specs() -> [&'static FieldSpec; 2] {
    SlotField::ALL.map(SlotField::spec)
}

fn run_specs() -> [&'static FieldSpec; 8] {
    RunField::ALL.map(RunField::spec)
}

fn report_specs() -> [&'static FieldSpec; 10] {
    ReportField::ALL.map(ReportField::spec)
}

#[cfg(test)]
mod tests;
