//! The keys that walk in the past.

use super::Chord::One;
use super::Scope::{Detail, History, Moment, Table};
use super::{Binding, Scope, bind, c};
use crate::app::action::{Action, Walk};
use crate::app::key::Key;

const MAIN: &[Scope] = &[Table, Detail, History];

/// In the order help lists them.
pub(super) const BINDINGS: &[Binding] = &[
    bind(
        MAIN,
        &[c('[')],
        Action::Walk(Walk::ChangeBefore),
        "change before",
        "the past: at the change before; of the open campaign only",
        0,
    ),
    bind(
        MAIN,
        &[c(']')],
        Action::Walk(Walk::ChangeAfter),
        "change after",
        "the past: at the change after; behind the last it is now",
        0,
    ),
    bind(MAIN, &[c('{')], Action::Walk(Walk::DayBefore), "day before", "the past: a day before, at the same time", 0),
    bind(MAIN, &[c('}')], Action::Walk(Walk::DayAfter), "day after", "the past: a day after, at the same time", 0),
    bind(
        MAIN,
        &[c('T')],
        Action::OpenMoment,
        "past",
        "the past: go to a moment, such as 3h, 14:00, yesterday 9:00, mon",
        16,
    ),
    bind(MAIN, &[c('.')], Action::Now, "now", "back from the past to now", 0),
    bind(&[Moment], &[One(Key::Enter)], Action::GoToMoment, "go", "in the moment to go to: go there", 1),
];
