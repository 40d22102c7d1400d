//! What the last refresh brought, in words.

use super::text;
use crate::app::model::Model;
use crate::domain::count::counted;

/// "▲ 9 of 143 campaigns moved in the last refresh", or in few words where `room` is short; `None` when nothing did.
pub fn words(model: &Model, room: usize) -> Option<String> {
    let changes = model.context.store.changes();
    let some = |n: usize, words: &str| (n > 0).then(|| format!("{} {words}", text::count(n as i64)));
    let moved = (changes.moved > 0).then(|| {
        let arrow = if changes.calls < 0 { '▼' } else { '▲' };
        let of = counted(model.context.store.distinct(), "campaign");
        format!("{arrow} {} of {of} moved", text::count(changes.moved as i64))
    });
    let parts = [moved, some(changes.new, "new"), some(changes.gone, "gone")];
    let told = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let full = format!("{told} in the last refresh");
    let fits = [full, told.clone()].into_iter().find(|words| text::width(words) <= room);
    fits.filter(|_| !told.is_empty())
}
