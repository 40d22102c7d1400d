//! What may lie over the form: a calendar, a pick list, a sheet of text, pasted rows.

use super::calendar::Calendar;
use super::sheet::Sheet;
use super::suggestions::suggestions;
use crate::domain::draft::Field;
use crate::domain::draft::pasted::Preview;
use crate::domain::shown::Shown;
use crate::domain::store::Store;

/// One layer over the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Popup {
    /// A month, to pick a day or several from.
    Calendar(Calendar),
    /// What a field may be chosen from.
    Choices {
        /// For which field.
        field: Field,
        /// The lines, as they were when it was opened.
        lines: Vec<ChoiceLine>,
        /// The chosen line.
        choice: usize,
    },
    /// A text of several lines, such as JSON.
    Sheet {
        /// For which field.
        field: Field,
        /// The text and the cursor in it.
        sheet: Sheet,
        /// What is wrong with it as JSON, with line and column, as typed so far.
        problem: Option<String>,
    },
    /// Rows that were pasted, before they are taken.
    Pasted {
        /// What would be typed of them, and why not.
        preview: Box<Preview>,
        /// By how many lines it is scrolled.
        scroll: usize,
    },
}

/// A line of the pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceLine {
    /// What is typed for it.
    pub text: String,
    /// The same, safe to show.
    pub shown: Shown,
    /// What people read beside it: `Tuesday`, `7 campaigns, 63.9% success`.
    pub note: String,
}

/// The lines of the pick list of a field: its own choices, else what the campaigns in the table suggest.
pub fn choices(store: &Store, field: Field) -> Vec<ChoiceLine> {
    let own = field.choices().iter().map(|choice| ChoiceLine {
        text: choice.text.to_owned(),
        shown: Shown::plain(choice.text),
        note: choice.label.to_owned(),
    });
    if field.choices().is_empty() { suggestions(store, field) } else { own.collect() }
}
