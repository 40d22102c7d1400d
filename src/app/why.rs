//! Why an action cannot act now. Dispatch and the help ask the same question here, so that a key which does nothing
//! always says why, in the words that the help shows beside it.

use super::action::form::FormAction;
use super::action::{Action, Movement, Walk};
use super::context::Context;
use super::export::Format;
use super::form::Form;
use super::keymap::Scope;
use super::model::Model;
use super::overlay::Overlay;
use super::poll::rhythm::Rhythm;
use super::preview::Seen;
use super::record::Record;
use super::{launches, statement};
use crate::domain::launch::Launch;
use crate::domain::store::RowKey;

/// The reason why `action` would do nothing in the place the user is in; `None` when it can act.
pub fn why_not(action: Action, model: &Model) -> Option<String> {
    match action {
        Action::Form(action) => in_form(action, model),
        Action::History(action) => model.history.why_not(action).map(str::to_owned),
        Action::Leave | Action::Quit if leaves(action, model) => why_not_leave(model),
        Action::ShowRaw if model.current_group().is_some() => {
            Some("This is a group: Enter opens or closes it, y copies it, also as JSON.".to_owned())
        }
        Action::OpenDetail | Action::ShowRaw | Action::Mark | Action::MarkRange
            if model.current().is_none() && model.current_group().is_none() =>
        {
            Some("No campaign is under the cursor.".to_owned())
        }
        Action::OpenGroups if !model.context.store.is_grouped() => {
            Some("Nothing is grouped: z groups by agent, list or origin.".to_owned())
        }
        Action::Acknowledge => why_not_acknowledge(model),
        Action::OpenHappened => why_not_recall(model),
        Action::OpenEvent | Action::CopyEvents => why_not_event(model),
        Action::OpenAlerted => why_not_alerted(model),
        Action::WriteFile | Action::Overwrite => why_not_write(action, model).map(str::to_owned),
        Action::Move(_) if matches!(model.scope(), Scope::Detail | Scope::History) && fits_whole(model) => {
            Some("All of it is on screen. ) shows the next campaign, ( the one before.".to_owned())
        }
        Action::State(claim) => of_launch(model, |launch| {
            let Context { launches, now, connection, .. } = &model.context;
            statement::why_not(claim, launch, launches, *now, connection.read_only)
        }),
        Action::ShowCampaign => of_launch(model, |launch| launches::row_of(launch, &model.context.store).err()),
        Action::CopyCampaign | Action::CopyLaunchId => of_launch(model, |_| None),
        Action::Move(movement) if model.scope() == Scope::Launches => match movement {
            _ if model.chosen_launch().is_none() => Some(launches::NONE.to_owned()),
            Movement::HalfUp | Movement::HalfDown | Movement::PageUp | Movement::PageDown if fits_whole(model) => {
                Some("All of it is on screen. Up and down choose another launch.".to_owned())
            }
            _ => None,
        },
        Action::Walk(_) | Action::OpenMoment | Action::Now => in_time(action, &model.context),
        Action::Refresh if model.context.past.is_shown() => {
            Some("This is the past. Polling goes on behind it; . goes back to now.".to_owned())
        }
        Action::PreviousRow => at_an_end(model, false, "This is the first campaign of the table."),
        Action::NextRow => at_an_end(model, true, "This is the last campaign of the table."),
        Action::OpenView(number) => model.views.why_not(number),
        Action::ShowAll if nothing_filtered(model) => Some("Nothing is filtered: all campaigns are shown.".to_owned()),
        // Nothing else is to be undone.
        Action::Clear if nothing_filtered(model) && model.context.past.is_shown() => None,
        Action::Clear if nothing_filtered(model) && !has_range(model) => {
            Some("Nothing is filtered: all campaigns are shown.".to_owned())
        }
        Action::MarkAll if model.context.store.shown() == 0 && model.list.marks.count() == 0 => {
            Some("There is nothing to mark.".to_owned())
        }
        Action::Refresh => model
            .context
            .poll
            .may_refresh(model.context.now.mono)
            .err()
            .map(|refusal| model.context.refusal_words(refusal)),
        Action::Slower if model.context.poll.rhythm() == Rhythm::OFF => {
            Some("Refreshing is off already; r asks once, - asks regularly again.".to_owned())
        }
        Action::Faster if model.context.poll.rhythm().faster() == model.context.poll.rhythm() => {
            Some(format!("It is the fastest already: {}.", model.context.poll.rhythm()))
        }
        Action::TogglePreview | Action::MovePreview if model.geometry.preview == Seen::NoRoom => Some(
            "There is no room for a preview: it takes 100 columns and 30 lines. Enter opens the campaign.".to_owned(),
        ),
        Action::TogglePreview | Action::MovePreview if model.list.columns.wide() => {
            Some("The wide table takes the preview's place: W brings it back.".to_owned())
        }
        Action::MovePreview if model.geometry.preview == Seen::OnlyRight => {
            Some("There is no room for the preview below the table: it takes a higher screen.".to_owned())
        }
        _ => None,
    }
}

/// Why nothing can be said of what the campaign under the cursor needs a person for.
fn why_not_acknowledge(model: &Model) -> Option<String> {
    if let Some(why) = model.context.record.unkept() {
        return Some(format!("That would not be kept: {why}."));
    }
    if model.context.past.is_shown() {
        return Some("This is the past: . goes back to now.".to_owned());
    }
    let Some(row) = model.current() else { return Some("No campaign is chosen.".to_owned()) };
    let seen = row.verdicts().iter().find_map(|verdict| row.acknowledged(verdict).cloned());
    match seen {
        _ if row.needs_you() => None,
        Some(_) => Some("It has been seen. :seen off has it ask again.".to_owned()),
        None => Some("Nothing is said of it that asks for a person.".to_owned()),
    }
}

/// Why nobody can go there in time.
fn in_time(action: Action, context: &Context) -> Option<String> {
    match (&context.record, action) {
        (_, Action::Now) if !context.past.is_shown() => Some("This is now.".to_owned()),
        (_, Action::Now) => None,
        (Record::Off(why), _) => Some(format!("There is no past to go to: nothing is recorded here, because {why}.")),
        (Record::Unwanted, _) => Some("There is no past to go to: nothing is recorded here.".to_owned()),
        (_, Action::Walk(Walk::ChangeAfter | Walk::DayAfter)) if !context.past.is_shown() => {
            Some("This is now: nothing comes after it yet. [ goes to the change before.".to_owned())
        }
        _ if context.search.is_some() => {
            Some("The server cannot search in the past: leave its search (key:) out first.".to_owned())
        }
        _ => None,
    }
}

/// Why the open sheet writes nothing.
fn why_not_write(action: Action, model: &Model) -> Option<&'static str> {
    let Some(Overlay::Write(view)) = model.overlays.last() else { return None };
    match view.format {
        _ if action == Action::Overwrite && view.taken.is_none() => {
            Some("Enter writes. It asks before it takes the place of a file that is there.")
        }
        _ if view.name.text().trim().is_empty() => Some("A file needs a name: n types one."),
        Format::Rows(_) if compares(model) => None,
        Format::Rows(_) if listed_events(model) == Some(0) => Some("Nothing is listed: there is nothing to write."),
        Format::Rows(_) if listed_events(model).is_some() => None,
        Format::Rows(_) if model.detail().is_none() && model.context.store.shown() == 0 => {
            Some("No campaign is shown: there is nothing to write.")
        }
        _ => None,
    }
}

/// Why there is no record to be asked.
fn why_not_recall(model: &Model) -> Option<String> {
    match &model.context.record {
        Record::Off(why) => {
            Some(format!("What happened is told from the record of readings, and there is none: {why}."))
        }
        Record::Unwanted => Some("What happened is told from the record of readings, and there is none.".to_owned()),
        Record::On | Record::Failing(_) => None,
    }
}

/// Why nothing can be done with what happened.
fn why_not_event(model: &Model) -> Option<String> {
    let Some(Overlay::Happened(view)) = model.overlays.last() else { return None };
    view.chosen().is_none().then(|| "Nothing is listed.".to_owned())
}

/// Why the campaign of the chosen line of the log of alerts is not opened.
fn why_not_alerted(model: &Model) -> Option<String> {
    let Some(Overlay::Alerts(view)) = model.overlays.last() else { return None };
    match view.chosen() {
        Some(told) => why_not_campaign(model, told.campaign),
        None => Some("Nothing is listed.".to_owned()),
    }
}

fn why_not_campaign(model: &Model, id: i64) -> Option<String> {
    let store = &model.context.store;
    match store.get(RowKey::first(id)) {
        None => Some(format!("{id} is no longer in the list.")),
        Some(row) if !store.is_shown(row) => Some(format!("The filter hides {id}: 0 in the table shows all.")),
        Some(_) => None,
    }
}

/// Whether the sheet lies over a comparison.
fn compares(model: &Model) -> bool {
    matches!(model.under_sheet(), Some(Overlay::Compare(_)))
}

/// How many events the list shows that the sheet lies over.
fn listed_events(model: &Model) -> Option<usize> {
    match model.under_sheet()? {
        Overlay::Happened(view) => Some(view.count()),
        _ => None,
    }
}

/// What `why` says of the chosen launch, or that there is none.
fn of_launch(model: &Model, why: impl FnOnce(&Launch) -> Option<String>) -> Option<String> {
    model.chosen_launch().map_or_else(|| Some(launches::NONE.to_owned()), why)
}

/// Why an action of the form, or about drafts, would do nothing.
fn in_form(action: FormAction, model: &Model) -> Option<String> {
    match action {
        FormAction::Open | FormAction::OpenDrafts | FormAction::NewLike if model.context.connection.read_only => Some(
            "Creating is switched off here: kaytop was started read-only. `kaytop check PLAN` judges a plan."
                .to_owned(),
        ),
        FormAction::Open | FormAction::OpenDrafts | FormAction::NewLike if model.context.past.is_shown() => {
            Some("This is the past, in which nothing can be created: . goes back to now.".to_owned())
        }
        FormAction::NewLike => match model.chosen_launch() {
            None => Some(launches::NONE.to_owned()),
            Some(launch) => {
                let stays = model.form.as_ref().and_then(|form| form.must_stay());
                stays.or_else(|| Form::why_none_like(launch).map(str::to_owned))
            }
        },
        FormAction::Resume | FormAction::RemoveDraft if model.chosen_draft().is_none() => {
            Some("There is no draft. n begins one.".to_owned())
        }
        FormAction::ConfirmRemoval if model.drafts_view().is_none_or(|view| view.removing.is_none()) => {
            Some("Nothing is to be removed: x asks that of the chosen draft.".to_owned())
        }
        action => model.form.as_ref().and_then(|form| form.why_not(action, &model.context)),
    }
}

fn why_not_leave(model: &Model) -> Option<String> {
    model.form.as_ref().and_then(|form| form.why_not_leave(&model.context.launches)).map(str::to_owned)
}

/// Whether `action` would end the program.
fn leaves(action: Action, model: &Model) -> bool {
    action == Action::Leave || model.overlays.is_empty()
}

/// Whether the top overlay was drawn and shows all its lines.
fn fits_whole(model: &Model) -> bool {
    model.geometry.layers == model.overlays.len() && model.geometry.scroll_end == 0
}

fn nothing_filtered(model: &Model) -> bool {
    model.list.filter.field.text().is_empty() && model.context.search.is_none()
}

/// Whether a range of rows is being marked.
fn has_range(model: &Model) -> bool {
    model.list.marks.range(&model.context.store, model.list.position()).is_some()
}

fn at_an_end(model: &Model, forward: bool, words: &str) -> Option<String> {
    let store = &model.context.store;
    let is_last = model.list.row_beyond(forward, store).is_none();
    let closed = if is_last && store.is_grouped() { " Closed groups are passed over." } else { "" };
    is_last.then(|| format!("{words}{closed}"))
}
