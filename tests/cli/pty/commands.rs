//! The commands that need no screen: what they print, and their exit codes.

use std::collections::BTreeSet;
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::program::{Sandbox, kaytop, start};

pub(crate) const PLAN: &str = r#"{"name": "Roundup", "agent_id": "abc", "case_list_id": 1, "runs": [{"start_date": "2026-02-20",
 "end_date": "2026-02-20", "start_time": "09:00", "end_time": "17:00"}]}"#;

#[test]
fn list_as_json_is_a_bare_array_with_the_vendors_seven_members() {
    let rows = kaytop("list --sandbox -o json").run().expect(0).json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 140);
    let members = ["agent_id", "case_list_id", "id", "name", "origin", "stats", "update_origin"];
    for row in rows {
        let row: BTreeSet<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(row, BTreeSet::from(members));
    }
}

#[test]
fn list_filters_and_sorts_like_the_screen() {
    let rows = kaytop("list --sandbox -o json id:<9 sort:id-asc").run().expect(0).json();
    let ids: Vec<i64> = rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 7, 8]);
    let lines = kaytop("list --sandbox -o jsonl id:<4").run().expect(0).stdout;
    assert!(lines.lines().count() == 3 && lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    let csv = kaytop("list --sandbox -o csv id:<4").run().expect(0).stdout;
    assert!(csv.starts_with("id,name,agent_id,") && csv.lines().count() == 4, "{csv}");
}

#[test]
fn what_follows_from_the_counts_is_in_csv_and_where_it_is_asked_for_in_json() {
    let stats =
        r#"{"total_calls": 20003, "success_calls": 19999, "success_calls_percentage": 99.9, "failed_calls": 1}"#;
    let sandbox = Sandbox::serving(&format!(r#"[{{"id": 1, "name": "A", "stats": {stats}}}, {{"id": 2}}]"#));
    let list = |arguments: &str| kaytop(&format!("list {arguments}")).live(&sandbox).run().expect(0);
    let csv = list("-o csv sort:id").stdout;
    let heads = csv.lines().next().unwrap();
    assert!(heads.ends_with("conversion_rate,pending,finished,success_percent,failed_percent"), "{heads}");
    assert!(csv.lines().nth(1).unwrap().ends_with(",3,20000,99.995,0.005"), "{csv}");
    assert!(csv.lines().nth(2).unwrap().ends_with(",,,,"), "{csv}");
    assert_eq!(
        list("-o csv sort:id cols:id,success,ok").stdout,
        "id,success_percent,success_calls\n1,99.995,19999\n2,,\n"
    );
    let rows = list("-o json sort:id cols:name,success%,pending,calls").json();
    assert_eq!((&rows[0]["success_percent"], &rows[0]["pending"]), (&json!(99.995), &json!(3)));
    assert_eq!((&rows[0]["total_calls"], &rows[0]["stats"]["total_calls"]), (&json!(20003), &json!(20003)));
    assert_eq!((&rows[1]["success_percent"], rows[1].as_object().unwrap().len()), (&Value::Null, 7 + 3));
    assert!(list("-o json").json()[0].get("pending").is_none(), "the API's own members, and no others");
    let table = list("sort:id cols:success,failed%,id").stdout;
    assert_eq!(
        table.split_whitespace().collect::<Vec<_>>(),
        ["SUCC%", "FAILED%", "ID", "99.99%", "0.01%", "1", "–", "–", "2"]
    );
    let ids = |query: &str| list(&format!("-o json {query}")).json().as_array().unwrap().len();
    assert_eq!([ids("success:100"), ids("success:>=99.99"), ids("total_calls:20003")], [0, 1, 1]);
}

#[test]
fn rows_that_cannot_be_read_are_counted_on_stderr() {
    let sandbox = Sandbox::serving(r#"[{"id": 1}, "no campaign"]"#);
    let left = kaytop("list -o json").live(&sandbox).run().expect(0);
    assert_eq!(left.json().as_array().unwrap().len(), 1);
    assert_eq!(left.stderr, "kaytop: 1 row could not be read and left out\n");
}

#[test]
fn t7_a_reader_that_goes_away_is_no_error() {
    for format in ["json", "table", "csv"] {
        let program = kaytop(&format!("list --sandbox -o {format}"));
        let mut child = start(&mut program.command());
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{format}");
    }
}

#[test]
fn without_a_key_commands_stop_with_4() {
    for arguments in
        ["list", "settings", "list -o json", "list --base-url http://127.0.0.1:9", "--base-url http://127.0.0.1:9 x"]
    {
        let left = kaytop(arguments).run();
        if arguments.starts_with("--") {
            left.expect(2); // The screen needs a terminal first.
        } else {
            assert!(left.expect(4).complaint().contains("KAYSE_API_KEY"));
        }
    }
}

#[test]
fn a_wrong_configuration_stops_with_2_and_names_file_line_and_reason() {
    let program = kaytop("list --sandbox");
    let path = program.write(".config/kaytop/config.toml", "read_only = true\nintervall = \"30s\"\n");
    let left = program.run().expect(2);
    let complaint = left.stderr.trim_end();
    for words in [&format!("{}:2:", path.display()), "intervall", "did you mean `interval`"] {
        assert!(complaint.contains(words), "{words} is missing: {complaint}");
    }
    assert!(
        kaytop("list --sandbox").set("KAYTOP_CONFIG", "/nonexistent/kaytop.toml").run().expect(2).stdout.is_empty()
    );
}

#[test]
fn wrong_arguments_stop_with_2() {
    for arguments in ["list -o yaml", "--interval soon", "list calls:>many", "check", "sandbox --fault list:nonsense"] {
        let left = kaytop(arguments).run().expect(2);
        assert!(left.stdout.is_empty() && !left.stderr.is_empty(), "{arguments}");
    }
}

#[test]
fn failures_have_codes_of_their_own() {
    // The port was ours a moment ago, and nobody listens there now.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let refused = kaytop("list").set("KAYSE_API_KEY", "k").set("KAYSE_BASE_URL", &format!("http://127.0.0.1:{port}"));
    refused.run().expect(5).complaint();
    for (fault, code) in
        [("429", 3), ("401", 4), ("403", 4), ("close", 5), ("400", 6), ("500", 5), ("408", 5), ("html", 1)]
    {
        let sandbox = Sandbox::start(&format!("--fault list:{fault}"));
        kaytop("list").live(&sandbox).run().expect(code).complaint();
    }
}

#[test]
fn check_says_valid_with_0_and_invalid_with_6() {
    let left = kaytop("check -").run_with(PLAN).expect(0);
    assert!(left.stdout.contains("valid: 0 problems"), "{}", left.stdout);
    let program = kaytop("check plan.json -o json");
    program.write("plan.json", &PLAN.replace("17:00", "22:00"));
    let report = program.run().expect(6).json();
    assert_eq!(report["valid"], false);
    assert_eq!(report["request"], Value::Null);
    assert_eq!(
        (&report["problems"][0]["path"], &report["problems"][0]["rule"]),
        (&"runs[0].end_time".into(), &"R16".into())
    );
    assert_eq!(kaytop("check - -o json").run_with("not a plan").expect(6).json()["problems"][0]["path"], "");
    kaytop("check /nonexistent/plan.json").run().expect(1).complaint();
}

#[test]
fn the_sandbox_prints_one_line_and_ends_with_0_on_sigterm() {
    let sandbox = Sandbox::start("--api-key chosen");
    let said: Value = serde_json::from_str(&sandbox.line).unwrap();
    assert_eq!(said.as_object().unwrap().len(), 2);
    assert!(said["url"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    assert_eq!(said["api_key"], "chosen");
    let (rest, status) = sandbox.terminate();
    assert_eq!((rest.as_str(), status.code()), ("", Some(0)));
}

#[test]
fn the_sandbox_stays_on_this_machine() {
    for address in ["0.0.0.0:0", "[::]:0"] {
        assert!(kaytop(&format!("sandbox --listen {address}")).run().expect(2).complaint().contains("loopback"));
    }
}

#[test]
fn help_says_how_to_begin() {
    let help = kaytop("--help").run().expect(0).stdout;
    for words in [
        "KAYSE_API_KEY",
        "KAYSE_BASE_URL",
        "KAYTOP_LOG",
        "Exit codes",
        "kaytop paths",
        "sandbox",
        "list",
        "check",
        "--ascii",
        "--interval",
        "press ?",
    ] {
        assert!(help.contains(words), "{words} is missing:\n{help}");
    }
    let faults = kaytop("sandbox --help").run().expect(0).stdout;
    assert!(faults.contains("--fault") && faults.contains("applied-") && faults.contains("429"), "{faults}");
    assert!(kaytop("--version").run().expect(0).stdout.starts_with("kaytop "));
    let paths = kaytop("paths").run().expect(0).stdout;
    for words in ["config", "data", "state", "log", "config.toml", "kaytop.log"] {
        assert!(paths.contains(words), "{words} is missing:\n{paths}");
    }
}
