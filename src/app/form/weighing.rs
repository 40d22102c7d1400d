//! What the form's plan comes to, worked out anew when the plan changes, or what is known beside it.

use super::{Form, LaunchStage};
use crate::app::context::Context;
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

impl Form {
    /// What the plan comes to.
    pub fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// Works out what the plan comes to beside what `context` knows, unless nothing of either has changed.
    pub fn weigh(&mut self, context: &Context) {
        if matches!(self.launch, LaunchStage::Sending(_) | LaunchStage::Ended(_)) {
            // What appears in the list from now on may be this very campaign.
            return;
        }
        let basis = Basis {
            change: self.change_count,
            reads: context.store.reads(),
            unread: unread(context),
            settings: context.settings.loaded,
            settings_unread: old(context, Endpoint::Settings),
            lists: context.case_lists.answers(),
        };
        if self.basis.as_ref() != Some(&basis) {
            if self.basis.as_ref().is_none_or(|before| before.reads != basis.reads) {
                self.names = Names::of(&context.store);
            }
            let settings = context.settings.loaded.is_some().then_some(&context.company);
            let around = Around {
                today: self.today,
                settings,
                settings_unread: basis.settings_unread.as_deref(),
                store: &context.store,
                unread: basis.unread.as_deref(),
                names: &self.names,
                case_lists: Some(context.case_lists.known()),
            };
            self.meaning = Meaning::of(self.draft(), &self.check, around);
            self.basis = Some(basis);
        }
    }
}

/// Why the campaigns that are known may not be all there are, as a clause: what is not known must not look like what is
/// not there.
fn unread(context: &Context) -> Option<String> {
    if let Some(why) = old(context, Endpoint::Campaigns) {
        return Some(why);
    }
    if let Some(term) = &context.search {
        return Some(format!("only what the server finds for \"{}\" was read", Shown::new(term)));
    }
    match context.store.unreadable() {
        0 => None,
        rows => Some(format!("{} of the list could not be read", counted(rows, "row"))),
    }
}

/// Why what is known of an endpoint may not be so any more, as a clause; nothing where it is fresh.
fn old(context: &Context, endpoint: Endpoint) -> Option<String> {
    let those = match endpoint {
        Endpoint::Campaigns => "the list is that",
        Endpoint::Settings => "the settings are those",
    };
    let failure = context.remote(endpoint).failure.as_ref().map(|(_, failure)| failure.happened());
    let Some(loaded) = context.remote(endpoint).loaded else {
        let not_yet = match endpoint {
            Endpoint::Campaigns => "the list of campaigns has not come yet",
            Endpoint::Settings => "the settings have not come yet",
        };
        return Some(failure.map_or_else(|| not_yet.to_owned(), String::from));
    };
    let at = time::format_clock(loaded.wall, context.prefs.zone);
    match failure {
        Some(happened) => Some(format!("{those} of {at}, and {happened}")),
        None if context.poll.stale(endpoint, context.now.mono) || context.overdue(endpoint).is_some() => {
            Some(format!("{those} of {at}"))
        }
        None => None,
    }
}
