//! What the actions of the table are called on the command line: as at the foot of the screen.

use crate::app::action::{Action, Movement};
use crate::app::keymap::{BINDINGS, Binding, Scope};

/// Every action that a key of the table does, with its name.
pub fn all() -> impl Iterator<Item = (String, &'static Binding)> {
    // A view is opened by `view`, which also takes its name.
    let named = |binding: &&Binding| {
        binding.scopes.contains(&Scope::Table) && !matches!(binding.action, Action::OpenView(_) | Action::OpenCommand)
    };
    BINDINGS.iter().filter(named).map(|binding| (name(binding), binding))
}

/// The action of this name.
pub fn action(word: &str) -> Option<Action> {
    let word = match word {
        "q" => "quit",
        word => word,
    };
    all().find(|(name, _)| name == word).map(|(_, binding)| binding.action)
}

/// Where two actions have one label, each has a name of its own.
fn name(binding: &Binding) -> String {
    let own = match binding.action {
        Action::Move(Movement::Down) => "down",
        Action::Move(Movement::Up) => "up",
        Action::Move(Movement::HalfDown) => "half-page-down",
        Action::Move(Movement::HalfUp) => "half-page-up",
        Action::Move(Movement::PageDown) => "page-down",
        Action::Move(Movement::PageUp) => "page-up",
        Action::Quit => "close",
        Action::Leave => "quit",
        _ => binding.label,
    };
    own.to_lowercase().replace(' ', "-")
}
