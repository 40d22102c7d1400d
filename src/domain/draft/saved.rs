//! A draft as it is kept between sessions: its number, where its author was, and when it was saved.

use std::fmt;

use super::table::BodyField;
use super::{Draft, Field, Step};
use crate::domain::launch::{LETTERS, code};
use crate::domain::shown::Shown;
use crate::domain::time::Moment;

/// How many letters a [`DraftId`] has.
const LENGTH: usize = 8;

/// The number of a draft: letters without look-alikes, which are also the name of its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(String);

impl DraftId {
    /// The id that these random bits make.
    pub fn from_bits(bits: u64) -> Self {
        Self(code(bits, LENGTH))
    }

    /// Reads an id, in capitals as written.
    pub fn parse(text: &str) -> Option<Self> {
        let right = text.len() == LENGTH && text.bytes().all(|letter| LETTERS.contains(&letter));
        right.then(|| Self(text.to_owned()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A draft that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDraft {
    /// Its number.
    pub id: DraftId,
    /// The step its author was on.
    pub step: Step,
    /// When it was saved.
    pub saved_at: Moment,
    /// The draft that it is a copy of, made because that one was open in another window.
    pub copy_of: Option<DraftId>,
    /// What is typed.
    pub draft: Draft,
}

/// A line of the list of drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSummary {
    /// Its number.
    pub id: DraftId,
    /// What it is called.
    pub title: Shown,
    /// The step its author was on.
    pub step: Step,
    /// When it was saved.
    pub saved_at: Moment,
    /// What would be sent, to the letter.
    pub body: String,
    /// Whether it was made as a copy of another.
    pub copy: bool,
    /// Whether another window has it open.
    pub elsewhere: bool,
}

impl SavedDraft {
    /// A copy under a number of its own.
    #[must_use]
    pub fn copy(&self, id: DraftId) -> Self {
        Self { copy_of: Some(self.copy_of.clone().unwrap_or_else(|| self.id.clone())), id, ..self.clone() }
    }

    /// Its line in the list of drafts.
    pub fn summary(&self) -> DraftSummary {
        DraftSummary {
            id: self.id.clone(),
            title: self.draft.title(),
            step: self.step,
            saved_at: self.saved_at,
            body: self.draft.request().to_string(),
            copy: self.copy_of.is_some(),
            elsewhere: false,
        }
    }
}

impl Draft {
    /// What it is called: the campaign's name, or that it has none yet.
    pub fn title(&self) -> Shown {
        let name = self.text(Field::Body(BodyField::Name)).trim();
        if name.is_empty() { Shown::plain("(no name yet)") } else { Shown::new(name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_eight_letters_and_no_path() {
        let id = DraftId::from_bits(12345);
        assert_eq!(DraftId::parse(id.as_str()), Some(id));
        for text in ["", "../../x", "K7MW3XQ", "k7mw3xqp", "K7MW3XQPP", "K7MW/XQP"] {
            assert_eq!(DraftId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_is_the_name_made_safe() {
        let mut draft = Draft::new();
        assert_eq!(draft.title().as_str(), "(no name yet)");
        draft.set_text(Field::Body(BodyField::Name), "a\u{1b}[31mb");
        assert!(!draft.title().as_str().contains('\u{1b}'));
    }
}
