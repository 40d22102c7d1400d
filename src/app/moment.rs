//! The field in which a moment of the past is typed, and what is understood of it.

use super::key::Key;
use super::text_field::TextField;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::time::{Date, Moment, Zone};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MomentField {
    pub field: TextField,
    /// The day in view: a time without a day is one of it.
    pub day: Date,
}

impl MomentField {
    pub(super) fn new(day: Date) -> Self {
        Self { field: TextField::default(), day }
    }

    /// The moment that is meant, or why none is.
    ///
    /// # Errors
    /// None is meant, or one to come: a clause for people.
    pub fn meant(&self, now: Moment, zone: Zone) -> Result<Moment, String> {
        Viewpoint { now, zone, day: self.day }.read(self.field.text())
    }

    pub(super) fn press(&mut self, key: Key) {
        self.field.press(key);
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.field.insert(text.trim());
    }
}
