//! Asking the API: what falls due, what the answers change, and the keys that decide about it.

use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::app::msg::Flight;
use crate::app::poll::rhythm::Rhythm;
use crate::app::poll::{Endpoint, Receipt, Refusal};
use crate::app::record::Recording;
use crate::domain::belief::Belief;
use crate::domain::failure::Failure;
use crate::domain::settings::Settings;
use crate::domain::store::Snapshot;

/// Asks for what has fallen due.
pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    let search = &model.context.search;
    model
        .context
        .poll
        .due(model.context.now.mono)
        .into_iter()
        .map(|ask| match ask.endpoint {
            Endpoint::Campaigns => Effect::FetchCampaigns { ticket: ask.ticket, search: search.clone() },
            Endpoint::Settings => Effect::FetchSettings { ticket: ask.ticket },
        })
        .collect()
}

pub(super) fn campaigns_loaded(model: &mut Model, mut flight: Flight<Box<Snapshot>>) -> Vec<Effect> {
    if model.context.poll.awaits(Endpoint::Campaigns, flight.ticket) {
        flight.result = flight.result.and_then(|snapshot| believed(model, snapshot));
    }
    if let Some(snapshot) = land(model, Endpoint::Campaigns, flight) {
        let searched = model.context.search.is_some();
        if let Some(present) = model.context.past.present() {
            present.read = (*snapshot).into();
            let (read, context) = (present.read.clone(), &model.context);
            let recording = Recording::campaigns(read, context.now.wall, context.poll.rhythm(), searched);
            return record(context, recording);
        }
        if model.list.in_use(model.context.now.mono) {
            model.context.store.apply_held(*snapshot);
        } else {
            model.context.store.apply(*snapshot);
        }
        model.list.follow(&model.context.store);
        super::arrival::arrive(model);
        model.list.marks.recount(&model.context.store);
        let context = &model.context;
        let read = context.store.last_read();
        let recording = Recording::campaigns(read, context.now.wall, context.poll.rhythm(), searched);
        return record(context, recording);
    }
    Vec::new()
}

/// What was read goes to the record, and to who watches for alerts where there is none.
fn record(context: &Context, recording: Recording) -> Vec<Effect> {
    let wanted = context.record.unkept().is_none() || !context.alerts.is_empty();
    wanted.then(|| Effect::Keep(Keep::Record(Box::new(recording)))).into_iter().collect()
}

/// Takes what became of a recording. It is said once, when it turns out well or ill.
pub(super) fn recorded(model: &mut Model, done: Result<(), String>, note: Option<String>) {
    let failed = done.as_ref().err().cloned();
    if done.is_ok() {
        let changed = !model.context.store.changes().is_nothing();
        model.context.remembering.recorded(changed);
    }
    let news = model.context.record.take(done);
    match failed {
        Some(why) if news => {
            let alerts = if model.context.alerts.is_empty() { "" } else { ", alerts wait" };
            model.refuse(format!(
                "Readings are not recorded: {why}. The dashboard goes on without{alerts}; each reading tries again."
            ));
        }
        None if news => model.say("Readings are recorded again."),
        _ => {}
    }
    if let Some(note) = note {
        model.refuse(note);
    }
}

/// The list where it is believed; else a failure to read it, so that the rows of before stay.
fn believed(model: &mut Model, snapshot: Box<Snapshot>) -> Result<Box<Snapshot>, Failure> {
    let belief = if model.context.search.is_some() { &mut model.found } else { &mut model.listed };
    match belief.judge(snapshot.distinct(), model.context.now.mono) {
        Ok(()) => Ok(snapshot),
        Err(doubt) => Err(Failure::Doubtful { doubt, unreadable: snapshot.unreadable() }),
    }
}

pub(super) fn settings_loaded(model: &mut Model, flight: Flight<Settings>) -> Vec<Effect> {
    let Some(settings) = land(model, Endpoint::Settings, flight) else { return Vec::new() };
    let recording = Recording::settings(&settings, model.context.now.wall);
    match model.context.past.present() {
        Some(present) => present.company = settings,
        None => model.context.company = settings,
    }
    record(&model.context, recording)
}

/// Records an answer: an old ticket is dropped, a failure is kept beside the old data, data is handed out.
fn land<T>(model: &mut Model, endpoint: Endpoint, flight: Flight<T>) -> Option<T> {
    let Flight { ticket, result, limits, jitter } = flight;
    let receipt = model.context.poll.loaded(
        endpoint,
        ticket,
        result.as_ref().map(|_| ()),
        limits,
        model.context.now.mono,
        jitter,
    );
    if receipt == Receipt::Stale {
        return None;
    }
    // What is said of a request is said of the campaigns; the settings may answer before them.
    model.notice.take_if(|notice| notice.until_answer && endpoint == Endpoint::Campaigns);
    let now = model.context.now;
    let remote = match endpoint {
        Endpoint::Campaigns => &mut model.context.campaigns,
        Endpoint::Settings => &mut model.context.settings,
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
    if wanted == model.context.search {
        return;
    }
    if model.context.past.is_shown() {
        model.refuse("The server cannot search in the past: it is asked once . goes back to now.");
        return;
    }
    let sought = match &wanted {
        Some(term) => format!("names with {term:?}"),
        None => "all campaigns again".to_owned(),
    };
    model.context.search = wanted;
    model.context.store.reset_comparison();
    model.found = Belief::default();
    model.context.poll.restart(Endpoint::Campaigns);
    match model.context.poll.may_refresh(model.context.now.mono) {
        // A flight of the other endpoint keeps nobody waiting.
        Ok(()) | Err(Refusal::InFlight) => {
            model.say_until_answer(format!("Asking the server for {sought} (1 request)."));
        }
        Err(refusal) => {
            let why = model.context.refusal_words(refusal);
            model.refuse(format!("The server is not asked for {sought} yet. {why}"));
        }
    }
}

pub(super) fn refresh(model: &mut Model) {
    if model.context.poll.refresh(model.context.now.mono).is_ok() {
        model.context.campaigns.ask();
        model.context.settings.ask();
        model.say_until_answer("Asking now (1 request each for campaigns and settings).");
    }
}

pub(super) fn toggle_freeze(model: &mut Model) {
    let frozen = !model.context.poll.is_frozen();
    model.context.poll.set_frozen(frozen);
    model.say(if frozen { "Frozen: nothing is asked until f is pressed again." } else { "Asking again." });
}

pub(super) fn set_rhythm(model: &mut Model, change: impl FnOnce(Rhythm) -> Rhythm) {
    model.context.poll.set_rhythm(change(model.context.poll.rhythm()));
    let words = match model.context.poll.rhythm() {
        Rhythm::OFF => "off; r asks once".to_owned(),
        rhythm => rhythm.to_string(),
    };
    model.say(format!("Asking for the campaigns: {words}."));
}
