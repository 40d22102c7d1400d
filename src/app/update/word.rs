//! Words that are typed where there is no text.
//!
//! Letters are commands in lists, menus and parts of the form. Someone who believes to be in a text field types a whole
//! name there, and its letters must not act one by one. What gives a word away is a letter that means nothing: until
//! another key or a moment of silence comes, the letters behind it do nothing either, and in the form what the letters
//! just before it did is taken back. So does a letter right behind the one that added a run or slot: nobody types into its
//! first field before having seen it.

use crate::app::form::word::is_one;
use crate::app::key::Key;
use crate::app::keymap::{Lookup, Scope};
use crate::app::model::Model;

/// Where a name may be typed by mistake. The table is none of them: there a wrong key costs nothing that is kept.
const PLACES: &[Scope] = &[
    Scope::Form,
    Scope::FormSwitch,
    Scope::FormChoice,
    Scope::FormButton,
    Scope::FormList,
    Scope::Review,
    Scope::Launching,
    Scope::Launches,
    Scope::Drafts,
    Scope::Sort,
    Scope::Baseline,
    Scope::Columns,
    Scope::Copying,
];

const IN_A_ROW: &str = "Letters in a row are taken for text, and there is none here: nothing was done. After a moment \
                        they are keys again.";

/// Takes in a key and what it would do in `scope`. Answers what is said where it is part of a word instead.
pub(super) fn refused(model: &mut Model, scope: Scope, key: Key, found: Lookup) -> Option<String> {
    let now = model.context.now.mono;
    let stray = model.stray.take();
    if let (Key::Char(letter), Scope::FormText, Some(form)) = (key, scope, &mut model.form)
        && form.goes_on(letter, now)
    {
        // The first letters opened this text: the one who types believed to be in another, or is told to wait.
        form.take_word_back(now);
        model.stray = Some(now);
        return Some(no_text_here(model).unwrap_or_else(|| IN_A_ROW.to_owned()));
    }
    if !matches!(key, Key::Char(_)) || !PLACES.contains(&scope) {
        if let Some(form) = &mut model.form {
            form.end_word();
        }
        return None;
    }
    let of_word = stray.is_some_and(|at| is_one(at, now));
    if !of_word && found != Lookup::Nothing {
        if matches!(scope, Scope::FormSwitch | Scope::FormList)
            && let Some(form) = &mut model.form
        {
            form.begin_word(now);
        }
        return None;
    }
    model.stray = Some(now);
    if let Some(form) = &mut model.form {
        form.take_word_back(now);
    }
    of_word.then(|| no_text_here(model).unwrap_or_else(|| IN_A_ROW.to_owned()))
}

/// What is said of a printable key that means nothing where the user is in the form; nothing elsewhere.
pub(super) fn no_text_here(model: &Model) -> Option<String> {
    model.open_form()?.no_text_here()
}
