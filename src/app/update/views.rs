//! Views: opening them, and what a person changes about them.

use super::polls;
use crate::app::command::ViewCommand;
use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::model::Model;
use crate::domain::failure::sentence;
use crate::domain::view::{self, View, ViewChange};

/// Opens the view of this number, as it was saved.
pub(super) fn open(model: &mut Model, number: u8) {
    if let Some(at) = usize::from(number).checked_sub(1) {
        open_at(model, at);
    }
}

/// Opens the view of this place, and sends its `key:` to the server.
fn open_at(model: &mut Model, at: usize) {
    model.views.open(at, &mut model.list, &mut model.context.store);
    polls::search(model);
}

/// Does what the command line says of views.
pub(super) fn perform(model: &mut Model, command: ViewCommand) -> Vec<Effect> {
    if let ViewCommand::Open(at) = command {
        open_at(model, at);
        return Vec::new();
    }
    match change(model, command) {
        Ok(effect) => vec![Effect::Keep(effect)],
        Err(why) => model.refuse(why),
    }
}

fn change(model: &Model, command: ViewCommand) -> Result<Keep, String> {
    let opened = || model.views.opened().ok_or_else(|| "No view is open: 1 to 9 open one.".to_owned());
    let name = |typed: &str| view::name(typed).map_err(|why| sentence(&why));
    let change = match command {
        ViewCommand::Open(_) | ViewCommand::Reload => return Ok(Keep::ReadViews),
        ViewCommand::Save(typed) => {
            if model.list.filter.error.is_some() {
                return Err("A filter with a mistake is not saved: / mends it.".to_owned());
            }
            let name = match typed {
                Some(typed) => name(&typed)?,
                None => opened()?.name.clone(),
            };
            ViewChange::Save(model.views.shown(name, &model.list))
        }
        ViewCommand::Rename(to) => ViewChange::Rename { from: opened()?.name.clone(), to: name(&to)? },
        ViewCommand::Move(to) => ViewChange::Move { name: opened()?.name.clone(), to: to.saturating_sub(1) },
        ViewCommand::Delete(None) => ViewChange::Delete(opened()?.name.clone()),
        ViewCommand::Delete(Some(named)) => {
            let at = model.views.find(&named)?;
            ViewChange::Delete(model.views.at(at).map(|view| view.name.clone()).unwrap_or(named))
        }
        ViewCommand::Undo => match model.views.deleted() {
            Some((view, at)) => ViewChange::Insert { view: view.clone(), at: *at },
            None => return Err("No view was deleted since the start.".to_owned()),
        },
        ViewCommand::BuiltIn => ViewChange::AddBuiltIn,
    };
    Ok(Keep::ChangeViews(Box::new(change)))
}

/// The file has them so.
pub(super) fn read(model: &mut Model, views: Vec<View>, note: Option<String>) {
    model.views.take(views);
    match note {
        Some(note) => drop(model.refuse(note)),
        None => model.say("The views are read anew."),
    }
}

/// They were changed, or not.
pub(super) fn changed(model: &mut Model, change: &ViewChange, result: Result<Vec<View>, String>) {
    let views = match result {
        Ok(views) => views,
        Err(why) => return drop(model.refuse(format!("The views stay as they were: {why}."))),
    };
    model.views.changed(change, views, &model.list);
    let key = |name: &str| match model.views.find(name) {
        Ok(at @ 0..9) => format!(" Key {} opens it.", at + 1),
        _ => format!(" `:view {name}` opens it."),
    };
    let words = match change {
        ViewChange::Save(view) => format!("The view {:?} is saved.{}", view.name, key(&view.name)),
        ViewChange::Rename { to, .. } => format!("The view is called {to:?} now."),
        ViewChange::Delete(name) => format!("The view {name:?} is deleted; `:view undo` puts it back."),
        ViewChange::Move { name, .. } => format!("The view {name:?} is moved.{}", key(name)),
        ViewChange::Insert { view, .. } => format!("The view {:?} is back.{}", view.name, key(&view.name)),
        ViewChange::AddBuiltIn => "All built-in views are there.".to_owned(),
    };
    model.say(words);
}
