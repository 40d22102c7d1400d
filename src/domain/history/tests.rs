//! Each part of a history against what it stands for.

use proptest::prelude::*;

use super::course::{bars, thinned};
use super::*;
use crate::domain::time::{TimeOfDay, Zone, parse_date};

const ZONE: Zone = Zone::NEW_YORK;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn at(date: &str, time: &str) -> Second {
    Second::of(ZONE.moment(parse_date(date).unwrap(), TimeOfDay::parse(time).unwrap()).unwrap())
}

fn calls(calls: i64) -> Figures {
    Figures { calls: Some(calls), ok: Some(calls / 2), failed: Some(calls / 4), ..Figures::default() }
}

#[test]
fn a_window_ends_soon_after_the_moment_and_stands_still_meanwhile() {
    let (now, first) = (at("2026-11-20", "14:02"), at("2026-01-05", "09:12"));
    for (window, length) in [(Window::Day, DAY), (Window::Week, 7 * DAY), (Window::Month, 30 * DAY)] {
        let span = window.span(now, first);
        assert_eq!(span.to.0 - span.from.0, length);
        assert!(span.to > now && span.to.0 - now.0 <= 2 * HOUR);
        assert_eq!(window.span(now.plus(-60), first), span);
    }
    let all = Window::All.span(now, first);
    assert!(all.from <= first && first.0 - all.from.0 <= 2 * HOUR && all.to > now);
    let young = Window::All.span(now, now);
    assert!(young.from.0 <= now.0 - HOUR && young.to > now, "an hour at least");
    assert_eq!(Window::Day.beside(false), None);
    assert_eq!(Window::Day.beside(true), Some(Window::Week));
    assert_eq!(Window::All.beside(true), None);
}

#[test]
fn bars_are_full_hours_and_whole_days_of_the_zone() {
    // Half an hour apart from others.
    let zone = Zone::named("Asia/Kolkata").unwrap();
    let hours = window::bars(Window::Day.span(at("2026-11-20", "14:02"), Second(0)), zone);
    assert!(
        hours
            .iter()
            .all(|hour| hour.to.0 - hour.from.0 == HOUR && zone.local(hour.from.moment().unwrap()).time.minute() == 0)
    );
    assert!((24..=25).contains(&hours.len()));
    let days = window::bars(Window::Month.span(at("2026-11-20", "14:02"), Second(0)), ZONE);
    let lengths: Vec<i64> = days.iter().map(|day| (day.to.0 - day.from.0) / HOUR).collect();
    assert_eq!((lengths.len(), lengths.iter().filter(|hours| **hours == 25).count()), (30, 1), "clocks fell back");
    assert!(days.windows(2).all(|pair| pair[0].to == pair[1].from));
}

#[test]
fn what_came_in_a_gap_is_in_no_bar() {
    let begin = at("2026-11-20", "09:00");
    let hour = |n: i64| Span { from: begin.plus(n * HOUR), to: begin.plus((n + 1) * HOUR) };
    let known = Span { from: begin.plus(600), to: begin.plus(5 * HOUR + 600) };
    let gaps = [Span { from: begin.plus(HOUR + 60), to: begin.plus(3 * HOUR + 60) }];
    let changes = [(600, 10), (900, 14), (HOUR + 30, 20), (3 * HOUR + 60, 50), (3 * HOUR + 90, 49), (4 * HOUR, 53)]
        .map(|(later, number)| (begin.plus(later), calls(number)));
    let (told, unseen) = bars(&changes, (-1..7).map(hour).collect(), known, &gaps);
    let told: Vec<Option<i64>> = told.into_iter().map(|(_, calls)| calls).collect();
    assert_eq!(told, [None, Some(4), Some(6), None, Some(0), Some(4), Some(0), None]);
    assert_eq!(unseen, 30);
}

#[test]
fn each_value_is_of_the_figures() {
    let figures = Figures { conversion: Some(31.5), ..calls(100) };
    let values = Value::ALL.map(|value| of(value, &figures));
    assert_eq!(values, [Some(100.0), Some(100.0), Some(100.0 * 50.0 / 75.0), Some(31.5)]);
    assert_eq!(Value::ALL.map(|value| of(value, &Figures::default())), [None; 4]);
    let all: Vec<Value> = std::iter::successors(Some(Value::Calls), |value| Some(value.next())).take(5).collect();
    assert_eq!(all, [Value::Calls, Value::Pace, Value::Success, Value::Conversion, Value::Calls]);
}

/// The lowest and highest value that a chart of so many columns shows in each: of what holds when it begins, and of what
/// changes in it.
fn drawn(changes: &[(Second, Figures)], span: Span, columns: usize) -> Vec<Option<(f64, f64)>> {
    let value = |figures: &Figures| of(Value::Calls, figures);
    let column = |nth: usize| {
        let time = span.nth(nth, columns);
        let begin = changes.iter().rfind(|(at, _)| *at < time.from).map(|(_, figures)| figures);
        let within = changes.iter().filter(|(at, _)| time.from <= *at && *at < time.to).map(|(_, figures)| figures);
        let values: Vec<f64> = begin.into_iter().chain(within).filter_map(value).collect();
        Some((values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?))
    };
    (0..columns).map(column).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_thinned_course_looks_as_all_of_it_does(
        changes in proptest::collection::btree_map(-100_i64..DAY, proptest::option::of(0_i64..1_000), 0..2_500),
        columns in proptest::sample::select(vec![1_usize, 8, 60, 100, 240, 400, 600, 1_200]),
    ) {
        let span = Span { from: Second(0), to: Second(DAY) };
        let changes: Vec<(Second, Figures)> = changes.into_iter().map(|(at, calls)| (Second(at), Figures { calls, ..Figures::default() })).collect();
        let thin = thinned(&changes, span);
        prop_assert!(thin.len() <= changes.len());
        prop_assert_eq!(drawn(&thin, span, columns), drawn(&changes, span, columns));
    }

    #[test]
    fn bars_add_up_to_what_was_seen(
        steps in proptest::collection::vec((1_i64..3 * HOUR, 0_i64..40), 1..60),
    ) {
        let begin = at("2026-10-31", "00:00");
        let mut changes = vec![(begin, calls(5))];
        for (later, more) in steps {
            let &(at, figures) = changes.last().unwrap();
            changes.push((at.plus(later), calls(figures.calls.unwrap() + more)));
        }
        let last = *changes.last().unwrap();
        let times = window::bars(Span { from: begin, to: last.0.plus(1) }, ZONE);
        let (told, unseen) = bars(&changes, times, Span { from: begin, to: last.0 }, &[]);
        let sum: i64 = told.iter().filter_map(|(_, calls)| *calls).sum();
        prop_assert_eq!((sum, unseen), (last.1.calls.unwrap() - 5, 0));
        for (time, calls) in told {
            let at = |moment: Second| changes.iter().rfind(|(at, _)| *at < moment).map_or(5, |(_, figures)| figures.calls.unwrap());
            prop_assert_eq!(calls, Some(at(time.to) - at(time.from)));
        }
    }
}
