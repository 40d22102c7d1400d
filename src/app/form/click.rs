//! What a click does to the form. None sends anything: that takes a code, which is typed.

use super::outcome::Outcome;
use super::{Focus, Form, LaunchStage, Popup};
use crate::app::action::Movement;
use crate::app::action::form::FormAction;
use crate::app::context::Context;
use crate::domain::draft::Step;
use crate::domain::time::Date;

impl Form {
    /// A field gets the focus; one that has it already, and a button, does what Enter or Space does there.
    pub fn click(&mut self, focus: Focus, context: &Context) -> Outcome {
        if !self.is_bare() || !self.stops().contains(&focus) {
            return Outcome::Nothing;
        }
        let (again, typing, edited) = (self.focus == focus, self.editing.is_some(), self.edited);
        if !again {
            self.focus_on(focus, true);
        }
        match focus {
            Focus::Next | Focus::Create => self.act(FormAction::Enter, context),
            Focus::Field(field) if again && field.is_switch() => self.act(FormAction::Toggle, context),
            Focus::Field(_) if again && !typing => self.act(FormAction::Enter, context),
            Focus::Field(_) => {
                if again && !edited {
                    self.open_popup(context);
                }
                Outcome::Nothing
            }
        }
    }

    /// A day of the calendar: taken where there is one date, picked or dropped where there may be several.
    pub fn click_day(&mut self, day: Date, context: &Context) -> Outcome {
        let Some(Popup::Calendar(calendar)) = &mut self.popup else { return Outcome::Nothing };
        let before = std::mem::replace(&mut calendar.day, day);
        if calendar.picked.is_none() {
            return self.act(FormAction::Take, context);
        }
        if let Some(why) = calendar.why_not() {
            calendar.day = before;
            return Outcome::Refuse(why);
        }
        calendar.pick();
        Outcome::Nothing
    }

    /// Chooses a line of the pick list; whether there is one.
    pub fn choose(&mut self, line: usize) -> bool {
        let Some(Popup::Choices(list)) = &mut self.popup else { return false };
        let known = line < list.picks().len();
        if known {
            list.choice = line;
        }
        known
    }

    /// Whether a step with fields is on screen, nothing over it.
    pub fn has_fields(&self) -> bool {
        self.step != Step::Review && self.is_bare()
    }

    /// Moves through the fields as the wheel turns.
    pub fn turn_wheel(&mut self, step: Movement) {
        self.step_focus(step == Movement::Down);
    }

    /// Whether nothing lies over the step and no launch is under way, so that its fields can be gone to.
    fn is_bare(&self) -> bool {
        self.launch == LaunchStage::Idle && self.popup.is_none()
    }
}
