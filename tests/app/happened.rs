//! What happened: asked of the record, listed, searched, opened, copied and written.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::export::Rows;
use kaytop::app::happened::{HappenedView, State};
use kaytop::app::keep::{Content, Keep};
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::past::{Found, Goal};
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::happened::{Event, Happened, Question, What};
use kaytop::domain::launch::{Launch, Phase};
use kaytop::domain::record::Second;
use kaytop::domain::record::days::Span;
use kaytop::domain::shown::Shown;
use kaytop::domain::zones::CLIENTS;

use super::{Stage, current, notice, row, three};
use crate::model::START;
use crate::stage::{launch, scene};

const DAY: i64 = 86_400;

fn stage() -> Stage {
    let mut stage = Stage::with(three());
    stage.model.context.record = Record::On;
    stage
}

fn event(ago: i64, campaign: i64, name: &str, what: What) -> Event {
    Event { at: Second(START - ago), campaign: Some(campaign), name: Some(Shown::new(name)), what }
}

/// What the last week holds.
fn week() -> Vec<Event> {
    vec![
        event(60, 3, "Summer", What::Quiet { open: 9000 }),
        event(DAY, 2, "Roundup", What::Renamed { from: Some(Shown::new("Copy of Roundup")) }),
        event(2 * DAY, 9, "Gone", What::Vanished),
        Event::of_all(Second(START - 3 * DAY), What::Enabled(false)),
    ]
}

/// The spans that these effects ask for.
fn asked(effects: &[Effect]) -> Vec<Span> {
    let span = |effect: &Effect| match effect {
        Effect::Keep(Keep::Recall(Recall::Happened(question))) => Some(question.span),
        _ => None,
    };
    effects.iter().filter_map(span).collect()
}

fn recall(span: Span) -> Recall {
    Recall::Happened(Question { span, client_zones: CLIENTS.into() })
}

fn tell(stage: &mut Stage, span: Span, events: Vec<Event>) {
    let happened = Happened { events, begins: Some(Second(START - 10 * DAY)) };
    stage.send(Msg::Recalled(recall(span), Ok(Recalled::Happened(happened))));
}

/// The list, opened with these keys and told the last week.
fn open(keys: &str) -> Stage {
    let mut stage = stage();
    let span = asked(&stage.press(keys)).pop().unwrap();
    tell(&mut stage, span, week());
    stage
}

fn view(stage: &Stage) -> &HappenedView {
    let open = stage.model.overlays.last().and_then(|overlay| match overlay {
        Overlay::Happened(view) => Some(&**view),
        _ => None,
    });
    open.unwrap()
}

fn campaigns(stage: &Stage) -> Vec<Option<i64>> {
    view(stage).found().map(|event| event.campaign).collect()
}

#[test]
fn the_last_week_is_asked_for_once_and_the_week_before_at_the_end_of_it() {
    let mut stage = stage();
    let spans = asked(&stage.press("e"));
    let week = Span { from: Second(START + 1 - 7 * DAY), to: Second(START + 1) };
    assert_eq!((spans, stage.model.scope()), (vec![week], Scope::Events));
    assert_eq!(asked(&stage.press("jG")), [], "one answer is waited for");
    tell(&mut stage, Span { from: Second(0), to: Second(1) }, self::week());
    assert_eq!(campaigns(&stage), [], "an answer to another question");
    tell(&mut stage, week, self::week());
    assert_eq!(campaigns(&stage), [Some(3), Some(2), Some(9), None]);

    assert_eq!(asked(&stage.press("jjj")), [], "down to the last line");
    let older = asked(&stage.press("j"));
    assert_eq!(older, [Span { from: Second(START + 1 - 14 * DAY), to: week.from }]);
    tell(&mut stage, older[0], vec![event(8 * DAY, 1, "Outreach", What::New)]);
    assert_eq!(campaigns(&stage), [Some(3), Some(2), Some(9), None, Some(1)]);
    assert_eq!((view(&stage).choice, asked(&stage.press("G"))), (3, vec![]), "the record begins there");
}

#[test]
fn what_cannot_be_read_is_said_and_asked_again_when_it_is_opened_again() {
    let mut stage = stage();
    let spans = asked(&stage.press("e"));
    stage.send(Msg::Recalled(recall(spans[0]), Err("the record x cannot be used".to_owned())));
    assert_eq!(view(&stage).state, State::Failed("the record x cannot be used".to_owned()));
    assert_eq!(asked(&stage.press("<esc>e")).len(), 1);
    stage.press("<esc>");
    stage.model.context.record = Record::Off("history = false in the configuration");
    assert_eq!(asked(&stage.press("e")), []);
    assert!(notice(&stage).contains("there is none: history = false in the configuration"), "{}", notice(&stage));
}

#[test]
fn in_a_campaign_it_is_of_that_one() {
    let mut stage = open("j<enter>e");
    assert_eq!((view(&stage).campaign, campaigns(&stage)), (Some(2), vec![Some(2)]));
    stage.press("e");
    assert_eq!(stage.model.scope(), Scope::Detail, "the same key closes it");
}

#[test]
fn words_are_searched_as_they_are_typed_and_esc_goes_back_step_by_step() {
    let mut stage = open("e");
    stage.press("/copy of");
    assert_eq!((stage.model.scope(), campaigns(&stage)), (Scope::EventWords, vec![Some(2)]));
    stage.press("<enter>");
    assert_eq!((stage.model.scope(), campaigns(&stage)), (Scope::Events, vec![Some(2)]));
    stage.press("/xyz");
    assert_eq!(campaigns(&stage), []);
    stage.press("<esc>");
    assert_eq!(campaigns(&stage), [Some(2)], "as it was before");
    stage.press("<esc>");
    assert_eq!((stage.model.scope(), campaigns(&stage).len()), (Scope::Events, 4));
    stage.press("/");
    stage.send(Msg::Pasted("list".to_owned()));
    assert_eq!(campaigns(&stage), [Some(9)]);
    stage.press("<enter><esc><esc>");
    assert_eq!(stage.model.scope(), Scope::Table);
}

#[test]
fn enter_opens_the_campaign_as_it_was_and_the_list_is_one_step_back() {
    let mut stage = open("e");
    let visit = stage.visit("j<enter>").unwrap();
    assert_eq!(visit.to, Goal::Event(Second(START - DAY), Some(2)));
    assert_eq!(stage.model.scope(), Scope::Events, "until the record answers");
    stage.find(visit, Found::Scene(Box::new(scene(DAY, vec![row(1, "Outreach"), row(2, "Copy of Roundup")]))));
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(2)));
    assert_eq!(stage.model.context.past.then().unwrap().at, Second(START - DAY));

    stage.press("<esc>");
    assert_eq!((stage.model.scope(), view(&stage).choice), (Scope::Events, 1));
    let visit = stage.visit("k<enter>").unwrap();
    assert_eq!((visit.from, visit.to), (Second(START - DAY), Goal::Event(Second(START - 60), Some(3))));
    stage.find(visit, Found::Scene(Box::new(scene(60, three()))));
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(3)), "one campaign is open, not two");
    stage.press("<esc><esc>");
    assert!(stage.model.context.past.is_shown() && stage.model.scope() == Scope::Table);
    stage.press(".");
    assert!(!stage.model.context.past.is_shown());
}

#[test]
fn an_event_is_seen_when_its_campaign_is() {
    let mut stage = open("e");
    let visit = stage.visit("jj<enter>").unwrap();
    assert_eq!(visit.to, Goal::Event(Second(START - 2 * DAY - 1), Some(9)), "it vanished a second later");
    stage.find(visit, Found::Scene(Box::new(scene(2 * DAY + 1, vec![row(9, "Gone")]))));
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(9)));

    let mut stage = open("e");
    let visit = stage.visit("G<enter>").unwrap();
    assert_eq!(visit.to, Goal::Event(Second(START - 3 * DAY), None));
    stage.find(visit, Found::Scene(Box::new(scene(3 * DAY, three()))));
    assert!(stage.model.scope() == Scope::Table && stage.model.context.past.is_shown(), "it concerns them all");

    let mut stage = open("e");
    let visit = stage.visit("j<enter>").unwrap();
    stage.send(Msg::Recalled(Recall::Past(visit), Err("the record x cannot be used".to_owned())));
    assert_eq!(stage.model.scope(), Scope::Events);
    assert_eq!(notice(&stage), "The past cannot be read: the record x cannot be used.");
    let visit = stage.visit("<enter>").unwrap();
    stage.press("<esc>");
    stage.find(visit, Found::Scene(Box::new(scene(DAY, three()))));
    assert_eq!(stage.model.scope(), Scope::Table, "who has left the list opens nothing");

    let mut stage = open("/summer<enter>e");
    let visit = stage.visit("j<enter>").unwrap();
    stage.find(visit, Found::Scene(Box::new(scene(DAY, three()))));
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(2)), "the filter hides it from the table");
}

#[test]
fn an_open_list_goes_on_with_the_record_and_keeps_what_is_chosen() {
    let mut stage = open("e");
    stage.press("j");
    let recorded = |stage: &mut Stage| {
        let mut later = three();
        let calls = START - stage.model.context.now.mono.as_secs() as i64;
        later[0].stats.calls = Some(calls);
        let mut effects = stage.pass(Duration::from_secs(30));
        effects.extend(stage.answer(Ok(later)));
        effects.extend(stage.send(Msg::Recorded(Ok(()), None)));
        asked(&effects)
    };
    assert_eq!(recorded(&mut stage), [], "not within a minute");
    let spans = recorded(&mut stage);
    assert_eq!(spans, [Span { from: Second(START + 1 - DAY), to: Second(START + 61) }], "the last day again");
    assert_eq!(campaigns(&stage).len(), 4, "what was told stays meanwhile");
    let news = vec![event(-50, 1, "Outreach", What::New), event(60, 3, "Summer", What::Quiet { open: 9900 })];
    tell(&mut stage, spans[0], news);
    assert_eq!(campaigns(&stage), [Some(1), Some(3), Some(2), Some(9), None]);
    assert_eq!(view(&stage).chosen().unwrap().campaign, Some(2), "it moved with its line");
    assert_eq!(view(&stage).chosen().unwrap().at, Second(START - DAY));
}

#[test]
fn in_the_past_it_is_what_had_happened_by_then_and_stays() {
    let mut stage = stage();
    stage.go_back("[", scene(3600, three()));
    let spans = asked(&stage.press("e"));
    assert_eq!(spans, [Span { from: Second(START - 3599 - 7 * DAY), to: Second(START - 3599) }]);
    tell(&mut stage, spans[0], week().into_iter().skip(1).collect());
    stage.pass(Duration::from_secs(90));
    stage.answer(Ok(vec![row(1, "Outreach")]));
    assert_eq!(asked(&stage.send(Msg::Recorded(Ok(()), None))), [], "the past gets nothing new");
    stage.press("<esc>");
    assert!(stage.model.context.past.is_shown(), "one step back");
}

#[test]
fn what_is_found_is_copied_and_written() {
    let mut stage = open("e/roundup<enter>");
    let copied = stage.press("y");
    let [Effect::Copy(copied)] = &copied[..] else { panic!("{copied:?}") };
    assert_eq!(copied.what, "1 event");
    assert_eq!(copied.text, "Tue 3 Mar 14:02  2  Roundup  renamed; it was “Copy of Roundup”\n");

    let written = |stage: &mut Stage, keys: &str| {
        let effects = stage.press(keys);
        let file = effects.into_iter().find_map(|effect| match effect {
            Effect::Keep(Keep::WriteFile(file)) => Some(*file),
            _ => None,
        });
        let file = file.unwrap();
        let Content::Events { page, format } = file.content else { panic!("{file:?}") };
        let mut out = Vec::new();
        page.write(format, &mut out).unwrap();
        (file.name, format, String::from_utf8(out).unwrap())
    };
    let (name, format, text) = written(&mut stage, "w<enter>");
    assert_eq!((name.as_str(), format), ("kaytop-events-2026-03-04.csv", Rows::Csv));
    assert_eq!(
        text,
        "at,id,name,event,words\n2026-03-03T20:02:05Z,2,Roundup,renamed,renamed; it was “Copy of Roundup”\n"
    );
    let (_, _, text) = written(&mut stage, "wj<enter>");
    assert_eq!(
        text,
        "{\"at\":\"2026-03-03T20:02:05Z\",\"id\":2,\"name\":\"Roundup\",\"event\":\"renamed\",\"words\":\"renamed; it \
         was “Copy of Roundup”\"}\n"
    );
    for keys in ["wrm<enter>", "wrh<enter>", "wrx<enter>"] {
        let (_, _, text) = written(&mut stage, keys);
        assert!(!text.contains("Roundup") && !text.contains("roundup"), "{keys}: {text}");
        assert!(text.contains("Campaign 1") && text.contains("(not shown)"), "{keys}: {text}");
    }
    let mut stage = open("e/xyz<enter>");
    stage.press("w<enter>");
    assert_eq!(notice(&stage), "Nothing is listed: there is nothing to write.");
}

#[test]
fn launches_from_here_stand_among_what_happened() {
    let mut stage = stage();
    let launch = Launch { found: vec![1], ..launch(77, "Outreach", Phase::Created) };
    stage.journal(Ok(vec![launch]));
    let spans = asked(&stage.press("e"));
    tell(&mut stage, spans[0], week());
    let told: Vec<_> = view(&stage).found().map(|event| (event.campaign, event.what.kind())).collect();
    assert_eq!(told[..2], [(Some(3), "quiet"), (Some(1), "launched")]);
}
