//! When the record is asked what it remembers, and what changes are compared with.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::app::keep::{Keep, Said};
use kaytop::app::msg::Msg;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::memory::{Baseline, Before, Found, HOURS, Memory, Question, Remembered, Workdays};
use kaytop::domain::order::{Column, Value};
use kaytop::domain::record::{Figures, Second};
use kaytop::domain::verdict::{Acknowledged, Kind, Silence};

use super::{Stage, notice, three};

const POLL: Duration = Duration::from_secs(30);

fn asked(effects: Vec<Effect>) -> Vec<Question> {
    let question = |effect| match effect {
        Effect::Keep(Keep::Recall(Recall::Memory(question))) => Some(*question),
        _ => None,
    };
    effects.into_iter().filter_map(question).collect()
}

fn baselines(effects: Vec<Effect>) -> Vec<Baseline> {
    asked(effects).into_iter().map(|question| question.baseline).collect()
}

/// Rows are read and recorded; the record has answered nothing yet.
fn recording() -> (Stage, Vec<Effect>) {
    let mut stage = Stage::new(Mode::Live);
    stage.model.context.record = Record::On;
    stage.answer(Ok(three()));
    let effects = stage.send(Msg::Recorded(Ok(()), None));
    (stage, effects)
}

/// Each campaign had 5 calls less at the baseline.
fn remembered(question: &Question) -> Memory {
    let was = |row: &Campaign| {
        let calls = row.stats.calls.map(|calls| calls - 5);
        let before = Before::Was(Figures { calls, ..Figures::default() });
        (row.id, Remembered { before, ..Remembered::default() })
    };
    let mut campaigns: Vec<_> = three().iter().map(was).collect();
    campaigns.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    let at = question.at;
    Memory {
        at,
        zone: question.zone,
        opens: None,
        silence: None,
        acknowledged: Vec::new(),
        compared: kaytop::domain::memory::Compared { baseline: question.baseline, meant: at, from: at },
        marks: [at; HOURS + 1],
        known: [true; HOURS + 1],
        workdays: Workdays::default(),
        usual: Workdays::default(),
        campaigns,
    }
}

fn answer(stage: &mut Stage, question: Question) -> Vec<Effect> {
    let memory = remembered(&question);
    let asked = Recall::Memory(Box::new(question));
    stage.send(Msg::Recalled(asked, Ok(Recalled::Memory(Some(Box::new(memory))))))
}

fn new_calls(stage: &Stage) -> Vec<Option<i64>> {
    let whole = |value: Option<Value<'_>>| match value {
        Some(Value::Whole(calls)) => Some(calls),
        _ => None,
    };
    stage.model.context.store.shown_rows().map(|row| whole(row.value(Column::CallsChange))).collect()
}

#[test]
fn the_record_is_asked_once_something_is_recorded_and_then_each_minute() {
    let (mut stage, effects) = recording();
    let [question] = &asked(effects)[..] else { panic!("not asked") };
    assert_eq!((question.baseline, question.at), (Baseline::Today, Second::of(stage.model.context.now.wall)));
    assert_eq!(asked(stage.pass(Duration::from_secs(90))), [], "it has not answered yet");
    assert_eq!(new_calls(&stage), [None; 3], "nobody knows yet");
    let effects = answer(&mut stage, question.clone());
    assert_eq!(new_calls(&stage), [Some(5); 3]);
    assert_eq!(asked(effects).len(), 1, "what it said is more than a minute old");
}

#[test]
fn a_reading_that_changes_something_asks_at_once() {
    let (mut stage, effects) = recording();
    let question = asked(effects).remove(0);
    assert_eq!(asked(answer(&mut stage, question)), []);
    assert_eq!(asked(stage.send(Msg::Recorded(Ok(()), None))), [], "nothing was new");
    let mut later = three();
    later[0].stats.calls = later[0].stats.calls.map(|calls| calls + 2);
    stage.pass(POLL);
    stage.answer(Ok(later));
    assert_eq!(asked(stage.send(Msg::Recorded(Ok(()), None))).len(), 1);
    assert!(new_calls(&stage).contains(&Some(7)), "what was remembered holds for the new rows");
}

#[test]
fn another_baseline_is_asked_for_at_once() {
    let (mut stage, effects) = recording();
    let question = asked(effects).remove(0);
    answer(&mut stage, question);
    assert_eq!(baselines(stage.press("tj<enter>")), [Baseline::Monday]);
    assert!(notice(&stage).starts_with("Changes are told since the start of Monday ("), "{}", notice(&stage));
    let monday = Question { baseline: Baseline::Monday, ..question_of(&stage) };
    answer(&mut stage, monday);
    assert_eq!(baselines(stage.press(":since hour<enter>")), [Baseline::Hour]);
    let hour = Question { baseline: Baseline::Hour, ..question_of(&stage) };
    answer(&mut stage, hour);
    assert_eq!(stage.press(":since soon<enter>"), []);
    assert!(notice(&stage).contains("is no moment"), "{}", notice(&stage));
    let typed = baselines(stage.press("/since:week<enter>"));
    assert_eq!(typed.last(), Some(&Baseline::Week), "the filter's own outweighs it");
}

#[test]
fn changes_can_be_told_since_the_last_look() {
    let (mut stage, effects) = recording();
    let question = asked(effects).remove(0);
    answer(&mut stage, question);
    assert_eq!(asked(stage.press(":since look<enter>")), []);
    assert!(notice(&stage).starts_with("Nobody has looked here before"), "{}", notice(&stage));
    assert_eq!(stage.model.list.baseline, Baseline::Today, "what holds goes on to hold");
    assert_eq!(
        baselines(stage.press("/since:look<enter>")),
        [Baseline::Look(None)],
        "of what is typed, nothing is claimed"
    );
    let nobody = Question { baseline: Baseline::Look(None), ..question_of(&stage) };
    answer(&mut stage, nobody);
    let question = asked(stage.press("0")).remove(0);
    answer(&mut stage, question);

    let last = stage.model.context.now.wall;
    stage.sleep(Duration::from_secs(600));
    let question = asked(stage.press("t")).remove(0);
    answer(&mut stage, question);
    assert_eq!(baselines(stage.press("gg<down><enter>")), [Baseline::Look(Some(Second::of(last)))]);
    assert!(notice(&stage).starts_with("Changes are told since the last look (14:0"), "{}", notice(&stage));
}

#[test]
fn a_look_is_kept_a_minute_later_and_nothing_without_one() {
    let kept =
        |effects: Vec<Effect>| effects.into_iter().any(|effect| matches!(effect, Effect::Keep(Keep::SaveLook(_))));
    let (mut stage, _) = recording();
    stage.model.context.look.begin(None);
    assert!(!kept(stage.pass(Duration::from_secs(3600))), "nobody looks");
    assert!(!kept(stage.send(Msg::Focused)));
    assert!(kept(stage.pass(Duration::from_secs(60))));
    assert!(!kept(stage.pass(Duration::from_secs(60))));
    stage.press("j");
    stage.send(Msg::LookNotKept("the disk is full".to_owned()));
    assert_eq!(notice(&stage), "When you last looked is not kept for the next start: the disk is full.");
    assert!(!kept(stage.pass(Duration::from_secs(60))));
}

fn question_of(stage: &Stage) -> Question {
    Question {
        at: Second::of(stage.model.context.now.wall),
        baseline: Baseline::Today,
        zone: stage.model.context.prefs.zone,
        client_zones: stage.model.context.prefs.client_zones.clone(),
        company: stage.model.context.company.clone(),
    }
}

#[test]
fn without_a_record_only_the_refresh_before_is_known() {
    let mut stage = Stage::new(Mode::Live);
    stage.model.context.record = Record::Off("history = false in the configuration");
    stage.answer(Ok(three()));
    assert_eq!(asked(stage.press("t<enter>")), []);
    assert_eq!(notice(&stage), "Only the refresh before is known: history = false in the configuration.");
}

/// The newest campaign is quiet, as far as somebody did not say that it is known.
fn quiet(question: &Question, acknowledged: Vec<Acknowledged>) -> Memory {
    let mut memory = remembered(question);
    let silence = Silence { since: question.at, open: 9_000, usual: 40.0, missed: 100.0 };
    let found = Found { silence: Some(silence), ..Found::default() };
    memory.campaigns.first_mut().unwrap().1.found = Some(Box::new(found));
    Memory { acknowledged, ..memory }
}

fn tell(stage: &mut Stage, memory: Memory) {
    let question = Box::new(question_of(stage));
    stage.send(Msg::Recalled(Recall::Memory(question), Ok(Recalled::Memory(Some(Box::new(memory))))));
}

fn said(effects: &[Effect]) -> Option<Said> {
    effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::Say(said)) => Some((**said).clone()),
        _ => None,
    })
}

#[test]
fn what_needs_a_person_asks_nobody_once_somebody_said_that_it_is_known() {
    let (mut stage, _) = recording();
    let question = question_of(&stage);
    assert_eq!(stage.press("A"), []);
    assert_eq!(notice(&stage), "Nothing is said of it that asks for a person.");
    tell(&mut stage, quiet(&question, Vec::new()));
    assert_eq!(stage.model.context.store.needs_you().len(), 1);

    let effects = stage.press("Athe firm paused it<enter>");
    let Some(Said::Seen(seen)) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((seen.kind, seen.until, seen.reason.as_str()), (Kind::Quiet, None, "the firm paused it"));
    assert_eq!(asked(effects).len(), 1, "the record is asked anew");
    tell(&mut stage, quiet(&question, vec![seen.clone()]));
    assert_eq!(stage.model.context.store.needs_you().len(), 0);
    assert_eq!(stage.press("A"), []);
    assert_eq!(notice(&stage), "It has been seen. :seen off has it ask again.");

    let mut later = quiet(&question, vec![seen.clone()]);
    let found = later.campaigns.first_mut().and_then(|(_, known)| known.found.as_mut()).unwrap();
    found.silence = found.silence.map(|silence| Silence { since: silence.since.plus(60), ..silence });
    tell(&mut stage, later);
    assert_eq!(stage.model.context.store.needs_you().len(), 1, "another silence");
    assert_eq!(said(&stage.press(":seen off<enter>")), Some(Said::AskAgain(seen.campaign)));
}

#[test]
fn a_snooze_takes_a_time_and_a_reason() {
    let (mut stage, _) = recording();
    let question = question_of(&stage);
    tell(&mut stage, quiet(&question, Vec::new()));
    for (typed, why) in [
        (":snooze 2h<enter>", "`snooze` needs a time and why: `snooze tomorrow the firm is closed`."),
        (":snooze soon it is late<enter>", "\"soon\" is no length of time: write 30m, 2h, 3d or tomorrow."),
    ] {
        assert_eq!(said(&stage.press(typed)), None);
        assert_eq!(notice(&stage), why);
        stage.press("<esc>");
    }
    let effects = stage.press(":snooze 2h it is late<enter>");
    let Some(Said::Seen(seen)) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((seen.until, seen.reason.as_str()), (Some(seen.at.plus(7200)), "it is late"));
}
