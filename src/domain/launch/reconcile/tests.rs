//! What a look proves, and when the quiet period is over.

use super::*;

#[test]
fn the_waits_are_the_quiet_period() {
    assert_eq!(WAITS.iter().sum::<Duration>(), QUIET);
}
