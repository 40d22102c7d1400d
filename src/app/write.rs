//! The sheet in which a person says how what is shown is to be written to a file: in which form, under which name, with the
//! names in it or without.

use super::action::Movement;
use super::export::{Format, Rows};
use super::key::Key;
use super::text_field::TextField;

/// What is chosen so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteView {
    pub format: Format,
    /// The file, as seen from the folder kaytop was started in.
    pub name: TextField,
    pub redacted: bool,
    /// The name of a file that is there already: nothing was written, and only another key overwrites it.
    pub taken: Option<String>,
    /// While the name is typed: what it was before.
    before: Option<String>,
    /// What the rows are, for the name that is suggested.
    what: &'static str,
    /// The day, for the name that is suggested.
    day: String,
}

impl WriteView {
    pub(super) fn new(what: &'static str, day: String) -> Self {
        let (format, name) = (Format::Rows(Rows::Csv), TextField::default());
        let mut view = Self { format, name, redacted: false, taken: None, before: None, what, day };
        view.name = TextField::new(&view.suggested());
        view
    }

    /// Whether the name is being typed.
    pub fn is_typing(&self) -> bool {
        self.before.is_some()
    }

    /// A name that says what is in the file.
    fn suggested(&self) -> String {
        let what = match self.format {
            Format::Rows(_) => self.what,
            Format::Screen(_) => "screen",
        };
        let redacted = if self.redacted { "-redacted" } else { "" };
        format!("kaytop-{what}{redacted}-{}.{}", self.day, self.format.ending())
    }

    pub(super) fn choose(&mut self, format: Format) {
        self.change(|view| view.format = format);
    }

    pub(super) fn step(&mut self, movement: Movement) {
        let at = Format::ALL.iter().position(|format| *format == self.format).unwrap_or_default();
        if let Some(format) = Format::ALL.get(movement.apply(at, Format::ALL.len(), Format::ALL.len())) {
            self.choose(*format);
        }
    }

    pub(super) fn toggle_names(&mut self) {
        self.change(|view| view.redacted = !view.redacted);
    }

    /// Changes what is written: a name that was suggested is suggested anew, one that was typed keeps all but its ending.
    fn change(&mut self, change: impl FnOnce(&mut Self)) {
        let (suggested, ending) = (self.suggested(), format!(".{}", self.format.ending()));
        change(self);
        let name = self.name.text();
        let name = match name.strip_suffix(&ending) {
            _ if name == suggested => self.suggested(),
            Some(stem) => format!("{stem}.{}", self.format.ending()),
            None => name.to_owned(),
        };
        self.rename(&name);
    }

    pub(super) fn rename(&mut self, name: &str) {
        (self.name, self.taken) = (TextField::new(name), None);
    }

    pub(super) fn type_name(&mut self) {
        self.before = Some(self.name.text().to_owned());
    }

    pub(super) fn press(&mut self, key: Key) {
        if self.name.press(key) {
            self.taken = None;
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.name.insert(text.trim());
        self.taken = None;
    }

    pub(super) fn keep_name(&mut self) {
        self.before = None;
    }

    /// Out of the name, which is what it was before; false where it is not typed.
    pub(super) fn leave_name(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        self.rename(&before);
        true
    }

    /// The file to write.
    pub fn file(&self) -> String {
        self.name.text().trim().to_owned()
    }

    /// Takes the name of the file that is there already.
    pub(super) fn take_place(&mut self) {
        if let Some(taken) = self.taken.take() {
            self.rename(&taken);
        }
    }

    /// A file of that name is there: `free` is one that is not.
    pub(super) fn found_taken(mut self, free: &str) -> Self {
        let taken = self.name.text().to_owned();
        self.rename(free);
        Self { taken: Some(taken), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::super::export::Screen;
    use super::*;

    #[test]
    fn a_suggested_name_follows_what_is_written_and_a_typed_one_only_its_ending() {
        let mut view = WriteView::new("campaigns", "2026-03-04".to_owned());
        assert_eq!(view.name.text(), "kaytop-campaigns-2026-03-04.csv");
        view.choose(Format::Screen(Screen::Svg));
        view.toggle_names();
        assert_eq!(view.name.text(), "kaytop-screen-redacted-2026-03-04.svg");
        view.type_name();
        view.press(Key::Ctrl('u'));
        view.paste(" for Jane.svg\n");
        view.keep_name();
        view.step(Movement::First);
        view.toggle_names();
        assert_eq!(view.name.text(), "for Jane.csv");
        view.type_name();
        view.press(Key::Backspace);
        assert!(view.leave_name() && !view.leave_name());
        assert_eq!(view.name.text(), "for Jane.csv");
    }

    #[test]
    fn a_name_that_is_taken_is_told_until_something_else_is_chosen() {
        let taken = WriteView::new("campaigns", "d".to_owned()).found_taken("kaytop-campaigns-d-2.csv");
        assert_eq!(taken.taken.as_deref(), Some("kaytop-campaigns-d.csv"));
        assert_eq!(taken.name.text(), "kaytop-campaigns-d-2.csv");
        let mut other = taken.clone();
        other.choose(Format::Rows(Rows::Html));
        assert_eq!((other.taken, other.name.text()), (None, "kaytop-campaigns-d-2.html"));
    }
}
