//! Whose keys hold in the form: what letters are where the focus is, where Esc leads, and what is said of text that was
//! typed where there is none.
//!
//! There are five kinds of places. In a text, letters are text. On a switch, choice or button they are nothing, so that a
//! name that is typed a field too late changes nothing. On a list of runs or slots they change the list. After Esc, and on
//! the review, they are commands.

use super::launch::{LaunchStage, Refused};
use super::typing::is_typed;
use super::{Focus, Form, Popup};
use crate::app::keymap::Scope;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{Field, Step};

impl Form {
    /// Which keys work here.
    pub fn scope(&self) -> Scope {
        match (&self.launch, &self.popup) {
            (LaunchStage::Ready { .. } | LaunchStage::Refused(Refused { name: Some(_), .. }), _) => Scope::Code,
            (
                LaunchStage::Preparing { .. }
                | LaunchStage::Refused(_)
                | LaunchStage::Sending(_)
                | LaunchStage::Ended(_),
                _,
            ) => Scope::Launching,
            (LaunchStage::Idle, Some(Popup::Calendar(_))) => Scope::Calendar,
            (LaunchStage::Idle, Some(Popup::Choices(_))) => Scope::Choices,
            (LaunchStage::Idle, Some(Popup::Sheet { .. })) => Scope::Sheet,
            (LaunchStage::Idle, Some(Popup::Pasted { .. } | Popup::Plan { .. })) => Scope::Pasted,
            (LaunchStage::Idle, None) if self.editing.is_some() => Scope::FormText,
            (LaunchStage::Idle, None) if self.step == Step::Review => Scope::Review,
            (LaunchStage::Idle, None) if self.commanding => Scope::Form,
            (LaunchStage::Idle, None) => match self.focused_field() {
                Some(field) if field.is_switch() => Scope::FormSwitch,
                Some(field) if !field.choices().is_empty() => Scope::FormChoice,
                Some(Field::Runs | Field::Slots | Field::Run(_) | Field::Slot(_)) => Scope::FormList,
                _ => Scope::FormButton,
            },
        }
    }

    /// Whether Esc made letters commands.
    pub fn is_commanding(&self) -> bool {
        self.scope() == Scope::Form
    }

    /// What Esc does, in few words.
    pub fn escape(&self) -> String {
        match (self.scope(), &self.launch) {
            (Scope::Calendar | Scope::Choices, _) | (_, LaunchStage::Ended(_)) => "close".to_owned(),
            (Scope::Code | Scope::Launching, LaunchStage::Sending(_)) => "waits".to_owned(),
            (Scope::Code | Scope::Launching, _) => "give up".to_owned(),
            (Scope::Sheet, _) => "done".to_owned(),
            (Scope::Pasted, _) if matches!(self.popup, Some(Popup::Plan { .. })) => "drop plan".to_owned(),
            (Scope::Pasted, _) => "drop rows".to_owned(),
            (Scope::Form | Scope::Review, _) => {
                self.step.back().map_or_else(|| "leave".to_owned(), |step| format!("to {}", step.title()))
            }
            _ => "commands".to_owned(),
        }
    }

    /// What Enter does where the focus is, in a word or two; nothing where its binding says it.
    pub fn enter_word(&self) -> Option<&'static str> {
        match (self.scope(), self.focus) {
            (Scope::Form, Focus::Field(field)) if is_typed(field) => Some("type"),
            (Scope::Form | Scope::FormSwitch, Focus::Field(field)) if field.is_switch() => Some("next"),
            (Scope::Form | Scope::FormChoice, Focus::Field(field)) if !field.choices().is_empty() => Some("list"),
            (Scope::Form | Scope::FormButton, Focus::Field(_)) => Some("open"),
            (Scope::Form | Scope::FormButton, Focus::Next) => Some("next step"),
            (Scope::Review, Focus::Create) => Some("create"),
            _ => None,
        }
    }

    /// What is said of a letter where the focus is no text: what has the focus, what it takes, and where text goes.
    fn where_text_goes(&self) -> String {
        let label = self.focused_field().map(|field| format!("“{}”", field.label())).unwrap_or_default();
        let what = match (self.scope(), self.focused_field()) {
            (Scope::FormSwitch, _) => format!("{label} is a switch: Space turns it over, y and n set it."),
            (Scope::FormChoice, _) => {
                format!("{label} is chosen: ← and → turn it, Enter opens its list, where letters find.")
            }
            (Scope::FormList, _) if self.step == Step::Runs => {
                "This is the list of runs: a adds one, and its fields are below.".to_owned()
            }
            (Scope::FormList, _) => "This is the list of slots: a adds one, and its times are below.".to_owned(),
            (_, Some(field)) if is_typed(field) => format!("{label} is opened by Enter."),
            (_, Some(field)) if field.kind() == Some(Kind::Json) => {
                format!("{label} is opened by Enter, in an editor.")
            }
            _ => "This is a button: Enter presses it.".to_owned(),
        };
        format!("{what} Nothing was typed{}", self.text_place())
    }

    /// Where text goes from here, to go on after "Nothing was typed".
    fn text_place(&self) -> String {
        let stops = self.stops();
        let at = stops.iter().position(|stop| *stop == self.focus).unwrap_or_default();
        let typed = |stop: &Focus| matches!(stop, Focus::Field(field) if is_typed(*field));
        let (before, after) = stops.split_at(at);
        let place = before.iter().rev().find(|stop| typed(stop)).map(|stop| (stop, "above"));
        let place = place.or_else(|| after.iter().find(|stop| typed(stop)).map(|stop| (stop, "below")));
        match place {
            Some((Focus::Field(field), side)) => format!(": text goes into “{}” {side}.", field.label()),
            _ => ". Esc, then letters are commands.".to_owned(),
        }
    }

    /// What is said of a printable key that means nothing where the focus is; nothing where the keys are known.
    pub fn no_text_here(&self) -> Option<String> {
        match self.scope() {
            Scope::FormSwitch | Scope::FormChoice | Scope::FormButton | Scope::FormList => Some(self.where_text_goes()),
            Scope::Pasted if matches!(self.popup, Some(Popup::Plan { .. })) => {
                Some("Nothing was typed: Enter takes the plan, Esc drops it.".to_owned())
            }
            Scope::Pasted => Some("Nothing was typed: Enter takes the rows, Esc drops them.".to_owned()),
            _ => None,
        }
    }
}
