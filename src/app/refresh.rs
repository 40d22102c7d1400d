//! Asking the API: what falls due, what the answers change, and the keys that decide about it.

use super::effect::Effect;
use super::form;
use super::model::Model;
use super::msg::Flight;
use super::poll::rhythm::Rhythm;
use super::poll::{Endpoint, Receipt, Refusal};
use super::why::refusal_words;
use crate::domain::belief::Belief;
use crate::domain::failure::Failure;
use crate::domain::settings::Settings;
use crate::domain::store::Snapshot;

/// Asks for what has fallen due.
pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    let search = &model.search;
    model
        .poll
        .due(model.now.mono)
        .into_iter()
        .map(|ask| match ask.endpoint {
            Endpoint::Campaigns => Effect::FetchCampaigns { ticket: ask.ticket, search: search.clone() },
            Endpoint::Settings => Effect::FetchSettings { ticket: ask.ticket },
        })
        .collect()
}

/// The list endpoint's answer.
pub(super) fn campaigns_loaded(model: &mut Model, mut flight: Flight<Box<Snapshot>>) {
    if model.poll.awaits(Endpoint::Campaigns, flight.ticket) {
        flight.result = flight.result.and_then(|snapshot| believed(model, snapshot));
    }
    if let Some(snapshot) = land(model, Endpoint::Campaigns, flight) {
        if model.list.in_use(model.now.mono) {
            model.store.apply_held(*snapshot);
        } else {
            model.store.apply(*snapshot);
        }
        model.list.follow(&model.store);
        form::arrive(model);
        model.list.marks.recount(&model.store);
    }
}

/// A list that is believed; what is not is a failure to read it, and the rows of before stay.
fn believed(model: &mut Model, snapshot: Box<Snapshot>) -> Result<Box<Snapshot>, Failure> {
    let belief = if model.search.is_some() { &mut model.found } else { &mut model.listed };
    match belief.judge(snapshot.campaigns(), model.now.mono) {
        Ok(()) => Ok(snapshot),
        Err(doubt) => Err(Failure::Doubtful { doubt, unreadable: snapshot.unreadable() }),
    }
}

/// The settings endpoint's answer.
pub(super) fn settings_loaded(model: &mut Model, flight: Flight<Settings>) {
    if let Some(settings) = land(model, Endpoint::Settings, flight) {
        model.company = settings;
    }
}

/// Books an answer: an old ticket is dropped, a failure is kept beside the old data, data is handed out.
fn land<T>(model: &mut Model, endpoint: Endpoint, flight: Flight<T>) -> Option<T> {
    let Flight { ticket, result, limits, jitter } = flight;
    let receipt = model.poll.loaded(endpoint, ticket, result.as_ref().map(|_| ()), limits, model.now.mono, jitter);
    if receipt == Receipt::Stale {
        return None;
    }
    // What is said of a request is said of the campaigns; the settings may answer before them.
    model.notice.take_if(|notice| notice.until_answer && endpoint == Endpoint::Campaigns);
    let now = model.now;
    let remote = match endpoint {
        Endpoint::Campaigns => &mut model.campaigns,
        Endpoint::Settings => &mut model.settings,
    };
    match result {
        Ok(data) => {
            remote.succeed(now);
            Some(data)
        }
        Err(failure) => {
            model.incidents.record(endpoint, now, &failure);
            remote.fail(now, failure);
            None
        }
    }
}

/// Sends the filter's `key:` to the server, when it differs from what was sent before.
pub(super) fn search(model: &mut Model) {
    let wanted = model.wanted_search();
    if wanted == model.search {
        return;
    }
    let sought = match &wanted {
        Some(term) => format!("names with {term:?}"),
        None => "all campaigns again".to_owned(),
    };
    model.search = wanted;
    model.store.ask_otherwise();
    model.found = Belief::default();
    model.poll.restart(Endpoint::Campaigns);
    match model.poll.may_refresh(model.now.mono) {
        // A flight of the other endpoint keeps nobody waiting.
        Ok(()) | Err(Refusal::InFlight) => {
            model.say_until_answer(format!("Asking the server for {sought} (1 request)."));
        }
        Err(refusal) => {
            let why = refusal_words(model, refusal);
            model.refuse(format!("The server is not asked for {sought} yet. {why}"));
        }
    }
}

/// Asks now.
pub(super) fn refresh(model: &mut Model) {
    if model.poll.refresh(model.now.mono).is_ok() {
        model.campaigns.ask();
        model.settings.ask();
        model.say_until_answer("Asking now (1 request each for campaigns and settings).");
    }
}

/// Stops or resumes asking.
pub(super) fn toggle_freeze(model: &mut Model) {
    let frozen = !model.poll.is_frozen();
    model.poll.set_frozen(frozen);
    model.say(if frozen { "Frozen: nothing is asked until f is pressed again." } else { "Asking again." });
}

/// Asks more or less often.
pub(super) fn set_rhythm(model: &mut Model, change: fn(Rhythm) -> Rhythm) {
    model.poll.set_rhythm(change(model.poll.rhythm()));
    let words = match model.poll.rhythm() {
        Rhythm::OFF => "off; r asks once".to_owned(),
        rhythm => rhythm.to_string(),
    };
    model.say(format!("Asking for the campaigns: {words}."));
}
