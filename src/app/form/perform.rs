//! What keys and actions do to the form.

use super::calendar::Calendar;
use super::launch::LaunchStage;
use super::outcome::Outcome;
use super::pick_list::Pick;
use super::typing::{NOT_HERE, is_typed};
use super::{Focus, Form, Popup, review, suggestions};
use crate::app::action::Movement;
use crate::app::action::form::FormAction;
use crate::app::context::Context;
use crate::app::copy::Copied;
use crate::app::effect::Effect;
use crate::app::keep::{Content, FileToWrite, IfThere, Keep, Purpose};
use crate::app::key::Key;
use crate::app::keymap::Scope;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{Field, Step};

impl Form {
    /// Performs an action. Those that choose which form is open are not for the form itself: they do nothing here.
    pub fn act(&mut self, action: FormAction, context: &Context) -> Outcome {
        match action {
            FormAction::Leave => return self.close(context),
            FormAction::Back => return self.back(context),
            FormAction::Proceed => return self.proceed(context),
            FormAction::Enter => return self.enter(context),
            FormAction::CopyRequest => return self.copy_request(context),
            FormAction::WritePlan => {
                let (name, text) = review::file(self);
                let plan = Content::Text(text);
                let file = FileToWrite { purpose: Purpose::Plan, name, content: plan, there: IfThere::TakeAnother };
                return Outcome::effect(Effect::Keep(Keep::WriteFile(Box::new(file))));
            }
            FormAction::CompanyHours => return Outcome::Say(self.company_hours(&context.company)),
            FormAction::Undo | FormAction::Redo => {
                let undo = action == FormAction::Undo;
                let done = if undo { "Undone" } else { "Made again" };
                return Outcome::say_if(self.turn_back(undo).map(|how| format!("{done}: {how}.")));
            }
            FormAction::Remove => {
                let removed = self.remove();
                return Outcome::say_if(removed.map(|name| format!("{name} is taken out. u brings it back.")));
            }
            FormAction::TakeRows => return Outcome::say_if(self.take_rows()),
            FormAction::WeekLater => return Outcome::say_if(self.shift_weeks(1)),
            FormAction::WeekEarlier => return Outcome::say_if(self.shift_weeks(-1)),
            FormAction::Take => return self.take_or_search(),
            FormAction::Accept => self.accept(context),
            action => self.perform(action),
        }
        Outcome::Nothing
    }

    /// What needs nothing but the form and has nothing to say.
    fn perform(&mut self, action: FormAction) {
        let typing = self.scope() != Scope::Form;
        match action {
            FormAction::NextStop => self.step_focus(true),
            FormAction::PreviousStop => self.step_focus(false),
            FormAction::NextStep => self.go(self.step.next().unwrap_or(self.step), typing),
            FormAction::PreviousStep => self.go(self.step.back().unwrap_or(self.step), typing),
            // No text is opened: what is left of a date that was typed outside a field must not become a number in one.
            FormAction::Go(step) => self.go(step, false),
            FormAction::Toggle | FormAction::SwitchOn | FormAction::SwitchOff => self.toggle(),
            FormAction::Left | FormAction::Right => {
                let forward = action == FormAction::Right;
                if self.step == Step::Review {
                    self.review.turn(forward);
                } else {
                    self.choose_beside(forward);
                }
            }
            FormAction::Later => self.shift_day(1),
            FormAction::Earlier => self.shift_day(-1),
            FormAction::Add => self.add(),
            FormAction::Duplicate => drop(self.duplicate(false)),
            FormAction::Repeat => drop(self.duplicate(true)),
            FormAction::NextEntry => drop(self.beside(true)),
            FormAction::PreviousEntry => drop(self.beside(false)),
            FormAction::MoveLater => self.move_entry(true),
            FormAction::MoveEarlier => self.move_entry(false),
            FormAction::DayBefore => self.on_calendar(|calendar| calendar.shift(-1)),
            FormAction::DayAfter => self.on_calendar(|calendar| calendar.shift(1)),
            FormAction::PickDay => self.on_calendar(Calendar::pick),
            FormAction::PickWeekdays => self.on_calendar(Calendar::pick_weekdays),
            _ => {}
        }
    }

    fn back(&mut self, context: &Context) -> Outcome {
        if self.launch != LaunchStage::Idle {
            return self.back_from_launch(context);
        }
        if self.popup.is_some() {
            let problem = self.close_popup();
            return problem.map_or(Outcome::Nothing, |problem| {
                Outcome::Refuse(format!("The text {problem}. It is kept as typed."))
            });
        }
        if !matches!(self.scope(), Scope::Form | Scope::Review) {
            self.command();
        } else if let Some(step) = self.step.back() {
            self.go(step, false);
        } else {
            return Outcome::Leave(None);
        }
        Outcome::Nothing
    }

    /// Types, picks, switches over, opens, or presses the button: whatever the focus is on.
    fn enter(&mut self, context: &Context) -> Outcome {
        let was_typing = self.editing.is_some();
        match self.focus {
            Focus::Next => self.go(self.step.next().unwrap_or(self.step), true),
            Focus::Create => return self.prepare(false),
            Focus::Field(field) if field.is_switch() => self.step_focus(true),
            Focus::Field(field @ (Field::Runs | Field::Slots)) if self.entries() == 0 && self.needs_entries() => {
                self.visited.insert(field);
                self.add();
            }
            Focus::Field(field) if was_typing && self.names_a_list(field) => self.find_list(context),
            Focus::Field(field) if was_typing && self.edited && !self.draft().text(field).trim().is_empty() => {
                self.step_focus(true);
            }
            Focus::Field(field) if is_typed(field) && !was_typing => {
                // What cannot be typed into its line is opened on a sheet.
                if !self.start_typing() && !self.open_sheet(field) {
                    return Outcome::refuse(NOT_HERE);
                }
            }
            Focus::Field(field) => match self.open_popup(context) {
                Some(Err(why)) => return Outcome::refuse(why),
                Some(Ok(())) => {}
                None => return self.go_on(field),
            },
        }
        Outcome::Nothing
    }

    /// From a text that has nothing to pick from to the next field; an empty one that must be filled in is stayed in.
    fn go_on(&mut self, field: Field) -> Outcome {
        let empty = self.draft().text(field).trim().is_empty();
        if empty && is_typed(field) && self.check.is_required(field) {
            self.visited.insert(field);
            self.start_typing();
            return Outcome::Refuse(format!(
                "“{}” must be filled in: type it here. Tab goes on without it.",
                field.label()
            ));
        }
        self.step_focus(true);
        Outcome::Nothing
    }

    /// Takes what is chosen in the popup, or searches the server for what is typed there.
    fn take_or_search(&mut self) -> Outcome {
        if let Some(Popup::Choices(list)) = &self.popup
            && let Some(Pick::Search(term)) = list.chosen()
        {
            return Outcome::SearchCaseLists(term.to_owned());
        }
        self.take();
        Outcome::Nothing
    }

    /// Moves the cursor to the right; at the end of the text, takes what is offered.
    fn accept(&mut self, context: &Context) {
        let field = self.focused_field();
        let offered = field.and_then(|field| Some((field, suggestions::offered(context, self, field)?)));
        let at_end = self.editing.as_ref().is_some_and(|text| text.halves().1.is_empty());
        match offered {
            Some((field, offered)) if at_end => {
                self.change(|draft| draft.set_text(field, &offered.text));
                self.edited = true;
            }
            _ => {
                if let Some(text) = &mut self.editing {
                    text.press(Key::Right);
                }
            }
        }
    }

    fn copy_request(&self, context: &Context) -> Outcome {
        match review::request_text(self, &context.connection.list) {
            Ok(text) => {
                let what = format!("the request as {}", self.review.shape.title());
                Outcome::effect(Effect::Copy(Copied { what, text }))
            }
            Err(why) => Outcome::Refuse(why),
        }
    }

    pub fn press(&mut self, key: Key, context: &Context) -> Outcome {
        if self.launch != LaunchStage::Idle {
            return self.press_in_launch(key, context.now);
        }
        if let (Some(Popup::Calendar(_)), Key::Char(letter)) = (&self.popup, key) {
            self.type_over(letter);
        } else if let Some(Popup::Choices(list)) = &mut self.popup {
            list.press(key);
        } else if let Some(Popup::Sheet { sheet, .. }) = &mut self.popup {
            if sheet.press(key) {
                self.sheet_typed();
            }
        } else if let Some(text) = &mut self.editing
            && text.press(key)
        {
            self.typed();
        }
        if matches!(key, Key::Char(' ') | Key::Enter) {
            // Undo takes words back, not all that was typed at once.
            self.history.settle();
        }
        Outcome::Nothing
    }

    /// Moves the choice of a popup by lines or weeks, or scrolls the request.
    pub fn move_by(&mut self, step: Movement) {
        let (end, page) = (self.view.scroll_end, self.view.page);
        match &mut self.popup {
            Some(Popup::Calendar(calendar)) => calendar.turn(step),
            Some(Popup::Choices(list)) => list.choice = step.apply(list.choice, list.picks().len(), page),
            Some(Popup::Pasted { scroll, .. } | Popup::Plan { scroll, .. }) => {
                *scroll = step.apply(*scroll, end + 1, page);
            }
            None if self.step == Step::Review => self.read_on(step, end, page),
            Some(Popup::Sheet { .. }) | None => {}
        }
    }

    /// Scrolls the review. At its ends the arrows go to the button and away from it, and a page up to the step before.
    fn read_on(&mut self, step: Movement, end: usize, page: usize) {
        let free = self.launch == LaunchStage::Idle;
        let at = self.review.scroll.min(end);
        match step {
            Movement::Down if free && at == end => self.step_focus(true),
            Movement::Up if free && at == 0 => self.step_focus(false),
            Movement::PageUp if free && at == 0 => self.go(self.step.back().unwrap_or(self.step), true),
            // A line of the page before stays in sight.
            _ => self.review.scroll = step.apply(at, end + 1, page.saturating_sub(1)),
        }
    }

    fn on_calendar(&mut self, change: impl FnOnce(&mut Calendar)) {
        if let Some(Popup::Calendar(calendar)) = &mut self.popup {
            change(calendar);
        }
    }

    pub(super) fn on_date(&self) -> bool {
        self.focused_field().is_some_and(|field| field.kind() == Some(Kind::Date))
    }
}
