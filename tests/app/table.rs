//! The table in use: its order is held, its marks stay, its columns stand as told.

use std::time::Duration;

use kaytop::app::copy::Copied;
use kaytop::app::effect::Effect;
use kaytop::app::geometry::Geometry;
use kaytop::app::keymap::Scope;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::order::Column;

use super::{Stage, current, ids, notice, row, three};

/// A rest after which the table is not in use any more, and what is left until the next refresh.
const REST: Duration = Duration::from_secs(20);
const TO_REFRESH: Duration = Duration::from_secs(10);
const ROUND: Duration = Duration::from_secs(30);

/// The three, in the opposite order of names, and a new one that would come first.
fn renamed() -> Vec<Campaign> {
    vec![row(1, "Zantac"), row(2, "Roundup"), row(3, "Outreach"), row(9, "Alpha")]
}

/// Ordered by name, with `keys` pressed some seconds before the answer that would turn the order round.
fn answered_after(keys: &str) -> Stage {
    let mut stage = Stage::with(three());
    stage.press(">");
    stage.pass(REST);
    stage.press(keys);
    stage.pass(TO_REFRESH);
    stage.answer(Ok(renamed()));
    stage
}

/// The ids of the marked rows on screen.
fn marked(stage: &Stage) -> Vec<i64> {
    let marks = &stage.model.list.marks;
    let rows = (0..stage.model.context.store.shown()).filter_map(|at| stage.model.context.store.row(at));
    rows.filter(|row| marks.contains(row.key())).map(|row| row.key().id).collect()
}

#[test]
fn rows_stay_where_they_are_while_somebody_is_at_work() {
    let mut stage = answered_after("gg");
    assert_eq!((ids(&stage), stage.model.context.store.held()), (vec![1, 2, 3, 9], true));
    assert_eq!(stage.model.list.position(), 0, "the cursor stays on its line too");
    stage.pass(REST);
    assert!(stage.model.context.store.held(), "a rest alone moves nothing: there is nothing new to see");
    stage.pass(TO_REFRESH);
    stage.answer(Ok(renamed()));
    assert_eq!((ids(&stage), stage.model.context.store.held()), (vec![9, 3, 2, 1], false));
}

#[test]
fn rows_move_when_nobody_is_at_work() {
    for keys in ["", "r", "R"] {
        assert_eq!(ids(&answered_after(keys)), [9, 3, 2, 1], "{keys:?} is no work in the table");
    }
}

#[test]
fn held_rows_are_ranked_anew_when_asked() {
    let mut stage = answered_after("gg");
    stage.press("R");
    assert_eq!((ids(&stage), current(&stage)), (vec![9, 3, 2, 1], Some(1)));
    assert_eq!(notice(&stage), "Ranked anew.");
    stage.press("R");
    assert_eq!(notice(&stage), "Every row stands where the order says already.");
    stage.pass(ROUND);
    stage.answer(Ok(three()));
    assert_eq!(ids(&stage), [1, 2, 3], "R lets rows move until the next key");
}

#[test]
fn an_order_that_nothing_changes_is_not_called_held() {
    let mut stage = Stage::with(three());
    stage.pass(REST);
    stage.press("j");
    stage.pass(TO_REFRESH);
    stage.answer(Ok(vec![row(1, "Zantac"), row(2, "Roundup"), row(3, "Outreach")]));
    assert!(!stage.model.context.store.held());
}

#[test]
fn marks_survive_a_refresh_a_filter_and_an_order() {
    let mut stage = Stage::with(three());
    stage.press("  ");
    assert_eq!((marked(&stage), current(&stage)), (vec![3, 2], Some(1)));
    stage.pass(ROUND);
    stage.answer(Ok(vec![row(2, "Roundup"), row(3, "Summer"), row(9, "New")]));
    assert_eq!(marked(&stage), [3, 2]);
    stage.press("S");
    assert_eq!(marked(&stage), [2, 3]);
    stage.press("/round<enter>");
    assert_eq!((marked(&stage), stage.model.list.marks.count()), (vec![2], 2));
    stage.press(" ");
    assert_eq!(stage.model.list.marks.count(), 1);
    stage.press("<esc>");
    assert_eq!(marked(&stage), [3], "Esc drops the filter and no mark");
}

#[test]
fn a_marks_all_in_the_filter_and_again_nothing() {
    let mut stage = Stage::with(three());
    stage.press(" /u<enter>a");
    assert_eq!((marked(&stage), stage.model.list.marks.count()), (vec![3, 2, 1], 3));
    stage.press("0/round<enter>a");
    assert_eq!(stage.model.list.marks.count(), 0, "hidden ones too");
    stage.press("/nothing<enter>a");
    assert_eq!(notice(&stage), "There is nothing to mark.");
}

#[test]
fn a_range_is_marked_or_given_up_before_the_filter_is() {
    let mut stage = Stage::with((1..=6).map(|id| row(id, "a")).collect());
    stage.press("jvjj");
    assert_eq!(marked(&stage), [0; 0], "a range is no mark yet");
    stage.press("v");
    assert_eq!((marked(&stage), notice(&stage)), (vec![5, 4, 3], "Marked 3 more."));
    stage.press("/id:<4<enter>Gv<esc>kv");
    assert_eq!(ids(&stage), [3, 2, 1], "the first Esc gave up the range only");
    stage.press("<esc><esc>");
    assert_eq!((ids(&stage).len(), marked(&stage)), (6, vec![5, 4, 3]));
}

#[test]
fn the_sheet_shows_hides_moves_and_resets() {
    let agent = Column::Agent;
    let mut stage = Stage::with(three());
    let at = |stage: &Stage| stage.model.list.columns.all().position(|column| column == agent);
    stage.press("Cjj ");
    assert_eq!((stage.model.scope(), stage.model.list.columns.shows(agent)), (Scope::Columns, false));
    stage.press("JJ<enter>");
    assert_eq!((at(&stage), stage.model.list.columns.shows(agent)), (Some(4), true));
    stage.press("K");
    assert_eq!(at(&stage), Some(3), "the mark went with the column");
    stage.press("0<esc>");
    assert_eq!((at(&stage), stage.model.scope()), (Some(2), Scope::Table));
    stage.press("Cj ");
    assert_eq!(notice(&stage), "NAME stays: it says whose numbers these are.");
    stage.press("J");
    assert_eq!(notice(&stage), "ID and NAME stand first: they say whose numbers these are.");
}

#[test]
fn scrolling_sideways_moves_no_cursor_and_ends_at_the_last_column() {
    let mut stage = Stage::with(three());
    stage.press("jlll<right>");
    stage.model.settle(Geometry { page: 10, columns_left: 2, ..Geometry::default() });
    assert_eq!((stage.model.list.columns.scroll(), current(&stage)), (2, Some(2)));
    stage.press("h<left>h");
    assert_eq!(stage.model.list.columns.scroll(), 0);
}

#[test]
fn another_search_of_the_server_is_no_change_of_the_campaigns() {
    let mut stage = Stage::with(three());
    stage.press("/key:round<enter>");
    stage.answer(Ok(vec![row(2, "Roundup")]));
    assert!(stage.model.context.store.changes().is_nothing());
    stage.press("<esc>");
    stage.answer(Ok(three()));
    assert_eq!((stage.model.context.store.changes().new, ids(&stage)), (0, vec![3, 2, 1]));
}

#[test]
fn a_copy_closes_the_menu_and_becomes_an_effect() {
    let mut stage = Stage::with(vec![row(1, "Outreach")]);
    let effects = stage.press("yi");
    assert_eq!(effects, [Effect::Copy(Copied { what: "id 1".to_owned(), text: "1".to_owned() })]);
    assert!(stage.model.overlays.is_empty());
}
