//! What `kaytop history` can be asked.

use clap::{Subcommand, ValueEnum};

use super::Format;
use crate::cli::options::Common;

/// Arguments of `kaytop history`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct History {
    /// What to do; without it, what is kept is printed.
    #[command(subcommand)]
    pub command: Option<HistoryCommand>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub output: Format,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What can be done with the record.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// What happened, the newest first: campaigns that came, went, were renamed, soured, fell silent
    Events(Events),
    /// Print every change, oldest first
    Export(Export),
    /// Forget, for good
    Purge(Purge),
}

/// Arguments of `kaytop history events`.
#[derive(Debug, clap::Args)]
pub struct Events {
    /// Words that must stand in name, number or sentence
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// From when on: 3d, mon, 2026-11-24 [default: 7 days]
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = EventsFormat::Table)]
    pub output: EventsFormat,
}

/// How events are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EventsFormat {
    /// For people
    Table,
    /// One object a line
    Jsonl,
    /// One line an event
    Csv,
}

/// Arguments of `kaytop history export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// How to print
    #[arg(short, long, value_enum, default_value_t = ExportFormat::Jsonl)]
    pub output: ExportFormat,
}

/// How the record is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One object a line
    Jsonl,
    /// One line an entry
    Csv,
}

/// Arguments of `kaytop history purge`.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub struct Purge {
    /// What was before this day (2026-11-01), or before a time such as 90d or 'mon 9:00'
    #[arg(long, value_name = "DATE", conflicts_with_all = ["campaign", "all"], required_unless_present_any = ["campaign", "all"])]
    pub before: Option<String>,
    /// All of one campaign, its name too
    #[arg(long, value_name = "ID", allow_negative_numbers = true, conflicts_with = "all")]
    pub campaign: Option<i64>,
    /// Everything
    #[arg(long)]
    pub all: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}
