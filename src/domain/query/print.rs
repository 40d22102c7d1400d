//! A parsed query as text again: one text for all queries that say the same in the same structure. Reading it gives the
//! query back.

use std::fmt::Display;

use super::expr::{Expr, Term};
use super::number::{Number, NumberTest, Sign};
use super::parser::Parsed;
use super::pattern::{Pattern, TextRegex};
use super::quote::written;
use crate::domain::grouping::GroupBy;
use crate::domain::interval;
use crate::domain::order::{Column, Kind, Order};

/// What surrounds a condition.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    Nothing,
    Or,
    /// `and`, `not`, or what says how to show rows.
    Tight,
}

/// The whole query: the filter, then how to show what it finds, then what the server is to look for.
pub(super) fn canonical(parsed: &Parsed) -> String {
    let Parsed { filter, orders, limit, search, since, columns, groups, flags: _ } = parsed;
    // `key:` cannot stand beside an open `or`.
    let around = if search.is_some() { Around::Tight } else { Around::Nothing };
    let parts = [
        Some(condition(filter, around)).filter(|filter| !filter.is_empty()),
        list("sort", orders.iter().copied().map(order)),
        limit.map(|limit| format!("limit:{limit}")),
        list("cols", columns.iter().map(|column| column.name())),
        list("group", groups.iter().copied().map(GroupBy::name)),
        since.as_ref().map(|since| format!("since:{}", written(since))),
        search.as_ref().map(|search| format!("key:{}", written(search))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn list(name: &str, parts: impl Iterator<Item = impl Display>) -> Option<String> {
    let parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    (!parts.is_empty()).then(|| format!("{name}:{}", parts.join(",")))
}

fn order(order: Order) -> String {
    format!("{}{}", order.column.name(), if order.descending { "-desc" } else { "" })
}

fn condition(expr: &Expr, around: Around) -> String {
    let joined = |parts: &[Expr], joint: &str, inside: Around| {
        parts.iter().map(|part| condition(part, inside)).collect::<Vec<_>>().join(joint)
    };
    match expr {
        Expr::And(parts) if around == Around::Tight && !parts.is_empty() => {
            format!("({})", joined(parts, " ", Around::Tight))
        }
        Expr::And(parts) => joined(parts, " ", Around::Tight),
        Expr::Or(parts) => match (parts.as_slice(), around) {
            // `id:1|48*`: numbers and wildcards of one column.
            ([Expr::Term(Term::Number(column, tests)), Expr::Term(Term::Text(same, patterns))], _)
                if column == same =>
            {
                let tests = tests.iter().map(|test| number_test(*column, test)).chain(patterns.iter().map(pattern));
                field(*column, tests)
            }
            (parts, Around::Nothing) => joined(parts, " or ", Around::Or),
            (parts, _) => format!("({})", joined(parts, " or ", Around::Or)),
        },
        Expr::Not(inner) => format!("-{}", condition(inner, Around::Tight)),
        Expr::Term(part) => term(part),
    }
}

fn term(term: &Term) -> String {
    let names = |columns: &[Column]| any(columns.iter().map(|column| column.name().to_owned()));
    match term {
        Term::Word(needle) => written(needle.text()),
        Term::Anywhere(regex) => slashed(regex),
        Term::Text(column, patterns) => field(*column, patterns.iter().map(pattern)),
        Term::Number(column, tests) => field(*column, tests.iter().map(|test| number_test(*column, test))),
        Term::Has(columns) => format!("has:{}", names(columns)),
        Term::Lacks(columns) => format!("no:{}", names(columns)),
        Term::Is(flags) => format!("is:{}", any(flags.iter().map(|flag| flag.name().to_owned()))),
    }
}

fn field(column: Column, alternatives: impl Iterator<Item = String>) -> String {
    format!("{}:{}", column.name(), any(alternatives))
}

fn any(alternatives: impl Iterator<Item = String>) -> String {
    alternatives.collect::<Vec<_>>().join("|")
}

fn pattern(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Contains(needle) => written(needle.text()),
        Pattern::Is(needle) => format!("={}", written(needle.text())),
        Pattern::IsNot(needle) => format!("!={}", written(needle.text())),
        Pattern::Fuzzy(needle) => format!("~{}", written(needle.text())),
        Pattern::Regex(regex) => slashed(regex),
        Pattern::Wildcard(wildcard) => {
            let piece = |text: &str| if text.is_empty() { String::new() } else { written(text) };
            wildcard.pieces().map(|needle| piece(needle.text())).collect::<Vec<_>>().join("*")
        }
    }
}

/// A regex between slashes. Its own slashes are escaped, so that none of them ends it wherever it stands.
fn slashed(regex: &TextRegex) -> String {
    let mut out = String::from("/");
    let mut chars = regex.source().chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            '/' => out.push_str("\\/"),
            c => out.push(c),
        }
    }
    out.push('/');
    out
}

fn number_test(column: Column, test: &NumberTest) -> String {
    let written = |number: Number| match number {
        Number::Whole(seconds) if column.kind() == Kind::Span => interval::written(seconds),
        number => number.to_string(),
    };
    let end = |number: Option<Number>| number.map_or_else(|| "*".to_owned(), written);
    match *test {
        NumberTest::Compare(Sign::Equal, number) => written(number),
        NumberTest::Compare(sign, number) => format!("{}{}", sign.typed(), written(number)),
        NumberTest::Range(low, high) => format!("{}..{}", end(low), end(high)),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::query::Query;

    #[test]
    fn a_query_is_printed_in_one_way() {
        for (typed, printed) in [
            ("", ""),
            ("  Outreach   wave ", "outreach wave"),
            ("calls > 100 AND success<75%", "calls:>100 success%:<75"),
            ("not not \"a b\" || !x", "--\"a b\" or -x"),
            ("(a or b) c", "(a or b) c"),
            ("((a)) or (b c)", "a or b c"),
            ("-(a or b) -(c d)", "-(a or b) -(c d)"),
            ("agent:\"Abc_1\"|=\"x|y\"|De*po*", "agent:abc_1|=\"x|y\"|de*po*"),
            ("agent = x", "agent:=x"),
            ("id:48*|1|5..|>7", "id:1|5..*|>7|48*"),
            ("stats.total_calls:..1,000 conv:0.50", "calls:*..1000 conv:0.50"),
            ("-f dpo ~\"a b\"", "name:~dpo name:~\"a b\""),
            ("/a/b/ or name:/x|y/", "/a\\/b/ or name:/x|y/"),
            ("no:conv|id -has:name is:odd|MOVING", "no:conv|id -has:name is:odd|moving"),
            ("not f", "-\"f\""),
            ("\"or\" \"-x\" 10:30", "\"or\" \"-x\" \"10:30\""),
            (
                "limit:5 key:\"a b\" x group:agent cols:id,ok sort:name-asc,ok-desc",
                "x sort:name,ok-desc limit:5 cols:id,ok group:agent key:\"a b\"",
            ),
            ("(a or b) key:x", "(a or b) key:x"),
        ] {
            let query = Query::parse(typed).unwrap_or_else(|why| panic!("{typed}: {why}"));
            assert_eq!(query.canonical(), printed, "{typed}");
            assert_eq!(Query::parse(printed).unwrap().canonical(), printed);
        }
    }
}
