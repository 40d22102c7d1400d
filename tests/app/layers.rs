//! Layers: what lies over the table, how each is left, and the keys that explain.

use kaytop::app::effect::Effect;
use kaytop::app::geometry::Geometry;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::preview::{Placement, Seen};

use super::{Stage, ids, notice, three};

#[test]
fn every_layer_is_left_one_at_a_time() {
    for (keys, scope, effects) in [
        ("", Scope::Table, &[][..]),
        ("<enter>", Scope::Detail, &[]),
        ("<enter><esc>", Scope::Table, &[]),
        ("<enter>q", Scope::Table, &[]),
        ("<enter>?", Scope::Help, &[]),
        ("<enter>?<esc>", Scope::Detail, &[]),
        ("<enter>?q?", Scope::Help, &[]),
        ("<enter>?q<esc>q", Scope::Table, &[]),
        ("<enter>?<esc>qq", Scope::Table, &[Effect::Quit]),
        ("b?", Scope::Help, &[]),
        ("b?<esc>", Scope::Status, &[]),
        ("b<esc>", Scope::Table, &[]),
        ("s", Scope::Sort, &[]),
        ("s<esc>", Scope::Table, &[]),
        ("sq", Scope::Table, &[]),
        ("/", Scope::Filter, &[]),
        ("/q", Scope::Filter, &[]),
        ("/<esc>", Scope::Table, &[]),
        ("<enter>/", Scope::Detail, &[]),
        ("q", Scope::Table, &[Effect::Quit]),
        ("<esc>", Scope::Table, &[]),
        ("/<ctrl-c>", Scope::Filter, &[Effect::Quit]),
        ("<enter>?<ctrl-c>", Scope::Help, &[Effect::Quit]),
        ("/<ctrl-l>", Scope::Filter, &[Effect::Redraw]),
        ("<ctrl-z>", Scope::Table, &[Effect::Suspend]),
    ] {
        let mut stage = Stage::with(three());
        assert_eq!((stage.press(keys), stage.model.scope()), (effects.to_vec(), scope), "{keys}");
    }
}

#[test]
fn keys_for_what_the_api_cannot_do_say_where_to_do_it() {
    for (keys, words) in
        [("d", "web console"), ("<del>", "web console"), ("<enter>d", "web console"), (":edit<enter>", "web console")]
    {
        let mut stage = Stage::with(three());
        assert_eq!(stage.press(keys), [], "{keys}");
        let said = stage.model.notice.clone().unwrap();
        assert!(said.warning && said.text.contains(words), "{keys}: {}", said.text);
        stage.press("<ctrl-l>");
        assert_eq!(notice(&stage), "", "{keys}: gone with the next key");
    }
}

#[test]
fn nothing_can_be_opened_where_nothing_is() {
    let mut stage = Stage::with(vec![]);
    stage.press("<enter>");
    assert_eq!((stage.model.scope(), notice(&stage)), (Scope::Table, "No campaign is under the cursor."));
}

#[test]
fn a_resize_and_a_return_ask_for_nothing_but_a_frame() {
    let mut stage = Stage::with(three());
    assert_eq!(stage.send(Msg::Resized), []);
    assert_eq!(stage.send(Msg::Resumed), [Effect::Redraw]);
    assert_eq!(ids(&stage), [3, 2, 1]);
}

#[test]
fn the_preview_is_toggled() {
    let mut stage = Stage::with(three());
    let mut wanted = |keys, seen| {
        stage.model.settle(Geometry { preview: seen, ..Geometry::default() });
        stage.press(keys);
        stage.model.list.preview.wanted()
    };
    assert_eq!(wanted("p", Seen::Right), None);
    assert_eq!(wanted("p", Seen::Hidden), Some(Placement::Auto));
    assert_eq!(wanted("P", Seen::Right), Some(Placement::Below));
    assert_eq!(wanted("P", Seen::Below), Some(Placement::Right));
    assert_eq!(wanted("P", Seen::OnlyRight), Some(Placement::Right));
    assert!(notice(&stage).contains("no room"), "{}", notice(&stage));
    stage.model.settle(Geometry { preview: Seen::NoRoom, ..Geometry::default() });
    stage.press("p");
    assert!(notice(&stage).contains("no room"), "{}", notice(&stage));
}

#[test]
fn the_help_moves_over_a_page_that_does_not() {
    let mut stage = Stage::with(three());
    stage.press("<enter>?");
    stage.model.settle(Geometry { layers: 2, overlay_page: 9, ..Geometry::default() });
    stage.press("<down>");
    let Some(Overlay::Help(palette)) = stage.model.overlays.last() else { panic!("the help is open") };
    assert_eq!((palette.choice, notice(&stage)), (1, ""));
}
