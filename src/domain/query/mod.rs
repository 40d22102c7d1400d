//! The language of the filter field: words, fields, comparisons, and how to show what is found.
//!
//! ```text
//! outreach                                    anywhere in name, id, agent, list or origin, as `Outréach` too; `é` asks for é
//! calls:>100 success%:<75                     the same as: calls > 100 and success% < 75
//! agent:abc_123|abc_771 -origin:public_api    two agents, not made through the API
//! name:"depo follow"  name:/^depo/  ~dpofu    phrase, regex, letters in order
//! agent:=abc_1  name:test*                    the whole text; wildcards cover the whole text
//! id:470..481  calls:5..  conv:10|20          ranges include their ends, one may be left out; either of two
//! sentiment:<0.5 or no:sentiment|conv         unknown never matches a comparison; `no:` is unknown, `has:` known
//! is:moving|odd  -is:edited  is:poor          what a row is, beyond its values
//! !(name:test* or name:*demo*)                `!`, `-` and `not` are one
//! sort:failed%-desc,name limit:10             how to show it
//! cols:id,name,success%,pending               which columns
//! since:monday since:"yesterday 9"            what changes are compared with
//! group:agent  group:origin,list              gathered by one or two of agent, list, origin
//! key:outreach                                the one part the server sees
//! ```
//!
//! Fuzzy (`~`, or k9s' `-f`) looks at names only and keeps the table's order: rows are never ranked by how well they
//! fit. `=` on a rate means equal as the table shows it. Counts are `calls ok failed pending finished`, rates `success`
//! (or `success%`) `failed%` `vendor%` `conv`; the API's own names of its members mean what they mean there.
//!
//! [`Query::parse`] is where to start. Inside: `cursor` reads characters, `parser` the structure, `value` what stands
//! behind a colon, `field` and `flag` know the names; `print` and `quote` write a query back, `complete` knows what may be
//! typed next, `recent` what was; `expr` says what a parsed filter means for one row, with `pattern` for text and
//! `number` for numbers. Nothing here knows how many rows there are: the store finds them faster, and agrees.

mod complete;
mod cursor;
mod error;
mod expr;
mod field;
mod flag;
mod highlight;
mod number;
mod parser;
mod partial;
mod pattern;
mod print;
mod quote;
mod recent;
#[cfg(test)]
mod tests;
mod value;

use std::ops::Range;

pub use complete::{Gap, Known, Note, Offer, Seen, Wants};
pub use error::QueryError;
pub(crate) use expr::{Expr, Scratch, Term, WORD_COLUMNS};
pub use flag::{Facts, Flag};
pub(crate) use pattern::Pattern;
pub use recent::Recent;

use super::grouping::GroupBy;
use super::needle::Needle;
use super::order::{Column, Order};

/// A query that was understood. The default one asks for everything.
#[derive(Debug, Clone)]
pub struct Query {
    text: String,
    parsed: parser::Parsed,
}

impl Default for Query {
    fn default() -> Self {
        let parsed = parser::Parsed {
            filter: Expr::all(),
            orders: Vec::new(),
            limit: None,
            search: None,
            since: None,
            columns: Vec::new(),
            groups: Vec::new(),
            flags: Vec::new(),
        };
        Self { text: String::new(), parsed }
    }
}

/// Queries are equal when they were typed alike.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Query {
    /// Reads a query. Blank text asks for everything.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        match parser::parse(text) {
            Ok(parsed) => Ok(Self { text: text.to_owned(), parsed }),
            Err(error) => Err(accepted(text, error)),
        }
    }

    /// Reads what it can of a text that is being typed: what is mistaken or unfinished is left out, and the first
    /// mistake is told.
    pub fn readable(text: &str) -> (Self, Option<QueryError>) {
        partial::read(text)
    }

    /// The gap at the cursor of a text that is being typed, `at` bytes from its start; `None` where anything can stand, or
    /// nothing.
    pub fn gap(text: &str, at: usize) -> Option<Gap> {
        complete::gap(text, at)
    }

    /// What stays in force when the next key makes a mistake of the query: all of it but the word that the cursor is at,
    /// which may be on its way to the name of a field. `None` where the rest alone cannot be read.
    pub fn settled(&self, at: usize) -> Option<Self> {
        complete::settled(self, at)
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it leaves out no row.
    pub fn is_everything(&self) -> bool {
        matches!(&self.parsed.filter, Expr::And(parts) if parts.is_empty()) && self.parsed.limit.is_none()
    }

    /// Whether the row passes the filter, one row at a time: what the store's finding is held against.
    #[cfg(test)]
    pub(super) fn matches(&self, row: &impl Facts) -> bool {
        self.parsed.filter.matches(row, &mut Scratch::default())
    }

    /// What `key:` says: the text that the server is to look for.
    pub fn server_search(&self) -> Option<&str> {
        self.parsed.search.as_deref()
    }

    /// Whether it asks for what is known only from the record.
    pub fn is_remembered(&self) -> bool {
        let parser::Parsed { filter, orders, columns, since, .. } = &self.parsed;
        let ordered = orders.iter().map(|order| &order.column);
        since.is_some() || filter.is_remembered() || ordered.chain(columns).any(|column| column.is_remembered())
    }

    /// What `since:` says: the name of a baseline, or a moment.
    pub fn since(&self) -> Option<&str> {
        self.parsed.since.as_deref()
    }

    /// The first key of `sort:`.
    pub fn order(&self) -> Option<Order> {
        self.parsed.orders.first().copied()
    }

    /// All keys of `sort:`, the weightiest first.
    pub fn orders(&self) -> &[Order] {
        &self.parsed.orders
    }

    /// What `cols:` says: which columns, in this order; empty when it says nothing.
    pub fn columns(&self) -> &[Column] {
        &self.parsed.columns
    }

    /// What `group:` says: what rows are gathered by, the outer level first; empty when it says nothing.
    pub fn groups(&self) -> &[GroupBy] {
        &self.parsed.groups
    }

    /// What `limit:` says: how many rows to show at most, at least one.
    pub fn limit(&self) -> Option<usize> {
        self.parsed.limit
    }

    /// Whether it asks for a flag.
    pub fn asks(&self, flag: Flag) -> bool {
        self.parsed.filter.asks(flag)
    }

    /// The mistake of asking for one of these flags, where they cannot be known.
    pub fn unknowable(&self, flags: &[Flag]) -> Option<QueryError> {
        let (flag, span) = self.parsed.flags.iter().find(|(flag, _)| flags.contains(flag))?;
        let asked = error::quoted(&format!("is:{}", flag.name()));
        Some(QueryError::new(span.clone(), format!("{asked} {}", flag.needs().unwrap_or_default())))
    }

    /// The query as text that reads as the same query, alike for all that say the same in the same structure: folded, with
    /// the names of this language and no more brackets and quotes than needed.
    pub fn canonical(&self) -> String {
        print::canonical(&self.parsed)
    }

    /// Which parts of a shown text in a column the words, phrases, patterns and fuzzy letters lie on: bytes on character
    /// boundaries, in order, without overlaps.
    pub fn highlights(&self, column: Column, text: &str) -> Vec<Range<usize>> {
        highlight::highlights(&self.parsed.filter, column, text)
    }

    /// All that it says, but for where it says so.
    #[cfg(test)]
    fn parsed(&self) -> parser::Parsed {
        parser::Parsed { flags: Vec::new(), ..self.parsed.clone() }
    }

    /// The filter by itself.
    pub(crate) fn filter(&self) -> &Expr {
        &self.parsed.filter
    }

    /// The word, when the filter is a single one.
    pub(crate) fn only_word(&self) -> Option<&Needle> {
        match &self.parsed.filter {
            Expr::Term(Term::Word(word)) => Some(word),
            _ => None,
        }
    }
}

/// The mistake, its fix left out if that would be one again.
fn accepted(text: &str, error: QueryError) -> QueryError {
    let (Some(fix), Some(fixed)) = (&error.fix, error.fixed(text)) else { return error };
    let end = error.span.start + fix.len();
    match parser::parse(&fixed) {
        Err(again) if again.span.start < end && again.span.end > error.span.start => QueryError { fix: None, ..error },
        _ => error,
    }
}
