//! Sorting: by typed keys, unknown values last, ties by id.

use kaytop::app::overlay::Overlay;
use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::order::{Column, Order};

use super::{Stage, ids, notice, row, three};

/// Counts that sort otherwise as text, unknown members, and a tie.
fn mixed() -> Vec<Campaign> {
    let with = |id, name: &str, calls, ok, failed| {
        let stats = Stats { calls, ok, failed, ..Stats::default() };
        Campaign { stats, ..row(id, name) }
    };
    vec![
        with(1, "beta", Some(1000), Some(1), Some(9)),
        with(2, "Alpha", Some(99), Some(9), Some(1)),
        with(3, "alpha", None, None, Some(5)),
        with(4, "Éclair", Some(99), Some(0), Some(0)),
        Campaign { name: None, ..with(5, "", Some(-3), Some(5), Some(5)) },
    ]
}

#[test]
fn numbers_sort_as_numbers_and_unknown_comes_last_either_way() {
    for (order, expected) in [
        (Order::descending(Column::Id), [5, 4, 3, 2, 1]),
        (Order::ascending(Column::Id), [1, 2, 3, 4, 5]),
        (Order::descending(Column::Calls), [1, 4, 2, 5, 3]),
        (Order::ascending(Column::Calls), [5, 4, 2, 1, 3]),
        (Order::descending(Column::SuccessRate), [2, 5, 1, 4, 3]),
        (Order::ascending(Column::SuccessRate), [1, 5, 2, 4, 3]),
        (Order::ascending(Column::Name), [3, 2, 1, 4, 5]),
        (Order::descending(Column::Name), [4, 1, 3, 2, 5]),
        (Order::descending(Column::Sentiment), [5, 4, 3, 2, 1]),
    ] {
        let mut stage = Stage::with(mixed());
        stage.model.list.set_order(order, &mut stage.model.context.store);
        assert_eq!(ids(&stage), expected, "{order:?}");
    }
}

#[test]
fn the_sort_keys_choose_a_column_and_turn_the_order() {
    use Column::{Agent, Id, Name, Need};
    for (keys, expected) in [
        ("", Order::descending(Id)),
        ("S", Order::ascending(Id)),
        ("SS", Order::descending(Id)),
        (">", Order::ascending(Name)),
        (">>", Order::ascending(Agent)),
        (">>S", Order::descending(Agent)),
        ("<", Order::descending(Need)),
        ("<>", Order::descending(Id)),
        ("s<enter>", Order::ascending(Id)),
        ("sj<enter>", Order::ascending(Name)),
        ("sjS", Order::ascending(Id)),
        ("sj<esc>", Order::descending(Id)),
        ("sG<enter>", Order::descending(Need)),
        ("sG<enter>s<enter>", Order::ascending(Need)),
        ("sGkgg<enter>", Order::ascending(Id)),
    ] {
        let mut stage = Stage::with(three());
        assert_eq!(stage.press(keys), [], "{keys}");
        assert_eq!(stage.model.context.store.order(), expected, "{keys}");
    }
}

#[test]
fn the_menu_opens_at_the_column_in_force() {
    let mut stage = Stage::with(three());
    stage.press(">s");
    assert_eq!(stage.model.overlays, [Overlay::Sort(1)]);
}

#[test]
fn a_sort_in_the_filter_outweighs_the_keys_and_says_so() {
    let mut stage = Stage::with(three());
    stage.press("/sort:id-asc<enter>");
    assert_eq!(ids(&stage), [1, 2, 3]);
    stage.press(">");
    assert_eq!(ids(&stage), [1, 2, 3]);
    assert!(notice(&stage).contains("sort:"), "{}", notice(&stage));
    stage.press("<esc>");
    assert_eq!(stage.model.context.store.order(), Order::ascending(Column::Name));
}

#[test]
fn a_sort_by_a_hidden_column_says_that_it_is_hidden() {
    let mut stage = Stage::with(three());
    stage.press("Cjj <esc>>>");
    assert_eq!(stage.model.context.store.order().column, Column::Agent);
    assert_eq!(notice(&stage), "Sorted by agent, whose column is hidden: C shows it.");
    let mut stage = Stage::with(three());
    stage.press("/cols:calls<enter>>>");
    assert!(notice(&stage).starts_with("Sorted by agent, whose column is hidden: the filter"), "{}", notice(&stage));
    stage.press("S>");
    assert_eq!(stage.model.context.store.order().column, Column::List);
    stage.press("0>");
    assert_eq!((stage.model.context.store.order().column, notice(&stage)), (Column::Origin, ""));
}
