//! The options that several commands share.

use std::time::Duration;

use clap::ValueEnum;

use crate::domain::interval;
use crate::storage::config::ThemeName;

/// Options that every command takes, before its name or after it. [`hidden_where_unused`] keeps them out of the help
/// of a command to which they mean nothing.
#[derive(Debug, Clone, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Common {
    /// Another host than the vendor's; https, or http on this machine
    #[arg(long, value_name = "URL", conflicts_with = "sandbox", help_heading = HEADING)]
    pub base_url: Option<String>,
    /// Run on the built-in sandbox, even with a key
    #[arg(long, help_heading = HEADING)]
    pub sandbox: bool,
    /// How long an answer may take: 20s unless said otherwise
    #[arg(long, value_name = "TIME", value_parser = timeout_argument, help_heading = HEADING)]
    pub timeout: Option<Timeout>,
    /// Use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto, help_heading = HEADING)]
    pub color: When,
    /// Write without Unicode
    #[arg(long, help_heading = HEADING)]
    pub ascii: bool,
    /// Log every request (to stderr; from the screen to its log file)
    #[arg(short, long, overrides_with = "quiet", help_heading = HEADING)]
    pub verbose: bool,
    /// Say on stderr only what went wrong
    #[arg(short, long, overrides_with = "verbose", help_heading = HEADING)]
    pub quiet: bool,
}

/// Under what the shared options stand in a help.
const HEADING: &str = "Options of every command";

/// Options of the screen.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Screen {
    /// How often to ask: 30s, 5min, off
    #[arg(long, value_name = "TIME", value_parser = interval_argument)]
    pub interval: Option<IntervalArgument>,
    /// The server's own search (its key= parameter)
    #[arg(long, value_name = "TERM")]
    pub search: Option<String>,
    /// Open this view; words of a filter come before its own
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// Never create anything
    #[arg(long)]
    pub read_only: bool,
    /// Where the colours come from
    #[arg(long, value_enum, value_name = "NAME")]
    pub theme: Option<ThemeName>,
}

/// A value of `--interval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntervalArgument(pub Option<Duration>);

fn interval_argument(text: &str) -> Result<IntervalArgument, String> {
    interval::rhythm(text).map(IntervalArgument)
}

/// A value of `--timeout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// The longest time that an answer may be given.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);

fn timeout_argument(text: &str) -> Result<Timeout, String> {
    match interval::parse(text)? {
        Some(span) if span <= LONGEST_TIMEOUT => Ok(Timeout(span)),
        Some(_) => Err(format!("{text:?} is too long: at most 1h")),
        None => Err("an answer needs some time: write it as 20s or 2min".to_owned()),
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Unless `NO_COLOR` is set, or nobody is there to see them.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which shared options mean nothing to a command.
const UNUSED: [(&str, &[&str]); 6] = [
    ("check", &["base_url", "sandbox", "timeout", "verbose"]),
    ("history", &["sandbox", "timeout"]),
    ("alerts", &["sandbox", "timeout"]),
    ("record", &["sandbox", "color"]),
    ("sandbox", &["base_url", "sandbox", "timeout", "color", "ascii", "verbose"]),
    ("paths", &["base_url", "sandbox", "timeout", "verbose", "quiet"]),
];

/// The command line, each help without the options that mean nothing there. They are taken all the same, so that one
/// set of options can stand before any command.
pub fn hidden_where_unused(command: clap::Command) -> clap::Command {
    UNUSED.into_iter().fold(command, |command, (name, unused)| {
        command.mut_subcommand(name, |sub| {
            unused.iter().fold(sub, |sub, option| sub.mut_arg(*option, |argument| argument.hide(true)))
        })
    })
}
