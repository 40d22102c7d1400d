//! Undo and redo: where the focus goes, and what is said of what changed.

use super::{Focus, Form};
use crate::app::keymap::Scope;
use crate::domain::count::counted;
use crate::domain::draft::{Draft, Field, ReportField, Step};
use crate::domain::shown::Shown;

impl Form {
    /// Undoes or redoes, goes to what changed and says how it stands then; nothing when there is nothing to undo. Where
    /// letters were commands they stay so, wherever the focus goes: the same key undoes again.
    pub(super) fn turn_back(&mut self, undo: bool) -> Option<String> {
        let commands = matches!(self.scope(), Scope::Form | Scope::FormList | Scope::Review);
        let before = self.draft().clone();
        let done = if undo { self.history.undo() } else { self.history.redo() };
        if !done {
            return None;
        }
        self.changed();
        self.reload();
        let changed = difference(&before, self.draft());
        if let Some(field) = changed.filter(|field| self.popup.is_none() && self.focus != Focus::Field(*field)) {
            self.go_to(field, !commands);
        }
        if commands {
            self.command();
        }
        Some(changed.map_or_else(|| "the plan is as it was".to_owned(), |field| stands(&before, self.draft(), field)))
    }
}

const REPEATED: usize = 24;

/// How the draft `after` stands where it first differs from the one `before`, in words.
fn stands(before: &Draft, after: &Draft, field: Field) -> String {
    let entries = |draft: &Draft| if field.step() == Step::Runs { draft.run_count() } else { draft.slot_count() };
    let (old, new) = (entries(before), entries(after));
    let index = match field {
        Field::Run(index) | Field::InRun(index, _) | Field::Slot(index) | Field::InSlot(index, _) => Some(index),
        Field::Runs | Field::Slots => Some(old.min(new)),
        _ => None,
    };
    if let Some(index) = index.filter(|_| old != new) {
        let draft = if new > old { after } else { before };
        let name = if field.step() == Step::Runs { draft.run_name(index) } else { format!("slot {}", index + 1) };
        let count = counted(old.abs_diff(new), if field.step() == Step::Runs { "run" } else { "slot" });
        let who = if old.abs_diff(new) == 1 { name } else { count };
        return if new > old { format!("{who} is there again") } else { format!("{who} is gone again") };
    }
    let owner = match field {
        Field::InRun(index, _) => format!(" of {}", after.run_name(index)),
        Field::InSlot(index, _) => format!(" of slot {}", index + 1),
        _ => String::new(),
    };
    let place = format!("“{}”{owner}", field.label());
    let text = after.text(field).trim();
    if field.is_switch() && field.choices().is_empty() {
        return format!("{place} is {} again", if after.is_on(field) { "on" } else { "off" });
    }
    if text.is_empty() {
        return format!("{place} is empty again");
    }
    let shown = Shown::new(text);
    let short: String = shown.as_str().chars().take(REPEATED).collect();
    let more = if shown.as_str().chars().count() > REPEATED { "…" } else { "" };
    format!("{place} is “{short}{more}” again")
}

/// The first field, in the order of the form, that two drafts differ in.
fn difference(before: &Draft, after: &Draft) -> Option<Field> {
    for step in Step::ALL {
        let (old, new) = (before.fields(step), after.fields(step));
        let hidden = ReportField::ALL.map(Field::InReport).into_iter().filter(|_| step == Step::Report);
        let differs =
            |field: &Field| before.text(*field) != after.text(*field) || before.is_on(*field) != after.is_on(*field);
        let found = new.iter().copied().chain(hidden).find(differs);
        let moved = || new.iter().chain(&old).find(|field| !(new.contains(field) && old.contains(field))).copied();
        if let Some(field) = found.or_else(moved) {
            return Some(field);
        }
    }
    None
}
