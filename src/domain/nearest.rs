//! "Did you mean …?": the known word nearest to one that is not known.
//!
//! Used for fields of a plan, names in the query language and keys of the configuration. Start with [`nearest`].

use strsim::osa_distance;

/// Longer words are not typing errors of a known one, and would make the search slow.
const LONGEST: usize = 64;

/// The word of `of` that `word` was probably meant to be, or `None` when nothing is close.
///
/// Close means: at most one edit for every three letters of the longer word, an edit being a letter added, left out,
/// replaced or swapped with its neighbour. Case does not count. Of words that are equally close the first wins.
pub fn nearest<'a>(word: &str, of: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (word, length) = lowered(word)?;
    let near = of.into_iter().filter_map(|known| {
        let (letters, known_length) = lowered(known)?;
        let edits = osa_distance(&word, &letters);
        (edits <= length.max(known_length) / 3).then_some((edits, known))
    });
    near.min_by_key(|&(edits, _)| edits).map(|(_, known)| known)
}

/// A word in lower case and how many letters it has, or `None` when it is too long.
fn lowered(word: &str) -> Option<(String, usize)> {
    let lower: String = word.chars().flat_map(char::to_lowercase).take(LONGEST + 1).collect();
    let length = lower.chars().count();
    (length <= LONGEST).then_some((lower, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_edit_counts_once() {
        for (from, to, near) in [
            ("", "", true),
            ("", "abc", false),
            ("rns", "runs", true),
            ("ruuns", "runs", true),
            ("rans", "runs", true),
            ("urns", "runs", true),
            ("rusn", "runs", true),
            ("rusnx", "runs", false),
            ("kitten", "sitting", false),
            ("ca", "abc", false),
            ("Zürich", "zurich", true),
        ] {
            assert_eq!(nearest(from, [to]).is_some(), near, "{from} → {to}");
            assert_eq!(nearest(to, [from]).is_some(), near, "{to} → {from}");
        }
    }

    #[test]
    fn the_nearest_word_is_found_and_far_ones_are_not() {
        let known = ["name", "agent_id", "case_list_id", "concurrency_limit", "runs", "never_ending"];
        for (word, expected) in [
            ("concurency_limit", Some("concurrency_limit")),
            ("caseListId", Some("case_list_id")),
            ("Name", Some("name")),
            ("nmae", Some("name")),
            ("run", Some("runs")),
            ("neverending", Some("never_ending")),
            ("", None),
            ("x", None),
            ("colour", None),
            ("date", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }

    #[test]
    fn equally_close_words_give_the_first() {
        assert_eq!(nearest("bat", ["cat", "hat"]), Some("cat"));
        assert_eq!(nearest("hat", ["cat", "hat"]), Some("hat"));
    }

    #[test]
    fn a_very_long_word_is_nobodys_typing_error() {
        assert_eq!(nearest(&"a".repeat(1_000_000), ["a"]), None);
        let word = "a".repeat(LONGEST);
        assert_eq!(nearest(&format!("{word}a"), [word.as_str()]), None);
        assert_eq!(nearest(&word, [word.as_str()]), Some(word.as_str()));
    }
}
