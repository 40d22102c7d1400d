//! What the bytes of terminals mean, however they come.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::app::key;
use crate::app::mouse::{Gesture, Mouse};
use crate::ui::theme::Ground;

/// A terminal in time: what is sent, and what becomes of it.
#[derive(Default)]
struct Line {
    parser: Parser,
    at: Duration,
    out: Vec<Input>,
}

impl Line {
    fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.parser.feed(self.at, bytes.as_ref(), &mut self.out);
        self
    }

    /// Lets time pass as the reader does: it looks at every deadline on the way.
    fn pause(&mut self, millis: u64) -> &mut Self {
        let until = self.at + Duration::from_millis(millis);
        while let Some(deadline) = self.parser.deadline().filter(|deadline| *deadline <= until) {
            self.parser.silence(deadline, &mut self.out);
        }
        self.at = until;
        self
    }

    fn heard(&mut self) -> Vec<Input> {
        std::mem::take(&mut self.out)
    }
}

/// What becomes of bytes that come at once, with silence behind them.
fn heard(bytes: impl AsRef<[u8]>) -> Vec<Input> {
    Line::default().send(bytes).pause(60).heard()
}

fn pressed(keys: &str) -> Vec<Input> {
    key::keys(keys).into_iter().map(Input::Key).collect()
}

fn chord(keys: &str) -> Vec<Input> {
    key::keys(keys).into_iter().map(Input::Chord).collect()
}

fn pasted(text: &str) -> Vec<Input> {
    vec![Input::Paste(text.to_owned())]
}

#[test]
fn every_notation_of_a_key_is_that_key() {
    for (key, notations) in [
        ("<up>", &["\x1b[A", "\x1bOA", "\x1b[1;2A", "\x1b[1;5A", "\x1b[1;1:2A", "\x1bO5A", "\x1b[57419u"][..]),
        ("<down>", &["\x1b[B", "\x1bOB"]),
        ("<left>", &["\x1b[D", "\x1bOD"]),
        ("<right>", &["\x1b[C", "\x1b[1;129C"]),
        ("<home>", &["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"]),
        ("<end>", &["\x1b[F", "\x1b[4~", "\x1b[8~", "\x1b[8^"]),
        ("<pgup>", &["\x1b[5~", "\x1b[5;5~", "\x1b[57421u"]),
        ("<pgdn>", &["\x1b[6~"]),
        ("<del>", &["\x1b[3~", "\x1b[3;2~"]),
        ("<f1>", &["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P", "\x1b[1;1P"]),
        ("<tab>", &["\t", "\x1b[9u", "\x1b[27;5;105~"]),
        ("<backtab>", &["\x1b[Z", "\x1b[9;2u", "\x1b[27;2;9~"]),
        ("<enter>", &["\r", "\x1bOM", "\x1b[13u", "\x1b[57414u", "\x1b[27;2;13~", "\x1b[13;5u"]),
        ("<esc>", &["\x1b", "\x1b[27u", "\x1b[27;1:1u", "\x1b[27;5;91~"]),
        ("<bs>", &["\x7f", "\x1b[127u", "\x1b[27;5;127~"]),
        ("a", &["a", "\x1b[97u", "\x1b[97;1:1u", "\x1b[97;1:2u", "\x1b[27;1;97~", "\x1b[97;129u"]),
        ("G", &["G", "\x1b[103:71;2u", "\x1b[103;2u", "\x1b[27;2;71~", "\x1b[103;65u", "\x1b[103;2;71u"]),
        ("?", &["?", "\x1b[47:63;2u", "\x1b[27;2;63~"]),
        ("9", &["9", "\x1bOy", "\x1b[57408u"]),
        ("<ctrl-c>", &["\x03", "\x1b[99;5u", "\x1b[27;5;99~", "\x1b[99;69u", "\x1b[1089::99;5u", "\x1b\x03"]),
        ("<ctrl-_>", &["\x1f", "\x1b[95;5u", "\x1b[47;5u", "\x1b[55;5u", "\x1b[27;6;95~"]),
        ("<ctrl-d>", &["\x04", "\x1b[27;6;68~"]),
        ("é", &["é", "\x1b[233u"]),
        ("Я", &["Я", "\x1b[1103;2u", "\x1b[1103:1071:122;2u"]),
        ("👩", &["👩"]),
    ] {
        for notation in notations {
            assert_eq!(heard(notation), pressed(key), "{notation:?}");
        }
    }
}

#[test]
fn alt_is_a_chord_where_it_may_be_two_keys_and_nothing_where_it_is_told() {
    assert_eq!(heard("\x1bj"), chord("j"));
    assert_eq!(heard("\x1b\r"), chord("<enter>"));
    assert_eq!(heard("\x1b\x7f"), chord("<bs>"));
    assert_eq!(heard("\x1bя"), chord("я"));
    assert_eq!(heard("\x1bP"), chord("P"), "DCS opens with the same bytes");
    assert_eq!(heard("\x1bO"), chord("O"));
    assert_eq!(heard("\x1b\x1b[A"), chord("<up>"));
    assert_eq!(heard("\x1b\x1b"), pressed("<esc><esc>"));
    assert_eq!(heard("\x1b\x1b\x1b"), pressed("<esc><esc><esc>"));
    assert_eq!(heard("\x1b\x1bj"), [pressed("<esc>"), chord("j")].concat());
    for told in ["\x1b[1;3A", "\x1b[97;3u", "\x1b[27;3;97~", "\x1b[97;9u", "\x1b[3;3~", "\x1b[9;3u"] {
        assert_eq!(heard(told), [], "{told:?}");
    }
}

#[test]
fn a_key_that_is_let_go_is_not_pressed() {
    for released in ["\x1b[97;1:3u", "\x1b[1;1:3A", "\x1b[3;1:3~", "\x1b[57441;2u", "\x1b[27;1:3u"] {
        assert_eq!(heard(released), [], "{released:?}");
    }
}

#[test]
fn what_a_terminal_answers_is_no_key() {
    for answer in [
        "\x1b[?62;22c",
        "\x1b[>41;370;0c",
        "\x1b[=0c",
        "\x1b[?2026;2$y",
        "\x1b[4;1$y",
        "\x1b[24;80R",
        "\x1b[?24;80R",
        "\x1b[0n",
        "\x1b[?997;1n",
        "\x1b[8;36;120t",
        "\x1b[4;900;1600t",
        "\x1b[?0u",
        "\x1b[O",
        "\x1b[>4;2m",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        "\x1b]10;rgb:q/j/:\x1b\\",
        "\x1bP>|XTerm(370)\x1b\\",
        "\x1bP1+r544e=787465726d\x1b\\",
        "\x1bP!|00000000\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstring\x1b\\",
        "\x1b[I\x1b[O",
        "\x1b[M !!",
        "\x1b[<35;1;1M",
        "\x1b[201~",
        "\x1b[57358u",
        "\x1b[57428u",
        "\x1b[2~",
        "\x1b[15~",
        "\x1b[[B",
        "\x1bOQ",
        "\x1b[ q",
        "\x1b[1 q",
    ] {
        let heard = heard(answer);
        let still =
            |input: &Input| !matches!(input, Input::Key(_) | Input::Chord(_) | Input::Paste(_) | Input::PasteLost);
        assert!(heard.iter().all(still), "{answer:?}: {heard:?}");
        let mut line = Line::default();
        line.send(answer).send("j");
        assert_eq!(line.out.last(), Some(&Input::Key(Key::Char('j'))), "{answer:?}");
    }
    assert_eq!(heard("\x1b[48;36;120;720;1920t"), [Input::Resized]);
    assert_eq!(heard("\x1b[I"), [Input::Focused]);
}

#[test]
fn the_background_is_heard_in_every_form_and_however_it_is_cut() {
    for (answer, ground) in [
        ("\x1b]11;rgb:1414/1818/1f1f\x1b\\", Ground::Dark),
        ("\x1b]11;rgb:fdfd/f6f6/e3e3\x07", Ground::Light),
        ("\x1b]11;rgb:f/f/f\x07", Ground::Light),
        ("\x1b]11;rgba:28/28/28/ff\x1b\\", Ground::Dark),
        ("\x1b[?997;1n", Ground::Dark),
        ("\x1b[?997;2n", Ground::Light),
    ] {
        for at in 0..=answer.len() {
            let (first, rest) = answer.split_at(at);
            let heard = Line::default().send(first).pause(40).send(rest).send("\x1b[?62;22c").send("j").heard();
            assert_eq!(heard, [vec![Input::Ground(ground), Input::Answered], pressed("j")].concat(), "{answer:?} {at}");
        }
    }
    for nothing in ["11;?", "11;", "11;rgb:", "11;rgb:g/0/0", "11;rgb:0/0", "11;rgb:123456789/0/0", "10;rgb:0/0/0", "1"]
    {
        assert_eq!(heard(format!("\x1b]{nothing}\x1b\\")), [], "{nothing}");
        assert_eq!(heard(format!("\x1bP{nothing}\x1b\\")), [], "{nothing}");
    }
}

#[test]
fn what_is_unfinished_is_given_up_after_a_silence_and_the_next_key_works() {
    for unfinished in [
        "\x1b[",
        "\x1b[?2026;2$",
        "\x1b[?2026;2",
        "\x1b[<0;1",
        "\x1b[<",
        "\x1b[1;",
        "\x1b[M",
        "\x1b[M ",
        "\x1b[[",
        "\x1b]",
        "\x1b]11;rgb:",
        "\x1b]11;rgb:1e\x1b",
        "\x1bP1",
        "\x1b_G",
        "\x1b^x",
        "\x1bXx",
        "\x1bO5",
        "\x1b[20",
        "\x1b[3$",
        "\x1b[200",
    ] {
        assert_eq!(Line::default().send(unfinished).pause(60).send("j").heard(), pressed("j"), "{unfinished:?}");
        let interrupted = Line::default().send(unfinished).send("\x03").heard();
        assert_eq!(interrupted.first(), Some(&Input::Key(Key::Ctrl('c'))), "{unfinished:?}");
    }
    assert_eq!(Line::default().send(b"\xf0\x9f").pause(60).send("j").heard(), pressed("j"));
    assert_eq!(Line::default().send("\x1b\x1b[1").pause(60).send("j").heard(), pressed("<esc>j"));
}

#[test]
fn a_sequence_that_the_line_cuts_is_one_key() {
    assert_eq!(Line::default().send("\x1b").pause(50).send("[B").heard(), pressed("<down>"));
    assert_eq!(Line::default().send("\x1b").pause(50).send("[").pause(50).send("B").heard(), pressed("<down>"));
    assert_eq!(Line::default().send("\x1b[27;5").pause(40).send(";99~").heard(), pressed("<ctrl-c>"));
    assert_eq!(Line::default().send("\x1b").pause(60).send("j").heard(), pressed("<esc>j"));
    assert_eq!(Line::default().send(b"\xd0").pause(40).send(b"\xb9").heard(), pressed("й"));
}

#[test]
fn a_paste_is_text_whatever_is_in_it() {
    assert_eq!(heard("\x1b[200~jq\r\x1b[A\x1b[200~\x1b\x1b[201~"), pasted("jq\r\x1b[A\x1b[200~\x1b"));
    assert_eq!(heard(b"\x1b[200~\xff\x03x\x1b[201~"), pasted("\u{fffd}\x03x"));
    assert_eq!(heard("\x1b[200~a\x1b[201~j"), [pasted("a"), pressed("j")].concat());
    assert_eq!(Line::default().send("\x1b[200~a").pause(1900).send("b\x1b[201").send("~").heard(), pasted("ab"));
}

#[test]
fn a_long_paste_is_one_text() {
    let text = "0123456789abcde\n".repeat(1 << 16);
    let mut line = Line::default();
    line.send("\x1b[200~");
    for part in text.as_bytes().chunks(4096) {
        line.send(part).pause(100);
    }
    assert_eq!(line.send("\x1b[201~").heard(), pasted(&text), "25 s on a slow line");
}

#[test]
fn a_paste_without_an_end_is_dropped_and_its_rest_is_no_key() {
    let mut line = Line::default();
    line.send("\x1b[200~abc").pause(2000);
    assert_eq!(line.heard(), [Input::PasteLost]);
    assert_eq!(line.send("jjq").pause(900).send("q").pause(900).heard(), [], "less than a second of silence");
    assert_eq!(line.pause(200).send("j").heard(), pressed("j"));
    line.send("\x1b[200~abc").pause(2500).send("rest\x1b[201~j");
    assert_eq!(line.heard(), [vec![Input::PasteLost], pressed("j")].concat(), "its end came late");
}

#[test]
fn single_keys_keep_no_paste_alive_that_lost_its_end() {
    let mut line = Line::default();
    line.send("\x1b[200~");
    for _ in 0..8 {
        line.pause(300).send("j");
    }
    assert_eq!(line.heard(), [Input::PasteLost]);
    assert_eq!(line.pause(1000).send("j").heard(), pressed("j"));
}

#[test]
fn control_c_is_heard_in_an_unended_paste_and_in_its_rest() {
    assert_eq!(Line::default().send("\x1b[200~abc").pause(300).send("\x03").pause(60).heard(), pressed("<ctrl-c>"));
    assert_eq!(Line::default().send("\x1b[200~abc\x03").pause(60).heard(), pressed("<ctrl-c>"));
    assert_eq!(Line::default().send("\x1b[200~abc\x03").pause(40).send("x\x1b[201~").heard(), pasted("abc\x03x"));
    let mut line = Line::default();
    line.send("\x1b[200~abc").pause(2500).send("\x03").pause(60);
    assert_eq!(line.heard(), [vec![Input::PasteLost], pressed("<ctrl-c>")].concat());
}

#[test]
fn a_string_that_never_ends_hides_no_control_c() {
    assert_eq!(heard("\x1b]0;title\x03more"), pressed("<ctrl-c>"));
}

#[test]
fn the_mouse_is_told_wherever_it_is() {
    let at = |gesture, x, y| vec![Input::Mouse(Mouse { gesture, x, y })];
    assert_eq!(heard("\x1b[<0;8;4M"), at(Gesture::Click, 7, 3));
    assert_eq!(heard("\x1b[<16;8;4M"), at(Gesture::Click, 7, 3), "with Ctrl");
    assert_eq!(heard("\x1b[<64;1;1M"), at(Gesture::WheelUp, 0, 0));
    assert_eq!(heard("\x1b[<65;70000;99999999999999999999M"), at(Gesture::WheelDown, u16::MAX, u16::MAX));
    assert_eq!(heard("\x1b[M (%"), at(Gesture::Click, 7, 4));
    assert_eq!(heard(b"\x1b[M \xff\xfe"), at(Gesture::Click, 222, 221));
    for nothing in ["\x1b[<0;8;4m", "\x1b[<0;0;1M", "\x1b[<32;1;1M", "\x1b[<2;1;1M", "\x1b[<0;-1;1M", "\x1b[<0M"] {
        assert_eq!(heard(nothing), [], "{nothing:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_no_keys() {
    assert_eq!(heard(b"\xff\xfe\x80\xc0\xc1j\xe2\x28"), pressed("j("));
    assert_eq!(heard("\u{9b}A\u{85}"), pressed("A"), "C1 controls");
    assert_eq!(heard(format!("\x1b[{}mj", "1;".repeat(500))), pressed("j"));
}

/// Bytes as terminals send them, and as nothing sends them.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => any::<u8>().prop_map(|byte| vec![byte]),
        4 => prop::sample::select(vec![
            "\x1b", "\x1b[", "\x1bO", "\x1b]", "\x1bP", "\x1b[200~", "\x1b[201~", "\x1b[<0;1;1M", "\x1b[M", "\x1b[A",
            "\x1b[97;5u", "\x1b\\", "\x07", "é", "👩", "j", "0;1", "\x03", "$y", "\x1b[[",
        ]).prop_map(|text| text.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..40),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cutting_changes_nothing(bytes in noise(), cuts in vec(1..9_usize, 1..60)) {
        let mut whole = Line::default();
        whole.send(&bytes).pause(5000);
        let mut cut = Line::default();
        let (mut rest, mut sizes) = (bytes.as_slice(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (part, after) = rest.split_at((*sizes.next().unwrap()).min(rest.len()));
            cut.send(part);
            rest = after;
        }
        prop_assert_eq!(cut.pause(5000).heard(), whole.heard());
    }

    #[test]
    fn after_a_silence_every_key_works_and_control_c_at_any_time(bytes in noise()) {
        let mut line = Line::default();
        line.send(&bytes).pause(60);
        if !matches!(line.parser.state, State::Paste(_)) {
            line.heard();
            prop_assert_eq!(line.send("j").heard(), pressed("j"));
        }
        let mut line = Line::default();
        line.send(&bytes).heard();
        line.send("\x03").pause(60);
        prop_assert!(line.heard().contains(&Input::Key(Key::Ctrl('c'))));
        line.pause(4000).heard();
        prop_assert_eq!(line.send("j").heard(), pressed("j"));
    }
}
