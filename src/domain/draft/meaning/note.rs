//! A sentence about a plan.

use super::super::Field;

/// How grave a note is, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Looked at, and right.
    Pass,
    /// Good to know.
    Info,
    /// To read before sending; never blocks.
    Read,
    /// Breaks a rule: it cannot be sent.
    Blocking,
}

/// One sentence about the plan, safe to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How grave it is.
    pub severity: Severity,
    /// What it is about, to go to.
    pub field: Field,
    /// What it says.
    pub text: String,
    /// What of it holds whatever other campaigns do meanwhile, where that is less than all of it.
    pub lasting: Option<String>,
    /// Whether the form says as much behind the field.
    pub by_field: bool,
}

impl Severity {
    /// Whether it must have been on screen before a launch.
    pub fn must_be_read(self) -> bool {
        matches!(self, Self::Read | Self::Blocking)
    }
}

impl Note {
    /// What a person who has read the note knows, though a refresh may word the rest of it otherwise.
    pub fn lasting(&self) -> &str {
        self.lasting.as_ref().unwrap_or(&self.text)
    }
}

pub(super) fn note(notes: &mut Vec<Note>, severity: Severity, field: Field, text: impl Into<String>) {
    notes.push(Note { severity, field, text: text.into(), lasting: None, by_field: false });
}
