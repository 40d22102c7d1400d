//! Undo and redo: the drafts before and after the present one, bounded. Typing in one field is one step.

use super::Draft;
use super::field::Field;

/// How many steps can be undone.
const STEPS: usize = 200;
/// How many runs and slots all steps may hold together; the oldest are forgotten first, and the last step never is.
const PARTS: usize = 20_000;

/// A draft with what came before it.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    present: Draft,
    past: Vec<Draft>,
    future: Vec<Draft>,
    /// The field that the last change was typed in, while typing goes on.
    typing: Option<Field>,
}

impl History {
    /// Starts with a draft; there is nothing to undo.
    pub fn new(draft: Draft) -> Self {
        Self { present: draft, past: Vec::new(), future: Vec::new(), typing: None }
    }

    /// The draft as it stands.
    pub fn draft(&self) -> &Draft {
        &self.present
    }

    /// Types over a field. What is typed into one field in a row is undone at once.
    pub fn type_in(&mut self, field: Field, text: &str) {
        let mut next = self.present.clone();
        next.set_text(field, text);
        if self.typing == Some(field) && !self.past.is_empty() {
            self.future.clear();
            self.present = next;
        } else if self.record(next) {
            self.typing = Some(field);
        }
    }

    /// Makes one change of the draft that is undone by itself. Answers what `change` answers.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Draft) -> T) -> T {
        self.settle();
        let mut next = self.present.clone();
        let answer = change(&mut next);
        self.record(next);
        answer
    }

    /// Ends typing: the focus leaves the field.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// Goes back one step; whether there was one.
    pub fn undo(&mut self) -> bool {
        self.settle();
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.present, before));
        true
    }

    /// Goes forward again; whether there was something undone.
    pub fn redo(&mut self) -> bool {
        self.settle();
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.present, after));
        true
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes `next` as the present draft; whether it differs.
    fn record(&mut self, next: Draft) -> bool {
        if next == self.present {
            return false;
        }
        self.future.clear();
        self.past.push(std::mem::replace(&mut self.present, next));
        self.forget();
        true
    }

    fn forget(&mut self) {
        let mut parts = 0;
        let kept = self.past.iter().rev().take(STEPS).take_while(|draft| {
            parts += draft.run_count() + draft.slot_count();
            parts <= PARTS
        });
        let kept = kept.count().max(1);
        self.past.drain(..self.past.len().saturating_sub(kept));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::{BodyField, RunField};
    use proptest::prelude::*;

    const NAME: Field = Field::Body(BodyField::Name);

    fn typed(history: &mut History, text: &str) {
        for end in 1..=text.len() {
            history.type_in(NAME, text.get(..end).unwrap());
        }
    }

    #[test]
    fn typing_in_one_field_is_one_step_until_the_focus_leaves() {
        let mut history = History::new(Draft::new());
        typed(&mut history, "Wave");
        history.settle();
        typed(&mut history, "Roundup");
        history.type_in(Field::Body(BodyField::AgentId), "abc");
        assert!(history.undo() && history.undo());
        assert_eq!(history.draft().text(NAME), "Wave");
        assert!(history.undo() && !history.undo());
        assert_eq!(history.draft(), &Draft::new());
        assert!(history.redo());
        assert_eq!(history.draft().text(NAME), "Wave");
    }

    #[test]
    fn typing_after_an_undo_starts_a_step_and_forgets_what_was_undone() {
        let mut history = History::new(Draft::new());
        typed(&mut history, "Wave");
        history.undo();
        typed(&mut history, "New");
        assert!(!history.can_redo());
        assert!(history.undo());
        assert_eq!(history.draft(), &Draft::new());
    }

    #[test]
    fn a_change_that_changes_nothing_is_no_step() {
        let mut history = History::new(Draft::new());
        history.type_in(NAME, "");
        history.change(|draft| draft.clear(NAME));
        assert!(!history.can_undo());
    }

    #[test]
    fn steps_are_bounded_in_number_and_in_size() {
        let mut history = History::new(Draft::new());
        for step in 0..STEPS + 50 {
            history.change(|draft| draft.set_text(NAME, &step.to_string()));
        }
        assert_eq!(history.past.len(), STEPS);
        history.change(|draft| (0..PARTS / 4).map(|_| draft.add_slot()).last());
        for step in 0..50 {
            history.change(|draft| draft.set_text(NAME, &step.to_string()));
        }
        assert_eq!(history.past.len(), 3, "each holds a run beside its quarter of the slots");
        history.change(|draft| (0..2 * PARTS).map(|_| draft.add_slot()).last());
        history.change(|draft| draft.set_text(NAME, "last"));
        assert!(history.undo(), "the last step can always be undone");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn undoing_everything_comes_back_to_the_start(edits in prop::collection::vec((0usize..4, "[a-z]{0,3}"), 0..40)) {
            let mut history = History::new(Draft::new());
            for (what, text) in &edits {
                match what {
                    0 => history.type_in(NAME, text),
                    1 => history.type_in(Field::InRun(0, RunField::Id), text),
                    2 => assert!(history.change(Draft::add_run) < 40),
                    _ => assert!(history.change(|draft| draft.remove_run(0) || draft.run_count() == 0)),
                }
            }
            let end = history.draft().clone();
            let steps = (0..=edits.len()).take_while(|_| history.undo()).count();
            prop_assert_eq!(history.draft(), &Draft::new());
            for _ in 0..steps {
                history.redo();
            }
            prop_assert_eq!(history.draft(), &end);
            prop_assert!(!history.redo());
        }
    }
}
