//! The one function that changes the model: here what a message and an action come to, below it one file a subject.
//!
//! A component changes its own state and answers with what it wants; the files here say it, make the effects of it, and
//! tell its siblings.

mod acknowledging;
mod alerts;
mod arrival;
mod case_lists;
mod command;
mod compare;
mod copying;
mod drafts;
mod form;
mod happened;
mod help;
mod history;
mod keys;
mod launches;
mod memory;
mod mouse;
mod past;
mod polls;
mod statements;
mod table;
mod views;
mod word;
mod write;

use crate::app::action::form::FormAction;
use crate::app::action::{Action, Movement};
use crate::app::columns::Columns;
use crate::app::detail::Detail;
use crate::app::effect::Effect;
use crate::app::filter::Filter;
use crate::app::help::HelpView;
use crate::app::keep::{Keep, Purpose};
use crate::app::launches::{LaunchesView, copied_campaign, copied_id};
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::poll::rhythm::Rhythm;
use crate::app::recall::Recall;
use crate::app::why::why_not;
use crate::app::write::WriteView;
use crate::domain::memory::Baseline;
use crate::domain::order::Column;
use crate::domain::time::Now;

pub fn update(model: &mut Model, now: Now, msg: Msg) -> Vec<Effect> {
    model.context.now = now;
    form::turn(model);
    let heard = !matches!(msg, Msg::Key(_) | Msg::Chord(_) | Msg::Mouse(_) | Msg::Pasted(_) | Msg::PasteLost);
    if !heard || matches!(msg, Msg::Focused) {
        model.context.look.seen(now);
    }
    let before = heard.then(|| (form::standing(model), model.notice.clone()));
    let mut effects = take(model, msg);
    model.list.attend(&mut model.context.store);
    // What was said of a launch is not true any more once the launch has moved on.
    if before.is_some_and(|(standing, notice)| model.notice == notice && form::standing(model) != standing) {
        model.notice = None;
    }
    effects.extend(form::keep(model));
    effects.extend(drafts::due(model));
    effects.extend(polls::due(model));
    effects.extend(memory::due(model));
    effects.extend(launches::due(model));
    effects.extend(case_lists::due(model));
    effects.extend(history::due(model));
    effects.extend(happened::due(model));
    effects.extend(alerts::due(model));
    model.views.recount(&model.context.store, model.context.search.is_some());
    let view = model.keeping.due(&model.list, &model.views, now.mono);
    effects.extend(view.map(|view| Effect::Keep(Keep::SaveView(Box::new(view)))));
    let looked = model.context.look.due(now.mono);
    effects.extend(looked.map(|at| Effect::Keep(Keep::SaveLook(at))));
    effects
}

fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => return keys::press(model, key),
        Msg::Chord(key) => return keys::chord(model, key),
        Msg::Mouse(event) => return mouse::mouse(model, event),
        Msg::Pasted(text) => return keys::paste(model, &text),
        Msg::PasteLost => {
            return model.refuse("The end of what was pasted never came: nothing of it was taken. Paste it again.");
        }
        // Whatever fell due meanwhile is done after each message.
        Msg::Resized | Msg::Focused | Msg::Woke => {}
        Msg::Awoke { jitter } => model.context.poll.awoke(model.context.now.mono, jitter),
        Msg::Resumed => return vec![Effect::Redraw],
        Msg::Copied(what, sent) => copying::sent(model, &what, &sent),
        Msg::CampaignsLoaded(flight) => return polls::campaigns_loaded(model, flight),
        Msg::SettingsLoaded(flight) => return polls::settings_loaded(model, flight),
        Msg::Recorded(done, note) => {
            polls::recorded(model, done, note);
            // What was read while the past is shown is in no store that could tell.
            if model.context.past.is_shown() || !model.context.store.changes().is_nothing() {
                happened::outdate(model);
            }
        }
        Msg::Recalled(Recall::History(question), answer) => history::recalled(model, *question, answer),
        Msg::Recalled(Recall::Memory(_), answer) => memory::recalled(model, answer),
        Msg::Recalled(Recall::Happened(question), answer) => happened::recalled(model, question.span, answer),
        Msg::Recalled(Recall::Alerts, answer) => alerts::recalled(model, answer),
        Msg::Alerted(tellings) => return alerts::alerted(model, tellings),
        Msg::CommandFailed(failed) => return alerts::command_failed(model, failed),
        Msg::Recalled(Recall::Past(visit), answer) => return past::recalled(model, visit, answer),
        Msg::CaseListsLoaded(flight) => case_lists::loaded(model, flight),
        Msg::LaunchesRead(read) => {
            model.context.launches.take(model.context.now, read);
            happened::outdate(model);
        }
        Msg::LaunchMoved(launch, progress) => model.context.launches.hear(&launch, progress),
        Msg::StatementJudged(id, result) => statements::judged(model, &id, result),
        Msg::FilterNotKept(why) => {
            return model.refuse(format!("The filter holds, but is not remembered for the next start: {why}."));
        }
        Msg::FileWritten(Purpose::Shown(view), result) => write::written(model, view, result),
        Msg::ViewNotSaved(why) => {
            model.keeping.failed();
            return model.refuse(format!("How the screen is set is not kept for the next start: {why}."));
        }
        Msg::LookNotKept(why) => {
            model.context.look.failed();
            return model.refuse(format!("When you last looked is not kept for the next start: {why}."));
        }
        Msg::ViewsChanged(change, result) => views::changed(model, &change, result),
        Msg::ViewsRead(found, note) => views::read(model, found, note),
        msg => return form::take(model, msg),
    }
    Vec::new()
}

/// Does what was asked for by a key or a click.
fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    if action != Action::Refresh {
        model.list.touch(model.context.now.mono);
    }
    if !matches!(action, Action::Form(FormAction::RemoveDraft | FormAction::ConfirmRemoval)) {
        drafts::keep(model);
    }
    act(model, action)
}

/// What is said to keys that people try for what cannot be done.
const MISSING: &str =
    "The API has no edit, pause or delete: use Kayse's web console. kaytop shows the change at the next refresh.";

/// Performs an action in the place the user is in, or says why it cannot.
fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(reason) = why_not(action, model) {
        return model.refuse(reason);
    }
    match action {
        Action::Move(movement) => move_by(model, movement),
        Action::OpenDetail => table::open(model),
        Action::ShowRaw => table::show_raw(model),
        Action::NextTab => turn(model, true),
        Action::PreviousTab => turn(model, false),
        Action::NextRow => table::step_detail(model, true),
        Action::PreviousRow => table::step_detail(model, false),
        Action::Back => return back(model),
        Action::Quit => {
            if model.overlays.pop().is_none() {
                return vec![Effect::Quit];
            }
        }
        Action::Leave => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::EditFilter => model.list.filter.edit(),
        Action::KeepFilter => return table::keep_filter(model),
        Action::Complete => table::complete(model),
        Action::OfferDown => table::step_filter(model, Filter::down),
        Action::OfferUp => table::step_filter(model, Filter::up),
        Action::ShowAll => table::drop_filter(model),
        Action::OpenView(number) => views::open(model, number),
        Action::Clear => clear(model),
        Action::OpenSort => table::open_sort_menu(model),
        Action::ChooseSort => table::choose_sort(model),
        Action::OpenBaseline => memory::open_menu(model),
        Action::ChooseBaseline => memory::choose(model),
        Action::ReverseSort => table::sort_by(model, model.list.order.column),
        Action::SortLeft => table::sort_beside(model, Column::ALL.len() - 1),
        Action::SortRight => table::sort_beside(model, 1),
        Action::Rerank => table::rerank(model),
        Action::Group => table::group_next(model),
        Action::OpenGroups => model.list.toggle_groups(&mut model.context.store),
        Action::ScrollLeft => scroll_columns(model, Movement::Up),
        Action::ScrollRight => scroll_columns(model, Movement::Down),
        Action::OpenCompare => compare::open(model),
        Action::TurnBaseline => compare::turn(model),
        Action::CopyComparison => return compare::copy(model),
        Action::OpenColumns => model.overlays.push(Overlay::Columns(0)),
        Action::ToggleColumn => table::toggle_column(model),
        Action::ColumnLeft => table::shift_column(model, Movement::Up),
        Action::ColumnRight => table::shift_column(model, Movement::Down),
        Action::ResetColumns => table::reset_columns(model),
        Action::ToggleWide => table::toggle_wide(model),
        Action::Mark => table::toggle_mark(model),
        Action::MarkRange => table::mark_range(model),
        Action::MarkAll => table::mark_all(model),
        Action::Walk(walk) => return past::walk(model, walk),
        Action::Acknowledge => command::open(model, "seen "),
        Action::OpenMoment => past::open(model),
        Action::GoToMoment => return past::submit(model),
        Action::Now => past::leave(model),
        Action::Refresh => polls::refresh(model),
        Action::Freeze => polls::toggle_freeze(model),
        Action::Slower => polls::set_rhythm(model, Rhythm::slower),
        Action::Faster => polls::set_rhythm(model, Rhythm::faster),
        Action::TogglePreview => model.list.preview.toggle(model.geometry.preview),
        Action::MovePreview => model.list.preview.move_over(model.geometry.preview),
        Action::OpenStatus => model.overlays.push(Overlay::Status(0)),
        Action::OpenLaunches => {
            model.overlays.push(Overlay::Launches(LaunchesView::new(&model.context.launches)));
        }
        Action::ShowCampaign => launches::show_campaign(model),
        Action::CopyCampaign => return launches::copy(model, copied_campaign),
        Action::CopyLaunchId => return launches::copy(model, copied_id),
        Action::State(claim) => statements::open(model, claim),
        Action::SubmitStatement => return statements::submit(model),
        Action::OpenCommand => command::open(model, ""),
        Action::OpenViews => command::open(model, "view "),
        Action::RunCommand => return command::run(model),
        Action::CompleteCommand => return command::complete(model),
        Action::OpenHelp => model.overlays.push(Overlay::Help(HelpView::default())),
        Action::RunChosen => return help::run(model),
        Action::OpenCopy => model.overlays.push(Overlay::Copy),
        Action::Copy(item) => return copying::copy(model, item),
        Action::OpenAlerts | Action::OpenAlerted => alerts::act(model, action),
        Action::OpenHappened | Action::OpenEvent | Action::SearchEvents | Action::KeepSearch | Action::CopyEvents => {
            return happened::act(model, action);
        }
        Action::OpenWrite => write::open(model),
        Action::ChooseFormat(format) => write::change(model, |view| view.choose(format)),
        Action::ToggleNames => write::change(model, WriteView::toggle_names),
        Action::TypeName => write::change(model, WriteView::type_name),
        Action::KeepName => write::change(model, WriteView::keep_name),
        Action::WriteFile => return write::submit(model, false),
        Action::Overwrite => return write::submit(model, true),
        Action::ToggleMouse => return mouse::toggle(model),
        Action::ExplainMissing => return model.refuse(MISSING),
        Action::Form(action) => return form::act(model, action),
        Action::History(action) => history::act(model, action),
    }
    Vec::new()
}

fn move_by(model: &mut Model, movement: Movement) {
    let (end, page) = (model.geometry.scroll_end, model.geometry.overlay_page);
    match model.overlays.last_mut() {
        None => model.list.step(movement, &model.context.store),
        Some(Overlay::Sort(choice)) => *choice = movement.apply(*choice, Column::ALL.len(), Column::ALL.len()),
        Some(Overlay::Baseline(choice)) => {
            *choice = movement.apply(*choice, Baseline::NAMED.len(), Baseline::NAMED.len());
        }
        Some(Overlay::Columns(choice)) => *choice = movement.apply(*choice, Columns::COUNT, Columns::COUNT),
        Some(Overlay::Copy | Overlay::Statement(_) | Overlay::Moment(_)) => {}
        Some(Overlay::Write(view)) => view.step(movement),
        Some(Overlay::Form) => {
            if let Some(form) = &mut model.form {
                form.move_by(movement);
            }
        }
        Some(Overlay::Drafts(_)) => drafts::step(model, movement),
        Some(Overlay::Happened(_)) => happened::step(model, movement),
        Some(Overlay::Alerts(_)) => alerts::step(model, movement),
        Some(Overlay::Help(_)) => help::step(model, movement),
        Some(Overlay::Command(_)) => command::step(model, movement),
        Some(Overlay::Launches(_)) => launches::step(model, movement),
        Some(Overlay::Detail(Detail { scroll, .. }) | Overlay::Status(scroll)) => {
            *scroll = movement.apply(*scroll, end + 1, page);
        }
        Some(Overlay::Compare(view)) => view.scroll = movement.apply(view.scroll, end + 1, page),
    }
}

/// Gives up the range, else the filter, else the past.
fn clear(model: &mut Model) {
    if model.list.marks.end_range() {
        return;
    }
    if model.list.filter.field.text().is_empty() && model.context.past.is_shown() {
        past::leave(model);
    } else {
        table::drop_filter(model);
    }
}

/// Scrolls the columns of the comparison, else of the table.
fn scroll_columns(model: &mut Model, movement: Movement) {
    match model.overlays.last_mut() {
        Some(Overlay::Compare(view)) => view.scroll_columns(movement, model.geometry.columns_end),
        _ => model.list.columns.scroll_by(movement),
    }
}

/// Goes to the next or previous page of the campaign, or section of the help.
fn turn(model: &mut Model, forward: bool) {
    if let Some(Overlay::Help(_)) = model.overlays.last() {
        help::turn(model, forward);
    } else if let Some(detail) = model.detail_mut() {
        detail.turn(forward);
    }
}

/// One layer back: the top overlay, else out of the filter, which restores what stood before.
fn back(model: &mut Model) -> Vec<Effect> {
    if model.overlays.last() == Some(&Overlay::Form) {
        return form::act(model, FormAction::Back);
    }
    if let Some(Overlay::Write(view)) = model.overlays.last_mut()
        && view.leave_name()
    {
        return Vec::new();
    }
    if happened::leave_search(model) {
        return Vec::new();
    }
    if model.overlays.pop().is_none()
        && let Some(before) = model.list.filter.before.take()
    {
        model.list.set_filter(&before, &mut model.context.store);
    }
    Vec::new()
}
