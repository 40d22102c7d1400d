//! A terminal that changes its size (T1, T2).

use super::stream::{Piece, pieces};
use crate::program::kaytop;
use crate::screen::Screen;

/// The screen without what a clock may change.
fn still(screen: &Screen) -> String {
    screen.text().replace(|c: char| c.is_ascii_digit(), "0")
}

#[test]
fn every_size_down_to_one_cell_and_back() {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    for (columns, rows, words) in
        [(80, 24, "140/140"), (40, 12, "140/140"), (20, 5, "140 shown"), (1, 1, ""), (300, 80, "140/140")]
    {
        let from = screen.bytes.len();
        screen.resize(columns, rows);
        screen.wait_until(&format!("a frame of {columns}×{rows}"), |screen| screen.cleared(from));
        screen.wait_for(words);
    }
    screen.resize(120, 36);
    screen.wait_for("140/140");
    screen.wait_for("? help");
    screen.press("q");
    screen.left(0);
}

#[test]
fn a_storm_of_sizes_ends_in_a_clean_frame() {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen.press("f");
    screen.wait_for("FROZEN");
    // Any key takes the notice away.
    screen.press("\x0c");
    screen.wait_for("Practice data");
    for turn in 0..200_u16 {
        screen.resize(40 + turn % 90, 10 + turn % 30);
    }
    screen.resize(120, 36);
    screen.wait_until("a clean frame of the last size", |screen| {
        screen.text().lines().next().is_some_and(|line| line.contains("FROZEN")) && screen.text().ends_with("? help")
    });
    let after_the_storm = still(&screen);
    let from = screen.bytes.len();
    screen.press("\x0c");
    screen.wait_until("the same frame drawn anew", |screen| screen.cleared(from) && still(screen) == after_the_storm);
    let frames = pieces(&screen.bytes).iter().filter(|piece| **piece == Piece::Csi("?2026h".into())).count();
    assert!(frames < 250, "{frames} frames");
}
