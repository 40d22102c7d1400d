//! The first seconds: what a newcomer sees, and what somebody with a key sees.

use std::time::Duration;

use crate::program::{Sandbox, kaytop};

#[test]
fn a_newcomer_sees_practice_data_and_how_to_go_live() {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen.wait_for("concurrency 70%");
    let text = screen.text();
    for words in [" SANDBOX ", "Practice data: nobody is called", "set KAYSE_API_KEY", "? help", "q quit"] {
        assert!(text.contains(words), "{words:?} is missing:\n{text}");
    }
    assert!(!text.contains("LIVE"), "{text}");
}

#[test]
fn the_first_frame_waits_for_no_data() {
    let sandbox = Sandbox::start("--fault any:hang");
    let mut screen = kaytop("").live(&sandbox).screen();
    screen.wait_for("no data yet");
    screen.wait_for("q quit");
    screen.press("q");
    screen.left(0);
}

#[test]
fn with_a_key_and_a_host_the_screen_is_live() {
    let sandbox = Sandbox::start("--campaigns 7 --api-key key-of-the-test");
    assert_eq!(sandbox.key, "key-of-the-test");
    let mut screen = kaytop("").live(&sandbox).screen();
    screen.wait_for("7/7");
    let text = screen.text();
    let host = sandbox.url.strip_prefix("http://").unwrap();
    assert!(text.contains(" LIVE ") && text.contains(host), "{text}");
    assert!(!text.contains("SANDBOX") && !text.contains("Practice"), "{text}");
    assert!(text.contains("Outreach Campaign"), "the sandbox's rows are missing:\n{text}");
}

#[test]
fn a_host_without_a_key_is_no_practice() {
    let mut screen = kaytop("").set("KAYSE_BASE_URL", "http://127.0.0.1:9").screen();
    screen.ended(4);
    let said = String::from_utf8_lossy(&screen.bytes);
    assert!(said.contains("no API key for 127.0.0.1:9") && !said.contains('\x1b'), "{said:?}");
}

#[test]
fn the_sandbox_is_there_for_people_with_a_key_too() {
    let mut screen = kaytop("--sandbox").set("KAYSE_API_KEY", "a-live-key").screen();
    screen.wait_for("140/140");
    assert!(screen.text().contains(" SANDBOX "), "{}", screen.text());
}

#[test]
fn numbers_move_within_ten_seconds() {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    let rows = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| line.trim_start_matches(['│', '▸', ' ']).starts_with(char::is_numeric))
            .map(str::to_owned)
            .collect()
    };
    let before = rows(&screen.text());
    assert!(before.len() > 10, "{before:?}");
    screen.wait_within(Duration::from_secs(10), "a row that moved", |screen| rows(&screen.text()) != before);
}

#[test]
fn words_after_the_program_are_the_filter() {
    let mut screen = kaytop("calls:>100 id:<50").screen();
    screen.wait_for("/ calls:>100 id:<50");
    screen.wait_for("/140");
    assert!(!screen.text().contains("140/140"), "{}", screen.text());
}
