//! The history of the open campaign: what is asked of the record, and what becomes of the answers.

use crate::app::action::history::HistoryAction;
use crate::app::effect::Effect;
use crate::app::history::Told;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::recall::{Recall, Recalled};
use crate::domain::history::Question;

pub(super) fn act(model: &mut Model, action: HistoryAction) {
    model.history.act(action, model.geometry.columns_end + 1);
}

/// Asks for what the open page shows, where that is due.
pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    let Some(detail) = model.detail().copied() else { return Vec::new() };
    let Some(row) = model.context.store.get(detail.row) else { return Vec::new() };
    let question = model.history.due(&model.context, &detail, row);
    question.map(|question| Effect::Keep(Keep::Recall(Recall::History(Box::new(question))))).into_iter().collect()
}

/// Takes an answer.
pub(super) fn recalled(model: &mut Model, question: Question, answer: Result<Recalled, String>) {
    let told = match answer {
        Ok(Recalled::History(Some(history))) => Told::History(history),
        Ok(_) => Told::Nothing,
        Err(why) => Told::Failed(why),
    };
    model.history.take(question, told);
}
