//! Days and times of the form: what words for them mean, the calendar, and moving them.

use kaytop::app::form::{Focus, Popup};
use kaytop::app::keymap::Scope;
use kaytop::domain::draft::{Field, ReportField, RunField};

use super::{form, opened, run, text};
use crate::notice;
use crate::stage::Stage;

#[test]
fn what_a_word_means_is_told_while_it_is_typed_and_taken_by_one_key() {
    let mut stage = opened();
    let start = run(RunField::StartDate);
    stage.press("<esc>4<down><down><down><down>fri");
    assert_eq!(form(&stage).line(start).hint, "→ Fri 6 Mar 2026");
    assert!(form(&stage).line(start).problems.is_empty(), "nothing is wrong before the field was left");
    stage.press("<right>");
    assert_eq!((text(&stage, start), form(&stage).line(start).hint.as_str()), ("2026-03-06", "Fri"));
}

#[test]
fn all_runs_move_by_weeks() {
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down>2026-03-05<tab>2026-03-06<esc>r>>");
    let starts = |stage: &Stage| [0, 1].map(|at| text(stage, Field::InRun(at, RunField::StartDate)).to_owned());
    assert_eq!(starts(&stage), ["2026-03-19", "2026-03-26"]);
    assert_eq!(notice(&stage), "All runs a week later: the first starts Thu 19 Mar 2026.");
    stage.press("<");
    assert_eq!(starts(&stage), ["2026-03-12", "2026-03-19"]);
    stage.press("u");
    assert_eq!(starts(&stage), ["2026-03-19", "2026-03-26"]);
}

#[test]
fn right_at_the_end_of_a_text_takes_what_is_offered() {
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down>2026-03-05<tab>2026-03-02<tab><backtab>");
    assert_eq!(form(&stage).line(run(RunField::EndDate)).suggestion.unwrap().text, "2026-03-06");
    stage.press("<left><right>");
    assert_eq!(text(&stage, run(RunField::EndDate)), "2026-03-02");
    stage.press("<right>");
    assert_eq!(text(&stage, run(RunField::EndDate)), "2026-03-06");
    stage.press("<tab>");
    assert_eq!(text(&stage, run(RunField::EndDate)), "2026-03-06");
}

#[test]
fn an_impossible_date_is_never_changed_without_asking() {
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down>2026-02-30<tab>");
    assert_eq!(text(&stage, run(RunField::StartDate)), "2026-02-30");
}

#[test]
fn a_loose_time_becomes_what_it_says_once_its_field_is_left_and_a_guess_is_only_offered() {
    let (start, end) = (run(RunField::StartTime), run(RunField::EndTime));
    for (typed, left, offered) in [
        ("9", "09:00", None),
        ("0930", "09:30", None),
        ("17.30", "17:30", None),
        ("9 pm", "21:00", None),
        ("noon", "12:00", None),
        ("5", "5", Some("17:00")),
        ("7:00", "7:00", Some("08:00")),
        ("07:00", "07:00", Some("08:00")),
        ("soon", "soon", None),
    ] {
        let mut stage = opened();
        stage.press("<esc>4<down><down><down><down><down><down><down>");
        assert_eq!(form(&stage).focus, Focus::Field(start));
        stage.press(typed);
        stage.press("<tab>");
        assert_eq!(text(&stage, start), left, "{typed}");
        let line = form(&stage).line(start);
        assert_eq!(line.suggestion.map(|offered| offered.text).as_deref(), offered, "{typed}");
    }
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down><down><down><down>9<tab>8<tab><backtab>");
    assert_eq!((text(&stage, start), text(&stage, end)), ("09:00", "08:00"));
    assert_eq!(form(&stage).line(end).suggestion.map(|offered| offered.note).as_deref(), Some("8 pm"));
    stage.press("<right><esc>");
    assert_eq!((text(&stage, end), form(&stage).line(end).problems.len()), ("20:00", 0));
    let before = form(&stage).can_undo_redo();
    stage.press("<enter><esc>");
    assert_eq!((text(&stage, end), form(&stage).can_undo_redo()), ("20:00", before), "a right time is left alone");
    stage.press("5 ");
    while form(&stage).focus != Focus::Field(Field::InReport(ReportField::Time)) {
        stage.press("<tab>");
    }
    stage.press("5<tab>");
    assert_eq!(text(&stage, Field::InReport(ReportField::Time)), "05:00", "a report is sent at any time");
}

#[test]
fn plus_and_minus_and_the_calendar_move_a_date() {
    let mut stage = opened();
    let start = run(RunField::StartDate);
    stage.press("<esc>4<down><down><down><down>2026-03-05<esc>++-");
    assert_eq!(text(&stage, start), "2026-03-06");
    stage.press("<enter><enter>");
    assert_eq!(stage.model.scope(), Scope::Calendar);
    stage.press("<down><left><pgdn>");
    assert!(matches!(&form(&stage).popup, Some(Popup::Calendar(calendar)) if calendar.day.to_string() == "2026-04-12"));
    stage.press("<esc>");
    assert_eq!((text(&stage, start), stage.model.scope()), ("2026-03-06", Scope::FormText));
    stage.press("<enter><down><enter>");
    assert_eq!((text(&stage, start), stage.model.scope()), ("2026-03-13", Scope::FormText));
}

#[test]
fn days_of_a_run_are_picked_in_a_calendar() {
    let mut stage = opened();
    let days = run(RunField::SelectedDays);
    let picked = |stage: &Stage| match &form(stage).popup {
        Some(Popup::Calendar(calendar)) => calendar.picked.as_ref().map(std::collections::BTreeSet::len),
        other => panic!("{other:?}"),
    };
    // Monday 2 to Friday 13 March 2026; what is typed in words is picked already.
    stage.press("<esc>4<down><down><down><down>2026-03-02<tab>2026-03-13<tab>wed<esc><enter><enter>");
    assert_eq!((stage.model.scope(), picked(&stage)), (Scope::Calendar, Some(2)));
    stage.press("<right> ");
    assert_eq!(picked(&stage), Some(3), "Thursday 5 too");
    stage.press("<up> ");
    assert_eq!(notice(&stage), "The run is from Mon 2 Mar 2026 to Fri 13 Mar 2026: other days cannot be selected.");
    stage.press("<down><left><left>*");
    assert_eq!(picked(&stage), Some(5), "both Tuesdays");
    stage.press("<enter>");
    assert_eq!(text(&stage, days), "2026-03-03, 2026-03-04, 2026-03-05, 2026-03-10, 2026-03-11");
    assert_eq!(form(&stage).focus, Focus::Field(run(RunField::StartTime)), "what is picked leads on");
    stage.press("<backtab><enter>* <enter>");
    assert_eq!(text(&stage, days), "2026-03-03, 2026-03-04, 2026-03-05, 2026-03-11", "both go, one comes back");
    stage.press("<esc>u");
    assert_eq!(text(&stage, days).matches(',').count(), 4, "one step takes the calendar back");
    stage.press("<enter><ctrl-u><esc><enter><enter><enter>");
    assert_eq!(text(&stage, days), "", "none picked is every day");
    stage.press("<backtab><backtab><enter> ");
    assert_eq!(notice(&stage), "This is one date: Enter takes the day.");
}

#[test]
fn an_end_that_was_typed_before_its_start_does_not_become_a_year() {
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down>21 mar<tab>15 mar<tab>");
    let end = run(RunField::EndDate);
    assert_eq!(text(&stage, end), "15 mar");
    let line = form(&stage).line(end);
    assert_eq!((line.problems.len(), line.suggestion.unwrap().text.as_str()), (1, "2026-03-27"));
}

#[test]
fn nothing_is_wrong_with_a_word_that_becomes_right() {
    let mut stage = opened();
    let start = run(RunField::StartDate);
    stage.press("<esc>4<down><down><down><down>soon<tab><backtab>");
    assert_eq!(form(&stage).line(start).problems.len(), 1);
    stage.press("<ctrl-u>fri");
    let line = form(&stage).line(start);
    assert_eq!((line.problems.len(), line.hint.as_str()), (0, "→ Fri 6 Mar 2026"));
    stage.press("x");
    assert_eq!(form(&stage).line(start).problems.len(), 1, "live");
}
