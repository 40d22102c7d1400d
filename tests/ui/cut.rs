//! What does not fit says so: lines of a popup, columns of the table, what an outage leaves of the status line.

use std::time::Duration;

use kaytop::domain::failure::Failure;
use kaytop::domain::order::Column;

use super::fixture::company;
use super::golden::text;
use super::stage::Stage;
use super::states::state;
use super::{FULL, form, frame};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (40, 12), (30, 8)];

/// Whether a count of lines that are cut is on screen.
fn says_cut(screen: &str) -> bool {
    let counted =
        |sign| screen.split(sign).skip(1).any(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    counted('↓') || counted('↑')
}

fn pressed(keys: &str) -> Stage {
    let mut stage = Stage::with(company());
    stage.press(keys);
    stage
}

#[test]
fn a_popup_says_how_many_lines_it_cuts() {
    let keys = ["s", "sG", "sjjjjjjj", "C", "CG", "y", "b", "bjj", "<enter>", "<enter>jj", "v", "vG"];
    let mut stages: Vec<(&str, Stage)> = keys.map(|keys| (keys, pressed(keys))).into();
    for name in ["launches", "launches-alarm", "launch-unknown", "launches-empty", "launches-off"] {
        let mut stage = state(name);
        stage.press("L");
        stages.push((name, stage));
    }
    stages.extend(form::states().into_iter().filter(|(name, _)| name.contains("drafts")));
    let mut cut = 0;
    for (name, stage) in &mut stages {
        for size in SIZES {
            let (buf, drawn) = frame(stage, size, FULL);
            let screen = text(&buf);
            if drawn.geometry.scroll_end > 0 {
                cut += 1;
                assert!(says_cut(&screen), "{name} at {size:?} hides {} lines:\n{screen}", drawn.geometry.scroll_end);
            }
        }
    }
    assert!(cut > 20, "{cut}");
}

#[test]
fn the_help_says_how_many_lines_it_cuts() {
    for keys in ["?", "?<down><down><down>", "?<end>", "?<pgdn><pgdn>"] {
        for size in SIZES {
            let screen = text(&frame(&mut pressed(keys), size, FULL).0);
            assert!(says_cut(&screen), "{keys} at {size:?}:\n{screen}");
        }
    }
}

#[test]
fn the_column_that_sorts_is_on_screen() {
    let mark = |stage: &mut Stage, size| {
        let screen = text(&frame(stage, size, FULL).0);
        let order = stage.model.context.store.order();
        let arrow = kaytop::ui::columns::arrow(order);
        let head = screen.lines().any(|line| line.contains("NAME") && line.contains(arrow));
        (head, screen)
    };
    for size in [(200, 60), (120, 36), (80, 24), (60, 20), (40, 12)] {
        for before in ["", "lll", "Cjj J<esc>", "WW", "W", "Wlllll"] {
            for column in Column::ALL {
                let mut stage = pressed(before);
                frame(&mut stage, size, FULL);
                while stage.model.context.store.order().column != column {
                    stage.press(">");
                }
                let hidden = stage.model.list.hides_order(&stage.model.context.store);
                let (seen, screen) = mark(&mut stage, size);
                assert!(seen || hidden, "{column:?} after {before:?} at {size:?}:\n{screen}");
                assert!(!hidden || screen.contains("hidden"), "{column:?} after {before:?} at {size:?}:\n{screen}");
            }
        }
        for query in ["sort:sent", "sort:updated", "sort:origin-desc"] {
            let mut stage = pressed(&format!("/{query}<enter>"));
            let (seen, screen) = mark(&mut stage, size);
            assert!(seen, "{query} at {size:?}:\n{screen}");
        }
    }
}

#[test]
fn asking_in_an_outage_is_told_though_it_fails_again_at_once() {
    for size in [(120, 36), (80, 24), (40, 12)] {
        let mut stage = pressed("");
        stage.pass(Duration::from_secs(30));
        stage.answer(Err(Failure::CutOff));
        assert!(!text(&frame(&mut stage, size, FULL).0).contains("Asked"));
        stage.press("r");
        assert!(text(&frame(&mut stage, size, FULL).0).contains("Asking now"));
        stage.answer(Err(Failure::CutOff));
        let screen = text(&frame(&mut stage, size, FULL).0);
        assert!(screen.contains("Asked"), "{screen}");
        stage.pass(Duration::from_secs(60));
        let screen = text(&frame(&mut stage, size, FULL).0);
        assert!(screen.to_lowercase().contains("trying again now"), "{screen}");
        stage.answer(Err(Failure::CutOff));
        let screen = text(&frame(&mut stage, size, FULL).0);
        assert!(!screen.contains("Asked"), "{screen}");
    }
}
