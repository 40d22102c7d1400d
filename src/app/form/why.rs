//! Why a key of the form cannot act now.

use super::entries::{NONE_CONFIGURED, NOT_KNOWN};
use super::{Focus, Form, Popup};
use crate::app::action::form::FormAction;
use crate::app::context::Context;
use crate::domain::draft::{Field, Step};
use crate::domain::settings::CompanyHours;

impl Form {
    /// The reason why `action` would do nothing; `None` when it can act.
    pub fn why_not(&self, action: FormAction, context: &Context) -> Option<String> {
        match action {
            FormAction::Leave | FormAction::Back | FormAction::Proceed => {
                self.why_not_leave(&context.launches).map(str::to_owned)
            }
            FormAction::CompanyHours if self.step != Step::Hours => Some("This works on step 3, Hours.".to_owned()),
            FormAction::CompanyHours => match context.company.hours {
                CompanyHours::Unknown => Some(NOT_KNOWN.to_owned()),
                CompanyHours::NotConfigured => Some(NONE_CONFIGURED.to_owned()),
                CompanyHours::Slots { .. } => None,
            },
            FormAction::PickDay | FormAction::PickWeekdays => match &self.popup {
                Some(Popup::Calendar(calendar)) => calendar.why_not(),
                _ => None,
            },
            _ => in_form(action, self).map(str::to_owned),
        }
    }
}

fn in_form(action: FormAction, form: &Form) -> Option<&'static str> {
    let lists = matches!(form.step, Step::Hours | Step::Runs);
    let field = form.focused_field();
    match action {
        FormAction::Undo if !form.can_undo_redo().0 => Some("There is nothing to undo."),
        FormAction::Redo if !form.can_undo_redo().1 => Some("Nothing was undone."),
        FormAction::Add
        | FormAction::Remove
        | FormAction::Duplicate
        | FormAction::NextEntry
        | FormAction::PreviousEntry
        | FormAction::MoveLater
        | FormAction::MoveEarlier
            if !lists =>
        {
            Some("This works on runs and slots: steps 3 and 4.")
        }
        FormAction::Remove | FormAction::Duplicate | FormAction::MoveLater | FormAction::MoveEarlier
            if form.entry().is_none() =>
        {
            Some("No run or slot has the focus: } goes to one.")
        }
        FormAction::Repeat if form.step != Step::Runs || form.entry().is_none() => {
            Some("This copies a run: step 4, on a run.")
        }
        FormAction::Repeat if !form.has_dates() => Some("The run has no date yet: a week later is no day."),
        FormAction::NextEntry | FormAction::MoveLater if form.entry().map_or(0, |at| at + 1) >= form.entries() => {
            Some("This is the last one.")
        }
        FormAction::PreviousEntry | FormAction::MoveEarlier if form.entry().map_or(form.entries(), |at| at) == 0 => {
            Some("This is the first one.")
        }
        FormAction::Later | FormAction::Earlier if !form.on_date() => Some("This moves a date: none has the focus."),
        FormAction::WeekLater | FormAction::WeekEarlier if form.draft().first_start().is_none() => {
            Some("No run has a date that could move.")
        }
        FormAction::SwitchOn if field.is_some_and(|field| form.draft().is_on(field)) => Some("It is on already."),
        FormAction::SwitchOff if field.is_some_and(|field| !form.draft().is_on(field)) => Some("It is off already."),
        FormAction::Toggle if !field.is_some_and(Field::is_switch) => Some("This is no switch."),
        FormAction::Left | FormAction::Right
            if form.step != Step::Review && field.is_none_or(|field| field.choices().is_empty()) =>
        {
            Some("There is nothing to choose from here.")
        }
        FormAction::Take => form.nothing_to_pick(),
        FormAction::TakeRows => form.nothing_to_take(),
        FormAction::CopyRequest if form.step != Step::Review => Some("The request is copied on step 6, Review."),
        FormAction::NextStop if is_end(form, false) => Some("This is the last of the step."),
        FormAction::PreviousStop if is_end(form, true) => Some("This is the first of the step."),
        FormAction::NextStep if form.step == Step::Review => Some("This is the last step."),
        FormAction::PreviousStep if form.step == Step::Basics => Some("This is the first step. Esc leaves the form."),
        _ => None,
    }
}

fn is_end(form: &Form, first: bool) -> bool {
    let stops: Vec<Focus> = form.stops();
    (if first { stops.first() } else { stops.last() }) == Some(&form.focus)
}
