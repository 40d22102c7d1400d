//! The view of the launches, and looking for those whose outcome is unknown.

use crate::app::action::Movement;
use crate::app::copy::Copied;
use crate::app::effect::Effect;
use crate::app::launches;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::launch::Launch;

pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let context = &mut model.context;
    context.launches.begin_look(context.now.mono, context.poll.is_frozen()).then_some(Effect::LookForLaunches)
}

pub(super) fn step(model: &mut Model, movement: Movement) {
    if let Some(Overlay::Launches(view)) = model.overlays.last_mut() {
        view.step(movement, &model.context.launches, model.geometry.scroll_end, model.geometry.overlay_page);
    }
}

/// Closes the view and moves the table's cursor to the chosen launch's campaign.
pub(super) fn show_campaign(model: &mut Model) {
    let key = model.chosen_launch().and_then(|launch| launches::row_of(launch, &model.context.store).ok());
    if let Some(key) = key {
        model.list.go_to(key, &mut model.context.store);
        model.overlays.clear();
    }
}

/// Copies what `copied` makes of the chosen launch.
pub(super) fn copy(model: &Model, copied: fn(&Launch) -> Copied) -> Vec<Effect> {
    model.chosen_launch().map(|launch| Effect::Copy(copied(launch))).into_iter().collect()
}
