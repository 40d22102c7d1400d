//! What a key press or a paste does: it acts, or is text of the field that has the focus.

use super::{drafts, form, happened, past, perform, statements, word, write};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keyboard;
use crate::app::keymap::{self, Lookup, Scope};
use crate::app::model::Model;
use crate::app::overlay::Overlay;

/// In a text field Alt with a key does nothing; elsewhere nothing is bound to it, so that it was Esc and the key.
pub(super) fn chord(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.scope().takes_text() {
        return Vec::new();
    }
    let mut effects = press(model, Key::Esc);
    effects.extend(press(model, key));
    effects
}

pub(super) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let scope = model.scope();
    let letters = scope.takes_text() || scope == Scope::FormChoice;
    let key = if letters { keyboard::control(key) } else { keyboard::command(key) };
    let pending = model.pending.take();
    // In the table, what is being asked is said until the answer comes.
    let in_table = model.overlays.is_empty();
    model.notice.take_if(|notice| !(notice.until_answer && in_table));
    let found = keymap::lookup(scope, pending, key);
    let of_word = word::refused(model, scope, key, found);
    if let (Lookup::Act(action), None) = (found, &of_word) {
        return perform(model, action);
    }
    model.list.touch(model.context.now.mono);
    drafts::keep(model);
    if let Some(words) = of_word {
        return model.refuse(words);
    }
    match found {
        Lookup::Act(_) => Vec::new(),
        Lookup::Pending => {
            model.pending = Some(key);
            Vec::new()
        }
        Lookup::Nothing
            if matches!(scope, Scope::FormText | Scope::Calendar | Scope::Choices | Scope::Sheet | Scope::Code) =>
        {
            form::press(model, key)
        }
        Lookup::Nothing if scope == Scope::Help => {
            if let Some(Overlay::Help(view)) = model.overlays.last_mut() {
                view.press(key);
            }
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::Command => {
            if let Some(Overlay::Command(line)) = model.overlays.last_mut() {
                line.press(key);
            }
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::Statement => statements::press(model, key),
        Lookup::Nothing if scope == Scope::EventWords => {
            happened::change(model, |view, zone| view.press(key, zone));
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::Moment => {
            past::press(model, key);
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::FileName => {
            write::change(model, |view| view.press(key));
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::Filter => {
            if model.list.filter.press(key) {
                model.list.apply_filter(&mut model.context.store);
            }
            Vec::new()
        }
        Lookup::Nothing => match unknown_letter(model, key).or_else(|| keymap::elsewhere(key)) {
            Some(words) => model.refuse(words),
            None => Vec::new(),
        },
    }
}

fn unknown_letter(model: &Model, key: Key) -> Option<String> {
    matches!(key, Key::Char(_)).then(|| word::no_text_here(model)).flatten()
}

/// Pasted text goes into a focused field and nowhere else.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    if let Some(form) = &mut model.form {
        form.end_word();
    }
    if let Some(Overlay::Help(view)) = model.overlays.last_mut() {
        view.paste(text);
        return Vec::new();
    }
    if let Some(Overlay::Command(line)) = model.overlays.last_mut() {
        line.paste(text);
        return Vec::new();
    }
    if model.overlays.last() == Some(&Overlay::Form) {
        return form::paste(model, text);
    }
    if model.scope() == Scope::Statement {
        return statements::paste(model, text);
    }
    if model.scope() == Scope::EventWords {
        happened::change(model, |view, zone| view.paste(text, zone));
        return Vec::new();
    }
    if model.scope() == Scope::Moment {
        past::paste(model, text);
        return Vec::new();
    }
    if model.scope() == Scope::FileName {
        write::change(model, |view| view.paste(text));
        return Vec::new();
    }
    if model.scope() != Scope::Filter {
        return model.refuse("Nothing was pasted: no text field is open. / opens the filter.");
    }
    let (pasted, kept) = (text.chars().count(), model.list.filter.field.insert(text));
    if kept < pasted {
        model.say(format!("Pasted {pasted} characters, kept {kept}."));
    }
    model.list.apply_filter(&mut model.context.store);
    Vec::new()
}
