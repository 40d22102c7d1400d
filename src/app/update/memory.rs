//! What the record is asked, and what becomes of its answers.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::recall::{Recall, Recalled};
use crate::domain::memory::Question;
use crate::domain::record::Second;

/// Asks what is remembered, where that is due.
pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    if !model.context.remembering.due(model.context.now.mono) {
        return Vec::new();
    }
    let context = &model.context;
    let question = Question {
        at: Second::of(context.now.wall),
        baseline: context.remembering.baseline(),
        zone: context.prefs.zone,
        client_zones: Arc::clone(&context.prefs.client_zones),
        hours: context.company.hours.clone(),
    };
    vec![Effect::Keep(Keep::Recall(Recall::Memory(Box::new(question))))]
}

/// Takes an answer.
pub(super) fn recalled(model: &mut Model, answer: Result<Recalled, String>) {
    model.context.remembering.answered();
    if let Ok(Recalled::Memory(memory)) = answer {
        model.context.store.remember(memory.map(|memory| Arc::new(*memory)));
        model.list.follow(&model.context.store);
    }
}
