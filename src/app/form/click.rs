//! What a click does to the form. None sends anything: that takes a code, which is typed.

use super::action::FormAction;
use super::update::{act, with_form};
use super::{Focus, Form, LaunchStage, Popup};
use crate::app::action::Step;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::draft::Step::Review;
use crate::domain::time::Date;

/// A field gets the focus; one that has it already, and a button, does what Enter or Space does there.
pub(in crate::app) fn stop(model: &mut Model, focus: Focus) -> Vec<Effect> {
    let Some(form) = open(model) else { return Vec::new() };
    let (again, typing, edited) = (form.focus == focus, form.editing.is_some(), form.edited);
    if !form.stops().contains(&focus) {
        return Vec::new();
    }
    if !again {
        form.focus_on(focus, true);
    }
    match focus {
        Focus::Next | Focus::Create => act(model, FormAction::Enter),
        Focus::Field(field) if again && field.is_switch() => act(model, FormAction::Toggle),
        Focus::Field(_) if again && !typing => act(model, FormAction::Enter),
        Focus::Field(_) => {
            if again && !edited {
                with_form(model, |form, model| form.open_popup(model));
            }
            Vec::new()
        }
    }
}

/// A day of the calendar: taken where there is one date, picked or dropped where there may be several.
pub(in crate::app) fn day(model: &mut Model, day: Date) {
    let Some(Popup::Calendar(calendar)) = model.form.as_mut().and_then(|form| form.popup.as_mut()) else { return };
    let before = std::mem::replace(&mut calendar.day, day);
    if calendar.picked.is_none() {
        act(model, FormAction::Take);
    } else if let Some(why) = calendar.why_not() {
        calendar.day = before;
        model.refuse(why);
    } else {
        calendar.pick();
    }
}

/// Chooses a line of the pick list; whether there is one.
pub(in crate::app) fn choose(model: &mut Model, line: usize) -> bool {
    let Some(Popup::Choices(list)) = model.form.as_mut().and_then(|form| form.popup.as_mut()) else { return false };
    let known = line < list.rows().len();
    if known {
        list.choice = line;
    }
    known
}

/// Whether something lies over the form that a click beside it closes.
pub(in crate::app) fn has_popup(model: &Model) -> bool {
    model.form.as_ref().is_some_and(|form| form.popup.is_some())
}

/// Whether a step with fields is on screen, nothing over it.
pub(in crate::app) fn has_fields(model: &Model) -> bool {
    let idle = |form: &Form| form.launch == LaunchStage::Idle && form.popup.is_none();
    model.form.as_deref().is_some_and(|form| form.step != Review && idle(form))
}

/// Moves through the fields as the wheel turns.
pub(in crate::app) fn turn(model: &mut Model, step: Step) {
    with_form(model, |form, _| form.step_focus(step == Step::Down));
}

/// The form, while its fields can be gone to.
fn open(model: &mut Model) -> Option<&mut Form> {
    model.form.as_deref_mut().filter(|form| form.launch == LaunchStage::Idle && form.popup.is_none())
}
