//! What letters are in the form: text in a text, nothing on what has none, commands where that is said.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::form::{Focus, Popup};
use kaytop::app::keep::Keep;
use kaytop::app::key::Key;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::draft::saved::{DraftId, SavedDraft};
use kaytop::domain::draft::{BodyField, Draft, Field, ReportField, RunField, SlotField, Step};
use kaytop::domain::shown::Shown;
use proptest::prelude::*;

use super::{FILLED, NAME, form, opened, run, text};
use crate::stage::Stage;
use crate::{notice, row, three};

const OBO: Field = Field::Body(BodyField::IsObo);
const AGENT: Field = Field::Body(BodyField::AgentId);
const NAMES: [&str; 6] =
    ["Nora wave 4 2026", "Exxon + BP <q3> {x}?", "2026-03-05", "09:00-17:00", "Yearly, next: why?", "Dubai >50 days"];

/// Everything but texts: how to get there from an open form, and whose keys hold there.
const PLACES: [(&str, Scope); 11] = [
    ("<tab>", Scope::FormSwitch),
    ("<tab><tab><tab><tab><tab>", Scope::FormButton),
    ("<pgdn><pgdn>", Scope::FormSwitch),
    ("<pgdn><pgdn><tab>", Scope::FormList),
    ("<pgdn><pgdn><pgdn><backtab><backtab><backtab>", Scope::FormList),
    ("<pgdn><pgdn><pgdn><backtab><backtab><backtab><backtab>", Scope::FormList),
    ("<pgdn><pgdn><pgdn><backtab><backtab>", Scope::FormText),
    ("<pgdn><pgdn><pgdn><pgdn>", Scope::FormSwitch),
    ("<pgdn><pgdn><pgdn><pgdn> <tab><tab>", Scope::FormChoice),
    ("<esc>4<down><down><down><down><down><down><down><down><down>", Scope::FormButton),
    ("<pgdn><pgdn><pgdn><pgdn><pgdn>", Scope::Review),
];

fn at(way: &str) -> Stage {
    let mut stage = opened();
    stage.press("Wave 9");
    stage.press(way);
    stage
}

/// What must not change: the plan, the step and the focus, and what lies over the form.
fn standing(stage: &Stage) -> (Draft, Step, Focus, Option<Popup>, Vec<Overlay>) {
    let form = form(stage);
    (form.draft().clone(), form.step, form.focus, form.popup.clone(), stage.model.overlays.clone())
}

/// What asks for more than keeping the draft.
fn acts(effects: &[Effect]) -> Vec<&Effect> {
    effects
        .iter()
        .filter(|effect| !matches!(effect, Effect::Keep(Keep::SaveDraft(_)) | Effect::FetchCaseLists { .. }))
        .collect()
}

#[test]
fn a_name_typed_where_there_is_no_text_changes_nothing_and_is_told_where_text_goes() {
    let commands = [Scope::FormText, Scope::Review];
    for (way, scope) in PLACES.into_iter().filter(|(_, scope)| !commands.contains(scope)) {
        for name in NAMES {
            let mut stage = at(way);
            assert_eq!(stage.model.scope(), scope, "{way}");
            let before = standing(&stage);
            let effects = stage.press(name);
            assert_eq!(standing(&stage), before, "{name:?} at {way}");
            assert!(acts(&effects).is_empty(), "{name:?} at {way}: {effects:?}");
            assert!(!notice(&stage).is_empty(), "{name:?} at {way}");
        }
    }
}

#[test]
fn what_has_the_focus_is_named_and_so_is_the_text_beside_it() {
    for (way, said) in [
        (
            "<tab>",
            "“On behalf of clients” is a switch: Space turns it over, y and n set it. Nothing was typed: text goes into “Name” above.",
        ),
        (
            "<tab><tab><tab><tab><tab>",
            "This is a button: Enter presses it. Nothing was typed: text goes into “Name” above.",
        ),
        (
            "<pgdn><pgdn><pgdn><pgdn> <tab><tab>",
            "“Frequency” is chosen: ← and → turn it, Enter opens its list, where letters find. Nothing was typed: text goes into “Report name” above.",
        ),
        (
            "<pgdn><pgdn>",
            "“Use the campaign's hours” is a switch: Space turns it over, y and n set it. Nothing was typed. Esc, then letters are commands.",
        ),
    ] {
        let mut stage = at(way);
        stage.press("W");
        assert_eq!(notice(&stage), said, "{way}");
    }
}

#[test]
fn space_turns_a_switch_and_y_and_n_set_it() {
    let mut stage = at("<tab>");
    for (key, on) in [(" ", true), (" ", false), ("y", true), ("y", true), ("n", false), ("n", false)] {
        stage.pass(Duration::from_secs(2));
        stage.press(key);
        assert_eq!(form(&stage).draft().is_on(OBO), on, "{key:?}");
    }
    assert_eq!(notice(&stage), "It is off already.");
}

#[test]
fn a_word_that_begins_with_a_letter_of_a_switch_or_list_takes_back_what_that_did() {
    for (way, word) in
        [("<tab>", "yes, maybe"), ("<tab>", " northern"), ("<pgdn><pgdn><pgdn><backtab><backtab><backtab>", "run-3")]
    {
        let mut stage = at(way);
        let before = standing(&stage);
        stage.press(word);
        assert_eq!(standing(&stage), before, "{word:?}");
    }
    let mut stage = at("<tab>");
    stage.press("y");
    stage.pass(Duration::from_secs(2));
    stage.press("w");
    assert!(form(&stage).draft().is_on(OBO), "these were two presses, not a word");
}

#[test]
fn a_word_that_adds_a_run_or_slot_is_taken_back_and_a_time_typed_right_behind_it_is_not() {
    let lists = ["<pgdn><pgdn><tab>", "<pgdn><pgdn><pgdn><backtab><backtab><backtab>"];
    for (way, word) in
        lists.iter().flat_map(|way| ["acme", "Bayer", "dad's", "drakes", "hal", "agent"].map(|word| (way, word)))
    {
        let mut stage = at(way);
        let before = (standing(&stage), stage.model.scope());
        stage.press(word);
        assert_eq!((standing(&stage), stage.model.scope()), before, "{word:?} at {way}");
        assert!(notice(&stage).contains("Nothing was typed"), "{word:?} at {way}: {}", notice(&stage));
        stage.press("<tab>");
        let before = form(&stage).check().problems.len();
        stage.press("<backtab>");
        assert_eq!(form(&stage).check().problems.len(), before);
    }
    let mut stage = at("<pgdn><pgdn><tab>");
    stage.press("a9<tab>17<tab>");
    let slot = |part| text(&stage, Field::InSlot(0, part));
    assert_eq!((slot(SlotField::Start), slot(SlotField::End)), ("09:00", "17:00"));
    let mut stage = at("<pgdn><pgdn><pgdn><backtab><backtab><backtab>");
    stage.press("a");
    stage.pass(Duration::from_secs(2));
    stage.press("b");
    assert_eq!(text(&stage, Field::InRun(1, RunField::Id)), "run-2b", "who waits has seen where it goes");
}

#[test]
fn letters_change_a_list_and_act_again_after_a_moment_or_another_key() {
    let mut stage = at("<pgdn><pgdn><pgdn><backtab><backtab><backtab>");
    stage.press("Nd");
    assert_eq!(form(&stage).draft().run_count(), 1);
    stage.pass(Duration::from_secs(2));
    stage.press("d");
    assert_eq!(form(&stage).draft().run_count(), 2);
    stage.pass(Duration::from_secs(2));
    stage.press("N<right>d");
    assert_eq!(form(&stage).draft().run_count(), 3);
}

#[test]
fn esc_makes_letters_commands_wherever_the_focus_is_and_the_next_goes_a_step_back() {
    for (way, scope) in PLACES.into_iter().filter(|(_, scope)| *scope != Scope::Review) {
        let mut stage = at(way);
        let step = form(&stage).step;
        assert_eq!((stage.model.scope(), form(&stage).escape().as_str()), (scope, "commands"), "{way}");
        stage.press("<esc>");
        let back = step.back().map_or("leave".to_owned(), |step| format!("to {}", step.title()));
        assert_eq!((stage.model.scope(), form(&stage).escape(), form(&stage).step), (Scope::Form, back, step), "{way}");
        stage.press("<esc>");
        match step.back() {
            Some(step) => assert_eq!(form(&stage).step, step, "{way}"),
            None => assert!(stage.model.overlays.is_empty(), "{way}"),
        }
    }
}

#[test]
fn every_layer_over_the_form_is_left_one_at_a_time_to_where_the_keys_were() {
    for (way, over, under, words) in [
        ("<pgdn><enter>", Scope::Choices, Scope::FormText, "close"),
        ("<esc>4<down><down><down><down><enter>", Scope::Calendar, Scope::FormText, "close"),
        (
            "<esc>4<down><down><down><down><down><down><down><down><down><enter>",
            Scope::Sheet,
            Scope::FormButton,
            "done",
        ),
        ("<pgdn><pgdn><pgdn><pgdn> <tab><tab><enter>", Scope::Choices, Scope::FormChoice, "close"),
    ] {
        let mut stage = at(way);
        assert_eq!((stage.model.scope(), form(&stage).escape().as_str()), (over, words), "{way}");
        stage.press("<esc>");
        assert_eq!(stage.model.scope(), under, "{way}");
    }
}

#[test]
fn u_undoes_again_whatever_then_has_the_focus_and_says_what_it_takes_back() {
    let mut stage = opened();
    stage.press("Wave<tab> <pgdn>abc<pgdn> <tab>a<esc>");
    stage.press("09:00<esc><esc>");
    let mut said = Vec::new();
    for _ in 0..8 {
        stage.press("u");
        said.push(notice(&stage).to_owned());
    }
    for expected in [
        "Undone: slot 1 is gone again.",
        "Undone: “Use the campaign's hours” is off again.",
        "Undone: “Agent” is empty again.",
        "Undone: “On behalf of clients” is off again.",
        "Undone: “Name” is empty again.",
        "There is nothing to undo.",
    ] {
        assert!(said.iter().any(|said| said == expected), "{expected} in {said:?}");
    }
    assert_eq!((text(&stage, NAME), stage.model.scope()), ("", Scope::Form));
    stage.press("U");
    assert_eq!(notice(&stage), "Made again: “Name” is “Wave” again.");
}

#[test]
fn undo_from_a_list_or_the_review_goes_on_as_well() {
    for way in ["<backtab><backtab><backtab>", "<esc>6"] {
        let mut stage = opened();
        stage.press("Wave<tab> <tab> <pgdn><pgdn><pgdn>");
        stage.press(way);
        stage.press("uuu");
        assert_eq!(text(&stage, NAME), "", "{way}");
        assert!(!form(&stage).draft().is_on(OBO), "{way}");
    }
}

#[test]
fn in_a_text_undo_leaves_typing_on() {
    let mut stage = opened();
    stage.press("Wave<pgdn>abc<ctrl-_><ctrl-_>");
    assert_eq!((text(&stage, NAME), stage.model.scope()), ("", Scope::FormText));
    stage.press("<tab> <ctrl-_>");
    assert!(!form(&stage).draft().is_on(OBO), "and on a switch the same keys undo");
}

#[test]
fn enter_stays_in_an_empty_field_that_must_be_filled_in() {
    let mut stage = opened();
    stage.press("<enter>");
    assert_eq!((form(&stage).focus, stage.model.scope()), (Focus::Field(NAME), Scope::FormText));
    assert_eq!(notice(&stage), "“Name” must be filled in: type it here. Tab goes on without it.");
    stage.press("  <enter>");
    assert_eq!(form(&stage).focus, Focus::Field(NAME), "blanks are nothing");
    stage.press("Wave<enter>");
    assert_eq!(form(&stage).focus, Focus::Field(OBO));
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down><down><down><down><enter>");
    assert_eq!(form(&stage).focus, Focus::Field(run(RunField::StartTime)));
    let mut stage = Stage::with(Vec::new());
    stage.press("c<pgdn><enter>");
    assert_eq!((form(&stage).focus, &form(&stage).popup), (Focus::Field(AGENT), &None), "no agent is known");
}

#[test]
fn coming_back_to_a_step_lands_on_its_first_problem() {
    let mut stage = opened();
    stage.press(FILLED);
    stage.press("<esc><esc><esc>");
    assert_eq!(form(&stage).step, Step::Hours);
    let mut stage = opened();
    stage.press("Wave<tab><tab><pgdn>abc<tab>x<pgdn><pgup>");
    let list = Field::Body(BodyField::CaseListId);
    assert_eq!((form(&stage).focus, stage.model.scope()), (Focus::Field(list), Scope::FormText));
    stage.press("<ctrl-u>318<pgup>");
    let healing = Focus::Field(Field::Body(BodyField::SelfHealing));
    assert_eq!(form(&stage).focus, healing, "nothing is wrong there: as it was left");
    stage.press("<esc>6");
    for keys in ["4", "<tab><esc>64"] {
        stage.press(keys);
        let start = Focus::Field(run(RunField::StartDate));
        assert_eq!((form(&stage).focus, stage.model.scope()), (start, Scope::Form), "{keys}");
    }
}

#[test]
fn a_resumed_draft_begins_at_the_first_problem_of_its_step() {
    let mut stage = opened();
    let mut draft = form(&stage).draft().clone();
    draft.set_text(AGENT, "abc_1");
    let id = DraftId::from_bits(3);
    let saved = SavedDraft { id, step: Step::Audience, saved_at: stage.model.context.now.wall, copy_of: None, draft };
    stage.press("<esc>D");
    stage.send(Msg::DraftSaved(form(&stage).id.clone(), Ok(stage.model.context.now.wall)));
    stage.send(Msg::DraftLoaded(Ok(Box::new(saved))));
    assert_eq!(form(&stage).focus, Focus::Field(Field::Body(BodyField::CaseListId)));
}

#[test]
fn an_agent_a_word_away_from_a_known_one_is_offered() {
    let agents = ["nora_intake_es", "nora_intake_es", "noah_reminders"];
    let of = |(id, agent): (usize, &&str)| Campaign { agent: Some(Shown::new(agent)), ..row(id as i64, "Wave") };
    let mut stage = Stage::with(agents.iter().enumerate().map(of).collect());
    stage.press("c<pgdn>nora intake<enter>");
    let offered = |stage: &Stage| {
        kaytop::app::form::suggestions::line(&stage.model.context, form(stage), AGENT)
            .suggestion
            .map(|offered| offered.text)
    };
    assert_eq!(offered(&stage).as_deref(), Some("nora_intake_es"));
    stage.press("<backtab><right>");
    assert_eq!((text(&stage, AGENT), offered(&stage)), ("nora_intake_es", None));
    stage.press("<ctrl-u>zoe_records<tab>");
    assert_eq!(offered(&stage), None);
}

#[test]
fn a_date_typed_into_the_open_calendar_is_text_of_its_field() {
    let mut stage = at("<esc>4<down><down><down><down><enter>");
    assert_eq!(stage.model.scope(), Scope::Calendar);
    stage.press("jan 5");
    assert_eq!((text(&stage, run(RunField::StartDate)), stage.model.scope()), ("jan 5", Scope::FormText));
}

#[test]
fn a_name_typed_into_the_lists_of_drafts_and_launches_begins_and_removes_nothing() {
    let mut stage = Stage::with(three());
    let draft = form(&opened()).draft().clone();
    let saved = SavedDraft {
        id: DraftId::from_bits(1),
        step: Step::Runs,
        saved_at: stage.model.context.now.wall,
        copy_of: None,
        draft,
    };
    stage.press("D");
    stage.send(Msg::DraftsListed(Ok((vec![saved.summary()], Vec::new()))));
    let before = stage.model.overlays.clone();
    let effects = stage.press("Exxon wave 4 2026, next?");
    assert_eq!((&stage.model.overlays, acts(&effects)), (&before, vec![]));
    assert!(stage.model.form.is_none());
}

fn type_text(stage: &mut Stage, text: &str) -> Vec<Effect> {
    text.chars().flat_map(|letter| stage.send(Msg::Key(Key::Char(letter)))).collect()
}

fn printable() -> impl Strategy<Value = String> {
    "[ -~éßж]{2,24}"
}

/// Types at a place, where it must neither change the form nor do anything outside.
fn changes_nothing(way: &str, typed: &str) -> Result<(), TestCaseError> {
    let mut stage = at(way);
    let before = standing(&stage);
    let effects = type_text(&mut stage, typed);
    prop_assert_eq!(standing(&stage), before);
    prop_assert!(acts(&effects).is_empty(), "{:?}", effects);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_on_a_switch_choice_or_button_changes_nothing(which in 0usize..PLACES.len(), typed in printable()) {
        let (way, scope) = PLACES[which];
        prop_assume!(matches!(scope, Scope::FormSwitch | Scope::FormChoice | Scope::FormButton));
        // What is made of the keys of a switch alone sets the switch.
        prop_assume!(scope != Scope::FormSwitch || typed.chars().any(|letter| !" yn".contains(letter)));
        changes_nothing(way, &typed)?;
    }

    #[test]
    fn what_does_not_begin_with_a_command_of_the_list_changes_no_list(which in 0usize..PLACES.len(), typed in printable()) {
        let (way, scope) = PLACES[which];
        prop_assume!(scope == Scope::FormList && !typed.starts_with(|first: char| "axdr><}{JKhuU".contains(first)));
        changes_nothing(way, &typed)?;
    }
}

#[test]
fn slots_take_their_times_as_text() {
    let mut stage = at("<pgdn><pgdn><tab>a");
    stage.press("9<tab>5pm<tab>");
    let times = [SlotField::Start, SlotField::End].map(|part| text(&stage, Field::InSlot(0, part)).to_owned());
    assert_eq!(times, ["09:00", "17:00"]);
    stage.press("<esc>5 ");
    assert!(form(&stage).draft().is_on(Field::Report));
    assert_eq!(text(&stage, Field::InReport(ReportField::Frequency)), "");
}
