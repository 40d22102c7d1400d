//! What is copied is what others read: the API's decoder, a shell, and the command line of kaytop itself.

use std::process::Command;
use std::time::Duration;

use kaytop::api::wire;
use kaytop::app::action::CopyItem;
use kaytop::app::copy::formats;
use kaytop::app::model::Model;
use kaytop::cli::args;
use kaytop::domain::campaign::{Campaign, Listing, Stats};
use kaytop::domain::shown::Shown;
use kaytop::domain::store::{Row, Snapshot, Store};
use kaytop::domain::time::{Now, from_unix};
use proptest::prelude::*;

use crate::model::{START, connection, model};

fn gateway() -> Model {
    let now = Now { mono: Duration::ZERO, wall: from_unix(START).unwrap() };
    model(now, connection("gw.example", "https://gw.example/it's"))
}

/// The words a shell makes of a command line, the first being the program.
fn shell_words(line: &str) -> Vec<String> {
    let script = format!("set -- {line}\nprintf '%s\\0' \"$@\"");
    let output = Command::new("sh").args(["-c", &script]).env("KAYSE_API_KEY", "canary").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().split_terminator('\0').map(str::to_owned).collect()
}

fn line(model: &Model, item: CopyItem) -> String {
    model.copy_source().copied(item).unwrap().text
}

#[test]
fn kaytop_understands_the_copied_command() {
    for (query, search) in [
        ("calls:>100 sort:conv-desc", None),
        ("-origin:web name:\"it's\"", Some("a 'b' $(c)")),
        ("--help", Some("-x")),
        ("`id` \\ \"", None),
        ("", Some("")),
    ] {
        let mut model = gateway();
        model.open(query, search.map(str::to_owned));
        let parsed = args::Args::read(shell_words(&line(&model, CopyItem::View)).into_iter().map(Into::into)).unwrap();
        let Some(args::Command::List(list)) = parsed.command else { unreachable!("{parsed:?}") };
        assert_eq!(list.query.join(" "), model.list.filter.query.as_str().trim(), "{query}");
        assert_eq!(list.search.as_deref(), search);
        assert_eq!(list.common.base_url.as_deref(), Some("https://gw.example/it's"));
    }
}

#[test]
fn k4_the_key_stands_in_no_command_and_comes_from_the_environment() {
    let mut model = gateway();
    model.open("", Some("a b".to_owned()));
    let curl = line(&model, CopyItem::Curl);
    assert!(curl.contains("-H \"x-api-key: $KAYSE_API_KEY\""), "{curl}");
    assert_eq!(shell_words(&curl)[4..], ["x-api-key: canary", "https://gw.example/it's/v1/campaigns?key=a%20b"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn json_is_the_contracts_object(
        id in any::<i64>(),
        texts in prop::array::uniform4(prop::option::of("\\PC{0,6}[\u{0}-\u{9f}\u{202e}]{0,2}")),
        counts in prop::array::uniform4(prop::option::of(any::<i64>())),
        rates in prop::array::uniform3(prop::option::of(-1e3..1e3_f64)),
    ) {
        let [list, calls, ok, failed] = counts;
        let [vendor_rate, sentiment, conversion] = rates;
        let stats = Stats { calls, ok, failed, vendor_rate, sentiment, conversion };
        let [name, agent, origin, updated] = texts.each_ref().map(|text| text.as_deref().map(Shown::new));
        let row = Campaign { id, name, agent, list, origin, updated, stats };
        let [name, agent_id, origin, update_origin] = texts;
        let stats = Some(wire::Stats {
            total_calls: calls,
            success_calls: ok,
            success_calls_percentage: vendor_rate,
            failed_calls: failed,
            average_sentiment_score: sentiment,
            conversion_rate: conversion,
        });
        let expected = wire::Campaign { id, name, agent_id, case_list_id: list, origin, update_origin, stats };
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows: vec![row.clone(), row], unreadable: 0 }));
        let rows: Vec<Row<'_>> = store.rows().collect();
        prop_assert_eq!(&serde_json::from_str::<wire::Campaign>(&formats::json(&rows[..1])).unwrap(), &expected);
        let two: Vec<serde_json::Value> = serde_json::from_str(&formats::json(&rows)).unwrap();
        prop_assert_eq!(two, vec![serde_json::to_value(&expected).unwrap(); 2]);
    }
}
