//! What is told of invented courses.

use proptest::prelude::*;

use super::*;
use crate::domain::hours::Slot;
use crate::domain::record::engine::{Entry, News, Past};
use crate::domain::record::{Figures, Identity, Row};
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::shown::Shown;
use crate::domain::time::{TimeOfDay, Zone};
use crate::domain::verdict::Counter;
use crate::domain::zones::CLIENTS;

/// Monday, 2026-11-16, midnight in New York.
const MONDAY: i64 = 1_795_446_000 - 7 * DAY - 10 * 3600;

/// So many days and hours after that midnight.
fn at(days: i64, hours: f64) -> Second {
    Second(MONDAY + days * DAY + (hours * 3600.0) as i64)
}

fn company() -> Settings {
    let time = |hour| TimeOfDay::from_hm(hour, 0).unwrap();
    let slots = [(9, 12), (13, 17)].map(|(start, end)| Slot::new(time(start), time(end)).unwrap());
    Settings {
        enabled: Some(true),
        concurrency: Some(70),
        hours: CompanyHours::Slots { slots: slots.to_vec(), unreadable: 0 },
    }
}

fn open(unseen: &[Span]) -> Calling {
    let span = Span { from: at(0, 0.0), to: at(14, 0.0) };
    Calling::new(span, &[(at(0, 0.0), company())], CLIENTS.into(), Workdays::default(), unseen)
}

fn named(name: &str) -> Identity {
    Identity { name: Some(name.to_owned()), agent: Some("a".to_owned()), list: Some(1), ..Identity::default() }
}

fn counts(calls: i64, ok: i64, failed: i64) -> Figures {
    Figures { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Figures::default() }
}

fn figures(at: Second, figures: Figures) -> Entry {
    Entry { at, campaign: 1, news: News::Figures(figures) }
}

/// What is told of campaign 1, which had no call at first.
fn told_until(entries: Vec<Entry>, end: Second, unseen: &[Span]) -> Vec<Event> {
    let open = open(unseen);
    let mut follower = Follower::new(&open);
    let row = Row { id: 1, identity: named("Roundup"), figures: counts(0, 0, 0) };
    follower.begin(Past { looked: at(0, 0.0), rows: vec![row] });
    for entry in entries {
        follower.take(entry);
    }
    let mut events = follower.finish(end);
    events.sort_by_key(|event| event.at);
    events
}

fn told(entries: Vec<Entry>, end: Second) -> Vec<(Second, &'static str)> {
    told_until(entries, end, &[]).iter().map(|event| (event.at, event.what.kind())).collect()
}

/// Steadily `rate` calls an hour from 9 to 20 o'clock of these days, of which so many of a hundred succeed.
fn calling(days: impl IntoIterator<Item = (i64, i64)>, rate: i64) -> Vec<Entry> {
    let (mut calls, mut ok) = (0, 0);
    let mut entries = Vec::new();
    for (day, success) in days {
        for step in 1..=11 * 4 {
            calls += rate / 4;
            ok += rate / 4 * success / 100;
            entries.push(figures(at(day, 9.0 + f64::from(step) / 4.0), counts(calls, ok, calls - ok)));
        }
    }
    entries
}

#[test]
fn who_comes_goes_and_comes_back_is_told() {
    let new = |at, campaign, news| Entry { at, campaign, news };
    let entries = vec![
        new(at(0, 10.0), 2, News::Came),
        new(at(0, 10.0), 2, News::Identity(named("Talc"))),
        new(at(0, 10.0), 2, News::Figures(counts(500, 1, 1))),
        new(at(0, 11.0), 1, News::Gone),
        new(at(0, 12.0), 1, News::Came),
    ];
    let events = told_until(entries, at(1, 0.0), &[]);
    let told: Vec<_> = events.iter().map(|event| (event.campaign, event.what.kind())).collect();
    assert_eq!(told, [(Some(2), "new"), (Some(1), "vanished"), (Some(1), "came_back")]);
    assert_eq!(events[0].name.as_ref().unwrap().as_str(), "Talc");
    assert_eq!(events[2].what, What::CameBack { gone: at(0, 11.0) });
}

#[test]
fn each_part_of_another_identity_is_told_by_itself() {
    let other = Identity {
        name: Some("Roundup \u{1b}[31m2".to_owned()),
        agent: None,
        list: Some(7),
        edited_by: Some("web_app".to_owned()),
        ..named("")
    };
    let again = Entry { at: at(0, 11.0), campaign: 1, news: News::Identity(other.clone()) };
    let entries = vec![Entry { at: at(0, 10.0), campaign: 1, news: News::Identity(other) }, again];
    let events = told_until(entries, at(1, 0.0), &[]);
    let sentences: Vec<String> = events.iter().map(|event| event.what.sentence(Zone::UTC)).collect();
    assert_eq!(
        sentences,
        ["renamed; it was “Roundup”", "agent unknown, before a", "case list 7, before 1", "edited by web_app"]
    );
    assert!(!events[0].name.as_ref().unwrap().as_str().contains('\u{1b}'), "text from outside");
}

#[test]
fn a_success_that_falls_or_rises_by_more_than_chance_is_told_once() {
    let days = [(0, 70), (1, 72), (2, 69), (3, 40), (4, 40), (7, 40), (8, 76)];
    assert_eq!(told(calling(days, 400), at(8, 20.0)), [(at(3, 20.0), "success_fell"), (at(8, 20.0), "success_rose")]);
    let event = &told_until(calling([(0, 70), (1, 40)], 400), at(1, 20.0), &[])[0];
    assert_eq!(event.what.sentence(Zone::UTC), "success fell to 40 % of 4,400 that day, from 70 % of 4,400 before");
}

#[test]
fn few_calls_and_few_points_are_no_news() {
    assert_eq!(told(calling([(0, 75), (1, 25)], 4), at(1, 20.0)), [], "44 a day");
    assert_eq!(told(calling([(0, 70), (1, 66)], 4000), at(1, 20.0)), [], "beyond chance, but four points");
}

#[test]
fn the_running_day_counts_as_far_as_it_goes() {
    let mut entries = calling([(0, 70), (1, 40)], 40);
    entries.truncate(44 + 12);
    assert_eq!(told(entries, at(1, 12.0)), [(at(1, 12.0), "success_fell")]);
}

#[test]
fn a_silence_longer_than_its_pace_explains_is_told_with_its_end() {
    let mut entries = calling([(0, 70), (1, 70)], 40);
    // From noon to four o'clock nothing came.
    entries.retain(|entry| entry.at <= at(1, 12.0) || entry.at > at(1, 16.0));
    let events = told_until(entries.clone(), at(1, 20.0), &[]);
    assert_eq!(
        events.iter().map(|event| (event.at, event.what.clone())).collect::<Vec<_>>(),
        [(at(1, 12.0), What::Quiet { open: 15_300 }), (at(1, 16.25), What::Resumed { since: at(1, 12.0) })]
    );
    // Where nobody looked, nobody can say that it was quiet.
    let unseen = Span { from: at(1, 12.0), to: at(1, 15.0) };
    assert_eq!(told_until(entries.clone(), at(1, 20.0), &[unseen]), []);
    entries.truncate(44 + 12);
    assert_eq!(told(entries.clone(), at(1, 13.5)), [], "not yet");
    assert_eq!(told(entries.clone(), at(1, 14.5)), [(at(1, 12.0), "quiet")], "until now");
    assert_eq!(told(entries, at(3, 9.0)), [(at(1, 12.0), "quiet")], "until the end of its day");
}

#[test]
fn nights_weekends_and_slow_campaigns_are_not_quiet() {
    assert_eq!(told(calling([(0, 70), (3, 70), (4, 70), (7, 70)], 40), at(9, 12.0)), []);
    // One call in an hour and a quarter.
    let slow = (1..30).map(|n| figures(at(n / 8, 9.0 + 1.25 * (n % 8) as f64), counts(n, n, 0)));
    assert_eq!(told(slow.collect(), at(4, 0.0)), []);
}

#[test]
fn a_count_that_went_down_is_told_and_spoils_its_day() {
    let mut entries = calling([(0, 70)], 40);
    entries.push(figures(at(1, 10.0), counts(100, 60, 40)));
    entries.push(figures(at(1, 11.0), counts(300, 60, 240)));
    let events = told_until(entries, at(1, 12.0), &[]);
    let what: Vec<_> = events.into_iter().map(|event| event.what).collect();
    assert_eq!(what, [What::Fell { counter: Counter::Calls, from: 440, to: 100 }]);
}

#[test]
fn other_settings_are_told_each() {
    let other = Settings { enabled: Some(false), concurrency: None, hours: CompanyHours::NotConfigured };
    let sentences: Vec<String> = What::of_settings(&company(), &other).map(|what| what.sentence(Zone::UTC)).collect();
    assert_eq!(
        sentences,
        [
            "calling hours not configured, before 09:00–12:00 13:00–17:00",
            "campaigns were switched off for the company",
            "calls may take unknown of the lines, before 70 %",
        ]
    );
    assert_eq!(What::of_settings(&other, &other).count(), 0);
}

#[test]
fn moments_are_told_in_the_readers_zone() {
    let zone = Zone::named("Asia/Manila").unwrap();
    assert_eq!((day_words(at(0, 12.0), zone), clock_words(at(0, 12.0), zone)), ("Tue 17 Nov".into(), "01:00".into()));
    let gap = What::NobodyLooked { until: at(0, 12.0), open: 15_600 };
    assert_eq!(gap.sentence(Zone::UTC), "nobody looked for 4 h 20 min of open hours, until Mon 16 Nov 17:00");
}

#[test]
fn words_find_an_event_by_all_that_is_said_of_it() {
    let event =
        Event { campaign: Some(481), name: Some(Shown::new("Roundup")), ..Event::of_all(at(0, 9.0), What::New) };
    for (words, found) in [("", true), ("ROUND new", true), ("481", true), ("list", true), ("talc", false)] {
        assert_eq!(event.holds(words, Zone::UTC), found, "{words}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_comes_is_told_within_its_time_and_of_campaigns_that_came(
        steps in prop::collection::vec((1_i64..40_000, 1_i64..4, 0_u8..5, -20_i64..60), 0..60),
    ) {
        let open = open(&[]);
        let mut follower = Follower::new(&open);
        let (mut now, mut calls) = (at(0, 0.0), 100);
        for (wait, campaign, kind, rise) in steps {
            now = now.plus(wait);
            calls += rise;
            let news = match kind {
                0 => News::Came,
                1 => News::Gone,
                2 => News::Identity(named(&calls.to_string())),
                _ => News::Figures(counts(calls, calls / 2, calls / 3)),
            };
            follower.take(Entry { at: now, campaign, news });
        }
        for event in follower.finish(now) {
            prop_assert!(at(0, 0.0) <= event.at && event.at <= now, "{event:?}");
            prop_assert!(!event.what.sentence(Zone::UTC).is_empty() && event.what.sign().chars().count() == 1);
            if let What::Quiet { open } = event.what {
                prop_assert!((7200..=11 * 3600).contains(&open), "{event:?}");
            }
        }
    }
}
