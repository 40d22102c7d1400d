//! The form in a real terminal: from `c` to the campaign in the table, and through a lost answer.

use std::time::Duration;

use crate::program::{Program, Sandbox, kaytop};
use crate::screen::Screen;

/// Longer than a terminal takes to tell Esc from a key that begins with it, and half as long as a code must be looked at.
const MOMENT: Duration = Duration::from_millis(300);
const NAME: &str = "Depo wave 4";

/// Opens the form and fills in everything that a campaign needs; ends on the review.
fn fill(screen: &mut Screen) {
    screen.wait_for("140/140");
    screen.press("c");
    screen.wait_for("New campaign");
    type_in(screen, NAME);
    // Page down to the audience: the agent is typed, the case list picked by name.
    screen.press("\x1b[6~");
    screen.wait_for("who calls");
    type_in(screen, "abc_771");
    // Enter goes on from what was typed, and opens the list of a field in which nothing was; names come from the API.
    screen.press("\r");
    screen.press("\r");
    screen.wait_for("Case list: ");
    screen.wait_for("cases");
    screen.press("\r");
    screen.wait_for("“");
    screen.press("\x1b[6~");
    screen.press("\x1b[6~");
    screen.wait_for("run 1 of 1");
    // Typing begins at the first field that must be filled in: the first day.
    type_in(screen, "tomorrow");
    screen.press("\t");
    type_in(screen, "+2w");
    screen.press("\t\t");
    type_in(screen, "09:00");
    screen.press("\t");
    type_in(screen, "17:00");
    screen.press("\x1b");
    // Esc and what follows it at once would be one key.
    screen.watch(MOMENT);
    screen.press("6");
    screen.wait_for("0 blocking");
}

fn type_in(screen: &mut Screen, text: &str) {
    screen.press(text);
    screen.wait_for(text);
}

/// Goes to the button, and types the code that appears.
fn launch(screen: &mut Screen) {
    screen.press("\t");
    screen.press("\r");
    screen.wait_for("type the code");
    let text = screen.text();
    let (_, after) = text.split_once("type the code").unwrap();
    let code = after.split_whitespace().next().unwrap().to_owned();
    assert_eq!(code.len(), 4, "{text}");
    // Keys are not taken at once: nobody types a code within half a second of seeing it.
    screen.watch(2 * MOMENT);
    for letter in code.to_lowercase().chars() {
        screen.watch(MOMENT / 5);
        screen.press(letter.to_string());
    }
}

/// kaytop against this sandbox.
fn on(sandbox: &Sandbox) -> Program {
    kaytop("").live(sandbox)
}

#[test]
fn from_c_to_the_campaign_in_the_table() {
    for (columns, rows) in [(120, 36), (80, 24)] {
        let sandbox = Sandbox::start("");
        let mut screen = on(&sandbox).sized(columns, rows);
        fill(&mut screen);
        launch(&mut screen);
        screen.wait_for("Created as #141");
        screen.press("\r");
        screen.wait_for("141/141");
        screen.wait_until("the cursor is on it", |screen| {
            screen.text().lines().any(|line| line.contains('▸') && line.contains("141") && line.contains(NAME))
        });
        screen.press("q");
        screen.left(0);
    }
}

#[test]
fn a_lost_answer_is_called_unknown_and_then_found() {
    let sandbox = Sandbox::start("--fault create:applied-close:1");
    let mut screen = on(&sandbox).sized(120, 36);
    fill(&mut screen);
    launch(&mut screen);
    screen.wait_for("Outcome unknown");
    screen.wait_for("Found it: #141");
    screen.press("\r");
    screen.wait_for("141/141");
    screen.press("q");
    screen.left(0);
    let listed = kaytop("list -o json").live(&sandbox).run().expect(0).json();
    let made = listed.as_array().unwrap().iter().filter(|row| row["name"] == NAME).count();
    assert_eq!(made, 1);
}

#[test]
fn what_was_typed_is_there_after_a_kill() {
    let sandbox = Sandbox::start("");
    let program = on(&sandbox);
    let mut screen = program.sized(120, 36);
    screen.wait_for("140/140");
    screen.press("c");
    screen.wait_for("New campaign");
    type_in(&mut screen, NAME);
    screen.wait_for("draft saved");
    screen.signal(rustix::process::Signal::KILL);
    let mut again = program.clone().at_home(&screen.home).sized(120, 36);
    again.wait_for("140/140");
    again.press("c");
    again.wait_for("These drafts are kept");
    again.wait_for(NAME);
    again.press("\r");
    again.wait_until("it is in the field", |screen| {
        screen.text().lines().any(|line| line.contains("Name") && line.contains(NAME))
    });
    again.press("\x03");
    again.press("q");
    again.left(0);
}
