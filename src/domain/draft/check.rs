//! What the rules say of a draft, by field and step.

use super::Draft;
use super::field::Field;
use super::step::Step;
use crate::domain::rules::{Finding, Verdict, judge};
use crate::domain::today::Today;

impl Draft {
    /// Judges the plan by the rules. `today` is for what is over.
    pub fn check(&self, today: Today) -> Verdict {
        judge(&self.request(), today)
    }
}

impl Verdict {
    /// The problems of one field.
    pub fn problems_of(&self, field: Field) -> impl Iterator<Item = &Finding> {
        self.problems.iter().filter(move |found| found.field() == field)
    }

    /// The warnings of one field.
    pub fn warnings_of(&self, field: Field) -> impl Iterator<Item = &Finding> {
        self.warnings.iter().filter(move |found| found.field() == field)
    }

    /// The problems of a step. The review has those of the plan as a whole.
    pub fn problems_on(&self, step: Step) -> impl Iterator<Item = &Finding> {
        self.problems.iter().filter(move |found| found.field().step() == step)
    }

    /// The first problem in the order of the form, to go to.
    pub fn first_problem(&self) -> Option<&Finding> {
        self.problems.iter().min_by_key(|found| (found.field().step(), found.field()))
    }

    /// Whether the field must be filled in as the rest of the plan stands.
    pub fn is_required(&self, field: Field) -> bool {
        self.required.contains(&field.place())
    }
}
