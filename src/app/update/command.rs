//! The command line: what its keys do, and what a line comes to.

use super::{acknowledging, act, memory, polls, table, views, write};
use crate::app::action::{Action, Movement};
use crate::app::columns::Columns;
use crate::app::command::line::{CommandLine, remember};
use crate::app::command::{Command, Suggestion, parse};
use crate::app::effect::Effect;
use crate::app::keymap::{BINDINGS, Scope};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::poll::rhythm::Rhythm;
use crate::domain::store::RowKey;

pub(super) fn open(model: &mut Model, text: &str) {
    model.overlays.push(Overlay::Command(CommandLine::new(text)));
}

pub(super) fn step(model: &mut Model, movement: Movement) {
    if let Some(Overlay::Command(line)) = model.overlays.last_mut() {
        line.step(movement, &model.views, &model.commands);
    }
}

pub(super) fn complete(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Command(line)) = model.overlays.last_mut() else { return Vec::new() };
    if line.complete(&model.views) { Vec::new() } else { model.refuse("Nothing begins like that.") }
}

/// Does what is chosen, else what is typed. What is not understood stays, to be mended.
pub(super) fn run(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Command(open)) = model.overlays.last_mut() else { return Vec::new() };
    let line = match open.chosen(&model.views) {
        Some(Suggestion { whole: false, .. }) => {
            open.complete(&model.views);
            return Vec::new();
        }
        Some(Suggestion { line, .. }) => line,
        None => open.field.text().trim().to_owned(),
    };
    match parse(&line, &model.views) {
        Err(why) => model.refuse(why),
        Ok(command) => {
            remember(&mut model.commands, &line);
            model.overlays.pop();
            perform(model, command)
        }
    }
}

fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Act(action) => {
            let place = model.scope();
            let mut scopes =
                BINDINGS.iter().filter(|binding| binding.action == action).flat_map(|binding| binding.scopes);
            let first = scopes.next();
            // What the copy menu lists can be copied wherever the menu opens.
            let here =
                matches!(action, Action::Copy(_)) || first.into_iter().chain(scopes).any(|scope| *scope == place);
            match first {
                Some(first) if !here => {
                    let first = first.place();
                    return model.refuse(format!("That works in {first}: Esc goes back there."));
                }
                _ => return act(model, action),
            }
        }
        Command::Theme(name) => {
            model
                .say(format!("The look is {}, until kaytop ends; `theme` in the configuration keeps it.", name.word()));
            return vec![Effect::SetTheme(name)];
        }
        Command::Export(format, name) => {
            if !matches!(model.scope(), Scope::Table | Scope::Detail | Scope::History | Scope::Compare) {
                return model.refuse("That works in the table: Esc goes back there.");
            }
            return write::export(model, format, name.as_deref());
        }
        Command::Seen { until, reason } => return acknowledging::acknowledge(model, until.as_deref(), reason),
        Command::Unseen => return acknowledging::ask_again(model),
        Command::Interval(every) => polls::set_rhythm(model, |_| every.map_or(Rhythm::OFF, Rhythm::every)),
        command => {
            // What is about the table shows it.
            model.overlays.clear();
            match command {
                Command::Sort(order) => {
                    model.list.set_order(order, &mut model.context.store);
                    if model.list.filter.query.order().is_some() {
                        return model.refuse("The filter's own sort: holds; edit it with /.");
                    }
                }
                Command::Columns(columns) => {
                    model.list.columns = Columns::of(&columns);
                    if !model.context.store.query().columns().is_empty() {
                        return model.refuse("The filter's own cols: holds; edit it with /.");
                    }
                }
                Command::Group(groups) => {
                    model.list.set_grouping(groups, &mut model.context.store);
                    if !model.context.store.query().groups().is_empty() {
                        return model.refuse("The filter's own group: holds; edit it with /.");
                    }
                }
                Command::Filter(text) => table::set_filter(model, &text),
                Command::Since(text) => memory::since(model, &text),
                Command::Goto(id) => return go_to(model, id),
                Command::View(command) => return views::perform(model, command),
                _ => {}
            }
        }
    }
    Vec::new()
}

/// Puts the cursor on the campaign of this number.
fn go_to(model: &mut Model, id: i64) -> Vec<Effect> {
    let key = RowKey::first(id);
    if model.list.go_to(key, &mut model.context.store) {
        return Vec::new();
    }
    let there = model.context.store.get(key).is_some();
    model.refuse(if there {
        format!("The filter hides campaign {id}: 0 shows all.")
    } else {
        format!("There is no campaign {id} in the list.")
    })
}
