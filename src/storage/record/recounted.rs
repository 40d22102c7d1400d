//! Histories of campaigns, from records that were written for it, against plain readings.

use fastrand::Rng;

use super::tests::{START, Whole, ZONE, reading, record, row};
use super::*;
use crate::domain::forecast::Calling;
use crate::domain::history::{History, Question, Value, Window, recount};
use crate::domain::memory::{Baseline, Workdays};
use crate::domain::record::Row;
use crate::domain::settings::CompanyHours;

const HOUR: i64 = 3_600;

fn question(until: i64, window: Window) -> Question {
    let since = vec![Baseline::Moment(Second(until - 5 * HOUR)), Baseline::Today, Baseline::Monday, Baseline::Week];
    let calling = Calling {
        hours: CompanyHours::NotConfigured,
        zones: [ZONE].into(),
        workdays: Workdays::default(),
        cases: Some(1_000_000),
    };
    Question { campaign: 1, window, until: Second(until), since, zone: ZONE, calling }
}

/// Readings every few minutes over some days, with nights in which nobody looks.
fn readings(rng: &mut Rng) -> Vec<(i64, i64)> {
    let (mut now, mut calls) = (START, 10);
    let more = std::iter::from_fn(|| {
        now += if rng.u8(..40) == 0 { rng.i64(HOUR..20 * HOUR) } else { rng.i64(60..900) };
        calls += if rng.bool() { rng.i64(0..4) } else { 0 };
        Some((now, calls))
    });
    more.take(500).collect()
}

fn told(record: &mut Record, question: &Question) -> History {
    recount(record, question).unwrap().unwrap()
}

fn compare(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let readings = readings(&mut rng);
    for (at, calls) in &readings {
        let rows = vec![Row { figures: Figures { calls: Some(*calls), ..Figures::default() }, ..row(1, 0, "one") }];
        record.take(Reading { every: 600, ..reading(*at) }, &Whole(rows)).unwrap();
        if rng.u8(..30) == 0 {
            while record.tidy(Second(*at), ZONE, Retention::default()).unwrap() {}
        }
    }
    record.leave().unwrap();
    for _ in 0..4 {
        let (until, now) = readings[rng.usize(20..readings.len())];
        let calls = |at: i64| readings.iter().rfind(|(moment, _)| *moment <= at).map(|(_, calls)| *calls);
        let window = Window::ALL[rng.usize(..Window::ALL.len())];
        let history = told(&mut record, &question(until, window));
        let context = format!("seed {seed}, {window:?} until {until}");

        let course = history.points(Value::Calls);
        assert!(course.iter().all(|(at, _)| at.0 <= until), "{context}");
        for (at, value) in &course {
            let at = at.0.max(history.span.from.0);
            assert_eq!(*value, calls(at).map(|calls| calls as f64), "{context}, at {at}");
        }
        assert_eq!(course.last().and_then(|(_, calls)| *calls), Some(now as f64), "{context}");

        for then in &history.then {
            let (meant, from, first) = (then.compared.meant.0, then.compared.from.0, readings[0].0);
            let expected = calls(meant.max(first)).map(Some);
            assert_eq!(then.figures.map(|figures| figures.calls), expected, "{context}, {then:?}");
            assert!(from <= meant || from == first, "{context}, {then:?}");
            assert!(readings.iter().all(|(at, _)| *at <= from + 300 || *at > meant), "{context}, {then:?}");
        }

        let apart = readings.windows(2).filter(|pair| pair[1].0 <= until && pair[1].0 - pair[0].0 > 2 * 600 + 60);
        let gaps: Vec<_> = apart.map(|pair| (pair[0].0, pair[1].0)).filter(|gap| gap.1 > history.span.from.0).collect();
        assert_eq!(history.gaps.len(), gaps.len(), "{context}");
        for (told, (from, to)) in history.gaps.iter().zip(gaps) {
            // A reading that changed nothing may not be written.
            assert!(told.to.0 == to && (from - 300..=from).contains(&told.from.0), "{context}: {told:?} {from}");
        }

        let counted: i64 = history.bars.iter().filter_map(|(_, calls)| *calls).sum();
        let begin = history.bars.first().map_or(until, |(time, _)| time.from.0.max(readings[0].0));
        assert!(counted + history.unseen >= now - calls(begin).unwrap(), "{context}");
    }
}

#[test]
fn a_history_is_what_was_read_and_says_when_nobody_looked() {
    (0..12).for_each(compare);
}

#[test]
fn of_a_record_that_begins_later_there_is_no_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    assert_eq!(recount(&mut record, &question(START, Window::Week)), Ok(None));
    record.take(reading(START), &Whole(vec![row(2, 5, "another")])).unwrap();
    let history = told(&mut record, &question(START + 60, Window::Week));
    assert!(history.is_empty() && history.then.iter().all(|then| then.figures.is_none()));
    assert_eq!(history.known, crate::domain::record::days::Span { from: Second(START), to: Second(START + 60) });
    assert_eq!(recount(&mut record, &question(START - 60, Window::Week)), Ok(None));
}
