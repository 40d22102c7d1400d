//! What is copied leaves by the console and is told; the mouse is the console's to take and to give back.

use kaytop::app::mouse::{Gesture, Mouse};
use kaytop::runtime::input::Input;

use super::SIZE;
use super::running::Dashboard;

#[tokio::test(start_paused = true)]
async fn a_copied_id_is_sent_to_the_terminal_and_said_to_be() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    dashboard.press("yi");
    dashboard.until("id 140 sent to the terminal (OSC 52).").await;
    assert_eq!(dashboard.console.sent(), "\x1b]52;c;MTQw\x07", "base64 of 140");
}

#[tokio::test(start_paused = true)]
async fn the_mouse_selects_rows_while_it_is_on() {
    let dashboard = Dashboard::start(SIZE, &[]).await;
    dashboard.at_rest().await;
    assert!(!dashboard.console.mouse());
    dashboard.press("m");
    dashboard.until("mouse · 140/140").await;
    assert!(dashboard.console.mouse());
    let line = dashboard.console.text().lines().position(|line| line.contains(" 138 ")).unwrap();
    dashboard.send(Input::Mouse(Mouse { gesture: Gesture::Click, x: 5, y: line as u16 }));
    dashboard.until(" row 3 ").await;
    dashboard.press("m");
    dashboard.until_gone("mouse · ").await;
    assert!(!dashboard.console.mouse());
}
