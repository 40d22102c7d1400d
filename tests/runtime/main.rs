//! The real loop on a console in memory, against the real sandbox in this process. Time is virtual: it jumps to the
//! next timer when nothing is left to do, so hours at rest pass in a moment and nothing depends on the machine's speed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod console;
mod copying;
mod launches;
#[path = "../support/model.rs"]
mod model;
mod running;

use std::time::Duration;

use console::Seen;
use kaytop::runtime::input::Input;
use running::Dashboard;

const SIZE: (u16, u16) = (100, 30);
const LOADED: &str = "140/140";

#[tokio::test(start_paused = true)]
async fn the_first_frame_comes_before_the_first_request_is_even_begun() {
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let dashboard = Dashboard::start(SIZE, &[]).await;
    let before = tasks();
    dashboard.until("no data yet").await;
    let first = dashboard.console.first().unwrap();
    assert_eq!(first.tasks, before, "a task was started before the first frame");
    assert!(first.text.contains("Asking 127.0.0.1"), "{}", first.text);
    dashboard.until(LOADED).await;
}

#[tokio::test(start_paused = true)]
async fn rows_appear_and_the_settings_with_them() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    let tally = dashboard.sandbox.tally();
    assert_eq!((tally.list, tally.settings), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn keys_answer_while_the_server_hangs() {
    let dashboard = Dashboard::start(SIZE, &["any:hang"]).await;
    dashboard.until("Asking 127.0.0.1").await;
    for (keys, words) in
        [("s", "Sort by"), ("q?", "Help"), ("<esc>/abc", "/ abc"), ("<esc>b", "Freshness and requests")]
    {
        dashboard.press(keys);
        dashboard.until(words).await;
    }
    assert!(dashboard.elapsed() < Duration::from_secs(1), "the keys waited for the server: {:?}", dashboard.elapsed());
}

#[tokio::test(start_paused = true)]
async fn quitting_waits_for_no_request() {
    let dashboard = Dashboard::start(SIZE, &["any:hang"]).await;
    dashboard.until("Asking 127.0.0.1").await;
    dashboard.press("q");
    let begun = dashboard.elapsed();
    let model = dashboard.ended().await.unwrap();
    assert!(model.context.campaigns.loaded.is_none() && model.context.now.mono < begun + Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_hangs_is_given_up_and_tried_again() {
    let dashboard = Dashboard::start(SIZE, &["list:hang:1"]).await;
    dashboard.until("No complete answer within 20 s").await;
    dashboard.until(LOADED).await;
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_told_by_itself_and_healed_by_itself() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.set_faults(&["any:503"]);
    dashboard.until("Server error 503").await;
    assert!(dashboard.console.text().contains(LOADED), "the rows stay");
    dashboard.until("STALE").await;
    let told = dashboard.elapsed();
    assert!(told > Duration::from_secs(60) && told < Duration::from_secs(61), "two intervals are 60 s: {told:?}");
    dashboard.set_faults(&[]);
    dashboard.until_gone("STALE").await;
    assert!(!dashboard.console.text().contains("503"));
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_not_sent_again_until_somebody_asks() {
    let dashboard = Dashboard::start(SIZE, &["any:401"]).await;
    dashboard.until("The key is not accepted (401)").await;
    dashboard.until("settings failed").await;
    let before = dashboard.sandbox.tally();
    dashboard.during(Duration::from_secs(3600)).await;
    assert_eq!(dashboard.sandbox.tally(), before);
    dashboard.set_faults(&[]);
    dashboard.press("r");
    dashboard.until(LOADED).await;
}

/// The budget of an unchanged poll is 100 bytes; here it writes the seconds of its clock time and, being the first that can
/// tell what moves, that nothing does.
#[tokio::test(start_paused = true)]
async fn an_unchanged_poll_writes_the_clock_and_nothing_else() {
    let dashboard = Dashboard::start((120, 36), &[]).await;
    dashboard.at_rest().await;
    // The second read is the first that can say what changed.
    dashboard.until("as of 14:02:35").await;
    // The clocks of the zones show the next minute.
    dashboard.during(Duration::from_secs(28)).await;
    let seen = dashboard.during(Duration::from_secs(22)).await;
    assert_eq!(dashboard.sandbox.tally().list, 3, "one poll fell into this time");
    assert_eq!(seen.shows, 1, "{seen:?}");
    assert!(seen.cells <= 6 && seen.bytes <= 100, "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_visible_changed_nothing_shown() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.press("fj");
    dashboard.until("row 2").await;
    let before = dashboard.console.seen();
    for _ in 0..100 {
        dashboard.send(Input::Focused);
    }
    // The top key of an empty layer does nothing, and neither does half a chord.
    dashboard.press("<tab>g");
    let seen = dashboard.during(Duration::from_secs(50)).await;
    assert_eq!((seen.shows, seen.bytes), (0, 0), "{seen:?} after {before:?}");
    assert!(seen.draws >= 1, "the loop did take the events in");
}

#[tokio::test(start_paused = true)]
async fn at_rest_the_loop_wakes_once_a_minute() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.press("f");
    dashboard.until("FROZEN").await;
    let seen = dashboard.during(Duration::from_secs(20 * 60)).await;
    assert!((20..=21).contains(&seen.draws), "{seen:?}");
    assert!(seen.shows <= seen.draws && seen.bytes < 20 * 200, "{seen:?}");
    assert_eq!(dashboard.sandbox.tally().list, 1, "frozen means no request");
}

#[tokio::test(start_paused = true)]
async fn polling_at_rest_wakes_only_for_the_clock_and_for_answers() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    let seen = dashboard.during(Duration::from_secs(10 * 60 + 1)).await;
    // 10 minutes; 20 polls, each a wake to ask and one for the answer.
    assert_eq!(dashboard.sandbox.tally().list, 21);
    assert!(seen.draws <= 10 + 2 * 20 + 4, "{seen:?}");
    assert!(seen.shows <= 10 + 20 + 1, "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_sizes_is_one_frame() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.press("f");
    dashboard.until("FROZEN").await;
    let before = dashboard.console.seen();
    for width in (60..=140).rev().chain(60..=120) {
        dashboard.resize((width, 36));
    }
    let seen = dashboard.during(Duration::from_secs(1)).await;
    assert!(seen.shows <= 2, "{seen:?} after {before:?}");
    assert_eq!(dashboard.console.size(), (120, 36));
    dashboard.until(LOADED).await;
}

#[tokio::test(start_paused = true)]
async fn a_window_that_is_dragged_is_drawn_at_most_sixty_times_a_second() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.press("f");
    dashboard.until("FROZEN").await;
    let before = dashboard.console.seen();
    for step in 0..500 {
        dashboard.resize((80 + step % 50, 30));
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let seen = dashboard.console.seen() - before;
    assert!((10..=33).contains(&seen.shows), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn many_keys_at_once_are_one_frame() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    let before = dashboard.console.seen();
    dashboard.press(&"j".repeat(60));
    dashboard.until("row 61").await;
    assert_eq!((dashboard.console.seen() - before).shows, 1);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_input_ends_the_program() {
    let mut dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.end_input();
    assert_eq!(dashboard.ended().await.unwrap().context.store.total(), 140);
}

#[tokio::test(start_paused = true)]
async fn a_program_without_a_shell_says_that_it_cannot_stop() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.press("<ctrl-z>");
    dashboard.until("There is no shell to go back to").await;
    dashboard.press("j");
    dashboard.until("row 2").await;
}

#[tokio::test(start_paused = true)]
async fn a_console_that_cannot_be_written_to_ends_the_program() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.console.break_down();
    dashboard.press("j");
    assert!(dashboard.ended().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn redrawing_writes_the_whole_screen_and_a_key_only_what_it_changed() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    let before = dashboard.console.seen();
    dashboard.press("j");
    dashboard.until("row 2").await;
    let moved: Seen = dashboard.console.seen() - before;
    dashboard.press("<ctrl-l>");
    let redrawn = dashboard.during(Duration::from_secs(1)).await;
    assert_eq!((moved.shows, moved.clears, redrawn.shows, redrawn.clears), (1, 0, 1, 1), "{moved:?} {redrawn:?}");
    assert!(moved.cells < redrawn.cells, "{moved:?} {redrawn:?}");
}
