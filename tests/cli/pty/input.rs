//! Bytes that terminals, lines and hostile programs send: none keeps the keyboard deaf, and none that was not a key acts
//! as one.

use std::time::Duration;

use crate::program::kaytop;
use crate::screen::Screen;

/// What the silence between keys is at most, with room for a busy machine.
const SILENCE: Duration = Duration::from_millis(150);

fn opened() -> Screen {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen
}

#[test]
fn what_is_unfinished_keeps_neither_a_key_nor_control_c_from_working() {
    let mut screen = opened();
    for (unfinished, row) in
        [("\x1b[?2026;2$", 2), ("\x1b[<0;1", 3), ("\x1b[", 4), ("\x1b]11;rgb:", 5), ("\x1bPx", 6), ("\x1b[M", 7)]
    {
        screen.press(unfinished);
        screen.watch(SILENCE);
        screen.press("j");
        screen.wait_for(&format!("row {row} "));
    }
    screen.press("\x1b[?2026;2$y\x1b[?62;22c\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\j");
    screen.wait_for("row 8 ");
    screen.press("\x1b[<0;1\x03");
    screen.left(0);
}

#[test]
fn an_unended_paste_is_dropped_and_said_to_be_and_control_c_leaves_it_at_once() {
    let mut screen = opened();
    screen.press("\x1b[200~jjj");
    screen.wait_for("never came");
    screen.watch(Duration::from_millis(1200));
    screen.press("j");
    screen.wait_for("row 2 ");
    screen.press("\x1b[200~jjj");
    screen.watch(SILENCE);
    screen.press("\x03");
    screen.left(0);
}

#[test]
fn an_arrow_that_the_line_cuts_is_one_key_and_a_lone_escape_is_one_too() {
    let mut screen = opened();
    screen.press("\x1b");
    screen.press("[B");
    screen.wait_for("row 2 ");
    screen.press("?");
    screen.wait_for("type to find");
    screen.press("\x1b");
    screen.wait_without("type to find");
}

#[test]
fn keys_of_other_notations_and_layouts_act_as_the_key_they_are() {
    let mut screen = opened();
    for (keys, row) in [("о", 2), ("\x1b[27;1;106~", 3), ("κ", 2), ("\x1b[106;1:1u\x1b[106;1:3u", 3), ("пп", 1)] {
        screen.press(keys);
        screen.wait_for(&format!("row {row} "));
    }
    screen.press("/оj");
    screen.wait_for("/ оj");
    screen.press("\x1b[27;5;99~");
    screen.left(0);
}
