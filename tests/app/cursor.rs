//! The cursor stands on a campaign, not on a line.

use super::{Stage, current, ids, row, three};
use std::time::Duration;

const ROUND: Duration = Duration::from_secs(30);

/// Presses keys, then the list comes again as `after`.
fn after(keys: &str, after: Vec<kaytop::domain::campaign::Campaign>) -> Stage {
    let mut stage = Stage::with(three());
    stage.press(keys);
    stage.pass(ROUND);
    stage.answer(Ok(after));
    stage
}

#[test]
fn the_cursor_stays_on_its_campaign() {
    let renamed = |id| row(id, "Renamed");
    for (what, keys, rows, expected) in [
        ("nothing changes", "j", three(), Some(2)),
        ("the server turns its order round", "j", three().into_iter().rev().collect(), Some(2)),
        ("a newer one comes in above", "j", [three(), vec![row(9, "New")]].concat(), Some(2)),
        ("its neighbour is gone", "j", vec![row(1, "a"), row(2, "b")], Some(2)),
        ("it is renamed in an order by name", ">ggj", vec![renamed(1), renamed(2), renamed(3)], Some(2)),
        ("it is gone: the line stays", "j", vec![row(1, "a"), row(3, "c")], Some(1)),
        ("it was the last and is gone", "G", vec![row(2, "b"), row(3, "c")], Some(2)),
        ("none come, which is not believed", "j", vec![], Some(2)),
    ] {
        assert_eq!(current(&after(keys, rows)), expected, "{what}");
    }
}

#[test]
fn a_campaign_that_comes_back_does_not_pull_the_cursor() {
    let mut stage = after("j", vec![row(1, "a"), row(3, "c")]);
    stage.pass(ROUND);
    stage.answer(Ok(three()));
    assert_eq!(current(&stage), Some(1));
}

#[test]
fn a_filter_that_hides_the_campaign_gives_it_back() {
    let mut stage = Stage::with(three());
    stage.press("j/sum");
    assert_eq!(current(&stage), Some(3));
    stage.press("<esc>");
    assert_eq!(current(&stage), Some(2));
}

#[test]
fn the_cursor_follows_its_campaign_into_a_new_order_once_one_was_chosen() {
    let mut stage = Stage::with(three());
    stage.press("jkS");
    assert_eq!((ids(&stage), current(&stage)), (vec![1, 2, 3], Some(3)));
    let mut stage = Stage::with(three());
    stage.press("S");
    assert_eq!((ids(&stage), current(&stage)), (vec![1, 2, 3], Some(1)), "nothing was chosen: what comes first");
    stage.press("/sort:id-desc");
    assert_eq!(current(&stage), Some(3));
    for top in ["jgg", "G<home>"] {
        let mut stage = Stage::with(three());
        stage.press(top);
        stage.press("S");
        assert_eq!((ids(&stage), current(&stage)), (vec![1, 2, 3], Some(1)), "{top}: what comes first was asked for");
    }
}

#[test]
fn moves_stay_inside_the_list() {
    let rows: Vec<_> = (1..=40).map(|id| row(id, "a")).collect();
    let mut stage = Stage::with(rows);
    for (keys, id) in [
        ("k", 40),
        ("j", 39),
        ("<ctrl-d>", 34),
        ("<ctrl-u>", 39),
        ("<pgdn>", 29),
        ("<ctrl-f>", 19),
        ("<pgup>", 29),
        ("<ctrl-b>", 39),
        ("G", 1),
        ("j", 1),
        ("<pgdn>", 1),
        ("gg", 40),
        ("<end>", 1),
        ("<home>", 40),
        ("<down><down><up>", 39),
        ("gj", 38),
        ("gxg", 38),
        ("g", 40),
    ] {
        stage.press(keys);
        assert_eq!(current(&stage), Some(id), "{keys}");
    }
}

#[test]
fn rows_with_one_id_are_two_rows() {
    let mut stage = Stage::with(vec![row(7, "first"), row(7, "second"), row(1, "other")]);
    stage.press("j");
    stage.pass(ROUND);
    stage.answer(Ok(vec![row(8, "new"), row(7, "first"), row(7, "second"), row(1, "other")]));
    assert_eq!(stage.model.current().unwrap().name().unwrap().as_str(), "second");
}
