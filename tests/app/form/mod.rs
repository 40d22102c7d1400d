//! The form that creates campaigns: its fields, steps, lists, undo and what is kept.

mod component;
mod dates;
pub(crate) mod launch;
mod letters;
mod likeness;
mod lists;
mod midnight;
mod pasting;
mod picking;
mod properties;

use std::time::Duration;

use kaytop::app::drafts::launched;
use kaytop::app::effect::Effect;
use kaytop::app::form::review::{self, Shape};
use kaytop::app::form::{Focus, Form, Popup, Saved, TabState};
use kaytop::app::keep::{FileWritten, Keep, Purpose};
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::domain::draft::saved::{DraftId, SavedDraft};
use kaytop::domain::draft::{BodyField, Field, ReportField, RunField, Step};
use kaytop::domain::launch::Phase;
use kaytop::domain::settings::{CompanyHours, Settings};

use super::stage::{Stage, launch, stamp};
use super::{notice, row, three};
use crate::samples::settings;

pub(super) const NAME: Field = Field::Body(BodyField::Name);
const AGENT: Field = Field::Body(BodyField::AgentId);
const LIST: Field = Field::Body(BodyField::CaseListId);

pub(super) fn opened() -> Stage {
    let mut stage = Stage::with(three());
    stage.press("c");
    stage
}

pub(super) fn form(stage: &Stage) -> &Form {
    stage.model.form.as_ref().unwrap()
}

pub(super) fn text(stage: &Stage, field: Field) -> &str {
    form(stage).draft().text(field)
}

pub(super) fn run(part: RunField) -> Field {
    Field::InRun(0, part)
}

fn on_form(stage: &Stage) -> bool {
    stage.model.overlays.last() == Some(&Overlay::Form)
}

/// Everything that a launch needs, typed by hand; ends on the review.
pub(super) const FILLED: &str = "Wave 9<pgdn>abc_9<tab>318<pgdn><pgdn>2026-03-05<tab>fri<tab><tab>\
                                 09:00<tab>17:00<esc>6";

fn saves(effects: &[Effect]) -> Vec<&SavedDraft> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Keep(Keep::SaveDraft(saved)) => Some(&**saved),
            _ => None,
        })
        .collect()
}

#[test]
fn c_opens_the_form_and_typing_begins_at_once() {
    let mut stage = opened();
    stage.press("Wave 4?");
    assert!(on_form(&stage));
    assert_eq!((stage.model.scope(), text(&stage, NAME)), (Scope::FormText, "Wave 4?"));
}

#[test]
fn on_a_read_only_connection_c_says_why_not() {
    let mut stage = Stage::with(three());
    stage.model.context.connection.read_only = true;
    stage.press("c");
    assert!(stage.model.overlays.is_empty() && stage.model.form.is_none());
    assert!(notice(&stage).starts_with("Creating is switched off here"), "{}", notice(&stage));
}

#[test]
fn a_whole_plan_is_made_by_keys_alone() {
    let mut stage = opened();
    stage.press(FILLED);
    assert!(form(&stage).check().is_valid(), "{:?}", form(&stage).check().problems);
    assert_eq!(form(&stage).step, Step::Review);
    assert_eq!(text(&stage, run(RunField::EndDate)), "2026-03-06", "a word for a day became the day");
    let states: Vec<TabState> = form(&stage).tabs().into_iter().map(|tab| tab.state).collect();
    let skipped = [TabState::Skipped("each run has its own times"), TabState::Skipped("optional")];
    let valid = TabState::Valid;
    assert_eq!(states, [valid, valid, skipped[0], valid, skipped[1], valid]);
}

#[test]
fn esc_leaves_the_field_then_a_step_then_the_form_and_everything_is_as_it_was() {
    let mut stage = opened();
    stage.press("Wave<pgdn>abc<esc>");
    assert_eq!((stage.model.scope(), form(&stage).step), (Scope::Form, Step::Audience));
    stage.press("<esc>");
    assert_eq!(form(&stage).step, Step::Basics);
    let before = form(&stage).clone();
    stage.press("<esc>");
    assert!(stage.model.overlays.is_empty());
    assert_eq!(notice(&stage), "The form is kept: c opens it as it was.");
    stage.press("c");
    assert_eq!((form(&stage), on_form(&stage)), (&before, true));
    assert_eq!((text(&stage, NAME), text(&stage, AGENT)), ("Wave", "abc"));
}

#[test]
fn ctrl_c_leaves_from_within_a_text_and_keeps_it() {
    let mut stage = opened();
    let effects = stage.press("Wav<ctrl-c>");
    assert!(stage.model.overlays.is_empty() && !effects.contains(&Effect::Quit));
    stage.press("ce");
    assert_eq!(text(&stage, NAME), "Wave");
}

#[test]
fn tab_and_arrows_go_through_fields_and_the_ends_say_so() {
    let mut stage = opened();
    stage.press("<tab>");
    assert_eq!(form(&stage).focus, Focus::Field(Field::Body(BodyField::IsObo)));
    stage.press("<up>x<backtab>");
    assert_eq!((text(&stage, NAME), notice(&stage)), ("x", "This is the first of the step."));
    stage.press("<down><down><down><down><down>");
    assert_eq!(form(&stage).focus, Focus::Next);
    stage.press("<enter>");
    assert_eq!((form(&stage).step, stage.model.scope()), (Step::Audience, Scope::FormText));
}

#[test]
fn numbers_jump_outside_a_text_and_are_text_in_it() {
    let mut stage = opened();
    stage.press("4");
    assert_eq!((text(&stage, NAME), form(&stage).step), ("4", Step::Basics));
    stage.press("<esc>4");
    assert_eq!((form(&stage).step, stage.model.scope()), (Step::Runs, Scope::Form));
    stage.press("1");
    assert_eq!(form(&stage).step, Step::Basics);
}

#[test]
fn a_number_that_is_typed_outside_a_text_ends_up_in_none() {
    let mut stage = opened();
    stage.press("<esc>4<tab><tab><tab>");
    assert_eq!(form(&stage).focus, Focus::Field(run(RunField::MessagingOnly)));
    let before = form(&stage).draft().clone();
    stage.press("2026-12-21");
    assert_eq!((form(&stage).step, form(&stage).draft()), (Step::Runs, &before));
    assert!(notice(&stage).starts_with("“Messages only” is a switch: Space turns it over"), "{}", notice(&stage));
    stage.press("<backtab><esc>2026-12-21");
    assert_eq!(form(&stage).draft(), &before, "a jump opens no text");
}

#[test]
fn a_step_is_begun_at_the_first_field_that_must_be_filled_in() {
    let mut stage = opened();
    stage.press("<pgdn><pgdn><pgdn>");
    assert_eq!((form(&stage).focus, stage.model.scope()), (Focus::Field(run(RunField::StartDate)), Scope::FormText));
    stage.press("<pgup><pgdn>");
    assert_eq!(form(&stage).focus, Focus::Field(run(RunField::StartDate)), "and gone back to where it was left");
    let mut stage = opened();
    stage.press("<esc>4");
    assert_eq!(form(&stage).focus, Focus::Field(Field::Runs), "a number goes to the list, where letters are commands");
}

#[test]
fn enter_goes_on_from_what_was_typed_and_from_a_switch() {
    let mut stage = opened();
    stage.press("Wave<enter><enter><enter><enter><enter><enter>");
    assert_eq!((form(&stage).step, form(&stage).focus), (Step::Audience, Focus::Field(AGENT)));
    let untouched = Field::Body(BodyField::IsObo);
    assert!(!form(&stage).draft().is_on(untouched), "Enter switches nothing");
    stage.press("abc_9<enter>");
    assert_eq!((form(&stage).focus, &form(&stage).popup), (Focus::Field(LIST), &None));
    stage.press("<backtab><enter>");
    assert!(matches!(form(&stage).popup, Some(Popup::Choices(_))), "nothing was typed since");
}

#[test]
fn c_shows_the_drafts_that_an_earlier_session_left() {
    let mut stage = Stage::unasked(kaytop::app::connection::Mode::Live);
    assert!(stage.send(Msg::Woke).contains(&Effect::Keep(Keep::ListDrafts)));
    let draft = form(&opened()).draft().clone();
    let saved = SavedDraft {
        id: DraftId::from_bits(1),
        step: Step::Runs,
        saved_at: stamp(Duration::ZERO).wall,
        copy_of: None,
        draft,
    };
    stage.send(Msg::DraftsListed(Ok((vec![saved.summary()], Vec::new()))));
    stage.press("c");
    assert!(matches!(stage.model.overlays.last(), Some(Overlay::Drafts(_))));
    assert_eq!(notice(&stage), "These drafts are kept. Enter goes on with one, n begins a new one.");
    stage.press("n");
    assert!(on_form(&stage));
}

#[test]
fn a_draft_that_was_launched_says_so_and_does_not_stand_in_the_way() {
    let mut stage = Stage::with(three());
    let draft = form(&opened()).draft().clone();
    let body = draft.request().to_string();
    let saved = SavedDraft {
        id: DraftId::from_bits(1),
        step: Step::Review,
        saved_at: stamp(Duration::ZERO).wall,
        copy_of: None,
        draft,
    };
    stage.send(Msg::DraftsListed(Ok((vec![saved.summary()], Vec::new()))));
    let mut made = launch(7, "Wave 1", Phase::Unknown);
    made.request.body = body;
    let lost = made.clone();
    stage.journal(Ok(vec![lost]));
    stage.press("c");
    assert!(matches!(stage.model.overlays.last(), Some(Overlay::Drafts(_))), "nobody knows yet");
    stage.press("<esc>");
    made.phase = Phase::Matched;
    stage.journal(Ok(vec![made]));
    assert!(launched(&stage.model.drafts.known[0], &stage.model.context.launches).is_some());
    stage.press("c");
    assert!(on_form(&stage), "a new plan");
}

#[test]
fn what_is_wrong_shows_once_a_field_was_left_and_then_as_it_is_typed() {
    let mut stage = opened();
    stage.press("<pgdn><tab>x");
    assert!(form(&stage).line(LIST).problems.is_empty());
    assert_eq!(form(&stage).tabs()[1].state, TabState::Problems(1), "the agent was left empty");
    stage.press("<tab>");
    assert_eq!(form(&stage).line(LIST).problems.len(), 1);
    stage.press("<backtab><bs>3");
    assert!(form(&stage).line(LIST).problems.is_empty());
    stage.press("y");
    assert_eq!(form(&stage).line(LIST).problems.len(), 1, "live");
}

#[test]
fn json_that_is_broken_has_one_problem_and_a_refusal_speaks_of_places() {
    let messages = run(RunField::Messages);
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down><down><down><down><down><down><enter>{{<esc>");
    assert_eq!(form(&stage).focus, Focus::Field(messages));
    let problems = form(&stage).line(messages).problems;
    assert!(problems.len() == 1 && problems[0].starts_with("is not JSON: "), "{problems:?}");
    let mut stage = opened();
    stage.press(FILLED);
    stage.press("4");
    assert_eq!(form(&stage).focus, Focus::Field(run(RunField::EndTime)));
    stage.press("<enter><ctrl-u><esc>6<tab><enter>");
    assert!(notice(&stage).starts_with("1 problem first. run-1, "), "{}", notice(&stage));
    assert!(notice(&stage).contains("unless the run is “Messages only”"), "{}", notice(&stage));
}

#[test]
fn u_undoes_outside_a_text_and_ctrl_underscore_in_it() {
    let mut stage = opened();
    stage.press("Wave<ctrl-_>");
    assert_eq!((text(&stage, NAME), form(&stage).editing.as_ref().unwrap().text()), ("", ""));
    stage.press("<ctrl-r>");
    assert_eq!((text(&stage, NAME), form(&stage).editing.as_ref().unwrap().text()), ("Wave", "Wave"));
    stage.press("<tab> <pgdn><esc>u");
    assert_eq!((form(&stage).step, notice(&stage)), (Step::Basics, "Undone: “On behalf of clients” is off again."));
    stage.press("uu");
    assert_eq!((text(&stage, NAME), notice(&stage)), ("", "There is nothing to undo."));
    stage.press("UU");
    assert!(form(&stage).draft().is_on(Field::Body(BodyField::IsObo)));
}

#[test]
fn undo_takes_back_a_word_at_a_time() {
    let mut stage = opened();
    stage.press("Wave 9 b<ctrl-_>");
    assert_eq!(text(&stage, NAME), "Wave 9 ");
    stage.press("<ctrl-_>");
    assert_eq!(text(&stage, NAME), "Wave ");
    stage.press("<ctrl-r><ctrl-r>");
    assert_eq!(text(&stage, NAME), "Wave 9 b");
}

#[test]
fn runs_are_added_copied_repeated_and_removed_and_that_is_undone() {
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down>2026-03-05<esc>r");
    assert_eq!(text(&stage, Field::InRun(1, RunField::StartDate)), "2026-03-12");
    stage.press("da");
    assert_eq!(form(&stage).draft().run_count(), 4);
    stage.press("<esc>{");
    assert_eq!(form(&stage).focus, Focus::Field(Field::InRun(2, RunField::Id)));
    let before = form(&stage).draft().clone();
    stage.press("x");
    assert_eq!(form(&stage).draft().run_count(), 3);
    stage.press("u");
    assert_eq!(form(&stage).draft(), &before);
    stage.press("1x");
    assert_eq!(notice(&stage), "This works on runs and slots: steps 3 and 4.");
}

#[test]
fn errors_stay_with_their_run_when_another_is_removed() {
    let mut stage = opened();
    stage.press("<esc>4<down>a");
    stage.press("<down><down><down>soon<tab><esc>");
    let broken = |stage: &Stage, at| form(stage).line(Field::InRun(at, RunField::StartDate)).problems.len();
    assert_eq!((broken(&stage, 0), broken(&stage, 1)), (0, 1));
    stage.press("{x");
    assert_eq!((form(&stage).draft().run_count(), broken(&stage, 0)), (1, 1));
}

#[test]
fn agents_and_lists_are_offered_from_the_campaigns() {
    let mut stage = opened();
    stage.press("<pgdn><enter>");
    let Some(Popup::Choices(list)) = &form(&stage).popup else { panic!("a pick list") };
    let line = &list.lines()[0];
    assert_eq!((line.text.as_str(), line.note.as_str()), ("abc_123", "3 campaigns, 70.8% success"));
    stage.press("<enter>");
    assert_eq!(text(&stage, AGENT), "abc_123");
    assert_eq!(form(&stage).focus, Focus::Field(LIST), "what is picked leads on");
    stage.press("<enter><enter>");
    assert_eq!(text(&stage, LIST), "123");
}

#[test]
fn companies_hours_are_copied_or_said_to_be_missing() {
    let mut stage = opened();
    stage.press("<esc>3h");
    assert_eq!(form(&stage).draft().slot_count(), 2);
    assert!(form(&stage).draft().is_on(Field::Body(BodyField::UseCompanyHours)));
    stage.press("u");
    assert_eq!(form(&stage).draft().slot_count(), 0);
    stage.model.context.company = Settings { hours: CompanyHours::NotConfigured, ..settings() };
    stage.press("h");
    assert_eq!(notice(&stage), "The company has no hours configured. Type the slots here.");
}

#[test]
fn choices_turn_by_arrows_or_are_picked() {
    let mut stage = opened();
    stage.press("<esc>5 ");
    assert!(form(&stage).draft().is_on(Field::Report));
    stage.press("<tab><tab><right><right>");
    let frequency = Field::InReport(ReportField::Frequency);
    assert_eq!(text(&stage, frequency), "weekly");
    stage.press("<left>");
    assert_eq!(text(&stage, frequency), "daily");
    stage.press("<tab>");
    assert_eq!(form(&stage).focus, Focus::Field(Field::InReport(ReportField::Time)), "a daily report has no weekday");
    stage.press("<backtab><right><tab><enter><down><down><enter>");
    assert_eq!(text(&stage, Field::InReport(ReportField::Weekday)), "2");
    assert_eq!(form(&stage).focus, Focus::Field(Field::InReport(ReportField::Time)), "nor has a weekly one a date");
}

#[test]
fn json_is_written_on_a_sheet_that_says_line_and_column() {
    let mut stage = opened();
    stage.press("<esc>4}<down><down><down><down><down><down><down><down><enter>");
    assert_eq!(stage.model.scope(), Scope::Sheet);
    stage.press("[{}<enter>,?]<esc>");
    let messages = run(RunField::Messages);
    assert_eq!(text(&stage, messages), "[{}\n,?]");
    assert!(notice(&stage).contains("line 2, column 2"), "{}", notice(&stage));
    assert!(form(&stage).line(messages).problems[0].contains("line 2, column 2"));
    stage.press("<enter><left><bs>{}<esc>");
    assert_eq!((text(&stage, messages), form(&stage).line(messages).problems.len()), ("[{}\n,{}]", 0));
}

#[test]
fn t14_a_long_paste_is_cut_and_said() {
    let mut stage = opened();
    stage.send(Msg::Pasted("x".repeat(1_000_000)));
    assert_eq!(notice(&stage), "Pasted 1000000 characters, kept 1000.");
    stage.press("<esc>");
    stage.send(Msg::Pasted("y".to_owned()));
    assert!(notice(&stage).starts_with("Nothing was pasted"));
    assert_eq!(text(&stage, NAME).len(), 1000);
}

#[test]
fn every_change_is_saved_and_one_save_is_in_flight_at_most() {
    let mut stage = opened();
    let first = stage.press("Wave");
    assert_eq!(saves(&first).len(), 1);
    assert_eq!(form(&stage).saved, Saved::Saving);
    let id = form(&stage).id.clone();
    let wall = stamp(Duration::ZERO).wall;
    let next = stage.send(Msg::DraftSaved(id.clone(), Ok(wall)));
    assert_eq!(saves(&next)[0].draft.text(NAME), "Wave");
    assert!(saves(&stage.send(Msg::DraftSaved(id.clone(), Ok(wall)))).is_empty());
    assert_eq!(form(&stage).saved, Saved::At(wall));
    stage.press("s");
    stage.send(Msg::DraftSaved(id, Err("the disk is full".to_owned())));
    assert_eq!(form(&stage).saved, Saved::Not("the disk is full".to_owned()));
    assert_eq!(saves(&stage.press("<ctrl-c>")).len(), 1, "tried once more");
}

#[test]
fn a_kept_draft_is_gone_on_with_at_its_step_and_removed_by_another_key_than_the_one_that_asks() {
    let mut stage = opened();
    stage.press(FILLED);
    let mut kept = SavedDraft {
        id: form(&stage).id.clone(),
        step: Step::Runs,
        saved_at: stamp(Duration::ZERO).wall,
        copy_of: None,
        draft: form(&stage).draft().clone(),
    };
    let id = kept.id.clone();
    let mut stage = Stage::with(three());
    stage.press("D");
    stage.send(Msg::DraftsListed(Ok((vec![kept.summary()], Vec::new()))));
    assert!(stage.press("<enter>").contains(&Effect::Keep(Keep::LoadDraft(Box::new(kept.summary())))));
    kept.draft.set_text(NAME, "Loaded");
    stage.send(Msg::DraftLoaded(Ok(Box::new(kept))));
    assert_eq!((form(&stage).step, text(&stage, NAME), on_form(&stage)), (Step::Runs, "Loaded", true));
    stage.press("<esc>D");
    let removes = |effects: Vec<Effect>| effects.contains(&Effect::Keep(Keep::RemoveDraft(id.clone())));
    for word in ["xx", "xxx", "x~y", "y", "x<down>y"] {
        stage.pass(Duration::from_secs(2));
        assert!(!removes(stage.press(word)), "{word}");
        stage.press("<down>");
    }
    stage.pass(Duration::from_secs(2));
    assert!(!removes(stage.press("x")));
    assert_eq!(notice(&stage), "y removes \"Wave 9\" for good; any other key keeps it.");
    assert!(removes(stage.press("y")));
    stage.send(Msg::DraftRemoved(id.clone(), Ok(())));
    assert!(stage.model.form.is_none() && stage.model.drafts.known.is_empty());
    stage.pass(Duration::from_secs(1));
    stage.press("n");
    assert!(on_form(&stage) && form(&stage).id != id);
}

#[test]
fn an_unsaved_draft_does_not_give_way_to_another() {
    let mut stage = opened();
    stage.press("Wave<esc>");
    let id = form(&stage).id.clone();
    for _ in 0..2 {
        stage.send(Msg::DraftSaved(id.clone(), Err("the disk is full".to_owned())));
    }
    stage.press("Dn");
    assert_eq!(text(&stage, NAME), "Wave");
    assert!(notice(&stage).contains("would be lost"), "{}", notice(&stage));
}

#[test]
fn help_is_an_escape_away_and_loses_nothing() {
    let mut stage = opened();
    stage.press("Wave<esc>?undo");
    assert_eq!(stage.model.scope(), Scope::Help);
    stage.press("<esc>");
    assert_eq!((on_form(&stage), text(&stage, NAME)), (true, "Wave"));
    stage.press("?undo<enter>");
    assert_eq!(text(&stage, NAME), "");
}

#[test]
fn the_review_sums_up_copies_and_writes_the_plan() {
    let mut stage = opened();
    stage.press(FILLED);
    let lines = review::summary(form(&stage), &stage.model.context);
    let read: Vec<String> =
        lines.iter().map(|line| format!("{} {}: {}", line.step as usize + 1, line.label, line.text)).collect();
    assert_eq!(read[0], "1 name: Wave 9");
    assert!(read.contains(&"4 runs: run-1  Thu 5 – Fri 6 Mar 2026  09:00–17:00".to_owned()), "{read:?}");
    let copied = |effects: Vec<Effect>| match effects.into_iter().next() {
        Some(Effect::Copy(copied)) => copied.text,
        other => panic!("{other:?}"),
    };
    assert!(copied(stage.press("y")).starts_with("{\n"));
    assert!(copied(stage.press("<right>y")).contains("https://public-api.kayse.ai/v1/campaigns"));
    assert!(copied(stage.press("<right>y")).ends_with("> wave-9.json && kaytop create wave-9.json"));
    assert!(copied(stage.press("<right>y")).contains("name = \"Wave 9\""));
    assert_eq!(form(&stage).review.shape, Shape::Toml);
    let written = stage.press("w");
    assert!(
        written
            .iter()
            .any(|effect| matches!(effect, Effect::Keep(Keep::WriteFile(file)) if file.name == "wave-9.toml"))
    );
    let at = FileWritten { path: "/tmp/wave-9.toml".to_owned(), holds: String::new() };
    stage.send(Msg::FileWritten(Purpose::Plan, Ok(at)));
    assert!(notice(&stage).contains("/tmp/wave-9.toml"));
    assert!(!review::notes(form(&stage), &stage.model.context).is_empty());
}

#[test]
fn a_text_that_a_line_cannot_hold_is_opened_on_a_sheet() {
    let mut stage = opened();
    let mut draft = form(&stage).draft().clone();
    draft.set_text(NAME, "two\nlines");
    let saved = SavedDraft {
        id: form(&stage).id.clone(),
        step: Step::Basics,
        saved_at: stamp(Duration::ZERO).wall,
        copy_of: None,
        draft,
    };
    stage.model.form = Some(Box::new(Form::resume(saved, form(&stage).today())));
    stage.press("<down><up>");
    assert_eq!((stage.model.scope(), text(&stage, NAME)), (Scope::FormButton, "two\nlines"));
    stage.press("<enter>!<esc>");
    assert_eq!(text(&stage, NAME), "two\nlines!");
}

#[test]
fn a_created_campaign_is_gone_to_when_it_appears() {
    let mut stage = Stage::with(three());
    stage.model.arrival = Some(9);
    stage.press("r");
    stage.answer(Ok(vec![row(1, "Outreach"), row(9, "Wave 9")])).clear();
    assert_eq!((super::current(&stage), stage.model.arrival), (Some(9), None));
}

#[test]
fn a_run_is_moved_with_what_was_said_of_it() {
    let mut stage = opened();
    stage.press("<esc>4a<down><down>2026-03-99<esc>");
    let date = |index| Focus::Field(Field::InRun(index, RunField::StartDate));
    let stands = |stage: &Stage| {
        let id = |index| text(stage, Field::InRun(index, RunField::Id)).to_owned();
        ([0, 1].map(id), [0, 1].map(|index| form(stage).problems_shown_on_run(index)), form(stage).focus)
    };
    let (before, after) = (
        (["run-1", "run-2"].map(str::to_owned), [0, 1], date(1)),
        (["run-2", "run-1"].map(str::to_owned), [1, 0], date(0)),
    );
    assert_eq!(stands(&stage), before);
    stage.press("J");
    assert_eq!((notice(&stage), stands(&stage)), ("This is the last one.", before.clone()));
    stage.press("K");
    assert_eq!(stands(&stage), after);
    stage.press("K");
    assert_eq!((notice(&stage), stands(&stage)), ("This is the first one.", after));
    stage.press("J");
    assert_eq!(stands(&stage), before);
    stage.press("uu");
    assert_eq!(text(&stage, Field::InRun(0, RunField::Id)), "run-1");
    stage.press("1J");
    assert_eq!(notice(&stage), "This works on runs and slots: steps 3 and 4.");
}
