//! What a person states about a launch.

use crate::app::action::Claim;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::statement::Statement;
use crate::domain::launch::{Launch, LaunchId};

pub(super) fn open(model: &mut Model, claim: Claim) {
    if let Some(statement) = model.chosen_launch().map(|launch| Statement::new(claim, launch)) {
        model.overlays.push(Overlay::Statement(statement));
    }
}

pub(super) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    change(model, |statement| statement.press(key))
}

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    change(model, |statement| statement.paste(text))
}

fn change(model: &mut Model, change: impl FnOnce(&mut Statement) -> Result<(), &'static str>) -> Vec<Effect> {
    let Some(Overlay::Statement(statement)) = model.overlays.last_mut() else { return Vec::new() };
    match change(statement) {
        Ok(()) => Vec::new(),
        Err(why) => model.refuse(why),
    }
}

pub(super) fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Statement(statement)) = model.overlays.last_mut() else { return Vec::new() };
    let launch = statement.launch.clone();
    let known = model.context.launches.newest_first().iter().find(|known| known.id == launch);
    match statement.submit(known.map(|known| known.request.name.as_str())) {
        Ok(stated) => vec![Effect::State { launch, stated }],
        Err(why) => model.refuse(why),
    }
}

/// It was judged: the launch as it is then, or why the statement is not taken.
pub(super) fn judged(model: &mut Model, id: &LaunchId, result: Result<Box<Launch>, String>) {
    match result {
        Ok(launch) => {
            model.context.launches.keep(&launch);
            model.overlays.retain(|overlay| !matches!(overlay, Overlay::Statement(open) if open.awaits(id)));
            let words = model.context.launch_words(&launch);
            model.say(words);
        }
        Err(why) => {
            let open = model.overlays.iter_mut().find_map(|overlay| match overlay {
                Overlay::Statement(open) if open.awaits(id) => Some(open),
                _ => None,
            });
            match open {
                Some(open) => open.refuse(why),
                None => drop(model.refuse(why)),
            }
        }
    }
}
