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
    /// The values that a field offers.
    Choices(PickList),
    /// A text of several lines, such as JSON.
    Sheet {
        field: Field,
        sheet: Sheet,
        /// What is wrong with it as JSON, with line and column, as typed so far.
        problem: Option<String>,
    },
    /// A pasted plan, before it is taken.
    Plan { plan: Box<PastedPlan>, scroll: usize },
    /// Pasted rows, before they are taken.
    Pasted {
        /// What each row would become, or why it cannot be taken.
        preview: Box<Preview>,
        scroll: usize,
    },
}
