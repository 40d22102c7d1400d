//! Launching from the form: the one way that leads to a request, and what is said of its outcome (T15, T16).

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::form::LaunchStage;
use kaytop::app::form::launch::{LaunchEnd, Prepared, RefusalWords};
use kaytop::app::keep::Keep;
use kaytop::app::key::keys;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::domain::draft::saved::DraftId;
use kaytop::domain::draft::{Field, Step};
use kaytop::domain::launch::progress::Progress;
use kaytop::domain::launch::{Launch, Origin, Phase};

use super::{FILLED, NAME, form, opened};
use crate::stage::{Stage, launch, stamp};
use crate::{current, notice, row, three};

const PAUSE: Duration = Duration::from_millis(500);
const ALMOST: Duration = Duration::from_millis(499);

/// The preparation that the effects ask for.
pub(super) fn asked(effects: &[Effect]) -> Option<(u64, bool)> {
    effects.iter().find_map(|effect| match effect {
        Effect::PrepareLaunch { ticket, retyped, .. } => Some((*ticket, *retyped)),
        _ => None,
    })
}

pub(super) fn launched(effects: &[Effect]) -> Option<(&Launch, bool)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Launch { draft, retyped } => Some((&**draft, *retyped)),
        _ => None,
    })
}

/// A launch of the plan on screen.
pub(super) fn own(stage: &Stage, phase: Phase) -> Box<Launch> {
    let mut own = launch(77, "Wave 9", phase);
    own.request.body = form(stage).draft().request().to_string();
    Box::new(own)
}

/// A filled form that waits for its launch to be ready.
fn preparing() -> (Stage, u64) {
    let mut stage = opened();
    stage.press(FILLED);
    let (ticket, retyped) = asked(&stage.press("<tab><enter>")).unwrap();
    assert!(!retyped);
    (stage, ticket)
}

/// One that shows its code for long enough.
fn ready() -> (Stage, String) {
    let (mut stage, ticket) = preparing();
    let prepared = Prepared { launch: own(&stage, Phase::Draft), bits: 1234 };
    stage.send(Msg::LaunchPrepared(ticket, Ok(prepared)));
    let code = code(&stage).unwrap();
    stage.pass(PAUSE);
    (stage, code)
}

/// Presses keys as a hand does, one after the other.
fn by_hand(stage: &mut Stage, text: &str) -> Vec<Effect> {
    let press = |key| {
        let woken = stage.pass(Duration::from_millis(50));
        [woken, stage.send(Msg::Key(key))].concat()
    };
    keys(text).into_iter().flat_map(press).collect()
}

fn code(stage: &Stage) -> Option<String> {
    match &form(stage).launch {
        LaunchStage::Ready { code, .. } => Some(code.clone()),
        _ => None,
    }
}

fn typed(stage: &Stage) -> Option<&str> {
    match &form(stage).launch {
        LaunchStage::Ready { typed, .. } => Some(typed),
        _ => None,
    }
}

/// One that was sent.
fn sent() -> Stage {
    let (mut stage, code) = ready();
    let effects = by_hand(&mut stage, &code);
    assert!(launched(&effects).is_some());
    stage
}

fn end(stage: &mut Stage, phase: Phase, found: &[i64]) -> Vec<Effect> {
    let launch = Box::new(Launch { found: found.to_vec(), ..*own(stage, phase) });
    stage.send(Msg::LaunchEnded(Ok(LaunchEnd { launch, unrecorded: None })))
}

#[test]
fn create_with_a_problem_goes_to_it_and_asks_nothing() {
    let mut stage = opened();
    stage.press("<esc>6<tab>");
    assert_eq!(asked(&stage.press("<enter>")), None);
    assert_eq!((form(&stage).step, form(&stage).focused_field()), (Step::Basics, Some(NAME)));
    assert!(notice(&stage).contains("first. Name is required"), "{}", notice(&stage));
}

#[test]
fn the_fourth_right_letter_sends_once_and_case_does_not_matter() {
    let (mut stage, code) = ready();
    assert_eq!(code.len(), 4);
    let (three, last) = code.split_at(3);
    assert!(launched(&by_hand(&mut stage, &three.to_lowercase())).is_none());
    let effects = by_hand(&mut stage, last);
    let (draft, retyped) = launched(&effects).unwrap();
    assert_eq!((draft, retyped), (&*own(&stage, Phase::Draft), false));
    assert!(launched(&by_hand(&mut stage, &code)).is_none(), "never twice");
    assert!(launched(&stage.press("<enter><tab><enter>")).is_none());
}

#[test]
fn a_wrong_letter_clears_the_field_and_enter_alone_does_nothing() {
    let (mut stage, code) = ready();
    let (two, rest) = code.split_at(2);
    stage.press(two);
    assert_eq!(typed(&stage), Some(two));
    stage.press("0");
    assert_eq!(typed(&stage), Some(""));
    assert!(launched(&stage.press(rest)).is_none());
    assert!(launched(&stage.press("<enter><enter>")).is_none());
    assert!(notice(&stage).contains("Enter does nothing"));
}

#[test]
fn t15_keys_right_after_the_code_appeared_are_not_taken() {
    let (mut stage, ticket) = preparing();
    stage.send(Msg::LaunchPrepared(ticket, Ok(Prepared { launch: own(&stage, Phase::Draft), bits: 1234 })));
    let code = code(&stage).unwrap();
    stage.pass(ALMOST);
    stage.press(&code);
    assert_eq!(typed(&stage), Some(""));
    stage.pass(Duration::from_millis(1));
    assert!(launched(&by_hand(&mut stage, &code)).is_some());
}

#[test]
fn t15_the_pause_begins_when_the_code_comes_into_sight() {
    let (mut stage, ticket) = preparing();
    stage.press("?");
    stage.send(Msg::LaunchPrepared(ticket, Ok(Prepared { launch: own(&stage, Phase::Draft), bits: 1234 })));
    let code = code(&stage).unwrap();
    stage.pass(PAUSE);
    stage.press("<esc>");
    stage.press(&code);
    assert_eq!(typed(&stage), Some(""));
    stage.pass(PAUSE);
    assert!(launched(&by_hand(&mut stage, &code)).is_some());
}

#[test]
fn t15_letters_that_come_all_at_once_are_a_paste() {
    let (mut stage, code) = ready();
    assert!(launched(&stage.press(&code)).is_none());
    assert_eq!(notice(&stage), "The letters came all at once, as pasted text does. Type them one by one.");
    assert!(launched(&by_hand(&mut stage, &code)).is_some(), "typed anew");
}

#[test]
fn t15_pasted_text_is_never_the_code() {
    let (mut stage, code) = ready();
    let effects = stage.send(Msg::Pasted(code.clone()));
    assert!(launched(&effects).is_none() && typed(&stage) == Some(""));
    assert_eq!(notice(&stage), "Nothing was pasted: this must be typed by hand.");
}

#[test]
fn an_answer_to_a_preparation_given_up_or_about_another_plan_is_no_code() {
    let (mut stage, ticket) = preparing();
    let prepared = Prepared { launch: own(&stage, Phase::Draft), bits: 1 };
    stage.press("<esc>");
    stage.send(Msg::LaunchPrepared(ticket, Ok(prepared.clone())));
    assert_eq!(form(&stage).launch, LaunchStage::Idle);
    let (next, _) = asked(&stage.press("<enter>")).unwrap();
    stage.send(Msg::LaunchPrepared(ticket, Ok(prepared)));
    assert!(matches!(form(&stage).launch, LaunchStage::Preparing { .. }));
    stage.send(Msg::LaunchPrepared(next, Ok(Prepared { launch: Box::new(launch(5, "x", Phase::Draft)), bits: 1 })));
    assert!(matches!(form(&stage).launch, LaunchStage::Refused(_)));
}

#[test]
fn leaving_the_form_gives_the_code_up_and_keeps_the_plan() {
    let (mut stage, code) = ready();
    stage.press("<ctrl-c>c");
    assert_eq!((&form(&stage).launch, form(&stage).step), (&LaunchStage::Idle, Step::Review));
    assert!(launched(&by_hand(&mut stage, &code)).is_none());
}

#[test]
fn a_name_that_looks_the_same_must_be_typed_again_or_changed() {
    let (mut stage, ticket) = preparing();
    let why = RefusalWords { words: "the name looks the same as #4 Wave 9".to_owned(), same_name: true };
    stage.send(Msg::LaunchPrepared(ticket, Err(why)));
    assert_eq!(stage.model.scope(), Scope::Code);
    assert_eq!(asked(&stage.press("wave 9<enter>")), None);
    assert!(notice(&stage).contains("letter by letter"));
    stage.press("<ctrl-u>");
    stage.send(Msg::Pasted("Wave 9".to_owned()));
    assert_eq!(asked(&stage.press("<enter>")), None);
    assert_eq!(asked(&stage.press("Wave 9<enter>")), Some((ticket + 1, true)));
    let prepared = Prepared { launch: own(&stage, Phase::Draft), bits: 1234 };
    stage.send(Msg::LaunchPrepared(ticket + 1, Ok(prepared)));
    stage.pass(PAUSE);
    let code = code(&stage).unwrap();
    assert!(launched(&by_hand(&mut stage, &code)).unwrap().1, "retyped goes along");
}

#[test]
fn another_refusal_is_tried_again_by_enter() {
    let (mut stage, ticket) = preparing();
    let why = RefusalWords { words: "the list cannot be read".to_owned(), same_name: false };
    stage.send(Msg::LaunchPrepared(ticket, Err(why)));
    assert_eq!(asked(&stage.press("<enter>")), Some((ticket + 1, false)));
}

#[test]
fn nothing_closes_while_it_is_being_sent() {
    let mut stage = sent();
    for keys in ["q", "<ctrl-c>", "<esc>", "<enter>", "?<ctrl-c>"] {
        assert!(!stage.press(keys).contains(&Effect::Quit), "{keys}");
        assert!(notice(&stage).contains("kaytop closes once its outcome is known"), "{keys}");
    }
    stage.press("<esc>");
    assert!(matches!(form(&stage).launch, LaunchStage::Sending(_)));
}

#[test]
fn a_created_campaign_closes_the_form_and_is_gone_to_when_it_appears() {
    let mut stage = sent();
    let id = form(&stage).id.clone();
    assert!(end(&mut stage, Phase::Created, &[9]).contains(&Effect::Keep(Keep::RemoveDraft(id))));
    let effects = stage.press("<enter>");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::FetchCampaigns { .. })), "it is asked for at once");
    assert!(stage.model.form.is_none() && stage.model.overlays.is_empty());
    stage.answer(Ok([three(), vec![row(9, "Wave 9")]].concat()));
    assert_eq!((current(&stage), stage.model.arrival), (Some(9), None));
}

#[test]
fn a_key_that_leaves_the_form_does_not_pass_over_an_outcome_that_came_just_before() {
    for key in ["<ctrl-c>", "q"] {
        let mut stage = sent();
        end(&mut stage, Phase::Created, &[481]);
        stage.press(key);
        assert!(notice(&stage).starts_with("Created as #481."), "{key}: {}", notice(&stage));
        assert!(stage.model.form.is_none() && stage.model.overlays.is_empty(), "{key}");
        for (phase, words) in
            [(Phase::Rejected, "Nothing was created. The form is kept"), (Phase::Unknown, "looked for")]
        {
            let mut stage = sent();
            end(&mut stage, phase, &[]);
            stage.press(key);
            assert!(notice(&stage).contains(words) && stage.model.overlays.is_empty(), "{key}: {}", notice(&stage));
            assert!(stage.model.form.is_some(), "{key}");
        }
    }
}

#[test]
fn what_is_said_of_a_created_campaign_is_where_it_is_to_be_found() {
    for (phase, found, hidden, words) in [
        (Phase::Created, vec![2], false, "Created as #2: the cursor is on it."),
        (Phase::Created, vec![2], true, "The filter hides #2: 0 shows all."),
        (Phase::CreatedNoId, vec![], false, "Created; the server did not say its number. L follows it."),
    ] {
        let mut stage = sent();
        end(&mut stage, phase, &found);
        if hidden {
            stage.model.list.set_filter("nothing", &mut stage.model.context.store);
        }
        stage.press("<enter>");
        assert_eq!(notice(&stage), words);
    }
}

#[test]
fn what_was_not_created_can_be_changed_and_tried_again() {
    for phase in [Phase::Rejected, Phase::NotSent] {
        let mut stage = sent();
        end(&mut stage, phase, &[]);
        stage.press("<enter>");
        assert_eq!((&form(&stage).launch, stage.model.scope()), (&LaunchStage::Idle, Scope::Review));
        assert!(asked(&stage.press("<enter>")).is_some());
    }
}

#[test]
fn an_unknown_outcome_is_followed_and_never_sent_again() {
    let mut stage = sent();
    end(&mut stage, Phase::Unknown, &[]);
    assert_eq!(form(&stage).outcome(&stage.model.context.launches).unwrap().phase, Phase::Unknown);
    stage.press("<enter>");
    assert!(stage.model.overlays.is_empty() && notice(&stage).contains("do not create it again"));
    stage.press("c");
    assert_eq!(asked(&stage.press("6<tab><enter>")), None);
    stage.press("c");
    let found = Launch { version: 9, found: vec![2], ..*own(&stage, Phase::Matched) };
    stage.journal(Ok(vec![found]));
    assert_eq!(form(&stage).outcome(&stage.model.context.launches).unwrap().phase, Phase::Matched);
    stage.press("<enter>");
    assert_eq!((stage.model.form.is_none(), current(&stage)), (true, Some(2)));
}

#[test]
fn a_refusal_at_the_last_moment_says_that_nothing_was_sent() {
    let mut stage = sent();
    let why = RefusalWords { words: "another kaytop is launching".to_owned(), same_name: false };
    stage.send(Msg::LaunchEnded(Err(why)));
    assert!(matches!(form(&stage).launch, LaunchStage::Refused(_)));
    stage.press("<esc>");
    assert_eq!((notice(&stage), form(&stage).draft().text(Field::Plan)), ("Nothing was sent.", ""));
}

#[test]
fn what_is_said_of_a_launch_follows_it_from_the_code_to_the_outcome() {
    let mut stage = sent();
    let says = |stage: &Stage| {
        let launch = form(stage).outcome(&stage.model.context.launches).unwrap();
        stage.model.context.launch_words(launch)
    };
    assert!(says(&stage).contains("Nothing is sent yet"), "{}", says(&stage));
    assert!(stage.model.context.launches.need_care(), "the badge shows from the code on");
    let since = stamp(stage.model.context.now.mono);
    let armed = Launch { version: 2, changed: since.clone(), ..*own(&stage, Phase::Sending) };
    for (launch, progress, words, out) in [
        (own(&stage, Phase::Draft), Progress::Waiting, "Waiting for another kaytop", false),
        (own(&stage, Phase::Draft), Progress::Checking, "Reading the list", false),
        (own(&stage, Phase::Draft), Progress::Recording, "Nothing is sent yet", false),
        (Box::new(armed.clone()), Progress::Out(since.wall), "Sending since 14:02:0", true),
        (Box::new(armed), Progress::Settling, "The request has ended", true),
    ] {
        stage.send(Msg::LaunchMoved(launch, progress));
        assert!(says(&stage).contains(words), "{progress:?}: {}", says(&stage));
        assert_eq!(says(&stage).contains("Nothing is sent"), !out, "{progress:?}");
        for keys in ["q", "<ctrl-c>", "<esc>", "<enter>"] {
            assert!(!stage.press(keys).contains(&Effect::Quit), "{keys}");
            assert_eq!(notice(&stage).contains("nothing is sent yet"), !out, "{progress:?} {keys}");
        }
    }
    // A reading of the journal that is older than what this window knows does not bring the draft back.
    stage.journal(Ok(vec![*own(&stage, Phase::Draft)]));
    assert_eq!(stage.model.context.launches.newest_first()[0].phase, Phase::Sending);
    let found = Launch { version: 3, found: vec![2], ..*own(&stage, Phase::Created) };
    stage.send(Msg::LaunchEnded(Ok(LaunchEnd { launch: Box::new(found), unrecorded: None })));
    assert!(says(&stage).starts_with("Created as #2") && !stage.model.context.launches.need_care(), "{}", says(&stage));
}

#[test]
fn what_was_said_while_it_was_under_way_goes_when_the_launch_moves() {
    let mut stage = sent();
    stage.press("<ctrl-c>");
    assert!(notice(&stage).contains("kaytop closes once"));
    end(&mut stage, Phase::Unknown, &[]);
    assert_eq!(stage.model.notice, None);
    stage.press("<enter>");
    assert!(notice(&stage).contains("do not create it again"));
    let found = Launch { version: 9, found: vec![2], ..*own(&stage, Phase::Matched) };
    stage.journal(Ok(vec![found]));
    assert_eq!(stage.model.notice, None, "it is found");
    let (mut stage, ticket) = preparing();
    stage.press("<enter>");
    assert!(notice(&stage).contains("being looked at"));
    stage.send(Msg::LaunchPrepared(ticket, Ok(Prepared { launch: own(&stage, Phase::Draft), bits: 1234 })));
    assert_eq!(stage.model.notice, None, "the code is there");
}

#[test]
fn a_launch_names_the_draft_that_it_is_made_of_also_once_that_is_a_copy() {
    let origin = |effects: &[Effect]| match effects {
        [Effect::PrepareLaunch { origin, .. }, ..] => origin.clone(),
        other => panic!("{other:?}"),
    };
    let mut stage = opened();
    stage.press(FILLED);
    let id = form(&stage).id.clone();
    let effects = stage.press("<tab><enter>");
    assert_eq!(origin(&effects), Origin { draft: id.to_string(), copy_of: None });
    stage.press("<esc>");
    stage.send(Msg::DraftSought(id.clone()));
    assert!(form(&stage).sought && notice(&stage).contains("another window"));
    let copy = DraftId::from_bits(99);
    stage.send(Msg::DraftCopied(id.clone(), copy.clone()));
    assert!(notice(&stage).contains("nothing is lost"));
    let effects = stage.press("<enter>");
    assert_eq!(origin(&effects), Origin { draft: copy.to_string(), copy_of: Some(id.to_string()) });
}
