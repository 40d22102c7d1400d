//! Watching readings for alerts, with a record and without.

use super::*;
use crate::domain::alert::{Hold, Way};
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::query::Query;
use crate::domain::record::engine::Reading;
use crate::domain::store::Snapshot;
use crate::storage::record::Record;
use std::path::Path;
use std::time::Duration;

/// Tuesday, 24 November 2026, 15:00 UTC: 10:00 in New York.
const TEN: i64 = 1_795_532_400;

fn ways(ways: &[Way]) -> Ways {
    ways.iter().copied().collect()
}

fn alert(name: &str, when: &str, hold: &str, say: &[Way]) -> Alert {
    let (when, hold) = (Query::parse(when).unwrap(), Hold::read(hold).unwrap());
    Alert { name: name.into(), when, hold, say: ways(say), command: Vec::new(), names: false, always: false }
}

fn watcher(by: &str, can: &[Way], alerts: Vec<Alert>) -> Watcher {
    let (zone, client_zones) = (Zone::NEW_YORK, [Zone::NEW_YORK].into());
    let watch = Watch { by: by.into(), ways: ways(can), zone, client_zones, measures: Measures::default() };
    Watcher::new(alerts, watch).unwrap()
}

/// Campaigns of so many calls, ok and failed ones.
fn recording(at: i64, campaigns: &[(i64, [i64; 3])]) -> Recording {
    let row = |(id, [calls, ok, failed]): &(i64, [i64; 3])| {
        let stats = Stats { calls: Some(*calls), ok: Some(*ok), failed: Some(*failed), ..Stats::default() };
        Campaign { name: Some(Shown::new(&format!("Campaign {id}"))), stats, ..Campaign::unknown(*id) }
    };
    let rows = campaigns.iter().map(row).collect();
    let read = Snapshot::build(Listing { rows, unreadable: 0 }).into();
    let every = Some(Duration::from_secs(30));
    let at = Second(TEN + at).moment().unwrap();
    Recording { at, what: Recorded::Campaigns { read, every, whole: true, searched: false } }
}

fn told(tellings: &[Telling]) -> Vec<(&str, Vec<i64>)> {
    let ids = |telling: &Telling| telling.campaigns.iter().map(|about| about.edge.campaign).collect();
    tellings.iter().map(|telling| (telling.alert.name.as_str(), ids(telling))).collect()
}

fn take(record: &mut Record, recording: &Recording) {
    let Recorded::Campaigns { read, every, whole, .. } = &recording.what else { return };
    record.take(Reading::new(recording.at, recording.at, *every, *whole), read).unwrap();
}

fn opened(folder: &Path) -> Record {
    Record::new(folder, "api.example", "fp")
}

#[test]
fn each_alert_asks_its_own_query_of_every_reading() {
    let alerts =
        vec![alert("Failing", "failed%:>40", "0s", &[Way::Screen]), alert("Waiting", "pending:>0", "1m", &[Way::Bell])];
    let mut watcher = watcher("screen 1", &Way::ALL, alerts);
    let first = watcher.take(None, &recording(0, &[(1, [9, 5, 4]), (2, [9, 3, 3])]));
    assert_eq!(told(&first), [("Failing", vec![1, 2])]);
    let about = &first[0].campaigns[0];
    assert_eq!((about.name.as_ref().unwrap().as_str(), about.figures.failed), ("Campaign 1", Some(4)));
    assert!(watcher.take(None, &recording(30, &[(1, [9, 5, 4]), (2, [9, 3, 3])])).is_empty());
    let later = watcher.take(None, &recording(60, &[(1, [9, 9, 0]), (2, [9, 3, 3])]));
    assert_eq!(told(&later), [("Waiting", vec![2])]);
    assert_eq!(log(watcher.unrecorded()).unwrap().len(), 3);
}

#[test]
fn what_the_server_found_for_a_search_says_nothing_of_the_others() {
    let mut watcher = watcher("screen 1", &Way::ALL, vec![alert("All", "calls:>0", "1m", &[Way::Screen])]);
    let all = [(1, [9, 5, 4]), (2, [9, 3, 3])];
    watcher.take(None, &recording(0, &all));
    let mut found = recording(30, &[(1, [9, 5, 4])]);
    if let Recorded::Campaigns { searched, .. } = &mut found.what {
        *searched = true;
    }
    assert!(watcher.take(None, &found).is_empty());
    assert_eq!(told(&watcher.take(None, &recording(60, &all))), [("All", vec![1, 2])], "without a break");
}

#[test]
fn a_recorder_and_two_windows_tell_each_way_once() {
    let folder = tempfile::tempdir().unwrap();
    let alerts = || vec![alert("Failing", "failed%:>40", "1m", &[Way::Screen, Way::Desktop, Way::Command])];
    let mut recorder = (watcher("record 1", &[Way::Command], alerts()), opened(folder.path()));
    let mut one = (watcher("screen 2", &Way::ALL, alerts()), opened(folder.path()));
    let mut other = (watcher("screen 3", &Way::ALL, alerts()), opened(folder.path()));
    let mut said = Vec::new();
    for poll in 0..6 {
        for (place, (watcher, record)) in [&mut recorder, &mut other, &mut one].into_iter().enumerate() {
            let read = recording(poll * 30 + place as i64, &[(7, [9, 1, 4])]);
            take(record, &read);
            said.extend(watcher.take(Some(record), &read).iter().map(|telling| (place, telling.ways())));
        }
    }
    assert_eq!(said, [(0, ways(&[Way::Command])), (1, ways(&[Way::Screen, Way::Desktop]))]);
    let log = log(&mut one.1).unwrap();
    let by: Vec<&str> = log.iter().map(|told| told.by.as_str()).collect();
    assert_eq!(by, ["screen 3", "record 1"]);
    assert_eq!(log[0].name.as_ref().unwrap().as_str(), "Campaign 7");
}

#[test]
fn what_only_the_record_knows_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = opened(folder.path());
    let alerts = || {
        let asked = [("Silent", "quiet:>=1h"), ("Quiet", "is:quiet")];
        asked.map(|(name, when)| alert(name, when, "0s", &[Way::Screen])).to_vec()
    };
    let mut watcher_of_record = watcher("screen 1", &Way::ALL, alerts());
    let mut without = watcher("screen 2", &Way::ALL, alerts());
    let mut said = Vec::new();
    for minute in (0..170).step_by(2) {
        let moving = [9 + minute, 1, 4];
        let still = if minute < 20 { [9 + minute, 1, 4] } else { [29, 1, 4] };
        let read = recording(minute * 60, &[(1, moving), (2, still)]);
        take(&mut record, &read);
        let told_now = watcher_of_record.take(Some(&mut record), &read);
        said.extend(told(&told_now).iter().map(|(name, ids)| (minute, (*name).to_owned(), ids.clone())));
        assert!(without.take(None, &read).is_empty(), "unknown matches nothing");
    }
    let [(silent, _, _), (quiet, _, _)] = &said[..] else { panic!("{said:?}") };
    assert!((78..=80).contains(silent) && (138..=142).contains(quiet), "{said:?}");
    assert!(said.iter().all(|(_, _, ids)| *ids == [2]), "{said:?}");
}

#[test]
fn settings_silence_what_follows_from_them() {
    let mut watcher = watcher("screen 1", &Way::ALL, vec![alert("Failing", "failed%:>40", "0s", &[Way::Screen])]);
    let settings = |enabled| Recording {
        at: Second(TEN).moment().unwrap(),
        what: Recorded::Settings(Settings { enabled: Some(enabled), ..Settings::default() }),
    };
    watcher.take(None, &settings(false));
    assert!(watcher.take(None, &recording(0, &[(7, [9, 1, 4])])).is_empty());
    watcher.take(None, &settings(true));
    assert_eq!(told(&watcher.take(None, &recording(30, &[(7, [9, 1, 4])]))), [("Failing", vec![7])]);
    // A Saturday.
    assert!(watcher.take(None, &recording(4 * 86_400, &[(8, [9, 1, 4])])).is_empty());
}

#[test]
fn without_alerts_nobody_watches() {
    let watch = Watch {
        by: String::new(),
        ways: Ways::NONE,
        zone: Zone::UTC,
        client_zones: [].into(),
        measures: Measures::default(),
    };
    assert!(Watcher::new(Vec::new(), watch).is_none());
}
