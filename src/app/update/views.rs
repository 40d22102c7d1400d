//! Views: opening them.

use super::polls;
use crate::app::model::Model;

/// Opens the view of this number, as it was saved, and sends its `key:` to the server.
pub(super) fn open(model: &mut Model, number: u8) {
    let Some(at) = usize::from(number).checked_sub(1) else { return };
    model.views.open(at, &mut model.list, &mut model.context.store);
    polls::search(model);
}
