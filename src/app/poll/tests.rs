//! The planner by example, then a simulated day of random answers and keys.

use proptest::prelude::*;

use super::*;
use crate::domain::shown::Shown;

const CAMPAIGNS: Endpoint = Endpoint::Campaigns;
const SETTINGS: Endpoint = Endpoint::Settings;

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn every(seconds: u64) -> Planner {
    Planner::new(Rhythm::every(secs(seconds)), Rhythm::SETTINGS)
}

fn server() -> Failure {
    Failure::Server { status: 503, said: None }
}

fn tls() -> Failure {
    Failure::Tls { host: Shown::new("h"), why: Shown::new("unknown issuer"), distrusted: true, own_trust: false }
}

fn unauthorized() -> Failure {
    Failure::Unauthorized { status: 401, said: None }
}

/// What is asked.
fn endpoints(asks: &[Ask]) -> Vec<Endpoint> {
    asks.iter().map(|ask| ask.endpoint).collect()
}

/// Answers whatever is due at `now` with `result`, in no time and with full jitter; says what was asked.
fn answer(planner: &mut Planner, now: Duration, result: Result<(), &Failure>) -> Vec<Endpoint> {
    let asks = planner.due(now);
    for ask in &asks {
        let receipt = planner.loaded(ask.endpoint, ask.ticket, result, RateLimit::default(), now, 1.0);
        assert_eq!(receipt, Receipt::Accepted);
    }
    endpoints(&asks)
}

/// The times of the next `n` asks, in seconds, each answered with `failure`.
fn failing(planner: &mut Planner, n: usize, failure: &Failure) -> Vec<u64> {
    let mut times = Vec::new();
    while times.len() < n {
        let now = planner.next_wake().unwrap();
        if answer(planner, now, Err(failure)).contains(&CAMPAIGNS) {
            times.push(now.as_secs());
        }
    }
    times
}

#[test]
fn both_are_asked_at_the_start_and_then_each_in_its_rhythm() {
    let mut planner = every(30);
    assert_eq!(answer(&mut planner, secs(0), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.next_wake(), Some(secs(30)));
    assert_eq!(answer(&mut planner, secs(29), Ok(())), []);
    for poll in 1..30 {
        assert_eq!(answer(&mut planner, secs(30 * poll), Ok(())), [CAMPAIGNS]);
    }
    assert_eq!(answer(&mut planner, secs(900), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.state(SETTINGS), State::Waiting { until: secs(1800), why: Why::Rhythm });
}

#[test]
fn an_endpoint_has_one_flight_and_only_its_own_answer_counts() {
    let mut planner = every(30);
    let first = planner.due(secs(0))[0];
    assert_eq!(planner.due(secs(300)), []);
    assert_eq!((planner.next_wake(), planner.state(CAMPAIGNS)), (None, State::InFlight { since: secs(0) }));
    let mut land = |ticket, at| planner.loaded(CAMPAIGNS, ticket, Ok(()), RateLimit::default(), secs(at), 0.0);
    assert_eq!(land(Ticket(99), 301), Receipt::Stale);
    assert_eq!(land(first.ticket, 302), Receipt::Accepted);
    assert_eq!(land(first.ticket, 303), Receipt::Stale);
    assert_eq!(planner.loaded_at(CAMPAIGNS), Some(secs(302)));
    assert_eq!(
        planner.next_wake(),
        Some(secs(332)),
        "an answer slower than the rhythm is followed by a whole interval"
    );
}

#[test]
fn a_failing_server_gets_two_quick_retries_then_the_rhythm_then_the_breaker() {
    let mut planner = every(30);
    // Backoff 1 s and 2 s, then the rhythm, 8 s, then the breaker: 30 s doubling to 5 min.
    let expected = [0, 1, 3, 30, 38, 68, 128, 248, 488, 788, 1088];
    assert_eq!(failing(&mut planner, 11, &server()), expected);
    assert_eq!(planner.state(CAMPAIGNS), State::Waiting { until: secs(1388), why: Why::Breaker });
    assert_eq!(answer(&mut planner, secs(1388), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.state(CAMPAIGNS), State::Waiting { until: secs(1418), why: Why::Rhythm });
}

#[test]
fn neither_retry_nor_breaker_is_faster_than_it_should_be() {
    assert_eq!(failing(&mut every(2), 6, &server()), [0, 1, 3, 7, 15, 45], "a fast rhythm backs off");
    assert_eq!(failing(&mut every(600), 6, &server()), [0, 1, 3, 600, 608, 1200], "a slow rhythm is not hurried");
    let refused = Failure::Rejected { status: 404, said: None, problems: Vec::new() };
    assert_eq!(failing(&mut every(30), 6, &refused), [0, 30, 60, 90, 120, 150], "what will not pass is not retried");
}

#[test]
fn quick_retries_take_at_most_a_tenth_of_the_hour() {
    let mut planner = every(30);
    let mut retries = 0;
    while let Some(now) = planner.next_wake().filter(|at| *at < HOUR) {
        let state = planner.state(CAMPAIGNS);
        let is_retry = matches!(state, State::Waiting { until, why: Why::Retry } if until == now);
        let failure = server();
        let asked = answer(&mut planner, now, if is_retry { Ok(()) } else { Err(&failure) });
        retries += if is_retry { asked.len() } else { 0 };
    }
    assert_eq!(retries, 50);
}

#[test]
fn a_certificate_that_is_not_trusted_opens_the_breaker_at_once() {
    assert_eq!(failing(&mut every(5), 5, &tls()), [0, 30, 90, 210, 450]);
}

#[test]
fn settings_that_never_came_are_asked_for_as_often_as_campaigns() {
    let mut planner = every(30);
    let refused = Failure::Rejected { status: 404, said: None, problems: Vec::new() };
    answer(&mut planner, secs(0), Err(&refused));
    assert_eq!(answer(&mut planner, secs(30), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(answer(&mut planner, secs(60), Ok(())), [CAMPAIGNS]);
}

#[test]
fn a_refused_key_stops_its_endpoint_until_a_refresh() {
    let mut planner = every(30);
    let asks = planner.due(secs(0));
    planner.loaded(CAMPAIGNS, asks[0].ticket, Ok(()), RateLimit::default(), secs(0), 0.0);
    planner.loaded(SETTINGS, asks[1].ticket, Err(&unauthorized()), RateLimit::default(), secs(0), 0.0);
    assert_eq!(planner.state(SETTINGS), State::Stopped { status: 401 });
    assert_eq!(answer(&mut planner, secs(2000), Ok(())), [CAMPAIGNS]);
    assert_eq!(planner.refresh(secs(2001)), Ok(()));
    assert_eq!(answer(&mut planner, secs(2001), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.state(SETTINGS), State::Waiting { until: secs(2901), why: Why::Rhythm });
}

#[test]
fn a_refresh_probes_an_open_breaker_and_a_failed_one_postpones_nothing() {
    let mut planner = every(30);
    answer(&mut planner, secs(0), Err(&tls()));
    for second in [10, 12] {
        assert_eq!(planner.refresh(secs(second)), Ok(()));
        assert_eq!(answer(&mut planner, secs(second), Err(&tls())), [CAMPAIGNS, SETTINGS]);
        assert_eq!(planner.state(CAMPAIGNS), State::Waiting { until: secs(30), why: Why::Breaker });
    }
}

#[test]
fn after_a_429_nothing_is_sent_before_its_wait_is_over() {
    let stated = RateLimit { reset: Some(secs(200)), ..RateLimit::default() };
    let cases = [
        (Some(secs(100)), stated, 101),
        (None, RateLimit { retry_after: Some(secs(120)), ..stated }, 121),
        (None, stated, 201),
        (None, RateLimit::default(), 61),
        (Some(secs(100_000)), RateLimit::default(), 3601),
    ];
    for (wait, said, expected) in cases {
        let mut planner = every(5);
        let asks = planner.due(secs(0));
        planner.loaded(CAMPAIGNS, asks[0].ticket, Err(&Failure::RateLimited { wait }), said, secs(0), 0.0);
        planner.loaded(SETTINGS, asks[1].ticket, Ok(()), RateLimit::default(), secs(0), 0.0);
        let until = secs(expected);
        assert_eq!(planner.next_wake(), Some(until));
        let state = planner.state(CAMPAIGNS);
        assert_eq!(state, State::Waiting { until, why: Why::RateLimited });
        let refusal = Refusal::NotBefore { at: until, why: Why::RateLimited };
        assert_eq!(planner.refresh(secs(1)), Err(refusal));
        assert_eq!(planner.due(until.saturating_sub(Duration::from_nanos(1))), []);
        assert!(endpoints(&planner.due(until)).contains(&CAMPAIGNS));
    }
}

#[test]
fn a_retry_after_is_honoured_also_with_a_503() {
    let mut planner = every(30);
    let ask = planner.due(secs(0))[0];
    let said = RateLimit { retry_after: Some(secs(90)), ..RateLimit::default() };
    planner.loaded(CAMPAIGNS, ask.ticket, Err(&server()), said, secs(0), 1.0);
    assert_eq!(planner.state(CAMPAIGNS), State::Waiting { until: secs(96), why: Why::RateLimited });
}

#[test]
fn a_frozen_planner_asks_nothing_and_thaws_with_one_poll() {
    let mut planner = every(30);
    answer(&mut planner, secs(0), Ok(()));
    planner.set_frozen(true);
    assert_eq!((planner.next_wake(), planner.state(CAMPAIGNS)), (None, State::Frozen));
    assert_eq!((planner.due(secs(5000)), planner.refresh(secs(5000))), (vec![], Err(Refusal::Frozen)));
    assert!(!planner.stale(CAMPAIGNS, secs(5000)));
    planner.set_frozen(false);
    assert!(planner.stale(CAMPAIGNS, secs(5000)));
    assert_eq!(answer(&mut planner, secs(5000), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.next_wake(), Some(secs(5030)));
}

#[test]
fn a_laptop_that_slept_polls_once() {
    let mut planner = every(30);
    answer(&mut planner, secs(0), Ok(()));
    let morning = secs(8 * 3600);
    assert_eq!(answer(&mut planner, morning, Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(answer(&mut planner, morning, Ok(())), []);
    assert_eq!(planner.next_wake(), Some(morning + secs(30)));
}

#[test]
fn the_rhythm_can_be_changed_while_waiting() {
    let mut planner = every(30);
    answer(&mut planner, secs(0), Ok(()));
    planner.set_rhythm(planner.rhythm().slower());
    assert_eq!(planner.next_wake(), Some(secs(60)));
    planner.set_rhythm(Rhythm::every(secs(5)));
    assert_eq!(planner.next_wake(), Some(secs(5)));
    planner.set_rhythm(Rhythm::OFF);
    assert_eq!((planner.next_wake(), planner.state(SETTINGS)), (None, State::Off));
    assert_eq!(planner.refresh(secs(70)), Ok(()));
    assert_eq!(answer(&mut planner, secs(70), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.next_wake(), None);
}

#[test]
fn off_from_the_start_still_loads_once() {
    let mut planner = Planner::new(Rhythm::OFF, Rhythm::SETTINGS);
    assert_eq!(answer(&mut planner, secs(0), Err(&server())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(answer(&mut planner, secs(1), Ok(())), [CAMPAIGNS, SETTINGS], "a quick retry belongs to that load");
    assert_eq!((planner.next_wake(), planner.stale_at(CAMPAIGNS)), (None, None));
}

#[test]
fn data_is_stale_after_two_missed_intervals() {
    let mut planner = every(30);
    assert!(!planner.stale(CAMPAIGNS, secs(1000)), "what never came is unknown, not stale");
    answer(&mut planner, secs(0), Ok(()));
    assert_eq!((planner.stale(CAMPAIGNS, secs(60)), planner.stale(CAMPAIGNS, secs(61))), (false, true));
    assert!(!planner.stale(SETTINGS, secs(1800)));
}

#[test]
fn a_low_budget_slows_the_rhythm_and_a_spent_one_stops_it() {
    let mut planner = every(5);
    let said = |remaining| RateLimit {
        limit: Some(500),
        remaining: Some(remaining),
        reset: Some(secs(1000)),
        retry_after: None,
    };
    answer(&mut planner, secs(0), Ok(()));
    assert_eq!(planner.slowed(), None);
    let ask = planner.due(secs(5))[0];
    planner.loaded(CAMPAIGNS, ask.ticket, Ok(()), said(65), secs(5), 0.0);
    assert_eq!((planner.slowed(), planner.next_wake()), (Some(secs(20)), Some(secs(25))));
    let ask = planner.due(secs(25))[0];
    planner.loaded(CAMPAIGNS, ask.ticket, Err(&server()), said(65), secs(25), 1.0);
    let no_retry = State::Waiting { until: secs(45), why: Why::Rhythm };
    assert_eq!(planner.state(CAMPAIGNS), no_retry, "quick retries are the first thing saved");
    planner.heard(said(15), secs(25), 0.0);
    let spent = State::Waiting { until: secs(1025), why: Why::Budget };
    assert_eq!((planner.state(CAMPAIGNS), planner.left(secs(25)).remaining), (spent, 15));
    assert_eq!(planner.refresh(secs(26)), Err(Refusal::NotBefore { at: secs(1025), why: Why::Budget }));
    assert_eq!(answer(&mut planner, secs(1025), Ok(())), [CAMPAIGNS, SETTINGS]);
    assert_eq!(planner.slowed(), None);
}

#[test]
fn requests_for_other_ends_count_too() {
    let mut planner = every(30);
    for _ in 0..485 {
        planner.spent(secs(0));
    }
    assert_eq!(planner.due(secs(0)), []);
    assert_eq!(planner.next_wake(), Some(HOUR));
}

#[test]
fn a_refresh_during_a_flight_says_so() {
    let mut planner = every(30);
    planner.due(secs(0));
    assert_eq!(planner.refresh(secs(1)), Err(Refusal::InFlight));
}

/// One answer of the simulated server, and what the person does after it.
#[derive(Debug, Clone)]
struct Turn {
    result: Result<(), Failure>,
    said: RateLimit,
    takes: Duration,
    jitter: f64,
    key: u8,
}

fn turn() -> impl Strategy<Value = Turn> {
    let wait = || proptest::option::of((0u64..3600).prop_map(secs));
    let result = prop_oneof![
        6 => Just(Ok(())),
        3 => Just(Err(server())),
        2 => Just(Err(Failure::CutOff)),
        1 => Just(Err(tls())),
        1 => Just(Err(unauthorized())),
        1 => wait().prop_map(|wait| Err(Failure::RateLimited { wait })),
    ];
    let said = prop_oneof![
        8 => Just(RateLimit::default()),
        2 => (100u32..=500, 0u32..=500, 0u64..3600).prop_map(|(limit, remaining, reset)| RateLimit {
            limit: Some(limit),
            remaining: Some(remaining.min(limit)),
            reset: Some(secs(reset)),
            retry_after: None,
        }),
    ];
    let takes = (0u64..20_000).prop_map(|ms| Duration::from_millis(ms / 10));
    (result, said, takes, 0.0..1.0, any::<u8>()).prop_map(|(result, said, takes, jitter, key)| Turn {
        result,
        said,
        takes,
        jitter,
        key,
    })
}

/// Lets the planner run for a day and checks every request it sends.
fn live_a_day(mut planner: Planner, turns: &[Turn]) -> Vec<Duration> {
    let mut turns = turns.iter().cycle();
    let mut now = Duration::ZERO;
    let mut flights: Vec<(Duration, Ask, &Turn)> = Vec::new();
    let (mut sent, mut held_until, mut reserve_until) = (Vec::new(), Duration::ZERO, Duration::ZERO);
    while now < secs(24 * 3600) {
        for ask in planner.due(now) {
            assert!(flights.iter().all(|(_, flying, _)| flying.endpoint != ask.endpoint), "two flights");
            assert!(now > held_until || held_until.is_zero(), "sent at {now:?}, held until {held_until:?}");
            assert!(now >= reserve_until, "the reserve was spent at {now:?}");
            assert!(!planner.is_frozen());
            sent.push(now);
            let turn = turns.next().unwrap();
            flights.push((now + turn.takes, ask, turn));
        }
        flights.sort_by_key(|(lands, ..)| std::cmp::Reverse(*lands));
        let landing = flights.last().map(|(lands, ..)| *lands);
        let Some(next) = [planner.next_wake(), landing].into_iter().flatten().min() else {
            now += secs(60);
            planner.set_frozen(false);
            let _ = planner.refresh(now);
            continue;
        };
        assert!(next >= now || planner.next_wake().is_some(), "time goes on");
        now = now.max(next);
        if let Some((_, ask, turn)) = flights.pop_if(|(lands, ..)| *lands <= now) {
            planner.loaded(ask.endpoint, ask.ticket, turn.result.as_ref().copied(), turn.said, now, turn.jitter);
            if let Err(Failure::RateLimited { wait }) = turn.result {
                held_until = held_until.max(now + wait.or(turn.said.reset).unwrap_or(UNSTATED_WAIT));
            }
            if let (Some(remaining), Some(reset)) = (turn.said.remaining, turn.said.reset) {
                reserve_until = if remaining <= 15 { now + reset } else { Duration::ZERO };
            }
            match turn.key {
                0..10 => drop(planner.refresh(now)),
                10..14 => planner.set_frozen(true),
                14..30 => planner.set_rhythm(planner.rhythm().faster()),
                30..34 => planner.set_rhythm(planner.rhythm().slower()),
                _ => {}
            }
        }
    }
    sent
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_day_of_random_answers_keeps_every_promise(
        interval in 2u64..60,
        turns in proptest::collection::vec(turn(), 1..60),
    ) {
        let sent = live_a_day(every(interval), &turns);
        prop_assert!(!sent.is_empty());
        prop_assert!(sent.windows(501).all(|hour| hour[500] >= hour[0] + HOUR));
    }
}

#[test]
fn the_fastest_rhythm_uses_the_hour_up_to_the_reserve_and_never_goes_silent() {
    let calm = Turn { result: Ok(()), said: RateLimit::default(), takes: secs(0), jitter: 0.0, key: 255 };
    let sent = live_a_day(every(2), &[calm]);
    assert!(sent.windows(486).all(|hour| hour[485] >= hour[0] + HOUR));
    assert!(sent.len() > 24 * 440, "{}", sent.len());
    let longest = sent.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).max().unwrap();
    assert!(longest <= secs(30), "{longest:?}");
}
