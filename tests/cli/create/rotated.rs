//! A key that changes while an outcome is unknown hides nothing (S15); and no key is ever left anywhere (K2).

use std::fs;

use super::desk::{Desk, check, dies, plan};
use crate::canary::{CANARY, hits, hits_below};
use crate::program::{Sandbox, kaytop};

const NEW_KEY: &str = "rotated-key-2";

/// The same company behind the same address, with another key.
fn rotate(mut desk: Desk) -> Desk {
    let rows = desk.run("list -o json").expect(0).stdout;
    let host = desk.host().to_owned();
    let program = kaytop(&format!("sandbox --rate-limit 0 --listen {host} --api-key {NEW_KEY} --data rows.json"));
    program.write("rows.json", &rows);
    // Another one first, so that the old one ends and gives its address back.
    drop(std::mem::replace(&mut desk.sandbox, Sandbox::start("")));
    desk.sandbox = Sandbox::run(&program);
    desk
}

#[cfg(debug_assertions)]
#[test]
fn s15_with_another_key_the_launch_is_still_there_and_found() {
    let desk = Desk::new("");
    let launch = desk.leave_unknown("wave", "after-send");
    let desk = rotate(desk);
    assert_eq!(desk.launch("wave"), (launch.clone(), "unknown".into()));
    desk.created("wave").expect(8);
    let old = check(desk.kaytop(&format!("launches resolve {launch} --found 9")).set("KAYSE_API_KEY", CANARY).run());
    assert!(old.expect(4).stderr.contains("not accepted"));
    // A dashboard with the new key finds it by itself.
    let mut screen = desk.kaytop("").screen();
    screen.wait_for("Found it: #9");
    assert!((0..500).any(|_| desk.launch("wave").1 == "matched"));
    screen.press("\x03");
    screen.left(0);
    desk.created("wave").expect(8);
    assert_eq!(desk.there("wave").len(), 1);
}

#[test]
fn k2_the_key_is_nowhere_after_launches_of_every_end() {
    let desk = Desk::new("create:400:1 create:401:1 create:redirect-307:1 create:applied-close:1");
    let talkative = |arguments: &str| desk.kaytop(&format!("{arguments} -vv")).set("KAYTOP_LOG", "trace");
    for (name, code) in [("bad", 6), ("denied", 4)] {
        let file = desk.plan(name);
        check(talkative(&format!("create {file} --yes")).run()).expect(code);
    }
    // A plan that holds the key is not ours to keep; whoever dies holding it leaves it nowhere else.
    if cfg!(debug_assertions) {
        for point in ["after-sending", "after-send"] {
            let file = desk.plan(point);
            dies(talkative(&format!("create {file} --yes")), point);
        }
    }
    let file = desk.plan("good");
    let left = check(talkative(&format!("create {file} --yes -o json")).run()).expect(0);
    assert!(left.stderr.contains("DEBUG") || left.stderr.contains("TRACE"), "nothing was logged: {}", left.stderr);
    check(talkative("launches").run()).expect(0);
    check(talkative(&format!("create {file} --dry-run")).run()).expect(0);
    let mut seen = 0;
    assert_eq!(hits_below(desk.home.path(), &mut seen), Vec::<String>::new());
    assert!(seen > 20_000, "journal and ledger hold only {seen} bytes");
    assert!(fs::metadata(desk.home.path().join(".local/state/kaytop/requests.sqlite3")).unwrap().len() > 0);
    // What is looked for is found where it is.
    assert!(!hits("here", plan(CANARY).to_string().as_bytes()).is_empty());
}
