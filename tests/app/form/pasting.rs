//! Rows of a spreadsheet pasted into the form: looked at, taken as one change, or dropped.

use kaytop::app::form::{Focus, Popup};
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::domain::draft::pasted::Preview;
use kaytop::domain::draft::{Field, ReportField, RunField, SlotField};
use kaytop::domain::shown::Shown;

use super::{NAME, form, opened, text};
use crate::notice;
use crate::stage::Stage;

const RUNS: &str = "wave-1\t2026-03-09\t2026-03-13\t09:00\t17:00\nwave-2\t2026-03-16\t2026-03-01\t09:00\t17:00\n\
                    wave-3\t2026-03-23\t2026-03-27\t09:00\t17:00\n";
const RECIPIENTS: Field = Field::InReport(ReportField::Recipients);

fn paste(stage: &mut Stage, text: &str) {
    let effects = stage.send(Msg::Pasted(text.to_owned()));
    assert!(
        effects
            .iter()
            .all(|effect| matches!(effect, kaytop::app::effect::Effect::Keep(kaytop::app::keep::Keep::SaveDraft(_)))),
        "{effects:?}"
    );
}

fn preview(stage: &Stage) -> &Preview {
    let Some(Popup::Pasted { preview, .. }) = &form(stage).popup else { unreachable!("{:?}", form(stage).popup) };
    preview
}

fn on_runs() -> Stage {
    let mut stage = opened();
    stage.press("<esc>4");
    stage
}

/// The recipients of a report that is switched on, with the focus.
fn on_recipients() -> Stage {
    let mut stage = opened();
    stage.press("<esc>5 ");
    while form(&stage).focus != Focus::Field(RECIPIENTS) {
        stage.press("<down>");
    }
    stage
}

#[test]
fn pasted_rows_are_looked_at_and_taken_as_one_change() {
    let mut stage = on_runs();
    let before = form(&stage).draft().clone();
    paste(&mut stage, RUNS);
    assert_eq!((preview(&stage).understood(), preview(&stage).rows.len()), (2, 3));
    assert_eq!((stage.model.scope(), form(&stage).draft()), (Scope::Pasted, &before), "nothing is typed yet");
    stage.press("<enter>");
    assert_eq!(notice(&stage), "Added 2 runs. u outside a field takes it back.");
    let ids = [0, 1].map(|index| text(&stage, Field::InRun(index, RunField::Id)));
    assert_eq!((ids, form(&stage).draft().run_count()), (["wave-1", "wave-3"], 2));
    assert_eq!(form(&stage).focus, Focus::Field(Field::Run(0)));
    stage.press("u");
    assert_eq!((form(&stage).draft(), form(&stage).can_undo_redo()), (&before, (false, true)));
    stage.press("U");
    assert_eq!(form(&stage).draft().run_count(), 2);
}

#[test]
fn one_row_is_looked_at_where_no_field_is_open_and_is_text_where_one_is() {
    let row = "wave-1,2026-03-09,2026-03-13,09:00,17:00";
    let mut stage = on_runs();
    paste(&mut stage, row);
    assert_eq!(preview(&stage).understood(), 1);
    let mut stage = on_runs();
    stage.press("<down><down><down><enter>");
    if stage.model.scope() == Scope::FormText {
        paste(&mut stage, row);
        assert!(form(&stage).popup.is_none());
    }
    for hours in ["9:00-12:00", "9:00;12:00"] {
        let mut stage = opened();
        stage.press("<esc>3");
        paste(&mut stage, hours);
        assert_eq!(preview(&stage).understood(), 1, "{hours}");
    }
    let mut stage = on_runs();
    paste(&mut stage, "wave");
    assert_eq!(notice(&stage), "Nothing was pasted: no text field is open. Enter opens one.");
}

#[test]
fn esc_drops_pasted_rows() {
    let mut stage = on_runs();
    let before = form(&stage).draft().clone();
    paste(&mut stage, RUNS);
    stage.press("<esc>");
    assert_eq!((form(&stage).draft(), stage.model.scope()), (&before, Scope::Form));
    assert_eq!(form(&stage).can_undo_redo(), (false, false));
}

#[test]
fn rows_that_all_are_wrong_cannot_be_taken() {
    let mut stage = on_runs();
    paste(&mut stage, "a\tb\tc\n");
    stage.press("<enter>");
    assert_eq!(
        (notice(&stage), stage.model.scope()),
        ("None of these rows can be taken: Esc drops them.", Scope::Pasted)
    );
}

#[test]
fn pasted_rows_join_what_is_there() {
    let mut stage = on_runs();
    stage.press("<down><down><down><down>");
    stage.press("2026-03-02<esc>");
    paste(&mut stage, RUNS);
    stage.press("<enter>");
    let ids = [0, 1, 2].map(|index| text(&stage, Field::InRun(index, RunField::Id)));
    assert_eq!(ids, ["run-1", "wave-1", "wave-3"]);
    assert_eq!(form(&stage).focus, Focus::Field(Field::Run(1)));
}

#[test]
fn pasted_hours_become_slots() {
    let mut stage = opened();
    stage.press("<esc>3");
    paste(&mut stage, "from\tto\r9:00\t12:00\r13:00\t17:00\r");
    stage.press("<enter>");
    let ends = [0, 1].map(|index| text(&stage, Field::InSlot(index, SlotField::End)));
    assert_eq!((ends, form(&stage).focus), (["12:00", "17:00"], Focus::Field(Field::Slot(0))));
}

#[test]
fn pasted_addresses_join_the_recipients_while_they_are_typed() {
    let mut stage = on_recipients();
    assert_eq!(stage.model.scope(), Scope::FormText);
    stage.press("a@firm.com");
    paste(&mut stage, "Name\tEmail\nBee\tb@firm.com\nCee\tc@firm.com\n");
    assert_eq!(preview(&stage).unused, ["Name"]);
    stage.press("<enter>");
    assert_eq!(notice(&stage), "Added 2 addresses. u outside a field takes it back.");
    assert_eq!(text(&stage, RECIPIENTS), "a@firm.com, b@firm.com, c@firm.com");
    stage.press(", d@firm.com");
    assert_eq!(text(&stage, RECIPIENTS), "a@firm.com, b@firm.com, c@firm.com, d@firm.com");
}

#[test]
fn one_line_goes_into_the_open_field_and_rows_into_no_other() {
    let mut stage = on_recipients();
    paste(&mut stage, "a@firm.com");
    assert_eq!((text(&stage, RECIPIENTS), stage.model.scope()), ("a@firm.com", Scope::FormText));
    let mut stage = opened();
    paste(&mut stage, "Wave\t4\nand 5");
    assert!(form(&stage).popup.is_none() && text(&stage, NAME).starts_with("Wave"), "{:?}", text(&stage, NAME));
    let mut stage = on_runs();
    stage.press("<down><down><down><down><down><down>");
    assert_eq!(form(&stage).focus, Focus::Field(Field::InRun(0, RunField::SelectedDays)));
    paste(&mut stage, "2026-03-09\n2026-03-10\n");
    assert!(
        form(&stage).popup.is_none() && text(&stage, Field::InRun(0, RunField::SelectedDays)).starts_with("2026-03-09")
    );
    let mut stage = on_runs();
    paste(&mut stage, "2026-03-09");
    assert!(form(&stage).popup.is_none() && notice(&stage).starts_with("Nothing was pasted: no text field is open."));
}

#[test]
fn rows_pasted_into_the_text_of_a_run_or_slot_become_runs_or_slots() {
    let mut stage = on_runs();
    stage.press("a");
    assert_eq!((stage.model.scope(), form(&stage).draft().run_count()), (Scope::FormText, 2));
    paste(&mut stage, RUNS);
    stage.press("<esc>");
    assert_eq!((stage.model.scope(), text(&stage, Field::InRun(1, RunField::Id))), (Scope::FormText, "run-2"));
    paste(&mut stage, RUNS);
    stage.press("<enter>");
    let ids = [0, 1, 2].map(|index| text(&stage, Field::InRun(index, RunField::Id)));
    assert_eq!(ids, ["run-1", "wave-1", "wave-3"], "the run that was just added makes room");
    assert_eq!((form(&stage).focus, stage.model.scope()), (Focus::Field(Field::Run(1)), Scope::FormList));
    let mut stage = opened();
    stage.press("<esc>3a");
    paste(&mut stage, "9\t12\n13\t5\n");
    assert_eq!(preview(&stage).rows[1].note, "5 is read as 17:00");
    stage.press("<enter>");
    let ends = [0, 1].map(|index| text(&stage, Field::InSlot(index, SlotField::End)));
    assert_eq!((ends, form(&stage).draft().slot_count()), (["12:00", "17:00"], 2));
}

#[test]
fn addresses_with_blanks_between_them_are_looked_at_and_known_ones_are_left_out() {
    let mut stage = on_recipients();
    stage.press("a@firm.com");
    paste(&mut stage, "b@firm.com a@firm.com");
    assert_eq!(preview(&stage).rows[0].note, "a@firm.com is among the recipients already");
    stage.press("<enter>");
    assert_eq!(notice(&stage), "Added 1 address. u outside a field takes it back.");
    assert_eq!(text(&stage, RECIPIENTS), "a@firm.com, b@firm.com");
    paste(&mut stage, "\u{1b}[31m, c@firm.com\u{1b}[0m");
    assert_eq!(text(&stage, RECIPIENTS), "a@firm.com, b@firm.com, c@firm.com");
}

#[test]
fn a_plan_pasted_anywhere_is_offered_and_one_step_takes_it_back() {
    let plan = r#"{"name": "Wave 9", "agent_id": "a", "case_list_id": 5, "runs": [{"client_run_id": "only", "start_date": "2026-03-09",
                   "end_date": "2026-03-13", "start_time": "09:00", "end_time": "17:00"}]}"#;
    let toml = "name = \"Wave 9\"\ncase_list_id = 5\nagent_id = \"a\"\n\n[[runs]]\nclient_run_id = \"only\"\nstart_date = 2026-03-09\n\
                end_date = 2026-03-13\nstart_time = 09:00:00\nend_time = 17:00:00\n";
    // A text field, the runs, the hours, the recipients, a sheet of JSON, the review.
    for (place, keys) in [
        ("name", ""),
        ("runs", "<esc>4"),
        ("hours", "<esc>3a"),
        ("sheet", "<esc>4<up><up><enter>"),
        ("review", "<esc>6"),
    ] {
        for text in [plan, toml] {
            let mut stage = opened();
            stage.press("Mine");
            stage.press(keys);
            let before = form(&stage).draft().clone();
            paste(&mut stage, text);
            let Some(Popup::Plan { plan, .. }) = &form(&stage).popup else {
                panic!("{place}: {:?}", form(&stage).popup)
            };
            assert!(plan.lines[0].contains("Wave 9"), "{:?}", plan.lines);
            assert_eq!((stage.model.scope(), form(&stage).draft()), (Scope::Pasted, &before), "nothing is typed yet");
            stage.press("<enter>");
            assert_eq!(notice(&stage), "The form holds the pasted plan. u takes it back.");
            assert_eq!(
                (text_of(&stage), form(&stage).draft().run_count()),
                (("Wave 9".into(), "only".into()), 1),
                "{place}"
            );
            stage.press("<esc>u");
            assert_eq!(form(&stage).draft(), &before, "{place}");
        }
    }
}

fn text_of(stage: &Stage) -> (String, String) {
    (text(stage, NAME).to_owned(), text(stage, Field::InRun(0, RunField::Id)).to_owned())
}

#[test]
fn a_plan_that_cannot_be_read_says_where_and_types_nothing() {
    let mut stage = on_runs();
    let before = form(&stage).draft().clone();
    paste(&mut stage, "{\"name\": \"x\",\n \"runs\": [}");
    stage.press("<enter>");
    assert_eq!((notice(&stage), stage.model.scope()), ("This plan cannot be read: Esc drops it.", Scope::Pasted));
    stage.press("<esc>");
    assert_eq!((form(&stage).draft(), stage.model.scope()), (&before, Scope::Form));
}

#[test]
fn a_paste_over_pasted_rows_changes_nothing() {
    let mut stage = on_runs();
    paste(&mut stage, RUNS);
    let before = form(&stage).clone();
    paste(&mut stage, "x\t2026-04-01\t2026-04-02\t09:00\t17:00\n");
    assert_eq!(form(&stage), &before);
    assert!(notice(&stage).starts_with("Nothing was pasted: first Enter"));
}

#[test]
fn t15_pasted_keys_are_cells() {
    let mut stage = on_runs();
    paste(&mut stage, "\u{1b}[A\t2026-03-09\n\u{1b}q\r\n");
    let shown: Vec<&str> = preview(&stage).rows.iter().flat_map(|row| &row.cells).map(Shown::as_str).collect();
    assert_eq!(shown, ["", "2026-03-09", "q"]);
    assert_eq!(stage.model.scope(), Scope::Pasted);
}
