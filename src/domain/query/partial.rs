//! What can be understood of a query that is not, or not yet, right.

use std::ops::Range;

use super::{Query, QueryError};

/// More mistakes than a person makes while typing.
const MOST_MISTAKES: usize = 8;

/// Reads what it can: parts with a mistake, and the part that is still being typed, are left out. The first mistake
/// is told.
pub(super) fn read(text: &str) -> (Query, Option<QueryError>) {
    let mut rest = text.to_owned();
    let mut first = None;
    for _ in 0..MOST_MISTAKES {
        match Query::parse(&rest) {
            Ok(query) => return (query, first),
            Err(error) => {
                let part = mistaken(&rest, &error.span);
                rest.replace_range(part.clone(), &" ".repeat(part.len()));
                first.get_or_insert(error);
            }
        }
    }
    (Query::default(), first)
}

/// The part of `text` that a mistake at `span` spoils: a lone bracket itself, else everything up to the blanks around
/// it, together with the field that an operator stands behind.
fn mistaken(text: &str, span: &Range<usize>) -> Range<usize> {
    if matches!(text.get(span.clone()), Some("(" | ")")) {
        return span.clone();
    }
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let end = span.end + behind.find(char::is_whitespace).unwrap_or(behind.len());
    let mut start = word_start(before);
    while start > 0 && text.get(start..end).is_some_and(is_operator) {
        start = word_start(text.get(..start).unwrap_or_default().trim_end());
    }
    start..end
}

/// Where the last word of `before` starts.
fn word_start(before: &str) -> usize {
    before.char_indices().rev().take_while(|(_, c)| !c.is_whitespace()).last().map_or(before.len(), |(at, _)| at)
}

/// Whether there is nothing but a comparison, or nothing at all. A `!` alone belongs to what follows.
fn is_operator(part: &str) -> bool {
    let part = part.trim();
    part != "!" && part.chars().all(|c| matches!(c, '<' | '>' | '=' | '!' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_right_holds_while_the_rest_is_typed() {
        for (typed, understood) in [
            ("calls:>", ""),
            ("calls > ", ""),
            ("foo calls >", "foo"),
            ("foo calls:>abc bar", "foo bar"),
            ("agnet:x foo", "foo"),
            ("(a or b", "a or b"),
            ("foo or", "foo"),
            ("name:\"foo bar", ""),
            ("sort:foo wave", "wave"),
            ("wave !(", "wave"),
        ] {
            let (query, mistake) = read(typed);
            let words: Vec<&str> = query.as_str().split_whitespace().collect();
            assert_eq!(words.join(" "), understood, "{typed}");
            assert!(mistake.is_some(), "{typed}");
        }
        assert_eq!(read("calls:>1 foo").1, None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_something_is_understood(text in "[a-z:>()\" |!~/*%.é-]{0,24}") {
            let (query, mistake) = read(&text);
            prop_assert_eq!(mistake.is_none(), Query::parse(&text).is_ok());
            prop_assert!(Query::parse(query.as_str()).is_ok());
        }
    }
}
