//! What a person states about a launch whose outcome is unknown: that it is there under a number, or that it is not.
//!
//! The same protocol and gates as `kaytop launches resolve`: whatever is stated, the list is read first, and only the
//! journal makes it true.

use super::effect::Effect;
use super::key::Key;
use super::launches;
use super::model::Model;
use super::overlay::Overlay;
use super::text_field::TextField;
use crate::domain::launch::{Launch, LaunchId, Phase, reconcile};
use crate::domain::time;

/// Which of the two is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// It is there: its number is typed.
    Found,
    /// It is not there: its name is typed.
    NotThere,
}

/// A statement, as it is performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// The campaign that it is.
    Found(i64),
    /// The name, as typed, of a launch that made none.
    NotThere(String),
}

/// The open statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub launch: LaunchId,
    /// What is stated.
    pub claim: Claim,
    /// What is typed.
    pub field: TextField,
    /// Whether it is being judged.
    pub asking: bool,
    /// Why it was not taken: a sentence.
    pub refused: Option<String>,
}

const READ_ONLY: &str = "Nothing is stated here: kaytop was started read-only.";

/// Why nothing can be stated of the chosen launch now.
pub(super) fn why_not(model: &Model, claim: Claim) -> Option<String> {
    let Some(launch) = launches::chosen(model) else { return Some(launches::NONE.to_owned()) };
    if model.context.connection.read_only {
        return Some(READ_ONLY.to_owned());
    }
    match claim {
        _ if model.context.launches.progress(&launch.id).is_some()
            || !launch.phase.is_resolved() && !launch.is_sought() =>
        {
            Some("Its outcome is awaited: there is nothing to state yet.".to_owned())
        }
        _ if !launch.is_sought() => Some("Its outcome is known: there is nothing to state.".to_owned()),
        Claim::NotThere if launch.phase != Phase::Unknown => {
            Some("The server accepted it: it is there. Its number can be stated.".to_owned())
        }
        Claim::NotThere => too_early(model, launch),
        Claim::Found => None,
    }
}

/// Before the quiet period is over an absence means nothing.
fn too_early(model: &Model, launch: &Launch) -> Option<String> {
    let now = model.context.launches.stamp(model.context.now)?;
    if reconcile::quiet_is_over(launch, &now) {
        return None;
    }
    let passed = launch.quiet_from.as_ref().and_then(|from| now.since(from)).unwrap_or_default();
    let left = reconcile::QUIET.saturating_sub(passed);
    Some(format!(
        "Too early to say that it is not there: it may still arrive. That can be stated in {}.",
        time::exact(std::time::Duration::from_secs(left.as_secs() + 1))
    ))
}

/// Opens the field in which it is typed.
pub(super) fn open(model: &mut Model, claim: Claim) {
    let Some(launch) = launches::chosen(model) else { return };
    // The one campaign that looks like it is offered; a person still has to mean it.
    let near = match (claim, launch.near.as_slice()) {
        (Claim::Found, [only]) => only.to_string(),
        _ => String::new(),
    };
    let statement =
        Statement { launch: launch.id.clone(), claim, field: TextField::new(&near), asking: false, refused: None };
    model.overlays.push(Overlay::Statement(statement));
}

fn top(model: &mut Model) -> Option<&mut Statement> {
    match model.overlays.last_mut() {
        Some(Overlay::Statement(statement)) => Some(statement),
        _ => None,
    }
}

/// A key that is typed.
pub(super) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(statement) = top(model) else { return Vec::new() };
    if statement.asking {
        return model.refuse(ASKING);
    }
    if statement.field.press(key) {
        statement.refused = None;
    }
    Vec::new()
}

const ASKING: &str = "The list is being looked at first. Esc closes this; the answer is told all the same.";

/// Pasted text: a number may be pasted, the name is the statement that a person looked.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match top(model) {
        Some(Statement { asking: true, .. }) => model.refuse(ASKING),
        Some(Statement { claim: Claim::NotThere, .. }) => {
            model.refuse("Nothing was pasted: this must be typed by hand.")
        }
        Some(statement) => {
            statement.field.insert(text.trim());
            statement.refused = None;
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Enter: has it judged.
pub(super) fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(statement) = top(model) else { return Vec::new() };
    if statement.asking {
        return model.refuse(ASKING);
    }
    let typed = statement.field.text();
    let stated = match statement.claim {
        Claim::Found => match typed.trim().trim_start_matches('#').parse() {
            Ok(number @ 1..) => Stated::Found(number),
            _ => return model.refuse("A campaign's number is needed, such as 412."),
        },
        Claim::NotThere => Stated::NotThere(typed.to_owned()),
    };
    let id = statement.launch.clone();
    let name =
        model.context.launches.newest_first().iter().find(|launch| launch.id == id).map(|launch| &launch.request.name);
    if let (Stated::NotThere(typed), Some(name)) = (&stated, name)
        && typed != name
    {
        return model.refuse("That is not the name, letter by letter.");
    }
    if let Some(statement) = top(model) {
        (statement.asking, statement.refused) = (true, None);
    }
    vec![Effect::State { launch: id, stated }]
}

/// It was judged: the launch as it is then, or why the statement is not taken.
pub(super) fn judged(model: &mut Model, id: &LaunchId, result: Result<Box<Launch>, String>) {
    let is_of = |overlay: &Overlay| matches!(overlay, Overlay::Statement(open) if open.launch == *id && open.asking);
    let words = match result {
        Ok(launch) => {
            model.context.launches.keep(&launch);
            model.overlays.retain(|overlay| !is_of(overlay));
            let words = launches::says(model, &launch);
            return model.say(words);
        }
        Err(words) => words,
    };
    match model.overlays.iter_mut().find(|overlay| is_of(overlay)) {
        Some(Overlay::Statement(open)) => (open.asking, open.refused) = (false, Some(words)),
        _ => drop(model.refuse(words)),
    }
}
