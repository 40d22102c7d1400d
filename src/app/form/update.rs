//! What keys, pastes and answers do to the form.

use super::action::FormAction;
use super::calendar::Calendar;
use super::launch::LaunchStage;
use super::pick_list::Row;
use super::typing::{NOT_HERE, is_typed};
use super::{Focus, Form, Popup, Saved, drafts, launching, likeness, pasting, review, suggestions};
use crate::app::action::Step as Movement;
use crate::app::copy::Copied;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keymap::Scope;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::update::case_lists;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{Field, Step};
use crate::domain::launch::Launch;

/// Said where the form is not on screen any more.
const KEPT: &str = "The form is kept: c opens it as it was.";

/// Said where the form is left while its launch is looked for.
const SOUGHT: &str = "The launch is looked for while kaytop is open. L shows it; do not create it again.";

/// Performs an action.
pub(in crate::app) fn act(model: &mut Model, action: FormAction) -> Vec<Effect> {
    match action {
        FormAction::Open => return open(model),
        FormAction::OpenDrafts => return drafts::open(model),
        FormAction::Resume => return drafts::resume(model),
        FormAction::New => return drafts::begin(model),
        FormAction::NewLike => return likeness::begin(model),
        FormAction::RemoveDraft => drafts::ask(model),
        FormAction::ConfirmRemoval => return drafts::remove(model),
        FormAction::Leave => return launching::close(model),
        FormAction::Back => back(model),
        FormAction::Proceed => return launching::proceed(model),
        FormAction::Enter => return enter(model),
        FormAction::CopyRequest => return copy(model),
        FormAction::WritePlan => return write(model),
        FormAction::CompanyHours => {
            let said = with_form(model, |form, model| form.company_hours(model));
            if let Some(words) = said {
                model.say(words);
            }
        }
        FormAction::Undo | FormAction::Redo => {
            let undo = action == FormAction::Undo;
            let done = with_form(model, |form, _| form.turn_back(undo)).flatten();
            if let Some(how) = done {
                model.say(format!("{}: {how}.", if undo { "Undone" } else { "Made again" }));
            }
        }
        FormAction::Accept => accept(model),
        FormAction::Remove => {
            let removed = with_form(model, |form, _| form.remove()).flatten();
            if let Some(name) = removed {
                model.say(format!("{name} is taken out. u brings it back."));
            }
        }
        FormAction::TakeRows => pasting::take(model),
        FormAction::WeekLater | FormAction::WeekEarlier => {
            let weeks = if action == FormAction::WeekLater { 1 } else { -1 };
            let said = with_form(model, |form, _| form.shift_weeks(weeks)).flatten();
            if let Some(words) = said {
                model.say(words);
            }
        }
        FormAction::Take => take(model),
        _ => {
            with_form(model, |form, _| perform(form, action));
        }
    }
    Vec::new()
}

/// What needs nothing but the form.
fn perform(form: &mut Form, action: FormAction) {
    let typing = form.scope() != Scope::Form;
    match action {
        FormAction::NextStop => form.step_focus(true),
        FormAction::PreviousStop => form.step_focus(false),
        FormAction::NextStep => form.go(form.step.next().unwrap_or(form.step), typing),
        FormAction::PreviousStep => form.go(form.step.back().unwrap_or(form.step), typing),
        // No text is opened: what is left of a date that was typed outside a field must not become a number in one.
        FormAction::Go(step) => form.go(step, false),
        FormAction::Toggle | FormAction::SwitchOn | FormAction::SwitchOff => form.toggle(),
        FormAction::Left | FormAction::Right => {
            let forward = action == FormAction::Right;
            if form.step == Step::Review {
                form.review.turn(forward);
            } else {
                form.choose_beside(forward);
            }
        }
        FormAction::Later => form.shift_day(1),
        FormAction::Earlier => form.shift_day(-1),
        FormAction::Add => form.add(),
        FormAction::Duplicate => drop(form.duplicate(false)),
        FormAction::Repeat => drop(form.duplicate(true)),
        FormAction::NextEntry => drop(form.beside(true)),
        FormAction::PreviousEntry => drop(form.beside(false)),
        FormAction::MoveLater => form.move_entry(true),
        FormAction::MoveEarlier => form.move_entry(false),
        FormAction::DayBefore => form.on_calendar(|calendar| calendar.shift(-1)),
        FormAction::DayAfter => form.on_calendar(|calendar| calendar.shift(1)),
        FormAction::PickDay => form.on_calendar(Calendar::pick),
        FormAction::PickWeekdays => form.on_calendar(Calendar::pick_weekdays),
        _ => {}
    }
}

/// Hands the form out together with the rest of the model.
pub(super) fn with_form<T>(model: &mut Model, change: impl FnOnce(&mut Form, &mut Model) -> T) -> Option<T> {
    let mut form = model.form.take()?;
    let answer = change(&mut form, model);
    model.form = Some(form);
    Some(answer)
}

/// Shows the form as it was left, else the drafts that are kept, else an empty one.
fn open(model: &mut Model) -> Vec<Effect> {
    if model.form.is_some() {
        show(model);
        Vec::new()
    } else if drafts::any_waits(model) {
        model.say("These drafts are kept. Enter goes on with one, n begins a new one.");
        drafts::open(model)
    } else {
        drafts::begin(model)
    }
}

/// Puts the form on screen, over everything else.
pub(super) fn show(model: &mut Model) {
    hide(model);
    model.overlays.push(Overlay::Form);
}

fn hide(model: &mut Model) {
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Form | Overlay::Drafts(_)));
}

/// Takes the form from the screen. All of it is kept, but a launch that was not confirmed is given up.
pub(super) fn leave(model: &mut Model) {
    hide(model);
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Help(_)));
    let kept = with_form(model, |form, _| {
        if !matches!(form.launch, LaunchStage::Ended(_)) {
            form.launch = LaunchStage::Idle;
        }
        form.history.settle();
        // What could not be saved is tried once more.
        form.unsaved |= matches!(form.saved, Saved::Not(_));
        form.saved != Saved::Nothing || form.unsaved
    });
    let sought =
        model.form.as_ref().and_then(|form| form.outcome(&model.context.launches)).is_some_and(Launch::is_sought);
    if sought {
        model.say(SOUGHT);
    } else if kept == Some(true) {
        model.say(KEPT);
    }
}

/// One layer back.
fn back(model: &mut Model) {
    let Some(form) = &mut model.form else { return };
    if form.launch != LaunchStage::Idle {
        launching::back(model);
    } else if form.popup.is_some() {
        if let Some(problem) = form.close_popup() {
            model.refuse(format!("The text {problem}. It is kept as typed."));
        }
    } else if !matches!(form.scope(), Scope::Form | Scope::Review) {
        form.command();
    } else if let Some(step) = form.step.back() {
        form.go(step, false);
    } else {
        leave(model);
    }
}

/// Types, picks, switches over, opens, or presses the button: whatever the focus is on.
fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(form) = &mut model.form else { return Vec::new() };
    let was_typing = form.editing.is_some();
    match form.focus {
        Focus::Next => form.go(form.step.next().unwrap_or(form.step), true),
        Focus::Create => return launching::prepare(model, false),
        Focus::Field(field) if field.is_switch() => form.step_focus(true),
        Focus::Field(field @ (Field::Runs | Field::Slots)) if form.entries() == 0 && form.needs_entries() => {
            form.left.insert(field);
            form.add();
        }
        Focus::Field(field) if was_typing && form.names_a_list(field) => {
            with_form(model, |form, model| form.find_list(model));
        }
        Focus::Field(field) if was_typing && form.edited && !form.draft().text(field).trim().is_empty() => {
            form.step_focus(true);
        }
        Focus::Field(field) => {
            if is_typed(field) && !was_typing && form.start_typing() {
                return Vec::new();
            }
            match with_form(model, |form, model| open_popup(form, model, field, was_typing)).flatten() {
                Some(Err(why)) => drop(model.refuse(why)),
                Some(Ok(())) => {}
                None => go_on(model, field),
            }
        }
    }
    Vec::new()
}

/// From a text that has nothing to pick from to the next field; an empty one that must be filled in is stayed in.
fn go_on(model: &mut Model, field: Field) {
    let Some(form) = &mut model.form else { return };
    let empty = form.draft().text(field).trim().is_empty();
    if empty && is_typed(field) && form.check.is_required(field) {
        form.left.insert(field);
        form.start_typing();
        model.refuse(format!("“{}” must be filled in: type it here. Tab goes on without it.", field.label()));
    } else {
        form.step_focus(true);
    }
}

/// What cannot be typed into its line is opened on a sheet.
fn open_popup(form: &mut Form, model: &Model, field: Field, was_typing: bool) -> Option<Result<(), &'static str>> {
    if is_typed(field) && !was_typing {
        return Some(if form.open_sheet(field) { Ok(()) } else { Err(NOT_HERE) });
    }
    form.open_popup(model)
}

/// Takes what is chosen in the popup, or searches the server for what is typed there.
fn take(model: &mut Model) {
    let Some(form) = &mut model.form else { return };
    let sought = match &form.popup {
        Some(Popup::Choices(list)) => match list.chosen() {
            Some(Row::Search(term)) => Some(term.to_owned()),
            _ => None,
        },
        _ => None,
    };
    match sought {
        Some(term) => case_lists::search(model, term),
        None => form.take(),
    }
}

/// Moves the cursor to the right; at the end of the text, takes what is offered.
fn accept(model: &mut Model) {
    let offered = model.form.as_ref().and_then(|form| {
        let field = form.focused_field()?;
        Some((field, suggestions::offered(model, form, field)?))
    });
    let Some(form) = &mut model.form else { return };
    let at_end = form.editing.as_ref().is_some_and(|text| text.halves().1.is_empty());
    match offered {
        Some((field, offered)) if at_end => {
            form.change(|draft| draft.set_text(field, &offered.text));
            form.edited = true;
        }
        _ => {
            if let Some(text) = &mut form.editing {
                text.press(Key::Right);
            }
        }
    }
}

/// Copies the request as it is shown.
fn copy(model: &mut Model) -> Vec<Effect> {
    let Some(form) = &model.form else { return Vec::new() };
    match review::request_text(form, &model.context.connection.list) {
        Ok(text) => vec![Effect::Copy(Copied { what: format!("the request as {}", form.review.shape.title()), text })],
        Err(why) => model.refuse(why),
    }
}

fn write(model: &mut Model) -> Vec<Effect> {
    let Some(form) = &model.form else { return Vec::new() };
    let (name, text) = review::file(form);
    vec![Effect::WritePlan { name, text }]
}

/// A plan was written, or was not.
pub(in crate::app) fn plan_written(model: &mut Model, result: Result<String, String>) {
    match result {
        Ok(file) => model.say(format!("The plan is written: {file}. `kaytop create` reads it.")),
        Err(why) => drop(model.refuse(format!("The plan is not written: {why}."))),
    }
}

/// Types a key into what is open.
pub(in crate::app) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let now = model.context.now;
    let Some(form) = &mut model.form else { return Vec::new() };
    if form.launch != LaunchStage::Idle {
        return launching::press(model, now, key);
    }
    if let (Some(Popup::Calendar(_)), Key::Char(letter)) = (&form.popup, key) {
        form.type_over(letter);
    } else if let Some(Popup::Choices(list)) = &mut form.popup {
        list.press(key);
    } else if let Some(Popup::Sheet { sheet, .. }) = &mut form.popup {
        if sheet.press(key) {
            form.sheet_typed();
        }
    } else if let Some(text) = &mut form.editing
        && text.press(key)
    {
        form.typed();
    }
    if matches!(key, Key::Char(' ') | Key::Enter) {
        // Undo takes words back, not all that was typed at once.
        form.history.settle();
    }
    Vec::new()
}

/// Moves the choice of a popup by lines or weeks, or scrolls the request.
pub(in crate::app) fn move_by(model: &mut Model, step: Movement) {
    let (end, page) = (model.geometry.scroll_end, model.geometry.overlay_page);
    let Some(form) = &mut model.form else { return };
    match &mut form.popup {
        Some(Popup::Calendar(calendar)) => calendar.turn(step),
        Some(Popup::Choices(list)) => list.choice = step.apply(list.choice, list.rows().len(), page),
        Some(Popup::Pasted { scroll, .. } | Popup::Plan { scroll, .. }) => *scroll = step.apply(*scroll, end + 1, page),
        None if form.step == Step::Review => form.read_on(step, end, page),
        Some(Popup::Sheet { .. }) | None => {}
    }
}

impl Form {
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

    /// Whether the focus is on a date.
    pub(super) fn on_date(&self) -> bool {
        self.focused_field().is_some_and(|field| field.kind() == Some(Kind::Date))
    }
}
