//! Text from outside, made safe to show.
//!
//! Start with [`Shown::new`]: whatever a server or a file says passes through it where it is decoded, so that widgets
//! never have to ask whether a text may steer the terminal, reorder its line or hide a part of itself. Two steps: single
//! characters are marked, then clusters too tall for a cell are cut. Pure; knows no terminal and no widths of columns:
//! cutting to a column is the widget's job. [`escape_json`] is the machine-readable counterpart.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use compact_str::CompactString;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// How many characters a shown text may have; what is longer ends in `…` there.
pub const MOST_CHARS: usize = 10_000;
/// How many code points one cluster may have (P18): more is a tower of accents, not a letter.
const MOST_IN_CLUSTER: usize = 8;

const CUT: char = '…';
const JOINER: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';
/// What a mark without a letter to stand on is given, so that it cannot climb onto the neighbour's cell.
const DOTTED_CIRCLE: char = '◌';

/// Text from outside that may reach a terminal: no control, escape, bidi or invisible character is left in
/// [`Shown::as_str`]; what was there is made visible (faults P14–P19).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown {
    text: CompactString,
    /// The text as received, where it differs.
    raw: Option<Box<str>>,
}

impl Shown {
    /// Makes `raw` safe.
    pub fn new(raw: &str) -> Self {
        if raw.len() <= MOST_CHARS && raw.bytes().all(|b| matches!(b, b' '..=b'~')) {
            return Self { text: raw.into(), raw: None };
        }
        let text = cut_clusters(&mark(raw));
        let raw = (text != raw).then(|| raw.into());
        Self { text: text.into(), raw }
    }

    /// Words of our own, which need no making safe.
    pub const fn plain(text: &'static str) -> Self {
        Self { text: CompactString::const_new(text), raw: None }
    }

    /// The safe text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many bytes it takes beside its own size.
    pub(super) fn weight(&self) -> usize {
        let text = if self.text.is_heap_allocated() { self.text.capacity() } else { 0 };
        text + self.raw.as_ref().map_or(0, |raw| raw.len())
    }

    /// The text as received: for machine output that escapes it, never for a terminal.
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.text)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Makes every character visible that is not. Reads little more than can be shown.
fn mark(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len().min(4 * MOST_CHARS));
    if raw.chars().next().is_some_and(|c| !is_marked(c) && c.width() == Some(0)) {
        out.push(DOTTED_CIRCLE);
    }
    let mut before = None;
    let mut chars = raw.chars().take(MOST_CHARS + 1).peekable();
    while let Some(c) = chars.next() {
        let kept = !is_marked(c) || is_part_of_emoji(c, before, chars.peek().copied());
        if kept {
            out.push(c);
        } else {
            push_mark(&mut out, c);
        }
        before = kept.then_some(c);
    }
    if raw.chars().nth(MOST_CHARS + 1).is_some() {
        out.push(CUT);
    }
    out
}

/// Writes the visible stand-in of `c`.
fn push_mark(out: &mut String, c: char) {
    let picture = match c {
        '\n' => Some('⏎'),
        '\t' => Some('⇥'),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => out.push(picture),
        // Writing to a String cannot fail.
        None => write!(out, "⟪U+{:04X}⟫", u32::from(c)).unwrap_or_default(),
    }
}

/// Cuts clusters of more than [`MOST_IN_CLUSTER`] code points and text of more than [`MOST_CHARS`] characters.
fn cut_clusters(marked: &str) -> String {
    let mut out = String::with_capacity(marked.len());
    let mut count = 0;
    // The end of the last cluster that leaves room for the sign of the cut.
    let mut roomy = 0;
    for cluster in marked.graphemes(true) {
        let before = out.len();
        match cluster.char_indices().nth(MOST_IN_CLUSTER) {
            Some((end, _)) => {
                let (kept, _) = cluster.split_at(end);
                // A joiner at the cut would join the sign of the cut.
                out.push_str(kept.trim_end_matches([JOINER, EMOJI_STYLE]));
                out.push(CUT);
            }
            None => out.push_str(cluster),
        }
        count += out.split_at(before).1.chars().count();
        if count < MOST_CHARS {
            roomy = out.len();
        }
        if count > MOST_CHARS {
            out.truncate(roomy);
            out.push(CUT);
            break;
        }
    }
    out
}

/// Whether an invisible character holds an emoji together: the one place where it may stay (P17).
fn is_part_of_emoji(c: char, before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        EMOJI_STYLE => is_pictograph(before) || (matches!(before, '0'..='9' | '#' | '*') && after == Some(KEYCAP)),
        JOINER => (is_pictograph(before) || before == EMOJI_STYLE) && after.is_some_and(is_pictograph),
        _ => false,
    }
}

/// A character that emoji are made of; blocks rather than the exact property, since it only says where a joiner or a
/// style selector may stay.
fn is_pictograph(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | 'Ⓜ'
        | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether people see nothing to read in a text: it is blank, or made of characters that have no shape of their own.
pub fn shows_nothing(text: &str) -> bool {
    let has_no_shape = |c: char| {
        c.is_whitespace()
            || c == '\u{2800}'
            || c.is_control()
            || is_ignorable(c)
            || is_format(c)
            || is_combining_mark(c)
    };
    text.chars().all(has_no_shape)
}

/// Whether `c` steers, hides or has no agreed shape, and is therefore shown by its number (P14–P17).
pub(super) fn is_marked(c: char) -> bool {
    c.is_control() || is_ignorable(c) || is_format(c) || is_unassigned_for_good(c)
}

/// `Default_Ignorable_Code_Point` of Unicode (it holds all twelve of `Bidi_Control`).
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Separators and format controls that are invisible without being default-ignorable.
fn is_format(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}' | '\u{13430}'..='\u{1343F}')
}

/// Private use and noncharacters: each font shows something else, or nothing.
fn is_unassigned_for_good(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Signs of general category Cf that do have a shape: visible on a screen, still format characters for a machine.
fn is_visible_format(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}' | '\u{8E2}' | '\u{110BD}' | '\u{110CD}')
}

/// A JSON document in which every control and format character is written as `\u` escapes (RFC 8259 §7): the same
/// values for a machine, inert in a terminal. Takes a finished document, such as serde's, because such characters can
/// stand only inside its strings; the line breaks of pretty-printing stay.
pub fn escape_json(document: &str) -> Cow<'_, str> {
    escaped_where(document, |c| c >= '\u{7F}' && (is_marked(c) || is_visible_format(c)))
}

/// A JSON document in ASCII alone: the same values.
pub fn ascii_json(document: &str) -> Cow<'_, str> {
    escaped_where(document, |c| c >= '\u{7F}')
}

/// A JSON document with the `harmful` characters of its strings as `\u` escapes.
fn escaped_where(document: &str, harmful: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !document.contains(&harmful) {
        return Cow::Borrowed(document);
    }
    let mut out = String::with_capacity(document.len() + 32);
    for c in document.chars() {
        if harmful(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                write!(out, "\\u{unit:04x}").unwrap_or_default();
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Text as a spreadsheet takes it: what it would read as a formula gets an apostrophe before it (P22).
///
/// A cell begins at the text's beginning, and behind whatever may separate cells where the text is opened: which sign that is
/// depends on the reader's country. White space and quotes before a formula do not keep it from being one.
pub fn spreadsheet_cell(text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '\r', '\n'];
    let mut defused = String::new();
    let mut begins = true;
    for c in text.chars() {
        if begins && SIGNS.contains(&c) {
            defused.push('\'');
        }
        begins = SEPARATORS.contains(&c) || (begins && (c.is_whitespace() || matches!(c, '"' | '\'')));
        defused.push(c);
    }
    if defused.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(defused) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(raw: &str) -> String {
        Shown::new(raw).as_str().to_owned()
    }

    #[test]
    fn p14_p15_controls_become_pictures_or_numbers() {
        for (raw, expected) in [
            ("a\u{1b}[31mred", "a␛[31mred"),
            ("bell\u{7}", "bell␇"),
            ("nul\0", "nul␀"),
            ("del\u{7f}", "del␡"),
            ("next\u{85}line", "next⟪U+0085⟫line"),
            ("csi\u{9b}2J", "csi⟪U+009B⟫2J"),
            ("\r\nx", "␍⏎x"),
        ] {
            assert_eq!(shown(raw), expected);
        }
    }

    #[test]
    fn p16_all_twelve_bidi_controls_are_named() {
        let bidi = "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";
        for c in bidi.chars() {
            assert_eq!(shown(&format!("a{c}b")), format!("a⟪U+{:04X}⟫b", u32::from(c)));
        }
        assert_eq!(bidi.chars().count(), 12);
    }

    #[test]
    fn p17_what_hides_is_named() {
        for c in "\u{200B}\u{200C}\u{200D}\u{FEFF}\u{AD}\u{34F}\u{3164}\u{115F}\u{1160}\u{FFA0}\u{FE0F}\u{FE00}\u{2060}\
                  \u{2028}\u{2029}\u{E0041}\u{E0100}\u{FFF9}\u{E000}\u{F8FF}\u{10FFFD}\u{FDD0}\u{FFFE}\u{1FFFF}\u{1D173}"
            .chars()
        {
            assert_eq!(shown(&format!("a{c}b")), format!("a⟪U+{:04X}⟫b", u32::from(c)));
        }
    }

    #[test]
    fn p18_emoji_stay_whole_and_towers_are_cut() {
        for kept in ["👩‍🚀", "❤️", "🏳️‍🌈", "🇩🇪", "👍🏽", "1️⃣", "👨‍👩‍👧", "é", "e\u{301}", "שלום", "日本", "한국"]
        {
            assert_eq!(shown(kept), kept);
            assert_eq!(Shown::new(kept).raw, None);
        }
        let tower = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(shown(&tower), format!("a{}…b", "\u{301}".repeat(7)));
        assert_eq!(shown("👩🏽‍❤️‍💋‍👨🏿!"), "👩🏽‍❤️‍💋…!", "no joiner is left at a cut");
        let accents_then_text = format!("a{}{}", "\u{301}".repeat(9000), "x".repeat(9000));
        assert!(shown(&accents_then_text).ends_with("x…"));
        assert_eq!(shown("\u{301}x"), "◌\u{301}x");
        assert_eq!(shown("a\u{200D}b👩\u{200D}c"), "a⟪U+200D⟫b👩⟪U+200D⟫c");
    }

    #[test]
    fn p19_line_breaks_and_tabs_are_seen_and_long_text_ends_in_a_sign() {
        assert_eq!(shown("a\tb\nc"), "a⇥b⏎c");
        let exact = "x".repeat(MOST_CHARS);
        assert_eq!(shown(&exact), exact);
        for long in ["x".repeat(MOST_CHARS + 1), "é".repeat(50_000), "\n".repeat(MOST_CHARS + 7)] {
            let cut = shown(&long);
            assert_eq!(cut.chars().count(), MOST_CHARS);
            assert!(cut.ends_with("…"));
            assert_eq!(Shown::new(&long).raw(), long);
        }
    }

    #[test]
    fn raw_is_kept_only_when_it_differs() {
        assert_eq!(Shown::new("Größe").raw, None);
        let changed = Shown::new("a\tb");
        assert_eq!((changed.as_str(), changed.raw()), ("a⇥b", "a\tb"));
        assert_eq!(format!("{:>5}", Shown::new("abc")), "  abc");
        assert_eq!(Shown::plain("own words"), Shown::new("own words"));
    }

    #[test]
    fn json_keeps_its_values_and_loses_its_teeth() {
        let values = vec!["a\u{1b}\u{9b}\u{7f}\u{202e}\u{e0041}\u{600}é\n\"\u{fe0f}\\".to_owned()];
        let json = serde_json::to_string_pretty(&values).unwrap();
        let safe = escape_json(&json);
        assert_eq!(safe, "[\n  \"a\\u001b\\u009b\\u007f\\u202e\\udb40\\udc41\\u0600é\\n\\\"\\ufe0f\\\\\"\n]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), values);
        assert!(matches!(escape_json("[\"plain é\"]"), Cow::Borrowed(_)));
    }

    /// Strings made of what breaks sanitisers, and of anything else.
    fn hostile() -> impl Strategy<Value = String> {
        let nasty = prop::sample::select(
            "\u{1b}\n\r\t\u{7f}\u{9b}\u{202e}\u{200d}\u{200c}\u{fe0f}\u{fe0e}\u{20e3}\u{301}\u{301}\u{600}\u{e0067}1#a👩❤🏽🇩🇪\u{1100}\u{1160}\u{903}\u{94d}\u{915}…◌⟪"
                .chars()
                .collect::<Vec<_>>(),
        );
        prop::collection::vec(prop_oneof![4 => nasty, 1 => any::<char>()], 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn nothing_that_steers_or_hides_comes_out(raw in hostile()) {
            let text = shown(&raw);
            let chars: Vec<char> = text.chars().collect();
            for (i, &c) in chars.iter().enumerate() {
                let before = i.checked_sub(1).map(|i| chars[i]);
                prop_assert!(!is_marked(c) || is_part_of_emoji(c, before, chars.get(i + 1).copied()), "{c:?} in {text:?}");
            }
            prop_assert!(text.graphemes(true).all(|g| g.chars().count() <= MOST_IN_CLUSTER + 1));
            prop_assert!(text.chars().next().is_none_or(|c| c.width() != Some(0)));
        }

        #[test]
        fn showing_twice_changes_nothing(raw in hostile()) {
            let once = shown(&raw);
            prop_assert_eq!(shown(&once), once);
        }

        #[test]
        fn raw_is_never_lost(raw in hostile()) {
            let shown = Shown::new(&raw);
            prop_assert_eq!(shown.raw(), raw);
        }
    }
}
