//! A new draft like an earlier launch, its dates moved to where they can still be called on.

use super::lines::counted;
use super::update::show;
use super::{Form, drafts, saving};
use crate::app::effect::Effect;
use crate::app::launches;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::draft::dates::written;
use crate::domain::draft::saved::DraftId;
use crate::domain::draft::{Draft, Step};
use crate::domain::launch::Launch;
use crate::domain::rules::json;
use crate::domain::shown::Shown;
use crate::domain::time::Date;
use crate::domain::today::Today;

/// Why no draft can be made of a launch whose request is not understood.
const NO_PLAN: &str = "What this launch sent cannot be read as a plan.";

/// Why there can be no draft like the chosen launch now.
pub(super) fn why_not(model: &Model) -> Option<String> {
    let Some(launch) = model.chosen_launch() else { return Some(launches::NONE.to_owned()) };
    drafts::must_stay(model).or_else(|| sent(launch).is_none().then(|| NO_PLAN.to_owned()))
}

/// Begins a draft like the chosen launch. The draft that was open is kept among the drafts.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    let Some(mut draft) = model.chosen_launch().and_then(sent) else { return Vec::new() };
    let name = model.chosen_launch().map(|launch| Shown::new(&launch.request.name));
    let today = model.context.today();
    let days = bring_forward(&mut draft, today.last());
    let words = moved_words(days, draft.first_start());
    let name = name.as_ref().map_or("", Shown::as_str);
    model.say(format!(
        "A new draft like \"{name}\". {words} It needs a name of its own; Esc, then > moves the runs a week later."
    ));
    model.form = Some(Box::new(Form::like(saving::free_id(model), draft, today)));
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Launches(_)));
    show(model);
    Vec::new()
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
    let weeks = usize::try_from(days / 7).unwrap_or_default();
    match first.map(written) {
        None => "No run has a date that could move.".to_owned(),
        Some(first) if weeks == 0 => format!("Its dates are as they were: the first run starts {first}."),
        Some(first) => {
            format!("The dates of its runs are {} later: the first starts {first}.", counted(weeks, "week"))
        }
    }
}

impl Form {
    /// A draft like an earlier one, typed into from its name on; to be saved at once.
    fn like(id: DraftId, draft: Draft, today: Today) -> Self {
        let mut form = Self::of(id, draft, Step::Basics, super::Saved::Nothing, today);
        form.start_typing();
        form.unsaved = true;
        form
    }
}
