//! Whose keys hold in the form: what letters are where the focus is, where Esc leads, and what is said of text that was
//! typed where there is none.
//!
//! There are five kinds of places. In a text, letters are text. On a switch, choice or button they are nothing, so that a
//! name that is typed a field too late changes nothing. On a list of runs or slots they change the list. After Esc, and on
//! the review, they are commands.

use std::collections::BTreeSet;
use std::time::Duration;

use super::launch::{LaunchStage, Refused};
use super::typing::is_typed;
use super::{Focus, Form, Popup};
use crate::app::keymap::Scope;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::word;
use crate::domain::draft::history::History;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{Field, Step};

/// How the form stood before a word, of which the first letters may have been taken for commands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// When its last letter was pressed.
    at: Duration,
    history: History,
    step: Step,
    focus: Focus,
    left: BTreeSet<Field>,
    commanding: bool,
}

impl Form {
    /// A letter is about to act on a switch or list: it may be the first of a word.
    pub(in crate::app) fn begin_word(&mut self, now: Duration) {
        match &mut self.word {
            Some(word) if word::is_one(word.at, now) => word.at = now,
            word => {
                let (history, left) = (self.history.clone(), self.left.clone());
                let (step, focus, commanding) = (self.step, self.focus, self.commanding);
                *word = Some(Box::new(Word { at: now, history, step, focus, left, commanding }));
            }
        }
    }

    /// A letter came that means nothing: what the letters just before it did is taken back, since all of them are a word.
    pub(in crate::app) fn take_word_back(&mut self, now: Duration) {
        let Some(word) = self.word.take().filter(|word| word::is_one(word.at, now)) else { return };
        if self.draft() != word.history.draft() {
            (self.history, self.left) = (word.history, word.left);
            self.changed();
        }
        self.editing = None;
        (self.step, self.focus, self.commanding) = (word.step, word.focus, word.commanding);
    }

    /// Whether a letter goes on with a word, the letters of which opened the text that it would be typed into. Digits are
    /// typed right behind the letter that adds a slot: they begin its time.
    pub(in crate::app) fn goes_on(&self, letter: char, now: Duration) -> bool {
        let is_time = self.focused_field().and_then(Field::kind) == Some(Kind::Time);
        self.editing.is_some()
            && (!is_time || letter.is_alphabetic())
            && self.word.as_ref().is_some_and(|word| word::is_one(word.at, now))
    }

    /// What was pressed is no letter: the next one begins another word.
    pub(in crate::app) fn end_word(&mut self) {
        self.word = None;
    }

    /// Whose keys hold in it.
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
}

/// What is said of a printable key that means nothing where the user is in the form; nothing elsewhere.
pub(in crate::app) fn no_text_here(model: &Model) -> Option<String> {
    let form = model.form.as_ref().filter(|_| model.overlays.last() == Some(&Overlay::Form))?;
    match form.scope() {
        Scope::FormSwitch | Scope::FormChoice | Scope::FormButton | Scope::FormList => Some(form.where_text_goes()),
        Scope::Pasted if matches!(form.popup, Some(Popup::Plan { .. })) => {
            Some("Nothing was typed: Enter takes the plan, Esc drops it.".to_owned())
        }
        Scope::Pasted => Some("Nothing was typed: Enter takes the rows, Esc drops them.".to_owned()),
        _ => None,
    }
}
