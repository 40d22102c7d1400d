//! The words of a command line, put where the parser looks for them.
//!
//! People write options before the command as well as after it, and queries that begin with `-`. The parser knows
//! neither, so that each word is judged here first: an option of some command, a command, or a word of the query.
//! Start with [`arrange`]; which options there are is asked of the command line itself.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{Arg, ColorChoice, Command};

use crate::domain::nearest::nearest;

/// Formats that other programs print. A word like `-oyaml` asks for one, and leaves nothing out.
const FORMATS: [&str; 9] = ["yaml", "yml", "xml", "tsv", "wide", "xlsx", "toml", "pretty", "plain"];

/// One word, or an option with its value.
struct Item {
    kind: Kind,
    words: Vec<OsString>,
}

enum Kind {
    /// An option, by its long or short name; `None` when no command has it.
    Option(Option<String>),
    /// Anything else.
    Word,
    /// A word that begins with `-` and is no option: it filters where there is a query, else it is a mistake.
    Dashed,
    /// A word behind `--`, which is never a command.
    Last,
}

/// The same words in an order that the parser understands: the command, its options, and behind `--` the rest. What
/// can be read in two ways is an error that names both, as is a word that is not UTF-8 where it is no path.
pub fn arrange(root: &Command, arguments: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let mut arguments = arguments.into_iter();
    let mut arranged: Vec<OsString> = arguments.next().into_iter().collect();
    let mut items = items(root, arguments);
    if items.iter().find(|item| matches!(item.kind, Kind::Word)).is_some_and(|item| item.is("help")) {
        return Ok(arranged.into_iter().chain(items.into_iter().flat_map(|item| item.words)).collect());
    }
    let path = command_path(root, &mut items);
    let deepest = path.last().copied().unwrap_or(root);
    if path.is_empty() {
        known_command(root, &items)?;
    }
    let filters = deepest.get_positionals().any(|argument| argument.get_id() == "query");
    for item in &items {
        item.readable(root, deepest)?;
        if filters {
            item.one_reading(root, deepest)?;
        }
    }
    let belongs = |item: &Item, command: &Command| match &item.kind {
        Kind::Option(Some(name)) => spelled(command, name).is_some(),
        _ => false,
    };
    for (depth, command) in path.iter().enumerate() {
        arranged.push(command.get_name().into());
        let deeper = path.get(depth + 1..).unwrap_or_default();
        let here = |item: &mut Item| belongs(item, command) && !deeper.iter().any(|deeper| belongs(item, deeper));
        arranged.extend(items.extract_if(.., here).flat_map(|item| item.words));
    }
    let word = |item: &mut Item| match item.kind {
        Kind::Word | Kind::Last => true,
        Kind::Dashed => filters,
        Kind::Option(_) => false,
    };
    let words: Vec<OsString> = items.extract_if(.., word).flat_map(|item| item.words).collect();
    arranged.extend(items.into_iter().flat_map(|item| item.words));
    // The parser guesses better what a word was meant to be where the command takes none.
    if !words.is_empty() && deepest.get_positionals().next().is_some() {
        arranged.push("--".into());
    }
    arranged.extend(words);
    Ok(arranged)
}

/// Whether help and errors are coloured, as the last `--color` says.
pub fn colour(arguments: &[OsString]) -> ColorChoice {
    let words: Vec<&str> = arguments.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str()).collect();
    let attached = |at: usize| words.get(at).and_then(|word| word.strip_prefix("--color="));
    let apart = |at: usize| words.get(at).filter(|word| **word == "--color").and_then(|_| words.get(at + 1).copied());
    match (0..words.len()).rev().find_map(|at| attached(at).or_else(|| apart(at))) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Takes the command and what it is divided into out of the words.
fn command_path<'a>(root: &'a Command, items: &mut Vec<Item>) -> Vec<&'a Command> {
    let mut path: Vec<&Command> = Vec::new();
    loop {
        let within = path.last().copied().unwrap_or(root);
        let Some(at) = items.iter().position(|item| matches!(item.kind, Kind::Word)) else { return path };
        let word = items.get(at).and_then(|item| item.words.first()).and_then(|word| word.to_str());
        let Some(found) = word.and_then(|word| within.find_subcommand(word)) else { return path };
        items.remove(at);
        path.push(found);
    }
}

/// Takes the words apart.
fn items(root: &Command, mut arguments: impl Iterator<Item = OsString>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut waiting: Option<OsString> = None;
    while let Some(word) = waiting.take().or_else(|| arguments.next()) {
        if word == "--" {
            items.extend(arguments.map(|word| Item { kind: Kind::Last, words: vec![word] }));
            break;
        }
        let (kind, wants_value) = kind(root, word.as_bytes());
        let mut words = vec![word];
        if wants_value {
            match arguments.next() {
                // A number below zero is a value, so that it can be answered in the option's own words.
                Some(next) if is_negative(next.as_bytes()) => {
                    for word in &mut words {
                        word.push("=");
                        word.push(&next);
                    }
                }
                Some(next) if !next.as_bytes().starts_with(b"-") || next == "-" => words.push(next),
                next => waiting = next,
            }
        }
        items.push(Item { kind, words });
    }
    items
}

fn is_negative(word: &[u8]) -> bool {
    word.strip_prefix(b"-").and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit)
}

/// What a word is, and whether the next one is its value.
fn kind(root: &Command, word: &[u8]) -> (Kind, bool) {
    if let Some(long) = word.strip_prefix(b"--") {
        let name = long.split(|byte| *byte == b'=').next().unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        let Some(found) = everywhere(root).find_map(|command| spelled(command, &name)) else {
            let known = matches!(name.as_str(), "help" | "version");
            return (Kind::Option(known.then_some(name)), false);
        };
        let wants_value = takes_value(found) && !long.contains(&b'=');
        return (Kind::Option(Some(name)), wants_value);
    }
    match word.strip_prefix(b"-") {
        None | Some(b"") => (Kind::Word, false),
        Some(cluster) => letters(root, &String::from_utf8_lossy(cluster)),
    }
}

/// Reads `-vo json`, `-ojson` and the like; anything else that begins with one `-` is no option.
fn letters(root: &Command, cluster: &str) -> (Kind, bool) {
    let mut rest = cluster.chars();
    let mut owner = None;
    while let Some(letter) = rest.next() {
        let name = letter.to_string();
        if matches!(letter, 'h' | 'V') {
            owner.get_or_insert(name);
            continue;
        }
        let Some(found) = everywhere(root).find_map(|command| spelled(command, &name)) else {
            return (Kind::Dashed, false);
        };
        if takes_value(found) {
            let value = rest.as_str();
            let understood =
                value.is_empty() || value.starts_with('=') || values(root, &name).iter().any(|known| known == value);
            return if understood { (Kind::Option(Some(name)), value.is_empty()) } else { (Kind::Dashed, false) };
        }
        owner.get_or_insert(name);
    }
    (Kind::Option(owner), false)
}

/// A single word that is nearly a command, or several of which the first is: two readings.
fn known_command(root: &Command, items: &[Item]) -> Result<(), String> {
    let words: Vec<&str> = items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Word | Kind::Last | Kind::Dashed))
        .filter_map(|item| item.words.first()?.to_str())
        .collect();
    let Some(first) = items.iter().find(|item| matches!(item.kind, Kind::Word)) else { return Ok(()) };
    let Some(word) = first.words.first().and_then(|word| word.to_str()) else { return Ok(()) };
    if words.first() != Some(&word) || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(());
    }
    let Some(meant) = nearest(word, root.get_subcommands().map(Command::get_name)) else { return Ok(()) };
    // A short word among others is more likely a word: "last" is no "list".
    let elsewhere = |item: &Item| match &item.kind {
        Kind::Option(name) => !name.as_deref().is_some_and(|name| of_screen(root, name)),
        _ => false,
    };
    let alone = words.len() == 1 || items.iter().any(elsewhere);
    if !alone && word.len().max(meant.len()) < 5 && !same_letters(word, meant) {
        return Ok(());
    }
    Err(format!(
        "`{word}` can be read in two ways. The command: kaytop {meant}. The screen, filtered by the word: kaytop -- {}",
        words.join(" ")
    ))
}

/// Whether the screen takes an option.
fn of_screen(root: &Command, name: &str) -> bool {
    matches!(name, "h" | "help" | "V" | "version") || spelled(root, name).is_some()
}

fn same_letters(left: &str, right: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<u8> = word.to_ascii_lowercase().into_bytes();
        letters.sort_unstable();
        letters
    };
    sorted(left) == sorted(right)
}

impl Item {
    fn is(&self, word: &str) -> bool {
        self.words.first().is_some_and(|first| first == word)
    }

    /// Refuses what is not UTF-8, unless it is a path.
    fn readable(&self, root: &Command, command: &Command) -> Result<(), String> {
        if self.words.iter().all(|word| word.to_str().is_some()) {
            return Ok(());
        }
        let argument = match &self.kind {
            Kind::Option(Some(name)) => {
                spelled(command, name).or_else(|| everywhere(root).find_map(|command| spelled(command, name)))
            }
            Kind::Option(None) => None,
            Kind::Word | Kind::Dashed | Kind::Last => command.get_positionals().next(),
        };
        let option = argument.filter(|_| matches!(self.kind, Kind::Option(_)));
        let is_path =
            argument.is_some_and(|argument| argument.get_value_parser().type_id() == std::any::TypeId::of::<PathBuf>());
        if is_path {
            return Ok(());
        }
        // What a key may stand in is not repeated.
        if let Some(name) = option.and_then(Arg::get_long) {
            return Err(format!("the value of --{name} is not UTF-8"));
        }
        let shown: Vec<String> = self.words.iter().map(|word| escaped(word)).collect();
        Err(format!("the argument {} is not UTF-8", shown.join(" ")))
    }

    /// Refuses a filter that was probably meant to be an option: `-sandbox` would ask the live API.
    fn one_reading(&self, root: &Command, command: &Command) -> Result<(), String> {
        let word = self.words.first().and_then(|word| word.to_str()).unwrap_or_default();
        let (Kind::Dashed, Some(bare)) = (&self.kind, word.strip_prefix('-')) else { return Ok(()) };
        if bare.len() < 4 || !bare.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
            return Ok(());
        }
        let longs = command.get_arguments().filter_map(Arg::get_long).chain(["help", "version"]);
        let formats = values(root, "o");
        let value = bare.strip_prefix('o');
        if let Some(value) = value.filter(|value| FORMATS.contains(value)) {
            return Err(format!(
                "there is no format `{value}`: kaytop list -o takes {}. The filter that leaves `{bare}` out: -- {word}",
                root.find_subcommand("list").map_or_else(Vec::new, |list| values(list, "o")).join(", ")
            ));
        }
        let format = value.and_then(|value| nearest(value, formats.iter().map(String::as_str)));
        let option = nearest(bare, longs).map(|name| format!("--{name}"));
        match option.or_else(|| format.map(|value| format!("-o {value}"))) {
            Some(option) => Err(format!(
                "`{word}` can be read in two ways. The option: {option}. The filter that leaves `{bare}` out: -- {word}"
            )),
            None => Ok(()),
        }
    }
}

/// A word that is not UTF-8, its odd bytes as escapes.
fn escaped(word: &OsStr) -> String {
    let mut text = String::new();
    for chunk in word.as_bytes().utf8_chunks() {
        text.extend(chunk.valid().escape_debug());
        text.extend(chunk.invalid().escape_ascii().map(char::from));
    }
    text
}

/// The command line itself and every command of it.
fn everywhere(root: &Command) -> impl Iterator<Item = &Command> {
    let below = root.get_subcommands().flat_map(|command| std::iter::once(command).chain(command.get_subcommands()));
    std::iter::once(root).chain(below)
}

/// The option of a command with this long or one-letter name.
fn spelled<'a>(command: &'a Command, name: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| {
        argument.get_long() == Some(name) || argument.get_short().is_some_and(|short| name == short.to_string())
    })
}

fn takes_value(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

/// What may be the value of an option, in any command that has it.
fn values(root: &Command, name: &str) -> Vec<String> {
    let arguments = everywhere(root).filter_map(|command| spelled(command, name));
    arguments.flat_map(Arg::get_possible_values).map(|value| value.get_name().to_owned()).collect()
}
