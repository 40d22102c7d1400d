//! The copy menu, and what became of a copy.

use crate::app::action::CopyItem;
use crate::app::copy::Sent;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::Overlay;

/// Copies and closes the menu, or says why there is nothing to copy.
pub(super) fn copy(model: &mut Model, item: CopyItem) -> Vec<Effect> {
    model.overlays.pop_if(|overlay| *overlay == Overlay::Copy);
    match model.copy_source().copied(item) {
        Ok(copied) => vec![Effect::Copy(copied)],
        Err(why) => model.refuse(why),
    }
}

pub(super) fn sent(model: &mut Model, what: &str, sent: &Sent) {
    let words = sent.words(what);
    if sent.is_lost() {
        model.refuse(words);
    } else {
        model.say(words);
    }
}
