//! How one piece of text is asked for: a word, the whole text, wildcards, letters in order, or a regex.
//!
//! Case is ignored unless a capital was typed. A [`Pattern`] sees one field at a time and never an unknown one.

use regex_lite::{Regex, RegexBuilder};

use crate::domain::order::fold_into;

/// The largest compiled regex, in bytes: enough for any pattern a person types, too little to stall a search.
const REGEX_LIMIT: usize = 64 * 1024;

/// Text to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Needle {
    /// With case taken away.
    folded: String,
    /// As typed, when it has a capital and so its case counts.
    exact: Option<String>,
}

impl Needle {
    pub(super) fn new(typed: &str) -> Self {
        let mut folded = String::with_capacity(typed.len());
        fold_into(typed, &mut folded);
        Self { folded, exact: has_capital(typed).then(|| typed.to_owned()) }
    }

    /// The text with case taken away. Where the needle occurs, this occurs in the folded text.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether a capital was typed, so that finding the folded text is not enough.
    pub(crate) fn minds_case(&self) -> bool {
        self.exact.is_some()
    }

    /// Whether everything that holds this needle also holds `other`.
    pub(crate) fn implies(&self, other: &Self) -> bool {
        match (&self.exact, &other.exact) {
            (Some(this), Some(other)) => this.contains(other.as_str()),
            (None, Some(_)) => false,
            (_, None) => self.folded.contains(&other.folded),
        }
    }

    /// The form that texts are compared with: as typed when its case counts, else folded.
    pub(super) fn compared(&self) -> &str {
        self.exact.as_deref().unwrap_or(&self.folded)
    }
}

fn has_capital(typed: &str) -> bool {
    typed.chars().any(char::is_uppercase)
}

/// What the value of a text field must look like.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    /// `depo`: it occurs anywhere.
    Contains(Needle),
    /// `=depo`: it is the whole text.
    Is(Needle),
    /// `!=depo`: it is not the whole text.
    IsNot(Needle),
    /// `de*po*`: the whole text, with anything where the stars are.
    Wildcard(Wildcard),
    /// `~dpo`: its letters occur in this order.
    Fuzzy(Needle),
    /// `/^de.o/`.
    Regex(TextRegex),
}

impl Pattern {
    /// Whether case counts, so that [`Pattern::fits`] wants text as it is; else it wants folded text.
    pub(crate) fn minds_case(&self) -> bool {
        match self {
            Self::Contains(needle) | Self::Is(needle) | Self::IsNot(needle) | Self::Fuzzy(needle) => {
                needle.minds_case()
            }
            Self::Wildcard(wildcard) => wildcard.minds_case,
            Self::Regex(regex) => regex.minds_case,
        }
    }

    /// Whether a text fits, in the form that [`Pattern::minds_case`] says.
    pub(crate) fn fits(&self, text: &str) -> bool {
        match self {
            Self::Contains(needle) => text.contains(needle.compared()),
            Self::Is(needle) => text == needle.compared(),
            Self::IsNot(needle) => text != needle.compared(),
            Self::Wildcard(wildcard) => wildcard.fits(text),
            Self::Fuzzy(needle) => in_order(needle.compared(), text),
            Self::Regex(regex) => regex.regex.is_match(text),
        }
    }
}

/// Whether the characters of `letters` occur in `text` in the same order, whatever stands between them.
fn in_order(letters: &str, text: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

/// Text with stars in it.
#[derive(Debug, Clone)]
pub(crate) struct Wildcard {
    /// What must stand before the first star.
    first: String,
    /// What must stand between stars, in this order.
    middle: Vec<String>,
    /// What must stand behind the last star.
    last: String,
    minds_case: bool,
}

impl Wildcard {
    /// From the pieces between the stars: at least two, or there was no star.
    pub(super) fn new(pieces: &[String]) -> Option<Self> {
        let minds_case = pieces.iter().any(|piece| has_capital(piece));
        let piece = |typed: &String| if minds_case { typed.clone() } else { Needle::new(typed).folded };
        let (first, rest) = pieces.split_first()?;
        let (last, middle) = rest.split_last()?;
        Some(Self { first: piece(first), middle: middle.iter().map(piece).collect(), last: piece(last), minds_case })
    }

    fn fits(&self, text: &str) -> bool {
        let Some(text) = text.strip_prefix(&*self.first) else { return false };
        let Some(mut rest) = text.strip_suffix(&*self.last) else { return false };
        self.middle.iter().all(|piece| match rest.split_once(&**piece) {
            Some((_, behind)) => {
                rest = behind;
                true
            }
            None => false,
        })
    }
}

/// A regex over text.
#[derive(Debug, Clone)]
pub(crate) struct TextRegex {
    regex: Regex,
    minds_case: bool,
}

impl TextRegex {
    /// Compiles it, or says in a few words why not. Searching takes time linear in the text.
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let regex = RegexBuilder::new(pattern).size_limit(REGEX_LIMIT).build().map_err(|why| why.to_string())?;
        Ok(Self { regex, minds_case: has_literal_capital(pattern) })
    }
}

/// Whether a capital stands in a regex for itself: `\S` and the like do not ask for case.
fn has_literal_capital(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            c if c.is_uppercase() => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::folded;

    fn fits(pattern: &Pattern, text: &str) -> bool {
        let folded: String = folded(text).collect();
        pattern.fits(if pattern.minds_case() { text } else { &folded })
    }

    #[test]
    fn case_counts_once_a_capital_is_typed() {
        let contains = |typed: &str, text: &str| fits(&Pattern::Contains(Needle::new(typed)), text);
        assert!(contains("depo", "DEPO follow-up"));
        assert!(contains("Depo", "Depo follow-up"));
        assert!(!contains("Depo", "DEPO follow-up"));
        assert!(contains("müll", "MÜLLER"));
        assert!(contains("οδος", "ΟΔΟΣ"));
        assert!(!contains("cafe", "café"));
    }

    #[test]
    fn wildcards_cover_the_whole_text() {
        let fits = |pieces: &[&str], text: &str| {
            let pieces: Vec<String> = pieces.iter().map(|&p| p.to_owned()).collect();
            fits(&Pattern::Wildcard(Wildcard::new(&pieces).unwrap()), text)
        };
        assert!(fits(&["test", ""], "Test 1") && !fits(&["test", ""], "a test"));
        assert!(fits(&["", "demo", ""], "my demo 2") && !fits(&["", "demo", ""], "dem o"));
        assert!(fits(&["a", "b", "b", "c"], "a-b-b-c") && !fits(&["a", "b", "b", "c"], "a-b-c"));
        assert!(!fits(&["aba", "aba"], "abaa"), "the ends may not overlap");
        assert!(!fits(&["A", ""], "abc"));
    }

    #[test]
    fn fuzzy_wants_the_letters_in_order() {
        let fuzzy = |typed: &str| fits(&Pattern::Fuzzy(Needle::new(typed)), "Depo follow-up");
        assert!(fuzzy("dpofu") && fuzzy("Dfu"));
        assert!(!fuzzy("pd") && !fuzzy("DF"));
    }

    #[test]
    fn a_regex_ignores_case_and_classes_are_no_capitals() {
        let regex = |pattern: &str, text: &str| fits(&Pattern::Regex(TextRegex::new(pattern).unwrap()), text);
        assert!(regex(r"^depo.*(es|en)$", "Depo wave EN"));
        assert!(regex(r"^\Sepo$", "DEPO"));
        assert!(!regex("Depo", "DEPO"));
        assert!(TextRegex::new("(").is_err());
        assert!(TextRegex::new("(((a{200}){200}){200})").is_err(), "too large to compile");
    }

    #[test]
    fn a_longer_needle_implies_its_parts() {
        let implies = |this: &str, other: &str| Needle::new(this).implies(&Needle::new(other));
        assert!(implies("hou", "ho") && implies("Hou", "ho") && implies("Hou", "Ho"));
        assert!(!implies("hou", "Ho") && !implies("ho", "hou"));
    }
}
