//! The line that is being typed: its text, what is chosen of the suggestions, and the lines of before.

use super::{Suggestion, suggestions};
use crate::app::action::Movement;
use crate::app::key::Key;
use crate::app::text_field::TextField;
use crate::app::views::Views;

/// How many lines of before are remembered.
const MOST: usize = 50;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    pub field: TextField,
    /// The chosen suggestion.
    pub choice: Option<usize>,
    /// How far back in the lines of before; 0 is the latest.
    recalled: Option<usize>,
}

impl CommandLine {
    /// A line that begins with `text`.
    pub(in crate::app) fn new(text: &str) -> Self {
        Self { field: TextField::new(text), ..Self::default() }
    }

    /// How the line may go on.
    pub fn suggestions(&self, views: &Views) -> Vec<Suggestion> {
        suggestions(self.field.text(), views)
    }

    /// What is chosen of them.
    pub fn chosen(&self, views: &Views) -> Option<Suggestion> {
        self.suggestions(views).into_iter().nth(self.choice?)
    }

    pub(in crate::app) fn press(&mut self, key: Key) {
        if self.field.press(key) {
            (self.choice, self.recalled) = (None, None);
        }
    }

    pub(in crate::app) fn paste(&mut self, text: &str) {
        self.field.insert(text);
        (self.choice, self.recalled) = (None, None);
    }

    /// Chooses among the suggestions; on an empty line, Up recalls the lines of before, the latest last in `past`.
    pub(in crate::app) fn step(&mut self, movement: Movement, views: &Views, past: &[String]) {
        let recalls = self.recalled.is_some() || (self.field.text().is_empty() && self.choice.is_none());
        match (movement, self.recalled) {
            (Movement::Up, at) if recalls && !past.is_empty() => {
                self.recall(past, Some(at.map_or(0, |at| at + 1).min(past.len() - 1)));
            }
            (Movement::Down, Some(at)) => self.recall(past, at.checked_sub(1)),
            _ => {
                let count = self.suggestions(views).len();
                self.choice = match (movement, self.choice) {
                    _ if count == 0 => None,
                    (Movement::Up, None | Some(0)) => None,
                    (_, None) => Some(0),
                    (movement, Some(at)) => Some(movement.apply(at, count, 1)),
                };
            }
        }
    }

    fn recall(&mut self, past: &[String], at: Option<usize>) {
        let line = at.and_then(|at| past.iter().rev().nth(at)).map_or("", String::as_str);
        (self.field, self.recalled, self.choice) = (TextField::new(line), at, None);
    }

    /// Takes the chosen suggestion into the line, else the first; false where there is none.
    pub(in crate::app) fn complete(&mut self, views: &Views) -> bool {
        let chosen = self.suggestions(views).into_iter().nth(self.choice.unwrap_or_default());
        let Some(Suggestion { line, .. }) = chosen else { return false };
        *self = Self::new(&line);
        true
    }
}

/// Remembers a line that was run.
pub(in crate::app) fn remember(past: &mut Vec<String>, line: &str) {
    past.retain(|known| known != line);
    past.push(line.to_owned());
    let surplus = past.len().saturating_sub(MOST);
    past.drain(..surplus);
}
