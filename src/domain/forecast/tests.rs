//! Forecasts of campaigns whose truth is known: calls come as a Poisson stream in open hours.

use fastrand::Rng;

use super::*;
use crate::domain::hours::Slot;
use crate::domain::time::{TimeOfDay, parse_rfc3339};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Midnight in New York, of a Monday.
fn monday() -> Second {
    Second::of(parse_rfc3339("2026-10-05T04:00:00Z").unwrap())
}

/// From 9 to 12 and from 13 to 18 o'clock in New York, from Monday to Friday.
fn calling(cases: Option<i64>) -> Calling {
    let time = |hour| TimeOfDay::from_hm(hour, 0).unwrap();
    let slots = [(9, 12), (13, 18)].map(|(start, end)| Slot::new(time(start), time(end)).unwrap());
    let hours = CompanyHours::Slots { slots: slots.to_vec(), unreadable: 0 };
    Calling { hours, zones: [Zone::NEW_YORK].into(), workdays: Workdays::default(), cases }
}

fn calls(calls: i64) -> Figures {
    Figures { calls: Some(calls), ..Figures::default() }
}

fn poisson(rng: &mut Rng, mean: f64) -> i64 {
    let (limit, mut product, mut count) = ((-mean).exp(), rng.f64(), 0);
    while product > limit {
        product *= rng.f64();
        count += 1;
    }
    count
}

/// The calls of each open day of so many weeks.
fn truth(rng: &mut Rng, pace: f64, weeks: i64) -> Vec<(Second, i64)> {
    let dates = (0..weeks * 7).filter(|day| day % 7 < 5).map(|day| monday().plus(day * DAY));
    let quarters = |begin: Second| {
        let slots = (9 * 4..12 * 4).chain(13 * 4..18 * 4);
        slots.map(move |quarter| begin.plus((quarter + 1) * HOUR / 4))
    };
    dates.flat_map(quarters).map(|at| (at, poisson(rng, pace / 4.0))).collect()
}

/// What was read up to a moment, and all calls up to then.
fn course(truth: &[(Second, i64)], until: Second) -> Vec<(Second, Figures)> {
    let mut sum = 0;
    let mut course = vec![(monday(), calls(0))];
    for (at, more) in truth.iter().filter(|(at, more)| *at <= until && *more > 0) {
        sum += more;
        course.push((*at, calls(sum)));
    }
    course
}

fn made(truth: &[(Second, i64)], from: Second, to: Second) -> i64 {
    truth.iter().filter(|(at, _)| from < *at && *at <= to).map(|(_, more)| more).sum()
}

fn given(course: &[(Second, Figures)], at: Second, cases: Option<i64>) -> Outlook {
    match forecast(course, at, &[], &calling(cases)) {
        Forecast::Given(outlook) => *outlook,
        other => panic!("{other:?}"),
    }
}

/// How often the truth fell into the ranges of 50 and of 85 %, in percent.
#[derive(Debug, Default)]
struct Hits([usize; 2], usize);

impl Hits {
    fn count(&mut self, fell: [bool; 2]) {
        self.1 += 1;
        for (hits, fell) in self.0.iter_mut().zip(fell) {
            *hits += usize::from(fell);
        }
    }

    fn hold(&self) {
        let [half, most] = self.0.map(|hits| hits * 100 / self.1);
        assert!((44..=60).contains(&half) && (80..=92).contains(&most), "{self:?}: {half} %, {most} %");
    }
}

#[test]
fn the_ranges_hold_as_much_of_the_truth_as_they_say() {
    let mut rng = Rng::with_seed(14);
    let (mut next, mut five, mut finish) = (Hits::default(), Hits::default(), Hits::default());
    for world in 0..300 {
        let pace = [2.0, 9.0, 40.0][world % 3];
        let truth = truth(&mut rng, pace, 6);
        // From the sixth to the eleventh open day, in the afternoon or at night.
        let day = [7, 8, 9, 10, 11, 14][world % 6];
        let begin = monday().plus(day * DAY);
        let at = begin.plus(if world % 2 == 0 { 15 * HOUR } else { 2 * HOUR });
        let course = course(&truth, at);
        let so_far = made(&truth, monday(), at);
        let cases = so_far + (pace * 8.0 * 7.5) as i64;
        let outlook = given(&course, at, Some(cases));
        let fell = |range: Range, truth: i64| (range.low..=range.high).contains(&truth);
        let of = |from: Second, ahead: Ahead| {
            let end = Second::of(Zone::NEW_YORK.moment(ahead.until, TimeOfDay::from_hm(23, 0).unwrap()).unwrap());
            let truth = made(&truth, from, end);
            [fell(ahead.half, truth), fell(ahead.most, truth)]
        };
        let tomorrow = Zone::NEW_YORK.moment(outlook.next.until, TimeOfDay::from_hm(0, 0).unwrap()).unwrap();
        next.count(of(Second::of(tomorrow), outlook.next));
        five.count(of(at, outlook.five));
        let mut left = cases - so_far;
        let last = truth.iter().filter(|(moment, _)| *moment > at).find(|(_, more)| {
            left -= more;
            left <= 0
        });
        let done = Zone::NEW_YORK.today(last.unwrap().0.moment().unwrap());
        let Some(Finish::On { half, most, .. }) = outlook.finish else { panic!("{outlook:?}") };
        let within =
            |[from, to]: [Option<Date>; 2]| from.is_some_and(|from| from <= done) && to.is_none_or(|to| done <= to);
        finish.count([within(half), within(most)]);
    }
    next.hold();
    five.hold();
    // Days are coarse: a range of whole days holds more.
    let [half, most] = finish.0.map(|hits| hits * 100 / finish.1);
    assert!((50..=90).contains(&half) && (84..=100).contains(&most), "{finish:?}");
}

#[test]
fn too_few_days_are_said() {
    let truth = truth(&mut Rng::with_seed(3), 20.0, 2);
    let at = |day: i64| monday().plus(day * DAY + 8 * HOUR);
    let told = |day, gaps: &[Span]| forecast(&course(&truth, at(day)), at(day), gaps, &calling(None));
    assert_eq!(told(4, &[]), Forecast::TooFew { days: 4 });
    assert!(matches!(told(5, &[]), Forecast::Given(_)), "on Saturday all of the week was seen");
    let hours = Span { from: monday().plus(34 * HOUR), to: monday().plus(37 * HOUR) };
    assert_eq!(told(6, &[hours]), Forecast::TooFew { days: 4 }, "of Tuesday nobody saw all");
    assert_eq!(forecast(&[], at(9), &[], &calling(None)), Forecast::TooFew { days: 0 });
    let words = told(4, &[]).lines();
    assert_eq!(
        words,
        [(String::new(), "A forecast needs 5 open days that were seen whole; so far there are 4.".to_owned())]
    );
}

#[test]
fn a_campaign_that_is_silent_for_days_is_not_forecast() {
    let truth = truth(&mut Rng::with_seed(3), 20.0, 2);
    let until = monday().plus(7 * DAY);
    let course = course(&truth, until);
    assert!(matches!(forecast(&course, until.plus(2 * DAY), &[], &calling(None)), Forecast::Given(_)));
    let silent = forecast(&course, until.plus(3 * DAY), &[], &calling(None));
    assert_eq!(silent, Forecast::Silent);
    assert!(silent.lines()[0].1.starts_with("No call on the last 3 open days"));
}

#[test]
fn the_same_data_give_the_same_forecast_and_the_past_is_forecast_as_of_then() {
    let truth = truth(&mut Rng::with_seed(8), 12.0, 5);
    let at = monday().plus(28 * DAY);
    let (whole, at_once) = (course(&truth, at), given(&course(&truth, at), at, None));
    assert_eq!(given(&whole, at, None), at_once);
    assert_eq!(at_once.score.days, 20 - LEAST_DAYS, "each day after the fifth");
    assert!(at_once.score.half < at_once.score.most && at_once.score.most <= at_once.score.days);
    assert_eq!(at_once.next.until.to_string(), "2026-11-02");
    assert_eq!(at_once.five.until.to_string(), "2026-11-06");
}

#[test]
fn what_comes_is_said_in_words() {
    let date = |text: &str| crate::domain::time::parse_date(text).unwrap();
    let range = |low, high| Range { low, high };
    let ahead = |until, half, most| Ahead { until: date(until), half, most };
    let last = date("2027-02-26");
    let on = |half: [Option<&str>; 2], most: [Option<&str>; 2]| {
        let [half, most] = [half, most].map(|range| range.map(|day| day.map(date)));
        Finish::On { cases: 1204, half, most, last }
    };
    let outlook = |finish, days| {
        let next = ahead("2026-11-30", range(180, 230), range(150, 1270));
        let five = ahead("2026-12-04", range(900, 900), range(820, 1250));
        let score = Score { days, half: 12, most: 20 };
        let lines = Forecast::Given(Box::new(Outlook { next, five, finish, score })).lines();
        lines.into_iter().map(|(label, words)| format!("{label}: {words}")).collect::<Vec<_>>()
    };
    let finish = on([Some("2026-12-01"), Some("2026-12-03")], [Some("2026-11-30"), Some("2026-12-08")]);
    assert_eq!(
        outlook(Some(finish), 23),
        [
            "Mon 30 Nov: 180–230 calls (50 %), 150–1,270 (85 %)",
            "by Fri 4 Dec: 900 calls (50 %), 820–1,250 (85 %)",
            "finishes: Tue 1 Dec – Thu 3 Dec (50 %), Mon 30 Nov – Tue 8 Dec (85 %), when calls reach the 1,204 cases of its \
             list",
            "score: of 23 days forecast like this, 12 fell into the 50 % range and 20 into the 85 % range",
        ]
    );
    let finishes = |finish| outlook(finish, 0).into_iter().nth(2).unwrap();
    assert_eq!(finishes(None), "finishes: unknown, as is how many cases its list holds");
    assert_eq!(outlook(None, 0).len(), 3, "without a score");
    let late = on([Some("2026-12-01"), Some("2026-12-01")], [Some("2026-12-01"), None]);
    assert!(finishes(Some(late)).starts_with("finishes: Tue 1 Dec (50 %), Tue 1 Dec or later (85 %), when"));
    let sure = on([Some("2026-12-01"), Some("2026-12-01")], [Some("2026-12-01"), Some("2026-12-01")]);
    assert!(finishes(Some(sure)).starts_with("finishes: Tue 1 Dec (85 %), when"));
    let never = finishes(Some(on([None, None], [None, None])));
    assert_eq!(never, "finishes: not by Fri 26 Feb: calls do not reach the 1,204 cases of its list before");
    let done = finishes(Some(Finish::Reached { cases: 1204 }));
    assert_eq!(done, "finishes: now: calls have reached the 1,204 cases of its list");
}
