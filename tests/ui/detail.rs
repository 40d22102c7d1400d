//! One campaign, whole, the help and the overlay of freshness at every size: nothing is cut that can be scrolled to.

use std::collections::BTreeSet;
use std::time::Duration;

use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::failure::Failure;
use kaytop::domain::shown::Shown;
use kaytop::ui::theme::Theme;

use super::stage::Stage;
use super::{ASCII, COLOURLESS, FULL, frame, golden};
use crate::samples::sample;

const SIZES: [(u16, u16); 6] = [(200, 60), (120, 36), (100, 24), (80, 24), (60, 20), (40, 12)];

const NAME: &str = "Camp Lejeune second recontact of everyone who moved without telling the firm of Núñez & Daughters";

fn stage() -> Stage {
    let named = Campaign { id: 2, name: Some(Shown::new(NAME)), ..sample() };
    let differs = Campaign { id: 3, stats: Stats { vendor_rate: Some(64.4), ..sample().stats }, ..sample() };
    Stage::with(vec![named, differs, sample()])
}

/// Every line that scrolling to the end shows, without box and blanks.
fn scrolled_through(stage: &mut Stage, size: (u16, u16), theme: Theme) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for _ in 0..60 {
        let text = golden::text(&frame(stage, size, theme).0);
        for line in text.lines().map(|line| line.replace(['│', '|'], " ")) {
            // The rule of a small popup counts what is left, so it changes with every line.
            if !line.starts_with('─') && seen.insert(line.clone()) {
                lines.push(line);
            }
        }
        stage.press("<down>");
    }
    lines
}

/// The words of `lines` in one line, so that what is wrapped reads as it was.
fn words(lines: &[String]) -> String {
    lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_overview_says_all_of_it_at_every_size_and_without_colour() {
    for size in SIZES {
        for theme in [FULL, COLOURLESS] {
            let mut stage = stage();
            stage.press("j<enter>");
            let lines = scrolled_through(&mut stage, size, theme);
            let all = words(&lines);
            for said in [
                "[Overview]",
                "132 calls",
                "64.4%",
                "26.5%",
                "9.1%",
                "70.8%",
                "not clearly apart from all",
                "62.2–78.2%",
                "[match]",
                "0.76",
                "abc_123",
                "123",
                "public_api",
                "42.1%",
            ] {
                assert!(all.contains(said), "{size:?} lacks {said}:\n{}", lines.join("\n"));
            }
            for word in NAME.split_whitespace() {
                assert!(all.contains(word), "{size:?} lacks {word}:\n{}", lines.join("\n"));
            }
            assert!(all.contains(if size.0 < 60 { "(2/3)" } else { "( 2 of 3 )" }), "{size:?}");
        }
    }
}

#[test]
fn a_case_list_that_several_campaigns_use_is_said_to_be_shared_and_how_many_are_moving() {
    for size in SIZES {
        let mut stage = stage();
        stage.press("<enter>");
        stage.pass(Duration::from_secs(31));
        let moved = |id, calls| Campaign { id, stats: Stats { calls: Some(calls), ..sample().stats }, ..sample() };
        stage.answer(Ok(vec![moved(3, 140), moved(2, 150), sample()]));
        let all = words(&scrolled_through(&mut stage, size, COLOURLESS));
        let said = if size.0 < 60 {
            "List 123: 3 campaigns, 2 moving"
        } else {
            "Case list 123 is used by 3 campaigns, 2 of them moving"
        };
        assert!(all.contains(said), "{size:?}: {all}");
        assert!(all.contains("1st of 3 by success, 2nd of"), "{size:?}: {all}");
        assert!(all.contains("▲18") == (size.0 >= 100), "{size:?}: {all}");
    }
}

#[test]
fn a_rate_that_differs_is_marked_without_colour() {
    let mut stage = stage();
    stage.press("<enter>");
    for size in SIZES {
        stage.press("<home>");
        let all = words(&scrolled_through(&mut stage, size, COLOURLESS));
        assert!(all.contains("64.4% ≠ [differs]"), "{size:?}: {all}");
    }
}

#[test]
fn the_raw_json_is_whole_and_inert_at_every_size() {
    for size in SIZES {
        let hostile = "a\u{202e}b\u{1b}[2Jc and so on beyond a narrow screen";
        let mut stage = Stage::with(vec![Campaign { name: Some(Shown::new(hostile)), ..sample() }]);
        stage.press("i");
        let lines = scrolled_through(&mut stage, size, FULL);
        let dense: String = lines.iter().flat_map(|line| line.chars().filter(|c| !c.is_whitespace())).collect();
        for said in ["couldnotreadarenull", "\"agent_id\":\"abc_123\"", "\"update_origin\":null", "\"total_calls\":132"]
        {
            assert!(dense.contains(said), "{size:?} lacks {said}:\n{}", lines.join("\n"));
        }
        assert!(
            dense.contains(r#""name":"a\u202eb\u001b[2Jcandsoonbeyondanarrowscreen""#),
            "{size:?}:\n{}",
            lines.join("\n")
        );
        assert!(!lines.iter().any(|line| line.contains(['\u{202e}', '\u{1b}'])));
    }
}

#[test]
fn a_campaign_that_is_gone_is_said_to_be_gone() {
    for size in SIZES {
        let mut stage = stage();
        stage.press("<enter>");
        stage.pass(Duration::from_secs(31));
        stage.answer(Ok(vec![sample(), Campaign { id: 2, ..sample() }]));
        let all = words(&scrolled_through(&mut stage, size, FULL));
        assert!(all.contains("Campaign 3 is no longer in the list"), "{size:?}: {all}");
    }
}

#[test]
fn freshness_keeps_every_word_at_every_size() {
    for size in SIZES {
        let mut stage = stage();
        for _ in 0..2 {
            stage.pass(Duration::from_secs(31));
            stage.answer(Err(Failure::Dns { host: Shown::new("public-api.kayse.ai") }));
        }
        stage.press("b");
        let lines = scrolled_through(&mut stage, size, FULL);
        let all = words(&lines);
        for said in [
            "STALE",
            "Campaigns, every 30 s",
            "4 in the last hour, by this window",
            "496 of 500",
            "leaves 15 for creating campaigns",
            "no such host name (2 times since",
            "Check the network, the proxy settings and the base URL.",
            "(LIVE)",
            "America/Chicago",
        ] {
            assert!(all.contains(said), "{size:?} lacks {said}:\n{}", lines.join("\n"));
        }
        let log = "/home/you/.local/state/kaytop/kaytop.log";
        assert!(all.replace(' ', "").contains(log), "{size:?}:\n{}", lines.join("\n"));
    }
}

#[test]
fn the_help_shows_what_is_chosen_and_why_it_cannot_be_done() {
    for size in SIZES {
        for theme in [COLOURLESS, ASCII] {
            let mut stage = stage();
            stage.press("?drop the filter");
            let shown = golden::text(&frame(&mut stage, size, theme).0);
            let said = words(&shown.lines().map(|line| line.replace(['│', '|'], " ")).collect::<Vec<_>>());
            assert!(said.contains("drop the filter"), "{size:?}:\n{shown}");
            assert!(said.contains("Not now: Nothing is filtered: all"), "{size:?}:\n{shown}");
            assert!(said.contains("LIVE"), "{size:?}:\n{shown}");
        }
    }
}

#[test]
fn the_cursor_stands_in_the_field_of_the_help() {
    for size in SIZES {
        let mut stage = stage();
        stage.press("?ab<left>");
        let (buf, drawn) = frame(&mut stage, size, FULL);
        let at = drawn.cursor.unwrap();
        assert_eq!(buf.cell(at).map(ratatui::buffer::Cell::symbol), Some("b"), "{size:?}");
    }
}
