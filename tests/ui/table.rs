//! The table's manners as they are seen: what moved, what is marked, what is held, what stands beyond the edge.

use std::collections::HashSet;
use std::time::Duration;

use kaytop::domain::campaign::Campaign;
use kaytop::ui::theme::{Depth, Look, Theme};
use ratatui::style::Color;

use super::golden::text;
use super::stage::Stage;
use super::states::settled;
use super::{ASCII, COLOURLESS, fixture};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (60, 20), (40, 12)];
const ROUND: Duration = Duration::from_secs(30);

fn loaded() -> Stage {
    Stage::with(fixture::company())
}

/// The company half a minute later: some made calls, one lost some, one is new.
fn later() -> Vec<Campaign> {
    let mut rows = fixture::company();
    for (row, calls) in rows.iter_mut().zip([Some(12), Some(-3), None, Some(12_345_678)]) {
        row.stats.calls = row.stats.calls.zip(calls).map(|(before, moved)| before + moved);
    }
    rows.push(Campaign { id: 500, ..Campaign::unknown(500) });
    rows
}

fn shown(stage: &mut Stage, size: (u16, u16)) -> String {
    text(&settled(stage, size, COLOURLESS))
}

fn line<'s>(shown: &'s str, part: &str) -> &'s str {
    shown.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no {part:?} in\n{shown}"))
}

#[test]
fn what_changed_is_told_by_a_sign_and_fades_with_the_next_refresh() {
    let mut stage = loaded();
    stage.pass(ROUND);
    stage.answer(Ok(later()));
    let now = shown(&mut stage, (120, 36));
    for (part, sign) in [("481 Roundup", "▲12"), ("480 Camp", "▼3"), ("479 ", "~"), ("478 ", "▲12.3M"), ("500 ", "new")]
    {
        assert!(line(&now, part).contains(sign), "{part} lacks {sign}:\n{now}");
    }
    assert!(now.contains("▲ 3 of 144 campaigns moved, 1 new in the last refresh"), "{now}");
    for (filter, total) in [("calls:>2000000", "▲12.3M"), ("roundup intake wave 3", "▲12"), ("camp second", "▼3")]
    {
        stage.press(&format!("/{filter}<enter>"));
        let now = shown(&mut stage, (120, 36));
        assert!(line(&now, " shown").contains(total), "{filter}: {now}");
        stage.press("<esc>");
    }
    stage.pass(ROUND);
    stage.answer(Ok(later()));
    let then = shown(&mut stage, (120, 36));
    assert!(!then.contains(['▲', '▼']) && !then.contains("moved"), "{then}");
}

#[test]
fn the_chosen_line_of_the_help_has_one_ground() {
    let mut stage = loaded();
    stage.press("?");
    let drawn = settled(&mut stage, (120, 36), Theme::new(Look::Dark, Depth::True, false));
    let shown = text(&drawn);
    let y = shown.lines().position(|line| line.contains("▸ Enter")).unwrap() as u16;
    let grounds: HashSet<Color> = (12..108).map(|x| drawn[(x, y)].bg).collect();
    assert_eq!(grounds.len(), 1, "{grounds:?}");
}

#[test]
fn an_empty_table_says_what_forgives_a_slip() {
    for (filter, says) in [("rondup", true), ("no such", false), ("calls:>999999", false), ("~rqqqx", false)] {
        let mut stage = loaded();
        stage.press(&format!("/{filter}<enter>"));
        let now = shown(&mut stage, (120, 36));
        assert!(now.contains("No campaign matches"), "{now}");
        assert_eq!(now.contains(&format!("~{filter} also finds")), says, "{now}");
    }
}

#[test]
fn the_foot_of_a_popup_says_that_q_closes_it() {
    let mut stage = loaded();
    assert!(shown(&mut stage, (120, 36)).contains("q quit"));
    stage.press("s");
    let now = shown(&mut stage, (120, 36));
    assert!(now.contains("q close") && !now.contains("q quit"), "{now}");
}

#[test]
fn marks_and_ranges_have_signs_at_every_size() {
    for size in SIZES {
        let mut stage = loaded();
        stage.press("  jvj");
        let now = shown(&mut stage, size);
        assert_eq!(now.matches('◆').count(), 2, "{size:?}\n{now}");
        stage.press("v");
        assert!(shown(&mut stage, size).contains("◆ 4"), "{size:?}");
    }
}

#[test]
fn a_held_order_is_said_and_how_to_end_it() {
    for size in SIZES {
        let mut stage = loaded();
        stage.pass(ROUND);
        stage.press("j");
        stage.answer(Ok(later()));
        let now = shown(&mut stage, size);
        assert!(now.contains("order held · R re-ranks") || size.0 < 60 && now.contains("held, R"), "{size:?}\n{now}");
    }
}

#[test]
fn the_edges_say_where_more_columns_are() {
    for size in SIZES {
        let mut stage = loaded();
        let start = shown(&mut stage, size);
        let name = line(&start, "NAME").find("NAME");
        assert!(start.contains('›') && !start.contains('‹'), "{size:?}\n{start}");
        stage.press("l");
        let middle = shown(&mut stage, size);
        assert!(middle.contains('›') && middle.contains('‹'), "{size:?}\n{middle}");
        stage.press("llllllllllllllll");
        let end = shown(&mut stage, size);
        assert!(end.contains("UPDATED BY") && end.contains('‹') && !end.contains('›'), "{size:?}\n{end}");
        assert_eq!(line(&end, "NAME").find("NAME"), name, "the name stands still");
    }
}

#[test]
fn the_sheet_says_what_is_on_screen() {
    let mut stage = loaded();
    stage.press("CG ");
    let sheet = shown(&mut stage, (80, 24));
    assert!(line(&sheet, "[ ] UPDATED BY").contains("what edited it last"), "{sheet}");
    assert!(line(&sheet, "[x] ORIGIN").contains("off screen"), "{sheet}");
    assert!(!line(&sheet, "[x] SUCC%").contains("off screen"), "{sheet}");
    for size in SIZES {
        assert!(text(&settled(&mut stage, size, ASCII)).is_ascii());
    }
}

#[test]
fn wide_shows_every_column_without_the_preview() {
    let mut stage = loaded();
    stage.press("W");
    let wide = shown(&mut stage, (300, 60));
    for title in ["AGENT", "FINISHED", "VENDOR%", "UPDATED BY"] {
        assert!(wide.contains(title), "{title}\n{wide}");
    }
    assert!(!wide.contains("─ Campaign 481 ─"), "{wide}");
    stage.press("W");
    assert!(shown(&mut stage, (200, 60)).contains("─ Campaign 481 ─"));
}
