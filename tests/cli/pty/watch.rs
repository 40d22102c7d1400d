//! `kaytop watch`: one line a change, and how it ends.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::program::{KAYTOP, Program, Sandbox, kaytop, start};

#[test]
fn each_change_is_a_line_for_programs_or_people() {
    let watched = kaytop("watch --sandbox --interval 2s --for 9s -o jsonl").run().expect(0);
    assert!(watched.stderr.contains("140 campaigns match"), "{}", watched.stderr);
    let lines: Vec<Value> = watched.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let moved = lines.iter().find(|line| line["event"] == "moved").expect("the practice data move");
    let calls = &moved["changes"]["total_calls"];
    assert!(
        calls["to"].as_i64() > calls["from"].as_i64() && moved["id"].is_i64() && moved["at"].is_string(),
        "{moved}"
    );
    let people = kaytop("watch --sandbox --interval 2s --for 9s").run().expect(0).stdout;
    assert!(people.lines().any(|line| line.contains(" UTC  ") && line.contains("calls +")), "{people}");
    assert!(people.lines().all(|line| !line.contains("finished ")), "what follows from the others: {people}");
}

#[test]
fn until_ends_at_the_first_match_and_says_when_there_was_none() {
    let list = r#"[{"id": 7, "name": "Depo"}, {"id": 8, "name": "Talc"}]"#;
    let sandbox = Sandbox::serving(list);
    let watch = |arguments: &str| kaytop(&format!("watch {arguments}")).live(&sandbox).run();
    let found = watch("--until depo").expect(0).stdout;
    assert!(found.lines().count() == 1 && found.contains("  7 Depo: calls –, success –"), "{found}");
    assert_eq!(watch("--until --for 1s zantac").expect(10).stdout, "");
    assert_eq!(watch("--for 1s depo").expect(0).stdout, "");
    assert!(watch("--interval 1s depo").expect(2).stderr.contains("at least 2s"));
    assert!(watch("is:marked").expect(2).stderr.contains("is:marked"));
    assert!(watch("agnet:x").expect(2).stderr.contains("`agent`"));
}

#[test]
fn an_outage_is_said_once_and_a_refused_key_ends_it() {
    let sandbox = Sandbox::start("--fault list:500");
    let out = kaytop("watch --interval 2s --for 5s").live(&sandbox).run().expect(0);
    assert_eq!((out.stdout.as_str(), out.stderr.matches("It is asked for again.").count()), ("", 1), "{}", out.stderr);
    kaytop("watch --for 5s").live(&sandbox).set("KAYSE_API_KEY", "another").run().expect(4);
}

#[test]
fn ctrl_c_ends_it_by_the_signal_between_two_lines() {
    // Whoever runs the tests in the background has the signal ignored.
    let usual = ["env", "--default-signal=INT", KAYTOP, "watch", "--sandbox", "--interval", "2s", "-o", "jsonl"];
    let mut child = start(&mut Program::new(usual).command());
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut told = String::new();
    stdout.read_line(&mut told).unwrap();
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    stdout.read_to_string(&mut told).unwrap();
    assert!(told.ends_with('\n') && told.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{told}");
    // A shell says 130 of that.
    assert_eq!(child.wait().unwrap().signal(), Some(Signal::INT.as_raw()));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said.lines().count(), 1, "how many campaigns match, and no more: {said}");
}
