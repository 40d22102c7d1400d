//! The campaign that was just created, as its row appears.

use crate::app::model::Model;
use crate::domain::store::RowKey;

/// Puts the cursor of the table on the campaign that was just created, once it is there.
pub(super) fn arrive(model: &mut Model) {
    let Some(key) = model.arrival.map(RowKey::first) else { return };
    if model.context.store.get(key).is_none() {
        return;
    }
    model.arrival = None;
    if !model.list.go_to(key, &mut model.context.store) {
        model.say(format!("The filter hides #{}: 0 shows all.", key.id));
    }
}
