//! Which rows a filter lets through. Words are found in one pass over the search text; whatever else a filter asks is
//! asked only of the rows that are still in question.

use memchr::memmem::Finder;

use super::known::Known;
use super::row_set::RowSet;
use super::snapshot::Snapshot;
use crate::domain::fold::Marks;
use crate::domain::measure::Measures;
use crate::domain::order::Column;
use crate::domain::query::{Expr, Pattern, Query, Scratch, Term};

/// Below one row in so many, looking at each row in question is cheaper than one pass over the whole text.
const FEW: usize = 8;

/// The rows of `within` that the query lets through.
pub(super) fn select(data: &Snapshot, known: &Known<'_>, query: &Query, measures: Measures, within: &RowSet) -> RowSet {
    Filter { data, known, scratch: Scratch::new(measures) }.select(query.filter(), within)
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
    known: &'d Known<'d>,
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
            Expr::Term(Term::Word(needle)) => {
                let found = self.holding(needle.plain(), within);
                if needle.minds_marks() { self.passing(filter, &found) } else { found }
            }
            Expr::Term(Term::Text(column, patterns))
                if patterns.iter().all(|pattern| pattern.marks() == Marks::Dropped) =>
            {
                self.fitting(filter, *column, patterns, within)
            }
            Expr::Term(Term::Anywhere(regex)) if regex.marks() == Marks::Dropped => {
                let fits =
                    |&row: &usize| self.data.search.columns(row).any(|text| !text.is_empty() && regex.fits(text));
                // An empty text and an unknown one look alike there.
                let rows = within.iter().filter(|row| fits(row) || (regex.fits("") && self.passes(filter, *row)));
                RowSet::collect(within.of(), rows)
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
        self.known.row(self.data, row).is_some_and(|row| filter.matches(&row, &mut self.scratch))
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::campaign::{Campaign, Listing, Stats};
    use crate::domain::measure::{Measures, Thresholds};
    use crate::domain::order::{Column, Order};
    use crate::domain::query::Query;
    use crate::domain::shown::Shown;
    use crate::domain::store::{Snapshot, Store};

    fn store(names: &[&str]) -> Store {
        let rows = (1..).zip(names);
        let rows = rows.map(|(id, name)| Campaign { name: Some(Shown::new(name)), ..Campaign::unknown(id) }).collect();
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        store
    }

    fn found(store: &mut Store, typed: &str) -> Vec<i64> {
        store.set_query(Query::parse(typed).unwrap());
        let mut ids: Vec<i64> = store.shown_rows().map(|row| row.key().id).collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn text_is_found_by_what_people_see() {
        let mut store = store(&[
            "Café Müller",
            "CAFE\u{301} 2",
            "cafe muller",
            "Straße ﬁnal",
            "Ｗａｖｅ　２",
            "O’Brien – İ",
            "De\u{200b}po",
        ]);
        for (typed, ids) in [
            ("cafe", vec![1, 2, 3]),
            ("café", vec![1, 2]),
            ("cafe\u{301}", vec![1, 2]),
            ("CAFÉ muller", vec![1]),
            ("name:café*", vec![1, 2]),
            ("name:*MULLER", vec![1, 3]),
            ("name:~cfm", vec![1, 3]),
            ("~céü", vec![1]),
            ("name:=\"cafe müller\"", vec![1]),
            ("name:!=\"cafe müller\"", vec![2, 3, 4, 5, 6, 7]),
            ("/^caf[éè] /", vec![1, 2]),
            ("/^CAFE/", vec![1, 2, 3]),
            ("STRASSE", vec![4]),
            ("straße final", vec![4]),
            ("\"wave 2\"", vec![5]),
            ("\"o'brien - i\"", vec![6]),
            ("depo", vec![7]),
            ("-café", vec![3, 4, 5, 6, 7]),
        ] {
            assert_eq!(found(&mut store, typed), ids, "{typed}");
        }
    }

    #[test]
    fn names_are_ordered_as_people_count_and_spell() {
        let mut store = store(&["Wave 10", "wave 2", "Wave 02", "Zebra", "Äpfel", "Apfel"]);
        store.set_order(Order::ascending(Column::Name));
        let ids: Vec<i64> = store.shown_rows().map(|row| row.key().id).collect();
        assert_eq!(ids, [6, 5, 2, 3, 1, 4]);
    }

    #[test]
    fn a_rate_is_found_as_it_is_shown_with_the_users_limits() {
        let of = |id, ok, failed| Campaign {
            stats: Stats { ok: Some(ok), failed: Some(failed), ..Stats::default() },
            ..Campaign::unknown(id)
        };
        let rows = vec![of(1, 20_000, 0), of(2, 19_999, 1), of(3, 1_499, 1_001), of(4, 0, 9), of(5, 1, 19_999)];
        let mut store = Store::default();
        store.set_measures(Measures { success: Some(Thresholds { good: 60.0, poor: 45.0 }), ..Measures::default() });
        store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        for (typed, ids) in [
            ("success:100", vec![1]),
            ("success:99.99", vec![2]),
            ("success:>=60", vec![1, 2]),
            ("success:60", vec![]),
            ("success:59.96", vec![3]),
            ("success:0", vec![4]),
            ("failed%:0", vec![1]),
            ("success:0.01", vec![5]),
        ] {
            assert_eq!(found(&mut store, typed), ids, "{typed}");
        }
        store.set_measures(Measures::default());
        assert_eq!(found(&mut store, "success:60.0"), [3], "no line lies there");
    }
}
