//! How the screen was left is there again, and written once a change rests.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::app::geometry::Geometry;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::app::preview::Seen;
use kaytop::domain::order::Order;
use kaytop::domain::view_state::ViewState;

use super::stage::Stage;
use super::{ids, three};

const REST: Duration = Duration::from_secs(2);

/// A screen that was left with this view, or never opened before, with three campaigns.
fn opened(view: Option<&ViewState>, argument: &str) -> Stage {
    let mut stage = Stage::new(Mode::Live);
    stage.model.resume(view, argument, None);
    stage.send(Msg::Woke);
    stage.answer_settings(Ok(crate::samples::settings()));
    stage.answer(Ok(three()));
    stage
}

fn written(effects: &[Effect]) -> Option<ViewState> {
    let views: Vec<&ViewState> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Keep(Keep::SaveView(view)) => Some(&**view),
            _ => None,
        })
        .collect();
    assert!(views.len() <= 1, "{views:?}");
    views.first().map(|view| (*view).clone())
}

#[test]
fn what_was_changed_is_written_once_and_comes_back() {
    let mut stage = opened(None, "");
    let keys = stage.press("/r<enter>spp");
    assert_eq!(written(&keys), None, "not with every key");
    stage.press("<esc>s<down><enter>");
    let view = written(&stage.pass(REST)).expect("a change that rests is written");
    assert_eq!(written(&stage.pass(REST)), None, "and only once");
    let again = opened(Some(&view), "");
    assert_eq!(again.model.list.filter.field.text(), "r");
    assert_eq!((again.model.list.order, again.model.list.preview), (stage.model.list.order, stage.model.list.preview));
    assert_eq!(ids(&again), ids(&stage));
}

#[test]
fn every_part_of_it_comes_back_and_nothing_is_written_without_a_change() {
    let mut stage = opened(None, "");
    for keys in ["2", "S<right>", "C<down><down> J<esc>", "P", "p", "W"] {
        stage.model.settle(Geometry { page: 10, preview: Seen::Right, ..Geometry::default() });
        stage.press(keys);
        let view = written(&stage.pass(REST)).expect(keys);
        let mut again = opened(Some(&view), "");
        assert_eq!(again.model.list.columns.wide(), stage.model.list.columns.wide(), "{keys}");
        let shown = |stage: &Stage| {
            let columns = &stage.model.list.columns;
            columns.all().map(|column| (column, columns.shows(column))).collect::<Vec<_>>()
        };
        assert_eq!(shown(&again), shown(&stage), "{keys}");
        assert_eq!(again.model.list.preview, stage.model.list.preview, "{keys}");
        assert_eq!(again.model.list.order, stage.model.list.order, "{keys}");
        assert_eq!(again.model.views.tabs(&again.model.list), stage.model.views.tabs(&stage.model.list), "{keys}");
        assert_eq!(written(&again.pass(REST)), None, "{keys}");
    }
}

#[test]
fn a_filter_of_the_command_line_is_of_this_run_until_it_is_changed() {
    let view = ViewState { filter: "summer".to_owned(), ..ViewState::default() };
    let mut stage = opened(Some(&view), "roundup");
    assert_eq!((stage.model.list.filter.field.text(), ids(&stage)), ("roundup", vec![2]));
    stage.press("S");
    assert_eq!(written(&stage.pass(REST)).expect("the order changed").filter, "summer");
    stage.press("/ outreach<enter>");
    assert_eq!(written(&stage.pass(REST)).expect("the filter too").filter, "roundup outreach");
}

#[test]
fn a_filter_that_hides_rows_from_the_start_says_so_and_what_is_being_typed_is_not_kept() {
    let view = ViewState { filter: "summer".to_owned(), ..ViewState::default() };
    let mut stage = Stage::new(Mode::Live);
    stage.model.resume(Some(&view), "", None);
    assert!(stage.model.notice.as_ref().unwrap().text.contains("0 shows all"));
    stage.press("/ xyz");
    assert_eq!(written(&stage.pass(REST)), None);
    stage.press("<esc>0");
    assert_eq!(written(&stage.pass(REST)).unwrap().filter, "");
}

#[test]
fn a_view_of_another_version_is_taken_as_far_as_it_is_understood() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let view = ViewState {
        sort: "shade".to_owned(),
        columns: names(&["conv", "shade", "conv", "name"]),
        hidden: names(&["name", "agent", "shade"]),
        preview: "above".to_owned(),
        ..ViewState::default()
    };
    let stage = opened(Some(&view), "");
    assert_eq!(stage.model.list.order, Order::default());
    let columns = &stage.model.list.columns;
    assert_eq!(columns.all().count(), 26);
    assert!(columns.all().filter(|column| !columns.shows(*column)).count() == 1, "NAME stays, the agent is hidden");
}

#[test]
fn what_cannot_be_written_is_said_once() {
    let mut stage = opened(None, "");
    stage.press("S");
    assert!(written(&stage.pass(REST)).is_some());
    stage.send(Msg::ViewNotSaved("the disk is full".to_owned()));
    assert!(super::notice(&stage).contains("the disk is full"));
    stage.press("S");
    assert_eq!(written(&stage.pass(REST)), None);
}
