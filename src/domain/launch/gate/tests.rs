//! Names that look the same, and names that do not.

use proptest::prelude::*;

use super::*;
use crate::domain::fold::{Marks, folded};

fn near(left: &str, right: &str) -> bool {
    NameKey::of(left).is_near(&NameKey::of(right))
}

/// Pairs that nobody can tell apart at a glance (P20).
const ALIKE: &[(&str, &str, &str)] = &[
    ("the same", "Spring follow-up", "Spring follow-up"),
    ("case", "Spring Follow-Up", "spring follow-up"),
    ("a capital ß", "Große STRAẞE", "grosse strasse"),
    ("Cyrillic О", "Outreach", "Оutreach"),
    ("Cyrillic о and а", "Roundup March", "Rоundup Mаrch"),
    ("Cyrillic capitals whose small forms look different", "HELLO BMTK", "НELLO ВМТК"),
    ("the same in another case", "Hot", "НОТ"),
    ("Cyrillic words in another case", "ИТОГИ Новости", "итоги новости"),
    ("Greek capitals", "NEW MAP", "ΝΕW ΜΑΡ"),
    ("Greek final sigma", "ΣΤΟΧΟΣ", "στοχος"),
    ("fullwidth", "Wave 3", "Ｗａｖｅ　３"),
    ("mathematical letters", "Wave 3", "𝐖𝐚𝐯𝐞 𝟑"),
    ("ligature", "office fling", "oﬃce ﬂing"),
    ("rn for m", "comer", "corner"),
    ("capital I for l", "Wave I", "Wave l"),
    ("capital I for 1", "Wave I", "Wave 1"),
    ("1 for l", "Wave 1", "Wave l"),
    ("bar for l", "Wave |", "Wave l"),
    ("Roman number sign", "Phase Ⅱ", "Phase II"),
    ("0 for O", "Roundup 0", "Roundup O"),
    ("0 for o", "Roundup 0", "roundup o"),
    ("Cyrillic З for 3", "wave 3", "wave З"),
    ("joiner", "Roundup", "Round\u{200d}up"),
    ("no-break marks", "Roundup", "\u{feff}Round\u{2060}up"),
    ("soft hyphen", "Roundup", "Round\u{ad}up"),
    ("bidi marks", "Roundup", "\u{200e}Round\u{202e}up\u{202c}\u{2069}"),
    ("tag characters", "Roundup", "Roundup\u{e0041}\u{e007f}"),
    ("controls", "Roundup", "Round\u{7}\u{1b}up\u{9b}"),
    ("Hangul filler", "Roundup", "Roundup\u{3164}"),
    ("combining grapheme joiner", "Café", "Cafe\u{34f}\u{301}"),
    ("trailing blanks", "Roundup", "  Roundup \u{3000}"),
    ("no-break blank", "Wave 3", "Wave\u{a0}3"),
    ("narrow, thin and braille blanks", "Wave 3", "Wave\u{202f}\u{2009}\u{2800}3"),
    ("tab and line break", "Wave 3", "Wave\t\r\n3"),
    ("doubled blank", "Wave 3", "Wave  3"),
    ("composed and apart", "Café", "Cafe\u{301}"),
    ("order of marks", "a\u{323}\u{307}", "a\u{307}\u{323}"),
    ("a joiner between letter and mark", "Café", "Cafe\u{200d}\u{301}"),
    ("capital sharp s", "GROẞ", "groß"),
    ("sharp s in capitals", "STRASSE", "straße"),
    ("Turkish dotless i", "Istanbul", "ıstanbul"),
    ("Turkish dotted I", "İstanbul", "istanbul"),
    ("emoji style", "Heart ❤", "Heart ❤\u{fe0f}"),
    ("text style", "Heart ❤\u{fe0e}", "Heart ❤\u{fe0f}"),
    ("dashes", "follow-up", "follow–up"),
    ("more dashes", "follow‐up − 2", "follow—up ― 2"),
    ("quotes", "\"A\" 'b'", "“A” ‘b’"),
    ("superscript", "Wave 2", "Wave ²"),
    ("number sign", "No 5", "№ 5"),
];

/// Pairs that anybody can tell apart: the gate must not stand in their way.
const NOT_ALIKE: &[(&str, &str)] = &[
    ("wave 3", "wave 4"),
    ("Wave 1", "Wave 2"),
    ("Wave 1", "Wave 11"),
    ("Wave 10", "Wave 100"),
    ("Wave 5", "Wave S"),
    ("Wave 8", "Wave B"),
    ("Wave 2", "Wave Z"),
    ("Wave 1", "Wave i"),
    ("Roundup A", "Roundup B"),
    ("Roundup I", "Roundup L"),
    ("Roundup 1", "Roundup L"),
    ("Roundup I", "Roundup J"),
    ("Roundup O", "Roundup Q"),
    ("Roundup U", "Roundup V"),
    ("Phase II", "Phase III"),
    ("Mail", "Mall"),
    ("MAIL", "MALL"),
    ("Fail", "Fall"),
    ("Roundup", "Round up"),
    ("Roundup", "Roundup 2"),
    ("follow-up", "follow up"),
    ("Café", "Cafe"),
    ("März", "Marz"),
    ("Ausgang", "Eingang"),
    ("groß", "grob"),
    ("Paraquat intake A", "Paraquat intake D"),
    ("2026-01-02", "2026-02-01"),
    ("Новости", "Итоги"),
    ("NEA", "ven"),
    ("日本", "日木"),
    ("👩‍🚀", "👨‍🚀"),
    ("🇩🇪", "🇫🇷"),
    ("a", ""),
];

#[test]
fn p20_names_that_look_the_same_are_alike() {
    for (what, left, right) in ALIKE {
        assert!(alike(left, right), "{what}: {left:?} {right:?} {:?} {:?}", NameKey::of(left), NameKey::of(right));
        assert!(!near(left, right), "{what}");
    }
}

#[test]
fn p20_names_that_look_different_are_not_alike() {
    for (left, right) in NOT_ALIKE {
        assert!(!alike(left, right), "{left:?} {right:?} {:?} {:?}", NameKey::of(left), NameKey::of(right));
    }
}

#[test]
fn p20_a_series_by_letter_or_number_is_told_apart() {
    let letters: Vec<String> = ('A'..='Z').map(|letter| format!("Roundup {letter}")).collect();
    let numbers: Vec<String> = (0..=120).map(|number| format!("Wave {number}")).collect();
    for series in [letters, numbers] {
        for (at, left) in series.iter().enumerate() {
            for right in series.iter().skip(at + 1) {
                assert!(!alike(left, right), "{left} {right}");
            }
        }
    }
}

#[test]
fn names_of_nothing_visible_are_alike() {
    for empty in ["", " ", "\u{200b}", "\u{ad}\t", "\u{3164}"] {
        assert!(alike("", empty), "{empty:?}");
    }
}

#[test]
fn near_is_one_character_more_less_or_other() {
    for (left, right, expected) in [
        ("wave 3", "wave 4", true),
        ("Roundup A", "roundup b", true),
        ("Wave 1", "Wave 11", true),
        ("aaa", "aa", true),
        ("", "a", true),
        ("Wave", "Waves", true),
        ("Café", "Cafe", true),
        ("Wave 3", "wave 3", false),
        ("Wave 1", "Wave l", false),
        ("Wave 12", "Wave 21", false),
        ("Wave", "Waves 2", false),
        ("ab", "ba", false),
        ("spring", "autumn", false),
    ] {
        assert_eq!(near(left, right), expected, "{left:?} {right:?}");
        assert_eq!(near(right, left), expected, "{right:?} {left:?}");
    }
}

/// Text made of what makes names hard: capitals, homoglyphs, marks, blanks, invisible characters, and anything.
fn hard() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z0-9 |-]{1,3}",
        "[ОоНнВвТтМмКкІіӀӏЗзΝνΥυΗηΣςσ]",
        "[\u{301}\u{307}\u{323}\u{308}\u{34f}]",
        "[\u{200d}\u{ad}\u{200e}\u{202e}\u{fe0f}\u{a0}\u{2800}\u{3164}\t]",
        "[ßẞıİﬁ²№—–“”❤]",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_name_is_like_itself_and_likeness_goes_both_ways(left in hard(), right in hard()) {
        prop_assert!(NameKey::of(&left).is_like(&NameKey::of(&left)));
        prop_assert_eq!(alike(&left, &right), alike(&right, &left));
        prop_assert_eq!(near(&left, &right), near(&right, &left));
        prop_assert!(!(alike(&left, &right) && near(&left, &right)));
    }

    #[test]
    fn a_name_made_plain_is_plain(name in hard()) {
        let once = spaced(&plain(&name));
        prop_assert_eq!(spaced(&plain(&once)), once.clone());
        prop_assert!(alike(&name, &once));
    }

    #[test]
    fn what_cannot_be_seen_changes_nothing(name in hard(), at in 0_usize..8, hidden in "[\u{200d}\u{ad}\u{200b}\u{2066}\u{fe0f}\u{e0020}\u{1}]") {
        let mut chars: Vec<char> = name.chars().collect();
        chars.splice(at.min(chars.len())..at.min(chars.len()), hidden.chars());
        let other: String = chars.into_iter().collect();
        prop_assert!(alike(&name, &other), "{:?} {:?}", name, other);
    }

    #[test]
    fn what_the_filter_finds_as_the_whole_name_looks_the_same(
        name in "[a-zA-ZäÉßẞİﬁ–—’“” \u{301}\u{a0}\u{ff21}\u{ff42}ςΣЙ1-3]{1,8}", way in 0..4,
    ) {
        let other: String = match way {
            0 => name.nfd().collect(),
            1 => name.nfkc().collect(),
            2 => name.to_uppercase(),
            _ => folded(&name, Marks::Decomposed),
        };
        prop_assert_eq!(folded(&name, Marks::Decomposed), folded(&other, Marks::Decomposed));
        prop_assert!(alike(&name, &other), "{:?} {:?}", name, other);
    }

    #[test]
    fn case_and_blanks_around_change_nothing(name in hard()) {
        let padded = format!(" \t{name}\u{a0} ");
        prop_assert!(alike(&name, &padded));
        prop_assert!(alike(&name, &name.to_uppercase()) || !name.is_ascii());
        prop_assert!(alike(&name, &name.to_lowercase()) || !name.is_ascii());
    }
}

proptest! {
    #[test]
    fn a_name_in_ascii_has_the_key_that_the_tables_give(name in "[\\x00-\\x7f]{0,24}") {
        let (short, long) = (NameKey::of(&name), NameKey::of_any(&name));
        prop_assert_eq!((short.read, short.drawn), (long.read, long.drawn));
    }
}
