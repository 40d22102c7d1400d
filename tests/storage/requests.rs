//! Several processes that ask one ledger at once.

use kaytop::domain::budget::{DEFAULT_LIMIT, RESERVE, RateLimit};
use kaytop::storage::ledger::Ledger;

use crate::at;
use crate::child::{Role, command, lines};

/// How many requests processes got that began at once.
fn got(limit: u32, roles: &[u64]) -> Vec<u32> {
    let state = tempfile::tempdir().unwrap();
    let headers = RateLimit { limit: Some(limit), ..RateLimit::default() };
    Ledger::open(state.path()).unwrap().heard("account", headers, &at(0)).unwrap();
    let children = roles.iter().map(|role| command(Role::Asks, state.path(), *role).spawn().unwrap());
    let mut children: Vec<_> = children.collect();
    let counts = children.iter_mut().map(|child| lines(child).last().unwrap().parse().unwrap()).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    counts
}

#[test]
fn three_processes_together_get_no_more_than_the_limit() {
    assert_eq!(got(90, &[0, 1, 2]).iter().sum::<u32>(), 90);
}

#[test]
fn processes_that_poll_leave_the_reserve() {
    assert_eq!(got(90, &[1, 3, 5]).iter().sum::<u32>(), 90 - RESERVE);
}

#[test]
fn three_processes_that_start_at_once_make_one_ledger() {
    let state = tempfile::tempdir().unwrap();
    let mut children: Vec<_> = (0..3).map(|_| command(Role::Asks, state.path(), 0).spawn().unwrap()).collect();
    let counts = children.iter_mut().map(|child| lines(child).last().unwrap().parse::<u32>().unwrap());
    assert_eq!(counts.sum::<u32>(), DEFAULT_LIMIT);
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
}
