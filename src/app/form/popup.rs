//! What may lie over the form: a calendar, a pick list, a sheet of text, pasted rows.

use super::calendar::Calendar;
use super::pick_list::PickList;
use super::sheet::Sheet;
use super::suggestions::suggestions;
use crate::app::model::Model;
use crate::domain::draft::Field;
use crate::domain::draft::pasted::Preview;
use crate::domain::draft::pasted::plan::PastedPlan;
use crate::domain::shown::Shown;

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

/// A line of the pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceLine {
    /// What is typed for it.
    pub text: String,
    /// The same, safe to show.
    pub shown: Shown,
    /// What it is called, where it has a name of its own.
    pub name: Option<Shown>,
    /// How much it holds; may be empty.
    pub size: String,
    /// What people read beside it: `Tuesday`, `7 campaigns, 63.9% success`.
    pub note: String,
}

impl ChoiceLine {
    /// A value of which nothing is known.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), shown: Shown::new(text), name: None, size: String::new(), note: String::new() }
    }

    /// Its name, safe to show; empty where there is none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", Shown::as_str)
    }
}

/// The lines of the pick list of a field: its own choices, else what is known of agents and case lists.
pub fn choices(model: &Model, field: Field) -> Vec<ChoiceLine> {
    let own = field.choices().iter();
    let own = own.map(|choice| ChoiceLine { note: choice.label.to_owned(), ..ChoiceLine::plain(choice.text) });
    if field.choices().is_empty() { suggestions(model, field) } else { own.collect() }
}
