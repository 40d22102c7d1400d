//! The form by itself: what it is shown, and what it answers. No model, no screen.

use std::time::Duration;

use kaytop::app::action::form::FormAction;
use kaytop::app::connection::Mode;
use kaytop::app::context::Context;
use kaytop::app::effect::Effect;
use kaytop::app::form::launch::Prepared;
use kaytop::app::form::outcome::Outcome;
use kaytop::app::form::{Focus, Form, LaunchStage, Saved};
use kaytop::app::keep::Keep;
use kaytop::app::key::{Key, keys};
use kaytop::domain::draft::saved::{DraftId, SavedDraft};
use kaytop::domain::draft::{BodyField, Draft, Field, Step};
use kaytop::domain::launch::Phase;
use serde_json::{Value, from_str};

use crate::stage::{Stage, launch};

fn context() -> Context {
    Stage::unasked(Mode::Live).model.context
}

fn id() -> DraftId {
    DraftId::from_bits(7)
}

/// A plan with nothing wrong with it, on its review.
fn reviewed(context: &Context) -> Form {
    let plan: Value = from_str(include_str!("../../fixtures/create.json")).unwrap();
    let draft = Draft::from_plan(&plan).unwrap();
    let saved = SavedDraft { id: id(), step: Step::Review, saved_at: context.now.wall, copy_of: None, draft };
    let mut form = Form::resume(saved, context.today());
    form.weigh(context);
    let notes: Vec<_> = kaytop::app::form::review::must_read(&form).collect();
    for note in &notes {
        form.review.saw(note);
    }
    form.focus = Focus::Create;
    form
}

fn typed(form: &mut Form, context: &Context, text: &str) -> Vec<Outcome> {
    keys(text).into_iter().map(|key| form.press(key, context)).collect()
}

#[test]
fn typing_is_its_own_affair() {
    let context = context();
    let mut form = Form::new(id(), context.today());
    assert!(typed(&mut form, &context, "Wave 9").iter().all(|outcome| *outcome == Outcome::Nothing));
    assert_eq!(form.draft().text(Field::Body(BodyField::Name)), "Wave 9");
    let Some(Effect::Keep(Keep::SaveDraft(saved))) = form.save(context.now.wall) else {
        unreachable!("typed and not saved")
    };
    assert_eq!((saved.id, form.save(context.now.wall)), (id(), None), "one save at a time");
    assert_eq!(form.saved(&id(), Ok(context.now.wall)), Outcome::Nothing);
    assert_eq!(form.saved, Saved::At(context.now.wall));
}

#[test]
fn what_is_wrong_is_said_before_anything_is_asked() {
    let context = context();
    let mut form = Form::new(id(), context.today());
    let _ = form.act(FormAction::Go(Step::Review), &context);
    form.focus = Focus::Create;
    let Outcome::Refuse(words) = form.act(FormAction::Enter, &context) else {
        unreachable!("an empty plan is asked for")
    };
    assert!(words.contains("problems first") && form.step == Step::Basics, "{words}");
}

#[test]
fn only_the_last_letter_of_the_code_asks_for_the_launch_and_only_once() {
    let mut context = context();
    let mut form = reviewed(&context);
    let Outcome::Do(effect) = form.act(FormAction::Enter, &context) else { unreachable!("nothing is prepared") };
    let Effect::PrepareLaunch { ticket, plan, .. } = *effect else { unreachable!("another effect") };
    let mut own = launch(77, "Wave 9", Phase::Draft);
    own.request.body = plan.to_string();
    form.prepared(ticket, Ok(Prepared { launch: Box::new(own.clone()), bits: 1234 }), context.now);
    let LaunchStage::Ready { code, .. } = form.launch.clone() else { unreachable!("no code") };
    assert_eq!(form.paste(&code), Outcome::Refuse("Nothing was pasted: this must be typed by hand.".to_owned()));
    let mut outcomes = Vec::new();
    for letter in code.chars() {
        context.now.mono += Duration::from_secs(1);
        outcomes.push(form.press(Key::Char(letter), &context));
    }
    let launch = Outcome::Launch { launch: Box::new(own), retyped: false };
    assert_eq!(outcomes.pop(), Some(launch));
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Nothing), "{outcomes:?}");
    for letter in code.chars() {
        context.now.mono += Duration::from_secs(1);
        assert_eq!(form.press(Key::Char(letter), &context), Outcome::Nothing);
    }
    assert!(form.why_not(FormAction::Leave, &context).is_some(), "it is on its way");
}

#[test]
fn what_cannot_be_done_is_told_from_what_is_known() {
    let mut context = context();
    let mut form = Form::new(id(), context.today());
    let why = |form: &Form, context: &Context| form.why_not(FormAction::CompanyHours, context);
    assert_eq!(why(&form, &context).as_deref(), Some("This works on step 3, Hours."));
    let _ = form.act(FormAction::Go(Step::Hours), &context);
    assert!(why(&form, &context).unwrap().contains("not known yet"));
    context.company = crate::samples::settings();
    assert_eq!(why(&form, &context), None);
}

#[test]
fn another_drafts_answers_change_nothing() {
    let context = context();
    let mut form = Form::new(id(), context.today());
    let before = form.clone();
    let other = DraftId::from_bits(8);
    assert_eq!(form.saved(&other, Err("the disk is full".to_owned())), Outcome::Nothing);
    assert_eq!(form.copied(&other, DraftId::from_bits(9)), Outcome::Nothing);
    assert_eq!(form.sought_elsewhere(&other), Outcome::Nothing);
    assert_eq!(form, before);
}
