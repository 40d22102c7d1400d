//! The one function that changes the model.

use super::action::{Action, Step};
use super::effect::Effect;
use super::key::Key;
use super::keymap::{self, Lookup, Scope};
use super::model::Model;
use super::msg::{Flight, Msg};
use super::overlay::Overlay;
use super::poll::rhythm::Rhythm;
use super::poll::{Endpoint, Receipt, Refusal, Why};
use crate::domain::order::{Column, Kind, Order};
use crate::domain::store::Snapshot;
use crate::domain::time::Now;

/// Takes a message in and answers with what is to be done outside.
pub fn update(model: &mut Model, now: Now, msg: Msg) -> Vec<Effect> {
    model.now = now;
    let mut effects = match msg {
        Msg::Key(key) => press(model, key),
        Msg::Pasted(text) => paste(model, &text),
        Msg::Resized(..) | Msg::Woke => Vec::new(),
        Msg::Resumed => vec![Effect::Redraw],
        Msg::CampaignsLoaded(flight) => {
            campaigns_loaded(model, flight);
            Vec::new()
        }
        Msg::SettingsLoaded(flight) => {
            if let Some(settings) = land(model, Endpoint::Settings, flight) {
                model.company = settings;
            }
            Vec::new()
        }
    };
    effects.extend(due(model));
    effects
}

/// Asks for what has fallen due.
fn due(model: &mut Model) -> Vec<Effect> {
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

fn campaigns_loaded(model: &mut Model, flight: Flight<Box<Snapshot>>) {
    if let Some(snapshot) = land(model, Endpoint::Campaigns, flight) {
        model.store.apply(*snapshot);
        model.list.follow(&model.store);
    }
}

/// Books an answer: an old ticket is dropped, a failure is kept beside the old data, data is handed out.
fn land<T>(model: &mut Model, endpoint: Endpoint, flight: Flight<T>) -> Option<T> {
    let Flight { ticket, result, limits, jitter } = flight;
    let receipt = model.poll.loaded(endpoint, ticket, result.as_ref().map(|_| ()), limits, model.now.mono, jitter);
    if receipt == Receipt::Stale {
        return None;
    }
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
            remote.fail(now, failure);
            None
        }
    }
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let scope = model.scope();
    let pending = model.pending.take();
    model.notice = None;
    match keymap::lookup(scope, pending, key) {
        Lookup::Act(action) => act(model, action),
        Lookup::Pending => {
            model.pending = Some(key);
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::Filter => {
            if model.list.filter.field.press(key) {
                model.list.apply_filter(&mut model.store);
            }
            Vec::new()
        }
        Lookup::Nothing => Vec::new(),
    }
}

/// Pasted text goes into a focused field and nowhere else.
fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    if model.scope() != Scope::Filter {
        return model.refuse("Nothing was pasted: no text field is open. / opens the filter.");
    }
    let (pasted, kept) = (text.chars().count(), model.list.filter.field.insert(text));
    if kept < pasted {
        model.say(format!("Pasted {pasted} characters, kept {kept}."));
    }
    model.list.apply_filter(&mut model.store);
    Vec::new()
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Move(step) => move_by(model, step),
        Action::OpenDetail => match model.current() {
            Some(_) => model.overlays.push(Overlay::Detail),
            None => return model.refuse("No campaign is under the cursor."),
        },
        Action::Back => back(model),
        Action::Quit => {
            if model.overlays.pop().is_none() {
                return vec![Effect::Quit];
            }
        }
        Action::Leave => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::EditFilter => {
            model.overlays.clear();
            model.list.filter.before = Some(model.list.filter.field.text().to_owned());
        }
        Action::KeepFilter => keep_filter(model),
        Action::ShowAll => {
            model.list.set_filter("", &mut model.store);
            search(model);
        }
        Action::OpenSort => {
            let at = Column::ALL.iter().position(|column| *column == model.list.order.column);
            model.overlays.push(Overlay::Sort(at.unwrap_or_default()));
        }
        Action::ChooseSort => choose_sort(model),
        Action::ReverseSort => sort_by(model, model.list.order.column),
        Action::SortLeft => sort_beside(model, Column::ALL.len() - 1),
        Action::SortRight => sort_beside(model, 1),
        Action::Refresh => refresh(model),
        Action::Freeze => {
            let frozen = !model.poll.is_frozen();
            model.poll.set_frozen(frozen);
            model.say(if frozen { "Frozen: nothing is asked until f is pressed again." } else { "Asking again." });
        }
        Action::Slower => set_rhythm(model, Rhythm::slower),
        Action::Faster => set_rhythm(model, Rhythm::faster),
        Action::TogglePreview => model.list.preview_hidden = !model.list.preview_hidden,
        Action::OpenStatus => model.overlays.push(Overlay::Status(0)),
        Action::OpenHelp => {
            if !matches!(model.overlays.last(), Some(Overlay::Help(_))) {
                model.overlays.push(Overlay::Help(0));
            }
        }
        Action::ExplainMissing => {
            return model.refuse(
                "The API has no edit, pause or delete: use Kayse's web console. kaytop shows the change at the next refresh.",
            );
        }
        Action::ExplainCreate => {
            return model.refuse(
                "This version of kaytop only reads. `kaytop check PLAN` judges a plan; the web console creates it.",
            );
        }
    }
    Vec::new()
}

fn move_by(model: &mut Model, step: Step) {
    const LONGEST: usize = 10_000;
    match model.overlays.last_mut() {
        None | Some(Overlay::Detail) => model.list.step(step, &model.store),
        Some(Overlay::Sort(choice)) => *choice = step.apply(*choice, Column::ALL.len(), Column::ALL.len()),
        Some(Overlay::Help(scroll) | Overlay::Status(scroll)) => *scroll = step.apply(*scroll, LONGEST, 10),
    }
}

/// One layer back: out of the filter (which restores what stood before), or the top overlay.
fn back(model: &mut Model) {
    match model.list.filter.before.take() {
        Some(before) if model.overlays.is_empty() => model.list.set_filter(&before, &mut model.store),
        before => {
            model.list.filter.before = before;
            model.overlays.pop();
        }
    }
}

fn keep_filter(model: &mut Model) {
    if model.list.filter.error.is_none() {
        model.list.filter.before = None;
        search(model);
    }
}

/// Sends the filter's `key:` to the server, when it differs from what was sent before.
fn search(model: &mut Model) {
    let wanted = model.list.filter.query.server_search().map(str::to_owned);
    if wanted == model.search {
        return;
    }
    let said = match &wanted {
        Some(term) => format!("Asking the server for names with {term:?} (1 request)."),
        None => "Asking the server for all campaigns again (1 request).".to_owned(),
    };
    model.search = wanted;
    model.poll.restart(Endpoint::Campaigns);
    model.say(said);
}

fn refresh(model: &mut Model) {
    match model.poll.refresh(model.now.mono) {
        Ok(()) => model.say("Asking now (1 request each for campaigns and settings)."),
        Err(refusal) => {
            let words = refusal_words(model, refusal);
            model.refuse(words);
        }
    }
}

fn refusal_words(model: &Model, refusal: Refusal) -> String {
    match refusal {
        Refusal::Frozen => "Frozen: f asks again.".to_owned(),
        Refusal::InFlight => "The server is being asked already.".to_owned(),
        Refusal::NotBefore { at, why } => {
            let reason = if why == Why::Budget { "The hour's requests are spent" } else { "The server asked to wait" };
            format!("{reason}: possible again at {}.", model.clock_at(at))
        }
    }
}

fn set_rhythm(model: &mut Model, change: fn(Rhythm) -> Rhythm) {
    model.poll.set_rhythm(change(model.poll.rhythm()));
    let words = match model.poll.rhythm() {
        Rhythm::OFF => "off; r asks once".to_owned(),
        rhythm => rhythm.to_string(),
    };
    model.say(format!("Asking for the campaigns: {words}."));
}

fn choose_sort(model: &mut Model) {
    if let Some(Overlay::Sort(choice)) = model.overlays.pop()
        && let Some(column) = Column::ALL.get(choice)
    {
        sort_by(model, *column);
    }
}

/// Sorts by a column, in its natural direction; the same column again turns the order round.
fn sort_by(model: &mut Model, column: Column) {
    let order = match column.kind() {
        _ if model.list.order.column == column => model.list.order.reversed(),
        Kind::Text => Order::ascending(column),
        Kind::Number | Kind::Count | Kind::Percent | Kind::Score => Order::descending(column),
    };
    model.list.set_order(order, &mut model.store);
    if model.list.filter.query.order().is_some() {
        model.refuse("The filter's own sort: holds; edit it with /.");
    }
}

fn sort_beside(model: &mut Model, distance: usize) {
    let at = Column::ALL.iter().position(|column| *column == model.list.order.column).unwrap_or_default();
    if let Some(column) = Column::ALL.get((at + distance) % Column::ALL.len()) {
        sort_by(model, *column);
    }
}
