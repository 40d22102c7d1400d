//! What `kaytop watch` can be asked.

use std::time::Duration;

use clap::ValueEnum;

use crate::app::poll::rhythm::Rhythm;
use crate::cli::options::Common;
use crate::domain::interval;

/// Arguments of `kaytop watch`.
#[derive(Debug, clap::Args)]
pub struct Watch {
    /// Words of the filter: 'calls:>100' 'success:<50'
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// A view of the screen: its filter; words of a filter come before its own
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// End with 0 as soon as a campaign matches, and print it
    #[arg(long)]
    pub until: bool,
    /// End after so long: with 0, or with 10 where --until has found nothing
    #[arg(long = "for", value_name = "TIME", value_parser = span_argument)]
    pub span: Option<Every>,
    /// How often to ask: 30s, 5min; at least 2s
    #[arg(long, value_name = "TIME", value_parser = every_argument)]
    pub interval: Option<Every>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = WatchFormat::Text)]
    pub output: WatchFormat,
    /// The server's own search (its key= parameter)
    #[arg(long, value_name = "TERM")]
    pub search: Option<String>,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// How a change is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WatchFormat {
    /// For people
    Text,
    /// One object a line, for programs
    Jsonl,
}

/// A span of time that is not off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every(pub Duration);

fn span_argument(text: &str) -> Result<Every, String> {
    interval::parse(text)?.map(Every).ok_or_else(|| "some time is needed: write it as 30s, 10min or 1h".to_owned())
}

pub(super) fn every_argument(text: &str) -> Result<Every, String> {
    match interval::parse(text)? {
        Some(every) if every >= Rhythm::MOST_OFTEN => Ok(Every(every)),
        Some(_) => Err(format!("{text:?} is too short: at least 2s")),
        None => Err("some time is needed: write it as 30s or 5min".to_owned()),
    }
}
