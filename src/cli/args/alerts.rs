//! What `kaytop alerts` can be asked.

use clap::Subcommand;

use super::Format;
use crate::cli::options::Common;

/// Arguments of `kaytop alerts`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct Alerts {
    /// What to do; without it, the alerts and how they stand are printed.
    #[command(subcommand)]
    pub command: Option<AlertsCommand>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub output: Format,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What can be done with alerts.
#[derive(Debug, Subcommand)]
pub enum AlertsCommand {
    /// Tell of an alert once in each of its ways, marked as a test
    Test(AlertTest),
}

/// Arguments of `kaytop alerts test`.
#[derive(Debug, clap::Args)]
pub struct AlertTest {
    /// The alert's name
    #[arg(value_name = "NAME")]
    pub name: String,
}
