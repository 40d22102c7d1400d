//! Keys as they come from terminals and keyboards that differ.

use kaytop::app::key::Key;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;

use super::stage::Stage;
use super::three;

#[test]
fn outside_text_escape_and_a_key_at_once_are_two_keys() {
    let mut stage = Stage::with(three());
    stage.press("b");
    assert_eq!(stage.model.overlays, [Overlay::Status(0)]);
    stage.send(Msg::Chord(Key::Char('j')));
    assert_eq!((stage.model.overlays.len(), stage.model.list.position()), (0, 1), "out of the overlay, and down");
    stage.send(Msg::Chord(Key::Down));
    assert_eq!(stage.model.list.position(), 2);
}

#[test]
fn in_a_text_field_alt_with_a_key_does_nothing() {
    let mut stage = Stage::with(three());
    stage.press("/abc");
    for key in [Key::Char('b'), Key::Enter, Key::Backspace, Key::Up] {
        stage.send(Msg::Chord(key));
        assert_eq!((stage.model.scope(), stage.model.list.filter.field.text()), (Scope::Filter, "abc"), "{key}");
    }
}

#[test]
fn a_command_is_the_same_key_under_every_layout_and_a_text_is_what_is_typed() {
    let mut stage = Stage::with(three());
    for (keys, position) in [("о", 1), ("О", 1), ("κ", 0), ("П", 2), ("пп", 0), ("ξ", 1)] {
        stage.press(keys);
        assert_eq!(stage.model.list.position(), position, "{keys}");
    }
    stage.press("ы");
    assert!(matches!(stage.model.overlays.last(), Some(Overlay::Sort(_))), "s opens the sort menu");
    stage.press("<esc>/йλ");
    assert_eq!(stage.model.list.filter.field.text(), "йλ");
    assert!(!stage.press("<ctrl-с>").is_empty(), "Ctrl is a command everywhere");
}

#[test]
fn a_lost_paste_is_said_and_changes_nothing() {
    let mut stage = Stage::with(three());
    stage.press("/abc");
    stage.send(Msg::PasteLost);
    assert_eq!(stage.model.list.filter.field.text(), "abc");
    assert!(stage.model.notice.as_ref().unwrap().text.contains("never came"));
}
