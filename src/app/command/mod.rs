//! The command line: everything that can be done by its name, some of it with an argument.
//!
//! [`parse`] says what a line means and [`suggestions`] how it may go on; both are pure. What is typed is a
//! [`line::CommandLine`]. The names of actions come from the one table of keys ([`names`]); what takes an argument has a
//! row in [`arguments`]. No command sends a launch: those that lead there open the form, as their keys do.

pub mod arguments;
pub mod line;
pub mod names;

use self::arguments::Argument;
use super::action::Action;
use super::export::Format;
use super::prefs::ThemeName;
use super::views::Views;
use crate::domain::grouping::GroupBy;
use crate::domain::nearest::nearest;
use crate::domain::order::Column;
use crate::domain::order::Order;
use crate::domain::shown::Shown;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// What a key does.
    Act(Action),
    Theme(ThemeName),
    /// How often the campaigns are asked for; never where it is `None`.
    Interval(Option<std::time::Duration>),
    Sort(Order),
    /// These columns and no others.
    Columns(Vec<Column>),
    Filter(String),
    /// Gather by these, the outer level first; by nothing where there are none.
    Group(Vec<GroupBy>),
    /// Write what is shown in this form, into the file of this name where one is given.
    Export(Format, Option<String>),
    /// Compare with the baseline of this name, or with a moment.
    Since(String),
    /// A person has seen why the campaign needs one: it asks nobody until something changes, or until a moment.
    Seen {
        until: Option<String>,
        reason: String,
    },
    /// The campaign asks again.
    Unseen,
    /// To the campaign of this number.
    Goto(i64),
    View(ViewCommand),
}

/// What is to be done about views. Where it names none, the open one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewCommand {
    /// Open the view of this place, from 0.
    Open(usize),
    /// Keep what is shown under this name.
    Save(Option<String>),
    /// Give the open view this name.
    Rename(String),
    /// Give the open view this place, from 1.
    Move(usize),
    Delete(Option<String>),
    /// Put back what was deleted last.
    Undo,
    /// Add the built-in ones that are missing.
    BuiltIn,
    /// Read the file again.
    Reload,
}

/// How a line may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The line with it.
    pub line: String,
    /// What is suggested, as it is listed.
    pub word: String,
    /// What it does or is.
    pub about: String,
    /// The action that it is the name of.
    pub action: Option<Action>,
    /// Whether the line is whole with it.
    pub whole: bool,
}

/// What a line means.
///
/// # Errors
/// It means nothing: a sentence for people.
pub fn parse(line: &str, views: &Views) -> Result<Command, String> {
    let line = line.trim();
    if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) {
        return arguments::number(line);
    }
    let (word, rest) = split(line);
    let word = word.to_lowercase();
    let argument = Argument::of(&word);
    match (argument, rest, names::action(&word)) {
        (_, "", Some(action)) => Ok(Command::Act(action)),
        (Some(argument), rest, _) => argument.parse(rest, views),
        (None, _, Some(_)) => Err(format!("`{word}` takes nothing behind it.")),
        (None, _, None) if word.is_empty() => {
            Err("Type what is to be done: a few letters list what there is.".to_owned())
        }
        (None, _, None) => {
            let known = names::all().map(|(name, _)| name).chain(Argument::ALL.map(Argument::name).map(str::to_owned));
            let known: Vec<String> = known.collect();
            let near = nearest(&word, known.iter().map(String::as_str));
            let meant = near.map_or_else(
                || "Tab and the arrows choose from the list".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let end = if near.is_some() { "" } else { "." };
            Err(format!("Unknown command `{}`, {meant}{end}", Shown::new(&word).as_str()))
        }
    }
}

/// How the line may go on, the likeliest first.
pub fn suggestions(line: &str, views: &Views) -> Vec<Suggestion> {
    let line = line.trim_start();
    if let Some((word, rest)) = line.split_once(char::is_whitespace) {
        let argument = Argument::of(&word.to_lowercase());
        return argument.map(|argument| argument.suggestions(rest.trim_start(), views)).unwrap_or_default();
    }
    let sought = line.to_lowercase();
    let actions = names::all().map(|(name, binding)| {
        // What an argument can be given to is listed once.
        let takes = Argument::of(&name).is_some();
        Suggestion {
            line: if takes { format!("{name} ") } else { name.clone() },
            word: Argument::of(&name).map_or(name.clone(), |argument| format!("{name} {}", argument.takes())),
            about: Argument::of(&name).map_or(binding.help, Argument::about).to_owned(),
            action: Some(binding.action),
            whole: !takes,
        }
    });
    let arguments = Argument::ALL.into_iter().filter(|argument| names::action(argument.name()).is_none());
    let arguments = arguments.map(|argument| Suggestion {
        line: format!("{} ", argument.name()),
        word: format!("{} {}", argument.name(), argument.takes()),
        about: argument.about().to_owned(),
        action: None,
        whole: false,
    });
    let mut found: Vec<(u8, Suggestion)> =
        arguments.chain(actions).filter_map(|one| Some((rank(&one, &sought)?, one))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// From so many letters on, what a command does is searched too: fewer are found everywhere.
const WORD: usize = 4;

/// How well a suggestion answers to what is typed, the best being 0; `None` when it does not.
fn rank(suggestion: &Suggestion, sought: &str) -> Option<u8> {
    let name = suggestion.line.trim();
    if sought.is_empty() {
        // What moves the cursor is known by its keys.
        Some(u8::from(matches!(suggestion.action, Some(Action::Move(_)))))
    } else if name.starts_with(sought) {
        Some(0)
    } else if name.contains(sought) {
        Some(1)
    } else {
        let told = sought.len() >= WORD && suggestion.about.to_lowercase().contains(sought);
        told.then_some(2)
    }
}

/// The first word of a line, and what stands behind it.
fn split(line: &str) -> (&str, &str) {
    line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()))
}

#[cfg(test)]
mod tests;
