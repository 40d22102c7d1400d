//! The structure of a query: and, or, not, brackets, and what stands between them. What stands behind a colon or a
//! comparison sign is read in `value`.
//!
//! ```text
//! any_of  := all_of { ("or" | "||") all_of }
//! all_of  := unary { ["and" | "&&"] unary }
//! unary   := ("-" | "!" | "not") unary | "(" any_of ")" | term
//! ```

use std::ops::Range;

use super::cursor::Cursor;
use super::error::{QueryError, quoted};
use super::expr::{Expr, Term};
use super::field::{Field, Special, named, nearest_column, nearest_field};
use super::flag::Flag;
use super::number::{Number, Sign};
use super::pattern::{Pattern, TextRegex};
use super::quote;
use crate::domain::grouping::GroupBy;
use crate::domain::needle::Needle;
use crate::domain::order::{Column, Kind, Order};

/// How deep brackets and nots may nest; more is no query that a person typed.
const DEEPEST: usize = 50;

/// All that a query says.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub(super) filter: Expr,
    pub(super) orders: Vec<Order>,
    pub(super) limit: Option<usize>,
    pub(super) search: Option<String>,
    pub(super) since: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) groups: Vec<GroupBy>,
    /// The flags that it asks for, and where.
    pub(super) flags: Vec<(Flag, Range<usize>)>,
}

/// Reads a whole query.
pub(super) fn parse(text: &str) -> Result<Parsed, QueryError> {
    let mut parser = Parser {
        cursor: Cursor::new(text),
        depth: 0,
        or: None,
        orders: None,
        limit: None,
        search: None,
        since: None,
        columns: None,
        groups: None,
        flags: Vec::new(),
    };
    let filter = parser.any_of()?.unwrap_or_else(Expr::all);
    if let (Some((span, _)), true) = (&parser.search, parser.or.is_some()) {
        return Err(QueryError::new(
            span.clone(),
            "`key:` narrows what the server sends, so it cannot stand beside `or`",
        ));
    }
    Ok(Parsed {
        filter,
        orders: parser.orders.unwrap_or_default(),
        limit: parser.limit,
        search: parser.search.map(|(_, search)| search),
        since: parser.since,
        columns: parser.columns.unwrap_or_default(),
        groups: parser.groups.unwrap_or_default(),
        flags: parser.flags,
    })
}

pub(super) struct Parser<'t> {
    pub(super) cursor: Cursor<'t>,
    /// How many brackets and nots we are in.
    depth: usize,
    /// Where an `or` stands outside brackets.
    or: Option<Range<usize>>,
    orders: Option<Vec<Order>>,
    limit: Option<usize>,
    search: Option<(Range<usize>, String)>,
    since: Option<String>,
    columns: Option<Vec<Column>>,
    groups: Option<Vec<GroupBy>>,
    pub(super) flags: Vec<(Flag, Range<usize>)>,
}

/// What a term adds to the filter: nothing, when it says how to show rows rather than which.
type Part = Option<Expr>;

impl Parser<'_> {
    fn any_of(&mut self) -> Result<Part, QueryError> {
        let first = self.all_of()?;
        let mut rest = Vec::new();
        while let Some(or) = self.cursor.keyword(&["or", "||"]) {
            let branch = self.all_of()?;
            match branch {
                Some(branch) if first.is_some() => rest.push(branch),
                _ => {
                    let error = QueryError::new(or, "`or` needs something to look for on both sides");
                    return Err(if first.is_some() { error.for_now() } else { error });
                }
            }
            if self.depth == 0 {
                self.or = Some(or);
            }
        }
        Ok(match first {
            Some(first) if !rest.is_empty() => Some(Expr::Or(std::iter::once(first).chain(rest).collect())),
            first => first,
        })
    }

    fn all_of(&mut self) -> Result<Part, QueryError> {
        let mut parts = Vec::new();
        let mut begun = false;
        let mut and = None;
        loop {
            self.cursor.blanks();
            if self.at_end_of_all() {
                break;
            }
            if let Some(span) = self.cursor.keyword(&["and", "&&"]) {
                if !begun || and.is_some() {
                    return Err(QueryError::new(span, "`and` needs something before it"));
                }
                and = Some(span);
                continue;
            }
            parts.extend(self.unary()?);
            (begun, and) = (true, None);
        }
        match (and, parts.len()) {
            (Some(and), _) => Err(QueryError::new(and, "`and` needs something behind it").for_now()),
            (None, 0 | 1) => Ok(parts.pop()),
            (None, _) => Ok(Some(Expr::And(parts))),
        }
    }

    fn at_end_of_all(&self) -> bool {
        let closes = self.cursor.open > 0 && self.cursor.peek() == Some(')');
        closes || self.cursor.rest().is_empty() || self.cursor.clone().keyword(&["or", "||"]).is_some()
    }

    fn unary(&mut self) -> Result<Part, QueryError> {
        let start = self.cursor.at();
        if let Some(fuzzy) = self.k9s_fuzzy()? {
            return Ok(Some(fuzzy));
        }
        if self.minus() || self.cursor.eat("!") || self.cursor.keyword(&["not"]).is_some() {
            return self.negated(start);
        }
        if self.cursor.eat("(") {
            return self.group(start);
        }
        self.term()
    }

    /// A minus leaves out what it touches; by itself, as in "Depo - wave 2", it is text.
    fn minus(&mut self) -> bool {
        let touches = self.cursor.rest().chars().nth(1).is_some_and(|c| !c.is_whitespace());
        touches && self.cursor.eat("-")
    }

    fn negated(&mut self, start: usize) -> Result<Part, QueryError> {
        let sign = self.cursor.since(start);
        self.cursor.blanks();
        if self.at_end_of_all() {
            let message = format!("{} needs something to leave out", quoted(self.cursor.text(sign.clone())));
            return Err(QueryError::new(sign, message).for_now());
        }
        let inner = self.deeper(start, Self::unary)?;
        Ok(inner.map(|inner| Expr::Not(Box::new(inner))))
    }

    fn group(&mut self, start: usize) -> Result<Part, QueryError> {
        let bracket = self.cursor.since(start);
        self.cursor.open += 1;
        let inner = self.deeper(start, Self::any_of)?;
        if !self.cursor.eat(")") {
            return Err(QueryError::new(bracket, "the bracket is not closed").for_now());
        }
        self.cursor.open -= 1;
        match inner {
            None => Err(QueryError::new(self.cursor.since(start), "there is nothing between the brackets")),
            inner => Ok(inner),
        }
    }

    fn deeper(
        &mut self,
        start: usize,
        read: impl FnOnce(&mut Self) -> Result<Part, QueryError>,
    ) -> Result<Part, QueryError> {
        if self.depth == DEEPEST {
            return Err(QueryError::new(self.cursor.since(start), "this is nested too deep"));
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn term(&mut self) -> Result<Part, QueryError> {
        let start = self.cursor.at();
        match self.cursor.peek() {
            Some('"') => {
                let phrase = self.cursor.phrase()?;
                if phrase.is_empty() {
                    return Err(QueryError::new(self.cursor.since(start), "there is nothing between the quotes"));
                }
                Ok(word(&phrase))
            }
            Some('~') => {
                let fuzzy = self.fuzzy(&[])?;
                Ok(Some(on_name(fuzzy)))
            }
            Some('/') => {
                let regex = self.regex(&[])?;
                Ok(Some(Expr::Term(Term::Anywhere(regex))))
            }
            _ => self.named_or_word(),
        }
    }

    /// `~dpo`, also as part of a value.
    pub(super) fn fuzzy(&mut self, stops: &[char]) -> Result<Pattern, QueryError> {
        let start = self.cursor.at();
        self.cursor.eat("~");
        self.letters(start, stops)
    }

    /// k9s' `-f dpo`.
    fn k9s_fuzzy(&mut self) -> Result<Option<Expr>, QueryError> {
        let start = self.cursor.at();
        if self.cursor.keyword(&["-f"]).is_none() {
            return Ok(None);
        }
        self.cursor.blanks();
        self.letters(start, &[]).map(|fuzzy| Some(on_name(fuzzy)))
    }

    fn letters(&mut self, start: usize, stops: &[char]) -> Result<Pattern, QueryError> {
        let sign = self.cursor.since(start);
        let typed = match self.cursor.peek() {
            Some('"') => self.cursor.phrase()?,
            _ => self.cursor.piece(stops).to_owned(),
        };
        let needle = Needle::new(&typed);
        if needle.is_empty() {
            let message = format!("{} needs the letters to look for", quoted(self.cursor.text(sign).trim_end()));
            return Err(QueryError::new(self.cursor.since(start), message).for_now());
        }
        Ok(Pattern::Fuzzy(needle))
    }

    /// `/^depo/`, also as part of a value.
    pub(super) fn regex(&mut self, stops: &[char]) -> Result<TextRegex, QueryError> {
        let start = self.cursor.at();
        let pattern = self.cursor.regex(stops)?;
        let span = self.cursor.since(start);
        if pattern.is_empty() {
            return Err(QueryError::new(span, "there is nothing between the slashes"));
        }
        TextRegex::new(pattern).map_err(|why| QueryError::new(span, format!("this regex cannot be used: {why}")))
    }

    fn named_or_word(&mut self) -> Result<Part, QueryError> {
        let before = self.cursor.clone();
        let start = before.at();
        let name = self.cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '%'));
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let span = self.cursor.since(start);
            if self.cursor.eat(":") {
                return self.field(span);
            }
            if let Some(compared) = self.compared(span)? {
                return Ok(Some(compared));
            }
        }
        self.cursor = before;
        Ok(word(self.cursor.piece(&[])))
    }

    /// `name:…`
    fn field(&mut self, name: Range<usize>) -> Result<Part, QueryError> {
        let typed = self.cursor.text(name.clone());
        match named(typed) {
            Some(Field::Column(column)) if column.kind() == Kind::Text => self.texts(name, column).map(Some),
            Some(Field::Column(column)) => self.numbers(name, column).map(Some),
            Some(Field::Special(Special::Has)) => self.any_column(name).map(|any| Some(Expr::Term(Term::Has(any)))),
            Some(Field::Special(Special::No)) => self.any_column(name).map(|any| Some(Expr::Term(Term::Lacks(any)))),
            Some(Field::Special(Special::Is)) => self.any_flag(name).map(|any| Some(Expr::Term(Term::Is(any)))),
            Some(Field::Special(view)) => self.view(name, view).map(|()| None),
            Some(Field::Absent(reason)) => Err(absent(name, typed, reason)),
            None => Err(self.unknown(name)),
        }
    }

    fn unknown(&mut self, name: Range<usize>) -> QueryError {
        let typed = self.cursor.text(name.clone());
        if let Some(nearest) = nearest_field(typed) {
            return QueryError::new(name, format!("unknown field {}", quoted(typed))).or_rather(Some(nearest));
        }
        self.cursor.piece(&[]);
        let whole = self.cursor.since(name.start);
        let as_text = quote::quoted(self.cursor.text(whole.clone()));
        QueryError::new(whole, format!("unknown field {}", quoted(typed))).or_rather(Some(as_text))
    }

    /// `name > 100`; `None` when this is text after all.
    fn compared(&mut self, name: Range<usize>) -> Result<Option<Expr>, QueryError> {
        self.cursor.blanks();
        let Some(sign) = self.sign() else { return Ok(None) };
        let typed = self.cursor.text(name.clone());
        match named(typed) {
            Some(Field::Column(column)) if column.kind() == Kind::Text => {
                self.text_behind(name, column, sign).map(Some)
            }
            Some(Field::Column(column)) => self.number_behind(name, column, sign).map(Some),
            Some(Field::Absent(reason)) => Err(absent(name, typed, reason)),
            Some(Field::Special(_)) => Ok(None),
            None => match nearest_column(typed) {
                Some(nearest) if self.number_comes() => {
                    Err(QueryError::new(name, format!("unknown field {}", quoted(typed))).or_rather(Some(nearest)))
                }
                _ => Ok(None),
            },
        }
    }

    fn number_comes(&self) -> bool {
        let mut ahead = self.cursor.clone();
        ahead.blanks();
        Number::parse(ahead.piece(&['|', '%'])).is_some()
    }

    /// Reads a comparison sign.
    pub(super) fn sign(&mut self) -> Option<Sign> {
        Sign::ALL.into_iter().find(|(typed, _)| self.cursor.eat(typed)).map(|(_, sign)| sign)
    }

    /// Takes down a term that says how to show rows.
    fn view(&mut self, name: Range<usize>, view: Special) -> Result<(), QueryError> {
        let word = quoted(&format!("{}:", self.cursor.text(name.clone())));
        if self.depth > 0 {
            return Err(QueryError::new(name, format!("{word} must stand outside brackets, and cannot be negated")));
        }
        let again = match view {
            Special::Sort => {
                let orders = self.sorted(name.clone())?;
                self.orders.replace(orders).is_some()
            }
            Special::Limit => {
                let limit = self.limited(name.clone())?;
                self.limit.replace(limit).is_some()
            }
            Special::Columns => {
                let columns = self.chosen(name.clone())?;
                self.columns.replace(columns).is_some()
            }
            Special::Since => {
                let since = self.since(name.clone())?;
                self.since.replace(since).is_some()
            }
            Special::Group => {
                let groups = self.grouped(name.clone())?;
                self.groups.replace(groups).is_some()
            }
            _ => {
                let search = self.searched(name.clone())?;
                self.search.replace((name.clone(), search)).is_some()
            }
        };
        if again { Err(QueryError::new(name, format!("{word} can stand only once"))) } else { Ok(()) }
    }
}

/// A word or phrase. One of which nothing can be seen asks for nothing.
fn word(typed: &str) -> Part {
    let needle = Needle::new(typed);
    (!needle.is_empty()).then_some(Expr::Term(Term::Word(needle)))
}

/// A part of the language that this version cannot answer.
fn absent(name: Range<usize>, typed: &str, reason: &'static str) -> QueryError {
    QueryError::new(name, format!("{} {reason}", quoted(typed)))
}

/// Fuzzy looks at names only: letters strewn over ids would match nearly everything.
fn on_name(pattern: Pattern) -> Expr {
    Expr::Term(Term::Text(Column::Name, vec![pattern]))
}
