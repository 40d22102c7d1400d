//! Two `kaytop create` at once (S10).

use super::desk::{Desk, check};
use crate::program::{Left, start};

/// Runs both at once, to their ends.
fn both(desk: &Desk, names: [&str; 2]) -> [Left; 2] {
    let children = names.map(|name| start(&mut desk.create(name).command()));
    children.map(|child| {
        let output = child.wait_with_output().unwrap();
        check(Left {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        })
    })
}

#[test]
fn s10_the_same_plan_in_two_processes_at_once_is_one_campaign() {
    let desk = Desk::new("");
    for round in 0..20 {
        let name = format!("wanted-twice-{round}");
        let mut ends = both(&desk, [&name, &name]);
        ends.sort_by_key(|left| left.code);
        let [first, second] = ends;
        first.expect(0);
        assert!(second.expect(8).stderr.contains("Nothing was sent"));
        assert_eq!(desk.there(&name).len(), 1, "round {round}");
    }
}

#[test]
fn two_plans_at_once_are_both_created() {
    let desk = Desk::new("");
    for round in 0..5 {
        let names = [format!("left-{round}"), format!("right-{round}")];
        for left in both(&desk, [&names[0], &names[1]]) {
            left.expect(0);
        }
        for name in &names {
            assert_eq!((desk.there(name).len(), desk.launch(name).1.as_str()), (1, "created"));
        }
    }
}
