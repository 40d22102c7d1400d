//! The bytes of a terminal program, in pieces: text, controls and escape sequences.

/// A piece of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A character to show.
    Text(char),
    /// A control character, C0 or C1.
    Control(char),
    /// `ESC [` and what follows, up to and with the final byte.
    Csi(String),
    /// `ESC` and one character that opens anything else, such as a title.
    Escape(char),
}

/// Takes output apart. What is no UTF-8 fails.
pub(crate) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut characters = text.chars();
    let mut pieces = Vec::new();
    while let Some(c) = characters.next() {
        pieces.push(match c {
            '\x1b' => match characters.next() {
                Some('[') => {
                    let mut sequence = String::new();
                    for c in characters.by_ref() {
                        sequence.push(c);
                        if ('@'..='~').contains(&c) {
                            break;
                        }
                    }
                    Piece::Csi(sequence)
                }
                other => Piece::Escape(other.unwrap_or('\0')),
            },
            c if c.is_control() => Piece::Control(c),
            c => Piece::Text(c),
        });
    }
    pieces
}

/// Whether a sequence is one of those kaytop writes: place, style, clear, and its six modes. No query is among them.
pub(crate) fn is_ours(csi: &str) -> bool {
    const MODES: [&str; 6] = ["?25", "?1004", "?1049", "?2004", "?2026", "?2031"];
    let mut characters = csi.chars();
    let (last, parameters) = (characters.next_back().unwrap_or_default(), characters.as_str());
    match last {
        'H' | 'm' => parameters.chars().all(|c| c.is_ascii_digit() || c == ';'),
        'J' => parameters == "2",
        'h' | 'l' => MODES.contains(&parameters),
        _ => false,
    }
}

/// The one question that kaytop asks the terminal: its background, and a last answer that every terminal gives.
const QUESTION: &str = "\x1b]11;?\x1b\\\x1b[c";

/// What kaytop did not write itself: controls, foreign sequences, and characters that show nothing or turn the
/// direction of text.
pub(crate) fn foreign(bytes: &[u8]) -> Vec<Piece> {
    let mut foreign = pieces(std::str::from_utf8(bytes).unwrap().replacen(QUESTION, "", 1).as_bytes());
    foreign.retain(|piece| match piece {
        Piece::Text(c) => is_invisible(*c),
        Piece::Csi(sequence) => !is_ours(sequence),
        Piece::Control(_) | Piece::Escape(_) => true,
    });
    foreign
}

/// Bidirectional controls, zero-width and other default-ignorable characters.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// The parameters of every style sequence.
pub(crate) fn styles(bytes: &[u8]) -> Vec<u16> {
    let sequences = pieces(bytes).into_iter().filter_map(|piece| match piece {
        Piece::Csi(sequence) => sequence.strip_suffix('m').map(str::to_owned),
        _ => None,
    });
    sequences.flat_map(|style| style.split(';').map(|n| n.parse().unwrap_or(0)).collect::<Vec<u16>>()).collect()
}

#[test]
fn output_is_taken_apart() {
    let found = pieces("a\x1b[1;31mé\x1b]0;t\x07\u{9b}".as_bytes());
    let csi = Piece::Csi("1;31m".into());
    let title = [Piece::Escape(']'), Piece::Text('0'), Piece::Text(';'), Piece::Text('t'), Piece::Control('\x07')];
    let expected = [Piece::Text('a'), csi, Piece::Text('é')].into_iter().chain(title).chain([Piece::Control('\u{9b}')]);
    assert_eq!(found, expected.collect::<Vec<_>>());
    assert_eq!(styles(b"\x1b[1;31mx\x1b[m"), [1, 31, 0]);
}

#[test]
fn queries_titles_and_tricks_are_foreign() {
    for foreign_bytes in ["\x1b[6n", "\x1b[c", "\x1b[?1049$p", "\x1b]0;x\x07", "\n", "\u{85}", "\u{202e}", "\u{feff}"] {
        assert!(!foreign(foreign_bytes.as_bytes()).is_empty(), "{foreign_bytes:?}");
    }
    assert!(foreign(QUESTION.as_bytes()).is_empty() && !foreign(QUESTION.repeat(2).as_bytes()).is_empty());
    assert_eq!(foreign("\x1b[2J\x1b[1;7H\x1b[?25lé…👩".as_bytes()), []);
}
