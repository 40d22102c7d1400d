//! kaytop dies wherever it can and at random: whoever starts it again makes one campaign at most, and is told the truth.

use std::io::{BufRead, BufReader};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use kaytop::runtime::launch::ports::Point;

use super::desk::{self, Desk, check};
use super::resolving::leave_old_unknown;
use crate::program::start;

/// How it ends for the person who wants the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// kaytop says that it exists.
    Exists,
    /// It is unknown and not in the list: kaytop asks the person to wait.
    Unknown,
}

/// Starts kaytop again as a person would, until it says that the campaign exists or that nobody can know yet.
fn persist(desk: &Desk, name: &str) -> End {
    for _ in 0..4 {
        let left = desk.created(name);
        if left.code == Some(0) {
            return End::Exists;
        }
        let left = left.expect(8);
        assert!(left.stderr.contains("Nothing was sent"), "{}", left.stderr);
        let there = desk.there(name);
        let unresolved = desk.launches(name).iter().find(|row| row["phase"] == "unknown").cloned();
        match (&there[..], unresolved) {
            ([], Some(_)) => return End::Unknown,
            ([id], Some(row)) => {
                let launch = row["launch"].as_str().unwrap();
                desk.run(&format!("launches resolve {launch} --found {id}")).expect(0);
            }
            ([_], None) => return End::Exists,
            (there, _) => panic!("{name}: {there:?}, {}", left.stderr),
        }
    }
    panic!("{name} led nowhere");
}

#[cfg(debug_assertions)]
#[test]
fn wherever_a_process_dies_the_next_one_goes_on_and_makes_no_second_campaign() {
    let desk = Desk::new("");
    for point in Point::ALL {
        let name = point.name();
        let dies = |program| desk::dies(program, name);
        // Whether the request was sent before the death is for the sandbox to say: it answers at once.
        let mut sent = true;
        match point {
            Point::BeforeMatch | Point::AfterMatch => {
                let launch = desk.leave_unknown(name, "after-send");
                let id = desk.there(name)[0];
                dies(desk.kaytop(&format!("launches resolve {launch} --found {id}")));
            }
            Point::BeforeRelease | Point::AfterRelease => {
                let Some(launch) = leave_old_unknown(&desk, name) else { continue };
                let release = || desk.kaytop(&format!("launches resolve {launch} --not-there --name {name}"));
                dies(release());
                if point == Point::BeforeRelease {
                    assert_eq!(persist(&desk, name), End::Unknown);
                    check(release().run()).expect(0);
                }
            }
            Point::BeforeRecoveryRead
            | Point::AfterRecoveryRead
            | Point::BeforeRecoveryWrite
            | Point::AfterRecoveryWrite => {
                desk::dies(desk.create(name), "after-send");
                dies(desk.kaytop("launches"));
                assert_eq!(desk.launch(name).1, "unknown");
            }
            _ => {
                dies(desk.create(name));
                sent = !matches!(point, Point::AfterSending | Point::BeforeSend);
            }
        }
        assert_eq!(persist(&desk, name), if sent { End::Exists } else { End::Unknown }, "{name}");
        assert_eq!(desk.there(name).len(), usize::from(sent), "{name}");
        desk.run("launches").expect(0);
    }
}

/// Waits until a process is about to send. The moments after that are few, and so every other kill is meant for them.
fn until_it_sends(child: &mut Child, span: Duration) -> Duration {
    let said = BufReader::new(child.stderr.as_mut().unwrap()).lines().map_while(Result::ok);
    assert!(said.take_while(|line| !line.contains("Sending")).count() < 10);
    span / 4
}

/// How many kills a machine takes before another one takes its place, so that its journal stays short.
const KILLS_EACH: usize = 50;

/// Kills processes of one machine; how many launches are unknown then and were not created.
fn kill(desk: &Desk, kills: usize) -> usize {
    // How long an undisturbed launch takes here, so that the kills fall into all of it.
    let begun = Instant::now();
    desk.created("undisturbed").expect(0);
    let span = begun.elapsed().max(Duration::from_millis(60));
    let (mut killed, mut unknown, mut rounds) = (0, 0, 0);
    while killed < kills {
        let name = format!("kill-{rounds}");
        rounds += 1;
        let mut child = start(&mut desk.create(&name).command());
        let moment = if rounds % 2 == 0 { span } else { until_it_sends(&mut child, span) };
        thread::sleep(moment.mul_f64(fastrand::f64()));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        // Opening it reads and checks all of it.
        desk.journaled();
        let end = persist(desk, &name);
        unknown += usize::from(end == End::Unknown);
        assert_eq!(desk.there(&name).len(), usize::from(end == End::Exists), "{name}");
    }
    unknown
}

#[test]
fn t13_a_kill_at_any_moment_makes_no_second_campaign() {
    let kills: usize = std::env::var("KAYTOP_KILLS").map_or(50, |text| text.parse().unwrap());
    let machines = (0..kills).step_by(KILLS_EACH).map(|done| KILLS_EACH.min(kills - done));
    let unknown: usize = machines.map(|kills| kill(&Desk::new(""), kills)).sum();
    println!("{kills} killed: {unknown} unknown and not created, 0 created twice");
}
