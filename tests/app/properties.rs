//! Whatever is pressed, pasted, answered or resized, in any order: no panic, the cursor inside, one flight for each
//! endpoint, and silence while frozen.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::geometry::Geometry;
use kaytop::app::key::Key;
use kaytop::app::msg::Msg;
use kaytop::app::poll::Ticket;
use kaytop::domain::campaign::{Campaign, Listing};
use kaytop::domain::failure::Failure;
use kaytop::domain::launch::{Launch, Phase};
use proptest::collection::vec;
use proptest::prelude::*;

use super::stage::{Stage, launch};
use super::{row, three};
use crate::samples::settings;

#[derive(Debug, Clone)]
enum Step {
    Press(Key),
    Type(&'static str),
    Paste(String),
    Resize(u16),
    Pass(u64),
    Answer(Vec<i64>),
    AnswerSettings,
    Journal(Vec<u64>),
    Fail(Failure),
    /// An answer that nobody waits for.
    Stray(u64),
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        8 => prop::sample::select(
            "jjkkGg/ssS<>rf+-pbcde?q0129V::~*()\"éhlCCJKWRL vvaiy".chars().map(Key::Char).collect::<Vec<_>>()),
        2 => any::<char>().prop_map(Key::Char),
        2 => prop::sample::select("abcdefhkluwz".chars().map(Key::Ctrl).collect::<Vec<_>>()),
        6 => prop::sample::select(vec![
            Key::Enter, Key::Esc, Key::Tab, Key::BackTab, Key::Backspace, Key::Delete, Key::Up, Key::Down,
            Key::Left, Key::Right, Key::Home, Key::End, Key::PageUp, Key::PageDown,
        ]),
    ]
}

fn failure() -> impl Strategy<Value = Failure> {
    prop::sample::select(vec![
        Failure::CutOff,
        Failure::Empty,
        Failure::Timeout { after: Duration::from_secs(20) },
        Failure::Unauthorized { status: 401, said: None },
        Failure::RateLimited { wait: Some(Duration::from_secs(90)) },
        Failure::Server { status: 500, said: None },
    ])
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => key().prop_map(Step::Press),
        3 => prop::sample::select(vec!["/key:a<enter>", "/id:>1", "sort:name", "/sum<enter>", "<esc>"])
            .prop_map(Step::Type),
        1 => ".{0,12}".prop_map(Step::Paste),
        1 => any::<u16>().prop_map(Step::Resize),
        4 => (0u64..100).prop_map(Step::Pass),
        1 => (100u64..90_000).prop_map(Step::Pass),
        5 => vec(-2i64..12, 0..12).prop_map(Step::Answer),
        2 => Just(Step::AnswerSettings),
        2 => vec(0u64..5, 0..4).prop_map(Step::Journal),
        2 => failure().prop_map(Step::Fail),
        1 => (0u64..20).prop_map(Step::Stray),
    ]
}

/// Performs a step; returns its effects.
fn perform(stage: &mut Stage, step: Step) -> Vec<Effect> {
    let rows = |ids: Vec<i64>| ids.into_iter().map(|id| row(id, &format!("Summer {id}"))).collect::<Vec<Campaign>>();
    match step {
        Step::Press(key) => stage.send(Msg::Key(key)),
        Step::Type(keys) => stage.press(keys),
        Step::Paste(text) => stage.send(Msg::Pasted(text)),
        Step::Resize(height) => {
            let page = usize::from(height);
            stage.model.settle(Geometry { page, overlay_page: page, scroll_end: 3, ..Geometry::default() });
            stage.send(Msg::Resized)
        }
        Step::Pass(seconds) => stage.pass(Duration::from_secs(seconds)),
        Step::Answer(ids) if stage.list_flight.is_some() => stage.answer(Ok(rows(ids))),
        Step::Fail(failure) if stage.list_flight.is_some() => stage.answer(Err(failure)),
        Step::AnswerSettings if stage.settings_flight.is_some() => stage.answer_settings(Ok(settings())),
        Step::Journal(bits) if bits.is_empty() => stage.journal(Err("it is damaged".to_owned())),
        Step::Journal(bits) => {
            let launches = bits.into_iter().map(|bits| launch(bits, "Summer", Phase::Unknown));
            stage.journal(Ok(launches.map(|launch| Launch { found: vec![1], ..launch }).collect()))
        }
        Step::Stray(ticket) if stage.list_flight != Some(Ticket(ticket)) => {
            stage.land(Ticket(ticket), Ok(Listing { rows: rows(vec![99]), unreadable: 0 }))
        }
        Step::Answer(_) | Step::Fail(_) | Step::AnswerSettings | Step::Stray(_) => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_evening_at_the_dashboard_ends_well(steps in vec(step(), 1..120)) {
        let mut stage = Stage::with(three());
        for step in steps {
            let (list_flew, settings_flew) = (stage.list_flight, stage.settings_flight);
            let searched = stage.model.context.search.clone();
            let lands = matches!(step, Step::Answer(_) | Step::Fail(_));
            let was_frozen = stage.model.context.poll.is_frozen();
            let effects = perform(&mut stage, step.clone());
            let asks = |list: bool| effects.iter().filter(|effect| match effect {
                Effect::FetchCampaigns { .. } => list,
                Effect::FetchSettings { .. } => !list,
                _ => false,
            }).count();

            if was_frozen && stage.model.context.poll.is_frozen() {
                prop_assert_eq!(asks(true) + asks(false), 0, "frozen, and asked: {:?}", step);
            }
            if settings_flew.is_some() && !matches!(step, Step::AnswerSettings) {
                prop_assert_eq!(asks(false), 0, "two flights for the settings: {:?}", step);
            }
            if list_flew.is_some() && !lands && stage.model.context.search == searched {
                prop_assert_eq!(asks(true), 0, "two flights for the same question: {:?}", step);
            }
            prop_assert!(asks(true) <= 1, "the list was asked twice at once: {:?}", step);

            let (position, shown) = (stage.model.list.position(), stage.model.context.store.lines());
            prop_assert!(position < shown || (position, shown) == (0, 0), "{position} of {shown}: {step:?}");
            let stray = kaytop::domain::store::RowKey::first(99);
            prop_assert!(stage.model.context.store.get(stray).is_none(), "an answer that nobody waited for was taken");
            let (wake, now) = (stage.model.next_wake(), stage.model.context.now.mono);
            prop_assert!(wake > now, "it would wake again at once: {wake:?} at {now:?}");
        }
    }
}
