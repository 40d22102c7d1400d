//! Campaigns side by side.

use crate::app::compare::CompareView;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::Overlay;

/// Puts what is marked side by side, or the groups that are shown, or says how to mark.
pub(super) fn open(model: &mut Model) {
    match CompareView::of(&model.list.marks, &model.context.store) {
        Ok(view) => {
            if let Some(words) = view.left_out() {
                model.say(words);
            }
            model.overlays.push(Overlay::Compare(view));
        }
        Err(why) => drop(model.refuse(why)),
    }
}

pub(super) fn turn(model: &mut Model) {
    if let Some(Overlay::Compare(view)) = model.overlays.last_mut() {
        view.turn();
    }
}

pub(super) fn copy(model: &mut Model) -> Vec<Effect> {
    match model.overlays.last() {
        Some(Overlay::Compare(view)) => {
            vec![Effect::Copy(view.copied(&model.context.store, &model.context.prefs.measures))]
        }
        _ => Vec::new(),
    }
}
