//! What the form answers with, as data: `update/form.rs` applies it.

use crate::app::effect::Effect;
use crate::domain::launch::Launch;

/// What a key, a click, a paste or an answer comes to beyond the form itself.
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use]
pub enum Outcome {
    #[default]
    Nothing,
    Say(String),
    /// Tell the user why nothing was done.
    Refuse(String),
    /// Have this effect performed.
    Do(Box<Effect>),
    Launch {
        launch: Box<Launch>,
        /// Whether the name was typed again, because another campaign has one like it.
        retyped: bool,
    },
    /// Search the server's case lists for this.
    SearchCaseLists(String),
    /// Take the form from the screen, with these last words or its own.
    Leave(Option<&'static str>),
    /// The campaign exists, under this id where the server said it: the form has done its work.
    Created(Option<i64>),
}

impl Outcome {
    pub(super) fn say(words: impl Into<String>) -> Self {
        Self::Say(words.into())
    }

    pub(super) fn refuse(words: impl Into<String>) -> Self {
        Self::Refuse(words.into())
    }

    pub(super) fn effect(effect: Effect) -> Self {
        Self::Do(Box::new(effect))
    }

    /// Says the words, where there are any.
    pub(super) fn say_if(words: Option<String>) -> Self {
        words.map_or(Self::Nothing, Self::Say)
    }
}
