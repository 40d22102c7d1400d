//! Text from outside that wants to be more than text (P14–P17).

use super::stream::{foreign, is_invisible};
use crate::program::{Sandbox, kaytop};

/// Names that set a title, clear the screen, ask the terminal, colour, turn the direction of text, or show nothing.
const LIST: &str = r#"[
 {"id": 1, "name": "title \u001b]0;pwned\u0007 end", "agent_id": "a\u001b[2Jb", "origin": "o\u009b31m", "stats": {}},
 {"id": 2, "name": "\u001b[6n\u001b[c\u001bP+q544e\u001b\\ asks", "agent_id": null, "stats": {}},
 {"id": 3, "name": "c1 \u009b2J\u009d0;pwned\u009c\u0085 end", "stats": {}},
 {"id": 4, "name": "bidi \u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f\u061c end", "update_origin": "\u202eu", "stats": {}},
 {"id": 5, "name": "zero \u200b\u200c\u2060\ufeff\u00ad\u180e\u3164 end", "stats": {}},
 {"id": 6, "name": "lines\r\nand\ttabs\u0008\u007f end", "stats": {}},
 {"id": 7, "name": "tags \udb40\udc41\udb40\udc42 \ufe0f end", "stats": {}}
]"#;

#[test]
fn p14_to_p17_the_screen_writes_nothing_foreign() {
    let sandbox = Sandbox::serving(LIST);
    let mut screen = kaytop("").live(&sandbox).sized(160, 40);
    screen.wait_for("7/7");
    let text = screen.text();
    for marked in ["␛]0;pwned␇", "⟪U+202E⟫", "⟪U+200B⟫", "lines␍⏎and⇥tabs", "␛[6n␛[c"] {
        assert!(text.contains(marked), "{marked} is not shown:\n{text}");
    }
    screen.press("\r");
    screen.wait_for("Esc back");
    for id in (1..7).rev() {
        screen.press(")");
        screen.wait_for(&format!("› {id} "));
        screen.press("i");
        screen.wait_for(&format!("\"id\": {id},"));
        screen.press("i");
        screen.wait_for("Outcome");
    }
    screen.press("q");
    screen.wait_for("Enter open");
    screen.press("/title");
    screen.wait_for(" 1/7");
    screen.press("\x03");
    screen.left(0);
    assert_eq!(foreign(&screen.bytes), []);
}

#[test]
fn p14_to_p17_a_paste_and_an_argument_write_nothing_foreign() {
    let mut screen = kaytop("x\u{202e}\u{200b}y\u{9b}31m").screen();
    screen.wait_for(" 0/140");
    screen.press("/");
    screen.wait_for("Enter keep");
    screen.paste("\u{1b}]0;pwned\u{7}\u{9b}2J\u{202e}\u{feff}z");
    screen.wait_for("pwned");
    screen.press("\x03");
    screen.left(0);
    assert_eq!(foreign(&screen.bytes), []);
}

#[test]
fn p14_to_p17_commands_print_nothing_foreign() {
    let sandbox = Sandbox::serving(LIST);
    for format in ["table", "csv", "json", "jsonl"] {
        let left = kaytop(&format!("list -o {format}")).live(&sandbox).run().expect(0);
        let foreign = left.stdout.chars().find(|c| (c.is_control() && *c != '\n') || is_invisible(*c));
        assert_eq!(foreign, None, "{format}: {}", left.stdout);
    }
    let names = kaytop("list -o json").live(&sandbox).run().expect(0).json();
    assert_eq!(names[6]["name"], "title \u{1b}]0;pwned\u{7} end", "JSON keeps the text, escaped");
}
