//! The review at every size: each of its lines can be read by keys alone, what is cut says so, and nothing that must be
//! read can be missed on the way to a launch.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kaytop::app::form::review::{must_read, notes, request_text, summary};
use kaytop::app::form::{Focus, LaunchStage};
use kaytop::app::model::Model;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::draft::Step;
use kaytop::domain::shown::Shown;
use ratatui::buffer::Buffer;
use serde_json::{Value, json};

use super::fixture::company;
use super::form::{blocked, code, open, plan, unknown};
use super::golden::{glyphs, rows, text};
use super::stage::Stage;
use super::{FULL, frame};
use crate::samples::sample;

const SIZES: [(u16, u16); 7] = [(200, 60), (120, 36), (100, 28), (80, 24), (60, 20), (40, 12), (30, 10)];

/// A plan of many runs with long names, and a report to many.
fn long() -> Value {
    let mut plan = plan();
    let run = |at: u32| {
        json!({"client_run_id": format!("the run number {at} of the long plan"), "start_date": "2026-03-09",
               "end_date": "2026-03-13", "start_time": "09:00", "end_time": "17:00"})
    };
    plan["runs"] = (1..=24).map(run).collect();
    plan["report_schedule"]["run_client_ids"] = json!(["the run number 1 of the long plan"]);
    plan
}

fn states() -> Vec<(&'static str, Stage)> {
    vec![
        ("review", open(&plan(), Step::Review, Focus::Create)),
        ("blocked", blocked()),
        ("long", open(&long(), Step::Review, Focus::Create)),
        ("code", code()),
        ("unknown", unknown()),
    ]
}

/// What stands in the part of the screen that scrolls, by the number of its line.
fn read(stage: &Stage, buf: &Buffer, lines: &mut BTreeMap<usize, String>) {
    let layer = stage.model.geometry.layer;
    let rows: Vec<_> = rows(buf).collect();
    for row in 0..usize::from(layer.lines.height) {
        let Some(cells) = rows.get(usize::from(layer.lines.y) + row) else { continue };
        let line: String = glyphs(cells).map(|(_, cell)| cell.symbol()).collect();
        lines.insert(layer.first + row, line);
    }
}

/// The letters of a text that stand on a screen whatever it is wrapped by.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"│╭╮╰╯─┄▸·".contains(*c)).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| c.is_whitespace() || "│╭╮╰╯─▸·".contains(c)).map(str::to_owned).collect()
}

/// Everything that must be found: the lines of the summary, the notes, the request.
fn parts(model: &Model) -> Vec<String> {
    let form = model.form.as_deref().unwrap();
    let summed = summary(form, &model.context).into_iter().map(|line| line.text.as_str().to_owned());
    // How many requests are left changes while it is read.
    let noted =
        notes(form, &model.context).into_iter().map(|note| note.text).filter(|text| !text.contains("requests an hour"));
    let request = request_text(form, &model.context.connection.list).unwrap();
    summed.chain(noted).chain(request.lines().map(str::to_owned)).collect()
}

#[test]
fn every_line_is_reached_by_keys_and_what_is_cut_says_so() {
    for size in SIZES {
        // A page at a time everywhere, and a line at a time where that is not long.
        for keys in if size == (80, 24) { &["<pgdn>", "<down>"][..] } else { &["<pgdn>"] } {
            for (name, mut stage) in states().into_iter().filter(|(name, _)| *keys == "<pgdn>" || *name != "long") {
                let mut lines = BTreeMap::new();
                frame(&mut stage, size, FULL);
                stage.model.form.as_mut().unwrap().review.scroll = 0;
                loop {
                    let (buf, _) = frame(&mut stage, size, FULL);
                    read(&stage, &buf, &mut lines);
                    let (end, at) = (stage.model.geometry.scroll_end, stage.model.geometry.layer.first);
                    let shown = text(&buf);
                    assert!(end == at || shown.contains('↓'), "{name} at {size:?}, {at} of {end}:\n{shown}");
                    assert!(at == 0 || shown.contains('↑'), "{name} at {size:?}, {at} of {end}:\n{shown}");
                    if at == end {
                        break;
                    }
                    stage.press(keys);
                    frame(&mut stage, size, FULL);
                    assert!(stage.model.geometry.layer.first > at, "{name} at {size:?}: {keys} scrolls");
                }
                let whole = 0..lines.len();
                assert!(lines.keys().copied().eq(whole), "{name} at {size:?} by {keys}: {:?}", lines.keys());
                let all = lines.into_values().collect::<Vec<_>>().join("\n");
                let (found, known) = (letters(&all), words(&all));
                for part in parts(&stage.model) {
                    // Beside each other the lines of two boxes alternate.
                    let beside = size.0 >= 100 && words(&part).is_subset(&known);
                    assert!(beside || found.contains(&letters(&part)), "{name} at {size:?}: {part:?} in\n{all}");
                }
            }
        }
    }
}

#[test]
fn keys_lead_back_up_and_at_the_ends_to_the_button_and_the_step_before() {
    let mut stage = open(&long(), Step::Review, Focus::Create);
    let size = (80, 24);
    let press = |stage: &mut Stage, keys: &str| {
        stage.press(keys);
        frame(stage, size, FULL);
        stage.model.geometry.layer.first
    };
    frame(&mut stage, size, FULL);
    let end = press(&mut stage, "<end>");
    assert!(end > 20 && end == stage.model.geometry.scroll_end);
    assert_eq!(press(&mut stage, "<backtab><down>"), end);
    assert_eq!(stage.model.form.as_ref().unwrap().focus, Focus::Create, "down from the end is the button");
    assert_eq!(press(&mut stage, "<up><up>"), end - 2);
    assert_eq!(press(&mut stage, "<home>"), 0);
    press(&mut stage, "<pgup>");
    assert_eq!(stage.model.form.as_ref().unwrap().step, Step::Report);
}

fn stage_of(stage: &Stage) -> &LaunchStage {
    &stage.model.form.as_ref().unwrap().launch
}

#[test]
fn nothing_is_prepared_before_every_warning_was_on_screen() {
    for size in SIZES {
        for plan in [plan(), long()] {
            let mut stage = open(&plan, Step::Review, Focus::Create);
            stage.all_is_read = false;
            let mut seen = BTreeSet::new();
            for presses in 0.. {
                seen.extend(words(&text(&frame(&mut stage, size, FULL).0)));
                stage.press("<enter>");
                if *stage_of(&stage) != LaunchStage::Idle {
                    break;
                }
                let said = stage.model.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
                assert!(said.ends_with("not on screen yet: read on here. Enter again goes on."), "{said}");
                assert!(presses < 60, "{size:?}");
            }
            let model = &stage.model;
            for note in must_read(model.form.as_deref().unwrap()) {
                assert!(words(&note.text).is_subset(&seen), "{size:?}: {} was never on screen", note.text);
            }
        }
    }
}

fn typed(stage: &Stage) -> &str {
    match stage_of(stage) {
        LaunchStage::Ready { typed, .. } => typed,
        other => panic!("the code is asked for: {other:?}"),
    }
}

#[test]
fn a_warning_that_comes_while_the_code_is_asked_for_is_shown_before_a_letter_counts() {
    for size in SIZES {
        let mut stage = code();
        stage.all_is_read = false;
        for _ in 0..40 {
            frame(&mut stage, size, FULL);
            stage.press("<pgdn>");
        }
        stage.pass(Duration::from_secs(60));
        let mut rows = company();
        rows.push(Campaign { id: 990, name: Some(Shown::new("Another")), list: Some(318), ..sample() });
        stage.answer(Ok(rows));
        stage.press("7");
        let said = stage.model.notice.as_ref().unwrap().text.clone();
        assert!(said.ends_with("not on screen yet: read on here. Then type the code."), "{size:?}: {said}");
        assert_eq!(typed(&stage), "K", "{size:?}: what was typed stays");
        let mut shown = String::new();
        for _ in 0..40 {
            if typed(&stage) == "K7" {
                break;
            }
            shown += &text(&frame(&mut stage, size, FULL).0);
            stage.press("7");
        }
        assert_eq!(typed(&stage), "K7", "{size:?}");
        assert!(shown.contains("#990"), "{size:?}: {shown}");
    }
}
