//! The log of alerts, as it is drawn.

use kaytop::app::msg::Msg;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::alert::{About, Alert, Edge, Hold, Telling, Told, Way, Ways};
use kaytop::domain::query::Query;
use kaytop::domain::record::{Figures, Second};
use kaytop::domain::shown::Shown;

use super::model::START;
use super::stage::Stage;
use super::states::{SMALL, Screen, USUAL, loaded};
use super::{ASCII, COLOURLESS, FULL};

/// Every screen that is kept.
pub(crate) const SCREENS: &[Screen] = &[
    ("alerts-200x60", (200, 60), FULL, || told("")),
    ("alerts-120x36", USUAL, FULL, || told("jj")),
    ("alerts-120x36-none", USUAL, COLOURLESS, || told("jj")),
    ("alerts-80x24", SMALL, FULL, || told("jjj")),
    ("alerts-80x24-ascii", SMALL, ASCII, || told("jjj")),
    ("alerts-40x12", (40, 12), FULL, || told("G")),
    ("alerts-20x5", (20, 5), FULL, || told("j")),
    ("alerts-one", SMALL, FULL, one),
    ("alerts-nothing-defined", SMALL, FULL, || open(Vec::new(), Record::On)),
    ("alerts-nothing-defined-40x12", (40, 12), ASCII, || open(Vec::new(), Record::On)),
    ("alerts-nothing-told", SMALL, FULL, || open(defined(), Record::On)),
    ("alerts-unrecorded", SMALL, FULL, || open(defined(), Record::Off("history = false in the configuration"))),
    ("alerts-asked", SMALL, FULL, asked),
    ("alerts-failed", SMALL, FULL, failed),
    ("alert-notice", SMALL, FULL, noticed),
];

fn ways(ways: &[Way]) -> Ways {
    ways.iter().copied().collect()
}

fn alert(name: &str, when: &str, hold: &str, say: &[Way]) -> Alert {
    let (when, hold) = (Query::parse(when).unwrap(), Hold::read(hold).unwrap());
    Alert { name: name.into(), when, hold, say: ways(say), command: Vec::new(), names: false, always: false }
}

fn defined() -> Vec<Alert> {
    vec![
        alert("Failing", "failed%:>40 calls:>=50", "30m open", &[Way::Screen, Way::Desktop]),
        alert("Silent since noon", "quiet:>2h", "0s", &[Way::Screen, Way::Command]),
    ]
}

fn asked() -> Stage {
    let mut stage = loaded();
    (stage.model.context.alerts, stage.model.context.record) = (defined(), Record::On);
    stage.press("!");
    stage
}

fn open(alerts: Vec<Alert>, record: Record) -> Stage {
    let mut stage = loaded();
    (stage.model.context.alerts, stage.model.context.record) = (alerts, record);
    stage.press("!");
    stage.send(Msg::Recalled(Recall::Alerts, Ok(Recalled::Alerts(Vec::new()))));
    stage
}

fn failed() -> Stage {
    let mut stage = asked();
    let why = "the record /home/you/x.sqlite3 cannot be used: the disk does not read or write it";
    stage.send(Msg::Recalled(Recall::Alerts, Err(why.to_owned())));
    stage
}

fn one() -> Stage {
    let mut stage = asked();
    let (at, ways) = (Second(START - 60), ways(&[Way::Screen]));
    let (alert, name, by) = ("Failing".to_owned(), Some(Shown::new("Bard port wave 1")), "screen 4711".to_owned());
    let told = Told { at, alert, campaign: 455, name, since: at, ways, by, failure: None };
    stage.send(Msg::Recalled(Recall::Alerts, Ok(Recalled::Alerts(vec![told]))));
    stage
}

fn noticed() -> Stage {
    let mut stage = loaded();
    let edge = |campaign| Edge { campaign, since: Second(START), ways: ways(&[Way::Screen]) };
    let about = |campaign| About { edge: edge(campaign), name: None, figures: Figures::default() };
    let telling = |alert, campaigns: &[i64]| {
        let campaigns = campaigns.iter().copied().map(about).collect();
        Telling { alert, at: Second(START), campaigns, test: false }
    };
    let [failing, silent] = <[Alert; 2]>::try_from(defined()).unwrap();
    stage.send(Msg::Alerted(vec![telling(silent, &[481, 479, 476]), telling(failing, &[455])]));
    stage
}

/// The log with some days, and these keys pressed in it.
fn told(keys: &str) -> Stage {
    let mut stage = asked();
    let one = |ago: i64, alert: &str, (campaign, name): (i64, Option<&str>), say: &[Way], by: &str| Told {
        at: Second(START - ago),
        alert: alert.into(),
        campaign,
        name: name.map(Shown::new),
        since: Second(START - ago - 1800),
        ways: ways(say),
        by: by.into(),
        failure: None,
    };
    let both = [Way::Screen, Way::Desktop];
    let mut log = vec![
        one(60, "Failing", (455, Some("Bard port wave 1")), &both, "screen 4711"),
        one(3000, "Failing", (476, Some("Señora Núñez & Asociados: llamada de bienvenida")), &both, "screen 4711"),
        one(3000, "Silent since noon", (479, Some("Depo follow-up")), &[Way::Command], "record 812"),
        one(26 * 3600, "Silent since noon", (470, Some("キャンプ・ルジューン 面談リマインダー")), &both, "screen 4711"),
        one(27 * 3600, "An alert that is no longer there", (9, None), &[Way::Bell], "screen 99"),
    ];
    log[2].failure = Some("\"tell-the-team\" did not end within 10 s and was ended".into());
    log.extend((0..20).map(|ago| one((50 + ago) * 3600, "Failing", (481, Some("Roundup")), &both, "screen 4711")));
    stage.send(Msg::Recalled(Recall::Alerts, Ok(Recalled::Alerts(log))));
    stage.press(keys);
    stage
}
