//! Campaigns side by side: what opens it, what turns it, what leaves it.

use kaytop::app::effect::Effect;
use kaytop::app::keymap::Scope;

use super::{Stage, notice, three};

#[test]
fn it_opens_over_two_marks_and_closes_as_it_opened() {
    let mut stage = Stage::with(three());
    stage.press("=");
    assert_eq!(stage.model.scope(), Scope::Table);
    assert!(notice(&stage).contains("Space marks"), "{}", notice(&stage));
    stage.press(" =");
    assert!(notice(&stage).contains("Space marks another"), "{}", notice(&stage));
    for keys in [" =", "=", "<enter>=", "="] {
        stage.press(keys);
        assert_eq!(stage.model.scope(), Scope::Compare, "{keys}");
        stage.press("=");
        assert_eq!(stage.model.place(), stage.model.scope(), "{keys}");
        assert_ne!(stage.model.scope(), Scope::Compare, "{keys}");
    }
}

#[test]
fn it_is_copied_against_what_it_stands_beside() {
    let mut stage = Stage::with(three());
    stage.press("  =");
    let copied = |stage: &mut Stage| match stage.press("y").pop() {
        Some(Effect::Copy(copied)) => copied.text,
        other => panic!("{other:?}"),
    };
    assert!(copied(&mut stage).contains("Against 3."));
    stage.press("b");
    assert!(copied(&mut stage).contains("Against the pool of 3 shown."));
}
