//! What happens to runs and slots as wholes, and to values that are not typed.

use super::calendar::Calendar;
use super::pick_list::{Pick, PickList};
use super::suggestions;
use super::typing::NOT_HERE;
use super::{Focus, Form, Popup};
use crate::app::context::Context;
use crate::domain::count::counted;
use crate::domain::draft::edit::CopiedHours;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{BodyField, Draft, Field, RunField, Step, dates};
use crate::domain::settings::Settings;
use crate::domain::time::{Date, plus_days};

impl Form {
    /// Adds a run or slot and goes to it.
    pub(super) fn add(&mut self) {
        self.stop_typing();
        let head = match self.step {
            Step::Runs => Field::Run(self.change(Draft::add_run)),
            Step::Hours => Field::Slot(self.change(Draft::add_slot)),
            _ => return,
        };
        self.focus_on(Focus::Field(head), false);
        self.step_focus(true);
    }

    /// Takes the run or slot with the focus out; answers with its name.
    pub(super) fn remove(&mut self) -> Option<String> {
        let index = self.entry()?;
        self.editing = None;
        let runs = self.step == Step::Runs;
        let name = if runs { self.draft().run_name(index) } else { format!("Slot {}", index + 1) };
        self.change(|draft| if runs { draft.remove_run(index) } else { draft.remove_slot(index) });
        self.shift_visited(runs, index, -1);
        let count = self.entries();
        let list = if runs { Field::Runs } else { Field::Slots };
        let head = count.checked_sub(1).map_or(list, |last| entry(runs, index.min(last)));
        self.focus = Focus::Field(head);
        Some(name)
    }

    /// Copies the run or slot with the focus, a week later where `weekly`; whether that could be.
    pub(super) fn duplicate(&mut self, weekly: bool) -> bool {
        self.stop_typing();
        let Some(index) = self.entry() else { return false };
        let runs = self.step == Step::Runs;
        let copy = self.change(|draft| match (runs, weekly) {
            (true, true) => draft.repeat_run_weekly(index),
            (true, false) => draft.duplicate_run(index),
            (false, _) => draft.duplicate_slot(index),
        });
        let Some(copy) = copy else { return false };
        self.shift_visited(runs, copy, 1);
        self.focus_on(Focus::Field(entry(runs, copy)), false);
        true
    }

    /// How many runs or slots this step has.
    pub(super) fn entries(&self) -> usize {
        match self.step {
            Step::Runs => self.draft().run_count(),
            Step::Hours => self.draft().slot_count(),
            _ => 0,
        }
    }

    /// Goes to the run or slot beside this one, to the same field; whether there is one.
    pub(super) fn beside(&mut self, forward: bool) -> bool {
        let Some(to) = self.place_beside(forward) else { return false };
        self.focus_on(Focus::Field(self.field_in(to)), false);
        true
    }

    /// Moves the run or slot with the focus by one place; at an end it stays.
    pub(super) fn move_entry(&mut self, forward: bool) {
        self.stop_typing();
        let (Some(from), Some(to)) = (self.entry(), self.place_beside(forward)) else { return };
        let runs = self.step == Step::Runs;
        self.change(|draft| if runs { draft.move_run(from, to) } else { draft.move_slot(from, to) });
        self.swap_visited(runs, from, to);
        self.focus = Focus::Field(self.field_in(to));
    }

    /// The place of the run or slot beside the one with the focus.
    fn place_beside(&self, forward: bool) -> Option<usize> {
        let to = match (self.entry(), forward) {
            (None, true) => Some(0),
            (None, false) => self.entries().checked_sub(1),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        to.filter(|to| *to < self.entries())
    }

    /// The focused field in the run or slot at this place.
    fn field_in(&self, place: usize) -> Field {
        match self.focused_field() {
            Some(Field::InRun(_, part)) => Field::InRun(place, part),
            Some(Field::InSlot(_, part)) => Field::InSlot(place, part),
            _ => entry(self.step == Step::Runs, place),
        }
    }

    /// Switches the focused switch over.
    pub(super) fn toggle(&mut self) {
        if let Some(field) = self.focused_field().filter(|field| field.is_switch()) {
            self.change(|draft| draft.toggle(field));
            self.visited.insert(field);
        }
    }

    /// The next choice of the focused field, or the one before; round the ends, by way of none.
    pub(super) fn choose_beside(&mut self, forward: bool) {
        let Some(field) = self.focused_field() else { return };
        let texts: Vec<&str> = [""].into_iter().chain(field.choices().iter().map(|choice| choice.text)).collect();
        let text = match texts.iter().position(|text| *text == self.draft().text(field)) {
            Some(at) => {
                let to = if forward { at + 1 } else { at + texts.len() - 1 };
                texts.get(to % texts.len()).copied().unwrap_or_default().to_owned()
            }
            None => self.draft().suggestion(field, self.today).map(|offered| offered.text).unwrap_or_default(),
        };
        self.change(|draft| draft.set_text(field, &text));
        self.visited.insert(field);
    }

    /// Whether the run with the focus has a readable date.
    pub(super) fn has_dates(&self) -> bool {
        let Some(index) = self.entry() else { return false };
        let dates = [RunField::StartDate, RunField::EndDate].map(|part| Field::InRun(index, part));
        dates.into_iter().any(|date| self.draft().echo(date).is_some())
    }

    /// The day that a date field holds, else the one that words in it are counted from.
    fn day(&self, field: Field) -> Date {
        let anchor = self.draft().anchor(field, self.today);
        self.draft().date_meant(field, self.today).map_or(anchor.from, |meant| meant.date)
    }

    /// Moves the focused date by a day.
    pub(super) fn shift_day(&mut self, days: i64) {
        let Some(field) = self.focused_field() else { return };
        if let Some(day) = plus_days(self.day(field), days) {
            self.change(|draft| draft.set_text(field, &day.to_string()));
        }
    }

    /// Opens what the focused field is picked from; nothing where it is typed only. The error says why it cannot open.
    pub(super) fn open_popup(&mut self, context: &Context) -> Option<Result<(), &'static str>> {
        let field = self.focused_field()?;
        let popup = match field.kind()? {
            Kind::Json => return Some(if self.open_sheet(field) { Ok(()) } else { Err(NOT_HERE) }),
            Kind::Date | Kind::Dates => Popup::Calendar(self.calendar(field)),
            _ => {
                let lines = suggestions::choices(context, field);
                // Names of case lists may still come.
                let may_come = field == Field::Body(BodyField::CaseListId) && context.case_lists.is_open();
                if lines.is_empty() && !may_come {
                    return None;
                }
                Popup::Choices(PickList::new(field, lines, self.draft().text(field)).informed(&context.case_lists))
            }
        };
        self.history.settle();
        self.popup = Some(popup);
        Some(Ok(()))
    }

    /// Whether what is typed for the case list is no number: it may be part of a name.
    pub(super) fn names_a_list(&self, field: Field) -> bool {
        let text = self.draft().text(field).trim();
        field == Field::Body(BodyField::CaseListId) && !text.is_empty() && text.parse::<i64>().is_err()
    }

    /// Opens the pick list of the case lists on those that what is typed names.
    pub(super) fn find_list(&mut self, context: &Context) {
        let text = self.draft().text(Field::Body(BodyField::CaseListId)).to_owned();
        self.open_popup(context);
        if let Some(Popup::Choices(list)) = &mut self.popup {
            list.insert(&text);
        }
    }

    /// The calendar of a date, or of the selected days of a run, with the days that are typed.
    fn calendar(&self, field: Field) -> Calendar {
        let Field::InRun(run, RunField::SelectedDays) = field else {
            return Calendar { field, day: self.day(field), picked: None, bounds: (None, None) };
        };
        let typed = self.draft().days_meant(field, self.today).unwrap_or_default();
        let day = typed.first().copied().unwrap_or(self.draft().anchor(field, self.today).from);
        Calendar { field, day, picked: Some(typed.into_iter().collect()), bounds: self.draft().bounds(run) }
    }

    /// Takes what is chosen in the popup, and closes it.
    pub(super) fn take(&mut self) {
        let chosen = match self.popup.take() {
            Some(Popup::Calendar(calendar)) => Some((calendar.field, calendar.text())),
            Some(Popup::Choices(list)) => list.chosen().and_then(|row| match row {
                Pick::Line(line) => Some((list.field, line.text.clone())),
                Pick::AsTyped(text) => Some((list.field, text.to_owned())),
                Pick::Search(_) => None,
            }),
            other => {
                self.popup = other;
                None
            }
        };
        if let Some((field, text)) = chosen {
            self.change(|draft| draft.set_text(field, &text));
            self.visited.insert(field);
            self.step_focus(true);
        }
    }

    /// Why nothing can be taken of the pick list.
    pub(super) fn nothing_to_pick(&self) -> Option<&'static str> {
        let Some(Popup::Choices(list)) = &self.popup else { return None };
        match (list.chosen(), list.filter.text().trim().is_empty()) {
            (Some(_), _) => None,
            (None, true) => Some("Nothing is known to choose from: type it, and Enter takes it."),
            (None, false) => Some("No choice is called that: Ctrl-U clears what is typed, Esc closes."),
        }
    }

    /// Whether the list with the focus needs an entry: a plan has runs, and slots where its own hours are used.
    pub(super) fn needs_entries(&self) -> bool {
        self.step == Step::Runs || self.draft().is_on(Field::Body(BodyField::UseCompanyHours))
    }

    /// Moves all runs by so many weeks, and says where the first one starts now.
    pub(super) fn shift_weeks(&mut self, weeks: i64) -> Option<String> {
        self.stop_typing();
        self.change(|draft| draft.shift_weeks(weeks));
        let first = self.draft().first_start()?;
        let which = if weeks > 0 { "later" } else { "earlier" };
        Some(format!("All runs a week {which}: the first starts {}.", dates::written(first)))
    }

    /// Closes the popup. What was written on a sheet is kept; the answer is what is wrong with it.
    pub(super) fn close_popup(&mut self) -> Option<String> {
        let popup = self.popup.take()?;
        self.history.settle();
        match popup {
            Popup::Sheet { field, problem, .. } => {
                self.visited.insert(field);
                problem
            }
            _ => None,
        }
    }

    /// Fills the slots with the company's hours, and says so.
    pub(super) fn company_hours(&mut self, company: &Settings) -> String {
        self.stop_typing();
        match self.change(|draft| draft.use_company_hours(company)) {
            CopiedHours::Slots { slots, unreadable } => {
                self.visited.retain(|field| !matches!(field, Field::Slot(_) | Field::InSlot(..)));
                let rest =
                    if unreadable == 0 { String::new() } else { format!(" {unreadable} more could not be read.") };
                format!("The company's hours: {}.{rest} u takes them back.", counted(slots, "slot"))
            }
            CopiedHours::NotConfigured => NONE_CONFIGURED.to_owned(),
            CopiedHours::Unknown => NOT_KNOWN.to_owned(),
        }
    }
}

/// Said where the company has no hours.
pub(super) const NONE_CONFIGURED: &str = "The company has no hours configured. Type the slots here.";
/// Said where they are not known.
pub(super) const NOT_KNOWN: &str = "The company's hours are not known yet: the settings were not read.";

fn entry(runs: bool, index: usize) -> Field {
    if runs { Field::Run(index) } else { Field::Slot(index) }
}
