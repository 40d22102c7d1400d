//! The log of alerts on the screen: what was told, by whoever told it, and what is chosen in it.

use super::action::Movement;
use crate::domain::alert::Told;
use crate::domain::record::Second;

/// That the command of an alert failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandFailed {
    /// The alert's name.
    pub alert: String,
    /// When it was told.
    pub at: Second,
    /// Why, as a clause.
    pub why: String,
}

/// Where the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is to be asked for.
    Wanted,
    /// It is asked for.
    Asked,
    /// It is there.
    Told,
    /// Why it could not be read, as a clause.
    Failed(String),
}

/// What the user sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertsView {
    pub state: State,
    /// The newest first.
    told: Vec<Told>,
    /// The chosen one.
    pub choice: usize,
}

impl AlertsView {
    /// `asks` says whether there is somebody to be asked.
    pub(super) fn new(asks: bool) -> Self {
        let state = if asks { State::Wanted } else { State::Told };
        Self { state, told: Vec::new(), choice: 0 }
    }

    /// Whether it is to be asked for now; then it is held to be asked for.
    pub(super) fn due(&mut self) -> bool {
        let due = self.state == State::Wanted;
        if due {
            self.state = State::Asked;
        }
        due
    }

    /// Something was told meanwhile.
    pub(super) fn outdate(&mut self) {
        self.state = State::Wanted;
    }

    /// Takes the answer; the chosen one stays chosen, also below what is newer.
    pub(super) fn take(&mut self, told: Result<Vec<Told>, String>) {
        match told {
            Ok(told) => {
                let chosen = self.chosen().cloned();
                let same = |other: &Told| chosen.as_ref().is_some_and(|chosen| is_same(chosen, other));
                self.choice = told.iter().position(same).filter(|_| self.choice > 0).unwrap_or(0);
                (self.told, self.state) = (told, State::Told);
            }
            Err(why) => self.state = State::Failed(why),
        }
    }

    /// What was told, the newest first.
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    pub fn chosen(&self) -> Option<&Told> {
        self.told.get(self.choice)
    }

    pub(super) fn step(&mut self, movement: Movement, page: usize) {
        self.choice = movement.apply(self.choice, self.told.len(), page);
    }

    pub(super) fn choose(&mut self, choice: usize) {
        self.choice = choice.min(self.told.len().saturating_sub(1));
    }
}

fn is_same(one: &Told, other: &Told) -> bool {
    (one.at, one.campaign, one.ways) == (other.at, other.campaign, other.ways) && one.alert == other.alert
}
