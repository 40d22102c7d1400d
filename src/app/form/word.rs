//! A word that is typed where there is no text: what its first letters did is taken back.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Focus, Form};
use crate::domain::draft::history::History;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{Field, Step};

/// Letters that come sooner after each other than this are of one word.
const PAUSE: Duration = Duration::from_secs(1);

/// Whether a key at `now` is of one word with a key at `before`.
pub fn is_one(before: Duration, now: Duration) -> bool {
    now.saturating_sub(before) < PAUSE
}

/// How the form stood before a word, of which the first letters may have been taken for commands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    at: Duration,
    history: History,
    step: Step,
    focus: Focus,
    visited: BTreeSet<Field>,
    commanding: bool,
}

impl Form {
    /// A letter is about to act on a switch or list: it may be the first of a word.
    pub fn begin_word(&mut self, now: Duration) {
        match &mut self.word {
            Some(word) if is_one(word.at, now) => word.at = now,
            word => {
                let (history, visited) = (self.history.clone(), self.visited.clone());
                let (step, focus, commanding) = (self.step, self.focus, self.commanding);
                *word = Some(Box::new(Word { at: now, history, step, focus, visited, commanding }));
            }
        }
    }

    /// A letter came that means nothing: what the letters just before it did is taken back, since all of them are a word.
    pub fn take_word_back(&mut self, now: Duration) {
        let Some(word) = self.word.take().filter(|word| is_one(word.at, now)) else { return };
        if self.draft() != word.history.draft() {
            (self.history, self.visited) = (word.history, word.visited);
            self.changed();
        }
        self.editing = None;
        (self.step, self.focus, self.commanding) = (word.step, word.focus, word.commanding);
    }

    /// Whether a letter goes on with a word, the letters of which opened the text that it would be typed into. Digits are
    /// typed right behind the letter that adds a slot: they begin its time.
    pub fn goes_on(&self, letter: char, now: Duration) -> bool {
        let is_time = self.focused_field().and_then(Field::kind) == Some(Kind::Time);
        self.editing.is_some()
            && (!is_time || letter.is_alphabetic())
            && self.word.as_ref().is_some_and(|word| is_one(word.at, now))
    }

    /// What was pressed is no letter: the next one begins another word.
    pub fn end_word(&mut self) {
        self.word = None;
    }
}
