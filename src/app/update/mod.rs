//! The one function that changes the model, and below it one file a subject.

mod arrival;
pub(super) mod case_lists;
mod copying;
mod drafts;
mod form;
mod help;
mod launches;
mod mouse;
pub(super) mod polls;
mod statements;
mod table;
mod word;

use crate::app::action::form::FormAction;
use crate::app::action::{Action, Step};
use crate::app::columns::Columns;
use crate::app::detail::{Detail, Tab};
use crate::app::effect::Effect;
use crate::app::help::Palette;
use crate::app::key::Key;
use crate::app::keyboard;
use crate::app::keymap::{self, Lookup, Scope};
use crate::app::launches::{LaunchesView, copied_campaign, copied_id};
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::poll::rhythm::Rhythm;
use crate::app::why::why_not;
use crate::domain::order::Column;
use crate::domain::time::Now;

/// Takes a message in and answers with what is to be done outside.
pub fn update(model: &mut Model, now: Now, msg: Msg) -> Vec<Effect> {
    model.context.now = now;
    form::turn(model);
    let heard = !matches!(msg, Msg::Key(_) | Msg::Chord(_) | Msg::Mouse(_) | Msg::Pasted(_) | Msg::PasteLost);
    let before = heard.then(|| (form::standing(model), model.notice.clone()));
    let mut effects = match msg {
        Msg::Key(key) => press(model, key),
        Msg::Chord(key) => chord(model, key),
        Msg::Mouse(event) => mouse::mouse(model, event),
        Msg::Pasted(text) => paste(model, &text),
        Msg::PasteLost => {
            model.refuse("The end of what was pasted never came: nothing of it was taken. Paste it again.")
        }
        Msg::Resized | Msg::Woke => Vec::new(),
        Msg::Awoke { jitter } => {
            model.context.poll.awoke(now.mono, jitter);
            Vec::new()
        }
        Msg::Resumed => vec![Effect::Redraw],
        Msg::Copied(what, sent) => {
            copying::sent(model, &what, &sent);
            Vec::new()
        }
        Msg::CampaignsLoaded(flight) => {
            polls::campaigns_loaded(model, flight);
            Vec::new()
        }
        Msg::SettingsLoaded(flight) => {
            polls::settings_loaded(model, flight);
            Vec::new()
        }
        Msg::CaseListsLoaded(flight) => {
            case_lists::loaded(model, flight);
            Vec::new()
        }
        Msg::LaunchesRead(read) => {
            model.context.launches.take(now, read);
            Vec::new()
        }
        Msg::LaunchMoved(launch, progress) => {
            model.context.launches.hear(&launch, progress);
            Vec::new()
        }
        Msg::StatementJudged(id, result) => {
            statements::judged(model, &id, result);
            Vec::new()
        }
        Msg::ViewNotSaved(why) => {
            model.keeping.failed();
            model.refuse(format!("How the screen is set is not kept for the next start: {why}."))
        }
        msg => form::take(model, msg),
    };
    // What was said of a launch is not true any more once the launch has moved on.
    if before.is_some_and(|(standing, notice)| model.notice == notice && form::standing(model) != standing) {
        model.notice = None;
    }
    effects.extend(form::keep(model));
    effects.extend(drafts::due(model));
    effects.extend(polls::due(model));
    effects.extend(launches::due(model));
    effects.extend(case_lists::due(model));
    let view = model.keeping.due(&model.list, now.mono);
    effects.extend(view.map(|view| Effect::SaveView(Box::new(view))));
    effects
}

/// In a text field Alt with a key does nothing; elsewhere nothing is bound to it, so that it was Esc and the key.
fn chord(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.scope().takes_text() {
        return Vec::new();
    }
    let mut effects = press(model, Key::Esc);
    effects.extend(press(model, key));
    effects
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let scope = model.scope();
    let letters = scope.takes_text() || scope == Scope::FormChoice;
    let key = if letters { keyboard::control(key) } else { keyboard::command(key) };
    let pending = model.pending.take();
    // In the table, what is being asked is said until the answer comes.
    let in_table = model.overlays.is_empty();
    model.notice.take_if(|notice| !(notice.until_answer && in_table));
    let found = keymap::lookup(scope, pending, key);
    let of_word = word::refused(model, scope, key, found);
    if let (Lookup::Act(action), None) = (found, &of_word) {
        return perform(model, action);
    }
    model.list.touch(model.context.now.mono);
    drafts::keep(model);
    if let Some(words) = of_word {
        return model.refuse(words);
    }
    match found {
        Lookup::Act(_) => Vec::new(),
        Lookup::Pending => {
            model.pending = Some(key);
            Vec::new()
        }
        Lookup::Nothing
            if matches!(scope, Scope::FormText | Scope::Calendar | Scope::Choices | Scope::Sheet | Scope::Code) =>
        {
            form::press(model, key)
        }
        Lookup::Nothing if scope == Scope::Palette => {
            if let Some(Overlay::Help(palette)) = model.overlays.last_mut() {
                palette.press(key);
            }
            Vec::new()
        }
        Lookup::Nothing if scope == Scope::Statement => statements::press(model, key),
        Lookup::Nothing if scope == Scope::Filter => {
            if model.list.filter.field.press(key) {
                model.list.apply_filter(&mut model.context.store);
            }
            Vec::new()
        }
        Lookup::Nothing => match unknown_letter(model, key).or_else(|| keymap::elsewhere(key)) {
            Some(words) => model.refuse(words),
            None => Vec::new(),
        },
    }
}

fn unknown_letter(model: &Model, key: Key) -> Option<String> {
    matches!(key, Key::Char(_)).then(|| word::no_text_here(model)).flatten()
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

/// Pasted text goes into a focused field and nowhere else.
fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    if let Some(form) = &mut model.form {
        form.end_word();
    }
    if let Some(Overlay::Help(palette)) = model.overlays.last_mut() {
        palette.paste(text);
        return Vec::new();
    }
    if model.overlays.last() == Some(&Overlay::Form) {
        return form::paste(model, text);
    }
    if model.scope() == Scope::Statement {
        return statements::paste(model, text);
    }
    if model.scope() != Scope::Filter {
        return model.refuse("Nothing was pasted: no text field is open. / opens the filter.");
    }
    let (pasted, kept) = (text.chars().count(), model.list.filter.field.insert(text));
    if kept < pasted {
        model.say(format!("Pasted {pasted} characters, kept {kept}."));
    }
    model.list.apply_filter(&mut model.context.store);
    Vec::new()
}

/// Performs an action in the place the user is in, or says why it cannot.
fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(reason) = why_not(action, model) {
        return model.refuse(reason);
    }
    match action {
        Action::Move(step) => move_by(model, step),
        Action::OpenDetail => table::open_detail(model, Tab::Overview),
        Action::ShowRaw => table::show_raw(model),
        Action::NextTab => turn(model, true),
        Action::PreviousTab => turn(model, false),
        Action::NextRow => table::step_detail(model, Step::Down),
        Action::PreviousRow => table::step_detail(model, Step::Up),
        Action::Back => back(model),
        Action::Quit => {
            if model.overlays.pop().is_none() {
                return vec![Effect::Quit];
            }
        }
        Action::Leave => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::EditFilter => model.list.filter.edit(),
        Action::KeepFilter => table::keep_filter(model),
        Action::ShowAll => table::drop_filter(model),
        Action::Clear => {
            if !model.list.marks.end_range() {
                table::drop_filter(model);
            }
        }
        Action::OpenSort => table::open_sort_menu(model),
        Action::ChooseSort => table::choose_sort(model),
        Action::ReverseSort => table::sort_by(model, model.list.order.column),
        Action::SortLeft => table::sort_beside(model, Column::ALL.len() - 1),
        Action::SortRight => table::sort_beside(model, 1),
        Action::Rerank => table::rerank(model),
        Action::ScrollLeft => model.list.columns.scroll_by(Step::Up),
        Action::ScrollRight => model.list.columns.scroll_by(Step::Down),
        Action::OpenColumns => model.overlays.push(Overlay::Columns(0)),
        Action::ToggleColumn => table::toggle_column(model),
        Action::ColumnLeft => table::shift_column(model, Step::Up),
        Action::ColumnRight => table::shift_column(model, Step::Down),
        Action::ResetColumns => table::reset_columns(model),
        Action::ToggleWide => table::toggle_wide(model),
        Action::Mark => table::toggle_mark(model),
        Action::MarkRange => table::mark_range(model),
        Action::MarkAll => table::mark_all(model),
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
        Action::OpenHelp => model.overlays.push(Overlay::Help(Palette::default())),
        Action::RunChosen => return help::run(model),
        Action::OpenCopy => model.overlays.push(Overlay::Copy),
        Action::Copy(item) => return copying::copy(model, item),
        Action::ToggleMouse => return mouse::toggle(model),
        Action::ExplainMissing => {
            return model.refuse(
                "The API has no edit, pause or delete: use Kayse's web console. kaytop shows the change at the next refresh.",
            );
        }
        Action::Form(action) => return form::act(model, action),
    }
    Vec::new()
}

fn move_by(model: &mut Model, step: Step) {
    let (end, page) = (model.geometry.scroll_end, model.geometry.overlay_page);
    match model.overlays.last_mut() {
        None => model.list.step(step, &model.context.store),
        Some(Overlay::Sort(choice)) => *choice = step.apply(*choice, Column::ALL.len(), Column::ALL.len()),
        Some(Overlay::Columns(choice)) => *choice = step.apply(*choice, Columns::COUNT, Columns::COUNT),
        Some(Overlay::Copy | Overlay::Statement(_)) => {}
        Some(Overlay::Form) => {
            if let Some(form) = &mut model.form {
                form.move_by(step);
            }
        }
        Some(Overlay::Drafts(_)) => drafts::step(model, step),
        Some(Overlay::Help(_)) => help::step(model, step),
        Some(Overlay::Launches(_)) => launches::step(model, step),
        Some(Overlay::Detail(Detail { scroll, .. }) | Overlay::Status(scroll)) => {
            *scroll = step.apply(*scroll, end + 1, page);
        }
    }
}

/// To the next or the former page of the campaign, or section of the help.
fn turn(model: &mut Model, forward: bool) {
    if let Some(Overlay::Help(_)) = model.overlays.last() {
        help::turn(model, forward);
    } else if let Some(detail) = model.detail_mut() {
        detail.turn(forward);
    }
}

/// One layer back: the top overlay, else out of the filter, which restores what stood before.
fn back(model: &mut Model) {
    if model.overlays.last() == Some(&Overlay::Form) {
        form::act(model, FormAction::Back);
        return;
    }
    if model.overlays.pop().is_none()
        && let Some(before) = model.list.filter.before.take()
    {
        model.list.set_filter(&before, &mut model.context.store);
    }
}
