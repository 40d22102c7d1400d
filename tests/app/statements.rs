//! What a person states about a launch whose outcome is unknown, from the view of the launches.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::statement::Stated;
use kaytop::domain::launch::{Launch, LaunchId, Phase};

use super::stage::{Stage, launch, stamp};
use super::{notice, three};

/// The view of the launches on one whose outcome is unknown since `minutes` ago.
fn unknown(minutes: u64) -> (Stage, LaunchId) {
    let mut stage = Stage::with(three());
    stage.pass(Duration::from_secs(minutes * 60));
    let open = Launch { quiet_from: Some(stamp(Duration::ZERO)), ..launch(7, "Outreach", Phase::Unknown) };
    let id = open.id.clone();
    stage.journal(Ok(vec![open]));
    stage.press("L");
    (stage, id)
}

fn stated(effects: &[Effect]) -> Option<Stated> {
    effects.iter().find_map(|effect| match effect {
        Effect::State { stated, .. } => Some(stated.clone()),
        _ => None,
    })
}

#[test]
fn it_is_there_takes_a_number_and_has_it_judged() {
    let (mut stage, id) = unknown(1);
    stage.press("f");
    assert_eq!(stage.model.scope(), Scope::Statement);
    for keys in ["<enter>", "0<enter>", "<ctrl-u>abc<enter>", "<ctrl-u>99999999999999999999<enter>"] {
        assert_eq!(stated(&stage.press(keys)), None, "{keys}");
        assert!(notice(&stage).contains("number is needed"), "{keys}: {}", notice(&stage));
    }
    stage.press("<ctrl-u>");
    stage.send(Msg::Pasted(" #412\n".to_owned()));
    assert_eq!(stated(&stage.press("<enter>")), Some(Stated::Found(412)));
    assert_eq!(stated(&stage.press("<enter>1")), None, "it is judged once");
    let found = Launch { version: 9, found: vec![412], ..launch(7, "Outreach", Phase::Matched) };
    stage.send(Msg::StatementJudged(id, Ok(Box::new(found))));
    assert_eq!((stage.model.scope(), notice(&stage)), (Scope::Launches, "Found it: #412 ✓"));
    assert!(!stage.model.context.launches.need_care());
}

#[test]
fn a_statement_that_is_not_taken_says_why_and_stays_to_be_changed() {
    let (mut stage, id) = unknown(1);
    stage.press("f9<enter>");
    let why = "No campaign of that number is in the list. Nothing was changed.".to_owned();
    stage.send(Msg::StatementJudged(id.clone(), Err(why.clone())));
    assert_eq!(stated(&stage.press("<ctrl-u>8<enter>")), Some(Stated::Found(8)));
    // Closed meanwhile: the answer is told all the same.
    stage.press("<esc>");
    stage.send(Msg::StatementJudged(id, Err(why.clone())));
    assert_eq!((stage.model.scope(), notice(&stage)), (Scope::Launches, why.as_str()));
}

#[test]
fn not_there_is_taken_after_ten_minutes_by_the_name_typed_by_hand() {
    let (mut stage, _) = unknown(9);
    stage.press("x");
    assert_eq!(stage.model.scope(), Scope::Launches);
    assert!(notice(&stage).contains("Too early") && notice(&stage).contains("1 min 01 s"), "{}", notice(&stage));
    let (mut stage, _) = unknown(10);
    stage.press("x");
    assert_eq!(stage.model.scope(), Scope::Statement);
    stage.send(Msg::Pasted("Outreach".to_owned()));
    assert!(notice(&stage).contains("typed by hand"));
    assert_eq!(stated(&stage.press("outreach<enter>")), None);
    assert!(notice(&stage).contains("letter by letter"));
    assert_eq!(stated(&stage.press("<ctrl-u>Outreach<enter>")), Some(Stated::NotThere("Outreach".to_owned())));
}

#[test]
fn only_what_is_sought_can_be_stated_and_nothing_read_only() {
    for (phase, keys, words) in [
        (Phase::Created, "f", "is known"),
        (Phase::Rejected, "x", "is known"),
        (Phase::Sending, "f", "awaited"),
        (Phase::CreatedNoId, "x", "it is there"),
    ] {
        let mut stage = Stage::with(three());
        stage.journal(Ok(vec![launch(7, "Outreach", phase)]));
        stage.press("L");
        stage.press(keys);
        assert!(notice(&stage).contains(words), "{phase:?}: {}", notice(&stage));
        assert_eq!(stage.model.scope(), Scope::Launches);
    }
    let (mut stage, _) = unknown(10);
    stage.model.context.connection.read_only = true;
    stage.press("f");
    assert!(notice(&stage).contains("read-only"));
}
