//! Without colour, what a cell says is told by its sign or its weight: grades, the selected row, what a filter matched,
//! old data. (That every state of the whole screen has words of its own stands in `colourless`.)

use kaytop::app::connection::Mode;
use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::shown::Shown;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::golden::{rows, text};
use super::stage::Stage;
use super::states::{loaded, settled, state};
use super::{ASCII, COLOURLESS, FULL};
use crate::samples::sample;

const USUAL: (u16, u16) = (120, 36);

/// The cells of `words` where they first stand; each cell holds one character of it.
fn cells<'a>(buf: &'a Buffer, words: &str) -> &'a [Cell] {
    let wanted: Vec<String> = words.chars().map(String::from).collect();
    rows(buf)
        .find_map(|row| {
            row.windows(wanted.len()).find(|cells| cells.iter().zip(&wanted).all(|(cell, c)| cell.symbol() == c))
        })
        .unwrap_or_else(|| panic!("{words:?} is not on the screen:\n{}", text(buf)))
}

fn weight(buf: &Buffer, words: &str) -> Modifier {
    cells(buf, words)[0].modifier
}

/// Campaigns of one agent, one of each grade; the first is selected.
fn graded() -> Stage {
    let rate = |id, name: &str, ok, failed| Campaign {
        id,
        name: Some(Shown::new(name)),
        stats: Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..sample().stats },
        ..sample()
    };
    Stage::with(vec![
        rate(5, "Selected", 60, 40),
        rate(4, "Good", 90, 10),
        rate(3, "Plain", 65, 35),
        rate(2, "Poor", 30, 70),
        rate(1, "Few", 1, 19),
    ])
}

#[test]
fn a_grade_is_a_sign_in_the_table() {
    for (theme, good, poor) in [(COLOURLESS, "□", "■"), (FULL, "□", "■"), (ASCII, ":", "x")] {
        for size in [USUAL, (80, 24), (60, 20)] {
            let shown = text(&settled(&mut graded(), size, theme));
            for number in [&format!("{good}90.0%"), " 65.0%", &format!("{poor}30.0%"), "? 5.0%"] {
                assert!(shown.contains(number), "{number:?} at {size:?}:\n{shown}");
            }
        }
    }
}

#[test]
fn the_selected_row_is_reversed_and_pointed_at() {
    let buf = settled(&mut graded(), USUAL, COLOURLESS);
    assert!(weight(&buf, "5 Selected").contains(Modifier::REVERSED));
    assert!(!weight(&buf, "4 Good").contains(Modifier::REVERSED));
    assert!(rows(&buf).any(|row| row.iter().any(|cell| cell.symbol() == "▸")));
}

#[test]
fn what_matched_is_underlined() {
    let mut stage = graded();
    stage.press("/poo<enter>");
    stage.press("<esc>/oo<enter>");
    let buf = settled(&mut stage, USUAL, COLOURLESS);
    let found = cells(&buf, "Poor");
    let underlined: Vec<bool> = found.iter().map(|cell| cell.modifier.contains(Modifier::UNDERLINED)).collect();
    assert_eq!(underlined, [false, true, true, false]);
}

#[test]
fn old_data_is_dimmed_and_a_word_says_so() {
    let (fresh, old) =
        (settled(&mut loaded(), (80, 24), COLOURLESS), settled(&mut state("stale"), (80, 24), COLOURLESS));
    let words = "Camp Lejeune: second";
    assert!(!weight(&fresh, words).contains(Modifier::DIM));
    assert!(weight(&old, words).contains(Modifier::DIM));
    assert!(text(&old).contains("STALE") && !text(&fresh).contains("STALE"));
}

/// With colour, the borders say LIVE or SANDBOX as well as the word does.
#[test]
fn borders_are_another_colour_in_the_sandbox() {
    let border = |mode| -> Color {
        let buf = settled(&mut Stage::new(mode), USUAL, FULL);
        cells(&buf, "╭─ Calls")[0].fg
    };
    assert_ne!(border(Mode::Live), border(Mode::Sandbox));
    assert!([border(Mode::Live), border(Mode::Sandbox)].iter().all(|colour| *colour != Color::Reset));
}
