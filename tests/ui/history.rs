//! The history of a campaign, as a real record of eight days tells it.

use std::path::Path;
use std::sync::OnceLock;

use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record as Recording;
use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::case_list::{CaseList, Page};
use kaytop::domain::history::{History, Question, recount};
use kaytop::domain::record::engine::{Campaigns, Engine, Reading};
use kaytop::domain::record::{Figures, Identity, Row, Second};
use kaytop::domain::time::{Weekday, Zone};
use kaytop::storage::record::Record;

use super::stage::Stage;
use super::states::{SMALL, Screen, USUAL};
use super::{ASCII, COLOURLESS, FULL};
use crate::model::START;
use crate::samples::sample;

pub(crate) const SCREENS: &[Screen] = &[
    ("history-200x60", (200, 60), FULL, || opened("<tab>")),
    ("history-120x36", USUAL, FULL, || opened("<tab><left><left><left><left><left><left><left><left>")),
    ("history-new-calls", USUAL, FULL, || opened("<tab>v")),
    ("history-success", USUAL, FULL, || opened("<tab>vv")),
    ("history-colourless", USUAL, COLOURLESS, || opened("<tab>vv")),
    ("history-day", SMALL, FULL, || opened("<tab><v")),
    ("history-all", SMALL, FULL, || opened("<tab>>>")),
    ("history-ascii", SMALL, ASCII, || opened("<tab>vv<left>")),
    ("history-40x12", (40, 12), FULL, || opened("<tab>")),
    ("history-40x12-ascii", (40, 12), ASCII, || opened("<tab>v<left>")),
    ("history-overview", (200, 60), FULL, || opened("")),
    ("history-forecast", USUAL, FULL, forecast),
    ("history-forecast-80x24", SMALL, FULL, forecast_scrolled),
    ("history-forecast-40x12", (40, 12), FULL, forecast_scrolled),
    ("history-forecast-40x12-ascii", (40, 12), ASCII, forecast_scrolled),
    ("history-none", SMALL, FULL, not_recorded),
    ("history-off", SMALL, FULL, || {
        let mut stage = Stage::with(vec![sample()]);
        stage.model.context.record = Recording::Off("history = false in the configuration");
        stage.press("<enter><tab>");
        stage
    }),
];

const HOUR: i64 = 3_600;

#[derive(Debug)]
struct One(Figures);

impl Campaigns for One {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        Box::new(std::iter::once(Row { id: sample().id, identity: Identity::default(), figures: self.0 }))
    }
}

/// The figures of the sample so long before the start of the test: calls come on workdays, from 9 to 12 and from 13 to 17.
fn figures(at: i64) -> Figures {
    let share = |at: i64| {
        let local = Zone::CHICAGO.local(Second(at).moment().unwrap());
        let open = matches!(local.time.hour(), 9..=11 | 13..=16);
        let workday = !matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
        i64::from(open && workday) * (3 + (at / HOUR * 7) % 5)
    };
    let hours = || (at / HOUR + 1..=START / HOUR).map(|hour| hour * HOUR);
    let later: i64 = hours().map(share).sum();
    let ok_later: i64 = hours().map(|hour| if hour / HOUR / 31 % 2 == 0 { share(hour) } else { share(hour) / 3 }).sum();
    Figures {
        calls: Some(900 - later),
        ok: Some(520 - ok_later),
        failed: Some(330 - (later - ok_later)),
        conversion: sample().stats.conversion.map(|rate| rate - later as f64 / 100.0),
        ..Figures::default()
    }
}

/// A record of hourly readings from so many days before the start of the test; nobody looked on some weekend.
fn record(folder: &Path, days: i64) -> Record {
    let mut record = Record::new(folder, "public-api.kayse.ai", "fp");
    let first = START - days * 24 * HOUR;
    for at in (first..=START).step_by(HOUR as usize) {
        let away = (at - first) / HOUR >= 74 && (at - first) / HOUR < 115;
        if !away {
            let reading = Reading { at: Second(at), now: Second(at), every: HOUR as u32, whole: true };
            record.take(reading, &One(figures(at))).unwrap();
        }
    }
    record
}

fn told(question: &Question) -> Option<History> {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        record(folder.path(), 8);
        folder
    });
    recount(&mut Record::new(folder.path(), "public-api.kayse.ai", "fp"), question).unwrap()
}

/// As a record of four weeks tells it.
fn told_at_length(question: &Question) -> Option<History> {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        record(folder.path(), 29);
        folder
    });
    recount(&mut Record::new(folder.path(), "public-api.kayse.ai", "fp"), question).unwrap()
}

/// Answers what is asked of the record.
fn answer(stage: &mut Stage, effects: Vec<Effect>, tell: fn(&Question) -> Option<History>) {
    for effect in effects {
        if let Effect::Keep(Keep::Recall(Recall::History(question))) = effect {
            let recall = Recall::History(question.clone());
            let history = tell(&question).map(Box::new);
            stage.send(Msg::Recalled(recall, Ok(Recalled::History(history))));
        }
    }
}

/// The sample, open, after these keys; between them the screen is drawn.
fn opened(keys: &str) -> Stage {
    opened_as(told, keys)
}

/// With a forecast, and the size of its case list.
fn forecast() -> Stage {
    let mut stage = opened_as(told_at_length, "<tab>");
    let list = CaseList { id: sample().list.unwrap(), name: None, cases: Some(1204) };
    let effects = stage.answer_lists(Ok(Page { lists: vec![list], unreadable: 0, total: Some(1) }));
    answer(&mut stage, effects, told_at_length);
    stage
}

fn forecast_scrolled() -> Stage {
    let mut stage = forecast();
    super::frame(&mut stage, (40, 12), FULL);
    stage.press(&"j".repeat(40));
    stage
}

fn opened_as(tell: fn(&Question) -> Option<History>, keys: &str) -> Stage {
    let now = figures(START);
    let stats =
        Stats { calls: now.calls, ok: now.ok, failed: now.failed, conversion: now.conversion, ..sample().stats };
    let mut stage = Stage::with(vec![Campaign { stats, ..sample() }]);
    stage.model.context.record = Recording::On;
    for key in kaytop::app::key::keys(&format!("<enter>{keys}")) {
        let effects = stage.send(Msg::Key(key));
        answer(&mut stage, effects, tell);
        super::frame(&mut stage, USUAL, FULL);
    }
    stage
}

fn not_recorded() -> Stage {
    let mut stage = Stage::with(vec![sample()]);
    stage.model.context.record = Recording::On;
    let effects = stage.press("<enter><tab>");
    answer(&mut stage, effects, |_| None);
    stage
}
