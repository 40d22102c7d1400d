//! The practice record: what a record holds once it has taken the sandbox's past.

use std::sync::Arc;

use kaytop::domain::happened::{Happened, Question, What, recall};
use kaytop::domain::record::Second;
use kaytop::domain::record::days::Span;
use kaytop::domain::record::engine::{Engine as _, Past};
use kaytop::domain::time::Zone;
use kaytop::domain::zones::CLIENTS;
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};
use kaytop::storage::record::Record;
use serde_json::{Value, json};

use super::{TestClock, get};

/// An embedded sandbox at a standing clock, and its past as recorded.
async fn practised() -> (Running, Record) {
    let TestClock(now) = TestClock::new();
    let clock = Arc::clone(&now);
    let options = SandboxOptions {
        api_key: Some("your_api_key".into()),
        ..SandboxOptions::embedded(Arc::new(move || *clock.lock().unwrap()))
    };
    let running = server::start(options).await.unwrap();
    let mut record = Record::temporary();
    running.past.unwrap().replay(&mut record, Zone::NEW_YORK).unwrap();
    (running, record)
}

fn as_of(record: &mut Record, at: &str) -> Past {
    record.as_of(Second::of(at.parse().unwrap())).unwrap().unwrap()
}

#[tokio::test]
async fn at_its_end_the_record_says_what_the_list_says() {
    let (running, mut record) = practised().await;
    let past = as_of(&mut record, "2026-11-23T10:00:00Z");
    let listed = get(&running, "/v1/campaigns").await.json();
    let mut listed: Vec<&Value> = listed.as_array().unwrap().iter().collect();
    listed.sort_by_key(|row| -row["id"].as_i64().unwrap());
    let recorded = past.rows.iter().map(|row| {
        let (identity, figures) = (&row.identity, row.figures);
        json!({
            "id": row.id, "name": identity.name, "agent_id": identity.agent, "case_list_id": identity.list,
            "origin": identity.origin, "update_origin": identity.edited_by,
            "stats": {
                "total_calls": figures.calls, "success_calls": figures.ok, "failed_calls": figures.failed,
                "success_calls_percentage": figures.vendor_rate,
                "average_sentiment_score": figures.sentiment, "conversion_rate": figures.conversion,
            },
        })
    });
    assert_eq!(recorded.collect::<Vec<_>>(), listed.into_iter().cloned().collect::<Vec<_>>());
}

#[tokio::test]
async fn any_moment_of_fifteen_days_comes_back_and_the_days_that_are_over_are_sealed() {
    let (_, mut record) = practised().await;
    let calls = |past: &Past| past.rows.iter().filter_map(|row| row.figures.calls).sum::<i64>();
    let moments = ["2026-11-08T12:00:00Z", "2026-11-13T03:00:00Z", "2026-11-17T20:00:00Z", "2026-11-23T10:00:00Z"];
    let of_moments: Vec<i64> = moments.into_iter().map(|at| calls(&as_of(&mut record, at))).collect();
    assert!(of_moments.windows(2).all(|pair| pair[0] + 1000 < pair[1]), "{of_moments:?}");
    let about = record.about().unwrap();
    assert_eq!((about.campaigns, about.coverage.len()), (141, 2), "{about:?}");
    assert!(about.sealed_days >= 13 && about.bytes < 4 << 20, "{about:?}");
    assert_eq!(record.path(), Ok(None));
}

#[tokio::test]
async fn what_happened_in_practice_is_told_and_little_else() {
    let (_, mut record) = practised().await;
    let at = |text: &str| Second::of(text.parse().unwrap());
    let whole = Span { from: at("2026-11-08T00:00:00Z"), to: at("2026-11-24T00:00:00Z") };
    let asked = |span| Question { span, client_zones: CLIENTS.into() };
    let Happened { events, begins } = recall(&mut record, &asked(whole)).unwrap();
    assert_eq!(begins, Some(at("2026-11-08T10:00:00Z")));
    assert!(events.windows(2).all(|pair| pair[0].at >= pair[1].at), "the newest first");
    let of = |kind: &str| events.iter().filter(|event| event.what.kind() == kind).collect::<Vec<_>>();
    let campaigns = |kind: &str| of(kind).iter().filter_map(|event| event.campaign).collect::<Vec<_>>();
    assert_eq!((campaigns("new"), campaigns("vanished")), (vec![141, 140], vec![141]));
    assert_eq!((campaigns("renamed"), campaigns("edited"), campaigns("agent")), (vec![134], vec![132], vec![131]));
    assert!(campaigns("success_fell").contains(&46) && (1..12).contains(&of("success_fell").len()), "{events:#?}");
    assert!(campaigns("quiet").contains(&105) && of("quiet").len() < 12, "{events:#?}");
    assert_eq!((of("concurrency").len(), of("gap").len()), (1, 1));
    let What::NobodyLooked { until, open } = of("gap")[0].what else { panic!("{events:?}") };
    assert!(until > of("gap")[0].at && (4 * 3600..5 * 3600).contains(&open));

    // A part of it is told as it is in the whole.
    let part = Span { from: at("2026-11-18T00:00:00Z"), to: whole.to };
    let of_part = recall(&mut record, &asked(part)).unwrap().events;
    let newer: Vec<_> = events.iter().filter(|event| event.at >= part.from).cloned().collect();
    assert_eq!(of_part, newer);
    assert_eq!(recall(&mut Record::temporary(), &asked(whole)), Ok(Happened::default()));
}
