//! One campaign, whole: its pages, its neighbours, and what becomes of it when the list changes.

use std::time::Duration;

use kaytop::app::detail::Tab;
use kaytop::app::geometry::Geometry;
use kaytop::app::keymap::Scope;
use kaytop::app::poll::Endpoint;
use kaytop::domain::failure::Failure;

use super::{Stage, current, notice, row, three};

fn tab(stage: &Stage) -> Option<Tab> {
    stage.model.detail().map(|detail| detail.tab)
}

#[test]
fn the_pages_are_turned_in_both_directions_and_round_the_end() {
    for (keys, page) in [
        ("<enter>", Tab::Overview),
        ("<enter><tab>", Tab::History),
        ("<enter>l", Tab::History),
        ("<enter><right>", Tab::History),
        ("<enter><right><backtab>", Tab::Overview),
        ("<enter><tab><tab>", Tab::Raw),
        ("<enter><tab><tab><left>", Tab::History),
        ("<enter><tab><tab><tab>", Tab::Overview),
        ("<enter>h", Tab::Raw),
        ("<enter><backtab>", Tab::Raw),
        ("i", Tab::Raw),
        ("<enter>i", Tab::Raw),
        ("<enter>ii", Tab::Overview),
        ("i)", Tab::Raw),
    ] {
        let mut stage = Stage::with(three());
        stage.press(keys);
        let scope = if page == Tab::History { Scope::History } else { Scope::Detail };
        assert_eq!((stage.model.scope(), tab(&stage)), (scope, Some(page)), "{keys}");
        stage.press("<esc>");
        assert_eq!(stage.model.scope(), Scope::Table, "{keys}: one layer, whatever the page");
    }
}

#[test]
fn the_brackets_lead_to_the_neighbours_and_take_the_cursor_along() {
    let mut stage = Stage::with(three());
    stage.press("<enter>");
    for (keys, id, said) in [
        ("(", 3, "This is the first campaign of the table."),
        (")", 2, ""),
        ("))", 1, "This is the last campaign of the table."),
        ("(", 2, ""),
    ] {
        stage.press(keys);
        assert_eq!((current(&stage), notice(&stage)), (Some(id), said), "{keys}");
    }
    stage.press("<esc>");
    assert_eq!(current(&stage), Some(2));
}

#[test]
fn a_page_scrolls_as_far_as_there_is_more_and_says_when_there_is_none() {
    let mut stage = Stage::with(three());
    stage.press("<enter>");
    stage.model.settle(Geometry { layers: 1, ..Geometry::default() });
    stage.press("j");
    assert!(notice(&stage).contains(") shows the next campaign"), "{}", notice(&stage));
    stage.model.settle(Geometry { scroll_end: 7, overlay_page: 4, ..Geometry::default() });
    let scroll = |stage: &Stage| stage.model.detail().unwrap().scroll;
    for (keys, at) in [("j", 1), ("<pgdn>", 5), ("<pgdn>", 7), ("k", 6), ("gg", 0), ("G", 7), ("<tab>", 0)] {
        stage.press(keys);
        assert_eq!(scroll(&stage), at, "{keys}");
    }
    assert_eq!(current(&stage), Some(3));
    stage.press("<tab>G");
    stage.model.settle(Geometry { scroll_end: 2, ..Geometry::default() });
    assert_eq!(scroll(&stage), 2, "a higher screen scrolls back");
}

#[test]
fn the_open_campaign_stays_until_it_is_gone_and_no_other_takes_its_place() {
    let mut stage = Stage::with(three());
    stage.press("j<enter>");
    stage.pass(Duration::from_secs(31));
    stage.answer(Ok(vec![row(2, "Roundup renamed"), row(7, "New")]));
    let name = stage.model.current().unwrap().name().unwrap().to_string();
    assert_eq!((current(&stage), name.as_str()), (Some(2), "Roundup renamed"));
    stage.pass(Duration::from_secs(31));
    stage.answer(Ok(vec![row(7, "New"), row(8, "Newer")]));
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, None));
    stage.press("(");
    assert!(matches!(current(&stage), Some(7 | 8)));
}

#[test]
fn the_last_failures_are_kept_when_requests_succeed_again() {
    let mut stage = Stage::with(three());
    for _ in 0..2 {
        stage.pass(Duration::from_secs(31));
        stage.answer(Err(Failure::CutOff));
    }
    while stage.list_flight.is_none() {
        stage.pass(Duration::from_secs(31));
    }
    stage.answer(Ok(three()));
    let kept: Vec<_> = stage.model.incidents.newest_first().map(|i| (i.endpoint, &i.failure, i.times)).collect();
    assert_eq!(kept, [(Endpoint::Campaigns, &Failure::CutOff, 2)]);
    assert!(stage.model.context.campaigns.failure.is_none());
}
