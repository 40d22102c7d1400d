//! What the last refresh brought, in words.

use super::{columns, text};
use crate::app::model::Model;

/// "▲ 9 campaigns moved in the last refresh", or in few words where `room` is short; `None` when nothing did.
pub fn words(model: &Model, room: usize) -> Option<String> {
    let changes = model.store.changes();
    let counted = |n: usize, words: &str| (n > 0).then(|| format!("{} {words}", text::count(n as i64)));
    let moved = (changes.moved > 0).then(|| {
        let arrow = if changes.calls < 0 { '▼' } else { '▲' };
        format!("{arrow} {}", text::plural(changes.moved, "campaign moved", "campaigns moved"))
    });
    let parts = [moved, counted(changes.new, "new"), counted(changes.gone, "gone")];
    let told = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let full = format!("{told} in the last refresh");
    let fits = [full, told.clone()].into_iter().find(|words| text::width(words) <= room);
    fits.filter(|_| !told.is_empty())
}

/// By how much calls moved in all: `▲18`. Blank while a filter hides rows, since only all of them are counted.
pub fn moved_in_all(model: &Model, room: usize) -> String {
    match model.store.changes().calls {
        0 => String::new(),
        _ if model.store.shown() < model.store.total() => String::new(),
        calls => columns::moved(calls, room),
    }
}
