//! What a step of the form shows: its tab, its stops, and a line for each field.

use super::{Focus, Form};
use crate::domain::count::counted;
use crate::domain::draft::report::Choice;
use crate::domain::draft::suggest::Suggestion;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{BodyField, Field, ReportField, RunField, Step};
use crate::domain::shown::Shown;

/// A tab over the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub step: Step,
    /// Whether it is the one on screen.
    pub open: bool,
    pub state: TabState,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabState {
    /// Nothing is wrong: `✓`.
    Valid,
    /// This many problems show on the step.
    Problems(usize),
    /// Not looked at yet: `○`.
    Untouched,
    /// Not needed, and why: `○ optional`.
    Skipped(&'static str),
}

/// A field as a line of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLine {
    pub field: Field,
    /// The words before the value.
    pub label: &'static str,
    /// Whether it must be filled in as the plan stands: `*`.
    pub required: bool,
    /// Whether it has the focus. While [`Form::editing`] is set, that holds its text and cursor.
    pub focused: bool,
    /// What is typed, safe to show; empty for what is no text.
    pub text: Shown,
    /// What stands for an empty text, and what a text says to people: `Mon`, `0 = unlimited`. May be empty.
    pub hint: String,
    pub hint_warns: bool,
    pub switch: Option<bool>,
    pub choices: &'static [Choice],
    /// What is wrong, once the field was left: each a sentence that goes on after the label.
    pub problems: Vec<String>,
    /// What was probably meant; → at the end of the text takes it.
    pub suggestion: Option<Suggestion>,
    /// Warnings, once the field was left: each a sentence.
    pub warnings: Vec<String>,
}

impl Form {
    /// The six tabs.
    pub fn tabs(&self) -> Vec<Tab> {
        let tab = |step| Tab { step, open: step == self.step, state: self.tab_state(step) };
        Step::ALL.into_iter().map(tab).collect()
    }

    fn tab_state(&self, step: Step) -> TabState {
        let shown = self.check.problems_on(step).filter(|found| self.visited.contains(&found.field())).count();
        let left = self.draft().fields(step).iter().any(|field| self.visited.contains(field));
        match step {
            _ if shown > 0 => TabState::Problems(shown),
            Step::Hours if !self.draft().is_on(Field::Body(BodyField::UseCompanyHours)) => {
                TabState::Skipped("each run has its own times")
            }
            Step::Report if !self.draft().is_on(Field::Report) => TabState::Skipped("optional"),
            Step::Review if self.check.is_valid() => TabState::Valid,
            Step::Review => TabState::Untouched,
            _ if left && self.check.problems_on(step).next().is_none() => TabState::Valid,
            _ => TabState::Untouched,
        }
    }

    /// What Tab goes through on this step, from top to bottom.
    pub fn stops(&self) -> Vec<Focus> {
        let fields = self.draft().fields(self.step).into_iter().filter(|field| self.draft().asks_for(*field));
        fields.map(Focus::Field).chain([if self.step == Step::Review { Focus::Create } else { Focus::Next }]).collect()
    }

    pub fn line(&self, field: Field) -> FieldLine {
        let draft = self.draft();
        let left = self.visited.contains(&field) && self.becomes(field).is_none();
        let messages = |found: &mut dyn Iterator<Item = String>| if left { found.collect() } else { Vec::new() };
        let problems = messages(&mut self.check.problems_of(field).map(|found| draft.describe(found)));
        let warnings = messages(&mut self.check.warnings_of(field).map(|found| draft.describe(found)));
        FieldLine {
            field,
            label: field.label(),
            required: self.check.is_required(field),
            focused: self.focus == Focus::Field(field),
            text: Shown::new(draft.text(field)),
            hint: self.hint(field),
            hint_warns: false,
            switch: field.is_switch().then(|| draft.is_on(field)),
            choices: field.choices(),
            suggestion: if left { draft.suggestion(field, self.today) } else { None },
            problems,
            warnings,
        }
    }

    /// What stands for an empty text, or what a text says to people.
    fn hint(&self, field: Field) -> String {
        let draft = self.draft();
        if let Some(echo) = draft.echo(field) {
            return echo;
        }
        // While it is typed for the first time; later what it means stands below it.
        let typing = self.editing.is_some() && self.focus == Focus::Field(field);
        let becomes = self.becomes(field).is_some();
        let told = typing && (becomes || !self.visited.contains(&field));
        if let Some(meant) = told.then(|| draft.suggestion(field, self.today)).flatten() {
            let note = if meant.note.is_empty() { meant.text } else { meant.note };
            return if becomes { format!("→ {note}") } else { format!("{note}? → takes it") };
        }
        let empty = draft.text(field).trim().is_empty();
        match field {
            Field::Body(BodyField::ConcurrencyLimit) if draft.text(field).trim() == "0" => "unlimited".to_owned(),
            Field::Slots => counted(draft.slot_count(), "slot"),
            Field::Runs => counted(draft.run_count(), "run"),
            _ if empty => self.when_empty(field).to_owned(),
            Field::InRun(_, RunField::StartTime | RunField::EndTime)
                if draft.is_on(Field::Body(BodyField::UseCompanyHours)) =>
            {
                "not used: the campaign's hours".to_owned()
            }
            _ => String::new(),
        }
    }

    /// What it means that a field is empty; nothing where that says itself.
    fn when_empty(&self, field: Field) -> &'static str {
        let draft = self.draft();
        match field {
            Field::InRun(run, RunField::StartTime | RunField::EndTime) => {
                if draft.is_on(Field::InRun(run, RunField::MessagingOnly)) {
                    "no calls: messages only"
                } else if draft.is_on(Field::Body(BodyField::UseCompanyHours)) {
                    "the campaign's hours"
                } else {
                    ""
                }
            }
            Field::InRun(_, RunField::SelectedDays) => "all days from start to end",
            Field::InReport(ReportField::RunIds) => "all runs",
            Field::InReport(ReportField::Weekday) if !draft.asks_for(field) => "for a weekly report",
            Field::InReport(ReportField::DayOfMonth) if !draft.asks_for(field) => "for a monthly report",
            Field::Body(BodyField::ConcurrencyLimit)
            | Field::InReport(ReportField::Format | ReportField::DateRange) => "left to the vendor",
            _ if field.kind() == Some(Kind::Json) => "none",
            _ => "",
        }
    }

    /// How many problems show on a run, those of its fields included.
    pub fn problems_shown_on_run(&self, index: usize) -> usize {
        let here = |field| matches!(field, Field::Run(at) | Field::InRun(at, _) if at == index);
        self.check.problems.iter().filter(|found| here(found.field()) && self.visited.contains(&found.field())).count()
    }

    /// How many problems show, on all steps.
    pub fn problems_shown(&self) -> usize {
        self.check.problems.iter().filter(|found| self.visited.contains(&found.field())).count()
    }
}
