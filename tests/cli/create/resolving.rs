//! `kaytop launches`: what it prints, and what people may state about a launch.

use std::time::Duration;

use kaytop::domain::launch::classify::Proof;
use kaytop::domain::launch::journal::{Journal, arm};
use kaytop::domain::launch::{Before, Launch, LaunchId, Owner, Stamp};
use kaytop::runtime::clock;
use kaytop::runtime::launch::request;
use kaytop::storage::process::{self, Process};

use super::desk::{Desk, check, plan};

/// Leaves a launch whose outcome is unknown since eleven minutes; its number. Nothing where the machine has not run for
/// so long, since a quiet period is never older than that.
pub(crate) fn leave_old_unknown(desk: &Desk, name: &str) -> Option<String> {
    let now = clock::stamp(&process::boot());
    let ago = Duration::from_secs(11 * 60);
    let then = Stamp { wall: now.wall - ago, reading: now.reading.checked_sub(ago)?, ..now };
    let owner: Owner = Process { id: 1, start: 1, boot: "earlier".into() }.into();
    let rows = desk.run("list -o json").expect(0).json();
    let ids = rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap());
    let mut before = Before { ids: ids.collect() };
    before.ids.sort_unstable();
    let request = request(desk.host(), "f00d", &plan(name));
    let draft = Launch::draft(LaunchId::from_bits(fastrand::u64(..)), request, before, then.clone());
    let mut journal = desk.journal();
    journal.draft(&draft).unwrap();
    let confirmed = draft.confirm(owner.clone(), false, then.clone()).unwrap();
    journal.write(&confirmed).unwrap();
    let mut launch = confirmed.into_launch();
    arm(&mut journal, &mut launch, &owner, then.clone()).unwrap();
    let lost = launch.ended(&owner, Proof::Unknown, "no answer".into(), then).unwrap();
    journal.write(&lost).unwrap();
    Some(draft.id.to_string())
}

#[test]
fn nothing_was_launched_is_said_and_is_no_error() {
    let desk = Desk::new("");
    let left = desk.run("launches").expect(0);
    assert!(left.stdout.is_empty() && left.stderr.contains("no launch"), "{left:?}");
    assert_eq!(desk.run("launches -o json").expect(0).stdout, "{\"launches\":[],\"message\":null}\n");
}

#[test]
fn launches_are_listed_without_a_key_the_newest_first() {
    let desk = Desk::new("create:400:1");
    desk.created("first").expect(6);
    desk.created("second").expect(0);
    let rows = check(desk.kaytop("launches -o json").unset("KAYSE_API_KEY").run()).expect(0).json()["launches"].take();
    let named: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(named, ["second", "first"]);
    let row = &rows[0];
    assert_eq!(
        (&row["phase"], &row["outcome"], &row["needs_care"]),
        (&"created".into(), &"created".into(), &false.into())
    );
    assert_eq!((row["host"].as_str(), row["ids"].as_array().unwrap()), (Some(desk.host()), &vec![row["id"].clone()]));
    assert!(row["changed"].as_str().is_some_and(|at| at.ends_with('Z')) && row["message"].is_string(), "{row}");
    let text = desk.run("launches").expect(0).stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("second") && lines[1].contains("refused"), "{text}");
}

#[cfg(debug_assertions)]
#[test]
fn an_unresolved_launch_is_not_passed_by_its_name_and_changes_nothing_for_lists() {
    let desk = Desk::new("");
    let launch = desk.leave_unknown("wave", "before-send");
    let text = desk.run("launches").expect(0).stdout;
    assert!(text.starts_with("! ") && text.contains("It may exist") && text.contains("--found"), "{text}");
    for more in [&[][..], &["--same-name".to_owned(), "wave".to_owned()]] {
        let mut again = desk.create("wave");
        again.argv.extend_from_slice(more);
        let left = check(again.run()).expect(8);
        assert!(left.stderr.contains(&format!("kaytop launches (it is {launch})")), "{}", left.stderr);
    }
    let lists = desk.run("list -o json").expect(0);
    assert!(lists.stderr.is_empty());
    desk.created("another").expect(0);
    assert!(desk.there("wave").is_empty());
}

#[cfg(debug_assertions)]
#[test]
fn what_people_state_is_checked() {
    let desk = Desk::new("");
    let old = desk.run("list -o json").expect(0).json()[0]["id"].as_i64().unwrap();
    let launch = desk.leave_unknown("wave", "before-send");
    let resolve = |more: &str, code: i32, words: &str| {
        let left = desk.run(&format!("launches resolve {launch} {more}")).expect(code);
        assert!(left.complaint().contains(words), "{more}: {}", left.stderr);
    };
    resolve("--not-there --name wave", 7, "too early");
    resolve("--not-there --name Wave", 6, "letter by letter");
    resolve(&format!("--found {old}"), 6, "was there before");
    resolve("--found 99999", 6, "no campaign of that number");
    resolve("", 2, "--found NUMBER");
    desk.run(&format!("launches resolve {launch} --not-there")).expect(2);
    desk.run("launches resolve nonsense --found 1").expect(2);
    desk.run("launches resolve AAAA-AAAA --found 1").expect(6);
    let left = desk.run(&format!("launches resolve {launch} --found 99999 -o json")).expect(6);
    assert_eq!((&left.json()["outcome"], &left.json()["launch"]), (&"unknown".into(), &launch.as_str().into()));
    assert!(left.json()["message"].as_str().unwrap().contains("no campaign of that number"), "{}", left.stdout);
    assert_eq!(desk.launch("wave").1, "unknown");
}

#[cfg(debug_assertions)]
#[test]
fn a_campaign_that_is_there_is_found_by_its_number_and_not_declared_absent() {
    let desk = Desk::new("");
    let launch = desk.leave_unknown("named", "after-send");
    let [id] = desk.there("named")[..] else { panic!("not one campaign") };
    let left = desk.run(&format!("launches resolve {launch} --found {id} -o json")).expect(0);
    assert_eq!((&left.json()["outcome"], &left.json()["id"]), (&"created".into(), &id.into()));
    assert!(
        desk.run(&format!("launches resolve {launch} --found {id}"))
            .expect(6)
            .complaint()
            .contains("nothing is to be resolved")
    );

    let launch = desk.leave_unknown("denied", "after-send");
    let left = desk.run(&format!("launches resolve {launch} --not-there --name denied")).expect(6);
    assert!(left.complaint().contains("it is there"), "{}", left.stderr);
    for name in ["named", "denied"] {
        assert_eq!(desk.launch(name).1, "matched");
        desk.created(name).expect(8);
        assert_eq!(desk.there(name).len(), 1);
    }
}

#[test]
fn after_the_quiet_period_a_person_may_say_that_it_is_not_there() {
    let desk = Desk::new("");
    let Some(launch) = leave_old_unknown(&desk, "wave") else { return };
    desk.created("wave").expect(8);
    let left = desk.run(&format!("launches resolve {launch} --not-there --name wave")).expect(0);
    assert!(left.stdout.contains("Released by hand"), "{}", left.stdout);
    desk.created("wave").expect(0);
    assert_eq!(desk.there("wave").len(), 1);
}
