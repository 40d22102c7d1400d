//! Focus and typing: which field has the keys, and what a text means once it is left.

use super::sheet::Sheet;
use super::{Focus, Form, Popup, Saved};
use crate::app::key::Key;
use crate::app::text_field::TextField;
use crate::domain::draft::dates;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{Draft, Field, Step};
use crate::domain::rules::Finding;
use crate::domain::time::days_between;
use crate::domain::today::Today;

/// Whether a field's text is typed in its line, and not chosen, switched or written on a sheet.
pub(super) fn is_typed(field: Field) -> bool {
    let kinds = [Kind::Text, Kind::Date, Kind::Time, Kind::Integer, Kind::Dates, Kind::Texts];
    field.choices().is_empty() && field.kind().is_some_and(|kind| kinds.contains(&kind))
}

/// Why a text cannot be typed into here.
pub(super) const NOT_HERE: &str = "This text is too long, or has characters, that cannot be edited here. It is sent as \
                                   it is.";

impl Form {
    /// Judges the draft anew after a change, and has it saved.
    pub(super) fn changed(&mut self) {
        self.judge();
        self.unsaved = true;
    }

    fn judge(&mut self) {
        self.check = self.draft().check(self.today);
        self.change_count += 1;
    }

    /// Types what the open text field holds into the draft.
    pub(super) fn typed(&mut self) {
        if let (Some(field), Some(text)) = (self.focused_field(), &self.editing) {
            self.history.type_in(field, text.text());
            self.edited = true;
            self.changed();
        }
    }

    /// Makes one change that is undone by itself.
    pub(super) fn change<T>(&mut self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let answer = self.history.change(change);
        self.changed();
        self.reload();
        answer
    }

    /// Ends typing without leaving the field's place. Dates and days in words and a loose time become what they mean.
    pub(super) fn stop_typing(&mut self) {
        let Some(field) = self.focused_field() else { return };
        if self.editing.take().is_some()
            && let Some(meant) = self.meant(field)
        {
            self.history.type_in(field, &meant);
            self.changed();
        }
        self.history.settle();
        self.visited.insert(field);
    }

    /// What a typed word for a day, or a loose time, stands for. A text that says it already stays, and so does what had to
    /// be put right or guessed to be read: that is only offered.
    fn meant(&self, field: Field) -> Option<String> {
        let draft = self.draft();
        match field.kind()? {
            Kind::Date => {
                let (text, anchor) = (draft.text(field), draft.anchor(field, self.today));
                let meant = draft.date_meant(field, self.today)?;
                let is_near = dates::says_year(text) || days_between(anchor.from, meant.date) <= dates::FAR;
                let reads_otherwise = meant.note.is_empty() && draft.echo(field).is_none();
                (reads_otherwise && is_near).then(|| meant.date.to_string())
            }
            Kind::Dates => draft.days_said(field, self.today),
            Kind::Time => {
                let time = draft.time_said(field)?.to_string();
                (time != draft.text(field)).then_some(time)
            }
            _ => None,
        }
    }

    /// Whether the field that is being typed into becomes something else when it is left: what is wrong until then is
    /// not worth saying.
    pub(super) fn becomes(&self, field: Field) -> Option<String> {
        let typing = self.editing.is_some() && self.focus == Focus::Field(field);
        self.meant(field).filter(|_| typing)
    }

    /// Moves the focus. With `typing`, a text field is typed into at once.
    pub(super) fn focus_on(&mut self, focus: Focus, typing: bool) {
        self.stop_typing();
        self.focus = focus;
        if typing {
            self.commanding = false;
            self.start_typing();
        }
    }

    /// Turns letters into commands.
    pub(super) fn command(&mut self) {
        self.stop_typing();
        self.commanding = true;
    }

    /// Types into the focused field where it is one that is typed into; whether it is.
    pub(super) fn start_typing(&mut self) -> bool {
        self.commanding = false;
        let Some(field) = self.focused_field().filter(|field| is_typed(*field)) else { return false };
        let text = TextField::new(self.draft().text(field));
        let whole = text.text() == self.draft().text(field);
        self.editing = whole.then_some(text);
        self.edited = false;
        whole
    }

    /// Types a letter that was pressed in the open calendar into the text that it stands for.
    pub(super) fn type_over(&mut self, letter: char) {
        if let Some(Popup::Calendar(_)) = self.popup
            && self.start_typing()
        {
            self.popup = None;
            if let Some(text) = &mut self.editing {
                text.press(Key::Char(letter));
            }
            self.typed();
        }
    }

    /// Opens the sheet for the text of the focused field; whether it can hold that.
    pub(super) fn open_sheet(&mut self, field: Field) -> bool {
        let sheet = Sheet::new(self.draft().text(field));
        let whole = sheet.text() == self.draft().text(field);
        if whole {
            self.editing = None;
            self.history.settle();
            self.popup = Some(Popup::Sheet { field, problem: problem(field, sheet.text()), sheet });
        }
        whole
    }

    /// Types what the open sheet holds into the draft.
    pub(super) fn sheet_typed(&mut self) {
        let Some(Popup::Sheet { field, sheet, problem: said }) = &mut self.popup else { return };
        let text = sheet.text();
        *said = problem(*field, text);
        self.history.type_in(*field, text);
        self.changed();
    }

    /// Reads what is open anew, after the draft was changed under it.
    pub(super) fn reload(&mut self) {
        if self.editing.is_some() {
            self.editing = None;
            self.start_typing();
        }
        if let Some(Popup::Sheet { field, .. }) = self.popup {
            self.popup = None;
            self.open_sheet(field);
        }
        if !self.stops().contains(&self.focus) {
            self.editing = None;
            self.focus = self.first_stop();
        }
        let gone = |focus: &Focus| matches!(focus, Focus::Field(Field::InReport(_)));
        if !self.draft().is_on(Field::Report) {
            self.places.retain(|_, focus| !gone(focus));
        }
    }

    /// Moves the focus by one stop; at an end of the step it stays.
    pub(super) fn step_focus(&mut self, forward: bool) {
        let stops = self.stops();
        let at = stops.iter().position(|stop| *stop == self.focus).unwrap_or_default();
        let to = if forward { at + 1 } else { at.saturating_sub(1) };
        if let Some(focus) = stops.get(to) {
            self.focus_on(*focus, true);
        }
    }

    /// Goes to a step. What was gone past counts as left, and everything does on the review. With `typing`, a text field is
    /// typed into at once; else letters are commands there.
    pub(super) fn go(&mut self, step: Step, typing: bool) {
        if step == self.step {
            return;
        }
        self.stop_typing();
        self.popup = None;
        if step > self.step {
            self.visited.extend(self.history.draft().fields(self.step));
        }
        if step == Step::Review {
            self.reveal();
            self.review.scroll = 0;
        }
        self.places.insert(self.step, self.focus);
        self.step = step;
        let stops = self.stops();
        let before = self.places.get(&step).filter(|focus| **focus != Focus::Next && stops.contains(focus)).copied();
        let first = || self.first_to_fill().filter(|focus| typing && stops.contains(focus));
        self.focus = self.first_problem().or(before).or_else(first).unwrap_or(self.first_stop());
        self.commanding = !typing;
        if typing {
            self.start_typing();
        }
        self.unsaved |= self.saved != Saved::Nothing;
    }

    /// The first place of the step at which a problem shows.
    pub(super) fn first_problem(&self) -> Option<Focus> {
        let shown = |field: Field| self.check.problems_of(field).next().is_some() && self.visited.contains(&field);
        let stops = self.stops();
        let found = stops.iter().find(|stop| matches!(stop, Focus::Field(field) if shown(*field))).copied();
        found.or_else(|| {
            // What shows in no stop of its own stands in its list.
            let mut fields = self.check.problems_on(self.step).map(Finding::field);
            let list = list_of(fields.find(|field| self.visited.contains(field))?);
            Some(Focus::Field(list)).filter(|focus| stops.contains(focus))
        })
    }

    /// The first field of the step that must be filled in and is empty.
    fn first_to_fill(&self) -> Option<Focus> {
        let is_empty = |field: &Field| self.draft().text(*field).trim().is_empty();
        self.check.problems_on(self.step).map(Finding::field).find(is_empty).map(Focus::Field)
    }

    /// Goes to a field on its own step; with `typing`, into its text.
    pub(super) fn go_to(&mut self, field: Field, typing: bool) {
        self.go(field.step(), false);
        let stops = self.stops();
        let wanted = [Focus::Field(field), Focus::Field(list_of(field))];
        if let Some(focus) = wanted.into_iter().find(|focus| stops.contains(focus)) {
            self.focus_on(focus, typing);
        }
    }

    /// Shows everything that is wrong.
    pub(super) fn reveal(&mut self) {
        self.visited.extend(Step::ALL.into_iter().flat_map(|step| self.history.draft().fields(step)));
        self.visited.extend(self.check.problems.iter().map(Finding::field));
    }

    /// Judges the plan on another day. Returns the first warning that came with it.
    pub(super) fn news_of(&mut self, today: Today) -> Option<String> {
        if self.today == today {
            return None;
        }
        self.today = today;
        let before = self.check.clone();
        self.judge();
        self.check.news_since(&before).next().map(|found| self.draft().describe_in_place(found, ":"))
    }

    /// Moves the visited fields with their runs or slots, when one was added (`by` 1) or removed (`by` -1) at `at`.
    pub(super) fn shift_visited(&mut self, runs: bool, at: usize, by: isize) {
        let shifted = |index: usize| match (index >= at, by > 0) {
            (false, _) => Some(index),
            (true, true) => Some(index + 1),
            (true, false) => (index > at).then(|| index - 1),
        };
        self.place_visited(runs, shifted);
    }

    /// Moves the visited fields with their runs or slots, when two changed places.
    pub(super) fn swap_visited(&mut self, runs: bool, one: usize, other: usize) {
        self.place_visited(runs, |index| {
            Some(match index {
                index if index == one => other,
                index if index == other => one,
                index => index,
            })
        });
    }

    /// Moves the visited fields to where their runs or slots went; those of a removed one are forgotten.
    fn place_visited(&mut self, runs: bool, place: impl Fn(usize) -> Option<usize>) {
        let moved = |field: Field| {
            Some(match field {
                Field::Run(index) if runs => Field::Run(place(index)?),
                Field::InRun(index, part) if runs => Field::InRun(place(index)?, part),
                Field::Slot(index) if !runs => Field::Slot(place(index)?),
                Field::InSlot(index, part) if !runs => Field::InSlot(place(index)?, part),
                field => field,
            })
        };
        self.visited = std::mem::take(&mut self.visited).into_iter().filter_map(moved).collect();
    }
}

/// What is wrong with the text of a field as JSON, with line and column.
fn problem(field: Field, text: &str) -> Option<String> {
    field.kind()?.problem(text)
}

/// The list or switch that a field belongs to.
fn list_of(field: Field) -> Field {
    match field {
        Field::Slot(_) | Field::InSlot(..) => Field::Slots,
        Field::Run(_) | Field::InRun(..) => Field::Runs,
        Field::InReport(_) => Field::Report,
        other => other,
    }
}
