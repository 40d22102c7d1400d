//! What is remembered of campaigns, from records that were written for it, against plain readings.

use std::sync::Arc;

use fastrand::Rng;

use super::tests::{START, Whole, ZONE, reading, record, row};
use super::*;
use crate::domain::memory::{Baseline, Before, HOURS, Memory, OpenTime, Question, Quiet, Workdays, recollect};
use crate::domain::record::Row;
use crate::domain::record::days::day_of;
use crate::domain::settings::CompanyHours;
use crate::domain::time::Weekday;

const HOUR: i64 = 3600;

fn question(at: i64, baseline: Baseline) -> Question {
    Question {
        at: Second(at),
        baseline,
        zone: ZONE,
        client_zones: Arc::from([ZONE]),
        company: Settings { hours: CompanyHours::NotConfigured, ..Settings::default() },
    }
}

fn remembered(record: &mut Record, at: i64, baseline: Baseline) -> Memory {
    recollect(record, &question(at, baseline)).unwrap().unwrap()
}

/// Readings every few minutes over some days, with nights in which nobody looks.
fn readings(rng: &mut Rng) -> Vec<(i64, Vec<Row>)> {
    let mut rows = vec![row(3, 30, "three"), row(2, 20, "two"), row(1, 10, "one")];
    let mut now = START;
    let mut readings = Vec::new();
    for _ in 0..400 {
        now += if rng.u8(..40) == 0 { rng.i64(HOUR..20 * HOUR) } else { rng.i64(60..900) };
        for row in &mut rows {
            if rng.u8(..3) == 0 {
                row.figures.calls = row.figures.calls.map(|calls| calls + rng.i64(0..4));
            }
        }
        if rng.u8(..200) == 0 && rows.len() < 6 {
            let id = 4 + rows.len() as i64;
            rows.insert(0, row(id, rng.i64(0..9), "late"));
        }
        readings.push((now, rows.clone()));
    }
    readings
}

fn calls(readings: &[(i64, Vec<Row>)], id: i64, at: i64) -> Option<i64> {
    let (_, rows) = readings.iter().rev().find(|(moment, _)| *moment <= at)?;
    rows.iter().find(|row| row.id == id)?.figures.calls
}

fn compare(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let readings = readings(&mut rng);
    for (at, rows) in &readings {
        record.take(Reading { every: 600, ..reading(*at) }, &Whole(rows.clone())).unwrap();
        if rng.u8(..30) == 0 {
            while record.tidy(Second(*at), ZONE, Retention::default()).unwrap() {}
        }
    }
    record.leave().unwrap();
    for _ in 0..5 {
        let (at, rows) = &readings[rng.usize(20..readings.len())];
        let baseline = [Baseline::Today, Baseline::Hour, Baseline::Week, Baseline::Refresh][rng.usize(..4)];
        let memory = remembered(&mut record, *at, baseline);
        // A reading that changed nothing may not be written.
        assert!((at - 300..=*at).contains(&memory.at.0), "seed {seed}");
        let at = &memory.at.0;
        let meant = match baseline {
            Baseline::Today => day_of(Second(*at), ZONE).from.0,
            Baseline::Hour => at - HOUR,
            Baseline::Week => at - 7 * 24 * HOUR,
            _ => at - 1,
        };
        assert_eq!(memory.compared.meant, Second(meant));
        let ids: Vec<i64> = memory.campaigns.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, rows.iter().map(|row| row.id).collect::<Vec<_>>());
        let within = super::Span { from: Second(at - 28 * 24 * HOUR), to: Second(*at) };
        let open = OpenTime::new(&CompanyHours::NotConfigured, &[ZONE], Workdays::default(), within);
        for row in rows {
            let known = memory.of(row.id).unwrap();
            let before = calls(&readings, row.id, meant.max(readings[0].0));
            match (known.before, before) {
                (Before::Was(figures), Some(before)) => assert_eq!(figures.calls, Some(before), "seed {seed}"),
                (Before::Absent, None) => {}
                (known, before) => panic!("seed {seed}: {known:?}, was {before:?}"),
            }
            let first = readings.iter().find(|(_, rows)| rows.iter().any(|other| other.id == row.id)).unwrap().0;
            assert_eq!(known.first, (first > readings[0].0).then_some(Second(first)));
            let marks = memory.marks.map(|mark| calls(&readings, row.id, mark.0));
            match &known.hours {
                Some(hours) => {
                    assert_eq!(hours.as_ref().map(|figures| figures.and_then(|figures| figures.calls)), marks);
                }
                None => assert!(marks.iter().all(|calls| *calls == row.figures.calls || calls.is_none())),
            }
            let more = |before: i64, after: i64| {
                let before = calls(&readings, row.id, before);
                before.is_some() && calls(&readings, row.id, after) > before
            };
            let mut pairs = readings.iter().zip(readings.iter().skip(1)).filter(|(_, (moment, _))| moment <= at);
            let rose = pairs.rfind(|((before, _), (after, _))| more(*before, *after));
            let since = rose.map_or(first, |(_, (moment, _))| *moment);
            let quiet = Quiet { seconds: open.between(Second(since), Second(*at)), at_least: rose.is_none() };
            assert_eq!(known.quiet, Some(quiet), "seed {seed}, campaign {}", row.id);
            if let Some(begin) = open.back(Second(*at), 5 * HOUR)
                && let Some(before) = calls(&readings, row.id, begin.0)
            {
                assert_eq!(known.pace, Some((row.figures.calls.unwrap() - before) as f64 / 5.0), "seed {seed}");
            }
        }
    }
}

#[test]
fn what_is_remembered_is_what_the_readings_said() {
    (0..20).for_each(compare);
}

#[test]
fn an_hour_is_unknown_where_nobody_looked_and_a_change_across_it_is_not_its() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let begin = START + 12 * HOUR;
    for minute in (0..=360).step_by(5).filter(|minute| !(70..=170).contains(minute)) {
        let calls = 100 + minute;
        record.take(reading(begin + minute * 60), &Whole(vec![row(1, calls, "one")])).unwrap();
    }
    record.leave().unwrap();
    let memory = remembered(&mut record, begin + 360 * 60, Baseline::Moment(Second(begin + 100 * 60)));
    let known: Vec<bool> = memory.known.iter().copied().skip(HOURS - 6).collect();
    assert_eq!(known, [true, true, false, true, true, true, true]);
    assert!(memory.compared.is_inexact() && !memory.compared.begins_late());
    assert_eq!(memory.compared.from, Second(begin + 65 * 60), "the last reading before");
    assert_eq!(recollect(&mut record, &question(begin - 1, Baseline::Today)), Ok(None));
    let late = remembered(&mut record, begin + 360 * 60, Baseline::Today);
    assert!(late.compared.begins_late() && late.compared.from == Second(begin));
    let nobody = remembered(&mut record, begin + 360 * 60, Baseline::Look(None));
    assert_eq!(nobody.of(1).unwrap().before, Before::Unknown, "no look, no baseline");
}

#[test]
fn weekdays_are_learnt_and_a_slow_one_is_no_usual_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record(folder.path());
    let mut calls = 0;
    for hour in 0..21 * 24 {
        let at = START + hour * HOUR;
        let local = ZONE.local(Second(at).moment().unwrap());
        if ("09:00".."17:00").contains(&local.time.to_string().as_str()) {
            calls += match local.weekday() {
                Weekday::Mon => 0,
                Weekday::Sun => 1,
                _ => 10,
            };
        }
        record.take(reading(at), &Whole(vec![row(1, calls, "one")])).unwrap();
    }
    record.leave().unwrap();
    let end = Second(START + 21 * 24 * HOUR - HOUR);
    let week = Span { from: day_of(end.plus(-7 * 24 * HOUR), ZONE).from, to: day_of(end, ZONE).from };
    let open = |workdays: Workdays| {
        let time = OpenTime::new(&CompanyHours::NotConfigured, &[ZONE], workdays, week);
        time.spans().iter().map(|span| ZONE.local(span.from.moment().unwrap()).weekday()).collect::<Vec<_>>()
    };
    let learnt = open(remembered(&mut record, end.0, Baseline::Today).workdays);
    assert!(learnt.len() == 6 && !learnt.contains(&Weekday::Mon), "{learnt:?}");
    let usual = open(Workdays::usual(&mut record, Second(START), end, &[ZONE]).unwrap());
    assert!(usual.len() == 5 && !usual.contains(&Weekday::Mon) && !usual.contains(&Weekday::Sun), "{usual:?}");
    let memory = remembered(&mut record, end.0, Baseline::Today);
    assert_eq!(Workdays::usual(&mut record, Second(START), end, &[ZONE]), Ok(memory.usual));
    let young = Workdays::usual(&mut record, end.plus(-24 * HOUR), end, &[ZONE]);
    assert_eq!(young, Ok(Workdays::default()));
}
