//! A form that is open while the day turns: `today`, the calendar's mark and what is past are those of the moment.
//!
//! The stage begins on Wednesday 4 March 2026 at 14:02:05 in Chicago, 20:02:05 UTC and 10:02:05 in Hawaii.

use std::time::Duration;

use kaytop::app::form::launch::{Prepared, Refused};
use kaytop::app::form::{LaunchStage, Popup};
use kaytop::app::key::Key;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::domain::draft::{Field, RunField};
use kaytop::domain::launch::Phase;
use kaytop::domain::time::{TimeOfDay, Zone};

use super::launch::{asked, launched, own};
use super::{FILLED, form, opened, run, text};
use crate::stage::Stage;

const HOUR: Duration = Duration::from_secs(3600);

/// A form with the start of its run in focus.
fn on_start() -> Stage {
    let mut stage = opened();
    stage.press("<esc>4<down><down><down><down>");
    stage
}

/// What a word becomes when it is typed and left.
fn typed(stage: &mut Stage, word: &str) -> String {
    stage.press(&format!("<ctrl-u>{word}<tab>"));
    let start = text(stage, run(RunField::StartDate)).to_owned();
    stage.press("<backtab>");
    start
}

#[test]
fn words_are_counted_from_the_day_of_the_moment_also_when_nothing_woke_the_form() {
    let mut stage = on_start();
    assert_eq!([typed(&mut stage, "today"), typed(&mut stage, "tomorrow")], ["2026-03-04", "2026-03-05"]);
    stage.sleep(9 * HOUR);
    assert_eq!(typed(&mut stage, "today"), "2026-03-04", "23:02 in Chicago");
    stage.sleep(HOUR);
    assert_eq!([typed(&mut stage, "today"), typed(&mut stage, "fri")], ["2026-03-05", "2026-03-06"]);
    // Over the night in which clocks leap forward.
    stage.sleep(3 * 24 * HOUR + 23 * HOUR);
    assert_eq!(typed(&mut stage, "today"), "2026-03-09");
}

#[test]
fn today_is_the_readers_day_and_says_where() {
    for (zone, day, hint) in [
        ("Asia/Manila", "2026-03-05", "→ Thu 5 Mar 2026, today in Manila"),
        ("America/Los_Angeles", "2026-03-04", "→ Wed 4 Mar 2026, today in Los Angeles"),
        ("UTC", "2026-03-04", "→ Wed 4 Mar 2026, today in UTC"),
    ] {
        let mut stage = on_start();
        stage.model.context.prefs.zone = Zone::named(zone).unwrap();
        stage.press("<ctrl-u>today");
        assert_eq!(form(&stage).line(run(RunField::StartDate)).hint, hint, "{zone}");
        assert_eq!(typed(&mut stage, "today"), day, "{zone}");
    }
}

#[test]
fn the_calendar_marks_and_begins_with_the_day_of_the_moment() {
    let mut stage = on_start();
    stage.press("<ctrl-u><esc>");
    stage.sleep(10 * HOUR);
    stage.press("<enter><enter>");
    let Some(Popup::Calendar(calendar)) = &form(&stage).popup else { panic!("{:?}", form(&stage).popup) };
    assert_eq!(calendar.day.to_string(), "2026-03-05");
    stage.sleep(24 * HOUR);
    stage.send(Msg::Woke);
    assert_eq!(form(&stage).today().date().to_string(), "2026-03-06");
}

#[test]
fn a_day_becomes_past_when_it_is_over_in_hawaii_and_the_open_form_says_so() {
    for zone in ["Asia/Manila", "UTC", "Pacific/Honolulu"] {
        let mut stage = on_start();
        stage.model.context.prefs.zone = Zone::named(zone).unwrap();
        stage.press("<ctrl-u>2026-03-04<tab>");
        let warnings = |stage: &Stage| form(stage).line(run(RunField::StartDate)).warnings.join("\n");
        // 10:02 in Hawaii; 23:59:59 there is 13 h 57 min 54 s later.
        stage.pass(13 * HOUR + Duration::from_secs(57 * 60 + 54));
        assert_eq!(warnings(&stage), "", "{zone}");
        stage.pass(Duration::from_secs(1));
        let expected = "2026-03-04 is past even in Hawaii";
        assert_eq!(warnings(&stage), expected, "{zone}");
    }
}

#[test]
fn a_code_that_was_asked_for_yesterday_sends_nothing_that_is_over_today() {
    let mut stage = opened();
    stage.press(FILLED);
    let last = text(&stage, Field::InRun(0, RunField::EndDate)).parse().unwrap();
    let (ticket, _) = asked(&stage.press("<tab><enter>")).unwrap();
    let prepared = Prepared { launch: own(&stage, Phase::Draft), bits: 1234 };
    stage.send(Msg::LaunchPrepared(ticket, Ok(prepared)));
    let LaunchStage::Ready { code, .. } = form(&stage).launch.clone() else { panic!("{:?}", form(&stage).launch) };
    let over = Zone::HONOLULU.moment(last, TimeOfDay::LAST).unwrap() - stage.model.context.now.wall;
    stage.sleep(over.to_std().unwrap() + HOUR);
    // A code may begin with what is a key of the panel.
    for letter in "q".chars().chain(code.chars()) {
        let effects = stage.send(Msg::Key(Key::Char(letter)));
        assert!(launched(&effects).is_none() && asked(&effects).is_none(), "{effects:?}");
    }
    let LaunchStage::Refused(Refused { why, .. }) = &form(&stage).launch else { panic!("{:?}", form(&stage).launch) };
    assert!(why.words.contains("is past"), "{why:?}");
    // Whoever goes on typing the code presses no key of the panel; after a moment letters are keys again.
    for letter in "qDL".chars() {
        stage.send(Msg::Key(Key::Char(letter)));
        assert!(matches!(form(&stage).launch, LaunchStage::Refused(_)), "{letter}");
        assert_eq!(stage.model.scope(), Scope::Launching, "{letter}");
    }
    stage.pass(Duration::from_secs(2));
    stage.press("q");
    assert_ne!(stage.model.scope(), Scope::Launching);
}
