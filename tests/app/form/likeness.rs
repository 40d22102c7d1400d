//! A new draft like an earlier launch.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::domain::draft::{Field, RunField, Step};
use kaytop::domain::launch::Phase;

use super::{NAME, form, text};
use crate::stage::{Stage, launch, stamp};
use crate::{notice, three};

/// The launches, one of which sent these runs, are on screen. Today is 2026-03-04, a Wednesday.
fn launched(runs: &str) -> Stage {
    let mut launch = launch(1, "Wave 1", Phase::Created);
    launch.request.body =
        format!(r#"{{"name":"Wave 1","agent_id":"abc_771","case_list_id":318,"later":"kept","runs":[{runs}]}}"#);
    let mut stage = Stage::with(three());
    stage.journal(Ok(vec![launch]));
    stage.press("L");
    stage
}

fn dates(stage: &Stage, run: usize) -> [&str; 2] {
    [RunField::StartDate, RunField::EndDate].map(|part| text(stage, Field::InRun(run, part)))
}

/// Monday to Friday, twice.
const RUNS: &str = r#"{"client_run_id":"a","start_date":"2026-02-02","end_date":"2026-02-06"},
                      {"client_run_id":"b","start_date":"2026-02-16","end_date":"2026-02-20"}"#;

#[test]
fn t_begins_a_draft_like_the_chosen_launch_with_its_dates_weeks_later() {
    let mut stage = launched(RUNS);
    let effects = stage.press("t");
    assert_eq!((form(&stage).step, stage.model.scope(), text(&stage, NAME)), (Step::Basics, Scope::FormText, "Wave 1"));
    assert_eq!([dates(&stage, 0), dates(&stage, 1)], [["2026-03-09", "2026-03-13"], ["2026-03-23", "2026-03-27"]]);
    let said = "A new draft like \"Wave 1\". The dates of its runs are 5 weeks later: the first starts Mon 9 Mar 2026. \
                It needs a name of its own; Esc, then > moves the runs a week later.";
    assert_eq!(notice(&stage), said);
    assert_eq!(form(&stage).draft().request()["later"], "kept");
    assert!(matches!(effects.as_slice(), [Effect::Keep(Keep::SaveDraft(_))]), "{effects:?}");
    assert_eq!(stage.model.overlays, [Overlay::Form]);
    stage.press(" again");
    assert_eq!((text(&stage, NAME), form(&stage).can_undo_redo()), ("Wave 1 again", (true, false)));
}

#[test]
fn dates_that_are_yet_to_come_stay() {
    for (runs, dated, said) in [
        (
            r#"{"start_date":"2026-03-04","end_date":"2026-03-06"}"#,
            ["2026-03-04", "2026-03-06"],
            "starts Wed 4 Mar 2026.",
        ),
        (
            r#"{"start_date":"2026-06-01","end_date":"2026-06-05"}"#,
            ["2026-06-01", "2026-06-05"],
            "Its dates are as they were",
        ),
        (r#"{"start_date":"soon"}"#, ["soon", ""], "No run has a date that could move."),
    ] {
        let mut stage = launched(runs);
        stage.press("t");
        assert_eq!(dates(&stage, 0), dated);
        assert!(notice(&stage).contains(said), "{}", notice(&stage));
    }
}

#[test]
fn the_draft_that_was_open_is_saved_before_another_takes_its_place() {
    let mut stage = launched(RUNS);
    let first = stage.press("qcHalf typed");
    let Some(Effect::Keep(Keep::SaveDraft(saved))) =
        first.iter().find(|effect| matches!(effect, Effect::Keep(Keep::SaveDraft(_))))
    else {
        unreachable!("{first:?}")
    };
    let id = saved.id.clone();
    stage.press("<esc>Lt");
    assert_eq!((notice(&stage), &form(&stage).id), ("The open draft is being saved. Try again.", &id));
    let effects = stage.send(Msg::DraftSaved(id.clone(), Ok(stamp(Duration::ZERO).wall)));
    let Some(Effect::Keep(Keep::SaveDraft(saved))) = effects.first() else { unreachable!("{effects:?}") };
    assert_eq!(saved.draft.text(NAME), "Half typed");
    stage.send(Msg::DraftSaved(id.clone(), Ok(stamp(Duration::ZERO).wall)));
    stage.press("t");
    assert_ne!(form(&stage).id, id);
    assert_eq!(text(&stage, NAME), "Wave 1");
}

#[test]
fn a_draft_that_could_not_be_saved_is_not_lost_to_another() {
    let mut stage = launched(RUNS);
    stage.press("qcHalf");
    let id = form(&stage).id.clone();
    stage.send(Msg::DraftSaved(id.clone(), Err("the disk is full".to_owned())));
    stage.send(Msg::DraftSaved(id.clone(), Err("the disk is full".to_owned())));
    stage.press("<esc>Lt");
    assert!(notice(&stage).starts_with("The open draft would be lost: the disk is full"), "{}", notice(&stage));
    assert_eq!(text(&stage, NAME), "Half");
}

#[test]
fn where_there_is_no_draft_to_begin_t_says_why() {
    let mut stage = launched(RUNS);
    stage.model.context.connection.read_only = true;
    stage.press("t");
    assert!(notice(&stage).starts_with("Creating is switched off here"), "{}", notice(&stage));
    let mut stage = Stage::with(three());
    stage.journal(Ok(Vec::new()));
    stage.press("Lt");
    assert_eq!(notice(&stage), "There is no launch.");
    let mut stage = launched("{");
    stage.press("t");
    assert_eq!(notice(&stage), "What this launch sent cannot be read as a plan.");
    assert!(stage.model.form.is_none());
}
