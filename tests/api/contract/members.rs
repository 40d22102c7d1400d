//! Each member of the list's rows, missing, null or of the wrong type: unknown, and nothing else is lost.

use kaytop::domain::campaign::{Campaign, Listing, Stats};
use serde_json::{Value, json};

use super::recorded::Recorded;
use super::{CAMPAIGNS, KEY, client_of, sample};

/// A member's JSON pointer, and how a row looks that lacks it.
type Member = (&'static str, fn(&mut Campaign));

const MEMBERS: [Member; 12] = [
    ("/name", |row| row.name = None),
    ("/agent_id", |row| row.agent = None),
    ("/case_list_id", |row| row.list = None),
    ("/origin", |row| row.origin = None),
    ("/update_origin", |row| row.updated = None),
    ("/stats", |row| row.stats = Stats::default()),
    ("/stats/total_calls", |row| row.stats.calls = None),
    ("/stats/success_calls", |row| row.stats.ok = None),
    ("/stats/success_calls_percentage", |row| row.stats.vendor_rate = None),
    ("/stats/failed_calls", |row| row.stats.failed = None),
    ("/stats/average_sentiment_score", |row| row.stats.sentiment = None),
    ("/stats/conversion_rate", |row| row.stats.conversion = None),
];

/// The sample's row with one member changed; `None` takes it out.
fn edited(pointer: &str, value: Option<&Value>) -> Value {
    let mut row = serde_json::from_str::<Value>(CAMPAIGNS).unwrap()[0].take();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = row.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => drop(parent.insert(name.to_owned(), value.clone())),
        None => drop(parent.remove(name)),
    }
    row
}

async fn read(rows: &[Value]) -> Listing {
    let server = Recorded::ok(&serde_json::to_string(rows).unwrap()).await;
    client_of(&server.url, KEY).campaigns(None).await.result.unwrap()
}

#[tokio::test]
async fn what_is_missing_or_null_is_unknown_and_the_rest_stays() {
    for value in [None, Some(Value::Null), Some(json!([{}]))] {
        let rows: Vec<Value> = MEMBERS.iter().map(|(pointer, _)| edited(pointer, value.as_ref())).collect();
        let expected = MEMBERS.map(|(_, lose)| {
            let mut row = sample();
            lose(&mut row);
            row
        });
        assert_eq!(read(&rows).await, Listing { rows: expected.into(), unreadable: 0 }, "{value:?}");
    }
}

#[tokio::test]
async fn a_zero_has_no_sign_and_a_number_that_was_rounded_is_none() {
    let written = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let zero = edited("/stats/average_sentiment_score", Some(&written("-0.0")));
    let rounded = edited("/stats/total_calls", Some(&written("9007199254740993.0")));
    let far = edited("/id", Some(&written("123456789012345678901")));
    let listing = read(std::slice::from_ref(&zero)).await;
    assert_eq!(listing.rows[0].stats.sentiment.map(f64::is_sign_negative), Some(false));
    let listing = read(&[zero, rounded, far]).await;
    assert_eq!(listing.rows[0].stats.sentiment.map(f64::is_sign_negative), Some(false), "row by row as well");
    assert_eq!((listing.rows[1].stats.calls, listing.rows.len(), listing.unreadable), (None, 2, 1));
}

#[tokio::test]
async fn a_row_without_a_number_of_its_own_is_counted_and_costs_nobody_else() {
    let rows = [edited("/id", None), edited("/id", Some(&json!("1"))), json!(7), Value::Null, edited("/name", None)];
    let nameless = Campaign { name: None, ..sample() };
    assert_eq!(read(&rows).await, Listing { rows: vec![nameless], unreadable: 4 });
}

#[tokio::test]
async fn numbers_may_come_as_floats_ids_may_repeat_and_more_members_may_appear() {
    let rows = [
        edited("/id", Some(&json!(1.0))),
        edited("/stats/total_calls", Some(&json!(132.0))),
        edited("/created_at", Some(&json!("2026-02-20"))),
        edited("/stats/voicemails", Some(&json!({"left": 3}))),
    ];
    assert_eq!(read(&rows).await, Listing { rows: vec![sample(); 4], unreadable: 0 });
}
