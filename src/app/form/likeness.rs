//! A new draft like an earlier launch, its dates moved to where they can still be called on.

use super::{Form, Saved};
use crate::domain::count::counted;
use crate::domain::draft::dates::written;
use crate::domain::draft::saved::DraftId;
use crate::domain::draft::{Draft, Step};
use crate::domain::launch::Launch;
use crate::domain::rules::json;
use crate::domain::shown::Shown;
use crate::domain::time::Date;
use crate::domain::today::Today;

impl Form {
    /// Why there can be no draft like this launch: its request is not understood.
    pub fn why_none_like(launch: &Launch) -> Option<&'static str> {
        sent(launch).is_none().then_some("What this launch sent cannot be read as a plan.")
    }

    /// A draft like an earlier launch, typed into from its name on and to be saved at once, and what is said of it.
    /// `None` where there can be none.
    pub fn like(launch: &Launch, id: DraftId, today: Today) -> Option<(Self, String)> {
        let mut draft = sent(launch)?;
        let days = bring_forward(&mut draft, today.last());
        let moved = moved_words(days, draft.first_start());
        let name = Shown::new(&launch.request.name);
        let words = format!(
            "A new draft like \"{name}\". {moved} It needs a name of its own; Esc, then > moves the runs a week later."
        );
        let mut form = Self::of(id, draft, Step::Basics, Saved::Nothing, today);
        form.start_typing();
        form.unsaved = true;
        Some((form, words))
    }
}

/// What a launch sent, as a draft.
fn sent(launch: &Launch) -> Option<Draft> {
    Draft::from_plan(&json::parse(&launch.request.body).ok()?)
}

/// Moves the dates later by whole weeks where the first run would start before `first`. Answers by how many days.
fn bring_forward(draft: &mut Draft, first: Date) -> i64 {
    let mut moved = draft.clone();
    let days = moved.shift_to(first).unwrap_or_default();
    if days > 0 {
        *draft = moved;
    }
    days.max(0)
}

/// What became of the dates.
fn moved_words(days: i64, first: Option<Date>) -> String {
    let weeks = days / 7;
    match first.map(written) {
        None => "No run has a date that could move.".to_owned(),
        Some(first) if weeks == 0 => format!("Its dates are as they were: the first run starts {first}."),
        Some(first) => {
            format!("The dates of its runs are {} later: the first starts {first}.", counted(weeks, "week"))
        }
    }
}
