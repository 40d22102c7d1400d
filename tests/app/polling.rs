//! When the server is asked, what is said of it, and what a failure leaves untouched.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::app::poll::{Endpoint, State};
use kaytop::domain::budget::RateLimit;
use kaytop::domain::campaign::Listing;
use kaytop::domain::failure::Failure;

use super::{Stage, current, ids, notice, three};
use crate::samples::settings;

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn is_list(effect: &Effect) -> bool {
    matches!(effect, Effect::FetchCampaigns { .. })
}

#[test]
fn both_endpoints_are_asked_at_the_start_and_then_in_their_rhythm() {
    let mut stage = Stage::unasked(Mode::Live);
    let effects = stage.send(Msg::Woke);
    let asked = [Effect::Keep(Keep::ListDrafts)];
    assert!(effects.starts_with(&asked), "what is kept on this machine costs no request");
    assert!(matches!(effects[1..], [Effect::FetchCampaigns { .. }, Effect::FetchSettings { .. }]), "{effects:?}");
    assert_eq!(stage.pass(s(300)), [], "one flight at a time, however long it takes");
    stage.answer_settings(Ok(settings()));
    stage.answer(Ok(three()));
    assert_eq!(stage.pass(s(29)), []);
    assert!(matches!(stage.pass(s(1))[..], [Effect::FetchCampaigns { .. }]));
}

#[test]
fn keys_that_set_the_rhythm_say_the_rhythm() {
    for (keys, words) in [
        ("+", "every 1 min."),
        ("-", "every 15 s."),
        ("-----", "every 2 s."),
        ("+++++", "off; r asks once."),
        ("+++++-", "every 10 min."),
        ("f", "Frozen: nothing is asked until f is pressed again."),
        ("ff", "Asking again."),
        ("fr", "Frozen: f asks again."),
        ("r", "Asking now (1 request each for campaigns and settings)."),
        ("rr", "The server is being asked already."),
    ] {
        let mut stage = Stage::with(three());
        stage.press(keys);
        assert!(notice(&stage).ends_with(words), "{keys}: {}", notice(&stage));
    }
}

#[test]
fn refresh_asks_both_at_once() {
    let mut stage = Stage::with(three());
    let effects = stage.press("r");
    assert!(matches!(effects[..], [Effect::FetchCampaigns { .. }, Effect::FetchSettings { .. }]), "{effects:?}");
}

#[test]
fn frozen_means_no_request_at_all() {
    let mut stage = Stage::with(three());
    stage.press("f");
    for step in [s(30), s(3600), s(86_400)] {
        assert_eq!(stage.pass(step), []);
        let effects = stage.press("r/key:out<enter><esc>0+-");
        assert!(effects.iter().all(|effect| matches!(effect, Effect::Keep(_))), "{effects:?}");
    }
    assert!(!stage.model.context.stale(), "what is frozen misses no interval");
    assert!(stage.press("f").iter().any(is_list));
}

#[test]
fn off_asks_only_when_told() {
    let mut stage = Stage::with(three());
    stage.press("+++++");
    assert_eq!(stage.pass(s(86_400)), []);
    assert!(stage.press("r").iter().any(is_list));
}

#[test]
fn a_failure_keeps_the_rows_and_the_next_answer_heals() {
    let mut stage = Stage::with(three());
    stage.press("j");
    stage.pass(s(30));
    stage.answer(Err(Failure::Server { status: 503, said: None }));
    assert_eq!((ids(&stage), current(&stage)), (vec![3, 2, 1], Some(2)));
    assert!(stage.model.context.campaigns.loaded.is_some() && stage.model.context.campaigns.failure.is_some());
    let State::Waiting { until, .. } = stage.model.context.poll.state(Endpoint::Campaigns) else { unreachable!() };
    assert!(until > s(30) && until < s(60), "a retry comes before the next poll: {until:?}");

    assert!(stage.pass(until.saturating_sub(s(30))).iter().any(is_list));
    stage.answer(Ok(three()));
    assert_eq!((stage.model.context.campaigns.failure.is_some(), current(&stage)), (false, Some(2)));
}

#[test]
fn settings_that_fail_leave_the_hours_as_they_were() {
    let mut stage = Stage::with(three());
    stage.press("r");
    stage.answer_settings(Err(Failure::CutOff));
    assert_eq!(stage.model.context.company, settings());
    assert!(stage.model.context.settings.failure.is_some() && stage.model.context.campaigns.failure.is_none());
}

#[test]
fn data_is_stale_after_two_intervals_and_not_before() {
    let mut stage = Stage::with(three());
    stage.pass(s(30));
    stage.pass(s(30));
    assert!(!stage.model.context.stale());
    let wake = stage.model.next_wake();
    stage.pass(Duration::from_millis(1));
    assert!(stage.model.context.stale() && wake <= s(60) + Duration::from_millis(1), "{wake:?}");
    stage.answer(Ok(three()));
    assert!(!stage.model.context.stale());
}

/// A reason, and how it comes about.
type Case = (&'static str, fn(&mut Stage));

#[test]
fn the_age_of_data_that_is_older_than_promised_is_told_whatever_the_reason() {
    let told = |events: fn(&mut Stage), after| {
        let mut stage = Stage::with(three());
        events(&mut stage);
        stage.pass(s(after));
        stage.model.context.overdue(Endpoint::Campaigns).map(|age| age.as_secs())
    };
    let cases: [Case; 4] = [
        ("frozen", |stage| drop(stage.press("f"))),
        ("off", |stage| drop(stage.press("+++++"))),
        ("unanswered", |_| ()),
        ("slowed", |stage| {
            stage.limits =
                RateLimit { limit: Some(500), remaining: Some(20), reset: Some(s(3000)), ..RateLimit::default() };
            stage.pass(s(30));
            stage.answer(Ok(three()));
            assert!(stage.model.context.poll.slowed().unwrap() > s(60));
        }),
    ];
    for (what, events) in cases {
        assert_eq!((told(events, 59), told(events, 61)), (None, Some(61)), "{what}");
    }
    assert_eq!(told(|stage| drop(stage.press("++")), 61), None, "every two minutes was asked for");
}

#[test]
fn a_refused_key_stops_the_polls_until_somebody_asks() {
    for status in [401, 403] {
        let mut stage = Stage::with(three());
        stage.pass(s(30));
        stage.answer(Err(Failure::Unauthorized { status, said: None }));
        assert_eq!(stage.model.context.poll.state(Endpoint::Campaigns), State::Stopped { status });
        assert!(!stage.pass(s(86_400)).iter().any(is_list), "{status}");
        stage.settings_flight.take();
        assert_eq!(ids(&stage), [3, 2, 1]);

        let mut stage = Stage::with(three());
        stage.pass(s(30));
        stage.answer(Err(Failure::Unauthorized { status, said: None }));
        assert!(stage.press("r").iter().any(is_list), "{status}");
    }
}

#[test]
fn after_429_nothing_goes_out_before_the_server_s_time_not_even_by_hand() {
    let mut stage = Stage::with(three());
    stage.pass(s(30));
    stage.answer(Err(Failure::RateLimited { wait: Some(s(120)) }));
    assert_eq!(stage.press("r"), []);
    assert!(notice(&stage).starts_with("The server asked to wait: possible again at 14:04:"), "{}", notice(&stage));
    assert_eq!(stage.pass(s(119)), []);
    assert!(stage.pass(s(10)).iter().any(is_list));
}

#[test]
fn a_short_budget_slows_the_polls_and_keeps_a_reserve() {
    let mut stage = Stage::with(three());
    stage.limits = RateLimit { limit: Some(500), remaining: Some(40), reset: Some(s(3000)), retry_after: None };
    stage.pass(s(30));
    stage.answer(Ok(three()));
    assert!(
        stage.model.context.poll.slowed().is_some_and(|pace| pace > s(60)),
        "{:?}",
        stage.model.context.poll.slowed()
    );
    assert_eq!(stage.pass(s(60)), []);

    let mut stage = Stage::with(three());
    stage.limits = RateLimit { limit: Some(500), remaining: Some(15), reset: Some(s(3000)), retry_after: None };
    stage.pass(s(30));
    stage.answer(Ok(three()));
    assert_eq!((stage.pass(s(2900)), stage.press("r")), (vec![], vec![]));
    assert!(notice(&stage).starts_with("The hour's requests are spent: possible again at"), "{}", notice(&stage));
    assert!(stage.pass(s(101)).iter().any(is_list));
}

#[test]
fn a_machine_that_slept_asks_once_a_moment_after_it_woke() {
    for eight_hours in [s(8 * 3600), s(31)] {
        let mut stage = Stage::with(three());
        stage.sleep(eight_hours);
        let effects = stage.send(Msg::Awoke { jitter: 0.5 });
        assert!(!effects.iter().any(is_list), "{effects:?}");
        assert_eq!(stage.model.context.age(Endpoint::Campaigns), Some(eight_hours));
        let wake = stage.model.context.poll.next_wake().unwrap();
        assert!(wake > eight_hours && wake <= eight_hours + s(6), "{wake:?}");
        assert_eq!(stage.pass(wake.saturating_sub(eight_hours)).iter().filter(|effect| is_list(effect)).count(), 1);
        stage.answer(Ok(three()));
        assert!(!stage.pass(s(29)).iter().any(is_list), "no burst follows");
    }
}

#[test]
fn a_person_need_not_wait_after_a_sleep() {
    let mut stage = Stage::with(three());
    stage.sleep(s(8 * 3600));
    stage.send(Msg::Awoke { jitter: 1.0 });
    assert!(stage.press("r").iter().any(is_list));
}

#[test]
fn an_answer_from_before_the_sleep_is_not_taken_for_a_fresh_one() {
    let mut stage = Stage::with(three());
    stage.press("r");
    let asked_before = stage.list_flight.unwrap();
    stage.sleep(s(8 * 3600));
    stage.send(Msg::Awoke { jitter: 0.5 });
    stage.land(asked_before, Ok(Listing { rows: vec![], unreadable: 0 }));
    assert_eq!((ids(&stage), stage.model.context.age(Endpoint::Campaigns)), (vec![3, 2, 1], Some(s(8 * 3600))));
    assert!(stage.pass(s(6)).iter().any(is_list), "it is asked again");
}

#[test]
fn what_is_being_asked_is_said_until_the_answer_comes() {
    let mut stage = Stage::with(three());
    stage.press("rjk");
    assert!(notice(&stage).starts_with("Asking now"), "{}", notice(&stage));
    stage.answer(Err(Failure::CutOff));
    assert_eq!(notice(&stage), "");
}
