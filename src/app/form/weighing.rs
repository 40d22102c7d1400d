//! What the form's plan comes to, worked out anew when the plan changes, or what is known beside it.

use super::launch::RefusalWords;
use super::update::with_form;
use super::{Form, LaunchStage, launching};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::poll::Endpoint;
use crate::domain::count::counted;
use crate::domain::draft::meaning::{Around, Meaning, Names};
use crate::domain::shown::Shown;
use crate::domain::time::{self, Now};

/// What a [`Meaning`] was made of, by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Basis {
    change: u64,
    reads: u64,
    unread: Option<String>,
    settings: Option<Now>,
    settings_unread: Option<String>,
    lists: u64,
}

/// Lets the form see the day and time of this moment before anything is done with it: a form that is open over midnight
/// must not go on with yesterday's `today`.
pub(in crate::app) fn turn(model: &mut Model) {
    let today = model.context.today();
    let Some(form) = &mut model.form else { return };
    if let Some(news) = form.turn_to(today)
        && matches!(form.launch, LaunchStage::Ready { .. } | LaunchStage::Preparing { .. })
    {
        // The code was asked for a plan of which this was not to be said.
        form.launch = launching::refused(RefusalWords { words: news, same_name: false });
        // Whoever is typing the code goes on for a moment, and its letters are no keys of the panel.
        model.stray = Some(model.context.now.mono);
    }
}

/// Keeps the meaning of the plan up with what it is made of, while the form is on screen.
pub(in crate::app) fn keep(model: &mut Model) {
    if model.overlays.contains(&Overlay::Form) {
        with_form(model, |form, model| form.weigh(model));
    }
}

impl Form {
    /// What the plan comes to.
    pub fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// Works out what the plan comes to beside what `model` knows, unless nothing of either has changed.
    pub fn weigh(&mut self, model: &Model) {
        if matches!(self.launch, LaunchStage::Sending(_) | LaunchStage::Ended(_)) {
            // What appears in the list from now on may be this very campaign.
            return;
        }
        let basis = Basis {
            change: self.change_count,
            reads: model.context.store.reads(),
            unread: unread(model),
            settings: model.context.settings.loaded,
            settings_unread: old(model, Endpoint::Settings),
            lists: model.context.case_lists.answers(),
        };
        if self.basis.as_ref() != Some(&basis) {
            if self.basis.as_ref().is_none_or(|before| before.reads != basis.reads) {
                self.names = Names::of(&model.context.store);
            }
            let settings = model.context.settings.loaded.is_some().then_some(&model.context.company);
            let around = Around {
                today: self.today,
                settings,
                settings_unread: basis.settings_unread.as_deref(),
                store: &model.context.store,
                unread: basis.unread.as_deref(),
                names: &self.names,
                case_lists: Some(model.context.case_lists.known()),
            };
            self.meaning = Meaning::of(self.draft(), &self.check, around);
            self.basis = Some(basis);
        }
    }
}

/// Why the campaigns that are known may not be all there are, as a clause: what is not known must not look like what is
/// not there.
fn unread(model: &Model) -> Option<String> {
    if let Some(why) = old(model, Endpoint::Campaigns) {
        return Some(why);
    }
    if let Some(term) = &model.context.search {
        return Some(format!("only what the server finds for \"{}\" was read", Shown::new(term)));
    }
    match model.context.store.unreadable() {
        0 => None,
        rows => Some(format!("{} of the list could not be read", counted(rows as i64, "row"))),
    }
}

/// Why what is known of an endpoint may not be so any more, as a clause; nothing where it is fresh.
fn old(model: &Model, endpoint: Endpoint) -> Option<String> {
    let those = match endpoint {
        Endpoint::Campaigns => "the list is that",
        Endpoint::Settings => "the settings are those",
    };
    let failure = model.context.remote(endpoint).failure.as_ref().map(|(_, failure)| failure.happened());
    let Some(loaded) = model.context.remote(endpoint).loaded else {
        let not_yet = match endpoint {
            Endpoint::Campaigns => "the list of campaigns has not come yet",
            Endpoint::Settings => "the settings have not come yet",
        };
        return Some(failure.map_or_else(|| not_yet.to_owned(), String::from));
    };
    let at = time::format_clock(loaded.wall, model.context.prefs.zone);
    match failure {
        Some(happened) => Some(format!("{those} of {at}, and {happened}")),
        None if model.context.poll.stale(endpoint, model.context.now.mono)
            || model.context.overdue(endpoint).is_some() =>
        {
            Some(format!("{those} of {at}"))
        }
        None => None,
    }
}
