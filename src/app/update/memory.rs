//! What the record is asked, and what becomes of its answers.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::recall::{Recall, Recalled};
use crate::domain::failure::sentence;
use crate::domain::memory::{Baseline, Question};
use crate::domain::record::Second;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::time;

/// Asks what is remembered, where that is due.
pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    let baseline = baseline(model);
    let context = &mut model.context;
    let then = context.past.then().map(|then| then.at);
    if !context.remembering.due(context.now.mono, baseline, then) {
        return Vec::new();
    }
    let question = Question {
        at: Second::of(context.moment()),
        baseline,
        zone: context.prefs.zone,
        client_zones: Arc::clone(&context.prefs.client_zones),
        company: context.company.clone(),
    };
    vec![Effect::Keep(Keep::Recall(Recall::Memory(Box::new(question))))]
}

/// What changes are compared with: what the query says, else what was chosen. A length of time before now is meant to
/// the minute, so that it is not another at every look.
fn baseline(model: &Model) -> Baseline {
    let now = model.context.moment();
    let minute = Second::of(now).plus(-i64::from(time::second(now)));
    let seen = Viewpoint::today(minute.moment().unwrap_or(now), model.context.prefs.zone);
    let said = model.context.store.query().since().and_then(|since| Baseline::read(since, seen).ok());
    said.unwrap_or(model.list.baseline).looked(model.context.look.before())
}

/// Opens the menu at the baseline in force.
pub(super) fn open_menu(model: &mut Model) {
    let at = Baseline::NAMED.into_iter().position(|named| named == model.list.baseline);
    model.overlays.push(Overlay::Baseline(at.unwrap_or_default()));
}

/// Compares with what is marked in the menu.
pub(super) fn choose(model: &mut Model) {
    if let Some(Overlay::Baseline(choice)) = model.overlays.pop()
        && let Some(baseline) = Baseline::NAMED.get(choice)
    {
        compare_with(model, *baseline);
    }
}

/// Compares with a baseline of this name, or with the moment that is meant.
pub(super) fn since(model: &mut Model, text: &str) {
    match Baseline::read(text, Viewpoint::today(model.context.now.wall, model.context.prefs.zone)) {
        Ok(baseline) => compare_with(model, baseline),
        Err(why) => drop(model.refuse(sentence(&why))),
    }
}

fn compare_with(model: &mut Model, baseline: Baseline) {
    let last = model.context.look.before();
    if matches!(baseline, Baseline::Look(_)) && last.is_none() && model.context.record.unkept().is_none() {
        model.refuse("Nobody has looked here before, so there is no last look yet: this one is it at the next start.");
        return;
    }
    model.list.baseline = baseline;
    if let Some(why) = model.context.record.unkept() {
        model.refuse(format!("Only the refresh before is known: {why}."));
    } else if model.context.store.query().since().is_some() {
        model.refuse("The filter's own since: holds; edit it with /.");
    } else {
        let when = baseline.looked(last).when(Second::of(model.context.now.wall), model.context.prefs.zone);
        let words = match baseline {
            Baseline::Refresh => "Changes are those of the last refresh.".to_owned(),
            Baseline::Moment(_) => format!("Changes are told since {when}."),
            named => format!("Changes are told since {} ({when}).", named.about()),
        };
        model.say(words);
    }
}

/// Takes an answer, unless it is of another moment than what is shown.
pub(super) fn recalled(model: &mut Model, answer: Result<Recalled, String>) {
    let then = model.context.past.then().map(|then| then.at);
    if model.context.remembering.answered(then)
        && let Ok(Recalled::Memory(memory)) = answer
    {
        // In the past it comes once, and only then the rows have their places.
        let hold = then.is_none() && model.list.in_use(model.context.now.mono);
        model.context.store.remember(memory.map(|memory| Arc::new(*memory)), hold);
        model.list.follow(&model.context.store);
    }
}
