//! The keys of alerts.

use super::Chord::One;
use super::Scope::{Alerts, Detail, History, Table};
use super::{Binding, bind, c};
use crate::app::action::Action;
use crate::app::key::Key;

/// In the order help lists them.
pub(super) const BINDINGS: &[Binding] = &[
    bind(&[Table, Detail, History], &[c('!')], Action::OpenAlerts, "alerts", "alerts: what was told, and when", 12),
    bind(&[Alerts], &[One(Key::Enter)], Action::OpenAlerted, "open", "in the log of alerts: open the campaign", 1),
    bind(&[Alerts], &[c('!')], Action::Back, "close", "in the log of alerts: back to where it was opened", 0),
];
