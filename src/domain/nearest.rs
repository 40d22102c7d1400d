//! "Did you mean …?": the known word nearest to one that is not known.
//!
//! Used for fields of a plan, names in the query language and keys of the configuration. Start with [`nearest`].

/// Longer words are not typing errors of a known one, and would make the search slow.
const LONGEST: usize = 64;

/// The word of `of` that `word` was probably meant to be, or `None` when nothing is close.
///
/// Close means: at most one edit for every three letters of the longer word, an edit being a letter added, left out,
/// replaced or swapped with its neighbour (Damerau-Levenshtein, optimal string alignment). Case does not count. Of
/// words that are equally close the first wins.
pub fn nearest<'a>(word: &str, of: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = letters(word)?;
    of.into_iter()
        .filter_map(|known| {
            let letters = letters(known)?;
            let limit = word.len().max(letters.len()) / 3;
            Some((distance(&word, &letters, limit)?, known))
        })
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, known)| known)
}

/// The letters in lower case, or `None` for a word that is too long.
fn letters(word: &str) -> Option<Vec<char>> {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).take(LONGEST + 1).collect();
    (letters.len() <= LONGEST).then_some(letters)
}

/// The edits between `from` and `to`, or `None` above `limit`.
///
/// Row by row of the usual table: the cell at `j` is the distance of the letters of `from` read so far to the first `j` of `to`.
fn distance(from: &[char], to: &[char], limit: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > limit {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous = None;
    for (i, &letter) in from.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        let mut left = i + 1;
        row.push(left);
        for (j, (&other, cells)) in to.iter().zip(last.windows(2)).enumerate() {
            let &[diagonal, above] = cells else { continue };
            left = (left + 1).min(above + 1).min(diagonal + usize::from(letter != other));
            let swapped = j > 0 && previous == Some(other) && to.get(j - 1) == Some(&letter);
            if let (true, Some(&cell)) = (swapped, before_last.get(j.wrapping_sub(1))) {
                left = left.min(cell + 1);
            }
            row.push(left);
        }
        if row.iter().all(|&edits| edits > limit) {
            return None;
        }
        previous = Some(letter);
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&edits| edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(from: &str, to: &str) -> Option<usize> {
        distance(&letters(from)?, &letters(to)?, LONGEST)
    }

    #[test]
    fn distances_count_each_kind_of_edit_once() {
        for (from, to, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("runs", "runs", 0),
            ("rns", "runs", 1),
            ("ruuns", "runs", 1),
            ("rans", "runs", 1),
            ("urns", "runs", 1),
            ("runs", "rusn", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
            ("Zürich", "zurich", 1),
        ] {
            assert_eq!(edits(from, to), Some(expected), "{from} → {to}");
            assert_eq!(edits(to, from), Some(expected), "{to} → {from}");
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
