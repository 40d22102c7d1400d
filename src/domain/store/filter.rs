//! Which rows a filter lets through. Words are found in one pass over the search text; whatever else a filter asks is
//! asked only of the rows that are still in question.

use memchr::memmem::Finder;

use super::rows::RowSet;
use super::snapshot::{SearchText, Snapshot};
use crate::domain::order::Column;
use crate::domain::query::{Expr, Pattern, Query, Scratch, Term};

/// How many times more rows than those in question make it cheaper to look at each than to go over the whole text.
const FEW: usize = 8;

/// The rows of `within` that the query lets through.
pub(super) fn select(data: &Snapshot, query: &Query, within: &RowSet) -> RowSet {
    Filter { data, scratch: Scratch::default() }.select(query.filter(), within)
}

/// Whether all that `query` lets through is let through by `former` too: what happens while a word is being typed.
pub(super) fn narrows(query: &Query, former: &Query) -> bool {
    match (query.only_word(), former.only_word()) {
        (Some(word), Some(former)) => word.implies(former),
        _ => false,
    }
}

struct Filter<'d> {
    data: &'d Snapshot,
    scratch: Scratch,
}

impl Filter<'_> {
    fn select(&mut self, filter: &Expr, within: &RowSet) -> RowSet {
        match filter {
            Expr::And(parts) => parts.iter().fold(within.clone(), |left, part| self.select(part, &left)),
            Expr::Or(parts) => {
                parts.iter().fold(RowSet::none(within.of()), |found, part| found.or(&self.select(part, within)))
            }
            Expr::Not(inner) => within.clone().without(&self.select(inner, within)),
            Expr::Term(Term::Word(needle)) if SearchText::can_hold(needle.folded()) => {
                let found = self.holding(needle.folded(), within);
                if needle.minds_case() { self.passing(filter, &found) } else { found }
            }
            Expr::Term(Term::Text(column, patterns)) if !patterns.iter().any(Pattern::minds_case) => {
                self.fitting(filter, *column, patterns, within)
            }
            Expr::Term(_) => self.passing(filter, within),
        }
    }

    /// The rows whose search text holds folded text.
    fn holding(&self, folded: &str, within: &RowSet) -> RowSet {
        let finder = Finder::new(folded);
        let search = &self.data.search;
        if within.len() < within.of() / FEW {
            return RowSet::collect(
                within.of(),
                within.iter().filter(|&row| finder.find(search.row(row).as_bytes()).is_some()),
            );
        }
        RowSet::collect(within.of(), search.find(&finder)).and(within)
    }

    /// The rows whose text in a column fits, read from the search text where it stands there, folded already.
    fn fitting(&mut self, filter: &Expr, column: Column, patterns: &[Pattern], within: &RowSet) -> RowSet {
        let fits = |&row: &usize| match self.data.search.column(row, column) {
            Some(text) if !text.is_empty() => patterns.iter().any(|pattern| pattern.fits(text)),
            _ => self.passes(filter, row),
        };
        RowSet::collect(within.of(), within.iter().filter(fits))
    }

    /// The rows that pass one by one.
    fn passing(&mut self, filter: &Expr, within: &RowSet) -> RowSet {
        RowSet::collect(within.of(), within.iter().filter(|&row| self.passes(filter, row)))
    }

    fn passes(&mut self, filter: &Expr, row: usize) -> bool {
        self.data.rows.get(row).is_some_and(|row| filter.matches(row, &mut self.scratch))
    }
}
