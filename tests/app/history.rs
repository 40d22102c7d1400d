//! What the page of a campaign's history asks the record, and what its keys do.

use std::time::Duration;

use kaytop::app::detail::Tab;
use kaytop::app::effect::Effect;
use kaytop::app::geometry::Geometry;
use kaytop::app::history::Told;
use kaytop::app::keep::Keep;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::case_list::{CaseList, Page};
use kaytop::domain::forecast::Forecast;
use kaytop::domain::history::{History, Question, Value, Window};
use kaytop::domain::record::days::Span;
use kaytop::domain::record::{Figures, Second};

use super::{Stage, notice, row, three};

fn asked(effects: Vec<Effect>) -> Vec<Question> {
    let question = |effect| match effect {
        Effect::Keep(Keep::Recall(Recall::History(question))) => Some(*question),
        _ => None,
    };
    effects.into_iter().filter_map(question).collect()
}

fn recording() -> Stage {
    let mut stage = Stage::with(three());
    stage.model.context.record = Record::On;
    stage
}

fn history(question: &Question) -> History {
    let span = question.window.span(question.until, Second(0));
    let figures = |calls| Figures { calls: Some(calls), ..Figures::default() };
    History {
        span,
        known: Span { from: span.from, to: question.until },
        gaps: Vec::new(),
        changes: vec![(span.from, figures(1)), (span.from.plus(3_600), figures(2))],
        bars: Vec::new(),
        unseen: 0,
        then: Vec::new(),
        forecast: Forecast::TooFew { days: 0 },
    }
}

fn answer(stage: &mut Stage, question: &Question) {
    let told = Recalled::History(Some(Box::new(history(question))));
    stage.send(Msg::Recalled(Recall::History(Box::new(question.clone())), Ok(told)));
}

/// The page is open and answered; its chart has 100 columns.
fn opened() -> (Stage, Question) {
    let mut stage = recording();
    let question = asked(stage.press("<enter><tab>")).remove(0);
    answer(&mut stage, &question);
    stage.model.settle(Geometry { layers: 1, columns_end: 99, ..Geometry::default() });
    (stage, question)
}

#[test]
fn a_campaign_is_asked_for_once_until_it_changes_or_minutes_have_passed() {
    let mut stage = recording();
    let first = asked(stage.press("<enter>"));
    let [question] = &first[..] else { panic!("{first:?}") };
    assert_eq!((question.campaign, question.window), (3, Window::Week));
    assert_eq!(question.until, Second::of(stage.model.context.now.wall));
    assert_eq!(asked(stage.press("<tab>")), [], "the same seven days");
    assert_eq!(stage.model.scope(), Scope::History);

    let read = |stage: &mut Stage, rows: Vec<Campaign>| {
        stage.pass(Duration::from_secs(30));
        asked(stage.answer(Ok(rows)))
    };
    assert_eq!(read(&mut stage, three()), [], "nothing changed");
    let moved = |calls| Campaign { stats: Stats { calls: Some(calls), ..row(3, "").stats }, ..row(3, "Summer") };
    assert_eq!(read(&mut stage, vec![row(1, "Outreach"), row(2, "Roundup"), moved(200)]).len(), 1);
    let others = vec![row(1, "Outreach"), Campaign { stats: moved(9).stats, ..row(2, "Roundup") }, moved(200)];
    assert_eq!(read(&mut stage, others.clone()), [], "another moved");
    let passed: Vec<Question> = (0..9).flat_map(|_| read(&mut stage, others.clone())).collect();
    assert_eq!(passed.len(), 1, "after five minutes");
    assert_eq!(asked(stage.press(")")).first().map(|question| question.campaign), Some(2));
    assert_eq!(asked(stage.press("<tab>")), [], "JSON has no history");
}

#[test]
fn the_size_of_the_list_is_read_once_and_asked_with() {
    let mut stage = recording();
    let first = asked(stage.press("<enter>")).remove(0);
    assert_eq!((first.calling.cases, stage.lists_flight), (None, None));
    stage.press("<tab>");
    let list = CaseList { id: 123, name: None, cases: Some(1204) };
    let effects = stage.answer_lists(Ok(Page { lists: vec![list], unreadable: 0, total: Some(1) }));
    let [again] = &asked(effects)[..] else { panic!("not asked again") };
    assert_eq!(again.calling.cases, Some(1204));
    answer(&mut stage, again);
    stage.press("<esc>");
    assert_eq!(asked(stage.press("<enter><tab>")), [], "what is known of it is good for minutes");
    assert_eq!(stage.lists_flight, None);
}

#[test]
fn nothing_is_asked_where_nothing_is_recorded() {
    let mut stage = Stage::with(three());
    stage.model.context.record = Record::Off("history = false in the configuration");
    assert_eq!(asked(stage.press("<enter><tab><")), []);
    stage.press("<left>");
    assert_eq!(notice(&stage), "There is no chart yet: nothing is recorded of this campaign.");
}

#[test]
fn an_answer_to_another_question_is_dropped() {
    let (mut stage, week) = opened();
    let month = asked(stage.press(">")).remove(0);
    assert_eq!(month.window, Window::Month);
    answer(&mut stage, &week);
    assert_eq!(stage.model.history.told(3, Window::Month), None);
    answer(&mut stage, &month);
    assert!(matches!(stage.model.history.told(3, Window::Month), Some(Told::History(_))));
    let all = asked(stage.press(">")).remove(0);
    stage.send(Msg::Recalled(Recall::History(Box::new(all)), Err("the disk is gone".to_owned())));
    assert_eq!(stage.model.history.told(3, Window::All), Some(&Told::Failed("the disk is gone".to_owned())));
}

#[test]
fn the_keys_choose_time_and_value_which_stay_for_the_next_campaign() {
    let (mut stage, _) = opened();
    stage.press(">>v");
    assert_eq!((stage.model.history.window(), stage.model.history.value()), (Window::All, Value::Pace));
    stage.press(">");
    assert_eq!(notice(&stage), "It is all that is recorded already.");
    stage.press(")");
    assert_eq!((stage.model.history.window(), stage.model.history.value()), (Window::All, Value::Pace));
    stage.press("<<<<");
    assert_eq!((stage.model.history.window(), notice(&stage)), (Window::Day, "It is the shortest time already."));
    stage.press("vvv");
    assert_eq!(stage.model.history.value(), Value::Calls);
}

#[test]
fn the_cursor_goes_by_columns_from_the_last_reading() {
    let (mut stage, question) = opened();
    let span = history(&question).span;
    let column = |stage: &Stage| stage.model.history.cursor().map(|at| span.part(at, 100));
    assert_eq!(column(&stage), None);
    let last = span.part(question.until, 100);
    for (keys, at) in [
        ("<left>", last),
        ("<left>", last - 1),
        ("hh", last - 3),
        ("<right>l", last - 1),
        ("<end>", last),
        ("<right>", last),
        ("<home>", 0),
        ("<left>", 0),
        ("G", last),
        ("gg", 0),
    ] {
        stage.press(keys);
        assert_eq!(column(&stage), Some(at), "{keys}");
    }
    assert!(stage.model.history.cursor() <= Some(question.until));
    assert_eq!(stage.model.detail().map(|detail| detail.tab), Some(Tab::History), "no other page");
    stage.press(">");
    assert_eq!(stage.model.history.cursor(), None);
}
