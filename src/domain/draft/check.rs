//! What the rules say of a draft, by field and step.
//!
//! There is one set of rules, [`judge`]: whether a field is required is asked of it as well, by judging the plan without
//! the field.

use super::Draft;
use super::field::Field;
use super::step::Step;
use crate::domain::rules::{Verdict, judge, problems};
use crate::domain::today::Today;

/// A problem or warning, with the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field.
    pub field: Field,
    /// The exact place, which may be an entry of the field: `report_schedule.recipients[1]`.
    pub path: String,
    /// The number of the rule that is broken; none for a warning and for what belongs to no numbered rule.
    pub rule: Option<u8>,
    /// What would be right, in the words of the rules; [`Draft::said`] is for people. Safe to print.
    pub message: String,
}

/// Everything the rules say of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    /// What blocks, in the order of the rules.
    pub problems: Vec<Finding>,
    /// What is worth a look and never blocks.
    pub warnings: Vec<Finding>,
}

impl From<Verdict> for Check {
    fn from(verdict: Verdict) -> Self {
        let finding = |path: String, rule, message| Finding { field: Field::at(&path), path, rule, message };
        Self {
            problems: verdict
                .problems
                .into_iter()
                .map(|found| finding(found.path, found.rule, found.message))
                .collect(),
            warnings: verdict.warnings.into_iter().map(|found| finding(found.path, None, found.message)).collect(),
        }
    }
}

impl Check {
    /// Whether the plan may be sent.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    /// The warnings that a check of the same plan `before` did not have: time alone made them.
    pub fn news_since<'c>(&'c self, before: &'c Self) -> impl Iterator<Item = &'c Finding> {
        self.warnings.iter().filter(|now| !before.warnings.contains(now))
    }

    /// The problems of one field.
    pub fn problems_of(&self, field: Field) -> impl Iterator<Item = &Finding> {
        self.problems.iter().filter(move |found| found.field == field)
    }

    /// The warnings of one field.
    pub fn warnings_of(&self, field: Field) -> impl Iterator<Item = &Finding> {
        self.warnings.iter().filter(move |found| found.field == field)
    }

    /// The problems of a step. The review has those of the plan as a whole.
    pub fn problems_on(&self, step: Step) -> impl Iterator<Item = &Finding> {
        self.problems.iter().filter(move |found| found.field.step() == step)
    }

    /// The first problem in the order of the form, to go to.
    pub fn first_problem(&self) -> Option<&Finding> {
        self.problems.iter().min_by_key(|found| (found.field.step(), found.field))
    }
}

impl Draft {
    /// Judges the plan by the rules. `today` is for what is over.
    pub fn check(&self, today: Today) -> Check {
        judge(&self.request(), today).into()
    }

    /// Whether the field must be there as the rest of the plan stands: without it the rules would ask for it.
    pub fn is_required(&self, field: Field) -> bool {
        if matches!(field, Field::Plan | Field::Slot(_) | Field::Run(_)) {
            return false;
        }
        let mut without = self.clone();
        without.clear(field);
        let path = field.path();
        problems(&without.request()).problems.iter().any(|problem| problem.path == path)
    }
}
