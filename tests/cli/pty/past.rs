//! Walking in the past on the real screen, with the practice record.

use crate::program::kaytop;

#[test]
fn a_key_goes_a_day_back_and_another_to_now() {
    let mut screen = kaytop("--sandbox").screen();
    screen.wait_for("140/140");
    screen.press("{");
    screen.wait_for(" PAST ");
    screen.wait_for("24 h ago");
    screen.press("[");
    screen.wait_for("[ ] change");
    screen.press("T");
    screen.wait_for("Go to a moment");
    screen.press("40d\r");
    screen.wait_for("Nobody had looked by");
    screen.press("r");
    screen.wait_for("This is the past.");
    screen.press(".");
    screen.wait_for("requests left");
}
