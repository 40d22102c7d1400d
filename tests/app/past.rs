//! Walking in the past: where the keys lead, what goes on behind, and what cannot be done there.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::app::keep::{Content, Keep};
use kaytop::app::msg::Msg;
use kaytop::app::past::{Found, Goal, Scene, Visit};
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::{Record, Recorded, Recording};
use kaytop::domain::campaign::Campaign;
use kaytop::domain::failure::Failure;
use kaytop::domain::memory::{Compared, HOURS, Memory, Question, Workdays};
use kaytop::domain::record::Second;
use kaytop::domain::record::days::Span;
use kaytop::domain::record::engine::{Campaigns, Way};
use kaytop::domain::settings::Settings;
use kaytop::domain::time::Zone;

use super::{Stage, current, ids, notice, row, three};
use crate::model::START;
use crate::samples::settings;
use crate::stage::{asked, scene};

/// Three campaigns now, of which one was not there before.
fn recording() -> Stage {
    let mut stage = Stage::new(Mode::Live);
    stage.model.context.record = Record::On;
    stage.answer_settings(Ok(settings()));
    stage.answer(Ok(three()));
    stage
}

fn two() -> Vec<Campaign> {
    vec![row(1, "Outreach, once"), row(2, "Roundup")]
}

/// Presses keys, to which the record answers with two campaigns, an hour ago.
fn go(stage: &mut Stage, keys: &str) -> Visit {
    stage.go_back(keys, scene(3600, two()))
}

fn shown(stage: &Stage) -> Option<i64> {
    stage.model.context.past.then().map(|then| START - then.at.0)
}

#[test]
fn each_key_asks_for_its_moment() {
    let back = |campaign| Goal::Change(Way::Back, campaign);
    for (keys, to) in [
        ("[", back(None)),
        ("{", Goal::Moment(Second(START - 86_400))),
        ("T13:02<enter>", Goal::Moment(Second(START - 3605))),
        ("Tyesterday 9:00<enter>", Goal::Moment(Second(START - 86_400 - 5 * 3600 - 125))),
        ("<enter>[", back(Some(3))),
        ("jj<enter>[", back(Some(1))),
    ] {
        let visit = recording().visit(keys).unwrap();
        assert_eq!((visit.from, visit.to), (Second(START), to), "{keys}");
    }
    for (keys, to) in [
        ("[", Goal::Change(Way::Back, None)),
        ("]", Goal::Change(Way::Forward, None)),
        ("{", Goal::Moment(Second(START - 3600 - 86_400))),
    ] {
        let mut stage = recording();
        go(&mut stage, "[");
        let visit = stage.visit(keys).unwrap();
        assert_eq!((visit.from, visit.to), (Second(START - 3600), to), "{keys} from the past");
    }
}

#[test]
fn what_is_shown_is_of_then_and_the_way_back_needs_nobody() {
    let mut stage = recording();
    let company = stage.model.context.company.clone();
    let visit = stage.visit("[").unwrap();
    assert_eq!((shown(&stage), ids(&stage)), (None, vec![3, 2, 1]), "until the record answers, it is now");
    let then = Settings { concurrency: Some(7), ..settings() };
    stage.find(visit, Found::Scene(Box::new(Scene { settings: Some(then.clone()), ..scene(3600, two()) })));
    assert_eq!((shown(&stage), ids(&stage)), (Some(3600), vec![2, 1]));
    assert_eq!(stage.model.context.company, then);
    stage.press("/once<enter>");
    assert_eq!(ids(&stage), [1], "the filter works on the rows of then");
    stage.press("0");
    assert!(stage.press(".").is_empty());
    assert_eq!((shown(&stage), ids(&stage)), (None, vec![3, 2, 1]));
    assert_eq!(stage.model.context.company, company);
}

#[test]
fn polls_go_on_behind_and_are_recorded() {
    let mut stage = recording();
    go(&mut stage, "[");
    stage.pass(Duration::from_secs(30));
    let effects = stage.answer(Ok(vec![row(9, "New"), row(8, "Newer"), row(1, "Outreach")]));
    let recorded = effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::Record(recording)) => Some(recording),
        _ => None,
    });
    let Some(Recording { what: Recorded::Campaigns { read, whole: true, .. }, .. }) = recorded.map(|r| &**r) else {
        panic!("{effects:?}")
    };
    assert_eq!(read.rows().map(|row| row.id).collect::<Vec<_>>(), [9, 8, 1]);
    assert_eq!(ids(&stage), [2, 1], "what is shown stays");
    stage.pass(Duration::from_secs(30));
    stage.answer(Err(Failure::CutOff));
    assert!(!stage.model.context.stale() && stage.model.context.campaigns.failure.is_some());
    stage.press(".");
    assert_eq!(ids(&stage), [9, 8, 1]);
    assert!(stage.model.context.store.changes().is_nothing(), "nothing is compared with another time");
    stage.pass(Duration::from_secs(60));
    stage.answer(Ok(vec![row(10, "Newest"), row(9, "New"), row(8, "Newer"), row(1, "Outreach")]));
    assert_eq!(stage.model.context.store.changes().new, 1, "from here on it is again");
}

#[test]
fn settings_that_come_meanwhile_are_put_aside() {
    let mut stage = recording();
    go(&mut stage, "[");
    stage.pass(Duration::from_secs(900));
    let next = Settings { concurrency: Some(99), ..settings() };
    stage.answer_settings(Ok(next.clone()));
    assert_eq!(stage.model.context.company, Settings::default(), "nobody knows those of then");
    stage.press(".");
    assert_eq!(stage.model.context.company, next);
}

#[test]
fn the_cursor_waits_for_a_campaign_that_was_not_there() {
    let mut stage = recording();
    assert_eq!(current(&stage), Some(3));
    stage.press("jk ");
    go(&mut stage, "[");
    assert!(current(&stage).is_some_and(|id| id != 3));
    assert_eq!(stage.model.list.marks.count(), 0, "nor is it marked then");
    stage.press(".");
    assert_eq!(stage.model.list.marks.count(), 1);
    stage.press("k");
    assert_eq!(current(&stage), Some(3));

    let mut stage = recording();
    stage.press("jj");
    go(&mut stage, "[");
    assert_eq!(current(&stage), Some(1), "by id");
    stage.press("k.");
    assert_eq!(current(&stage), Some(2), "where it was moved to");
}

#[test]
fn one_key_may_be_ahead_of_the_record() {
    let mut stage = recording();
    let first = stage.visit("[").unwrap();
    assert_eq!(stage.visit("[[["), None, "one question at once");
    let effects = stage.find(first, Found::Scene(Box::new(scene(3600, two()))));
    let second = asked(&effects).unwrap();
    assert_eq!(second.from, Second(START - 3600), "it goes on from where the first led");
    stage.press(".");
    stage.find(second, Found::Scene(Box::new(scene(7200, two()))));
    assert_eq!(shown(&stage), None, "whoever is back stays");
}

#[test]
fn what_is_not_recorded_is_said_and_nothing_moves() {
    let mut stage = recording();
    let asked = stage.visit("T2d<enter>").unwrap();
    let begins = Some(Second(START - 7200));
    stage.find(asked, Found::NobodyLooked { at: Second(START - 2 * 86_400), begins });
    assert_eq!(notice(&stage), "Nobody had looked by Mon 2 Mar 14:02:05: the record begins at 12:02:05.");
    assert_eq!(shown(&stage), None);

    let asked = stage.visit("[").unwrap();
    stage.find(asked, Found::NoChange);
    assert_eq!(notice(&stage), "No earlier change is recorded.");
    let asked = stage.visit("[").unwrap();
    stage.send(Msg::Recalled(Recall::Past(asked), Err("the disk is gone".to_owned())));
    assert_eq!(notice(&stage), "The past cannot be read: the disk is gone.");

    go(&mut stage, "[");
    let asked = stage.visit("]").unwrap();
    stage.find(asked, Found::NoChange);
    assert_eq!((shown(&stage), notice(&stage)), (None, "No later change is recorded: this is now."));
    go(&mut stage, "[");
    assert_eq!(stage.visit("}"), None);
    assert_eq!((shown(&stage), notice(&stage)), (None, "A day after is now."));
}

#[test]
fn a_step_over_a_time_in_which_nobody_looked_says_so() {
    let mut stage = recording();
    let asked = stage.visit("[").unwrap();
    let gap = Span { from: Second(START - 3600), to: Second(START - 1205) };
    let crossed = Scene { crossed: Some(gap), ..scene(3600, two()) };
    stage.find(asked, Found::Scene(Box::new(crossed)));
    assert_eq!(notice(&stage), "Nobody looked from 13:02 to 13:42.");
    assert_eq!(shown(&stage), Some(3600));
}

#[test]
fn nothing_is_created_or_asked_in_the_past() {
    for keys in ["c", "D", "Lt"] {
        let mut stage = recording();
        stage.journal(Ok(vec![crate::stage::launch(7, "Wave", kaytop::domain::launch::Phase::Created)]));
        go(&mut stage, "[");
        stage.press(keys);
        assert_eq!(notice(&stage), "This is the past, in which nothing can be created: . goes back to now.", "{keys}");
        assert!(stage.model.form.is_none(), "{keys}");
    }
    let mut stage = recording();
    go(&mut stage, "[");
    let effects = stage.press("r");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::FetchCampaigns { .. })));
    assert_eq!(notice(&stage), "This is the past. Polling goes on behind it; . goes back to now.");
    stage.press("/key:depo<enter>");
    assert!(notice(&stage).starts_with("The server cannot search in the past"), "{}", notice(&stage));
    let effects = stage.press(".");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::FetchCampaigns { search: Some(_), .. })));
}

#[test]
fn where_there_is_no_past_it_is_said_why() {
    let said = |record: Record, keys: &str| {
        let mut stage = recording();
        stage.model.context.record = record;
        assert_eq!(stage.visit(keys), None, "{keys}");
        notice(&stage).to_owned()
    };
    let off = || Record::Off("history = false in the configuration");
    for keys in ["[", "{", "T"] {
        let words =
            "There is no past to go to: nothing is recorded here, because history = false in the configuration.";
        assert_eq!(said(off(), keys), words, "{keys}");
    }
    assert_eq!(said(Record::On, "."), "This is now.");
    assert!(said(Record::On, "]").starts_with("This is now: nothing comes after it yet."));
    assert!(said(Record::On, "}").starts_with("This is now: nothing comes after it yet."));
    assert!(said(Record::On, "/key:x<enter>[").starts_with("The server cannot search in the past"));
}

#[test]
fn a_moment_is_typed_pasted_and_may_be_given_up() {
    let mut stage = recording();
    stage.press("Tsoon<enter>");
    assert!(notice(&stage).contains("\"soon\" is no moment: write it as 3h"), "{}", notice(&stage));
    stage.press("<ctrl-u>");
    stage.send(Msg::Pasted(" 2026-03-04T19:00:00Z\n".to_owned()));
    let asked = stage.visit("<enter>").unwrap();
    assert_eq!(asked.to, Goal::Moment(Second(START - 3725)));
    stage.find(asked, Found::Scene(Box::new(scene(3 * 86_400, two()))));
    let asked = stage.visit("T9:00<enter>").unwrap();
    assert_eq!(asked.to, Goal::Moment(Second(START - 3 * 86_400 - 5 * 3600 - 125)), "a time is one of the day in view");
    let overlays = stage.model.overlays.len();
    stage.press("T3h<esc>");
    assert_eq!((stage.model.overlays.len(), shown(&stage)), (overlays, Some(3 * 86_400)));
    stage.find(asked, Found::NoChange);
    stage.press("Tnow<enter>");
    assert_eq!((shown(&stage), notice(&stage)), (None, "This is now."));
}

#[test]
fn escape_leaves_the_past_when_nothing_else_is_to_be_undone() {
    let mut stage = recording();
    go(&mut stage, "[");
    stage.press("/roundup<enter><esc>");
    assert!(shown(&stage).is_some() && ids(&stage).len() == 2, "the filter first");
    stage.press("<esc>");
    assert_eq!(shown(&stage), None);
}

#[test]
fn what_is_written_and_copied_says_of_when_it_is() {
    let mut stage = recording();
    go(&mut stage, "[");
    let effects = stage.press("wm<enter>");
    let sheet = effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::WriteFile(file)) => match &file.content {
            Content::Sheet { sheet, .. } => Some(sheet),
            _ => None,
        },
        _ => None,
    });
    let caption = &sheet.unwrap().caption;
    assert_eq!(caption.as_of, "2026-03-04 13:02:05 Chicago");
    assert_eq!(caption.age.as_deref(), Some("in the past, from the record"));
    let effects = stage.press("yv");
    let copied = effects.iter().find_map(|effect| match effect {
        Effect::Copy(copied) => Some(copied.text.as_str()),
        _ => None,
    });
    assert!(copied.unwrap().contains(" --at 2026-03-04T19:02:05Z"), "{copied:?}");
}

/// The moment of which the record is asked what it remembers, if it is asked.
fn remembered(effects: &[Effect]) -> Option<(Question, i64)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::Recall(Recall::Memory(question))) => Some(((**question).clone(), START - question.at.0)),
        _ => None,
    })
}

#[test]
fn what_is_remembered_is_of_the_moment_that_is_shown() {
    let mut stage = recording();
    let (of_now, at) = remembered(&stage.send(Msg::Recorded(Ok(()), None))).unwrap();
    assert_eq!(at, 0);
    let asked = stage.visit("[").unwrap();
    let there = stage.find(asked, Found::Scene(Box::new(scene(3600, two()))));
    assert_eq!(remembered(&there), None, "one question at once");
    let memory = |question: &Question| {
        let compared = Compared { baseline: question.baseline, meant: question.at, from: question.at };
        let at = question.at;
        let (marks, known) = ([at; HOURS + 1], [false; HOURS + 1]);
        let memory = Memory {
            at,
            zone: Zone::UTC,
            compared,
            marks,
            known,
            workdays: Workdays::default(),
            usual: Workdays::default(),
            opens: None,
            silence: None,
            acknowledged: Vec::new(),
            campaigns: Vec::new(),
        };
        Msg::Recalled(Recall::Memory(Box::new(question.clone())), Ok(Recalled::Memory(Some(Box::new(memory)))))
    };
    let (of_then, at) = remembered(&stage.send(memory(&of_now))).unwrap();
    assert_eq!((at, stage.model.context.store.memory()), (3600, None), "that was of now");
    assert_eq!(remembered(&stage.send(memory(&of_then))), None);
    assert_eq!(stage.model.context.store.memory().map(|memory| memory.at), Some(Second(START - 3600)));
    assert_eq!(remembered(&stage.pass(Duration::from_secs(600))), None, "the past does not change");
    let (_, at) = remembered(&stage.press(".")).unwrap();
    assert_eq!(at, -600);
}
