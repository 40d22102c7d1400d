//! Every state of the dashboard as text.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::keep::{NotWritten, Purpose};
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::past::{Scene, Then};
use kaytop::app::record::Record;
use kaytop::app::redacted::redacted;
use kaytop::domain::budget::RateLimit;
use kaytop::domain::campaign::{Campaign, Listing, Stats};
use kaytop::domain::failure::Failure;
use kaytop::domain::record::days::Span;
use kaytop::domain::settings::{CompanyHours, Settings};
use kaytop::domain::shown::Shown;
use kaytop::ui::draw::draw;
use kaytop::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::company;
use super::stage::{Stage, scene};
use super::{ASCII, FULL, alerts, form, frame, golden, happened, history, launches, remembered};
use crate::samples::{settings, slot};

/// A screen: its name, its size, how it looks, and how it came about.
pub(crate) type Screen = (&'static str, (u16, u16), Theme, fn() -> Stage);

pub(crate) const SMALL: (u16, u16) = (80, 24);
pub(crate) const USUAL: (u16, u16) = (120, 36);

/// Every screen that is kept.
const SCREENS: &[Screen] = &[
    ("size-200x60", (200, 60), FULL, loaded),
    ("agents-160x45-ascii", (160, 45), ASCII, || pressed("jjjjj")),
    ("agents-below", (200, 60), FULL, || pressed("P/-agent:docs*<enter>")),
    ("size-120x36", USUAL, FULL, loaded),
    ("size-100x42", (100, 42), FULL, loaded),
    ("size-100x30", (100, 30), FULL, loaded),
    ("size-80x24", SMALL, FULL, loaded),
    ("size-60x20", (60, 20), FULL, loaded),
    ("size-40x12", (40, 12), FULL, loaded),
    ("size-20x5", (20, 5), FULL, loaded),
    ("size-1x1", (1, 1), FULL, loaded),
    ("ascii", USUAL, ASCII, loaded),
    ("first-load", USUAL, FULL, || Stage::new(Mode::Live)),
    ("first-load-failed", SMALL, FULL, never_reached),
    ("empty-company", SMALL, FULL, || Stage::with(vec![])),
    ("unreadable-rows", (100, 30), FULL, unreadable_rows),
    ("filter", SMALL, FULL, || pressed("/roundup calls:>500")),
    ("filter-kept", SMALL, FULL, || pressed("/lejeune<enter>jj")),
    ("filter-mistaken", SMALL, FULL, || pressed("/roundup calls:>")),
    ("filter-no-match", SMALL, FULL, || pressed("/nobody<enter>")),
    ("server-search", SMALL, FULL, || pressed("/key:roundup<enter>")),
    ("view-120x36", USUAL, FULL, || pressed("3")),
    ("view-edited", SMALL, FULL, || pressed("3/ lejeune<enter>")),
    ("view-60x20", (60, 20), FULL, || pressed("3S")),
    ("view-40x12", (40, 12), FULL, || pressed("3")),
    ("view-40x30", (40, 30), ASCII, || pressed("3S")),
    ("command-120x36", USUAL, FULL, || pressed(":<down><down>")),
    ("command-80x24", SMALL, FULL, || pressed(":view ")),
    ("command-40x12", (40, 12), FULL, || pressed(":th")),
    ("command-ascii", (60, 20), ASCII, || pressed(":sort s<down>")),
    ("command-mistaken", SMALL, FULL, || pressed(":them<enter>")),
    ("sorted", SMALL, FULL, || pressed("<G")),
    ("groups-200x60", (200, 60), FULL, || pressed("sGkkkkk<enter>z<enter>")),
    ("groups-120x36", USUAL, FULL, grouped),
    ("groups-100x42", (100, 42), FULL, grouped),
    ("groups-80x24", SMALL, FULL, grouped),
    ("groups-60x20", (60, 20), FULL, grouped),
    ("groups-40x12", (40, 12), FULL, grouped),
    ("groups-ascii", SMALL, ASCII, grouped),
    ("groups-of-two", USUAL, FULL, || pressed("/group:origin,agent sort:calls-desc<enter><enter>jj<enter>")),
    ("groups-copied", SMALL, FULL, || pressed("zy")),
    ("hours-not-configured", USUAL, FULL, || with_hours(CompanyHours::NotConfigured)),
    ("hours-unknown", SMALL, FULL, || with_hours(CompanyHours::Unknown)),
    ("hours-odd", USUAL, FULL, odd_hours),
    ("disabled", SMALL, FULL, disabled),
    ("stale", SMALL, FULL, stale),
    ("stale-usual", USUAL, FULL, stale),
    ("stale-narrow", (40, 12), FULL, stale),
    ("empty-after-full", USUAL, FULL, || answered_next(vec![])),
    ("repeated-ids", USUAL, FULL, || answered_next([company(), company()].concat())),
    ("frozen-for-long", SMALL, FULL, frozen_for_long),
    ("settings-failed", USUAL, FULL, settings_failed),
    ("refused-key", SMALL, FULL, refused_key),
    ("not-recorded", USUAL, FULL, not_recorded),
    ("not-recorded-40x12", (40, 12), ASCII, not_recorded),
    ("frozen", SMALL, FULL, || pressed("f")),
    ("slowed", USUAL, FULL, slowed),
    ("sort-menu", SMALL, FULL, || pressed("sjj")),
    ("help", (100, 42), FULL, || pressed("?")),
    ("help-end", SMALL, FULL, || scrolled("?", "<backtab>")),
    ("status", SMALL, FULL, || pressed("b")),
    ("detail", SMALL, FULL, || pressed("jjj<enter>")),
    ("detail-sample", USUAL, FULL, || pressed("G<enter>")),
    ("detail-200x60", (200, 60), FULL, || pressed("jjj<enter>")),
    ("detail-unknown", (60, 20), FULL, || pressed("jjjjj<enter>")),
    ("compare-200x60", (200, 60), FULL, || pressed("  v4jv=")),
    ("compare", USUAL, FULL, || pressed("    =")),
    ("compare-pool", USUAL, FULL, || pressed("    =b")),
    ("compare-80x24", SMALL, FULL, || pressed("    =")),
    ("compare-80x24-ascii", SMALL, ASCII, || pressed("    =")),
    ("compare-40x12", (40, 12), FULL, || pressed("    =")),
    ("sandbox", SMALL, FULL, sandbox),
    ("read-only", USUAL, FULL, read_only),
    ("past-120x36", USUAL, FULL, past),
    ("past-80x24", SMALL, FULL, past),
    ("past-40x12", (40, 12), FULL, past),
    ("past-ascii", SMALL, ASCII, past),
    ("past-detail-120x36", USUAL, FULL, || past_pressed("<enter>")),
    ("past-detail-80x24", SMALL, FULL, || past_pressed("<enter>")),
    ("past-detail-40x12", (40, 12), FULL, || past_pressed("<enter>")),
    ("past-detail-ascii", SMALL, ASCII, || past_pressed("<enter>")),
    ("past-unseen", SMALL, FULL, unseen),
    ("past-not-there", SMALL, FULL, not_there),
    ("past-moment", SMALL, FULL, || past_pressed("T17:00")),
    ("past-moment-40x12", (40, 12), ASCII, || past_pressed("Tsoon")),
    ("past-moment-empty", USUAL, FULL, || past_pressed("T")),
    ("baseline", SMALL, FULL, || pressed("t")),
    ("baseline-40x12", (40, 12), ASCII, || pressed("t")),
    ("notice", SMALL, FULL, || pressed("d")),
    ("write", SMALL, FULL, || pressed("/roundup<enter>wh")),
    ("write-taken", USUAL, FULL, taken),
    ("write-40x12", (40, 12), ASCII, || pressed("wsr")),
];

#[test]
fn every_screen_is_drawn_as_before() {
    let drawn = SCREENS
        .iter()
        .chain(launches::SCREENS)
        .chain(form::SCREENS)
        .chain(history::SCREENS)
        .chain(happened::SCREENS)
        .chain(remembered::SCREENS)
        .chain(alerts::SCREENS)
        .map(|(name, size, theme, state)| {
            let mut stage = state();
            (format!("{name}.txt"), golden::text(&settled(&mut stage, *size, *theme)))
        });
    golden::hold_all("tests/ui/golden/text", drawn);
}

/// The second frame: the first told the model how much is visible.
pub(crate) fn settled(stage: &mut Stage, size: (u16, u16), theme: Theme) -> ratatui::buffer::Buffer {
    frame(stage, size, theme);
    frame(stage, size, theme).0
}

/// The state of that name.
pub(crate) fn state(name: &str) -> Stage {
    SCREENS
        .iter()
        .chain(launches::SCREENS)
        .chain(form::SCREENS)
        .chain(history::SCREENS)
        .chain(happened::SCREENS)
        .chain(remembered::SCREENS)
        .chain(alerts::SCREENS)
        .find(|(known, ..)| *known == name)
        .unwrap()
        .3()
}

/// A file of the name is there already.
fn taken() -> Stage {
    let mut stage = pressed("wx");
    let view = match stage.model.overlays.last() {
        Some(Overlay::Write(view)) => view.clone(),
        other => panic!("{other:?}"),
    };
    stage.press("<enter>");
    let free = "kaytop-campaigns-2026-03-04-2.csv".to_owned();
    stage.send(Msg::FileWritten(Purpose::Shown(view), Err(NotWritten::Taken { free })));
    stage
}

/// No name, agent or number of the company is on it, also where one campaign is open.
#[test]
fn a_redacted_screen_names_nobody() {
    for keys in ["/name:e or calls:>0<enter>jj aW", "jj<enter>", "?", "w"] {
        let stage = pressed(keys);
        let model = redacted(&stage.model);
        for size in [(200, 60), (120, 36), (80, 24), (40, 12)] {
            let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
            draw(&model, FULL, &mut buf);
            let text = golden::text(&buf);
            assert!(text.contains("Campaign"), "{keys} {size:?}\n{text}");
            for row in stage.model.context.store.rows() {
                for name in [row.name(), row.agent()].into_iter().flatten() {
                    let start: String = name.as_str().chars().take(16).collect();
                    assert!(!text.contains(&start), "{start}: {keys} {size:?}\n{text}");
                }
            }
        }
    }
}

/// The whole company, received a moment ago.
pub(crate) fn loaded() -> Stage {
    Stage::with(company())
}

/// Grouped by agent, the best success first; one group is marked, the last one is open and has too few data.
fn grouped() -> Stage {
    let stats = Stats { calls: Some(3), ok: Some(3), failed: Some(0), ..Stats::default() };
    let trial = Campaign { agent: Some(Shown::new("Trial-1")), stats, ..Campaign::unknown(299) };
    let mut stage = Stage::with([company(), vec![trial]].concat());
    stage.press("/sort:success-desc<enter>zG<enter>gg k");
    stage
}

fn pressed(keys: &str) -> Stage {
    let mut stage = loaded();
    stage.press(keys);
    stage
}

/// Pages scroll as far as the frame before showed.
fn scrolled(open: &str, keys: &str) -> Stage {
    let mut stage = pressed(open);
    stage.press(keys);
    stage
}

fn never_reached() -> Stage {
    let mut stage = Stage::new(Mode::Live);
    let why = Failure::Dns { host: Shown::new("public-api.kayse.ai") };
    stage.answer_settings(Err(why.clone()));
    stage.answer(Err(why));
    stage
}

fn unreadable_rows() -> Stage {
    let mut stage = Stage::new(Mode::Live);
    stage.answer_settings(Ok(settings()));
    let ticket = stage.list_flight.take().unwrap();
    stage.land(ticket, Ok(Listing { rows: company(), unreadable: 2 }));
    stage
}

fn with_settings(settings: Settings) -> Stage {
    let mut stage = Stage::new(Mode::Live);
    stage.answer_settings(Ok(settings));
    stage.answer(Ok(company()));
    stage
}

fn with_hours(hours: CompanyHours) -> Stage {
    with_settings(Settings { hours, ..settings() })
}

/// Slots that leave the legal frame, and one that could not be read.
fn odd_hours() -> Stage {
    with_hours(CompanyHours::Slots { slots: vec![slot("06:30", "10:00"), slot("18:00", "22:00")], unreadable: 1 })
}

fn disabled() -> Stage {
    with_settings(Settings { enabled: Some(false), ..settings() })
}

fn stale() -> Stage {
    let mut stage = loaded();
    for _ in 0..6 {
        stage.pass(Duration::from_secs(50));
        if stage.list_flight.is_some() {
            stage.answer(Err(Failure::Server { status: 503, said: Some(Shown::new("Down for maintenance.")) }));
        }
    }
    stage
}

/// The whole company, and then these rows.
fn answered_next(rows: Vec<Campaign>) -> Stage {
    let mut stage = loaded();
    stage.pass(Duration::from_secs(30));
    stage.answer(Ok(rows));
    stage
}

fn frozen_for_long() -> Stage {
    let mut stage = pressed("f");
    stage.pass(Duration::from_secs(13 * 60));
    stage
}

fn settings_failed() -> Stage {
    let mut stage = loaded();
    stage.press("r");
    stage.answer_settings(Err(Failure::CutOff));
    stage.answer(Ok(company()));
    stage
}

/// Yesterday at 17:00, when two campaigns were not there yet.
fn then() -> Scene {
    scene(21 * 3600 + 125, company().into_iter().filter(|row| row.id < 480).collect())
}

fn past() -> Stage {
    let mut stage = loaded();
    stage.model.context.record = Record::On;
    stage.go_back("[", Scene { settings: Some(settings()), ..then() });
    stage
}

fn past_pressed(keys: &str) -> Stage {
    let mut stage = past();
    stage.press(keys);
    stage
}

/// In a time in which nobody looked.
fn unseen() -> Stage {
    let mut stage = loaded();
    stage.model.context.record = Record::On;
    let scene = then();
    let gap = Span { from: scene.then.at.plus(-3600), to: scene.then.at.plus(50_000) };
    stage.go_back("{", Scene { then: Then { looked: gap.from, unseen: Some(gap), ..scene.then }, ..scene });
    stage
}

/// The open campaign was made later.
fn not_there() -> Stage {
    let mut stage = loaded();
    stage.model.context.record = Record::On;
    stage.press("<enter>");
    stage.go_back("{", then());
    stage
}

fn not_recorded() -> Stage {
    let mut stage = loaded();
    stage.send(Msg::Recorded(Err("the record x cannot be used: the disk is full".to_owned()), None));
    stage.press("b<esc>");
    stage
}

fn refused_key() -> Stage {
    let mut stage = loaded();
    stage.pass(Duration::from_secs(30));
    stage.answer(Err(Failure::Unauthorized { status: 401, said: Some(Shown::new("Invalid API key.")) }));
    stage
}

fn slowed() -> Stage {
    let mut stage = loaded();
    stage.limits =
        RateLimit { limit: Some(500), remaining: Some(40), reset: Some(Duration::from_secs(3000)), retry_after: None };
    stage.pass(Duration::from_secs(30));
    stage.answer(Ok(company()));
    stage
}

fn sandbox() -> Stage {
    let mut stage = Stage::new(Mode::Sandbox);
    stage.answer_settings(Ok(settings()));
    stage.answer(Ok(company()));
    stage
}

fn read_only() -> Stage {
    let mut stage = loaded();
    stage.model.context.connection.read_only = true;
    stage.send(Msg::Woke);
    stage
}
