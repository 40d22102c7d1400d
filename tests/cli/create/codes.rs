//! What `create` answers: a code, one JSON object, and words.

use std::net::TcpListener;

use serde_json::Value;

use super::desk::{Desk, check, plan};
use crate::program::{Left, Program, kaytop};

/// Checks a report's shape, its outcome and its campaign.
fn reported(left: &Left, outcome: &str, id: Option<i64>) {
    let report = left.json();
    let members: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "launch", "message", "outcome", "problems", "warnings"], "{report}");
    assert_eq!((&report["outcome"], &report["id"]), (&outcome.into(), &Value::from(id)), "{report}");
    assert!(!report["message"].as_str().unwrap().is_empty() && report.get("launch").is_some(), "{report}");
}

#[test]
fn created_is_0_with_its_number() {
    let desk = Desk::new("");
    let left = desk.created("wave").expect(0);
    let [id] = desk.there("wave")[..] else { panic!("not one campaign") };
    reported(&left, "created", Some(id));
    assert_eq!(desk.launch("wave"), (left.json()["launch"].as_str().unwrap().into(), "created".into()));
    let text = desk.kaytop(&format!("create {} --yes", desk.plan("other"))).run().expect(0).stdout;
    assert!(text.starts_with("Created as #") && text.lines().count() == 1, "{text}");
}

#[test]
fn a_refusal_has_the_code_of_its_cause() {
    let refusals = [("400", 6), ("422", 6), ("404", 6), ("401", 4), ("403", 4), ("429", 3)];
    let desk = Desk::new(&refusals.map(|(status, _)| format!("create:{status}:1")).join(" "));
    for (status, code) in refusals {
        let name = format!("refused-{status}");
        let left = desk.created(&name).expect(code);
        reported(&left, "rejected", None);
        assert!(left.stdout.contains("Nothing was created"), "{}", left.stdout);
        // The list was read with the same key a moment before.
        assert_eq!(left.stdout.contains("may be read-only"), code == 4, "{}", left.stdout);
        assert_eq!(desk.launch(&name).1, "rejected");
        assert!(desk.there(&name).is_empty());
    }
    // Refused is no obstacle to another try.
    reported(&desk.created("refused-400").expect(0), "created", desk.there("refused-400").first().copied());
}

#[test]
fn n1_a_port_that_refuses_is_5_and_not_sent() {
    let desk = Desk::new("");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let left = desk.create("wave").set("KAYSE_BASE_URL", &format!("http://127.0.0.1:{port}")).run().expect(5);
    reported(&left, "not_sent", None);
    assert!(left.stderr.contains("Nothing was sent"), "{}", left.stderr);
}

#[test]
fn what_a_server_says_is_put_into_whole_sentences() {
    for (fault, words) in [("list:503", "answer 503. Nothing was sent."), ("list:bad-row", "1 row of the list")] {
        let left = Desk::new(fault).created("wave").expect(5);
        assert!(left.stderr.contains(words) && !left.stderr.contains(".."), "{}", left.stderr);
    }
}

#[test]
fn a_look_that_fails_before_the_launch_has_the_code_of_its_cause_and_sends_nothing() {
    let desk = Desk::new("list:401:1 list:429:1 list:500:1 list:bad-row:1");
    for code in [4, 3, 5, 5] {
        let left = desk.created("wave").expect(code);
        reported(&left, "not_sent", None);
        assert!(left.stderr.contains("Nothing was sent"), "{}", left.stderr);
    }
    assert!(desk.there("wave").is_empty());
}

#[test]
fn what_is_not_known_at_once_is_looked_for_at_2_5_and_10_seconds() {
    std::thread::scope(|scope| {
        // Its answer lost, found by the first look.
        scope.spawn(|| {
            let desk = Desk::new("create:applied-close");
            let left = desk.created("lost").expect(0);
            reported(&left, "created", desk.there("lost").first().copied());
            assert!(left.stdout.contains("Found it: #") && left.stderr.contains("It may exist"), "{left:?}");
        });
        // Its answer lost, and created only after the first look.
        scope.spawn(|| {
            let desk = Desk::new("create:late-4-close");
            let left = desk.created("late").expect(0);
            reported(&left, "created", desk.there("late").first().copied());
            assert_eq!(left.stderr.matches("Checking the list").count(), 2, "{}", left.stderr);
        });
        // Accepted without a number.
        scope.spawn(|| {
            let desk = Desk::new("create:applied-no-id");
            let left = desk.created("unnamed").expect(0);
            reported(&left, "created", desk.there("unnamed").first().copied());
        });
        // Accepted, and not in the list so far.
        scope.spawn(|| {
            let desk = Desk::new("create:no-id");
            let left = desk.created("unseen").expect(0);
            reported(&left, "created", None);
            assert_eq!(desk.launch("unseen").1, "created_no_id");
        });
        // Never created, and nobody can know.
        scope.spawn(|| {
            let desk = Desk::new("create:close");
            let left = desk.created("unknown").expect(7);
            reported(&left, "unknown", None);
            assert!(left.stderr.contains("kaytop launches") && !left.stderr.contains("fail"), "{}", left.stderr);
            assert!(left.stderr.contains("3 of 9"), "{}", left.stderr);
            assert_eq!(desk.launch("unknown").1, "unknown");
            // It changes nothing for those who only look.
            desk.run("list").expect(0);
        });
    });
}

#[test]
fn without_a_key_a_terminal_or_a_readable_plan_nothing_is_sent() {
    let desk = Desk::new("");
    let file = desk.plan("wave");
    let complain = |left: Left, code, words: &str| {
        let left = left.expect(code);
        assert!(left.complaint().contains(words), "{}", left.stderr);
    };
    complain(desk.kaytop(&format!("create {file} --yes")).unset("KAYSE_API_KEY").run(), 4, "KAYSE_API_KEY");
    complain(desk.run(&format!("create {file}")), 2, "--yes");
    complain(desk.kaytop("create -").run_with(&plan("wave").to_string()), 2, "--yes");
    complain(desk.run("create /nonexistent/plan.json --yes"), 1, "plan.json");
    complain(desk.run(&format!("create {file} --yes --same-name Wave")), 6, "letter by letter");
    reported(&desk.run(&format!("create {file} --yes --same-name Wave -o json")).expect(6), "not_sent", None);
    desk.kaytop("").write(".config/kaytop/config.toml", "read_only = true\n");
    complain(desk.run(&format!("create {file} --yes")), 2, "read_only");
    desk.run(&format!("create {file} --dry-run")).expect(0);
    desk.run("launches").expect(0);
    assert!(desk.there("wave").is_empty() && desk.journaled().is_empty());
}

#[test]
fn a_reader_that_goes_away_takes_nothing_away_from_what_was_done() {
    let desk = Desk::new("");
    for arguments in [format!("create {} --yes -o json", desk.plan("wave")), "launches".into()] {
        let mut child = crate::program::start(&mut desk.kaytop(&arguments).command());
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!((desk.there("wave").len(), desk.launch("wave").1.as_str()), (1, "created"));
}

#[test]
fn n27_polls_that_took_their_share_leave_enough_for_a_launch() {
    let desk = Desk::with("--rate-limit 60");
    let mut lists = 0;
    let refused = loop {
        let left = desk.run("list");
        if left.code != Some(0) {
            break left.expect(3);
        }
        lists += 1;
    };
    assert!(lists == 45 && refused.complaint().contains("used up"), "{lists} lists, {}", refused.stderr);
    desk.created("wave").expect(0);
}

#[test]
fn the_embedded_sandbox_is_for_practice() {
    let desk = Desk::new("");
    let practise =
        || kaytop(&format!("create {} --yes -o json --sandbox", desk.plan("wave"))).at_home(&desk.home).run();
    reported(&practise().expect(0), "created", Some(142));
    // The sandbox ended with it, and what it held.
    reported(&practise().expect(0), "created", Some(142));
    assert!(desk.there("wave").is_empty());
}

/// The one object that a command printed, whatever its end.
fn object(left: &Left) -> Value {
    let lines: Vec<&str> = left.stdout.lines().collect();
    let [line] = lines[..] else { panic!("not one line: {left:?}") };
    serde_json::from_str(line).unwrap()
}

#[test]
fn every_end_for_programs_is_one_object() {
    let desk = Desk::new("");
    let file = desk.plan("wave");
    let not_sent = |program: Program, code| {
        let left = check(program.run()).expect(code);
        reported(&left, "not_sent", None);
        assert!(left.stderr.contains(object(&left)["message"].as_str().unwrap()), "{left:?}");
    };
    let create = |more: &str| desk.kaytop(&format!("create {more} -o json"));
    std::fs::create_dir_all(desk.data()).unwrap();
    std::fs::write(desk.data().join("launches"), "in the way").unwrap();
    not_sent(create(&format!("{file} --yes")), 1);
    let left = desk.run("launches -o json").expect(1);
    assert!(object(&left)["launches"].is_null() && object(&left)["message"].is_string(), "{left:?}");
    let left = desk.run("launches resolve AAAA-AAAA --found 1 -o json").expect(1);
    assert_eq!(object(&left)["outcome"], Value::Null);
    std::fs::remove_file(desk.data().join("launches")).unwrap();
    not_sent(create("/nonexistent/plan.json --yes"), 1);
    not_sent(create(&format!("{file} --yes")).unset("KAYSE_API_KEY"), 4);
    not_sent(create(&file), 2);
    not_sent(create(&format!("{file} --yes --same-name Wave")), 6);
    desk.kaytop("").write(".config/kaytop/config.toml", "read_only = true\n");
    not_sent(create(&format!("{file} --yes")), 2);
    let left = desk.run("launches resolve AAAA-AAAA --found 1 -o json").expect(2);
    assert!(object(&left)["message"].as_str().unwrap().contains("read_only"), "{left:?}");
    let left = desk.run("create /nonexistent/plan.json --dry-run -o json").expect(1);
    assert_eq!((&object(&left)["valid"], &object(&left)["request"]), (&false.into(), &Value::Null));
}

#[test]
fn a_taken_name_is_8_and_welcome_where_the_campaign_itself_is_wanted() {
    let desk = Desk::new("");
    let first = object(&desk.created("wave").expect(0));
    reported(&desk.created("wave").expect(8), "not_sent", None);
    let again = |program: Program, code| {
        let mut program = program;
        program.argv.push("--skip-existing".into());
        check(program.run()).expect(code)
    };
    let left = again(desk.create("wave"), 0);
    reported(&left, "exists", first["id"].as_i64());
    assert_eq!(object(&left)["launch"], first["launch"]);
    // A machine without this journal finds it in the list.
    let elsewhere = desk.create("wave").at_home(&kaytop("").home);
    elsewhere.write("wave.json", &plan("wave").to_string());
    let left = again(elsewhere, 0);
    reported(&left, "exists", first["id"].as_i64());
    assert_eq!(object(&left)["launch"], Value::Null);
    // Looking the same is not being the same.
    reported(&again(desk.create("WAVE"), 8), "not_sent", None);
    reported(&again(desk.create("other"), 0), "created", desk.there("other").first().copied());
    assert_eq!((desk.there("wave").len(), desk.there("WAVE").len()), (1, 0));
}

#[cfg(debug_assertions)]
#[test]
fn an_unresolved_launch_of_the_name_is_looked_for_before_it_is_said_to_be_there() {
    let desk = Desk::new("");
    for (name, point, outcome, code) in [("arrived", "after-send", "exists", 0), ("lost", "before-send", "unknown", 7)]
    {
        desk.leave_unknown(name, point);
        let mut program = desk.create(name);
        program.argv.push("--skip-existing".into());
        let left = check(program.run()).expect(code);
        reported(&left, outcome, desk.there(name).first().copied());
        assert_eq!(desk.there(name).len(), usize::from(outcome == "exists"), "nothing was sent again");
    }
}

#[test]
fn an_environment_that_cannot_be_read_is_told_to_programs_too() {
    let desk = Desk::new("");
    let file = desk.plan("wave");
    let odd = |arguments: &str| {
        let mut program = desk.kaytop(arguments);
        // No text can be set here that is none: the shell makes it.
        let words = [
            vec!["sh".into(), "-c".into(), "KAYTOP_LOG=$(printf '\\377') exec \"$@\"".into(), "sh".into()],
            program.argv,
        ];
        program.argv = words.concat();
        check(program.run()).expect(2)
    };
    let left = odd(&format!("create {file} --yes -o json"));
    reported(&left, "not_sent", None);
    assert!(left.stderr.contains("KAYTOP_LOG") && left.stderr.lines().count() == 1, "{left:?}");
    assert!(object(&odd("launches -o json"))["message"].as_str().unwrap().contains("KAYTOP_LOG"));
    assert_eq!(object(&odd(&format!("create {file} --dry-run -o json")))["valid"], false);
    desk.kaytop("").write(".config/kaytop/config.toml", "nonsense");
    let left = desk.run(&format!("create {file} --dry-run -o json")).expect(2);
    assert!(object(&left)["problems"][0]["message"].as_str().unwrap().contains("config.toml:1"), "{left:?}");
}
