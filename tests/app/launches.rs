//! The launches of this machine: what of them must be in sight, the view of them all, and its keys.

use std::time::Duration;

use kaytop::app::copy::Copied;
use kaytop::app::effect::Effect;
use kaytop::app::geometry::Geometry;
use kaytop::app::keymap::Scope;
use kaytop::app::launches::Alarm;
use kaytop::app::overlay::Overlay;
use kaytop::domain::launch::{Launch, Phase};
use kaytop::domain::time::Zone;

use super::stage::{Stage, launch};
use super::{current, ids, notice, three};

/// A launch whose campaigns are these.
fn found(bits: u64, phase: Phase, found: &[i64]) -> Launch {
    Launch { found: found.to_vec(), ..launch(bits, "Outreach", phase) }
}

fn with(launches: Vec<Launch>) -> Stage {
    let mut stage = Stage::with(three());
    stage.journal(Ok(launches));
    stage
}

/// What the view would say of the chosen launch.
fn says(stage: &Stage) -> String {
    let now = stage.model.context.launches.stamp(stage.model.context.now).unwrap();
    stage.model.chosen_launch().unwrap().says(&now, Zone::UTC)
}

fn copied(effects: &[Effect]) -> Copied {
    match effects {
        [Effect::Copy(copied)] => copied.clone(),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn a_launch_needs_care_until_its_outcome_is_known_and_when_it_became_two() {
    for (phase, ids, unresolved, alarm) in [
        (Phase::Draft, &[][..], 0, None),
        (Phase::Confirmed, &[], 1, None),
        (Phase::Sending, &[], 1, None),
        (Phase::Unknown, &[], 1, None),
        (Phase::Created, &[1], 0, None),
        (Phase::CreatedNoId, &[], 0, None),
        (Phase::Matched, &[1], 0, None),
        (Phase::Matched, &[1, 2], 0, Some(Alarm::SeveralFound)),
        (Phase::Released, &[], 0, None),
        (Phase::Released, &[1], 0, Some(Alarm::LateDuplicate)),
        (Phase::Released, &[1, 2], 0, Some(Alarm::LateDuplicate)),
    ] {
        let stage = with(vec![found(1, phase, ids)]);
        let launches = &stage.model.context.launches;
        let alarms: Vec<Alarm> = launches.alarms().map(|(_, alarm)| alarm).collect();
        assert_eq!((launches.unresolved().count(), alarms), (unresolved, alarm.into_iter().collect()), "{phase:?}");
        assert_eq!(launches.need_care(), unresolved > 0 || alarm.is_some(), "{phase:?}");
    }
}

#[test]
fn a_journal_that_cannot_be_read_any_more_hides_no_launch() {
    let mut stage = with(vec![launch(1, "Outreach", Phase::Unknown)]);
    stage.journal(Err("its file is damaged".to_owned()));
    assert_eq!(stage.model.context.launches.unusable(), Some("its file is damaged"));
    assert!(stage.model.context.launches.need_care());
    stage.journal(Ok(vec![]));
    assert_eq!((stage.model.context.launches.unusable(), stage.model.context.launches.need_care()), (None, false));
}

#[test]
fn the_key_works_wherever_letters_are_no_text() {
    for (keys, scope) in [
        ("L", Scope::Launches),
        ("<enter>L", Scope::Launches),
        ("sL", Scope::Launches),
        ("CL", Scope::Launches),
        ("yL", Scope::Launches),
        ("bL", Scope::Launches),
        ("<enter>L<esc>", Scope::Detail),
        ("Lq", Scope::Table),
        ("LL", Scope::Launches),
        ("/L", Scope::Filter),
        ("?L", Scope::Help),
        ("L?<esc>", Scope::Launches),
    ] {
        let mut stage = with(vec![launch(1, "Outreach", Phase::Unknown)]);
        stage.press(keys);
        assert_eq!(stage.model.scope(), scope, "{keys}");
    }
}

#[test]
fn the_launch_that_needs_care_most_is_chosen_first() {
    let quiet = || found(1, Phase::Created, &[1]);
    let (unknown, late) = (launch(2, "Roundup", Phase::Unknown), found(3, Phase::Released, &[2]));
    for (launches, first) in [
        (vec![quiet(), unknown.clone(), late.clone()], 3),
        (vec![quiet(), unknown], 2),
        (vec![quiet(), found(4, Phase::Created, &[3])], 1),
    ] {
        let mut stage = with(launches);
        stage.press("L");
        assert_eq!(stage.model.chosen_launch().unwrap().id, launch(first, "", Phase::Draft).id);
    }
}

#[test]
fn the_choice_stays_with_its_launch_when_another_is_made() {
    let launches = || vec![launch(2, "Roundup", Phase::Created), launch(1, "Outreach", Phase::Created)];
    let mut stage = with(launches());
    stage.press("Lj");
    assert_eq!(stage.model.chosen_launch().unwrap().request.name, "Outreach");
    stage.journal(Ok([vec![launch(3, "Summer", Phase::Sending)], launches()].concat()));
    assert_eq!(stage.model.chosen_launch().unwrap().request.name, "Outreach");
    stage.press("gg");
    assert_eq!(stage.model.chosen_launch().unwrap().request.name, "Summer");
    stage.press("Gj");
    assert_eq!(stage.model.chosen_launch().unwrap().request.name, "Outreach");
}

#[test]
fn pages_scroll_the_text_and_another_choice_begins_at_its_top() {
    let mut stage = with(vec![launch(2, "Roundup", Phase::Created), launch(1, "Outreach", Phase::Created)]);
    stage.press("L");
    stage.model.settle(Geometry { scroll_end: 7, overlay_page: 5, layers: 1, ..Geometry::default() });
    let scrolled = |stage: &Stage| match stage.model.overlays.last() {
        Some(Overlay::Launches(view)) => view.scroll,
        other => unreachable!("{other:?}"),
    };
    for (keys, scroll) in [("<pgdn>", 5), ("<ctrl-d>", 7), ("<ctrl-u>", 4), ("k", 4), ("j", 0)] {
        stage.press(keys);
        assert_eq!(scrolled(&stage), scroll, "{keys}");
    }
}

#[test]
fn enter_goes_to_the_campaign_and_closes_every_layer() {
    let mut stage = with(vec![found(1, Phase::Created, &[2])]);
    stage.press("<enter>L<enter>");
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Table, Some(2)));
    stage.pass(Duration::from_secs(60));
    stage.answer(Ok(three()));
    assert_eq!((ids(&stage), current(&stage)), (vec![3, 2, 1], Some(2)));
}

#[test]
fn a_key_that_cannot_act_says_why() {
    for (launches, keys, words) in [
        (vec![], "L<enter>", "There is no launch."),
        (vec![], "Ly", "There is no launch."),
        (vec![], "Lj", "There is no launch."),
        (vec![launch(1, "Outreach", Phase::Unknown)], "L<enter>", "This launch's campaign number is not known."),
        (vec![found(1, Phase::Created, &[412])], "L<enter>", "#412 is not in the list of campaigns on screen."),
        (
            vec![found(1, Phase::Created, &[2])],
            "/summer<enter>L<enter>",
            "The filter hides #2: 0 in the table shows all.",
        ),
    ] {
        let mut stage = with(launches);
        stage.press(keys);
        assert_eq!((notice(&stage), stage.model.scope()), (words, Scope::Launches), "{keys}");
    }
}

#[test]
fn numbers_and_ids_are_copied() {
    let mut stage = with(vec![found(1, Phase::Matched, &[2, 412]), launch(2, "Roundup", Phase::Unknown)]);
    let id = |stage: &Stage| stage.model.chosen_launch().unwrap().id.to_string();
    let numbers = copied(&stage.press("Ly"));
    assert_eq!((numbers.what.as_str(), numbers.text.as_str()), ("campaign #2 and #412", "2\n412"));
    assert_eq!(copied(&stage.press("i")).text, id(&stage));
    let own = copied(&stage.press("jy"));
    assert_eq!((own.what, own.text), (format!("launch {}", id(&stage)), id(&stage)));
}

#[test]
fn the_countdown_moves_in_the_view_and_nothing_moves_outside_of_it() {
    let mut stage = with(vec![launch(1, "Outreach", Phase::Unknown)]);
    let next = |stage: &Stage| stage.model.next_wake().saturating_sub(stage.model.context.now.mono);
    assert!(next(&stage) > Duration::from_secs(1));
    stage.press("L");
    assert_eq!(next(&stage), Duration::from_secs(1));
    // Its outcome is unknown from this moment on: the first look is due in two seconds.
    let mut looked = launch(1, "Outreach", Phase::Unknown);
    looked.changed = super::stage::stamp(stage.model.context.now.mono);
    stage.journal(Ok(vec![looked]));
    let before = says(&stage);
    stage.pass(Duration::from_secs(1));
    assert!(before.contains("next in 2 s") && says(&stage).contains("next in 1 s"), "{before} {}", says(&stage));
    stage.journal(Ok(vec![found(1, Phase::Matched, &[1])]));
    assert!(next(&stage) > Duration::from_secs(1));
}
