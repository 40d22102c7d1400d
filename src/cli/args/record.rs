//! What `kaytop record` can be asked.

use super::watch::every_argument;
use crate::cli::args::Every;
use crate::cli::options::Common;

/// Arguments of `kaytop record`.
#[derive(Debug, clap::Args)]
pub struct Record {
    /// How often to ask: 30s, 5min; at least 2s
    #[arg(long, value_name = "TIME", value_parser = every_argument)]
    pub interval: Option<Every>,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}
