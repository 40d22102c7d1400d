//! The code that a person types at a terminal before anything is sent.

use super::desk::Desk;
use crate::canary::hits;
use crate::program::{KAYTOP, Program};
use crate::screen::Screen;

const ASKS: &str = "To launch, type the code ";

/// `kaytop create` at a terminal, from a shell that says how it ended.
fn at_a_terminal(desk: &Desk, name: &str) -> Screen {
    // The shell outlives an interrupt; what it starts does not.
    let script = "trap : INT; \"$KAYTOP\" create \"$PLAN\"; echo \"left with $?\"";
    let program = Program::new(["sh", "-c", script]).at_home(&desk.home).live(&desk.sandbox);
    program.set("KAYTOP", KAYTOP).set("PLAN", &desk.plan(name)).screen()
}

/// Waits until it asks for the `turn`th time, and reads the code.
fn asked(screen: &mut Screen, turn: usize) -> String {
    let asks = |screen: &Screen| screen.text().matches(ASKS).count() == turn && screen.text().trim_end().ends_with(':');
    screen.wait_until("the question", asks);
    let text = screen.text();
    let (_, code) = text.rsplit_once(ASKS).unwrap();
    code.trim_end().trim_end_matches(':').to_owned()
}

/// Waits for the end, which the shell tells; the key was never shown.
fn left(screen: &mut Screen, code: i32) {
    screen.wait_for(&format!("left with {code}"));
    assert_eq!(hits("screen", &screen.bytes), Vec::<String>::new());
}

#[test]
fn it_shows_what_it_will_do_and_the_code_sends() {
    let desk = Desk::new("");
    let mut screen = at_a_terminal(&desk, "wave");
    let code = asked(&mut screen, 1);
    assert_eq!(code.len(), 4, "{code}");
    let text = screen.text();
    for words in
        ["wave", "real people will be called", "cannot be undone", desk.host(), "POST", "\"case_list_id\": 318"]
    {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
    assert!(desk.there("wave").is_empty());
    screen.press(format!("{}\n", code.to_lowercase()));
    left(&mut screen, 0);
    assert!(screen.text().contains("Created as #"));
    assert_eq!(desk.there("wave").len(), 1);
}

#[test]
fn t15_a_wrong_code_and_pasted_lines_send_nothing() {
    let desk = Desk::new("");
    let mut screen = at_a_terminal(&desk, "wave");
    asked(&mut screen, 1);
    screen.press("\n");
    asked(&mut screen, 2);
    screen.press("yes please\nAAAA\nwave\n");
    left(&mut screen, 1);
    assert!(screen.text().contains("Nothing was sent"), "{}", screen.text());
    assert!(desk.there("wave").is_empty());

    let mut screen = at_a_terminal(&desk, "wave");
    let code = asked(&mut screen, 1);
    screen.press("wave\n");
    assert_eq!(asked(&mut screen, 2), code);
    screen.press(format!("{code}\n"));
    left(&mut screen, 0);
    assert_eq!(desk.there("wave").len(), 1);
}

#[test]
fn control_c_and_control_d_at_the_question_send_nothing() {
    let desk = Desk::new("");
    for (key, code) in [("\x03", 130), ("\x04", 1)] {
        let mut screen = at_a_terminal(&desk, "wave");
        asked(&mut screen, 1);
        screen.press(key);
        left(&mut screen, code);
        assert!(desk.there("wave").is_empty());
    }
    let phases: Vec<_> = desk.launches("wave").into_iter().map(|row| row["phase"].clone()).collect();
    assert_eq!(phases, ["draft", "draft"]);
    desk.created("wave").expect(0);
}

#[test]
fn t3_control_c_during_the_send_leaves_it_unknown_and_never_twice() {
    let desk = Desk::new("create:applied-hang:1");
    let mut screen = at_a_terminal(&desk, "wave");
    let code = asked(&mut screen, 1);
    screen.press(format!("{code}\n"));
    screen.wait_for("Sending");
    // The sandbox has it: the request is on its way.
    assert!((0..500).any(|_| !desk.there("wave").is_empty()));
    screen.press("\x03");
    left(&mut screen, 130);
    assert_eq!(desk.launch("wave").1, "unknown");
    desk.created("wave").expect(8);
    assert_eq!(desk.there("wave").len(), 1);
}

#[test]
fn launches_fit_their_terminal_and_its_characters() {
    let desk = Desk::new("");
    desk.created("Größe-of-a-name-that-is-longer-than-most-of-the-terminals-are-wide").expect(0);
    for (columns, options) in [(40, ""), (80, "--ascii"), (120, "")] {
        let script = format!("\"$KAYTOP\" launches {options}; echo \"left with $?\"");
        let program = Program::new(["sh", "-c", &script]).at_home(&desk.home).live(&desk.sandbox);
        let mut screen = program.set("KAYTOP", KAYTOP).sized(columns, 12);
        left(&mut screen, 0);
        let text = screen.text();
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(lines, if columns == 40 { 3 } else { 2 }, "the name has a line of its own: {columns}\n{text}");
        assert!(text.contains(if options.is_empty() { "Größe-of" } else { "Gro" }), "{text}");
        assert_eq!(text.is_ascii(), !options.is_empty(), "{text}");
    }
}
