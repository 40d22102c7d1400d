//! What may lie over the form: a calendar, a pick list, a sheet of text, pasted rows.

use super::calendar::Calendar;
use super::pick_list::PickList;
use super::sheet::Sheet;
use crate::domain::draft::Field;
use crate::domain::draft::pasted::Preview;
use crate::domain::draft::pasted::plan::PastedPlan;

/// One layer over the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Popup {
    /// A month, to pick a day or several from.
    Calendar(Calendar),
    /// What a field may be chosen from.
    Choices(PickList),
    /// A text of several lines, such as JSON.
    Sheet {
        /// For which field.
        field: Field,
        /// The text and the cursor in it.
        sheet: Sheet,
        /// What is wrong with it as JSON, with line and column, as typed so far.
        problem: Option<String>,
    },
    /// A plan that was pasted, before it is taken.
    Plan {
        /// The plan.
        plan: Box<PastedPlan>,
        /// By how many lines it is scrolled.
        scroll: usize,
    },
    /// Rows that were pasted, before they are taken.
    Pasted {
        /// What would be typed of them, and why not.
        preview: Box<Preview>,
        /// By how many lines it is scrolled.
        scroll: usize,
    },
}
