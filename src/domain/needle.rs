//! Text to look for in other text: folded, and where a letter has a mark, with that mark.
//!
//! A [`Needle`] without marks is looked for in [`Marks::Dropped`] text, so that `cafe` finds `Café`; one with marks in
//! [`Marks::Decomposed`] text, where each of its letters must have the marks that it has, and may have more: `é` finds `É`
//! and `ế`, and no `e`.

use std::ops::Range;

use super::fold::{Marks, fold_into, folded, has_marks, is_mark};

/// Text to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// Without marks.
    plain: String,
    /// With marks, when it has any.
    marked: Option<String>,
}

impl Needle {
    /// What was typed.
    pub fn new(typed: &str) -> Self {
        let marked = has_marks(typed).then(|| folded(typed, Marks::Decomposed));
        Self { plain: folded(typed, Marks::Dropped), marked }
    }

    /// The text without marks. Where the needle occurs, this occurs in the plain text.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// What was typed, folded, with its marks: looking for this is the same.
    pub fn text(&self) -> &str {
        self.marked.as_ref().unwrap_or(&self.plain)
    }

    /// Whether nothing of it can be seen, so that it would be found everywhere.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Whether it has marks, so that finding the plain text is not enough.
    pub fn minds_marks(&self) -> bool {
        self.marked.is_some()
    }

    /// The form of the text that it is looked for in.
    pub fn marks(&self) -> Marks {
        if self.minds_marks() { Marks::Decomposed } else { Marks::Dropped }
    }

    /// Whether everything that holds this needle also holds `other`.
    pub fn implies(&self, other: &Self) -> bool {
        match (&self.marked, &other.marked) {
            (Some(this), Some(other)) => this.contains(other.as_str()),
            (None, Some(_)) => false,
            (_, None) => self.plain.contains(&other.plain),
        }
    }

    /// Whether it occurs in a text of any form.
    pub fn occurs_in(&self, text: &str) -> bool {
        let mut own = String::new();
        fold_into(text, self.marks(), &mut own);
        self.find(&own).is_some()
    }

    /// Where it first occurs in a text of its own form.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let Some(needle) = &self.marked else {
            return text.find(&self.plain).map(|at| at..at + self.plain.len());
        };
        let first = needle.chars().next()?;
        let starts = text.char_indices().filter(|(_, c)| *c == first);
        starts.into_iter().find_map(|(at, _)| Some(at..at + begins(text.get(at..)?, needle)?))
    }

    /// Whether a text of its own form is this, but for blanks around it.
    pub fn is(&self, text: &str) -> bool {
        match &self.marked {
            None => text.trim() == self.plain.trim(),
            Some(needle) => begins(text.trim(), needle.trim()) == Some(text.trim().len()),
        }
    }

    /// What is behind it, where a text of its own form begins with it.
    pub fn strip_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        match &self.marked {
            None => text.strip_prefix(self.plain.as_str()),
            Some(needle) => text.get(begins(text, needle)?..),
        }
    }

    /// What is before it, where a text of its own form ends with it.
    pub fn strip_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let Some(needle) = &self.marked else { return text.strip_suffix(self.plain.as_str()) };
        if needle.is_empty() {
            return Some(text);
        }
        let ends = |at: usize| text.get(at..).is_some_and(|end| begins(end, needle) == Some(end.len()));
        let at = text.char_indices().rev().map(|(at, _)| at).find(|&at| ends(at));
        text.get(..at?)
    }

    /// The letters that it has, each a needle of the same marks, blanks left out.
    pub fn letters(&self) -> impl Iterator<Item = Self> {
        let text = self.text();
        let mut letters: Vec<String> = Vec::new();
        for c in text.chars() {
            match letters.last_mut() {
                Some(letter) if is_mark(c) => letter.push(c),
                _ => letters.push(c.to_string()),
            }
        }
        let marked = self.minds_marks();
        letters.into_iter().map(move |letter| {
            let plain = letter.chars().filter(|c| !is_mark(*c)).collect();
            Self { plain, marked: marked.then_some(letter) }
        })
    }

    /// The same, looked for in text with marks whether it has any or not.
    #[must_use]
    pub fn minding_marks(self) -> Self {
        Self { marked: self.marked.or_else(|| Some(self.plain.clone())), plain: self.plain }
    }
}

/// How many bytes of a marked text a marked needle takes from its start; `None` when the text does not begin with it.
fn begins(text: &str, needle: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for wanted in needle.chars() {
        if is_mark(wanted) {
            while rest.next_if(|(_, c)| is_mark(*c) && *c != wanted).is_some() {}
        } else {
            while rest.next_if(|(_, c)| is_mark(*c)).is_some() {}
        }
        rest.next_if(|(_, c)| *c == wanted)?;
    }
    while rest.next_if(|(_, c)| is_mark(*c)).is_some() {}
    Some(rest.peek().map_or(text.len(), |(at, _)| *at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        Needle::new(typed).occurs_in(text)
    }

    #[test]
    fn a_letter_finds_itself_with_any_mark_and_a_mark_asks_for_itself() {
        for (typed, text) in [
            ("cafe", "Café"),
            ("CAFÉ", "cafe\u{301}"),
            ("cafe\u{301}", "CAFÉ"),
            ("e", "ế"),
            ("é", "ế"),
            ("gärtner cafe", "Gärtner Café"),
            ("lodz", "Łódź"),
            ("łodz", "Łódź"),
            ("STRASSE", "Straße"),
            ("straße", "STRASSE"),
            ("fi", "ﬁnal"),
            ("istanbul", "İstanbul"),
            ("İSTANBUL", "istanbul"),
            ("æ", "Æon"),
            ("ae", "Æon"),
            ("o'brien", "O’Brien"),
            ("depo", "De⟪U+200B⟫po"),
            ("한", "\u{1112}\u{1161}\u{11ab}국"),
        ] {
            assert!(finds(typed, text), "{typed} in {text}");
        }
        for (typed, text) in
            [("café", "cafe"), ("è", "é"), ("łodz", "lodz"), ("æ", "aeon"), ("하", "한국"), ("café", "cafe\u{300}")]
        {
            assert!(!finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn the_parts_of_a_text_are_told_apart_with_marks_too() {
        let text = folded("Müller & Söhne", Marks::Decomposed);
        let needle = |typed: &str| Needle::new(typed).minding_marks();
        assert_eq!(needle("müll").strip_prefix(&text), Some("er & so\u{308}hne"));
        assert_eq!(needle("sohne").strip_suffix(&text), Some("mu\u{308}ller & "));
        assert_eq!(needle("söhn").strip_suffix(&text), None);
        assert!(needle("muller & söhne").is(&text) && !needle("müller").is(&text));
        let letters: Vec<String> = needle("öh").letters().map(|letter| letter.plain).collect();
        assert_eq!(letters, ["o", "h"]);
    }

    #[test]
    fn a_longer_needle_implies_its_parts() {
        let implies = |this: &str, other: &str| Needle::new(this).implies(&Needle::new(other));
        assert!(implies("hou", "ho") && implies("Hou", "HO") && implies("müll", "mu") && implies("müll", "mül"));
        assert!(!implies("mull", "mü") && !implies("ho", "hou"));
    }
}
