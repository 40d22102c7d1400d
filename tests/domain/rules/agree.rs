//! One set of rules for all: `kaytop check`, `kaytop create --dry-run`, the sandbox over HTTP and the form say the same
//! of the same plan, warnings included where they say any: the form in its own words, as `people` reads them.
//!
//! 60 random plans in `cargo test`; ten thousand, a few minutes:
//!
//! ```text
//! KAYTOP_PLANS=10000 cargo test --release --test domain agree -- --nocapture
//! ```

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::Arc;

use kaytop::domain::draft::Draft;
use kaytop::domain::rules::Message;
use kaytop::domain::time::Zone;
use kaytop::domain::today::Today;
use kaytop::runtime::clock::{self, Clock};
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::plans::{spoiled, whole};
use super::properties::{any_json, any_plan};
use super::{before, people};

/// A problem as everybody tells it: path, rule, message.
type Told = (String, Option<String>, String);

fn told(problems: &Value) -> Vec<Told> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let problem =
        |problem: &Value| (text(&problem["path"]).unwrap(), text(&problem["rule"]), text(&problem["message"]).unwrap());
    problems.as_array().unwrap().iter().map(problem).collect()
}

/// A warning as everybody tells it: as a problem without a rule.
fn warned(warnings: &Value) -> Vec<Told> {
    told(
        &warnings
            .as_array()
            .unwrap()
            .iter()
            .map(|found| json!({"path": found["path"], "message": found["message"]}))
            .collect(),
    )
}

/// Plans of every kind: right in every field, wrong in one, far off.
fn plans() -> impl Strategy<Value = Value> {
    prop_oneof![4 => whole(), 3 => spoiled(), 2 => any_plan(), 1 => any_json()]
}

/// What a command says of a plan on its standard input.
fn asked(arguments: &[&str], plan: &str) -> (Option<i32>, Value) {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kaytop"))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(plan.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

/// What the sandbox answers to a plan.
fn posted(sandbox: &Running, plan: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(sandbox.addr).unwrap();
    write!(
        stream,
        "POST /v1/campaigns HTTP/1.1\r\nhost: {}\r\nx-api-key: k\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{plan}",
        sandbox.addr,
        plan.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

/// Whether the form can hold a plan, and then says of it what a command says: `problems` and `warnings`, in its own words.
fn form_agrees(plan: &Value, told: &[&[Told]; 2]) -> bool {
    let Some(draft) = Draft::from_plan(plan).filter(|draft| draft.request() == *plan) else { return false };
    let verdict = draft.check(Today::at(clock::wall(), Zone::UTC));
    for (found, told) in [&verdict.problems, &verdict.warnings].into_iter().zip(told) {
        assert_eq!(found.len(), told.len(), "{plan}");
        for (found, (path, rule, message)) in found.iter().zip(*told) {
            assert_eq!((&found.path(), &Message::from(found).rule_name()), (path, rule), "{plan}");
            assert_eq!(draft.describe(found), people::told(&draft, found.field(), path, message), "{plan}");
        }
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_judge_a_plan_agree() {
    let many = std::env::var("KAYTOP_PLANS").map_or(60, |text| text.parse().unwrap());
    let clock = Clock::start();
    let options = SandboxOptions {
        api_key: Some("k".into()),
        campaigns: 1,
        rate_limit: 1_000_000,
        ..SandboxOptions::standalone(Arc::new(move || clock.now()))
    };
    let sandbox = server::start(options).await.unwrap();
    let (mut runner, strategy) = (TestRunner::deterministic(), plans());
    let (mut valid, mut in_form) = (0, 0);
    for _ in 0..many {
        let plan = strategy.new_tree(&mut runner).unwrap().current();
        let text = plan.to_string();
        let (code, checked) = asked(&["check", "-", "-o", "json"], &text);
        assert_eq!(asked(&["create", "-", "--dry-run", "-o", "json"], &text), (code, checked.clone()), "{text}");
        let problems = told(&checked["problems"]);
        let right = checked["valid"] == json!(true);
        assert_eq!((code, problems.is_empty()), (Some(if right { 0 } else { 6 }), right), "{text}");
        let (status, answer) = posted(&sandbox, &text);
        assert_eq!(status == 200, right, "{text}: {answer}");
        if !right {
            assert_eq!(told(&answer["problems"]), problems, "{text}");
        }
        in_form += usize::from(form_agrees(&plan, &[&problems, &warned(&checked["warnings"])]));
        valid += usize::from(right);
    }
    assert!(valid * 5 > many && valid < many, "{valid} of {many} are valid");
    println!("{many} plans, {valid} of them valid, {in_form} of them held by the form: all agree");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_whole_plan_is_right_and_the_form_holds_all_of_it(plan in whole()) {
        let draft = Draft::from_plan(&plan).unwrap();
        prop_assert_eq!(&draft.request(), &plan);
        prop_assert_eq!(draft.check(before()).problems, []);
    }
}
