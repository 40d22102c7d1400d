//! Lists that are valid and not true: rows too few, too many, or not as they were made.

use std::time::Duration;

use hyper::body::Bytes;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::arrivals::Arrivals;
use super::exchange::encode;
use super::kinds::Kind;
use crate::api::wire;
use crate::domain::rules::json;

/// How many rows a cut list has.
const TWENTY: usize = 20;
/// How far the id of a twin is from the id of what it is a twin of.
const TWIN_IDS: i64 = 1_000_000;
/// Where a twin was made, unless it was made through this API.
const ELSEWHERE: &str = "web_app";
/// A row whose every member has the wrong type.
const BAD_ROW: &str =
    r#"{"id":"one","name":["?"],"agent_id":{},"case_list_id":"x","origin":1,"update_origin":[],"stats":"none"}"#;

/// What a search looks for under `kind`, when it was asked for `term`.
pub(super) fn searched(kind: Option<Kind>, term: String) -> String {
    if kind == Some(Kind::SearchIgnored) { String::new() } else { term }
}

/// The array `list` as `kind` shows it to somebody who searched for `term`.
pub(super) fn distort(kind: Kind, list: Bytes, term: &str, arrivals: &Arrivals, now: Duration) -> Bytes {
    match kind {
        Kind::EmptyList => Bytes::from_static(b"[]"),
        Kind::SearchEmpty if !term.is_empty() => Bytes::from_static(b"[]"),
        Kind::Lag(seconds) => {
            let hidden = arrivals.recent(now, Duration::from_secs(seconds.into()));
            edit(&list, |rows| rows.retain(|row| id(row).is_none_or(|id| !hidden.contains(&id))))
        }
        Kind::Twenty => edit(&list, |rows| rows.truncate(TWENTY)),
        Kind::Twin => edit(&list, |rows| rows.extend(twin(arrivals, Some(ELSEWHERE)))),
        Kind::TwinSame => edit(&list, |rows| rows.extend(twin(arrivals, None))),
        Kind::Trimmed => edit(&list, |rows| rename(rows, |name| name.trim().into())),
        Kind::Case => edit(&list, |rows| rename(rows, str::to_uppercase)),
        Kind::Doubled => edit(&list, |rows| *rows = rows.iter().flat_map(|row| [row.clone(), row.clone()]).collect()),
        Kind::BadRow => edit(&list, |rows| rows.insert(0, BAD_ROW.into())),
        _ => list,
    }
}

/// The array with its rows, as they are written, edited.
fn edit(list: &[u8], change: impl FnOnce(&mut Vec<String>)) -> Bytes {
    let rows: Vec<&RawValue> = serde_json::from_slice(list).unwrap_or_default();
    let mut rows = rows.into_iter().map(|row| row.get().to_owned()).collect();
    change(&mut rows);
    format!("[{}]", rows.join(",")).into()
}

fn id(row: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Known {
        id: i64,
    }
    serde_json::from_str::<Known>(row).ok().map(|known| known.id)
}

fn twin(arrivals: &Arrivals, origin: Option<&str>) -> Option<String> {
    let row = arrivals.last_asked()?.clone();
    let origin = origin.map(Into::into).or(row.origin);
    let twin = wire::Campaign { id: row.id.saturating_add(TWIN_IDS), origin, ..row };
    String::from_utf8(encode(&twin)).ok()
}

/// Changes the names of all rows that have one; the others stay as they are written.
fn rename(rows: &mut [String], change: impl Fn(&str) -> String) {
    for row in rows {
        let Ok(Value::Object(mut members)) = json::parse(row) else { continue };
        if let Some(Value::String(name)) = members.get_mut("name") {
            *name = change(name);
            *row = Value::Object(members).to_string();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(kind: Kind, list: &str, arrivals: &Arrivals, now: u64) -> Value {
        let body = distort(kind, list.to_owned().into(), "", arrivals, Duration::from_secs(now));
        serde_json::from_slice(&body).unwrap()
    }

    #[test]
    fn a_bad_row_leaves_the_others_whole() {
        for (list, rows) in [("[]", 1), (r#"[{"id":1}]"#, 2), (" [ {\"id\":1}, {\"id\":2} ]", 3)] {
            assert_eq!(shown(Kind::BadRow, list, &Arrivals::default(), 0).as_array().unwrap().len(), rows);
        }
    }

    #[test]
    fn a_lagging_list_shows_a_campaign_once_it_is_old_enough() {
        let mut arrivals = Arrivals::default();
        arrivals.ask(7, json!({}), Some(Duration::from_secs(10)));
        arrivals.take_due(Duration::from_secs(10));
        for (now, seen) in [(10, false), (14, false), (15, true)] {
            let rows = shown(Kind::Lag(5), r#"[{"id":6},{"id":7},"odd"]"#, &arrivals, now);
            assert_eq!(rows.as_array().unwrap().contains(&json!({"id": 7})), seen, "{now}");
            assert!(rows.as_array().unwrap().contains(&json!({"id": 6})));
        }
    }

    #[test]
    fn twins_are_of_the_last_campaign_asked_for_whether_it_came_or_not() {
        let mut arrivals = Arrivals::default();
        assert_eq!(shown(Kind::Twin, "[]", &arrivals, 0), json!([]));
        arrivals.ask(7, json!({"name": "A", "agent_id": "b", "case_list_id": 3}), None);
        for (kind, origin) in [(Kind::Twin, "web_app"), (Kind::TwinSame, "public_api")] {
            let row = &shown(kind, "[]", &arrivals, 0)[0];
            let members = (&row["id"], &row["name"], &row["agent_id"], &row["case_list_id"], &row["origin"]);
            assert_eq!(members, (&json!(1_000_007), &json!("A"), &json!("b"), &json!(3), &json!(origin)));
        }
    }

    #[test]
    fn names_change_and_nothing_else() {
        let list = r#"[{"id":1,"name":" Übung "},{"id":2,"name":null},{"id":3,"n":1e999,"name":" x"},4]"#;
        let name = |kind| {
            let body = distort(kind, list.into(), "", &Arrivals::default(), Duration::ZERO);
            String::from_utf8(body.to_vec()).unwrap()
        };
        assert_eq!(name(Kind::Trimmed), list.replace(" Übung ", "Übung").replace(" x", "x"));
        assert_eq!(name(Kind::Case), list.replace(" Übung ", " ÜBUNG ").replace(" x", " X"));
    }
}
