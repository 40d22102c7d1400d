//! The past against its promises: where it ends, when there are calls, and what happened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use super::*;
use crate::domain::record::coverage::Coverage;
use crate::domain::record::engine::{About, Grain, Page, Past as Read, Purge, Taken, Way};
use crate::domain::significance;
use crate::domain::time::{Now, weekday};
use crate::domain::zones::US;

/// 2026-11-23, a Monday, 15:00 UTC, 10:00 in New York.
const MONDAY: i64 = 1_795_446_000;
/// A Saturday, 03:00 UTC, six days after clocks were put forward.
const SATURDAY: i64 = 1_773_457_200;

static ON_MONDAY: LazyLock<Kept> = LazyLock::new(|| told(MONDAY));
static ON_SATURDAY: LazyLock<Kept> = LazyLock::new(|| told(SATURDAY));

fn past(born: i64) -> Past {
    let wall = Second(born).moment().unwrap();
    let clock = Arc::new(move || Now { mono: Duration::ZERO, wall });
    Past::new(&SandboxOptions::embedded(clock), wall).unwrap()
}

fn told(born: i64) -> Kept {
    let mut kept = Kept::default();
    past(born).replay(&mut kept, Zone::UTC).unwrap();
    kept
}

/// The readings with each campaign's figures, oldest first.
fn courses(kept: &Kept) -> BTreeMap<i64, Vec<(Second, Figures)>> {
    let mut courses: BTreeMap<i64, Vec<(Second, Figures)>> = BTreeMap::new();
    for (reading, rows) in &kept.readings {
        for (id, _, figures) in rows {
            courses.entry(*id).or_default().push((reading.at, *figures));
        }
    }
    courses
}

/// The calls of all campaigns made between two moments, as far as both were read.
fn calls_between(kept: &Kept, from: &str, to: &str) -> i64 {
    let at = |text: &str| {
        let at = Second::of(text.parse().unwrap());
        let (_, rows) = kept.readings.iter().rev().find(|(reading, _)| reading.at <= at).unwrap();
        rows.iter().filter(|(id, ..)| *id < 140).map(|(.., figures)| figures.calls.unwrap()).sum::<i64>()
    };
    at(to) - at(from)
}

fn calls_of(course: &[(Second, Figures)], at: &str) -> i64 {
    let at = Second::of(at.parse().unwrap());
    course.iter().rev().find(|(then, _)| *then <= at).unwrap().1.calls.unwrap()
}

#[test]
fn the_past_ends_in_what_the_world_begins_with() {
    for born in [MONDAY, SATURDAY] {
        let past = past(born);
        let since = born as f64;
        let seeding = Seeding { seed: 1, campaigns: 140, pace: crate::sandbox::options::EMBEDDED_PACE, since };
        let campaigns = seed::campaigns(&seeding, &seed::case_lists(1));
        let kept = if born == MONDAY { &*ON_MONDAY } else { &*ON_SATURDAY };
        let (reading, rows) = kept.readings.last().unwrap();
        assert_eq!((reading.at, rows.len()), (past.born, campaigns.len()));
        for (campaign, (id, named, figures)) in campaigns.iter().rev().zip(rows) {
            let expected = course::figures(&campaign.course.stats(since));
            assert_eq!((*id, named.as_deref(), *figures), (campaign.row.id, identity(&campaign.row), expected));
        }
    }
}

#[test]
fn numbers_never_contradict_each_other_and_counts_never_go_back() {
    for kept in [&*ON_MONDAY, &*ON_SATURDAY] {
        for (id, course) in courses(kept) {
            let mut before = [0; 3];
            for (at, figures) in course {
                let [calls, ok, failed] = [figures.calls, figures.ok, figures.failed].map(Option::unwrap);
                assert!(ok + failed <= calls, "{id} at {at:?}: {figures:?}");
                let now = [calls, ok, failed];
                assert!(
                    now.iter().zip(before).all(|(now, before)| *now >= before),
                    "{id} at {at:?}: {before:?} {now:?}"
                );
                assert_eq!(figures.vendor_rate.is_some(), ok + failed > 0, "{id} at {at:?}");
                before = now;
            }
        }
    }
}

#[test]
fn rates_drift_and_do_not_leap() {
    for (id, course) in courses(&ON_MONDAY) {
        for pair in course.windows(2) {
            let [(before, one), (after, other)] = [pair[0], pair[1]];
            // Where few calls are finished, each of them weighs; and where nobody looked, many are.
            if one.ok.unwrap() + one.failed.unwrap() < 100 || after.0 - before.0 > 3600 {
                continue;
            }
            let apart = |one: Option<f64>, other: Option<f64>| (one.unwrap() - other.unwrap()).abs();
            assert!(apart(one.conversion, other.conversion) < 3.0, "{id} at {after:?}: {one:?} {other:?}");
            assert!(apart(one.sentiment, other.sentiment) < 0.1, "{id} at {after:?}: {one:?} {other:?}");
        }
    }
    let moving = courses(&ON_MONDAY).remove(&113).unwrap();
    let values = |value: fn(&Figures) -> Option<f64>| {
        moving.iter().filter_map(|(_, figures)| value(figures)).map(f64::to_bits).collect::<BTreeSet<u64>>().len()
    };
    assert!(values(|figures| figures.conversion) > 10 && values(|figures| figures.sentiment) > 5);
}

#[test]
fn calls_are_made_in_open_hours_of_a_client_only() {
    let is_open = |at: Second| {
        let clients = US.iter().filter(|us| ["ET", "CT", "MT", "PT"].contains(&us.short));
        let hours = clients.map(|us| us.zone.local(at.moment().unwrap()).time.minutes());
        hours.into_iter().any(|minute| (540..720).contains(&minute) || (780..1020).contains(&minute))
    };
    for kept in [&*ON_MONDAY, &*ON_SATURDAY] {
        let mut changes = 0;
        for pair in kept.readings.windows(2) {
            let [(before, rows), (after, later)] = [&pair[0], &pair[1]];
            let moved = later.iter().any(|(id, _, figures)| {
                rows.iter().any(|(other, _, before)| other == id && before.calls != figures.calls)
            });
            let open = (before.at.0..=after.at.0).step_by(60).any(|at| is_open(Second(at)));
            assert!(open || !moved, "{:?} to {:?}", before.at, after.at);
            changes += usize::from(moved);
        }
        assert!(changes > 1000, "{changes}");
    }
}

#[test]
fn lunches_and_weekends_are_slow() {
    let kept = &*ON_MONDAY;
    let weekend = calls_between(kept, "2026-11-21T12:00:00Z", "2026-11-23T06:00:00Z");
    let friday = calls_between(kept, "2026-11-20T12:00:00Z", "2026-11-21T06:00:00Z");
    assert!(0 < weekend && 2 * weekend < friday, "{weekend} {friday}");
    let morning = calls_between(kept, "2026-11-20T16:00:00Z", "2026-11-20T17:00:00Z");
    let lunch = calls_between(kept, "2026-11-20T17:00:00Z", "2026-11-20T18:00:00Z");
    assert!(0 < lunch && 5 * lunch < 4 * morning, "{lunch} {morning}");
}

#[test]
fn somebody_looked_all_the_time_but_for_one_outage_on_a_working_day() {
    for kept in [&*ON_MONDAY, &*ON_SATURDAY] {
        let (first, _) = kept.readings.first().unwrap();
        let mut covered = vec![Coverage::at(first.at, first.every)];
        for (reading, _) in kept.readings.iter().skip(1) {
            match covered.last().unwrap().with(reading.at, reading.every) {
                Some(longer) => *covered.last_mut().unwrap() = longer,
                None => covered.push(Coverage::at(reading.at, reading.every)),
            }
        }
        let [before, after] = covered[..] else { panic!("{covered:?}") };
        assert_eq!(after.to.0 - before.from.0, 15 * DAY);
        assert!((4 * 3600..5 * 3600).contains(&(after.from.0 - before.to.0)), "{covered:?}");
        let day = weekday(Zone::NEW_YORK.today(before.to.moment().unwrap()));
        assert!(!["Sat", "Sun"].contains(&day.to_string().as_str()), "{day}");
    }
    assert_eq!(calls_between(&ON_MONDAY, "2026-11-17T16:00:00Z", "2026-11-17T19:00:00Z"), 0, "nobody looked");
    assert!(calls_between(&ON_MONDAY, "2026-11-17T15:00:00Z", "2026-11-17T20:00:00Z") > 1000);
}

#[test]
fn campaigns_came_and_went_were_renamed_edited_and_given_to_another_agent() {
    let kept = &*ON_MONDAY;
    let there = |id: i64| {
        let mut moments = kept.readings.iter().filter(|(_, rows)| rows.iter().any(|row| row.0 == id));
        (moments.next().unwrap().0.at.moment().unwrap(), moments.next_back().unwrap().0.at.moment().unwrap())
    };
    let (came, _) = there(140);
    assert_eq!(came.to_rfc3339(), "2026-11-18T15:10:00+00:00");
    let (came, went) = there(141);
    assert_eq!(came.to_rfc3339(), "2026-11-19T14:50:00+00:00");
    assert_eq!(went.to_rfc3339(), "2026-11-20T21:25:00+00:00");

    let mut told = Vec::new();
    for pair in kept.readings.windows(2) {
        for (id, before, _) in &pair[0].1 {
            let after = pair[1].1.iter().find(|(other, ..)| other == id).map(|(_, after, _)| after);
            if let Some(after) = after.filter(|after| *after != before) {
                told.push((*id, before.clone(), after.clone()));
            }
        }
    }
    let [(_, agent_before, agent), (_, unedited, edited), (_, copy, named)] = &told[..] else { panic!("{told:?}") };
    assert_ne!(agent_before.agent, agent.agent);
    assert_eq!((unedited.edited_by.as_deref(), edited.edited_by.as_deref()), (None, Some("web_app")));
    assert_eq!(copy.name.as_deref(), Some(&*format!("Copy of {}", named.name.as_deref().unwrap())));
    let lines: Vec<Option<i64>> = kept.settings.iter().map(|(_, settings)| settings.concurrency).collect();
    assert_eq!(lines, [Some(60), Some(70)]);
}

#[test]
fn one_soured_one_stalled_and_one_list_was_called_twice() {
    let courses = courses(&ON_MONDAY);
    let success = |from: Figures, to: Figures| {
        let ok = to.ok.unwrap() - from.ok.unwrap();
        significance::Proportion::new(ok, ok + to.failed.unwrap() - from.failed.unwrap())
    };
    let at = |course: &[(Second, Figures)], day: &str| {
        let at = Second::of(format!("{day}T06:00:00Z").parse().unwrap());
        course.iter().rev().find(|(then, _)| *then <= at).map(|(_, figures)| *figures)
    };
    let soured = courses.iter().filter(|(_, course)| {
        let of_days = || {
            let [first, thursday, friday] = ["2026-11-13", "2026-11-20", "2026-11-21"].map(|day| at(course, day));
            Some(success(thursday?, friday?)?.against(success(first?, thursday?)?))
        };
        of_days().is_some_and(|compared| compared.points < -15.0 && compared.p < 0.001)
    });
    assert!((1..5).contains(&soured.count()));

    let seeded =
        seed::campaigns(&Seeding { seed: 1, campaigns: 140, pace: 1.0, since: MONDAY as f64 }, &seed::case_lists(1));
    let (stalled, _) = Story::of(&seeded, Second(MONDAY)).stalled.unwrap();
    let stalled = &courses[&stalled];
    assert!(calls_of(stalled, "2026-11-20T19:20:00Z") - calls_of(stalled, "2026-11-20T14:00:00Z") > 10);
    assert_eq!(calls_of(stalled, "2026-11-23T15:00:00Z"), calls_of(stalled, "2026-11-20T19:25:00Z"));

    let mut lists: BTreeMap<Option<i64>, usize> = BTreeMap::new();
    for (id, named, _) in &ON_MONDAY.readings.last().unwrap().1 {
        let moved = calls_of(&courses[id], "2026-11-21T06:00:00Z") - calls_of(&courses[id], "2026-11-20T06:00:00Z");
        *lists.entry(named.list).or_default() += usize::from(moved > 10);
    }
    assert!(lists.values().any(|calling| *calling == 2), "{lists:?}");
}

#[test]
fn a_small_world_has_a_past_as_well_and_one_from_a_file_has_none() {
    for campaigns in 0..4 {
        let mut kept = Kept::default();
        let small = Past { campaigns, ..past(MONDAY) };
        small.replay(&mut kept, Zone::UTC).unwrap();
        assert_eq!(kept.readings.last().unwrap().1.len(), campaigns);
    }
    let clock = Arc::new(|| Now { mono: Duration::ZERO, wall: Moment::default() });
    let options = SandboxOptions { data: Some(b"[]".to_vec()), ..SandboxOptions::embedded(clock) };
    assert!(Past::new(&options, Moment::default()).is_none());
}

/// A campaign as a record is told it.
type Told = (i64, Identity, Figures);

/// A record that keeps all it is told.
#[derive(Debug, Default)]
struct Kept {
    readings: Vec<(Reading, Vec<Told>)>,
    settings: Vec<(Second, Settings)>,
    changes: usize,
}

impl Engine for Kept {
    fn take(&mut self, reading: Reading, campaigns: &dyn Campaigns) -> Result<Taken, String> {
        let rows: Vec<_> = campaigns.rows().map(|row| (row.id, row.identity.owned(), row.figures)).collect();
        if let Some((_, before)) = self.readings.last() {
            self.changes += rows.iter().filter(|row| !before.contains(row)).count();
        }
        self.readings.push((reading, rows));
        Ok(Taken::Same)
    }

    fn take_settings(&mut self, at: Second, settings: &Settings) -> Result<(), String> {
        self.settings.push((at, settings.clone()));
        Ok(())
    }

    fn leave(&mut self) -> Result<(), String> {
        Ok(())
    }

    fn note(&mut self) -> Option<String> {
        None
    }

    fn as_of(&mut self, _: Second) -> Result<Option<Read>, String> {
        Ok(None)
    }

    fn settings_as_of(&mut self, _: Second) -> Result<Option<Settings>, String> {
        Ok(None)
    }

    fn settings_in(&mut self, _: Span) -> Result<Vec<(Second, Settings)>, String> {
        Ok(Vec::new())
    }

    fn step(&mut self, _: Second, _: Way, _: Option<i64>) -> Result<Option<Second>, String> {
        Ok(None)
    }

    fn course(&mut self, _: i64, _: Span, _: Grain) -> Result<Vec<(Second, Figures)>, String> {
        Ok(Vec::new())
    }

    fn present(&mut self, _: Second) -> Result<Vec<(i64, Second)>, String> {
        Ok(Vec::new())
    }

    fn tell(&mut self, _: Span, _: Second, _: &mut dyn FnMut(i64, Second, Figures)) -> Result<(), String> {
        Ok(())
    }

    fn page(&mut self, _: Second) -> Result<Option<Page>, String> {
        Ok(None)
    }

    fn coverage(&mut self, _: Span) -> Result<Vec<Coverage>, String> {
        Ok(Vec::new())
    }

    fn tidy(&mut self, _: Second, _: Zone, _: Retention) -> Result<bool, String> {
        Ok(false)
    }

    fn used(&mut self) -> Result<u64, String> {
        Ok(0)
    }

    fn about(&mut self) -> Result<About, String> {
        Ok(About::default())
    }

    fn purge(&mut self, _: Purge) -> Result<(), String> {
        Ok(())
    }
}
