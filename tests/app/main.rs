//! The real `update`, driven by key strings: what is pressed, what is answered, and what follows from it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod alerts;
mod belief;
mod command;
mod compare;
mod copy;
mod cursor;
mod detail;
mod drafts;
mod filter;
mod form;
mod groups;
mod happened;
mod help;
mod history;
mod input;
mod launches;
mod layers;
mod memory;
#[path = "../support/model.rs"]
mod model;
mod mouse;
mod past;
mod polling;
mod properties;
mod record;
#[path = "../support/samples.rs"]
mod samples;
mod search;
mod sorting;
#[path = "../support/stage.rs"]
mod stage;
mod statements;
mod table;
mod view_state;
mod views;
mod write;

use crate::samples::sample;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::shown::Shown;
use stage::Stage;

/// A campaign of which little matters.
fn row(id: i64, name: &str) -> Campaign {
    Campaign { id, name: Some(Shown::new(name)), ..sample() }
}

/// Three campaigns, told apart by their names.
fn three() -> Vec<Campaign> {
    vec![row(1, "Outreach"), row(2, "Roundup"), row(3, "Summer")]
}

/// The ids on screen, from the top.
fn ids(stage: &Stage) -> Vec<i64> {
    let store = &stage.model.context.store;
    (0..store.lines()).filter_map(|at| store.row(at)).map(|row| row.id()).collect()
}

/// The id under the cursor.
fn current(stage: &Stage) -> Option<i64> {
    stage.model.current().map(|row| row.id())
}

/// What the user is told, if anything.
fn notice(stage: &Stage) -> &str {
    stage.model.notice.as_ref().map_or("", |notice| &notice.text)
}
