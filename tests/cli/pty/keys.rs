//! Keys and pastes on the screen.

use crate::program::kaytop;
use crate::screen::Screen;

fn opened() -> Screen {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen
}

#[test]
fn the_cursor_moves_as_in_vi() {
    let mut screen = opened();
    for (keys, row) in [("j", "row 2 "), ("j", "row 3 "), ("k", "row 2 "), ("G", "row 140 "), ("gg", "row 1 ")] {
        screen.press(keys);
        screen.wait_for(row);
    }
    screen.press("\x1b[B");
    screen.wait_for("row 2 ");
    screen.wait_for("Campaign 139");
}

#[test]
fn the_filter_works_while_it_is_typed_and_escape_restores() {
    let mut screen = opened();
    screen.press("/id:<");
    screen.wait_for("/ id:<");
    screen.press("21");
    screen.wait_for("20/140");
    screen.press("\x1b");
    screen.wait_for("140/140");
    screen.wait_for("type / to filter");
}

#[test]
fn enter_keeps_the_filter_and_a_second_edit_can_be_taken_back() {
    let mut screen = opened();
    screen.press("/id:<21\r");
    screen.wait_for("20/140");
    screen.wait_for("q quit");
    screen.press("/ id:<8");
    screen.wait_for("7/140");
    screen.press("\x1b");
    screen.wait_for("20/140");
    screen.press("\x1b");
    screen.wait_for("140/140");
}

#[test]
fn letters_are_text_in_the_filter() {
    let mut screen = opened();
    screen.press("/qqq");
    screen.wait_for("/ qqq");
    screen.wait_for(" 0/140");
}

#[test]
fn help_opens_over_the_table_runs_what_is_found_and_escape_closes_it_first() {
    let mut screen = opened();
    screen.press("?");
    screen.wait_for("type to find");
    screen.press("freeze\r");
    screen.wait_for("FROZEN");
    screen.press("?");
    screen.wait_for("type to find");
    screen.press("\x1b");
    screen.wait_without("type to find");
    screen.press("q");
    screen.left(0);
}

#[test]
fn a_detail_opens_with_enter_and_closes_with_escape() {
    let mut screen = opened();
    screen.press("\r");
    screen.wait_for("Esc back");
    screen.press("\x1b");
    screen.wait_for("Enter open");
}

#[test]
fn a_paste_into_the_filter_is_text() {
    let mut screen = opened();
    screen.press("/");
    screen.wait_for("Enter keep");
    screen.paste("q\nid:<9\t");
    screen.wait_for("/ q id:<9");
    screen.paste(&"x".repeat(100_000));
    screen.wait_for("Pasted 100000 characters, kept 992.");
}

#[test]
fn a_paste_anywhere_else_presses_no_key() {
    let mut screen = opened();
    screen.paste("jj\rq?");
    screen.wait_for("Nothing was pasted");
    assert!(screen.text().contains("row 1 "), "{}", screen.text());
    screen.press("j");
    screen.wait_for("row 2 ");
}
