//! What is written when nothing happens: nothing, or nearly so.

use std::time::Duration;

use crate::program::{Sandbox, kaytop};
use crate::screen::Screen;

/// The first table of a list that stands still.
const LIST: &str =
    r#"[{"id": 7, "name": "Still", "stats": {"total_calls": 10, "success_calls": 6, "failed_calls": 2}}]"#;

/// The clock time of the data; its minute is also what other clocks on the screen show.
fn clock(screen: &Screen) -> String {
    let text = screen.text();
    let (_, behind) = text.split_once("as of ").unwrap();
    behind.chars().take("00:00:00".len()).collect()
}

fn minute(screen: &Screen) -> String {
    clock(screen).chars().take("00:00".len()).collect()
}

fn machine_minute() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() / 60
}

#[test]
fn at_rest_no_byte_is_written() {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen.wait_for("concurrency 70%");
    // What the record says comes once.
    screen.wait_for("Δday");
    screen.press("f");
    screen.wait_for("FROZEN");
    // A new minute moves the clocks of the zones: then once more.
    for _ in 0..2 {
        let (from, began) = (screen.bytes.len(), machine_minute());
        screen.watch(Duration::from_secs(3));
        if machine_minute() == began {
            assert_eq!(String::from_utf8_lossy(&screen.bytes[from..]), "");
            return;
        }
    }
    panic!("two new minutes within six seconds");
}

#[test]
fn a_poll_that_changed_nothing_costs_at_most_100_bytes() {
    let sandbox = Sandbox::serving(LIST);
    let mut screen = kaytop("--interval 2s").live(&sandbox).screen();
    screen.wait_for("1/1");
    screen.wait_for("concurrency 70%");
    // The second read is the first that can say what moves.
    screen.wait_for("3 Moving 0");
    let mut costs = Vec::new();
    while costs.len() < 3 {
        let (from, before, began) = (screen.bytes.len(), clock(&screen), minute(&screen));
        screen.wait_until("the next poll", |screen| clock(screen) != before);
        if minute(&screen) == began {
            costs.push(screen.bytes.len() - from);
        }
    }
    assert!(costs.iter().all(|cost| *cost <= 100), "{costs:?} bytes");
}

#[test]
fn a_move_of_the_cursor_draws_less_than_the_screen() {
    let mut screen = kaytop("").sized(200, 60);
    screen.wait_for("140/140");
    screen.press("f");
    screen.wait_for("FROZEN");
    let before = screen.bytes.len();
    screen.press("\x0c");
    screen.wait_for("Practice data");
    let whole = screen.bytes.len() - before;
    screen.press("j");
    screen.wait_for("row 2 ");
    let moved = screen.bytes.len() - before - whole;
    assert!(moved < whole / 3, "{moved} of {whole} bytes");
}
