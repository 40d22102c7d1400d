//! What stands behind a colon or a comparison sign.
//!
//! ```text
//! texts   := text { "|" text }        text   := ["=" | "!="] (piece | "phrase") | "~" letters | "/" regex "/"
//! numbers := number { "|" number }    number := [sign] n ["%"] | [n | "*"] ".." [n | "*"]
//! names   := name { "|" name }        behind `has:`, `no:` and `is:`
//! ```

use std::ops::Range;

use super::error::{QueryError, quoted};
use super::expr::{Expr, Term};
use super::field::{Field, absent_flag, column, named, nearest_column};
use super::flag::Flag;
use super::number::{Number, NumberTest, Sign};
use super::parser::Parser;
use super::pattern::{Pattern, Wildcard};
use crate::domain::grouping::GroupBy;
use crate::domain::interval;
use crate::domain::memory::Baseline;
use crate::domain::nearest::nearest;
use crate::domain::needle::Needle;
use crate::domain::order::{Column, Kind, Order};
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::time::{Zone, parse_rfc3339};

impl<'t> Parser<'t> {
    /// `name:a|b*`
    pub(super) fn texts(&mut self, name: Range<usize>, column: Column) -> Result<Expr, QueryError> {
        let mut patterns = Vec::new();
        loop {
            let sign = self.sign();
            patterns.push(self.text(&name, sign)?);
            if !self.cursor.eat("|") {
                break;
            }
        }
        if patterns.len() > 1 && patterns.iter().any(|pattern| matches!(pattern, Pattern::IsNot(_))) {
            return Err(self.not_any(name));
        }
        Ok(Expr::Term(Term::Text(column, patterns)))
    }

    /// `name = a`
    pub(super) fn text_behind(&mut self, name: Range<usize>, column: Column, sign: Sign) -> Result<Expr, QueryError> {
        self.cursor.blanks();
        self.text(&name, Some(sign)).map(|pattern| Expr::Term(Term::Text(column, vec![pattern])))
    }

    fn text(&mut self, name: &Range<usize>, sign: Option<Sign>) -> Result<Pattern, QueryError> {
        match (sign, self.cursor.peek()) {
            (None, Some('/')) => return self.regex(&['|']).map(Pattern::Regex),
            (None, Some('~')) => return self.fuzzy(&['|']),
            _ => {}
        }
        let pieces = self.pieces()?;
        let literal = pieces.join("*");
        if Needle::new(&literal).is_empty() {
            return Err(self.missing(name.clone(), "the text to look for"));
        }
        match sign {
            None => {
                Ok(Wildcard::new(&pieces).map_or_else(|| Pattern::Contains(Needle::new(&literal)), Pattern::Wildcard))
            }
            Some(Sign::Equal) => Ok(Pattern::Is(Needle::new(&literal))),
            Some(Sign::NotEqual) => Ok(Pattern::IsNot(Needle::new(&literal))),
            Some(_) => {
                let message =
                    format!("{} is text, which is never larger or smaller", quoted(self.cursor.text(name.clone())));
                Err(QueryError::new(self.cursor.since(name.start), message))
            }
        }
    }

    /// Text between stars. What stands in quotes is taken as it is.
    fn pieces(&mut self) -> Result<Vec<String>, QueryError> {
        let mut pieces = Vec::new();
        let mut piece = String::new();
        loop {
            match self.cursor.peek() {
                Some('"') => piece.push_str(&self.cursor.phrase()?),
                Some('*') => {
                    self.cursor.next();
                    pieces.push(std::mem::take(&mut piece));
                }
                _ => match self.cursor.piece(&['|', '*', '"']) {
                    "" => break,
                    plain => piece.push_str(plain),
                },
            }
        }
        pieces.push(piece);
        Ok(pieces)
    }

    /// `calls:>100|5..10`
    pub(super) fn numbers(&mut self, name: Range<usize>, column: Column) -> Result<Expr, QueryError> {
        let mut tests = Vec::new();
        let mut patterns = Vec::new();
        loop {
            match self.sign() {
                Some(sign) => tests.push(self.comparison(&name, column, sign)?),
                None => match self.wildcard(column) {
                    Some(wildcard) => patterns.push(Pattern::Wildcard(wildcard)),
                    None => tests.push(self.number_or_range(&name, column)?),
                },
            }
            if !self.cursor.eat("|") {
                break;
            }
        }
        if tests.len() + patterns.len() > 1 && tests.iter().any(|t| matches!(t, NumberTest::Compare(Sign::NotEqual, _)))
        {
            return Err(self.not_any(name));
        }
        let terms = [
            (!tests.is_empty()).then_some(Term::Number(column, tests)),
            (!patterns.is_empty()).then_some(Term::Text(column, patterns)),
        ];
        let mut terms: Vec<Expr> = terms.into_iter().flatten().map(Expr::Term).collect();
        Ok(if terms.len() == 1 { terms.remove(0) } else { Expr::Or(terms) })
    }

    /// `calls > 100`
    pub(super) fn number_behind(&mut self, name: Range<usize>, column: Column, sign: Sign) -> Result<Expr, QueryError> {
        self.comparison(&name, column, sign).map(|test| Expr::Term(Term::Number(column, vec![test])))
    }

    fn comparison(&mut self, name: &Range<usize>, column: Column, sign: Sign) -> Result<NumberTest, QueryError> {
        self.cursor.blanks();
        let start = self.cursor.at();
        let typed = self.cursor.piece(&['|']);
        let number = self.number(name, column, start, typed)?;
        self.test(column, sign, number, start)
    }

    /// A comparison, which of two lengths of time is never whether they are equal.
    fn test(&self, column: Column, sign: Sign, number: Number, start: usize) -> Result<NumberTest, QueryError> {
        if column.kind() == Kind::Span && matches!(sign, Sign::Equal | Sign::NotEqual) {
            let typed = self.cursor.since(start);
            let longer = format!(">{}", self.cursor.text(typed.clone()));
            let message = "a length of time is compared with < or >".to_owned();
            return Err(QueryError::new(typed, message).or_rather(Some(longer)));
        }
        Ok(NumberTest::Compare(sign, number))
    }

    /// `48*`: ids may be asked for by their digits.
    fn wildcard(&mut self, column: Column) -> Option<Wildcard> {
        let mut ahead = self.cursor.clone();
        let typed = ahead.piece(&['|']);
        let digits = typed.chars().all(|c| c.is_ascii_digit() || c == '*');
        if column.kind() != Kind::Number || !digits || !typed.contains('*') {
            return None;
        }
        self.cursor = ahead;
        let pieces: Vec<String> = typed.split('*').map(str::to_owned).collect();
        Wildcard::new(&pieces)
    }

    fn number_or_range(&mut self, name: &Range<usize>, column: Column) -> Result<NumberTest, QueryError> {
        let start = self.cursor.at();
        let typed = self.cursor.piece(&['|']);
        let Some((low, high)) = typed.split_once("..") else {
            let number = self.number(name, column, start, typed)?;
            return self.test(column, Sign::Equal, number, start);
        };
        let mut end = |start, typed: &str| match typed {
            "*" => Ok(None),
            // One end may be left out.
            "" if low != high => Ok(None),
            typed => self.number(name, column, start, typed).map(Some),
        };
        let range = (end(start, low)?, end(start + low.len() + "..".len(), high)?);
        if let (Some(from), Some(to)) = range
            && from.exceeds(to)
        {
            return Err(QueryError::new(self.cursor.since(start), "this range ends before it begins")
                .or_rather(Some(format!("{high}..{low}"))));
        }
        Ok(NumberTest::Range(range.0, range.1))
    }

    /// A number that was typed at `start`.
    fn number(&mut self, name: &Range<usize>, column: Column, start: usize, typed: &str) -> Result<Number, QueryError> {
        if typed.is_empty() {
            let what = if column.kind() == Kind::Span { "a length of time: 30m, 2h, 3d" } else { "a number" };
            return Err(self.missing(name.clone(), what));
        }
        let span = start..start + typed.len();
        if column.kind() == Kind::Span {
            // Of a bare number the unit is what people mean: days of age, hours of quiet.
            let bare = if column == Column::Age { "d" } else { "h" };
            let seconds = interval::seconds(typed).or_else(|| interval::seconds(&format!("{typed}{bare}")));
            let seconds = seconds.map(|seconds| Number::Whole(seconds.into()));
            let wrong = || {
                let message = format!("{} is no length of time: write it as 30m, 2h or 3d", quoted(typed));
                QueryError::new(span.clone(), message)
            };
            return seconds.ok_or_else(wrong);
        }
        let plain = typed.strip_suffix('%').unwrap_or(typed);
        let Some(number) = Number::parse(plain) else {
            return Err(QueryError::new(span, format!("{} is not a number", quoted(typed))));
        };
        if plain.len() < typed.len() && !matches!(column.kind(), Kind::Percent | Kind::Points) {
            let rate = match column {
                Column::Ok => Some(Column::SuccessRate),
                Column::Failed => Some(Column::FailedRate),
                _ => None,
            };
            return Err(match rate {
                Some(rate) => {
                    let message = format!("{} is a count of calls", quoted(self.cursor.text(name.clone())));
                    QueryError::new(name.clone(), message).or_rather(Some(rate.name()))
                }
                None => QueryError::new(span, format!("{} is not a percentage", column.name())).or_rather(Some(plain)),
            });
        }
        Ok(number)
    }

    /// `has:x|y`, `no:x|y`
    pub(super) fn any_column(&mut self, name: Range<usize>) -> Result<Vec<Column>, QueryError> {
        self.any(&name, "the name of a column", known_column)
    }

    /// `is:x|y`
    pub(super) fn any_flag(&mut self, name: Range<usize>) -> Result<Vec<Flag>, QueryError> {
        let mut places = Vec::new();
        let flags = self.any(&name, "the name of a flag", |span, typed| {
            let flag = known_flag(span.clone(), typed)?;
            places.push((flag, span));
            Ok(flag)
        })?;
        self.flags.extend(places);
        Ok(flags)
    }

    /// Names with `|` between them.
    fn any<T>(
        &mut self,
        name: &Range<usize>,
        what: &str,
        mut known: impl FnMut(Range<usize>, &str) -> Result<T, QueryError>,
    ) -> Result<Vec<T>, QueryError> {
        let mut found = Vec::new();
        loop {
            let start = self.cursor.at();
            let typed = self.cursor.piece(&['|']);
            if typed.is_empty() {
                return Err(self.missing(name.clone(), what));
            }
            found.push(known(self.cursor.since(start), typed)?);
            if !self.cursor.eat("|") {
                return Ok(found);
            }
        }
    }

    /// `sort:x-desc,y`
    pub(super) fn sorted(&mut self, name: Range<usize>) -> Result<Vec<Order>, QueryError> {
        let (span, typed) = self.word(name.clone(), "the name of a column")?;
        let mut at = span.start;
        let mut orders = Vec::new();
        for part in typed.split(',') {
            let (column, descending) = match part.strip_suffix("-desc") {
                Some(column) => (column, true),
                None => (part.strip_suffix("-asc").unwrap_or(part), false),
            };
            if column.is_empty() {
                return Err(self.missing(name, "the name of a column"));
            }
            let column = known_column(at..at + column.len(), column)?;
            orders.push(Order { column, descending });
            at += part.len() + ",".len();
        }
        Ok(orders)
    }

    /// `cols:x,y`
    pub(super) fn chosen(&mut self, name: Range<usize>) -> Result<Vec<Column>, QueryError> {
        let (span, typed) = self.word(name.clone(), "the names of columns")?;
        let mut at = span.start;
        let mut columns = Vec::new();
        for part in typed.split(',') {
            if part.is_empty() {
                return Err(self.missing(name, "the name of a column"));
            }
            let place = at..at + part.len();
            let drawn = Column::DRAWN.into_iter().find(|column| part.eq_ignore_ascii_case(column.name()));
            let column = drawn.map_or_else(|| known_column(place.clone(), part), Ok)?;
            if columns.contains(&column) {
                return Err(QueryError::new(place, format!("{} is chosen twice", quoted(column.name()))));
            }
            columns.push(column);
            at += part.len() + ",".len();
        }
        Ok(columns)
    }

    /// `group:x,y`
    pub(super) fn grouped(&mut self, name: Range<usize>) -> Result<Vec<GroupBy>, QueryError> {
        let start = self.cursor.at();
        let columns = self.chosen(name)?;
        let typed = self.cursor.since(start);
        if columns.len() > GroupBy::DEEPEST {
            return Err(QueryError::new(typed, format!("at most {} levels of groups can be shown", GroupBy::DEEPEST)));
        }
        let by = |column: Column| {
            let known = GroupBy::ALL.map(GroupBy::name).join(", ");
            let message = format!("rows can be grouped by {known}, not by {}", quoted(column.name()));
            GroupBy::of(column).ok_or_else(|| QueryError::new(typed.clone(), message))
        };
        columns.into_iter().map(by).collect()
    }

    /// `limit:n`
    pub(super) fn limited(&mut self, name: Range<usize>) -> Result<usize, QueryError> {
        let (span, typed) = self.word(name, "how many rows to show")?;
        match typed.parse() {
            Ok(limit) if limit > 0 => Ok(limit),
            _ => Err(QueryError::new(span, format!("{} is not a number of rows", quoted(typed)))),
        }
    }

    /// `key:text`
    pub(super) fn searched(&mut self, name: Range<usize>) -> Result<String, QueryError> {
        let text = match self.cursor.peek() {
            Some('"') => self.cursor.phrase()?,
            _ => self.cursor.piece(&[]).to_owned(),
        };
        if text.is_empty() { Err(self.missing(name, "the text that the server is to look for")) } else { Ok(text) }
    }

    /// `since:text`
    pub(super) fn since(&mut self, name: Range<usize>) -> Result<String, QueryError> {
        let start = self.cursor.at();
        let text = match self.cursor.peek() {
            Some('"') => self.cursor.phrase()?,
            _ => self.cursor.piece(&[]).to_owned(),
        };
        if text.trim().is_empty() {
            return Err(self.missing(name, "a moment: day, look, monday, 3h, \"yesterday 9\""));
        }
        // What is yet to come is so only today.
        let late = parse_rfc3339("9000-01-01T23:59:59Z").unwrap_or_default();
        match Baseline::read(&text, Viewpoint::today(late, Zone::UTC)) {
            Ok(_) => Ok(text),
            Err(why) => Err(QueryError::new(self.cursor.since(start), why)),
        }
    }

    /// One piece of text that may not be missing, with its place.
    fn word(&mut self, name: Range<usize>, what: &str) -> Result<(Range<usize>, &'t str), QueryError> {
        let start = self.cursor.at();
        let typed = self.cursor.piece(&[]);
        if typed.is_empty() { Err(self.missing(name, what)) } else { Ok((self.cursor.since(start), typed)) }
    }

    fn missing(&self, name: Range<usize>, what: &str) -> QueryError {
        let typed = self.cursor.since(name.start);
        let message = format!("{} needs {what}", quoted(self.cursor.text(typed).trim_end()));
        QueryError::new(self.cursor.since(self.cursor.at()), message).for_now()
    }

    fn not_any(&self, name: Range<usize>) -> QueryError {
        let field = self.cursor.text(name.clone());
        let message = format!("`!=` and `|` together are unclear; `-{field}:=a|b` leaves out both");
        QueryError::new(self.cursor.since(name.start), message)
    }
}

/// The flag of this name.
fn known_flag(span: Range<usize>, typed: &str) -> Result<Flag, QueryError> {
    match (Flag::named(typed), absent_flag(typed)) {
        (Some(flag), _) => Ok(flag),
        (None, Some(reason)) => Err(QueryError::new(span, format!("{} {reason}", quoted(&format!("is:{typed}"))))),
        (None, None) => Err(QueryError::new(span, format!("there is no flag {}", quoted(typed)))
            .or_rather(nearest(typed, Flag::ALL.map(Flag::name)))),
    }
}

/// The column of this name, for `has:`, `no:` and `sort:`.
fn known_column(span: Range<usize>, typed: &str) -> Result<Column, QueryError> {
    match (column(typed), named(typed)) {
        (Some(column), _) => Ok(column),
        (None, Some(Field::Absent(reason))) => Err(QueryError::new(span, format!("{} {reason}", quoted(typed)))),
        (None, _) => {
            Err(QueryError::new(span, format!("there is no column {}", quoted(typed))).or_rather(nearest_column(typed)))
        }
    }
}
