//! Without colour nothing is lost: a word or a glyph says what a colour says.

use kaytop::app::connection::Mode;
use kaytop::domain::measure::{Measures, Thresholds};
use kaytop::domain::settings::CompanyHours;
use ratatui::style::Color;

use super::golden::text;
use super::stage::Stage;
use super::states::{loaded, settled, state};
use super::{ASCII, COLOURLESS, FULL, fixture, frame};
use crate::samples::settings;

const USUAL: (u16, u16) = (120, 36);
const SIZES: [(u16, u16); 3] = [USUAL, (80, 24), (60, 20)];

fn lines(stage: &mut Stage, size: (u16, u16)) -> String {
    text(&settled(stage, size, COLOURLESS))
}

#[test]
fn no_colour_is_written() {
    for name in ["size-120x36", "filter", "stale", "disabled", "sort-menu", "status", "sandbox"] {
        for (theme, colours) in [(COLOURLESS, false), (FULL, true)] {
            let (buf, _) = frame(&mut state(name), USUAL, theme);
            let any = buf.content.iter().any(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
            assert_eq!(any, colours, "{name}");
        }
    }
}

#[test]
fn the_text_is_the_same_with_and_without_colour() {
    for name in ["size-120x36", "groups-120x36", "filter", "stale", "disabled", "status", "launches", "launches-alarm"]
    {
        let mut stage = state(name);
        assert_eq!(text(&settled(&mut stage, USUAL, FULL)), text(&settled(&mut stage, USUAL, COLOURLESS)), "{name}");
    }
}

/// Each state has a word or a glyph of its own, at each size, that a quiet dashboard does not show.
#[test]
fn every_state_is_told_apart_by_its_text() {
    for size in SIZES {
        let quiet = lines(&mut loaded(), size);
        for (name, sign) in [
            ("stale", "STALE"),
            ("stale", "erver error 503"),
            ("refused-key", "(401)"),
            ("frozen", "FROZEN"),
            ("disabled", "DISABLED"),
            ("sandbox", "SANDBOX"),
            ("launch-unknown", "! 1 launch unknown"),
            ("launch-duplicate", "!! LATE DUPLICATE #412"),
            ("launches-off", "Launching is off"),
            ("filter-mistaken", "needs a number"),
            ("groups-120x36", "▾ "),
            ("groups-120x36", "too few"),
            ("filter-no-match", "No campaign matches"),
            ("first-load", "Asking public-api.kayse.ai"),
            ("empty-company", "This company has no campaigns yet."),
        ] {
            let shown = lines(&mut state(name), size);
            assert!(shown.contains(sign), "{name} at {size:?} lacks {sign:?}:\n{shown}");
            assert!(!quiet.contains(sign), "a quiet screen shows {sign:?} at {size:?}:\n{quiet}");
        }
        assert!(quiet.contains("LIVE") && !lines(&mut state("sandbox"), size).contains("LIVE"));
    }
}

#[test]
fn a_grade_is_a_word() {
    for (good, poor, words) in [(0.0, 0.0, Some("good")), (101.0, 0.0, None), (102.0, 101.0, Some("poor"))] {
        for size in SIZES {
            let mut stage = loaded();
            let limits = Some(Thresholds { good, poor });
            stage.model.context.store.set_measures(Measures { success: limits, conversion: limits, sentiment: None });
            let shown = lines(&mut stage, size);
            for word in ["good", "poor"] {
                let is_said = shown.contains(&format!("% {word}"));
                assert_eq!(is_said, words == Some(word), "{word} for {limits:?} at {size:?}:\n{shown}");
            }
        }
    }
}

#[test]
fn rows_carry_their_signs() {
    let shown = lines(&mut loaded(), (260, 60));
    let line = |name: &str| shown.lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(line("481 Roundup").contains('▸'));
    assert!(line("More outcomes than calls").contains('!'));
    assert!(line("Vendor counts otherwise").contains("≠64.4%"));
    assert!(line("Nothing finished yet").contains('–'));
}

#[test]
fn outcomes_and_hours_differ_in_shape() {
    let shown = lines(&mut loaded(), USUAL);
    for glyph in ["━", "╍", "┄", "█", "░", "●", "○"] {
        assert!(shown.contains(glyph), "{glyph}:\n{shown}");
    }
    let mut closed = Stage::new(Mode::Live);
    closed.answer_settings(Ok(kaytop::domain::settings::Settings { hours: CompanyHours::Unknown, ..settings() }));
    closed.answer(Ok(fixture::company()));
    assert_ne!(lines(&mut closed, USUAL), shown);
}

#[test]
fn ascii_is_ascii() {
    let launches = ["launch-unknown", "launches", "launches-alarm", "launches-off"];
    for name in ["size-120x36", "groups-120x36", "filter", "stale", "help", "status", "detail", "sort-menu"]
        .into_iter()
        .chain(launches)
    {
        for size in SIZES {
            let shown = text(&settled(&mut state(name), size, ASCII));
            assert!(shown.is_ascii(), "{name} at {size:?}:\n{shown}");
        }
    }
}
