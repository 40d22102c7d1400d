//! Pastes: into the open text field or sheet, or as rows of a spreadsheet, which are looked at before they are taken.

use serde_json::Value;

use super::outcome::Outcome;
use super::{Focus, Form, LaunchStage, Popup};
use crate::app::plain::plain;
use crate::domain::draft::pasted::{self, Target, plan};
use crate::domain::draft::{Draft, Field, ReportField, RunField, Step};

/// Why nothing can be taken of rows that all are wrong.
const NONE_UNDERSTOOD: &str = "None of these rows can be taken: Esc drops them.";

/// Why a plan that cannot be read cannot be taken.
const UNREADABLE: &str = "This plan cannot be read: Esc drops it.";

impl Form {
    /// Pasted text goes into the open field or sheet or becomes rows to look at, and never anywhere near a launch (T15).
    pub fn paste(&mut self, text: &str) -> Outcome {
        if self.look_at_plan(text) || self.look_at(text) {
            return Outcome::Nothing;
        }
        let kept = match (&self.launch, &mut self.popup, &mut self.editing) {
            (LaunchStage::Idle, Some(Popup::Sheet { sheet, .. }), _) => {
                let kept = sheet.insert(text);
                self.sheet_typed();
                kept
            }
            (LaunchStage::Idle, Some(Popup::Choices(list)), _) => list.insert(text),
            (LaunchStage::Idle, Some(Popup::Pasted { .. } | Popup::Plan { .. }), _) => {
                return Outcome::refuse(
                    "Nothing was pasted: first Enter takes the rows of the paste before, or Esc drops them.",
                );
            }
            (LaunchStage::Idle, None, Some(field)) => {
                let kept = field.insert(text);
                self.typed();
                kept
            }
            (LaunchStage::Ready { .. } | LaunchStage::Refused(_), ..) => {
                return Outcome::refuse("Nothing was pasted: this must be typed by hand.");
            }
            _ => return Outcome::refuse("Nothing was pasted: no text field is open. Enter opens one."),
        };
        let pasted = text.chars().count();
        Outcome::say_if((kept < pasted).then(|| format!("Pasted {pasted} characters, kept {kept}.")))
    }

    /// Offers a whole plan that is pasted, wherever in the form that is; whether it is one.
    fn look_at_plan(&mut self, text: &str) -> bool {
        let taken = matches!(self.popup, Some(Popup::Pasted { .. } | Popup::Plan { .. }));
        if self.launch != LaunchStage::Idle || taken {
            return false;
        }
        let Some(plan) = plan::read(&plain(text), self.today) else { return false };
        self.history.settle();
        self.popup = Some(Popup::Plan { plan: Box::new(plan), scroll: 0 });
        true
    }

    /// Puts a pasted plan in the place of what is typed. One step undoes it.
    fn take_plan(&mut self, plan: &Value) -> Option<String> {
        let draft = Draft::from_plan(plan)?;
        self.editing = None;
        self.change(|old| *old = draft);
        self.places.clear();
        self.reveal();
        self.focus = self.first_stop();
        Some("The form holds the pasted plan. u takes it back.".to_owned())
    }

    /// Opens what is pasted as rows, where it has several cells or lines and the focus takes rows; whether it did.
    fn look_at(&mut self, text: &str) -> bool {
        if self.launch != LaunchStage::Idle || self.popup.is_some() {
            return false;
        }
        let text = plain(text);
        let is_rows = |target: &Target| {
            pasted::has_rows(&text, *target) || self.editing.is_none() && pasted::is_row(&text, *target)
        };
        let Some(target) = self.takes_rows().filter(is_rows) else { return false };
        self.history.settle();
        let preview = pasted::read(&text, target, self.draft(), self.today);
        self.popup = Some(Popup::Pasted { preview: Box::new(preview), scroll: 0 });
        true
    }

    /// What rows become where the focus is. The text of a run or slot is one cell, so that several are rows; a list of
    /// days and every other text take them as text.
    fn takes_rows(&self) -> Option<Target> {
        match (self.step, self.focus) {
            (_, Focus::Field(Field::InReport(ReportField::Recipients))) => Some(Target::Recipients),
            (_, Focus::Field(Field::InRun(_, RunField::SelectedDays))) if self.editing.is_some() => None,
            (Step::Runs, _) => Some(Target::Runs),
            (Step::Hours, _) => Some(Target::Slots),
            _ => None,
        }
    }

    /// Types the rows that are understood.
    pub(super) fn take_rows(&mut self) -> Option<String> {
        let preview = match self.popup.take()? {
            Popup::Plan { plan, .. } => return self.take_plan(plan.plan.as_ref().ok()?),
            Popup::Pasted { preview, .. } => preview,
            _ => return None,
        };
        if preview.target != Target::Recipients {
            self.stop_typing();
        }
        let entries = self.entries();
        let count = self.change(|draft| draft.add_pasted(&preview));
        match (preview.target, self.entries().checked_sub(count)) {
            (Target::Runs, Some(first)) => {
                self.visited.insert(Field::Runs);
                self.go_to_first(true, first, entries);
            }
            (Target::Slots, Some(first)) => self.go_to_first(false, first, entries),
            _ => {}
        }
        Some(format!("Added {}. u outside a field takes it back.", preview.words()))
    }

    /// Goes to the first run or slot that was added where there were `before`.
    fn go_to_first(&mut self, runs: bool, first: usize, before: usize) {
        // One that made room took along what was said of it.
        if first < before {
            self.shift_visited(runs, first, -1);
        }
        self.focus = Focus::Field(if runs { Field::Run(first) } else { Field::Slot(first) });
    }

    /// Why nothing can be taken of what was pasted.
    pub(super) fn nothing_to_take(&self) -> Option<&'static str> {
        match &self.popup {
            Some(Popup::Pasted { preview, .. }) if preview.understood() == 0 => Some(NONE_UNDERSTOOD),
            Some(Popup::Plan { plan, .. }) if plan.plan.is_err() => Some(UNREADABLE),
            _ => None,
        }
    }
}
