//! What is found in invented courses. Monday, 2 November 2026, is day 0; calls may be made from 9 to 17 o'clock UTC.

use fastrand::Rng;

use super::*;
use crate::domain::hours::Slot;
use crate::domain::memory::Workdays;
use crate::domain::settings::CompanyHours;
use crate::domain::time::{TimeOfDay, Zone};

const MONDAY: i64 = 1_793_577_600;
const DAY: i64 = 86_400;

/// So many days and hours after that midnight.
fn at(day: i64, hour: f64) -> Second {
    Second(MONDAY + day * DAY + (hour * 3600.0) as i64)
}

fn open_until(end: Second) -> OpenTime {
    let time = |hour| TimeOfDay::from_hm(hour, 0).unwrap();
    let hours = CompanyHours::Slots { slots: vec![Slot::new(time(9), time(17)).unwrap()], unreadable: 0 };
    OpenTime::new(&hours, &[Zone::UTC], Workdays::default(), Span { from: at(0, 0.0), to: end })
}

/// What is found of these campaigns, numbered from 1, whose calls are read every five minutes.
fn found_at(end: Second, campaigns: &[Vec<(Second, Figures)>]) -> FoundOfAll {
    let courses = (1..).zip(campaigns);
    let courses =
        courses.map(|(id, steps)| (id, Course::of(steps.iter().copied().filter(|(at, _)| *at <= end).collect())));
    let covered = [Coverage { from: at(0, 0.0), to: end, every: 300 }];
    let open = open_until(end);
    found(&courses.collect(), Looked { at: end, open: &open, covered: &covered, off: false })
}

/// Steadily so many calls in an open hour of these days, all finished, of which so many of a hundred succeed.
fn steady(days: &[(i64, i64)], calls_an_hour: i64) -> Vec<(Second, Figures)> {
    calling(days, |_| calls_an_hour)
}

/// The same with another pace at every hour of the clock.
fn calling(days: &[(i64, i64)], pace: impl Fn(i64) -> i64) -> Vec<(Second, Figures)> {
    let (mut calls, mut ok) = (0, 0.0);
    let mut steps = vec![(at(0, 0.0), figures(0, 0))];
    for (day, success) in days {
        for minute in 9 * 60..17 * 60 {
            let pace = pace(minute / 60);
            if pace > 0 && minute * pace % 60 < pace {
                (calls, ok) = (calls + 1, ok + *success as f64 / 100.0);
                steps.push((at(*day, (minute + 1) as f64 / 60.0), figures(calls, ok as i64)));
            }
        }
    }
    steps
}

fn figures(calls: i64, ok: i64) -> Figures {
    Figures { calls: Some(calls), ok: Some(ok), failed: Some(calls - ok), ..Figures::default() }
}

const WEEK: [(i64, i64); 5] = [(0, 60), (1, 60), (2, 60), (3, 60), (4, 60)];

fn without_after(mut steps: Vec<(Second, Figures)>, end: Second) -> Vec<(Second, Figures)> {
    steps.retain(|(at, _)| *at <= end);
    steps
}

#[test]
fn a_campaign_that_stops_while_others_call_is_quiet() {
    let others = steady(&WEEK, 30);
    let stopped = without_after(steady(&WEEK, 30), at(4, 11.0));
    let quiet = |hour| {
        let found = found_at(at(4, hour), &[stopped.clone(), others.clone()]);
        found.campaigns.get(&1).and_then(|found| found.silence)
    };
    assert_eq!(quiet(11.4), None, "never before half an hour");
    let silence = quiet(13.0).unwrap();
    assert_eq!((silence.since, silence.open, silence.usual.round() as i64), (at(4, 11.0).plus(-60), 2 * HOUR + 60, 30));
    assert_eq!(silence.missed.round() as i64, 60);
    assert_eq!(found_at(at(4, 13.0), &[stopped.clone(), others.clone()]).campaigns.get(&2), None);
    // From the evening until the morning no time passes.
    assert_eq!(
        found_at(at(7, 9.0), &[stopped.clone(), others.clone()]).campaigns[&1].silence.unwrap().open,
        6 * HOUR + 60
    );
}

#[test]
fn who_calls_only_in_the_morning_is_not_missed_in_the_afternoon() {
    let mornings = calling(&WEEK, |hour| if hour < 11 { 30 } else { 0 });
    let others = steady(&WEEK, 30);
    let quiet =
        |steps: &[(Second, Figures)], end| found_at(end, &[steps.to_vec(), others.clone()]).campaigns.contains_key(&1);
    assert!(!quiet(&mornings, at(4, 16.0)), "five open hours without a call, as every day");
    assert!(quiet(&without_after(mornings, at(3, 11.0)), at(4, 10.0)), "an hour of the morning without a call");
}

#[test]
fn what_is_silent_for_three_open_days_is_over() {
    let stopped = without_after(steady(&WEEK, 30), at(1, 11.0));
    let others = steady(&[(0, 60), (1, 60), (2, 60), (3, 60), (4, 60), (7, 60)], 30);
    let found = |end| found_at(end, &[stopped.clone(), others.clone()]);
    assert!(found(at(4, 16.0)).campaigns.contains_key(&1));
    let later = found(at(7, 9.5));
    assert!(later.over_before.is_some_and(|over| at(1, 11.0) <= over) && !later.campaigns.contains_key(&1));
}

#[test]
fn where_everybody_is_silent_that_is_said_once() {
    let all: Vec<_> = [20, 30, 40].map(|pace| without_after(steady(&WEEK, pace), at(4, 11.0))).to_vec();
    let found = found_at(at(4, 14.0), &all);
    let silence = found.silence.unwrap();
    assert_eq!((silence.since, silence.open, silence.usual.round() as i64), (at(4, 11.0), 3 * HOUR, 90));
    assert_eq!(found.campaigns.len(), 0);
    // One alone is quiet itself.
    let alone = found_at(at(4, 14.0), &all[..1]);
    assert!(alone.silence.is_none() && alone.campaigns[&1].silence.is_some());
    let off = Looked {
        at: at(4, 14.0),
        open: &open_until(at(4, 14.0)),
        covered: &[Coverage { from: at(0, 0.0), to: at(4, 14.0), every: 300 }],
        off: true,
    };
    let courses = [(1, Course::of(all[0].clone()))].into_iter().collect();
    assert!(super::found(&courses, off).campaigns.is_empty(), "switched off is why");
}

#[test]
fn a_silence_that_nobody_saw_is_none() {
    let stopped = without_after(steady(&WEEK, 30), at(4, 11.0));
    let courses = [(1, Course::of(stopped))].into_iter().collect();
    let quiet = |covered: &[Coverage]| {
        let end = at(4, 14.0);
        super::found(&courses, Looked { at: end, open: &open_until(end), covered, off: false })
            .campaigns
            .contains_key(&1)
    };
    let before = Coverage { from: at(0, 0.0), to: at(4, 11.0), every: 300 };
    assert!(!quiet(&[before, Coverage::at(at(4, 13.0), 0), Coverage::at(at(4, 14.0), 0)]), "two readings");
    assert!(quiet(&[before, Coverage::at(at(4, 12.0), 0), Coverage::at(at(4, 13.0), 0), Coverage::at(at(4, 14.0), 0)]));
}

#[test]
fn a_day_that_is_worse_than_those_before_is_found_from_fifty_finished_on() {
    let days = [(0, 65), (1, 65), (2, 65), (3, 65), (4, 35)];
    let shift =
        |end| found_at(end, &[steady(&days, 20), steady(&days, 1)]).campaigns.get(&1).and_then(|found| found.shift);
    assert_eq!(shift(at(4, 11.0)), None, "forty");
    let soured = shift(at(4, 12.5)).unwrap();
    assert!(soured.fell() && soured.day == at(4, 9.0));
    assert_eq!((soured.now.whole(), soured.before.whole(), soured.looks), (50, 640, 1), "as it was at the fiftieth");
    assert_eq!(shift(at(7, 9.2)).unwrap().looks, 3, "until the next day has enough");
    let better = [(0, 35), (1, 35), (2, 35), (3, 35), (4, 65)];
    assert!(!found_at(at(4, 16.0), &[steady(&better, 20)]).campaigns[&1].shift.unwrap().fell());
}

#[test]
fn few_points_and_counts_that_fell_are_no_shift() {
    let close = [(0, 62), (1, 62), (2, 62), (3, 62), (4, 58)];
    assert!(found_at(at(4, 16.0), &[steady(&close, 60)]).campaigns.is_empty());
    let mut counts = steady(&[(0, 65), (1, 65), (2, 65), (3, 65), (4, 35)], 20);
    let last = counts.last_mut().unwrap();
    last.1.ok = Some(1);
    let found = found_at(at(4, 16.9), &[counts.clone()]);
    assert!(found.campaigns[&1].shift.is_some(), "not yet");
    let found = found_at(at(4, 17.0), &[counts]).campaigns[&1];
    assert!(found.shift.is_none());
    let fall = found.fall.unwrap();
    assert_eq!((fall.counter.name(), fall.to), ("ok", 1));
}

/// Calls as chance brings them, at a pace that never changes.
fn poisson(rng: &mut Rng, days: i64, calls_an_hour: f64, success: f64) -> Vec<(Second, Figures)> {
    let mut steps = vec![(at(0, 0.0), figures(0, 0))];
    let (mut calls, mut ok, mut open) = (0, 0, 0.0);
    loop {
        open -= (1.0 - rng.f64()).ln() / calls_an_hour;
        let day = (open / 8.0) as i64;
        let (week, weekday) = (day / 5, day % 5);
        if day >= days {
            return steps;
        }
        (calls, ok) = (calls + 1, ok + i64::from(rng.f64() < success));
        steps.push((at(week * 7 + weekday, 9.0 + open % 8.0), figures(calls, ok)));
    }
}

#[test]
fn chance_alone_is_said_to_be_quiet_as_seldom_as_promised() {
    let mut rng = Rng::with_seed(7);
    let mut alarms = 0;
    let paces = [1.0, 3.0, 8.0, 20.0, 40.0, 2.0, 5.0, 12.0];
    {
        let campaigns: Vec<_> = paces.into_iter().map(|pace| poisson(&mut rng, 15, pace, 0.6)).collect();
        let mut quiet = [false; 11];
        for half in 0..10 * 16 {
            let (day, hour) = (5 + half / 16, 9.0 + (half % 16) as f64 / 2.0);
            let found = found_at(at(day / 5 * 7 + day % 5, hour), &campaigns).campaigns;
            for (id, quiet) in (0..).zip(&mut quiet) {
                let now = found.get(&id).is_some_and(|found| found.silence.is_some());
                alarms += i32::from(now && !std::mem::replace(quiet, now));
            }
        }
    }
    // Ten open days: half a one is promised.
    assert!(alarms <= 1, "{alarms}");
}

#[test]
fn chance_alone_is_said_to_sour_as_seldom_as_promised() {
    let mut rng = Rng::with_seed(11);
    let (mut days, mut soured) = (0, 0);
    for _ in 0..4 {
        let campaigns: Vec<_> = (0..8).map(|_| poisson(&mut rng, 10, 25.0, 0.6)).collect();
        for day in 5..10 {
            let day = day / 5 * 7 + day % 5;
            let found = [11.5, 13.0, 15.0, 17.0].map(|hour| found_at(at(day, hour), &campaigns).campaigns);
            days += 1;
            soured += i32::from(found.iter().flatten().any(|(_, found)| found.shift.is_some()));
        }
    }
    // One of a hundred days is promised.
    assert!(days == 20 && soured <= 1, "{soured} of {days}");
}
