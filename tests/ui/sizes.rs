//! Any size, whatever lies on the screen: no panic, and never a cell beside the frame.

use kaytop::app::msg::Msg;

use super::golden::{glyphs, rows, text};
use super::stage::Stage;
use super::states::state;
use super::{ASCII, FULL, form, frame};
use crate::samples::sample;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::shown::Shown;
use unicode_width::UnicodeWidthStr as _;

/// Few rows, but each of its kind.
fn small() -> Stage {
    let named = |id, name: &str| Campaign { id, name: Some(Shown::new(name)), ..sample() };
    let wide = "語".repeat(60);
    let rows = [named(5, &wide), named(4, &format!("a{wide}")), named(3, "日本語 👩‍👩‍👧 é"), Campaign::unknown(2)];
    Stage::with(rows.into_iter().chain([sample()]).collect())
}

/// What may lie on the screen.
fn stages() -> Vec<(&'static str, Stage)> {
    let keys = [
        "",
        "<enter>",
        "s",
        "sG",
        "?",
        "?G",
        "b",
        "bG",
        "/日本",
        "/calls:>",
        ":",
        ":日本",
        ":view <down>",
        "<enter>?",
        "d",
        "zZ",
        "zjy",
    ];
    let mut stages: Vec<_> = keys
        .into_iter()
        .map(|keys| {
            let mut stage = small();
            stage.press(keys);
            (keys, stage)
        })
        .collect();
    let mut typing = small();
    typing.press("/");
    typing.send(Msg::Pasted("語".repeat(300)));
    typing.press("<left><left>");
    stages.push(("a long filter", typing));
    let names =
        ["disabled", "stale", "first-load", "empty-company", "hours-odd", "launch-unknown", "launch-under-help"];
    stages.extend(names.map(|name| (name, state(name))));
    stages.extend(["launches", "launches-alarm", "launches-empty", "launches-off"].map(|name| (name, state(name))));
    stages
}

fn check(name: &str, stage: &mut Stage, size: (u16, u16)) {
    for theme in [FULL, ASCII] {
        let (buf, drawn) = frame(stage, size, theme);
        assert_eq!((buf.area.width, buf.area.height), size, "{name}");
        for row in rows(&buf) {
            for (at, cell) in glyphs(row) {
                // A terminal draws a wide glyph over both its columns: what stands in the second is never seen.
                let covered = row.get(at + 1..at + cell.symbol().width().max(1));
                let free = covered.is_some_and(|cells| cells.iter().all(|cell| cell.symbol().trim().is_empty()));
                assert!(free, "{name} at {size:?}: {:?} covers what follows:\n{}", cell.symbol(), text(&buf));
            }
        }
        if let Some(cursor) = drawn.cursor {
            assert!(buf.area.contains(cursor), "{name} at {size:?}: the cursor stands at {cursor}");
        }
    }
}

#[test]
fn every_small_size_is_drawn() {
    for (name, mut stage) in stages() {
        for width in 0..=40 {
            for height in 0..=15 {
                check(name, &mut stage, (width, height));
            }
        }
    }
}

#[test]
fn extreme_sizes_are_drawn() {
    for (name, mut stage) in stages() {
        for size in [(300, 3), (3, 300), (1000, 1), (1, 1000), (79, 23), (99, 29), (119, 31), (121, 30), (250, 100)] {
            check(name, &mut stage, size);
        }
    }
}

/// The form has many states: every sixth width, and every height.
#[test]
fn the_form_is_drawn_at_every_size() {
    for (name, mut stage) in form::states() {
        for width in (1..=61).step_by(6) {
            for height in 0..=15 {
                check(name, &mut stage, (width, height));
            }
        }
        for size in [(300, 3), (3, 300), (79, 23), (99, 29), (100, 28), (119, 31), (200, 60)] {
            check(name, &mut stage, size);
        }
    }
}
