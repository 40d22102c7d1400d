//! The keys of what happened.

use super::Chord::One;
use super::Scope::{Detail, EventWords, Events, History, Table};
use super::{Binding, bind, c};
use crate::app::action::Action;
use crate::app::key::Key;

/// In the order help lists them.
pub(super) const BINDINGS: &[Binding] = &[
    bind(
        &[Table, Detail, History],
        &[c('e')],
        Action::OpenHappened,
        "happened",
        "what happened: who came, went, was renamed, soured, fell silent",
        12,
    ),
    bind(
        &[Table, Detail, History],
        &[c('A')],
        Action::Acknowledge,
        "seen",
        "seen: what needs you asks nobody until something changes; with why",
        0,
    ),
    bind(
        &[Events],
        &[One(Key::Enter)],
        Action::OpenEvent,
        "open",
        "in what happened: open the campaign as it was then",
        1,
    ),
    bind(
        &[Events],
        &[c('/')],
        Action::SearchEvents,
        "search",
        "in what happened: search in names and sentences as you type",
        2,
    ),
    bind(&[EventWords], &[One(Key::Enter)], Action::KeepSearch, "keep", "in the search of what happened: keep it", 1),
    bind(&[Events], &[c('y')], Action::CopyEvents, "copy", "in what happened: copy the lines that are found", 3),
    bind(&[Events], &[c('e')], Action::Back, "close", "in what happened: back to where it was opened", 0),
];
