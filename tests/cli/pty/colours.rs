//! Without colours, and without Unicode.

use super::stream::styles;
use crate::program::kaytop;
use crate::screen::Screen;

/// Every place with styles of its own: table, detail, sort, help, status, filter and its mistake.
fn tour(screen: &mut Screen) {
    screen.wait_for("140/140");
    screen.wait_for("concurrency 70%");
    for (keys, words) in [
        ("j", "row 2 "),
        ("?", "type to find"),
        ("\x1b", "row 2 "),
        ("\r", "Esc"),
        ("q", "Enter open"),
        ("s", "Esc"),
        ("q", "Enter open"),
        ("b", "Esc"),
        ("q", "Enter open"),
        ("/calls:>x", "is not a number"),
        ("\x1b", "Enter open"),
        ("d", "web console"),
    ] {
        screen.press(keys);
        screen.wait_for(words);
    }
    screen.press("q");
    screen.left(0);
}

fn is_colour(parameter: u16) -> bool {
    matches!(parameter, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
}

#[test]
fn no_color_keeps_bold_and_reverse_and_no_colour() {
    for program in [kaytop("").set("NO_COLOR", "1"), kaytop("--color never")] {
        let mut screen = program.screen();
        tour(&mut screen);
        let styles = styles(&screen.bytes);
        assert_eq!(styles.iter().filter(|parameter| is_colour(**parameter)).count(), 0, "{styles:?}");
        assert!(styles.contains(&1) && styles.contains(&7), "bold and reverse are lost: {styles:?}");
    }
}

#[test]
fn colours_are_there_unless_refused() {
    for program in [kaytop(""), kaytop("--color always").set("NO_COLOR", "1"), kaytop("").set("NO_COLOR", "")] {
        let mut screen = program.screen();
        screen.wait_for("140/140");
        assert!(styles(&screen.bytes).into_iter().any(is_colour));
    }
}

#[test]
fn the_terminals_background_decides_as_soon_as_it_is_told() {
    const QUESTION: &[u8] = b"\x1b[?2031h\x1b]11;?\x1b\\\x1b[c";
    let asked = |screen: &Screen| screen.bytes.windows(QUESTION.len()).any(|bytes| bytes == QUESTION);
    let told =
        |screen: &Screen, ground: &str| String::from_utf8_lossy(&screen.bytes).contains(&format!("48;2;{ground}m"));
    let mut screen = kaytop("--interval off").set("COLORTERM", "truecolor").screen();
    screen.wait_for("140/140");
    assert!(asked(&screen) && !told(&screen, "20;24;31"));
    screen.press("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c");
    screen.wait_until("the dark look", |screen| told(screen, "20;24;31"));
    screen.press("\x1b[?997;2n");
    screen.wait_until("the light look", |screen| told(screen, "251;251;248"));
    screen.press("q");
    screen.left(0);
    for refused in
        [kaytop("--theme 16"), kaytop("--theme dark"), kaytop("--color never"), kaytop("").set("TERM", "vt100")]
    {
        let mut screen = refused.screen();
        screen.wait_for("140/140");
        assert!(!asked(&screen));
    }
}

#[test]
fn ascii_means_ascii() {
    for program in [kaytop("--ascii"), kaytop("").set("LANG", "C")] {
        let mut screen = program.screen();
        screen.wait_for("140/140");
        screen.press("/é…");
        screen.wait_for(" 0/140");
        screen.press("\x1b");
        screen.wait_for("140/140");
        tour(&mut screen);
        assert!(screen.bytes.is_ascii(), "{}", String::from_utf8_lossy(&screen.bytes));
    }
}
