//! What happened, as it is drawn.

use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::happened::{Event, Happened, What};
use kaytop::domain::record::Second;
use kaytop::domain::shown::Shown;
use kaytop::domain::significance::Proportion;
use kaytop::domain::verdict::Counter;

use super::model::START;
use super::stage::Stage;
use super::states::{SMALL, Screen, USUAL, loaded};
use super::{ASCII, COLOURLESS, FULL};

/// Every screen that is kept.
pub(crate) const SCREENS: &[Screen] = &[
    ("happened-200x60", (200, 60), FULL, || told("e")),
    ("happened-120x36", USUAL, FULL, || told("ejjj")),
    ("happened-120x36-none", USUAL, COLOURLESS, || told("ejjj")),
    ("happened-80x24", SMALL, FULL, || told("ejjjjjj")),
    ("happened-60x20-ascii", (60, 20), ASCII, || told("eG")),
    ("happened-40x12", (40, 12), FULL, || told("ejj")),
    ("happened-20x5", (20, 5), FULL, || told("ejj")),
    ("happened-search", SMALL, FULL, || told("e/success")),
    ("happened-nothing-found", SMALL, FULL, || told("e/nobody<enter>")),
    ("happened-to-one", USUAL, FULL, || told("/481<enter><enter>e")),
    ("happened-asked", SMALL, FULL, || open("e").0),
    ("happened-failed", SMALL, FULL, failed),
    ("happened-write", SMALL, FULL, || told("ew")),
];

/// With a record, after these keys; and what was asked of the record.
fn open(keys: &str) -> (Stage, Option<Recall>) {
    let mut stage = loaded();
    stage.model.context.record = Record::On;
    let asked = stage.press(keys).into_iter().find_map(|effect| match effect {
        Effect::Keep(Keep::Recall(recall @ Recall::Happened(_))) => Some(recall),
        _ => None,
    });
    (stage, asked)
}

/// The list is opened by the last `e` of these keys, told a week, and the rest is pressed then.
fn told(keys: &str) -> Stage {
    let at = keys.find('e').filter(|_| !keys.starts_with('/')).unwrap_or(keys.len() - 1);
    let (opening, rest) = keys.split_at(at + 1);
    let (mut stage, asked) = open(opening);
    let Some(Recall::Happened(question)) = asked else { panic!("{keys} asks nothing") };
    let happened = Happened { events: week(), begins: Some(Second(START - 30 * 86_400)) };
    stage.send(Msg::Recalled(Recall::Happened(question), Ok(Recalled::Happened(happened))));
    stage.press(rest);
    stage
}

fn failed() -> Stage {
    let (mut stage, asked) = open("e");
    let Some(Recall::Happened(question)) = asked else { panic!("nothing is asked") };
    let why = "the record /home/you/x.sqlite3 cannot be used: the disk does not read or write it";
    stage.send(Msg::Recalled(Recall::Happened(question), Err(why.to_owned())));
    stage
}

/// One event of each kind.
fn week() -> Vec<Event> {
    let of = |part, whole| Proportion::new(part, whole).unwrap();
    let text = |text| Some(Shown::new(text));
    let ago = |hours: i64| Second(START - hours * 3600);
    let one = |hours, id, name, what| Event { at: ago(hours), campaign: Some(id), name: text(name), what };
    vec![
        one(1, 455, "Bard port wave 1", What::Success { day: of(82, 200), before: of(640, 1016) }),
        one(2, 479, "Depo follow-up", What::Quiet { open: 4 * 3600 + 1200 }),
        one(4, 481, "Roundup intake wave 3", What::Resumed { since: ago(9) }),
        one(23, 481, "Roundup intake wave 3", What::Renamed { from: text("Copy of Roundup intake wave 3") }),
        one(25, 476, "Señora Núñez & Asociados: llamada de bienvenida", What::Edited { by: text("web_app") }),
        one(
            26,
            470,
            "キャンプ・ルジューン 面談リマインダー",
            What::OtherAgent { from: text("abc_123"), to: text("docs_1") },
        ),
        Event::of_all(ago(28), What::NobodyLooked { until: ago(24), open: 15_600 }),
        one(49, 463, "Paraquat intake B", What::New),
        one(50, 462, "TEST Paraquat intake B", What::Vanished),
        one(52, 447, "Ozempic intake A", What::Success { day: of(300, 400), before: of(600, 1000) }),
        one(53, 440, "NEC formula intake", What::Fell { counter: Counter::Calls, from: 1240, to: 354 }),
        Event::of_all(ago(74), What::Concurrency { from: Some(60), to: Some(70) }),
        Event::of_all(ago(75), What::Enabled(false)),
        one(80, 436, "CPAP records request", What::OtherList { from: Some(318), to: Some(320) }),
        one(99, 431, "PFAS cohort 2", What::CameBack { gone: ago(101) }),
    ]
}
