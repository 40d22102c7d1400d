//! A parsed filter, and what it means for one row: the definition every faster way must agree with.

use std::fmt::Write as _;

use super::flag::{Facts, Flag};
use super::number::NumberTest;
use super::pattern::{Pattern, TextRegex};
use crate::domain::fold::{Marks, fold_into};
use crate::domain::measure::Measures;
use crate::domain::needle::Needle;
use crate::domain::order::{Column, Value, Values};

/// A condition on a row.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    /// Every one of these; of none, every row.
    And(Vec<Expr>),
    /// At least one of these.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// A single condition.
    Term(Term),
}

/// A single condition.
#[derive(Debug, Clone)]
pub(crate) enum Term {
    /// A word or phrase in any of [`WORD_COLUMNS`].
    Word(Needle),
    /// A regex in any of [`WORD_COLUMNS`].
    Anywhere(TextRegex),
    /// A column's text fits any of the patterns; the text of a number is its digits.
    Text(Column, Vec<Pattern>),
    /// A column's number passes any of the tests.
    Number(Column, Vec<NumberTest>),
    /// The value of any of these columns is known.
    Has(Vec<Column>),
    /// The value of any of these columns is unknown.
    Lacks(Vec<Column>),
    /// The row is any of this.
    Is(Vec<Flag>),
}

/// Where words, and regexes by themselves, are looked for.
pub(crate) const WORD_COLUMNS: [Column; 5] = [Column::Name, Column::Id, Column::Agent, Column::List, Column::Origin];

/// What is kept from row to row: a buffer, so that a search allocates nothing, and how rates are shown.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    text: String,
    measures: Measures,
}

impl Scratch {
    pub(crate) fn new(measures: Measures) -> Self {
        Self { text: String::new(), measures }
    }
}

impl Expr {
    /// Everything.
    pub(super) fn all() -> Self {
        Self::And(Vec::new())
    }

    /// Whether the row passes.
    pub(crate) fn matches(&self, row: &impl Facts, scratch: &mut Scratch) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.matches(row, scratch)),
            Self::Or(parts) => parts.iter().any(|part| part.matches(row, scratch)),
            Self::Not(inner) => !inner.matches(row, scratch),
            Self::Term(term) => term.matches(row, scratch),
        }
    }

    /// Whether it asks for a flag.
    pub(super) fn asks(&self, flag: Flag) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.asks(flag)),
            Self::Not(inner) => inner.asks(flag),
            Self::Term(term) => matches!(term, Term::Is(flags) if flags.contains(&flag)),
        }
    }

    /// Whether it asks for what is known only from the record.
    pub(super) fn is_remembered(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::is_remembered),
            Self::Not(inner) => inner.is_remembered(),
            Self::Term(Term::Text(column, _) | Term::Number(column, _)) => column.is_remembered(),
            Self::Term(Term::Has(columns) | Term::Lacks(columns)) => {
                columns.iter().any(|column| column.is_remembered())
            }
            Self::Term(Term::Is(flags)) => flags.iter().any(|flag| flag.is_remembered()),
            Self::Term(Term::Word(_) | Term::Anywhere(_)) => false,
        }
    }

    /// Calls `see` with each term that a shown row may owe its being shown to: those not under a `not`.
    pub(super) fn wanted<'e>(&'e self, see: &mut impl FnMut(&'e Term)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.wanted(see)),
            Self::Not(_) => {}
            Self::Term(term) => see(term),
        }
    }
}

impl Term {
    /// Whether the row passes. Unknown values pass nothing but [`Self::Lacks`].
    pub(crate) fn matches(&self, row: &impl Facts, scratch: &mut Scratch) -> bool {
        match self {
            Self::Word(needle) => WORD_COLUMNS
                .iter()
                .any(|&column| with_text(row, column, needle.marks(), scratch, |text| needle.find(text).is_some())),
            Self::Anywhere(regex) => WORD_COLUMNS
                .iter()
                .any(|&column| with_text(row, column, regex.marks(), scratch, |text| regex.fits(text))),
            Self::Text(column, patterns) => patterns
                .iter()
                .any(|pattern| with_text(row, *column, pattern.marks(), scratch, |text| pattern.fits(text))),
            Self::Number(column, tests) => {
                let measure = scratch.measures.of(*column);
                row.value(*column).is_some_and(|value| tests.iter().any(|test| test.matches(value, measure)))
            }
            Self::Has(columns) => columns.iter().any(|&column| row.value(column).is_some()),
            Self::Lacks(columns) => columns.iter().any(|&column| row.value(column).is_none()),
            Self::Is(flags) => flags.iter().any(|&flag| row.is(flag)),
        }
    }
}

/// Whether the column's text passes in a form. A number's text is its digits; a rate has none.
fn with_text(
    row: &impl Values,
    column: Column,
    form: Marks,
    scratch: &mut Scratch,
    passes: impl FnOnce(&str) -> bool,
) -> bool {
    match row.value(column) {
        Some(Value::Text(text)) => {
            scratch.text.clear();
            fold_into(text, form, &mut scratch.text);
            passes(&scratch.text)
        }
        Some(Value::Whole(number)) => {
            scratch.text.clear();
            write!(scratch.text, "{number}").is_ok() && passes(&scratch.text)
        }
        Some(Value::Real(_) | Value::Range(_)) | None => false,
    }
}
