//! Going to a moment of the past: which it is, what there was, and in which times nobody looked.

use crate::app::past::{Found, Goal, Scene, Then, Visit};
use crate::domain::record::Second;
use crate::domain::record::coverage::gaps;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Engine, Way};
use crate::domain::store::Snapshot;

const ALWAYS: Span = Span { from: Second(i64::MIN), to: Second(i64::MAX) };

/// What the record has of where a visit leads; the error is a clause for people.
pub(super) fn visit(engine: &mut dyn Engine, visit: Visit) -> Result<Found, String> {
    let at = match visit.to {
        Goal::Moment(at) => at,
        Goal::Event(at, campaign) => match campaign {
            // Whoever was launched is read for the first time some seconds later.
            Some(id) if !engine.present(at)?.iter().any(|(known, _)| *known == id) => {
                engine.step(at, Way::Forward, Some(id))?.unwrap_or(at)
            }
            _ => at,
        },
        Goal::Change(way, campaign) => match engine.step(visit.from, way, campaign)? {
            Some(at) => at,
            None => return Ok(Found::NoChange),
        },
    };
    Ok(match scene(engine, at, visit.from)? {
        Some(scene) => Found::Scene(Box::new(scene)),
        None => Found::NobodyLooked { at, begins: engine.coverage(ALWAYS)?.first().map(|first| first.from) },
    })
}

/// The campaigns of a moment, seen from another; nothing where nobody had looked before.
///
/// # Errors
/// The record cannot be read: a clause for people.
pub fn scene(engine: &mut dyn Engine, at: Second, from: Second) -> Result<Option<Scene>, String> {
    let Some(past) = engine.as_of(at)? else { return Ok(None) };
    let (first, last) = (at.min(from), at.max(from));
    let gaps = gaps(&engine.coverage(ALWAYS)?);
    let length = |gap: &Span| gap.to.0 - gap.from.0;
    let crossed = gaps.iter().filter(|gap| gap.from < last && first < gap.to).max_by_key(|gap| length(gap)).copied();
    let unseen = gaps.into_iter().find(|gap| gap.from < at && at < gap.to);
    let settings = engine.settings_as_of(at)?;
    let read = Snapshot::of_past(past.rows).into();
    Ok(Some(Scene { then: Then { at, looked: past.looked, unseen }, read, settings, crossed }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Campaign, Listing, Stats};
    use crate::domain::record::engine::Reading;
    use crate::domain::settings::Settings;
    use crate::domain::store::WholeRead;
    use crate::storage::record::Record;

    const START: i64 = 1_795_514_400;

    /// Read every 30 s from START on for two minutes, then a gap of an hour, then again; calls rise at every reading.
    fn recorded(folder: &std::path::Path) -> Record {
        let mut record = Record::new(folder, "api.example", "fp");
        for (calls, at) in (0..).zip([0, 30, 60, 90, 120, 3720, 3750]) {
            let stats = Stats { calls: Some(calls), ..Stats::default() };
            let rows = vec![Campaign { stats, ..Campaign::unknown(1) }, Campaign::unknown(2)];
            let read: WholeRead = Snapshot::build(Listing { rows, unreadable: 0 }).into();
            let at = Second(START + at);
            record.take(Reading { at, now: at, every: 30, whole: true }, &read).unwrap();
        }
        record.take_settings(Second(START + 60), &Settings { enabled: Some(true), ..Settings::default() }).unwrap();
        record
    }

    fn went(record: &mut Record, from: i64, to: Goal) -> Found {
        visit(record, Visit { number: 1, from: Second(START + from), to }).unwrap()
    }

    /// When it is, the gap that it lies in, and the one on the way.
    type Place = (i64, Option<(i64, i64)>, Option<(i64, i64)>);

    fn place(found: Found) -> Place {
        let Found::Scene(scene) = found else { panic!("{found:?}") };
        let gap = |gap: Span| (gap.from.0 - START, gap.to.0 - START);
        (scene.then.at.0 - START, scene.then.unseen.map(gap), scene.crossed.map(gap))
    }

    #[test]
    fn a_visit_finds_its_moment_and_the_times_in_which_nobody_looked() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = recorded(folder.path());
        let at = |seconds| Goal::Moment(Second(START + seconds));
        let change = |way| Goal::Change(way, None);
        let hour = Some((120, 3720));
        for (from, to, expected) in [
            (3750, at(100), (100, None, hour)),
            (100, at(70), (70, None, None)),
            (3750, at(2000), (2000, hour, hour)),
            (2000, at(3720), (3720, None, hour)),
            (3750, change(Way::Back), (3720, None, None)),
            (3720, change(Way::Back), (120, None, hour)),
            (120, change(Way::Forward), (3720, None, hour)),
            (60, change(Way::Back), (30, None, None)),
        ] {
            assert_eq!(place(went(&mut record, from, to)), expected, "{from} {to:?}");
        }
        assert_eq!(went(&mut record, 0, change(Way::Back)), Found::NoChange);
        assert_eq!(went(&mut record, 3750, change(Way::Forward)), Found::NoChange);
        assert_eq!(place(went(&mut record, 3750, Goal::Change(Way::Back, Some(2)))), (0, None, hour));
        let nobody = Found::NobodyLooked { at: Second(START - 1), begins: Some(Second(START)) };
        assert_eq!(went(&mut record, 3750, at(-1)), nobody);
        let mut empty = Record::new(folder.path(), "other.example", "fp");
        assert!(matches!(went(&mut empty, 0, at(0)), Found::NobodyLooked { begins: None, .. }));
    }

    #[test]
    fn an_event_is_seen_where_its_campaign_is_first_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = recorded(folder.path());
        let read: WholeRead =
            Snapshot::build(Listing { rows: vec![Campaign::unknown(1), Campaign::unknown(7)], unreadable: 0 }).into();
        let at = Second(START + 3780);
        record.take(Reading { at, now: at, every: 30, whole: true }, &read).unwrap();
        let event = |campaign| Goal::Event(Second(START + 100), campaign);
        for (campaign, seen) in [(Some(7), 3780), (Some(1), 100), (Some(99), 100), (None, 100)] {
            assert_eq!(place(went(&mut record, 100, event(campaign))).0, seen, "{campaign:?}");
        }
    }

    #[test]
    fn a_scene_has_the_settings_of_then() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = recorded(folder.path());
        let settings = |record: &mut Record, at| {
            scene(record, Second(START + at), Second(START)).unwrap().unwrap().settings.and_then(|s| s.enabled)
        };
        assert_eq!((settings(&mut record, 59), settings(&mut record, 60)), (None, Some(true)));
    }
}
