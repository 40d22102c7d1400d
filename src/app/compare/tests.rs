//! Who stands beside whom, with which verdict, and how it is copied.

use super::figures::{Beside, Cell, Value, figures};
use super::*;
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::grouping::GroupBy;
use crate::domain::order::{Column, Order};
use crate::domain::query::Query;
use crate::domain::shown::Shown;
use crate::domain::store::{RowKey, Snapshot};

/// Campaigns of this id, name, ok and failed.
fn store(rows: &[(i64, &str, i64, i64)]) -> Store {
    let row = |&(id, name, ok, failed): &(i64, &str, i64, i64)| Campaign {
        name: Some(Shown::new(name)),
        stats: Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() },
        ..Campaign::unknown(id)
    };
    let mut store = Store::default();
    store.apply(Snapshot::build(Listing { rows: rows.iter().map(row).collect(), unreadable: 0 }));
    store
}

fn four() -> Store {
    store(&[(4, "Four", 900, 100), (3, "Three", 640, 360), (2, "Two", 650, 350), (1, "One | a_b*", 3, 0)])
}

fn view(store: &Store) -> CompareView {
    let mut marks = Marks::default();
    store.rows().for_each(|row| marks.toggle(row.key().into()));
    CompareView::of(&marks, store).unwrap()
}

fn verdicts(lineup: &Lineup) -> Vec<Option<Evidence>> {
    lineup.verdicts.iter().map(|verdict| verdict.map(|(_, evidence)| evidence)).collect()
}

#[test]
fn each_stands_beside_the_first_or_the_rest_of_the_pool() {
    use Evidence::{Better, TooFew, WithinChance, Worse};
    let store = four();
    let mut view = view(&store);
    assert_eq!(verdicts(&view.lineup(&store)), [None, Some(Worse), Some(Worse), Some(TooFew)]);
    view.turn();
    let lineup = view.lineup(&store);
    assert_eq!(verdicts(&lineup), [None, Some(Better), Some(Worse), Some(Worse), Some(TooFew)]);
    assert_eq!(lineup.base_words(), "the pool of 4 shown");
    // Without the first, the second and third are alike.
    view.turn();
    view.lines.remove(0);
    assert_eq!(verdicts(&view.lineup(&store)), [None, Some(WithinChance), Some(TooFew)]);
}

#[test]
fn what_the_filter_hides_is_compared_with_the_whole_pool() {
    let mut store = four();
    let mut view = view(&store);
    view.turn();
    store.set_query(Query::parse("id:4").unwrap());
    let lineup = view.lineup(&store);
    let against = |at: usize| lineup.verdicts[at].map(|(found, _)| found.points.round());
    assert_eq!(lineup.verdicts[1], None, "the pool is nothing but itself");
    assert_eq!(against(2), Some(-26.0));
}

#[test]
fn a_difference_is_told_in_the_terms_of_the_baseline() {
    let store = four();
    let mut view = view(&store);
    let calls = |view: &CompareView| figures(&view.lineup(&store), &Measures::default()).remove(0).cells;
    assert_eq!(calls(&view)[3], Cell::Value(Value::Count(Some(3)), Beside::More(-997)));
    assert_eq!(calls(&view)[0], Cell::Value(Value::Count(Some(1000)), Beside::Nothing));
    view.turn();
    let Cell::Value(_, beside) = calls(&view)[1] else { panic!("calls are counted") };
    assert_eq!(beside.words(), "33.3%");
}

#[test]
fn no_more_than_fit_are_compared_and_what_is_gone_is_said_to_be_gone() {
    let rows: Vec<_> = (1..=9).map(|id| (id, "Wave", 10, 10)).collect();
    let many = store(&rows);
    let view = view(&many);
    assert_eq!((view.lines.len(), view.offered), (MOST, 9));
    assert_eq!(view.left_out().as_deref(), Some("The first 6 of 9: no more stand side by side."));
    let gone = view.lineup(&store(&rows[..8]));
    assert_eq!((gone.sides[0].name.as_str(), gone.verdicts[1]), ("(no longer in the list)", None));
}

#[test]
fn groups_are_compared_where_nothing_is_marked() {
    let mut store = four();
    store.set_grouping(vec![GroupBy::Agent]);
    let marks = Marks::default();
    assert!(CompareView::of(&marks, &store).unwrap_err().contains("only one"), "nobody knows the agents: one group");
    let rows = [("a", 1, 900, 100), ("b", 2, 500, 500), ("a", 3, 90, 10)].map(|(agent, id, ok, failed)| Campaign {
        agent: Some(Shown::new(agent)),
        stats: Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() },
        ..Campaign::unknown(id)
    });
    store.apply(Snapshot::build(Listing { rows: rows.into(), unreadable: 0 }));
    store.set_order(Order::descending(Column::Calls));
    let view = CompareView::of(&marks, &store).unwrap();
    let lineup = view.lineup(&store);
    let of = |side: &Side| (side.name.clone(), side.totals.success.percent(), side.totals.rows);
    let sides: Vec<_> = lineup.sides.iter().map(of).collect();
    assert_eq!(sides, [("a".to_owned(), Some(90.0), 2), ("b".to_owned(), Some(50.0), 1)]);
    assert_eq!(verdicts(&lineup), [None, Some(Evidence::Worse)]);
    store.set_grouping(Vec::new());
    assert_eq!(view.lineup(&store).sides[0].name, "(no longer in the list)");
}

#[test]
fn it_takes_two() {
    let store = four();
    let mut marks = Marks::default();
    assert!(CompareView::of(&marks, &store).unwrap_err().contains("Space marks"));
    marks.toggle(RowKey::first(4).into());
    assert!(CompareView::of(&marks, &store).unwrap_err().contains("Space marks another"));
}

#[test]
fn markdown_has_a_line_a_figure_and_text_stays_text() {
    let store = four();
    let copied = view(&store).copied(&store, &Measures::default());
    let lines: Vec<&str> = copied.text.lines().collect();
    assert_eq!(lines[0], r"|  | 4 Four | 3 Three | 2 Two | 1 One \| a_b\* |");
    assert!(
        lines.contains(&"| success | 90.0% | 64.0% (▼ 26.0) | 65.0% (▼ 25.0) | 100.0% (▲ 10.0) |"),
        "{}",
        copied.text
    );
    assert!(lines.contains(&"| verdict |  | clearly worse | clearly worse | too few to say |"), "{}", copied.text);
    assert!(lines.last().is_some_and(|line| line.starts_with("Against 4. ")));
}
