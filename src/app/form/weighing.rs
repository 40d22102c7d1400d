//! What the form's plan comes to, worked out anew when the plan changes, or what is known beside it.

use super::launch::RefusalWords;
use super::update::with_form;
use super::{Form, LaunchStage, launching};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::draft::meaning::{Around, Meaning, Names};
use crate::domain::time::Now;

/// What a [`Meaning`] was made of, by their numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Basis {
    change: u64,
    reads: u64,
    settings: Option<Now>,
    lists: u64,
}

/// Lets the form see the day and time of this moment before anything is done with it: a form that is open over midnight
/// must not go on with yesterday's `today`.
pub(in crate::app) fn turn(model: &mut Model) {
    let today = model.today();
    let Some(form) = &mut model.form else { return };
    if let Some(news) = form.turn_to(today)
        && matches!(form.launch, LaunchStage::Ready { .. } | LaunchStage::Preparing { .. })
    {
        // The code was asked for a plan of which this was not to be said.
        form.launch = launching::refused(RefusalWords { words: news, same_name: false });
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
            reads: model.store.reads(),
            settings: model.settings.loaded,
            lists: model.case_lists.answers(),
        };
        if self.basis != Some(basis) {
            if self.basis.is_none_or(|before| before.reads != basis.reads) {
                self.names = Names::of(&model.store);
            }
            let settings = model.settings.loaded.is_some().then_some(&model.company);
            let around = Around {
                today: self.today,
                settings,
                store: &model.store,
                names: &self.names,
                case_lists: Some(model.case_lists.known()),
            };
            self.meaning = Meaning::of(self.draft(), &self.check, around);
            self.basis = Some(basis);
        }
    }
}
