//! Alerts on the screen: what this window is to tell, and the log.

use std::time::Duration;

use kaytop::app::alerts::{AlertsView, CommandFailed, State};
use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::domain::alert::{About, Alert, Edge, Hold, Telling, Told, Way, Ways};
use kaytop::domain::query::Query;
use kaytop::domain::record::{Figures, Second};
use kaytop::domain::shown::Shown;

use super::{Stage, current, notice, three};
use crate::model::START;

fn alert(say: &[Way]) -> Alert {
    let (when, say) = (Query::parse("failed%:>40").unwrap(), say.iter().copied().collect());
    let (name, hold) = ("Failing".to_owned(), Hold::default());
    Alert { name, when, hold, say, command: Vec::new(), names: false, always: false }
}

fn telling(say: &[Way]) -> Telling {
    let edge = Edge { campaign: 2, since: Second(START), ways: say.iter().copied().collect() };
    let about = About { edge, name: Some(Shown::new("Roundup")), figures: Figures::default() };
    Telling { alert: alert(say), at: Second(START), campaigns: vec![about], test: false }
}

fn told(ago: i64, campaign: i64) -> Told {
    let ways: Ways = [Way::Screen].into_iter().collect();
    let at = Second(START - ago);
    let (alert, by) = ("Failing".to_owned(), "screen 1".to_owned());
    Told { at, alert, campaign, name: None, since: at, ways, by, failure: None }
}

fn stage() -> Stage {
    let mut stage = Stage::with(three());
    stage.model.context.record = Record::On;
    stage
}

fn asks(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Keep(Keep::Recall(Recall::Alerts)))).count()
}

fn answer(stage: &mut Stage, told: Vec<Told>) {
    stage.send(Msg::Recalled(Recall::Alerts, Ok(Recalled::Alerts(told))));
}

fn view(stage: &Stage) -> &AlertsView {
    let open = stage.model.overlays.last().and_then(|overlay| match overlay {
        Overlay::Alerts(view) => Some(&**view),
        _ => None,
    });
    open.unwrap()
}

#[test]
fn what_is_claimed_is_said_and_handed_on() {
    let mut stage = stage();
    let all = telling(&[Way::Screen, Way::Desktop, Way::Command]);
    let effects = stage.send(Msg::Alerted(vec![all.clone()]));
    assert_eq!(notice(&stage), "Alert Failing: 2 Roundup · ! tells more");
    assert_eq!(effects, [Effect::Tell(vec![all])]);
    stage.press("j");
    assert!(stage.send(Msg::Alerted(vec![telling(&[Way::Screen])])).is_empty(), "nothing is left to be done");
    stage.press("j");
    let effects = stage.send(Msg::Alerted(vec![telling(&[Way::Bell])]));
    assert_eq!((notice(&stage), effects.len()), ("", 1), "by the bell alone");
}

#[test]
fn a_command_that_failed_is_said_and_kept() {
    let mut stage = stage();
    let failed =
        CommandFailed { alert: "Failing".into(), at: Second(START), why: "\"x\" failed (exit status: 1)".into() };
    let effects = stage.send(Msg::CommandFailed(failed.clone()));
    assert_eq!(effects, [Effect::Keep(Keep::CommandFailed(Box::new(failed)))]);
    assert!(notice(&stage).starts_with("The command of the alert Failing did not do its work: \"x\" failed"));
}

#[test]
fn the_log_is_asked_for_when_it_opens_and_when_something_is_told() {
    let mut stage = stage();
    assert_eq!(asks(&stage.press("!")), 1);
    assert_eq!(stage.model.scope(), Scope::Alerts);
    assert_eq!(asks(&stage.press("jk")), 0, "one answer is waited for");
    answer(&mut stage, vec![told(60, 3), told(120, 2)]);
    stage.press("j");
    assert_eq!(asks(&stage.send(Msg::Alerted(vec![telling(&[Way::Screen])]))), 1);
    answer(&mut stage, vec![told(0, 2), told(60, 3), told(120, 2)]);
    let chosen = view(&stage).chosen().unwrap();
    assert_eq!((chosen.at, view(&stage).choice), (Second(START - 120), 2), "the chosen one stays chosen");
    stage.press("!");
    assert_eq!(stage.model.scope(), Scope::Table);
    answer(&mut stage, vec![told(0, 2)]);
}

#[test]
fn enter_opens_the_campaign_and_says_why_it_cannot() {
    let mut stage = stage();
    stage.press("!<enter>");
    assert_eq!(notice(&stage), "Nothing is listed.");
    answer(&mut stage, vec![told(60, 1), told(120, 9)]);
    stage.press("j<enter>");
    assert_eq!(notice(&stage), "9 is no longer in the list.");
    stage.press("k<enter>");
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(1)));
}

#[test]
fn while_nothing_can_be_recorded_it_is_said_that_alerts_wait() {
    for (alerts, said) in
        [(vec![], "goes on without; each"), (vec![alert(&[Way::Screen])], "without, alerts wait; each")]
    {
        let mut stage = stage();
        stage.model.context.alerts = alerts;
        stage.send(Msg::Recorded(Err("the disk is full".into()), None));
        assert!(notice(&stage).contains(said), "{}", notice(&stage));
    }
}

#[test]
fn a_log_that_cannot_be_read_says_so() {
    let mut stage = stage();
    stage.press("!");
    stage.send(Msg::Recalled(Recall::Alerts, Err("the disk is full".into())));
    assert_eq!(view(&stage).state, State::Failed("the disk is full".into()));
}

#[test]
fn without_a_record_only_alerts_have_readings_handed_on() {
    let kept = |stage: &mut Stage| {
        stage.pass(Duration::from_secs(31));
        let effects = stage.answer(Ok(three()));
        effects.iter().filter(|effect| matches!(effect, Effect::Keep(Keep::Record(_)))).count()
    };
    let mut stage = Stage::with(three());
    stage.model.context.record = Record::Off("history = false in the configuration");
    assert_eq!(asks(&stage.press("!")), 0, "there is nobody to be asked");
    assert_eq!(view(&stage).state, State::Told);
    stage.press("!");
    assert_eq!(kept(&mut stage), 0);
    stage.model.context.alerts = vec![alert(&[Way::Screen])];
    assert_eq!((kept(&mut stage), asks(&stage.press("!"))), (1, 1));
}
