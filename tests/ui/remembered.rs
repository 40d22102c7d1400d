//! What the record remembers of all campaigns: changes since a baseline, and the course of a day.

use std::sync::Arc;

use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::memory::{Before, Compared, Found, HOURS, Memory, Question, Quiet, Remembered, Workdays};
use kaytop::domain::record::{Figures, Second};
use kaytop::domain::significance::Proportion;
use kaytop::domain::time::from_unix;
use kaytop::domain::verdict::{Shift, Silence};

use super::fixture::company;
use super::stage::Stage;
use super::states::{SMALL, Screen, USUAL};
use super::{ASCII, COLOURLESS, FULL};
use crate::model::START;

pub(crate) const SCREENS: &[Screen] = &[
    ("remembered-160x45", (160, 45), FULL, || remembered("")),
    ("remembered-120x36", USUAL, FULL, || remembered("")),
    ("remembered-80x24", SMALL, FULL, || remembered("")),
    ("remembered-80x24-ascii", SMALL, ASCII, || remembered("")),
    ("remembered-60x20", (60, 20), FULL, || remembered("")),
    ("remembered-40x12", (40, 12), FULL, || remembered("")),
    ("remembered-40x12-ascii", (40, 12), ASCII, || remembered("")),
    ("needs-200x60", (200, 60), FULL, || remembered("2")),
    ("needs-120x36", USUAL, FULL, || remembered("2")),
    ("needs-120x36-plain", USUAL, COLOURLESS, || remembered("2")),
    ("needs-80x24", SMALL, FULL, || remembered("2")),
    ("needs-80x24-ascii", SMALL, ASCII, || remembered("2")),
    ("needs-40x12", (40, 12), FULL, || remembered("2")),
    ("needs-detail-120x36", USUAL, FULL, || remembered("2<enter>")),
    ("needs-detail-40x12", (40, 12), FULL, || remembered("2<enter>")),
    ("remembered-look", USUAL, FULL, || remembered(":since look<enter>t")),
];

const HOUR: i64 = 3600;
/// The last look of the day before.
const LOOK: i64 = START - 20 * HOUR;

/// The company with a record that answers whatever the keys lead to.
fn remembered(keys: &str) -> Stage {
    let mut stage = Stage::with(company());
    stage.model.context.record = Record::On;
    stage.model.context.look.begin(from_unix(LOOK));
    let effects = stage.send(Msg::Recorded(Ok(()), None));
    answered(&mut stage, &effects);
    let effects = stage.press(keys);
    answered(&mut stage, &effects);
    stage
}

/// The record answers what was asked.
fn answered(stage: &mut Stage, effects: &[Effect]) {
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::Recall(Recall::Memory(question))) => Some(question.clone()),
        _ => None,
    });
    let Some(question) = asked else { return };
    let memory = Box::new(memory(&question));
    stage.send(Msg::Recalled(Recall::Memory(question), Ok(Recalled::Memory(Some(memory)))));
}

fn memory(question: &Question) -> Memory {
    let at = question.at;
    let midnight = Second(START - 14 * HOUR - 125);
    let meant = if question.baseline.short() == "look" { Second(LOOK) } else { midnight };
    let full = Second(at.0 - at.0.rem_euclid(HOUR));
    let mut campaigns: Vec<_> = company().iter().map(|row| (row.id, of(row))).collect();
    campaigns.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    campaigns.dedup_by_key(|(id, _)| *id);
    Memory {
        at,
        zone: question.zone,
        opens: None,
        silence: None,
        acknowledged: Vec::new(),
        compared: Compared { baseline: question.baseline, meant, from: meant },
        marks: std::array::from_fn(
            |mark| {
                if mark == HOURS { at } else { full.plus((mark as i64 + 1 - HOURS as i64) * HOUR) }
            },
        ),
        known: [true; HOURS + 1],
        workdays: Workdays::default(),
        usual: Workdays::default(),
        campaigns,
    }
}

fn found(id: i64) -> Found {
    let silence = Silence { since: Second(START - 5 * HOUR), open: 14_500, usual: 38.0, missed: id as f64 };
    let share = |percent: i64| Proportion::new(percent * 2, 200_i64).unwrap();
    let shift = Shift { day: Second(START - 5 * HOUR), now: share(41), before: share(63), looks: 4 };
    if id % 9 == 0 {
        Found { silence: Some(silence), ..Found::default() }
    } else {
        Found { shift: Some(shift), ..Found::default() }
    }
}

/// Calls came from 8 to 14 o'clock.
fn of(row: &Campaign) -> Remembered {
    let new = row.id % 40;
    let back = |calls: i64| Figures {
        calls: row.stats.calls.map(|now| now - calls),
        ok: row.stats.ok.map(|now| now - calls / 2),
        failed: row.stats.failed.map(|now| now - calls / 3),
        vendor_rate: row.stats.vendor_rate,
        sentiment: row.stats.sentiment,
        conversion: row.stats.conversion.map(|rate| rate - 0.3),
    };
    let hours = std::array::from_fn(|mark| Some(back(new * (HOURS - mark).min(6) as i64 / 6)));
    Remembered {
        first: None,
        before: if row.stats.calls.is_none() { Before::Unknown } else { Before::Was(back(new)) },
        pace: (new > 0).then_some(new as f64 / 2.0),
        quiet: Some(Quiet { seconds: row.id % 7 * 1200, at_least: new == 0 }),
        hours: (new > 0).then(|| Arc::new(hours)),
        usual: Some(12.0),
        over: row.id % 2 == 0,
        found: (row.id % 9 < 2).then(|| Box::new(found(row.id))),
    }
}
